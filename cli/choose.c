#include "cli/choose.h"

#include "base/file.h"
#include "cli/builtin.h"
#include "cli/day.h"
#include "cli/library_load.h"

int choose_today(const struct command_line *line, struct arena *arena)
{
	const char *text = line->values[OPTION_TODAY];
	struct value value = {0};
	if (!text)
		return day_today();
	const char *wrong = type_read(&(struct type){.kind = TYPE_DATE}, text, &value, arena);
	if (wrong)
		usage_error(line->command, "--today: '%s' is no date: %s", text, wrong);
	return wrong ? 0 : (int)value.number;
}

const struct library *choose_base(const struct command_line *line, struct arena *arena, struct diags *diags)
{
	const char *folder = line->values[OPTION_BASE_LIBRARY];
	return folder ? library_load(arena, folder, "en", diags) : &builtin_library;
}

const char *choose_overlay(const struct command_line *line, const struct job *job, struct arena *arena)
{
	if (line->values[OPTION_LIBRARY])
		return line->values[OPTION_LIBRARY];
	const char *dir = arena_printf(arena, "%slibrary", job->folder);
	return file_is_folder(dir) ? dir : NULL;
}
