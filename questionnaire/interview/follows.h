/*
 * What follows from an answer at once, for the person who gave it: which law writes the notice, which laws apply beside it, which
 * authority watches over it, and why.
 */
#ifndef QUESTIONNAIRE_INTERVIEW_FOLLOWS_H
#define QUESTIONNAIRE_INTERVIEW_FOLLOWS_H

#include "questionnaire/answers/answers.h"

struct follows {
	const char *fact; /* "the laws that apply: GDPR" */
	const char *why;  /* "Why: ... (GDPR Art. 3(1))." */
};
enum { FOLLOWS_MOST = 3 };

/* Fills at most FOLLOWS_MOST entries, as the answers are now; returns how many: 0 when no law rests on the question. today: YYYYMMDD. In arena. */
size_t interview_follows(struct arena *arena, const struct answers *answers, int today, const struct question *question,
	struct follows follows[FOLLOWS_MOST]);

#endif
