/*
 * Properties of the condition language, on random conditions over random small worlds.
 *
 * The logic of unknowns is sound: when a condition comes out true or false although answers are unknown, it comes out so whatever those answers turn out to be. Every way to complete the world is tried,
 * and judged by a second, two-valued evaluator that knows nothing of the first.
 */
#include "cond_world.h"

#include "base/buf.h"
#include "questionnaire/questionnaire_diags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { WORLDS = 500, CONDITIONS = 12, GARBAGE = 6000, MOST_UNKNOWN = 4, MOST_ENDS = 64 };

static uint64_t random_state = UINT64_C(88172645463325252);

static size_t pick(size_t below)
{
	random_state ^= random_state << 13; /* xorshift */
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)(random_state >> 11) % below;
}

/* -- random worlds -- */

/* Answers that are set in every world, and what each can be. */
static const struct {
	const char *path;
	const char *values[8];
} choices[] = {
	{"company.dpo", {"yes", "no", "!none", NULL}},
	{"company.group", {"yes", "no", "!none", "!absent", "!closed yes", NULL}},
	{"company.seat", {"SE", "US", NULL}},
	{"company.size", {"0", "1", "2", "!none", NULL}},
	{"company.tool", {"scc", "dpf", "!none", NULL}},
	{"company.name", {"a", "b", NULL}},
	{"company.trading", {"a", "!none", "!closed b", NULL}},
	{"tags", {"[]", "[scc]", "[dpf]", "[scc, dpf]", "!none", "!closed [scc]", NULL}},
	{"topics", {"[]", "[a]", "[a, b]", NULL}},
	{"services.a.active", {"yes", "no", NULL}},
	{"services.a.name", {"a", "b", NULL}},
	{"services.a.country", {"SE", "US", NULL}},
	{"services.a.tools", {"[]", "[scc]", "[scc, dpf]", "!none", NULL}},
	{"services.a.size", {"1", "2", "!none", NULL}},
	{"services.b.active", {"yes", "no", "!closed yes", NULL}},
	{"services.b.name", {"a", "b", "!none", NULL}},
	{"services.b.country", {"SE", "US", NULL}},
	{"services.b.tools", {"[]", "[dpf]", "!closed [dpf]", NULL}},
	{"services.b.size", {"1", "!none", NULL}},
	{"company.helper", {"->a", "->b", NULL}},
	{"facts.eu", {"yes", "no", NULL}},
	{"facts.tools", {"[]", "[scc]", "[dpf]", NULL}},
};

/* What an unknown answer can turn out to be, by the type of its question; lists that may have more items can get these besides their own. */
static const char *const *completions(const struct value *value)
{
	static const char *const yes_no[] = {"yes", "no", "!none", NULL}, *const country[] = {"SE", "US", "!none", NULL}, *const tool[] = {"scc", "dpf", "!none", NULL};
	static const char *const number[] = {"0", "1", "2", "3", "!none", NULL}, *const text[] = {"a", "b", "c", "!none", NULL}, *const service[] = {"->a", "->b", "!none", NULL};
	static const char *const tools[] = {"[]", "[scc]", "[dpf]", "[scc, dpf]", "!none", NULL}, *const texts[] = {"[]", "[a]", "[c]", "[a, b, c]", "!none", NULL};
	switch (value->kind) {
	case TYPE_YES_NO:
		return yes_no;
	case TYPE_NUMBER:
		return number;
	case TYPE_TEXT:
		return text;
	case TYPE_REFERENCE:
		return service;
	case TYPE_CHOICE:
		return strcmp(value->question->type.of, "tools") == 0 ? tool : country;
	default:
		return value->question->type.item->kind == TYPE_TEXT ? texts : tools;
	}
}

struct blank {
	struct value *value, before;
	const char *path;
};

/* A world in which up to MOST_UNKNOWN answers are unknown, or lists that may have more items. */
static size_t random_world(struct world *world, struct blank blanks[MOST_UNKNOWN])
{
	size_t count = 0;
	world_init(world, "");
	for (size_t i = 0; i < COUNT(choices); i++) {
		size_t values = 0;
		while (choices[i].values[values])
			values++;
		world_set(world, choices[i].path, choices[i].values[pick(values)]);
		struct value *value = world_value(world, choices[i].path);
		if (count == MOST_UNKNOWN || value->closed || pick(5) != 0)
			continue;
		if (value->kind == TYPE_LIST && value->state == VALUE_GIVEN && pick(2) == 0)
			value->open = value;
		else
			value->state = VALUE_UNKNOWN;
		blanks[count++] = (struct blank){value, *value, choices[i].path};
	}
	/* an open list waits for something that is not itself a list, as lists of facts do */
	static const struct value waits_for = {.state = VALUE_UNKNOWN, .kind = TYPE_YES_NO};
	for (size_t i = 0; i < count; i++)
		if (blanks[i].value->open)
			blanks[i].before.open = blanks[i].value->open = &waits_for;
	return count;
}

/* -- random conditions -- */

/* x is the variable of a loop over services. */
static void add_condition(struct buf *buf, int depth, bool x);

static const char *any_of(const char *const *words, size_t count)
{
	return words[pick(count)];
}
#define ANY_OF(...) any_of((const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__})))

static void add_flag(struct buf *buf, bool x)
{
	if (x && pick(2) == 0)
		buf_adds(buf, ANY_OF("x.active", "x.country.eea"));
	else
		buf_adds(buf, ANY_OF("company.dpo", "company.group", "company.seat.eea", "company.helper.active", "facts.eu", "company.helper.country.eea"));
}

static void add_number(struct buf *buf, bool x)
{
	if (pick(3) == 0)
		buf_addf(buf, "count(%s)", x ? ANY_OF("x.tools", "tags", "facts.tools") : ANY_OF("tags", "facts.tools", "services", "services.size", "services.tools", "company.helper.tools"));
	else
		buf_adds(buf, x && pick(2) == 0 ? "x.size" : ANY_OF("company.size", "company.helper.size"));
}

static void add_leaf(struct buf *buf, bool x)
{
	switch (pick(9)) {
	case 0:
	case 1:
		add_flag(buf, x);
		break;
	case 2:
		add_flag(buf, x);
		buf_addf(buf, " %s %s", ANY_OF("==", "!="), ANY_OF("true", "false", "company.dpo"));
		break;
	case 3:
		add_number(buf, x);
		buf_addf(buf, " %s %s", ANY_OF("==", "!=", "<", "<=", ">", ">="), ANY_OF("0", "1", "2", "company.size", "count(topics)"));
		break;
	case 4:
		add_number(buf, x);
		buf_adds(buf, ANY_OF(" in [0]", " in [1, 2]"));
		break;
	case 5:
		buf_addf(buf, "%s %s %s", x && pick(2) == 0 ? "x.country" : ANY_OF("company.seat", "company.helper.country"), ANY_OF("==", "!="), ANY_OF("\"SE\"", "\"US\"", "company.seat"));
		break;
	case 6:
		buf_addf(buf, "%s in %s", ANY_OF("\"scc\"", "\"dpf\"", "company.tool"), x && pick(2) == 0 ? "x.tools" : ANY_OF("tags", "facts.tools", "services.tools", "company.helper.tools"));
		break;
	case 7:
		buf_addf(buf, "%s %s %s", x && pick(2) == 0 ? "x.name" : ANY_OF("company.name", "company.trading", "company.helper.name"), ANY_OF("==", "!="),
			ANY_OF("\"a\"", "\"b\"", "company.trading", "company.name"));
		break;
	default:
		buf_addf(buf, "given(%s)", ANY_OF("company.dpo", "company.group", "company.trading", "tags", "facts.tools", "services.name", "services.tools", "company.helper.size"));
		break;
	}
}

static void add_condition(struct buf *buf, int depth, bool x)
{
	size_t shape = depth > 0 ? pick(7) : 0;
	switch (shape) {
	case 1:
	case 2:
		buf_addc(buf, '(');
		add_condition(buf, depth - 1, x);
		buf_adds(buf, ANY_OF(" and ", " or "));
		add_condition(buf, depth - 1, x);
		buf_addc(buf, ')');
		break;
	case 3:
		buf_adds(buf, "not ");
		add_condition(buf, depth - 1, x);
		break;
	case 4:
		if (x) {
			buf_addf(buf, "%s(t in %s, t %s \"scc\")", ANY_OF("any", "all"), ANY_OF("x.tools", "tags"), ANY_OF("==", "!="));
			break;
		}
		buf_addf(buf, "%s(x in services, ", ANY_OF("any", "all"));
		add_condition(buf, depth - 1, true);
		buf_addc(buf, ')');
		break;
	case 5:
		if (x) {
			buf_adds(buf, "count(t in x.tools, t == \"dpf\") == 1");
			break;
		}
		buf_adds(buf, "count(x in services, ");
		add_condition(buf, depth - 1, true);
		buf_addf(buf, ") %s %s", ANY_OF("==", "!=", "<", "<=", ">", ">="), ANY_OF("0", "1", "2"));
		break;
	case 6:
		buf_addf(buf, "%s(c in services.country, c.eea %s company.dpo)", ANY_OF("any", "all"), ANY_OF("==", "!="));
		break;
	default:
		add_leaf(buf, x);
		break;
	}
}

/* -- a second evaluator, for worlds without unknowns -- */

struct ends {
	const struct value *items[MOST_ENDS];
	size_t count;
};

static bool plain_test(const struct cond *cond, const struct value *slots[SLOT_COUNT]);

static bool is_nothing(const struct value *value)
{
	assert_true(value->closed || !value_is_unknown(value));
	return value->closed || value->state != VALUE_GIVEN;
}

/* Every value at the end of a path, lists taken apart; none for nothing. */
static void plain_walk(const struct value *value, const struct step *steps, size_t count, struct ends *ends)
{
	if (is_nothing(value))
		return;
	if (value->kind == TYPE_LIST || value->kind == TYPE_RECORDS) {
		for (size_t i = 0; i < value->count; i++)
			plain_walk(&value->items[i], steps, count, ends);
	} else if (count == 0) {
		assert_true(ends->count < MOST_ENDS);
		ends->items[ends->count++] = value;
	} else if (value->kind == TYPE_REFERENCE) {
		plain_walk(value->target, steps, count, ends);
	} else {
		const struct value *next = steps->kind == STEP_ATTRIBUTE ? value->term->attributes : value->items;
		plain_walk(&next[steps->index], steps + 1, count - 1, ends);
	}
}

static struct ends plain_ends(const struct cond *path, const struct value *slots[SLOT_COUNT])
{
	struct ends ends = {.count = 0};
	if (path->op == COND_PATH)
		plain_walk(slots[path->slot], path->steps, path->step_count, &ends);
	else if (path->type.kind == TYPE_LIST)
		plain_walk(&path->literal, NULL, 0, &ends);
	else
		ends.items[ends.count++] = &path->literal;
	return ends;
}

/* Items of cond's list for which its condition is true; *all: how many there are. */
static size_t plain_count(const struct cond *cond, const struct value *slots[SLOT_COUNT], size_t *all)
{
	struct ends ends = plain_ends(cond->left, slots);
	size_t found = 0;
	for (size_t i = 0; i < ends.count; i++) {
		const struct value *inner[SLOT_COUNT];
		memcpy(inner, slots, sizeof inner);
		inner[cond->slot] = ends.items[i];
		found += !cond->right || plain_test(cond->right, inner);
	}
	*all = ends.count;
	return found;
}

/* A side of a comparison as one value; false: nothing. */
static bool plain_side(const struct cond *cond, const struct value *slots[SLOT_COUNT], struct value *side)
{
	size_t all;
	if (cond->op == COND_COUNT) {
		*side = (struct value){.state = VALUE_GIVEN, .kind = TYPE_NUMBER, .number = (int64_t)plain_count(cond, slots, &all)};
		return true;
	}
	struct ends ends = plain_ends(cond, slots);
	if (ends.count > 0)
		*side = *ends.items[0];
	return ends.count > 0;
}

static bool plain_compare(const struct cond *cond, const struct value *slots[SLOT_COUNT])
{
	struct value a, b;
	if (!plain_side(cond->left, slots, &a))
		return cond->op == COND_NE;
	if (cond->op == COND_IN) {
		struct ends list = plain_ends(cond->right, slots);
		for (size_t i = 0; i < list.count; i++)
			if (value_compare(&a, list.items[i]) == 0)
				return true;
		return false;
	}
	if (!plain_side(cond->right, slots, &b))
		return cond->op == COND_NE;
	int order = value_compare(&a, &b);
	switch (cond->op) {
	case COND_EQ:
		return order == 0;
	case COND_NE:
		return order != 0;
	case COND_LT:
		return order < 0;
	case COND_LE:
		return order <= 0;
	case COND_GT:
		return order > 0;
	default:
		return order >= 0;
	}
}

static bool plain_test(const struct cond *cond, const struct value *slots[SLOT_COUNT])
{
	size_t all, found;
	switch (cond->op) {
	case COND_AND:
		return plain_test(cond->left, slots) && plain_test(cond->right, slots);
	case COND_OR:
		return plain_test(cond->left, slots) || plain_test(cond->right, slots);
	case COND_NOT:
		return !plain_test(cond->left, slots);
	case COND_PATH: {
		struct ends ends = plain_ends(cond, slots);
		return ends.count && ends.items[0]->number;
	}
	case COND_GIVEN:
		return plain_ends(cond->left, slots).count > 0;
	case COND_ANY:
		return plain_count(cond, slots, &all) > 0;
	case COND_ALL:
		found = plain_count(cond, slots, &all);
		return found == all;
	default:
		return plain_compare(cond, slots);
	}
}

/* -- soundness -- */

/* Fills blanks from the i-th on in every way and compares with the result. */
static void check_completions(struct world *world, struct blank *blanks, size_t i, size_t count, const struct cond *cond, bool wanted, const char *text)
{
	if (i == count) {
		const struct value *slots[SLOT_COUNT] = {world->root, world->facts};
		if (plain_test(cond, slots) != wanted)
			fail_msg("unsound: %s", text);
		return;
	}
	struct blank *blank = &blanks[i];
	for (const char *const *values = completions(blank->value); *values; values++) {
		struct value *value = blank->value;
		value->open = NULL;
		if (blank->before.open) { /* more items behind those it has */
			struct value all[8];
			size_t own = blank->before.count;
			if ((*values)[0] == '!')
				continue;
			memcpy(all, blank->before.items, own * sizeof *all);
			world_set(world, blank->path, *values);
			memcpy(all + own, value->items, value->count * sizeof *all);
			value->count += own;
			struct value *items = arena_calloc(&world->arena, value->count + 1, sizeof *items);
			memcpy(items, all, value->count * sizeof *items);
			value->items = items;
		} else {
			world_set(world, blank->path, *values);
		}
		check_completions(world, blanks, i + 1, count, cond, wanted, text);
	}
	*blank->value = blank->before;
}

static bool is_blank(const struct blank *blanks, size_t count, const struct value *value)
{
	for (size_t i = 0; i < count; i++)
		if (blanks[i].value == value || blanks[i].before.open == value)
			return true;
	return false;
}

static void test_soundness(void **state)
{
	(void)state;
	const struct cond_env env = {WORLD_NAMES};
	size_t results[3] = {0};
	for (size_t i = 0; i < WORLDS; i++) {
		struct world world;
		struct blank blanks[MOST_UNKNOWN];
		size_t blank_count = random_world(&world, blanks);
		for (size_t j = 0; j < CONDITIONS; j++) {
			struct buf text = BUF_INIT;
			struct diags diags = DIAGS_INIT;
			add_condition(&text, 3, false);
			const struct cond_source source = {.text = text.s, .base = {"f.yaml", 1, 1}};
			const struct cond *cond = cond_read(&world.arena, &source, &env, &diags);
			if (!cond)
				fail_msg("%s: %s", text.s, diags.items[0].message);
			struct scope scope = {.slots = {world.root, world.facts}, .arena = &world.arena};
			enum tri result = cond_test(cond, &scope);
			results[result]++;
			/* unknown has a reason, and only an unknown answer is one */
			assert_int_equal(scope.unknowns.count > 0, result == TRI_UNKNOWN);
			for (size_t k = 0; k < scope.unknowns.count; k++)
				assert_true(is_blank(blanks, blank_count, scope.unknowns.items[k]));
			if (result != TRI_UNKNOWN)
				check_completions(&world, blanks, 0, blank_count, cond, result == TRI_TRUE, text.s);
			diags_release(&diags);
			buf_release(&text);
		}
		arena_release(&world.arena);
	}
	/* the test means something only when all three come up */
	assert_true(results[TRI_FALSE] > WORLDS && results[TRI_UNKNOWN] > WORLDS && results[TRI_TRUE] > WORLDS);
}

/* Paths, and conditions about each, of which some guard it. */
static const struct {
	const char *path;
	const char *conditions[6];
} guards[] = {
	{"company.group", {"company.group", "not company.group", "company.group != true", "company.group == false", "given(company.group)", "answered(company.group)"}},
	{"company.trading", {"company.trading == \"a\"", "company.trading != \"a\"", "company.name == company.trading", "not company.trading != \"a\"", "known(company.trading)", "true"}},
	{"company.size", {"company.size < 2", "not company.size < 2", "company.size in [0, 1]", "company.size != 0", "count(tags) >= company.size", "not not given(company.size)"}},
	{"company.tool", {"company.tool in tags", "not company.tool in tags", "company.tool == \"scc\"", "\"scc\" != company.tool", "any(t in tags, t == company.tool)", "all(t in tags, t == company.tool)"}},
	{"tags", {"\"scc\" in tags", "count(tags) > 0", "not count(tags) == 0", "count(tags) != 1", "any(t in tags, t != \"scc\")", "not all(t in tags, t == \"scc\")"}},
};

/* A condition guards a path only if it is never true where the path is nothing. */
static void test_guards(void **state)
{
	(void)state;
	const struct cond_env env = {WORLD_NAMES};
	size_t guarded = 0;
	for (size_t i = 0; i < WORLDS; i++) {
		struct world world;
		struct blank blanks[MOST_UNKNOWN];
		random_world(&world, blanks);
		for (size_t j = 0; j < CONDITIONS; j++) {
			struct buf text = BUF_INIT;
			struct diags diags = DIAGS_INIT;
			size_t which = pick(COUNT(guards)), used;
			buf_addf(&text, "%s%s %s ", ANY_OF("", "not "), guards[which].conditions[pick(6)], ANY_OF("and", "or"));
			add_condition(&text, 1, false);
			buf_addf(&text, " %s %s", ANY_OF("and", "or"), guards[which].conditions[pick(6)]);
			const struct cond_source source = {.text = text.s, .base = {"f.yaml", 1, 1}}, path_source = {.text = guards[which].path, .base = {"f.yaml", 1, 1}};
			const struct cond *cond = cond_read(&world.arena, &source, &env, &diags), *path = cond_read_operand(&world.arena, &path_source, &env, &used, &diags);
			assert_int_equal(diags.count, 0);
			struct scope scope = {.slots = {world.root, world.facts}, .arena = &world.arena};
			const struct value *value;
			if (cond_guards(cond, path) && cond_test(cond, &scope) == TRI_TRUE) {
				guarded++;
				if (cond_look(path, &scope, &value) != LOOK_GIVEN)
					fail_msg("%s does not guard %s", text.s, path->name);
			}
			diags_release(&diags);
			buf_release(&text);
		}
		arena_release(&world.arena);
	}
	assert_in_range(guarded, WORLDS / 4, WORLDS * CONDITIONS);
}

/* -- garbage -- */

static void read_both_ways(const char *text)
{
	const struct cond_env env = {WORLD_NAMES};
	const struct cond_source source = {.text = text, .base = {"f.yaml", 1, 1}};
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	size_t used;
	bool fine = cond_read(&arena, &source, &env, &diags) != NULL;
	if (fine != (diags.count == 0))
		fail_msg("%s: %zu findings", text, diags.count);
	size_t before = diags.count;
	fine = cond_read_operand(&arena, &source, &env, &used, &diags) != NULL;
	if (fine != (diags.count == before))
		fail_msg("operand %s: %zu findings", text, diags.count - before);
	assert_true(used <= strlen(text));
	for (size_t i = 0; i < diags.count; i++)
		assert_true(diags.items[i].pos.line >= 1 && diags.items[i].pos.col >= 1);
	diags_release(&diags);
	arena_release(&arena);
}

static void test_garbage(void **state)
{
	(void)state;
	static const char *const pieces[] = {"and", "or", "not", "in", "==", "!=", "<", ">=", "(", ")", "[", "]", ",", ".", "company", "services", "tags", "company.dpo", "facts", "this", "name", "seat", "any(",
		"all(x in services,", "count(", "given(", "x", "\"SE\"", "'", "\"", "3", "3 years", "2026-01-31", "2026-99-99", "true", "=", "&&", "-", "\n", "\t", "\303\244", "\xff", "\342\200\234", "|", "}}", "99999999999999999999"};
	for (size_t i = 0; i < GARBAGE; i++) {
		struct buf text = BUF_INIT;
		for (size_t n = pick(12); n > 0; n--) {
			buf_adds(&text, pieces[pick(COUNT(pieces))]);
			if (pick(3) > 0)
				buf_addc(&text, ' ');
		}
		read_both_ways(text.s);
		buf_release(&text);
	}
	for (size_t i = 0; i < GARBAGE / 10; i++) {
		char bytes[24];
		size_t size = pick(sizeof bytes);
		for (size_t k = 0; k < size; k++)
			bytes[k] = (char)(1 + pick(255));
		bytes[size] = '\0';
		read_both_ways(bytes);
	}
}

/* A sound condition with one byte changed is still read without harm. */
static void test_mutations(void **state)
{
	(void)state;
	for (size_t i = 0; i < GARBAGE / 4; i++) {
		struct buf text = BUF_INIT;
		add_condition(&text, 3, false);
		text.s[pick(text.len)] = (char)(1 + pick(255));
		read_both_ways(text.s);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_soundness),
		cmocka_unit_test(test_guards),
		cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_mutations),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
