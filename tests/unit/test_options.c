/* The reader of the command line. (What it says when it is used wrongly: tests/cli/usage.sh.) */
#include "cli/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct option options[] = {
	{OPTION_OUTPUT, 'o', "output", "DIR", "where"},
	{OPTION_FORMAT, 0, "format", "LIST", "what"},
	{OPTION_QUIET, 'q', "quiet", NULL, "hush"},
	{OPTION_JSON, 'j', "json", NULL, "data"},
};
static const struct command command = {.name = "test", .options = options, .option_count = sizeof(options) / sizeof(*options)};

struct expectation {
	const char *arguments[6]; /* ends with NULL */
	const char *output, *format, *quiet;
	const char *operands;     /* with commas behind */
};

static void test_reading(void **state)
{
	(void)state;
	static const struct expectation expectations[] = {
		{{NULL}, NULL, NULL, NULL, ""},
		{{"a", "b"}, NULL, NULL, NULL, "a,b,"},
		{{"a", "-o", "d", "b"}, "d", NULL, NULL, "a,b,"},
		{{"-od", "a"}, "d", NULL, NULL, "a,"},
		{{"-qo", "d", "a"}, "d", NULL, "", "a,"},
		{{"-qjo-", "a"}, "-", NULL, "", "a,"},
		{{"--output", "-", "a"}, "-", NULL, NULL, "a,"},
		{{"--output=", "a"}, "", NULL, NULL, "a,"},
		{{"--format=md,html", "a", "--quiet"}, NULL, "md,html", "", "a,"},
		{{"--format", "--quiet", "a"}, NULL, "--quiet", NULL, "a,"},
		{{"--format=a=b"}, NULL, "a=b", NULL, ""},
		{{"-o", "x", "-o", "y"}, "y", NULL, NULL, ""},
		{{"--", "-q", "--", "a"}, NULL, NULL, NULL, "-q,--,a,"},
		{{"-", "a"}, NULL, NULL, NULL, "-,a,"},
	};
	for (size_t i = 0; i < sizeof(expectations) / sizeof(*expectations); i++) {
		const struct expectation *e = &expectations[i];
		struct command_line line;
		char texts[6][32], *arguments[6] = {0}, operands[64] = "";
		size_t count = 0;
		for (; e->arguments[count]; count++) {
			strcpy(texts[count], e->arguments[count]);
			arguments[count] = texts[count];
		}
		assert_true(options_parse(&line, &command, arguments, count));
		for (size_t k = 0; k < line.operand_count; k++) {
			strcat(operands, line.operands[k]);
			strcat(operands, ",");
		}
		assert_string_equal(operands, e->operands);
		const char *got[] = {line.values[OPTION_OUTPUT], line.values[OPTION_FORMAT], line.values[OPTION_QUIET]};
		const char *wanted[] = {e->output, e->format, e->quiet};
		for (size_t k = 0; k < 3; k++) {
			assert_int_equal(!got[k], !wanted[k]);
			if (wanted[k])
				assert_string_equal(got[k], wanted[k]);
		}
		options_release(&line);
	}
}

/* All uses are kept in the order of the line, for commands in which that counts. */
static void test_uses(void **state)
{
	(void)state;
	static const struct option_use wanted[] = {{OPTION_OUTPUT, "x"}, {OPTION_COUNT, "a"}, {OPTION_QUIET, ""}, {OPTION_QUIET, ""}, {OPTION_OUTPUT, "y"}, {OPTION_COUNT, "-z"}};
	char texts[][8] = {"-o", "x", "a", "-qqoy", "--", "-z"}, *arguments[6];
	struct command_line line;
	for (size_t i = 0; i < 6; i++)
		arguments[i] = texts[i];
	assert_true(options_parse(&line, &command, arguments, 6));
	assert_int_equal(line.use_count, sizeof(wanted) / sizeof(*wanted));
	for (size_t i = 0; i < line.use_count; i++) {
		assert_int_equal(line.uses[i].id, wanted[i].id);
		assert_string_equal(line.uses[i].value, wanted[i].value);
	}
	options_release(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_reading), cmocka_unit_test(test_uses)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
