/* Findings: wording, order, status; as text for people and as JSON. */
#include "base/base_diags.h"
#include "base/json.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct diag_kind no_tool = {"transfer-tool-missing", SEVERITY_ERROR, "'$1' is in $2 and has no transfer tool",
	"set services.$1.transfer to [scc], [dpf] or another tool"};
static const struct diag_kind advice = {"advice-kind", SEVERITY_ADVICE, "costs $$5, not $$1$1", NULL};
static const struct diag_kind warning = {"warning-kind", SEVERITY_WARNING, "$1$2$3$4$5$6$7$8$9", "$"};
static const struct diag_kind fatal = {"fatal-kind", SEVERITY_FATAL, "gone", NULL};

static char *print(const struct diags *diags)
{
	char *text = NULL;
	size_t size = 0;
	FILE *out = open_memstream(&text, &size);
	assert_non_null(out);
	diags_print(diags, out);
	fclose(out);
	return text;
}

static void check_printed(const struct diags *diags, const char *expected)
{
	char *text = print(diags);
	assert_string_equal(text, expected);
	free(text);
}

static void test_print(void **state)
{
	(void)state;
	struct diags diags;
	diags_init(&diags);
	check_printed(&diags, "");
	struct diag *d = diag_add(&diags, &no_tool, (struct pos){"acme.yaml", 41, 14}, "mailchimp", "the United States", NULL);
	diag_set_why(&diags, d, "GDPR Art. 44, 46, 13(1)(f)", false);
	d = diag_add(&diags, &no_tool, (struct pos){"acme.yaml", 0, 0}, "x", NULL);
	diag_set_why(&diags, d, "somebody said so", true);
	diag_add(&diags, &advice, (struct pos){NULL, 0, 0}, "!", NULL);
	d = diag_add(&diags, &fatal, (struct pos){"b.yaml", 3, 1}, NULL);
	diag_set_why(&diags, d, "a reason", false);
	diag_set_where(&diags, d, "services.x");
	diag_add(&diags, &warning, (struct pos){"b.yaml", 3, 2}, "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL);
	check_printed(&diags,
		      "acme.yaml:41:14: error: 'mailchimp' is in the United States and has no transfer tool [transfer-tool-missing]\n"
		      "    why: GDPR Art. 44, 46, 13(1)(f)    do: set services.mailchimp.transfer to [scc], [dpf] or another tool\n"
		      "acme.yaml: error: 'x' is in  and has no transfer tool [transfer-tool-missing]\n"
		      "    why: somebody said so (not verified)    do: set services.x.transfer to [scc], [dpf] or another tool\n"
		      "advice: costs $5, not $1! [advice-kind]\n"
		      "b.yaml:3:1: fatal: gone [fatal-kind]\n"
		      "    why: a reason\n"
		      "b.yaml:3:2: warning: 123456789 [warning-kind]\n"
		      "    do: $\n");
	assert_ptr_equal(diags.items[0].pos.file, diags.items[1].pos.file); /* kept once */
	diags_release(&diags);
	assert_int_equal(diags.count, 0);
}

static void test_print_hides_controls(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	struct diag *d = diag_add(&diags, &no_tool, (struct pos){"a\x1B[2J.yaml", 1, 2}, "x\n\xE2\x80\xAE", "\xFF", NULL);
	diag_set_why(&diags, d, "\xC2\x9B", false);
	check_printed(&diags, "a<U+001B>[2J.yaml:1:2: error: 'x<U+000A><U+202E>' is in <0xFF> and has no transfer tool [transfer-tool-missing]\n"
			      "    why: <U+009B>    do: set services.x<U+000A><U+202E>.transfer to [scc], [dpf] or another tool\n");
	diags_release(&diags);
}

static void test_texts_are_copied(void **state)
{
	(void)state;
	char file[] = "f.yaml", text[] = "abc";
	struct diags diags = DIAGS_INIT;
	struct diag *d = diag_add(&diags, &no_tool, (struct pos){file, 1, 1}, text, text, NULL);
	diag_set_why(&diags, d, text, false);
	diag_set_where(&diags, d, text);
	memset(file, 'x', sizeof file - 1);
	memset(text, 'x', sizeof text - 1);
	assert_string_equal(d->pos.file, "f.yaml");
	assert_string_equal(d->message, "'abc' is in abc and has no transfer tool");
	assert_string_equal(d->why, "abc");
	assert_string_equal(d->where, "abc");
	diags_release(&diags);
}

static void test_count_and_status(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	struct pos nowhere = {NULL, 0, 0};
	assert_int_equal(diags_status(&diags), 0);
	diag_add(&diags, &advice, nowhere, NULL);
	diag_add(&diags, &warning, nowhere, NULL);
	assert_int_equal(diags_status(&diags), 0);
	diag_add(&diags, &no_tool, nowhere, NULL);
	assert_int_equal(diags_status(&diags), 1);
	diag_add(&diags, &fatal, nowhere, NULL);
	diag_add(&diags, &advice, nowhere, NULL);
	assert_int_equal(diags_status(&diags), 2);
	assert_int_equal(diags_count(&diags, SEVERITY_ADVICE), 5);
	assert_int_equal(diags_count(&diags, SEVERITY_WARNING), 3);
	assert_int_equal(diags_count(&diags, SEVERITY_ERROR), 2);
	assert_int_equal(diags_count(&diags, SEVERITY_FATAL), 1);
	diags_release(&diags);
}

static void test_sort(void **state)
{
	(void)state;
	static const struct pos added[] = {{"z", 5, 1}, {"a", 2, 2}, {NULL, 0, 0}, {"z", 1, 9}, {"a", 2, 1}, {"z", 1, 9},
		{"z", 0, 0}, {"a", 2, 2}};
	static const int sorted[] = {6, 3, 5, 0, 4, 1, 7, 2}; /* z came first, then a, then none; equal places as added */
	struct diags diags = DIAGS_INIT;
	diags_sort(&diags);
	for (size_t i = 0; i < 8; i++)
		diag_add(&diags, &warning, added[i], (const char[]){(char)('0' + i), '\0'}, NULL);
	diags_sort(&diags);
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(diags.items[i].message[0] - '0', sorted[i]);
	diags_release(&diags);
}

static void test_sort_many(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	struct diags diags = DIAGS_INIT;
	uint32_t seed = 7;
	for (int i = 0; i < MANY; i++) {
		char file[8], number[16];
		seed = seed * 1664525u + 1013904223u;
		snprintf(file, sizeof file, "f%u", seed >> 24 & 63);
		snprintf(number, sizeof number, "%d", i);
		diag_add(&diags, &warning, (struct pos){file, (int)(seed >> 8 & 7), (int)(seed >> 12 & 7)}, number, NULL);
	}
	diags_sort(&diags);
	for (size_t i = 1; i < MANY; i++) {
		const struct diag *a = &diags.items[i - 1], *b = &diags.items[i];
		if (strcmp(a->pos.file, b->pos.file) != 0)
			continue;
		assert_true(a->pos.line <= b->pos.line);
		if (a->pos.line == b->pos.line)
			assert_true(a->pos.col < b->pos.col || (a->pos.col == b->pos.col && atoi(a->message) < atoi(b->message)));
	}
	diags_release(&diags);
}

static void test_json(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	struct buf buf = BUF_INIT;
	json_add_diags(&buf, &diags);
	assert_string_equal(buf.s, "[]\n");
	buf_clear(&buf);
	struct diag *d = diag_add(&diags, &no_tool, (struct pos){"ä\xFF.yaml", 41, 14}, "a\"b\n\xE2\x80\xAE", "x", NULL);
	diag_set_why(&diags, d, "Art. 44", true);
	diag_set_where(&diags, d, "services.x");
	diag_add(&diags, &fatal, (struct pos){"\xFF", 0, 0}, NULL);
	diag_add(&diags, &advice, (struct pos){NULL, 0, 0}, NULL);
	json_add_diags(&buf, &diags);
	assert_string_equal(buf.s,
		"[\n"
		"{\"file\": \"ä\xEF\xBF\xBD.yaml\", \"line\": 41, \"column\": 14, \"severity\": \"error\", \"id\": \"transfer-tool-missing\", "
		"\"message\": \"'a\\\"b\\n\xE2\x80\xAE' is in x and has no transfer tool\", \"why\": \"Art. 44\", \"verified\": false, "
		"\"where\": \"services.x\", \"do\": \"set services.a\\\"b\\n\xE2\x80\xAE.transfer to [scc], [dpf] or another tool\"},\n"
		"{\"file\": \"\xEF\xBF\xBD\", \"severity\": \"fatal\", \"id\": \"fatal-kind\", \"message\": \"gone\"},\n"
		"{\"severity\": \"advice\", \"id\": \"advice-kind\", \"message\": \"costs $5, not $1\"}\n"
		"]\n");
	json_error_t error;
	json_t *array = json_loads(buf.s, 0, &error);
	assert_non_null(array);
	assert_int_equal(json_array_size(array), 3);
	json_decref(array);
	buf_release(&buf);
	diags_release(&diags);
}

/* Every kind of this floor has an id of its own, in small letters, and says what to do. */
static void test_base_diags(void **state)
{
	(void)state;
	for (size_t i = 0; i < BASE_DIAG_COUNT; i++) {
		const struct diag_kind *kind = &base_diags[i];
		assert_non_null(kind->id);
		assert_int_equal(strspn(kind->id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(kind->id));
		assert_true(kind->wording && *kind->wording && kind->wording[strlen(kind->wording) - 1] != '.');
		assert_true(kind->fix && *kind->fix);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(kind->id, base_diags[j].id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_print),
		cmocka_unit_test(test_print_hides_controls),
		cmocka_unit_test(test_texts_are_copied),
		cmocka_unit_test(test_count_and_status),
		cmocka_unit_test(test_sort),
		cmocka_unit_test(test_sort_many),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_base_diags),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
