/*
 * Record types: the fields that a record has, and what the interview says when it asks for one.
 *
 * Answers and facts have them alike; the fields of facts are questions that are never asked. questionnaire/schema reads them from their files and owns them.
 */
#ifndef QUESTIONNAIRE_TYPES_RECORD_H
#define QUESTIONNAIRE_TYPES_RECORD_H

#include "questionnaire/types/value.h"

/* Of floors above: only pointed at here. */
struct cond;        /* questionnaire/conditions/condition.h */
struct requirement; /* questionnaire/rules/requirement.h */

/* What a text is made of: proofreading needs to know. */
enum text_holds {
	HOLDS_WORDS,
	HOLDS_NAME, /* of a person, firm, place, product: right as typed, and known in all other answers */
	HOLDS_CODE  /* a number, an address, the name of a cookie, words by themselves: nothing to read */
};

struct question {
	const char *id;          /* the key in its record */
	const char *label;
	const char *ask, *help, *more, *example; /* more may be NULL */
	const struct requirement *const *articles;
	size_t article_count;
	struct type type;
	bool required;           /* else optional: absent is nothing */
	bool none_allowed;       /* always true when optional */
	enum text_holds holds;
	const struct cond *when; /* NULL: always */
	struct pos pos;
	const char *when_text;   /* the condition as written */
	const struct vocabulary *sets; /* of records: each entry brings several, those of its attribute with this question's id; NULL: none */
	const struct question *like;   /* its answer is usually this one, too; NULL: none */
	const struct question *within; /* of a choice: only entries of this answer, as regions of a country; NULL: all */
	int rank;                /* above the ranks of all questions it waits for: those its condition reads, and the record it is in */
};

struct record_type {
	const char *id;
	const char *what;
	const struct question *fields;
	size_t field_count;
	struct pos pos;
};

int record_type_field(const struct record_type *type, const char *name); /* index, or -1 */
const char *record_type_nearest(const struct record_type *type, const char *name); /* for "did you mean"; NULL: none */

#endif
