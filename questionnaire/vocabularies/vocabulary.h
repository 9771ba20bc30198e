/*
 * Vocabularies: closed lists as data (questionnaire/vocabularies/NAME.yaml), and their reader.
 *
 *     vocabulary: countries
 *     title: Countries
 *     attributes: {name: words, in: words, eea: yes-no, authority: choice of authorities optional}
 *     source: ISO 3166-1            # of every entry that names none of its own
 *     checked_on: 2026-11-22
 *     verified: true
 *     terms:
 *       SE: {name: {en: Sweden}, in: {en: in Sweden}, eea: yes, authority: se-imy}
 *
 * Attribute types: words (a text by language, {en: ...}), text, yes-no, number, date, duration, web, email, choice of V, list of (text | choice of V | ...); "optional" behind it lets entries leave it out.
 * Every entry carries source, checked_on and verified, its own or the vocabulary's. Ids match [A-Za-z0-9][A-Za-z0-9_-]*.
 */
#ifndef QUESTIONNAIRE_VOCABULARIES_VOCABULARY_H
#define QUESTIONNAIRE_VOCABULARIES_VOCABULARY_H

#include "base/source.h"
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

struct vocabularies {
	const struct vocabulary *const *items;
	size_t count;
};

/* Reads all of them and resolves choices between them. Everything lives in arena. Returns false when findings of severity error were added. */
bool vocabularies_read(struct arena *arena, const struct source_list *sources, struct vocabularies *vocabularies, struct diags *diags);

const struct vocabulary *vocabulary_find(const struct vocabularies *vocabularies, const char *id);
const struct term *vocabulary_term(const struct vocabulary *vocabulary, const char *id); /* NULL: none */
/* The entry nearest to a mistyped id, or NULL. */
const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *id);
/* Index of an attribute, or -1. */
int vocabulary_attribute(const struct vocabulary *vocabulary, const char *name);
const struct value *term_attribute(const struct term *term, const char *name); /* NULL when the vocabulary has no such attribute */

#endif
