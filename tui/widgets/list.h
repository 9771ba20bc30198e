/*
 * What choices and records share: rows of which a filter shows some, a current one, and what is in sight.
 *
 * The filter finds what holds the typed letters anywhere, accents and case ignored: first rows of that very name, then those that begin
 * with them, those with a word that does, and the rest; among equals the more used, then the order given. A row may have several names.
 * They are folded once, so that a key costs one search over them.
 */
#ifndef TUI_WIDGETS_LIST_H
#define TUI_WIDGETS_LIST_H

#include "tui/widgets/field.h"

struct list {
	struct buf folded;     /* the names as a search sees them: a line feed around each, NUL behind those of a row */
	size_t *places;        /* of each row's names in it */
	size_t *order;         /* the rows, the more used first */
	size_t count;          /* rows, whether shown or not */
	size_t *shown;         /* their numbers, in order */
	size_t shown_count;
	size_t current;        /* a place in shown, or one of the extra rows behind them; 0 when there is none */
	size_t extra;          /* rows behind all others that the filter does not hide ("+ add a service") */
	struct field filter;
	bool filtering;        /* the filter's line has the focus */
	bool always;           /* it has it all the time: what is typed is searched */
	size_t top;            /* layout: first place in sight */
	int height;            /* rows for the list itself */
};

void list_init(struct list *list, struct buf *killed);
void list_release(struct list *list);
/*
 * Other rows: names(context, i) gives the text that is searched, a name a line, and is needed for this call only; uses: how often each is
 * used, NULL: all the same. The filter's text stays; the first row shown becomes the current one.
 */
void list_set(struct list *list, size_t count, const char *(*names)(const void *context, size_t i), const void *context, const int *uses);
/* The number of the current row; list->count: an extra row, or there is none. */
size_t list_row(const struct list *list);
/* Makes the row of that number current (list->count: the first extra one); when the filter hides it, the filter goes. */
void list_go(struct list *list, size_t row);
bool list_on_extra(const struct list *list);
void list_empty_filter(struct list *list);
/* Whether a character behind what is typed in the filter would still find a row. */
bool list_would_find(const struct list *list, char c);
/* Another number of extra rows. */
void list_set_extra(struct list *list, size_t extra);

/*
 * Moves, filter and its keys. Esc leaves the filter and empties it before it is EFFECT_BACK. EFFECT_ACCEPT for Enter on a row, also in the
 * filter. EFFECT_CHANGED: the filter is another. EFFECT_UNUSED: for the owner, so up in the first row and down in the last.
 */
unsigned list_update(struct list *list, struct input input);
enum place list_place(const struct list *list, enum place otherwise); /* PLACE_FILTER while filtering */
/* Fits into height rows, the filter's line included when it is shown. */
void list_layout(struct list *list, int width, int height);
bool list_shows_filter(const struct list *list);
/*
 * Draws the filter's line, with how many rows are shown, then each place in sight by draw_row: into a pane of one row, already filled in
 * the role its text is to have.
 */
void list_draw(const struct list *list, struct pane pane, bool focused,
	void (*draw_row)(const void *context, struct pane row, size_t place, enum role role), const void *context);

#endif
