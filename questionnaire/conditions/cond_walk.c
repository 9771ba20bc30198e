/* Following a path through records, references, choices and lists. */
#include "questionnaire/conditions/cond_walk.h"

enum look value_look(const struct value *value)
{
	return value_is_given(value) ? LOOK_GIVEN : value_is_unknown(value) ? LOOK_UNKNOWN : LOOK_NOTHING;
}

static bool is_list(const struct value *value)
{
	return value->kind == TYPE_LIST || value->kind == TYPE_RECORDS;
}

/* Tells who asked that a value was read. Attributes are not told: the choice they belong to is. */
static inline void note_read(const struct walk *walk, size_t step, const struct value *value)
{
	if (walk->scope->read && (step == 0 || walk->path->steps[step - 1].kind != STEP_ATTRIBUTE))
		walk->scope->read(walk->scope->context, value);
}

/* What a path through a list comes to, when nobody visits the items. */
struct collected {
	struct arena *arena;
	struct value *items;
	size_t count, capacity;
};

static bool collect(void *context, const struct value *item)
{
	struct collected *all = context;
	all->items = arena_grow(all->arena, all->items, all->count, &all->capacity, sizeof *all->items);
	struct value *kept = &all->items[all->count++];
	*kept = *item;
	if (item->kind != TYPE_REFERENCE)
		kept->target = item;
	if (item->kind == TYPE_RECORD) { /* a record stays what it is: the list holds references to it */
		*kept = (struct value){.state = VALUE_GIVEN, .kind = TYPE_REFERENCE, .target = item};
		kept->key = item->key;
		kept->text = item->key ? item->key : "";
		kept->parent = item->parent;
		kept->because = item->because;
		kept->line = item->line;
		kept->col = item->col;
	}
	return true;
}

static enum look blame(struct walk *walk, const struct value *value, const struct value **end)
{
	const struct value *answer = unknowns_trace(walk->scope, value);
	if (!walk->open)
		walk->open = answer;
	*end = answer;
	return LOOK_UNKNOWN;
}

static void visit(struct walk *walk, const struct value *item)
{
	if (!walk->enough)
		walk->enough = !walk->visit(walk->context, item);
}

/* The items of a list where the path ends. */
static void visit_items(struct walk *walk, const struct value *list)
{
	const struct value *ignored;
	if (list->open)
		blame(walk, list, &ignored);
	for (size_t i = 0; i < list->count && !walk->enough; i++) {
		enum look look = value_look(&list->items[i]);
		if (look == LOOK_GIVEN)
			visit(walk, &list->items[i]);
		else if (look == LOOK_UNKNOWN)
			blame(walk, &list->items[i], &ignored);
	}
}

static enum look follow(struct walk *walk, const struct value *value, size_t step, const struct value **end);

/* The path goes on from each item of a list. */
static enum look follow_items(struct walk *walk, const struct value *list, size_t step, const struct value **end)
{
	const struct value *ignored;
	note_read(walk, step, list);
	walk->listed = true;
	if (!walk->visit) {
		walk->visit = collect;
		walk->context = walk->collected;
	}
	if (list->open)
		blame(walk, list, &ignored);
	for (size_t i = 0; i < list->count && !walk->enough; i++)
		follow(walk, &list->items[i], step, &ignored);
	*end = NULL;
	return LOOK_GIVEN;
}

static enum look arrive(struct walk *walk, const struct value *value, size_t step, const struct value **end)
{
	if (value->kind != TYPE_RECORD || step > 0) /* a loop's record was read with its list */
		note_read(walk, step, value);
	if (value->kind == TYPE_REFERENCE && !value->target)
		return blame(walk, value, end);
	*end = value;
	if (walk->visit && is_list(value))
		visit_items(walk, value);
	else if (walk->listed)
		visit(walk, value);
	return LOOK_GIVEN;
}

/* An absent record that should be there may still have its fields as absent answers: those are what is missing, not the record. */
static bool leads_on(const struct value *value)
{
	return value->kind == TYPE_RECORD && value->state == VALUE_ABSENT && value->count > 0;
}

static enum look follow(struct walk *walk, const struct value *value, size_t step, const struct value **end)
{
	const struct cond *path = walk->path;
	for (;;) {
		enum look look = value_look(value);
		bool last = step == path->step_count;
		if (look == LOOK_NOTHING || (look == LOOK_UNKNOWN && (last || !leads_on(value)))) {
			note_read(walk, step, value);
			*end = value;
			return look == LOOK_NOTHING ? look : blame(walk, value, end);
		}
		if (last)
			return arrive(walk, value, step, end);
		if (is_list(value))
			return follow_items(walk, value, step, end);
		if (value->kind == TYPE_REFERENCE) {
			note_read(walk, step, value);
			if (!value->target)
				return blame(walk, value, end);
			value = value->target;
			continue;
		}
		const struct step *next = &path->steps[step];
		if (next->kind == STEP_ATTRIBUTE) {
			note_read(walk, step, value);
			if (!value->term)
				return blame(walk, value, end);
			value = &value->term->attributes[next->index];
		} else {
			if ((size_t)next->index >= value->count) /* a record that nobody has begun */
				return blame(walk, value, end);
			value = &value->items[next->index];
		}
		step++;
	}
}

static const struct value empty_value = {.state = VALUE_ABSENT};

enum look walk_path(struct walk *walk, const struct value **end)
{
	struct arena *arena = walk->scope->arena;
	const struct value *start = walk->scope->slots[walk->path->slot];
	*end = &empty_value;
	if (!start) { /* nothing stands there yet: nobody knows, and there is nobody to ask */
		walk->open = *end;
		return LOOK_UNKNOWN;
	}
	struct collected all = {.arena = arena};
	bool collects = !walk->visit;
	walk->collected = &all;
	enum look look = follow(walk, start, 0, end);
	walk->collected = NULL;
	if (collects && walk->listed) {
		struct value *list = arena_alloc(arena, sizeof *list);
		*list = (struct value){.state = VALUE_GIVEN, .kind = TYPE_LIST, .items = all.items, .count = all.count, .open = walk->open};
		*end = list;
	}
	return look;
}

/* Where a path through the fields of records leads, all of them given; NULL when something else stands on the way. */
static const struct value *field_at_end(const struct cond *path, const struct value *value)
{
	for (size_t step = 0; step < path->step_count; step++) {
		size_t field = (size_t)path->steps[step].index;
		if (value->kind != TYPE_RECORD || !value_is_given(value) || field >= value->count)
			return NULL;
		value = &value->items[field];
	}
	return value;
}

/* Almost every path ends at a field that holds a plain value or nothing: that is seen at once. */
enum look walk_value(struct scope *scope, const struct cond *path, const struct value **end)
{
	const struct value *start = scope->slots[path->slot], *field = start ? field_at_end(path, start) : NULL;
	enum look look = field && field->kind < TYPE_REFERENCE ? value_look(field) : LOOK_UNKNOWN;
	struct walk walk = {.scope = scope, .path = path};
	if (look == LOOK_UNKNOWN)
		return walk_path(&walk, end);
	note_read(&walk, path->step_count, field);
	*end = field;
	return look;
}
