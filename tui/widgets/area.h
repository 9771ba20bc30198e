/*
 * Several lines of text to type in, broken into rows at the width. Enter accepts, as everywhere; Ctrl-J or Alt-Enter begins a line.
 */
#ifndef TUI_WIDGETS_AREA_H
#define TUI_WIDGETS_AREA_H

#include "tui/widgets/field.h"
#include "tui/wrap.h"

struct area {
	struct edit edit;
	struct edit_pasted pasted;
	int goal;         /* the column that up and down keep; -1: that of the cursor */
	struct wrap wrap; /* layout: rows at this width */
	int width, height;
	size_t top;       /* first row in sight */
};

void area_init(struct area *area, const char *text, struct buf *killed);
void area_release(struct area *area);
/* Place: PLACE_AREA. Up in the first row and down in the last are UNUSED. */
unsigned area_update(struct area *area, struct input input);
/* Rows it would like at a width, at least one. */
int area_rows(const struct area *area, int width);
void area_layout(struct area *area, int width, int height);
void area_draw(const struct area *area, struct pane pane, bool focused);

#endif
