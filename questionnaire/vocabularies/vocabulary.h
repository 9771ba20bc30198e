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
#include "questionnaire/types/term.h"

struct vocabularies {
	const struct vocabulary *const *items;
	size_t count;
};

/* Reads all of them and resolves choices between them. Everything lives in arena. Returns false when findings of severity error were added. */
bool vocabularies_read(struct arena *arena, const struct source_list *sources, struct vocabularies *vocabularies, struct diags *diags);

const struct vocabulary *vocabulary_find(const struct vocabularies *vocabularies, const char *id);

#endif
