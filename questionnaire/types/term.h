/*
 * Terms: the entries that a choice is made among. A vocabulary is a closed list of them, each with the attributes that the vocabulary declares.
 *
 * questionnaire/vocabularies reads them from their files and owns them.
 */
#ifndef QUESTIONNAIRE_TYPES_TERM_H
#define QUESTIONNAIRE_TYPES_TERM_H

#include "questionnaire/types/value.h"

struct attribute {
	const char *name;
	struct type type;
	bool optional;
};

struct term {
	const char *id;
	const struct vocabulary *vocabulary;
	const struct value *attributes; /* one a declared attribute, in that order; VALUE_NONE where an optional one is left out */
	const char *source;
	const char *checked_on;         /* YYYY-MM-DD */
	bool verified;
	struct pos pos;
};

struct vocabulary {
	const char *id;
	const char *title;
	const struct attribute *attributes;
	size_t attribute_count;
	const struct term *terms;       /* in the order of the file */
	size_t term_count;
	const struct term *const *by_id; /* the same, sorted by id (bytes), for look-up */
	struct pos pos;
};

const struct term *vocabulary_term(const struct vocabulary *vocabulary, const char *id); /* NULL: none */
/* The entry nearest to a mistyped id, or NULL. */
const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *id);
/* Index of an attribute, or -1. */
int vocabulary_attribute(const struct vocabulary *vocabulary, const char *name);
/* What an entry is called, in a language: its first attribute that is a text or words. NULL when it has none, or not in that language. */
const char *term_label(const struct term *term, const char *language);
const struct value *term_attribute(const struct term *term, const char *name); /* NULL when the vocabulary has no such attribute */

#endif
