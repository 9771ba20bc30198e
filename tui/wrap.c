#include "tui/wrap.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/glyph.h"

#include <stdlib.h>
#include <string.h>

void wrap_release(struct wrap *wrap)
{
	free(wrap->rows);
	*wrap = (struct wrap)WRAP_INIT;
}

static void add_row(struct wrap *wrap, size_t start, size_t end, bool ends_line)
{
	if (wrap->count == wrap->capacity) {
		wrap->capacity = wrap->capacity ? 2 * wrap->capacity : 16;
		wrap->rows = xrealloc(wrap->rows, wrap->capacity * sizeof *wrap->rows);
	}
	wrap->rows[wrap->count++] = (struct wrap_row){start, end, ends_line};
}

/* One line being broken. Places are bytes of the text. */
struct breaker {
	struct wrap *wrap;
	const char *text;
	char *breaks, *starts; /* may a row end before the byte; does a cluster begin: by place less `line` */
	size_t line, end;
	int columns;
	bool keep_space;
};

static size_t without_spaces(const struct breaker *breaker, size_t start, size_t end)
{
	while (!breaker->keep_space && end > start && breaker->text[end - 1] == ' ')
		end--;
	return end;
}

static size_t cluster_end(const struct breaker *breaker, size_t at)
{
	do
		at++;
	while (at < breaker->end && !breaker->starts[at - breaker->line]);
	return at;
}

/* The same for a line of one column a byte that is only read: the last break that fits, looked for from the row's end back. */
static void break_plain_line(const struct breaker *breaker)
{
	size_t row = breaker->line, columns = (size_t)breaker->columns;
	while (breaker->end - row > columns) {
		size_t over = row + columns; /* the first letter that does not fit */
		while (over < breaker->end && breaker->text[over] == ' ')
			over++;
		if (over == breaker->end)
			break;
		size_t cut = over;
		while (cut > row && !breaker->breaks[cut - breaker->line])
			cut--;
		cut = cut > row ? cut : over;
		add_row(breaker->wrap, row, without_spaces(breaker, row, cut), false);
		row = cut;
	}
	add_row(breaker->wrap, row, without_spaces(breaker, row, breaker->end), true);
}

static void break_line(const struct breaker *breaker)
{
	size_t row = breaker->line, last = row; /* where the row begins, and the last place where it may end */
	int width = 0;
	for (size_t at = row; at < breaker->end;) {
		size_t next = cluster_end(breaker, at);
		int more = glyph_width(breaker->text + at, next - at);
		if (at > row && breaker->breaks[at - breaker->line])
			last = at;
		bool is_space = breaker->text[at] == ' ' && next == at + 1;
		bool fits = width + more <= breaker->columns || (is_space && (!breaker->keep_space || width <= breaker->columns));
		if (fits || at == row) {
			width += more;
			at = next;
			continue;
		}
		size_t cut = last > row ? last : at;
		add_row(breaker->wrap, row, without_spaces(breaker, row, cut), false);
		row = last = cut;
		width = glyph_width(breaker->text + cut, at - cut);
	}
	add_row(breaker->wrap, row, without_spaces(breaker, row, breaker->end), true);
}

void wrap_text(struct wrap *wrap, const char *text, size_t size, int columns, bool keep_space)
{
	wrap->count = 0;
	struct breaker breaker = {.wrap = wrap, .text = text, .columns = columns < 1 ? 1 : columns, .keep_space = keep_space};
	breaker.breaks = xmalloc(size);
	breaker.starts = xmalloc(size);
	for (;;) {
		const char *feed = memchr(text + breaker.line, '\n', size - breaker.line);
		breaker.end = feed ? (size_t)(feed - text) : size;
		size_t length = breaker.end - breaker.line;
		text_line_breaks(text + breaker.line, length, breaker.breaks);
		if (!keep_space && text_is_plain(text + breaker.line, length)) {
			break_plain_line(&breaker);
		} else {
			text_clusters(text + breaker.line, length, breaker.starts);
			break_line(&breaker);
		}
		if (!feed)
			break;
		breaker.line = breaker.end + 1;
	}
	free(breaker.breaks);
	free(breaker.starts);
}

size_t wrap_find(const struct wrap *wrap, size_t at)
{
	size_t low = 0, high = wrap->count; /* the row is in [low, high) */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (wrap->rows[middle].start <= at)
			low = middle;
		else
			high = middle;
	}
	return low;
}
