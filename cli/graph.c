#include "cli/graph.h"

#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

size_t block_size(const struct block *block)
{
	return block->count * (block->kind == BLOCK_STRUCTS ? block->of->size : sizeof(void *));
}

/* Finding blocks: a hash table, then one pass over everything found so far, which grows meanwhile. No recursion, so depth does not matter. */

static size_t slot_of(const struct graph *graph, const char *start, enum block_kind kind, const struct meta *of)
{
	uint64_t hash = ((uint64_t)(uintptr_t)start ^ ((uint64_t)(uintptr_t)of << 7) ^ (uint64_t)kind) * UINT64_C(0x9E3779B97F4A7C15);
	size_t slot = (size_t)(hash >> 20) & (graph->slot_count - 1);
	while (graph->slots[slot]) {
		const struct block *block = &graph->blocks[graph->slots[slot] - 1];
		if (block->start == start && block->kind == kind && block->of == of)
			break;
		slot = (slot + 1) & (graph->slot_count - 1);
	}
	return slot;
}

static void table_grow(struct graph *graph)
{
	free(graph->slots);
	graph->slot_count = graph->slot_count ? graph->slot_count * 2 : 1024;
	graph->slots = xcalloc(graph->slot_count, sizeof(*graph->slots));
	for (size_t i = 0; i < graph->block_count; i++)
		graph->slots[slot_of(graph, graph->blocks[i].start, graph->blocks[i].kind, graph->blocks[i].of)] = i + 1;
}

static void find(struct graph *graph, const void *start, enum block_kind kind, const struct meta *of, size_t count)
{
	if (!start || !count)
		return;
	if (2 * (graph->block_count + 1) > graph->slot_count)
		table_grow(graph);
	size_t slot = slot_of(graph, start, kind, of);
	if (graph->slots[slot]) {
		struct block *known = &graph->blocks[graph->slots[slot] - 1];
		if (known->count < count) /* met before by a pointer to its first element only */
			known->count = count;
		return;
	}
	if (graph->block_count == graph->block_room) {
		graph->block_room = graph->block_room ? 2 * graph->block_room : 512;
		graph->blocks = xrealloc(graph->blocks, graph->block_room * sizeof(*graph->blocks));
	}
	graph->blocks[graph->block_count++] = (struct block){.start = start, .kind = kind, .of = of, .count = count};
	graph->slots[slot] = graph->block_count;
}

const void *graph_pointer(const struct graph *graph, const char *place)
{
	const char *pointer;
	memcpy(&pointer, place, sizeof(pointer));
	for (size_t i = 0; graph->substitutes && i < graph->substitutes->count; i++) {
		const struct substitute *substitute = &graph->substitutes->items[i];
		uintptr_t old = (uintptr_t)substitute->old, address = (uintptr_t)pointer;
		if (address >= old && address - old < substitute->size)
			return (const char *)substitute->replacement + (address - old);
	}
	return pointer;
}

size_t graph_count(const struct meta_field *field, const char *object)
{
	size_t count;
	if (field->count)
		return field->count(object);
	memcpy(&count, object + field->count_at, sizeof(count));
	return count;
}

/* Finds what one struct points at. Recurses only into structs inside structs, as deep as the types are. */
static void find_fields(struct graph *graph, const struct meta *meta, const char *object)
{
	for (const struct meta_field *field = meta->fields; field < meta->fields + meta->field_count; field++) {
		const char *place = object + field->offset;
		switch (field->kind) {
		case META_STRUCT:
			find_fields(graph, field->of, place);
			break;
		case META_POINTER:
			find(graph, graph_pointer(graph, place), BLOCK_STRUCTS, field->of, 1);
			break;
		case META_ARRAY:
			find(graph, graph_pointer(graph, place), BLOCK_STRUCTS, field->of, graph_count(field, object));
			break;
		case META_POINTERS:
			find(graph, graph_pointer(graph, place), BLOCK_POINTERS, field->of, graph_count(field, object));
			break;
		case META_TEXTS:
			find(graph, graph_pointer(graph, place), BLOCK_TEXTS, NULL, graph_count(field, object));
			break;
		case META_NULL:
			if (graph_pointer(graph, place))
				graph->wrong = field->name;
			break;
		case META_TEXT:
		case META_NUMBER:
		case META_SKIPPED:
			break;
		}
	}
}

static void find_all(struct graph *graph)
{
	bool more = true;
	while (more) { /* a second round only when a block grew after its turn */
		more = false;
		for (size_t i = 0; i < graph->block_count; i++) {
			for (size_t k; (k = graph->blocks[i].walked) < graph->blocks[i].count; more = true) {
				struct block block = graph->blocks[i]; /* a copy: find moves the blocks */
				graph->blocks[i].walked++;
				if (block.kind == BLOCK_STRUCTS)
					find_fields(graph, block.of, block.start + k * block.of->size);
				else if (block.kind == BLOCK_POINTERS)
					find(graph, graph_pointer(graph, block.start + k * sizeof(void *)), BLOCK_STRUCTS, block.of, 1);
			}
		}
	}
}

static int by_address(const void *left, const void *right)
{
	const struct block *a = *(struct block *const *)left, *b = *(struct block *const *)right;
	uintptr_t x = (uintptr_t)a->start, y = (uintptr_t)b->start;
	if (x != y)
		return x < y ? -1 : 1;
	size_t m = block_size(a), n = block_size(b); /* the larger one first */
	return m < n ? 1 : m > n ? -1 : 0;
}

/* Elements met by a pointer of their own belong to the array around them. What is left is apart, and is numbered in the order of the walk. */
static void settle(struct graph *graph)
{
	struct block **all = xcalloc(graph->block_count, sizeof(*all));
	for (size_t i = 0; i < graph->block_count; i++)
		all[i] = &graph->blocks[i];
	qsort(all, graph->block_count, sizeof(*all), by_address);
	uintptr_t end = 0;
	for (size_t i = 0; i < graph->block_count; i++) {
		uintptr_t start = (uintptr_t)all[i]->start, stop = start + block_size(all[i]);
		if (start < end) {
			all[i]->inside = true;
			if (stop > end)
				graph->wrong = "two arrays overlap";
			continue;
		}
		end = stop;
		all[graph->sorted_count++] = all[i];
	}
	graph->sorted = all;
	size_t number = 0;
	for (size_t i = 0; i < graph->block_count; i++) {
		if (!graph->blocks[i].inside)
			graph->blocks[i].number = number++;
	}
}

const struct block *graph_block(const struct graph *graph, const char *address)
{
	size_t low = 0, high = graph->sorted_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((uintptr_t)graph->sorted[middle]->start <= (uintptr_t)address)
			low = middle + 1;
		else
			high = middle;
	}
	return graph->sorted[low - 1]; /* the walk met this address, so there is one */
}

void graph_walk(struct graph *graph, const struct meta *meta, const void *root, const struct substitutes *substitutes)
{
	*graph = (struct graph){.substitutes = substitutes};
	find(graph, root, BLOCK_STRUCTS, meta, 1);
	find_all(graph);
	settle(graph);
}

void graph_release(struct graph *graph)
{
	free(graph->blocks);
	free(graph->slots);
	free(graph->sorted);
	*graph = (struct graph){0};
}
