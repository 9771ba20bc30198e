/*
 * Documents full of hostile values: one value in every place, or anything anywhere. The same for the same seed.
 */
#ifndef TESTS_UNIT_RANDOM_DOCUMENT_H
#define TESTS_UNIT_RANDOM_DOCUMENT_H

#include "base/text.h"
#include "tests/unit/tree.h"

#include <stdint.h>
#include <stdio.h>

/* ---- random ---- */

struct random {
	uint64_t state;
};

static uint32_t draw(struct random *random, uint32_t below)
{
	random->state ^= random->state << 13;
	random->state ^= random->state >> 7;
	random->state ^= random->state << 17;
	return (uint32_t)((random->state >> 24) % below);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const fragments[] = {
	"a", "b", "Acme", "GmbH", "AB", "we", "1", "23", "2026", "x", "www", "http", "mailto", " ", " ", " ", " ", " ", "*", "**", "***", "_",
	"__", "`", "``", "```", "~", "~~", "~~~", "#", "##", "######",
	"####### ", "+", "-", "--", "---", "- ", "+ ", "* ", "=", "===", "1.", "1. ", "12) ", "1234567890. ", ">", "> ", "|", "||", "| --- |",
	"---|---", ":-", ":-:", "-:", "\\", "\\\\", "\\|", "\\*",
	"!", "![", "[", "]", "](", "]()", "](x)", "[x]:", "[x]: y", "[^1]", "[ ] ", "(", ")", "<", "</", "<b>", "</b>", "<script>", "<!--",
	"-->", "<![CDATA[", "]]>", "<?php", "<http://a>", "<a@b.c>",
	"<div>", "<a id=\"q\"></a>", "<a", "&", "&amp;", "&lt;", "&#60;", "&#x3C;", "&copy;", "&copy", "&;", "&#;", "amp;", "\"", "'", "://",
	"http://a.b", "https://x", "www.x.y", "a@b.c", "javascript:",
	"javascript:alert(1)", "{{ x }}", "{% if %}", "$x$", "@", ":", ";", ".", ",", "?", "/", "%", "^", "\xC3\xA9", "\xC3\x85ngstr\xC3\xB6m",
	"\xE4\xB8\xAD\xE6\x96\x87", "\xE3\x80\x82",
	"\xE3\x80\x8C", "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xD9\x85", "e\xCC\x81", "\xCC\x81", "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9",
	"\xE2\x82\xAC", "\xE2\x84\xA2", "\xE2\x80\x9E", "\xE2\x80\x9C",
	"\xC2\xAB", "\xC2\xA7", "\xE2\x80\x94", "\xE2\x80\x8B", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xC2\xAD", "\xE2\x80\xAE", "\xE2\x80\xA6",
	"\xE2\x93\x90", "\xC2\xB2", "\xF0\x9D\x94\x84",
};
/* White space that values do not keep, but texts of clauses may. */
static const char *const spaces[] = {"\xC2\xA0", "\xE2\x80\xA8", "\xE3\x80\x80", "\xE2\x80\x89", "\xE2\x80\xAF", "  "};

static void add_fragment(struct random *random, struct buf *buf, bool wild)
{
	uint32_t die = draw(random, 400);
	if (die == 0) {
		for (int i = 0; i < 100; i++)
			buf_adds(buf, "Wort");
	} else if (die < 40) {
		buf_addc(buf, (char)(33 + draw(random, 94)));
	} else if (die < 55 && wild) {
		buf_adds(buf, spaces[draw(random, COUNT(spaces))]);
	} else {
		buf_adds(buf, fragments[draw(random, COUNT(fragments))]);
	}
}

/* A value: as the composer lets it in, with white space folded, not empty. */
static void make_value(struct random *random, struct buf *buf, bool wild)
{
	buf_clear(buf);
	uint32_t count = 1 + draw(random, draw(random, 4) == 0 ? 12 : 5);
	for (uint32_t i = 0; i < count; i++)
		add_fragment(random, buf, wild);
	size_t length = 0;
	for (size_t i = 0; i < buf->len; i++)
		if (wild || buf->s[i] != ' ' || (length > 0 && buf->s[length - 1] != ' '))
			buf->s[length++] = buf->s[i];
	while (!wild && length > 0 && buf->s[length - 1] == ' ')
		length--;
	if (length < buf->len)
		buf_truncate(buf, length);
	struct buf folded = BUF_INIT;
	text_fold_space(&folded, buf->s);
	if (folded.len == 0)
		buf_adds(buf, "x");
	buf_release(&folded);
}

/* ---- one value in every place ---- */

static void add_mark(struct document *document, struct node *parent, enum node_kind kind, const char *before, const char *value,
	const char *after)
{
	if (*before != '\0')
		tree_text(document, parent, before);
	struct node *mark = tree_add(document, parent, kind);
	if (kind == NODE_LINK)
		mark->href = "#top";
	tree_text(document, mark, value);
	if (*after != '\0')
		tree_text(document, parent, after);
}

static void add_everywhere(struct document *document, struct node *section, const char *value, struct random *random)
{
	static const char *const befores[] = {"", "We use ", "we", "(", "\xC3\xA9", "!", "\xE2\x80\x9E", "1", "cal_v", "x_"};
	static const char *const afters[] = {"", " for you.", "s", ".", "\xC3\xA9", ")", "\xE2\x80\x9C", "_x", "v_x"};
	const char *before = befores[draw(random, COUNT(befores))], *after = afters[draw(random, COUNT(afters))];
	struct node *block = tree_add(document, section, NODE_PARAGRAPH); /* alone: start and end */
	tree_text(document, block, value);
	block = tree_add(document, section, NODE_PARAGRAPH); /* between texts */
	tree_text(document, block, "We use ");
	tree_text(document, block, value);
	tree_text(document, block, " and ");
	tree_text(document, block, value);
	tree_text(document, block, ".");
	block = tree_add(document, section, NODE_PARAGRAPH); /* after a break */
	tree_text(document, block, value);
	tree_add(document, block, NODE_BREAK);
	tree_text(document, block, value);
	tree_add(document, block, NODE_BREAK);
	add_mark(document, block, NODE_STRONG, before, value, after);
	block = tree_add(document, section, NODE_HEADING);
	block->level = 3;
	tree_text(document, block, value);
	block = tree_add(document, section, NODE_LIST);
	tree_text(document, tree_add(document, block, NODE_ITEM), value);
	struct node *item = tree_add(document, block, NODE_ITEM);
	add_mark(document, item, NODE_LINK, before, value, after);
	add_mark(document, item, NODE_EMPHASIS, before, value, after);
	tree_text(document, item, value);
	block = tree_add(document, section, NODE_PARAGRAPH);
	add_mark(document, block, NODE_STRONG, before, value, after);
	add_mark(document, block, NODE_EMPHASIS, "", value, " ");
	add_mark(document, block, NODE_STRONG, " ", value, before);
	struct node *table = tree_add(document, section, NODE_TABLE);
	for (int i = 0; i < 2; i++) {
		struct node *row = tree_add(document, table, NODE_ROW);
		tree_text(document, tree_add(document, row, NODE_CELL), value);
		add_mark(document, tree_add(document, row, NODE_CELL), NODE_STRONG, before, value, after);
		if (i > 0)
			tree_add(document, row, NODE_CELL);
		else
			tree_text(document, tree_add(document, row, NODE_CELL), "Role");
	}
	block = tree_add(document, section, NODE_GAP);
	tree_text(document, block, value);
	add_mark(document, block, NODE_OPEN, before, value, after);
	block = tree_add(document, section, NODE_PARAGRAPH); /* a link in bold, marks in marks */
	struct node *strong = tree_add(document, block, NODE_STRONG);
	add_mark(document, strong, NODE_EMPHASIS, before, value, after);
	add_mark(document, strong, NODE_LINK, "", value, "");
	add_mark(document, block, NODE_EMPHASIS, "", value, "");
}

/* ---- random documents ---- */

enum { IN_STRONG = 1, IN_EMPHASIS = 2, IN_LINK = 4, IN_ANY = 7 };

static void add_random_link(struct document *document, struct node *parent, struct random *random, struct buf *value)
{
	static const char *const addresses[] = {
		"#top", "https://acme.example/a_b*c", "https://acme.example/?a=1&amp;b=(2)", "http://\xC3\xA5.example/\xC3\xB6", "tel:+46701234567",
		"https://acme.example:8080/x,y;z='~!$%7C%20", "mailto:a_b@acme.example",
	};
	static const char *const plain[][2] = {
		{"mailto:privacy@acme.example", "privacy@acme.example"},
		{"https://acme.example/a_b", "https://acme.example/a_b"},
		{"https://acme.example/?a&b=1", "https://acme.example/?a&b=1"},
	};
	struct node *link = tree_add(document, parent, NODE_LINK);
	if (draw(random, 3) == 0) {
		size_t i = draw(random, COUNT(plain));
		link->href = plain[i][0];
		tree_text(document, link, plain[i][1]);
		return;
	}
	link->href = addresses[draw(random, COUNT(addresses))];
	make_value(random, value, true);
	tree_text(document, link, value->s);
}

/* Random inline nodes; no two neighbours with the same marks, whose white space the page keeps apart and Markdown does not. */
static void add_random_inlines(struct document *document, struct node *parent, struct random *random, struct buf *value, unsigned inside,
	bool breaks)
{
	enum node_kind last = NODE_BREAK;
	uint32_t count = 1 + draw(random, 5);
	for (uint32_t i = 0; i < count || last == NODE_BREAK; i++) {
		uint32_t die = draw(random, 10);
		if (die == 0 && !(inside & IN_STRONG) && last != NODE_STRONG) {
			last = NODE_STRONG;
			add_random_inlines(document, tree_add(document, parent, draw(random, 3) > 0 ? NODE_STRONG : NODE_OPEN), random, value,
				inside | IN_STRONG, false);
		} else if (die == 1 && !(inside & IN_EMPHASIS) && last != NODE_EMPHASIS) {
			last = NODE_EMPHASIS;
			add_random_inlines(document, tree_add(document, parent, NODE_EMPHASIS), random, value, inside | IN_EMPHASIS, false);
		} else if (die == 2 && !(inside & IN_LINK)) {
			last = NODE_LINK;
			add_random_link(document, parent, random, value);
		} else if (die == 3 && breaks && last != NODE_BREAK) {
			last = NODE_BREAK;
			tree_add(document, parent, NODE_BREAK);
		} else {
			last = NODE_TEXT;
			make_value(random, value, true);
			tree_text(document, parent, value->s);
		}
	}
}

static void add_random_block(struct document *document, struct node *section, struct random *random, struct buf *value)
{
	struct node *block;
	switch (draw(random, 6)) {
	case 0:
		if (section->last->kind == NODE_LIST)
			return;
		block = tree_add(document, section, NODE_LIST);
		for (uint32_t i = 1 + draw(random, 3); i > 0; i--)
			add_random_inlines(document, tree_add(document, block, NODE_ITEM), random, value, 0, true);
		break;
	case 1:
		block = tree_add(document, section, NODE_TABLE);
		uint32_t columns = 1 + draw(random, 4);
		for (uint32_t rows = 1 + draw(random, 3); rows > 0; rows--) {
			struct node *row = tree_add(document, block, NODE_ROW);
			for (uint32_t i = 0; i < columns; i++)
				add_random_inlines(document, tree_add(document, row, NODE_CELL), random, value, 0, false);
		}
		break;
	case 2:
		add_random_inlines(document, tree_add(document, section, NODE_GAP), random, value, 0, true);
		break;
	case 3:
		block = tree_add(document, section, NODE_HEADING);
		block->level = section->level + 1;
		add_random_inlines(document, block, random, value, 0, false);
		break;
	default:
		add_random_inlines(document, tree_add(document, section, NODE_PARAGRAPH), random, value, 0, true);
		break;
	}
}

static struct document *random_document(struct random *random, struct buf *value)
{
	struct document *document = document_new();
	document->language = "en-GB";
	document->title = "Notice";
	document->contents = "Contents";
	document->draft = true;
	add_random_inlines(document, tree_section(document, NULL, 1, "top")->first, random, value, 0, false);
	struct node *section = document->root;
	for (int i = 0; i < 6; i++) {
		char id[16];
		snprintf(id, sizeof id, "s%d", i);
		if (i > 0) {
			bool deeper = section->level > 1 && section->level < 4 && draw(random, 2) == 0;
			struct node *parent = deeper ? section : document->root;
			section = tree_section(document, parent, parent->level + 1, id);
			add_random_inlines(document, section->first, random, value, 0, false);
		}
		for (uint32_t blocks = 1 + draw(random, 6); blocks > 0; blocks--)
			add_random_block(document, section, random, value);
		if (section->first->next == NULL)
			tree_text(document, tree_add(document, section, NODE_PARAGRAPH), "Text.");
	}
	return document;
}

#endif
