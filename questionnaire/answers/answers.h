/*
 * The answers file: loading and checking. (Editing in place comes with the interview.)
 *
 * The tree of values mirrors the schema: every field of every record has a value, also where the file says nothing (VALUE_ABSENT), so that a path always leads somewhere.
 * Tags in the file: !none, !unknown (no value behind them), !suggested VALUE. [] and {} are lists without items.
 * `format`, `is`, keys of records and notice.language cannot be !unknown.
 * One finding for each thing that is wrong, with file:line:column and what to do: unknown key (with the nearest), wrong type, bad date, a choice that is none (with the nearest), a reference to a record that does not exist, a line feed where one line is wanted,
 * !none where there must be one, a format that is newer than this program, a root that is no map. Keys of records: [A-Za-z0-9][A-Za-z0-9_-]*, at most 64 bytes.
 * An answer whose question is closed by another answer is kept and reported as advice ("not used: closed by ...").
 */
#ifndef QUESTIONNAIRE_ANSWERS_ANSWERS_H
#define QUESTIONNAIRE_ANSWERS_ANSWERS_H

#include "base/yaml.h"
#include "questionnaire/schema/schema.h"

struct answers {
	struct arena arena;
	struct yaml *yaml;
	const char *file;            /* as findings say it */
	const struct schema *schema;
	const struct value *root;    /* of record type "answers" */
	bool suggests;               /* it holds something that is only suggested */
};

/* Reads an answers file from memory. NULL when a finding made it unusable (any error or worse): nothing may be written from a file that was not understood. Must be freed by answers_free. */
struct answers *answers_read(const struct schema *schema, const char *file, const char *bytes, size_t size, struct diags *diags);
struct answers *answers_load(const struct schema *schema, const char *path, struct diags *diags); /* the same from a file */
void answers_free(struct answers *answers); /* NULL is fine */

/* The place of an answer, or for an absent one of the nearest record around it that is in the file. */
struct pos answers_pos(const struct answers *answers, const struct value *value);

/* The answer to a question of a record that is there once; NULL: not known. */
const struct value *answers_answer(const struct answers *answers, const struct question *question);

/* Calls visit for every answer that is asked for (question required, not closed) and is absent or !unknown, in the order of the schema and the file. */
void answers_open(const struct answers *answers, void (*visit)(void *context, const struct value *value), void *context);
/* The same for every answer that is only suggested. */
void answers_suggested(const struct answers *answers, void (*visit)(void *context, const struct value *value), void *context);

/* Calls read for every answer that decides whether this one is asked for: what the condition of its own question reads. */
void answers_decide(const struct answers *answers, const struct value *value, void (*read)(void *context, const struct value *value), void *context);

#endif
