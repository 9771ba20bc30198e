/*
 * What was typed and not accepted: kept by question, so that going away drops nothing, and journalled beside the answers file, so that
 * not even a crash does.
 *
 * The journal is `.NAME.typed` beside the answers file: YAML, a map from path to the text as it was typed. It is written whole and renamed,
 * by drafts_write, which the wizard calls within a second of typing and when it is told to end; it is removed when there are no drafts.
 * A journal that cannot be read is left where it is and said.
 */
#ifndef TUI_WIZARD_DRAFTS_H
#define TUI_WIZARD_DRAFTS_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>

struct draft {
	char *path;  /* of the question */
	char *text;  /* as typed; valid UTF-8 */
	char *based; /* the answer it was typed over, as the file had it then; "" for none: when that is another now, the draft is old */
};

struct drafts {
	char *file;          /* of the journal; NULL: none is kept */
	struct draft *items;
	size_t count, capacity;
	bool written;        /* the journal holds what is here */
};

/* Reads the journal of an answers file, if there is one. False with a finding when it cannot be read; then there are none, and it stays. */
bool drafts_open(struct drafts *drafts, const char *answers_path, struct diags *diags);
void drafts_release(struct drafts *drafts); /* the journal stays as it is */
const struct draft *drafts_find(const struct drafts *drafts, const char *path); /* NULL: none */
void drafts_keep(struct drafts *drafts, const char *path, const char *text, const char *based); /* copied; in place of one that is there */
void drafts_drop(struct drafts *drafts, const char *path);
/* Brings the journal up to date: renamed into place, or removed; no waiting for the disk. False with a finding. */
bool drafts_write(struct drafts *drafts, struct diags *diags);

#endif
