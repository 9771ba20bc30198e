/*
 * noticesmith why: which clauses, answers, facts and articles a line of a notice rests on, and what came of a clause.
 */
#ifndef CLI_WHY_H
#define CLI_WHY_H

#include "cli/options.h"

int why_run(const struct command_line *line); /* 0: explained, 2: it could not be */

#endif
