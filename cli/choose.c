#include "cli/choose.h"

#include "base/file.h"
#include "cli/builtin.h"
#include "cli/day.h"
#include "cli/library_load.h"
#include "cli/overlay_load.h"

#include <string.h>

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

const char *choose_overlay(const struct command_line *line, const char *folder, struct arena *arena)
{
	if (line->values[OPTION_LIBRARY])
		return line->values[OPTION_LIBRARY];
	const char *dir = arena_printf(arena, "%slibrary", folder);
	return file_is_folder(dir) ? dir : NULL;
}

const struct library *choose_library(const struct command_line *line, const char *path, struct arena *arena, struct diags *diags)
{
	const char *slash = strrchr(path, '/');
	const struct library *base = choose_base(line, arena, diags);
	const char *overlay = choose_overlay(line, slash ? arena_strndup(arena, path, (size_t)(slash + 1 - path)) : "", arena);
	return base && overlay ? overlay_load(arena, base, overlay, diags) : base;
}
