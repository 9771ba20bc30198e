#include "tui/widgets/field.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>

void field_init(struct field *field, const char *text, struct buf *killed)
{
	*field = (struct field){0};
	edit_init(&field->edit, false, killed);
	edit_set(&field->edit, text);
}

void field_release(struct field *field)
{
	edit_release(&field->edit);
}

/* What an action does to a text. False: it is none that does anything there. */
static bool act(struct edit *edit, enum action action, bool *changed)
{
	static const struct {
		enum action action;
		enum {MOVE = 1, ERASE, KILL} what;
		enum edit_move move;
	} acts[] = {
		{ACTION_LEFT, MOVE, EDIT_LEFT}, {ACTION_RIGHT, MOVE, EDIT_RIGHT}, {ACTION_WORD_LEFT, MOVE, EDIT_WORD_LEFT},
		{ACTION_WORD_RIGHT, MOVE, EDIT_WORD_RIGHT}, {ACTION_LINE_START, MOVE, EDIT_LINE_START}, {ACTION_LINE_END, MOVE, EDIT_LINE_END},
		{ACTION_TEXT_START, MOVE, EDIT_START}, {ACTION_TEXT_END, MOVE, EDIT_END}, {ACTION_ERASE, ERASE, EDIT_LEFT},
		{ACTION_DELETE_CHAR, ERASE, EDIT_RIGHT}, {ACTION_ERASE_WORD, KILL, EDIT_WORD_LEFT}, {ACTION_DELETE_WORD, KILL, EDIT_WORD_RIGHT},
		{ACTION_CUT_END, KILL, EDIT_LINE_END}, {ACTION_CUT_START, KILL, EDIT_LINE_START},
	};
	for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
		if (acts[i].action != action)
			continue;
		if (acts[i].what == MOVE)
			edit_move(edit, acts[i].move);
		else
			*changed = acts[i].what == ERASE ? edit_delete(edit, acts[i].move) : edit_kill(edit, acts[i].move);
		return true;
	}
	switch (action) {
	case ACTION_YANK: *changed = edit_yank(edit); return true;
	case ACTION_TRANSPOSE: *changed = edit_transpose(edit); return true;
	case ACTION_UNDO: return *changed = edit_undo(edit);
	case ACTION_REDO: return *changed = edit_redo(edit);
	case ACTION_NEW_LINE: edit_type(edit, '\n'); return *changed = edit->lines;
	default: return false;
	}
}

unsigned edit_update(struct edit *edit, struct input input, struct edit_pasted *pasted)
{
	const struct event *event = input.event;
	if (event->type == EVENT_PASTE) {
		*pasted = edit_paste(edit, event->text, event->size);
		return EFFECT_CHANGED | (pasted->left_out || pasted->joined ? EFFECT_PASTED : 0u);
	}
	if (event->type != EVENT_KEY)
		return EFFECT_UNUSED;
	if (input.action == ACTION_NONE && key_is_text(event->key)) {
		edit_type(edit, event->key);
		return EFFECT_CHANGED;
	}
	bool changed = false;
	if (!act(edit, input.action, &changed))
		return EFFECT_UNUSED;
	return changed ? EFFECT_CHANGED : 0u;
}

void edit_add_pasted(struct buf *buf, struct edit_pasted pasted)
{
	if (pasted.left_out)
		buf_addf(buf, "%zu control character%s left out", pasted.left_out, pasted.left_out == 1 ? " was" : "s were");
	if (pasted.left_out && pasted.joined)
		buf_adds(buf, "; ");
	if (pasted.joined)
		buf_addf(buf, "%zu line break%s", pasted.joined, pasted.joined == 1 ? " became a space" : "s became spaces");
}

unsigned field_update(struct field *field, struct input input)
{
	unsigned effects = edit_update(&field->edit, input, &field->pasted);
	if (effects & EFFECT_UNUSED && input.event->type == EVENT_KEY) {
		if (input.action == ACTION_ACCEPT)
			return EFFECT_ACCEPT;
		if (input.action == ACTION_BACK)
			return EFFECT_BACK;
	}
	return effects;
}

/* Layout: a text that does not fit leaves a column at either side for the marks that there is more. */

static int margin(const struct field *field, int width)
{
	bool fits = glyph_width(field->edit.text.s, field->edit.text.len) < width; /* and the cursor behind it */
	return fits || width < 4 ? 0 : 1;
}

/* The first cluster from which on the text up to `end` fits into so many columns. */
static size_t fit_back(const struct buf *text, const char *starts, size_t end, int columns)
{
	size_t from = end;
	for (size_t at = end; at > 0;) {
		size_t before = at;
		do
			at--;
		while (at > 0 && !starts[at]);
		columns -= glyph_width(text->s + at, before - at);
		if (columns < 0)
			break;
		from = at;
	}
	return from;
}

void field_layout(struct field *field, int width)
{
	const struct edit *edit = &field->edit;
	const struct buf *text = &edit->text;
	int inner = width - 2 * margin(field, width);
	char *starts = xmalloc(text->len);
	text_clusters(text->s, text->len, starts);
	size_t left = field->left < edit->cursor ? field->left : edit->cursor;
	while (left > 0 && left < text->len && !starts[left])
		left--;
	int cursor_width = edit->cursor < text->len ? glyph_width(text->s + edit->cursor, edit_after(edit, edit->cursor) - edit->cursor) : 1;
	size_t least = fit_back(text, starts, edit->cursor, inner - cursor_width), most = fit_back(text, starts, text->len, inner - 1);
	if (left > most)
		left = most;
	if (left < least)
		left = least;
	free(starts);
	field->left = left;
	field->width = width;
}

void field_draw(const struct field *field, struct pane pane, bool focused)
{
	const struct edit *edit = &field->edit;
	enum role role = focused ? ROLE_FIELD_FOCUS : ROLE_FIELD;
	struct pane row = pane_part(pane, 0, 0, field->width, 1);
	pane_fill(row, role);
	int side = margin(field, field->width);
	struct pane inner = pane_part(row, side, 0, field->width - 2 * side, 1);
	const char *text = edit->text.s + field->left;
	size_t size = edit->text.len - field->left, fits = glyph_fit(text, size, inner.width);
	pane_text_n(inner, 0, 0, role, 0, text, fits ? fits : size); /* of a cluster wider than the field, what can be seen */
	if (!edit->text.len && field->placeholder)
		pane_text_n(inner, 0, 0, ROLE_HELP, ATTR_UNDERLINE, field->placeholder, glyph_fit(field->placeholder, strlen(field->placeholder), inner.width));
	if (side && field->left > 0)
		pane_text(row, 0, 0, ROLE_MORE, "‹");
	if (side && fits < size)
		pane_text(row, field->width - 1, 0, ROLE_MORE, "›");
	if (focused)
		pane_cursor(inner, glyph_width(text, edit->cursor - field->left), 0);
}
