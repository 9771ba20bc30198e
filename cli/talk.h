/*
 * A conversation line by line: text out, lines in, a log of both, and a good end when a signal comes.
 *
 * Standard output gets everything said, wrapped at the width of the terminal (else 80 columns); what comes from files is made visible,
 * so that no control character reaches the terminal. What is typed is echoed when standard
 * input is no terminal, so that piped input and a terminal look alike. SIGHUP, SIGTERM and SIGINT (unless they were ignored) come
 * through only while a line is waited for: nothing else is ever interrupted.
 */
#ifndef CLI_TALK_H
#define CLI_TALK_H

#include "base/buf.h"
#include "base/diag.h"

#include <signal.h>
#include <stdbool.h>
#include <stdio.h>

#define TALK_LONGEST 65536 /* bytes of one line */

struct talk {
	FILE *log;           /* NULL: none */
	size_t width;
	bool echo;
	struct buf input;    /* read, but not yet taken; from `taken` on */
	size_t taken;
	bool ended;
	sigset_t watched, outside; /* the signals; the mask while a line is waited for */
};

enum talk_input { TALK_LINE, TALK_END /* of input */, TALK_SIGNAL };

/* transcript: file the log is appended to, or NULL. avoid: the answers file, which must not be that. False with a finding. */
bool talk_open(struct talk *talk, const char *transcript, const char *avoid, struct diags *diags);
/* Lets the signals be as they were; false with a finding when the log could not be written whole. */
bool talk_close(struct talk *talk, const char *transcript, struct diags *diags);

/* Says a paragraph, wrapped and indented. */
void talk_say(struct talk *talk, size_t indent, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* The same with a number in front, for lists. */
void talk_item(struct talk *talk, size_t number, const char *text);
void talk_blank(struct talk *talk); /* an empty line */

/*
 * Shows a prompt and waits for a line, which replaces what is in line (without its end). A line that is too long is refused and asked
 * for again.
 */
enum talk_input talk_read(struct talk *talk, const char *prompt, struct buf *line);
/* The signal that ended the conversation, or 0. */
int talk_signal(void);

#endif
