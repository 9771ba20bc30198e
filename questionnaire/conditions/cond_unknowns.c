/*
 * The answers that an evaluation waits for: a set with an order, that can be cut back.
 *
 * items holds the set in order; slots is a hash table of places in items, places[i] the slot of items[i]. A slot counts only when both point at each other,
 * so that cutting count back, here or by a caller, needs no cleaning.
 */
#include "questionnaire/conditions/cond_walk.h"

#include <string.h>

enum { FIRST_CAPACITY = 8, SLOTS_PER_ITEM = 4 };

static size_t hash(const struct value *value)
{
	uint64_t h = (uint64_t)(uintptr_t)value * UINT64_C(0x9E3779B97F4A7C15);
	return (size_t)(h >> 32);
}

/* The slot of value, or the free one where it belongs. */
static uint32_t find_slot(const struct unknowns *set, const struct value *value, bool *found)
{
	size_t mask = set->capacity * SLOTS_PER_ITEM - 1;
	for (size_t slot = hash(value) & mask;; slot = (slot + 1) & mask) {
		uint32_t place = set->slots[slot];
		bool taken = place < set->count && set->places[place] == slot;
		*found = taken && set->items[place] == value;
		if (*found || !taken)
			return (uint32_t)slot;
	}
}

static void put(struct unknowns *set, uint32_t slot, const struct value *value)
{
	set->items[set->count] = value;
	set->places[set->count] = slot;
	set->slots[slot] = (uint32_t)set->count++;
}

static void grow(struct unknowns *set, struct arena *arena)
{
	struct unknowns old = *set;
	set->capacity = old.capacity ? old.capacity * 2 : FIRST_CAPACITY;
	set->items = arena_calloc(arena, set->capacity, sizeof *set->items);
	set->places = arena_calloc(arena, set->capacity, sizeof *set->places);
	set->slots = arena_calloc(arena, set->capacity * SLOTS_PER_ITEM, sizeof *set->slots);
	set->count = 0;
	for (size_t i = 0; i < old.count; i++) {
		bool found;
		put(set, find_slot(set, old.items[i], &found), old.items[i]);
	}
}

/* False when it was there already. */
static bool add(struct unknowns *set, struct arena *arena, const struct value *value)
{
	if (set->count == set->capacity)
		grow(set, arena);
	bool found;
	uint32_t slot = find_slot(set, value, &found);
	if (!found)
		put(set, slot, value);
	return !found;
}

void unknowns_begin(struct scope *scope)
{
	scope->traced.count = 0;
}

static bool waits(const struct value *value)
{
	return value_is_unknown(value) || (!value->closed && value->open);
}

/* A fact goes to the end of the queue `traced`, an answer to the unknowns; *first gets the first answer. */
static void sort_out(struct scope *scope, const struct value *value, const struct value **first)
{
	if (value->because || value->open) {
		add(&scope->traced, scope->arena, value);
		return;
	}
	add(&scope->unknowns, scope->arena, value);
	if (!*first)
		*first = value;
}

/*
 * What one fact waits for. A list that may go on says so itself; of what it rests on, more may be unknown that has no part in that. A fact
 * that names nothing that is unknown stands for itself.
 */
static void trace_fact(struct scope *scope, const struct value *fact, const struct value **first)
{
	bool named = fact->open != NULL;
	if (fact->open)
		sort_out(scope, fact->open, first);
	for (size_t i = 0; !fact->open && fact->because && i < fact->because->count; i++)
		if (waits(fact->because->from[i])) {
			sort_out(scope, fact->because->from[i], first);
			named = true;
		}
	if (!named) {
		add(&scope->unknowns, scope->arena, fact);
		if (!*first)
			*first = fact;
	}
}

/* The answer that stands for a fact whose answers have been added before. */
static const struct value *first_answer(const struct value *value)
{
	for (int depth = 0; depth < 64; depth++) {
		const struct value *next = value->open;
		for (size_t i = 0; !next && value->because && i < value->because->count; i++)
			if (waits(value->because->from[i]))
				next = value->because->from[i];
		if (!next)
			break;
		value = next;
	}
	return value;
}

const struct value *unknowns_trace(struct scope *scope, const struct value *value)
{
	const struct value *first = NULL;
	size_t next = scope->traced.count;
	sort_out(scope, value, &first);
	for (; next < scope->traced.count; next++)
		trace_fact(scope, scope->traced.items[next], &first);
	return first ? first : first_answer(value);
}

const struct value *unknowns_blame(struct scope *scope, const struct value *value)
{
	unknowns_begin(scope); /* facts may have been traced for a caller who has forgotten the answers since */
	return unknowns_trace(scope, value);
}
