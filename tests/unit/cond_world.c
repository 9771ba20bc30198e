#include "cond_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

enum { MOST_RECORDS = 8, MOST_ITEMS = 8, PATH_SIZE = 128 };
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- vocabularies -- */

static const struct vocabulary authorities, countries, tools;

static const struct value imy_values[] = {{.state = VALUE_GIVEN, .kind = TYPE_WEB, .text = "https://www.imy.se/"}};
static const struct term authority_terms[] = {{.id = "imy", .vocabulary = &authorities, .attributes = imy_values}};
static const struct term *const authorities_by_id[] = {&authority_terms[0]};
static const struct attribute authority_attributes[] = {{"site", {.kind = TYPE_WEB}, false}};
static const struct vocabulary authorities = {.id = "authorities", .attributes = authority_attributes, .attribute_count = 1,
	.terms = authority_terms, .term_count = 1, .by_id = authorities_by_id};

static const struct value sweden_words[] = {{.state = VALUE_GIVEN, .kind = TYPE_TEXT, .key = "en", .text = "Sweden"}};
static const struct value states_words[] = {{.state = VALUE_GIVEN, .kind = TYPE_TEXT, .key = "en", .text = "the United States"}};
static const struct value sweden_values[] = {
	{.state = VALUE_GIVEN, .kind = TYPE_WORDS, .items = sweden_words, .count = 1},
	{.state = VALUE_GIVEN, .kind = TYPE_YES_NO, .text = "yes", .number = 1},
	{.state = VALUE_GIVEN, .kind = TYPE_CHOICE, .text = "imy", .term = &authority_terms[0]},
};
static const struct value states_values[] = {
	{.state = VALUE_GIVEN, .kind = TYPE_WORDS, .items = states_words, .count = 1},
	{.state = VALUE_GIVEN, .kind = TYPE_YES_NO, .text = "no", .number = 0},
	{.state = VALUE_NONE, .kind = TYPE_CHOICE},
};
static const struct term country_terms[] = {
	{.id = "SE", .vocabulary = &countries, .attributes = sweden_values}, {.id = "US", .vocabulary = &countries, .attributes = states_values}};
static const struct term *const countries_by_id[] = {&country_terms[0], &country_terms[1]};
static const struct attribute country_attributes[] = {
	{"name", {.kind = TYPE_WORDS}, false},
	{"eea", {.kind = TYPE_YES_NO}, false},
	{"authority", {.kind = TYPE_CHOICE, .of = "authorities", .vocabulary = &authorities}, true},
};
static const struct vocabulary countries = {.id = "countries", .attributes = country_attributes, .attribute_count = COUNT(country_attributes),
	.terms = country_terms, .term_count = 2, .by_id = countries_by_id};

static const struct term tool_terms[] = {{.id = "dpf", .vocabulary = &tools}, {.id = "scc", .vocabulary = &tools}};
static const struct term *const tools_by_id[] = {&tool_terms[0], &tool_terms[1]};
static const struct vocabulary tools = {.id = "tools", .terms = tool_terms, .term_count = 2, .by_id = tools_by_id};

/* -- record types -- */

#define COUNTRY {.kind = TYPE_CHOICE, .of = "countries", .vocabulary = &countries}
#define TOOL {.kind = TYPE_CHOICE, .of = "tools", .vocabulary = &tools}
#define SERVICE {.kind = TYPE_REFERENCE, .of = "services", .record = &world_service}
#define NEEDED(name, ...) {.id = name, .required = true, .type = __VA_ARGS__}
#define OPTIONAL(name, ...) {.id = name, .none_allowed = true, .type = __VA_ARGS__}

static const struct type country_type = COUNTRY, tool_type = TOOL, service_type = SERVICE, text_type = {.kind = TYPE_TEXT};

static const struct question contact_fields[] = {NEEDED("name", {.kind = TYPE_TEXT}), NEEDED("lead", {.kind = TYPE_YES_NO})};
static const struct record_type contact = {.id = "contact", .what = "a person", .fields = contact_fields, .field_count = COUNT(contact_fields)};

static const struct question service_fields[] = {
	NEEDED("name", {.kind = TYPE_TEXT}),
	NEEDED("country", COUNTRY),
	NEEDED("countries", {.kind = TYPE_LIST, .item = &country_type}),
	NEEDED("tools", {.kind = TYPE_LIST, .item = &tool_type}),
	OPTIONAL("contacts", {.kind = TYPE_RECORDS, .of = "contact", .record = &contact}),
	NEEDED("active", {.kind = TYPE_YES_NO}),
	OPTIONAL("size", {.kind = TYPE_NUMBER}),
	OPTIONAL("under", SERVICE),
};
const struct record_type world_service = {.id = "service", .what = "a company that gets data", .fields = service_fields, .field_count = COUNT(service_fields)};

static const struct question address_fields[] = {NEEDED("city", {.kind = TYPE_TEXT}), OPTIONAL("box", {.kind = TYPE_TEXT})};
static const struct record_type address = {.id = "address", .what = "an address", .fields = address_fields, .field_count = COUNT(address_fields)};

static const struct question company_fields[] = {
	NEEDED("name", {.kind = TYPE_TEXT}),
	OPTIONAL("trading", {.kind = TYPE_TEXT}),
	NEEDED("dpo", {.kind = TYPE_YES_NO}),
	OPTIONAL("group", {.kind = TYPE_YES_NO}),
	NEEDED("seat", COUNTRY),
	NEEDED("size", {.kind = TYPE_NUMBER}),
	NEEDED("since", {.kind = TYPE_DATE}),
	NEEDED("keep", {.kind = TYPE_DURATION}),
	NEEDED("site", {.kind = TYPE_WEB}),
	NEEDED("mail", {.kind = TYPE_EMAIL}),
	NEEDED("notes", {.kind = TYPE_LONG_TEXT}),
	NEEDED("address", {.kind = TYPE_RECORD, .of = "address", .record = &address}),
	OPTIONAL("branch", {.kind = TYPE_RECORD, .of = "address", .record = &address}),
	NEEDED("helper", SERVICE),
	NEEDED("tool", TOOL),
};
static const struct record_type company = {.id = "company", .what = "the business", .fields = company_fields, .field_count = COUNT(company_fields)};

static const struct question root_fields[] = {
	NEEDED("company", {.kind = TYPE_RECORD, .of = "company", .record = &company}),
	NEEDED("services", {.kind = TYPE_RECORDS, .of = "service", .record = &world_service}),
	OPTIONAL("partners", {.kind = TYPE_LIST, .item = &service_type}),
	NEEDED("topics", {.kind = TYPE_LIST, .item = &text_type}),
	NEEDED("tags", {.kind = TYPE_LIST, .item = &tool_type}),
};
const struct record_type world_answers = {.id = "answers", .fields = root_fields, .field_count = COUNT(root_fields)};

static const struct question transfer_fields[] = {
	NEEDED("recipient", SERVICE), NEEDED("tools", {.kind = TYPE_LIST, .item = &tool_type}), NEEDED("country", COUNTRY)};
static const struct record_type transfer = {.id = "transfer", .fields = transfer_fields, .field_count = COUNT(transfer_fields)};
static const struct question fact_fields[] = {
	NEEDED("eu", {.kind = TYPE_YES_NO}),
	NEEDED("main", COUNTRY),
	NEEDED("tools", {.kind = TYPE_LIST, .item = &tool_type}),
	NEEDED("transfers", {.kind = TYPE_RECORDS, .of = "transfer", .record = &transfer}),
};
const struct record_type world_facts = {.id = "facts", .fields = fact_fields, .field_count = COUNT(fact_fields)};

/* -- values -- */

static void fill_record(struct world *world, struct value *record, const struct record_type *type)
{
	struct value *fields = arena_calloc(&world->arena, type->field_count, sizeof *fields);
	record->kind = TYPE_RECORD;
	record->items = fields;
	record->count = type->field_count;
	for (size_t i = 0; i < type->field_count; i++) {
		fields[i].kind = type->fields[i].type.kind;
		fields[i].question = &type->fields[i];
		fields[i].parent = record;
		if (fields[i].kind == TYPE_RECORD)
			fill_record(world, &fields[i], type->fields[i].type.record);
	}
}

/* The record with that key, made when it is not there. */
static struct value *keyed(struct world *world, struct value *records, const char *key)
{
	struct value *items = (struct value *)records->items;
	if (!items)
		records->items = items = arena_calloc(&world->arena, MOST_RECORDS, sizeof *items);
	for (size_t i = 0; i < records->count; i++)
		if (strcmp(items[i].key, key) == 0)
			return &items[i];
	assert_true(records->count < MOST_RECORDS);
	struct value *item = &items[records->count++];
	fill_record(world, item, records->question->type.record);
	item->state = VALUE_GIVEN;
	item->key = arena_strdup(&world->arena, key);
	item->parent = records;
	records->state = VALUE_GIVEN;
	return item;
}

struct value *world_value(struct world *world, const char *path)
{
	char copy[PATH_SIZE], *rest = NULL;
	assert_true(strlen(path) < PATH_SIZE);
	strcpy(copy, path);
	struct value *value = world->root;
	for (char *name = strtok_r(copy, ".", &rest); name; name = strtok_r(NULL, ".", &rest)) {
		if (strcmp(name, "facts") == 0)
			value = world->facts;
		else if (value->kind == TYPE_RECORDS)
			value = keyed(world, value, name);
		else
			value = (struct value *)value_field(value, name);
		assert_non_null(value);
	}
	return value;
}

static void given(struct value *value)
{
	for (const struct value *up = value; up; up = up->parent)
		if (up->kind == TYPE_RECORD)
			((struct value *)up)->state = VALUE_GIVEN;
	value->state = VALUE_GIVEN;
}

static void set_scalar(struct world *world, struct value *value, const struct type *type, const char *text)
{
	if (type->kind == TYPE_REFERENCE) {
		assert_true(strncmp(text, "->", 2) == 0);
		value->kind = TYPE_REFERENCE;
		value->state = VALUE_GIVEN;
		value->text = arena_strdup(&world->arena, text + 2);
		value->target = keyed(world, world_value(world, "services"), text + 2);
		return;
	}
	assert_null(type_read(type, arena_strdup(&world->arena, text), value, &world->arena));
}

/* "[a, b]" */
static void set_list(struct world *world, struct value *list, const char *text)
{
	char copy[PATH_SIZE], *rest = NULL;
	assert_true(strlen(text) < PATH_SIZE && text[strlen(text) - 1] == ']');
	strcpy(copy, text + 1);
	copy[strlen(copy) - 1] = '\0';
	list->count = 0;
	if (list->kind == TYPE_RECORDS)
		return;
	struct value *items = arena_calloc(&world->arena, MOST_ITEMS, sizeof *items);
	list->items = items;
	for (char *item = strtok_r(copy, ", ", &rest); item; item = strtok_r(NULL, ", ", &rest)) {
		struct value *value = &items[list->count++];
		value->parent = list;
		if (strcmp(item, "!unknown") == 0)
			*value = (struct value){.state = VALUE_UNKNOWN, .kind = list->question->type.item->kind, .parent = list};
		else
			set_scalar(world, value, list->question->type.item, item);
	}
}

static const struct provenance *waits_for(struct world *world, const char *paths)
{
	char copy[PATH_SIZE], *rest = NULL;
	struct provenance *because = arena_alloc(&world->arena, sizeof *because);
	const struct value **from = arena_calloc(&world->arena, MOST_ITEMS, sizeof *from);
	strcpy(copy, paths);
	for (char *path = strtok_r(copy, ",", &rest); path; path = strtok_r(NULL, ",", &rest)) {
		char one[PATH_SIZE];
		strcpy(one, path);
		from[because->count++] = world_value(world, one);
	}
	because->rule = "rule";
	because->from = from;
	return because;
}

void world_set(struct world *world, const char *path, const char *text)
{
	struct value *value = world_value(world, path);
	if (strncmp(text, "!closed ", 8) == 0) {
		value->closed = true;
		text += 8;
	}
	if (strncmp(text, "!open:", 6) == 0) {
		char open[PATH_SIZE];
		size_t size = strcspn(text + 6, " ");
		memcpy(open, text + 6, size);
		open[size] = '\0';
		value->open = world_value(world, open);
		text += 6 + size + 1;
	}
	given(value);
	if (strncmp(text, "!waits:", 7) == 0) {
		value->because = waits_for(world, text + 7);
		value->state = VALUE_UNKNOWN;
	} else if (strcmp(text, "!unknown") == 0) {
		value->state = VALUE_UNKNOWN;
	} else if (strcmp(text, "!none") == 0) {
		value->state = VALUE_NONE;
	} else if (strcmp(text, "!absent") == 0) {
		value->state = VALUE_ABSENT;
	} else if (text[0] == '[') {
		set_list(world, value, text);
	} else if (value->kind != TYPE_RECORD && value->kind != TYPE_RECORDS) {
		set_scalar(world, value, &value->question->type, text);
	}
}

void world_init(struct world *world, const char *answers)
{
	*world = (struct world){.arena = ARENA_INIT};
	world->root = arena_alloc(&world->arena, sizeof *world->root);
	world->facts = arena_alloc(&world->arena, sizeof *world->facts);
	fill_record(world, world->root, &world_answers);
	fill_record(world, world->facts, &world_facts);
	world->root->state = world->facts->state = VALUE_GIVEN;
	world->facts->key = "facts";
	char *copy = arena_strdup(&world->arena, answers), *rest = NULL;
	for (char *one = strtok_r(copy, ";", &rest); one; one = strtok_r(NULL, ";", &rest)) {
		one += strspn(one, " ");
		char *equals = strchr(one, '=');
		assert_non_null(equals);
		*equals = '\0';
		world_set(world, one, equals + 1);
	}
}

static const struct cond_variable this_service = {.name = "this", .slot = SLOT_THIS, .type = {.kind = TYPE_RECORD, .record = &world_service}};
const struct cond_env world_env = {WORLD_NAMES, .variables = &this_service, .variable_count = 1};

const struct cond *world_read(struct arena *arena, const char *text, const struct cond_env *around, struct diags *diags)
{
	const struct cond_source source = {.text = text, .base = {"f.yaml", 10, 5}};
	return cond_read(arena, &source, around, diags);
}

const struct cond *world_condition(struct arena *arena, const char *text)
{
	struct diags diags = DIAGS_INIT;
	const struct cond *cond = world_read(arena, text, &world_env, &diags);
	if (!cond || diags.count)
		fail_msg("%s: %s", text, diags.count ? diags.items[0].message : "no condition");
	diags_release(&diags);
	return cond;
}

struct scope world_scope(struct world *world)
{
	return (struct scope){.slots = {world->root, world->facts}, .arena = &world->arena, .language = "en"};
}

const struct cond *world_operand(struct arena *arena, const char *text, size_t *used)
{
	struct diags diags = DIAGS_INIT;
	const struct cond_source source = {.text = text, .base = {"f.md", 1, 1}};
	const struct cond *cond = cond_read_operand(arena, &source, &world_env, used, &diags);
	if (!cond || diags.count)
		fail_msg("%s: %s", text, diags.count ? diags.items[0].message : "no operand");
	return cond;
}
