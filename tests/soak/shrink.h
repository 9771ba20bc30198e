/*
 * Shrinking: takes records, answers and words out of a company that violates something, as long as it still does.
 */
#ifndef TESTS_SOAK_SHRINK_H
#define TESTS_SOAK_SHRINK_H

#include "base/mem.h"
#include "tests/soak/draft.h"

/*
 * violates: whether a company still shows the same violation. Nodes are marked as removed and texts replaced (in arena); what is left is
 * a company of which no part can be taken away alone. Ends after limit questions at the latest; returns how many were asked.
 */
size_t shrink(struct draft_file *file, struct arena *arena, bool (*violates)(void *context, const struct draft_file *file), void *context,
	size_t limit);

#endif
