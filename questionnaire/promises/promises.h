/*
 * Promises held against the other answers: what the operator promises and other answers make untrue is a finding, and is not printed.
 *
 * Which promises there are and what breaks each is data (schema.h); the sentences are clauses that print while the promise is kept.
 */
#ifndef QUESTIONNAIRE_PROMISES_PROMISES_H
#define QUESTIONNAIRE_PROMISES_PROMISES_H

#include "questionnaire/answers/answers.h"

/*
 * Adds a finding for each answer that breaks a promise which is made, at the promise. What nobody knows yet breaks none. facts: root of those
 * derived from the answers.
 */
void promises_check(const struct answers *answers, const struct value *facts, struct diags *diags);

#endif
