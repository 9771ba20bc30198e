/*
 * The oracle: our Markdown, read by cmark-gfm and by md4c, says the same as our page, in the same structure and the same words.
 *
 *     test_oracle                          random documents full of hostile values
 *                                          NS_ORACLE_VALUES scales their number (100,000 by default)
 *                                          NS_ORACLE_KEEP names a file that gets the first Markdown that fails
 *     test_oracle A.md A.html B.md B.html  compares pairs of files, one TAP line a pair
 */
#include "base/buf.h"
#include "outputs/document/document.h"
#include "outputs/write/write.h"
#include "tests/unit/oracle.h"
#include "tests/unit/random_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool document_is_same(const struct document *document)
{
	struct buf markdown = BUF_INIT, page = BUF_INIT;
	write_markdown(&markdown, document);
	write_html(&page, document);
	struct buf why = BUF_INIT;
	bool same = oracle_same(markdown.s, markdown.len, page.s, page.len, &why);
	fputs(why.s, stdout);
	const char *keep = getenv("NS_ORACLE_KEEP");
	FILE *file = !same && keep != NULL ? fopen(keep, "wb") : NULL;
	if (file != NULL) {
		fwrite(markdown.s, 1, markdown.len, file);
		fclose(file);
	}
	buf_release(&why);
	buf_release(&markdown);
	buf_release(&page);
	return same;
}

/* ---- building ---- */

static struct document *new_document(void)
{
	struct document *document = document_new();
	document->language = "en-GB";
	document->title = "Privacy <notice> & more";
	document->contents = "Contents";
	document->draft = true;
	tree_text(document, tree_section(document, NULL, 1, "top")->first, "Privacy notice");
	return document;
}

static void check(struct document *document, uint64_t seed)
{
	const char *flaw = document_flaw(document);
	if (flaw != NULL)
		fail_msg("seed %llu: %s", (unsigned long long)seed, flaw);
	if (!document_is_same(document)) {
		printf("# seed %llu\n", (unsigned long long)seed);
		fail();
	}
}

/* ---- hostile values ---- */

static unsigned long value_count(void)
{
	const char *count = getenv("NS_ORACLE_VALUES");
	return count != NULL ? strtoul(count, NULL, 10) : 100000;
}

static void test_hostile_values(void **state)
{
	(void)state;
	enum { BATCH = 50 };
	unsigned long count = value_count();
	struct buf value = BUF_INIT;
	for (unsigned long done = 0, seed = 1; done < count; done += BATCH, seed++) {
		struct random random = {seed * 0x9E3779B97F4A7C15u};
		struct document *document = new_document();
		struct node *section = tree_section(document, document->root, 2, "one");
		tree_text(document, section->first, "Values");
		for (int i = 0; i < BATCH; i++) {
			make_value(&random, &value, false);
			add_everywhere(document, section, value.s, &random);
		}
		check(document, seed);
		document_free(document);
	}
	buf_release(&value);
}

static void test_random_documents(void **state)
{
	(void)state;
	struct buf value = BUF_INIT;
	for (unsigned long seed = 1; seed <= value_count() / 20; seed++) {
		struct random random = {seed * 0xD1B54A32D192ED03u};
		struct document *document = random_document(&random, &value);
		check(document, seed);
		document_free(document);
	}
	buf_release(&value);
}

/* ---- the oracle itself ---- */

/* An oracle that finds no difference where there is one would be worth nothing. */
static void test_oracle_sees_differences(void **state)
{
	(void)state;
	static const struct {
		const char *markdown, *page;
		bool same;
	} cases[] = {
		{"# <a id=\"top\"></a>A\n\nb **c** d\n", "<main><h1 id=\"top\">A</h1><p>b <strong>c</strong> d</p></main>", true},
		{"# <a id=\"top\"></a>A\n\nb\n", "<main><h1 id=\"other\">A</h1><p>b</p></main>", false},
		{"a *b*\n", "<main><p>a b</p></main>", false},
		{"a b\n", "<main><p>a <em>b</em></p></main>", false},
		{"a <b>b</b>\n", "<main><p>a b</p></main>", false},
		{"a &amp; b\n", "<main><p>a &amp;amp; b</p></main>", false},
		{"- a\n\n- b\n", "<main><ul><li>a</li><li>b</li></ul></main>", false},
		{"[a](b)\n", "<main><p><a href=\"c\">a</a></p></main>", false},
		{"| a |\n| --- |\n| b |\n",
		"<main><table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></main>", true},
		{"| a |\n| --- |\n| b | c |\n", "<main><table><tr><th>a</th></tr><tr><td>b</td><td>c</td></tr></table></main>", false},
		{"a\n---\n", "<main><p>a ---</p></main>", false},
		{"a\n", "<main><p>a</main>", false},
		{"> a\n", "<main><div class=\"gap\" role=\"note\"><p>a</p></div></main>", true},
	};
	struct buf why = BUF_INIT;
	for (size_t i = 0; i < COUNT(cases); i++)
		if (oracle_same(cases[i].markdown, strlen(cases[i].markdown), cases[i].page, strlen(cases[i].page), &why) != cases[i].same)
			fail_msg("case %zu: %s", i, why.s);
	buf_release(&why);
}

/* ---- pairs of files ---- */

static bool read_whole(const char *path, struct buf *buf)
{
	FILE *file = fopen(path, "rb");
	if (file == NULL)
		return false;
	char piece[4096];
	for (size_t n; (n = fread(piece, 1, sizeof piece, file)) > 0;)
		buf_add(buf, piece, n);
	bool good = !ferror(file);
	fclose(file);
	return good;
}

static int compare_files(int count, char **paths)
{
	int failures = 0;
	printf("1..%d\n", count / 2);
	for (int i = 0; i + 1 < count; i += 2) {
		struct buf markdown = BUF_INIT, page = BUF_INIT, why = BUF_INIT;
		bool same = read_whole(paths[i], &markdown) && read_whole(paths[i + 1], &page) &&
			oracle_same(markdown.s, markdown.len, page.s, page.len, &why);
		fputs(why.s, stdout);
		printf("%sok %d - %s says the same as %s\n", same ? "" : "not ", i / 2 + 1, paths[i], paths[i + 1]);
		failures += !same;
		buf_release(&why);
		buf_release(&markdown);
		buf_release(&page);
	}
	return failures > 0;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_oracle_sees_differences),
		cmocka_unit_test(test_hostile_values),
		cmocka_unit_test(test_random_documents),
	};
	oracle_start();
	atexit(oracle_end);
	if (argc > 1)
		return compare_files(argc - 1, argv + 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
