/*
 * The terminal: start, end, frames out, events in. With canvas_curses.c the only file that includes curses, and the only one of tui/ that
 * has state of its own, since signals and the terminal are the process's. One terminal at a time.
 *
 * Whatever ends the program, the terminal is as it was: term_end, the handlers of SIGSEGV and its like (which then let the signal do
 * what it did before), and the caller's obedience to EVENT_END. Environment: LINES and COLUMNS are taken out (they would freeze the size);
 * ESCDELAY, when set, counts instead of 25 ms.
 */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include "tui/canvas.h"
#include "tui/event.h"

struct term_options {
	const char *theme; /* "auto", "light", "dark", "mono"; NULL: auto. NO_COLOR in the environment makes it mono */
	bool mouse;        /* ask for mouse events: then the terminal's own selecting of text needs Shift */
	bool ascii;        /* frames in ASCII; by itself in a locale that is not UTF-8 */
};

enum term_status {
	TERM_READY,
	TERM_NOT_A_TERMINAL, /* standard input or output is a file or pipe */
	TERM_DUMB,           /* it cannot move its cursor: TERM is dumb or says so */
	TERM_UNKNOWN         /* TERM is not set or not known here */
};

/* Takes the terminal over. On anything but TERM_READY it is untouched and no other function here may be called but term_status_text. */
enum term_status term_start(const struct term_options *options);
const char *term_status_text(enum term_status status); /* for a finding: "TERM is 'dumb' ..." without the name; never NULL */
/*
 * Gives it back: modes, screen, signals. May be called when none is started. What must not be lost is saved before: a closed window often
 * sends a second hang-up, and from here on that ends the program at once.
 */
void term_end(void);

void term_size(int *width, int *height);
void term_show(const struct canvas *canvas);
/* The next frame is sent whole. */
void term_redraw(void);

/*
 * Waits for the next event, for at most so many milliseconds (negative: for ever). False: the time is over.
 * Stopping (SIGTSTP from outside) and going on happen in here; afterwards comes an EVENT_RESIZE.
 * When the terminal is gone there is EVENT_END with SIGHUP, again at each call.
 */
bool term_next(struct event *event, int milliseconds);
/* Whether an event waits: then drawing a frame in between would be in vain. */
bool term_pending(void);

/* Makes term_next return an EVENT_WAKE (several calls may make one). From any thread or signal handler, between start and end. */
void term_wake(void);

/* Stops the program as Ctrl-Z does; returns when it goes on. The next event is an EVENT_RESIZE. */
void term_suspend(void);
/* For another program that uses the terminal: gives it back, takes it again. After the latter comes an EVENT_RESIZE. */
void term_leave(void);
void term_return(void);

#endif
