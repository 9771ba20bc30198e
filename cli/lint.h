/*
 * The command `lint`: every check of a library that needs no answers.
 */
#ifndef CLI_LINT_H
#define CLI_LINT_H

#include "cli/options.h"

/* Checks the built-in library, or an overlay over it. Returns the exit status: 0 nothing worse than a warning, 1 errors, 2 it could not be read. */
int lint_run(const struct command_line *line);

#endif
