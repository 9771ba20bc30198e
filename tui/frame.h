/*
 * The frame of the wizard: which parts of a screen there are at a size, and where. A pure function of the size and of what has the focus,
 * told as one string for tests.
 *
 *     wide     100 columns and more: chapters, question, notice side by side
 *     middle   60 columns and more: chapters beside the question, or the notice in its place
 *     narrow   40 by 10 and more: one part at a time, without borders
 *     little   below that: a message says what is needed, and everything waits
 */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include "base/buf.h"
#include "tui/canvas.h"
#include "tui/keys.h"

enum { FRAME_LEAST_WIDTH = 40, FRAME_LEAST_HEIGHT = 10 };
enum frame_kind { FRAME_LITTLE, FRAME_NARROW, FRAME_MIDDLE, FRAME_WIDE };

/* What can have the focus. The work is a question, or what stands in its place: Finish, a list of findings. */
enum part { PART_CHAPTERS, PART_WORK, PART_NOTICE, PART_COUNT };

/* Places on the canvas; a part that is not shown is 0 by 0. */
struct frame {
	enum frame_kind kind;
	int width, height;
	struct rect title;               /* one row: the company, how much is answered; in a border if there is one */
	struct rect parts[PART_COUNT];   /* inside of the borders, below their headings */
	struct rect headings[PART_COUNT]; /* one row each */
	struct rect message;             /* one row: what was saved, what is wrong; see frame_draw_message */
	struct rect hints;               /* the last row */
};

struct frame frame_layout(int width, int height, enum part focus);
/* Appends "wide: title 1,0 98x1; chapters 1,2 20x25; ...", only what is shown. */
void frame_add_text(struct buf *buf, const struct frame *frame);

/* Which part the focus goes to with Tab, and with Shift-Tab: of all, also those not shown. */
enum part part_next(enum part part, bool back);

struct frame_texts {
	const char *title;                /* left */
	const char *progress;             /* right: "31 of 44 answered" */
	const char *headings[PART_COUNT]; /* NULL: none */
};
/*
 * Draws borders, headings and title; of a little frame what is needed, with the cursor. Parts are drawn by their owners, into frame_pane.
 */
void frame_draw(const struct frame *frame, struct pane screen, const struct frame_texts *texts, enum part focus);
struct pane frame_pane(const struct frame *frame, struct pane screen, enum part part);
/* Draws the message, after the parts: a long one takes rows from them, up to a third of the screen. */
void frame_draw_message(const struct frame *frame, struct pane screen, enum role role, const char *message);

/* Draws the hint bar: key and word of as many of these actions as fit, of those that work at the place. */
void frame_draw_hints(const struct frame *frame, struct pane screen, const struct keymap *map, enum place place,
	const enum action *actions, size_t count);

#endif
