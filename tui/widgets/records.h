/*
 * A list of records: services, activities. It shows them in columns and says what the person wants done; the owner does it and sets
 * the rows anew.
 */
#ifndef TUI_WIDGETS_RECORDS_H
#define TUI_WIDGETS_RECORDS_H

#include "tui/widgets/list.h"

enum { RECORD_CELLS = 4 };

struct record {
	const char *cells[RECORD_CELLS]; /* in columns; the first is the name; NULL: empty */
	const char *mark;                /* in front, one column: "!", "?"; NULL: none */
	enum role mark_role;
};

struct records {
	struct list list;
	const struct record *items; /* kept by pointer until the next records_set */
	const char *add;            /* words of the row behind the last: "add a service"; NULL: nothing can be added */
	const char *done;           /* words of the row behind that: "these are all: go on"; NULL: there is none */
	int widths[RECORD_CELLS];   /* columns that each would like */
	int columns[RECORD_CELLS];  /* layout: that each gets; 0: it is left out */
};

/* add, done: kept by pointer; NULL: without that row. */
void records_init(struct records *records, const char *add, const char *done, struct buf *killed);
void records_release(struct records *records);
/* Other rows; `current` is the number of the record that becomes the current one, count for the row behind the last. */
void records_set(struct records *records, const struct record *items, size_t count, size_t current);
/* The number of the current record; the count of all on the rows behind them. */
size_t records_current(const struct records *records);
/* To the row that goes on; where there is none, to that which adds. */
void records_go_done(struct records *records);
/*
 * Place: list_place(&records->list, PLACE_RECORDS). ACCEPT: edit the current one. DONE: Enter on the row that goes on. ADD (also Enter on its row), COPY, DELETE,
 * MOVE_UP, MOVE_DOWN: to be done by the owner. Moving is UNUSED while a filter hides rows and at the ends.
 */
unsigned records_update(struct records *records, struct input input);
int records_rows(const struct records *records);
void records_layout(struct records *records, int width, int height);
void records_draw(const struct records *records, struct pane pane, bool focused);

#endif
