#include "cli/new.h"

#include "base/file.h"
#include "base/save.h"
#include "cli/assign.h"
#include "cli/choose.h"
#include "cli/cli_diags.h"
#include "cli/jobs.h"
#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_FAILED = 2 };

/* A file in the making: the changes of one step are made in it before the next looks at it. */
struct making {
	const struct command_line *line;
	const char *path;
	struct assignments changes;
	struct answers *answers;
	struct diags *diags;
};

/* Makes the changes; false with findings. */
static bool make_changes(struct making *making)
{
	struct buf changed = BUF_INIT;
	struct answers *answers = NULL;
	if (answers_change(making->answers, making->changes.items, making->changes.count, &changed, making->diags))
		answers = answers_read(making->changes.schema, making->path, changed.s, changed.len, making->diags);
	if (answers) {
		answers_free(making->answers);
		making->answers = answers;
	}
	making->changes.count = 0;
	buf_release(&changed);
	return answers;
}

static void assign_all(struct making *making, const struct change *more, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assign(&making->changes, more[i]);
}

static const struct question *list_of_activities(const struct schema *schema)
{
	return &schema->root->fields[record_type_field(schema->root, "activities")];
}

/* The entry that an option names; NULL after a usage error. */
static const struct term *named(const struct command_line *line, const struct vocabulary *vocabulary, const char *what, const char *id)
{
	const struct term *term = vocabulary_term(vocabulary, id);
	if (!term) {
		const char *near = vocabulary_nearest(vocabulary, id);
		usage_error(line->command, near ? "there is no %s '%s'; did you mean '%s'?" : "there is no %s '%s'; 'noticesmith list %s' lists them",
			what, id, near ? near : vocabulary->id);
	}
	return term;
}

/* A record of that kind: what is usual is suggested, in it and beside it. */
static void add_activity(struct making *making, const struct term *kind)
{
	struct arena *arena = making->changes.arena;
	const struct record_type *root = making->changes.schema->root, *type = list_of_activities(making->changes.schema)->type.record;
	const char *path = arena_printf(arena, "activities.%s", kind->id);
	assign(&making->changes, (struct change){CHANGE_SET, arena_printf(arena, "%s.is", path), &kind->id, 1});
	const struct change *suggested;
	size_t count = answers_suggest(arena, making->answers, path, type, kind, &suggested);
	assign_all(making, suggested, count);
	count = answers_suggest_beside(arena, making->answers, root, kind, &suggested);
	assign_all(making, suggested, count);
}

/* What a kind of business brings that is not there yet, standing activities too; set: NULL: only those. */
static bool add_business(struct making *making, const struct term *set)
{
	const struct schema *schema = making->changes.schema;
	const struct change *brought;
	size_t count = answers_suggest_set(making->changes.arena, making->answers, schema->root, list_of_activities(schema), set, &brought);
	assign_all(making, brought, count);
	return make_changes(making);
}

/* What was said comes first; then what the kinds of business suggest; last what everybody has and forgets. */
static bool add_activities(struct making *making)
{
	const struct command_line *line = making->line;
	const struct question *list = list_of_activities(making->changes.schema);
	for (size_t i = 0; i < line->use_count; i++) {
		if (line->uses[i].id != OPTION_ACTIVITY)
			continue;
		const struct term *kind = named(line, list->type.record->fields[0].type.vocabulary, "activity", line->uses[i].value);
		if (!kind)
			return false;
		add_activity(making, kind);
	}
	if (!make_changes(making))
		return false;
	for (size_t i = 0; i < line->use_count; i++) {
		if (line->uses[i].id != OPTION_BUSINESS)
			continue;
		const struct term *set = named(line, list->sets, "kind of business", line->uses[i].value);
		if (!set || !add_business(making, set))
			return false;
	}
	return !line->values[OPTION_ACTIVITY] || add_business(making, NULL);
}

/* Sets the answers whose paths begin so. */
static bool set_answers(struct making *making, const char *beginning)
{
	const struct command_line *line = making->line;
	for (size_t i = 0; i < line->use_count; i++) {
		bool set = line->uses[i].id == OPTION_SET && strncmp(line->uses[i].value, beginning, strlen(beginning)) == 0;
		if (set && !assign_text(&making->changes, line->uses[i].value))
			return false;
	}
	return make_changes(making);
}

/* The text of the file: all is put into the shortest one there is, and that is laid out for people. False with findings, or said. */
static bool compose(struct making *making, struct buf *text)
{
	struct buf bytes = BUF_INIT;
	buf_addf(&bytes, "format: %d\nnotice: {language: %s}\n", ANSWERS_FORMAT, answers_first_language(making->changes.schema));
	making->answers = answers_read(making->changes.schema, making->path, bytes.s, bytes.len, making->diags);
	/* The seat first: what is usual depends on it. */
	bool done = making->answers && set_answers(making, "company.") && add_activities(making) && set_answers(making, "");
	if (done)
		answers_outline(making->answers, text);
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
	struct jobs jobs; /* what build would make of it: a file that cannot be built is not begun */
	if (!jobs_plan(&jobs, arena, line->operands, 1, NULL, diags))
		return STATUS_FAILED;
	const struct library *library = choose_library(line, path, arena, diags);
	struct making making = {.line = line, .path = path, .diags = diags, .changes = {.arena = arena, .command = line->command}};
	struct buf text = BUF_INIT;
	int status = STATUS_FAILED;
	if (!library)
		return STATUS_FAILED;
	diags_release(diags); /* what could be better in the library is said by build and lint */
	making.changes.schema = library->schema;
	if (compose(&making, &text))
		status = make_file(path, &text, diags);
	else if (diags->count)
		status = diags_status(diags);
	answers_free(making.answers);
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
