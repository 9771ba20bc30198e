/* Digests are those of XXH3, and tell bytes apart. */
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LENGTH = 2000 };

/* As libxxhash gives them, for the letter a that many times: short, middling and long texts are dealt with in ways of their own. */
static void test_known(void **state)
{
	(void)state;
	static const struct {
		size_t size;
		const char *digest;
	} rows[] = {
		{0, "99aa06d3014798d86001c324468d497f"},
		{1, "a96faf705af16834e6c632b61e964e1f"},
		{200, "cffe968d25cc79dac8654f5c46034008"},
		{LENGTH, "7a206569ef970dac6c137a3091e34b7c"},
	};
	char text[LENGTH], written[DIGEST_SIZE];
	memset(text, 'a', LENGTH);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		digest_write(digest_of(text, rows[i].size), written);
		assert_string_equal(written, rows[i].digest);
	}
}

/* Each single bit counts, and so does the length. */
static void test_told_apart(void **state)
{
	(void)state;
	char text[LENGTH] = "";
	struct digest zeros = digest_of(text, LENGTH);
	for (size_t i = 0; i < LENGTH; i++) {
		struct digest shorter = digest_of(text, i);
		assert_true(shorter.high != zeros.high && shorter.low != zeros.low);
		text[i] = (char)(1 << i % 8);
		struct digest other = digest_of(text, LENGTH);
		assert_true(other.high != zeros.high && other.low != zeros.low);
		text[i] = 0;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_known), cmocka_unit_test(test_told_apart)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
