/*
 * Everything that can be reached from a structure in memory, by description.
 *
 * A struct meta describes a struct: its members, and what each points at. One walk from a root finds all arrays and objects, in an order
 * that only depends on what is described: same structures, same order. What is found can be written as C text (emit.h) or copied
 * (copy.h).
 */
#ifndef CLI_GRAPH_H
#define CLI_GRAPH_H

#include "base/substitute.h"

#include <stdbool.h>
#include <stddef.h>

enum meta_kind {
	META_TEXT,     /* const char * */
	META_NUMBER,   /* bool, an enum, any integer */
	META_STRUCT,   /* a struct inside */
	META_POINTER,  /* pointer to one struct */
	META_ARRAY,    /* pointer to count structs */
	META_POINTERS, /* pointer to count pointers to structs */
	META_TEXTS,    /* pointer to count texts */
	META_SKIPPED,  /* a pointer that means nothing once compiled: becomes NULL */
	META_NULL      /* a pointer that is never set in what is compiled; set, it is a mistake */
};

struct meta;
struct meta_field {
	const char *name;
	enum meta_kind kind;
	size_t offset, size;
	const struct meta *of;               /* the struct inside or pointed at */
	size_t count_at;                     /* offset of the member (size_t) that counts, for arrays */
	size_t (*count)(const void *object); /* where that stands elsewhere: called with the struct in place of count_at */
};

struct meta {
	const char *name;                    /* without "struct" */
	size_t size;
	const struct meta_field *fields;
	size_t field_count;
};

enum block_kind { BLOCK_STRUCTS, BLOCK_POINTERS, BLOCK_TEXTS };

/* An array found by the walk; a single object is an array of one. */
struct block {
	const char *start;
	enum block_kind kind;
	const struct meta *of; /* NULL for texts */
	size_t count;
	size_t walked;         /* elements whose pointers were followed */
	bool inside;           /* lies in another block: is a part of that */
	size_t number;         /* of those that are apart, in the order of the walk */
};

struct graph {
	const struct substitutes *substitutes; /* where pointers lead instead; NULL: where they lead */
	struct block *blocks;  /* in the order of the walk; the root is the first */
	size_t block_count, block_room;
	size_t *slots;         /* hash table of block indices + 1 by start, kind, of */
	size_t slot_count;     /* a power of two */
	struct block **sorted; /* the blocks that are not inside others, by address */
	size_t sorted_count;
	const char *wrong;     /* the first thing that does not fit the description, in a few words (static); NULL: nothing */
};

/* Walks; a NULL pointer ends every chain. Must be freed by graph_release, whatever is wrong. */
void graph_walk(struct graph *graph, const struct meta *meta, const void *root, const struct substitutes *substitutes);
void graph_release(struct graph *graph);

/* A pointer that stands at a place in a walked struct or array, and where it leads: NULL stays NULL. */
const void *graph_pointer(const struct graph *graph, const char *place);
size_t graph_count(const struct meta_field *field, const char *object); /* elements of a member that is an array */
size_t block_size(const struct block *block); /* bytes */
/* The block in which an address lies that the walk met. */
const struct block *graph_block(const struct graph *graph, const char *address);

#endif
