/*
 * The spelling desk (outputs/review/desk.h) on a thread of its own, since loading a dictionary and asking it for suggestions take up to a
 * third of a second, and no key waits for that. What is asked is done in turn; what came of it is a sheet: plain texts, nothing of the desk.
 * Without a thread (tests, scripts) it is done at once.
 */
#ifndef TUI_WIZARD_PROOF_H
#define TUI_WIZARD_PROOF_H

#include "outputs/library/library.h"
#include "outputs/review/desk.h"

struct proof_paths {
	const char *dictionaries; /* DICPATH; NULL: none */
	const char *cache;        /* folder; NULL: none */
	const char *own;          /* file of the operator's words for all notices; NULL: nobody knows where */
};

enum proof_kind {
	PROOF_READ,    /* text: the bytes of the answers file */
	PROOF_NEXT, PROOF_BACK,
	PROOF_SUGGEST,
	PROOF_REPLACE, PROOF_REPLACE_ALL, /* text: what goes there */
	PROOF_IGNORE, PROOF_ALWAYS, PROOF_OWN, PROOF_UNDO
};

/* The finding that is up, and what the last request did. Texts in arena. */
struct proof_sheet {
	struct arena arena;
	bool readable;        /* there is a desk: the answers can be read */
	bool up;              /* a finding is up; else it is the end */
	size_t number, count, left;
	const char *says, *fix, *sentence;
	size_t start, end;    /* of the words in question, in the sentence */
	const char *text, *instead; /* instead: NULL: none */
	const char *path;     /* of the answer; NULL: a clause of an overlay */
	const char *file;     /* and the place in it */
	int line;
	bool word, ignored, suggested;
	const char *suggestions[DESK_SUGGESTIONS];
	size_t suggestion_count;
	const char *problem;  /* why the request could not be done; NULL: it was */
	const char *bytes;    /* the answers file as the desk has it now, when the request changed it; else NULL */
	size_t size;
};

struct proof;
/* file: the answers file's name; library, paths' texts and file live as long. wake: called by the thread when a sheet is ready; NULL: no thread. */
struct proof *proof_new(const struct proof_paths *paths, const struct library *library, const char *file, int today, void (*wake)(void));
void proof_free(struct proof *proof); /* waits for the thread; NULL is fine */
/* Asks for something to be done; text (size bytes) is copied, NULL for what needs none. */
void proof_ask(struct proof *proof, enum proof_kind kind, const char *text, size_t size);
/* Whether something that was asked for is not done yet, or its sheet not taken. */
bool proof_busy(struct proof *proof);
/* Takes the next sheet, in the order of asking. False: none is ready. End with proof_sheet_release. */
bool proof_take(struct proof *proof, struct proof_sheet *sheet);
void proof_sheet_release(struct proof_sheet *sheet);

#endif
