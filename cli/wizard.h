/*
 * The command `wizard`, which is also what a file name alone means, and no argument at all: the interview on the whole screen.
 */
#ifndef CLI_WIZARD_H
#define CLI_WIZARD_H

#include "cli/options.h"

/* Returns the exit status: 0 left by the person, 2 something could not be read or saved, 128 and more: ended by that signal. */
int wizard_run(const struct command_line *line);

#endif
