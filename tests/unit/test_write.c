/* The writers: what each kind of node becomes, with expected bytes. (test_oracle.c asks readers about random trees.) */
#include "base/buf.h"
#include "outputs/document/document.h"
#include "outputs/write/style.h"
#include "outputs/write/write.h"
#include "tests/unit/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct document *new_document(void)
{
	struct document *document = document_new();
	document->language = "en-GB";
	document->title = "Notice";
	tree_text(document, tree_section(document, NULL, 1, "top")->first, "Notice");
	return document;
}

/* What stands behind the title in the Markdown, without the blank line before it; in the page, up to </main>. */
static void assert_body(const struct document *document, const char *markdown, const char *html)
{
	static const char title[] = "# <a id=\"top\"></a>Notice\n\n", page_title[] = "<h1 id=\"top\">Notice</h1>\n";
	struct buf buf = BUF_INIT;
	write_markdown(&buf, document);
	assert_int_equal(strncmp(buf.s, title, strlen(title)), 0);
	assert_string_equal(buf.s + strlen(title), markdown);
	buf_clear(&buf);
	write_html(&buf, document);
	char *body = strstr(buf.s, page_title);
	assert_non_null(body);
	body += strlen(page_title);
	*strstr(body, "</main>") = '\0';
	assert_string_equal(body, html);
	buf_release(&buf);
}

static void test_inlines(void **state)
{
	(void)state;
	static const struct {
		const char *notation, *markdown, *html;
	} cases[] = {
		{"a~ ~b", "a b", "a b"},
		{"a *b* c", "a **b** c", "a <strong>b</strong> c"},
		{"a _b_ c", "a _b_ c", "a <em>b</em> c"},
		/* white space moves out of marks, marks around nothing go, and nothing stays at the ends */
		{"a* b *c", "a **b** c", "a<strong> b </strong>c"},
		{"a* *b", "a b", "a<strong> </strong>b"},
		{" a *b * ", "a **b**", " a <strong>b </strong> "},
		{"a {#top| b }c", "a [b](#top) c", "a <a href=\"#top\"> b </a>c"},
		{"{#top| }a", "a", "<a href=\"#top\"> </a>a"},
		{"*{#top| b}*", "**[b](#top)**", "<strong><a href=\"#top\"> b</a></strong>"},
		/* beside letters */
		{"a*b*c", "&#x61;**b**c", "a<strong>b</strong>c"},
		{"a*bc*d", "a**bc**d", "a<strong>bc</strong>d"},
		{"a*(b)*c", "&#x61;**(b)**&#x63;", "a<strong>(b)</strong>c"},
		{"a_bc_d", "&#x61;_bc_&#x64;", "a<em>bc</em>d"},
		{"(*(b)*)", "(**(b)**)", "(<strong>(b)</strong>)"},
		{"\xC3\xA9*(b)*\xC3\xA9", "&#xE9;**(b)**&#xE9;", "\xC3\xA9<strong>(b)</strong>\xC3\xA9"},
		{"\xE2\x80\x9E*bc*\xE2\x80\x9C", "\xE2\x80\x9E**bc**\xE2\x80\x9C", "\xE2\x80\x9E<strong>bc</strong>\xE2\x80\x9C"},
		{"a\\_b*(c)*d", "a\\_&#x62;**(c)**&#x64;", "a_b<strong>(c)</strong>d"},
		{"*\xC2\xA0" "b\xC2\xA0*", "**&#xA0;b&#xA0;**", "<strong>\xC2\xA0" "b\xC2\xA0</strong>"},
		/* marks beside and in marks */
		{"*a*_b_*c*", "**a**_b_**c**", "<strong>a</strong><em>b</em><strong>c</strong>"},
		{"*a**b*", "**ab**", "<strong>a</strong><strong>b</strong>"},
		{"*a*?b?", "**ab**", "<strong>a</strong><strong class=\"open\">b</strong>"},
		{"*a ?b? c*", "**a b c**", "<strong>a <span class=\"open\">b</span> c</strong>"},
		{"*_a_*", "**_a_**", "<strong><em>a</em></strong>"},
		{"_*a* b_", "_**a** b_", "<em><strong>a</strong> b</em>"},
		{"*a _b_*c", "**a _b_**&#x63;", "<strong>a <em>b</em></strong>c"},
		{"?[name of your company]?", "**\\[name of your company\\]**", "<strong class=\"open\">[name of your company]</strong>"},
		/* text in pieces means what it would mean in one */
		{"1~. a", "1\\. a", "1. a"},
		{"&~lt;", "\\&lt;", "&amp;lt;"},
		{"www~.x", "www\\.x", "www.x"},
		{"http:~\\/\\/a", "http\\://a", "http://a"},
		{"cal~\\_~visit", "cal_visit", "cal_visit"},
		{"*1*. a", "**1**. a", "<strong>1</strong>. a"},
		/* links */
		{"!{#top|a}", "\\![a](#top)", "!<a href=\"#top\">a</a>"},
		{"\\\\!{#top|a}", "\\\\\\![a](#top)", "\\!<a href=\"#top\">a</a>"},
		{"{#top|[a]}", "[\\[a\\]](#top)", "<a href=\"#top\">[a]</a>"},
		{"{mailto:a@b.example|a@b.example}", "<a@b.example>", "<a href=\"mailto:a@b.example\">a@b.example</a>"},
		{"{mailto:a@b.example|Write}", "[Write](mailto:a@b.example)", "<a href=\"mailto:a@b.example\">Write</a>"},
		{"{https://b.example/|https:\\/\\/b.example\\/}", "<https://b.example/>", "<a href=\"https://b.example/\">https://b.example/</a>"},
		{"{https://b.example/|b.example}", "[b.example](https://b.example/)", "<a href=\"https://b.example/\">b.example</a>"},
		{"{tel:+461|+461}", "[+461](tel:+461)", "<a href=\"tel:+461\">+461</a>"},
		{"{https://b.example/?a=1&b=(2)|x}", "[x](https://b.example/?a=1&b=\\(2\\))", "<a href=\"https://b.example/?a=1&amp;b=(2)\">x</a>"},
		{"a{mailto:a@b.example|a@b.example}*c*", "a<a@b.example>**c**",
		"a<a href=\"mailto:a@b.example\">a@b.example</a><strong>c</strong>"},
		/* line breaks: each line starts anew */
		{"a/b", "a\\\nb", "a<br/>b"},
		{"a / b", "a\\\nb", "a <br/> b"},
		{"a\\\\/b", "a\\\\\\\nb", "a\\<br/>b"},
		{"a/---", "a\\\n\\---", "a<br/>---"},
		{"a/===", "a\\\n\\===", "a<br/>==="},
		{"a/1. b", "a\\\n1\\. b", "a<br/>1. b"},
		{"a/:-", "a\\\n\\:-", "a<br/>:-"},
		{"a/# b", "a\\\n\\# b", "a<br/># b"},
		{"a/*- b*", "a\\\n**- b**", "a<br/><strong>- b</strong>"},
		{"a*/b*", "a\\\n**b**", "a<strong><br/>b</strong>"},
		{"+46 70/+46 70", "+46 70\\\n+46 70", "+46 70<br/>+46 70"},
	};
	struct buf markdown = BUF_INIT, html = BUF_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct document *document = new_document();
		tree_inlines(document, tree_add(document, document->root, NODE_PARAGRAPH), cases[i].notation);
		buf_clear(&markdown);
		buf_addf(&markdown, "%s\n", cases[i].markdown);
		buf_clear(&html);
		buf_addf(&html, "<p>%s</p>\n", cases[i].html);
		assert_body(document, markdown.s, html.s);
		document_free(document);
	}
	buf_release(&markdown);
	buf_release(&html);
}

static void test_lists(void **state)
{
	(void)state;
	struct document *document = new_document();
	for (int i = 0; i < 3; i++) {
		struct node *list = tree_add(document, document->root, NODE_LIST);
		tree_inlines(document, tree_add(document, list, NODE_ITEM), "*{#top|Who}:* we");
		tree_inlines(document, tree_add(document, list, NODE_ITEM), "- a/1. b");
	}
	assert_body(document,
		"- **[Who](#top):** we\n- \\- a\\\n  1\\. b\n\n* **[Who](#top):** we\n* \\- a\\\n  1\\. b\n\n- **[Who](#top):** we\n- \\- a\\\n"
		"  1\\. b\n",
		"<ul>\n<li><strong><a href=\"#top\">Who</a>:</strong> we</li>\n<li>- a<br/>1. b</li>\n</ul>\n"
		"<ul>\n<li><strong><a href=\"#top\">Who</a>:</strong> we</li>\n<li>- a<br/>1. b</li>\n</ul>\n"
		"<ul>\n<li><strong><a href=\"#top\">Who</a>:</strong> we</li>\n<li>- a<br/>1. b</li>\n</ul>\n");
	document_free(document);
}

static void test_table(void **state)
{
	(void)state;
	static const char *const cells[2][2] = {{"Name \"x\"", "What _for_"}, {"a | b", ""}};
	struct document *document = new_document();
	struct node *table = tree_add(document, document->root, NODE_TABLE);
	for (size_t i = 0; i < 2; i++) {
		struct node *row = tree_add(document, table, NODE_ROW);
		for (size_t j = 0; j < 2; j++)
			tree_inlines(document, tree_add(document, row, NODE_CELL), cells[i][j]);
	}
	assert_body(document, "| Name \"x\" | What _for_ |\n| --- | --- |\n| a \\| b |  |\n",
		"<table role=\"table\">\n<thead role=\"rowgroup\">\n<tr role=\"row\"><th scope=\"col\" role=\"columnheader\">Name &quot;x&quot;</th>"
		"<th scope=\"col\" role=\"columnheader\">What <em>for</em></th></tr>\n</thead>\n"
		"<tbody role=\"rowgroup\">\n<tr role=\"row\"><td role=\"cell\" data-label=\"Name &quot;x&quot;\">a | b</td>"
		"<td role=\"cell\" data-label=\"What for\"></td></tr>\n</tbody>\n</table>\n");
	document_free(document);
}

static void test_headings(void **state)
{
	(void)state;
	struct document *document = new_document();
	document->contents = "Con<tents>";
	tree_inlines(document, tree_add(document, document->root, NODE_PARAGRAPH), "Version 3");
	static const struct {
		int level;
		const char *id, *title;
	} sections[] = {{2, "a", "A #"}, {3, "b", "B & _c_"}, {4, "d", "1. D"}, {2, "e", "E"}};
	struct node *parent = document->root;
	for (size_t i = 0; i < COUNT(sections); i++) {
		while (parent->level >= sections[i].level)
			parent = parent->parent;
		parent = tree_section(document, parent, sections[i].level, sections[i].id);
		tree_inlines(document, parent->first, sections[i].title);
		tree_inlines(document, tree_add(document, parent, NODE_PARAGRAPH), "x");
	}
	struct node *heading = tree_add(document, parent, NODE_HEADING);
	heading->level = 3;
	tree_inlines(document, heading, "#");
	assert_body(document,
		"Version 3\n\n## <a id=\"a\"></a>A \\#\n\nx\n\n### <a id=\"b\"></a>B & _c_\n\nx\n\n#### <a id=\"d\"></a>1. D\n\nx\n\n"
		"## <a id=\"e\"></a>E\n\nx\n\n### \\#\n",
		"<p>Version 3</p>\n<nav aria-label=\"Con&lt;tents&gt;\">\n<p>Con&lt;tents&gt;</p>\n"
		"<ul>\n<li><a href=\"#a\">A #</a>\n<ul>\n<li><a href=\"#b\">B &amp; c</a></li>\n</ul>\n</li>\n<li><a href=\"#e\">E</a></li>\n"
		"</ul>\n</nav>\n"
		"<section>\n<h2 id=\"a\">A #</h2>\n<p>x</p>\n<section>\n<h3 id=\"b\">B &amp; <em>c</em></h3>\n<p>x</p>\n<section>\n"
		"<h4 id=\"d\">1. D</h4>\n<p>x</p>\n</section>\n</section>\n</section>\n"
		"<section>\n<h2 id=\"e\">E</h2>\n<p>x</p>\n<h3>#</h3>\n</section>\n");
	document_free(document);
}

static void test_draft(void **state)
{
	(void)state;
	struct document *document = document_new();
	document->language = "en-\"GB";
	document->title = "A & <b>";
	document->draft = true;
	struct node *root = tree_section(document, NULL, 1, "top");
	struct node *heading = root->first;
	root->first = root->last = heading->parent = NULL; /* the banner stands before it */
	tree_inlines(document, tree_add(document, root, NODE_BANNER), "This is a *draft*");
	node_append(root, heading);
	tree_inlines(document, heading, "A & <b>");
	tree_inlines(document, tree_add(document, root, NODE_GAP), "Not answered: a/- b");
	tree_inlines(document, tree_add(document, root, NODE_GAP), "c");
	struct buf buf = BUF_INIT;
	write_markdown(&buf, document);
	assert_string_equal(buf.s, "> This is a **draft**\n\n# <a id=\"top\"></a>A & \\<b>\n\n> Not answered: a\\\n> \\- b\n\n> c\n");
	buf_clear(&buf);
	write_html(&buf, document);
	static const char before[] = "<!DOCTYPE html>\n<html lang=\"en-&quot;GB\">\n<head>\n<meta charset=\"utf-8\"/>\n"
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
		"<meta name=\"robots\" content=\"noindex\"/>\n<title>A &amp; &lt;b&gt;</title>\n<style>\n";
	static const char after[] = "</style>\n</head>\n<body class=\"draft\">\n<main>\n"
		"<div class=\"banner\" role=\"note\"><p>This is a <strong>draft</strong></p></div>\n<h1 id=\"top\">A &amp; &lt;b&gt;</h1>\n"
		"<div class=\"gap\" role=\"note\"><p>Not answered: a<br/>- b</p></div>\n<div class=\"gap\" role=\"note\"><p>c</p></div>\n</main>\n"
		"</body>\n</html>\n";
	assert_int_equal(strncmp(buf.s, before, strlen(before)), 0);
	assert_string_equal(buf.s + strlen(before) + strlen(html_style), after);
	buf_release(&buf);
	document_free(document);
}

/* A finished page asks no robot to stay away, and loads and runs nothing. */
static void test_page(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct buf buf = BUF_INIT;
	write_html(&buf, document);
	static const char *const never[] = {"noindex", "class=\"draft\"", "<nav", "<script", "<link", "<img", "url(", "@import", "@font-face",
		"http", "on="};
	for (size_t i = 0; i < COUNT(never); i++)
		if (strstr(buf.s, never[i]) != NULL)
			fail_msg("the page has %s", never[i]);
	assert_null(strpbrk(html_style, "<&"));
	assert_string_equal(buf.s + buf.len - strlen("</html>\n"), "</html>\n");
	buf_release(&buf);
	document_free(document);
}

/* A writer appends: what stands in the buffer already is none of its business. */
static void test_appends(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct buf buf = BUF_INIT;
	buf_adds(&buf, "a!");
	write_markdown(&buf, document);
	assert_string_equal(buf.s, "a!# <a id=\"top\"></a>Notice\n");
	buf_release(&buf);
	struct document *empty = document_new();
	write_markdown(&buf, empty);
	assert_string_equal(buf.s, "");
	write_html(&buf, empty);
	assert_non_null(strstr(buf.s, "<main>\n</main>"));
	buf_release(&buf);
	document_free(empty);
	document_free(document);
}

/* ---- lines ---- */

static void note_line(void *context, size_t line, const struct node *node)
{
	static const char *const names[] = {
		[NODE_SECTION] = "section", [NODE_HEADING] = "heading", [NODE_PARAGRAPH] = "paragraph", [NODE_ITEM] = "item", [NODE_CELL] = "cell", [NODE_GAP] = "gap",
		[NODE_BANNER] = "banner", [NODE_BREAK] = "break",
	};
	buf_addf(context, "%zu %s\n", line, node->kind == NODE_TEXT ? node->text : names[node->kind]);
}

/* Which nodes are told for which lines. (The title is line 1.) */
static void test_lines(void **state)
{
	(void)state;
	struct document *document = new_document();
	struct node *root = document->root;
	tree_text(document, tree_add(document, root, NODE_BANNER), "Draft");
	struct node *paragraph = tree_add(document, root, NODE_PARAGRAPH);
	tree_text(document, paragraph, "one ");
	tree_text(document, tree_add(document, paragraph, NODE_STRONG), "two");
	tree_add(document, paragraph, NODE_BREAK);
	tree_text(document, paragraph, " ");
	tree_text(document, paragraph, "three");
	struct node *list = tree_add(document, root, NODE_LIST);
	tree_text(document, tree_add(document, list, NODE_ITEM), "four");
	struct node *link = tree_add(document, tree_add(document, list, NODE_ITEM), NODE_LINK);
	link->href = "mailto:a@b.example";
	tree_text(document, link, "a@b.example");
	struct node *table = tree_add(document, root, NODE_TABLE);
	for (int i = 0; i < 2; i++)
		tree_text(document, tree_add(document, tree_add(document, table, NODE_ROW), NODE_CELL), i ? "below" : "head");
	struct buf told = BUF_INIT, markdown = BUF_INIT, plain = BUF_INIT;
	buf_adds(&markdown, "before\n"); /* lines are those of the document, wherever it is written */
	write_markdown_lines(&markdown, document, &(struct line_listener){note_line, &told});
	write_markdown(&plain, document);
	assert_string_equal(markdown.s + strlen("before\n"), plain.s);
	assert_string_equal(told.s,
		"1 heading\n1 Notice\n3 banner\n3 Draft\n5 paragraph\n5 one \n5 two\n5 break\n6  \n6 three\n8 item\n8 four\n9 item\n9 a@b.example\n"
		"11 cell\n11 head\n12 cell\n13 cell\n13 below\n");
	buf_release(&told);
	buf_release(&markdown);
	buf_release(&plain);
	document_free(document);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_inlines),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_headings),
		cmocka_unit_test(test_draft),
		cmocka_unit_test(test_page),
		cmocka_unit_test(test_appends),
		cmocka_unit_test(test_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
