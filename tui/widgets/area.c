#include "tui/widgets/area.h"

void area_init(struct area *area, const char *text, struct buf *killed)
{
	*area = (struct area){.goal = -1, .wrap = WRAP_INIT};
	edit_init(&area->edit, true, killed);
	edit_set(&area->edit, text);
}

void area_release(struct area *area)
{
	edit_release(&area->edit);
	wrap_release(&area->wrap);
}

/* The last column is for the cursor behind a full row, and for marks. */
static int text_columns(int width)
{
	return width > 1 ? width - 1 : 1;
}

static void wrap(struct area *area)
{
	wrap_text(&area->wrap, area->edit.text.s, area->edit.text.len, text_columns(area->width), true);
}

static int cursor_column(const struct area *area, size_t row)
{
	size_t start = area->wrap.rows[row].start;
	return glyph_width(area->edit.text.s + start, area->edit.cursor - start);
}

/* Up or down by so many rows; the column wished for is kept over shorter rows. Several keys may come before the next layout. */
static unsigned move_rows(struct area *area, long rows)
{
	wrap(area);
	size_t row = wrap_find(&area->wrap, area->edit.cursor), last = area->wrap.count - 1;
	if (rows < 0 ? row == 0 : row == last)
		return EFFECT_UNUSED;
	int goal = area->goal < 0 ? cursor_column(area, row) : area->goal;
	long target = (long)row + rows;
	row = target < 0 ? 0 : (size_t)target > last ? last : (size_t)target;
	const struct wrap_row *to = &area->wrap.rows[row];
	size_t at = to->start + glyph_fit(area->edit.text.s + to->start, to->end - to->start, goal);
	if (at == to->end && !to->ends_line && at > to->start)
		at = edit_before(&area->edit, at); /* behind it the next row begins */
	edit_move_to(&area->edit, at);
	area->goal = goal;
	return 0;
}

unsigned area_update(struct area *area, struct input input)
{
	int page = area->height > 1 ? area->height - 1 : 1;
	if (input.event->type == EVENT_KEY) {
		switch (input.action) {
		case ACTION_UP: return move_rows(area, -1);
		case ACTION_DOWN: return move_rows(area, 1);
		case ACTION_PAGE_UP: return move_rows(area, -page);
		case ACTION_PAGE_DOWN: return move_rows(area, page);
		case ACTION_ACCEPT: return EFFECT_ACCEPT;
		case ACTION_BACK: return EFFECT_BACK;
		default: break;
		}
	}
	unsigned effects = edit_update(&area->edit, input, &area->pasted);
	if (!(effects & EFFECT_UNUSED))
		area->goal = -1;
	return effects;
}

int area_rows(const struct area *area, int width)
{
	struct wrap rows = WRAP_INIT;
	wrap_text(&rows, area->edit.text.s, area->edit.text.len, text_columns(width), true);
	int count = rows.count < 10000 ? (int)rows.count : 10000;
	wrap_release(&rows);
	return count;
}

void area_layout(struct area *area, int width, int height)
{
	area->width = width;
	area->height = height;
	wrap(area);
	size_t row = wrap_find(&area->wrap, area->edit.cursor), sight = height > 0 ? (size_t)height : 1;
	size_t most = area->wrap.count > sight ? area->wrap.count - sight : 0;
	if (area->top > most)
		area->top = most;
	if (row < area->top)
		area->top = row;
	if (row >= area->top + sight)
		area->top = row - sight + 1;
}

void area_draw(const struct area *area, struct pane pane, bool focused)
{
	enum role role = focused ? ROLE_FIELD_FOCUS : ROLE_FIELD;
	struct pane box = pane_part(pane, 0, 0, area->width, area->height);
	pane_fill(box, role);
	for (int y = 0; y < area->height && area->top + (size_t)y < area->wrap.count; y++) {
		const struct wrap_row *row = &area->wrap.rows[area->top + (size_t)y];
		pane_text_n(box, 0, y, role, 0, area->edit.text.s + row->start, row->end - row->start);
	}
	if (area->top > 0)
		pane_text(box, area->width - 1, 0, ROLE_MORE, "▴");
	if (area->top + (size_t)area->height < area->wrap.count)
		pane_text(box, area->width - 1, area->height - 1, ROLE_MORE, "▾");
	if (!focused)
		return;
	size_t row = wrap_find(&area->wrap, area->edit.cursor);
	int column = cursor_column(area, row);
	pane_cursor(box, column < area->width ? column : area->width - 1, (int)(row - area->top));
}
