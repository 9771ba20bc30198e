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

#endif
