#include "cli/set.h"

#include "base/save.h"
#include "cli/assign.h"
#include "cli/choose.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_FAILED = 2 };

/* What an option does to the answer at the path behind it; false: it is about something else. */
static bool find_kind(enum option_id id, enum change_kind *kind)
{
	switch (id) {
	case OPTION_UNKNOWN: *kind = CHANGE_UNKNOWN; return true;
	case OPTION_NONE: *kind = CHANGE_NONE; return true;
	case OPTION_DELETE: *kind = CHANGE_DELETE; return true;
	case OPTION_CONFIRM: *kind = CHANGE_CONFIRM; return true;
	default: return false;
	}
}

/* The changes of the command line, in its order; the first operand is the file. */
static bool read_changes(struct assignments *changes, const struct command_line *line)
{
	bool file = false;
	for (size_t i = 0; i < line->use_count; i++) {
		const struct option_use *use = &line->uses[i];
		enum change_kind kind;
		if (find_kind(use->id, &kind))
			assign(changes, (struct change){.kind = kind, .path = use->value});
		else if (use->id == OPTION_COUNT && !file)
			file = true;
		else if (use->id == OPTION_COUNT && !assign_text(changes, use->value))
			return false;
	}
	if (!changes->count) {
		usage_error(line->command, "nothing to change is given");
		return false;
	}
	return true;
}

/* Returns the exit status. */
static int change_file(struct save *save, const char *path, const struct assignments *changes, struct diags *diags)
{
	size_t size;
	const char *bytes = save_bytes(save, &size);
	struct diags reading = DIAGS_INIT; /* said only when it cannot be read: what could be better does not matter here */
	struct answers *answers = answers_read(changes->schema, path, bytes, size, &reading);
	struct buf after = BUF_INIT;
	int status = STATUS_FAILED;
	if (!answers)
		diags_print(&reading, stderr);
	else if (!answers_change(answers, changes->items, changes->count, &after, diags))
		status = diags_status(diags);
	else if ((after.len == size && memcmp(after.s, bytes, size) == 0) || save_write(save, after.s, after.len, diags))
		status = 0;
	buf_release(&after);
	answers_free(answers);
	diags_release(&reading);
	return status;
}

/* The changes are read with the questions of the file's library. */
static int run(const struct command_line *line, struct arena *arena, struct diags *diags)
{
	const char *path = line->operands[0];
	const struct library *library = choose_library(line, path, arena, diags);
	struct assignments changes = {.arena = arena, .command = line->command};
	if (!library)
		return STATUS_FAILED;
	diags_release(diags); /* what could be better in the library is said by build and lint */
	changes.schema = library->schema;
	if (!read_changes(&changes, line))
		return STATUS_FAILED;
	struct save *save = save_open(path, false, diags);
	int status = save ? change_file(save, path, &changes, diags) : STATUS_FAILED;
	return save_close(save, diags) ? status : STATUS_FAILED;
}

int set_run(const struct command_line *line)
{
	if (!line->operand_count)
		return usage_error(line->command, "no answers file given");
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	int status = run(line, &arena, &diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	arena_release(&arena);
	return status;
}
