/*
 * A question in front of everything else: a title, a text, buttons, perhaps a line to type in. On a small screen its text scrolls, its
 * buttons stay.
 */
#ifndef TUI_WIDGETS_DIALOG_H
#define TUI_WIDGETS_DIALOG_H

#include "tui/widgets/field.h"
#include "tui/wrap.h"

struct dialog {
	const char *title, *text;    /* kept by pointer */
	const char *const *buttons;  /* kept by pointer; the first letter of each also presses it, unless there is a field */
	size_t button_count, button; /* the one with the focus */
	bool asks;                   /* it has a field */
	bool on_field;
	struct field field;
	struct wrap wrap;            /* layout */
	size_t top;
	struct rect box;             /* in the pane it is drawn in */
};

void dialog_init(struct dialog *dialog, const char *title, const char *text, const char *const *buttons, size_t count);
/* With a line to type in, which holds `value` at first. */
void dialog_ask(struct dialog *dialog, const char *value, struct buf *killed);
void dialog_release(struct dialog *dialog);
enum place dialog_place(const struct dialog *dialog);
/* ACCEPT: dialog->button was pressed (Enter in the field: that with the focus). BACK: it is to go away and nothing happens. */
unsigned dialog_update(struct dialog *dialog, struct input input);
void dialog_layout(struct dialog *dialog, int width, int height); /* of the whole screen */
void dialog_draw(const struct dialog *dialog, struct pane pane);

#endif
