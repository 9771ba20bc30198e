/* The adapter to md4c: trees with places, and everything a clause may not hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>
#include <md4c.h>

#include "outputs/library/markdown.h"
#include "tests/unit/findings.h"

struct world {
	struct arena arena;
	struct diags diags;
	struct md_text text;
	struct md_line lines[64];
	const struct md_node *root;
};

static void read_text(struct world *world, const char *text)
{
	arena_init(&world->arena);
	diags_init(&world->diags);
	world->text = (struct md_text){.text = text, .size = strlen(text), .file = "f.md", .lines = world->lines};
	for (size_t i = 0; i <= world->text.size && world->text.line_count < 64; i++)
		if (!i || text[i - 1] == '\n') {
			world->lines[world->text.line_count] = (struct md_line){i, text + i, 10 + (int)world->text.line_count};
			world->text.line_count++;
		}
	world->root = md_read(&world->arena, &world->text, &world->diags);
}

static void release(struct world *world)
{
	diags_release(&world->diags);
	arena_release(&world->arena);
}

static void show(struct buf *buf, const struct world *world, const struct md_node *node)
{
	static const char *const names[] = {"p", "h", "ul", "li", "table", "tr", "td", "", "b", "i", "br", "a"};
	for (; node; node = node->next) {
		struct pos pos = md_pos(&world->text, node->first);
		if (node->kind == MD_NODE_TEXT) {
			buf_addf(buf, "\"%s\"", node->text);
		} else {
			buf_adds(buf, node->header ? "th" : names[node->kind]);
			if (node->level)
				buf_addf(buf, "%d", node->level);
			if (node->href)
				buf_addf(buf, "[%s]", node->href);
			if (node->kind != MD_NODE_BREAK && node->kind != MD_NODE_CELL)
				buf_addf(buf, "@%d:%d", pos.line, pos.col);
			if (node->child) {
				buf_addc(buf, '(');
				show(buf, world, node->child);
				buf_addc(buf, ')');
			}
		}
		buf_adds(buf, node->next ? " " : "");
	}
}

static void test_trees(void **state)
{
	static const struct {
		const char *text, *tree;
	} cases[] = {
		{"", ""},
		{"\n\n", ""},
		{"One\ntwo  three.\n\nFour", "p@10:1(\"One two  three.\") p@13:1(\"Four\")"},
		{"- a\n- b\n", "ul@10:3(li@10:3(\"a\") li@11:3(\"b\"))"},
		{"- a\n\n- b\n  c\n", "ul@10:3(li@10:3(\"a\") li@12:3(\"b c\"))"}, /* looseness is no part of the tree */
		{"### **B** x", "h3@10:7(b@10:7(\"B\") \" x\")"},
		{"#### T ####\n", "h4@10:6(\"T\")"},
		{"a\\\nb", "p@10:1(\"a\" br \"b\")"},
		{"\\*a\\* &amp; &#x41;&#66;&sect; (c) -- \"q\"", "p@10:2(\"*a* & AB\xC2\xA7 (c) -- \"q\"\")"},
		{"Art. 6(1)(c) and x_y_z 1 < 2 > 1", "p@10:1(\"Art. 6(1)(c) and x_y_z 1 < 2 > 1\")"},
		{"[a *b*](#c) []( #d )", "p@10:2(a[#c]@10:2(\"a \" i@10:5(\"b\")) \" \" a[#d]@10:17)"},
		{"[](#c)", "p@10:4(a[#c]@10:4)"},
		{"<https://x.example/?a=1&b> <a@b.example>", "p@10:2(a[https://x.example/?a=1&b]@10:2(\"https://x.example/?a=1&b\") \" \" a[mailto:a@b.example]@10:29(\"a@b.example\"))"},
		{"https://x.example www.x.example a@b.example", "p@10:1(\"https://x.example www.x.example a@b.example\")"},
		{"[a](<x y> )", "p@10:2(a[x y]@10:2(\"a\"))"},
		{"    not code", "p@10:5(\"not code\")"},
		{"| A | B |\n| --- | --- |\n| 1 | |\n| \\| | *x* |", "table@10:3(th@10:3(td(\"A\") td(\"B\")) tr@12:3(td(\"1\") td) tr@13:4(td(\"|\") td(i@13:9(\"x\"))))"},
		{"| A |\n| --- |\n\nB", "table@10:3(th@10:3(td(\"A\"))) p@13:1(\"B\")"},
		{"\xC3\xA4 **\xC3\xB6**", "p@10:1(\"\xC3\xA4 \" b@10:5(\"\xC3\xB6\"))"},
		{"a\xEE\x80\x80" "00aab **\xEE\x80\x80" "01a**s", "p@10:1(\"a\xEE\x80\x80" "00aab \" b@10:11(\"\xEE\x80\x80" "01a\") \"s\")"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		struct buf buf = BUF_INIT;
		read_text(&world, cases[i].text);
		assert_findings(&world.diags, "");
		assert_non_null(world.root);
		show(&buf, &world, world.root->child);
		assert_string_equal(buf.s, cases[i].tree);
		buf_release(&buf);
		release(&world);
	}
}

static void test_refused(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		{"a\n\n> b", "clause-markup:12:1"},
		{"a\n\n1. b", "clause-markup:12:1"},
		{"* b", "clause-markup:10:1"},
		{"- a\n  - b", "clause-markup:11:3"},
		{"- a\n\n  b", "clause-markup:12:3"},
		{"- ### a", "clause-markup:10:1"},
		{"a\n\n***\n\nb", "clause-markup:12:1"},
		{"a\n\n```\nb\n```\n", "clause-markup:12:1"},
		{"a `b` c", "clause-markup:10:3"},
		{"a ![b](c) d", "clause-markup:10:3"},
		{"# a", "clause-markup:10:1"},
		{"a\n\n##### b", "clause-markup:12:1"},
		{"a\n===", "clause-markup:10:1"},
		{"a  \nb", "clause-markup:10:2"},
		{"[a](#b \"c\")", "clause-markup:10:5"},
		{"a <b>c</b>", "clause-html:10:3 clause-html:10:7"},
		{"a\n\n<div>\nb\n</div>", "clause-html:12:1"},
		{"<!-- a -->", "clause-html:10:1"},
		{"a\n\n[b]: /c", "clause-reference:12:3"},
		{"[a\nb]: /c", "clause-reference:11:2"},
		{"a &nonsense; b", "clause-entity:10:3"},
		{"a &#0; &#x202E; &#xE000;", "clause-entity:10:3 clause-entity:10:8 clause-entity:10:17"},
		{"a\n-\n", "clause-markup:10:1"}, /* a line under a paragraph makes a heading */
		{"- a\n-\n- b", "clause-empty-block:11:1"},
		{"a\n\n###\n", "clause-empty-block:12:1"},
		{"| A | B |\n| --- | --- |\n| | |\n", "clause-empty-block:11:1"},
		{"| A | B |\n| --- | --- |\n| 1 | 2 | 3 |\n", "clause-row-cells:12:3"},
		{"| A | B |\n| --- | --- |\n| 1 |\n", "clause-row-cells:12:3"},
		{"| A | B |\n\n| 1 | 2 |\n", "clause-table-broken:10:1 clause-table-broken:12:1"},
		{"*a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b *a **b c** a* b** a* b** a* b** a* b** a* b** a* b** a* b** a* b** a* b** a* "
			"b** a* b** a* b** a* b** a*", "clause-depth:10:81"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		read_text(&world, cases[i].text);
		assert_findings(&world.diags, cases[i].findings);
		assert_null(world.root);
		release(&world);
	}
}

/* md4c hands out pointers into its input: nowhere promised, relied upon for every place in a clause. Line breaks are the known exception. */
struct identity {
	const char *text;
	size_t size, inside;
};

static int check_identity(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct identity *identity = context;
	bool inside = text >= identity->text && text + size <= identity->text + identity->size;
	assert_true(inside || type == MD_TEXT_SOFTBR || type == MD_TEXT_BR);
	identity->inside += inside;
	return 0;
}

static int ignore_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	(void)type, (void)detail, (void)context;
	return 0;
}

static int check_link(MD_SPANTYPE type, void *detail, void *context)
{
	struct identity *identity = context;
	if (type == MD_SPAN_A) {
		const MD_ATTRIBUTE *href = &((MD_SPAN_A_DETAIL *)detail)->href;
		assert_true(href->text >= identity->text && href->text < identity->text + identity->size);
	}
	return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *context)
{
	(void)type, (void)detail, (void)context;
	return 0;
}

static void test_pointer_identity(void **state)
{
	static const char text[] = "A \\* &amp; *b* [c](#d)\ne\\\nf\n\n- g\n- h\n  i\n\n| j | k |\n| --- | --- |\n| \\| l | **m** |\n\n### n <https://o.example>\n";
	const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS, .enter_block = ignore_block, .leave_block = ignore_block, .enter_span = check_link,
		.leave_span = ignore_span, .text = check_identity
	};
	struct identity identity = {text, sizeof text - 1, 0};
	(void)state;
	assert_int_equal(md_parse(text, sizeof text - 1, &parser, &identity), 0);
	assert_true(identity.inside >= 15);
}

/* Whatever it is fed, it ends, and every place it names lies in the text. */
static void check_places(const struct md_text *text, const struct md_node *node)
{
	for (; node; node = node->next) {
		assert_true(node->first <= node->last && node->last <= text->size);
		check_places(text, node->child);
	}
}

static void test_garbage(void **state)
{
	static const char *const parts[] = {"a", " ", "\n", "\n\n", "- ", "| ", "| --- |", "**", "*", "_", "[", "](", ")", "#x", "\\", "&amp;", "<", ">", "### ", "`", "1. ", "  ", "\xC3\xA4", "\t", "!"};
	uint32_t random = 12345;
	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct buf buf = BUF_INIT;
		struct world world;
		for (int i = 0; i < 40; i++) {
			random = random * 1664525u + 1013904223u;
			buf_adds(&buf, parts[(random >> 16) % (sizeof parts / sizeof *parts)]);
		}
		read_text(&world, buf.s);
		assert_true(world.root != NULL || world.diags.count > 0);
		if (world.root)
			check_places(&world.text, world.root->child);
		for (size_t i = 0; i < world.diags.count; i++)
			assert_true(world.diags.items[i].pos.line >= 10 && world.diags.items[i].pos.col >= 1);
		release(&world);
		buf_release(&buf);
	}
}

/* The longest body there may be, made of what parsers choke on: none takes long, so that nobody's overlay can hang the program. */
static void test_hostile(void **state)
{
	static const char *const parts[] = {"[", "*a ", "<", "|", "- ", "a\n", "![a](", "**a*_", "&", "`a``", "\\", "[](#a)", "| a |\n| --- |\n", "> ", "<!--", "[a](<b"};
	(void)state;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		struct buf buf = BUF_INIT;
		struct world world;
		while (buf.len < 65536)
			buf_adds(&buf, parts[i]);
		read_text(&world, buf.s);
		release(&world);
		buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_trees), cmocka_unit_test(test_refused), cmocka_unit_test(test_pointer_identity), cmocka_unit_test(test_garbage),
		cmocka_unit_test(test_hostile),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
