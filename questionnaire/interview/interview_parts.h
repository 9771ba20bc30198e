/*
 * What choices.c, answer.c and records.c share; nobody else's business.
 */
#ifndef QUESTIONNAIRE_INTERVIEW_INTERVIEW_PARTS_H
#define QUESTIONNAIRE_INTERVIEW_INTERVIEW_PARTS_H

#include "questionnaire/interview/interview.h"

/* What is being answered: question and interview say what can be chosen; texts go into arena, and why something was refused into *why. */
struct answering {
	struct arena *arena;
	const struct interview *interview;
	const struct question *question;
	const struct vocabulary *sets; /* of a list: their entries are offered in front; else NULL */
	const char **why;
};

/* The choices of one value of a type; none but for choices, references, yes and no. */
size_t choices_of_type(const struct answering *answering, const struct type *type, struct interview_choice **choices);
/* The choice that a word means: its number, its id, its label, or a beginning that fits no other. NULL with *why. */
const struct interview_choice *choice_match(struct arena *arena, const struct interview_choice *choices, size_t count, const char *word,
	const char **why);

/* Reads one value of a type: what shall stand in the file; NULL with *why. */
const char *typed_value(const struct answering *answering, const struct type *type, const char *typed);
/* The same for several, with commas or semicolons between; 0 with *why. */
size_t typed_values(const struct answering *answering, const struct type *type, const char *typed, const char *const **values);

#endif
