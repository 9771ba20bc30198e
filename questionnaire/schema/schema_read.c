/*
 * Reading the schema: vocabularies and laws, then record types, then what refers to them (chapters, rules of facts), then conditions,
 * which need all of it.
 */
#include "questionnaire/schema/schema_parts.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct field question_file_fields[] = {{"chapter", false}, {"records", false}, {"conditions", false}, {"promises", false},
	{"checks", false}, {NULL, false}};
static const struct field fact_file_fields[] = {{"records", false}, {"rules", false}, {NULL, false}};
static const struct field chapter_fields[] = {{"id", true}, {"title", true}, {"asks", true}, {NULL, false}};
static const struct field rule_fields[] = {{"id", true}, {"says", true}, {"article", true}, {"reads", false}, {NULL, false}};

/* Chapters */

/* Was it asked by a chapter so far? */
static bool is_asked(const struct chapter *chapters, size_t count, const struct question *question)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < chapters[i].order_count; k++)
			if (chapters[i].order[k] == question)
				return true;
	return false;
}

static bool has_section(const struct chapter *chapters, size_t count, const struct question *field)
{
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < chapters[i].ask_count; k++)
			if (chapters[i].asks[k] == field)
				return true;
	return false;
}

static void report_unknown_field(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *node,
	const struct record_type *type, const char *name)
{
	REPORT(reader, node, Q_UNKNOWN_FIELD, name, did_you_mean(draft->arena, record_type_nearest(type, name), "name one of its fields"));
}

/* What a chapter asks: a field of the root, or one question of a record there (company.seat); *root: that field. NULL with a finding. */
static const struct question *find_asked(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *node,
	const struct question **root)
{
	const struct record_type *type = draft->schema->root;
	const char *name = node->text, *dot = strchr(name, '.');
	int field = record_type_field(type, dot ? arena_strndup(draft->arena, name, (size_t)(dot - name)) : name);

	*root = field < 0 ? NULL : &type->fields[field];
	if (field >= 0 && dot && type->fields[field].type.kind == TYPE_RECORD) {
		type = type->fields[field].type.record;
		field = record_type_field(type, dot + 1);
		name = dot + 1;
	} else if (dot) {
		field = -1;
	}
	if (field >= 0)
		return &type->fields[field];
	report_unknown_field(draft, reader, node, type, name);
	return NULL;
}

static void read_chapter(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct chapter *chapters)
{
	struct schema *schema = draft->schema;
	struct chapter *chapter = &chapters[schema->chapter_count];
	const struct yaml_node *const *ids = NULL;
	const struct question **asks, **order, *root;
	size_t count;

	if (!reader_map(reader, map, "a chapter", chapter_fields))
		return;
	chapter->id = reader_text(reader, map, "id");
	chapter->title = reader_text(reader, map, "title");
	chapter->pos = reader_pos(reader, map);
	if (!chapter->id || !reader_is_id(reader, yaml_get(map, "id"), chapter->id))
		return;
	for (size_t i = 0; i < schema->chapter_count; i++)
		if (!strcmp(chapters[i].id, chapter->id))
			REPORT(reader, yaml_get(map, "id"), Q_DUPLICATE_ID, "chapter", chapter->id, pos_text(draft->arena, chapters[i].pos));
	count = reader_texts(reader, map, "asks", &ids);
	asks = arena_calloc(draft->arena, count + 1, sizeof *asks);
	order = arena_calloc(draft->arena, count + 1, sizeof *order);
	chapter->asks = asks;
	chapter->order = order;
	schema->chapter_count++;
	for (size_t i = 0; i < count; i++) {
		const struct question *question = find_asked(draft, reader, ids[i], &root);
		if (!question)
			continue;
		if (is_asked(chapters, schema->chapter_count, question))
			REPORT(reader, ids[i], Q_ASKED_TWICE, ids[i]->text);
		else
			order[chapter->order_count++] = question;
		if (!has_section(chapters, schema->chapter_count, root))
			asks[chapter->ask_count++] = root;
	}
}

static void read_chapters(struct schema_draft *draft)
{
	struct chapter *chapters = arena_calloc(draft->arena, draft->question_count + 1, sizeof *chapters);

	draft->schema->chapters = chapters;
	for (size_t i = 0; i < draft->question_count; i++) {
		const struct yaml_node *map = yaml_get(draft->question_roots[i], "chapter");
		if (map)
			read_chapter(draft, &draft->question_files[i], map, chapters);
	}
}

/* Rules of facts */

struct reads {
	const struct question **items;
	size_t count, capacity;
};

/* The questions on the way of an answer path such as services.countries, or services.countries.eea. */
static void read_path(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *node, struct reads *reads)
{
	char *path = arena_strdup(draft->arena, node->text), *rest = NULL;
	struct type type = {.kind = TYPE_RECORD, .record = draft->schema->root};

	for (const char *name = strtok_r(path, ".", &rest); name; name = strtok_r(NULL, ".", &rest)) {
		int i = type.record ? record_type_field(type.record, name) : -1;
		if (i < 0) {
			if (type.kind == TYPE_NONE || (type.vocabulary && vocabulary_attribute(type.vocabulary, name) >= 0))
				return;
			REPORT(reader, node, Q_UNKNOWN_FIELD, node->text,
				did_you_mean(draft->arena, type.record ? record_type_nearest(type.record, name) : NULL, "name answers as in company.seat"));
			return;
		}
		reads->items = arena_grow(draft->arena, reads->items, reads->count, &reads->capacity, sizeof *reads->items);
		reads->items[reads->count++] = &type.record->fields[i];
		type = type.record->fields[i].type;
		if (type.kind == TYPE_LIST)
			type = *type.item;
	}
}

static void read_rule(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct fact_rule *rules)
{
	struct schema *schema = draft->schema;
	struct fact_rule rule = {.pos = reader_pos(reader, map)};
	const struct yaml_node *const *paths = NULL;
	struct reads reads = {NULL, 0, 0};
	size_t count;

	if (!reader_map(reader, map, "a rule", rule_fields))
		return;
	rule.id = reader_text(reader, map, "id");
	rule.says = reader_text(reader, map, "says");
	rule.articles = articles_read(draft, reader, map, &rule.article_count);
	if (!rule.id || !reader_is_id(reader, yaml_get(map, "id"), rule.id))
		return;
	if (schema_rule(schema, rule.id))
		REPORT(reader, yaml_get(map, "id"), Q_DUPLICATE_ID, "rule", rule.id, pos_text(draft->arena, schema_rule(schema, rule.id)->pos));
	count = reader_texts(reader, map, "reads", &paths);
	for (size_t i = 0; i < count; i++)
		read_path(draft, reader, paths[i], &reads);
	rule.reads = reads.items;
	rule.read_count = reads.count;
	rules[schema->rule_count++] = rule;
}

static void read_rules(struct schema_draft *draft)
{
	const struct yaml_node **lists = arena_calloc(draft->arena, draft->fact_count + 1, sizeof *lists);
	struct fact_rule *rules;
	size_t count = 0;

	for (size_t i = 0; i < draft->fact_count; i++) {
		lists[i] = reader_child(&draft->fact_files[i], draft->fact_roots[i], "rules", YAML_LIST);
		count += lists[i] ? lists[i]->size : 0;
	}
	rules = arena_calloc(draft->arena, count + 1, sizeof *rules);
	draft->schema->rules = rules;
	for (size_t i = 0; i < draft->fact_count; i++)
		for (size_t k = 0; lists[i] && k < lists[i]->size; k++)
			read_rule(draft, &draft->fact_files[i], lists[i]->items[k], rules);
}

/* Conditions */

static const struct cond *read_cond(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *node,
	const struct record_type *this_type)
{
	const struct cond_variable variable = {.name = "this", .slot = SLOT_THIS, .type = {.kind = TYPE_RECORD, .record = this_type}};
	struct cond_env env = schema_env(draft->schema);
	const struct cond_source source = {.text = node->text, .base = reader_pos(reader, node), .yaml = reader->yaml, .node = node};

	if (this_type) {
		env.variables = &variable;
		env.variable_count = 1;
		env.no_facts = true;
	}
	return cond_read(draft->arena, &source, &env, draft->diags);
}

static bool is_taken(const struct schema *schema, const char *name)
{
	static const char *const words[] = {"this", FACTS_ID, "and", "or", "not", "in", "true", "false", "answered", "known", "given", "count",
		"any", "all", NULL};

	for (const char *const *word = words; *word; word++)
		if (!strcmp(*word, name))
			return true;
	return record_type_field(schema->root, name) >= 0;
}

static const struct named_condition *find_condition(const struct schema *schema, const char *name)
{
	for (size_t i = 0; i < schema->condition_count; i++)
		if (!strcmp(schema->conditions[i].name, name))
			return &schema->conditions[i];
	return NULL;
}

/* For a condition that could not be read, so that those which name it are not blamed. */
static const struct cond *stand_in(struct schema_draft *draft)
{
	struct cond *cond = arena_calloc(draft->arena, 1, sizeof *cond);

	cond->op = COND_LITERAL;
	cond->type.kind = TYPE_YES_NO;
	cond->literal = (struct value){.state = VALUE_GIVEN, .kind = TYPE_YES_NO, .text = "yes", .number = 1};
	return cond;
}

static void read_named_condition(struct schema_draft *draft, const struct reader *reader, const struct yaml_pair *pair,
	struct named_condition *conditions)
{
	struct schema *schema = draft->schema;
	const char *name = pair->key->text;
	const struct named_condition *first = find_condition(schema, name);
	struct named_condition *condition = &conditions[schema->condition_count];

	if (is_taken(schema, name))
		REPORT(reader, pair->key, Q_SHADOWS, name);
	else if (first)
		REPORT(reader, pair->key, Q_DUPLICATE_ID, "condition", name, pos_text(draft->arena, first->pos));
	else if (reader_is_name(reader, pair->key, name) && reader_scalar(reader, pair->value, name)) {
		*condition = (struct named_condition){arena_strdup(draft->arena, name), read_cond(draft, reader, pair->value, NULL),
			reader_pos(reader, pair->key)};
		if (!condition->cond)
			condition->cond = stand_in(draft);
		schema->condition_count++; /* seen by those that follow */
	}
}

static size_t promises_in(const struct yaml_node *map)
{
	const struct yaml_node *terms = map ? yaml_get(map, "terms") : NULL;

	return terms && terms->kind == YAML_MAP ? terms->size : 0;
}

/* The maps under a key of all files of questions; NULL for a file without. */
static const struct yaml_node **maps_of(struct schema_draft *draft, const char *key)
{
	const struct yaml_node **maps = arena_calloc(draft->arena, draft->question_count + 1, sizeof *maps);

	for (size_t i = 0; i < draft->question_count; i++)
		maps[i] = reader_child(&draft->question_files[i], draft->question_roots[i], key, YAML_MAP);
	return maps;
}

static size_t pairs_in(const struct yaml_node *map)
{
	return map ? map->size : 0;
}

/* And those of promises and checks, which may name them. */
static void read_named_conditions(struct schema_draft *draft)
{
	const struct yaml_node **maps = maps_of(draft, "conditions"), **promises = maps_of(draft, "promises"), **checks = maps_of(draft, "checks");
	struct named_condition *conditions;
	struct answer_check *made;
	size_t count = 0, check_count = 0;

	for (size_t i = 0; i < draft->question_count; i++) {
		count += pairs_in(maps[i]) + promises_in(promises[i]) + pairs_in(checks[i]);
		check_count += pairs_in(checks[i]);
	}
	conditions = arena_calloc(draft->arena, count + 1, sizeof *conditions);
	draft->schema->conditions = conditions;
	made = arena_calloc(draft->arena, check_count + 1, sizeof *made);
	draft->schema->checks = made;
	for (size_t i = 0; i < draft->question_count; i++)
		for (size_t k = 0; maps[i] && k < maps[i]->size; k++)
			read_named_condition(draft, &draft->question_files[i], &maps[i]->pairs[k], conditions);
	for (size_t i = 0; i < draft->question_count; i++)
		if (promises[i])
			promises_read(draft, &draft->question_files[i], promises[i], conditions);
	for (size_t i = 0; i < draft->question_count; i++)
		if (checks[i])
			checks_read(draft, &draft->question_files[i], checks[i], made, conditions);
}

/* The conditions of questions. */
static void read_whens(struct schema_draft *draft)
{
	for (size_t i = 0; i < draft->record_count; i++) {
		struct record_draft *record = &draft->records[i];
		for (size_t k = 0; k < record->type->field_count; k++)
			if (record->fields[k].when_text)
				record->fields[k].when = read_cond(draft, record->reader, yaml_get(record->maps[k], "when"), record->type);
	}
}

/* The schema as a whole */

/* Opens the files of one kind and checks their top level. */
static void open_files(struct schema_draft *draft, const struct source_list *sources, const struct field *fields, const char *what,
	struct reader **readers, const struct yaml_node ***roots, size_t *count)
{
	*count = sources->count;
	*readers = arena_calloc(draft->arena, sources->count + 1, sizeof **readers);
	*roots = arena_calloc(draft->arena, sources->count + 1, sizeof **roots);
	for (size_t i = 0; i < sources->count; i++) {
		(*roots)[i] = reader_open(&(*readers)[i], draft->arena, &sources->items[i], draft->diags);
		draft->missing |= !(*roots)[i];
		if ((*roots)[i])
			reader_map(&(*readers)[i], (*roots)[i], what, fields);
	}
}

static const struct record_type *find_root(struct schema_draft *draft, const char *id)
{
	const struct record_draft *found = records_find(draft, id);

	if (found)
		return found->type;
	if (!draft->missing) /* else it may be what could not be read */
		diag_add(draft->diags, &questionnaire_diags[Q_NO_ROOT], (struct pos){NULL, 0, 0}, id, NULL);
	draft->missing = true;
	return NULL;
}

/* A library without a file of facts (in tests) has facts without fields. */
static void add_empty_facts(struct schema_draft *draft)
{
	struct record_type *type = arena_calloc(draft->arena, 1, sizeof *type);

	type->id = FACTS_ID;
	type->what = "the facts";
	draft->records = arena_grow(draft->arena, draft->records, draft->record_count, &draft->record_capacity, sizeof *draft->records);
	draft->records[draft->record_count++] = (struct record_draft){.type = type, .facts = true};
}

static void read_record_types(struct schema_draft *draft)
{
	struct schema *schema = draft->schema;
	const struct record_type **records;

	for (size_t i = 0; i < draft->question_count; i++)
		if (draft->question_roots[i])
			records_read(draft, &draft->question_files[i], draft->question_roots[i], false);
	for (size_t i = 0; i < draft->fact_count; i++)
		if (draft->fact_roots[i])
			records_read(draft, &draft->fact_files[i], draft->fact_roots[i], true);
	if (!draft->fact_count && !records_find(draft, FACTS_ID))
		add_empty_facts(draft);
	schema->root = find_root(draft, ROOT_ID);
	schema->facts = find_root(draft, FACTS_ID);
	records = arena_calloc(draft->arena, draft->record_count + 1, sizeof *records);
	for (size_t i = 0; i < draft->record_count; i++)
		records[i] = draft->records[i].type;
	schema->records = records;
	schema->record_count = draft->record_count;
	records_resolve(draft);
}

static void read_all(struct schema_draft *draft, const struct schema_sources *sources)
{
	open_files(draft, &sources->questions, question_file_fields, "a file of questions", &draft->question_files, &draft->question_roots,
		&draft->question_count);
	open_files(draft, &sources->facts, fact_file_fields, "a file of facts", &draft->fact_files, &draft->fact_roots, &draft->fact_count);
	read_record_types(draft);
	draft->gaps |= draft->missing || !schema_check_records(draft);
	if (!draft->missing) {
		read_chapters(draft);
		read_rules(draft);
	}
	if (!draft->gaps) {
		read_named_conditions(draft);
		read_whens(draft);
		schema_read_usual(draft);
		schema_check_conditions(draft);
	}
	for (size_t i = 0; i < draft->question_count; i++)
		reader_close(&draft->question_files[i]);
	for (size_t i = 0; i < draft->fact_count; i++)
		reader_close(&draft->fact_files[i]);
}

const struct schema *schema_read(struct arena *arena, const struct schema_sources *sources, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct schema_draft draft = {.arena = arena, .diags = diags};

	draft.schema = arena_calloc(arena, 1, sizeof *draft.schema);
	draft.gaps = !vocabularies_read(arena, &sources->vocabularies, &draft.schema->vocabularies, diags);
	requirements_read(arena, &sources->laws, &draft.schema->requirements, diags);
	read_all(&draft, sources);
	return diags_count(diags, SEVERITY_ERROR) == errors ? draft.schema : NULL;
}
