/*
 * What is usual: the attributes of a choice, as suggestions for the record it is made in.
 */
#include "questionnaire/answers/change.h"

#include "questionnaire/types/term.h"

#include <string.h>

struct suggestions {
	struct arena *arena;
	const struct answers *answers; /* NULL: none yet */
	const struct term *local;      /* what a law of the country of the seat adds; NULL: nothing */
	struct change *items;
	size_t count, capacity;
};

static bool is_same(const struct type *question, const struct type *attribute)
{
	if (question->kind != attribute->kind || question->vocabulary != attribute->vocabulary)
		return false;
	return question->kind != TYPE_LIST || is_same(question->item, attribute->item);
}

static void suggest_value(struct suggestions *to, const char *path, const struct value *attribute)
{
	bool list = attribute->kind == TYPE_LIST;
	size_t count = list ? attribute->count : 1;
	const char **values = arena_calloc(to->arena, count, sizeof *values);

	for (size_t i = 0; i < count; i++)
		values[i] = list ? attribute->items[i].text : attribute->text;
	to->items = arena_grow(to->arena, to->items, to->count, &to->capacity, sizeof *to->items);
	to->items[to->count++] = (struct change){CHANGE_SUGGEST, path, values, count};
}

const struct value *answers_answer(const struct answers *answers, const struct question *question)
{
	const struct value *root = answers->root;
	for (size_t i = 0; i < root->count; i++) {
		const struct value *record = &root->items[i];
		if (record->kind != TYPE_RECORD)
			continue;
		for (size_t k = 0; k < record->count; k++) {
			if (record->items[k].question == question)
				return value_is_given(&record->items[k]) ? &record->items[k] : NULL;
		}
	}
	return NULL;
}

/* What is usual without regard to the kind: the same answer as that of another question. */
static void suggest_like(struct suggestions *to, const char *path, const struct question *question)
{
	const struct value *usual = question->like && to->answers ? answers_answer(to->answers, question->like) : NULL;
	if (usual)
		suggest_value(to, path, usual);
}

/* The attribute of an entry that can answer a question, of its type or a list of entries that give records; NULL: none. */
static const struct value *find_attribute(const struct term *term, const struct question *question)
{
	int named = term ? vocabulary_attribute(term->vocabulary, question->id) : -1;
	if (named < 0 || term->attributes[named].state != VALUE_GIVEN)
		return NULL;
	const struct type *type = &term->vocabulary->attributes[named].type;
	bool records = question->type.kind == TYPE_RECORDS && type->kind == TYPE_LIST && type->item->kind == TYPE_CHOICE;
	return records || is_same(&question->type, type) ? &term->attributes[named] : NULL;
}

/* What is usual for the kind, else what the law of the country says. NULL: nothing. */
static const struct value *find_usual(const struct suggestions *to, const struct term *term, const struct question *question)
{
	const struct value *usual = find_attribute(term, question);
	return usual ? usual : find_attribute(to->local, question);
}

static void suggest_record(struct suggestions *to, const char *path, const struct record_type *type, const struct term *term);

/* Records of a list: the law of the country speaks of those only that say so by `by_statute`. */
static void suggest_records(struct suggestions *to, const char *path, const struct record_type *type, const struct value *entries)
{
	const struct term *local = to->local;
	for (size_t i = 0; i < entries->count; i++) {
		const struct value *by_statute = term_attribute(entries->items[i].term, "by_statute");
		to->local = by_statute && by_statute->state == VALUE_GIVEN && by_statute->number ? local : NULL;
		suggest_record(to, arena_printf(to->arena, "%s.%s", path, entries->items[i].text), type, entries->items[i].term);
	}
	to->local = local;
}

static void suggest_record(struct suggestions *to, const char *path, const struct record_type *type, const struct term *term)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		const char *at = arena_printf(to->arena, "%s.%s", path, question->id);
		const struct value *usual = find_usual(to, term, question);
		if (question->type.kind == TYPE_RECORD)
			suggest_record(to, at, question->type.record, term);
		else if (!usual)
			suggest_like(to, at, question);
		else if (question->type.kind == TYPE_RECORDS)
			suggest_records(to, at, question->type.record, usual);
		else
			suggest_value(to, at, usual);
	}
}

static bool has_record(const struct answers *answers, const struct question *list, const char *key)
{
	const struct value *records = answers ? value_field(answers->root, list->id) : NULL;
	for (size_t i = 0; records && i < records->count; i++) {
		if (strcmp(records->items[i].key, key) == 0)
			return true;
	}
	return false;
}

/* Records of other lists of the root: those that an attribute with the list's id names, unless they are there. */
static void suggest_beside(struct suggestions *to, const struct question *list, const struct term *kind)
{
	int named = vocabulary_attribute(kind->vocabulary, list->id);
	const struct value *value = named < 0 || list->type.kind != TYPE_RECORDS ? NULL : &kind->attributes[named];
	if (!value || value->kind != TYPE_LIST || list->sets)
		return;
	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = &value->items[i];
		if (!has_record(to->answers, list, item->text))
			suggest_record(to, arena_printf(to->arena, "%s.%s", list->id, item->text), list->type.record, item->term);
	}
}

/* The entry of a list for the country of the seat. */
static const struct term *entry_of_seat(const struct value *list, const struct answers *answers)
{
	const struct value *seat = answers ? value_field(value_field(answers->root, "company"), "seat") : NULL;
	for (size_t i = 0; seat && value_is_given(seat) && list && i < list->count; i++) {
		const struct value *country = term_attribute(list->items[i].term, "country");
		if (country && country->text && strcmp(country->text, seat->text) == 0)
			return list->items[i].term;
	}
	return NULL;
}

/* What the law of the country of the seat says of a kind: for this set, as its attribute named like the kind has it, else for everybody. */
static const struct term *local_term(const struct term *kind, const struct term *set, const struct answers *answers)
{
	const struct term *own = kind && set ? entry_of_seat(term_attribute(set, kind->id), answers) : NULL;
	return own || !kind ? own : entry_of_seat(term_attribute(kind, "by_country"), answers);
}

size_t answers_suggest(struct arena *arena, const struct answers *answers, const char *path, const struct record_type *type,
	const struct term *kind, const struct change **changes)
{
	struct suggestions to = {.arena = arena, .answers = answers, .local = local_term(kind, NULL, answers)};

	suggest_record(&to, path, type, kind);
	*changes = to.items;
	return to.count;
}

size_t answers_suggest_beside(struct arena *arena, const struct answers *answers, const struct record_type *root, const struct term *kind,
	const struct change **changes)
{
	struct suggestions to = {.arena = arena, .answers = answers};

	for (size_t i = 0; i < root->field_count; i++)
		suggest_beside(&to, &root->fields[i], kind);
	*changes = to.items;
	return to.count;
}

/* A record of that kind is there already, or one under the key that it would get. */
static bool has_kind(const struct answers *answers, const struct question *list, const struct term *kind)
{
	const struct value *records = answers ? value_field(answers->root, list->id) : NULL;
	for (size_t i = 0; records && i < records->count; i++) {
		if (records->items[i].items[0].term == kind || strcmp(records->items[i].key, kind->id) == 0)
			return true;
	}
	return false;
}

/* A record of that kind: that it is there is only suggested, too. */
static void suggest_kind(struct suggestions *to, const struct record_type *root, const struct question *list, const struct term *kind,
	const struct term *set)
{
	const struct record_type *type = list->type.record;
	const char *path = arena_printf(to->arena, "%s.%s", list->id, kind->id);
	const char **id = arena_calloc(to->arena, 1, sizeof *id);

	if (has_kind(to->answers, list, kind))
		return;
	to->local = local_term(kind, set, to->answers);
	id[0] = kind->id;
	to->items = arena_grow(to->arena, to->items, to->count, &to->capacity, sizeof *to->items);
	to->items[to->count++] = (struct change){CHANGE_SUGGEST, arena_printf(to->arena, "%s.%s", path, type->fields[0].id), id, 1};
	suggest_record(to, path, type, kind);
	to->local = NULL;
	for (size_t i = 0; i < root->field_count; i++)
		suggest_beside(to, &root->fields[i], kind);
}

static bool is_standing(const struct term *kind)
{
	const struct value *standing = term_attribute(kind, "standing");
	return standing && standing->state == VALUE_GIVEN && standing->number;
}

size_t answers_suggest_set(struct arena *arena, const struct answers *answers, const struct record_type *root, const struct question *list,
	const struct term *set, const struct change **changes)
{
	struct suggestions to = {.arena = arena, .answers = answers};
	const struct vocabulary *kinds = list->type.record->fields[0].type.vocabulary;
	const struct value *members = set ? term_attribute(set, list->id) : NULL;

	for (size_t i = 0; members && i < members->count; i++)
		suggest_kind(&to, root, list, members->items[i].term, set);
	for (size_t i = 0; i < kinds->term_count; i++) {
		if (is_standing(&kinds->terms[i]))
			suggest_kind(&to, root, list, &kinds->terms[i], set);
	}
	for (size_t i = 0; set && i < root->field_count; i++)
		suggest_beside(&to, &root->fields[i], set);
	*changes = to.items;
	return to.count;
}
