/*
 * What an overlay says it replaces: `replaces: HASH`, or `replaces: ID HASH`, beside the new text of a question or the new entry of a
 * vocabulary.
 */
#ifndef QUESTIONNAIRE_TYPES_REPLACES_H
#define QUESTIONNAIRE_TYPES_REPLACES_H

#include "questionnaire/types/fields.h"

/*
 * Checks `replaces` of map, which stands under key. id: what key names; hash: that of the built-in text. Adds a finding when `replaces`
 * is missing, is no hash, names another id, or (a warning: the overlay's text counts all the same) when the built-in text has changed
 * since.
 */
void replaces_check(const struct reader *reader, const struct yaml_node *key, const struct yaml_node *map, const char *id,
	const char *hash);

#endif
