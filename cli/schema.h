/*
 * The command `schema`: what an answers file may hold, as JSON Schema for editors.
 */
#ifndef CLI_SCHEMA_H
#define CLI_SCHEMA_H

#include "cli/options.h"

/* Returns the exit status: 0, or 2 when it is used wrongly or the library of --library has mistakes. */
int schema_run(const struct command_line *line);

#endif
