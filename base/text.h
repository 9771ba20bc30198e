/*
 * Unicode text, by libunistring. All text is UTF-8; functions that take a size count bytes.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The same bytes. For looking a name up in a list: most differ in their first byte, and then strcmp is not called. */
static inline bool text_equal(const char *a, const char *b)
{
	return *a == *b && strcmp(a, b) == 0;
}
/* NULL when valid UTF-8 (no surrogates, no overlong forms), else the first bad byte. */
const char *text_invalid(const char *text, size_t size);
/* Reads the code point at text (valid UTF-8, not at the end); *length gets its bytes. */
uint32_t text_char(const char *text, size_t *length);
void text_add_char(struct buf *buf, uint32_t c); /* appends as UTF-8 */
/* Code points in the first size bytes. */
size_t text_count(const char *text, size_t size);
/* Whether all is visible ASCII or spaces: then there is nothing that the checks here look for. */
bool text_is_plain(const char *text, size_t size);
/* The first control character (Cc) other than line feed, or NULL. Tab counts as one. */
const char *text_control(const char *text);
/* Balanced bidirectional embeddings, overrides and isolates (U+202A-202E, U+2066-2069) within each line. Returns NULL or the place of the first unbalanced one. */
const char *text_bidi_unbalanced(const char *text);
bool text_is_space(uint32_t c); /* White_Space of Unicode, so NBSP, U+0085, U+2028, U+2029 too */
/* Appends text with every run of white space as one space, none at either end. */
void text_fold_space(struct buf *buf, const char *text);
/* Whether text_fold_space would leave text as it is. */
bool text_is_folded(const char *text);
/* Same text under NFC. */
bool text_same(const char *a, const char *b);
/* Does word stand anywhere in text, case and accents ignored ("malmo" in "Malmö")? An empty word always does. */
bool text_contains(const char *text, const char *word);
/* Sets starts[i] to whether a grapheme cluster, what a reader takes for one character, begins at byte i; starts has size elements. */
void text_clusters(const char *text, size_t size, char *starts);
/* Sets starts[i] to whether a word, or what stands between two, begins at byte i (UAX #29: "don't" is one word, CJK characters are each). */
void text_words(const char *text, size_t size, char *starts);
/* Sets breaks[i] to whether a line may be broken before byte i (UAX #14). text holds no line feed. */
void text_line_breaks(const char *text, size_t size, char *breaks);
bool text_is_word(uint32_t c); /* a letter or digit, or a mark on one */
/* Appends text as it is compared when somebody looks for it: case and accents dropped, white space folded. */
void text_add_folded(struct buf *buf, const char *text);
/*
 * Appends text (valid UTF-8, made visible) in lines of at most width columns, each begun by indent spaces and ended by a line feed; breaks where Unicode allows. A word that is too long stays whole. Line feeds in text begin new lines.
 */
void text_add_wrapped(struct buf *buf, const char *text, size_t indent, size_t width);
/* FNV-1a, for tables of keys. */
uint32_t text_hash(const char *text);
/* Columns on a terminal. */
size_t text_width(const char *text, size_t size);
/* Appends text for a terminal or a log: control characters (line feed too), lone surrogates, U+2028/2029 and bidirectional controls as <U+XXXX>, bytes that are no UTF-8 as <0xXX>. */
void text_add_visible(struct buf *buf, const char *text);
/*
 * The candidate nearest to word for "did you mean": optimal string alignment distance over bytes, case ignored for ASCII; at most 2 edits and at most a third of the
 * longer word (one edit is always allowed from three letters on). NULL when none is near; ties go to the first. candidate(context, i) gives the i-th or NULL after the last.
 */
const char *text_nearest(const char *word, const char *(*candidate)(const void *context, size_t i), const void *context);

#endif
