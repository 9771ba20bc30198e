/* The command `set`: changes answers, all or none. */
#ifndef CLI_SET_H
#define CLI_SET_H

#include "cli/options.h"

int set_run(const struct command_line *line);

#endif
