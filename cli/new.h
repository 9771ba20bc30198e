/* The command `new`: makes an answers file. */
#ifndef CLI_NEW_H
#define CLI_NEW_H

#include "cli/options.h"

int new_run(const struct command_line *line);

#endif
