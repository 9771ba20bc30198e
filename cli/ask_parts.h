/*
 * The command `ask`, inside: shared by ask.c (the conversation), ask_save.c (every change goes through there), ask_records.c (lists of
 * records), ask_sheet.c (records as a whole) and ask_screen.c (what is shown); nobody else's business.
 */
#ifndef CLI_ASK_PARTS_H
#define CLI_ASK_PARTS_H

#include "base/save.h"
#include "cli/talk.h"
#include "questionnaire/interview/history.h"
#include "questionnaire/interview/walk.h"

enum ask_end {
	ASK_GOES_ON,
	ASK_LEFT,    /* by command, at the end of the questions or of the input */
	ASK_SIGNAL,
	ASK_FAILED   /* something could not be saved */
};

struct ask {
	const char *path;             /* of the answers file */
	const struct schema *schema;
	int today;
	struct arena arena;           /* for one question */
	struct diags diags;           /* what the question at hand brought up */
	struct save *save;
	struct answers *answers;
	struct interview interview;
	struct walk *walk;
	struct history *history;
	struct talk talk;
	struct buf line;              /* typed last */
	struct buf shown;             /* path of the question shown last; empty when something else has been shown since, or has changed */
	enum ask_end end;
};

/* ask_save.c. Reads what the store holds; false with findings in ask->diags: then everything is as before. */
bool ask_read(struct ask *ask);
/*
 * Makes changes of the answers, all or none, and saves them. False when they were refused or could not be saved, which was said. place:
 * what they are about, where undo leads.
 */
bool ask_change(struct ask *ask, const char *place, const struct change *changes, size_t count);
/* Takes back the last change and goes there. */
void ask_undo(struct ask *ask);

/* ask.c. Waits for a line; false when the conversation is over (ask->end). */
bool ask_line(struct ask *ask, const char *prompt);
/* Was the line one of the commands that work everywhere? Then it was carried out. item: NULL at the end of the questions. */
bool ask_common(struct ask *ask, const struct interview_item *item);
/* The line as text: without the '\' in front that keeps it from being a command. */
const char *ask_text(const struct ask *ask);
/* Enter alone: an answer stays, a suggestion is confirmed, an optional question is skipped. */
void ask_keep(struct ask *ask, const struct interview_item *item);
/* '-' and '.': the answer is not known yet, or there is none. */
void ask_unknown(struct ask *ask, const struct interview_item *item);
void ask_none(struct ask *ask, const struct interview_item *item);

/* ask_records.c. One round at a list of records. */
void ask_records(struct ask *ask, const struct interview_item *item);

/* ask_sheet.c. One round at a sheet; one at the end of the questions. */
void ask_sheet(struct ask *ask, const char *path);
void ask_at_end(struct ask *ask);

/* ask_screen.c */
void screen_welcome(struct ask *ask);
void screen_commands(struct ask *ask);
/* With help, choices and the present answer; a question that was shown just before (what was typed did not fit) in one line. */
void screen_question(struct ask *ask, const struct interview_item *item);
void screen_choices(struct ask *ask, const struct interview_item *item, bool all);
void screen_help(struct ask *ask, const struct interview_item *item);
void screen_open(struct ask *ask);
void screen_end(struct ask *ask, bool asks); /* what is open and how to build; asks: at the end of the questions, else on leaving */
void screen_sheet(struct ask *ask, const char *sheet, const struct interview_lines *lines);
/* The optional questions, by chapter, numbered. */
void screen_offers(struct ask *ask, const size_t *items, size_t count);
/* Which laws follow, and why, when the question is one on which they rest. */
void screen_laws(struct ask *ask, const struct question *question);
/* Says why what was typed is no answer. */
void screen_refusal(struct ask *ask, const char *why);
/* Says the findings in ask->diags and forgets them. */
void screen_findings(struct ask *ask);

#endif
