#include "cli/why.h"

#include "base/text.h"
#include "cli/choose.h"
#include "cli/cli_diags.h"
#include "cli/jobs.h"
#include "outputs/explain/explain.h"
#include "outputs/notice.h"

#include <stdio.h>
#include <string.h>

/* One run of the command. */
struct why {
	struct arena arena;
	struct diags diags;
	const char *asked; /* a line, or a clause's id */
	bool json;
};

static const char *clause_candidate(const void *context, size_t i)
{
	const struct library *library = context;
	return i < library->clause_count ? library->clauses[i]->id : NULL;
}

static bool is_number(const char *text)
{
	return *text && text[strspn(text, "0123456789")] == '\0';
}

static bool explain_asked_line(struct why *why, struct explained *explained, const char *name, struct buf *out)
{
	size_t line = 0;
	for (const char *digit = why->asked; *digit && line <= explained->line_count; digit++)
		line = line * 10 + (size_t)(*digit - '0');
	if (!line || line > explained->line_count) {
		const char *last = arena_printf(&why->arena, "%zu", explained->line_count);
		diag_add(&why->diags, &cli_diags[C_LINE_MISSING], (struct pos){NULL, 0, 0}, name, why->asked, last, NULL);
		return false;
	}
	(why->json ? explain_line_json : explain_line_text)(out, explained, name, line);
	return true;
}

static bool explain_asked_clause(struct why *why, struct explained *explained, const char *name, struct buf *out)
{
	const struct library *library = explained->library;
	const struct clause *clause = library_clause(library, why->asked);
	if (!clause) {
		const char *near = text_nearest(why->asked, clause_candidate, library);
		const char *fix = near ? arena_printf(&why->arena, "did you mean '%s'?", near) : "ask for a line of the notice: its clauses are named there";
		diag_add(&why->diags, &cli_diags[C_CLAUSE_MISSING], (struct pos){NULL, 0, 0}, why->asked, fix, NULL);
		return false;
	}
	(why->json ? explain_clause_json : explain_clause_text)(out, explained, name, clause);
	return true;
}

/* Composes the notice of a job once more, keeping what it rests on, and explains what was asked. */
static bool explain_job(struct why *why, const struct library *library, const struct job *job, int today)
{
	struct buf out = BUF_INIT, name = BUF_INIT;
	bool done = false;
	struct answers *answers = answers_load(library->schema, job->path, &why->diags);
	struct document *document = answers ? notice_compose_traced(library, answers, today, &why->diags) : NULL;
	if (document) {
		job_output(job, notice_format_ending(NOTICE_MARKDOWN, false, document->draft), &name);
		struct explained *explained = explain_new(library, answers, document);
		done = (is_number(why->asked) ? explain_asked_line : explain_asked_clause)(why, explained, name.s, &out);
		explain_free(explained);
		fwrite(out.s, 1, out.len, stdout); /* main looks for errors when it closes it */
	}
	buf_release(&out);
	buf_release(&name);
	document_free(document);
	answers_free(answers);
	return done;
}

static bool explain_file(struct why *why, const struct command_line *line, int today)
{
	struct jobs jobs;
	if (!jobs_plan(&jobs, &why->arena, line->operands, 1, NULL, &why->diags))
		return false;
	const struct library *library = choose_library(line, jobs.items[0].path, &why->arena, &why->diags);
	return library && explain_job(why, library, &jobs.items[0], today);
}

int why_run(const struct command_line *line)
{
	if (line->operand_count != 2)
		return usage_error(line->command, line->operand_count < 2 ? "name an answers file, and a line of its notice or a clause" : "one line or one clause at a time");
	struct why why = {.arena = ARENA_INIT, .diags = DIAGS_INIT, .asked = line->operands[1], .json = line->values[OPTION_JSON]};
	int today = choose_today(line, &why.arena);
	bool done = today && explain_file(&why, line, today);
	diags_sort(&why.diags);
	if (!done) /* what is said about sound answers is left to build */
		diags_print(&why.diags, stderr);
	diags_release(&why.diags);
	arena_release(&why.arena);
	return done ? 0 : 2;
}
