/*
 * A set of values that keeps the order in which they came. Values are compared by address.
 */
#ifndef OUTPUTS_EXPLAIN_VALUE_SET_H
#define OUTPUTS_EXPLAIN_VALUE_SET_H

#include "base/mem.h"

#include <stdbool.h>

struct value; /* questionnaire/types/value.h */

/* Starts as {.arena = ...}, which owns what it grows by. */
struct value_set {
	struct arena *arena;
	const struct value **items;
	size_t count, capacity;
	size_t *slots, slot_count; /* a hash table of places in items plus one: private */
};

bool value_set_add(struct value_set *set, const struct value *value); /* false: it was there */
bool value_set_has(const struct value_set *set, const struct value *value);

#endif
