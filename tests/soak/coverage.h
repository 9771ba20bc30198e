/*
 * Which of the library's texts have been printed: clauses, the branches of each {% if %}, the bodies of loops, the cases of each choice.
 *
 * A branch is called CLAUSE#N.WAY: N counts the ifs, loops and choices of the clause in the order of its text, from 1; WAY is then, else,
 * each (the body of a loop) or the name of a case. Titles of sections are called section:ID.
 */
#ifndef TESTS_SOAK_COVERAGE_H
#define TESTS_SOAK_COVERAGE_H

#include "outputs/compose/compose.h"

#include <stdint.h>
#include <stdio.h>

struct branch {
	const char *id;
	const struct clause *clause; /* NULL: of a title */
	const struct piece *piece;   /* NULL: the clause itself */
	size_t way;
	const char *file;
	int line;
	uint64_t printed;            /* in how many documents, counted once a printing */
	const char *reason;          /* why it cannot be reached, as listed; NULL: not listed */
};

struct coverage {
	struct arena arena;
	struct branch *branches;     /* in the order of the library; each clause before its branches */
	size_t count, capacity;
	const struct branch **by_piece; /* sorted by piece and way */
	struct branch **waiting;     /* branches taken in the clause that is being composed */
	size_t waiting_count, waiting_capacity;
	struct compose_watch watch;  /* to be given to compose_watched; points at this coverage */
};

void coverage_init(struct coverage *coverage, const struct library *library); /* must not move afterwards */
void coverage_release(struct coverage *coverage);
/*
 * Reads the list of what cannot be reached: lines "ID reason"; # begins a comment. False, said on err, when it cannot be read, an id is
 * none of the library's, or a line has no reason.
 */
bool coverage_read_reasons(struct coverage *coverage, const char *path, FILE *err);
/*
 * Says what was never printed, with file, line and reason, and what is listed but was. Returns how many are violations: not printed and
 * not listed, or printed and listed.
 */
size_t coverage_report(const struct coverage *coverage, FILE *out);

#endif
