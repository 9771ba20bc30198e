/*
 * Diagnostics: the one type for everything that is said about a file.
 *
 *     acme.yaml:41:14: error: 'Mailchimp' is in the United States and has no transfer tool [transfer-tool-missing]
 *         why: GDPR Art. 44, 46, 13(1)(f)    do: set services.mailchimp.transfer to [scc], [dpf] or another tool
 *
 * Each floor of the house keeps one table of the kinds it can report (struct diag_kind), with stable id, severity, wording and the
 * way out; base knows only the shape. Wording: lower case, no full stop, the subject in 'quotes'.
 * In wording and fix, $1 to $9 stand for the text arguments of diag_add, in order; $$ is a dollar.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdio.h>

enum severity { SEVERITY_ADVICE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITY_FATAL /* could not run: exit status 2 */ };

const char *severity_name(enum severity severity); /* "advice", "warning", "error", "fatal" */

struct diag_kind {
	const char *id;         /* stable, as in [unknown-key] */
	enum severity severity;
	const char *wording;
	const char *fix;        /* what to do; NULL only when the wording says it */
};

/* A place in a file. line and col count from 1, col in characters (code points); line 0: the file as a whole. file may be NULL: none. */
struct pos {
	const char *file;
	int line, col;
};

struct diag {
	const struct diag_kind *kind;
	struct pos pos;
	const char *message; /* wording with its arguments */
	const char *fix;     /* the same for the way out; NULL: none */
	const char *why;     /* citation or reason; NULL: none */
	const char *where;   /* answer path; NULL: none */
	bool unverified;     /* why rests on a fact nobody has checked: said where it is printed */
};

/* A growing list of findings. Owns all their texts, also the file names. */
struct diags {
	struct arena arena;
	struct diag *items;
	size_t count, capacity;
};
#define DIAGS_INIT {ARENA_INIT, NULL, 0, 0}

void diags_init(struct diags *diags);
void diags_release(struct diags *diags);
/*
 * Adds a finding; the arguments after pos are const char * and end with NULL: diag_add(ds, kind, pos, "a", "b", NULL). All texts are copied.
 * Returns the new entry for diag_set_*; the pointer holds until the next diag_add.
 */
struct diag *diag_add(struct diags *diags, const struct diag_kind *kind, struct pos pos, ...) __attribute__((sentinel));
void diag_set_why(struct diags *diags, struct diag *diag, const char *why, bool unverified);
void diag_set_where(struct diags *diags, struct diag *diag, const char *where);

/* Number of findings of at least that severity. */
size_t diags_count(const struct diags *diags, enum severity least);
/* The exit status: 0 nothing worse than a warning, 1 an error, 2 something could not run. */
int diags_status(const struct diags *diags);
/* Orders findings by file (in order of first appearance), line, column; stable. */
void diags_sort(struct diags *diags);
/* Writes them as text for people. Control characters and bidirectional overrides are shown as <U+202E>, never sent to a terminal. */
void diags_print(const struct diags *diags, FILE *out);

#endif
