/* What can be said of a condition without evaluating it. */
#include "questionnaire/conditions/condition.h"

#include <string.h>

void cond_visit_paths(const struct cond *cond, void (*visit)(void *context, const struct cond *path), void *context)
{
	for (; cond; cond = cond->right) {
		if (cond->op == COND_PATH)
			visit(context, cond);
		cond_visit_paths(cond->left, visit, context);
	}
}

static bool same_step(const struct step *a, const struct step *b)
{
	return a->kind == b->kind && a->index == b->index && strcmp(a->name, b->name) == 0;
}

static bool shares_steps(const struct cond *longer, const struct cond *path, size_t count)
{
	if (longer->op != COND_PATH || longer->slot != path->slot || longer->step_count < count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (!same_step(&longer->steps[i], &path->steps[i]))
			return false;
	return true;
}

/* Does longer begin with path, as far as path may be nothing? Then it has no value unless path has one. */
static bool begins_with(const struct cond *longer, const struct cond *path)
{
	return shares_steps(longer, path, path->optional ? path->guard_steps : path->step_count);
}

bool cond_same_path(const struct cond *a, const struct cond *b)
{
	return a->op == COND_PATH && b->op == COND_PATH && a->step_count == b->step_count && shares_steps(a, b, b->step_count);
}

static enum cond_op opposite(enum cond_op op)
{
	switch (op) {
	case COND_EQ:
		return COND_NE;
	case COND_NE:
		return COND_EQ;
	case COND_LT:
		return COND_GE;
	case COND_GE:
		return COND_LT;
	case COND_GT:
		return COND_LE;
	default: /* COND_LE */
		return COND_GT;
	}
}

/* The same comparison with its sides changed over. */
static enum cond_op mirrored(enum cond_op op)
{
	switch (op) {
	case COND_LT:
		return COND_GT;
	case COND_GT:
		return COND_LT;
	case COND_LE:
		return COND_GE;
	case COND_GE:
		return COND_LE;
	default:
		return op;
	}
}

/* Is a count that compares so with number always above 0? */
static bool above_zero(enum cond_op op, int64_t number)
{
	switch (op) {
	case COND_GT:
		return true;
	case COND_NE:
		return number == 0;
	case COND_GE:
	case COND_EQ:
		return number > 0;
	default:
		return false;
	}
}

/* A count against a number written down. */
static bool count_guards(enum cond_op op, const struct cond *count, const struct cond *number, const struct cond *path, bool result)
{
	if (count->op != COND_COUNT || number->op != COND_LITERAL || !begins_with(count->left, path))
		return false;
	if (op != COND_IN)
		return above_zero(result ? op : opposite(op), number->literal.number);
	for (size_t i = 0; i < number->literal.count; i++)
		if (number->literal.items[i].number == 0)
			return false;
	return result;
}

static bool comparison_guards(const struct cond *cond, const struct cond *path, bool result)
{
	if (count_guards(cond->op, cond->left, cond->right, path, result))
		return true;
	if (cond->op != COND_IN && count_guards(mirrored(cond->op), cond->right, cond->left, path, result))
		return true;
	/* Nothing makes != true and the others false. */
	return result != (cond->op == COND_NE) && (begins_with(cond->left, path) || begins_with(cond->right, path));
}

/* Can the condition only come out as result if path has a value? */
static bool guards(const struct cond *cond, const struct cond *path, bool result)
{
	switch (cond->op) {
	case COND_AND:
	case COND_OR: /* `and` is true, `or` is false, only when both sides are */
		if (result == (cond->op == COND_AND))
			return guards(cond->left, path, result) || guards(cond->right, path, result);
		return guards(cond->left, path, result) && guards(cond->right, path, result);
	case COND_NOT:
		return guards(cond->left, path, !result);
	case COND_NAMED: /* knows answers and facts only; its loops may have the same slots as the path's */
		return path->slot <= SLOT_FACTS && guards(cond->left, path, result);
	case COND_PATH:
	case COND_GIVEN:
		return result && begins_with(cond->op == COND_PATH ? cond : cond->left, path);
	case COND_ANY:
	case COND_ALL: /* there is an item that makes any true, or all false */
		if (result != (cond->op == COND_ANY))
			return false;
		return begins_with(cond->left, path) || (path->slot != cond->slot && guards(cond->right, path, result));
	case COND_LITERAL: /* a condition that is never so guards everything, but nobody means that */
	case COND_ANSWERED:
	case COND_KNOWN:
	case COND_COUNT:
		return false;
	default:
		return comparison_guards(cond, path, result);
	}
}

bool cond_guards(const struct cond *cond, const struct cond *path)
{
	return guards(cond, path, true);
}
