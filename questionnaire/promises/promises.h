/*
 * Answers held against each other. Promises: what the operator promises and other answers make untrue is a finding, and is not printed.
 * Checks: what contradicts another answer, or what a law does not bear, is a finding.
 *
 * Which promises and checks there are, and what breaks each, is data (schema.h); the sentences are clauses that print while all is well.
 */
#ifndef QUESTIONNAIRE_PROMISES_PROMISES_H
#define QUESTIONNAIRE_PROMISES_PROMISES_H

#include "questionnaire/answers/answers.h"

/*
 * Adds a finding for each answer that breaks a promise which is made, at the promise. What nobody knows yet breaks none. facts: root of those
 * derived from the answers.
 */
void promises_check(const struct answers *answers, const struct value *facts, struct diags *diags);
/* Adds a finding for each case of a check that holds, at the answer to blame; for any(...), at that of each record. facts: as above. */
void checks_check(const struct answers *answers, const struct value *facts, struct diags *diags);

#endif
