/*
 * A small world for the tests of conditions: record types by hand, and answers and facts written as one line:
 *
 *     company.dpo=yes; company.seat=SE; services.a.tools=[scc, dpf]; company.helper=->a; facts.eu=!waits:company.dpo
 *
 * Values: as typed; [..] lists; ->KEY a reference to services.KEY; !unknown, !none, !absent; "!closed VALUE"; "!open:PATH [..]" a list that waits for PATH; "!waits:PATH,PATH" an unknown fact.
 */
#ifndef TESTS_UNIT_COND_WORLD_H
#define TESTS_UNIT_COND_WORLD_H

#include "questionnaire/conditions/condition.h"

struct world {
	struct arena arena;
	struct value *root, *facts;
};

/* Must be ended by arena_release(&world->arena). */
void world_init(struct world *world, const char *answers);
/* The value at a path, records with that key made as needed. Fails the test when there is none. */
struct value *world_value(struct world *world, const char *path);
void world_set(struct world *world, const char *path, const char *text);

extern const struct record_type world_answers, world_facts, world_service;
/* The members of a struct cond_env for it: {WORLD_NAMES, .variables = ...}. */
#define WORLD_NAMES .root = &world_answers, .facts = &world_facts

/* The names where the tests' conditions stand: that world, and `this`, a service. */
extern const struct cond_env world_env;
/* Reads a condition that begins at f.yaml:10:5. NULL with findings. */
const struct cond *world_read(struct arena *arena, const char *text, const struct cond_env *around, struct diags *diags);
/* The same, and an operand at f.md:1:1, of world_env; the test fails with the first finding. */
const struct cond *world_condition(struct arena *arena, const char *text);
const struct cond *world_operand(struct arena *arena, const char *text, size_t *used);
struct scope world_scope(struct world *world);

#endif
