/*
 * The language of conditions: "ask this when", "print this when", "this requirement applies when", "this rule is broken when".
 *
 *     condition  = or
 *     or         = and { "or" and }                 and = not { "and" not }                 not = "not" not | comparison
 *     comparison = operand [ ("==" | "!=" | "<" | "<=" | ">" | ">=" | "in") operand ]
 *     operand    = literal | path | call | "[" literal { "," literal } "]" | "(" or ")"
 *     literal    = "text" | 'text' | number | true | false | 2026-01-31 | 3 years
 *     path       = name { "." name }
 *     call       = answered(path) | known(path) | given(path) | count(path) | count(name in path, or) | any(name in path, or) | all(name in path, or)
 *
 * A path starts at a variable of the scope, at a named condition, at a field of the answers file, at `facts`, or at `this` (the record a question belongs to). It steps through fields of records, through references
 * (to the record they name), through choices (to the attributes of the entry: company.seat.eea), and through lists of records (services.name: the list of all names; nothing and unknown ones make it open).
 * Everything is typed by the schema when the library is built; there is no truthiness: a condition is yes/no. Choices are compared with texts that must be ids of their vocabulary.
 *
 * Logic has three values (Kleene). An unknown answer makes what rests on it unknown, never false. Closed, !none and absent-though-optional are *nothing*: == < <= > >= in give false, != gives true, count 0, a bare yes/no
 * is false. answered(x): a value or none. known(x): that, or closed. given(x): there is a value; the guard for printing an optional answer. count, any, all over an unknown list are unknown, unless the items known decide.
 * A list without items is answered and known, but not given: there is nothing to print. A list that may have more items is neither answered nor known. Both never are unknown.
 * Loops: their variables must have names of their own; a name means a variable first, then a named condition, then a field of the answers. A list of records that a path collects (services.contacts) is a list of references to them;
 * what else a path collects are copies, whose target is the value itself, and which live in the scope's arena as the list does.
 */
#ifndef QUESTIONNAIRE_CONDITIONS_CONDITION_H
#define QUESTIONNAIRE_CONDITIONS_CONDITION_H

#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

enum tri { TRI_FALSE, TRI_UNKNOWN, TRI_TRUE }; /* ordered: and is the smaller, or the larger */

enum cond_op {
	COND_AND, COND_OR, COND_NOT,                                       /* left, right */
	COND_EQ, COND_NE, COND_LT, COND_LE, COND_GT, COND_GE, COND_IN,     /* left, right */
	COND_LITERAL,                                                      /* literal: a value; literals of a list: its items */
	COND_PATH,                                                         /* slot, steps; type */
	COND_NAMED,                                                        /* named condition: left is its condition */
	COND_ANSWERED, COND_KNOWN, COND_GIVEN,                             /* left: a path */
	COND_COUNT,                                                        /* left: a path to a list; slot and right: filter, or NULL */
	COND_ANY, COND_ALL                                                 /* left: a path to a list; slot: the variable; right: the condition */
};

enum step_kind { STEP_FIELD, STEP_ATTRIBUTE };
struct step {
	enum step_kind kind;
	int index;             /* of the field in its record type, of the attribute in its vocabulary */
	const char *name;
};

struct cond {
	enum cond_op op;
	const struct cond *left, *right;
	int slot;                          /* COND_PATH: the variable it starts at; COND_COUNT, ANY, ALL: the variable they bind */
	const struct step *steps;
	size_t step_count;
	struct value literal;
	struct type type;                  /* of the result; conditions: TYPE_YES_NO */
	bool optional;                     /* COND_PATH: some step may be nothing (optional, or its question may be closed): not to be printed without given() */
	size_t guard_steps;                /* how many of the steps such a guard has to cover: the last that may be nothing is one of them */
	const char *name;                  /* COND_PATH: as written; COND_NAMED: its name */
	struct pos pos;
};

/* A condition that others use by its name. */
struct named_condition {
	const char *name;
	const struct cond *cond; /* NULL: a mistake in it was reported where it stands */
	struct pos pos;
};

/* Variables by slot. 0: the answers; 1: the facts; 2: this; from 3: loops. */
enum { SLOT_ANSWERS, SLOT_FACTS, SLOT_THIS, SLOT_LOOP, SLOT_COUNT = 12 };

struct cond_variable {
	const char *name;
	int slot;
	struct type type;   /* usually a record: TYPE_RECORD with its record type; or a scalar, for loops over lists of scalars */
	bool optional;      /* items of it may be nothing: never for loops */
};

/* What names mean where a condition stands. */
struct cond_env {
	const struct record_type *root;        /* the fields of the answers; NULL: there are none */
	const struct record_type *facts;       /* what stands behind `facts` */
	const struct named_condition *conditions;
	size_t condition_count;
	const struct cond_variable *variables; /* loops around it, innermost last; `this` too (slot SLOT_THIS) */
	size_t variable_count;
	bool no_facts;                         /* conditions of questions: facts are derived later */
};

/* Where the text of a condition stands, for findings: base is its first character; on other lines than the first, columns count from 1. When it came out of quotes, set yaml and node and base is not used. */
struct cond_source {
	const char *text;
	struct pos base;
	const void *yaml;   /* struct yaml, or NULL */
	const void *node;   /* struct yaml_node: the scalar whose value begins with text */
	size_t skip;        /* bytes of the scalar's value before text */
};

/* Reads and checks a condition (yes/no). Lives in arena. NULL when findings were added: syntax, unknown path (with the nearest), type mismatch, text that is not among the choices, ... */
const struct cond *cond_read(struct arena *arena, const struct cond_source *source, const struct cond_env *env, struct diags *diags);
/* The same for an expression of any type: a path, or count(...). For placeholders and loops. *used gets the bytes read; stops where no expression can go on. */
const struct cond *cond_read_operand(struct arena *arena, const struct cond_source *source, const struct cond_env *env, size_t *used, struct diags *diags);

/* The answers that kept an evaluation from knowing, each once, in order of reading; facts are traced back to the answers they wait for. */
struct unknowns {
	const struct value **items;
	size_t count, capacity;
	uint32_t *slots, *places;        /* which of them are in already: private to cond_unknowns.c */
};

struct scope {
	const struct value *slots[SLOT_COUNT];
	const char *language;            /* of texts by language */
	struct arena *arena;             /* for unknowns and for lists that a path collects */
	struct unknowns unknowns;        /* grows only by evaluations whose result is unknown; reset count to 0 as you like */
	struct unknowns traced;          /* the facts that one evaluation has traced: private */
	/* Called for every answer, fact or attribute's choice that an evaluation read; NULL when nobody asks. */
	void (*read)(void *context, const struct value *value);
	void *context;
};

enum tri cond_test(const struct cond *cond, struct scope *scope);

/* Adds an unknown value, or a list that is open, to scope->unknowns: an answer itself, for a fact the answers it waits for. Returns the first of those; never NULL. */
const struct value *unknowns_blame(struct scope *scope, const struct value *value);

enum look { LOOK_GIVEN, LOOK_NOTHING, LOOK_UNKNOWN };
/* Follows a COND_PATH. *value: the value found (LOOK_GIVEN; lists may be open: value->open); for LOOK_UNKNOWN the culprit is added to scope->unknowns and *value is it. Never NULL, except for LOOK_NOTHING. */
enum look cond_look(const struct cond *path, struct scope *scope, const struct value **value);
/* COND_COUNT: LOOK_GIVEN with the number, or LOOK_UNKNOWN with *count the number of those known. */
enum look cond_count(const struct cond *count, struct scope *scope, long *number);

/* True when the condition can only be true if that path has a value: given(path), path == x, path in [...], path < x, a bare yes/no, count(path) > 0, and any `and` of such. For the check of unguarded answers. */
bool cond_guards(const struct cond *cond, const struct cond *path);
bool cond_same_path(const struct cond *a, const struct cond *b);
/* Calls visit for every COND_PATH below (named conditions included). For the checks of circles and of questions that nothing uses. */
void cond_visit_paths(const struct cond *cond, void (*visit)(void *context, const struct cond *path), void *context);

#endif
