/*
 * Where paths lead: in answers that were read, and in the tree that is wanted.
 */
#include "questionnaire/answers/change_parts.h"

#include "base/text.h"
#include "questionnaire/types/fields.h"

#include <string.h>

/* The parts of a path. */

struct steps {
	const char *rest; /* NULL: at the end */
};

/* The next part, copied into arena; NULL at the end. */
static const char *next_part(struct steps *steps, struct arena *arena)
{
	if (!steps->rest)
		return NULL;
	size_t size = strcspn(steps->rest, ".");
	const char *part = arena_strndup(arena, steps->rest, size);
	steps->rest = steps->rest[size] ? steps->rest + size + 1 : NULL;
	return part;
}

/* The path up to the part that was read last. */
static const char *path_so_far(const char *path, const struct steps *steps, struct arena *arena)
{
	return steps->rest ? arena_strndup(arena, path, (size_t)(steps->rest - path) - 1) : path;
}

static struct diag *say_unknown(struct arena *arena, struct diags *diags, const char *file, const char *name,
	const struct record_type *type)
{
	const char *otherwise = type ? arena_printf(arena, "name a question of %s, as in '%s'", type->what, type->fields[0].id)
		: "leave out what stands behind the name of the answer";

	return diag_add(diags, &questionnaire_diags[Q_UNKNOWN_ANSWER], (struct pos){file, 0, 0}, name,
		did_you_mean(arena, type ? record_type_nearest(type, strrchr(name, '.') ? strrchr(name, '.') + 1 : name) : NULL, otherwise), NULL);
}

static void say_no_record(struct arena *arena, struct diags *diags, const char *file, const char *path,
	const char *(*candidate)(const void *context, size_t i), const void *context)
{
	const char *key = strrchr(path, '.') + 1; /* never the first part of a path */
	struct diag *diag = diag_add(diags, &questionnaire_diags[Q_NO_RECORD], (struct pos){file, 0, 0}, path,
		did_you_mean(arena, text_nearest(key, candidate, context), "name one that is there, or add it first"), NULL);

	diag_set_where(diags, diag, path);
}

/* In answers */

static const char *record_key(const void *context, size_t i)
{
	const struct value *records = context;

	return i < records->count ? records->items[i].key : NULL;
}

static const struct value *step(const struct answers *answers, struct arena *arena, const struct value *value, const char *part,
	const char *so_far,
	struct diags *diags)
{
	if (value->kind == TYPE_RECORDS) {
		for (size_t i = 0; i < value->count; i++)
			if (!strcmp(value->items[i].key, part))
				return &value->items[i];
		say_no_record(arena, diags, answers->file, so_far, record_key, value);
		return NULL;
	}
	const struct value *field = value_field(value, part);
	if (!field) {
		const struct record_type *type = !value->parent ? answers->schema->root
			: value->kind != TYPE_RECORD ? NULL
			: value->question ? value->question->type.record : value->parent->question->type.record;
		diag_set_where(diags, say_unknown(arena, diags, answers->file, so_far, type), so_far);
	}
	return field;
}

const struct value *answers_find(const struct answers *answers, const char *path, struct diags *diags)
{
	struct arena arena = ARENA_INIT;
	struct steps steps = {path};
	const struct value *value = answers->root;

	if (!*path) {
		diag_add(diags, &questionnaire_diags[Q_NO_PATH], (struct pos){answers->file, 0, 0}, path, NULL);
		return NULL;
	}
	for (const char *part; value && (part = next_part(&steps, &arena)); )
		value = step(answers, &arena, value, part, path_so_far(path, &steps, &arena), diags);
	arena_release(&arena);
	return value;
}

struct type answers_type(const struct schema *schema, const char *path)
{
	struct arena arena = ARENA_INIT;
	struct steps steps = {path};
	struct type type = {.kind = TYPE_RECORD, .record = schema->root};

	for (const char *part; type.kind != TYPE_NONE && (part = next_part(&steps, &arena));) {
		int field = type.kind == TYPE_RECORD ? record_type_field(type.record, part) : -1;
		if (field >= 0)
			type = type.record->fields[field].type;
		else if (type.kind != TYPE_RECORDS || !type_item(&type, &type))
			type = (struct type){.kind = TYPE_NONE};
	}
	arena_release(&arena);
	return type;
}

struct reference_visitor {
	const struct value *record;
	void (*visit)(void *context, const struct value *reference);
	void *context;
};

static void visit_references(const struct reference_visitor *visitor, const struct value *value)
{
	if (value->target == visitor->record)
		visitor->visit(visitor->context, value);
	for (size_t i = 0; i < value->count; i++)
		visit_references(visitor, &value->items[i]);
}

void answers_references(const struct answers *answers, const struct value *record,
	void (*visit)(void *context, const struct value *reference), void *context)
{
	const struct reference_visitor visitor = {record, visit, context};

	visit_references(&visitor, answers->root);
}

/* In the wanted tree */

struct pos batch_pos(const struct batch *batch, const struct spot *spot)
{
	const struct yaml_node *node = spot->value ? spot->value->old : NULL;

	return (struct pos){batch->answers->file, node ? node->line : 0, node ? node->col : 0};
}

static const char *listed_key(const void *context, size_t i)
{
	const char *const *keys = context;

	return keys[i];
}

/* The keys of a map that may not be there, ended by NULL. */
static const char *const *keys_of(struct arena *arena, const struct wanted *map)
{
	const char **keys = arena_calloc(arena, (map ? map->entry_count : 0) + 1, sizeof *keys);
	size_t count = 0;

	for (struct wanted_entry *entry = map ? wanted_alive(map->first) : NULL; entry; entry = wanted_alive(entry->next))
		keys[count++] = entry->key;
	return keys;
}

/* The entry behind which the schema puts this field: that of the nearest question asked before it. */
static struct wanted_entry *place_of(const struct wanted *map, const struct record_type *type, int field)
{
	struct wanted_entry *behind = NULL;
	int nearest = -1;

	for (struct wanted_entry *entry = wanted_alive(map->first); entry; entry = wanted_alive(entry->next)) {
		int at = record_type_field(type, entry->key);
		if (at < field && at > nearest) {
			nearest = at;
			behind = entry;
		}
	}
	return behind;
}

/* Makes the map at hand ready for what comes; NULL when there is none. */
static struct wanted *open_holder(struct batch *batch, struct wanted *value, enum way way)
{
	if (!value || (way != WAY_MAKE && !wanted_is_map(value)))
		return NULL;
	wanted_open(&batch->arena, value);
	if (way != WAY_LOOK && value->tag)
		wanted_push_tag(&batch->arena, value);
	return value;
}

static bool step_to_field(struct batch *batch, const struct record_type *type, const char *part, enum way way, struct spot *spot)
{
	int field = record_type_field(type, part);

	if (field < 0) {
		diag_set_where(batch->diags, say_unknown(&batch->arena, batch->diags, batch->answers->file, spot->path, type), spot->path);
		return false;
	}
	spot->question = &type->fields[field];
	spot->type = spot->question->type;
	spot->entry = spot->holder ? wanted_find(spot->holder, part) : NULL;
	if (!spot->entry && way == WAY_MAKE)
		spot->entry = wanted_add(&batch->arena, spot->holder, spot->question->id, place_of(spot->holder, type, field));
	return true;
}

static bool step_to_record(struct batch *batch, const char *part, enum way way, struct spot *spot)
{
	spot->question = NULL;
	spot->type = (struct type){.kind = TYPE_RECORD, .of = spot->type.of, .record = spot->type.record};
	spot->entry = spot->holder ? wanted_find(spot->holder, part) : NULL;
	if (spot->entry)
		return true;
	if (way != WAY_MAKE) {
		say_no_record(&batch->arena, batch->diags, batch->answers->file, spot->path, listed_key, keys_of(&batch->arena, spot->holder));
		return false;
	}
	if (!text_is_id(part)) {
		BATCH_SAY(batch, spot, Q_BAD_KEY, part, "use at most 64 of A-Z, a-z, 0-9, '-' and '_', a letter or digit first");
		return false;
	}
	spot->entry = wanted_add(&batch->arena, spot->holder, part, spot->holder->last);
	spot->entry->value = (struct wanted){.open = true};
	return true;
}

bool batch_find(struct batch *batch, const char *path, enum way way, struct spot *spot)
{
	struct steps steps = {path};

	*spot = (struct spot){.path = path, .value = &batch->root, .type = {.kind = TYPE_RECORD, .record = batch->answers->schema->root}};
	if (!*path) {
		diag_add(batch->diags, &questionnaire_diags[Q_NO_PATH], (struct pos){batch->answers->file, 0, 0}, path, NULL);
		return false;
	}
	for (const char *part; (part = next_part(&steps, &batch->arena));) {
		struct type type = spot->type;
		spot->path = path_so_far(path, &steps, &batch->arena);
		if (type.kind != TYPE_RECORD && type.kind != TYPE_RECORDS) {
			diag_set_where(batch->diags, say_unknown(&batch->arena, batch->diags, batch->answers->file, spot->path, NULL), spot->path);
			return false;
		}
		spot->holder = open_holder(batch, spot->value, way);
		if (!(type.kind == TYPE_RECORD ? step_to_field(batch, type.record, part, way, spot) : step_to_record(batch, part, way, spot)))
			return false;
		spot->value = spot->entry ? &spot->entry->value : NULL;
	}
	return true;
}
