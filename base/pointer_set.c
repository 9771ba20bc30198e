#include "base/pointer_set.h"

#include <stdint.h>

/* The slot of a pointer, or the free one where it belongs. */
static size_t slot_of(const struct pointer_set *set, const void *pointer)
{
	uint64_t hash = (uint64_t)(uintptr_t)pointer * UINT64_C(0x9E3779B97F4A7C15);
	size_t slot = (size_t)(hash >> 32) & (set->slot_count - 1);
	while (set->slots[slot] && set->items[set->slots[slot] - 1] != pointer)
		slot = (slot + 1) & (set->slot_count - 1);
	return slot;
}

static void make_room(struct pointer_set *set)
{
	if (2 * set->count < set->slot_count)
		return;
	set->slot_count = set->slot_count ? 2 * set->slot_count : 64;
	set->slots = arena_calloc(set->arena, set->slot_count, sizeof *set->slots);
	for (size_t i = 0; i < set->count; i++)
		set->slots[slot_of(set, set->items[i])] = i + 1;
}

bool pointer_set_add(struct pointer_set *set, const void *pointer)
{
	make_room(set);
	size_t slot = slot_of(set, pointer);
	if (set->slots[slot])
		return false;
	set->items = arena_grow(set->arena, set->items, set->count, &set->capacity, sizeof *set->items);
	set->items[set->count++] = pointer;
	set->slots[slot] = set->count;
	return true;
}

bool pointer_set_has(const struct pointer_set *set, const void *pointer)
{
	return set->count && set->slots[slot_of(set, pointer)];
}
