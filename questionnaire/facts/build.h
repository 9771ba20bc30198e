/*
 * Building values for facts: records of the types in facts.yaml, field by field, each with its provenance.
 *
 * A list grows while it is built, so its items move; fact_list_end sets the pointers from items to their parents once.
 */
#ifndef QUESTIONNAIRE_FACTS_BUILD_H
#define QUESTIONNAIRE_FACTS_BUILD_H

#include "questionnaire/schema/schema.h"

struct fact_builder {
	struct arena *arena;
	const struct schema *schema;
};

/* Why the next values are what they are: a rule and at most three answers it rests on; NULLs are left out. */
const struct provenance *fact_because(struct fact_builder *builder, const char *rule, const struct value *a, const struct value *b, const struct value *c);

/* The answers that a whole list rests on: every one that was looked at to see what belongs in it. NULLs and what was added right before are left out. */
struct fact_sources {
	const struct value **items;
	size_t count, capacity;
};
#define FACT_SOURCES_INIT {NULL, 0, 0}

void fact_rests_on(struct fact_builder *builder, struct fact_sources *sources, const struct value *value);
/* The same as fact_because, for any number of answers. */
const struct provenance *fact_because_all(struct fact_builder *builder, const char *rule, const struct fact_sources *sources);

/* A record of that type with all fields absent (optional ones: none). */
struct value *fact_record(struct fact_builder *builder, const struct record_type *type);

/*
 * Sets a field to a copy of what an answer or an attribute holds (also none and unknown: an absent answer is unknown unless it is optional or closed). from NULL: none.
 * The copy keeps the source's kind: a text by language stays one. Fails the program's own tests, not the user: the field must exist.
 */
void fact_set(struct value *record, const char *field, const struct value *from, const struct provenance *because);
void fact_set_yes_no(struct value *record, const char *field, bool yes, const struct provenance *because);
void fact_set_term(struct value *record, const char *field, const struct term *term, const struct provenance *because);
void fact_set_reference(struct value *record, const char *field, const struct value *target, const struct provenance *because);
/* Marks a field unknown: it waits for what because names. */
void fact_set_unknown(struct value *record, const char *field, const struct provenance *because);

struct fact_list {
	struct value *items;
	size_t count, capacity;
	const struct value *open;
};
#define FACT_LIST_INIT {NULL, 0, 0, NULL}

/* Makes room in an empty list for that many items: more may come. */
void fact_list_reserve(struct fact_builder *builder, struct fact_list *list, size_t count);
/* Adds an item and returns it: given, and otherwise zeroed but for because. */
struct value *fact_list_add(struct fact_builder *builder, struct fact_list *list, const struct provenance *because);
bool fact_list_has_term(const struct fact_list *list, const struct term *term);
/* Makes the list the value of a field. */
void fact_list_end(struct value *record, const char *field, struct fact_list *list, const struct provenance *because);

#endif
