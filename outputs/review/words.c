#include "outputs/review/words.h"

#include "base/text.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwbrk.h>

#include <stdlib.h>
#include <string.h>

/* ---- characters ---- */

static bool is_letter_ascii(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(uint32_t c)
{
	return c < 0x80 ? is_letter_ascii((char)c) : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

/* Bytes of an apostrophe or hyphen at text, as they join two parts of a word; 0: none. */
static size_t joint_at(const char *text)
{
	if (*text == '\'' || *text == '-')
		return 1;
	bool joint = strncmp(text, "\xE2\x80\x99", 3) == 0 || strncmp(text, "\xE2\x80\x90", 3) == 0 || strncmp(text, "\xE2\x80\x91", 3) == 0;
	return joint ? 3 : strncmp(text, "\xC2\xAD", 2) == 0 ? 2 : 0;
}

/* ---- chunks: what stands between white space ---- */

static bool has_capital_behind(const char *dot)
{
	return dot[1] >= 'A' && dot[1] <= 'Z';
}

/* "example.com", "e.g.", "index.html": a full stop between letters, which begins no sentence. */
static bool has_inner_dot(const char *chunk, size_t size)
{
	for (size_t i = 1; i + 1 < size; i++)
		if (chunk[i] == '.' && !has_capital_behind(chunk + i) && (is_letter_ascii(chunk[i + 1]) || is_digit(chunk[i + 1])) &&
			(is_letter_ascii(chunk[i - 1]) || is_digit(chunk[i - 1])))
			return true;
	return false;
}

/* "U.S.", "Z.B.": single letters with full stops. */
static bool is_initials(const char *chunk, size_t size)
{
	if (size < 3)
		return false;
	for (size_t i = 0; i < size; i++)
		if (i % 2 ? chunk[i] != '.' : !is_letter_ascii(chunk[i]))
			return false;
	return true;
}

static bool contains(const char *chunk, size_t size, const char *part)
{
	size_t length = strlen(part);
	for (size_t i = 0; i + length <= size; i++)
		if (memcmp(chunk + i, part, length) == 0)
			return true;
	return false;
}

static bool is_code(const char *chunk, size_t size)
{
	bool address = memchr(chunk, '@', size) || memchr(chunk, '_', size) || memchr(chunk, '\\', size) || contains(chunk, size, "://") ||
		(size > 4 && strncmp(chunk, "www.", 4) == 0);
	bool path = size > 1 && (chunk[0] == '/' || chunk[0] == '.' || chunk[0] == '#' || (chunk[0] == '-' && chunk[1] == '-'));
	return address || path || has_inner_dot(chunk, size) || is_initials(chunk, size);
}

/* ---- words in a chunk ---- */

struct finder {
	struct arena *arena;
	const char *text;
	size_t end;      /* of the text */
	struct word_list *words;
	size_t last_end; /* of the word before, or of what broke the line of words */
	bool joined, begins;
};

static void put(struct finder *finder, size_t start, size_t end, bool code)
{
	struct word_list *words = finder->words;
	words->items = arena_grow(finder->arena, words->items, words->count, &words->capacity, sizeof *words->items);
	words->items[words->count++] = (struct token){
		.start = start, .end = end, .joined = finder->joined, .begins = finder->begins, .code = code,
		.stopped = end < finder->end && finder->text[end] == '.',
	};
	finder->joined = true;
	finder->begins = false;
}

/* What stands between two words. */
static void pass(struct finder *finder, size_t start, size_t end)
{
	const char *text = finder->text;
	size_t length;
	for (size_t i = start; i < end; i += length) {
		uint32_t c = text_char(text + i, &length);
		bool possessive = i == start && i > 0 && (c == '\'' || c == 0x2019) && is_letter_ascii(text[i - 1]); /* users' data */
		if (text_is_space(c) || possessive)
			continue;
		finder->joined = false;
		bool quote = c == '"' || (c >= 0x2018 && c <= 0x201F) || c == 0xAB || c == 0xBB;
		finder->begins |= c == '.' || c == '!' || c == '?' || c == ':' || c == 0x2022 || (quote && (i == 0 || text[i - 1] == ' '));
	}
}

/*
 * The end of the part of a word that begins at start: a run without joints. ends: one past each break, by Unicode, when the chunk is not
 * ASCII.
 */
static size_t part_end(const char *text, size_t start, size_t end, const char *breaks, size_t base)
{
	size_t i = start, length;
	while (i < end) {
		if (i > start && breaks && breaks[i - base])
			break;
		uint32_t c = text_char(text + i, &length);
		if (!is_letter(c) && !(c < 0x80 && is_digit((char)c)))
			break;
		i += length;
	}
	return i;
}

/* Reads the words of a chunk. breaks: those of Unicode; NULL: the chunk is ASCII. */
static void read_chunk(struct finder *finder, size_t start, size_t end, const char *breaks)
{
	const char *text = finder->text;
	size_t at = start, between = start, length;
	while (at < end) {
		size_t word_end = part_end(text, at, end, breaks, start);
		if (word_end == at) {
			text_char(text + at, &length);
			at += length;
			continue;
		}
		size_t word = at;
		for (size_t joint; word_end < end && (joint = joint_at(text + word_end)) && word_end + joint < end;) {
			size_t next = part_end(text, word_end + joint, end, breaks, start);
			if (next == word_end + joint)
				break;
			word_end = next;
		}
		bool code = false;
		for (size_t i = word; i < word_end; i++)
			code |= is_digit(text[i]);
		pass(finder, between, word);
		put(finder, word, word_end, code);
		at = between = word_end;
	}
	pass(finder, between, end);
}

/* Punctuation around a chunk is not a part of an address. */
static void trim(const char *text, size_t *start, size_t *end)
{
	while (*start < *end && strchr("([{<\"'", text[*start]))
		++*start;
	while (*end > *start && strchr(",;:!?)]}>\"'", text[*end - 1]))
		--*end;
}

static void find_chunk(struct finder *finder, size_t start, size_t end)
{
	const char *text = finder->text;
	size_t inner = start, inner_end = end;
	trim(text, &inner, &inner_end);
	if (is_code(text + inner, inner_end - inner)) {
		pass(finder, start, inner);
		put(finder, inner, inner_end, true);
		pass(finder, inner_end, end);
		return;
	}
	if (text_is_plain(text + start, end - start)) {
		read_chunk(finder, start, end, NULL);
		return;
	}
	char *breaks = arena_alloc(finder->arena, end - start + 1);
	u8_wordbreaks((const uint8_t *)text + start, end - start, breaks);
	read_chunk(finder, start, end, breaks);
}

void words_find(struct arena *arena, const char *text, size_t start, size_t end, struct word_list *words)
{
	struct finder finder = {.arena = arena, .text = text, .end = end, .words = words, .begins = true};
	words->count = 0;
	size_t at = start, length;
	while (at < end) {
		if (text_is_space(text_char(text + at, &length))) {
			at += length;
			continue;
		}
		size_t chunk = at;
		while (at < end && !text_is_space(text_char(text + at, &length)))
			at += length;
		find_chunk(&finder, chunk, at);
	}
}

/* ---- forms of a word ---- */

void word_normal(struct buf *buf, const char *word, size_t size)
{
	if (text_is_plain(word, size)) {
		buf_add(buf, word, size);
		return;
	}
	struct buf plain = BUF_INIT;
	for (size_t i = 0, length; i < size; i += length) {
		uint32_t c = text_char(word + i, &length);
		if (c == 0x2019)
			buf_addc(&plain, '\'');
		else if (c == 0x2010 || c == 0x2011)
			buf_addc(&plain, '-');
		else if (c != 0xAD)
			buf_add(&plain, word + i, length);
	}
	size_t composed_size;
	uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)plain.s, plain.len, NULL, &composed_size);
	if (!composed)
		mem_exhausted();
	buf_add(buf, (const char *)composed, composed_size);
	free(composed);
	buf_release(&plain);
}

enum word_case word_case(const char *word, size_t size)
{
	size_t letters = 0, capitals = 0;
	bool first = false;
	for (size_t i = 0, length; i < size; i += length) {
		uint32_t c = text_char(word + i, &length);
		if (!is_letter(c))
			continue;
		bool capital = c < 0x80 ? c < 'a' : uc_is_upper(c);
		first |= capital && letters == 0;
		capitals += capital;
		letters++;
	}
	if (!capitals)
		return CASE_LOWER;
	return capitals == letters && letters > 1 ? CASE_ALL : first && capitals == 1 ? CASE_FIRST : CASE_MIXED;
}

void word_lower(struct buf *buf, const char *word, size_t size)
{
	if (text_is_plain(word, size)) {
		for (size_t i = 0; i < size; i++)
			buf_addc(buf, word[i] >= 'A' && word[i] <= 'Z' ? (char)(word[i] - 'A' + 'a') : word[i]);
		return;
	}
	size_t lower_size;
	uint8_t *lower = u8_tolower((const uint8_t *)word, size, NULL, NULL, NULL, &lower_size);
	if (!lower)
		mem_exhausted();
	buf_add(buf, (const char *)lower, lower_size);
	free(lower);
}
