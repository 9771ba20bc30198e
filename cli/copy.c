#include "cli/copy.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct copier {
	struct graph graph;
	char **copies; /* by number of block */
};

/* Where the copy of an object or array is that the walk met. */
static char *copy_of(const struct copier *copier, const char *address)
{
	const struct block *block = graph_block(&copier->graph, address);
	return copier->copies[block->number] + (address - block->start);
}

/* Lets a pointer, copied as it was, lead into the copies. */
static void redirect(const struct copier *copier, char *place)
{
	const void *pointer = graph_pointer(&copier->graph, place);
	if (pointer)
		pointer = copy_of(copier, pointer);
	memcpy(place, &pointer, sizeof(pointer));
}

static void clear(char *place)
{
	const void *nothing = NULL;
	memcpy(place, &nothing, sizeof(nothing));
}

/* Recurses only into structs inside structs. original: where counts can be asked, before anything is redirected. */
static void redirect_fields(const struct copier *copier, const struct meta *meta, const char *original, char *object)
{
	for (const struct meta_field *field = meta->fields; field < meta->fields + meta->field_count; field++) {
		char *place = object + field->offset;
		switch (field->kind) {
		case META_STRUCT:
			redirect_fields(copier, field->of, original + field->offset, place);
			break;
		case META_POINTER:
			redirect(copier, place);
			break;
		case META_ARRAY:
		case META_POINTERS:
		case META_TEXTS:
			if (graph_count(field, original))
				redirect(copier, place);
			else
				clear(place); /* the walk does not look into empty arrays */
			break;
		case META_SKIPPED:
		case META_NULL:
			clear(place);
			break;
		case META_TEXT:
		case META_NUMBER:
			break;
		}
	}
}

static void redirect_block(const struct copier *copier, const struct block *block)
{
	char *copied = copier->copies[block->number];
	for (size_t i = 0; i < block->count; i++) {
		if (block->kind == BLOCK_STRUCTS)
			redirect_fields(copier, block->of, block->start + i * block->of->size, copied + i * block->of->size);
		else if (block->kind == BLOCK_POINTERS)
			redirect(copier, copied + i * sizeof(void *));
	}
}

const void *copy(struct arena *arena, const struct meta *meta, const void *root, const struct substitutes *substitutes)
{
	struct copier copier;
	graph_walk(&copier.graph, meta, root, substitutes);
	const struct block *blocks = copier.graph.blocks, *end = blocks + copier.graph.block_count;
	copier.copies = xcalloc(copier.graph.block_count, sizeof(*copier.copies));
	for (const struct block *block = blocks; block < end; block++) {
		if (block->inside)
			continue;
		copier.copies[block->number] = arena_alloc(arena, block_size(block));
		memcpy(copier.copies[block->number], block->start, block_size(block));
	}
	for (const struct block *block = blocks; block < end; block++) {
		if (!block->inside)
			redirect_block(&copier, block);
	}
	const void *copied = copy_of(&copier, root);
	free(copier.copies);
	graph_release(&copier.graph);
	return copied;
}
