#include "questionnaire/schema/schema_json.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#define KEY_PATTERN "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"

struct writer {
	const struct schema *schema;
	const char *language;
	json_t *defs;   /* "$defs", filled on the way */
	struct arena *arena;
};

/* A schema that begins with one member. */
static json_t *schema_of(const char *key, const char *text)
{
	json_t *object = json_new_object();
	json_put_text(object, key, text);
	return object;
}

static json_t *reference_to(const char *prefix, const char *id)
{
	struct buf name = BUF_INIT;
	buf_addf(&name, "#/$defs/%s%s", prefix, id);
	json_t *object = schema_of("$ref", name.s);
	buf_release(&name);
	return object;
}

static json_t *texts(const char *const *items)
{
	json_t *array = json_new_array();
	for (; *items; items++)
		json_push_text(array, *items);
	return array;
}

/* Scalars. They have no description of their own: editors would show it in place of the question's. */

static json_t *pattern_schema(json_t *type, const char *pattern)
{
	json_t *object = json_new_object();
	json_put(object, "type", type);
	json_put_text(object, "pattern", pattern);
	return object;
}

static json_t *string_schema(const char *pattern)
{
	return pattern_schema(json_new_text("string"), pattern);
}

/* What other readers of YAML take for a number is a text here: postcodes, phone numbers. */
static json_t *text_schema(const char *pattern)
{
	return pattern_schema(texts((const char *const[]){"string", "number", NULL}), pattern);
}

/* What has none of these types. Where an editor offers a value of every type it finds under `type`, this offers none. */
static json_t *untyped_schema(const char *const *types)
{
	json_t *object = json_new_object(), *not = json_new_object();
	json_put(not, "type", texts(types));
	json_put(object, "not", not);
	return object;
}

/* true and false are accepted but not offered. */
static json_t *yes_no_schema(void)
{
	json_t *offered = json_new_object(), *either = json_new_array(), *object = json_new_object();
	json_t *accepted = untyped_schema((const char *const[]){"array", "null", "number", "object", NULL});
	json_put(offered, "enum", texts((const char *const[]){"yes", "no", NULL}));
	json_put_text(accepted, "pattern", "^(true|false)$");
	json_push(either, offered);
	json_push(either, accepted);
	json_put(object, "anyOf", either);
	return object;
}

static json_t *number_schema(void)
{
	json_t *object = pattern_schema(texts((const char *const[]){"integer", "string", NULL}), "^(0|[1-9][0-9]{0,15})$");
	json_put(object, "minimum", json_integer(0));
	json_put(object, "maximum", json_integer(1000000000000000));
	return object;
}

static json_t *date_schema(void)
{
	json_t *object = string_schema("^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
	json_put_text(object, "format", "date");
	return object;
}

/* What stands behind !unknown and !none: nothing, or an empty text. */
static json_t *empty_schema(void)
{
	json_t *object = untyped_schema((const char *const[]){"array", "boolean", "number", "object", NULL});
	json_put(object, "maxLength", json_integer(0));
	return object;
}

/* The one format there is, as a number or in quotes. */
static json_t *format_schema(const struct writer *writer)
{
	json_t *offered = json_new_object(), *either = json_new_array(), *object = json_new_object(), *only = json_new_array();
	json_push(only, json_integer(ANSWERS_FORMAT));
	json_put(offered, "enum", only);
	json_push(either, offered);
	json_push(either, string_schema(arena_printf(writer->arena, "^%d$", ANSWERS_FORMAT)));
	json_put(object, "anyOf", either);
	return object;
}

static const struct {
	enum type_kind kind;
	const char *name;
} scalars[] = {
	{TYPE_YES_NO, "yes-no"}, {TYPE_NUMBER, "number"}, {TYPE_TEXT, "text"}, {TYPE_LONG_TEXT, "long-text"},
	{TYPE_DATE, "date"}, {TYPE_DURATION, "duration"}, {TYPE_EMAIL, "email"}, {TYPE_WEB, "web"},
};

static json_t *scalar_schema(enum type_kind kind)
{
	switch (kind) {
	case TYPE_YES_NO:
		return yes_no_schema();
	case TYPE_NUMBER:
		return number_schema();
	case TYPE_TEXT:
		return text_schema("^[^\\n\\t]*[^\\s][^\\n\\t]*$");
	case TYPE_DATE:
		return date_schema();
	case TYPE_DURATION:
		return string_schema("^[1-9][0-9]{0,2} (day|week|month|year)s?$");
	case TYPE_EMAIL:
		return string_schema("^[^\\s@?,;:<>()\"]+@[^\\s@?,;:<>()\"]+$");
	case TYPE_WEB:
		return string_schema("^https?://[^\\s\"'<>\\\\^`{|}]+$");
	default:
		return text_schema("[^\\s]");
	}
}

static const char *scalar_name(enum type_kind kind)
{
	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++)
		if (scalars[i].kind == kind)
			return scalars[i].name;
	return "text";
}

/* Types */

static json_t *choice_schema(const struct writer *writer, const struct vocabulary *vocabulary)
{
	json_t *object = schema_of("title", vocabulary->title), *ids = json_new_array(), *labels = json_new_array();
	for (size_t i = 0; i < vocabulary->term_count; i++) {
		const char *label = term_label(&vocabulary->terms[i], writer->language);
		json_push_text(ids, vocabulary->terms[i].id);
		json_push_text(labels, label ? label : vocabulary->terms[i].id);
	}
	json_put(object, "enum", ids);
	json_put(object, "enumDescriptions", labels);
	return object;
}

static void put_choice(const struct writer *writer, const struct vocabulary *vocabulary)
{
	const char *name = arena_printf(writer->arena, "choice-%s", vocabulary->id);
	if (!json_object_get(writer->defs, name))
		json_put(writer->defs, name, choice_schema(writer, vocabulary));
}

static void put_record(struct writer *writer, const struct record_type *record);

static json_t *type_schema(struct writer *writer, const struct type *type, bool may_be_empty)
{
	json_t *object;
	switch (type->kind) {
	case TYPE_CHOICE:
		put_choice(writer, type->vocabulary);
		return reference_to("choice-", type->vocabulary->id);
	case TYPE_REFERENCE:
		return text_schema(KEY_PATTERN);
	case TYPE_LIST:
		object = schema_of("type", "array");
		json_put(object, "items", type_schema(writer, type->item, true));
		if (!may_be_empty)
			json_put(object, "minItems", json_integer(1));
		return object;
	case TYPE_RECORD:
		put_record(writer, type->record);
		return reference_to("record-", type->record->id);
	case TYPE_RECORDS:
		put_record(writer, type->record);
		object = schema_of("type", "object");
		json_put(object, "propertyNames", schema_of("pattern", KEY_PATTERN));
		json_put(object, "additionalProperties", reference_to("record-", type->record->id));
		if (!may_be_empty)
			json_put(object, "minProperties", json_integer(1));
		return object;
	default:
		return reference_to("", scalar_name(type->kind));
	}
}

/* Questions */

static void add_part(struct buf *text, const char *part)
{
	if (part)
		buf_addf(text, "%s%s", text->len ? "\n\n" : "", part);
}

/* An example that is a value of the type is given as one; others, such as "name, e-mail", are told. */
static bool example_is_value(const struct writer *writer, const struct question *question)
{
	struct value value = {0};
	return question->example && question->type.kind < TYPE_LIST && !type_read(&question->type, question->example, &value, writer->arena);
}

static char *description(const struct writer *writer, const struct question *question)
{
	struct buf text = BUF_INIT, part = BUF_INIT;
	add_part(&text, question->ask);
	add_part(&text, question->help);
	add_part(&text, question->more);
	type_describe(&part, &question->type);
	add_part(&text, arena_printf(writer->arena, "Answer: %s%s", part.s, question->none_allowed ? ", or !none" : ""));
	if (question->example && !example_is_value(writer, question))
		add_part(&text, arena_printf(writer->arena, "For example: %s", question->example));
	if (question->when_text)
		add_part(&text, arena_printf(writer->arena, "Asked when: %s", question->when_text));
	buf_clear(&part);
	for (size_t i = 0; i < question->article_count; i++)
		buf_addf(&part, "%s%s", i ? "; " : "Why: ", question->articles[i]->cite);
	add_part(&text, part.len ? part.s : NULL);
	char *copy = arena_strdup(writer->arena, text.s);
	buf_release(&part);
	buf_release(&text);
	return copy;
}

static json_t *question_schema(struct writer *writer, const struct record_type *record, const struct question *question)
{
	json_t *object = schema_of("title", question->label), *either = json_new_array();
	json_put_text(object, "description", description(writer, question));
	if (example_is_value(writer, question)) {
		json_t *examples = json_new_array();
		json_push(examples, question->type.kind == TYPE_NUMBER ? json_integer(strtoll(question->example, NULL, 10)) : json_new_text(question->example));
		json_put(object, "examples", examples);
	}
	if (record == writer->schema->root && !strcmp(question->id, "format"))
		json_push(either, format_schema(writer));
	else
		json_push(either, type_schema(writer, &question->type, question->none_allowed));
	if (!schema_needs_value(writer->schema, question))
		json_push(either, reference_to("", "empty"));
	json_put(object, "anyOf", either);
	return object;
}

/* Adds what an object of that type is to schema. */
static void put_fields(struct writer *writer, json_t *object, const struct record_type *record)
{
	json_t *required = json_new_array(), *properties = json_new_object();
	for (size_t i = 0; i < record->field_count; i++) {
		const struct question *question = &record->fields[i];
		json_put(properties, question->id, question_schema(writer, record, question));
		if (question->required && !question->when)
			json_push_text(required, question->id);
	}
	json_put_text(object, "type", "object");
	json_put(object, "additionalProperties", json_false());
	if (json_array_size(required))
		json_put(object, "required", required);
	else
		json_decref(required);
	json_put(object, "properties", properties);
}

/* Record types hold no circle, so this comes to an end. */
static void put_record(struct writer *writer, const struct record_type *record)
{
	const char *name = arena_printf(writer->arena, "record-%s", record->id);
	if (json_object_get(writer->defs, name))
		return;
	json_t *object = schema_of("title", record->what);
	put_fields(writer, object, record);
	json_put(writer->defs, name, object);
}

void schema_add_json(struct buf *buf, const struct schema *schema, const char *language)
{
	struct arena arena = ARENA_INIT;
	struct writer writer = {schema, language, json_new_object(), &arena};
	json_t *root = schema_of("$schema", "https://json-schema.org/draft/2020-12/schema");
	json_put_text(root, "title", "Answers file of noticesmith");
	for (size_t i = 0; i < sizeof(scalars) / sizeof(*scalars); i++)
		json_put(writer.defs, scalars[i].name, scalar_schema(scalars[i].kind));
	json_put(writer.defs, "empty", empty_schema());
	put_fields(&writer, root, schema->root);
	json_put(root, "$defs", writer.defs);
	json_add_value(buf, root);
	arena_release(&arena);
}
