#include "tui/glyph.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unistr.h>
#include <uniwidth.h>

static int char_width(ucs4_t c)
{
	int width = uc_width(c, "UTF-8"); /* the encoding decides on ambiguous widths only */
	return width < 0 ? 0 : width;
}

/* Has no shape, and means nothing to the letters beside it: controls of all kinds, line separators, zero width space, soft hyphen. */
static bool is_shapeless(ucs4_t c)
{
	int property = uc_graphemeclusterbreak_property(c);
	return property == GBP_CONTROL || property == GBP_CR || property == GBP_LF || (c >= 0x7F && c <= 0x9F);
}

/* Joiners, variation selectors, tags: change the letters beside them, on terminals that can. */
static bool is_left_out(ucs4_t c)
{
	return char_width(c) == 0 && uc_is_property_default_ignorable_code_point(c);
}

static void spell_char(struct glyph *glyph, ucs4_t c)
{
	int size = snprintf(glyph->text, sizeof glyph->text, "<U+%04X>", (unsigned)c);
	glyph->size = glyph->width = (unsigned char)size;
	glyph->spelt = true;
}

static void spell_byte(struct glyph *glyph, char byte)
{
	int size = snprintf(glyph->text, sizeof glyph->text, "<0x%02X>", (unsigned)(unsigned char)byte);
	glyph->size = glyph->width = (unsigned char)size;
	glyph->spelt = true;
}

static void add(struct glyph *glyph, ucs4_t c)
{
	int size = u8_uctomb((uint8_t *)glyph->text + glyph->size, c, (ptrdiff_t)(sizeof glyph->text - glyph->size));
	glyph->size = (unsigned char)(glyph->size + (size > 0 ? size : 0));
}

/* What stands on the letter `last` at the start of text: returns its bytes. */
static size_t add_marks(struct glyph *glyph, ucs4_t last, const char *text, size_t size)
{
	size_t used = 0;
	for (int marks = 0; used < size;) {
		ucs4_t c;
		int length = u8_mbtoucr(&c, (const uint8_t *)text + used, size - used);
		if (length <= 0 || char_width(c) != 0 || uc_is_grapheme_break(last, c))
			break;
		if (!is_left_out(c) && marks < GLYPH_MARKS) {
			add(glyph, c);
			marks++;
		}
		last = c;
		used += (size_t)length;
	}
	return used;
}

size_t glyph_next(const char *text, size_t size, struct glyph *glyph)
{
	*glyph = (struct glyph){.width = 1, .size = 1};
	bool plain = *text >= ' ' && *text < 0x7F;
	if (plain && (size == 1 || !(text[1] & 0x80))) {
		glyph->text[0] = *text;
		return 1;
	}
	ucs4_t c;
	int length = u8_mbtoucr(&c, (const uint8_t *)text, size);
	if (length <= 0) {
		spell_byte(glyph, *text);
		return 1;
	}
	if (is_shapeless(c) || is_left_out(c)) {
		spell_char(glyph, c);
		return (size_t)length;
	}
	glyph->size = 0;
	int width = char_width(c);
	if (width == 0) {
		add(glyph, 0x25CC); /* a dotted circle carries the mark that has no letter */
		add(glyph, c);
		return (size_t)length;
	}
	glyph->width = (unsigned char)width;
	add(glyph, c);
	return (size_t)length + add_marks(glyph, c, text + length, size - (size_t)length);
}

int glyph_width(const char *text, size_t size)
{
	if (text_is_plain(text, size))
		return (int)size;
	int width = 0;
	struct glyph glyph;
	for (size_t at = 0; at < size; width += glyph.width)
		at += glyph_next(text + at, size - at, &glyph);
	return width;
}

size_t glyph_fit(const char *text, size_t size, int columns)
{
	if (columns <= 0)
		return 0;
	if (text_is_plain(text, size))
		return size < (size_t)columns ? size : (size_t)columns;
	char *starts = xmalloc(size);
	text_clusters(text, size, starts);
	size_t fits = 0;
	int width = 0;
	struct glyph glyph;
	for (size_t at = 0; at < size;) {
		at += glyph_next(text + at, size - at, &glyph);
		width += glyph.width;
		if (width > columns)
			break;
		if (at == size || starts[at])
			fits = at;
	}
	free(starts);
	return fits;
}
