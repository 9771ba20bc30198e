/*
 * The library of a language: schema, sections, clauses, words; read and checked from sources, or compiled in; with an overlay by id.
 *
 * sections.yaml, in the order of the notice:
 *
 *     sections:
 *       top: {title: "Privacy {{ notice.term: notice 'notice', policy 'policy', other 'statement' }} of {{ company.legal_name }}"}
 *       purposes: {title: What we do with personal data}
 *       third-people: {title: People who never dealt with us, in: purposes}
 *       places: {title: More for some places}
 *       eu: {title: If you are in the EU, in: places, law: eu, when: '"eu" in facts.laws and facts.home_law != "eu"'}
 *       eu-rights: {title: Your rights under EU law, in: eu, of: [rights, changes]}
 *
 *   in     the section around it; it stands behind that one, with nothing but sections of it between. Three deep at most
 *   when   nothing prints in the section, nor in those in it, unless this is true; when it is not known, one gap says so for all of them
 *   law    the law for which the section is written, where that is not the law of the notice: clauses with `law:` and citations go by it. Holds in the sections in it too
 *   of     sections whose clauses for this law (those that name it) print here as well, in that order: behind the section's own, or around them when its own id is among them. So a part for another law needs no
 *          clause twice
 *
 * in: the section around it. short: yes: it stands in the short notice, as the top always does.
 *
 * words.yaml: a flat map from the composer's words ("and", "month.1", "number.7", "gap" ...) to texts in that language.
 *
 * Checked when built, each with file:line:column: everything clause.h says of form; unknown section, requirement, law, few; paths and types (conditions); an optional answer printed without a guard (the clause's `when`, an {% if %} or a loop's filter around it must guard
 * it: cond_guards); an {% if %} without {% else %} in a clause with meets or kinds; a table clause with a loop without few; bold around a value with a letter or digit right outside it; links that are no section and no allowed address;
 * join with a body that is not one paragraph; a question that nothing uses (no clause, condition or fact rule reads it); a clause over 64 KiB.
 */
#ifndef OUTPUTS_LIBRARY_LIBRARY_H
#define OUTPUTS_LIBRARY_LIBRARY_H

#include "outputs/library/clause.h"
#include "questionnaire/schema/schema.h"

struct section {
	const char *id;
	const char *parent;            /* id; NULL: directly under the top */
	int level;                     /* 1 for top, 2, 3, 4 */
	bool in_short;                 /* stands in the short notice too */
	const struct piece *title;     /* inline pieces */
	size_t title_count;
	const struct cond *when;       /* NULL: always */
	const char *when_text;
	const struct term *law;        /* NULL: the law of the notice */
	const char *const *of;         /* ids of sections */
	size_t of_count;
	struct pos pos;
};

struct word {
	const char *id, *text;
};

struct proofing; /* outputs/review/proofing.h */

struct library {
	const struct schema *schema;
	const char *language;          /* "en" */
	const struct section *sections; /* in order; the first is "top" */
	size_t section_count;
	const struct clause *const *clauses; /* by section in the sections' order, then as read; only_few ones too; behind all, those that stand in the section which a record names */
	size_t clause_count;
	const struct word *words;      /* sorted by id */
	size_t word_count;
	const struct proofing *proofing; /* what is known of spelling: only handed on here; NULL: nothing */
};

struct library_sources {
	const char *language;
	struct source_list clauses;    /* *.md */
	struct source_list sections;   /* exactly sections.yaml */
	struct source_list words;      /* exactly words.yaml */
	const struct proofing *proofing; /* read already; may be NULL */
};

/* Reads a whole library over a schema. Lives in arena, apart from the schema. NULL when findings of severity error were added. */
const struct library *library_read(struct arena *arena, const struct schema *schema, const struct library_sources *sources, struct diags *diags);

/* What an overlay says in a language (schema_overlay.h has the rest). */
struct overlay_sources {
	struct source_list clauses;    /* *.md */
	struct source_list words;      /* words.yaml, or none */
};

/*
 * The library with an overlay:
 *   clauses   replaced by id (in the place of the old one), added (at the end of their section), deleted. A clause with a built-in id and no `replaces`, a hash that is not the built-in text's any more (warning: the overlay's text
 *             still counts), a clause replaced that does not exist, a deletion without reason: findings
 *   words     in the form of words.yaml; those that are there replace the built-in ones, the others stay. A word that is not built in, one without the marks ($1 ...) of the built-in one or with others: findings
 * base must outlive the result. NULL on findings of severity error.
 */
const struct library *library_overlay(struct arena *arena, const struct library *base, const struct overlay_sources *sources, struct diags *diags);

/*
 * Makes every check again that a finished library allows, compiled in or read, with an overlay or without: what clauses may not say, titles, questions that nothing uses. arena: for what it needs meanwhile.
 * library_read makes them all; library_overlay those of the overlay's own clauses, so that this tells which questions nothing uses any more.
 */
void library_check(struct arena *arena, const struct library *library, struct diags *diags);

const struct section *library_section(const struct library *library, const char *id);
const struct clause *library_clause(const struct library *library, const char *id);
const char *library_word(const struct library *library, const char *id); /* NULL: none */

#endif
