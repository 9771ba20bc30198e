/* The condition language: reading, checking, evaluating and analysing, in tables. test_conditions_random.c holds the properties. */
#include "cond_world.h"

#include "base/yaml.h"
#include "questionnaire/questionnaire_diags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct cond_variable this_service = {.name = "this", .slot = SLOT_THIS, .type = {.kind = TYPE_RECORD, .record = &world_service}};
static const struct cond_env env = {WORLD_NAMES, .variables = &this_service, .variable_count = 1};

static const struct cond *read_text(struct arena *arena, const char *text, const struct cond_env *around, struct diags *diags)
{
	const struct cond_source source = {.text = text, .base = {"f.yaml", 10, 5}};
	return cond_read(arena, &source, around, diags);
}

static const struct cond *must_read(struct arena *arena, const char *text)
{
	struct diags diags = DIAGS_INIT;
	const struct cond *cond = read_text(arena, text, &env, &diags);
	if (!cond || diags.count)
		fail_msg("%s: %s", text, diags.count ? diags.items[0].message : "no condition");
	diags_release(&diags);
	return cond;
}

static struct scope scope_of(struct world *world)
{
	return (struct scope){.slots = {world->root, world->facts}, .arena = &world->arena, .language = "en"};
}

/* The paths of the unknowns, "a, b". */
static void add_unknowns(struct buf *buf, const struct scope *scope)
{
	for (size_t i = 0; i < scope->unknowns.count; i++) {
		buf_adds(buf, i ? ", " : "");
		value_path(buf, scope->unknowns.items[i]);
	}
}

static void check_test(const char *answers, const char *text, enum tri wanted, const char *unknowns)
{
	struct world world;
	world_init(&world, answers);
	struct scope scope = scope_of(&world);
	scope.slots[SLOT_THIS] = world_value(&world, "services")->count ? &world_value(&world, "services")->items[0] : NULL;
	enum tri result = cond_test(must_read(&world.arena, text), &scope);
	struct buf said = BUF_INIT;
	add_unknowns(&said, &scope);
	if (result != wanted || strcmp(said.s, unknowns) != 0)
		fail_msg("%s | %s: %d [%s], wanted %d [%s]", answers, text, (int)result, said.s, (int)wanted, unknowns);
	buf_release(&said);
	arena_release(&world.arena);
}

/* -- logic -- */

static void test_logic(void **state)
{
	(void)state;
	static const char *const dpo[] = {[TRI_FALSE] = "company.dpo=no", [TRI_UNKNOWN] = "company.dpo=!unknown", [TRI_TRUE] = "company.dpo=yes"};
	static const char *const group[] = {[TRI_FALSE] = "company.group=no", [TRI_UNKNOWN] = "company.group=!unknown", [TRI_TRUE] = "company.group=yes"};
	for (int a = TRI_FALSE; a <= TRI_TRUE; a++)
		for (int b = TRI_FALSE; b <= TRI_TRUE; b++) {
			char answers[128];
			snprintf(answers, sizeof answers, "%s; %s", dpo[a], group[b]);
			const char *who = a == TRI_UNKNOWN ? b == TRI_UNKNOWN ? "company.dpo, company.group" : "company.dpo" : "company.group";
			int both = a < b ? a : b, either = a > b ? a : b;
			check_test(answers, "company.dpo and company.group", (enum tri)both, both == TRI_UNKNOWN ? who : "");
			check_test(answers, "company.dpo or company.group", (enum tri)either, either == TRI_UNKNOWN ? who : "");
			check_test(answers, "not company.dpo", (enum tri)(TRI_TRUE - a), a == TRI_UNKNOWN ? "company.dpo" : "");
			check_test(answers, "not (not company.dpo or not company.group)", (enum tri)both, both == TRI_UNKNOWN ? who : "");
		}
	/* and binds closer than or, not closer than both */
	check_test("company.dpo=yes; company.group=no", "company.dpo or company.dpo and company.group", TRI_TRUE, "");
	check_test("company.dpo=yes; company.group=no", "(company.dpo or company.dpo) and company.group", TRI_FALSE, "");
	check_test("company.dpo=no; company.group=no", "not company.dpo and company.group", TRI_FALSE, "");
	check_test("", "true", TRI_TRUE, "");
	check_test("", "not true or false", TRI_FALSE, "");
}

struct row {
	const char *answers, *text;
	enum tri wanted;
	const char *unknowns;
};

static void check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_test(rows[i].answers, rows[i].text, rows[i].wanted, rows[i].unknowns);
}

/* Every function and a bare answer over every state an answer can be in. */
static void test_states(void **state)
{
	(void)state;
	enum { F = TRI_FALSE, U = TRI_UNKNOWN, T = TRI_TRUE };
	static const char *const questions[] = {"company.group", "not company.group", "company.group == true", "company.group == false", "company.group != true",
		"answered(company.group)", "known(company.group)", "given(company.group)"};
	static const struct {
		const char *answers;
		int wanted[COUNT(questions)];
	} rows[] = {
		/*                                     bare not == == != answered known given */
		{"company.group=yes",                 {T, F, T, F, F, T, T, T}},
		{"company.group=no",                  {F, T, F, T, T, T, T, T}},
		{"company.group=!none",               {F, T, F, F, T, T, T, F}},
		{"company.group=!unknown",            {U, U, U, U, U, F, F, U}},
		{"company.group=!closed yes",         {F, T, F, F, T, F, T, F}},
		{"company.group=!closed !unknown",    {F, T, F, F, T, F, T, F}},
		{"company.group=!closed !none",       {F, T, F, F, T, F, T, F}},
		{"company.group=!absent",             {F, T, F, F, T, F, F, F}},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t j = 0; j < COUNT(questions); j++)
			check_test(rows[i].answers, questions[j], (enum tri)rows[i].wanted[j], rows[i].wanted[j] == U ? "company.group" : "");
	/* absent though required: unknown */
	check_test("", "company.dpo", TRI_UNKNOWN, "company.dpo");
	check_test("", "company.dpo != true", TRI_UNKNOWN, "company.dpo");
	check_test("", "answered(company.dpo)", TRI_FALSE, "");
	check_test("", "known(company.dpo)", TRI_FALSE, "");
	check_test("", "given(company.dpo)", TRI_UNKNOWN, "company.dpo");
}

static void test_list_states(void **state)
{
	(void)state;
	enum { F = TRI_FALSE, U = TRI_UNKNOWN, T = TRI_TRUE };
	static const char *const questions[] = {"answered(tags)", "known(tags)", "given(tags)", "count(tags) == 0", "count(tags) > 0", "count(tags) >= 2",
		"any(t in tags, t == \"scc\")", "all(t in tags, t == \"scc\")", "\"scc\" in tags", "not \"scc\" in tags", "count(t in tags, t == \"scc\") == 1"};
	static const struct {
		const char *answers;
		int wanted[COUNT(questions)];
	} rows[] = {
		/*                                   answered known given =0 >0 >=2 any all in not-in count-filter */
		{"tags=[]",                          {T, T, F, T, F, F, F, T, F, T, F}},
		{"tags=[scc]",                       {T, T, T, F, T, F, T, T, T, F, T}},
		{"tags=[dpf]",                       {T, T, T, F, T, F, F, F, F, T, F}},
		{"tags=[scc, dpf]",                  {T, T, T, F, T, T, T, F, T, F, T}},
		{"tags=!none",                       {T, T, F, T, F, F, F, T, F, T, F}},
		{"tags=!unknown",                    {F, F, U, U, U, U, U, U, U, U, U}},
		{"tags=!absent",                     {F, F, U, U, U, U, U, U, U, U, U}},
		{"tags=!closed [scc]",               {F, T, F, T, F, F, F, T, F, T, F}},
		{"tags=!open:tags []",               {F, F, U, U, U, U, U, U, U, U, U}},
		{"tags=!open:tags [scc]",            {F, F, T, F, T, U, T, U, T, F, U}},
		{"tags=!open:tags [dpf]",            {F, F, T, F, T, U, U, F, U, U, U}},
		{"tags=!open:tags [scc, dpf]",       {F, F, T, F, T, T, T, F, T, F, U}},
		{"tags=[!unknown, scc]",             {F, F, T, F, T, U, T, U, T, F, U}},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		for (size_t j = 0; j < COUNT(questions); j++) {
			struct world world;
			world_init(&world, rows[i].answers);
			struct value *tags = world_value(&world, "tags");
			if (tags->open)
				tags->open = world_value(&world, "company.dpo");
			struct scope scope = scope_of(&world);
			enum tri result = cond_test(must_read(&world.arena, questions[j]), &scope);
			if ((int)result != rows[i].wanted[j])
				fail_msg("%s | %s: %d", rows[i].answers, questions[j], (int)result);
			assert_int_equal(scope.unknowns.count, result == TRI_UNKNOWN);
			arena_release(&world.arena);
		}
}

static void test_comparisons(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"company.size=10", "company.size == 10", TRI_TRUE, ""},
		{"company.size=10", "company.size < 10", TRI_FALSE, ""},
		{"company.size=10", "company.size <= 10", TRI_TRUE, ""},
		{"company.size=10", "10 >= company.size", TRI_TRUE, ""},
		{"company.size=10", "9 < company.size", TRI_TRUE, ""},
		{"company.size=10", "company.size in [1, 10]", TRI_TRUE, ""},
		{"company.size=10", "company.size in [1, 2]", TRI_FALSE, ""},
		{"", "company.size in [1, 2]", TRI_UNKNOWN, "company.size"},
		{"company.size=!none", "company.size in [1, 2]", TRI_FALSE, ""},
		{"company.size=!none", "company.size < 5 or company.size >= 5", TRI_FALSE, ""},
		{"company.size=!none", "company.size != 5", TRI_TRUE, ""},
		{"company.since=2020-06-01", "company.since < 2020-06-02", TRI_TRUE, ""},
		{"company.since=2020-06-01", "company.since in [2020-06-01]", TRI_TRUE, ""},
		{"company.keep=12 months", "company.keep == 1 year", TRI_TRUE, ""},
		{"company.keep=13 months", "company.keep > 1 year", TRI_TRUE, ""},
		{"company.name=Acme", "company.name == \"Acme\"", TRI_TRUE, ""},
		{"company.name=Acme", "company.name == 'acme'", TRI_FALSE, ""},
		{"company.name=Smo\314\210rgas", "company.name == \"Sm\303\266rgas\"", TRI_TRUE, ""},
		{"company.name=Acme; company.notes=Acme", "company.name == company.notes", TRI_TRUE, ""},
		{"company.name=a; company.mail=a@b.example", "company.mail == \"a@b.example\"", TRI_TRUE, ""},
		{"company.seat=SE", "company.seat == \"SE\"", TRI_TRUE, ""},
		{"company.seat=SE", "\"US\" != company.seat", TRI_TRUE, ""},
		{"company.seat=SE", "company.seat in [\"US\", \"SE\"]", TRI_TRUE, ""},
		{"company.seat=SE; facts.main=SE", "company.seat == facts.main", TRI_TRUE, ""},
		{"company.tool=scc; tags=[scc]", "company.tool in tags", TRI_TRUE, ""},
		{"company.tool=!unknown; tags=[scc]", "company.tool in tags", TRI_UNKNOWN, "company.tool"},
		{"company.tool=!unknown; tags=[]", "company.tool in tags", TRI_FALSE, ""},
		{"company.tool=!none; tags=!unknown", "company.tool in tags", TRI_FALSE, ""},
		{"company.tool=!unknown; tags=!unknown", "company.tool in tags", TRI_UNKNOWN, "company.tool, tags"},
		{"topics=[news, offers]", "\"news\" in topics", TRI_TRUE, ""},
		/* both sides */
		{"company.trading=!none", "company.name == company.trading", TRI_FALSE, ""},
		{"company.trading=!none", "company.name != company.trading", TRI_TRUE, ""},
		{"company.trading=!unknown", "company.name == company.trading", TRI_UNKNOWN, "company.name, company.trading"},
		{"company.trading=!none", "company.trading == company.trading", TRI_FALSE, ""},
		/* counts */
		{"tags=[scc]; topics=[x]", "count(tags) == count(topics)", TRI_TRUE, ""},
		{"tags=[scc, dpf]; topics=[x]", "count(tags) in [1, 2]", TRI_TRUE, ""},
		{"topics=[x]", "count(tags) in [1, 2]", TRI_UNKNOWN, "tags"},
		{"topics=[x]", "count(tags) >= 0", TRI_TRUE, ""},
		{"topics=[x]", "count(tags) < count(topics)", TRI_UNKNOWN, "tags"},
		{"company.size=!none", "count(tags) == company.size", TRI_FALSE, ""},
		{"company.size=1; tags=[scc]", "count(tags) == company.size", TRI_TRUE, ""},
		{"tags=!open:company.dpo [scc]", "count(tags) < 1", TRI_FALSE, ""},
		{"tags=!open:company.dpo [scc]", "count(tags) <= 1", TRI_UNKNOWN, "company.dpo"},
		{"tags=!open:company.dpo [scc]", "count(tags) != 0", TRI_TRUE, ""},
		{"services.a.active=yes; services.b.active=!unknown", "count(s in services, s.active) <= 2", TRI_TRUE, ""},
		{"services.a.active=yes; services.b.active=!unknown", "count(s in services, s.active) == 2", TRI_UNKNOWN, "services.b.active"},
		{"services.a.active=yes; services.b.active=no", "count(s in services, s.active) == 1", TRI_TRUE, ""},
	};
	check_rows(rows, COUNT(rows));
}

static void test_walks(void **state)
{
	(void)state;
	static const struct row rows[] = {
		/* records */
		{"company.address.city=Lund", "company.address.city == \"Lund\"", TRI_TRUE, ""},
		{"", "company.address.city == \"Lund\"", TRI_UNKNOWN, "company.address.city"},
		{"", "company.branch.city == \"Lund\"", TRI_FALSE, ""},
		{"company.branch=!unknown", "company.branch.city == \"Lund\"", TRI_UNKNOWN, "company.branch"},
		{"company.branch=!none", "answered(company.branch.city)", TRI_TRUE, ""},
		{"company.branch.city=Lund; company.branch=!closed x", "company.branch.city == \"Lund\"", TRI_FALSE, ""},
		{"company.branch.city=Lund; company.branch=!closed x", "known(company.branch.city)", TRI_TRUE, ""},
		{"company.branch.city=Lund", "given(company.branch)", TRI_TRUE, ""},
		{"", "given(company.branch)", TRI_FALSE, ""},
		{"", "given(company)", TRI_UNKNOWN, "company"},
		/* references */
		{"company.helper=->a; services.a.active=yes", "company.helper.active", TRI_TRUE, ""},
		{"company.helper=!unknown", "company.helper.active", TRI_UNKNOWN, "company.helper"},
		{"company.helper=!none", "company.helper.active", TRI_FALSE, ""},
		{"company.helper=->a", "company.helper.active", TRI_UNKNOWN, "services.a.active"},
		{"company.helper=->a", "given(company.helper)", TRI_TRUE, ""},
		{"company.helper=->a; services.a.under=->b; services.b.size=7", "company.helper.under.size == 7", TRI_TRUE, ""},
		{"partners=[->a, ->b]; services.a.active=no; services.b.active=yes", "any(p in partners, p.active)", TRI_TRUE, ""},
		{"services.a.active=no; services.b.active=yes; facts.transfers.x.recipient=->b", "all(t in facts.transfers, t.recipient.active)", TRI_TRUE, ""},
		/* choices */
		{"company.seat=SE", "company.seat.eea", TRI_TRUE, ""},
		{"company.seat=US", "company.seat.eea", TRI_FALSE, ""},
		{"", "company.seat.eea", TRI_UNKNOWN, "company.seat"},
		{"company.seat=SE", "company.seat.authority == \"imy\"", TRI_TRUE, ""},
		{"company.seat=US", "company.seat.authority == \"imy\"", TRI_FALSE, ""},
		{"company.seat=US", "given(company.seat.authority.site)", TRI_FALSE, ""},
		{"company.seat=SE", "given(company.seat.name)", TRI_TRUE, ""},
		{"company.helper=->a; services.a.country=SE", "company.helper.country.eea", TRI_TRUE, ""},
		/* through lists */
		{"services.a.name=A; services.b.name=B", "\"B\" in services.name", TRI_TRUE, ""},
		{"services.a.name=A; services.b.name=B", "count(services.name) == 2", TRI_TRUE, ""},
		{"services.a.name=A; services.b.name=!unknown", "\"A\" in services.name", TRI_TRUE, ""},
		{"services.a.name=A; services.b.name=!unknown", "\"B\" in services.name", TRI_UNKNOWN, "services.b.name"},
		{"services.a.name=!unknown; services.b.active=yes", "\"B\" in services.name", TRI_UNKNOWN, "services.a.name, services.b.name"},
		{"services.a.name=A; services.b.name=!none", "count(services.name) == 1", TRI_TRUE, ""},
		{"services=[]", "count(services.name) == 0", TRI_TRUE, ""},
		{"services=!none", "given(services.name)", TRI_FALSE, ""},
		{"", "given(services.name)", TRI_UNKNOWN, "services"},
		{"services.a.name=!unknown", "given(services.name)", TRI_UNKNOWN, "services.a.name"},
		{"services.a.name=!unknown; services.b.name=B", "given(services.name)", TRI_TRUE, ""},
		{"services.a.name=!unknown; services.b.name=B", "known(services.name)", TRI_FALSE, ""},
		{"services.a.tools=[scc]; services.b.tools=[dpf]", "\"dpf\" in services.tools", TRI_TRUE, ""},
		{"services.a.tools=[scc]; services.b.tools=[dpf, scc]", "count(services.tools) == 3", TRI_TRUE, ""},
		{"services.a.tools=[scc]; services.b.tools=!unknown", "all(t in services.tools, t == \"scc\")", TRI_UNKNOWN, "services.b.tools"},
		{"services.a.countries=[SE, US]", "all(e in services.countries.eea, e)", TRI_FALSE, ""},
		{"services.a.countries=[SE, US]", "any(c in this.countries, not c.eea)", TRI_TRUE, ""},
		{"services.a.country=SE; services.b.country=US", "any(c in services.country, not c.eea)", TRI_TRUE, ""},
		{"services.a.country=SE; services.b.country=US", "\"imy\" in services.country.authority", TRI_TRUE, ""},
		{"services.a.contacts.x.lead=no; services.b.contacts.y.lead=yes", "any(c in services.contacts, c.lead)", TRI_TRUE, ""},
		{"services.a.contacts.x.lead=no; services.b.contacts.y.lead=!unknown", "any(l in services.contacts.lead, l)", TRI_UNKNOWN, "services.b.contacts.y.lead"},
		{"facts.transfers.x.recipient=->a; services.a.tools=[scc]", "\"scc\" in facts.transfers.recipient.tools", TRI_TRUE, ""},
		/* loops */
		{"services.a.active=no; services.b.active=yes", "any(s in services, s.active)", TRI_TRUE, ""},
		{"services.a.active=!unknown; services.b.active=yes", "any(s in services, s.active)", TRI_TRUE, ""},
		{"services.a.active=!unknown; services.b.active=no", "any(s in services, s.active)", TRI_UNKNOWN, "services.a.active"},
		{"services.a.active=!unknown; services.b.active=no", "all(s in services, s.active)", TRI_FALSE, ""},
		{"services.a.active=!unknown; services.b.active=!unknown", "all(s in services, s.active)", TRI_UNKNOWN, "services.a.active, services.b.active"},
		{"services.a.name=A; services.b.name=B; services.b.contacts.x.name=B", "any(s in services, any(c in s.contacts, c.name == s.name))", TRI_TRUE, ""},
		{"services.a.name=A; services.b.name=B; services.b.contacts.x.name=C", "any(s in services, any(c in s.contacts, c.name == s.name))", TRI_FALSE, ""},
		{"services.a.active=yes", "this.active and any(s in services, s.name == this.name)", TRI_UNKNOWN, "services.a.name"},
	};
	check_rows(rows, COUNT(rows));
}

static void test_unknowns(void **state)
{
	(void)state;
	static const struct row rows[] = {
		/* facts are traced to their answers, each once */
		{"company.dpo=!unknown; facts.eu=!waits:company.dpo", "facts.eu", TRI_UNKNOWN, "company.dpo"},
		{"company.dpo=!unknown; facts.eu=!waits:company.dpo", "facts.eu and company.dpo", TRI_UNKNOWN, "company.dpo"},
		{"facts.eu=!waits:company.dpo,company.seat", "facts.eu", TRI_UNKNOWN, "company.dpo, company.seat"},
		{"company.dpo=yes; facts.eu=!waits:company.dpo,company.seat", "not facts.eu", TRI_UNKNOWN, "company.seat"},
		{"facts.main=!waits:company.seat; facts.eu=!waits:facts.main,company.dpo", "facts.eu", TRI_UNKNOWN, "company.dpo, company.seat"},
		{"facts.main=!waits:company.seat; facts.eu=!waits:facts.main", "facts.eu or facts.main.eea", TRI_UNKNOWN, "company.seat"},
		{"facts.main=!waits:facts.eu,company.seat; facts.eu=!waits:facts.main", "facts.eu", TRI_UNKNOWN, "company.seat"},
		{"company.dpo=yes; facts.eu=!waits:company.dpo", "facts.eu", TRI_UNKNOWN, "facts.eu"},
		{"facts.main=!waits:company.seat; facts.tools=!open:facts.main [scc]", "\"dpf\" in facts.tools", TRI_UNKNOWN, "company.seat"},
		{"facts.main=!waits:company.seat; facts.tools=!open:facts.main [scc]", "\"scc\" in facts.tools", TRI_TRUE, ""},
		{"facts.tools=!open:company.dpo []; facts.eu=!waits:facts.tools", "facts.eu", TRI_UNKNOWN, "company.dpo"},
		/* only those that count */
		{"company.dpo=!unknown; company.group=no", "company.dpo or company.group", TRI_UNKNOWN, "company.dpo"},
		{"", "(company.dpo or company.seat.eea and false) and company.size > 3", TRI_UNKNOWN, "company.dpo, company.size"},
		{"", "company.dpo or not company.dpo", TRI_UNKNOWN, "company.dpo"},
		{"company.size=1", "company.dpo and (company.dpo or company.size == 1)", TRI_UNKNOWN, "company.dpo"},
	};
	check_rows(rows, COUNT(rows));
}

/* Answers of an earlier evaluation stay; the caller may forget them by setting the count. */
static void test_unknowns_kept(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "facts.eu=!waits:company.dpo");
	struct scope scope = scope_of(&world);
	const struct cond *dpo = must_read(&world.arena, "company.dpo"), *seat = must_read(&world.arena, "company.seat.eea"), *eu = must_read(&world.arena, "facts.eu");
	cond_test(dpo, &scope);
	cond_test(seat, &scope);
	cond_test(eu, &scope);
	cond_test(dpo, &scope);
	assert_int_equal(scope.unknowns.count, 2);
	scope.unknowns.count = 0;
	cond_test(eu, &scope);
	assert_int_equal(scope.unknowns.count, 1);
	assert_ptr_equal(scope.unknowns.items[0], world_value(&world, "company.dpo"));
	scope.unknowns.count = 0;
	assert_ptr_equal(unknowns_blame(&scope, world_value(&world, "facts.eu")), world_value(&world, "company.dpo"));
	assert_int_equal(scope.unknowns.count, 1);
	arena_release(&world.arena);
}

static void test_many_unknowns(void **state)
{
	(void)state;
	enum { MANY = 10000 };
	struct world world;
	world_init(&world, "tags=[scc]");
	struct value *items = arena_calloc(&world.arena, MANY, sizeof *items);
	for (size_t i = 0; i < MANY; i++)
		items[i] = (struct value){.state = VALUE_UNKNOWN, .kind = TYPE_CHOICE};
	struct value *tags = world_value(&world, "tags");
	tags->items = items;
	tags->count = MANY;
	struct scope scope = scope_of(&world);
	assert_int_equal(cond_test(must_read(&world.arena, "any(t in tags, t == \"scc\") or \"dpf\" in tags"), &scope), TRI_UNKNOWN);
	assert_int_equal(scope.unknowns.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(scope.unknowns.items[i], &items[i]);
	arena_release(&world.arena);
}

/* -- looking and counting -- */

static const struct cond *must_read_operand(struct arena *arena, const char *text, size_t *used)
{
	struct diags diags = DIAGS_INIT;
	const struct cond_source source = {.text = text, .base = {"f.md", 1, 1}};
	const struct cond *cond = cond_read_operand(arena, &source, &env, used, &diags);
	if (!cond || diags.count)
		fail_msg("%s: %s", text, diags.count ? diags.items[0].message : "no operand");
	return cond;
}

static void test_look(void **state)
{
	(void)state;
	static const struct {
		const char *answers, *path;
		enum look look;
		const char *at; /* the path of the value, or of the items */
	} rows[] = {
		{"company.name=Acme", "company.name", LOOK_GIVEN, "company.name"},
		{"company.name=!none", "company.name", LOOK_NOTHING, ""},
		{"", "company.name", LOOK_UNKNOWN, "company.name"},
		{"facts.eu=!waits:company.dpo", "facts.eu", LOOK_UNKNOWN, "company.dpo"},
		{"company.helper=->a; services.a.name=A", "company.helper.name", LOOK_GIVEN, "services.a.name"},
		{"tags=[scc]", "tags", LOOK_GIVEN, "tags"},
		{"tags=!open:company.dpo [scc]", "tags", LOOK_GIVEN, "tags"},
		{"company.seat=SE", "company.seat.name", LOOK_GIVEN, ""},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world world;
		world_init(&world, rows[i].answers);
		struct scope scope = scope_of(&world);
		const struct value *value;
		size_t used;
		enum look look = cond_look(must_read_operand(&world.arena, rows[i].path, &used), &scope, &value);
		assert_int_equal(look, rows[i].look);
		assert_int_equal(used, strlen(rows[i].path));
		assert_int_equal(scope.unknowns.count, look == LOOK_UNKNOWN);
		struct buf path = BUF_INIT;
		buf_adds(&path, "");
		if (look != LOOK_NOTHING)
			value_path(&path, value);
		assert_string_equal(path.s, rows[i].at);
		buf_release(&path);
		arena_release(&world.arena);
	}
}

static void test_collected(void **state)
{
	(void)state;
	struct world world;
	size_t used;
	const struct value *list;
	world_init(&world, "services.a.name=A; services.b.name=!unknown; services.c.name=C; services.a.contacts.x.name=X; services.c.contacts.y.name=Y; services.b.contacts=!none");
	struct scope scope = scope_of(&world);
	const struct cond *names = must_read_operand(&world.arena, "services.name", &used);
	assert_int_equal(names->type.kind, TYPE_LIST);
	assert_int_equal(names->type.item->kind, TYPE_TEXT);
	assert_int_equal(cond_look(names, &scope, &list), LOOK_GIVEN);
	assert_int_equal(list->kind, TYPE_LIST);
	assert_int_equal(list->count, 2);
	assert_string_equal(list->items[0].text, "A");
	assert_string_equal(list->items[1].text, "C");
	assert_ptr_equal(list->open, world_value(&world, "services.b.name"));
	assert_int_equal(scope.unknowns.count, 0);

	const struct cond *contacts = must_read_operand(&world.arena, "services.contacts", &used);
	assert_int_equal(contacts->type.item->kind, TYPE_REFERENCE);
	assert_int_equal(cond_look(contacts, &scope, &list), LOOK_GIVEN);
	assert_int_equal(list->count, 2);
	assert_null(list->open);
	assert_ptr_equal(list->items[1].target, world_value(&world, "services.c.contacts.y"));
	assert_string_equal(list->items[1].text, "y");
	arena_release(&world.arena);
}

static void test_count(void **state)
{
	(void)state;
	static const struct {
		const char *answers, *text;
		enum look look;
		long number;
	} rows[] = {
		{"tags=[scc, dpf]", "count(tags)", LOOK_GIVEN, 2},
		{"tags=!none", "count(tags)", LOOK_GIVEN, 0},
		{"tags=!unknown", "count(tags)", LOOK_UNKNOWN, 0},
		{"tags=!open:company.dpo [scc]", "count(tags)", LOOK_UNKNOWN, 1},
		{"services.a.active=yes; services.b.active=no", "count(s in services, s.active)", LOOK_GIVEN, 1},
		{"services.a.active=yes; services.b.active=!unknown", "count(s in services, s.active)", LOOK_UNKNOWN, 1},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world world;
		world_init(&world, rows[i].answers);
		struct scope scope = scope_of(&world);
		long number = -1;
		size_t used;
		enum look look = cond_count(must_read_operand(&world.arena, rows[i].text, &used), &scope, &number);
		assert_int_equal(look, rows[i].look);
		assert_int_equal(number, rows[i].number);
		assert_int_equal(scope.unknowns.count, look == LOOK_UNKNOWN);
		arena_release(&world.arena);
	}
}

static void note_read(void *context, const struct value *value)
{
	struct buf *buf = context;
	buf_adds(buf, buf->len ? ", " : "");
	value_path(buf, value);
}

static void test_reads(void **state)
{
	(void)state;
	static const struct {
		const char *answers, *text, *reads;
	} rows[] = {
		{"company.name=A", "company.name == \"A\"", "company.name"},
		{"company.seat=SE", "company.seat.eea", "company.seat"},
		{"company.helper=->a; services.a.active=yes", "company.helper.active", "company.helper, services.a.active"},
		{"company.dpo=yes", "company.dpo or company.group", "company.dpo"},
		{"services.a.active=no; services.b.active=yes", "any(s in services, s.active)", "services, services.a.active, services.b.active"},
		{"services.a.tools=[scc]", "\"scc\" in services.tools", "services, services.a.tools"},
		{"", "company.branch.city == \"Lund\"", "company.branch"},
		{"company.branch.city=x", "given(company.branch)", "company.branch"},
		{"facts.eu=yes", "facts.eu", "facts.eu"},
		{"services.a.country=SE", "any(c in services.country, c.eea)", "services, services.a.country, services.a.country"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world world;
		world_init(&world, rows[i].answers);
		struct buf reads = BUF_INIT;
		struct scope scope = scope_of(&world);
		scope.read = note_read;
		scope.context = &reads;
		cond_test(must_read(&world.arena, rows[i].text), &scope);
		assert_string_equal(reads.s, rows[i].reads);
		buf_release(&reads);
		arena_release(&world.arena);
	}
}

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
	if (read_text(&arena, text, around, &diags))
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
		check_mistake(mistakes[i].text, &env, mistakes[i].at, mistakes[i].id, mistakes[i].part);
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
	assert_null(read_text(&arena, "company.nam == \"x\" and company.seat == \"SF\" or tags == 1", &env, &diags));
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
	must_read(&arena, text);
	text[0] = '\0';
	repeat(text, "not ", 33);
	strcat(text, "true");
	check_mistake(text, &env, "10:133", "condition-too-deep", "32");
	text[0] = '\0';
	repeat(text, "(", 33);
	check_mistake(text, &env, "10:37", "condition-too-deep", "32");
	text[0] = '\0';
	repeat(text, "company.dpo and ", 255);
	strcat(text, "company.dpo");
	must_read(&arena, text);
	repeat(text, " and company.dpo", 2);
	check_mistake(text, &env, "10:5", "condition-too-long", "4096");
	strcpy(text, "any(a in services, any(b in services, any(c in services, any(d in services, any(e in services, any(f in services, any(g in services, "
		"any(h in services, any(i in services, true)))))))))");
	must_read(&arena, text);
	strcpy(text, "any(a in services, any(b in services, any(c in services, any(d in services, any(e in services, any(f in services, any(g in services, "
		"any(h in services, any(i in services, any(j in services, true))))))))))");
	check_mistake(text, &env, "10:180", "condition-too-many-variables", "'j'");
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
	assert_null(cond_read(&arena, &source, &env, &diags));
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
	check_mistake("company.name == \"\303\244\" and xyzzy", &env, "10:29", "unknown-path", "xyzzy");
	check_mistake("company.dpo and\n\n  xyzzy", &env, "12:3", "unknown-path", "xyzzy");
}

/* Nothing a condition holds points into its text. */
static void test_text_may_die(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "company.name=Acme; services.a.name=A");
	static const char text[] = "company.name == \"Acme\" and count(s in services, s.name in [\"A\", 'B']) == 1";
	char *copy = xstrdup(text);
	const struct cond *cond = must_read(&world.arena, copy);
	memset(copy, 'x', sizeof text - 1);
	free(copy);
	struct scope scope = scope_of(&world);
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
		const struct cond *cond = cond_read_operand(&arena, &source, &env, &used, &diags);
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
		{"some_active", must_read(&world.arena, "any(s in services, s.active)"), {NULL, 0, 0}},
		{"in_eu", must_read(&world.arena, "facts.eu"), {NULL, 0, 0}},
		{"broken", NULL, {NULL, 0, 0}},
	};
	struct cond_env around = {WORLD_NAMES, .conditions = named, .condition_count = COUNT(named)};
	struct diags diags = DIAGS_INIT;
	struct scope scope = scope_of(&world);

	/* its loop takes the slot of the one around it and gives it back */
	const struct cond *cond = read_text(&world.arena, "any(x in services, some_active and x.name == \"B\") and in_eu", &around, &diags);
	assert_non_null(cond);
	assert_int_equal(cond_test(cond, &scope), TRI_TRUE);

	assert_null(read_text(&world.arena, "broken or in_eu", &around, &diags));
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
		named[i] = (struct named_condition){names[i], read_text(&arena, text, &around, &diags), {NULL, 0, 0}};
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
		bool guards = cond_guards(must_read(&arena, rows[i].text), must_read_operand(&arena, rows[i].path, &used));
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
	const struct cond *a = must_read_operand(&arena, "company.seat", &used), *b = must_read_operand(&arena, "company.seat.eea", &used),
		*c = must_read_operand(&arena, "company.seat", &used), *d = must_read_operand(&arena, "facts.main", &used);
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
	const struct named_condition named[] = {{"open", must_read(&arena, "facts.eu"), {NULL, 0, 0}}};
	const struct cond_env around = {WORLD_NAMES, .conditions = named, .condition_count = COUNT(named)};
	struct diags diags = DIAGS_INIT;
	struct buf paths = BUF_INIT;
	const struct cond *cond = read_text(&arena, "not company.dpo and (open or count(s in services, s.size > company.size) in [1])", &around, &diags);
	assert_non_null(cond);
	cond_visit_paths(cond, note_path, &paths);
	assert_string_equal(paths.s, "company.dpo, facts.eu, services, s.size, company.size");
	buf_release(&paths);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_logic),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_list_states),
		cmocka_unit_test(test_comparisons),
		cmocka_unit_test(test_walks),
		cmocka_unit_test(test_unknowns),
		cmocka_unit_test(test_unknowns_kept),
		cmocka_unit_test(test_many_unknowns),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_collected),
		cmocka_unit_test(test_count),
		cmocka_unit_test(test_reads),
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
