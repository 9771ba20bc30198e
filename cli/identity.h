/*
 * Which program this is: for what one run leaves to the next, if it is the same program.
 *
 * The version does not tell. Who works on the program, or on its clauses, builds ten of one version a day, and what a notice looks like depends on the libraries it is linked with, too. So it is the build id of the program and of
 * every library in the process: a number over all of its bytes that the linker puts into each, and that costs nothing to look at.
 */
#ifndef CLI_IDENTITY_H
#define CLI_IDENTITY_H

#include "base/digest.h"

#include <stdbool.h>

/* False when it cannot be told: a system other than Linux, or something was linked without a build id. */
bool identity_of_program(struct digest *identity);

#endif
