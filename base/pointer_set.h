/*
 * A set of pointers that keeps the order in which they came. They are compared by address; nothing behind them is looked at.
 */
#ifndef BASE_POINTER_SET_H
#define BASE_POINTER_SET_H

#include "base/mem.h"

#include <stdbool.h>

/* Starts as {.arena = ...}, which owns what it grows by. */
struct pointer_set {
	struct arena *arena;
	const void **items;
	size_t count, capacity;
	size_t *slots, slot_count; /* a hash table of places in items plus one: private */
};

bool pointer_set_add(struct pointer_set *set, const void *pointer); /* false: it was there */
bool pointer_set_has(const struct pointer_set *set, const void *pointer);

#endif
