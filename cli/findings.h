/*
 * Findings at the end of a command.
 */
#ifndef CLI_FINDINGS_H
#define CLI_FINDINGS_H

#include "base/diag.h"

/* Sorts and prints them: as text on standard error, or as JSON on standard output. */
void findings_print(struct diags *diags, bool json);

#endif
