/* Which outputs an answers file has, and when two of them clash. */
#include "cli/jobs.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *path, *output, *finished, *draft;
	} rows[] = {
		{"acme.yaml", NULL, "acme.md", "acme.draft.md"},
		{"acme.yml", NULL, "acme.md", "acme.draft.md"},
		{"acme", NULL, "acme.md", "acme.draft.md"},
		{"acme.en.yaml", NULL, "acme.en.md", "acme.en.draft.md"},
		{".yaml", NULL, ".yaml.md", ".yaml.draft.md"},
		{"a/b/acme.yaml", NULL, "a/b/acme.md", "a/b/acme.draft.md"},
		{"/acme.yaml", NULL, "/acme.md", "/acme.draft.md"},
		{"../acme.yaml", NULL, "../acme.md", "../acme.draft.md"},
		{"a/acme.yaml", "out", "out/acme.md", "out/acme.draft.md"},
		{"a/acme.yaml", "out/", "out/acme.md", "out/acme.draft.md"},
		{"acme.yaml", "/", "/acme.md", "/acme.draft.md"},
		{"acme.yaml", ".", "./acme.md", "./acme.draft.md"},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		struct jobs jobs;
		char path[32];
		strcpy(path, rows[i].path);
		char *paths[] = {path};
		assert_true(jobs_plan(&jobs, &arena, paths, 1, rows[i].output, &diags));
		struct buf output = BUF_INIT;
		job_output(&jobs.items[0], ".md", &output);
		assert_string_equal(output.s, rows[i].finished);
		job_output(&jobs.items[0], ".draft.md", &output);
		assert_string_equal(output.s, rows[i].draft);
		buf_release(&output);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void test_clashes(void **state)
{
	(void)state;
	static const struct {
		const char *paths[3], *output;
		size_t findings;
	} rows[] = {
		{{"a.yaml", "b.yaml", "c.yaml"}, NULL, 0},
		{{"x/a.yaml", "y/a.yaml", "z/a.yaml"}, NULL, 0},
		{{"x/a.yaml", "y/a.yaml", "z/b.yaml"}, "out", 1},
		{{"a.yaml", "a.yml", "a"}, NULL, 2},
		{{"a.yaml", "./a.yaml", "b.yaml"}, NULL, 1},
		{{"a.draft.yaml", "b.yaml", "c.yaml"}, NULL, 1},
		{{"a.fragment.yaml", "b.fragment.c.yaml", "c.yaml"}, NULL, 1},
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		struct jobs jobs;
		char texts[3][16], *paths[3];
		for (size_t k = 0; k < 3; k++) {
			strcpy(texts[k], rows[i].paths[k]);
			paths[k] = texts[k];
		}
		assert_int_equal(jobs_plan(&jobs, &arena, paths, 3, rows[i].output, &diags), rows[i].findings == 0);
		assert_int_equal(diags.count, rows[i].findings);
		diags_release(&diags);
		arena_release(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_names), cmocka_unit_test(test_clashes)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
