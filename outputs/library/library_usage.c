/* Questions and promises that nothing uses: what is asked and never told or weighed is asked for nothing. */
#include "outputs/library/library_parts.h"
#include "outputs/outputs_diags.h"

#include <string.h>

struct usage {
	const struct schema *schema;
	bool **used;                      /* by record type of the schema, then by field */
	bool *reached;                    /* record types that answers can hold */
	bool *kept;                       /* promises that some clause waits for */
	struct type types[SLOT_COUNT];    /* what the variables stand for, where the walk is */
};

/* ---- marks ---- */

static size_t record_number(const struct usage *usage, const struct record_type *record)
{
	size_t i = 0;
	while (i < usage->schema->record_count && usage->schema->records[i] != record)
		i++;
	return i;
}

static const struct record_type *record_of(const struct type *type)
{
	return type->kind == TYPE_LIST ? record_of(type->item) : type->record;
}

static struct type record_as_type(const struct record_type *record)
{
	return (struct type){.kind = TYPE_RECORD, .record = record};
}

static void mark(struct usage *usage, const struct record_type *record, int field)
{
	size_t number = record_number(usage, record);
	if (field >= 0 && number < usage->schema->record_count)
		usage->used[number][field] = true;
}

/* Follows a path and marks the fields it leads through. Attributes of entries are no questions, and nothing but attributes follows them. */
static void mark_path(struct usage *usage, const struct cond *path)
{
	struct type type = usage->types[path->slot];
	for (size_t i = 0; i < path->step_count && path->steps[i].kind == STEP_FIELD; i++) {
		const struct record_type *record = record_of(&type);
		if (!record)
			return;
		mark(usage, record, path->steps[i].index);
		type = record->fields[path->steps[i].index].type;
	}
}

static void mark_question(struct usage *usage, const struct question *question)
{
	for (size_t i = 0; i < usage->schema->record_count; i++) {
		const struct record_type *record = usage->schema->records[i];
		int field = record_type_field(record, question->id);
		if (field >= 0 && &record->fields[field] == question)
			mark(usage, record, field);
	}
}

static void mark_promise(struct usage *usage, const char *condition)
{
	for (size_t i = 0; i < usage->schema->promise_count; i++)
		usage->kept[i] |= strcmp(usage->schema->promises[i].kept->name, condition) == 0;
}

/* ---- conditions and loops ---- */

static void enter_loop(struct usage *usage, const struct cond *list, int slot)
{
	if (!type_item(&list->type, &usage->types[slot]))
		usage->types[slot] = (struct type){.kind = TYPE_NONE};
}

/* Named conditions are walked once, by themselves. */
static void walk_cond(struct usage *usage, const struct cond *cond)
{
	if (cond && cond->op == COND_NAMED)
		mark_promise(usage, cond->name);
	if (!cond || cond->op == COND_NAMED)
		return;
	if (cond->op == COND_PATH)
		mark_path(usage, cond);
	walk_cond(usage, cond->left);
	if ((cond->op == COND_COUNT || cond->op == COND_ANY || cond->op == COND_ALL) && cond->right)
		enter_loop(usage, cond->left, cond->slot);
	walk_cond(usage, cond->right);
}

static void walk_loop(struct usage *usage, const struct cond *list, const struct cond *filter, int slot)
{
	if (!list)
		return;
	walk_cond(usage, list);
	enter_loop(usage, list, slot);
	walk_cond(usage, filter);
}

static void walk_pieces(struct usage *usage, const struct piece *pieces, size_t count)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		walk_loop(usage, piece->list, piece->filter, piece->slot);
		walk_cond(usage, piece->cond);
		walk_pieces(usage, piece->pieces, piece->piece_count);
		walk_pieces(usage, piece->otherwise, piece->otherwise_count);
	}
}

static void walk_clause(struct usage *usage, const struct clause *clause)
{
	walk_loop(usage, clause->each.list, clause->each.filter, clause->each.slot);
	walk_loop(usage, clause->inner.list, clause->inner.filter, clause->inner.slot);
	walk_cond(usage, clause->section_path);
	walk_cond(usage, clause->when);
	walk_pieces(usage, clause->pieces, clause->piece_count);
}

static void walk_schema(struct usage *usage)
{
	const struct schema *schema = usage->schema;
	for (size_t i = 0; i < schema->condition_count; i++)
		walk_cond(usage, schema->conditions[i].cond);
	for (size_t i = 0; i < schema->rule_count; i++)
		for (size_t k = 0; k < schema->rules[i].read_count; k++)
			mark_question(usage, schema->rules[i].reads[k]);
	for (size_t i = 0; i < schema->record_count; i++) {
		usage->types[SLOT_THIS] = record_as_type(schema->records[i]);
		for (size_t k = 0; k < schema->records[i]->field_count; k++)
			walk_cond(usage, schema->records[i]->fields[k].when);
	}
}

/* What the program itself reads. */
static void mark_own(struct usage *usage)
{
	const struct record_type *root = usage->schema->root;
	mark(usage, root, record_type_field(root, "format"));
	mark(usage, root, record_type_field(root, "words")); /* proofreading knows them */
	int notice = record_type_field(root, "notice");
	const struct record_type *record = notice >= 0 ? record_of(&root->fields[notice].type) : NULL;
	const struct record_type *own = schema_record(usage->schema, "own_words");
	if (own)
		mark(usage, own, record_type_field(own, "reason")); /* `why` says it */
	if (record) {
		mark(usage, record, record_type_field(record, "language"));
		mark(usage, record, record_type_field(record, "articles"));
	}
}

/* ---- findings ---- */

/* Records are covered by their fields; a reference is a question of its own, and its record is reached by another way. */
static void report_unused(struct usage *usage, const struct record_type *record, struct diags *diags)
{
	size_t number = record_number(usage, record);
	if (number == usage->schema->record_count || usage->reached[number])
		return;
	usage->reached[number] = true;
	for (size_t i = 0; i < record->field_count; i++) {
		const struct question *question = &record->fields[i];
		if (question->type.kind == TYPE_RECORD || question->type.kind == TYPE_RECORDS)
			report_unused(usage, question->type.record, diags);
		else if (!usage->used[number][i])
			diag_add(diags, &outputs_diags[O_QUESTION_UNUSED], question->pos, question->id, record->id, NULL);
	}
}

static void report_silent(const struct usage *usage, struct diags *diags)
{
	for (size_t i = 0; i < usage->schema->promise_count; i++) {
		const struct promise *promise = &usage->schema->promises[i];
		if (!usage->kept[i])
			diag_add(diags, &outputs_diags[O_PROMISE_SILENT], promise->pos, promise->term->id, promise->kept->name, NULL);
	}
}

void library_check_usage(struct arena *arena, const struct library *library, struct diags *diags)
{
	const struct schema *schema = library->schema;
	struct usage usage = {.schema = schema};
	usage.types[SLOT_ANSWERS] = record_as_type(schema->root);
	usage.types[SLOT_FACTS] = record_as_type(schema->facts);
	usage.used = arena_calloc(arena, schema->record_count + 1, sizeof *usage.used);
	usage.reached = arena_calloc(arena, schema->record_count + 1, sizeof *usage.reached);
	for (size_t i = 0; i < schema->record_count; i++)
		usage.used[i] = arena_calloc(arena, schema->records[i]->field_count + 1, sizeof **usage.used);
	usage.kept = arena_calloc(arena, schema->promise_count + 1, sizeof *usage.kept);
	mark_own(&usage);
	walk_schema(&usage);
	for (size_t i = 0; i < library->section_count; i++) {
		walk_cond(&usage, library->sections[i].when);
		walk_pieces(&usage, library->sections[i].title, library->sections[i].title_count);
	}
	for (size_t i = 0; i < library->clause_count; i++)
		walk_clause(&usage, library->clauses[i]);
	report_unused(&usage, schema->root, diags);
	report_silent(&usage, diags);
}
