#include "base/substitute.h"

void substitutes_add(struct substitutes *substitutes, struct arena *arena, const void *old, size_t size, const void *replacement)
{
	substitutes->items = arena_grow(arena, substitutes->items, substitutes->count, &substitutes->capacity, sizeof *substitutes->items);
	substitutes->items[substitutes->count++] = (struct substitute){old, size, replacement};
}
