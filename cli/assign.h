/*
 * Changes as the command line says them: PATH=VALUE, --unknown PATH ...
 */
#ifndef CLI_ASSIGN_H
#define CLI_ASSIGN_H

#include "cli/options.h"
#include "questionnaire/answers/change.h"

struct assignments {
	struct arena *arena;
	const struct schema *schema;
	const struct command *command; /* for what is said about wrong use */
	struct change *items;
	size_t count, capacity;
	bool stdin_read;               /* one value may come from there */
};

/*
 * Adds PATH=VALUE. The answer's type decides how VALUE is read: a list is [a, b] as in YAML, or items with commas between them. '-'
 * alone: standard input to its end; of a list, an item a line. Everything lives in arena.
 * False when it was wrong, said on standard error.
 */
bool assign_text(struct assignments *assignments, const char *text);
void assign(struct assignments *assignments, struct change change);

#endif
