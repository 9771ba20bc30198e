/*
 * Look-ups in the schema. Reading it is in schema_read.c.
 */
#include "questionnaire/schema/schema.h"

#include "base/text.h"

const struct record_type *schema_record(const struct schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->record_count; i++)
		if (text_equal(schema->records[i]->id, id))
			return schema->records[i];
	return NULL;
}

bool schema_needs_value(const struct schema *schema, const struct question *question)
{
	const struct record_type *root = schema->root;
	int format = record_type_field(root, "format"), notice = record_type_field(root, "notice");
	const struct record_type *type = notice < 0 ? NULL : root->fields[notice].type.record;
	int language = type ? record_type_field(type, "language") : -1;

	const struct vocabulary *vocabulary = question->type.kind == TYPE_CHOICE ? question->type.vocabulary : NULL;

	return text_equal(question->id, "is") || (vocabulary && text_equal(vocabulary->id, "sections")) || (format >= 0 && question == &root->fields[format]) ||
	       (language >= 0 && question == &type->fields[language]);
}

const struct fact_rule *schema_rule(const struct schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->rule_count; i++)
		if (text_equal(schema->rules[i].id, id))
			return &schema->rules[i];
	return NULL;
}

/* By id: an overlay may have put another entry in the place of one. */
const struct promise *schema_promise(const struct schema *schema, const struct term *term)
{
	for (size_t i = 0; i < schema->promise_count; i++)
		if (text_equal(schema->promises[i].term->id, term->id))
			return &schema->promises[i];
	return NULL;
}

const struct question *schema_root_of(const struct schema *schema, const struct question *asked)
{
	for (size_t i = 0; i < schema->root->field_count; i++) {
		const struct question *field = &schema->root->fields[i];
		if (field == asked)
			return field;
		for (size_t k = 0; field->type.kind == TYPE_RECORD && k < field->type.record->field_count; k++)
			if (&field->type.record->fields[k] == asked)
				return field;
	}
	return NULL;
}

bool schema_asks_apart(const struct schema *schema, const struct question *question)
{
	for (size_t i = 0; i < schema->chapter_count; i++)
		for (size_t k = 0; k < schema->chapters[i].order_count; k++)
			if (schema->chapters[i].order[k] == question)
				return true;
	return false;
}

struct cond_env schema_env(const struct schema *schema)
{
	return (struct cond_env){
		.root = schema->root, .facts = schema->facts, .conditions = schema->conditions, .condition_count = schema->condition_count,
	};
}
