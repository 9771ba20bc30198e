/*
 * Companies at random, from the schema: whatever the questions are, now and later.
 *
 * About half of them answer everything that is required. A company has leanings: it takes few of the entries of each vocabulary, answers
 * some questions alike every time, and has few or many records; so that cases such as "all of them", "none of them" and "exactly two"
 * come up, which independent dice would hardly ever throw.
 */
#ifndef TESTS_SOAK_GENERATE_H
#define TESTS_SOAK_GENERATE_H

#include "base/mem.h"
#include "questionnaire/answers/answers.h"
#include "tests/soak/draft.h"

/* The company of that seed. Everything lives in arena. */
void generate_company(struct draft_file *file, struct arena *arena, const struct schema *schema, uint64_t seed);

#endif
