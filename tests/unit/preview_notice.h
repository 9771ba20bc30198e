/*
 * A notice of the examples with its preview, for tests.
 */
#ifndef TESTS_UNIT_PREVIEW_NOTICE_H
#define TESTS_UNIT_PREVIEW_NOTICE_H

#include "base/file.h"
#include "cli/builtin.h"
#include "outputs/notice.h"
#include "questionnaire/answers/change.h"
#include "tui/wizard/preview_parts.h"

#include <stdlib.h>

enum { TODAY = 20261201 };

static const char shop[] = "tests/examples/corner-shop.yaml";

struct notice {
	struct answers *answers;
	struct document *document;
	struct preview preview;
};

static inline void read_notice(struct notice *notice, const char *name, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	notice->answers = answers_read(builtin_library.schema, name, bytes, size, &diags);
	assert_non_null(notice->answers);
	notice->document = notice_compose_traced(&builtin_library, notice->answers, TODAY, &diags);
	assert_non_null(notice->document);
	preview_init(&notice->preview);
	diags_release(&diags);
}

static inline void load_notice(struct notice *notice, const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(bytes);
	read_notice(notice, path, bytes, size);
	free(bytes);
	diags_release(&diags);
}

static inline void free_notice(struct notice *notice)
{
	preview_release(&notice->preview);
	document_free(notice->document);
	answers_free(notice->answers);
}

/* The notice after a change of its answers. */
static inline void change_notice(struct notice *after, const struct notice *notice, const struct change *change)
{
	struct buf bytes = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	assert_true(answers_change(notice->answers, change, 1, &bytes, &diags));
	read_notice(after, "changed.yaml", bytes.s, bytes.len);
	buf_release(&bytes);
	diags_release(&diags);
}

#endif
