#include "cli/lint.h"

#include "base/text.h"
#include "cli/builtin.h"
#include "cli/findings.h"
#include "cli/library_load.h"
#include "cli/overlay_load.h"
#include "questionnaire/schema/schema_overlay.h"

#include <stdio.h>

/* The library that is checked, or NULL with findings; those of the checks are in diags. */
static const struct library *check(struct arena *arena, const char *sources, const char *dir, struct diags *diags)
{
	const struct library *library = sources ? library_load(arena, sources, "en", diags) : &builtin_library;
	if (!library || (sources && !dir)) /* reading sources makes every check */
		return library;
	if (sources) {
		diags_release(diags); /* warnings of the base: what still holds under the overlay is found again */
		diags_init(diags);
	}
	if (dir)
		library = overlay_load(arena, library, dir, diags);
	if (library)
		library_check(arena, library, diags);
	return library;
}

/* ---- the last line ---- */

static void add_number(struct buf *line, size_t number, const char *what, const char *many)
{
	buf_addf(line, "%s%zu %s", line->len ? ", " : "", number, number == 1 ? what : many);
}

static size_t count_questions(const struct schema *schema)
{
	size_t count = 0;
	for (size_t i = 0; i < schema->record_count; i++)
		for (size_t k = 0; k < schema->records[i]->field_count; k++)
			count += question_is_asked(&schema->records[i]->fields[k]);
	return count;
}

static void add_library(struct buf *line, const struct library *library, const char *dir)
{
	size_t own = 0;
	for (size_t i = 0; i < library->clause_count; i++)
		own += library->clauses[i]->layer == 1;
	add_number(line, library->clause_count, "clause", "clauses");
	if (dir) {
		buf_addf(line, " (%zu from '", own);
		text_add_visible(line, dir);
		buf_adds(line, "')");
	}
	add_number(line, count_questions(library->schema), "question", "questions");
	add_number(line, library->schema->vocabularies.count, "vocabulary", "vocabularies");
	buf_adds(line, ": ");
}

static void add_findings(struct buf *line, const struct diags *diags)
{
	struct buf counts = BUF_INIT;
	size_t errors = diags_count(diags, SEVERITY_ERROR), warnings = diags_count(diags, SEVERITY_WARNING) - errors;
	if (errors)
		add_number(&counts, errors, "error", "errors");
	if (warnings)
		add_number(&counts, warnings, "warning", "warnings");
	buf_adds(line, counts.len ? counts.s : "nothing to say");
	buf_release(&counts);
}

int lint_run(const struct command_line *line)
{
	if (line->operand_count > 1)
		return usage_error(line->command, "one folder at a time");
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buf last = BUF_INIT;
	const char *dir = line->operand_count ? line->operands[0] : NULL;
	bool json = line->values[OPTION_JSON];
	const struct library *library = check(&arena, line->values[OPTION_BASE_LIBRARY], dir, &diags);
	int status = diags_status(&diags);
	findings_print(&diags, json);
	if (library)
		add_library(&last, library, dir);
	add_findings(&last, &diags);
	if (!json)
		puts(last.s);
	buf_release(&last);
	diags_release(&diags);
	arena_release(&arena);
	return status;
}
