#include "base/mem.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void mem_exhausted(void)
{
	fputs("noticesmith: out of memory\n", stderr);
	exit(2);
}

static void *or_exhausted(void *memory)
{
	if (!memory)
		mem_exhausted();
	return memory;
}

void *xmalloc(size_t size)
{
	return or_exhausted(malloc(size ? size : 1));
}

void *xcalloc(size_t count, size_t size)
{
	return or_exhausted(count && size ? calloc(count, size) : calloc(1, 1));
}

void *xrealloc(void *old, size_t size)
{
	return or_exhausted(realloc(old, size ? size : 1));
}

char *xstrdup(const char *text)
{
	return xstrndup(text, strlen(text));
}

char *xstrndup(const char *text, size_t size)
{
	if (size == SIZE_MAX)
		mem_exhausted();
	char *copy = xmalloc(size + 1);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

/*
 * Blocks double in size up to a limit, so that a small document costs little and a large one few calls. A piece that is large beside
 * a block gets one of its own, behind the newest, whose free room stays in use. Pieces are zeroed one by one: the larger part of a block is
 * often never used, and texts are written anyway.
 */
struct arena_block {
	struct arena_block *older;
	size_t size;
	alignas(max_align_t) char room[];
};

enum { BLOCK_FIRST = 64 << 10, BLOCK_LARGEST = 4 << 20 };

void arena_init(struct arena *arena)
{
	*arena = (struct arena)ARENA_INIT;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->head;
	while (block) {
		struct arena_block *older = block->older;
		free(block);
		block = older;
	}
	arena_init(arena);
}

static struct arena_block *block_new(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct arena_block))
		mem_exhausted();
	struct arena_block *block = xmalloc(sizeof *block + size);
	block->size = size;
	return block;
}

static void *take_own_block(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(size);
	block->older = arena->head->older;
	arena->head->older = block;
	return block->room;
}

static void start_block(struct arena *arena)
{
	size_t size = BLOCK_FIRST;
	if (arena->head && arena->head->size >= BLOCK_FIRST)
		size = arena->head->size < BLOCK_LARGEST ? arena->head->size * 2 : BLOCK_LARGEST;
	struct arena_block *block = block_new(size);
	block->older = arena->head;
	arena->head = block;
	arena->next = block->room;
	arena->end = block->room + size;
}

void *arena_take_from_new_block(struct arena *arena, size_t size)
{
	if (arena->head && size > BLOCK_FIRST / 4)
		return take_own_block(arena, size);
	start_block(arena);
	if (size > (size_t)(arena->end - arena->next))
		return take_own_block(arena, size);
	void *piece = arena->next;
	arena->next += size;
	return piece;
}

void *arena_calloc(struct arena *arena, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		mem_exhausted();
	return arena_alloc(arena, count * size);
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return arena_strndup(arena, text, strlen(text));
}

char *arena_strndup(struct arena *arena, const char *text, size_t size)
{
	if (size == SIZE_MAX)
		mem_exhausted();
	char *copy = arena_take(arena, size + 1, 1);
	if (size)
		memcpy(copy, text, size);
	copy[size] = '\0';
	return copy;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args, again;
	va_start(args, format);
	va_copy(again, args);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (length < 0)
		mem_exhausted(); /* longer than INT_MAX */
	char *text = arena_take(arena, (size_t)length + 1, 1);
	vsnprintf(text, (size_t)length + 1, format, again);
	va_end(again);
	return text;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
	if (count < *capacity)
		return array;
	size_t wanted = *capacity ? *capacity : 8;
	while (wanted <= count) {
		if (wanted > SIZE_MAX / 2)
			mem_exhausted();
		wanted *= 2;
	}
	void *larger = arena_calloc(arena, wanted, size);
	if (count)
		memcpy(larger, array, count * size);
	*capacity = wanted;
	return larger;
}
