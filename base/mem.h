/*
 * Memory. Two ways to hold it, and no third.
 *
 * The xmalloc family never returns NULL: when memory ends, the program says so in one line on standard error and
 * leaves with status 2. Nothing is lost by that, because answers are on disk before the next question is drawn.
 *
 * An arena owns everything that lives as long as one document (an answers file, a library, a notice). Memory from an
 * arena is zeroed, aligned for pointers and 64-bit numbers, and freed all at once by arena_release; never free() a piece of it.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

void *xmalloc(size_t size);                 /* must be freed; size 0 gives a pointer that may be freed */
void *xcalloc(size_t count, size_t size);   /* the same, zeroed; ends the program on overflow of count * size */
void *xrealloc(void *old, size_t size);     /* old may be NULL */
char *xstrdup(const char *text);            /* must be freed; text must not be NULL */
char *xstrndup(const char *text, size_t size);
_Noreturn void mem_exhausted(void);         /* that line and status 2; for libraries that return NULL when memory ends */

struct arena_block;
struct arena {
	struct arena_block *head; /* newest block; NULL when empty */
	char *next, *end;         /* free room in it */
};
#define ARENA_INIT {NULL, NULL, NULL}
enum { ARENA_ALIGNMENT = 8 }; /* not that of long double: nothing here holds one, and trees are smaller without */

void arena_init(struct arena *arena);
void arena_release(struct arena *arena); /* frees everything; the arena may be used again */
void *arena_take_from_new_block(struct arena *arena, size_t size); /* private to arena_take */
/* Not zeroed; align is a power of two. Here, as arena_alloc is, because almost all pieces are small and of a size that the compiler knows. */
static inline void *arena_take(struct arena *arena, size_t size, size_t align)
{
	size_t skip = -(uintptr_t)arena->next & (align - 1), room = (size_t)(arena->end - arena->next);
	if (room < skip || room - skip <= size) /* equal: an arena without blocks has no room */
		return arena_take_from_new_block(arena, size);
	char *piece = arena->next + skip;
	arena->next = piece + size;
	return piece;
}
static inline void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(arena_take(arena, size, ARENA_ALIGNMENT), 0, size);
}
void *arena_calloc(struct arena *arena, size_t count, size_t size);
/* A copy of text, NUL-terminated. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t size);
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
/*
 * Makes room for one more element in an array that grows by doubling: returns the array (moved if it had to grow) with
 * room for at least count + 1 elements of the given size; *capacity is kept by this function and starts at 0.
 */
void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size);

#endif
