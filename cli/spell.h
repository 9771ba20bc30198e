/*
 * The command `spell`: proofreads the notices of answers files, or goes through what was found and mends it.
 */
#ifndef CLI_SPELL_H
#define CLI_SPELL_H

#include "cli/options.h"

int spell_run(const struct command_line *line);

#endif
