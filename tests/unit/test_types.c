/* Reading, comparing and finding values. */
#include "cond_world.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Reads text; why NULL: it fits. Otherwise why must be part of the reason. */
static void check_read(const struct type *type, const char *text, const char *why, int64_t number)
{
	struct arena arena = ARENA_INIT;
	struct value value = {.state = VALUE_ABSENT, .line = 7};
	const char *said = type_read(type, text, &value, &arena);
	if (why ? !said || !strstr(said, why) : said != NULL)
		fail_msg("'%s': said \"%s\", wanted \"%s\"", text, said ? said : "(fits)", why ? why : "(fits)");
	if (why) {
		assert_int_equal(value.state, VALUE_ABSENT);
	} else {
		assert_int_equal(value.state, VALUE_GIVEN);
		assert_int_equal(value.kind, type->kind);
		assert_ptr_equal(value.text, text);
		assert_int_equal(value.number, number);
	}
	assert_int_equal(value.line, 7);
	arena_release(&arena);
}

static const struct {
	enum type_kind kind;
	const char *text, *why;
	int64_t number;
} readings[] = {
	{TYPE_YES_NO, "yes", NULL, 1},
	{TYPE_YES_NO, "true", NULL, 1},
	{TYPE_YES_NO, "no", NULL, 0},
	{TYPE_YES_NO, "false", NULL, 0},
	{TYPE_YES_NO, "No", "yes or no", 0},
	{TYPE_YES_NO, "on", "yes or no", 0},
	{TYPE_YES_NO, "", "empty", 0},

	{TYPE_NUMBER, "0", NULL, 0},
	{TYPE_NUMBER, "42", NULL, 42},
	{TYPE_NUMBER, "1000000000000000", NULL, INT64_C(1000000000000000)},
	{TYPE_NUMBER, "1000000000000001", "at most", 0},
	{TYPE_NUMBER, "99999999999999999999999", "at most", 0},
	{TYPE_NUMBER, "-1", "below 0", 0},
	{TYPE_NUMBER, "1.5", "whole", 0},
	{TYPE_NUMBER, "1,000", "separators", 0},
	{TYPE_NUMBER, "1 000", "separators", 0},
	{TYPE_NUMBER, "1e3", "whole", 0},
	{TYPE_NUMBER, "007", "begin with 0", 0},

	{TYPE_TEXT, "No", NULL, 0},
	{TYPE_TEXT, "1e3", NULL, 0},
	{TYPE_TEXT, "~", NULL, 0},
	{TYPE_TEXT, "  two  spaces ", NULL, 0},
	{TYPE_TEXT, "Sm\303\266rg\303\245s & <b>", NULL, 0},
	{TYPE_TEXT, "", "empty", 0},
	{TYPE_TEXT, " \302\240 ", "but for spaces", 0},
	{TYPE_TEXT, "a\nb", "one line", 0},
	{TYPE_TEXT, "a\tb", "control", 0},
	{TYPE_TEXT, "a\xff", "UTF-8", 0},
	{TYPE_TEXT, "a\342\200\256b", "direction", 0},
	{TYPE_LONG_TEXT, "a\n\nb", NULL, 0},
	{TYPE_LONG_TEXT, "a\rb", "control", 0},
	{TYPE_LONG_TEXT, "\n", "but for spaces", 0},

	{TYPE_DATE, "2026-01-31", NULL, 20260131},
	{TYPE_DATE, "2024-02-29", NULL, 20240229},
	{TYPE_DATE, "2000-02-29", NULL, 20000229},
	{TYPE_DATE, "1900-01-01", NULL, 19000101},
	{TYPE_DATE, "2999-12-31", NULL, 29991231},
	{TYPE_DATE, "2025-02-29", "29 February does not exist in 2025", 0},
	{TYPE_DATE, "2100-02-29", "29 February does not exist in 2100", 0},
	{TYPE_DATE, "2025-02-30", "February has no day 30", 0},
	{TYPE_DATE, "2025-04-31", "April has no day 31", 0},
	{TYPE_DATE, "2025-04-00", "April has no day 0", 0},
	{TYPE_DATE, "2025-13-01", "no month 13", 0},
	{TYPE_DATE, "2025-00-01", "no month 00", 0},
	{TYPE_DATE, "1899-12-31", "1900 to 2999", 0},
	{TYPE_DATE, "3000-01-01", "1900 to 2999", 0},
	{TYPE_DATE, "12/11/2026", "write dates as YYYY-MM-DD", 0},
	{TYPE_DATE, "25/12/2026", "write it as 2026-12-25", 0},
	{TYPE_DATE, "12/25/2026", "write it as 2026-12-25", 0},
	{TYPE_DATE, "5.5.2026", "write it as 2026-05-05", 0},
	{TYPE_DATE, "2026/11/12", "write it as 2026-11-12", 0},
	{TYPE_DATE, "2026-1-5", "write it as 2026-01-05", 0},
	{TYPE_DATE, "2026.11-12", "write dates as YYYY-MM-DD", 0},
	{TYPE_DATE, "31/31/2026", "write dates as YYYY-MM-DD", 0},
	{TYPE_DATE, "5 March 2026", "write dates as YYYY-MM-DD", 0},
	{TYPE_DATE, "2026-01-31T10:00", "write dates as YYYY-MM-DD", 0},
	{TYPE_DATE, "20260131", "write dates as YYYY-MM-DD", 0},

	{TYPE_DURATION, "1 day", NULL, 1},
	{TYPE_DURATION, "3 years", NULL, 3},
	{TYPE_DURATION, "1 months", NULL, 1},
	{TYPE_DURATION, "999 weeks", NULL, 999},
	{TYPE_DURATION, "1000 weeks", "1 to 999", 0},
	{TYPE_DURATION, "99999999999999999999 weeks", "1 to 999", 0},
	{TYPE_DURATION, "0 days", "1 to 999", 0},
	{TYPE_DURATION, "3years", "write it as '3 years'", 0},
	{TYPE_DURATION, "3  years", "write it as '3 years'", 0},
	{TYPE_DURATION, "01 years", "write it as '1 year'", 0},
	{TYPE_DURATION, "three years", "as in '3 years'", 0},
	{TYPE_DURATION, "3 yrs", "as in '3 years'", 0},
	{TYPE_DURATION, "3 Years", "as in '3 years'", 0},
	{TYPE_DURATION, "3 yearss", "as in '3 years'", 0},
	{TYPE_DURATION, "3 years ", "as in '3 years'", 0},
	{TYPE_DURATION, "3", "as in '3 years'", 0},

	{TYPE_EMAIL, "privacy@acme.example", NULL, 0},
	{TYPE_EMAIL, "o'brien+gdpr@mail.acme.co.uk", NULL, 0},
	{TYPE_EMAIL, "info@b\303\274cher.example", NULL, 0},
	{TYPE_EMAIL, "info@xn--bcher-kva", NULL, 0},
	{TYPE_EMAIL, "a@example.org?bcc=x", "'?'", 0},
	{TYPE_EMAIL, "a b@example.org", "spaces", 0},
	{TYPE_EMAIL, "a\302\240@example.org", "spaces", 0},
	{TYPE_EMAIL, "a@b@example.org", "two '@'", 0},
	{TYPE_EMAIL, "a@example.org,b@example.org", "one address", 0},
	{TYPE_EMAIL, "mailto:a@example.org", "leave out", 0},
	{TYPE_EMAIL, "Ann<a@example.org>", "alone", 0},
	{TYPE_EMAIL, "example.org", "has an '@'", 0},
	{TYPE_EMAIL, "@example.org", "before the '@'", 0},
	{TYPE_EMAIL, ".a@example.org", "dot", 0},
	{TYPE_EMAIL, "a..b@example.org", "two dots", 0},
	{TYPE_EMAIL, "a%40b@example.org", "no place", 0},
	{TYPE_EMAIL, "a@", "host is missing", 0},
	{TYPE_EMAIL, "a@localhost", "needs a dot", 0},
	{TYPE_EMAIL, "a@127.0.0.1", "IP address", 0},
	{TYPE_EMAIL, "a@[127.0.0.1]", "IP address", 0},
	{TYPE_EMAIL, "a@-x.example", "'-'", 0},
	{TYPE_EMAIL, "a@x..example", "dot", 0},
	{TYPE_EMAIL, "a@x.example.", "dot", 0},
	{TYPE_EMAIL, "a@x_y.example", "letters", 0},
	{TYPE_EMAIL, "a@x\342\200\244y.example", "letters", 0},

	{TYPE_WEB, "https://acme.example", NULL, 0},
	{TYPE_WEB, "http://acme.example:8080/privacy?x=1&y=%20#top", NULL, 0},
	{TYPE_WEB, "https://www.b\303\274cher.example/\303\274ber/@us", NULL, 0},
	{TYPE_WEB, "acme.example", "begins with", 0},
	{TYPE_WEB, "HTTPS://acme.example", "begins with", 0},
	{TYPE_WEB, "ftp://acme.example", "begins with", 0},
	{TYPE_WEB, "javascript:alert(1)", "begins with", 0},
	{TYPE_WEB, "https://", "host is missing", 0},
	{TYPE_WEB, "https:///x", "host is missing", 0},
	{TYPE_WEB, "https://localhost/", "needs a dot", 0},
	{TYPE_WEB, "https://user:pass@acme.example/", "user name", 0},
	{TYPE_WEB, "https://acme.example/a b", "spaces", 0},
	{TYPE_WEB, "https://acme.example/\"x", "quotes", 0},
	{TYPE_WEB, "https://acme.example/'x", "quotes", 0},
	{TYPE_WEB, "https://acme.example/<x>", "no place", 0},
	{TYPE_WEB, "https://acme.example\\x", "no place", 0},
	{TYPE_WEB, "https://acme.example/%2", "hexadecimal", 0},
	{TYPE_WEB, "https://acme.example:0/", "port", 0},
	{TYPE_WEB, "https://acme.example:65536/", "port", 0},
	{TYPE_WEB, "https://acme.example:/", "port", 0},
	{TYPE_WEB, "https://192.168.0.1/", "IP address", 0},
	{TYPE_WEB, "https://[::1]/", "IP address", 0},
	{TYPE_WEB, "https://acme.example/\342\200\213", "no place", 0},

	{TYPE_REFERENCE, "mail-chimp_2", NULL, 0},
	{TYPE_REFERENCE, "-x", "key", 0},
	{TYPE_REFERENCE, "a b", "key", 0},
	{TYPE_RECORD, "x", "no place here", 0},
	{TYPE_NONE, "x", "no place here", 0},
};

static void test_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(readings); i++) {
		struct type type = {.kind = readings[i].kind};
		check_read(&type, readings[i].text, readings[i].why, readings[i].number);
	}
}

static void test_read_limits(void **state)
{
	(void)state;
	char text[2100];
	struct type web = {.kind = TYPE_WEB}, email = {.kind = TYPE_EMAIL}, reference = {.kind = TYPE_REFERENCE};
	memset(text, 'a', sizeof text);
	text[2001] = '\0';
	memcpy(text, "https://acme.example/", 21);
	check_read(&web, text, "2000 characters", 0);
	text[2000] = '\0';
	check_read(&web, text, NULL, 0);
	memset(text, 'a', sizeof text);
	strcpy(text + 65, "@acme.example");
	check_read(&email, text, "more than 64", 0);
	check_read(&email, text + 1, NULL, 0);
	text[65] = '\0';
	check_read(&reference, text, "64 characters", 0);
	check_read(&reference, text + 1, NULL, 0);
	memset(text, 'a', sizeof text);
	strcpy(text, "https://");
	memset(text + 8, 'b', 64);
	strcpy(text + 8 + 64, ".example");
	check_read(&web, text, "63 characters", 0);
}

static void test_choice(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "company.seat=SE");
	const struct value *seat = world_value(&world, "company.seat");
	assert_string_equal(seat->term->id, "SE");
	check_read(&seat->question->type, "US", NULL, 0);
	check_read(&seat->question->type, "se", "'se' is not among the countries; did you mean 'SE'", 0);
	check_read(&seat->question->type, "Atlantis", "'Atlantis' is not among the countries", 0);
	arena_release(&world.arena);
}

/* Each is smaller than the next, or the same when the sign says so. */
static void test_compare(void **state)
{
	(void)state;
	static const struct {
		enum type_kind kind;
		const char *a, *b;
		int order;
	} rows[] = {
		{TYPE_DURATION, "12 months", "1 year", 0},
		{TYPE_DURATION, "7 days", "1 week", 0},
		{TYPE_DURATION, "30 days", "1 month", -1},
		{TYPE_DURATION, "31 days", "1 month", 1},
		{TYPE_DURATION, "365 days", "1 year", -1},
		{TYPE_DURATION, "366 days", "1 year", 1},
		{TYPE_DURATION, "999 years", "999 days", 1},
		{TYPE_DATE, "2026-01-31", "2026-02-01", -1},
		{TYPE_NUMBER, "10", "9", 1},
		{TYPE_TEXT, "10", "9", -1},
		{TYPE_TEXT, "a", "a", 0},
		{TYPE_YES_NO, "no", "yes", -1},
	};
	struct arena arena = ARENA_INIT;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct type type = {.kind = rows[i].kind};
		struct value a = {0}, b = {0};
		assert_null(type_read(&type, rows[i].a, &a, &arena));
		assert_null(type_read(&type, rows[i].b, &b, &arena));
		int order = value_compare(&a, &b), back = value_compare(&b, &a);
		assert_int_equal((order > 0) - (order < 0), rows[i].order);
		assert_int_equal((back > 0) - (back < 0), -rows[i].order);
	}
	arena_release(&arena);
}

static void test_describe(void **state)
{
	(void)state;
	static const struct type text = {.kind = TYPE_TEXT}, choice = {.kind = TYPE_CHOICE, .of = "legal_bases"}, reference = {.kind = TYPE_REFERENCE, .of = "services"};
	const struct {
		struct type type;
		const char *said;
	} rows[] = {
		{{.kind = TYPE_YES_NO}, "yes or no"},
		{{.kind = TYPE_DATE}, "a date (YYYY-MM-DD)"},
		{choice, "one of the legal bases"},
		{reference, "the key of one of the services"},
		{{.kind = TYPE_LIST, .item = &text}, "a list of texts"},
		{{.kind = TYPE_LIST, .item = &choice}, "a list of legal bases"},
		{{.kind = TYPE_LIST, .item = &reference}, "a list of keys of services"},
		{{.kind = TYPE_RECORD, .record = &world_service}, "a record (a company that gets data)"},
		{{.kind = TYPE_RECORDS, .record = &world_service}, "a list of records (a company that gets data)"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buf said = BUF_INIT;
		type_describe(&said, &rows[i].type);
		assert_string_equal(said.s, rows[i].said);
		buf_release(&said);
	}
}

static void check_path(const struct value *value, const char *wanted)
{
	struct buf path = BUF_INIT;
	buf_adds(&path, "at ");
	value_path(&path, value);
	assert_string_equal(path.s + 3, wanted);
	buf_release(&path);
}

static void test_paths(void **state)
{
	(void)state;
	static const char *const same[] = {"company", "company.address.city", "services.a", "services.b.tools", "services.a.contacts.ann.name", "facts.eu", "facts.transfers.x.country"};
	struct world world;
	world_init(&world, "topics=[news, offers]; services.a.name=A; services.b.name=B; facts.transfers.x.country=SE");
	for (size_t i = 0; i < COUNT(same); i++)
		check_path(world_value(&world, same[i]), same[i]);
	check_path(world.root, "");
	check_path(world.facts, "facts");
	check_path(&world_value(&world, "topics")->items[1], "topics[2]");
	world_value(&world, "facts.transfers.x")->key = NULL;
	check_path(&world_value(&world, "facts.transfers")->items[0].items[2], "facts.transfers[1].country");
	arena_release(&world.arena);

	/* facts whose root has no name are known by their provenance */
	world_init(&world, "company.dpo=!unknown; facts.eu=!waits:company.dpo");
	world.facts->key = NULL;
	check_path(world_value(&world, "facts.eu"), "facts.eu");
	arena_release(&world.arena);
}

static void test_states(void **state)
{
	(void)state;
	static const struct {
		const char *answers, *path;
		bool given, unknown;
	} rows[] = {
		{"company.dpo=yes", "company.dpo", true, false},
		{"company.dpo=!closed yes", "company.dpo", false, false},
		{"company.dpo=!unknown", "company.dpo", false, true},
		{"company.dpo=!closed !unknown", "company.dpo", false, false},
		{"company.dpo=!none", "company.dpo", false, false},
		{"", "company.dpo", false, true},
		{"", "company.group", false, false},
		{"company.group=!unknown", "company.group", false, true},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct world world;
		world_init(&world, rows[i].answers);
		const struct value *value = world_value(&world, rows[i].path);
		assert_int_equal(value_is_given(value), rows[i].given);
		assert_int_equal(value_is_unknown(value), rows[i].unknown);
		arena_release(&world.arena);
	}
}

static void test_words(void **state)
{
	(void)state;
	static const struct value items[] = {{.key = "en", .text = "Sweden"}, {.key = "de-AT", .text = "Schweden"}};
	const struct value words = {.state = VALUE_GIVEN, .kind = TYPE_WORDS, .items = items, .count = 2};
	assert_string_equal(value_words(&words, "en"), "Sweden");
	assert_string_equal(value_words(&words, "en-GB"), "Sweden");
	assert_string_equal(value_words(&words, "de-AT"), "Schweden");
	assert_null(value_words(&words, "de"));
	assert_null(value_words(&words, "e"));
	assert_null(value_words(&words, NULL));
}

static void test_field(void **state)
{
	(void)state;
	struct world world;
	world_init(&world, "company.name=Acme");
	assert_string_equal(value_field(world_value(&world, "company"), "name")->text, "Acme");
	assert_null(value_field(world_value(&world, "company"), "nam"));
	assert_null(value_field(world_value(&world, "services"), "name"));
	arena_release(&world.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_read_limits),
		cmocka_unit_test(test_choice),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_describe),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_field),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
