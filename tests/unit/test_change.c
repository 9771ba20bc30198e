/* Changing answers by path: what is written, what is refused, and many random edits of the example files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "cli/builtin.h"
#include "questionnaire/answers/change.h"
#include "tests/unit/small_schema.h"

static struct small small;

static int set_up(void **state)
{
	(void)state;
	small_read(&small, small_questions, small_facts);
	return small.schema ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	small_release(&small);
	return 0;
}

static struct answers *read_good(const char *text, size_t size)
{
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_read(small.schema, "acme.yaml", text, size, &diags);

	if (!answers)
		diags_print(&diags, stderr);
	assert_non_null(answers);
	diags_release(&diags);
	return answers;
}

/*
 * Changes as lines of text: "set PATH VALUE|VALUE", "suggest", "unknown PATH", "none", "confirm", "delete", "add", "copy PATH KEY",
 * "move PATH KEY".
 */
struct script {
	struct change changes[16];
	const char *values[16][8];
	size_t count;
	char *text;
};

static void read_line(struct script *script, char *line)
{
	static const char *const words[] = {"set", "suggest", "unknown", "none", "confirm", "delete", "add", "copy", "move"};
	struct change *change = &script->changes[script->count];
	const char **values = script->values[script->count++];
	char *path = strchr(line, ' '), *rest, *state;

	assert_non_null(path);
	*path++ = '\0';
	rest = strchr(path, ' ');
	*change = (struct change){.path = path, .values = values};
	while (strcmp(words[change->kind], line))
		assert_true(++change->kind <= CHANGE_MOVE);
	if (!rest)
		return;
	*rest++ = '\0';
	for (char *value = strtok_r(rest, "|", &state); value; value = strtok_r(NULL, "|", &state))
		values[change->count++] = value;
}

static void read_script(struct script *script, const char *text)
{
	char *state;

	*script = (struct script){.text = strdup(text)};
	for (char *line = strtok_r(script->text, "\n", &state); line; line = strtok_r(NULL, "\n", &state))
		read_line(script, line);
}

/* Makes the changes and compares what comes of it; NULL: they are refused with those findings, and nothing is written. */
static void assert_change(const char *before, const char *script_text, const char *after, const char *findings)
{
	struct answers *answers = read_good(before, strlen(before));
	struct diags diags = DIAGS_INIT;
	struct buf bytes = BUF_INIT;
	struct script script;

	read_script(&script, script_text);
	bool done = answers_change(answers, script.changes, script.count, &bytes, &diags);
	assert_findings(&diags, findings);
	assert_int_equal(done, after != NULL);
	assert_string_equal(bytes.s, after ? after : "");
	if (after)
		answers_free(read_good(bytes.s, bytes.len));
	free(script.text);
	buf_release(&bytes);
	diags_release(&diags);
	answers_free(answers);
}

#define HEAD "format: 1\n"
#define ACME \
	"# Acme\n" \
	"format: 1\n" \
	"company:\n" \
	"  # as on the sign\n" \
	"  legal_name: \"Acme AB\" # quoted\n" \
	"  seat: SE\n" \
	"  sells_to: [SE, FI]\n" \
	"services:\n" \
	"  shop: {name: Shop, role: processor}\n" \
	"  # the tax office\n" \
	"  tax:\n" \
	"    name: Tax\n" \
	"    role: authority\n" \
	"    boss: shop\n" \
	"activities:\n" \
	"  orders: {is: controller, services: [shop, tax]}\n"

static void test_set(void **state)
{
	(void)state;
	assert_change(ACME, "set company.legal_name Beta",
		"# Acme\nformat: 1\ncompany:\n  # as on the sign\n  legal_name: Beta # quoted\n  seat: SE\n  sells_to: [SE, FI]\n"
		"services:\n  shop: {name: Shop, role: processor}\n  # the tax office\n  tax:\n    name: Tax\n    role: authority\n    boss: shop\n"
		"activities:\n  orders: {is: controller, services: [shop, tax]}\n", "");
	/* The same value: nothing is written anew. */
	assert_change(ACME, "set company.legal_name Acme AB\nset company.sells_to SE|FI", ACME, "");
	/* Every type; words that are no texts stay bare, texts that look like them do not. */
	assert_change(HEAD, "set company.big yes\nset company.staff 12\nset company.since 2024-02-29\nset company.keep 3 years\nset company.mail a@b.example\n"
		"set company.legal_name No\nset company.sells_to SE|US\nset company.names 12|a, b\nset company.seat SE\nset company.site https://a.example",
		"format: 1\ncompany:\n  legal_name: \"No\"\n  seat: SE\n  big: yes\n  sells_to: [SE, US]\n  names: [\"12\", \"a, b\"]\n  staff: 12\n"
		"  since: 2024-02-29\n  keep: 3 years\n  mail: a@b.example\n  site: https://a.example\n", "");
	/* New keys stand where the schema asks them; new records last. */
	assert_change(HEAD "services:\n  a: {name: A}\n", "set services.b.role authority\nset services.b.name B\nset company.seat SE",
		"format: 1\ncompany:\n  seat: SE\nservices:\n  a: {name: A}\n  b:\n    name: B\n    role: authority\n", "");
	/* Into what was said not to be known, or not to be there. */
	assert_change(HEAD "company:\n  address: !unknown\nservices: !none\n", "set company.address.street S\nset services.a.name A",
		"format: 1\ncompany:\n  address:\n    street: S\nservices:\n  a:\n    name: A\n", "");
}

static void test_states(void **state)
{
	(void)state;
	assert_change(HEAD "company:\n  staff: 3 # three\n  seat: SE\n", "none company.staff\nunknown company.seat",
		"format: 1\ncompany:\n  staff: !none # three\n  seat: !unknown\n", "");
	assert_change(HEAD "services:\n  a: {name: A}\n", "none services", "format: 1\nservices: {}\n", "");
	assert_change(HEAD, "none company.names\nunknown activities", "format: 1\ncompany:\n  names: []\nactivities: !unknown\n", "");
	assert_change(HEAD "company: {seat: !unknown }\n", "set company.seat FI", "format: 1\ncompany: {seat: FI}\n", "");
	/* Suggested, and confirmed by taking the tag away: at the answer, around it, below it. */
	assert_change(HEAD "company:\n  seat: SE\n", "suggest company.seat SE\nsuggest company.staff 3", "format: 1\ncompany:\n  seat: !suggested SE\n  staff: !suggested 3\n", "");
	assert_change(HEAD "company: !suggested\n  seat: SE # s\n  staff: 3\n", "confirm company.seat", "format: 1\ncompany:\n  seat: SE # s\n  staff: !suggested 3\n", "");
	assert_change(HEAD "company: !suggested\n  seat: SE\n  sells_to: [ !suggested SE, FI]\n", "set company.staff 2",
		"format: 1\ncompany:\n  seat: !suggested SE\n  sells_to: !suggested [SE, FI]\n  staff: 2\n", "");
	assert_change(HEAD "services: !suggested {a: {name: !suggested A, role: authority}}\n", "confirm services", "format: 1\nservices: {a: {name: A, role: authority}}\n", "");
	assert_change(HEAD "company:\n  seat: !suggested SE\n", "set company.seat SE", "format: 1\ncompany:\n  seat: SE\n", "");
}

static void test_records(void **state)
{
	(void)state;
	assert_change(HEAD "services:\n  # a\n  a: {name: A}\n  # b\n  b: {name: B}\n", "delete services.a", "format: 1\nservices:\n  # b\n  b: {name: B}\n", "");
	/* The last record leaves {} where there can be none, and otherwise nothing; so does the last answer of a record. */
	assert_change(HEAD "services:\n  a: {name: A}\n", "delete services.a", "format: 1\nservices: {}\n", "");
	assert_change(HEAD "activities:\n  a: {is: controller}\n", "delete activities.a.is", "format: 1\nactivities:\n  a: {}\n", "");
	assert_change(HEAD "company:\n  address:\n    street: S\n", "delete company.address.street", HEAD, "");
	assert_change(HEAD "company:\n  seat: SE\n", "delete company.names", "format: 1\ncompany:\n  seat: SE\n", "");
	assert_change(HEAD, "delete company.address.street", HEAD, "");
	/* Adding, copying, moving. */
	assert_change(HEAD "services:\n  a: {name: A}\n", "add services.b", "format: 1\nservices:\n  a: {name: A}\n  b: {}\n", "");
	assert_change(HEAD "services:\n  a: {name: A, boss: a}\n  b: {name: B}\n", "copy services.a c\nset services.c.name C",
		"format: 1\nservices:\n  a: {name: A, boss: a}\n  c:\n    name: C\n    boss: a\n  b: {name: B}\n", "");
	assert_change(HEAD "services:\n  a: {name: A}\n  # b\n  b: {name: B}\n  c: {name: C}\n", "move services.c a\nmove services.a\nset services.b.name X",
		"format: 1\nservices:\n  c: {name: C}\n  # b\n  b: {name: X}\n  a: {name: A}\n", "");
	/* Those deleted together, beside each other, in flow style, too. */
	assert_change(HEAD "services: {a: {name: A}, b: {name: B}, c: {name: C}, d: {name: D}}\n", "delete services.b\ndelete services.c\ndelete services.d",
		"format: 1\nservices: {a: {name: A}}\n", "");
	assert_change(HEAD "services: {a: {name: A}, b: {name: B}}\n", "delete services.a\nset services.c.name C\ndelete services.b", "format: 1\nservices:\n  c:\n    name: C\n", "");
	/* A record others use stays, unless they are changed with it. */
	assert_change(ACME, "delete services.shop", NULL, "record-used:9:3");
	assert_change(ACME, "delete services.shop\ndelete services.tax", NULL, "record-used:9:3 record-used:11:3");
	assert_change(ACME, "none services", NULL, "record-used:9:3 record-used:11:3");
	assert_change(HEAD "services:\n  a: {name: A}\n  b: {name: B, boss: a}\n  c: {name: C, boss: a}\n", "delete services.a\ndelete services.b\nset services.c.boss c",
		"format: 1\nservices:\n  c: {name: C, boss: c}\n", "");
}

static void test_refused(void **state)
{
	static const struct {
		const char *change, *finding;
	} refused[] = {
		{"set company.legal_nme X", "unknown-answer:0:0"}, {"set compny.legal_name X", "unknown-answer:0:0"}, {"set company.seat.eea yes",
			"unknown-answer:0:0"},
		{"set . X", "unknown-answer:0:0"}, {"set company. X", "unknown-answer:0:0"}, {"delete services.shp", "no-record:0:0"},
		{"set company.seat SWE", "bad-choice:6:9"}, {"set company.since 2025-02-29", "bad-value:0:0"}, {"set company.sells_to SE|XX",
			"bad-choice:7:13"},
		{"set company.staff -3", "bad-value:0:0"}, {"set company.seat SE|FI", "one-value:6:9"}, {"set company.seat", "one-value:6:9"},
		{"set company X", "wants-answers:5:3"}, {"set services X", "wants-answers:9:3"}, {"set services.shop X", "wants-answers:9:9"},
		{"set company.sells_to", "none-not-allowed:7:13"}, {"none company.seat", "none-not-allowed:6:9"}, {"none services.shop",
			"none-not-allowed:9:9"},
		{"unknown services.shop", "unknown-not-allowed:9:9"}, {"unknown activities.orders.is", "unknown-not-allowed:16:16"},
		{"unknown notice.language", "unknown-not-allowed:0:0"}, {"set format 2", "format-fixed:0:0"}, {"delete format", "format-fixed:0:0"},
		{"set services.shop.boss shp", "unknown-reference:0:0"}, {"set services.a/b.name X", "bad-key:9:3"}, {"add services.shop",
			"record-taken:9:3"},
		{"add company", "not-a-record:5:3"}, {"copy services.shop tax", "record-taken:9:9"}, {"copy services.shop !", "bad-key:9:9"},
		{"copy company x", "not-a-record:5:3"}, {"move services.shop x", "no-record:9:9"}, {"confirm company.staff", "nothing-to-confirm:0:0"},
		{"set company.legal_name a\tb", "bad-value:5:15"}, {"set company.legal_name \xFF", "bad-value:5:15"},
		{"set company.seat FI\nset company.big perhaps", "bad-value:0:0"}, {"set company.big perhaps\nset company.staff x", "bad-value:0:0 bad-value:0:0"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
		assert_change(ACME, refused[i].change, NULL, refused[i].finding);
}

/* New files: new answers stand in their chapters, in the order of the schema, whatever the order they come in. */
static void test_blank(void **state)
{
	const struct change changes[] = {
		{CHANGE_SET, "changes.writes", (const char *const[]){"yes"}, 1}, {CHANGE_SET, "dpo.appointed", (const char *const[]){"no"}, 1},
		{CHANGE_SET, "company.seat", (const char *const[]){"SE"}, 1}, {CHANGE_SET, "promises.made", (const char *const[]){"no-sale"}, 1},
		{CHANGE_SET, "places.sells_to", (const char *const[]){"SE"}, 1}, {CHANGE_SET, "company.legal_name", (const char *const[]){"A"}, 1},
	};
	static const char *const order[] = {"format: 1\n", "# ---- Company ----\ncompany:\n  legal_name: A\n  seat: SE\n\nplaces:\n",
		"# ---- What you do ----\n\n# ---- Readers and addresses ----\ndpo:\n", "# ---- Who gets data ----\n\n",
		"changes:\n", "# ---- Promises ----\npromises:\n  made: [no-sale]\n\n", "# ---- The notice ----\nnotice:\n  language: en-GB\n"};
	struct buf bytes = BUF_INIT;

	(void)state;
	answers_blank(builtin_library.schema, &bytes);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct diags diags = DIAGS_INIT;
		struct buf after = BUF_INIT;
		struct answers *answers = answers_read(builtin_library.schema, "acme.yaml", bytes.s, bytes.len, &diags);
		assert_non_null(answers);
		assert_true(answers_change(answers, &changes[i], 1, &after, &diags));
		assert_int_equal(diags.count, 0);
		answers_free(answers);
		diags_release(&diags);
		buf_release(&bytes);
		bytes = after;
	}
	const char *at = bytes.s;
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		const char *found = strstr(at, order[i]);
		if (!found)
			print_error("%s", bytes.s);
		assert_non_null(found);
		at = found + strlen(order[i]);
	}
	assert_null(strstr(bytes.s, "\n\n\n"));
	buf_release(&bytes);
}

/* The outline says the same as what it was made from, and so does its own outline. */
static void test_outline(void **state)
{
	static const char text[] = HEAD "company:\n  legal_name: \"No\"\n  seat: !unknown\n  staff: !none\n  names: !suggested [\"12\", a]\n  story: |\n    One.\n\n    Two.\n"
		"services: !suggested {a: {name: A, role: authority}}\nactivities: {b: {}}\n";
	struct answers *answers = read_good(text, strlen(text)), *again;
	struct buf first = BUF_INIT, second = BUF_INIT;

	(void)state;
	answers_outline(answers, &first);
	again = read_good(first.s, first.len);
	answers_outline(again, &second);
	assert_string_equal(first.s, second.s);
	assert_non_null(strstr(first.s, "# ---- Company ----\ncompany:\n  legal_name: \"No\"\n  seat: !unknown\n  # big:  # l: yes or no\n"));
	assert_non_null(strstr(first.s, "  staff: !none\n"));
	assert_non_null(strstr(first.s, "  names: !suggested [\"12\", a]\n"));
	assert_non_null(strstr(first.s, "  story: |\n    One.\n\n    Two.\n"));
	assert_non_null(strstr(first.s, "services: !suggested\n  a:\n    name: A\n    role: authority\n"));
	assert_non_null(strstr(first.s, "activities:\n  b: {}\n"));
	answers_free(answers);
	answers_free(again);
	buf_release(&first);
	buf_release(&second);
}

static void note_path(void *context, const struct value *value)
{
	buf_adds(context, " ");
	value_path(context, value);
}

static void test_find(void **state)
{
	struct answers *answers = read_good(ACME, strlen(ACME));
	struct diags diags = DIAGS_INIT;
	struct buf users = BUF_INIT;

	(void)state;
	assert_string_equal(answers_find(answers, "services.tax.name", &diags)->text, "Tax");
	assert_int_equal(answers_find(answers, "dpo.address.street", &diags)->state, VALUE_ABSENT);
	answers_references(answers, answers_find(answers, "services.shop", &diags), note_path, &users);
	assert_string_equal(users.s, " services.tax.boss activities.orders.services[1]");
	assert_int_equal(diags.count, 0);
	assert_null(answers_find(answers, "services.tx", &diags));
	assert_null(answers_find(answers, "company.seet", &diags));
	assert_null(answers_find(answers, "company.seat.x", &diags));
	assert_null(answers_find(answers, "", &diags));
	assert_findings(&diags, "no-record:0:0 unknown-answer:0:0 unknown-answer:0:0 no-path:0:0");
	assert_string_equal(diags.items[0].fix, "did you mean 'tax'");
	assert_string_equal(diags.items[1].fix, "did you mean 'seat'");
	assert_string_equal(diags.items[1].where, "company.seet");
	assert_int_equal(answers_type(small.schema, "services.any.boss").kind, TYPE_REFERENCE);
	assert_int_equal(answers_type(small.schema, "services.any.x").kind, TYPE_NONE);
	assert_int_equal(answers_type(small.schema, "company.seat.x").kind, TYPE_NONE);
	diags_release(&diags);
	buf_release(&users);
	answers_free(answers);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_outline),
		cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
