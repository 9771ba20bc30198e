/*
 * From what curses and terminals send to the numbers of event.h. Tables and a small machine; no terminal, no curses.
 */
#ifndef TUI_TERM_KEYS_H
#define TUI_TERM_KEYS_H

#include "tui/event.h"

#include <wchar.h>

/*
 * The sequences of cursor and function keys, with and without Shift, Alt and Ctrl, as xterm and its many relatives send them: for
 * terminals whose description lacks them. The i-th; false behind the last. sequence has room for 16 bytes.
 */
bool term_sequence(size_t i, char sequence[16], int *key);

/* Bytes that are no sequence: characters in the locale's encoding, control characters, Esc in front of what is typed with Alt. */
struct term_bytes {
	mbstate_t state;
	bool inside; /* a character of several bytes has begun */
	bool alt;    /* Esc was the last: with nothing behind it, it is the key */
};
/* The key that a byte completes; K_NONE: more is to come, or it is part of nothing. */
int term_byte(struct term_bytes *bytes, unsigned char byte);

#endif
