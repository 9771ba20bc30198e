/*
 * A text of answers with its notice, proofread, for tests of spelling.
 */
#ifndef TESTS_UNIT_PROOF_H
#define TESTS_UNIT_PROOF_H

#include "base/file.h"
#include "cli/builtin.h"
#include "outputs/notice.h"
#include "outputs/review/spell.h"

#include <stdlib.h>
#include <string.h>

#define PROOF_TODAY 20261122

struct proof {
	struct diags diags;
	struct answers *answers;
	struct document *document;
	struct spelling spelling;
};

/* file: as findings say it. library: NULL for the built-in one. */
static inline void proof_read(struct proof *proof, struct speller *speller, const struct library *library, const char *file,
	const char *text, size_t size)
{
	const struct library *used = library ? library : &builtin_library;
	struct diags unsaid = DIAGS_INIT;
	*proof = (struct proof){.diags = DIAGS_INIT};
	proof->answers = answers_read(used->schema, file, text, size, &unsaid);
	if (!proof->answers)
		diags_print(&unsaid, stderr);
	assert_non_null(proof->answers);
	proof->document = notice_compose(used, proof->answers, PROOF_TODAY, &unsaid);
	assert_non_null(proof->document);
	spell_check(speller, used, proof->answers, proof->document, &proof->spelling, &proof->diags);
	diags_release(&unsaid);
}

static inline void proof_end(struct proof *proof)
{
	spelling_release(&proof->spelling);
	document_free(proof->document);
	answers_free(proof->answers);
	diags_release(&proof->diags);
}

/* The bytes of a file; must be freed. */
static inline char *proof_load(const char *path, size_t *size)
{
	struct diags diags = DIAGS_INIT;
	char *bytes = file_read(path, FILE_LIMIT, size, &diags);
	if (!bytes)
		diags_print(&diags, stderr);
	assert_non_null(bytes);
	diags_release(&diags);
	return bytes;
}

static inline void proof_print(const struct proof *proof)
{
	struct diags diags = DIAGS_INIT;
	spelling_report(&proof->spelling, &diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
}

#endif
