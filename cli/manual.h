/*
 * The parts of manual pages that are made from the library, so that a page cannot say anything else than the program: every key of the
 * answers file with the choices, the facts, the sections; and what the keys of the wizard do. Part of the generator (cli/compile.c).
 *
 * In a page (mdoc) a part stands between two comment lines; PART is keys, facts, sections or actions:
 *
 *     .\" Begin of the PART: written by 'make manual', do not edit.
 *     .\" End of the PART.
 */
#ifndef CLI_MANUAL_H
#define CLI_MANUAL_H

#include "outputs/library/library.h"

/* Appends page with each of its parts written anew. Returns NULL, or what is wrong in a few words (static). */
const char *manual_write(struct buf *out, const char *page, const struct library *library);

#endif
