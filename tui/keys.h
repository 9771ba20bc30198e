/*
 * What keys do. keys.def has one line for each action: name, places where it works, default keys, a word for the hint bar, a sentence
 * for the help. Key map, hint bar, help screen, `help keys` and the manual all come from it.
 *
 * A place is what has the focus. Where that is a text field, printable keys are text and never act.
 * Keys are written as people say them: "Ctrl-S", "Alt-,", "Shift-F8", "PageDown", "Ctrl-X Ctrl-E", "d". Several are separated by spaces.
 */
#ifndef TUI_KEYS_H
#define TUI_KEYS_H

#include "base/buf.h"
#include "tui/event.h"

enum place {
	PLACE_FIELD,    /* one line of text */
	PLACE_AREA,     /* several */
	PLACE_FILTER,   /* the line in which the filter of a list is typed */
	PLACE_CHOICES,
	PLACE_RECORDS,
	PLACE_PAGE,     /* text to read: the notice, help */
	PLACE_DIALOG,
	PLACE_COUNT
};

enum action {
	ACTION_NONE,
#define ACTION(id, name, places, keys, hint, help) ACTION_##id,
#include "tui/keys.def"
#undef ACTION
	ACTION_COUNT
};

struct key_binding {
	int key;
	enum action action;
};
/* The keys in force. Starts with the table's; a configuration changes them. */
struct keymap {
	struct key_binding *bindings; /* by action, in the order they are listed */
	size_t count, capacity;
};
void keymap_init(struct keymap *map);
void keymap_release(struct keymap *map);
/* What is wrong with keys that an action shall have. */
struct key_fault {
	enum {
		KEYS_NONE,      /* there is no key in them */
		KEYS_UNKNOWN,   /* something is no key, or none that terminals send */
		KEYS_TAKEN,     /* a key does something else at a place where the action works, too: other */
		KEYS_ONLY_TEXT  /* the action works where text is typed, and all of the keys would be text there */
	} kind;
	enum action other;
	size_t at, size;    /* bytes of the key that it is about; size 0: all of them */
};
/* Gives an action other keys in place of those it has. False with *fault; then nothing has changed. */
bool keymap_bind(struct keymap *map, enum action action, const char *keys, struct key_fault *fault);
/* Takes all keys from an action, so that others may have them; for who binds several anew. */
void keymap_unbind(struct keymap *map, enum action action);

/*
 * What a key does at a place; ACTION_NONE: nothing, it may be text. *prefix keeps "Ctrl-X was typed" between calls and starts as false;
 * while it is true afterwards, the key was the first of two.
 */
enum action keymap_action(const struct keymap *map, enum place place, bool *prefix, int key);
bool place_has_text(enum place place); /* whether printable keys are text there */

const char *action_name(enum action action);
enum action action_of_name(const char *name); /* ACTION_NONE: there is none */
const char *action_hint(enum action action);
const char *action_help(enum action action);
bool action_works(enum action action, enum place place);
/* Appends the keys of an action: "F2, Alt-N"; the first only; those that act at the place. Nothing when there is none. */
void keymap_add_keys(struct buf *buf, const struct keymap *map, enum action action);
void keymap_add_first_key(struct buf *buf, const struct keymap *map, enum action action, enum place place);
/* Appends the list for `help keys`, 80 columns wide: name, keys and help of each action, under headings. */
void keymap_add_help(struct buf *buf, const struct keymap *map);
/* The same for the manual, in mdoc. */
void keymap_add_manual(struct buf *buf, const struct keymap *map);

/* Appends a key's name: "Ctrl-S", "Shift-F8", "Ctrl-X Ctrl-E", "é". */
void key_add_name(struct buf *buf, int key);
/*
 * The key of a name (case counts for single letters only); size: bytes of it. K_NONE: there is none, or terminals send something else for
 * it. "Ctrl-X Ctrl-E" is two names.
 */
int key_of_name(const char *name, size_t size);

#endif
