/*
 * What several commands choose by their options: the day whose law counts, and the library of an answers file.
 */
#ifndef CLI_CHOOSE_H
#define CLI_CHOOSE_H

#include "cli/jobs.h"
#include "cli/options.h"
#include "outputs/library/library.h"

/* --today, or the current day in UTC, as YYYYMMDD; 0 when it is no date, which has been said on standard error. */
int choose_today(const struct command_line *line, struct arena *arena);
/* The library before any overlay: the built-in one, or (tests) that of --base-library. NULL with findings. */
const struct library *choose_base(const struct command_line *line, struct arena *arena, struct diags *diags);
/* The folder laid over it for one answers file: --library, or `library` beside the file when there is one. NULL: none. */
const char *choose_overlay(const struct command_line *line, const struct job *job, struct arena *arena);

#endif
