/*
 * Reading vocabularies, in two rounds: first every file's declarations and the ids of its entries, then the attributes of the entries. So
 * choices can lead from any vocabulary to any other, in circles too, whatever the order of the files.
 */
#include "questionnaire/types/type_parse.h"
#include "questionnaire/vocabularies/choices.h"
#include "questionnaire/vocabularies/vocabulary_parts.h"

#include <stdlib.h>
#include <string.h>

static const struct field vocabulary_fields[] = {{"vocabulary", true}, {"title", true}, {"attributes", false}, {"terms", true},
	EVIDENCE_FIELDS, {NULL, false}};
/* Keys that every term may have, the last in overlays only: no names for attributes. */
static const struct field common_fields[] = {EVIDENCE_FIELDS, {"replaces", false}, {NULL, false}};
enum { COMMON_COUNT = sizeof common_fields / sizeof *common_fields };

/* A vocabulary while it is read. */
struct draft {
	struct reader reader;
	const struct yaml_node *root, *term_map;
	struct vocabulary *vocabulary;      /* NULL: not usable, reported */
	struct attribute *attributes;
	struct term *terms;
	struct term_reader term_reader;
};

/* Attributes that the program itself looks at, by name. */
static void check_meaning(const struct reader *reader, const struct attribute *attribute, const struct yaml_node *type)
{
	bool is_texts = attribute->type.kind == TYPE_LIST && attribute->type.item->kind == TYPE_TEXT;
	if (strcmp(attribute->name, "uses") == 0 && attribute->type.kind != TYPE_NUMBER)
		REPORT(reader, type, Q_WRONG_TYPE, attribute->name, "a number: how usual an entry is", type->text, "write number optional");
	if (strcmp(attribute->name, "also") == 0 && !is_texts)
		REPORT(reader, type, Q_WRONG_TYPE, attribute->name, "a list of text: other names of an entry", type->text, "write list of text optional");
}

static void read_attribute(struct draft *draft, const struct yaml_pair *pair)
{
	const struct reader *reader = &draft->reader;
	const char *name = pair->key->text;
	struct attribute *attribute = &draft->attributes[draft->vocabulary->attribute_count];

	if (!reader_is_name(reader, pair->key, name))
		return;
	for (const struct field *field = common_fields; field->key; field++)
		if (!strcmp(field->key, name)) {
			REPORT(reader, pair->key, Q_RESERVED_ATTRIBUTE, name);
			return;
		}
	/* With a type that is none, the attribute is kept, so that the terms that have it are not blamed. */
	attribute->name = arena_strdup(reader->arena, name);
	if (type_parse(reader, pair->value, TYPES_OF_ATTRIBUTES, &attribute->type, &attribute->optional))
		check_meaning(reader, attribute, pair->value);
	draft->vocabulary->attribute_count++;
}

static void read_attributes(struct draft *draft)
{
	const struct yaml_node *map = reader_child(&draft->reader, draft->root, "attributes", YAML_MAP);
	struct vocabulary *vocabulary = draft->vocabulary;
	size_t count = map ? map->size : 0;

	draft->attributes = arena_calloc(draft->reader.arena, count + 1, sizeof *draft->attributes);
	vocabulary->attributes = draft->attributes;
	for (size_t i = 0; i < count; i++)
		read_attribute(draft, &map->pairs[i]);
}

static int compare_terms(const void *a, const void *b)
{
	const struct term *const *one = a, *const *two = b;

	return strcmp((*one)->id, (*two)->id);
}

void terms_sort(const struct term **terms, size_t count)
{
	if (count)
		qsort(terms, count, sizeof *terms, compare_terms);
}

/* The ids of the terms and their sorted list. */
static void read_ids(struct draft *draft)
{
	struct arena *arena = draft->reader.arena;
	struct vocabulary *vocabulary = draft->vocabulary;
	const struct yaml_node *map = reader_child(&draft->reader, draft->root, "terms", YAML_MAP);
	size_t count = map ? map->size : 0;
	const struct term **by_id = arena_calloc(arena, count + 1, sizeof *by_id);

	draft->term_map = map;
	draft->terms = arena_calloc(arena, count + 1, sizeof *draft->terms);
	for (size_t i = 0; i < count; i++) {
		const struct yaml_node *key = map->pairs[i].key;
		struct term *term = &draft->terms[i];
		reader_is_id(&draft->reader, key, key->text);
		*term = (struct term){.id = arena_strdup(arena, key->text), .vocabulary = vocabulary, .pos = reader_pos(&draft->reader, key)};
		by_id[i] = term;
	}
	terms_sort(by_id, count);
	vocabulary->terms = draft->terms;
	vocabulary->term_count = count;
	vocabulary->by_id = by_id;
}

/* First round. */
static void read_declarations(struct draft *draft, struct arena *arena, const struct source *source, struct diags *diags)
{
	const struct reader *reader = &draft->reader;
	const char *id;

	draft->root = reader_open(&draft->reader, arena, source, diags);
	if (!draft->root)
		return;
	reader_map(reader, draft->root, "a vocabulary", vocabulary_fields);
	id = reader_text(reader, draft->root, "vocabulary");
	if (!id || !reader_is_id(reader, yaml_get(draft->root, "vocabulary"), id))
		return;
	draft->vocabulary = arena_calloc(arena, 1, sizeof *draft->vocabulary);
	draft->vocabulary->id = id;
	draft->vocabulary->title = reader_text(reader, draft->root, "title");
	draft->vocabulary->pos = reader_pos(reader, yaml_get(draft->root, "vocabulary"));
	read_attributes(draft);
	draft->term_reader = (struct term_reader){reader, draft->vocabulary, term_fields(arena, draft->vocabulary, false),
		reader_evidence(reader, draft->root, NULL), false};
	read_ids(draft);
}

static void resolve_attributes(struct draft *draft, const struct vocabularies *vocabularies)
{
	const struct yaml_node *map = yaml_get(draft->root, "attributes");

	for (size_t i = 0; i < draft->vocabulary->attribute_count; i++) {
		struct attribute *attribute = &draft->attributes[i];
		choices_resolve(vocabularies, &draft->reader, yaml_get(map, attribute->name), &attribute->type);
	}
}

/* A language as BCP 47 writes it, as far as notices need: en, en-GB, zh-Hant. */
static bool is_language(const char *tag)
{
	size_t n = strspn(tag, "abcdefghijklmnopqrstuvwxyz");

	return (n == 2 || n == 3) && (tag[n] == '\0' || (tag[n] == '-' && text_is_id(tag + n + 1)));
}

/* {en: in Sweden, de: in Schweden} */
static void read_words(const struct reader *reader, const struct yaml_node *map, const char *name, struct value *value)
{
	struct value *items;

	if (map->kind != YAML_MAP) {
		REPORT(reader, map, Q_WRONG_TYPE, name, "a text by language", yaml_what(map), "write {en: ...}");
		return;
	}
	items = arena_calloc(reader->arena, map->size + 1, sizeof *items);
	for (size_t i = 0; i < map->size; i++) {
		const struct yaml_node *language = map->pairs[i].key;
		if (!is_language(language->text))
			REPORT(reader, language, Q_BAD_LANGUAGE, language->text);
		items[i] = (struct value){
			.state = VALUE_GIVEN, .kind = TYPE_TEXT, .parent = value,
			.key = arena_strdup(reader->arena, language->text), .text = reader_scalar(reader, map->pairs[i].value, name),
		};
	}
	value->items = items;
	value->count = map->size;
	if (!map->size)
		REPORT(reader, map, Q_NO_VALUE, name);
}

static void read_attribute_scalar(const struct reader *reader, const struct type *type, const struct yaml_node *node, const char *name,
	struct value *value)
{
	const char *text = reader_scalar(reader, node, name);

	if (text)
		choices_read(reader->arena, reader->diags, type, name, reader_pos(reader, node), text, true, value);
}

static void read_attribute_value(const struct reader *reader, const struct attribute *attribute, const struct yaml_node *node,
	struct value *value)
{
	struct value *items;

	value->state = VALUE_GIVEN;
	switch (attribute->type.kind) {
	case TYPE_NONE:
		break;
	case TYPE_WORDS:
		read_words(reader, node, attribute->name, value);
		break;
	case TYPE_LIST:
		if (node->kind != YAML_LIST) {
			REPORT(reader, node, Q_WRONG_TYPE, attribute->name, "a list", yaml_what(node), "write [x]");
			break;
		}
		items = arena_calloc(reader->arena, node->size + 1, sizeof *items);
		value->items = items;
		value->count = node->size;
		for (size_t i = 0; i < node->size; i++) {
			items[i] = (struct value){.state = VALUE_GIVEN, .kind = attribute->type.item->kind, .parent = value};
			read_attribute_scalar(reader, attribute->type.item, node->items[i], attribute->name, &items[i]);
		}
		break;
	default:
		read_attribute_scalar(reader, &attribute->type, node, attribute->name, value);
	}
}

const struct field *term_fields(struct arena *arena, const struct vocabulary *vocabulary, bool overlay)
{
	size_t n = vocabulary->attribute_count;
	struct field *fields = arena_calloc(arena, n + COMMON_COUNT, sizeof *fields);

	for (size_t i = 0; i < n; i++)
		fields[i] = (struct field){vocabulary->attributes[i].name, !vocabulary->attributes[i].optional};
	memcpy(fields + n, common_fields, sizeof common_fields);
	if (!overlay)
		fields[n + COMMON_COUNT - 2].key = NULL; /* `replaces` */
	return fields;
}

void term_read(struct term_reader *terms, struct term *term, const struct yaml_node *map)
{
	const struct reader *reader = terms->reader;
	const struct vocabulary *vocabulary = terms->vocabulary;
	struct value *values = arena_calloc(reader->arena, vocabulary->attribute_count + 1, sizeof *values);
	struct evidence evidence;

	for (size_t i = 0; i < vocabulary->attribute_count; i++)
		values[i] = (struct value){.state = VALUE_NONE, .kind = vocabulary->attributes[i].type.kind};
	term->attributes = values;
	if (!reader_map(reader, map, term->id, terms->fields))
		return;
	for (size_t i = 0; i < vocabulary->attribute_count; i++) {
		const struct yaml_node *node = yaml_get(map, vocabulary->attributes[i].name);
		if (node)
			read_attribute_value(reader, &vocabulary->attributes[i], node, &values[i]);
	}
	evidence = reader_evidence(reader, map, &terms->evidence);
	if (!terms->evidence_missing)
		terms->evidence_missing = !reader_check_evidence(reader, map, term->id, &evidence);
	term->source = evidence.source;
	term->checked_on = evidence.checked_on;
	term->verified = evidence.verified;
}

/* Both are kept; look-ups find the first. */
static void check_unique(const struct draft *draft, const struct vocabularies *before)
{
	const struct vocabulary *first = vocabulary_find(before, draft->vocabulary->id);

	if (first)
		diag_add(draft->reader.diags, &questionnaire_diags[Q_DUPLICATE_ID], draft->vocabulary->pos, "vocabulary", first->id,
			pos_text(draft->reader.arena, first->pos), NULL);
}

bool vocabularies_read(struct arena *arena, const struct source_list *sources, struct vocabularies *vocabularies, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct draft *drafts = xcalloc(sources->count + 1, sizeof *drafts);
	const struct vocabulary **items = arena_calloc(arena, sources->count + 1, sizeof *items);

	*vocabularies = (struct vocabularies){items, 0};
	for (size_t i = 0; i < sources->count; i++) {
		read_declarations(&drafts[i], arena, &sources->items[i], diags);
		if (!drafts[i].vocabulary)
			continue;
		check_unique(&drafts[i], vocabularies);
		items[vocabularies->count++] = drafts[i].vocabulary;
	}
	for (size_t i = 0; i < sources->count; i++)
		if (drafts[i].vocabulary)
			resolve_attributes(&drafts[i], vocabularies);
	for (size_t i = 0; i < sources->count; i++)
		for (size_t k = 0; drafts[i].term_map && k < drafts[i].term_map->size; k++)
			term_read(&drafts[i].term_reader, &drafts[i].terms[k], drafts[i].term_map->pairs[k].value);
	for (size_t i = 0; i < sources->count; i++)
		reader_close(&drafts[i].reader);
	free(drafts);
	return diags_count(diags, SEVERITY_ERROR) == errors;
}
