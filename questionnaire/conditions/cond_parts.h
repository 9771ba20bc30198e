/*
 * Shared by the files that read and check a condition: cond_read.c (grammar), cond_path.c (what names mean), cond_check.c (what can be compared).
 */
#ifndef QUESTIONNAIRE_CONDITIONS_COND_PARTS_H
#define QUESTIONNAIRE_CONDITIONS_COND_PARTS_H

#include "questionnaire/conditions/cond_lex.h"
#include "questionnaire/conditions/condition.h"
#include "questionnaire/questionnaire_diags.h"

enum {
	COND_TEXT_LIMIT = 4096, /* bytes of one condition */
	COND_DEPTH_LIMIT = 32,  /* brackets, calls and nots inside each other */
	COND_NODE_LIMIT = 4096  /* nodes, those of named conditions counted each time they are named: bounds the work and the stack of an evaluation */
};

/* One condition being read. Mistakes in what it means are reported and reading goes on; mistakes in how it is written end it (stopped). */
struct cond_reader {
	struct arena *arena;
	struct diags *diags;
	const struct cond_source *source;
	const struct cond_env *env;
	const char *file;                              /* of positions: in arena */
	struct token token;                            /* the next one */
	size_t used;                                   /* end of the last one taken */
	struct cond_variable loops[SLOT_COUNT];        /* bound inside the condition, innermost last */
	size_t loop_count;
	int next_slot;
	int depth;
	size_t nodes;
	bool failed, stopped;
};

/* The place of a byte of the condition's text. */
struct pos cond_pos(const struct cond_reader *r, size_t at);
#define COND_REPORT(r, pos, kind, ...) ((r)->failed = true, (void)diag_add((r)->diags, &questionnaire_diags[kind], (pos), __VA_ARGS__, NULL))

/* A new node of that type; TYPE_NONE marks what was reported already. */
struct cond *cond_node(struct cond_reader *r, enum cond_op op, enum type_kind kind, struct pos pos);
/* The type as findings say it, in arena. */
const char *cond_describe(struct cond_reader *r, const struct type *type);
/* How findings call an operand: its path or literal as written. */
const char *cond_called(const struct cond *cond);
/* "; did you mean 'x'", or "". */
const char *cond_suggest(struct cond_reader *r, const char *nearest);

/* Words that are no names. */
bool cond_is_keyword(const char *name);
/*
 * What a path of these names means: a COND_PATH, or a COND_NAMED for the name of a condition. starts: the byte of each name. Mistakes give a COND_PATH of TYPE_NONE.
 */
struct cond *cond_resolve(struct cond_reader *r, const char *const *names, const size_t *starts, size_t count);
/* Binds a loop variable to the items of list (a COND_PATH) and gives its slot, or -1 with a finding. The caller ends it with cond_unbind. */
int cond_bind(struct cond_reader *r, const char *name, struct pos pos, const struct cond *list);
void cond_unbind(struct cond_reader *r);

/* A comparison with both sides checked; text literals become choices where the other side is one. */
struct cond *cond_compare(struct cond_reader *r, enum cond_op op, struct cond *left, struct cond *right, struct pos pos);
/* The condition itself when it can stand as one; else it is reported. */
struct cond *cond_want_yes_no(struct cond_reader *r, struct cond *cond);

#endif
