/*
 * What a question says about usual answers: `sets`, a vocabulary each of whose entries brings several records at once, and `like`, a
 * question whose answer is usually its own, too. And `within`: what can be chosen depends on another answer.
 */
#include "questionnaire/schema/schema_parts.h"

#include <string.h>

static bool is_choice_of(const struct type *type, const struct vocabulary *vocabulary)
{
	return type->kind == TYPE_CHOICE && type->vocabulary == vocabulary;
}

/* An entry of both would be two things for one word. */
static const char *shared_id(const struct vocabulary *a, const struct vocabulary *b)
{
	for (size_t i = 0; i < a->term_count; i++)
		if (vocabulary_term(b, a->terms[i].id))
			return a->terms[i].id;
	return NULL;
}

/* Why the vocabulary cannot be sets of the records of a question; NULL: it can. */
static const char *sets_refused(struct arena *arena, const struct question *question, const struct vocabulary *sets)
{
	const struct type *type = &question->type;
	if (type->kind != TYPE_RECORDS || !type->record->field_count || type->record->fields[0].type.kind != TYPE_CHOICE)
		return "only records that begin with a choice come in sets";
	const struct vocabulary *kinds = type->record->fields[0].type.vocabulary;
	int members = vocabulary_attribute(sets, question->id);
	if (members < 0 || sets->attributes[members].type.kind != TYPE_LIST || !is_choice_of(sets->attributes[members].type.item, kinds))
		return arena_printf(arena, "it needs an attribute '%s', a list of choice of %s", question->id, kinds->id);
	const char *shared = shared_id(sets, kinds);
	return shared ? arena_printf(arena, "'%s' is an entry of '%s', too", shared, kinds->id) : NULL;
}

static void read_sets(struct schema_draft *draft, const struct record_draft *record, struct question *question,
	const struct yaml_node *map)
{
	const char *id = reader_text(record->reader, map, "sets"), *why;
	if (!id)
		return;
	const struct vocabulary *sets = vocabulary_find(&draft->schema->vocabularies, id);
	if (!sets) {
		REPORT(record->reader, yaml_get(map, "sets"), Q_UNKNOWN_VOCABULARY, id,
			did_you_mean(draft->arena, vocabularies_nearest(&draft->schema->vocabularies, id), "add it to vocabularies/"));
		return;
	}
	why = sets_refused(draft->arena, question, sets);
	if (why)
		REPORT(record->reader, yaml_get(map, "sets"), Q_BAD_SETS, id, question->id, why);
	else
		question->sets = sets;
}

/* The question that "company.seat" names: one in a record that is there once. */
static const struct question *question_named(const struct schema_draft *draft, const char *name)
{
	const struct record_type *root = draft->schema->root;
	const char *dot = strchr(name, '.');
	int field = dot ? record_type_field(root, arena_strndup(draft->arena, name, (size_t)(dot - name))) : -1;
	if (field < 0 || root->fields[field].type.kind != TYPE_RECORD)
		return NULL;
	const struct record_type *record = root->fields[field].type.record;
	field = record_type_field(record, dot + 1);
	return field < 0 ? NULL : &record->fields[field];
}

static bool could_be_like(const struct type *type, const struct type *like)
{
	const struct type *item = type->kind == TYPE_LIST ? type->item : type;
	return item->kind == like->kind && item->vocabulary == like->vocabulary && like->kind < TYPE_LIST;
}

static void read_like(struct schema_draft *draft, const struct record_draft *record, struct question *question,
	const struct yaml_node *map)
{
	const char *name = reader_text(record->reader, map, "like");
	if (!name)
		return;
	const struct question *like = question_named(draft, name);
	if (like && could_be_like(&question->type, &like->type))
		question->like = like;
	else
		REPORT(record->reader, yaml_get(map, "like"), Q_BAD_LIKE, name, question->id);
}

/* Is one of the vocabulary's attributes a choice as that question is? */
static bool could_be_within(const struct type *type, const struct type *within)
{
	if (type->kind != TYPE_CHOICE || within->kind != TYPE_CHOICE)
		return false;
	for (size_t i = 0; i < type->vocabulary->attribute_count; i++)
		if (is_choice_of(&type->vocabulary->attributes[i].type, within->vocabulary))
			return true;
	return false;
}

static void read_within(struct schema_draft *draft, const struct record_draft *record, struct question *question,
	const struct yaml_node *map)
{
	const char *name = reader_text(record->reader, map, "within");
	if (!name)
		return;
	const struct question *within = question_named(draft, name);
	if (within && could_be_within(&question->type, &within->type))
		question->within = within;
	else
		REPORT(record->reader, yaml_get(map, "within"), Q_BAD_WITHIN, name, question->id);
}

void schema_read_usual(struct schema_draft *draft)
{
	for (size_t i = 0; i < draft->record_count; i++) {
		struct record_draft *record = &draft->records[i];
		for (size_t k = 0; k < record->type->field_count && !record->facts; k++) {
			read_sets(draft, record, &record->fields[k], record->maps[k]);
			read_like(draft, record, &record->fields[k], record->maps[k]);
			read_within(draft, record, &record->fields[k], record->maps[k]);
		}
	}
}
