/*
 * The schema: what can be asked, by chapter, and the type environment that conditions are checked against.
 *
 * Questions are data: questionnaire/questions/NN-NAME.yaml, read in byte order of their names.
 *
 *     chapter: {id: services, title: Who receives data, asks: [services]}     # optional; asks: fields of the answers file, in order; company.seat is one question of a
 *                                                                                   # record, company the questions of it that no chapter asks by name
 *     records:
 *       service:
 *         what: a company or authority that gets data        # for findings and lists
 *         questions:
 *           - id: countries
 *             label: the countries of the recipient          # a few words, for gaps and findings
 *             type: list of choice of countries
 *             need: required                                 # required | optional
 *             none: yes                                      # required answers: "there is none" (!none, []) is an answer too; default no
 *             when: this.role != "authority"                 # condition; without it always asked
 *             ask: In which countries does it work with the data?
 *             help: One plain sentence: why we ask.
 *             more: Optional, for F1.
 *             example: Ireland, United States
 *             article: [gdpr-13-1-f-fact]                    # requirement ids (questionnaire/laws)
 *             holds: name                                    # optional, of texts: name or code, where it is no prose to be checked for spelling
 *             like: company.seat                             # optional: this answer is usual for a new record, too
 *             within: company.seat                           # optional, of a choice: only entries are offered that have this answer among their attributes
 *             sets: businesses                               # optional, of records that begin with a choice: a vocabulary whose entries bring several at
 *                                                            # once, by an attribute with the id of this question; what else they bring as activities do
 *     conditions:                                            # optional: named conditions over answers and facts
 *       sells_online: any(a in activities, a.is == "web-order")
 *     promises:                                              # optional, in one file: what the operator may promise, and what makes it untrue
 *       made_in: promises.made                               # the answer that lists the promises made: choices of a vocabulary
 *       terms:
 *         no-sale:                                           # an entry of that vocabulary; each has at least one breach
 *           - when: any(s in services, s.pays)               # a condition over answers and facts under which the promise is untrue
 *             at: this.pays                                  # the answer that makes it so; this: the record that any(...) found
 *             says: a company gives you something for data   # the finding says it behind "..., but"
 *             do: answer no there, if that is so             # and this behind "take the promise back, or"
 *
 *     checks:                                                # optional: answers that contradict each other, or that a law does not bear
 *       own-subcontractor:                                   # an id
 *         article: [gdpr-28-2]
 *         advice: no                                         # yes: only advice; default no, an error
 *         cases:                                             # at least one; keys as those of promises. The finding says it behind the path of the answer to blame
 *           - {when: 'any(s in services, s.works_for.name == s.name)', at: this.works_for, says: a firm cannot work for itself, do: name the firm it works for}
 *
 * Each promise gives a named condition, kept_no_sale: it is made and nothing breaks it. Its clauses print under that condition, so that an unknown answer leaves a gap.
 * Each check gives one, too, amiss_own_subcontractor: one of its cases holds. A clause that would then say what is not so prints under "not" that.
 *
 * Types: yes-no, number, text, long text, date, duration, email, web, choice of V, reference to FIELD, list of T, record of R, records of R. The record type "answers" is the root of the answers file.
 * A closed set of choices too small for a vocabulary of its own still is one: a file in vocabularies/.
 * Facts have record types too, in questionnaire/facts/facts.yaml: the same shape under `records:` with `fields:` of {id, type, what, holds} only (no asking), root record "facts"; and `rules:`, a list of {id, says, article, reads} (reads: the answers it looks at, [company.seat, ...]). Fields of facts are never optional unless `need: optional`.
 * Checked: ids unique and [a-z][a-z0-9_]*, types resolve, no circle of records, conditions well typed and without a circle among questions, requirement ids exist, label, ask, help, example, article there; each mistake with file:line:column.
 */
#ifndef QUESTIONNAIRE_SCHEMA_SCHEMA_H
#define QUESTIONNAIRE_SCHEMA_SCHEMA_H

#include "questionnaire/conditions/condition.h"
#include "questionnaire/rules/requirement.h"
#include "questionnaire/types/record.h"
#include "questionnaire/vocabularies/vocabulary.h"

/* The newest format of answers files that this program knows. */
#define ANSWERS_FORMAT 1

struct chapter {
	const char *id, *title;
	const struct question *const *asks; /* fields of the root record: what stands in the file under this chapter (the first that asks it, or a part of it) */
	size_t ask_count;
	const struct question *const *order; /* what is asked: fields of the root record, or of a record in it */
	size_t order_count;
	struct pos pos;
};

/* How a fact is derived, for `why`. */
struct fact_rule {
	const char *id, *says;
	const struct requirement *const *articles;
	size_t article_count;
	const struct question *const *reads; /* the questions it looks at, those on the way to them too */
	size_t read_count;
	struct pos pos;
};

/* Something that makes a promise untrue, or that is amiss. */
struct breach {
	const struct cond *when;
	const char *when_text; /* as written */
	const struct cond *at; /* path of the answer to blame; of `this`, for COND_ANY: it stands in the slot of the loop */
	const char *says, *fix;
	struct pos pos;
};

struct promise {
	const struct term *term;
	const struct breach *breaches;
	size_t breach_count;
	const struct named_condition *kept; /* made, and not broken */
	struct pos pos;
};

/* Answers that contradict each other, or that a law does not bear. */
struct answer_check {
	const char *id;
	bool advice; /* not an error */
	const struct breach *cases;
	size_t case_count;
	const struct requirement *const *articles;
	size_t article_count;
	struct pos pos;
};

struct schema {
	struct vocabularies vocabularies;
	struct requirements requirements;
	const struct record_type *const *records; /* answers' and facts' record types */
	size_t record_count;
	const struct record_type *root;           /* "answers" */
	const struct record_type *facts;          /* "facts" */
	const struct chapter *chapters;
	size_t chapter_count;
	const struct named_condition *conditions;
	size_t condition_count;
	const struct fact_rule *rules;
	size_t rule_count;
	const struct cond *made_in;               /* the list of promises made; NULL: there are no promises */
	const struct promise *promises;
	size_t promise_count;
	const struct answer_check *checks;
	size_t check_count;
};

/* The text files of a library, by kind. */
struct schema_sources {
	struct source_list vocabularies, laws, questions, facts;
};

/* Reads vocabularies, laws, questions and facts and checks them all. Lives in arena. NULL when findings of severity error were added; goes on after a mistake to report as many as make sense. */
const struct schema *schema_read(struct arena *arena, const struct schema_sources *sources, struct diags *diags);

/* The field of the root that a question asked by a chapter is, or is in. */
const struct question *schema_root_of(const struct schema *schema, const struct question *asked);
/* Does a chapter ask this question of a record by name, apart from the record? */
bool schema_asks_apart(const struct schema *schema, const struct question *question);

const struct record_type *schema_record(const struct schema *schema, const char *id);
/* Is it one of the answers that decide how all others are read, and so can be neither !unknown nor !none: `format`, the `is` of a record, the section of a notice that a record stands in, `notice.language`? */
bool schema_needs_value(const struct schema *schema, const struct question *question);
const struct fact_rule *schema_rule(const struct schema *schema, const char *id);
const struct promise *schema_promise(const struct schema *schema, const struct term *term); /* NULL: none */
/*
 * What a path can begin with wherever it stands: a field of the answers, `facts`, a named condition. The caller adds the variables around it.
 * It points into the schema and shows it as it is now: while a schema is being read, each condition needs one of its own.
 */
struct cond_env schema_env(const struct schema *schema);

#endif
