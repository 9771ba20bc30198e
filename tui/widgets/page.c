#include "tui/widgets/page.h"

#include "base/text.h"

#include <string.h>

void page_init(struct page *page, bool selects, struct buf *killed)
{
	*page = (struct page){.selects = selects};
	field_init(&page->search, "", killed);
}

void page_release(struct page *page)
{
	field_release(&page->search);
}

void page_go(struct page *page, size_t line)
{
	page->current = line < page->count ? line : page->count ? page->count - 1 : 0;
}

void page_set(struct page *page, const struct page_line *lines, size_t count, size_t current)
{
	page->lines = lines;
	page->count = count;
	page_go(page, current);
}

enum place page_place(const struct page *page)
{
	return page->searching ? PLACE_FILTER : PLACE_PAGE;
}

/* Searching */

static bool is_searched(const struct page *page)
{
	return page->search.edit.text.len > 0;
}

static void add_line(struct buf *buf, const struct page_line *line)
{
	for (size_t i = 0; i < line->count; i++)
		buf_add(buf, line->spans[i].text, line->spans[i].size);
}

/* The line of the next match from a line on (from included), or back; all around. page->count: none. text_folded: what is looked for. */
static size_t find(const struct page *page, size_t from, bool back)
{
	struct buf wanted = BUF_INIT, text = BUF_INIT, folded = BUF_INIT;
	text_add_folded(&wanted, page->search.edit.text.s);
	size_t found = page->count;
	for (size_t i = 0; i < page->count && found == page->count && wanted.len; i++) {
		size_t line = (back ? from + page->count - i : from + i) % page->count;
		buf_clear(&text);
		buf_clear(&folded);
		add_line(&text, &page->lines[line]);
		text_add_folded(&folded, text.s);
		if (strstr(folded.s, wanted.s))
			found = line;
	}
	buf_release(&wanted);
	buf_release(&text);
	buf_release(&folded);
	return found;
}

static void go_to_match(struct page *page, size_t from, bool back)
{
	size_t found = find(page, from, back);
	if (found < page->count)
		page->current = found;
}

static unsigned search(struct page *page, struct input input)
{
	switch (input.event->type == EVENT_KEY ? input.action : ACTION_NONE) {
	case ACTION_ACCEPT:
		page->searching = false;
		return 0;
	case ACTION_BACK:
		page->searching = false;
		edit_set(&page->search.edit, "");
		page_go(page, page->searched_from);
		return 0;
	case ACTION_DOWN:
		go_to_match(page, page->current + 1, false);
		return 0;
	case ACTION_UP:
		go_to_match(page, page->current + page->count - (page->count > 0), true);
		return 0;
	default:
		break;
	}
	unsigned effects = field_update(&page->search, input);
	if (effects & EFFECT_CHANGED)
		go_to_match(page, page->searched_from, false);
	return effects & ~(unsigned)EFFECT_CHANGED;
}

/* Moving */

static unsigned move(struct page *page, long lines)
{
	long last = (long)page->count - 1, sight = page->height > 0 ? page->height : 1, at = (long)page->current;
	if (!page->selects && last >= sight) { /* then the current line is the first in sight, and the last page is full */
		at = (long)page->top;
		last -= sight - 1;
	} else if (!page->selects) {
		return EFFECT_UNUSED;
	}
	if (last < 0 || (lines < 0 ? at == 0 : at == last))
		return EFFECT_UNUSED;
	at += lines;
	page->current = (size_t)(at < 0 ? 0 : at > last ? last : at);
	if (!page->selects)
		page->top = page->current;
	return 0;
}

static unsigned leave_search(struct page *page)
{
	if (!is_searched(page))
		return EFFECT_BACK;
	edit_set(&page->search.edit, "");
	return 0;
}

unsigned page_update(struct page *page, struct input input)
{
	if (page->searching)
		return search(page, input);
	if (input.event->type != EVENT_KEY)
		return EFFECT_UNUSED;
	long screen = page->height > 2 ? page->height - 2 : 1, all = (long)page->count;
	switch (input.action) {
	case ACTION_UP: return move(page, -1);
	case ACTION_DOWN: return move(page, 1);
	case ACTION_PAGE_UP: return move(page, -screen);
	case ACTION_PAGE_DOWN: return move(page, screen);
	case ACTION_FIRST: return move(page, -all) & ~(unsigned)EFFECT_UNUSED;
	case ACTION_LAST: return move(page, all) & ~(unsigned)EFFECT_UNUSED;
	case ACTION_FILTER:
		page->searching = true;
		page->searched_from = page->current;
		edit_set(&page->search.edit, "");
		return 0;
	case ACTION_MATCH: go_to_match(page, page->current + 1, false); return 0;
	case ACTION_MATCH_BEFORE: go_to_match(page, page->current + page->count - (page->count > 0), true); return 0;
	case ACTION_ACCEPT: return EFFECT_ACCEPT;
	case ACTION_WHY: return EFFECT_WHY;
	case ACTION_BACK: return leave_search(page);
	default: return EFFECT_UNUSED;
	}
}

/* Layout and drawing */

/* Columns for the "/" in front of what is searched for. */
static int search_mark(int width)
{
	return width > 4 ? 2 : 0;
}

/* In a single row the search is shown while it has the focus. */
static bool has_search_row(const struct page *page, int height)
{
	return page->searching || (is_searched(page) && height > 1);
}

void page_layout(struct page *page, int width, int height)
{
	page->width = width;
	page->height = height - has_search_row(page, height);
	size_t sight = page->height > 0 ? (size_t)page->height : 1, most = page->count > sight ? page->count - sight : 0;
	if (page->current < page->top)
		page->top = page->current;
	if (page->current >= page->top + sight)
		page->top = page->current - sight + 1;
	if (page->top > most)
		page->top = most;
	field_layout(&page->search, width - search_mark(width));
}

/* A line as a search sees it, cluster by cluster, and the column in which each byte of that is drawn. */
struct traced {
	struct buf folded;
	struct buf columns; /* of int */
};

static void trace(struct traced *traced, const struct page_line *line)
{
	struct buf text = BUF_INIT, cluster = BUF_INIT;
	add_line(&text, line);
	int column = 0;
	struct glyph glyph;
	for (size_t at = 0, size; at < text.len; at += size, column += glyph.width) {
		size = glyph_next(text.s + at, text.len - at, &glyph);
		buf_clear(&cluster);
		buf_add(&cluster, text.s + at, size);
		size_t before = traced->folded.len;
		if (strcmp(cluster.s, " ") == 0)
			buf_addc(&traced->folded, ' ');
		else
			text_add_folded(&traced->folded, cluster.s);
		for (; before < traced->folded.len; before++)
			buf_add(&traced->columns, (const char *)&column, sizeof column);
	}
	buf_add(&traced->columns, (const char *)&column, sizeof column);
	buf_release(&text);
	buf_release(&cluster);
}

static int column_of(const struct traced *traced, size_t at)
{
	int column;
	memcpy(&column, traced->columns.s + at * sizeof column, sizeof column);
	return column;
}

static void mark_matches(const struct page_line *line, struct pane row, const char *wanted)
{
	struct traced traced = {BUF_INIT, BUF_INIT};
	trace(&traced, line);
	size_t size = strlen(wanted);
	for (const char *at = traced.folded.s; (at = strstr(at, wanted)); at += size) {
		size_t start = (size_t)(at - traced.folded.s);
		int from = column_of(&traced, start), to = column_of(&traced, start + size);
		pane_role(row, PAGE_MARGIN + line->indent + from, 0, to > from ? to - from : 1, ROLE_MATCH);
	}
	buf_release(&traced.folded);
	buf_release(&traced.columns);
}

static void draw_line(const struct page *page, size_t number, struct pane row, bool focused)
{
	const struct page_line *line = &page->lines[number];
	if (line->changed)
		pane_text(row, 0, 0, ROLE_CHANGED, "▌");
	int x = PAGE_MARGIN + line->indent;
	for (size_t i = 0; i < line->count; i++) {
		const struct page_span *span = &line->spans[i];
		x = pane_text_n(row, x, 0, span->role, span->attributes, span->text, span->size);
	}
	if (!page->selects || number != page->current)
		return;
	pane_text(row, 1, 0, focused ? ROLE_FOCUS : ROLE_CURRENT, "▸");
	if (focused && !page->searching)
		pane_cursor(row, row.width > 1 ? 1 : 0, 0);
}

void page_draw(const struct page *page, struct pane pane, bool focused)
{
	if (has_search_row(page, pane.height)) {
		struct pane row = pane_cut_bottom(&pane, 1);
		int mark = search_mark(row.width);
		pane_text(row, 0, 0, ROLE_LABEL, "/");
		field_draw(&page->search, pane_part(row, mark, 0, row.width - mark, 1), focused && page->searching);
	}
	struct buf wanted = BUF_INIT;
	text_add_folded(&wanted, page->search.edit.text.s);
	for (int y = 0; y < page->height && page->top + (size_t)y < page->count; y++) {
		struct pane row = pane_part(pane, 0, y, pane.width, 1);
		draw_line(page, page->top + (size_t)y, row, focused);
		if (wanted.len)
			mark_matches(&page->lines[page->top + (size_t)y], row, wanted.s);
	}
	buf_release(&wanted);
	if (page->top > 0)
		pane_text(pane, pane.width - 1, 0, ROLE_MORE, "▴");
	if (page->top + (size_t)page->height < page->count)
		pane_text(pane, pane.width - 1, page->height - 1, ROLE_MORE, "▾");
	if (focused && !page->searching && (!page->selects || page->count == 0))
		pane_cursor(pane, 0, 0);
}
