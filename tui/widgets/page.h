/*
 * Text to read, line by line, already broken at the width: the notice, help. It scrolls, has a current line, and is searched.
 */
#ifndef TUI_WIDGETS_PAGE_H
#define TUI_WIDGETS_PAGE_H

#include "tui/widgets/field.h"

struct page_span {
	const char *text;
	size_t size;
	enum role role;
	unsigned attributes; /* of enum emphasis */
};

struct page_line {
	const struct page_span *spans;
	size_t count;
	int indent;    /* columns in front */
	bool changed;  /* marked in the margin */
	size_t source; /* what it comes from, for the owner */
};

struct page {
	const struct page_line *lines; /* kept by pointer until the next page_set */
	size_t count;
	size_t current;    /* line */
	size_t top;        /* layout */
	int width, height;
	struct field search;
	bool searching;    /* its line has the focus */
	size_t searched_from; /* the current line when the search began */
	bool selects;      /* the current line is shown as such; else the page only scrolls */
};

enum { PAGE_MARGIN = 2 /* columns in front of the text, for the marks */ };

void page_init(struct page *page, bool selects, struct buf *killed);
void page_release(struct page *page);
/* Other lines, of which one becomes current and comes into sight. */
void page_set(struct page *page, const struct page_line *lines, size_t count, size_t current);
void page_go(struct page *page, size_t line);
/* Place: PLACE_FILTER while searching, else PLACE_PAGE: page_place. ACCEPT: Enter on a line; WHY. */
enum place page_place(const struct page *page);
unsigned page_update(struct page *page, struct input input);
void page_layout(struct page *page, int width, int height);
void page_draw(const struct page *page, struct pane pane, bool focused);

#endif
