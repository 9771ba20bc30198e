/*
 * Words: the parts of a text that can be right or wrong.
 *
 * Word breaks are those of Unicode, joined over apostrophes (' and U+2019) and hyphens inside: don't, e-mail, first-party. What stands
 * between white space and is an address, a path, a number or a code (somebody@example.com, example.com/a, 2017/745, mp3, a_b) is no word.
 */
#ifndef OUTPUTS_REVIEW_WORDS_H
#define OUTPUTS_REVIEW_WORDS_H

#include "base/buf.h"
#include "base/mem.h"

#include <stdbool.h>

struct token {
	size_t start, end; /* bytes of the text */
	bool joined;       /* nothing but white space between it and the word before it */
	bool begins;       /* begins a sentence, as far as can be seen: the text, or after '.', '!', '?', ':' or a quotation mark */
	bool stopped;      /* a full stop stands right behind it */
	bool code;         /* no word: an address, a number ...; kept because it stands between words */
	const struct word_facts *facts; /* for who reads them; NULL here */
};

struct word_list {
	struct token *items;
	size_t count, capacity;
};

/* Finds the words in bytes start to end of text, in order; the list, in arena, is emptied first and may be used again. */
void words_find(struct arena *arena, const char *text, size_t start, size_t end, struct word_list *words);

/* Appends a word as dictionaries want it: NFC, ' for U+2019, - for U+2010, no soft hyphens. */
void word_normal(struct buf *buf, const char *word, size_t size);
/* How many letters of it are capitals: 0 none, 1 the first alone, 2 otherwise, 3 all (and more than one). */
enum word_case { CASE_LOWER, CASE_FIRST, CASE_MIXED, CASE_ALL };
enum word_case word_case(const char *word, size_t size);
/* Appends it in lower case; with first, its first letter as capital. */
void word_lower(struct buf *buf, const char *word, size_t size);

#endif
