#include "tui/widgets/list.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void list_init(struct list *list, struct buf *killed)
{
	*list = (struct list){.folded = BUF_INIT};
	field_init(&list->filter, "", killed);
}

void list_release(struct list *list)
{
	buf_release(&list->folded);
	free(list->places);
	free(list->order);
	free(list->shown);
	field_release(&list->filter);
}

static size_t places(const struct list *list)
{
	return list->shown_count + list->extra;
}

/* How well the names of a row fit what is typed: one is that, begins with it, has a word that does, or has it inside a word; or none. */
enum { FITS_WHOLE, FITS_START, FITS_WORD, FITS_INSIDE, FITS_NOT };

static int fit_at(const char *found, size_t size)
{
	if (found[-1] == '\n')
		return found[size] == '\n' ? FITS_WHOLE : FITS_START;
	bool behind_letter = (unsigned char)found[-1] >= 0x80 || text_is_word((unsigned char)found[-1]);
	return behind_letter ? FITS_INSIDE : FITS_WORD;
}

static int fit(const char *names, const char *typed, size_t size)
{
	int best = FITS_NOT;
	for (const char *found = strstr(names, typed); found && best > FITS_WHOLE; found = strstr(found + 1, typed)) {
		int degree = fit_at(found, size);
		best = degree < best ? degree : best;
	}
	return best;
}

/* Which rows are shown, and in which order. One pass; the rows of each degree stay in the order of their use. */
static void filter(struct list *list)
{
	struct buf typed = BUF_INIT;
	text_add_folded(&typed, list->filter.edit.text.s);
	unsigned char *fits = xmalloc(list->count);
	for (size_t i = 0; i < list->count; i++)
		fits[i] = typed.len ? (unsigned char)fit(list->folded.s + list->places[list->order[i]], typed.s, typed.len) : FITS_WHOLE;
	list->shown_count = 0;
	for (int degree = FITS_WHOLE; degree < FITS_NOT; degree++)
		for (size_t i = 0; i < list->count; i++)
			if (fits[i] == degree)
				list->shown[list->shown_count++] = list->order[i];
	free(fits);
	buf_release(&typed);
	list->current = 0;
}

struct use {
	int uses;
	size_t row;
};

static int by_use(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	if (x->uses != y->uses)
		return x->uses < y->uses ? 1 : -1;
	return x->row > y->row ? 1 : -1;
}

static void put_in_order(struct list *list, const int *uses)
{
	struct use *sorted = xmalloc(list->count * sizeof *sorted);
	for (size_t i = 0; i < list->count; i++)
		sorted[i] = (struct use){uses ? uses[i] : 0, i};
	if (uses && list->count)
		qsort(sorted, list->count, sizeof *sorted, by_use);
	for (size_t i = 0; i < list->count; i++)
		list->order[i] = sorted[i].row;
	free(sorted);
}

/* A line feed around each: there a name begins and ends. White space in what is typed is folded, so it never holds one. */
static void add_names(struct buf *folded, const char *names)
{
	buf_addc(folded, '\n');
	for (;;) {
		size_t size = strcspn(names, "\n");
		char *name = xstrndup(names, size);
		text_add_folded(folded, name);
		free(name);
		buf_addc(folded, '\n');
		if (!names[size])
			break;
		names += size + 1;
	}
	buf_addc(folded, '\0');
}

void list_set(struct list *list, size_t count, const char *(*names)(const void *context, size_t i), const void *context, const int *uses)
{
	list->count = count;
	list->places = xrealloc(list->places, (count + 1) * sizeof *list->places);
	list->order = xrealloc(list->order, (count + 1) * sizeof *list->order);
	list->shown = xrealloc(list->shown, (count + 1) * sizeof *list->shown);
	buf_clear(&list->folded);
	for (size_t i = 0; i < count; i++) {
		list->places[i] = list->folded.len;
		add_names(&list->folded, names(context, i));
	}
	put_in_order(list, uses);
	filter(list);
}

bool list_on_extra(const struct list *list)
{
	return list->current >= list->shown_count && list->current < places(list);
}

size_t list_row(const struct list *list)
{
	return list->current < list->shown_count ? list->shown[list->current] : list->count;
}

void list_empty_filter(struct list *list)
{
	size_t row = list_row(list);
	edit_set(&list->filter.edit, "");
	filter(list);
	list_go(list, row);
}

bool list_would_find(const struct list *list, char c)
{
	struct buf typed = BUF_INIT;
	text_add_folded(&typed, list->filter.edit.text.s);
	buf_addc(&typed, c); /* folded alone: a space at the end would go */
	bool found = false;
	for (size_t i = 0; i < list->count && !found; i++)
		found = fit(list->folded.s + list->places[i], typed.s, typed.len) != FITS_NOT;
	buf_release(&typed);
	return found;
}

void list_go(struct list *list, size_t row)
{
	if (row >= list->count) {
		list->current = list->extra ? list->shown_count : 0;
		return;
	}
	for (int round = 0; round < 2; round++) {
		for (size_t i = 0; i < list->shown_count; i++) {
			if (list->shown[i] == row) {
				list->current = i;
				return;
			}
		}
		edit_set(&list->filter.edit, "");
		filter(list);
	}
}

void list_set_extra(struct list *list, size_t extra)
{
	list->extra = extra;
	if (list->current >= places(list))
		list->current = places(list) ? places(list) - 1 : 0;
}

enum place list_place(const struct list *list, enum place otherwise)
{
	return list->filtering ? PLACE_FILTER : otherwise;
}

static unsigned move(struct list *list, long rows)
{
	long last = (long)places(list) - 1, at = (long)list->current;
	if (last < 0 || (rows < 0 ? at == 0 : at == last))
		return EFFECT_UNUSED;
	at += rows;
	list->current = (size_t)(at < 0 ? 0 : at > last ? last : at);
	return 0;
}

static unsigned leave_filter(struct list *list)
{
	bool was_typed = list->filter.edit.text.len > 0, was_filtering = list->filtering && !list->always;
	if (!was_typed && !was_filtering)
		return EFFECT_BACK;
	list->filtering = list->always;
	list_empty_filter(list);
	return was_typed ? EFFECT_CHANGED : 0u;
}

static unsigned type(struct list *list, struct input input)
{
	unsigned effects = list->filtering ? field_update(&list->filter, input) : EFFECT_UNUSED;
	if (effects & EFFECT_CHANGED)
		filter(list);
	return effects;
}

unsigned list_update(struct list *list, struct input input)
{
	if (input.event->type != EVENT_KEY)
		return type(list, input);
	long page = list->height > 1 ? list->height - 1 : 1, all = (long)places(list);
	switch (input.action) {
	case ACTION_UP: return move(list, -1);
	case ACTION_DOWN: return move(list, 1);
	case ACTION_PAGE_UP: return move(list, -page);
	case ACTION_PAGE_DOWN: return move(list, page);
	case ACTION_FIRST: return move(list, -all) & ~(unsigned)EFFECT_UNUSED;
	case ACTION_LAST: return move(list, all) & ~(unsigned)EFFECT_UNUSED;
	case ACTION_FILTER: list->filtering = true; return 0;
	case ACTION_ACCEPT: return all ? EFFECT_ACCEPT : 0u;
	case ACTION_BACK: return leave_filter(list);
	default: break;
	}
	bool asks_again = input.event->key == '/' && list->filtering && !list->filter.edit.text.len; /* the filter has the focus already */
	return asks_again ? 0u : type(list, input);
}

bool list_shows_filter(const struct list *list)
{
	return list->filtering || list->filter.edit.text.len > 0;
}

enum { COUNTS = 16 /* columns for "12 of 249" */ };

/* Columns for the "/" in front of the filter. */
static int filter_mark(int width)
{
	return width > 4 ? 2 : 0;
}

/* In a single row the filter is shown while it has the focus. */
static bool has_filter_row(const struct list *list, int height)
{
	return list_shows_filter(list) && (height > 1 || list->filtering);
}

void list_layout(struct list *list, int width, int height)
{
	list->height = height - has_filter_row(list, height);
	size_t sight = list->height > 0 ? (size_t)list->height : 1, all = places(list), most = all > sight ? all - sight : 0;
	if (list->top > most)
		list->top = most;
	bool far = list->current + 1 < list->top || list->current > list->top + sight; /* not one row further, but somewhere else: with rows around it */
	if (far)
		list->top = list->current > sight / 2 ? list->current - sight / 2 : 0;
	if (list->current < list->top)
		list->top = list->current;
	if (list->current >= list->top + sight)
		list->top = list->current - sight + 1;
	if (list->top > most)
		list->top = most;
	int all_typing = width - filter_mark(width), typing = all_typing - COUNTS;
	field_layout(&list->filter, typing > COUNTS ? typing : all_typing);
}

static void draw_filter(const struct list *list, struct pane row, bool focused)
{
	int mark = filter_mark(row.width);
	pane_text(row, 0, 0, ROLE_LABEL, "/");
	struct buf counts = BUF_INIT;
	buf_addf(&counts, "%zu of %zu", list->shown_count, list->count);
	int column = mark + list->filter.width + 1;
	pane_text(row, column, 0, ROLE_HELP, counts.s);
	buf_release(&counts);
	field_draw(&list->filter, pane_part(row, mark, 0, row.width - mark, 1), focused && list->filtering);
}

void list_draw(const struct list *list, struct pane pane, bool focused,
	void (*draw_row)(const void *context, struct pane row, size_t place, enum role role), const void *context)
{
	bool has_filter = has_filter_row(list, pane.height);
	if (has_filter)
		draw_filter(list, pane_cut_top(&pane, 1), focused);
	for (int y = 0; y < list->height && list->top + (size_t)y < places(list); y++) {
		size_t place = list->top + (size_t)y;
		bool is_current = place == list->current;
		enum role role = !is_current ? ROLE_TEXT : focused ? ROLE_FOCUS : ROLE_CURRENT;
		struct pane row = pane_part(pane, 0, y, pane.width, 1);
		pane_fill(row, role);
		draw_row(context, row, place, role);
		if (is_current && focused && !(has_filter && list->filtering))
			pane_cursor(row, 0, 0);
	}
	if (list->top > 0)
		pane_text(pane, pane.width - 1, 0, ROLE_MORE, "▴");
	if (list->top + (size_t)list->height < places(list))
		pane_text(pane, pane.width - 1, list->height - 1, ROLE_MORE, "▾");
	if (places(list) == 0 && focused && !list->filtering)
		pane_cursor(pane, 0, 0);
}
