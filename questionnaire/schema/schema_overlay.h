/*
 * What an overlay changes of the schema: texts of questions, entries of vocabularies (vocabularies/vocabulary.h).
 *
 * questions/NAME.yaml in the overlay's folder, by the path TYPE.FIELD of a question, where TYPE is its record type:
 *
 *     questions:
 *       service.countries:
 *         replaces: 0123456789abcdef      # the hash of the built-in texts; `replaces: service.countries 0123456789abcdef` is the same
 *         label: the countries of the recipient
 *         ask: In which countries do its people sit?
 *         help: Ask your contact there.
 *         more: For F1.
 *         example: Ireland, United States
 *
 * What is left out stays as it is built in. Type, need, condition and article cannot be changed, questions not be added or deleted.
 */
#ifndef QUESTIONNAIRE_SCHEMA_SCHEMA_OVERLAY_H
#define QUESTIONNAIRE_SCHEMA_SCHEMA_OVERLAY_H

#include "questionnaire/schema/schema.h"

struct schema_overlay_sources {
	struct source_list vocabularies, questions;
};

/*
 * Reads an overlay over a schema. What it changes is added to substitutes; both, and all that is new, live in arena. A copy of the
 * schema made with the substitutes is the schema with the overlay. Returns false when findings of severity error were added; then make
 * no copy.
 */
bool schema_overlay(struct arena *arena, const struct schema *schema, const struct schema_overlay_sources *sources,
	struct substitutes *substitutes, struct diags *diags);

/*
 * What `replaces` names: FNV-1a 64 over label, ask, help, more and example, each with a line feed behind it, also where there is none.
 */
void question_hash(const struct question *question, char hash[HASH_SIZE]);

/* Whether it is asked; fields of facts are not. */
bool question_is_asked(const struct question *question);

#endif
