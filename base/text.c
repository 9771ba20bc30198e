#include "base/text.h"

#include "base/mem.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>
#include <uniwbrk.h>

static const uint8_t *u8(const char *text)
{
	return (const uint8_t *)text;
}

/* Bytes of ASCII at the start of text. */
static size_t ascii_run(const char *text, size_t size)
{
	static const uint64_t high_bits = 0x8080808080808080u;
	size_t i = 0;
	for (uint64_t word; size - i >= sizeof word; i += sizeof word) {
		memcpy(&word, text + i, sizeof word);
		if (word & high_bits)
			break;
	}
	while (i < size && !(text[i] & 0x80))
		i++;
	return i;
}

/* Bytes that are no ASCII at the start of text. */
static size_t foreign_run(const char *text, size_t size)
{
	size_t i = 0;
	while (i < size && (text[i] & 0x80))
		i++;
	return i;
}

const char *text_invalid(const char *text, size_t size)
{
	for (size_t i = 0, run; (i += ascii_run(text + i, size - i)) < size; i += run) {
		run = foreign_run(text + i, size - i);
		const uint8_t *bad = u8_check(u8(text + i), run);
		if (bad)
			return (const char *)bad;
	}
	return NULL;
}

uint32_t text_char(const char *text, size_t *length)
{
	if (!(*text & 0x80)) {
		*length = 1;
		return (uint32_t)*text;
	}
	ucs4_t c;
	int bytes = u8_strmbtouc(&c, u8(text));
	if (bytes <= 0) { /* not text: the caller still moves on */
		*length = 1;
		return 0xFFFD;
	}
	*length = (size_t)bytes;
	return c;
}

void text_add_char(struct buf *buf, uint32_t c)
{
	uint8_t bytes[6];
	int length = u8_uctomb(bytes, c, sizeof bytes);
	if (length > 0)
		buf_add(buf, (const char *)bytes, (size_t)length);
}

size_t text_count(const char *text, size_t size)
{
	size_t count = size;
	for (size_t i = 0; (i += ascii_run(text + i, size - i)) < size;)
		for (; i < size && (text[i] & 0x80); i++)
			count -= ((unsigned char)text[i] & 0xC0) == 0x80;
	return count;
}

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/* Bytes from ' ' to '~' at the start of text, by eights: a few may follow. Most text is nothing else, and this is quicker than looking at each. */
static size_t plain_run(const char *text, size_t size)
{
	static const uint64_t ones = 0x0101010101010101u, high_bits = 0x8080808080808080u;
	size_t i = 0;
	for (uint64_t word; size - i >= sizeof word; i += sizeof word) {
		memcpy(&word, text + i, sizeof word);
		if ((word | (word - ones * ' ') | (word + ones)) & high_bits)
			break;
	}
	return i;
}

bool text_is_plain(const char *text, size_t size)
{
	size_t i = plain_run(text, size);
	while (i < size && text[i] >= ' ' && text[i] < 0x7F)
		i++;
	return i == size;
}

const char *text_control(const char *text)
{
	const char *end = text + strlen(text);
	for (const unsigned char *p = u8(text);; p++) {
		p += plain_run((const char *)p, (size_t)(end - (const char *)p));
		if (!*p)
			return NULL;
		bool c1 = *p == 0xC2 && p[1] < 0xA0;
		if ((*p < 0x20 && *p != '\n') || *p == 0x7F || c1)
			return (const char *)p;
	}
}

enum bidi { BIDI_NONE, BIDI_EMBEDDING, BIDI_ISOLATE, BIDI_END_EMBEDDING, BIDI_END_ISOLATE };

static enum bidi bidi_class(uint32_t c)
{
	if (c < 0x202A || c > 0x2069)
		return BIDI_NONE;
	if (c <= 0x202E)
		return c == 0x202C ? BIDI_END_EMBEDDING : BIDI_EMBEDDING;
	if (c >= 0x2066)
		return c == 0x2069 ? BIDI_END_ISOLATE : BIDI_ISOLATE;
	return BIDI_NONE;
}

/* UAX #9 gives up at this depth, and so does the reader of such a line. */
enum { BIDI_DEPTH = 125 };

struct bidi_line {
	size_t depth;
	struct bidi_opener {
		enum bidi kind;
		const char *place;
	} open[BIDI_DEPTH];
};

/* Returns the unbalanced character that this one brings to light, or NULL. */
static const char *bidi_step(struct bidi_line *line, enum bidi kind, const char *place)
{
	if (kind == BIDI_EMBEDDING || kind == BIDI_ISOLATE) {
		if (line->depth == BIDI_DEPTH)
			return place;
		line->open[line->depth++] = (struct bidi_opener){kind, place};
		return NULL;
	}
	enum bidi opens = kind == BIDI_END_ISOLATE ? BIDI_ISOLATE : BIDI_EMBEDDING;
	if (line->depth && line->open[line->depth - 1].kind == opens) {
		line->depth--;
		return NULL;
	}
	for (size_t i = line->depth; i-- > 0;)
		if (line->open[i].kind == opens)
			return line->open[i + 1].place; /* closed over its head */
	return place;
}

const char *text_bidi_unbalanced(const char *text)
{
	const char *first = strchr(text, '\xE2'); /* most texts hold no such byte */
	if (!first)
		return NULL;
	struct bidi_line line;
	line.depth = 0; /* what stands above the depth is never read */
	for (const char *p = first; *p;) {
		if (*p == '\n' && line.depth)
			return line.open[0].place;
		if ((unsigned char)*p != 0xE2) { /* the first byte of all these characters */
			p++;
			continue;
		}
		size_t length;
		uint32_t c = text_char(p, &length);
		enum bidi kind = bidi_class(c);
		const char *bad = kind == BIDI_NONE ? NULL : bidi_step(&line, kind, p);
		if (c == 0x2029 && line.depth)
			bad = line.open[0].place;
		if (bad)
			return bad;
		p += length;
	}
	return line.depth ? line.open[0].place : NULL;
}

bool text_is_space(uint32_t c)
{
	if (c < 0x80)
		return c == ' ' || (c >= '\t' && c <= '\r');
	return uc_is_property_white_space(c);
}

void text_fold_space(struct buf *buf, const char *text)
{
	size_t start = buf->len, length;
	for (const char *p = text;;) {
		while (*p && text_is_space(text_char(p, &length)))
			p += length;
		if (!*p)
			return;
		const char *word = p;
		while (*p && !text_is_space(text_char(p, &length)))
			p += length;
		if (buf->len > start)
			buf_addc(buf, ' ');
		buf_add(buf, word, (size_t)(p - word));
	}
}

bool text_is_folded(const char *text)
{
	/* the end, and the first bytes of white space: of ASCII, and of what may be white space beyond it */
	static const bool looked_at[256] = {[0] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true, [' '] = true,
		[0xC2] = true, [0xE1] = true, [0xE2] = true, [0xE3] = true};
	size_t length;
	for (const char *p = text;; p += length) {
		while (!looked_at[(unsigned char)*p])
			p++;
		if (!*p)
			return true;
		if (text_is_space(text_char(p, &length)) && (*p != ' ' || p == text || p[-1] == ' ' || !p[1]))
			return false;
	}
}

uint32_t text_hash(const char *text)
{
	uint32_t h = 2166136261u;
	for (const unsigned char *p = (const unsigned char *)text; *p; p++)
		h = (h ^ *p) * 16777619u;
	return h;
}

bool text_same(const char *a, const char *b)
{
	if (strcmp(a, b) == 0)
		return true;
	size_t size_a = strlen(a), size_b = strlen(b);
	if (ascii_run(a, size_a) == size_a && ascii_run(b, size_b) == size_b)
		return false;
	int order;
	return u8_normcmp(u8(a), size_a, u8(b), size_b, UNINORM_NFC, &order) == 0 && order == 0;
}

/* Appends text as a search sees it: folded to one case, decomposed, without the marks on its letters. */
static void add_plain(struct buf *buf, const char *text)
{
	size_t size = strlen(text);
	if (text_is_plain(text, size)) { /* most are, and tables need not be asked */
		for (size_t i = 0; i < size; i++)
			buf_addc(buf, (char)(text[i] >= 'A' && text[i] <= 'Z' ? text[i] - 'A' + 'a' : text[i]));
		return;
	}
	size = 0;
	uint8_t *folded = u8_casefold(u8(text), strlen(text), NULL, UNINORM_NFKD, NULL, &size);
	if (!folded && size)
		mem_exhausted();
	for (size_t i = 0, length = 0; i < size; i += length) {
		length = (size_t)u8_mblen(folded + i, size - i);
		ucs4_t c;
		u8_mbtouc(&c, folded + i, size - i);
		if (!uc_is_general_category_withtable(c, UC_CATEGORY_MASK_M))
			buf_add(buf, (const char *)folded + i, length);
	}
	free(folded);
}

bool text_contains(const char *text, const char *word)
{
	struct buf in = BUF_INIT, wanted = BUF_INIT;
	add_plain(&in, text);
	add_plain(&wanted, word);
	bool found = strstr(in.s, wanted.s) != NULL;
	buf_release(&in);
	buf_release(&wanted);
	return found;
}

void text_add_folded(struct buf *buf, const char *text)
{
	struct buf plain = BUF_INIT;
	add_plain(&plain, text);
	text_fold_space(buf, plain.s);
	buf_release(&plain);
}

void text_clusters(const char *text, size_t size, char *starts)
{
	if (text_is_plain(text, size))
		memset(starts, 1, size);
	else
		u8_grapheme_breaks(u8(text), size, starts);
}

static size_t without_spaces(const char *text, size_t size)
{
	while (size && text[size - 1] == ' ')
		size--;
	return size;
}

/* A text without line feeds. */
static void add_filled(struct buf *buf, const struct buf *text, size_t indent, size_t width)
{
	char *breaks = xcalloc(text->len + 1, 1);
	size_t room = width > indent ? width - indent : 1, begin = 0, fit = 0;
	u8_possible_linebreaks(u8(text->s), text->len, "UTF-8", breaks);
	for (size_t i = 1; i <= text->len; i++) {
		if (i < text->len && breaks[i] != UC_BREAK_POSSIBLE)
			continue;
		size_t size = without_spaces(text->s + begin, i - begin);
		if (fit > begin && text_width(text->s + begin, size) > room) {
			buf_addf(buf, "%*s", (int)indent, "");
			buf_add(buf, text->s + begin, without_spaces(text->s + begin, fit - begin));
			buf_addc(buf, '\n');
			begin = fit;
		}
		fit = i;
	}
	size_t size = without_spaces(text->s + begin, text->len - begin);
	buf_addf(buf, "%*s", size ? (int)indent : 0, "");
	buf_add(buf, text->s + begin, size);
	buf_addc(buf, '\n');
	free(breaks);
}

void text_add_wrapped(struct buf *buf, const char *text, size_t indent, size_t width)
{
	struct buf visible = BUF_INIT;
	for (bool more = true; more;) {
		size_t size = strcspn(text, "\n");
		char *line = xstrndup(text, size);
		buf_clear(&visible);
		text_add_visible(&visible, line);
		add_filled(buf, &visible, indent, width);
		free(line);
		more = text[size];
		text += size + 1;
	}
	buf_release(&visible);
}

void text_words(const char *text, size_t size, char *starts)
{
	u8_wordbreaks(u8(text), size, starts);
	if (size)
		starts[0] = 1;
}

static bool is_letter_or_digit(char c) /* of ASCII */
{
	return (unsigned)(c | 0x20) - 'a' < 26 || (unsigned)c - '0' < 10;
}

/* Letters and digits, of which a stop or comma may be the last: what most of a text is made of. Unicode breaks no line inside. */
static bool is_easy_word(const char *word, size_t size)
{
	size_t i = 0;
	while (i < size && is_letter_or_digit(word[i]))
		i++;
	return i > 0 && (i == size || (i + 1 == size && (word[i] == '.' || word[i] == ',')));
}

/*
 * Whether a line may surely be broken before the word at that place: easy letters stand before and behind the space. The breaks on each
 * side then do not know of the other.
 */
static bool is_sure_break(const char *text, size_t at, size_t size)
{
	if (at < 2 || at == size || !is_letter_or_digit(text[at]))
		return false;
	bool stop = text[at - 2] == '.' || text[at - 2] == ',';
	return is_letter_or_digit(text[at - 2]) || (stop && at > 2 && is_letter_or_digit(text[at - 3]));
}

static void line_breaks(const char *text, size_t size, char *breaks)
{
	u8_possible_linebreaks(u8(text), size, "UTF-8", breaks);
	for (size_t i = 0; i < size; i++)
		breaks[i] = breaks[i] == UC_BREAK_POSSIBLE;
}

/* Between sure breaks, one easy word needs no looking up, which is a hundred times dearer than looking at it. */
void text_line_breaks(const char *text, size_t size, char *breaks)
{
	memset(breaks, 0, size);
	for (size_t start = 0, words = 0, word = 0; word < size;) {
		const char *space = memchr(text + word, ' ', size - word);
		size_t end = space ? (size_t)(space - text) : size, next = space ? end + 1 : size;
		words++;
		if (next == size || is_sure_break(text, next, size)) {
			if (words > 1 || !is_easy_word(text + start, end - start))
				line_breaks(text + start, next - start, breaks + start);
			breaks[start] = start > 0;
			start = next;
			words = 0;
		}
		word = next;
	}
}

bool text_is_word(uint32_t c)
{
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N | UC_CATEGORY_MASK_M);
}

size_t text_width(const char *text, size_t size)
{
	int width = u8_width(u8(text), size, "UTF-8"); /* the encoding decides on ambiguous widths only */
	return width > 0 ? (size_t)width : 0;
}

/* Reads what may be no text: a code point (lone surrogates too), or UINT32_MAX for a byte that is part of none. Returns its bytes. */
static size_t read_char(const unsigned char *p, size_t size, uint32_t *c)
{
	ucs4_t read;
	int bytes = u8_mbtoucr(&read, p, size);
	if (bytes > 0) {
		*c = read;
		return (size_t)bytes;
	}
	bool surrogate = size >= 3 && p[0] == 0xED && p[1] >= 0xA0 && p[1] < 0xC0 && (p[2] & 0xC0) == 0x80;
	*c = surrogate ? 0xD000u | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu) : UINT32_MAX;
	return surrogate ? 3 : 1;
}

static bool is_invisible(uint32_t c)
{
	bool surrogate = c >= 0xD800 && c <= 0xDFFF, line_break = c == 0x2028 || c == 0x2029;
	return is_control(c) || surrogate || line_break || bidi_class(c) != BIDI_NONE;
}

void text_add_visible(struct buf *buf, const char *text)
{
	size_t length, size = strlen(text);
	for (size_t i = 0; i < size; i += length) {
		uint32_t c;
		length = read_char(u8(text + i), size - i, &c);
		if (c == UINT32_MAX)
			buf_addf(buf, "<0x%02X>", (unsigned)(unsigned char)text[i]);
		else if (is_invisible(c))
			buf_addf(buf, "<U+%04X>", (unsigned)c);
		else
			buf_add(buf, text + i, length);
	}
}

enum { NEAR_EDITS = 2, NEAR_LONGEST = 120 /* bytes: longer words are no typing mistakes of a key */ };

static unsigned char lower(char c)
{
	return (unsigned char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Optimal string alignment: insert, delete, replace, swap neighbours. */
static size_t distance(const char *a, size_t size_a, const char *b, size_t size_b)
{
	size_t rows[3][NEAR_LONGEST + 1];
	for (size_t j = 0; j <= size_b; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= size_a; i++) {
		size_t *row = rows[i % 3];
		const size_t *above = rows[(i - 1) % 3], *above2 = rows[(i + 1) % 3];
		row[0] = i;
		for (size_t j = 1; j <= size_b; j++) {
			unsigned char x = lower(a[i - 1]), y = lower(b[j - 1]);
			row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y)
				row[j] = least(row[j], above2[j - 2] + 1);
		}
	}
	return rows[size_a % 3][size_b];
}

const char *text_nearest(const char *word, const char *(*candidate)(const void *context, size_t i), const void *context)
{
	const char *best = NULL, *name;
	size_t best_edits = NEAR_EDITS + 1, size = strlen(word);
	if (size > NEAR_LONGEST)
		return NULL;
	for (size_t i = 0; (name = candidate(context, i)); i++) {
		size_t name_size = strlen(name), longer = size > name_size ? size : name_size, difference = longer - least(size, name_size);
		if (longer > NEAR_LONGEST || difference >= best_edits)
			continue;
		size_t edits = distance(word, size, name, name_size);
		if (edits < best_edits && edits <= longer / 3) { /* so one edit from three letters on */
			best = name;
			best_edits = edits;
		}
	}
	return best;
}
