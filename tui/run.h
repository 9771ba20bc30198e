/*
 * The wizard on a terminal: events in, screens out, and what it wants done. The only place where wizard, terminal, clock and processes meet.
 */
#ifndef TUI_RUN_H
#define TUI_RUN_H

#include "tui/config.h"
#include "tui/term.h"
#include "tui/wizard/wizard.h"

/* What the program above does for it. */
struct run_host {
	void *context;
	/* The library for an answers file; NULL with findings. It lives as long as the run. */
	const struct library *(*library)(void *context, const char *path, struct diags *diags);
	/*
	 * Builds the notice of an answers file into a folder, on a thread of its own: it touches nothing else. Appends a line for each file, or
	 * what went wrong. False: not written.
	 */
	bool (*build)(void *context, const char *path, const char *folder, struct buf *said);
	int today; /* YYYYMMDD */
	struct proof_paths proof; /* for the spelling desk */
};

enum run_end {
	RUN_LEFT,        /* by the person; everything is saved */
	RUN_NO_TERMINAL, /* *why says what is missing; nothing was touched */
	RUN_SIGNAL,      /* *signal; everything is saved */
	RUN_FAILED       /* *diags */
};

struct run {
	const char *path;      /* of the answers file; NULL: the person is asked. In the end that which was chosen */
	struct buf chosen;     /* owns it then */
	const struct config *config;
	const struct run_host *host;
	enum term_status why;
	int signal;
	size_t open, suggested; /* in the end */
};

/* said: what is to be said first, on the screen (mistakes in the configuration); NULL: nothing. */
enum run_end run_wizard(struct run *run, const char *said, struct diags *diags);

#endif
