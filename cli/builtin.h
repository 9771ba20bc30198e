/*
 * The library that is compiled in: written by cli/compile.c into build/VARIANT/builtin.c. Only cli/ knows it and passes it down.
 */
#ifndef CLI_BUILTIN_H
#define CLI_BUILTIN_H

#include "outputs/library/library.h"
#include "outputs/review/proofing.h"

extern const struct library builtin_library;

#endif
