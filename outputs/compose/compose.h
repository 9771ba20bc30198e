/*
 * Composing: answers, facts and clauses become a document.
 *
 * A pure function: no clock, no locale, no environment, no file access. Same input, same bytes. Records print in the operator's order.
 * A clause whose condition is unknown prints a gap that names the question; a value that is unknown prints a gap in its place; both make the document a draft and are findings.
 */
#ifndef OUTPUTS_COMPOSE_COMPOSE_H
#define OUTPUTS_COMPOSE_COMPOSE_H

#include "outputs/document/document.h"
#include "outputs/library/library.h"
#include "questionnaire/answers/answers.h"

/*
 * facts: root of the facts derived from the same answers (facts_derive). Findings (open, suggested, gaps) are added to diags, each answer once.
 * Returns a document, to be freed by document_free. Never NULL.
 */
struct document *compose(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags);

/*
 * Who wants to know what of the library is printed: the long random run, which lists what never is. While a clause is composed, branch is called for each way taken in it: for an {% if %} 0 or, in its {% else %}, 1; for a loop 0 when its body is printed; for a
 * choice the number of its case. Then clause is called: kept is false when its table is too short and gives way to its `few`. The titles of sections end with a call of clause with NULL.
 */
struct compose_watch {
	void (*branch)(void *context, const struct piece *piece, size_t branch);
	void (*clause)(void *context, const struct clause *clause, bool kept);
	void *context;
};
/* The same, watched. watch: NULL for nobody. */
struct document *compose_watched(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags,
	const struct compose_watch *watch);
/* The first layer alone: the sections that stand in the short notice, with the clauses for it. What is open in the whole notice is open here. watch: NULL for nobody. */
struct document *compose_short(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags,
	const struct compose_watch *watch);
/* The same, keeping for every node and every clause what it rests on (document/reads.h), which costs time and memory. */
struct document *compose_traced(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags);

#endif
