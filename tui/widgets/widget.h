/*
 * What all widgets have in common. A widget is plain data with four kinds of functions:
 *
 *     X_init, X_release            own what they say they own
 *     X_update(x, input)           the only writer of what the person does; returns effects, does nothing else
 *     X_layout(x, width, height)   fits it into a size: what is scrolled into sight, how rows break. The same size again changes nothing
 *     X_draw(x, pane, focused)     draws it into a pane of that size; reads only. With the focus it puts the cursor where the focus is
 *
 * Widgets know the canvas and the keys, nothing of questions and notices. Texts given to them are kept by pointer where it says so.
 */
#ifndef TUI_WIDGETS_WIDGET_H
#define TUI_WIDGETS_WIDGET_H

#include "tui/canvas.h"
#include "tui/event.h"
#include "tui/keys.h"

/* An event and what the keymap makes of its key at the widget's place. */
struct input {
	const struct event *event;
	enum action action;
};

enum effect {
	EFFECT_UNUSED = 1,   /* not for this widget: the frame may use it */
	EFFECT_CHANGED = 2,  /* the text, or what is chosen, is another */
	EFFECT_ACCEPT = 4,   /* Enter */
	EFFECT_BACK = 8,     /* Esc, and nothing here to go back from */
	EFFECT_PASTED = 16,  /* `pasted` of the edit tells what was left out */
	EFFECT_ADD = 32,     /* records: the person wants this done to the current one */
	EFFECT_COPY = 64,
	EFFECT_DELETE = 128,
	EFFECT_MOVE_UP = 256,
	EFFECT_MOVE_DOWN = 512,
	EFFECT_WHY = 1024,   /* page: of the current line */
	EFFECT_DONE = 2048   /* records: Enter on the row that goes on */
};

#endif
