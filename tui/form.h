/*
 * A question as a person answers it: the widget for its type, filled with the answer there is, and the change that comes of it.
 *
 *     yes-no, choice, reference       a list to choose one from; y and n choose, too. Where Enter may leave it without one, a row says so
 *     list of choices or references   a list to tick; the answer has them in the order of ticking
 *     list of own texts               an area, an item a line
 *     long text                       an area
 *     records                         the list of them
 *     all other types                 a field
 *
 * It knows the interview, not the file: changes are made by its owner, who then opens the form anew. Changes are those that `ask` makes of
 * the same answer.
 */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "questionnaire/interview/interview.h"
#include "tui/widgets/area.h"
#include "tui/widgets/choices.h"
#include "tui/widgets/records.h"

enum form_kind { FORM_FIELD, FORM_AREA, FORM_CHOICES, FORM_RECORDS };

struct form {
	enum form_kind kind;
	struct arena arena;        /* what the widgets keep by pointer */
	const char *path;          /* of the item */
	bool several;              /* an area: an item a line */
	bool touched;              /* something was typed or ticked */
	bool is_yes_no;
	bool adds;                 /* it asks what a new record is */
	const struct interview_choice *offered; /* choices, by number */
	const char *const *keys;   /* of records, by number */
	struct field field;        /* one of these is in use */
	struct area area;
	struct choices choices;
	struct records records;
};

/* Fills a form for an item; `item` and the interview are needed for this call only. killed: see edit_init. Must be released. */
void form_init(struct form *form, const struct interview *interview, const struct interview_item *item, struct buf *killed);
/*
 * The same for a new record of a list: its first question, with the list's sets in front. Of a choice several can be ticked: each becomes a
 * record. form_typed says what was answered; the rest is interview_add's.
 */
void form_init_new(struct form *form, const struct interview *interview, const struct interview_item *list, struct buf *killed);
void form_release(struct form *form);

/*
 * Appends what was typed or ticked, to be put back into a form of the same question by form_restore: the text, or what is ticked, an id a
 * line. Of records nothing.
 */
void form_typed(const struct form *form, struct buf *buf);
void form_restore(struct form *form, const char *typed);

enum place form_place(const struct form *form);
/* Effects of its widget. ACCEPT: form_answer says what comes of it; of records: edit the current one. */
unsigned form_update(struct form *form, struct input input);
/* Rows it would like at a width. */
int form_rows(const struct form *form, int width);
void form_layout(struct form *form, int width, int height);
void form_draw(const struct form *form, struct pane pane, bool focused);

/* What accepting the form means. */
enum form_answer {
	FORM_CHANGES,  /* *change is to be made */
	FORM_KEEPS,    /* the answer stays as it is, or the question is skipped: go on */
	FORM_REFUSED   /* *why says what is wrong, or that an answer is needed */
};
/*
 * interview, item: as they are now (the item at form->path). A suggestion that nobody touched is confirmed. An emptied answer is taken
 * out of the file where the question may be left open, refused elsewhere. *change, *why live in arena.
 */
enum form_answer form_answer(const struct form *form, struct arena *arena, const struct interview *interview,
	const struct interview_item *item, const struct change **change, const char **why);
/* "Don't know yet"; "there is none"; "no answer". NULL with *why where that is no answer to the question. */
const struct change *form_unknown(struct arena *arena, const struct interview_item *item);
const struct change *form_none(struct arena *arena, const struct interview_item *item, const char **why);
const struct change *form_clear(struct arena *arena, const struct interview_item *item, const char **why);
/* The key of the current record of a list; NULL on the row that adds. */
const char *form_record(const struct form *form);

#endif
