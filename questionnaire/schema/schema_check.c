/*
 * What goes in circles: records that would hold themselves, questions that would wait for themselves.
 *
 * Both walks colour what they visit: not seen, on the way, done. The way is a list on the stack, so that the finding can name the circle.
 */
#include "questionnaire/schema/schema_parts.h"

/* Records */

enum colour { COLOUR_NEW, COLOUR_ON_THE_WAY, COLOUR_DONE };

struct record_way {
	size_t record;                  /* index in draft->records */
	const struct record_way *up;
};

struct record_walk {
	const struct schema_draft *draft;
	enum colour *colours;
	bool circle;
};

static void add_record_way(const struct schema_draft *draft, struct buf *buf, const struct record_way *way, size_t until)
{
	if (way->record != until)
		add_record_way(draft, buf, way->up, until);
	buf_addf(buf, "%s -> ", draft->records[way->record].type->id);
}

static void visit_record(struct record_walk *walk, size_t record, const struct record_way *up)
{
	const struct schema_draft *draft = walk->draft;
	const struct record_way way = {record, up};
	const struct record_type *type = draft->records[record].type;

	walk->colours[record] = COLOUR_ON_THE_WAY;
	for (size_t i = 0; i < type->field_count; i++) {
		const struct type *field = &type->fields[i].type;
		size_t held;
		if (field->kind != TYPE_RECORD && field->kind != TYPE_RECORDS)
			continue;
		held = (size_t)(records_find(draft, field->record->id) - draft->records);
		if (walk->colours[held] == COLOUR_NEW)
			visit_record(walk, held, &way);
		else if (walk->colours[held] == COLOUR_ON_THE_WAY) {
			struct buf circle = BUF_INIT;
			add_record_way(draft, &circle, &way, held);
			buf_adds(&circle, field->record->id);
			diag_add(draft->diags, &questionnaire_diags[Q_RECORD_CIRCLE], type->fields[i].pos, circle.s, NULL);
			buf_release(&circle);
			walk->circle = true;
		}
	}
	walk->colours[record] = COLOUR_DONE;
}

bool schema_check_records(const struct schema_draft *draft)
{
	struct record_walk walk = {draft, arena_calloc(draft->arena, draft->record_count + 1, sizeof *walk.colours), false};

	for (size_t i = 0; i < draft->record_count; i++)
		if (walk.colours[i] == COLOUR_NEW)
			visit_record(&walk, i, NULL);
	return !walk.circle;
}

/* Questions: the rank is the colour, 0 for not seen */

#define RANK_ON_THE_WAY (-1)

struct question_way {
	const struct question *question;
	const struct record_type *record; /* it stands in */
	const struct question_way *up;
};

struct question_walk {
	const struct schema_draft *draft;
	const struct question_way *way;
	struct type slots[SLOT_COUNT];    /* what the variables of the condition at hand are */
	int highest;                      /* rank among the questions that the one at hand waits for */
	bool circle;                      /* it waits for itself: reported, once */
};

static void visit_question(const struct schema_draft *draft, const struct record_draft *record, struct question *question,
	const struct question_way *up);

static void add_question_way(struct buf *buf, const struct question_way *way, const struct question *until)
{
	if (way->question != until)
		add_question_way(buf, way->up, until);
	buf_addf(buf, "%s.%s -> ", way->record->id, way->question->id);
}

static void report_circle(const struct schema_draft *draft, const struct question_way *way, const struct record_type *record,
	const struct question *question)
{
	struct buf circle = BUF_INIT;

	add_question_way(&circle, way, question);
	buf_addf(&circle, "%s.%s", record->id, question->id);
	diag_add(draft->diags, &questionnaire_diags[Q_CONDITION_CIRCLE], question->pos, circle.s, NULL);
	buf_release(&circle);
}

/* The question at hand waits for this one. */
static void wait_for(struct question_walk *walk, const struct record_type *type, size_t index)
{
	const struct record_draft *record = records_find(walk->draft, type->id);
	struct question *question = &record->fields[index];

	if (walk->circle)
		return;
	walk->circle = question->rank == RANK_ON_THE_WAY;
	if (walk->circle)
		report_circle(walk->draft, walk->way, type, question);
	else
		visit_question(walk->draft, record, question, walk->way);
	if (question->rank > walk->highest)
		walk->highest = question->rank;
}

static void walk_path(struct question_walk *walk, const struct cond *path)
{
	struct type type = walk->slots[path->slot];

	for (size_t i = 0; i < path->step_count; i++) {
		size_t index = (size_t)path->steps[i].index;
		if (path->steps[i].kind != STEP_FIELD || !type.record)
			return; /* from an attribute no way leads back to answers */
		wait_for(walk, type.record, index);
		type = type.record->fields[index].type;
		if (type.kind == TYPE_LIST)
			type = *type.item;
	}
}

static void walk_cond(struct question_walk *walk, const struct cond *cond)
{
	if (!cond)
		return;
	switch (cond->op) {
	case COND_PATH:
		walk_path(walk, cond);
		return;
	case COND_COUNT:
	case COND_ANY:
	case COND_ALL:
		walk_cond(walk, cond->left);
		if (!cond->right)
			return;
		walk->slots[cond->slot] = cond->left->type;
		if (cond->left->type.kind == TYPE_LIST)
			walk->slots[cond->slot] = *cond->left->type.item;
		walk_cond(walk, cond->right);
		return;
	default:
		walk_cond(walk, cond->left);
		walk_cond(walk, cond->right);
	}
}

/* A field is closed with the record around it: it waits for the questions that ask for its record. */
static void wait_for_holders(struct question_walk *walk, const struct record_type *record)
{
	for (size_t i = 0; i < walk->draft->record_count; i++) {
		const struct record_type *type = walk->draft->records[i].type;
		for (size_t k = 0; k < type->field_count; k++) {
			enum type_kind kind = type->fields[k].type.kind;
			if ((kind == TYPE_RECORD || kind == TYPE_RECORDS) && type->fields[k].type.record == record)
				wait_for(walk, type, k);
		}
	}
}

static void visit_question(const struct schema_draft *draft, const struct record_draft *record, struct question *question,
	const struct question_way *up)
{
	const struct question_way way = {question, record->type, up};
	struct question_walk walk = {.draft = draft, .way = &way};

	if (question->rank)
		return;
	question->rank = RANK_ON_THE_WAY;
	walk.slots[SLOT_ANSWERS] = (struct type){.kind = TYPE_RECORD, .record = draft->schema->root};
	walk.slots[SLOT_THIS] = (struct type){.kind = TYPE_RECORD, .record = record->type};
	wait_for_holders(&walk, record->type);
	walk_cond(&walk, question->when);
	question->rank = walk.highest + 1;
}

void schema_check_conditions(const struct schema_draft *draft)
{
	for (size_t i = 0; i < draft->record_count; i++)
		for (size_t k = 0; k < draft->records[i].type->field_count; k++)
			if (!draft->records[i].facts)
				visit_question(draft, &draft->records[i], &draft->records[i].fields[k], NULL);
}
