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
 * Two attributes mean something to the program wherever they are declared. uses (number): how usual an entry is; the wizard shows the more usual first, `ask` keeps the order of the file.
 * also (list of text): other names that people type; the interview takes them for the entry.
 * Every entry carries source, checked_on and verified, its own or the vocabulary's. Ids match [A-Za-z0-9][A-Za-z0-9_-]*.
 */
#ifndef QUESTIONNAIRE_VOCABULARIES_VOCABULARY_H
#define QUESTIONNAIRE_VOCABULARIES_VOCABULARY_H

#include "base/hash.h"
#include "base/source.h"
#include "base/substitute.h"
#include "questionnaire/types/term.h"

struct vocabularies {
	const struct vocabulary *const *items;
	size_t count;
};

/* Reads all of them and resolves choices between them. Everything lives in arena. Returns false when findings of severity error were added. */
bool vocabularies_read(struct arena *arena, const struct source_list *sources, struct vocabularies *vocabularies, struct diags *diags);

/*
 * An overlay's terms (vocabularies/NAME.yaml in its folder) over those of vocabularies, by id:
 *
 *     vocabulary: purposes
 *     source: our own wording
 *     checked_on: 2026-11-22
 *     verified: true
 *     terms:
 *       wine-club: {label: {en: the wine club}, dpv: "https://w3id.org/dpv#CommunicationForCustomerCare"}                   # a new one
 *       support: {replaces: 0123456789abcdef, label: {en: help}, dpv: "https://w3id.org/dpv#CustomerCare"}    # in place of the built-in one
 *
 * A term is written whole, with the attributes that the built-in vocabulary declares; a vocabulary cannot be added, a term not be deleted. New
 * terms stand behind the built-in ones. What changes is added to substitutes, in arena. Returns false when findings of severity error were added.
 */
bool vocabularies_overlay(struct arena *arena, const struct vocabularies *vocabularies, const struct source_list *sources,
	struct substitutes *substitutes, struct diags *diags);
/*
 * What `replaces` names: FNV-1a 64 over a line "NAME: VALUE" for each attribute the term has, in the order of their declaration; items of a list
 * with ", " between them, a text by language as "en: TEXT" for each language in their order with ", " between them.
 */
void term_hash(const struct term *term, char hash[HASH_SIZE]);

const struct vocabulary *vocabulary_find(const struct vocabularies *vocabularies, const char *id);
const char *vocabularies_nearest(const struct vocabularies *vocabularies, const char *id); /* for "did you mean"; NULL: none */

#endif
