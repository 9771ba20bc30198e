/*
 * The command `library`: begin a folder of clauses of your own, copy built-in clauses into it, list the built-in ones.
 */
#ifndef CLI_LIBRARY_H
#define CLI_LIBRARY_H

#include "cli/options.h"

/* Returns the exit status: 0 done, 2 it could not be done; then nothing was overwritten. */
int library_run(const struct command_line *line);

#endif
