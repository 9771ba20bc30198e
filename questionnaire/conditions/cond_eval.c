/* The three-valued logic of conditions. */
#include "questionnaire/conditions/cond_walk.h"

#include "base/text.h"

#include <string.h>

static enum tri test(const struct cond *cond, struct scope *scope);

static enum tri tri_of(bool yes)
{
	return yes ? TRI_TRUE : TRI_FALSE;
}

static enum tri negate(enum tri value)
{
	return (enum tri)(TRI_TRUE - value);
}

/* -- lists: count, any, all, given -- */

/* One visit of a list's items under a condition. */
struct survey {
	const struct cond *cond; /* COND_COUNT, COND_ANY or COND_ALL; others only see whether there are items */
	struct scope *scope;
	int64_t sure, maybe;     /* items for which the condition is true, and unknown */
	int64_t limit;           /* COND_COUNT: more than these need not be counted */
	bool failed;             /* it is false for one */
};

static bool survey_item(void *context, const struct value *item)
{
	struct survey *survey = context;
	const struct cond *cond = survey->cond;
	enum tri result = TRI_TRUE;
	if (cond->right) {
		const struct value **slot = &survey->scope->slots[cond->slot], *outer = *slot;
		*slot = item;
		result = test(cond->right, survey->scope);
		*slot = outer;
	}
	survey->sure += result == TRI_TRUE;
	survey->maybe += result == TRI_UNKNOWN;
	survey->failed |= result == TRI_FALSE;
	return cond->op == COND_COUNT ? survey->sure <= survey->limit : cond->op == COND_ALL ? !survey->failed : survey->sure == 0;
}

static enum look survey_list(struct survey *survey, struct walk *walk, const struct cond *cond, struct scope *scope, int64_t limit)
{
	const struct value *end;
	*survey = (struct survey){.cond = cond, .scope = scope, .limit = limit};
	*walk = (struct walk){.scope = scope, .path = cond->left, .visit = survey_item, .context = survey};
	return walk_path(walk, &end);
}

static enum tri test_any(const struct cond *cond, struct scope *scope)
{
	struct survey survey;
	struct walk walk;
	enum look look = survey_list(&survey, &walk, cond, scope, 0);
	if (look != LOOK_GIVEN)
		return look == LOOK_NOTHING ? TRI_FALSE : TRI_UNKNOWN;
	return survey.sure ? TRI_TRUE : survey.maybe || walk.open ? TRI_UNKNOWN : TRI_FALSE;
}

static enum tri test_all(const struct cond *cond, struct scope *scope)
{
	struct survey survey;
	struct walk walk;
	enum look look = survey_list(&survey, &walk, cond, scope, 0);
	if (look != LOOK_GIVEN)
		return look == LOOK_NOTHING ? TRI_TRUE : TRI_UNKNOWN;
	return survey.failed ? TRI_FALSE : survey.maybe || walk.open ? TRI_UNKNOWN : TRI_TRUE;
}

/* From low to high items; high is INT64_MAX when nobody knows how many there may be. With more than limit items, the rest may be left out. */
static void count_items(const struct cond *cond, struct scope *scope, int64_t limit, int64_t *low, int64_t *high)
{
	struct survey survey;
	struct walk walk;
	enum look look = survey_list(&survey, &walk, cond, scope, limit);
	*low = survey.sure;
	*high = look == LOOK_UNKNOWN || walk.open ? INT64_MAX : survey.sure + survey.maybe;
}

static enum tri test_given(const struct cond *cond, struct scope *scope)
{
	if (cond->left->type.kind == TYPE_LIST || cond->left->type.kind == TYPE_RECORDS)
		return test_any(cond, scope); /* without a condition: is there an item? */
	const struct value *end;
	enum look look = walk_value(scope, cond->left, &end);
	return look == LOOK_GIVEN ? TRI_TRUE : look == LOOK_NOTHING ? TRI_FALSE : TRI_UNKNOWN;
}

static bool pass_over(void *context, const struct value *item)
{
	(void)context;
	(void)item;
	return true;
}

/* About the answering itself, so never unknown. */
static enum tri test_answered(const struct cond *cond, struct scope *scope)
{
	struct walk walk = {.scope = scope, .path = cond->left, .visit = pass_over};
	const struct value *end;
	enum look look = walk_path(&walk, &end);
	if (look == LOOK_GIVEN)
		return tri_of(!walk.open);
	if (look == LOOK_UNKNOWN)
		return TRI_FALSE;
	return tri_of(end->closed ? cond->op == COND_KNOWN : end->state == VALUE_NONE);
}

/* -- comparisons -- */

/* One side of a comparison. Numbers are given as a range, which for counts may be wide. */
struct side {
	enum look look;
	const struct value *value;
	int64_t low, high;
	bool counted;
};

/* What a count is compared with says how far to count: so `count(...) > 1` about each record of a list needs not go through all others. Who listens is told of all of them. */
static int64_t limit_of(const struct cond *other, const struct scope *scope)
{
	return other->op == COND_LITERAL && other->literal.kind == TYPE_NUMBER && !scope->read ? other->literal.number : INT64_MAX;
}

/* other: the other side. */
static struct side read_side(const struct cond *cond, const struct cond *other, struct scope *scope)
{
	struct side side = {.look = LOOK_GIVEN};
	if (cond->op == COND_COUNT) {
		side.counted = true;
		count_items(cond, scope, limit_of(other, scope), &side.low, &side.high);
		return side;
	}
	if (cond->op == COND_LITERAL) {
		side.value = &cond->literal;
	} else {
		side.look = walk_value(scope, cond, &side.value);
	}
	if (side.look == LOOK_GIVEN)
		side.low = side.high = side.value->number;
	return side;
}

static enum tri compare_ranges(enum cond_op op, const struct side *a, const struct side *b)
{
	switch (op) {
	case COND_EQ:
		if (a->high < b->low || a->low > b->high)
			return TRI_FALSE;
		return a->low == a->high && b->low == b->high ? TRI_TRUE : TRI_UNKNOWN;
	case COND_LT:
		return a->high < b->low ? TRI_TRUE : a->low >= b->high ? TRI_FALSE : TRI_UNKNOWN;
	case COND_LE:
		return a->high <= b->low ? TRI_TRUE : a->low > b->high ? TRI_FALSE : TRI_UNKNOWN;
	case COND_GT:
		return compare_ranges(COND_LT, b, a);
	case COND_GE:
		return compare_ranges(COND_LE, b, a);
	default: /* COND_NE */
		return negate(compare_ranges(COND_EQ, a, b));
	}
}

/* Texts are the same when they look the same (NFC); ids and all else by value. */
static bool same(const struct value *a, const struct value *b)
{
	if (value_compare(a, b) == 0)
		return true;
	bool texts = a->kind == TYPE_TEXT || a->kind == TYPE_LONG_TEXT || a->kind == TYPE_EMAIL || a->kind == TYPE_WEB;
	return texts && text_same(a->text, b->text);
}

static bool compare_values(enum cond_op op, const struct value *a, const struct value *b)
{
	switch (op) {
	case COND_EQ:
		return same(a, b);
	case COND_NE:
		return !same(a, b);
	case COND_LT:
		return value_compare(a, b) < 0;
	case COND_LE:
		return value_compare(a, b) <= 0;
	case COND_GT:
		return value_compare(a, b) > 0;
	default: /* COND_GE */
		return value_compare(a, b) >= 0;
	}
}

static enum tri test_comparison(const struct cond *cond, struct scope *scope)
{
	struct side a = read_side(cond->left, cond->right, scope);
	if (a.look == LOOK_NOTHING)
		return tri_of(cond->op == COND_NE);
	struct side b = read_side(cond->right, cond->left, scope);
	if (b.look == LOOK_NOTHING)
		return tri_of(cond->op == COND_NE);
	if (a.look == LOOK_UNKNOWN || b.look == LOOK_UNKNOWN)
		return TRI_UNKNOWN;
	if (a.counted || b.counted)
		return compare_ranges(cond->op, &a, &b);
	return tri_of(compare_values(cond->op, a.value, b.value));
}

/* What `in` looks for. */
struct search {
	const struct side *wanted;
	bool found, items;
};

static bool search_item(void *context, const struct value *item)
{
	struct search *search = context;
	search->items = true;
	if (search->wanted->look == LOOK_GIVEN)
		search->found = search->wanted->counted ? search->wanted->low == item->number : same(search->wanted->value, item);
	return !search->found;
}

static enum tri test_in(const struct cond *cond, struct scope *scope)
{
	struct side wanted = read_side(cond->left, cond->right, scope);
	if (wanted.look == LOOK_NOTHING)
		return TRI_FALSE;
	if (wanted.counted && wanted.low != wanted.high)
		wanted.look = LOOK_UNKNOWN;
	struct search search = {.wanted = &wanted};
	bool open = false;
	if (cond->right->op == COND_LITERAL) {
		for (size_t i = 0; i < cond->right->literal.count && !search.found; i++)
			search_item(&search, &cond->right->literal.items[i]);
	} else {
		struct walk walk = {.scope = scope, .path = cond->right, .visit = search_item, .context = &search};
		const struct value *end;
		enum look look = walk_path(&walk, &end);
		if (look == LOOK_NOTHING)
			return TRI_FALSE;
		open = look == LOOK_UNKNOWN || walk.open;
	}
	if (search.found)
		return TRI_TRUE;
	return open || (search.items && wanted.look == LOOK_UNKNOWN) ? TRI_UNKNOWN : TRI_FALSE;
}

/* -- logic -- */

static enum tri test_path(const struct cond *cond, struct scope *scope)
{
	const struct value *end;
	enum look look = walk_value(scope, cond, &end);
	if (look == LOOK_UNKNOWN)
		return TRI_UNKNOWN;
	return tri_of(look == LOOK_GIVEN && end->number);
}

static enum tri test_pair(const struct cond *cond, struct scope *scope)
{
	enum tri decides = cond->op == COND_AND ? TRI_FALSE : TRI_TRUE;
	enum tri left = test(cond->left, scope);
	if (left == decides)
		return left;
	enum tri right = test(cond->right, scope);
	bool take_right = cond->op == COND_AND ? right < left : right > left;
	return take_right ? right : left;
}

static enum tri test_any_kind(const struct cond *cond, struct scope *scope)
{
	switch (cond->op) {
	case COND_AND:
	case COND_OR:
		return test_pair(cond, scope);
	case COND_NOT:
		return negate(test(cond->left, scope));
	case COND_IN:
		return test_in(cond, scope);
	case COND_LITERAL:
		return tri_of(cond->literal.number);
	case COND_PATH:
		return test_path(cond, scope);
	case COND_NAMED: /* its loops bind slots of their own and put back what stood there */
		return test(cond->left, scope);
	case COND_ANSWERED:
	case COND_KNOWN:
		return test_answered(cond, scope);
	case COND_GIVEN:
		return test_given(cond, scope);
	case COND_ANY:
		return test_any(cond, scope);
	case COND_ALL:
		return test_all(cond, scope);
	default:
		return test_comparison(cond, scope);
	}
}

static enum tri test(const struct cond *cond, struct scope *scope)
{
	struct mark mark = unknowns_mark(scope);
	enum tri result = test_any_kind(cond, scope);
	if (result != TRI_UNKNOWN)
		unknowns_drop(scope, mark);
	return result;
}

enum tri cond_test(const struct cond *cond, struct scope *scope)
{
	unknowns_begin(scope);
	return test(cond, scope);
}

enum look cond_look(const struct cond *path, struct scope *scope, const struct value **value)
{
	unknowns_begin(scope);
	struct mark mark = unknowns_mark(scope);
	enum look look = walk_value(scope, path, value);
	if (look != LOOK_UNKNOWN)
		unknowns_drop(scope, mark);
	if (look == LOOK_NOTHING)
		*value = NULL;
	return look;
}

enum look cond_count(const struct cond *count, struct scope *scope, long *number)
{
	unknowns_begin(scope);
	struct mark mark = unknowns_mark(scope);
	int64_t low, high;
	count_items(count, scope, INT64_MAX, &low, &high);
	*number = (long)low;
	if (low != high)
		return LOOK_UNKNOWN;
	unknowns_drop(scope, mark);
	return LOOK_GIVEN;
}
