/*
 * The command `build`: answers files in, notices out.
 */
#ifndef CLI_BUILD_H
#define CLI_BUILD_H

#include "cli/options.h"

/* Returns the exit status: 0 nothing worse than a warning, 1 a draft was written, 2 some notice could not be written. A file that fails does not keep the others from being built. */
int build_run(const struct command_line *line);

#endif
