/*
 * Substitutes: objects that take the place of others wherever something points at those.
 *
 * A library is a web of constant structures: a country is pointed at by its vocabulary, by types, by literals of conditions. An overlay
 * that changes one of them builds the new object and says here what it stands for; a copy of the whole web, made with these, points at
 * it.
 */
#ifndef BASE_SUBSTITUTE_H
#define BASE_SUBSTITUTE_H

#include "base/mem.h"

/* Pointers to a byte of old (an object or array of size bytes) lead to the same byte of replacement, which is at least as long. */
struct substitute {
	const void *old;
	size_t size;
	const void *replacement;
};

struct substitutes {
	struct substitute *items; /* in the arena of who makes them; no two overlap */
	size_t count, capacity;
};
#define SUBSTITUTES_INIT {NULL, 0, 0}

void substitutes_add(struct substitutes *substitutes, struct arena *arena, const void *old, size_t size, const void *replacement);

#endif
