/* The condition language: evaluating, in tables. test_conditions_read.c holds reading and checking, test_conditions_random.c the properties. */
#include "cond_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

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
	struct scope scope = world_scope(&world);
	scope.slots[SLOT_THIS] = world_value(&world, "services")->count ? &world_value(&world, "services")->items[0] : NULL;
	enum tri result = cond_test(world_condition(&world.arena, text), &scope);
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
			struct scope scope = world_scope(&world);
			enum tri result = cond_test(world_condition(&world.arena, questions[j]), &scope);
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
	struct scope scope = world_scope(&world);
	const struct cond *dpo = world_condition(&world.arena, "company.dpo"), *seat = world_condition(&world.arena, "company.seat.eea"), *eu = world_condition(&world.arena, "facts.eu");
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
	struct scope scope = world_scope(&world);
	assert_int_equal(cond_test(world_condition(&world.arena, "any(t in tags, t == \"scc\") or \"dpf\" in tags"), &scope), TRI_UNKNOWN);
	assert_int_equal(scope.unknowns.count, MANY);
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(scope.unknowns.items[i], &items[i]);
	arena_release(&world.arena);
}

/* -- looking and counting -- */

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
		struct scope scope = world_scope(&world);
		const struct value *value;
		size_t used;
		enum look look = cond_look(world_operand(&world.arena, rows[i].path, &used), &scope, &value);
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
	struct scope scope = world_scope(&world);
	const struct cond *names = world_operand(&world.arena, "services.name", &used);
	assert_int_equal(names->type.kind, TYPE_LIST);
	assert_int_equal(names->type.item->kind, TYPE_TEXT);
	assert_int_equal(cond_look(names, &scope, &list), LOOK_GIVEN);
	assert_int_equal(list->kind, TYPE_LIST);
	assert_int_equal(list->count, 2);
	assert_string_equal(list->items[0].text, "A");
	assert_string_equal(list->items[1].text, "C");
	assert_ptr_equal(list->open, world_value(&world, "services.b.name"));
	assert_int_equal(scope.unknowns.count, 0);

	const struct cond *contacts = world_operand(&world.arena, "services.contacts", &used);
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
		struct scope scope = world_scope(&world);
		long number = -1;
		size_t used;
		enum look look = cond_count(world_operand(&world.arena, rows[i].text, &used), &scope, &number);
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

/* Counting goes only as far as a comparison needs, unless somebody listens: the result is the same. */
static void test_count_far_enough(void **state)
{
	(void)state;
	static const char *const operators[] = {"==", "!=", "<", "<=", ">", ">="};
	static const char *const actives[] = {"no", "yes", "!unknown"};
	for (int i = 0; i < 3 * 3 * 3 * 6 * 4 * 2; i++) {
		struct world world;
		struct buf answers = BUF_INIT, text = BUF_INIT, reads = BUF_INIT;
		int rest = i;
		for (char key = 'a'; key <= 'c'; key++, rest /= 3)
			buf_addf(&answers, "services.%c.active=%s%s", key, actives[rest % 3], key < 'c' ? "; " : "");
		const char *operator = operators[rest % 6];
		int number = rest / 6 % 4;
		if (rest / 24)
			buf_addf(&text, "%d %s count(s in services, s.active)", number, operator);
		else
			buf_addf(&text, "count(s in services, s.active) %s %d", operator, number);
		world_init(&world, answers.s);
		const struct cond *cond = world_condition(&world.arena, text.s);
		struct scope scope = world_scope(&world), listened = world_scope(&world);
		listened.read = note_read;
		listened.context = &reads;
		if (cond_test(cond, &scope) != cond_test(cond, &listened) || scope.unknowns.count != listened.unknowns.count)
			fail_msg("%s | %s", answers.s, text.s);
		buf_release(&answers);
		buf_release(&text);
		buf_release(&reads);
		arena_release(&world.arena);
	}
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
		{"services.a.active=yes; services.b.active=yes; services.c.active=no", "count(s in services, s.active) > 0", "services, services.a.active, services.b.active, services.c.active"},
		{"", "company.branch.city == \"Lund\"", "company.branch"},
		{"company.branch.city=x", "given(company.branch)", "company.branch"},
		{"facts.eu=yes", "facts.eu", "facts.eu"},
		{"services.a.country=SE", "any(c in services.country, c.eea)", "services, services.a.country, services.a.country"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world world;
		world_init(&world, rows[i].answers);
		struct buf reads = BUF_INIT;
		struct scope scope = world_scope(&world);
		scope.read = note_read;
		scope.context = &reads;
		cond_test(world_condition(&world.arena, rows[i].text), &scope);
		assert_string_equal(reads.s, rows[i].reads);
		buf_release(&reads);
		arena_release(&world.arena);
	}
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
		cmocka_unit_test(test_count_far_enough),
		cmocka_unit_test(test_reads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
