/*
 * Shows a canvas on the terminal that curses has started. With term.c one of the two files that include curses.
 *
 * The frame before is kept: only cells that differ from it are given to curses, which sends the shortest difference.
 */
#ifndef TUI_CANVAS_CURSES_H
#define TUI_CANVAS_CURSES_H

#include "tui/canvas.h"

struct canvas_curses {
	struct canvas shown;  /* what the terminal shows; 0 by 0: nothing is known of it */
	enum scheme scheme;
	bool ascii;           /* frames and marks in ASCII: the terminal's encoding has no others */
	bool colours;
	bool synchronised;    /* the terminal understands, or passes over, the marks of one frame (mode 2026) */
};

/* Between newterm and the first frame: sets the colours up. */
void canvas_curses_init(struct canvas_curses *screen, enum scheme scheme, bool ascii, bool synchronised);
void canvas_curses_release(struct canvas_curses *screen);
/* Shows a canvas; what of it lies outside the terminal is not shown. */
void canvas_curses_show(struct canvas_curses *screen, const struct canvas *canvas);
/* The next frame is sent whole: after another program has written on the terminal, after a new size. */
void canvas_curses_forget(struct canvas_curses *screen);

#endif
