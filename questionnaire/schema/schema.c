/*
 * Look-ups in the schema. Reading it is in schema_read.c.
 */
#include "questionnaire/schema/schema.h"

#include "base/text.h"

#include <string.h>

const struct record_type *schema_record(const struct schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->record_count; i++)
		if (!strcmp(schema->records[i]->id, id))
			return schema->records[i];
	return NULL;
}

int record_type_field(const struct record_type *type, const char *name)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (!strcmp(type->fields[i].id, name))
			return (int)i;
	return -1;
}

static const char *candidate(const void *context, size_t i)
{
	const struct record_type *type = context;

	return i < type->field_count ? type->fields[i].id : NULL;
}

const char *record_type_nearest(const struct record_type *type, const char *name)
{
	return text_nearest(name, candidate, type);
}

const struct fact_rule *schema_rule(const struct schema *schema, const char *id)
{
	for (size_t i = 0; i < schema->rule_count; i++)
		if (!strcmp(schema->rules[i].id, id))
			return &schema->rules[i];
	return NULL;
}
