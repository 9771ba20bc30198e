/*
 * The wizard: chapters, a question, the notice beside it. State as plain data; wizard_update, the only writer, takes an event and says what it
 * wants done outside (wants); wizard_show draws all of it on a canvas. No terminal, no clock, no process: run.c has those.
 *
 *     work part     a question or list of records; a new record's first question; a sheet (a record as a whole, interview.h); Finish
 *     in front      a dialog, or a page of help
 *
 * Moving away from a question accepts what was typed there. What is no answer, and what Esc left, stays as a draft (drafts.h), is marked
 * in the chapters and comes back with its question. Nothing here can be stuck: every place is left by Esc, Tab and Ctrl-G, and "don't
 * know yet" is an answer everywhere.
 */
#ifndef TUI_WIZARD_WIZARD_H
#define TUI_WIZARD_WIZARD_H

#include "tui/form.h"
#include "tui/frame.h"
#include "tui/widgets/dialog.h"
#include "tui/widgets/page.h"
#include "tui/wizard/drafts.h"
#include "tui/wizard/model.h"
#include "tui/wizard/preview.h"
#include "tui/wizard/proof.h"

/* What the wizard wants done by whoever runs it. */
enum want {
	WANT_QUIT = 1,     /* leave */
	WANT_SUSPEND = 2,  /* stop the program, as Ctrl-Z does */
	WANT_REDRAW = 4,   /* send the whole screen again */
	WANT_EDITOR = 8,   /* wizard_edited_text in $VISUAL or $EDITOR; then wizard_edited */
	WANT_BUILD = 16    /* the notice into wizard->folder; then wizard_built */
};

enum view { VIEW_ITEM, VIEW_NEW, VIEW_SHEET, VIEW_FINISH, VIEW_SPELLING };
enum in_front { FRONT_NOTHING, FRONT_DIALOG, FRONT_HELP };

/* What a dialog is about: what its buttons do. */
enum asking { ASKING_NOTHING, ASKING_GO_TO, ASKING_NOT_SAVED, ASKING_OUTSIDE, ASKING_ELSEWHERE, ASKING_FOLDER, ASKING_WHY, ASKING_REPLACE };

/* Where it goes when a change has been made. */
enum then { THEN_STAY, THEN_NEXT, THEN_PAST, THEN_ENTER, THEN_GONE };

/* Changes to be made, and what follows: kept while a dialog asks what to do because they could not be saved. */
struct intent {
	const char *place;
	const struct change *changes;
	size_t count;
	enum then then;
	const char *where; /* THEN_ENTER: the record; THEN_GONE: the list */
	bool again;        /* THEN_ENTER: answered questions are asked, too */
	const char *draft; /* what was typed for it is no draft any more; NULL: nothing was */
};

/* A row of Finish or of the chapters, and where it leads. */
struct lead {
	const char *path; /* NULL: to Finish; there the row that writes the notice, and findings about no question */
};

/* A row of the spelling desk, and what it does. */
enum spelling_deed { SPELLING_REPLACE, SPELLING_SUGGEST, SPELLING_OTHER, SPELLING_NEXT, SPELLING_BACK, SPELLING_IGNORE, SPELLING_ALWAYS, SPELLING_OWN,
	SPELLING_QUESTION, SPELLING_LEAVE };
struct spelling_row {
	enum spelling_deed deed;
	const char *text; /* what goes there; the path of the question */
};

struct wizard {
	struct model model;
	const struct keymap *keymap;
	struct drafts drafts;
	struct buf killed;         /* what was cut last, for all fields */
	bool prefix;               /* Ctrl-X was typed */

	int width, height;
	struct frame frame;
	enum part focus;

	enum view view;
	bool finishing;            /* Finish was asked for, though the walk is elsewhere */
	struct arena view_arena;   /* what the view keeps by pointer */
	bool put_off;              /* what stands there is a draft, or shall not be saved for now: going elsewhere leaves it a draft */
	bool has_form;
	struct form form;          /* VIEW_ITEM, VIEW_NEW */
	bool has_rows;
	struct records rows;       /* VIEW_SHEET, VIEW_FINISH */
	const size_t *sheet_items; /* of a sheet: numbers of items, by row behind the first, which goes on */
	const struct lead *leads;  /* of Finish: by row */

	struct proof *proof;       /* the spelling desk; NULL: there is none. The owner's, who sets it before wizard_init and frees it after wizard_release */
	bool spelling;             /* it has the work part, wherever the walk is */
	struct proof_sheet sheet;  /* what it shows */
	const struct spelling_row *spelling_rows; /* VIEW_SPELLING: by row */
	unsigned long proofread;   /* version of the answers that it has */
	bool taking_back;          /* what it changed could not be saved */

	struct arena chapters_arena;
	struct records chapters;
	const struct lead *chapter_leads;

	struct preview preview;
	struct page notice;
	unsigned long laid_out;    /* version of the answers that the preview shows; 0: none */
	const char *shown_for;     /* path the preview was scrolled for; in view_arena */
	bool prints_nothing;       /* what the question at hand asks stands nowhere in the notice */

	enum in_front front;
	struct dialog dialog;
	enum asking asking;
	struct arena dialog_arena;
	struct intent intent;      /* in dialog_arena */
	struct page help;
	struct arena help_arena;

	struct buf message;
	enum role message_role;
	struct buf folder;         /* where the notice goes */
	struct buf built;          /* what was written, line by line; empty: nothing yet */
	size_t finding;            /* the one that was shown last, from 1; 0: none */
	unsigned wants;
};

/* keymap, and all that model_open keeps, outlive the wizard. The model in it is open; the drafts are read. */
void wizard_init(struct wizard *wizard, const struct keymap *keymap);
void wizard_release(struct wizard *wizard); /* the model stays open */

/* Returns what it wants, as a set of enum want. */
unsigned wizard_update(struct wizard *wizard, const struct event *event);
/* Lays out and draws, at the size of the canvas. */
void wizard_show(struct wizard *wizard, struct canvas *canvas);
enum place wizard_place(const struct wizard *wizard); /* what has the focus */

/* Puts what is being typed among the drafts; whoever runs it then writes the journal. */
void wizard_keep(struct wizard *wizard);

/* For WANT_EDITOR: the text to be edited; NULL when nothing of the kind has the focus. And what came of it; NULL: it failed, and why says how. */
const char *wizard_edited_text(const struct wizard *wizard);
void wizard_edited(struct wizard *wizard, const char *text, const char *why);
/* For WANT_BUILD: a line for each file, as `build` says it, or what went wrong. */
void wizard_built(struct wizard *wizard, const char *said, bool done);

void wizard_say(struct wizard *wizard, enum role role, const char *text); /* in the message row, until the next key */

#endif
