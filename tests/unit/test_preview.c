/* The preview of the notice: what it looks like, that nothing of the document is lost in it, and what of it is marked as changed. */
#include "screen.h"

#include "random_document.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "preview_notice.h"

/* ---- what it looks like ---- */

static void show(const struct preview *preview, const char *name, bool roles)
{
	char path[80];
	struct canvas canvas;
	struct page page;
	canvas_init(&canvas, preview->width, (int)preview->count);
	page_init(&page, true, NULL);
	page_set(&page, preview->lines, preview->count, 0);
	page_layout(&page, canvas.width, canvas.height);
	page_draw(&page, canvas_pane(&canvas), false);
	snprintf(path, sizeof path, "%s-%d", name, preview->width);
	if (roles)
		assert_screen(&canvas, path);
	else
		assert_screen_text(&canvas, path);
	page_release(&page);
	canvas_release(&canvas);
}

static struct node *add_block(struct document *document, struct node *section, enum node_kind kind, const char *inlines)
{
	struct node *block = tree_add(document, section, kind);
	tree_inlines(document, block, inlines);
	return block;
}

static void add_table(struct document *document, struct node *section, size_t columns, const char *const *cells, size_t count)
{
	struct node *table = tree_add(document, section, NODE_TABLE), *row = NULL;
	for (size_t i = 0; i < count; i++) {
		if (i % columns == 0)
			row = tree_add(document, table, NODE_ROW);
		tree_inlines(document, tree_add(document, row, NODE_CELL), cells[i]);
	}
}

/* All kinds of nodes. changed: with another value in some of the places. */
static struct document *sample(bool changed)
{
	static const char *const recipients[] = {
		"Company", "Country", "What it does",
		"*Northmail Hosting Ltd*", "Ireland", "Hosts our website and e-mail, and keeps the copies of both for thirty days.",
		"漢字株式会社", "Japan", "{https://kanji.example/|Prints} what you order.",
		"?[not answered yet\\: the recipient (services.x.name)]?", "", "",
	};
	static const char *const periods[] = {"Data", "How long", "orders", "6 years", "letters", "6 months"};
	static const char *const alone[] = {"A table that has nothing but its header"};
	struct document *document = document_new();
	document->draft = true;
	document->language = "en-GB";
	struct node *top = tree_section(document, NULL, 1, "top");
	tree_inlines(document, top->first, "Privacy notice of Acme\\_Webshop AB");
	struct node *banner = document_node(document, NODE_BANNER, &tree_origin);
	banner->parent = top;
	banner->next = top->first;
	top->first = banner;
	tree_inlines(document, banner, changed ? "This is a draft\\: 2 answers are missing." : "This is a draft\\: 3 answers are missing.");
	add_block(document, top, NODE_PARAGRAPH, "In force from 1 December 2026.");
	struct node *who = tree_section(document, top, 2, "who");
	tree_inlines(document, who->first, "Who is *responsible*");
	add_block(document, who, NODE_PARAGRAPH,
		"Acme Webshop AB (\"we\") *decides why and _how_ your* personal data is used. _Nobody else does._ "
		"See {#who|how to *reach* us}, {https://acme.example/privacy|the whole notice} or write to "
		"{mailto:privacy@acme.example|privacy@acme.example}.");
	const char *address = changed ? "Acme Webshop AB/Storgatan 2/111 22 Stockholm" : "Acme Webshop AB/Storgatan 1/111 22 Stockholm";
	add_block(document, who, NODE_PARAGRAPH, address);
	add_block(document, who, NODE_GAP, "?[not answered yet\\: the company's phone number (company.phone)]?");
	struct node *list = tree_add(document, who, NODE_LIST);
	add_block(document, list, NODE_ITEM, "*Data\\:* name, address and order.");
	add_block(document, list, NODE_ITEM,
		"*How long\\:* ?[not answered yet\\: how long the data is kept]? after you collect it, so that we can put mistakes right.");
	add_block(document, list, NODE_ITEM,
		"A name that turns round: \xE2\x80\xAE" "drawkcab\xE2\x80\xAC, e\xCC\x81~\xCC\x81, 👩‍👩‍👧, ไทย.");
	struct node *table = tree_section(document, who, 3, "table");
	tree_inlines(document, table->first, "Who receives data");
	add_table(document, table, 3, recipients, COUNT(recipients));
	struct node *deep = tree_section(document, table, 4, "deep");
	tree_inlines(document, deep->first, "Deeper");
	add_table(document, deep, 2, periods, COUNT(periods));
	tree_inlines(document, tree_add(document, deep, NODE_HEADING), "Deepest");
	deep->last->level = 5;
	add_block(document, deep, NODE_PARAGRAPH, changed ? "New." : "Old.");
	add_table(document, deep, 1, alone, COUNT(alone));
	return document;
}

static void test_kinds(void **state)
{
	(void)state;
	static const int widths[] = {120, 80, 40, 20, PREVIEW_LEAST};
	struct document *before = sample(false), *document = sample(true);
	struct preview preview;
	preview_init(&preview);
	for (size_t i = 0; i < COUNT(widths); i++) {
		preview_lay_out(&preview, document, before, widths[i]);
		show(&preview, "preview-kinds", true);
	}
	size_t least = preview.count;
	preview_lay_out(&preview, document, NULL, -1);
	assert_int_equal(preview.count, least);
	assert_int_equal(preview.width, -1);
	preview_release(&preview);
	document_free(before);
	document_free(document);
}

/* ---- notices of the examples ---- */

static void test_notices(void **state)
{
	(void)state;
	static const char *const names[] = {"corner-shop", "imaging-gmbh-de"};
	static const int widths[] = {80, 42};
	for (size_t i = 0; i < COUNT(names); i++) {
		char path[80], name[80];
		struct notice notice;
		snprintf(path, sizeof path, "tests/examples/%s.yaml", names[i]);
		snprintf(name, sizeof name, "preview-%s", names[i]);
		load_notice(&notice, path);
		for (size_t w = 0; w < COUNT(widths); w++) {
			preview_lay_out(&notice.preview, notice.document, NULL, widths[w]);
			show(&notice.preview, name, false);
		}
		free_notice(&notice);
	}
}

/* ---- nothing is lost ---- */

/* Appends what of a text is drawn, without blanks. */
static void add_drawn(struct buf *buf, const char *text, size_t size)
{
	struct glyph glyph;
	for (size_t at = 0; at < size;) {
		size_t used = glyph_next(text + at, size - at, &glyph);
		if (glyph.spelt)
			buf_add(buf, glyph.text, glyph.size);
		for (size_t i = 0; i < used && !glyph.spelt; i++) /* a mark may stand on a blank */
			if (text[at + i] != ' ')
				buf_addc(buf, text[at + i]);
		at += used;
	}
}

static bool holds_inlines(enum node_kind kind)
{
	return !node_is_inline(kind) && kind != NODE_SECTION && kind != NODE_LIST && kind != NODE_TABLE && kind != NODE_ROW;
}

static const struct node *holder_of(const struct node *node)
{
	while (node && !holds_inlines(node->kind))
		node = node->parent;
	return node;
}

static const struct node *block_of(const struct node *holder)
{
	return holder->kind == NODE_CELL ? holder->parent : holder;
}

/* Where in a span the document's text begins: behind what the preview adds, on which a mark may stand that begins a text. */
static size_t start_of(const struct node *node, const struct page_span *span)
{
	if (node->kind == NODE_TEXT)
		return 0;
	size_t start = span->size;
	while (start > 0 && (unsigned char)span->text[start - 1] >= 0x80)
		start--;
	return start > 0 && strchr("> ", span->text[start - 1]) ? start : span->size;
}

/* What stands of a holder in the lines of its block; false: it has no lines. */
static bool add_shown(struct buf *buf, const struct preview *preview, const struct node *holder)
{
	bool any = false;
	for (size_t i = 0; i < preview->count; i++) {
		const struct preview_line *source = &preview->sources[i];
		if (source->block != block_of(holder))
			continue;
		any = true;
		assert_int_equal(source->count, preview->lines[i].count);
		for (size_t k = 0; k < source->count; k++) {
			const struct page_span *span = &preview->lines[i].spans[k];
			if (holder_of(source->nodes[k]) == holder)
				add_drawn(buf, span->text + start_of(source->nodes[k], span), span->size - start_of(source->nodes[k], span));
		}
	}
	return any;
}

static void check_texts(const struct preview *preview, const struct document *document)
{
	for (const struct node *holder = document->root; holder; holder = node_walk(holder, document->root)) {
		struct buf wanted = BUF_INIT, shown = BUF_INIT;
		for (const struct node *node = holder; node && holds_inlines(holder->kind); node = node_walk(node, holder))
			if (node->kind == NODE_TEXT)
				add_drawn(&wanted, node->text, strlen(node->text));
		bool has_lines = holds_inlines(holder->kind) && add_shown(&shown, preview, holder);
		bool is_header = holder->kind == NODE_CELL && holder->parent == holder->parent->parent->first;
		if (has_lines || !is_header) /* the labels of a narrow table stand in its other rows */
			assert_string_equal(shown.s, wanted.s);
		buf_release(&wanted);
		buf_release(&shown);
	}
}

/* A letter of several glyphs (an emoji of three people) is never torn, also where it is wider than a line. */
static bool is_one_letter(const struct page_line *line)
{
	struct buf text = BUF_INIT;
	char starts[256];
	size_t count = 0;
	for (size_t i = 0; i < line->count; i++)
		buf_add(&text, line->spans[i].text, line->spans[i].size);
	const char *letter = text.s + strspn(text.s, "! ");
	letter += strncmp(letter, "• ", 4) == 0 ? 4 : 0;
	assert_true(strlen(letter) < sizeof starts);
	text_clusters(letter, strlen(letter), starts);
	for (size_t i = 0; letter[i]; i++)
		count += starts[i] != 0;
	buf_release(&text);
	return count == 1;
}

static void check_lines(const struct preview *preview)
{
	for (size_t i = 0; i < preview->count; i++) {
		const struct page_line *line = &preview->lines[i];
		const struct preview_line *source = &preview->sources[line->source];
		int width = line->indent;
		assert_ptr_equal(source, &preview->sources[i]);
		assert_true(source->block || !line->count);
		for (size_t k = 0; k < line->count; k++) {
			const struct node *above = source->nodes[k], *header = source->block->kind == NODE_ROW ? source->block->parent->first : NULL;
			width += glyph_width(line->spans[k].text, line->spans[k].size);
			while (above && above != source->block && above != header)
				above = above->parent;
			assert_non_null(above);
		}
		int most = (preview->width < PREVIEW_LEAST ? PREVIEW_LEAST : preview->width) - PAGE_MARGIN - 1;
		assert_true(width <= most || is_one_letter(line));
	}
}

static void test_random(void **state)
{
	(void)state;
	struct random random = {20261122};
	struct buf value = BUF_INIT;
	struct preview preview;
	preview_init(&preview);
	for (int i = 0; i < 300; i++) {
		struct document *document = random_document(&random, &value);
		make_value(&random, &value, true);
		add_everywhere(document, document->root, value.s, &random);
		for (int k = 0; k < 4; k++) {
			preview_lay_out(&preview, document, k ? document : NULL, 1 + (int)draw(&random, k < 2 ? 40 : 130));
			check_lines(&preview);
			check_texts(&preview, document);
			for (size_t line = 0; line < preview.count; line++)
				assert_false(preview.lines[line].changed);
		}
		document_free(document);
	}
	preview_release(&preview);
	buf_release(&value);
}

/* ---- what changed ---- */

static bool is_compared(enum node_kind kind)
{
	return kind == NODE_ROW || (holds_inlines(kind) && kind != NODE_CELL);
}

static const char *section_of(const struct node *node)
{
	while (node->kind != NODE_SECTION)
		node = node->parent;
	return node->id;
}

/* Where a block comes from and what it says, as one text. */
static void describe(struct buf *buf, const struct node *block)
{
	buf_clear(buf);
	buf_addf(buf, "%s|%s|%d|", section_of(block), block->origin->clause ? block->origin->clause : "", block->kind);
	for (const struct node *node = block; node; node = node_walk(node, block)) {
		buf_adds(buf, node->text);
		buf_adds(buf, node->href);
	}
}

/* How many blocks of a document, up to one, are like this one. */
static size_t count_alike(const struct document *document, const struct node *last, const char *wanted)
{
	size_t count = 0;
	struct buf text = BUF_INIT;
	for (const struct node *node = document->root; node; node = node_walk(node, document->root)) {
		if (is_compared(node->kind)) {
			describe(&text, node);
			count += strcmp(text.s, wanted) == 0;
		}
		if (node == last)
			break;
	}
	buf_release(&text);
	return count;
}

static bool is_new(const struct notice *notice, const struct notice *before, const struct node *block)
{
	struct buf text = BUF_INIT;
	describe(&text, block);
	bool is_new = count_alike(notice->document, block, text.s) > count_alike(before->document, NULL, text.s);
	buf_release(&text);
	return is_new;
}

/* Each line marked is one of a block that the notice before did not have. Returns how many blocks are marked. */
static size_t check_marks(const struct notice *notice, const struct notice *before)
{
	size_t marked = 0;
	const struct node *last = NULL;
	for (size_t i = 0; i < notice->preview.count; i++) {
		const struct node *block = notice->preview.sources[i].block;
		if (!block)
			continue;
		assert_int_equal(notice->preview.lines[i].changed, is_new(notice, before, block));
		marked += notice->preview.lines[i].changed && block != last;
		last = block;
	}
	return marked;
}

static size_t marked_by(const char *path, const struct change *change)
{
	struct notice before, after;
	load_notice(&before, path);
	change_notice(&after, &before, change);
	preview_lay_out(&after.preview, after.document, before.document, 60);
	size_t marked = check_marks(&after, &before);
	free_notice(&before);
	free_notice(&after);
	return marked;
}

/* A handful of answers of each example: a value of its own kind in their place, or not known. */
static void test_marks(void **state)
{
	(void)state;
	static const struct {
		const char *path, *value;
	} changes[] = {
		{"company.legal_name", "Zebra and Okapi"}, {"company.privacy_email", "zebra@zoo.example"}, {"company.phone", "+46 8 555 0142"},
		{"notice.articles", "no"}, {"company.seat", NULL},
	};
	glob_t examples;
	size_t marked = 0;
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++) {
		for (size_t k = 0; k < COUNT(changes); k++) {
			struct change change = {CHANGE_UNKNOWN, changes[k].path, NULL, 0};
			if (changes[k].value)
				change = (struct change){CHANGE_SET, changes[k].path, &changes[k].value, 1};
			marked += marked_by(examples.gl_pathv[i], &change);
		}
	}
	assert_true(marked > 5 * examples.gl_pathc);
	globfree(&examples);
}

static void assert_marked(const struct change *change, const char *const *wanted, size_t count)
{
	struct notice before, after;
	load_notice(&before, shop);
	change_notice(&after, &before, change);
	preview_lay_out(&after.preview, after.document, before.document, 200);
	size_t marked = 0;
	for (size_t i = 0; i < after.preview.count; i++) {
		const struct page_line *line = &after.preview.lines[i];
		struct buf text = BUF_INIT;
		for (size_t k = 0; k < line->count; k++)
			buf_add(&text, line->spans[k].text, line->spans[k].size);
		if (line->changed) {
			assert_true(marked < count);
			assert_string_equal(text.s, wanted[marked++]);
		}
		buf_release(&text);
	}
	assert_int_equal(marked, count);
	free_notice(&before);
	free_notice(&after);
}

static void test_marked_lines(void **state)
{
	(void)state;
	static const char *const period = "3 months", *const twin = "twin";
	static const char *const periods[] = {
		"• How long: it depends on the use. For orders: 3 months. For messages: 6 months.",
		"• How long: 3 months after you collect it, so that we can put mistakes right.",
	};
	static const char *const copied[] = {
		"We keep accounts", "• Data: name, address and invoices.",
		"• Why: to keep our books. This is a legal duty, Art. 6(1)(c) GDPR. It comes from Section 886 of the Taxes Consolidation Act 1997.",
		"• How long: 6 years after the end of the financial year.",
	};
	assert_marked(&(struct change){CHANGE_SET, "activities.orders.retention.keep", &period, 1}, periods, COUNT(periods));
	assert_marked(&(struct change){CHANGE_COPY, "activities.accounts", &twin, 1}, copied, COUNT(copied));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds), cmocka_unit_test(test_notices), cmocka_unit_test(test_random), cmocka_unit_test(test_marks),
		cmocka_unit_test(test_marked_lines),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
