/*
 * Explaining a notice: which clauses, answers, facts and articles a line of its Markdown rests on, and why a clause printed or did not.
 *
 * A line is made of parts: a clause printed for a record, or the title of a section. Each part has the readings (document/reads.h) that made it print as
 * it does, in the order in which the composer made them. A value rests on others: a fact on the answers its rule looked at, an answer on those that
 * decide whether its question is asked. explain_text.c and explain_json.c say all that to people and to programs, explain_plain.c the main of it to owners.
 */
#ifndef OUTPUTS_EXPLAIN_EXPLAIN_H
#define OUTPUTS_EXPLAIN_EXPLAIN_H

#include "outputs/document/document.h"
#include "outputs/document/reads.h"
#include "outputs/library/library.h"
#include "questionnaire/answers/answers.h"

struct explained_line {
	size_t start, size;               /* of its text in markdown, without the line feed */
	const struct node **nodes;        /* on it, in order */
	size_t count, capacity;
};

/* A notice and its lines. */
struct explained {
	struct arena arena;               /* of all that is found out about it */
	const struct library *library;
	const struct answers *answers;
	const struct document *document;
	struct buf markdown;
	struct explained_line *lines;     /* line 1 is the first */
	size_t line_count, line_capacity;
};

/* document: composed from these with a trace. All three must outlive the result, which must be freed by explain_free. */
struct explained *explain_new(const struct library *library, const struct answers *answers, const struct document *document);
/* The same without Markdown and lines, for whom nodes are enough. */
struct explained *explain_new_unwritten(const struct library *library, const struct answers *answers, const struct document *document);
void explain_free(struct explained *explained); /* NULL is fine */

/* A clause on a line, or the title of a section, or what the composer says of itself (a banner): then both are NULL. */
struct explained_part {
	const char *clause, *section;
	const struct clause *source;      /* of the clause; NULL: none */
	struct pos pos;                   /* of clause or section in the library; file NULL: none */
	const struct value *record;       /* it was printed for; NULL: none */
	bool heads;                       /* the heading of that section, which stands there because something stands below it */
	const struct reading **readings;  /* the first one first */
	size_t count, capacity;
};

struct explained_parts {
	struct explained_part *items;
	size_t count, capacity;
};

/* The parts of a line, in their order on it. line: from 1 to line_count. None for an empty line. */
struct explained_parts explain_line(struct explained *explained, size_t line);
/* The parts that nodes of the document belong to, in the order of the nodes. */
struct explained_parts explain_nodes(struct explained *explained, const struct node *const *nodes, size_t count);

/*
 * What decides whether a section stands in the notice: the part that stands first in it; when it is not there, what came of all of its clauses, one part each.
 * Links to it and its own heading rest on that.
 */
struct explained_parts explain_section(struct explained *explained, const char *id);
bool explain_has_section(const struct explained *explained, const char *id);
/* What a reading leads to beside values: READ_SECTION: explain_section of its text; READ_JOIN: the clauses that did not print in between. Others: none. */
struct explained_parts explain_further(struct explained *explained, const struct reading *reading);

/* The readings of an attempt, as a part. */
struct explained_part explain_attempt(struct explained *explained, const struct attempt *attempt);

/* Calls visit for every value that this one rests on directly. */
void explain_rests_on(const struct explained *explained, const struct value *value, void (*visit)(void *context, const struct value *value), void *context);
/* Calls visit for every answer and fact that a line rests on, directly or not, its sections' presence included; each once. */
void explain_visit_line(struct explained *explained, size_t line, void (*visit)(void *context, const struct value *value), void *context);
/* The question whose condition decides whether an answer is asked for: its own or that of a record it is in. NULL: it is always asked. */
const struct question *explain_asked_by(const struct value *answer);
/* The rule by which a value was derived, its own or that of the record it is in. NULL: it is an answer. */
const struct provenance *explain_because(const struct value *value);
/* Is it an answer or a fact, not a word of a vocabulary? */
bool explain_is_answer(const struct value *value);

/* Why the operator wrote the record that a part was printed for, in words of its own (`reason`); NULL: it does not say. */
const char *explain_reason(const struct explained_part *part);

const char *explain_reading_id(enum reading_kind kind); /* for programs: "when", "list" ... */
const char *explain_outcome_id(enum outcome outcome);   /* "printed", "condition" ... */
/* Does a clause stand on that line, for that record (NULL: for any)? */
bool explain_stands_on(const struct explained *explained, size_t line, const char *clause, const struct value *record);
/* The table clause in whose place this one prints; NULL: it is none of those. */
const struct clause *explain_few_of(const struct library *library, const struct clause *clause);

/* Appends a value as people know it: "yes", "3 years", "[SE, FI]", "not answered". */
void explain_value(struct buf *buf, const struct value *value);

/*
 * Appends an explanation, for people or as JSON. name: of the Markdown file. For a line: its parts; for an empty one, what stands around it. For a clause: for each
 * record what came of it, and the lines on which it stands.
 */
void explain_line_text(struct buf *buf, struct explained *explained, const char *name, size_t line);
void explain_line_json(struct buf *buf, struct explained *explained, const char *name, size_t line);
void explain_clause_text(struct buf *buf, struct explained *explained, const char *name, const struct clause *clause);
void explain_clause_json(struct buf *buf, struct explained *explained, const char *name, const struct clause *clause);

/*
 * Appends an explanation of parts for those who never saw a condition: the clause, the answers and facts by their labels, the law. Of many
 * answers a few. Lines apart by line feeds, none at the end; what comes from the answers is made visible.
 */
void explain_plainly(struct buf *buf, struct explained *explained, struct explained_parts parts);

#endif
