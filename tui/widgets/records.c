#include "tui/widgets/records.h"

void records_init(struct records *records, const char *add, const char *done, struct buf *killed)
{
	*records = (struct records){.add = add, .done = done};
	list_init(&records->list, killed);
	records->list.extra = (size_t)(add != NULL) + (size_t)(done != NULL);
}

void records_release(struct records *records)
{
	list_release(&records->list);
}

/* What a search looks at: all cells of a record. */
struct searched {
	const struct record *items;
	struct buf *text;
};

static const char *searched_text(const void *context, size_t i)
{
	const struct searched *searched = context;
	buf_clear(searched->text);
	for (int cell = 0; cell < RECORD_CELLS; cell++) {
		buf_adds(searched->text, searched->items[i].cells[cell]);
		buf_addc(searched->text, ' ');
	}
	return searched->text->s;
}

static bool is_alone(const struct record *record)
{
	return !record->cells[1];
}

/* A row that says one thing has all of the width, so it asks for no column. */
static void measure(struct records *records, size_t count)
{
	for (int cell = 0; cell < RECORD_CELLS; cell++) {
		records->widths[cell] = 0;
		for (size_t i = 0; i < count; i++) {
			const char *text = is_alone(&records->items[i]) ? NULL : records->items[i].cells[cell];
			int width = text ? glyph_width(text, strlen(text)) : 0;
			if (width > records->widths[cell])
				records->widths[cell] = width;
		}
	}
}

void records_set(struct records *records, const struct record *items, size_t count, size_t current)
{
	records->items = items;
	struct buf text = BUF_INIT;
	list_set(&records->list, count, searched_text, &(struct searched){items, &text}, NULL);
	buf_release(&text);
	measure(records, count);
	list_go(&records->list, current);
}

size_t records_current(const struct records *records)
{
	return list_row(&records->list);
}

void records_go_done(struct records *records)
{
	list_go(&records->list, records->list.count);
	if (records->add && records->done && records->list.extra == 2)
		records->list.current++;
}

/* The row that goes on, as a place of the list: behind that which adds. */
static bool is_done_row(const struct records *records, size_t place)
{
	return records->done && place + 1 == records->list.shown_count + records->list.extra;
}

static bool is_filtered(const struct records *records)
{
	return records->list.filter.edit.text.len > 0;
}

/* What the person wants done to the current record; 0: nothing that can be done there. */
static unsigned wish(const struct records *records, enum action action)
{
	size_t row = records_current(records), count = records->list.count;
	bool on_record = row < count, in_order = !is_filtered(records);
	switch (action) {
	case ACTION_ADD: return records->add ? EFFECT_ADD : 0u;
	case ACTION_COPY: return on_record ? EFFECT_COPY : 0u;
	case ACTION_DELETE: return on_record ? EFFECT_DELETE : 0u;
	case ACTION_MOVE_UP: return on_record && in_order && row > 0 ? EFFECT_MOVE_UP : 0u;
	case ACTION_MOVE_DOWN: return on_record && in_order && row + 1 < count ? EFFECT_MOVE_DOWN : 0u;
	default: return 0;
	}
}

unsigned records_update(struct records *records, struct input input)
{
	if (input.event->type == EVENT_KEY) {
		unsigned wished = wish(records, input.action);
		if (wished)
			return wished;
	}
	unsigned effects = list_update(&records->list, input) & ~(unsigned)EFFECT_CHANGED;
	if (!(effects & EFFECT_ACCEPT) || records_current(records) < records->list.count)
		return effects;
	return !list_on_extra(&records->list) ? 0u : is_done_row(records, records->list.current) ? EFFECT_DONE : EFFECT_ADD;
}

int records_rows(const struct records *records)
{
	size_t rows = records->list.count + records->list.extra + list_shows_filter(&records->list);
	return rows < 10000 ? (int)rows : 10000;
}

enum { MARK = 2, GAP = 2, LEAST_NAME = 16, LEAST = 8 };

static int least(const struct records *records, int cell)
{
	int enough = cell == 0 ? LEAST_NAME : LEAST;
	return records->widths[cell] < enough ? records->widths[cell] : enough;
}

/* As many columns as have room to be of use, from the first on; then each grows in turn to what it would like. */
static void share(const struct records *records, int width, int columns[RECORD_CELLS])
{
	int left = width - MARK - 1; /* the last column is for marks */
	for (int i = 0; i < RECORD_CELLS; i++) {
		int gap = i > 0 ? GAP : 0, needed = least(records, i);
		columns[i] = left >= needed + gap ? needed : i == 0 ? left : 0;
		if (columns[i] > 0)
			left -= columns[i] + gap;
		else if (needed > 0)
			left = 0; /* no later one in its place */
	}
	for (int grown = 1; grown > 0 && left > 0;) {
		grown = 0;
		for (int i = 0; i < RECORD_CELLS && left > 0; i++) {
			if (!columns[i] || columns[i] >= records->widths[i])
				continue;
			columns[i]++;
			left--;
			grown++;
		}
	}
}

void records_layout(struct records *records, int width, int height)
{
	list_layout(&records->list, width, height);
	share(records, width, records->columns);
}

static void draw_record(const void *context, struct pane row, size_t place, enum role role)
{
	const struct records *records = context;
	if (place >= records->list.shown_count) {
		bool done = is_done_row(records, place);
		pane_text_in(row, pane_text(row, 0, 0, role, done ? "> " : "+ "), 0, row.width - MARK, role, done ? records->done : records->add);
		return;
	}
	const struct record *record = &records->items[records->list.shown[place]];
	if (record->mark)
		pane_text_in(row, 0, 0, 1, role == ROLE_FOCUS ? role : record->mark_role, record->mark);
	int x = MARK;
	for (int i = 0; i < RECORD_CELLS; i++) {
		if (records->columns[i] <= 0 && !(i == 0 && is_alone(record)))
			continue;
		int columns = i == 0 && is_alone(record) ? row.width - MARK - 1 : records->columns[i];
		if (record->cells[i])
			pane_text_in(row, x, 0, columns, i > 0 && role == ROLE_TEXT ? ROLE_HELP : role, record->cells[i]);
		x += records->columns[i] + GAP;
	}
}

void records_draw(const struct records *records, struct pane pane, bool focused)
{
	list_draw(&records->list, pane, focused, draw_record, records);
}
