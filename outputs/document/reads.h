/*
 * Reads: why a piece of a notice is there and reads as it does. Kept only for those who ask (`why`).
 *
 * A reading is one look at the answers: a condition that was tested, a list that was gone through, a value that was printed. Each node's origin leads to
 * the readings it rests on, the last one first, through those of its block, its record, its clause. A clause that printed nothing has them too: in the trace.
 */
#ifndef OUTPUTS_DOCUMENT_READS_H
#define OUTPUTS_DOCUMENT_READS_H

#include "base/diag.h"

#include <stdbool.h>

struct value; /* questionnaire/types/value.h */

enum reading_kind {
	READ_LAW,      /* the law that writes the notice: is the clause for it? */
	READ_SURPRISE, /* the clauses that may surprise: is this among the two that print? */
	READ_LIST,     /* the list of a loop: `each`, `for` or {% for %} */
	READ_FILTER,   /* the condition of a loop, for one item */
	READ_WHEN,     /* the condition of a clause */
	READ_IF,       /* {% if %} */
	READ_ROWS,     /* the lists and conditions that decide how many rows a table has: three or more, or its `few` clause prints */
	READ_VALUE,    /* a placeholder, or the address of a link */
	READ_SELECT,   /* an inline choice */
	READ_CITE,     /* a citation under the law that writes the notice */
	READ_SPELLING, /* the notice's language, where its variant has a word, a date or a list of its own */
	READ_SECTION,  /* a reference to a section, text being its id: a link while that section stands in the notice. Values: what its title reads */
	READ_JOIN,     /* a text that goes on in the one before it: the clauses that could have kept them apart, and did not print */
	READ_TEXT,     /* everything that a clause looked at whose text came out empty */
	READ_OPEN      /* what is not answered yet */
};

enum reading_result { RESULT_NO, RESULT_UNKNOWN, RESULT_YES }; /* conditions: false, unknown, true; values: nothing, not known, given */

/* A part of the trace: from first up to, not with, end. */
struct attempts {
	size_t first, end;
};

struct reading {
	enum reading_kind kind;
	enum reading_result result;
	const char *text;             /* as written in the clause: condition, loop, path; NULL: none */
	struct pos pos;               /* in the library */
	const struct value **values;  /* answers and facts looked at, in order; some more than once */
	size_t count, capacity;
	struct attempts between, excluded;          /* READ_JOIN: places in the trace: clauses tried between the two texts; clauses of the section that never had a chance */
	struct reading *gatherer;     /* the next of those that gather at the same time: private to the composer */
};

struct reads {
	const struct reading *reading;
	const struct reads *before;   /* NULL: that was the first */
};

/* What came of a clause, for one record or for none. */
enum outcome {
	OUTCOME_PRINTED,
	OUTCOME_GAP,          /* it is not known whether it prints: a gap says so */
	OUTCOME_LAW,          /* it is for another law */
	OUTCOME_SHORT,        /* it stands in the short notice alone */
	OUTCOME_SURPRISE,     /* two others that may surprise print before it */
	OUTCOME_NO_ITEMS,     /* its list has no items */
	OUTCOME_LIST_UNKNOWN, /* nor is it known whether there are any: a gap says so */
	OUTCOME_FILTER,       /* the condition of its loop is false */
	OUTCOME_WHEN,         /* its condition is false */
	OUTCOME_FEW,          /* its table is too short: the clause named by `few` printed */
	OUTCOME_EMPTY,        /* nothing in it had anything to print */
	OUTCOME_REPEATED      /* the same gap stands right before */
};

struct attempt {
	const char *clause;           /* id */
	const char *section;          /* in which it was tried */
	enum outcome outcome;
	const struct value *record;   /* NULL: none */
	const struct reads *reads;    /* the last one decided */
	bool joins;                   /* its text goes on in the one before it */
};

/* Did it leave nothing in the notice, where it would have stood between two texts and kept them apart? */
static inline bool attempt_lets_join(const struct attempt *attempt)
{
	bool silent = attempt->outcome != OUTCOME_PRINTED && attempt->outcome != OUTCOME_GAP && attempt->outcome != OUTCOME_LIST_UNKNOWN && attempt->outcome != OUTCOME_FEW;
	return silent && !attempt->joins;
}

/* Every clause that was tried, in the order of composing; once a record. */
struct trace {
	struct attempt *items;
	size_t count, capacity;
};

#endif
