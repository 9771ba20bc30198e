/* What the names in a condition mean: variables, named conditions, and paths through records, references and choices. */
#include "questionnaire/conditions/cond_parts.h"

#include "base/text.h"

#include <string.h>

bool cond_is_keyword(const char *name)
{
	static const char *const keywords[] = {"and", "or", "not", "in", "true", "false", "this", "facts"};
	for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
		if (strcmp(name, keywords[i]) == 0)
			return true;
	return false;
}

/* -- first names -- */

/* The i-th variable, innermost first; NULL after the last. */
static const struct cond_variable *variable_at(const struct cond_reader *r, size_t i)
{
	if (i < r->loop_count)
		return &r->loops[r->loop_count - 1 - i];
	i -= r->loop_count;
	return i < r->env->variable_count ? &r->env->variables[r->env->variable_count - 1 - i] : NULL;
}

static const struct cond_variable *find_variable(const struct cond_reader *r, const char *name)
{
	const struct cond_variable *variable;
	for (size_t i = 0; (variable = variable_at(r, i)) != NULL; i++)
		if (strcmp(variable->name, name) == 0)
			return variable;
	return NULL;
}

static const struct named_condition *find_named(const struct cond_reader *r, const char *name)
{
	for (size_t i = 0; i < r->env->condition_count; i++)
		if (strcmp(r->env->conditions[i].name, name) == 0)
			return &r->env->conditions[i];
	return NULL;
}

/* Everything a path can begin with, one after the other. */
static const char *first_candidate(const void *context, size_t i)
{
	const struct cond_reader *r = context;
	const struct cond_env *env = r->env;
	size_t variables = r->loop_count + env->variable_count;
	if (i < variables)
		return variable_at(r, i)->name;
	i -= variables;
	if (i < env->condition_count)
		return env->conditions[i].name;
	i -= env->condition_count;
	size_t fields = env->root ? env->root->field_count : 0;
	if (i < fields)
		return env->root->fields[i].id;
	return i == fields && !env->no_facts ? "facts" : NULL;
}

int cond_bind(struct cond_reader *r, const char *name, struct pos pos, const struct cond *list)
{
	if (cond_is_keyword(name) || find_variable(r, name) || find_named(r, name))
		COND_REPORT(r, pos, Q_COND_NAME_TAKEN, name);
	if (r->next_slot >= SLOT_COUNT) {
		COND_REPORT(r, pos, Q_COND_TOO_MANY_VARIABLES, name);
		r->stopped = true;
		return -1;
	}
	struct cond_variable *variable = &r->loops[r->loop_count++];
	*variable = (struct cond_variable){.name = name, .slot = r->next_slot++};
	if (!type_item(&list->type, &variable->type))
		variable->type.kind = TYPE_NONE;
	return variable->slot;
}

void cond_unbind(struct cond_reader *r)
{
	r->loop_count--;
	r->next_slot--;
}

/* -- named conditions -- */

static size_t count_nodes(const struct cond *cond)
{
	return cond ? 1 + count_nodes(cond->left) + count_nodes(cond->right) : 0;
}

static void note_fact(void *context, const struct cond *path)
{
	bool *facts = context;
	if (path->slot == SLOT_FACTS)
		*facts = true;
}

static struct cond *use_named(struct cond_reader *r, const struct named_condition *named, struct pos pos)
{
	if (!named->cond) { /* a mistake in it was reported where it stands */
		r->failed = true;
		return cond_node(r, COND_NAMED, TYPE_NONE, pos);
	}
	r->nodes += count_nodes(named->cond);
	struct cond *cond = cond_node(r, COND_NAMED, TYPE_YES_NO, pos);
	cond->left = named->cond;
	cond->name = named->name;
	bool facts = false;
	if (r->env->no_facts)
		cond_visit_paths(named->cond, note_fact, &facts);
	if (facts)
		COND_REPORT(r, pos, Q_COND_NO_FACTS, named->name);
	return cond;
}

/* -- paths -- */

/* A path as far as it was followed. */
struct trail {
	const char *const *names;
	const size_t *starts;
	size_t at;          /* the name it stands at */
	int slot;
	struct type type;   /* there; of one item when listed */
	bool listed;        /* it has gone through a list */
	bool optional;
	size_t steps, guard_steps; /* taken so far; up to the last that may be nothing */
};

static const char *join(struct cond_reader *r, const char *const *names, size_t count)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < count; i++) {
		buf_adds(&text, i ? "." : "");
		buf_adds(&text, names[i]);
	}
	const char *kept = arena_strndup(r->arena, text.s, text.len);
	buf_release(&text);
	return kept;
}

static bool lost(struct cond_reader *r, const struct trail *trail, const char *why, const char *nearest)
{
	const char *path = join(r, trail->names, trail->at + 1);
	COND_REPORT(r, cond_pos(r, trail->starts[trail->at]), Q_COND_UNKNOWN_PATH, path, why, cond_suggest(r, nearest));
	return false;
}

static void may_be_nothing(struct trail *trail)
{
	trail->optional = true;
	trail->guard_steps = trail->steps + 1;
}

static bool step_field(struct cond_reader *r, struct trail *trail, struct step *step, const struct record_type *record)
{
	const char *name = trail->names[trail->at];
	int index = record_type_field(record, name);
	if (index < 0)
		return lost(r, trail, arena_printf(r->arena, "a record of type '%s' has no field '%s'", record->id, name),
			record_type_nearest(record, name));
	const struct question *field = &record->fields[index];
	*step = (struct step){.kind = STEP_FIELD, .index = index, .name = field->id};
	trail->type = field->type;
	if (!trail->listed && (!field->required || field->none_allowed || field->when))
		may_be_nothing(trail);
	return true;
}

static const char *attribute_candidate(const void *context, size_t i)
{
	const struct vocabulary *vocabulary = context;
	return i < vocabulary->attribute_count ? vocabulary->attributes[i].name : NULL;
}

static bool step_attribute(struct cond_reader *r, struct trail *trail, struct step *step)
{
	const struct vocabulary *vocabulary = trail->type.vocabulary;
	const char *name = trail->names[trail->at];
	int index = vocabulary_attribute(vocabulary, name);
	if (index < 0)
		return lost(r, trail, arena_printf(r->arena, "the entries of vocabulary '%s' have no attribute '%s'", vocabulary->id, name),
			text_nearest(name, attribute_candidate, vocabulary));
	const struct attribute *attribute = &vocabulary->attributes[index];
	*step = (struct step){.kind = STEP_ATTRIBUTE, .index = index, .name = attribute->name};
	trail->type = attribute->type;
	if (!trail->listed && attribute->optional)
		may_be_nothing(trail);
	return true;
}

/* One step, by the name the trail stands at. False when there is none: reported, or rests on a type that was. */
static bool step_on(struct cond_reader *r, struct trail *trail, struct step *step)
{
	struct type item;
	if (type_item(&trail->type, &item)) {
		trail->type = item;
		trail->listed = true;
	}
	switch (trail->type.kind) {
	case TYPE_RECORD:
	case TYPE_REFERENCE:
		return trail->type.record && step_field(r, trail, step, trail->type.record);
	case TYPE_CHOICE:
		return trail->type.vocabulary && step_attribute(r, trail, step);
	case TYPE_NONE:
		return false;
	default:
		return lost(r, trail, arena_printf(r->arena, "'%s' is %s, which has no fields", join(r, trail->names, trail->at),
			cond_describe(r, &trail->type)), NULL);
	}
}

static bool take_step(struct cond_reader *r, struct trail *trail, struct step *step)
{
	bool taken = step_on(r, trail, step);
	trail->steps++;
	return taken;
}

/* Sets the trail to where its first name leads, with a step when that is a field of the answers. */
static bool start(struct cond_reader *r, struct trail *trail, struct step *steps, size_t *step_count)
{
	const char *name = trail->names[0];
	const struct cond_env *env = r->env;
	struct pos pos = cond_pos(r, trail->starts[0]);
	const struct cond_variable *variable = find_variable(r, name);
	if (variable) {
		trail->slot = variable->slot;
		trail->type = variable->type;
		trail->optional = variable->optional;
		return true;
	}
	if (strcmp(name, "this") == 0) {
		COND_REPORT(r, pos, Q_COND_NO_THIS, "");
		return false;
	}
	if (strcmp(name, "facts") == 0) {
		if (env->no_facts)
			COND_REPORT(r, pos, Q_COND_NO_FACTS, name);
		trail->slot = SLOT_FACTS;
		trail->type = (struct type){.kind = TYPE_RECORD, .of = "facts", .record = env->facts};
		return !env->no_facts;
	}
	trail->slot = SLOT_ANSWERS;
	trail->type = (struct type){.kind = TYPE_RECORD, .record = env->root};
	if (env->root && record_type_field(env->root, name) >= 0)
		return take_step(r, trail, &steps[(*step_count)++]);
	return lost(r, trail, "no answer, variable or condition has that name", text_nearest(name, first_candidate, r));
}

/* The type of what a path through a list collects: lists inside are joined to one. */
static struct type listed_type(struct cond_reader *r, const struct type *end)
{
	if (end->kind == TYPE_LIST || end->kind == TYPE_NONE)
		return *end;
	struct type *item = arena_alloc(r->arena, sizeof *item);
	*item = *end;
	if (end->kind == TYPE_RECORD || end->kind == TYPE_RECORDS)
		item->kind = TYPE_REFERENCE;
	return (struct type){.kind = TYPE_LIST, .item = item};
}

struct cond *cond_resolve(struct cond_reader *r, const char *const *names, const size_t *starts, size_t count)
{
	struct pos pos = cond_pos(r, starts[0]);
	struct trail trail = {.names = names, .starts = starts};
	const struct named_condition *named = find_variable(r, names[0]) ? NULL : find_named(r, names[0]);
	if (named && count == 1)
		return use_named(r, named, pos);

	struct cond *cond = cond_node(r, COND_PATH, TYPE_NONE, pos);
	struct step *steps = arena_calloc(r->arena, count, sizeof *steps);
	cond->name = join(r, names, count);
	bool found = true;
	if (named) {
		trail.at = 1;
		found = lost(r, &trail, arena_printf(r->arena, "'%s' is a condition, which has no fields", named->name), NULL);
	} else {
		found = start(r, &trail, steps, &cond->step_count);
	}
	for (trail.at = 1; found && trail.at < count; trail.at++)
		found = take_step(r, &trail, &steps[cond->step_count++]);
	cond->slot = trail.slot;
	cond->steps = steps;
	cond->optional = trail.optional;
	cond->guard_steps = trail.guard_steps;
	if (found)
		cond->type = trail.listed ? listed_type(r, &trail.type) : trail.type;
	if (cond->type.kind == TYPE_NONE)
		r->failed = true; /* also when a mistake in the schema was reported before */
	return cond;
}
