/*
 * What the workers of a run tell the process that started them, through a file that all have open: at which company each is, and in the end what came of its companies.
 */
#ifndef TESTS_SOAK_SHARE_H
#define TESTS_SOAK_SHARE_H

#include "tests/soak/coverage.h"

#include <stdint.h>
#include <stdio.h>

enum { WORKER_LIMIT = 64 };

struct tally {
	uint64_t companies, finished, violations;
};

/* The company that a worker is about to check. False when it cannot be written. */
bool share_seed(FILE *share, size_t worker, uint64_t seed);
uint64_t share_seed_of(FILE *share, size_t worker);

/* What came of a worker's companies, and what was printed for them; the other side adds both to its own. False when it cannot be written or read. */
bool share_tally(FILE *share, size_t worker, const struct tally *tally, const struct coverage *coverage);
bool share_collect(FILE *share, size_t worker, struct tally *tally, struct coverage *coverage);

#endif
