/*
 * A screen in memory: cells with text and role, and the place of the cursor. The wizard draws every frame whole, back to front, on a
 * canvas; canvas_curses sends what changed, tests dump it as text.
 *
 * Drawing goes through panes: a pane is a rectangle of the canvas with coordinates of its own, and nothing drawn in it gets outside.
 * Panes are passed by value and own nothing. Any size and place is allowed, negative and empty ones too; what lies outside is not drawn.
 * A wide character of which only half is inside leaves a blank there; drawing over half of one blanks its other half.
 */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include "base/buf.h"
#include "tui/glyph.h"
#include "tui/theme.h"

struct cell {
	char text[GLYPH_TEXT]; /* a glyph; unused bytes are NUL */
	uint8_t size;          /* bytes of it; 0: the right half of the wide character before */
	uint8_t width;         /* 1 or 2; 0: a right half */
	uint8_t role;          /* enum role */
	uint8_t attributes;    /* of enum emphasis, on top of the role's */
	uint8_t lines;         /* drawn by pane_line or pane_box: which arms the crossing has (enum arm); 0: none */
};

struct canvas {
	struct cell *cells; /* height rows of width cells */
	int width, height;
	int cursor_x, cursor_y; /* -1: hidden, because nothing has the focus */
};

void canvas_init(struct canvas *canvas, int width, int height); /* sizes below 0 count as 0; blank */
void canvas_release(struct canvas *canvas);
void canvas_resize(struct canvas *canvas, int width, int height); /* blank afterwards */
void canvas_clear(struct canvas *canvas); /* blanks, no cursor */
const struct cell *canvas_cell(const struct canvas *canvas, int x, int y); /* must be inside */

/*
 * Appends the canvas as text: its rows without blanks at their ends, then with its layer of roles a second picture in the letters of
 * theme.def (attributes of single cells as ^b, ^u, ^r behind that row), with its look in mono a third one: what is bold (b), underlined (u),
 * both (B), reversed (r), or nothing of it, where there are no colours; then where the cursor is.
 */
enum dump { DUMP_TEXT = 0, DUMP_ROLES = 1, DUMP_CURSOR = 2, DUMP_MONO = 4 };
void canvas_dump(const struct canvas *canvas, unsigned what, struct buf *buf);

struct rect {
	int x, y, width, height;
};

struct pane {
	struct canvas *canvas;
	int x, y, width, height; /* on the canvas; parts of it may lie outside */
	struct rect clip;        /* what may be drawn on, on the canvas */
};

struct pane canvas_pane(struct canvas *canvas); /* all of it */
/* A part of a pane, in its coordinates. */
struct pane pane_part(struct pane pane, int x, int y, int width, int height);
/* The first rows (taken off *pane), the last ones, the first columns: for cutting a screen into parts. At most what there is. */
struct pane pane_cut_top(struct pane *pane, int rows);
struct pane pane_cut_bottom(struct pane *pane, int rows);
struct pane pane_cut_left(struct pane *pane, int columns);

void pane_fill(struct pane pane, enum role role); /* blanks everywhere */
/* Draws text in row y from column x on, to its end or that of the pane. Returns the column behind it, as if nothing were cut off. */
int pane_text(struct pane pane, int x, int y, enum role role, const char *text);
int pane_text_n(struct pane pane, int x, int y, enum role role, unsigned attributes, const char *text, size_t size);
/*
 * The same in at most so many columns; what does not fit ends in '…'. The rest of the columns is left as it is. Returns the column behind
 * the text.
 */
int pane_text_in(struct pane pane, int x, int y, int columns, enum role role, const char *text);
/* Gives cells of a row another role and leaves what they show. */
void pane_role(struct pane pane, int x, int y, int columns, enum role role);

/*
 * Lines join where they meet: a line drawn across the side of a box ends in ├ and ┤. The ends of a line point at each other only; one of
 * length 1 is nothing.
 */
enum arm { ARM_UP = 1, ARM_DOWN = 2, ARM_LEFT = 4, ARM_RIGHT = 8 };
void pane_line(struct pane pane, int x, int y, int length, bool upright, enum role role);
void pane_box(struct pane pane, enum role role); /* along its edges */
const char *canvas_line_text(unsigned arms, bool ascii); /* "├"; "+", "-", "|" */

/* Puts the cursor there, on a right half to its left one; outside it is hidden. */
void pane_cursor(struct pane pane, int x, int y);

#endif
