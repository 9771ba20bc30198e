/* The command `get`: prints an answer. */
#ifndef CLI_GET_H
#define CLI_GET_H

#include "cli/options.h"

int get_run(const struct command_line *line);

#endif
