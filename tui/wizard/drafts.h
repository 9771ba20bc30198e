/*
 * What was typed and not accepted: kept by question, so that going away drops nothing, and journalled beside the answers file, so that
 * not even a crash does.
 *
 * The journal is `.NAME.typed` beside the answers file (of a symbolic link: beside the file it leads to), with that one's permissions. It
 * is YAML, a list of drafts:
 *
 *     - question: company.legal_name
 *       typed: Acme Webshop A
 *       over: ""
 *
 * It is written whole and renamed, by drafts_write, which the wizard calls within a second of typing and when it is told to end; it is
 * removed when there are no drafts. A journal that cannot be read is left where it is and said; none is kept then.
 *
 * Only for who holds the lock of the answers file (base/save.h): two programs must not keep one journal.
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
	char *answers;       /* the file it belongs to */
	struct draft *items; /* in the order they were first kept */
	size_t count, capacity;
	bool written;        /* the journal holds what is here */
	bool failed;         /* writing it did, which has been said */
};

/*
 * Reads the journal of an answers file, if there is one. False with a finding when it cannot be read; then there are none, and it stays.
 * To be released in any case.
 */
bool drafts_open(struct drafts *drafts, const char *answers_path, struct diags *diags);
void drafts_release(struct drafts *drafts); /* the journal stays as it is */
const struct draft *drafts_find(const struct drafts *drafts, const char *path); /* NULL: none; holds until the next change */
void drafts_keep(struct drafts *drafts, const char *path, const char *text, const char *based); /* copied; in place of one that is there */
void drafts_drop(struct drafts *drafts, const char *path);
/*
 * Brings the journal up to date: renamed into place, or removed; no waiting for the disk. False when that failed, with a finding the
 * first time; it is tried again at the next call, and a failure after a success is said again.
 */
bool drafts_write(struct drafts *drafts, struct diags *diags);

#endif
