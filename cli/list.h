/*
 * The command `list`: the words that answers choose from, vocabulary by vocabulary.
 */
#ifndef CLI_LIST_H
#define CLI_LIST_H

#include "cli/options.h"

/* Returns the exit status: 0 something was listed, 1 no entry holds the word, 2 there is no such vocabulary, wrong use, or mistakes in the library of --library. */
int list_run(const struct command_line *line);

#endif
