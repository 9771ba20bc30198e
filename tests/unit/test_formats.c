/* The fragment, plain text and JSON: expected bytes for the edges, and what holds for any document. (test_write.c has Markdown and the page.) */
#include "base/text.h"
#include "outputs/write/style.h"
#include "outputs/write/write.h"
#include "tests/unit/oracle.h"
#include "tests/unit/random_document.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct document *new_document(void)
{
	struct document *document = document_new();
	document->language = "en-GB";
	document->title = "Notice";
	tree_text(document, tree_section(document, NULL, 1, "top")->first, "Notice");
	return document;
}

/* ---- plain text ---- */

static const char plain_title[] = "Notice\n======\n\n";

static void assert_plain(const struct document *document, const char *expected)
{
	struct buf buf = BUF_INIT;
	write_plain(&buf, document);
	assert_int_equal(strncmp(buf.s, plain_title, strlen(plain_title)), 0);
	assert_string_equal(buf.s + strlen(plain_title), expected);
	buf_release(&buf);
}

static void add_repeated(struct buf *buf, const char *text, int count)
{
	while (count-- > 0)
		buf_adds(buf, text);
}

#define HAN "\xE4\xB8\xAD"                 /* two columns */
#define E_ACUTE "e\xCC\x81"                /* one column, two characters */

/* A paragraph of a word repeated, before and behind others: where its lines end. */
static void test_plain_wraps(void **state)
{
	(void)state;
	static const struct {
		const char *before, *unit;
		int count;
		const char *behind;
		int lines[4]; /* columns of each line; 0: no more */
	} cases[] = {
		{"", "a", 78, "", {78}},
		{"", "a", 78, " b", {78, 1}},
		{"", "a", 76, " b", {78}},
		{"", "a", 77, " b", {77, 1}},
		{"b ", "a", 76, "", {78}},
		{"b ", "a", 77, "", {1, 77}},
		/* longer than a line: on a line of its own, then broken */
		{"b ", "a", 79, " c", {1, 78, 3}},
		{"", "a", 156, "", {78, 78}},
		{"", "a", 157, " b", {78, 78, 3}},
		/* two columns each, an odd one before */
		{"", HAN, 39, "", {78}},
		{"", HAN, 40, "", {78, 2}},
		{"", "a" HAN, 27, "", {78, 3}},
		{"b", HAN, 39, "", {77, 2}},
		/* clusters are not torn */
		{"", E_ACUTE, 78, "", {78}},
		{"", E_ACUTE, 79, "", {78, 1}},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct document *document = new_document();
		struct buf text = BUF_INIT, buf = BUF_INIT;
		buf_adds(&text, cases[i].before);
		add_repeated(&text, cases[i].unit, cases[i].count);
		buf_adds(&text, cases[i].behind);
		tree_text(document, tree_add(document, document->root, NODE_PARAGRAPH), text.s);
		write_plain(&buf, document);
		const char *line = buf.s + strlen(plain_title);
		for (size_t k = 0; k < COUNT(cases[i].lines) && cases[i].lines[k]; k++) {
			size_t size = strcspn(line, "\n");
			if (text_width(line, size) != (size_t)cases[i].lines[k])
				fail_msg("case %zu: line %zu has %zu columns", i, k, text_width(line, size));
			assert_true((unsigned char)*line < 0x80 || (unsigned char)*line >= 0xC0);
			assert_int_not_equal(strncmp(line, "\xCC\x81", 2), 0);
			line += size + 1;
		}
		assert_string_equal(line, "");
		buf_release(&text);
		buf_release(&buf);
		document_free(document);
	}
}

/* One cluster that is wider than a line stays whole: there is no good place to break it. */
static void test_plain_wide_cluster(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct buf text = BUF_INIT, expected = BUF_INIT;
	add_repeated(&text, "\xF0\x9F\x91\xA9\xE2\x80\x8D", 50);
	buf_adds(&text, "\xF0\x9F\x91\xA9");
	buf_addf(&expected, "a\n%s\nb\n", text.s);
	struct node *block = tree_add(document, document->root, NODE_PARAGRAPH);
	tree_text(document, block, "a ");
	tree_text(document, block, text.s);
	tree_text(document, block, " b");
	assert_plain(document, expected.s);
	buf_release(&text);
	buf_release(&expected);
	document_free(document);
}

static void test_plain_blocks(void **state)
{
	(void)state;
	static const struct {
		enum node_kind kind;
		const char *notation, *expected;
	} cases[] = {
		{NODE_PARAGRAPH, " a  *b*_c_ ~ d ", "a bc d\n"},
		{NODE_PARAGRAPH, "a/b", "a\nb\n"},
		{NODE_PARAGRAPH, "see {#top|Notice} or {https://a.example/|a page}", "see Notice or a page <https://a.example/>\n"},
		{NODE_PARAGRAPH, "{mailto:a@b.example|a@b.example} {mailto:a@b.example|us} {https://a.example|https:\\/\\/a.example}",
			"a@b.example us <a@b.example> https://a.example\n"},
		{NODE_PARAGRAPH, "a ?[not answered: b]? c", "a [not answered: b] c\n"},
		{NODE_GAP, "[not answered: b]", "!! [not answered: b]\n"},
		{NODE_GAP, "a aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/b",
			"!! a\n!! aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n!! b\n"},
		{NODE_PARAGRAPH, "---", "---\n"},
		{NODE_PARAGRAPH, "a\xC2\xA0" "b", "a\xC2\xA0" "b\n"},
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct document *document = new_document();
		document->draft = true;
		tree_inlines(document, tree_add(document, document->root, cases[i].kind), cases[i].notation);
		assert_plain(document, cases[i].expected);
		document_free(document);
	}
}

static void test_plain_lists_and_headings(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct node *section = tree_section(document, document->root, 2, "two");
	tree_text(document, section->first, HAN " two");
	struct node *list = tree_add(document, section, NODE_LIST);
	tree_inlines(document, tree_add(document, list, NODE_ITEM), "a/b");
	tree_inlines(document, tree_add(document, list, NODE_ITEM),
		"This item is longer than one line of seventy-eight columns, therefore it goes on below");
	struct node *deeper = tree_section(document, section, 3, "three");
	tree_text(document, deeper->first, "Three");
	tree_inlines(document, tree_add(document, deeper, NODE_PARAGRAPH), "a");
	struct node *heading = tree_add(document, deeper, NODE_HEADING);
	heading->level = 4;
	tree_inlines(document, heading, "A heading that is longer than one line of seventy-eight columns must go on below");
	assert_plain(document,
		HAN " two\n------\n\n* a\n  b\n* This item is longer than one line of seventy-eight columns, therefore it\n  goes on below\n\n"
		"Three\n~~~~~\n\na\n\nA heading that is longer than one line of seventy-eight columns must go on\nbelow\n"
		"..........................................................................\n");
	document_free(document);
}

static struct document *table_document(const char *const *cells, size_t columns, size_t rows)
{
	struct document *document = new_document();
	struct node *table = tree_add(document, document->root, NODE_TABLE);
	for (size_t i = 0; i < rows; i++) {
		struct node *row = tree_add(document, table, NODE_ROW);
		for (size_t j = 0; j < columns; j++)
			tree_inlines(document, tree_add(document, row, NODE_CELL), cells[i * columns + j]);
	}
	return document;
}

static void test_plain_tables(void **state)
{
	(void)state;
	static const char *const small[] = {"Name", "What", "Where", "a", "", HAN, "", "", "", "*c* d", "{https://e.example|e}", "f"};
	struct document *document = table_document(small, 3, 4);
	assert_plain(document,
		"Name  What                   Where\n----  ---------------------  -----\na                            " HAN "\n\n"
		"c d   e <https://e.example>  f\n");
	document_free(document);
	/* 38 + 2 + 38 columns fit, one more does not */
	static const char *const fitting[] = {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb", "c", "d"};
	document = table_document(fitting, 2, 2);
	assert_plain(document,
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n"
		"--------------------------------------  --------------------------------------\n"
		"c                                       d\n");
	document_free(document);
	static const char *const wide[] = {"Name", "What", "Where",
		"a", "This cell alone is longer than one line of seventy-eight columns, and it goes on", "b", "", "c", ""};
	document = table_document(wide, 3, 3);
	assert_plain(document,
		"* Name: a\n  What: This cell alone is longer than one line of seventy-eight columns, and\n    it goes on\n  Where: b\n* What: c\n");
	document_free(document);
}

/* Which words stand in the text, without white space. */
static void add_ink(struct buf *buf, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text != ' ' && *text != '\n' && *text != '\t')
			buf_addc(buf, *text);
}

/* Between the lines of these comes nothing but white space. A header is said again with each cell, and not at all without. */
static bool stands_plainly(const struct node *node)
{
	while (node_is_inline(node->kind))
		node = node->parent;
	return node->kind != NODE_GAP && (node->kind != NODE_CELL || node->parent != node->parent->parent->first);
}

/* Any document: lines fit, end in no space and hold no control character; paragraphs lose no character. */
static void assert_plain_holds(const struct document *document, unsigned long seed)
{
	struct buf buf = BUF_INIT, words = BUF_INIT, ink = BUF_INIT;
	write_plain(&buf, document);
	if (text_control(buf.s) != NULL)
		fail_msg("seed %lu: a control character", seed);
	add_ink(&ink, buf.s);
	for (const char *line = buf.s; *line != '\0'; line += strcspn(line, "\n") + 1) {
		size_t size = strcspn(line, "\n");
		if (size > 0 && line[size - 1] == ' ')
			fail_msg("seed %lu: a space at the end of: %.*s", seed, (int)size, line);
		if (text_width(line, size) > 78)
			fail_msg("seed %lu: wider than 78: %.*s", seed, (int)size, line);
	}
	for (const struct node *node = document->root; node != NULL; node = node_walk(node, document->root)) {
		if (node->kind != NODE_TEXT || !stands_plainly(node))
			continue;
		buf_clear(&words);
		add_ink(&words, node->text);
		if (strstr(ink.s, words.s) == NULL)
			fail_msg("seed %lu: these words are missing: %s", seed, node->text);
	}
	buf_release(&buf);
	buf_release(&words);
	buf_release(&ink);
}

/* ---- the fragment ---- */

/* In each rule every selector begins with the class of the fragment. */
static void test_fragment_style(void **state)
{
	(void)state;
	size_t rules = 0;
	for (const char *line = fragment_style; *line != '\0'; line += strcspn(line, "\n") + 1) {
		if (line[0] == '}' || strncmp(line, "@media ", strlen("@media ")) == 0)
			continue;
		const char *rule = line + strspn(line, "\t");
		if (strncmp(rule, ".noticesmith", strlen(".noticesmith")) != 0 || strchr(" .", rule[strlen(".noticesmith")]) == NULL)
			fail_msg("not scoped: %.*s", (int)strcspn(line, "\n"), line);
		int depth = 0;
		for (const char *p = rule; *p != '{'; p++) { /* a comma outside of :is() would begin another selector */
			depth += (*p == '(') - (*p == ')');
			assert_false(*p == ',' && depth == 0);
			assert_int_not_equal(*p, '\n');
		}
		assert_int_equal(line[strcspn(line, "\n") - 1], '}');
		rules++;
	}
	assert_true(rules > 15);
	assert_null(strpbrk(fragment_style, "<&"));
	static const char *const never[] = {"url(", "@import", "@font-face", "http", ":root"};
	for (size_t i = 0; i < COUNT(never); i++)
		assert_null(strstr(fragment_style, never[i]));
}

static void test_fragment(void **state)
{
	(void)state;
	struct document *document = new_document();
	document->language = "en-\"GB";
	document->contents = "Contents";
	tree_inlines(document, tree_add(document, document->root, NODE_PARAGRAPH), "a & {#two|b}");
	struct node *section = tree_section(document, document->root, 2, "two");
	tree_text(document, section->first, "Two");
	tree_inlines(document, tree_add(document, section, NODE_PARAGRAPH), "c");
	struct buf buf = BUF_INIT, expected = BUF_INIT;
	buf_addf(&expected, "<section class=\"noticesmith\" lang=\"en-&quot;GB\">\n<style>\n%s</style>\n", fragment_style);
	buf_adds(&expected, "<h1 id=\"top\">Notice</h1>\n<p>a &amp; <a href=\"#two\">b</a></p>\n"
		"<section>\n<h2 id=\"two\">Two</h2>\n<p>c</p>\n</section>\n</section>\n");
	write_fragment(&buf, document);
	assert_string_equal(buf.s, expected.s);
	document->draft = true;
	buf_clear(&buf);
	write_fragment(&buf, document);
	assert_non_null(strstr(buf.s, "<section class=\"noticesmith draft\" "));
	buf_release(&buf);
	buf_release(&expected);
	document_free(document);
}

static void assert_fragment_holds(const struct document *document, unsigned long seed)
{
	struct buf page = BUF_INIT, fragment = BUF_INIT, why = BUF_INIT;
	write_html(&page, document);
	write_fragment(&fragment, document);
	if (!oracle_same_page(page.s, page.len, fragment.s, fragment.len, &why))
		fail_msg("seed %lu: %s", seed, why.s);
	buf_release(&page);
	buf_release(&fragment);
	buf_release(&why);
}

/* ---- JSON ---- */

/* The same node, and the same below it. */
static bool same_node(const json_t *json, const struct node *node)
{
	const char *text = json_string_value(json_object_get(json, "text")), *href = json_string_value(json_object_get(json, "href"));
	const json_t *children = json_object_get(json, "children");
	bool same = (text == NULL) == (node->text == NULL) && (text == NULL || strcmp(text, node->text) == 0) &&
		(href == NULL) == (node->href == NULL) && (href == NULL || strcmp(href, node->href) == 0) &&
		json_is_string(json_object_get(json, "kind")) && json_is_object(json_object_get(json, "origin"));
	size_t i = 0;
	for (const struct node *child = node->first; child != NULL && same; child = child->next)
		same = same_node(json_array_get(children, i++), child);
	return same && json_array_size(children) == i;
}

static void assert_json_holds(const struct document *document, unsigned long seed)
{
	struct buf buf = BUF_INIT;
	json_error_t error;
	write_json(&buf, document);
	json_t *json = json_loadb(buf.s, buf.len, JSON_REJECT_DUPLICATES, &error);
	if (json == NULL)
		fail_msg("seed %lu: %d: %s", seed, error.line, error.text);
	assert_int_equal(json_integer_value(json_object_get(json, "version")), 1);
	if (!same_node(json_object_get(json, "document"), document->root))
		fail_msg("seed %lu: another document came back", seed);
	json_decref(json);
	buf_release(&buf);
}

static void test_json(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct node *block = tree_add(document, document->root, NODE_PARAGRAPH);
	tree_inlines(document, block, "\"\\\\\xC3\xA9{mailto:a@b.example|us}");
	static const struct origin origin = {.clause = "top.version", .file = "clauses/en/00-top.md", .line = 7, .law = "Art. 13 GDPR"};
	block->origin = &origin;
	struct buf buf = BUF_INIT;
	write_json(&buf, document);
	assert_string_equal(buf.s,
		"{\n  \"version\": 1,\n  \"language\": \"en-GB\",\n  \"title\": \"Notice\",\n  \"draft\": false,\n  \"document\": {\n"
		"    \"kind\": \"section\",\n    \"level\": 1,\n    \"id\": \"top\",\n    \"origin\": {},\n    \"children\": [\n"
		"      {\n        \"kind\": \"heading\",\n        \"level\": 1,\n        \"origin\": {},\n        \"children\": [\n"
		"          {\n            \"kind\": \"text\",\n            \"text\": \"Notice\",\n            \"origin\": {}\n          }\n        ]\n      },\n"
		"      {\n        \"kind\": \"paragraph\",\n        \"origin\": {\n          \"clause\": \"top.version\",\n"
		"          \"file\": \"clauses/en/00-top.md\",\n          \"line\": 7,\n          \"law\": \"Art. 13 GDPR\"\n        },\n        \"children\": [\n"
		"          {\n            \"kind\": \"text\",\n            \"text\": \"\\\"\\\\\xC3\xA9\",\n            \"origin\": {}\n          },\n"
		"          {\n            \"kind\": \"link\",\n            \"href\": \"mailto:a@b.example\",\n            \"origin\": {},\n            \"children\": [\n"
		"              {\n                \"kind\": \"text\",\n                \"text\": \"us\",\n                \"origin\": {}\n              }\n"
		"            ]\n          }\n        ]\n      }\n    ]\n  }\n}\n");
	buf_release(&buf);
	document_free(document);
}

/* ---- any document ---- */

static void test_hostile_values(void **state)
{
	(void)state;
	struct buf value = BUF_INIT;
	for (unsigned long seed = 1; seed <= 2000; seed++) {
		struct random random = {seed * 0x9E3779B97F4A7C15u};
		struct document *document = new_document();
		struct node *section = tree_section(document, document->root, 2, "one");
		tree_text(document, section->first, "Values");
		document->draft = true;
		make_value(&random, &value, false);
		add_everywhere(document, section, value.s, &random);
		assert_plain_holds(document, seed);
		assert_fragment_holds(document, seed);
		assert_json_holds(document, seed);
		document_free(document);
	}
	buf_release(&value);
}

static void test_random_documents(void **state)
{
	(void)state;
	struct buf value = BUF_INIT;
	for (unsigned long seed = 1; seed <= 1000; seed++) {
		struct random random = {seed * 0xD1B54A32D192ED03u};
		struct document *document = random_document(&random, &value);
		assert_plain_holds(document, seed);
		assert_fragment_holds(document, seed);
		assert_json_holds(document, seed);
		document_free(document);
	}
	buf_release(&value);
}

/* Writers append, and a document without a root is no reason to crash. */
static void test_appends(void **state)
{
	(void)state;
	struct document *document = new_document(), *empty = document_new();
	struct buf buf = BUF_INIT;
	buf_adds(&buf, "a!");
	write_plain(&buf, document);
	assert_string_equal(buf.s, "a!Notice\n======\n");
	buf_clear(&buf);
	write_plain(&buf, empty);
	assert_string_equal(buf.s, "");
	write_fragment(&buf, empty);
	assert_non_null(strstr(buf.s, "</style>\n</section>\n"));
	buf_clear(&buf);
	write_json(&buf, empty);
	assert_string_equal(buf.s, "{\n  \"version\": 1,\n  \"draft\": false\n}\n");
	buf_release(&buf);
	document_free(document);
	document_free(empty);
}

static int start(void **state)
{
	(void)state;
	oracle_start();
	return 0;
}

static int end(void **state)
{
	(void)state;
	oracle_end();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_wraps),
		cmocka_unit_test(test_plain_wide_cluster),
		cmocka_unit_test(test_plain_blocks),
		cmocka_unit_test(test_plain_lists_and_headings),
		cmocka_unit_test(test_plain_tables),
		cmocka_unit_test(test_fragment_style),
		cmocka_unit_test(test_fragment),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_hostile_values),
		cmocka_unit_test(test_random_documents),
		cmocka_unit_test(test_appends),
	};
	return cmocka_run_group_tests(tests, start, end);
}
