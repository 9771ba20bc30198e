/*
 * The spelling desk: goes through the findings of one notice, one by one, and mends them. A machine without input or output: `spell --fix`
 * and the wizard drive it.
 *
 * It holds the bytes of the answers file. What changes them changes them here, and the notice is read anew; the caller saves them
 * (desk_bytes) and, when that fails, takes the step back (desk_undo). Every step can be taken back. A clause of an overlay is mended in its
 * own file: replacing and editing are refused there. All of it belongs to the thread that owns the speller.
 */
#ifndef OUTPUTS_REVIEW_DESK_H
#define OUTPUTS_REVIEW_DESK_H

#include "outputs/review/spell.h"

struct desk; /* opaque */

enum { DESK_SUGGESTIONS = 8 };

/*
 * Sits down before a notice. file: the answers file's name, as findings say it; today: YYYYMMDD. speller and library must live as long.
 * NULL with findings: the answers cannot be read, or nothing can be composed. Findings about dictionaries are added, too.
 */
struct desk *desk_new(struct speller *speller, const struct library *library, const char *file, const char *bytes, size_t size, int today,
	struct diags *diags);
void desk_free(struct desk *desk); /* NULL is fine */

/* The answers file as it is now. */
const char *desk_bytes(const struct desk *desk, size_t *size);

/* The finding that is up, or NULL: behind the last. Holds until the next step. */
const struct spell_finding *desk_finding(const struct desk *desk);
/* Was it ignored already? One comes to such a finding by going back. */
bool desk_is_ignored(const struct desk *desk);
/* What it says, and the way out: in the desk, until the next step. */
const char *desk_says(const struct desk *desk);
const char *desk_fix(const struct desk *desk);
/* Where it is in a list of all: from 1; how many there are, and how many of them nothing was done about yet. */
size_t desk_number(const struct desk *desk);
size_t desk_count(const struct desk *desk);
size_t desk_left(const struct desk *desk);
/* The sentence around it, and where in that it stands: bytes from *start to *end. In the desk, until the next step. */
const char *desk_sentence(const struct desk *desk, size_t *start, size_t *end);
/*
 * What it may have been meant to be; asked for only when somebody wants to see it, since it can take a third of a second. At most
 * DESK_SUGGESTIONS.
 */
size_t desk_suggestions(struct desk *desk, const char *const **suggestions);

/* Goes on, or back, without doing anything. False at the end, or the beginning. */
bool desk_next(struct desk *desk);
bool desk_back(struct desk *desk);

/* Steps. Each goes on to the next finding; false when it cannot be done: desk_problem says why. */
bool desk_replace(struct desk *desk, const char *with);      /* here */
bool desk_replace_all(struct desk *desk, const char *with);  /* in every finding of the same text and kind */
bool desk_edit(struct desk *desk, const char *text);         /* the whole answer */
bool desk_ignore(struct desk *desk);                         /* this once */
bool desk_always(struct desk *desk);                         /* the word goes to `words` of the answers file */
bool desk_own(struct desk *desk);                            /* the word is right in all notices: the caller adds it to the operator's list */

enum desk_undone { DESK_NOTHING, DESK_CHANGE /* the bytes are those before */, DESK_IGNORED,
	DESK_OWN /* *word is to go from the operator's list */ };
enum desk_undone desk_undo(struct desk *desk, const char **word);

/* Why the last step could not be done. */
const char *desk_problem(const struct desk *desk);

#endif
