/*
 * `spell --fix`: the spelling desk line by line, like `ask`. Every change is in the file before the next finding is shown.
 */
#ifndef CLI_SPELL_FIX_H
#define CLI_SPELL_FIX_H

#include "cli/talk.h"
#include "outputs/review/spell.h"

/* What all files of a run share. */
struct spell_fix {
	struct talk talk;
	struct speller *speller;
	const char *own;  /* file of the operator's words; NULL: none can be added */
	int today;
	bool over;        /* left by q, by the end of input or a signal */
	struct diags *diags;
};

enum fix_end { FIX_CLEAN, FIX_LEFT /* findings are left */, FIX_FAILED };

enum fix_end spell_fix_file(struct spell_fix *fix, const struct library *library, const char *path);

#endif
