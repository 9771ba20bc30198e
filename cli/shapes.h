/*
 * The descriptions of everything a library is made of, for emit.
 */
#ifndef CLI_SHAPES_H
#define CLI_SHAPES_H

#include "cli/emit.h"

extern const struct meta library_meta; /* struct library of outputs/library/library.h, and through it all the rest */

#endif
