/*
 * Text as a terminal draws it: glyphs, each a letter with its marks in one or two columns. Text is UTF-8, of untrusted files too.
 *
 * One rule for widths, everywhere: a text is as wide as its glyphs together, which is the sum of wcwidth over what is drawn.
 * What is no letter for the eye is handled here, once:
 *   control characters, bidirectional controls, other characters without shape (zero width space, soft hyphen), bytes that are no UTF-8
 *     are spelt out: <U+202E>, <0xFF>; they never reach a terminal;
 *   joiners and variation selectors are left out, so that an emoji of several people is drawn as these people on every terminal;
 *   marks stand on their letter, at most GLYPH_MARKS of them; a mark that has none stands on a dotted circle.
 * A grapheme cluster (base/text.h) is one or more whole glyphs; glyphs never reach over the end of a cluster.
 */
#ifndef TUI_GLYPH_H
#define TUI_GLYPH_H

#include <stdbool.h>
#include <stddef.h>

enum { GLYPH_MARKS = 4 /* as many as curses holds in a cell */, GLYPH_TEXT = 4 * (1 + GLYPH_MARKS) };

struct glyph {
	char text[GLYPH_TEXT]; /* what is drawn; no NUL */
	unsigned char size;    /* bytes of it */
	unsigned char width;   /* columns */
	bool spelt;            /* spelt out: width ASCII characters */
};

/* The glyph at text, which has size bytes, at least one. Returns how many of them it takes. */
size_t glyph_next(const char *text, size_t size, struct glyph *glyph);
/* Columns of a text. A line feed counts as it would be drawn, <U+000A>. */
int glyph_width(const char *text, size_t size);
/* The bytes of the longest beginning that ends with a cluster and fits into so many columns. */
size_t glyph_fit(const char *text, size_t size, int columns);

#endif
