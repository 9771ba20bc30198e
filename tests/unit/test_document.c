/* The document: building, walking, plain text, and what counts as a flaw. */
#include "base/buf.h"
#include "outputs/document/document.h"
#include "tests/unit/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A sound document with one of everything. */
static struct document *sample(void)
{
	struct document *document = document_new();
	document->language = "en-GB";
	document->title = "Notice";
	document->draft = true;
	struct node *root = tree_section(document, NULL, 1, "top");
	struct node *heading = root->first;
	root->first = root->last = heading->parent = NULL;
	tree_inlines(document, tree_add(document, root, NODE_BANNER), "Draft");
	node_append(root, heading);
	tree_inlines(document, heading, "Notice");
	tree_inlines(document, tree_add(document, root, NODE_PARAGRAPH), "Version *3* {#who|who}");
	struct node *section = tree_section(document, root, 2, "who");
	tree_inlines(document, section->first, "Who");
	tree_inlines(document, tree_add(document, section, NODE_PARAGRAPH), "Acme/Street 1/{mailto:a@b.example|a@b.example}");
	struct node *list = tree_add(document, section, NODE_LIST);
	tree_inlines(document, tree_add(document, list, NODE_ITEM), "one");
	tree_inlines(document, tree_add(document, list, NODE_ITEM), "two ?[open]?");
	struct node *table = tree_add(document, section, NODE_TABLE);
	for (int i = 0; i < 2; i++) {
		struct node *row = tree_add(document, table, NODE_ROW);
		tree_inlines(document, tree_add(document, row, NODE_CELL), "cell");
		tree_inlines(document, tree_add(document, row, NODE_CELL), i == 0 ? "_head_" : "");
	}
	tree_inlines(document, tree_add(document, section, NODE_GAP), "gap");
	return document;
}

/* The n-th node of a kind, from 0. */
static struct node *find(struct document *document, enum node_kind kind, int n)
{
	for (const struct node *node = document->root; node != NULL; node = node_walk(node, document->root))
		if (node->kind == kind && n-- == 0)
			return (struct node *)(uintptr_t)node;
	return NULL;
}

static void test_plain_text(void **state)
{
	(void)state;
	struct document *document = sample();
	struct buf buf = BUF_INIT;
	node_plain_text(document->root, &buf);
	assert_string_equal(buf.s, "Draft\nNotice\nVersion 3 who\nWho\nAcme\nStreet 1\na@b.example\none\ntwo [open]\ncell\nhead\ncell\ngap");
	buf_clear(&buf);
	buf_adds(&buf, "x");
	node_plain_text(find(document, NODE_ITEM, 1), &buf);
	assert_string_equal(buf.s, "xtwo [open]");
	buf_release(&buf);
	document_free(document);
	document_free(NULL);
}

static void test_walk(void **state)
{
	(void)state;
	struct document *document = sample();
	size_t count = 0;
	for (const struct node *node = document->root; node != NULL; node = node_walk(node, document->root))
		count++;
	assert_int_equal(count, 42);
	const struct node *list = find(document, NODE_LIST, 0);
	count = 0;
	for (const struct node *node = list; node != NULL; node = node_walk(node, list))
		count++;
	assert_int_equal(count, 7);
	const struct node *text = find(document, NODE_TEXT, 0);
	assert_null(node_walk(text, text));
	document_free(document);
}

static void test_take_children(void **state)
{
	(void)state;
	struct document *document = document_new();
	struct node *to = document_node(document, NODE_PARAGRAPH, &tree_origin), *from = document_node(document, NODE_PARAGRAPH, &tree_origin);
	struct node *first = tree_text(document, from, "a"), *second = tree_text(document, from, "b");
	node_take_children(to, from);
	assert_ptr_equal(to->first, first);
	assert_ptr_equal(to->last, second);
	assert_ptr_equal(second->parent, to);
	assert_null(from->first);
	assert_null(from->last);
	node_take_children(to, from);
	assert_ptr_equal(to->last, second);
	struct node *third = tree_text(document, from, "c");
	node_take_children(to, from);
	assert_ptr_equal(second->next, third);
	assert_ptr_equal(to->last, third);
	document_free(document);
}

static void test_inline_kinds(void **state)
{
	(void)state;
	for (int kind = NODE_SECTION; kind <= NODE_OPEN; kind++)
		assert_int_equal(node_is_inline((enum node_kind)kind), kind >= NODE_TEXT);
}

/* ---- flaws: each spoils the sample in one way ---- */

static void no_language(struct document *d) { d->language = NULL; }
static void no_title(struct document *d) { d->title = ""; }
static void no_root(struct document *d) { d->root = NULL; }
static void other_root(struct document *d) { d->root->id = "start"; }
static void no_draft(struct document *d) { d->draft = false; }
static void no_id(struct document *d) { find(d, NODE_SECTION, 1)->id = NULL; }
static void odd_id(struct document *d) { find(d, NODE_SECTION, 1)->id = "a b"; }
static void same_id(struct document *d) { find(d, NODE_SECTION, 1)->id = "top"; }
static void section_level(struct document *d) { find(d, NODE_SECTION, 1)->level = 1; }
static void heading_level(struct document *d) { find(d, NODE_HEADING, 1)->level = 3; }
static void second_heading(struct document *d) { tree_inlines(d, tree_add(d, find(d, NODE_SECTION, 1), NODE_HEADING), "x"); }
static void late_block(struct document *d) { tree_inlines(d, tree_add(d, d->root, NODE_PARAGRAPH), "x"); }
static void late_banner(struct document *d) { tree_inlines(d, tree_add(d, find(d, NODE_SECTION, 1), NODE_BANNER), "x"); }
static void empty_section(struct document *d) { tree_inlines(d, tree_section(d, d->root, 2, "x")->first, "x"); }
static void headless_section(struct document *d) { find(d, NODE_SECTION, 1)->first = find(d, NODE_PARAGRAPH, 1); }
static void empty_heading(struct document *d) { tree_add(d, tree_section(d, d->root, 2, "x"), NODE_PARAGRAPH); }
static void empty_paragraph(struct document *d) { tree_add(d, find(d, NODE_SECTION, 1), NODE_PARAGRAPH); }
static void blank_paragraph(struct document *d) { tree_text(d, tree_add(d, find(d, NODE_SECTION, 1), NODE_PARAGRAPH), " \xC2\xA0"); }
static void empty_list(struct document *d) { tree_add(d, find(d, NODE_SECTION, 1), NODE_LIST); }
static void empty_item(struct document *d) { tree_add(d, find(d, NODE_LIST, 0), NODE_ITEM); }
static void empty_mark(struct document *d) { tree_add(d, find(d, NODE_PARAGRAPH, 0), NODE_STRONG); }
static void empty_text(struct document *d) { find(d, NODE_TEXT, 2)->text = ""; }
static void line_feed(struct document *d) { find(d, NODE_TEXT, 0)->text = "a\nb"; }
static void control(struct document *d) { find(d, NODE_TEXT, 0)->text = "a\x1B[0m"; }
static void bad_utf8(struct document *d) { find(d, NODE_TEXT, 0)->text = "a\xFF"; }
static void short_row(struct document *d) { tree_add(d, tree_add(d, find(d, NODE_TABLE, 0), NODE_ROW), NODE_CELL); }
static void broken_heading(struct document *d) { tree_inlines(d, find(d, NODE_HEADING, 0), "/x"); }
static void broken_cell(struct document *d) { tree_inlines(d, find(d, NODE_CELL, 0), "/x"); }
static void last_break(struct document *d) { tree_add(d, find(d, NODE_PARAGRAPH, 1), NODE_BREAK); }
static void first_break(struct document *d) { tree_inlines(d, tree_add(d, find(d, NODE_LIST, 0), NODE_ITEM), "/x"); }
static void double_break(struct document *d) { tree_inlines(d, find(d, NODE_PARAGRAPH, 1), "/ /x"); }
static void nested_bold(struct document *d) { tree_inlines(d, tree_add(d, find(d, NODE_STRONG, 0), NODE_EMPHASIS), "*x*"); }
static void nested_link(struct document *d) { tree_inlines(d, find(d, NODE_LINK, 0), "{#top|x}"); }
static void block_in_paragraph(struct document *d) { tree_inlines(d, tree_add(d, find(d, NODE_PARAGRAPH, 0), NODE_PARAGRAPH), "x"); }
static void inline_in_section(struct document *d) { tree_text(d, d->root, "x"); }
static void inline_in_list(struct document *d) { tree_text(d, find(d, NODE_LIST, 0), "x"); }
static void no_href(struct document *d) { find(d, NODE_LINK, 0)->href = NULL; }
static void bad_href(struct document *d) { find(d, NODE_LINK, 0)->href = "javascript:x"; }
static void lost_link(struct document *d) { find(d, NODE_LINK, 0)->href = "#nowhere"; }
static void wrong_parent(struct document *d) { find(d, NODE_TEXT, 2)->parent = d->root; }
static void wrong_last(struct document *d) { find(d, NODE_LIST, 0)->last = find(d, NODE_ITEM, 0); }
static void no_origin(struct document *d) { find(d, NODE_ITEM, 0)->origin = NULL; }

static void two_lists(struct document *d)
{
	for (int i = 0; i < 2; i++)
		tree_inlines(d, tree_add(d, tree_add(d, find(d, NODE_SECTION, 1), NODE_LIST), NODE_ITEM), "x");
}

static void test_flaws(void **state)
{
	(void)state;
	static const struct {
		void (*spoil)(struct document *document);
		const char *flaw; /* part of it */
	} cases[] = {
		{no_language, "no language"}, {no_title, "no title"}, {no_root, "the root"}, {other_root, "the root"},
		{no_draft, "no draft, but a: banner"},
		{no_id, "no usable id of: section"}, {odd_id, "no usable id"}, {same_id, "two sections with the id top"},
		{section_level, "wrong level of: section who"}, {heading_level, "no heading first in: section who"},
		{second_heading, "wrong level of a heading"},
		{late_block, "block after deeper sections in: section top"}, {late_banner, "banner that is not"},
		{empty_section, "nothing but a heading in: section x"},
		{headless_section, "no heading first"}, {empty_heading, "empty: heading"}, {empty_paragraph, "empty: paragraph"},
		{blank_paragraph, "no words in: paragraph"},
		{empty_list, "empty: list"}, {empty_item, "empty: item"}, {empty_mark, "empty: bold"}, {empty_text, "empty text in: paragraph"},
		{line_feed, "control character in: banner"}, {control, "control character"}, {bad_utf8, "no UTF-8 in: banner"},
		{short_row, "rows of different length"}, {broken_heading, "misplaced: line break"}, {broken_cell, "misplaced: line break"},
		{last_break, "misplaced line break in: paragraph"}, {first_break, "misplaced line break in: item"},
		{double_break, "misplaced line break in: paragraph"},
		{nested_bold, "nested: bold"}, {nested_link, "nested: link"}, {block_in_paragraph, "misplaced: paragraph"},
		{inline_in_section, "misplaced: text"}, {inline_in_list, "misplaced: text"},
		{no_href, "address that is not allowed"}, {bad_href, "address that is not allowed: link javascript:x"},
		{lost_link, "no section for: link #nowhere"},
		{wrong_parent, "wrong parent of: text"}, {wrong_last, "wrong last child of: list"}, {no_origin, "no origin of: item"},
		{two_lists, "two lists together in: section who"},
	};
	struct document *sound = sample();
	const char *flaw = document_flaw(sound);
	if (flaw != NULL)
		fail_msg("the sample: %s", flaw);
	document_free(sound);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct document *document = sample();
		cases[i].spoil(document);
		flaw = document_flaw(document);
		if (flaw == NULL || strstr(flaw, cases[i].flaw) == NULL)
			fail_msg("case %zu: %s, not %s", i, flaw != NULL ? flaw : "nothing", cases[i].flaw);
		document_free(document);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_text),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_take_children),
		cmocka_unit_test(test_inline_kinds),
		cmocka_unit_test(test_flaws),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
