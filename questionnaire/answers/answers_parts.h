/*
 * The answers while they are being loaded: shared by answers_read.c, references.c and closed.c, nobody else's business.
 */
#ifndef QUESTIONNAIRE_ANSWERS_ANSWERS_PARTS_H
#define QUESTIONNAIRE_ANSWERS_ANSWERS_PARTS_H

#include "questionnaire/answers/answers.h"
#include "questionnaire/questionnaire_diags.h"

/* Values that something is left to be done with when all are read. */
struct value_list {
	struct value **items;
	size_t count, capacity;
};

struct reference {
	struct value *value;
	const struct type *type; /* says which records are meant */
};

struct loader {
	struct answers *answers;
	struct diags *diags;
	struct value *root;
	struct reference *references;
	size_t reference_count, reference_capacity;
	struct value_list conditional;      /* whose question has a condition */
	bool useless;                       /* some answer of the file is closed */
	int suggestions;                    /* "did you mean" that may still be looked for: thousands of mistakes must not take minutes */
};

/* May another nearest be looked for? Counts. */
bool loader_may_suggest(struct loader *loader);
/* A finding about a value: sets its path. */
void loader_where(struct loader *loader, struct diag *diag, const struct value *value);
struct pos loader_pos(const struct loader *loader, int line, int col);

/* references.c: finds the record of every reference. */
void references_resolve(struct loader *loader);
/* closed.c: settles which answers are closed by others; then says which given ones that makes useless. */
void closed_settle(struct loader *loader);
void closed_report(struct loader *loader);

#endif
