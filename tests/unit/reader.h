/*
 * A person who does in the wizard what a script of tests/scripts types into `ask`: the keys for each of its lines.
 */
#ifndef TESTS_UNIT_READER_H
#define TESTS_UNIT_READER_H

#include "seat.h"

/* Plays a script from an empty file to its end; fails where the wizard refuses something. Returns the number of lines. */
size_t reader_play(struct seat *seat, const char *script);

#endif
