/*
 * Types as library files write them: "list of choice of countries", "records of service", "text optional".
 */
#ifndef QUESTIONNAIRE_TYPES_TYPE_PARSE_H
#define QUESTIONNAIRE_TYPES_TYPE_PARSE_H

#include "questionnaire/types/fields.h"
#include "questionnaire/types/value.h"

/* Which types can stand somewhere: a set of (1u << enum type_kind). */
#define TYPES_SIMPLE \
	(1u << TYPE_YES_NO | 1u << TYPE_NUMBER | 1u << TYPE_TEXT | 1u << TYPE_DATE | 1u << TYPE_DURATION | 1u << TYPE_EMAIL | 1u << TYPE_WEB \
		| 1u << TYPE_CHOICE | 1u << TYPE_LIST)
#define TYPES_OF_ATTRIBUTES (TYPES_SIMPLE | 1u << TYPE_WORDS)
#define TYPES_OF_QUESTIONS (TYPES_SIMPLE | 1u << TYPE_LONG_TEXT | 1u << TYPE_REFERENCE | 1u << TYPE_RECORD | 1u << TYPE_RECORDS)

/*
 * Reads the type a scalar names into *type; what it is made "of" is left as a name, to be resolved when everything is known. *optional is
 * set when "optional" stands behind it; pass NULL where that cannot be said. When it is no type that is allowed: false with a finding, and
 * *type is TYPE_NONE.
 */
bool type_parse(const struct reader *reader, const struct yaml_node *node, unsigned allowed, struct type *type, bool *optional);

#endif
