#include "tui/widgets/dialog.h"

void dialog_init(struct dialog *dialog, const char *title, const char *text, const char *const *buttons, size_t count)
{
	*dialog = (struct dialog){.title = title, .text = text, .buttons = buttons, .button_count = count, .wrap = WRAP_INIT};
	field_init(&dialog->field, "", NULL);
}

void dialog_ask(struct dialog *dialog, const char *value, struct buf *killed)
{
	dialog->asks = dialog->on_field = true;
	field_release(&dialog->field);
	field_init(&dialog->field, value, killed);
}

void dialog_release(struct dialog *dialog)
{
	field_release(&dialog->field);
	wrap_release(&dialog->wrap);
}

enum place dialog_place(const struct dialog *dialog)
{
	return dialog->on_field ? PLACE_FIELD : PLACE_DIALOG;
}

/* The focus goes around: the field, if there is one, then the buttons. */
static void go(struct dialog *dialog, bool on)
{
	size_t stops = dialog->button_count + dialog->asks, at = dialog->on_field ? 0 : dialog->button + dialog->asks;
	if (stops == 0)
		return;
	at = (at + (on ? 1 : stops - 1)) % stops;
	dialog->on_field = dialog->asks && at == 0;
	if (!dialog->on_field)
		dialog->button = at - dialog->asks;
}

static unsigned press_letter(struct dialog *dialog, int key)
{
	for (size_t i = 0; i < dialog->button_count && !dialog->asks && key_is_text(key) && key < 0x80; i++) {
		if ((dialog->buttons[i][0] | 0x20) == (key | 0x20)) {
			dialog->button = i;
			return EFFECT_ACCEPT;
		}
	}
	return EFFECT_UNUSED;
}

static unsigned scroll(struct dialog *dialog, bool on)
{
	if (on)
		dialog->top++; /* layout keeps it in bounds */
	else if (dialog->top > 0)
		dialog->top--;
	return 0;
}

unsigned dialog_update(struct dialog *dialog, struct input input)
{
	if (input.event->type == EVENT_KEY) {
		switch (input.action) {
		case ACTION_NEXT: go(dialog, true); return 0;
		case ACTION_PREVIOUS: go(dialog, false); return 0;
		case ACTION_UP:
		case ACTION_PAGE_UP: return scroll(dialog, false);
		case ACTION_DOWN:
		case ACTION_PAGE_DOWN: return scroll(dialog, true);
		case ACTION_ACCEPT: return EFFECT_ACCEPT;
		case ACTION_BACK: return EFFECT_BACK;
		default: break;
		}
	}
	if (dialog->on_field)
		return field_update(&dialog->field, input);
	if (input.event->type != EVENT_KEY)
		return EFFECT_UNUSED;
	if (input.action == ACTION_LEFT || input.action == ACTION_RIGHT) {
		go(dialog, input.action == ACTION_RIGHT);
		return 0;
	}
	return input.action == ACTION_NONE ? press_letter(dialog, input.event->key) : EFFECT_UNUSED;
}

/* Layout */

enum { WIDEST = 72, BUTTON_GAP = 2, BUTTON_SIDES = 4 /* "[ " and " ]" */ };

static int buttons_width(const struct dialog *dialog)
{
	int width = 0;
	for (size_t i = 0; i < dialog->button_count; i++)
		width += glyph_width(dialog->buttons[i], strlen(dialog->buttons[i])) + BUTTON_SIDES + (i ? BUTTON_GAP : 0);
	return width;
}

static int longest_line(const char *text)
{
	int longest = 0;
	for (const char *line = text;;) {
		size_t size = strcspn(line, "\n");
		int width = glyph_width(line, size);
		longest = width > longest ? width : longest;
		if (!line[size])
			return longest;
		line += size + 1;
	}
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* A frame takes two columns at each side and a row above and below; a screen too small for that shows none. */
static bool has_frame(const struct dialog *dialog)
{
	return dialog->box.width >= 12 && dialog->box.height >= 5;
}

/* Rows for the field and the buttons. Where not both have room, the one with the focus is shown. */
static int controls(const struct dialog *dialog)
{
	return dialog->asks + (dialog->button_count > 0);
}

static int text_rows(const struct dialog *dialog)
{
	return most(dialog->box.height - (has_frame(dialog) ? 2 : 1) - controls(dialog), 0);
}

void dialog_layout(struct dialog *dialog, int width, int height)
{
	int wanted = most(longest_line(dialog->text), buttons_width(dialog));
	wanted = most(wanted, glyph_width(dialog->title, strlen(dialog->title)) + 2);
	wanted = most(wanted, dialog->asks ? WIDEST / 2 : 0);
	int columns = wanted + 4 < WIDEST ? wanted + 4 : WIDEST;
	columns = columns < width ? columns : width;
	wrap_text(&dialog->wrap, dialog->text, strlen(dialog->text), columns >= 12 ? columns - 4 : columns, false);
	int rows = (int)(dialog->wrap.count < 1000 ? dialog->wrap.count : 1000) + controls(dialog) + 3; /* a blank one below the text */
	rows = rows < height ? rows : height;
	dialog->box = (struct rect){(width - columns) / 2, (height - rows) / 2, columns, rows};
	size_t sight = (size_t)text_rows(dialog), last = dialog->wrap.count > sight ? dialog->wrap.count - sight : 0;
	dialog->top = dialog->top < last ? dialog->top : last;
	field_layout(&dialog->field, has_frame(dialog) ? columns - 4 : columns);
}

static void draw_text(const struct dialog *dialog, struct pane pane)
{
	for (int y = 0; y < pane.height && dialog->top + (size_t)y < dialog->wrap.count; y++) {
		const struct wrap_row *row = &dialog->wrap.rows[dialog->top + (size_t)y];
		pane_text_n(pane, 0, y, ROLE_TEXT, 0, dialog->text + row->start, row->end - row->start);
	}
	if (dialog->top > 0)
		pane_text(pane, pane.width - 1, 0, ROLE_MORE, "▴");
	if (dialog->top + (size_t)pane.height < dialog->wrap.count)
		pane_text(pane, pane.width - 1, pane.height - 1, ROLE_MORE, "▾");
}

/* When the buttons do not fit side by side, that with the focus is drawn first. */
static void draw_buttons(const struct dialog *dialog, struct pane row)
{
	int width = buttons_width(dialog), x = width < row.width ? (row.width - width) / 2 : 0;
	size_t first = width > row.width ? dialog->button : 0;
	for (size_t i = first; i < dialog->button_count; i++) {
		bool has_focus = i == dialog->button && !dialog->on_field;
		enum role role = has_focus ? ROLE_FOCUS : ROLE_BUTTON;
		if (has_focus)
			pane_cursor(row, x, 0);
		x = pane_text(row, x, 0, role, "[ ");
		x = pane_text(row, x, 0, role, dialog->buttons[i]);
		x = pane_text(row, x, 0, role, " ]") + BUTTON_GAP;
	}
}

void dialog_draw(const struct dialog *dialog, struct pane pane)
{
	struct pane box = pane_part(pane, dialog->box.x, dialog->box.y, dialog->box.width, dialog->box.height);
	pane_fill(box, ROLE_TEXT);
	struct pane inner = box;
	if (has_frame(dialog)) {
		pane_box(box, ROLE_FRAME);
		int x = pane_text(box, 2, 0, ROLE_FRAME, " ");
		x = pane_text_in(box, x, 0, box.width - x - 2, ROLE_TITLE, dialog->title);
		pane_text(box, x, 0, ROLE_FRAME, " ");
		inner = pane_part(box, 2, 1, box.width - 4, box.height - 2);
	} else if (box.height > controls(dialog)) {
		struct pane title = pane_cut_top(&inner, 1);
		pane_text_in(title, 0, 0, title.width, ROLE_TITLE, dialog->title);
	}
	bool both = inner.height >= controls(dialog);
	if (dialog->button_count && (both || !dialog->on_field))
		draw_buttons(dialog, pane_cut_bottom(&inner, 1));
	if (dialog->asks && (both || dialog->on_field))
		field_draw(&dialog->field, pane_cut_bottom(&inner, 1), dialog->on_field);
	draw_text(dialog, inner);
	if (!dialog->asks && !dialog->button_count)
		pane_cursor(inner, 0, 0);
}
