/*
 * The schema while it is being read: shared by schema_read.c, records_read.c, promises_read.c, schema_check.c and schema_usual.c, nobody else's business.
 */
#ifndef QUESTIONNAIRE_SCHEMA_SCHEMA_PARTS_H
#define QUESTIONNAIRE_SCHEMA_SCHEMA_PARTS_H

#include "questionnaire/schema/schema.h"
#include "questionnaire/types/fields.h"

#define ROOT_ID "answers"
#define FACTS_ID "facts"

struct record_draft {
	const struct reader *reader;           /* of the file it stands in */
	struct record_type *type;
	struct question *fields;               /* type->fields, to be written */
	const struct yaml_node **maps;         /* where each of them stands */
	bool facts;
};

struct schema_draft {
	struct arena *arena;
	struct diags *diags;
	struct schema *schema;
	struct reader *question_files, *fact_files;
	const struct yaml_node **question_roots, **fact_roots; /* NULL: not usable, reported */
	size_t question_count, fact_count;
	struct record_draft *records;          /* in the order of the files */
	size_t record_count, record_capacity;
	bool missing;                          /* a record type or field could not be read: what names it is not to be blamed */
	bool gaps;                             /* that, or something has no type: nor are conditions */
};

/* records_read.c: the record types of one file; then, when all are known, what their types are made of. */
void records_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *root, bool facts);
void records_resolve(struct schema_draft *draft);
struct record_draft *records_find(const struct schema_draft *draft, const char *id);
/* The requirements that `article` of a map names. */
const struct requirement *const *articles_read(const struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map,
	size_t *count);

/*
 * promises_read.c: the promises of one file (`promises` of a file of questions, map). Their conditions are added to those of the schema, which
 * has room for one a promise.
 */
void promises_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct named_condition *conditions);
/* The same for checks (`checks` of a file of questions), which are added to those of the schema; checks has room for them. */
void checks_read(struct schema_draft *draft, const struct reader *reader, const struct yaml_node *map, struct answer_check *checks,
	struct named_condition *conditions);

/*
 * schema_check.c. Before conditions are read: no record holds itself; false when one does. After it: no question waits for itself; sets
 * the rank of every question.
 */
bool schema_check_records(const struct schema_draft *draft);
void schema_check_conditions(const struct schema_draft *draft);

/* schema_usual.c: what `sets` and `like` of the questions name, when all types are known. */
void schema_read_usual(struct schema_draft *draft);

#endif
