/*
 * Constant C tables out of structures in memory, by description.
 *
 * A struct meta describes a struct: its members, and what each points at. One walk finds everything that can be reached from a root, and
 * each array and object becomes a static const array of its own; a pointer into an array becomes &array[i], so that pointers which were equal stay
 * equal. Names count up in the order of the walk: same structures, same bytes.
 */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include "base/buf.h"

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

/*
 * Appends definitions of everything that root points at and of root itself, as `const struct NAME name`. Returns NULL, or what is wrong in a few words (static): a pointer to
 * the inside of something that is not described, or a META_NULL that is set. A NULL pointer ends every chain.
 */
const char *emit(struct buf *out, const struct meta *meta, const void *root, const char *name);

#endif
