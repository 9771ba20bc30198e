/*
 * What several commands choose by their options: the day whose law counts, and the library of an answers file.
 */
#ifndef CLI_CHOOSE_H
#define CLI_CHOOSE_H

#include "cli/options.h"
#include "outputs/library/library.h"

/* --today, or the current day in UTC, as YYYYMMDD; 0 when it is no date, which has been said on standard error. */
int choose_today(const struct command_line *line, struct arena *arena);
/* The library before any overlay: the built-in one, or (tests) that of --base-library. NULL with findings. */
const struct library *choose_base(const struct command_line *line, struct arena *arena, struct diags *diags);
/* The overlay for the answers files in a folder ("" or with a slash at its end): --library, or `library` in the folder when there is one. NULL: none. */
const char *choose_overlay(const struct command_line *line, const char *folder, struct arena *arena);
/* Both: the library of the answers file at path, which need not be there yet. Lives in arena. NULL with findings. */
const struct library *choose_library(const struct command_line *line, const char *path, struct arena *arena, struct diags *diags);

#endif
