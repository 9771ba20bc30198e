/*
 * Reading terms: shared by vocabulary_read.c and vocabulary_overlay.c, nobody else's business.
 */
#ifndef QUESTIONNAIRE_VOCABULARIES_VOCABULARY_PARTS_H
#define QUESTIONNAIRE_VOCABULARIES_VOCABULARY_PARTS_H

#include "questionnaire/types/fields.h"
#include "questionnaire/vocabularies/vocabulary.h"

struct term_reader {
	const struct reader *reader;
	const struct vocabulary *vocabulary; /* its attributes, with the vocabularies of choices found */
	const struct field *fields;          /* keys a term may have */
	struct evidence evidence;            /* of the file */
	bool evidence_missing;               /* said at one term: when the file forgot it, every term lacks it */
};

/* The keys of a term: its attributes, then where it comes from, in overlays `replaces`. */
const struct field *term_fields(struct arena *arena, const struct vocabulary *vocabulary, bool overlay);
/* Reads attributes and evidence into a term whose id is known. */
void term_read(struct term_reader *terms, struct term *term, const struct yaml_node *map);
/* By id. */
void terms_sort(const struct term **terms, size_t count);

#endif
