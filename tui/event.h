/*
 * What happens to the wizard: keys, pastes, a new size, the end. Plain data, made by term.c from the terminal, by tests and scripts by
 * hand.
 *
 * A key is one number: a character (a code point from ' ' on), or one of K_..., with K_CTRL and K_ALT added where held. Ctrl or Alt with
 * a letter has its small letter. What a terminal cannot tell apart has one number: Ctrl-M is K_ENTER, Ctrl-I K_TAB, Ctrl-H
 * K_BACKSPACE, Ctrl-[ K_ESC, Ctrl-/ and Ctrl-7 are Ctrl-_.
 * A typed text comes as its code points, one event each: a combining mark after its letter.
 */
#ifndef TUI_EVENT_H
#define TUI_EVENT_H

#include <stdbool.h>
#include <stddef.h>

enum {
	K_NONE = 0,
	K_FIRST = 0x110000, /* above all characters */
	K_ENTER = K_FIRST, K_TAB, K_ESC, K_BACKSPACE, K_DELETE, K_INSERT, K_UP, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PAGE_UP, K_PAGE_DOWN,
	K_F0, /* K_F0 + 1 is F1, up to K_F0 + 12 */
	K_LAST = K_F0 + 12,
	K_CTRL = 1 << 24,
	K_ALT = 1 << 25,
	K_SHIFT = 1 << 26,  /* with K_... only: of a character it is in the character */
	K_CTRL_X = 1 << 27, /* typed behind Ctrl-X: made by keymap_feed, not by a terminal */
	K_MODIFIERS = K_CTRL | K_ALT | K_SHIFT | K_CTRL_X
};

/* Whether a key is a character that a text field takes. */
static inline bool key_is_text(int key)
{
	return key >= ' ' && key < K_FIRST && key != 0x7F;
}

enum event_type {
	EVENT_KEY,    /* key */
	EVENT_PASTE,  /* text, size: as it came, line ends and control characters too; maybe no UTF-8 */
	EVENT_RESIZE, /* width, height; also after a stop or another program, when the size may be what it was: everything is drawn anew */
	EVENT_MOUSE,  /* x, y, wheel: only when asked for */
	EVENT_FOCUS,  /* gained: the window, on terminals that say so */
	EVENT_WAKE,   /* term_wake was called: a thread has something ready */
	EVENT_END     /* signal: SIGTERM, SIGHUP (also when the terminal is gone), SIGINT: save, restore, leave with 128 + signal */
};

struct event {
	enum event_type type;
	int key;
	const char *text; /* holds until the next event is read; not NUL-terminated */
	size_t size;
	int width, height;
	int x, y;
	int wheel;        /* -1 up, 1 down, 0: the left button was pressed */
	bool gained;
	int signal;
};

#endif
