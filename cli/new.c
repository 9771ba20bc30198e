#include "cli/new.h"

#include "base/file.h"
#include "base/save.h"
#include "cli/assign.h"
#include "cli/choose.h"
#include "cli/cli_diags.h"
#include "questionnaire/types/term.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_FAILED = 2 };

/* Activities. */

/* The seat, if it is among what is set: what is usual may depend on it. */
static const char *country_of(const struct command_line *line)
{
	static const char seat[] = "company.seat=";
	const char *country = NULL;
	for (size_t i = 0; i < line->use_count; i++)
		if (line->uses[i].id == OPTION_SET && strncmp(line->uses[i].value, seat, sizeof seat - 1) == 0)
			country = line->uses[i].value + sizeof seat - 1;
	return country;
}

/* A record of that kind: what is usual is suggested; also that it is there, unless somebody said so. */
static void add_activity(struct assignments *changes, const struct term *kind, const char *country, bool said)
{
	const struct type type = answers_type(changes->schema, "activities");
	const char *path = arena_printf(changes->arena, "activities.%s", kind->id);
	assign(changes, (struct change){said ? CHANGE_SET : CHANGE_SUGGEST, arena_printf(changes->arena, "%s.is", path), &kind->id, 1});
	const struct change *suggested;
	size_t count = answers_suggest(changes->arena, path, type.record, kind, country, &suggested);
	for (size_t i = 0; i < count; i++)
		assign(changes, suggested[i]);
}

static bool is_said(const struct command_line *line, size_t before, const char *kind)
{
	for (size_t i = 0; i < before; i++)
		if (line->uses[i].id == OPTION_ACTIVITY && strcmp(line->uses[i].value, kind) == 0)
			return true;
	return false;
}

static bool add_activities(struct assignments *changes, const struct command_line *line)
{
	const struct vocabulary *kinds = answers_type(changes->schema, "activities.one.is").vocabulary;
	for (size_t i = 0; i < line->use_count; i++) {
		const char *id = line->uses[i].value;
		if (line->uses[i].id != OPTION_ACTIVITY || is_said(line, i, id))
			continue;
		const struct term *kind = vocabulary_term(kinds, id);
		if (!kind) {
			const char *near = vocabulary_nearest(kinds, id);
			usage_error(line->command, near ? "there is no activity '%s'; did you mean '%s'?"
				: "there is no activity '%s'; 'noticesmith list activities' lists them", id, near);
			return false;
		}
		add_activity(changes, kind, country_of(line), true);
	}
	/* Everybody has the standing ones and forgets them. */
	for (size_t i = 0; line->values[OPTION_ACTIVITY] && i < kinds->term_count; i++) {
		const struct value *standing = term_attribute(&kinds->terms[i], "standing");
		if (standing->number && !is_said(line, line->use_count, kinds->terms[i].id))
			add_activity(changes, &kinds->terms[i], country_of(line), false);
	}
	return true;
}

/* The file. */

static bool read_line(struct assignments *changes, const struct command_line *line)
{
	if (!add_activities(changes, line))
		return false;
	for (size_t i = 0; i < line->use_count; i++)
		if (line->uses[i].id == OPTION_SET && !assign_text(changes, line->uses[i].value))
			return false;
	return true;
}

/* The text of the file: the changes are made in the shortest one there is, and that is laid out for people. */
static bool compose(const struct assignments *changes, const char *path, struct buf *text, struct diags *diags)
{
	struct buf bytes = BUF_INIT, changed = BUF_INIT;
	buf_addf(&bytes, "format: %d\nnotice: {language: %s}\n", ANSWERS_FORMAT, answers_first_language(changes->schema));
	struct answers *shortest = answers_read(changes->schema, path, bytes.s, bytes.len, diags), *answers = NULL;
	if (shortest && answers_change(shortest, changes->items, changes->count, &changed, diags))
		answers = answers_read(changes->schema, path, changed.s, changed.len, diags);
	if (answers)
		answers_outline(answers, text);
	bool done = answers;
	answers_free(answers);
	answers_free(shortest);
	buf_release(&changed);
	buf_release(&bytes);
	return done;
}

/* Returns the exit status. */
static int make_file(const char *path, const struct buf *text, struct diags *diags)
{
	size_t size = 0;
	struct save *save = file_exists(path) ? NULL : save_open(path, true, diags);
	if (save)
		save_bytes(save, &size);
	bool there = save ? size > 0 : !diags->count;
	if (there)
		diag_add(diags, &cli_diags[C_ANSWERS_THERE], (struct pos){NULL, 0, 0}, path, NULL);
	bool done = save && !there && save_write(save, text->s, text->len, diags);
	return save_close(save, diags) && done ? 0 : STATUS_FAILED;
}

static int run(const struct command_line *line, struct arena *arena, struct diags *diags)
{
	const char *path = line->operands[0];
	const struct library *library = choose_library(line, path, arena, diags);
	struct assignments changes = {.arena = arena, .command = line->command};
	struct buf text = BUF_INIT;
	int status = STATUS_FAILED;
	if (!library)
		return STATUS_FAILED;
	diags_release(diags); /* what could be better in the library is said by build and lint */
	changes.schema = library->schema;
	if (read_line(&changes, line))
		status = compose(&changes, path, &text, diags) ? make_file(path, &text, diags) : diags_status(diags);
	buf_release(&text);
	return status;
}

int new_run(const struct command_line *line)
{
	if (line->operand_count != 1)
		return usage_error(line->command, line->operand_count ? "one answers file at a time; answers go behind --set" : "no answers file given");
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	int status = run(line, &arena, &diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	arena_release(&arena);
	return status;
}
