/*
 * The wizard, inside: shared by wizard.c (events), wizard_answer.c (every change goes through there), wizard_view.c (what the parts hold),
 * wizard_finish.c (Finish), wizard_ask.c (dialogs and help) and wizard_draw.c; nobody else's business.
 */
#ifndef TUI_WIZARD_WIZARD_PARTS_H
#define TUI_WIZARD_WIZARD_PARTS_H

#include "tui/wizard/wizard.h"

/* wizard_view.c */
const struct interview_item *wizard_item(const struct wizard *wizard); /* the item at hand; NULL: there is none (Finish) */
const char *wizard_sheet(const struct wizard *wizard);                 /* the path of the sheet at hand; NULL */
const struct interview_item *wizard_sheet_item(const struct wizard *wizard); /* of the row at hand; NULL: it is that which goes on */
void wizard_open(struct wizard *wizard);     /* builds the parts anew for where the walk is */
void wizard_open_new(struct wizard *wizard); /* the first question of a new record of the list at hand */
void wizard_mark_chapters(struct wizard *wizard);
void wizard_refresh_notice(struct wizard *wizard, int width); /* lays the preview out where it is old, and scrolls it to the question */

/* The path of the question that a draft is about; in arena. That of a new record has the list's with a '+'. */
const char *wizard_draft_question(struct arena *arena, const struct draft *draft);
bool wizard_is_news(const struct diag *finding, const struct interview_item *item); /* not only that the item is open or suggested, which is seen */

/* wizard_answer.c */
/* False when it could not be made; then it was said or is asked about. */
bool wizard_commit(struct wizard *wizard, const struct intent *intent);
void wizard_accept(struct wizard *wizard);        /* Enter on the work part */
void wizard_accept_records(struct wizard *wizard, unsigned effects);
void wizard_accept_sheet(struct wizard *wizard, unsigned effects);
void wizard_confirm(struct wizard *wizard);       /* all that is suggested here */
void wizard_settle(struct wizard *wizard, enum change_kind kind); /* don't know yet, there is none, no answer */
void wizard_undo(struct wizard *wizard, bool redo);
/* Before going elsewhere: accepts what was typed. False: stay, a dialog is open. */
bool wizard_leave(struct wizard *wizard);
void wizard_jump(struct wizard *wizard, const char *path); /* leaves and goes there */
void wizard_say_why(struct wizard *wizard, const char *why); /* a reason from the interview, as a sentence */
void wizard_say_diags(struct wizard *wizard, const struct diags *diags);

/* wizard_finish.c */
void wizard_fill_finish(struct wizard *wizard);
void wizard_accept_finish(struct wizard *wizard, unsigned effects);

/* wizard_spelling.c */
void wizard_spelling(struct wizard *wizard);      /* opens the desk */
void wizard_read_proof(struct wizard *wizard);    /* lets it read the answers as they are */
void wizard_take_proof(struct wizard *wizard);    /* what it has ready */
void wizard_fill_spelling(struct wizard *wizard);
void wizard_accept_spelling(struct wizard *wizard, unsigned effects);
bool wizard_act_spelling(struct wizard *wizard, enum action action); /* false: the key is not the desk's */
void wizard_replace(struct wizard *wizard, const char *with, bool everywhere); /* the words in question */

/* wizard_ask.c */
void wizard_ask(struct wizard *wizard, enum asking asking); /* opens its dialog */
void wizard_ask_again(struct wizard *wizard, enum asking asking, const struct intent *intent); /* about changes that were not saved */
void wizard_ask_why(struct wizard *wizard); /* where the line of the notice comes from */
void wizard_answer_dialog(struct wizard *wizard, unsigned effects);
void wizard_help(struct wizard *wizard);
void wizard_close_front(struct wizard *wizard);


#endif
