/*
 * Facts: what follows from the answers, typed, with provenance. Compose, rules and interview all read facts; nobody derives twice.
 *
 * The record types stand in questionnaire/facts/facts.yaml, and so does the sentence that explains each rule; the C code fills them. Each value names its rule and the answers it rests on.
 */
#ifndef QUESTIONNAIRE_FACTS_FACTS_H
#define QUESTIONNAIRE_FACTS_FACTS_H

#include "questionnaire/answers/answers.h"

/* Days as YYYYMMDD, from the first to the last. Only to be compared with days: neither need be one of the calendar. */
struct days {
	int first, last;
};
#define DAYS_ALL {0, 99999999}

/* today: YYYYMMDD; selects what is in force, is never printed. Everything lives in arena and points into answers, which must outlive it. Never NULL. */
const struct value *facts_derive(struct arena *arena, const struct answers *answers, int today);
/* The same; of the days in *same, only those around today stay on which the same facts follow from these answers. */
const struct value *facts_derive_for_days(struct arena *arena, const struct answers *answers, int today, struct days *same);

#endif
