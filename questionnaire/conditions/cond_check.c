/* What can be compared with what. */
#include "questionnaire/conditions/cond_parts.h"

#include <string.h>

/* Kinds that compare with each other. */
static enum type_kind family(enum type_kind kind)
{
	return kind == TYPE_LONG_TEXT || kind == TYPE_EMAIL || kind == TYPE_WEB ? TYPE_TEXT : kind;
}

static bool is_operand(struct cond_reader *r, const struct cond *cond)
{
	if (cond->op == COND_LITERAL || cond->op == COND_PATH || cond->op == COND_COUNT)
		return true;
	COND_REPORT(r, cond->pos, Q_COND_CONDITION_COMPARED, "");
	return false;
}

/* True for a type with a value that can be compared; else reported, unless it was before. */
static bool is_comparable(struct cond_reader *r, const struct cond *cond, const struct type *type)
{
	enum questionnaire_diag kind;
	switch (type->kind) {
	case TYPE_NONE:
		return false;
	case TYPE_LIST:
	case TYPE_RECORDS:
		kind = Q_COND_LIST_COMPARED;
		break;
	case TYPE_RECORD:
		kind = Q_COND_RECORD_COMPARED;
		break;
	case TYPE_REFERENCE:
		kind = Q_COND_REFERENCE_COMPARED;
		break;
	case TYPE_WORDS:
		kind = Q_COND_WORDS_COMPARED;
		break;
	default:
		return true;
	}
	COND_REPORT(r, cond->pos, kind, cond_called(cond), cond_describe(r, type));
	return false;
}

/* Makes a text written down into the choice it names. */
static bool become_choice(struct cond_reader *r, struct value *literal, struct pos pos, const struct type *choice)
{
	const struct vocabulary *vocabulary = choice->vocabulary;
	if (!vocabulary) {
		r->failed = true;
		return false;
	}
	const struct term *term = vocabulary_term(vocabulary, literal->text);
	if (!term) {
		const char *near = vocabulary_nearest(vocabulary, literal->text);
		COND_REPORT(r, pos, Q_COND_NOT_A_CHOICE, literal->text, vocabulary->id, cond_suggest(r, near));
		return false;
	}
	literal->kind = TYPE_CHOICE;
	literal->term = term;
	return true;
}

static bool same_types(const struct type *a, const struct type *b)
{
	if (a->kind == TYPE_CHOICE && b->kind == TYPE_CHOICE)
		return !a->vocabulary || !b->vocabulary || strcmp(a->vocabulary->id, b->vocabulary->id) == 0;
	return family(a->kind) == family(b->kind);
}

/* Checks a value written down at pos against the type of the other side, called so. */
static bool fit_literal(struct cond_reader *r, struct value *literal, struct pos pos, const char *called, const struct type *type)
{
	struct type own = {.kind = literal->kind};
	if (literal->kind == TYPE_TEXT && type->kind == TYPE_CHOICE)
		return become_choice(r, literal, pos, type);
	if (same_types(&own, type))
		return true;
	COND_REPORT(r, pos, Q_COND_TYPE_MISMATCH, called, cond_describe(r, type), literal->text, cond_describe(r, &own));
	return false;
}

/* Both sides, of which one may be written down; the type of a list's items stands for the list behind `in`. */
static bool fit(struct cond_reader *r, struct cond *left, const struct type *left_type, struct cond *right, const struct type *right_type)
{
	if (right->op == COND_LITERAL) {
		if (!fit_literal(r, &right->literal, right->pos, cond_called(left), left_type))
			return false;
		if (right->literal.kind == TYPE_CHOICE)
			right->type = *left_type;
		return true;
	}
	if (left->op == COND_LITERAL) {
		if (!fit_literal(r, &left->literal, left->pos, cond_called(right), right_type))
			return false;
		if (left->literal.kind == TYPE_CHOICE)
			left->type = *right_type;
		return true;
	}
	if (same_types(left_type, right_type))
		return true;
	COND_REPORT(r, right->pos, Q_COND_TYPE_MISMATCH, cond_called(left), cond_describe(r, left_type), cond_called(right),
		cond_describe(r, right_type));
	return false;
}

/* x in [...] */
static void check_in_literals(struct cond_reader *r, const struct cond *left, struct cond *list)
{
	struct value *items = arena_calloc(r->arena, list->literal.count, sizeof *items);
	for (size_t i = 0; i < list->literal.count; i++) {
		items[i] = list->literal.items[i];
		fit_literal(r, &items[i], (struct pos){r->file, items[i].line, items[i].col}, cond_called(left), &left->type);
	}
	struct type *item = arena_alloc(r->arena, sizeof *item);
	*item = left->type;
	list->literal.items = items;
	list->type.item = item;
}

/* x in path */
static void check_in_path(struct cond_reader *r, struct cond *left, struct cond *list)
{
	struct type item;
	if (list->op != COND_PATH || !type_item(&list->type, &item)) {
		COND_REPORT(r, list->pos, Q_COND_NO_LIST, cond_called(list), cond_describe(r, &list->type));
		return;
	}
	if (list->type.kind == TYPE_RECORDS)
		COND_REPORT(r, list->pos, Q_COND_LIST_COMPARED, list->name, cond_describe(r, &list->type));
	else if (is_comparable(r, list, &item))
		fit(r, left, &left->type, list, &item);
}

static void check(struct cond_reader *r, enum cond_op op, struct cond *left, struct cond *right)
{
	bool operands = is_operand(r, left);
	operands = is_operand(r, right) && operands;
	if (!operands || left->type.kind == TYPE_NONE || right->type.kind == TYPE_NONE)
		return;
	if (left->op == COND_LITERAL && right->op == COND_LITERAL) {
		COND_REPORT(r, left->pos, Q_COND_ALWAYS_SAME, "");
		return;
	}
	if (!is_comparable(r, left, &left->type))
		return;
	if (op == COND_IN) {
		if (right->op == COND_LITERAL && right->type.kind == TYPE_LIST)
			check_in_literals(r, left, right);
		else
			check_in_path(r, left, right);
		return;
	}
	if (!is_comparable(r, right, &right->type) || !fit(r, left, &left->type, right, &right->type))
		return;
	bool ordered = left->type.kind == TYPE_NUMBER || left->type.kind == TYPE_DATE || left->type.kind == TYPE_DURATION;
	if (op != COND_EQ && op != COND_NE && !ordered)
		COND_REPORT(r, left->pos, Q_COND_NOT_ORDERED, cond_called(left), cond_describe(r, &left->type));
}

struct cond *cond_compare(struct cond_reader *r, enum cond_op op, struct cond *left, struct cond *right, struct pos pos)
{
	struct cond *cond = cond_node(r, op, TYPE_YES_NO, pos);
	cond->left = left;
	cond->right = right;
	check(r, op, left, right);
	return cond;
}

struct cond *cond_want_yes_no(struct cond_reader *r, struct cond *cond)
{
	if (cond->type.kind == TYPE_YES_NO || cond->type.kind == TYPE_NONE)
		return cond;
	const char *fix = "compare it with something";
	if (cond->op == COND_PATH)
		fix = arena_printf(r->arena, "compare it with something, or ask given(%s)", cond->name);
	COND_REPORT(r, cond->pos, Q_COND_NOT_YES_NO, cond_called(cond), cond_describe(r, &cond->type), fix);
	return cond;
}
