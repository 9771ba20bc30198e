/*
 * Reading record types: the records of questions, and those of facts, which have fewer keys.
 */
#include "questionnaire/schema/schema_parts.h"

#include "base/text.h"
#include "questionnaire/types/type_parse.h"
#include "questionnaire/vocabularies/choices.h"

#include <string.h>

static const struct field record_fields[] = {{"what", true}, {"questions", true}, {NULL, false}};
static const struct field fact_record_fields[] = {{"what", true}, {"fields", true}, {NULL, false}};
static const struct field question_fields[] = {
	{"id", true}, {"label", true}, {"type", true}, {"need", true}, {"none", false}, {"when", false}, {"ask", true}, {"help", true},
	{"more", false}, {"example", true}, {"article", true}, {"sets", false}, {"like", false}, {"within", false}, {"holds", false}, {NULL, false},
};
static const struct field fact_fields[] = {{"id", true}, {"type", true}, {"what", true}, {"need", false}, {"holds", false}, {NULL, false}};

static const char *requirement_fix(const struct schema_draft *draft, const char *id)
{
	return did_you_mean(draft->arena, requirement_nearest(&draft->schema->requirements, id), "add it to laws/");
}

const struct requirement *const *articles_read(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map,
	size_t *count)
{
	const struct yaml_node *const *ids = NULL;
	size_t size = reader_texts(reader, map, "article", &ids);
	const struct requirement **articles = arena_calloc(draft->arena, size + 1, sizeof *articles);

	*count = 0;
	for (size_t i = 0; i < size; i++) {
		const struct requirement *requirement = requirement_find(&draft->schema->requirements, ids[i]->text);
		if (requirement)
			articles[(*count)++] = requirement;
		else
			REPORT(reader, ids[i], Q_UNKNOWN_REQUIREMENT, ids[i]->text, requirement_fix(draft, ids[i]->text));
	}
	return articles;
}

/* need: required | optional. */
static bool read_need(const struct reader *reader, const struct yaml_node *map, bool otherwise)
{
	const char *need = reader_text(reader, map, "need");

	if (!need)
		return otherwise;
	if (strcmp(need, "required") && strcmp(need, "optional"))
		REPORT(reader, yaml_get(map, "need"), Q_BAD_CHOICE, need, "need", "choose one of required, optional");
	return strcmp(need, "optional") != 0;
}

/* holds: name | code; without it words. */
static enum text_holds read_holds(const struct reader *reader, const struct yaml_node *map)
{
	const char *holds = reader_text(reader, map, "holds");

	if (!holds)
		return HOLDS_WORDS;
	if (strcmp(holds, "name") && strcmp(holds, "code"))
		REPORT(reader, yaml_get(map, "holds"), Q_BAD_CHOICE, holds, "holds", "choose one of name, code");
	return strcmp(holds, "name") ? HOLDS_CODE : HOLDS_NAME;
}

static void read_asking(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map,
	struct question *question)
{
	question->label = reader_text(reader, map, "label");
	question->ask = reader_text(reader, map, "ask");
	question->help = reader_text(reader, map, "help");
	question->more = reader_text(reader, map, "more");
	question->example = reader_text(reader, map, "example");
	question->articles = articles_read(draft, reader, map, &question->article_count);
	const struct yaml_node *articles = yaml_get(map, "article");
	if (articles && articles->kind == YAML_LIST && !articles->size)
		REPORT(reader, articles, Q_NO_VALUE, "article");
	question->when_text = reader_text(reader, map, "when");
	question->none_allowed = reader_yes_no(reader, map, "none", false);
}

/* Reads one question, or one field of a fact, into the next free place of its record. */
static void read_field(struct schema_draft *draft, struct record_draft *record, const struct yaml_node *map)
{
	const struct reader *reader = record->reader;
	struct record_type *type = record->type;
	struct question *question = &record->fields[type->field_count];
	const struct yaml_node *type_node;
	const char *id;
	int first;

	draft->missing |= !reader_map(reader, map, record->facts ? "a field" : "a question", record->facts ? fact_fields : question_fields);
	id = reader_text(reader, map, "id");
	if (!id || !reader_is_name(reader, yaml_get(map, "id"), id)) {
		draft->missing = true;
		return;
	}
	first = record_type_field(type, id);
	if (first >= 0) {
		draft->missing = true; /* most likely one of them was meant to be another */
		REPORT(reader, yaml_get(map, "id"), Q_DUPLICATE_ID, record->facts ? "field" : "question", id,
			pos_text(draft->arena, type->fields[first].pos));
		return;
	}
	*question = (struct question){.id = id, .pos = reader_pos(reader, map)};
	type_node = yaml_get(map, "type");
	if (!type_node || !type_parse(reader, type_node, TYPES_OF_QUESTIONS, &question->type, NULL))
		draft->gaps = true;
	if (record->facts)
		question->label = reader_text(reader, map, "what");
	else
		read_asking(draft, reader, map, question);
	question->holds = read_holds(reader, map);
	question->required = read_need(reader, map, true);
	question->none_allowed |= !question->required;
	record->maps[type->field_count++] = map;
}

static void read_record(struct schema_draft *draft, const struct reader *reader, const struct yaml_pair *pair, bool facts)
{
	const char *id = pair->key->text;
	const struct record_draft *first = records_find(draft, id);
	const struct field *keys = facts ? fact_record_fields : record_fields;
	const struct yaml_node *list;
	struct record_draft *record;
	size_t count;

	if (first)
		REPORT(reader, pair->key, Q_DUPLICATE_ID, "record type", id, pos_text(draft->arena, first->type->pos));
	if (first || !reader_is_name(reader, pair->key, id) || !reader_map(reader, pair->value, id, keys)) {
		draft->missing = true;
		return;
	}
	list = reader_child(reader, pair->value, facts ? "fields" : "questions", YAML_LIST);
	count = list ? list->size : 0;
	draft->missing |= !list;

	draft->records = arena_grow(draft->arena, draft->records, draft->record_count, &draft->record_capacity, sizeof *draft->records);
	record = &draft->records[draft->record_count++];
	*record = (struct record_draft){.reader = reader, .facts = facts};
	record->type = arena_calloc(draft->arena, 1, sizeof *record->type);
	record->fields = arena_calloc(draft->arena, count + 1, sizeof *record->fields);
	record->maps = arena_calloc(draft->arena, count + 1, sizeof *record->maps);
	*record->type = (struct record_type){
		.id = arena_strdup(draft->arena, id), .what = reader_text(reader, pair->value, "what"), .fields = record->fields,
		.pos = reader_pos(reader, pair->key),
	};
	for (size_t i = 0; i < count; i++)
		read_field(draft, record, list->items[i]);
}

void records_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *root, bool facts)
{
	const struct yaml_node *records = reader_child(reader, root, "records", YAML_MAP);

	for (size_t i = 0; records && i < records->size; i++)
		read_record(draft, reader, &records->pairs[i], facts);
}

struct record_draft *records_find(const struct schema_draft *draft, const char *id)
{
	for (size_t i = 0; i < draft->record_count; i++)
		if (!strcmp(draft->records[i].type->id, id))
			return &draft->records[i];
	return NULL;
}

static const char *record_candidate(const void *context, size_t i)
{
	const struct schema_draft *draft = context;

	return i < draft->record_count ? draft->records[i].type->id : NULL;
}

/* The record type of "record of R" and "records of R". Answers cannot be made of records of facts. */
static bool resolve_record(const struct schema_draft *draft, const struct record_draft *record, const struct yaml_node *node,
	struct type *type)
{
	const struct record_draft *found = records_find(draft, type->of);

	if (found && (record->facts || !found->facts)) {
		type->record = found->type;
		return true;
	}
	if (found)
		REPORT(record->reader, node, Q_UNKNOWN_RECORD, type->of, "answers cannot be made of facts: add a record type under 'records'");
	else if (!draft->missing)
		REPORT(record->reader, node, Q_UNKNOWN_RECORD, type->of,
			did_you_mean(draft->arena, text_nearest(type->of, record_candidate, draft), "add it under 'records'"));
	return false;
}

/* The record type behind "reference to FIELD". */
static bool resolve_reference(const struct schema_draft *draft, const struct record_draft *record, const struct yaml_node *node,
	struct type *type)
{
	const struct record_type *root = draft->schema->root;
	const struct question *field;
	int i;

	if (!root)
		return false; /* reported: no answers at all */
	i = record_type_field(root, type->of);
	if (i < 0) {
		if (!draft->missing)
			REPORT(record->reader, node, Q_UNKNOWN_FIELD, type->of, did_you_mean(draft->arena, record_type_nearest(root, type->of),
				"refer to one of its fields"));
		return false;
	}
	field = &root->fields[i];
	if (field->type.kind == TYPE_RECORDS)
		type->record = field->type.record;
	else if (field->type.kind != TYPE_NONE)
		REPORT(record->reader, node, Q_NOT_RECORDS, type->of);
	return type->record;
}

static bool resolve_references(const struct schema_draft *draft, const struct record_draft *record, const struct yaml_node *node,
	struct type *type)
{
	if (type->kind == TYPE_REFERENCE)
		return resolve_reference(draft, record, node, type);
	if (type->kind == TYPE_LIST && type->item->kind == TYPE_REFERENCE) {
		struct type *item = arena_calloc(draft->arena, 1, sizeof *item);
		*item = *type->item;
		type->item = item;
		return resolve_reference(draft, record, node, item);
	}
	return true;
}

/* References lead through fields of records, so they come after everything else. */
static void resolve_all(struct schema_draft *draft, bool references)
{
	for (size_t i = 0; i < draft->record_count; i++) {
		struct record_draft *record = &draft->records[i];
		for (size_t k = 0; k < record->type->field_count; k++) {
			struct type *type = &record->fields[k].type;
			const struct yaml_node *node = yaml_get(record->maps[k], "type");
			bool fine = true;
			if (references)
				fine = resolve_references(draft, record, node, type);
			else if (type->kind == TYPE_RECORD || type->kind == TYPE_RECORDS)
				fine = resolve_record(draft, record, node, type);
			else
				fine = choices_resolve(&draft->schema->vocabularies, record->reader, node, type);
			if (!fine) {
				*type = (struct type){.kind = TYPE_NONE};
				draft->gaps = true;
			}
		}
	}
}

void records_resolve(struct schema_draft *draft)
{
	resolve_all(draft, false);
	resolve_all(draft, true);
}
