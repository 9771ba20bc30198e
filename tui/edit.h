/*
 * The text someone is typing. It knows nothing of the screen: a field or an area draws it.
 *
 * Text is stored exactly as typed, in UTF-8. The cursor is a byte offset and always where a grapheme cluster begins, or at the end; moves
 * and deletions take whole clusters. When an insertion joins clusters (a mark typed behind its letter), the cursor goes behind the result.
 *
 * Undo: what is typed in one go is one step, up to the end of a word; a run of deletions in one direction is one, a paste is one. A step
 * undone and done again leaves text and cursor as they were; a change forgets what could be done again.
 */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include "base/buf.h"

#include <stdbool.h>

struct edit_step; /* in edit.c */

/* What kind of change the newest step is, and whether the next one may join it. */
enum edit_group { EDIT_ALONE, EDIT_TYPING, EDIT_ERASING, EDIT_DELETING, EDIT_KILLING, EDIT_KILLING_BACK };

struct edit {
	struct buf text;
	size_t cursor;
	bool lines;              /* may hold line feeds */
	struct buf *killed;      /* what was cut last, for edit_yank; shared by all fields of a wizard; NULL: yank does nothing */
	enum edit_group group;
	struct edit_step *steps; /* those before `done` can be undone, the rest done again */
	size_t done, count, capacity;
};

void edit_init(struct edit *edit, bool lines, struct buf *killed); /* empty; killed may be NULL, else outlives edit */
void edit_release(struct edit *edit);
/* Another text, cursor at its end, nothing to undo. text: valid UTF-8. */
void edit_set(struct edit *edit, const char *text);

/* Types a character: one that key_is_text, or '\n', which is ignored in an edit without lines. */
void edit_type(struct edit *edit, int c);
/*
 * Puts in a pasted text. Line ends of all kinds become line feeds; without lines they become spaces, those at the end go. Tabs become
 * spaces; other control characters and bytes that are no UTF-8 are left out. Returns what was done to it, to be said.
 */
struct edit_pasted {
	size_t left_out; /* characters and bytes */
	size_t joined;   /* line ends that became spaces */
};
struct edit_pasted edit_paste(struct edit *edit, const char *text, size_t size);

enum edit_move { EDIT_LEFT, EDIT_RIGHT, EDIT_WORD_LEFT, EDIT_WORD_RIGHT, EDIT_LINE_START, EDIT_LINE_END, EDIT_START, EDIT_END };
/* Where a move from the cursor leads to. */
size_t edit_target(const struct edit *edit, enum edit_move move);
void edit_move(struct edit *edit, enum edit_move move);
void edit_move_to(struct edit *edit, size_t at); /* any byte; the cursor goes to the start of its cluster */
/* Deletes from the cursor to where the move leads. False: nothing was there. */
bool edit_delete(struct edit *edit, enum edit_move move);
/* The same; what went can be put in again. Kills in a row in one direction add up. */
bool edit_kill(struct edit *edit, enum edit_move move);
bool edit_yank(struct edit *edit);
bool edit_transpose(struct edit *edit); /* swaps the clusters before and at the cursor, at the end of a line those before it */

bool edit_undo(struct edit *edit); /* false: nothing to undo */
bool edit_redo(struct edit *edit);
void edit_pause(struct edit *edit); /* what comes now is a step of its own: after a move, or leaving the field */

/* The cluster around places of a text: where the one at `at` ends, where the one before `at` starts. at: a start of a cluster. */
size_t edit_after(const struct edit *edit, size_t at);
size_t edit_before(const struct edit *edit, size_t at);
/* Whether `at` is the start of a cluster or the end of the text: what the cursor always is. */
bool edit_boundary(const struct edit *edit, size_t at);

#endif
