/*
 * Constant C tables out of structures in memory, by description (graph.h).
 *
 * Each array and object that can be reached from a root becomes a static const array of its own; a pointer into an array becomes &array[i], so
 * that pointers which were equal stay equal. Names count up in the order of the walk: same structures, same bytes.
 */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include "base/buf.h"
#include "cli/graph.h"

/*
 * Appends definitions of everything that root points at and of root itself, as `const struct NAME name`. Returns NULL, or what is wrong in a few words (static): a pointer to
 * the inside of something that is not described, or a META_NULL that is set. A NULL pointer ends every chain.
 */
const char *emit(struct buf *out, const struct meta *meta, const void *root, const char *name);

#endif
