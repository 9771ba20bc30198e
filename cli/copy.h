/*
 * Copies of structures in memory with everything they point at, by description (graph.h).
 *
 * So an overlay can change what a constant library holds: it says what takes the place of what, and in the copy every pointer leads there.
 */
#ifndef CLI_COPY_H
#define CLI_COPY_H

#include "cli/graph.h"

/*
 * A copy of root, which that description fits (emit tells, and the generator asks it). Pointers that were equal stay equal. It lives in arena;
 * texts are shared with the original, which must live as long. What means nothing once compiled is NULL in it. substitutes may be NULL.
 */
const void *copy(struct arena *arena, const struct meta *meta, const void *root, const struct substitutes *substitutes);

#endif
