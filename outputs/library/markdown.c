#include "outputs/library/markdown.h"

#include "base/buf.h"
#include "base/text.h"
#include "outputs/outputs_diags.h"

#include <md4c.h>
#include <string.h>

/* What no clause needs, but a hostile overlay could hold: spans nested without end, thousands of mistakes. */
enum { DEPTH_LIMIT = 24, FINDING_LIMIT = 20 };

struct reader {
	struct arena *arena;
	const struct md_text *source;
	struct diags *diags;
	struct md_node *at;      /* the node whose children come now */
	struct md_node *run;     /* the text node that still grows, its text in `text`; or NULL */
	struct buf text;
	size_t last;             /* behind the last text that md4c reported: blocks themselves come without a place */
	int depth;
	int silent;              /* inside something refused, whose text nobody wants */
	bool header;
	unsigned columns;
	int findings;
};

/* ---- places ---- */

struct pos md_pos(const struct md_text *text, size_t byte)
{
	if (byte > text->size)
		byte = text->size;
	if (text->node)
		return yaml_pos_at(text->yaml, yaml_origin(text->yaml, text->node, byte));
	size_t low = 0, high = text->line_count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (text->lines[middle].start <= byte)
			low = middle;
		else
			high = middle;
	}
	const struct md_line *line = &text->lines[low];
	return (struct pos){text->file, line->number, (int)text_count(line->origin, byte - line->start) + 1};
}

/* md4c hands out pointers into its input. That is how it works, not what it promises: tests/unit/test_markdown.c holds it to it. */
static bool place_of(const struct reader *reader, const char *text, size_t *byte)
{
	uintptr_t start = (uintptr_t)reader->source->text, here = (uintptr_t)text;
	if (here < start || here > start + reader->source->size)
		return false;
	*byte = (size_t)(here - start);
	return true;
}

/* Where a block that begins now must begin: at the first line with anything on it below the line of the last text. */
static size_t block_start(const struct reader *reader)
{
	const char *text = reader->source->text;
	size_t at = reader->last, size = reader->source->size;
	if (at)
		while (at < size && text[at] != '\n')
			at++;
	while (at < size && (text[at] == '\n' || text[at] == ' ' || text[at] == '\t'))
		at++;
	return at;
}

/* The text from byte to end belongs to every node that is open. */
static void touch(struct reader *reader, size_t byte, size_t end)
{
	for (struct md_node *node = reader->at; node; node = node->parent) {
		if (node->last == node->first)
			node->first = byte;
		if (end > node->last)
			node->last = end;
	}
	if (end > reader->last)
		reader->last = end;
}

/* ---- findings ---- */

/* Returns what a callback of md4c returns: -1 to stop, when there are too many. */
static int report(struct reader *reader, enum outputs_diag kind, size_t byte, const char *what, const char *instead)
{
	diag_add(reader->diags, &outputs_diags[kind], md_pos(reader->source, byte), what, instead, NULL);
	return ++reader->findings < FINDING_LIMIT ? 0 : -1;
}

static int refuse(struct reader *reader, const char *what, const char *instead)
{
	return report(reader, O_CLAUSE_MARKUP, block_start(reader), what, instead);
}

/* ---- the tree ---- */

static void end_run(struct reader *reader)
{
	if (!reader->run)
		return;
	reader->run->text = arena_strndup(reader->arena, reader->text.s, reader->text.len);
	reader->run = NULL;
	buf_clear(&reader->text);
}

static struct md_node *add(struct reader *reader, enum md_kind kind, size_t place)
{
	end_run(reader);
	struct md_node *node = arena_alloc(reader->arena, sizeof *node);
	node->kind = kind;
	node->parent = reader->at;
	node->first = node->last = place;
	if (reader->at->child_last)
		reader->at->child_last->next = node;
	else
		reader->at->child = node;
	reader->at->child_last = node;
	return node;
}

static int enter(struct reader *reader, enum md_kind kind, size_t place)
{
	if (++reader->depth > DEPTH_LIMIT) {
		report(reader, O_CLAUSE_DEPTH, place, NULL, NULL);
		return -1;
	}
	reader->at = add(reader, kind, place);
	return 0;
}

/* md4c 0.4.8 can leave a span that it never entered, where links and bold text overlap: such a text is given back as unreadable. */
static int leave(struct reader *reader, enum md_kind kind)
{
	end_run(reader);
	struct md_node *node = reader->at;
	if (node->kind != kind || !node->parent) {
		report(reader, O_CLAUSE_MARKDOWN, reader->last, NULL, NULL);
		return -1;
	}
	reader->at = node->parent;
	reader->depth--;
	if (node->kind == MD_NODE_CELL || node->kind >= MD_NODE_TEXT || node->last > node->first)
		return 0;
	return reader->silent ? 0 : report(reader, O_CLAUSE_EMPTY_BLOCK, node->first, NULL, NULL);
}

/* ---- rows and paragraphs ---- */

/* Cells on the line of that byte. Those beyond the columns of the header would vanish without a word. */
static unsigned count_cells(const struct reader *reader, size_t byte)
{
	const char *text = reader->source->text;
	size_t start = byte, end = byte;
	while (start && text[start - 1] != '\n')
		start--;
	while (end < reader->source->size && text[end] != '\n')
		end++;
	while (start < end && (text[start] == ' ' || text[start] == '\t'))
		start++;
	while (end > start && (text[end - 1] == ' ' || text[end - 1] == '\t'))
		end--;
	unsigned pipes = 0;
	bool closed = false;
	for (size_t i = start; i < end; i++) {
		closed = text[i] == '|';
		if (text[i] == '\\')
			i++;
		else if (closed && i > start)
			pipes++;
	}
	return pipes + !closed;
}

static int leave_row(struct reader *reader)
{
	const struct md_node *row = reader->at;
	if (row->last > row->first && count_cells(reader, row->first) != reader->columns) {
		char have[16], want[16];
		snprintf(have, sizeof have, "%u", count_cells(reader, row->first));
		snprintf(want, sizeof want, "%u", reader->columns);
		if (report(reader, O_CLAUSE_ROW_CELLS, row->first, have, want))
			return -1;
	}
	return leave(reader, MD_NODE_ROW);
}

static int leave_paragraph(struct reader *reader)
{
	size_t first = reader->at->first;
	const char *text = reader->source->text;
	bool pipe = reader->at->last > first && text[first] == '|' && !(first && text[first - 1] == '\\');
	if (pipe && report(reader, O_CLAUSE_TABLE_BROKEN, first, NULL, NULL))
		return -1;
	return leave(reader, MD_NODE_PARAGRAPH);
}

/* ---- md4c's callbacks: blocks ---- */

/* Items hold inline nodes only. A second paragraph or any other block is refused, but read all the same, to find more mistakes. */
static int enter_in_item(struct reader *reader, MD_BLOCKTYPE type)
{
	if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
		return refuse(reader, "a list in a list", "make it one list, or a table");
	if (type == MD_BLOCK_P && !reader->at->child)
		return 0;
	return refuse(reader, "a second block in a list item", "make it an item of its own, or a paragraph before or after the list");
}

static int enter_list(struct reader *reader, MD_BLOCKTYPE type, const void *detail)
{
	int stop = 0;
	if (type == MD_BLOCK_OL)
		stop = refuse(reader, "a numbered list", "use a list with '-'");
	else if (((const MD_BLOCK_UL_DETAIL *)detail)->mark != '-')
		stop = refuse(reader, "a list with another mark than '-'", "begin its items with '- '");
	return stop ? stop : enter(reader, MD_NODE_LIST, block_start(reader));
}

static int enter_heading(struct reader *reader, const MD_BLOCK_H_DETAIL *detail)
{
	if (detail->level < 3 || detail->level > 4) {
		static const char instead[] = "use ### or ####, and no line of '=' or '-' under a text; titles of sections stand in sections.yaml";
		if (refuse(reader, "a heading of this level", instead))
			return -1;
	}
	if (enter(reader, MD_NODE_HEADING, block_start(reader)))
		return -1;
	reader->at->level = (int)detail->level;
	return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *reader = context;
	end_run(reader);
	bool allowed_elsewhere = type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_H || type == MD_BLOCK_P || type == MD_BLOCK_TABLE;
	if (reader->at->kind == MD_NODE_ITEM && allowed_elsewhere) {
		if (enter_in_item(reader, type))
			return -1;
		if (type == MD_BLOCK_P)
			return 0;
	}
	switch (type) {
	case MD_BLOCK_DOC: case MD_BLOCK_TBODY:
		reader->header = false;
		return 0;
	case MD_BLOCK_QUOTE:
		return refuse(reader, "a quotation", "write it as a paragraph; for a plain '>' write '\\>'");
	case MD_BLOCK_HR:
		if (refuse(reader, "a rule", "leave it out: sections part the text"))
			return -1;
		touch(reader, block_start(reader), block_start(reader) + 1);
		return 0;
	case MD_BLOCK_CODE:
		reader->silent++;
		return refuse(reader, "a block of code", "write it as a paragraph");
	case MD_BLOCK_HTML:
		reader->silent++;
		return report(reader, O_CLAUSE_HTML, block_start(reader), NULL, NULL);
	case MD_BLOCK_UL: case MD_BLOCK_OL:
		return enter_list(reader, type, detail);
	case MD_BLOCK_LI:
		return enter(reader, MD_NODE_ITEM, block_start(reader));
	case MD_BLOCK_H:
		return enter_heading(reader, detail);
	case MD_BLOCK_P:
		return enter(reader, MD_NODE_PARAGRAPH, block_start(reader));
	case MD_BLOCK_TABLE:
		reader->columns = ((const MD_BLOCK_TABLE_DETAIL *)detail)->col_count;
		return enter(reader, MD_NODE_TABLE, block_start(reader));
	case MD_BLOCK_THEAD:
		reader->header = true;
		return 0;
	case MD_BLOCK_TR:
		if (enter(reader, MD_NODE_ROW, block_start(reader)))
			return -1;
		reader->at->header = reader->header;
		return 0;
	case MD_BLOCK_TH: case MD_BLOCK_TD:
		return enter(reader, MD_NODE_CELL, reader->last);
	}
	return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct reader *reader = context;
	(void)detail;
	end_run(reader);
	switch (type) {
	case MD_BLOCK_P:
		return reader->at->kind == MD_NODE_ITEM ? 0 : leave_paragraph(reader); /* the paragraph of an item has no node */
	case MD_BLOCK_TR:
		return leave_row(reader);
	case MD_BLOCK_CODE: case MD_BLOCK_HTML:
		reader->silent--;
		return 0;
	case MD_BLOCK_UL: case MD_BLOCK_OL:
		return leave(reader, MD_NODE_LIST);
	case MD_BLOCK_LI:
		return leave(reader, MD_NODE_ITEM);
	case MD_BLOCK_H:
		return leave(reader, MD_NODE_HEADING);
	case MD_BLOCK_TABLE:
		return leave(reader, MD_NODE_TABLE);
	case MD_BLOCK_TH: case MD_BLOCK_TD:
		return leave(reader, MD_NODE_CELL);
	default:
		return 0;
	}
}

/* ---- entities ---- */

/* Those that editors write for what a keyboard lacks. Whatever else is wanted can be written as itself. */
static const struct {
	const char *name;
	uint32_t c;
} entities[] = {
	{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}, {"nbsp", 0xA0}, {"sect", 0xA7}, {"copy", 0xA9}, {"shy", 0xAD},
	{"reg", 0xAE}, {"ndash", 0x2013}, {"mdash", 0x2014}, {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
	{"hellip", 0x2026}, {"euro", 0x20AC}, {"trade", 0x2122}
};

/* The code point of "&name;" or "&#n;", or 0. */
static uint32_t entity(const char *text, size_t size)
{
	if (size < 3)
		return 0;
	if (text[1] != '#') {
		for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
			if (strlen(entities[i].name) == size - 2 && !memcmp(entities[i].name, text + 1, size - 2))
				return entities[i].c;
		return 0;
	}
	bool hex = text[2] == 'x' || text[2] == 'X';
	uint32_t c = 0;
	for (size_t i = hex ? 3 : 2; i + 1 < size && c < 0x110000; i++) {
		uint32_t digit = (uint32_t)(text[i] <= '9' ? text[i] - '0' : (text[i] | 0x20) - 'a' + 10);
		c = c * (hex ? 16 : 10) + digit;
	}
	bool control = c < 0x20 || (c >= 0x7F && c < 0xA0), bidi = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
	bool refused = (c >= 0xD800 && c <= 0xDFFF) || c == 0xE000 || c > 0x10FFFF; /* U+E000 marks our placeholders */
	return control || bidi || refused ? 0 : c;
}

static int add_entity(struct reader *reader, struct buf *buf, const char *text, size_t size, size_t byte)
{
	uint32_t c = entity(text, size);
	if (c) {
		text_add_char(buf, c);
		return 0;
	}
	char name[64];
	snprintf(name, sizeof name, "%.*s", (int)size, text);
	return report(reader, O_CLAUSE_ENTITY, byte, name, NULL);
}

/* ---- md4c's callbacks: spans and text ---- */

static const char *attribute_text(struct reader *reader, const MD_ATTRIBUTE *attribute, size_t byte)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; attribute->text && attribute->substr_offsets[i] < attribute->size; i++) {
		const char *part = attribute->text + attribute->substr_offsets[i];
		size_t size = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];
		if (attribute->substr_types[i] == MD_TEXT_ENTITY)
			add_entity(reader, &buf, part, size, byte);
		else
			buf_add(&buf, part, size);
	}
	char *copy = arena_strndup(reader->arena, buf.s, buf.len);
	buf_release(&buf);
	return copy;
}

static int enter_link(struct reader *reader, const MD_SPAN_A_DETAIL *detail)
{
	size_t byte = reader->last;
	if (detail->href.text)
		place_of(reader, detail->href.text, &byte);
	if (enter(reader, MD_NODE_LINK, byte))
		return -1;
	reader->at->href = attribute_text(reader, &detail->href, byte);
	return detail->title.size ? report(reader, O_CLAUSE_MARKUP, byte, "a title on a link", "leave the title out") : 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *reader = context;
	end_run(reader);
	switch (type) {
	case MD_SPAN_EM:
		return enter(reader, MD_NODE_EMPHASIS, reader->last);
	case MD_SPAN_STRONG:
		return enter(reader, MD_NODE_STRONG, reader->last);
	case MD_SPAN_A:
		return enter_link(reader, detail);
	case MD_SPAN_IMG:
		reader->silent++;
		return report(reader, O_CLAUSE_MARKUP, reader->last, "an image", "say it in words");
	default: /* code; everything else needs a flag that is not set */
		reader->silent++;
		return report(reader, O_CLAUSE_MARKUP, reader->last, "code", "leave the backquotes out; for a plain one write '\\`'");
	}
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct reader *reader = context;
	(void)detail;
	if (type != MD_SPAN_EM && type != MD_SPAN_STRONG && type != MD_SPAN_A) {
		reader->silent--;
		return 0;
	}
	const struct md_node *node = reader->at;
	if (leave(reader, type == MD_SPAN_EM ? MD_NODE_EMPHASIS : type == MD_SPAN_STRONG ? MD_NODE_STRONG : MD_NODE_LINK))
		return -1;
	if (node->kind == MD_NODE_LINK && !node->child)
		touch(reader, node->first, node->first + 1);
	return 0;
}

static int add_break(struct reader *reader)
{
	add(reader, MD_NODE_BREAK, reader->last);
	bool backslash = reader->last < reader->source->size && reader->source->text[reader->last] == '\\';
	if (backslash)
		return 0;
	return report(reader, O_CLAUSE_MARKUP, reader->last, "a line break by two spaces", "end the line with '\\', or without spaces");
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct reader *reader = context;
	size_t byte = reader->last;
	bool placed = place_of(reader, text, &byte);
	if (type == MD_TEXT_HTML && !reader->silent && report(reader, O_CLAUSE_HTML, byte, NULL, NULL))
		return -1;
	if (reader->silent || type == MD_TEXT_HTML) {
		if (placed)
			touch(reader, byte, byte + size);
		return 0;
	}
	if (type == MD_TEXT_BR)
		return add_break(reader);
	if (!reader->run) {
		reader->run = add(reader, MD_NODE_TEXT, byte);
		reader->run->last = byte + (placed ? size : 0);
	}
	if (placed) {
		touch(reader, byte, byte + size);
		reader->run->last = byte + size;
	}
	if (type == MD_TEXT_ENTITY)
		return add_entity(reader, &reader->text, text, size, byte);
	if (type == MD_TEXT_SOFTBR) {
		while (reader->text.len && reader->text.s[reader->text.len - 1] == ' ')
			buf_truncate(&reader->text, reader->text.len - 1);
		buf_addc(&reader->text, ' ');
	} else {
		buf_add(&reader->text, text, size);
	}
	return 0;
}

/*
 * A reference definition ends its label with "]:". Refused by that mark, since md4c takes definitions out of the text without a word
 * (and 0.4.8 lets them grow the output beyond all bounds).
 */
static void refuse_references(struct reader *reader)
{
	const char *text = reader->source->text;
	for (size_t i = 0; i + 1 < reader->source->size; i++)
		if (text[i] == ']' && text[i + 1] == ':' && report(reader, O_CLAUSE_REFERENCE, i, NULL, NULL))
			return;
}

struct md_node *md_read(struct arena *arena, const struct md_text *text, struct diags *diags)
{
	const MD_PARSER parser = {
		.flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
		.enter_block = enter_block, .leave_block = leave_block, .enter_span = enter_span, .leave_span = leave_span, .text = add_text,
	};
	struct md_node *root = arena_alloc(arena, sizeof *root);
	root->kind = MD_NODE_PARAGRAPH;
	struct reader reader = {.arena = arena, .source = text, .diags = diags, .at = root, .text = BUF_INIT};
	refuse_references(&reader);
	if (!reader.findings && md_parse(text->text, (MD_SIZE)text->size, &parser, &reader) && !reader.findings)
		report(&reader, O_CLAUSE_MARKDOWN, 0, NULL, NULL);
	buf_release(&reader.text);
	return reader.findings ? NULL : root;
}
