/* The preview of the notice: what it looks like, that nothing of the document is lost in it, and the ways between lines and answers. */
#include "screen.h"

#include "base/file.h"
#include "cli/builtin.h"
#include "outputs/notice.h"
#include "questionnaire/answers/change.h"
#include "random_document.h"
#include "tui/wizard/preview_parts.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { TODAY = 20261201 };

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
	add_block(document, who, NODE_PARAGRAPH, "Acme Webshop AB (\"we\") *decides why and _how_ your* personal data is used. _Nobody else does._ "
		"See {#who|how to *reach* us}, {https://acme.example/privacy|the whole notice} or write to {mailto:privacy@acme.example|privacy@acme.example}.");
	add_block(document, who, NODE_PARAGRAPH, changed ? "Acme Webshop AB/Storgatan 2/111 22 Stockholm" : "Acme Webshop AB/Storgatan 1/111 22 Stockholm");
	add_block(document, who, NODE_GAP, "?[not answered yet\\: the company's phone number (company.phone)]?");
	struct node *list = tree_add(document, who, NODE_LIST);
	add_block(document, list, NODE_ITEM, "*Data\\:* name, address and order.");
	add_block(document, list, NODE_ITEM, "*How long\\:* ?[not answered yet\\: how long the data is kept]? after you collect it, so that we can put mistakes right.");
	add_block(document, list, NODE_ITEM, "A name that turns round: \xE2\x80\xAE" "drawkcab\xE2\x80\xAC, e\xCC\x81~\xCC\x81, 👩‍👩‍👧, ไทย.");
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
	preview_lay_out(&preview, document, NULL, 1);
	assert_int_equal(preview.width, PREVIEW_LEAST);
	preview_release(&preview);
	document_free(before);
	document_free(document);
}

/* ---- notices of the examples ---- */

struct notice {
	struct answers *answers;
	struct document *document;
	struct preview preview;
};

static void read_notice(struct notice *notice, const char *name, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	notice->answers = answers_read(builtin_library.schema, name, bytes, size, &diags);
	assert_non_null(notice->answers);
	notice->document = notice_compose_traced(&builtin_library, notice->answers, TODAY, &diags);
	assert_non_null(notice->document);
	preview_init(&notice->preview);
	diags_release(&diags);
}

static void load_notice(struct notice *notice, const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(bytes);
	read_notice(notice, path, bytes, size);
	free(bytes);
	diags_release(&diags);
}

static void free_notice(struct notice *notice)
{
	preview_release(&notice->preview);
	document_free(notice->document);
	answers_free(notice->answers);
}

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
		assert_true(width <= preview->width - PAGE_MARGIN - 1 || is_one_letter(line));
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

static void change_notice(struct notice *after, const struct notice *notice, const struct change *change)
{
	struct buf bytes = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	assert_true(answers_change(notice->answers, change, 1, &bytes, &diags));
	read_notice(after, "changed.yaml", bytes.s, bytes.len);
	buf_release(&bytes);
	diags_release(&diags);
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

static const char shop[] = "tests/examples/corner-shop.yaml";

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
		"• Why: to keep our books. This is a legal duty, Art. 6(1)(c) GDPR. It comes from the Irish Taxes Consolidation Act 1997, section 886.",
		"• How long: 6 years after the end of the year of the sale.",
	};
	assert_marked(&(struct change){CHANGE_SET, "activities.orders.retention.keep", &period, 1}, periods, COUNT(periods));
	assert_marked(&(struct change){CHANGE_COPY, "activities.accounts", &twin, 1}, copied, COUNT(copied));
}

/* ---- from answers to lines and back ---- */

struct tally {
	const char *example;
	const struct notice *notice;
	size_t answered, lines, printed, direct, lost;
};

static bool is_part(const struct value *value, const struct value *answer)
{
	while (value && value != answer)
		value = value->parent;
	return value;
}

/* Is this the answer, a part of it, or a fact that took over its value? */
static bool stands_for(const struct value *printed, const struct value *answer)
{
	if (is_part(printed, answer))
		return true;
	for (size_t i = 0; printed && printed->because && i < printed->because->count; i++) {
		const struct value *from = printed->because->from[i];
		if (is_part(from, answer) && printed->text && from->text && strcmp(printed->text, from->text) == 0)
			return true;
	}
	return false;
}

static bool is_printed(const struct document *document, const struct value *answer)
{
	for (const struct node *node = document->root; node; node = node_walk(node, document->root))
		if (node->kind == NODE_TEXT && stands_for(node->origin->answer, answer))
			return true;
	return false;
}

static bool leads_back(const char *back, const struct value *answer)
{
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	bool found = strncmp(back, path.s, path.len) == 0 && (!back[path.len] || strchr(".[", back[path.len]));
	const struct value *sheet = answer; /* the record of a list of the root, which is what the wizard shows as a whole */
	for (; answer->parent->parent; answer = answer->parent)
		sheet = answer;
	buf_clear(&path);
	value_path(&path, answer->kind == TYPE_RECORDS ? sheet : answer);
	found |= strncmp(back, path.s, path.len) == 0 && (!back[path.len] || strchr(".[", back[path.len]));
	buf_release(&path);
	return found;
}

/* Answers that say no, that a wider law makes idle, or that only choose how answers are read. */
static bool is_silent(const char *path)
{
	static const char *const silent[] = {
		"format", "computer.decides", "computer.say_none", "notice.language", "places.sells_to", "places.thresholds", "scope.customers_data", "dpo.appointed",
		"us.children", "marketing.confirmed", "marketing.clicks",
	};
	size_t i = 0;
	while (i < COUNT(silent) && strcmp(silent[i], path) != 0)
		i++;
	return i < COUNT(silent);
}

static void check_answer(struct tally *tally, const struct value *answer)
{
	struct arena arena = ARENA_INIT;
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	size_t line = preview_line_of(&tally->notice->preview, path.s);
	bool printed = is_printed(tally->notice->document, answer);
	tally->answered++;
	tally->lines += line < tally->notice->preview.count;
	tally->printed += printed;
	const char *first = preview_answer_of(&tally->notice->preview, &arena, line), *back = first;
	tally->direct += printed && first && leads_back(first, answer);
	while (printed && back && !leads_back(back, answer)) {
		back = preview_next_answer_of(&tally->notice->preview, &arena, line, back);
		back = strcmp(back, first) == 0 ? NULL : back;
	}
	if (line == tally->notice->preview.count && !is_silent(path.s)) {
		print_message("# %s: %s leads to no line\n", tally->example, path.s);
		tally->lost++;
	}
	if (printed && !back) {
		print_message("# %s: %s prints, and leads to line %zu and back to %s\n", tally->example, path.s, line, first ? first : "nothing");
		tally->lost++;
	}
	buf_release(&path);
	arena_release(&arena);
}

static void check_answers(struct tally *tally, const struct value *value)
{
	if (value->question && value_is_given(value) && value->kind != TYPE_RECORD && value->kind != TYPE_RECORDS)
		check_answer(tally, value);
	for (size_t i = 0; i < value->count && (value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS); i++)
		check_answers(tally, &value->items[i]);
}

static void test_ways(void **state)
{
	(void)state;
	glob_t examples;
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++) {
		struct notice notice;
		load_notice(&notice, examples.gl_pathv[i]);
		preview_lay_out(&notice.preview, notice.document, NULL, 60);
		struct tally tally = {.example = examples.gl_pathv[i], .notice = &notice};
		check_answers(&tally, notice.answers->root);
		print_message("# %s: %zu answered, %zu lead to a line, %zu print, %zu of them lead back at once\n", tally.example, tally.answered,
			tally.lines, tally.printed, tally.direct);
		assert_true(tally.printed > 10);
		assert_int_equal(tally.lost, 0);
		free_notice(&notice);
	}
	globfree(&examples);
}

/* Ways that the examples do not show: records, lists, gaps, answers that only decide, paths that lead nowhere. */
static void test_single_ways(void **state)
{
	(void)state;
	static const struct {
		const char *path, *line, *back;
	} ways[] = {
		{"activities.messages", "You write or call", "activities.messages.is"},
		{"activities.orders.data", "• Data: name, phone number and order.", "activities.orders.data"},
		{"services.ledger", "Ledger & Daughters, Ireland. Keeps our books. Works for us.", "services.ledger.name"},
		{"services", "Northmail Hosting Ltd, Ireland. Hosts our website and e-mail. Works for us.", "services.northmail.name"},
		{"company.address.city", "12 Example Street, T12 X0X0 Cork, Ireland", "company.address.street"},
		{"activities.messages.bases.anyone.basis", "• Why: to answer you. We rely on our interest in answering people who write to us, Art. 6(1)(f) GDPR.", "activities.messages.is"},
		{"dpo.appointed", NULL, NULL}, {"services.nobody.name", NULL, NULL}, {"company.nothing", NULL, NULL}, {"", NULL, NULL},
	};
	struct arena arena = ARENA_INIT;
	struct notice notice;
	load_notice(&notice, shop);
	preview_lay_out(&notice.preview, notice.document, NULL, 200);
	for (size_t i = 0; i < COUNT(ways); i++) {
		size_t line = preview_line_of(&notice.preview, ways[i].path);
		struct buf text = BUF_INIT;
		for (size_t k = 0; line < notice.preview.count && k < notice.preview.lines[line].count; k++)
			buf_add(&text, notice.preview.lines[line].spans[k].text, notice.preview.lines[line].spans[k].size);
		if (ways[i].line) {
			assert_string_equal(text.s, ways[i].line);
			assert_string_equal(preview_answer_of(&notice.preview, &arena, line), ways[i].back);
		} else {
			assert_int_equal(line, notice.preview.count);
			assert_null(preview_answer_of(&notice.preview, &arena, line));
		}
		buf_release(&text);
	}
	free_notice(&notice);
	arena_release(&arena);
}

/* An answer that is not known leads to its gap, and the gap to it, before anything else on the line. */
static void test_gap(void **state)
{
	(void)state;
	static const char *const paths[] = {"company.legal_name", "activities.orders.retention.keep", "services.ledger.countries", "company.seat"};
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct arena arena = ARENA_INIT;
		struct notice before, after;
		load_notice(&before, shop);
		change_notice(&after, &before, &(struct change){CHANGE_UNKNOWN, paths[i], NULL, 0});
		preview_lay_out(&after.preview, after.document, NULL, 80);
		size_t line = preview_line_of(&after.preview, paths[i]);
		assert_true(line < after.preview.count);
		assert_string_equal(preview_answer_of(&after.preview, &arena, line), paths[i]);
		free_notice(&before);
		free_notice(&after);
		arena_release(&arena);
	}
}

static void test_why(void **state)
{
	(void)state;
	struct notice notice;
	struct buf why = BUF_INIT;
	load_notice(&notice, shop);
	preview_lay_out(&notice.preview, notice.document, NULL, 80);
	size_t line = preview_line_of(&notice.preview, "activities.messages.bases.anyone.interest");
	preview_add_why(&why, &notice.preview, &builtin_library, notice.answers, notice.document, line);
	static const char *const wanted[] = {
		"This is the clause 'purposes.why'.  (outputs/clauses/en/04-purposes.md:", "It prints:\n    what it is for: to answer you, since each activity is a purpose",
		"\n        the kind of activity: You write or call  (activities.messages.is)\n",
		"This is the clause 'purposes.interest', for activities.messages.bases.anyone.  (",
		"\n    the interest: answering people who write to us  (activities.messages.bases.anyone.interest)\n",
		"\nIt is there because of:\n", "\n    the legal basis: a legitimate interest  (activities.messages.bases.anyone.basis)\n",
		"\nThe law asks for it:\n    GDPR Art. 13(1)(c), 14(1)(c): the legal basis of each purpose\n",
	};
	const char *at = why.s;
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const char *found = strstr(at, wanted[i]);
		if (!found)
			print_message("not there: %s\n%s\n", wanted[i], at);
		assert_non_null(found);
		at = found;
	}
	buf_clear(&why);
	while (notice.preview.sources[line].block)
		line++;
	preview_add_why(&why, &notice.preview, &builtin_library, notice.answers, notice.document, line);
	assert_string_equal(why.s, "");
	buf_release(&why);
	free_notice(&notice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds), cmocka_unit_test(test_notices), cmocka_unit_test(test_random), cmocka_unit_test(test_marks),
		cmocka_unit_test(test_marked_lines), cmocka_unit_test(test_ways), cmocka_unit_test(test_single_ways), cmocka_unit_test(test_gap),
		cmocka_unit_test(test_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
