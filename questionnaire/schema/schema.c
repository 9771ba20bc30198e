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

bool schema_needs_value(const struct schema *schema, const struct record_type *record, const struct question *question)
{
	int notice = record_type_field(schema->root, "notice");

	if (!strcmp(question->id, "is"))
		return true;
	if (record == schema->root)
		return !strcmp(question->id, "format");
	return notice >= 0 && schema->root->fields[notice].type.record == record && !strcmp(question->id, "language");
}

const struct fact_rule *schema_rule(const struct schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->rule_count; i++)
		if (text_equal(schema->rules[i].id, id))
			return &schema->rules[i];
	return NULL;
}

struct cond_env schema_env(const struct schema *schema)
{
	return (struct cond_env){
		.root = schema->root, .facts = schema->facts, .conditions = schema->conditions, .condition_count = schema->condition_count,
	};
}
