/*
 * What the files say. The document, brought into the oracle's canonical text, must be the page's; the Markdown, read by two readers, the
 * page's again. So every word of the document stands in both, in its place, in its marks, and nothing else does: no value became markup.
 * In formats without markup every value is looked for.
 */
#include "tests/soak/check.h"

#include "base/text.h"
#include "questionnaire/types/value.h"
#include "tests/unit/oracle.h"

#include <jansson.h>

/* ---- the document as canonical text ---- */

static bool inside_strong(const struct node *node)
{
	for (node = node->parent; node; node = node->parent)
		if (node->kind == NODE_STRONG || node->kind == NODE_OPEN)
			return true;
	return false;
}

static void canon_node(struct canon *c, const struct node *node);

static void canon_children(struct canon *c, const struct node *node)
{
	for (const struct node *child = node->first; child; child = child->next)
		canon_node(c, child);
}

/* As canon_mark does. */
static void canon_marked(struct canon *c, const struct node *node, const char *name)
{
	size_t wait = c->waiting.len;
	buf_addf(&c->waiting, "\x01<%s", name);
	if (node->kind == NODE_LINK) {
		buf_addc(&c->waiting, ' ');
		add_decoded(&c->waiting, node->href);
	}
	buf_adds(&c->waiting, ">\x02");
	canon_children(c, node);
	if (c->waiting.len > 0)
		buf_truncate(&c->waiting, wait);
	else
		buf_addf(&c->out, "\x01</%s>\x02", name);
}

static void canon_node(struct canon *c, const struct node *node)
{
	if (node->kind == NODE_TEXT) {
		canon_text(c, node->text);
	} else if (node->kind == NODE_BREAK) {
		buf_adds(&c->out, "\x01<br>\x02");
		c->line = c->out.len;
		c->space = false;
	} else if (node->kind == NODE_OPEN && inside_strong(node)) {
		canon_children(c, node);
	} else {
		canon_marked(c, node, node->kind == NODE_LINK ? "a" : node->kind == NODE_EMPHASIS ? "em" : "strong");
	}
}

static void canon_line(struct canon *c, const char *name, const char *id, const struct node *node)
{
	buf_addf(&c->out, "%s%s%s: ", name, id ? "#" : "", id ? id : "");
	c->line = c->out.len;
	c->space = false;
	canon_children(c, node);
	c->space = false;
	buf_addc(&c->out, '\n');
}

static void canon_table(struct canon *c, const struct node *table)
{
	buf_adds(&c->out, "<table>\n");
	for (const struct node *row = table->first; row; row = row->next) {
		buf_adds(&c->out, "<tr>\n");
		for (const struct node *cell = row->first; cell; cell = cell->next)
			canon_line(c, row == table->first ? "th" : "td", NULL, cell);
		buf_adds(&c->out, "</tr>\n");
	}
	buf_adds(&c->out, "</table>\n");
}

static void canon_block(struct canon *c, const struct node *block, const char *id)
{
	const char heading[] = {'h', (char)('0' + block->level), '\0'};
	switch (block->kind) {
	case NODE_HEADING:
		canon_line(c, heading, id, block);
		break;
	case NODE_LIST:
		buf_adds(&c->out, "<ul>\n");
		for (const struct node *item = block->first; item; item = item->next)
			canon_line(c, "li", NULL, item);
		buf_adds(&c->out, "</ul>\n");
		break;
	case NODE_TABLE:
		canon_table(c, block);
		break;
	case NODE_GAP:
	case NODE_BANNER:
		buf_adds(&c->out, "<blockquote>\n");
		canon_line(c, "p", NULL, block);
		buf_adds(&c->out, "</blockquote>\n");
		break;
	default:
		canon_line(c, "p", NULL, block);
		break;
	}
}

static void canon_section(struct canon *c, const struct node *section)
{
	const char *id = section->id;
	for (const struct node *block = section->first; block; block = block->next) {
		if (block->kind == NODE_SECTION)
			canon_section(c, block);
		else
			canon_block(c, block, block->kind == NODE_HEADING ? id : NULL);
		if (block->kind == NODE_HEADING)
			id = NULL;
	}
}

static bool check_page(const struct document *document, const char *page, size_t size, struct verdict *verdict)
{
	struct canon said = {.out = BUF_INIT, .waiting = BUF_INIT}, written = {.out = BUF_INIT, .waiting = BUF_INIT};
	struct buf why = BUF_INIT;
	canon_section(&said, document->root);
	if (!canon_read(&written, page, size) || written.flawed) {
		verdict_fail(verdict, "page not well-formed", "or with an element that it should not have");
	} else if (strcmp(said.out.s, written.out.s) != 0) {
		explain_difference(&why, "the writer", said.out.s, written.out.s);
		verdict_fail(verdict, "page differs from the document", "%s", why.s);
	}
	buf_release(&why);
	buf_release(&said.out);
	buf_release(&said.waiting);
	buf_release(&written.out);
	buf_release(&written.waiting);
	return !verdict->kind;
}

/* A piece of a page: a style, then what a page has in <main>, all in one section. */
static bool check_fragment(const struct document *document, const struct buf *fragment, struct verdict *verdict)
{
	static const char end[] = "</style>";
	const char *blocks = strstr(fragment->s, end);
	struct buf page = BUF_INIT;
	buf_adds(&page, "<main><section>");
	buf_adds(&page, blocks ? blocks + strlen(end) : fragment->s);
	buf_adds(&page, "</main>");
	bool fine = check_page(document, page.s, page.len, verdict);
	buf_release(&page);
	return fine;
}

static bool check_markdown(const struct buf *markdown, const struct buf *page, struct verdict *verdict)
{
	struct buf why = BUF_INIT;
	if (!oracle_same(markdown->s, markdown->len, page->s, page->len, &why))
		verdict_fail(verdict, "Markdown differs from the page", "%s", why.s);
	buf_release(&why);
	return !verdict->kind;
}

/* ---- values as typed ---- */

/* Paragraphs of a long text are apart; everything else is printed in one piece. */
static bool is_part_of(const char *typed, const char *printed)
{
	struct buf folded = BUF_INIT;
	text_fold_space(&folded, typed);
	bool part = strstr(folded.s, printed) != NULL;
	buf_release(&folded);
	return part;
}

static bool check_as_typed(const struct node *node, struct verdict *verdict)
{
	const struct value *value = node->origin->answer;
	struct buf folded = BUF_INIT;
	text_fold_space(&folded, value->text);
	bool same = value->kind == TYPE_LONG_TEXT ? is_part_of(value->text, node->text) : strcmp(folded.s, node->text) == 0;
	if (!same)
		verdict_fail(verdict, "value not printed as typed", "'%s' reads '%s'", value->text, node->text);
	buf_release(&folded);
	return same;
}

/* All texts of a JSON value, each on a line. */
static void add_json_texts(struct buf *out, json_t *json)
{
	size_t i;
	const char *key;
	json_t *below;
	if (json_is_string(json)) {
		buf_adds(out, json_string_value(json));
		buf_addc(out, '\n');
	}
	json_array_foreach(json, i, below)
		add_json_texts(out, below);
	json_object_foreach(json, key, below)
		add_json_texts(out, below);
}

/* Plain text breaks lines where they end, long words too, and closes changes of direction there: neither counts. */
static void drop_breaks(struct buf *out, const char *text)
{
	for (size_t length = 0; *text; text += length) {
		uint32_t c = text_char(text, &length);
		bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
		if (!text_is_space(c) && !direction)
			buf_add(out, text, length);
	}
}

static bool json_words(const struct buf *output, struct buf *words, struct verdict *verdict)
{
	struct buf texts = BUF_INIT;
	json_error_t error;
	json_t *json = json_loadb(output->s, output->len, 0, &error);
	if (!json)
		return verdict_fail(verdict, "JSON not well-formed", "%s", error.text);
	add_json_texts(&texts, json);
	text_fold_space(words, texts.s);
	json_decref(json);
	buf_release(&texts);
	return true;
}

/* Every value in the words of an output; breaks: whether those count. */
static bool check_values_in(const struct document *document, const char *format, const char *words, bool breaks, struct verdict *verdict)
{
	struct buf value = BUF_INIT;
	for (const struct node *node = document->root; node && !verdict->kind; node = node_walk(node, document->root)) {
		if (!node_is_own_text(node))
			continue;
		buf_clear(&value);
		if (breaks)
			buf_adds(&value, node->text);
		else
			drop_breaks(&value, node->text);
		if (!strstr(words, value.s))
			verdict_fail(verdict, "value missing in an output", "%s lacks '%s'", format, node->text);
	}
	buf_release(&value);
	return !verdict->kind;
}

/* Formats besides the page and the Markdown, by name: each needs a way to be read. */
static bool check_format(const struct document *document, const char *format, const struct buf *output, struct verdict *verdict)
{
	if (strcmp(format, "fragment") == 0)
		return check_fragment(document, output, verdict);
	struct buf words = BUF_INIT;
	bool fine;
	if (strcmp(format, "json") == 0) {
		fine = json_words(output, &words, verdict) && check_values_in(document, format, words.s, true, verdict);
	} else if (strcmp(format, "txt") == 0) {
		drop_breaks(&words, output->s);
		fine = check_values_in(document, format, words.s, false, verdict);
	} else {
		fine = verdict_fail(verdict, "format without a check", "%s: say in tests/soak/check_outputs.c how to read it", format);
	}
	buf_release(&words);
	return fine;
}

bool check_outputs(const struct document *document, const struct buf outputs[NOTICE_FORMAT_COUNT], bool oracles, struct verdict *verdict)
{
	for (const struct node *node = document->root; node; node = node_walk(node, document->root))
		if (node_is_own_text(node) && !check_as_typed(node, verdict))
			return false;
	if (!check_page(document, outputs[NOTICE_HTML].s, outputs[NOTICE_HTML].len, verdict))
		return false;
	if (oracles && !check_markdown(&outputs[NOTICE_MARKDOWN], &outputs[NOTICE_HTML], verdict))
		return false;
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++) {
		const char *format = notice_format_name((enum notice_format)i);
		bool read_above = i == NOTICE_MARKDOWN || i == NOTICE_HTML;
		if (!read_above && (i != NOTICE_JSON || oracles) && !check_format(document, format, &outputs[i], verdict))
			return false;
	}
	return true;
}

void check_start(void)
{
	oracle_start();
}

void check_end(void)
{
	oracle_end();
}
