/*
 * The schema as JSON Schema (draft 2020-12), for editors: what an answers file may hold, with the questions beside it.
 *
 * It never refuses what the program accepts, apart from a text that other YAML readers take for something else when it stands without quotes
 * (true, false, null), and from answers that are required and not there yet. What it cannot say is left to the program: conditions between
 * answers, references to records that do not exist, the finer rules of addresses.
 *
 * Tags: a reader of YAML that keeps to JSON sees !unknown and !none as nothing or as an empty text, and the value behind !suggested as if the
 * tag were not there. So every answer may be nothing or empty, apart from those that cannot be unknown (schema_needs_value).
 */
#ifndef QUESTIONNAIRE_SCHEMA_SCHEMA_JSON_H
#define QUESTIONNAIRE_SCHEMA_SCHEMA_JSON_H

#include "questionnaire/schema/schema.h"

/* Appends it. Same schema, same bytes: members stand in the order of the library's files. language: of the entries' labels. */
void schema_add_json(struct buf *buf, const struct schema *schema, const char *language);

#endif
