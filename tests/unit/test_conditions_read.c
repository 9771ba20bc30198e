/* The condition language: reading, checking and analysing, in tables. */
#include "cond_world.h"

#include "base/yaml.h"
#include "questionnaire/questionnaire_diags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* -- mistakes -- */

/* Columns are those of a condition that begins at 10:5. */
static const struct {
	const char *text, *at, *id, *part;
} mistakes[] = {
	{"", "10:5", "condition-empty", "no words"},
	{"  \n ", "10:5", "condition-empty", "no words"},
	{"company.dpo and", "10:20", "condition-syntax", "it ends"},
	{"company.dpo company.group", "10:17", "condition-syntax", "'company'"},
	{"company.dpo = true", "10:17", "condition-syntax", "'=' does not compare"},
	{"company.dpo && true", "10:17", "condition-syntax", "&&"},
	{"!company.dpo", "10:5", "condition-syntax", "'!'"},
	{"company.dpo AND true", "10:17", "condition-syntax", "'AND'"},
	{"(company.dpo", "10:17", "condition-syntax", "')'"},
	{"company.dpo)", "10:16", "condition-syntax", "')'"},
	{"company.", "10:13", "condition-syntax", "name of a field"},
	{".dpo", "10:5", "condition-syntax", "'.'"},
	{"company.name == \"x", "10:21", "condition-syntax", "not ended"},
	{"company.name == \"x\ny\"", "10:21", "condition-syntax", "not ended"},
	{"company.name == \342\200\234x\342\200\235", "10:21", "condition-syntax", "typographic"},
	{"company.name == \"\"", "10:21", "condition-empty-text", "empty text"},
	{"company.size < 1 < 2", "10:22", "condition-syntax", "follows another"},
	{"company.size < 1.5", "10:20", "condition-syntax", "whole"},
	{"company.size > -1", "10:20", "condition-syntax", "below 0"},
	{"company.keep > 3years", "10:20", "condition-syntax", "together"},
	{"company.keep > 3  years", "10:20", "condition-bad-literal", "3 years"},
	{"company.since > 2026-02-30", "10:21", "condition-bad-literal", "February has no day 30"},
	{"company.since > 2026-2-3", "10:21", "condition-bad-literal", "2026-02-03"},
	{"company.size == 99999999999999999", "10:21", "condition-bad-literal", "at most"},
	{"company.tool not in tags", "10:18", "condition-syntax", "'not'"},
	{"company.tool == [\"scc\"]", "10:21", "condition-syntax", "only behind in"},
	{"company.tool in [scc]", "10:22", "condition-syntax", "'scc'"},
	{"company.tool in []", "10:22", "condition-syntax", "']'"},
	{"company.tool in [\"scc\"", "10:27", "condition-syntax", "']'"},
	{"counts(tags) > 1", "10:5", "condition-syntax", "did you mean 'count'"},
	{"any(tags)", "10:13", "condition-syntax", "wanted"},
	{"any(t in tags)", "10:18", "condition-syntax", "','"},
	{"given(company.dpo and company.group)", "10:23", "condition-syntax", "')'"},
	{"given(\"x\")", "10:11", "condition-not-a-path", "given()"},
	{"given(count(tags))", "10:11", "condition-not-a-path", "given()"},
	{"count(true)", "10:11", "condition-not-a-path", "count()"},
	/* names */
	{"compny.dpo", "10:5", "unknown-path", "did you mean 'company'"},
	{"company.sead == \"SE\"", "10:13", "unknown-path", "did you mean 'seat'"},
	{"company.seat.eaa", "10:18", "unknown-path", "did you mean 'eea'"},
	{"company.name.length", "10:18", "unknown-path", "'company.name' is a text, which has no fields"},
	{"company.helper.nam == \"x\"", "10:20", "unknown-path", "did you mean 'name'"},
	{"services.toolz == 1", "10:14", "unknown-path", "did you mean 'tools'"},
	{"any(s in services, s.activ)", "10:26", "unknown-path", "did you mean 'active'"},
	{"company.dpo and xyzzy", "10:21", "unknown-path", "'xyzzy' leads nowhere"},
	{"fact.eu", "10:5", "unknown-path", "did you mean 'facts'"},
	{"any(s in services, true) and s.active", "10:34", "unknown-path", "'s'"},
	{"any(this in services, true)", "10:9", "condition-name-taken", "'this'"},
	{"any(s in services, any(s in tags, true))", "10:28", "condition-name-taken", "'s'"},
	/* types */
	{"company.name", "10:5", "condition-not-yes-no", "'company.name' is a text"},
	{"company.dpo and company.size", "10:21", "condition-not-yes-no", "a number"},
	{"not tags", "10:9", "condition-not-yes-no", "a list of tools"},
	{"count(tags)", "10:5", "condition-not-yes-no", "a number"},
	{"any(s in services, s.name)", "10:24", "condition-not-yes-no", "a text"},
	{"\"x\"", "10:5", "condition-not-yes-no", "a text"},
	{"company.seat == \"SW\"", "10:21", "not-a-choice", "'SW' is not among the countries"},
	{"\"SV\" == company.seat", "10:5", "not-a-choice", "countries"},
	{"company.seat in [\"US\", \"ES\"]", "10:28", "not-a-choice", "'ES'"},
	{"\"sccs\" in tags", "10:5", "not-a-choice", "did you mean 'scc'"},
	{"company.seat == company.tool", "10:21", "type-mismatch", "one of the countries"},
	{"company.seat == company.name", "10:21", "type-mismatch", "a text"},
	{"company.seat == 5", "10:21", "type-mismatch", "a number"},
	{"company.since == \"2026-01-01\"", "10:22", "type-mismatch", "a date"},
	{"company.keep > 3", "10:20", "type-mismatch", "a duration"},
	{"company.size > 3 years", "10:20", "type-mismatch", "a number"},
	{"company.dpo == \"yes\"", "10:20", "type-mismatch", "yes or no"},
	{"company.name == true", "10:21", "type-mismatch", "yes or no"},
	{"company.size == company.since", "10:21", "type-mismatch", "a date"},
	{"5 in tags", "10:5", "type-mismatch", "a number"},
	{"company.size in [1, \"2\"]", "10:25", "type-mismatch", "'2'"},
	{"company.size in tags", "10:21", "type-mismatch", "one of the tools"},
	{"count(tags) == \"1\"", "10:20", "type-mismatch", "a number"},
	{"company.name < \"x\"", "10:5", "condition-not-ordered", "a text"},
	{"company.seat >= \"SE\"", "10:5", "condition-not-ordered", "one of the countries"},
	{"company.dpo > false", "10:5", "condition-not-ordered", "yes or no"},
	{"tags == \"scc\"", "10:5", "list-compared", "a list of tools"},
	{"\"scc\" == tags", "10:14", "list-compared", "a list of tools"},
	{"services != 1", "10:5", "list-compared", "a list of records"},
	{"services.name == \"A\"", "10:5", "list-compared", "a list of texts"},
	{"\"a\" in services", "10:12", "list-compared", "a list of records"},
	{"tags in tags", "10:5", "list-compared", "a list of tools"},
	{"company.name in company.notes", "10:21", "condition-no-list", "a text of paragraphs"},
	{"company.name in \"abc\"", "10:21", "condition-no-list", "a text"},
	{"count(company.name) > 1", "10:11", "condition-no-list", "a text"},
	{"any(x in company, true)", "10:14", "condition-no-list", "a record"},
	{"company.helper == \"a\"", "10:5", "reference-compared", "company.helper"},
	{"company.helper in partners", "10:5", "reference-compared", "company.helper"},
	{"\"a\" in partners", "10:12", "reference-compared", "partners"},
	{"company.address == \"x\"", "10:5", "record-compared", "a record (an address)"},
	{"company.seat.name == \"Sweden\"", "10:5", "words-compared", "company.seat.name"},
	{"\"Sweden\" in services.country.name", "10:17", "words-compared", "services.country.name"},
	{"(company.dpo or company.group) == true", "10:18", "condition-compared", ""},
	{"given(company.dpo) == true", "10:5", "condition-compared", ""},
	{"1 == 1", "10:5", "condition-always-same", "same"},
	{"\"a\" in [\"a\"]", "10:5", "condition-always-same", "same"},
};

static void check_mistake(const char *text, const struct cond_env *around, const char *at, const char *id, const char *part)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	char pos[32];
	if (world_read(&arena, text, around, &diags))
		fail_msg("'%s' was read", text);
	assert_true(diags.count > 0);
	const struct diag *diag = &diags.items[0];
	snprintf(pos, sizeof pos, "%d:%d", diag->pos.line, diag->pos.col);
	if (diags.count != 1 || strcmp(pos, at) != 0 || strcmp(diag->kind->id, id) != 0 || !strstr(diag->message, part))
		fail_msg("'%s': %zu findings, %s: %s [%s], wanted %s: %s [%s]", text, diags.count, pos, diag->message, diag->kind->id, at, part, id);
	assert_string_equal(diag->pos.file, "f.yaml");
	assert_non_null(diag->fix);
	diags_release(&diags);
	arena_release(&arena);
}

static void test_mistakes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(mistakes); i++)
		check_mistake(mistakes[i].text, &world_env, mistakes[i].at, mistakes[i].id, mistakes[i].part);
}

static void test_mistakes_by_place(void **state)
{
	(void)state;
	const struct cond_env bare = {WORLD_NAMES, .no_facts = true};
	check_mistake("this.active", &bare, "10:5", "condition-no-this", "'this'");
	check_mistake("facts.eu", &bare, "10:5", "condition-no-facts", "'facts'");
	check_mistake("any(x in facts.transfers, true)", &bare, "10:14", "condition-no-facts", "'facts'");
}

/* Several mistakes in what a condition means are all reported. */
static void test_several_mistakes(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	assert_null(world_read(&arena, "company.nam == \"x\" and company.seat == \"SF\" or tags == 1", &world_env, &diags));
	assert_int_equal(diags.count, 3);
	diags_release(&diags);
	arena_release(&arena);
}

static void repeat(char *text, const char *part, size_t times)
{
	for (size_t i = 0; i < times; i++)
		strcat(text, part);
}

static void test_limits(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	char text[6000] = "";
	repeat(text, "not ", 32);
	strcat(text, "true");
	world_condition(&arena, text);
	text[0] = '\0';
	repeat(text, "not ", 33);
	strcat(text, "true");
	check_mistake(text, &world_env, "10:133", "condition-too-deep", "32");
	text[0] = '\0';
	repeat(text, "(", 33);
	check_mistake(text, &world_env, "10:37", "condition-too-deep", "32");
	text[0] = '\0';
	repeat(text, "company.dpo and ", 255);
	strcat(text, "company.dpo");
	world_condition(&arena, text);
	repeat(text, " and company.dpo", 2);
	check_mistake(text, &world_env, "10:5", "condition-too-long", "4096");
	strcpy(text, "any(a in services, any(b in services, any(c in services, any(d in services, any(e in services, any(f in services, any(g in services, "
		"any(h in services, any(i in services, true)))))))))");
	world_condition(&arena, text);
	strcpy(text, "any(a in services, any(b in services, any(c in services, any(d in services, any(e in services, any(f in services, any(g in services, "
		"any(h in services, any(i in services, any(j in services, true))))))))))");
	check_mistake(text, &world_env, "10:180", "condition-too-many-variables", "'j'");
	arena_release(&arena);
}

/* -- positions -- */

static void check_yaml_pos(const char *file, int line, int col)
{
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = yaml_read("q.yaml", file, strlen(file), 0, &diags);
	assert_non_null(yaml);
	const struct yaml_node *node = yaml_get(yaml->root, "when");
	const struct cond_source source = {.text = node->text, .yaml = yaml, .node = node};
	assert_null(cond_read(&arena, &source, &world_env, &diags));
	yaml_free(yaml);
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].pos.file, "q.yaml");
	assert_int_equal(diags.items[0].pos.line, line);
	assert_int_equal(diags.items[0].pos.col, col);
	diags_release(&diags);
	arena_release(&arena);
}

static void test_positions(void **state)
{
	(void)state;
	check_yaml_pos("when: company.dpo and xyzzy\n", 1, 23);
	check_yaml_pos("# x\nwhen: \"company.name == \\\"\\u00e4\\\" and xyzzy\"\n", 2, 39);
	check_yaml_pos("when: 'company.name == ''a'' and xyzzy'\n", 1, 34);
	check_yaml_pos("when: company.dpo\n  and xyzzy\n", 2, 7);
	check_yaml_pos("when: |\n  company.dpo and\n  xyzzy\n", 3, 3);
	check_yaml_pos("when: >-\n  company.dpo\n  and\n   xyzzy\n", 4, 4);
	/* without YAML */
	check_mistake("company.name == \"\303\244\" and xyzzy", &world_env, "10:29", "unknown-path", "xyzzy");
	check_mistake("company.dpo and\n\n  xyzzy", &world_env, "12:3", "unknown-path", "xyzzy");
}

/* Nothing a condition holds points into its text. */
static void test_text_may_die(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "company.name=Acme; services.a.name=A");
	static const char text[] = "company.name == \"Acme\" and count(s in services, s.name in [\"A\", 'B']) == 1";
	char *copy = xstrdup(text);
	const struct cond *cond = world_condition(&world.arena, copy);
	memset(copy, 'x', sizeof text - 1);
	free(copy);
	struct scope scope = world_scope(&world);
	assert_int_equal(cond_test(cond, &scope), TRI_TRUE);
	arena_release(&world.arena);
}

/* -- operands -- */

static void test_operands(void **state)
{
	(void)state;
	static const struct {
		const char *text, *used, *id; /* id: the finding, or NULL */
		bool optional;
		enum type_kind kind;
	} rows[] = {
		{"company.name", "company.name", NULL, false, TYPE_TEXT},
		{" company.name }} and so on", " company.name", NULL, false, TYPE_TEXT},
		{"count(tags): one 'x'", "count(tags)", NULL, false, TYPE_NUMBER},
		{"services if s.active", "services", NULL, false, TYPE_RECORDS},
		{"company.trading", "company.trading", NULL, true, TYPE_TEXT},
		{"company.branch.city", "company.branch.city", NULL, true, TYPE_TEXT},
		{"company.seat.authority", "company.seat.authority", NULL, true, TYPE_CHOICE},
		{"company.seat.name", "company.seat.name", NULL, false, TYPE_WORDS},
		{"services.size", "services.size", NULL, false, TYPE_LIST},
		{"services.contacts.lead", "services.contacts.lead", NULL, false, TYPE_LIST},
		{"partners.name", "partners.name", NULL, true, TYPE_LIST},
		{"this.size", "this.size", NULL, true, TYPE_NUMBER},
		{"\"x\"", "\"x\"", "condition-not-an-operand", false, TYPE_NONE},
		{"given(tags)", "given(tags)", "condition-not-an-operand", false, TYPE_NONE},
		{"}}", "", "condition-syntax", false, TYPE_NONE},
		{"", "", "condition-syntax", false, TYPE_NONE},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		const struct cond_source source = {.text = rows[i].text, .base = {"f.md", 1, 1}};
		size_t used = 99;
		const struct cond *cond = cond_read_operand(&arena, &source, &world_env, &used, &diags);
		assert_int_equal(used, strlen(rows[i].used));
		assert_int_equal(diags.count, rows[i].id != NULL);
		if (rows[i].id) {
			assert_null(cond);
			assert_string_equal(diags.items[0].kind->id, rows[i].id);
		} else {
			assert_int_equal(cond->type.kind, rows[i].kind);
			assert_int_equal(cond->optional, rows[i].optional);
		}
		diags_release(&diags);
		arena_release(&arena);
	}
}

/* -- named conditions -- */

static void test_named(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "services.a.active=yes; services.a.name=A; services.b.active=no; services.b.name=B; facts.eu=yes");
	const struct named_condition named[] = {
		{"some_active", world_condition(&world.arena, "any(s in services, s.active)"), {NULL, 0, 0}},
		{"in_eu", world_condition(&world.arena, "facts.eu"), {NULL, 0, 0}},
		{"broken", NULL, {NULL, 0, 0}},
	};
	struct cond_env around = {WORLD_NAMES, .conditions = named, .condition_count = COUNT(named)};
	struct diags diags = DIAGS_INIT;
	struct scope scope = world_scope(&world);

	/* its loop takes the slot of the one around it and gives it back */
	const struct cond *cond = world_read(&world.arena, "any(x in services, some_active and x.name == \"B\") and in_eu", &around, &diags);
	assert_non_null(cond);
	assert_int_equal(cond_test(cond, &scope), TRI_TRUE);

	assert_null(world_read(&world.arena, "broken or in_eu", &around, &diags));
	assert_int_equal(diags.count, 0); /* reported where it stands */
	check_mistake("in_eu.x", &around, "10:11", "unknown-path", "is a condition");
	check_mistake("some_activ", &around, "10:5", "unknown-path", "did you mean 'some_active'");
	check_mistake("in_eu == true", &around, "10:5", "condition-compared", "");
	check_mistake("given(in_eu)", &around, "10:11", "condition-not-a-path", "given()");
	check_mistake("any(in_eu in services, true)", &around, "10:9", "condition-name-taken", "'in_eu'");
	around.no_facts = true;
	check_mistake("some_active and in_eu", &around, "10:21", "condition-no-facts", "'in_eu'");
	diags_release(&diags);
	arena_release(&world.arena);
}

/* Conditions that name each other twice would double with each name; their number of parts is bounded. */
static void test_named_size(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct named_condition named[16];
	char names[16][8];
	struct cond_env around = {WORLD_NAMES, .conditions = named};
	size_t i = 0;
	for (; i < COUNT(named); i++) {
		char text[32] = "company.dpo";
		if (i > 0)
			snprintf(text, sizeof text, "%s and %s", names[i - 1], names[i - 1]);
		snprintf(names[i], sizeof names[i], "c%zu", i);
		named[i] = (struct named_condition){names[i], world_read(&arena, text, &around, &diags), {NULL, 0, 0}};
		if (!named[i].cond)
			break;
		around.condition_count++;
	}
	assert_in_range(i, 8, 12);
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].kind->id, "condition-too-big");
	diags_release(&diags);
	arena_release(&arena);
}

/* -- analysis -- */

static void test_guards(void **state)
{
	(void)state;
	static const struct {
		const char *text, *path;
		bool guards;
	} rows[] = {
		{"given(company.trading)", "company.trading", true},
		{"answered(company.trading)", "company.trading", false},
		{"known(company.trading)", "company.trading", false},
		{"given(company.name)", "company.trading", false},
		{"company.trading == \"x\"", "company.trading", true},
		{"\"x\" == company.trading", "company.trading", true},
		{"company.name == company.trading", "company.trading", true},
		{"company.trading != \"x\"", "company.trading", false},
		{"not company.trading != \"x\"", "company.trading", true},
		{"not company.trading == \"x\"", "company.trading", false},
		{"company.trading in [\"x\"]", "company.trading", true},
		{"company.trading in topics", "company.trading", true},
		{"\"x\" in topics", "topics", true},
		{"company.size < 5", "company.size", true},
		{"not company.size < 5", "company.size", false},
		{"company.group", "company.group", true},
		{"not company.group", "company.group", false},
		{"not not company.group", "company.group", true},
		{"company.group and company.dpo", "company.group", true},
		{"company.group or company.dpo", "company.group", false},
		{"company.group and company.dpo or given(company.group)", "company.group", true},
		{"not (not company.group or company.dpo)", "company.group", true},
		{"not (not company.group and company.dpo)", "company.group", false},
		{"count(tags) > 0", "tags", true},
		{"count(tags) >= 1", "tags", true},
		{"count(tags) >= 0", "tags", false},
		{"count(tags) != 0", "tags", true},
		{"count(tags) == 2", "tags", true},
		{"count(tags) == 0", "tags", false},
		{"count(tags) < 3", "tags", false},
		{"0 < count(tags)", "tags", true},
		{"0 == count(tags)", "tags", false},
		{"not count(tags) == 0", "tags", true},
		{"not count(tags) < 1", "tags", true},
		{"count(tags) in [1, 2]", "tags", true},
		{"count(tags) in [0, 2]", "tags", false},
		{"count(s in services, s.active) > 0", "services", true},
		{"any(t in tags, true)", "tags", true},
		{"all(t in tags, true)", "tags", false},
		{"not all(t in tags, t == \"scc\")", "tags", true},
		{"any(s in services, company.group)", "company.group", true},
		{"all(s in services, company.group)", "company.group", false},
		{"company.branch.city == \"x\"", "company.branch", true},
		{"given(company.branch)", "company.branch.city", true}, /* a city is never nothing */
		{"given(company.branch)", "company.branch.box", false},
		{"company.seat.eea", "company.seat", true},
		{"true", "company.group", false},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena = ARENA_INIT;
		size_t used;
		bool guards = cond_guards(world_condition(&arena, rows[i].text), world_operand(&arena, rows[i].path, &used));
		if (guards != rows[i].guards)
			fail_msg("%s | %s: %d", rows[i].text, rows[i].path, guards);
		arena_release(&arena);
	}
}

static void test_same_path(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	size_t used;
	const struct cond *a = world_operand(&arena, "company.seat", &used), *b = world_operand(&arena, "company.seat.eea", &used),
		*c = world_operand(&arena, "company.seat", &used), *d = world_operand(&arena, "facts.main", &used);
	assert_true(cond_same_path(a, c));
	assert_false(cond_same_path(a, b));
	assert_false(cond_same_path(b, a));
	assert_false(cond_same_path(a, d));
	arena_release(&arena);
}

static void note_path(void *context, const struct cond *path)
{
	struct buf *buf = context;
	buf_adds(buf, buf->len ? ", " : "");
	buf_adds(buf, path->name);
}

static void test_visit(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	const struct named_condition named[] = {{"open", world_condition(&arena, "facts.eu"), {NULL, 0, 0}}};
	const struct cond_env around = {WORLD_NAMES, .conditions = named, .condition_count = COUNT(named)};
	struct diags diags = DIAGS_INIT;
	struct buf paths = BUF_INIT;
	const struct cond *cond = world_read(&arena, "not company.dpo and (open or count(s in services, s.size > company.size) in [1])", &around, &diags);
	assert_non_null(cond);
	cond_visit_paths(cond, note_path, &paths);
	assert_string_equal(paths.s, "company.dpo, facts.eu, services, s.size, company.size");
	buf_release(&paths);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_mistakes_by_place),
		cmocka_unit_test(test_several_mistakes),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_positions),
		cmocka_unit_test(test_text_may_die),
		cmocka_unit_test(test_operands),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_named_size),
		cmocka_unit_test(test_guards),
		cmocka_unit_test(test_same_path),
		cmocka_unit_test(test_visit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
