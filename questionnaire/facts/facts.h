/*
 * Facts: what follows from the answers, typed, with provenance. Compose, rules and interview all read facts; nobody derives twice.
 *
 * The record types stand in questionnaire/facts/facts.yaml, and so does the sentence that explains each rule; the C code fills them. Each value names its rule and the answers it rests on.
 */
#ifndef QUESTIONNAIRE_FACTS_FACTS_H
#define QUESTIONNAIRE_FACTS_FACTS_H

#include "questionnaire/answers/answers.h"

/* today: YYYYMMDD; selects what is in force, is never printed. Everything lives in arena and points into answers, which must outlive it. Never NULL. */
const struct value *facts_derive(struct arena *arena, const struct answers *answers, int today);

#endif
