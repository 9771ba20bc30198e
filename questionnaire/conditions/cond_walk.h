/*
 * Shared by the files that evaluate a condition: cond_eval.c (logic), cond_walk.c (following paths), cond_unknowns.c (who is to blame).
 *
 * Whatever is read and not known is blamed at once; an evaluation that comes out known all the same forgets that blame again. So every evaluation works like this:
 * take a mark, evaluate, and drop what came behind the mark unless the result is unknown.
 */
#ifndef QUESTIONNAIRE_CONDITIONS_COND_WALK_H
#define QUESTIONNAIRE_CONDITIONS_COND_WALK_H

#include "questionnaire/conditions/condition.h"

struct mark {
	size_t answers, facts;
};

static inline struct mark unknowns_mark(const struct scope *scope)
{
	return (struct mark){scope->unknowns.count, scope->traced.count};
}
static inline void unknowns_drop(struct scope *scope, struct mark mark)
{
	scope->unknowns.count = mark.answers;
	scope->traced.count = mark.facts;
}
/* Begins an evaluation called from outside. */
void unknowns_begin(struct scope *scope);
/* unknowns_blame inside of an evaluation. */
const struct value *unknowns_trace(struct scope *scope, const struct value *value);

/* Given, nothing or unknown, by the value itself. */
enum look value_look(const struct value *value);

struct collected;

/* A path being followed. Set scope, path and, for the items of a list, visit; the rest starts at zero. */
struct walk {
	struct scope *scope;
	const struct cond *path;
	bool (*visit)(void *context, const struct value *item); /* called for every given item; false: enough */
	void *context;
	struct collected *collected;
	bool listed;               /* it went through a list: there is no one value at the end */
	bool enough;               /* visit said so */
	const struct value *open;  /* the first answer because of which there may be more items; NULL: all are known */
};

/*
 * Follows the path. *end: the value it ends at, or the one where it could not go on (for LOOK_UNKNOWN the answer to blame). A path through a list has no one end: with visit
 * *end is NULL, without it a list of what it collects. LOOK_UNKNOWN and open have been blamed.
 */
enum look walk_path(struct walk *walk, const struct value **end);
/* The same for who wants the one value at the end, or the list of what a path through a list collects. */
enum look walk_value(struct scope *scope, const struct cond *path, const struct value **end);

#endif
