#include "cli/set.h"

#include "base/save.h"
#include "cli/assign.h"
#include "cli/builtin.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_FAILED = 2 };

/* The changes of the command line, in its order. */
static bool read_changes(struct assignments *changes, const struct command_line *line)
{
	static const enum change_kind kinds[OPTION_COUNT] = {
		[OPTION_UNKNOWN] = CHANGE_UNKNOWN, [OPTION_NONE] = CHANGE_NONE, [OPTION_DELETE] = CHANGE_DELETE, [OPTION_CONFIRM] = CHANGE_CONFIRM};
	bool file = false;
	for (size_t i = 0; i < line->use_count; i++) {
		const struct option_use *use = &line->uses[i];
		if (use->id != OPTION_COUNT)
			assign(changes, (struct change){.kind = kinds[use->id], .path = use->value});
		else if (!file)
			file = true;
		else if (!assign_text(changes, use->value))
			return false;
	}
	if (!file || !changes->count) {
		usage_error(line->command, file ? "nothing to change is given" : "no answers file given");
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

int set_run(const struct command_line *line)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct assignments changes = {.arena = &arena, .schema = builtin_library.schema, .command = line->command};
	int status = STATUS_FAILED;
	if (read_changes(&changes, line)) {
		const char *path = line->operands[0];
		struct save *save = save_open(path, false, &diags);
		if (save)
			status = change_file(save, path, &changes, &diags);
		if (!save_close(save, &diags))
			status = STATUS_FAILED;
		diags_print(&diags, stderr);
	}
	diags_release(&diags);
	arena_release(&arena);
	return status;
}
