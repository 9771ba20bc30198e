#include "outputs/notice.h"

#include "outputs/outputs_diags.h"
#include "outputs/write/write.h"
#include "questionnaire/facts/facts.h"
#include "questionnaire/promises/promises.h"

#include <string.h>

static const struct {
	const char *name, *endings[2][2]; /* of whole and short notices: finished, drafts */
	void (*write)(struct buf *out, const struct document *document);
} formats[NOTICE_FORMAT_COUNT] = {
#define ENDINGS(kind, extension) {{kind extension, kind ".draft" extension}, {".short" kind extension, ".short" kind ".draft" extension}}
	[NOTICE_MARKDOWN] = {"md", ENDINGS("", ".md"), write_markdown},
	[NOTICE_HTML] = {"html", ENDINGS("", ".html"), write_html},
	[NOTICE_FRAGMENT] = {"fragment", ENDINGS(".fragment", ".html"), write_fragment},
	[NOTICE_PLAIN] = {"txt", ENDINGS("", ".txt"), write_plain},
	[NOTICE_JSON] = {"json", ENDINGS("", ".json"), write_json},
#undef ENDINGS
};

const char *notice_format_name(enum notice_format format)
{
	return formats[format].name;
}

const char *notice_format_ending(enum notice_format format, bool in_short, bool draft)
{
	return formats[format].endings[in_short][draft];
}

enum notice_format notice_format_find(const char *name)
{
	int format = 0;
	while (format < NOTICE_FORMAT_COUNT && strcmp(formats[format].name, name) != 0)
		format++;
	return (enum notice_format)format;
}

static struct document *compose_by(struct document *(*how)(const struct library *, const struct answers *, const struct value *, struct diags *),
	const struct library *library, const struct answers *answers, int today, struct diags *diags)
{
	const struct value *language = value_field(value_field(answers->root, "notice"), "language");
	size_t known = strlen(library->language);
	if (value_is_given(language) && (strncmp(language->text, library->language, known) != 0 || (language->text[known] && language->text[known] != '-'))) {
		diag_add(diags, &outputs_diags[O_LANGUAGE], answers_pos(answers, language), language->text, NULL);
		return NULL;
	}
	struct arena derived = ARENA_INIT;
	struct days same = DAYS_ALL;
	const struct value *facts = facts_derive_for_days(&derived, answers, today, &same);
	struct document *document = how(library, answers, facts, diags);
	promises_check(answers, facts, diags);
	checks_check(answers, facts, diags);
	document->facts = derived;
	document->first_day = same.first;
	document->last_day = same.last;
	return document;
}

struct document *notice_compose(const struct library *library, const struct answers *answers, int today, struct diags *diags)
{
	return compose_by(compose, library, answers, today, diags);
}

static struct document *compose_unwatched(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags)
{
	return compose_short(library, answers, facts, diags, NULL);
}

struct document *notice_compose_short(const struct library *library, const struct answers *answers, int today, struct diags *diags)
{
	return compose_by(compose_unwatched, library, answers, today, diags);
}

struct document *notice_compose_traced(const struct library *library, const struct answers *answers, int today, struct diags *diags)
{
	return compose_by(compose_traced, library, answers, today, diags);
}

void notice_write(struct buf *out, const struct document *document, enum notice_format format)
{
	formats[format].write(out, document);
}
