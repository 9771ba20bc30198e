/*
 * One line of text to type in, scrolled sideways when it is longer than its width; and what field and area share.
 */
#ifndef TUI_WIDGETS_FIELD_H
#define TUI_WIDGETS_FIELD_H

#include "tui/edit.h"
#include "tui/widgets/widget.h"

struct field {
	struct edit edit;
	struct edit_pasted pasted; /* of the last paste */
	const char *placeholder;   /* shown while it is empty; NULL: nothing; kept by pointer */
	size_t left;               /* first byte in sight; layout */
	int width;
};

void field_init(struct field *field, const char *text, struct buf *killed); /* text is copied; killed: see edit_init */
void field_release(struct field *field);
/* Place: PLACE_FIELD. CHANGED, PASTED, ACCEPT, BACK; up, down and the like are UNUSED. */
unsigned field_update(struct field *field, struct input input);
void field_layout(struct field *field, int width);
void field_draw(const struct field *field, struct pane pane, bool focused); /* in the pane's first row */

/* Editing keys, typed characters and pastes, as field and area take them. EFFECT_UNUSED: none of these. */
unsigned edit_update(struct edit *edit, struct input input, struct edit_pasted *pasted);
/* Appends what a person should know of a paste ("2 control characters were left out"); nothing when it went in as it was. */
void edit_add_pasted(struct buf *buf, struct edit_pasted pasted);

#endif
