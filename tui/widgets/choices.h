/*
 * Choosing one or several of a list: countries, kinds of data, yes and no. A long one is filtered as one types.
 */
#ifndef TUI_WIDGETS_CHOICES_H
#define TUI_WIDGETS_CHOICES_H

#include "tui/widgets/list.h"

struct choice {
	const char *label;
	const char *names; /* what finds it in the filter: the label and other names, a line each; NULL: the label alone */
	const char *note; /* beside it, in a lesser role; NULL: none */
	int uses;         /* how usual it is: the more, the earlier */
	bool chosen;      /* at the start */
};

struct choices {
	struct list list;
	const struct choice *items; /* kept by pointer */
	bool *chosen;               /* by number */
	unsigned *order;            /* by number: the smaller was ticked earlier, and keeps its place when it is unticked and ticked again,
	                               until nothing is ticked; 0: it was not */
	unsigned ticks;             /* the last of these */
	bool several;
	bool aimed;                 /* the person has moved or typed: the current row is meant */
	const char *own;            /* what is not in the list may be added by typing it: the words of that row ("add"); NULL: it may not */
	int label_width;            /* layout */
};

/* own and items live at least as long. Begins with the first chosen one current; with type_to_filter the filter has the focus at once. */
void choices_init(struct choices *choices, const struct choice *items, size_t count, bool several, const char *own, bool type_to_filter,
	struct buf *killed);
void choices_release(struct choices *choices);
/*
 * Place: list_place(&choices->list, PLACE_CHOICES). CHANGED when a tick was set or taken. ACCEPT: of one, the current row is chosen, but
 * none where none was and the cursor only stands on the first: nobody answers by pressing Enter once too often; of several, those ticked.
 * Among several, Space ticks in the filter, too, unless what is typed goes on with it ("local shop"), and while something is typed there,
 * Enter ticks the current row and empties the filter instead of accepting.
 */
unsigned choices_update(struct choices *choices, struct input input);
/* The text to be added, when the row for that is the accepted one; else NULL. */
const char *choices_own(const struct choices *choices);
size_t choices_chosen(const struct choices *choices); /* how many */
/*
 * Their numbers, in the order in which they were ticked (those of the start as listed), into rows, which has room for all choices.
 * Returns how many.
 */
size_t choices_in_order(const struct choices *choices, size_t *rows);
void choices_tick(struct choices *choices, size_t row); /* behind those that are */
void choices_untick_all(struct choices *choices);
int choices_rows(const struct choices *choices); /* it would like */
void choices_layout(struct choices *choices, int width, int height);
void choices_draw(const struct choices *choices, struct pane pane, bool focused);

#endif
