#include "outputs/write/write.h"

#include "outputs/write/escape.h"
#include "outputs/write/style.h"

/* ---- inline nodes ---- */

static void write_inlines(struct buf *out, const struct node *parent);

/* What is not answered yet: bold, unless bold stands around it. */
static const char *open_element(const struct node *node)
{
	for (node = node->parent; node != NULL; node = node->parent)
		if (node->kind == NODE_STRONG || node->kind == NODE_OPEN)
			return "span";
	return "strong";
}

static void write_element(struct buf *out, const char *name, const char *attributes, const struct node *node)
{
	buf_addc(out, '<');
	buf_adds(out, name);
	buf_adds(out, attributes);
	buf_addc(out, '>');
	write_inlines(out, node);
	buf_adds(out, "</");
	buf_adds(out, name);
	buf_addc(out, '>');
}

static void write_inlines(struct buf *out, const struct node *parent)
{
	for (const struct node *node = parent->first; node != NULL; node = node->next) {
		switch (node->kind) {
		case NODE_TEXT:
			escape_html(out, node->text);
			break;
		case NODE_BREAK:
			buf_adds(out, "<br/>");
			break;
		case NODE_STRONG:
			write_element(out, "strong", "", node);
			break;
		case NODE_EMPHASIS:
			write_element(out, "em", "", node);
			break;
		case NODE_OPEN:
			write_element(out, open_element(node), " class=\"open\"", node);
			break;
		case NODE_LINK:
			buf_adds(out, "<a href=\"");
			escape_html(out, node->href);
			buf_adds(out, "\">");
			write_inlines(out, node);
			buf_adds(out, "</a>");
			break;
		default:
			write_inlines(out, node);
			break;
		}
	}
}

/* The text below node, without markup: for attributes and the contents. */
static void write_words(struct buf *out, const struct node *top)
{
	for (const struct node *node = top; node != NULL; node = node_walk(node, top)) {
		if (node->kind == NODE_TEXT)
			escape_html(out, node->text);
		else if (node->kind == NODE_BREAK)
			buf_addc(out, ' ');
	}
}

/* ---- the contents ---- */

static const struct node *section_heading(const struct node *section)
{
	const struct node *node = section->first;
	while (node != NULL && node->kind != NODE_HEADING)
		node = node->next;
	return node;
}

static const struct node *next_section(const struct node *node)
{
	while (node != NULL && node->kind != NODE_SECTION)
		node = node->next;
	return node;
}

static void write_contents_list(struct buf *out, const struct node *section, int level)
{
	buf_adds(out, "<ul>\n");
	for (; section != NULL; section = next_section(section->next)) {
		buf_adds(out, "<li><a href=\"#");
		escape_html(out, section->id);
		buf_adds(out, "\">");
		const struct node *heading = section_heading(section);
		if (heading != NULL)
			write_words(out, heading);
		buf_adds(out, "</a>");
		const struct node *deeper = next_section(section->first);
		if (deeper != NULL && level < 3) {
			buf_addc(out, '\n');
			write_contents_list(out, deeper, level + 1);
		}
		buf_adds(out, "</li>\n");
	}
	buf_adds(out, "</ul>\n");
}

/* Stands between what belongs to the title and the first section: so the page begins with its title when it is read aloud or on a phone. */
static void write_contents(struct buf *out, const struct document *document, const struct node *first)
{
	buf_adds(out, "<nav aria-label=\"");
	escape_html(out, document->contents);
	buf_adds(out, "\">\n<p>");
	escape_html(out, document->contents);
	buf_adds(out, "</p>\n");
	write_contents_list(out, first, 2);
	buf_adds(out, "</nav>\n");
}

/* ---- blocks ---- */

static void write_block(struct buf *out, const char *open, const struct node *node, const char *close)
{
	buf_adds(out, open);
	write_inlines(out, node);
	buf_adds(out, close);
}

static void write_heading(struct buf *out, const struct node *heading, const char *id)
{
	char digit = (char)('0' + heading->level);
	buf_adds(out, "<h");
	buf_addc(out, digit);
	if (id != NULL) {
		buf_adds(out, " id=\"");
		escape_html(out, id);
		buf_addc(out, '"');
	}
	buf_addc(out, '>');
	write_inlines(out, heading);
	buf_adds(out, "</h");
	buf_addc(out, digit);
	buf_adds(out, ">\n");
}

/* The roles say again what the elements are: a browser forgets it when the style for narrow screens lays them out as blocks. */
static void write_table(struct buf *out, const struct node *table)
{
	const struct node *header = table->first;
	if (header == NULL)
		return;
	buf_adds(out, "<table role=\"table\">\n<thead role=\"rowgroup\">\n<tr role=\"row\">");
	for (const struct node *cell = header->first; cell != NULL; cell = cell->next)
		write_block(out, "<th scope=\"col\" role=\"columnheader\">", cell, "</th>");
	buf_adds(out, "</tr>\n</thead>\n");
	if (header->next != NULL)
		buf_adds(out, "<tbody role=\"rowgroup\">\n");
	for (const struct node *row = header->next; row != NULL; row = row->next) {
		buf_adds(out, "<tr role=\"row\">");
		const struct node *label = header->first;
		for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
			buf_adds(out, "<td role=\"cell\" data-label=\"");
			if (label != NULL) {
				write_words(out, label);
				label = label->next;
			}
			write_block(out, "\">", cell, "</td>");
		}
		buf_adds(out, "</tr>\n");
	}
	if (header->next != NULL)
		buf_adds(out, "</tbody>\n");
	buf_adds(out, "</table>\n");
}

static void write_list(struct buf *out, const struct node *list)
{
	buf_adds(out, "<ul>\n");
	for (const struct node *item = list->first; item != NULL; item = item->next)
		write_block(out, "<li>", item, "</li>\n");
	buf_adds(out, "</ul>\n");
}

/* contents: the document whose list of contents goes before its first section; NULL: none. */
static void write_blocks(struct buf *out, const struct document *contents, const struct node *section)
{
	const char *id = section->id; /* goes to the first heading */
	const struct node *first = contents != NULL && contents->contents != NULL && section == contents->root ? next_section(section->first) : NULL;
	for (const struct node *node = section->first; node != NULL; node = node->next) {
		if (node == first)
			write_contents(out, contents, first);
		switch (node->kind) {
		case NODE_SECTION:
			buf_adds(out, "<section>\n");
			write_blocks(out, contents, node);
			buf_adds(out, "</section>\n");
			break;
		case NODE_HEADING:
			write_heading(out, node, id);
			id = NULL;
			break;
		case NODE_LIST:
			write_list(out, node);
			break;
		case NODE_TABLE:
			write_table(out, node);
			break;
		case NODE_GAP:
			write_block(out, "<div class=\"gap\" role=\"note\"><p>", node, "</p></div>\n");
			break;
		case NODE_BANNER:
			write_block(out, "<div class=\"banner\" role=\"note\"><p>", node, "</p></div>\n");
			break;
		default:
			write_block(out, "<p>", node, "</p>\n");
			break;
		}
	}
}

void write_html(struct buf *out, const struct document *document)
{
	buf_adds(out, "<!DOCTYPE html>\n<html lang=\"");
	escape_html(out, document->language != NULL ? document->language : "en");
	buf_adds(out, "\">\n<head>\n<meta charset=\"utf-8\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n");
	if (document->draft)
		buf_adds(out, "<meta name=\"robots\" content=\"noindex\"/>\n");
	buf_adds(out, "<title>");
	escape_html(out, document->title != NULL ? document->title : "");
	buf_adds(out, "</title>\n<style>\n");
	buf_adds(out, html_style);
	buf_adds(out, "</style>\n</head>\n");
	buf_adds(out, document->draft ? "<body class=\"draft\">\n<main>\n" : "<body>\n<main>\n");
	if (document->root != NULL)
		write_blocks(out, document, document->root);
	buf_adds(out, "</main>\n</body>\n</html>\n");
}

void write_fragment(struct buf *out, const struct document *document)
{
	buf_adds(out, document->draft ? "<section class=\"noticesmith draft\" lang=\"" : "<section class=\"noticesmith\" lang=\"");
	escape_html(out, document->language != NULL ? document->language : "en");
	buf_adds(out, "\">\n<style>\n");
	buf_adds(out, fragment_style);
	buf_adds(out, "</style>\n");
	if (document->root != NULL)
		write_blocks(out, NULL, document->root);
	buf_adds(out, "</section>\n");
}
