/*
 * The command `ask`: the interview line by line, without screen control.
 */
#ifndef CLI_ASK_H
#define CLI_ASK_H

#include "cli/options.h"

/* Returns the exit status: 0 left in good order, 2 something could not be read or saved, 128 + n after signal n. */
int ask_run(const struct command_line *line);

#endif
