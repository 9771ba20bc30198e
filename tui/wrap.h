/*
 * Breaking text into rows of a terminal, by the rules of Unicode (UAX #14): between words, between CJK characters but not before their
 * full stop, behind hyphens; inside a word only when it is wider than a row, and never inside a grapheme cluster.
 */
#ifndef TUI_WRAP_H
#define TUI_WRAP_H

#include <stdbool.h>
#include <stddef.h>

struct wrap_row {
	size_t start, end; /* bytes [start, end) */
	bool ends_line;    /* a line feed follows, or the end of the text */
};

/*
 * For an editor (keep_space) every byte but line feeds is in exactly one row: spaces stay at the end of a row, one of them even beyond
 * the width, more go into the next. For reading, spaces at a break are in no row.
 * Text that ends in a line feed has one more, empty row; an empty text has one row.
 */
struct wrap {
	struct wrap_row *rows;
	size_t count, capacity;
};
#define WRAP_INIT {NULL, 0, 0}

/* Rows of text in so many columns (less than 1 counts as 1). The rows before are replaced. */
void wrap_text(struct wrap *wrap, const char *text, size_t size, int columns, bool keep_space);
void wrap_release(struct wrap *wrap);
/* The row in which a byte (or the end) is; at a break without space between, the later one. */
size_t wrap_find(const struct wrap *wrap, size_t at);

#endif
