/*
 * Sets of texts, for words that are right: names of the answers, words of the operator.
 */
#ifndef OUTPUTS_REVIEW_KNOWN_H
#define OUTPUTS_REVIEW_KNOWN_H

#include "base/mem.h"

#include <stdbool.h>

struct known_entry;
struct known {
	struct arena *arena;     /* holds all; set by who makes it */
	struct known_entry *slots;
	size_t count, slot_count;
	const char **words;      /* in the order in which they came */
	size_t word_capacity;
};

/* Adds a text (copied); value: anything, for known_value. False: it was there already. */
bool known_add(struct known *known, const char *text, size_t size, const void *value);
bool known_has(const struct known *known, const char *text, size_t size);
const void *known_value(const struct known *known, const char *text, size_t size); /* NULL: not there */

#endif
