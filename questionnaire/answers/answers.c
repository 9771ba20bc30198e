/*
 * Looking at answers that were read: where they stand, what is open, what is only suggested. Reading them is in answers_read.c.
 */
#include "questionnaire/answers/answers.h"

struct pos answers_pos(const struct answers *answers, const struct value *value)
{
	while (value->parent && !value->line)
		value = value->parent;
	return (struct pos){answers->file, value->line, value->col};
}

struct visitor {
	void (*visit)(void *context, const struct value *value);
	void *context;
};

static bool is_required(const struct value *value)
{
	return !value->question || value->question->required;
}

static bool has_required_field(const struct value *record)
{
	for (size_t i = 0; i < record->count; i++)
		if (is_required(&record->items[i]))
			return true;
	return false;
}

/* A record is asked for by its questions; only one that requires none stands for itself. */
static void visit_open(const struct visitor *visitor, const struct value *value)
{
	bool there = value->state == VALUE_GIVEN;

	if (value->closed || value->state == VALUE_NONE || (!there && !is_required(value)))
		return;
	if (!there && (value->kind != TYPE_RECORD || !has_required_field(value))) {
		visitor->visit(visitor->context, value);
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		visit_open(visitor, &value->items[i]);
}

void answers_open(const struct answers *answers, void (*visit)(void *context, const struct value *value), void *context)
{
	const struct visitor visitor = {visit, context};

	visit_open(&visitor, answers->root);
}

/* What is below a suggested list or record is suggested with it: one confirmation will do. */
static void visit_suggested(const struct visitor *visitor, const struct value *value)
{
	if (value->closed || value->state != VALUE_GIVEN)
		return;
	if (value->suggested) {
		visitor->visit(visitor->context, value);
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		visit_suggested(visitor, &value->items[i]);
}

void answers_suggested(const struct answers *answers, void (*visit)(void *context, const struct value *value), void *context)
{
	const struct visitor visitor = {visit, context};

	if (answers->suggests)
		visit_suggested(&visitor, answers->root);
}
