/* Looking up the fields of a record type. */
#include "questionnaire/types/record.h"

#include "base/text.h"

#include <string.h>

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
