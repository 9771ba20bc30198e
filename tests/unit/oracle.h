/*
 * What the oracle compares with: both readers of Markdown, and the canonical text into which their XML and that of our page is brought:
 * a line a block, marks as tags, white space folded and moved out of marks.
 */
#ifndef TESTS_UNIT_ORACLE_H
#define TESTS_UNIT_ORACLE_H

#include "base/buf.h"

#define CMARK_NO_SHORT_NAMES /* NODE_HEADING and others are ours */
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <md4c-html.h>
#include <cmark-gfm/registry.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void oracle_start(void)
{
	cmark_gfm_core_extensions_ensure_registered();
}

static void oracle_end(void)
{
	cmark_release_plugins();
	xmlCleanupParser();
}

/* ---- canonical text ---- */

struct canon {
	struct buf out;
	struct buf waiting; /* opening marks that wait for text */
	bool space;         /* white space that waits for text */
	size_t line;        /* where the block began in out */
	bool flawed;        /* an element no writer writes */
};

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_one_of(const xmlNode *node, const char *const *names)
{
	for (; *names != NULL; names++)
		if (is_named(node, *names))
			return true;
	return false;
}

/* Adds the address with %XX decoded: the readers encode what is not ASCII, and some of what is. */
static void add_decoded(struct buf *out, const char *address)
{
	for (const char *p = address; *p != '\0'; p++) {
		unsigned code = 0;
		if (*p == '%' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2]) && sscanf(p + 1, "%2x", &code) == 1) {
			buf_addc(out, (char)code);
			p += 2;
		} else {
			buf_addc(out, *p);
		}
	}
}

static void canon_text(struct canon *c, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == ' ' || *text == '\t' || *text == '\n') {
			c->space = true;
			continue;
		}
		if (c->space && c->out.len > c->line)
			buf_addc(&c->out, ' ');
		c->space = false;
		buf_add(&c->out, c->waiting.s, c->waiting.len);
		buf_clear(&c->waiting);
		buf_addc(&c->out, *text);
	}
}

static void canon_inlines(struct canon *c, const xmlNode *parent);

static void canon_mark(struct canon *c, const xmlNode *node, const char *name)
{
	size_t wait = c->waiting.len;
	buf_addf(&c->waiting, "\x01<%s", name);
	xmlChar *href = is_named(node, "a") ? xmlGetProp(node, (const xmlChar *)"href") : NULL;
	if (href != NULL) {
		buf_addc(&c->waiting, ' ');
		add_decoded(&c->waiting, (const char *)href);
		xmlFree(href);
	}
	buf_adds(&c->waiting, ">\x02");
	canon_inlines(c, node);
	if (c->waiting.len > 0) /* nothing stood in it */
		buf_truncate(&c->waiting, wait);
	else
		buf_addf(&c->out, "\x01</%s>\x02", name);
}

static void canon_inline(struct canon *c, const xmlNode *node)
{
	if (node->type == XML_TEXT_NODE) {
		canon_text(c, (const char *)node->content);
	} else if (is_named(node, "br")) {
		buf_adds(&c->out, "\x01<br>\x02");
		c->line = c->out.len;
		c->space = false;
	} else if (is_named(node, "span")) {
		canon_inlines(c, node);
	} else if (is_named(node, "strong") || is_named(node, "em") || is_named(node, "a")) {
		canon_mark(c, node, (const char *)node->name);
	} else {
		c->flawed = true;
		buf_addf(&c->out, "\x01<?%s>\x02", node->name != NULL ? (const char *)node->name : "");
	}
}

static void canon_inlines(struct canon *c, const xmlNode *parent)
{
	for (const xmlNode *node = parent->children; node != NULL; node = node->next)
		canon_inline(c, node);
}

/* The anchor: our page has it on the heading, our Markdown first in it. */
static const xmlNode *anchor_in(const xmlNode *heading)
{
	const xmlNode *first = heading->children;
	bool anchor = first != NULL && is_named(first, "a") && first->children == NULL && xmlHasProp(first, (const xmlChar *)"id") != NULL;
	return anchor ? first : NULL;
}

static void canon_leaf(struct canon *c, const xmlNode *node)
{
	bool heading = node->name[0] == 'h';
	const xmlNode *anchor = heading ? anchor_in(node) : NULL;
	xmlChar *id = heading ? xmlGetProp(anchor != NULL ? anchor : node, (const xmlChar *)"id") : NULL;
	buf_addf(&c->out, "%s%s%s: ", (const char *)node->name, id != NULL ? "#" : "", id != NULL ? (const char *)id : "");
	xmlFree(id);
	c->line = c->out.len;
	c->space = false;
	for (const xmlNode *child = anchor != NULL ? anchor->next : node->children; child != NULL; child = child->next)
		canon_inline(c, child);
	c->space = false;
	buf_addc(&c->out, '\n');
}

static void canon_blocks(struct canon *c, const xmlNode *parent)
{
	static const char *const leaves[] = {"p", "li", "h1", "h2", "h3", "h4", "h5", "th", "td", NULL};
	static const char *const containers[] = {"ul", "table", "tr", "blockquote", NULL};
	static const char *const unwrapped[] = {"section", "thead", "tbody", NULL};
	for (const xmlNode *node = parent->children; node != NULL; node = node->next) {
		bool blank = node->type == XML_TEXT_NODE && xmlIsBlankNode(node);
		if (blank || is_named(node, "nav") || is_named(node, "style")) {
			continue;
		} else if (is_one_of(node, leaves)) {
			canon_leaf(c, node);
		} else if (is_one_of(node, unwrapped)) {
			canon_blocks(c, node);
		} else if (is_one_of(node, containers) || is_named(node, "div")) {
			const char *name = is_named(node, "div") ? "blockquote" : (const char *)node->name;
			buf_addf(&c->out, "<%s>\n", name);
			canon_blocks(c, node);
			buf_addf(&c->out, "</%s>\n", name);
		} else {
			c->flawed = true;
			buf_addf(&c->out, "<?%s>\n", (const char *)node->name);
		}
	}
}

/* The notice: <main> of a page, the whole of a fragment. */
static bool is_main(const xmlNode *node)
{
	xmlChar *class = is_named(node, "section") ? xmlGetProp(node, (const xmlChar *)"class") : NULL;
	bool fragment = class != NULL && strncmp((const char *)class, "noticesmith", strlen("noticesmith")) == 0;
	xmlFree(class);
	return fragment || is_named(node, "main");
}

static const xmlNode *find_main(const xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		if (is_main(node))
			return node;
		const xmlNode *found = node->type == XML_ELEMENT_NODE ? find_main(node->children) : NULL;
		if (found != NULL)
			return found;
	}
	return NULL;
}

/* Returns false when the text is no well-formed XML with one <main>. */
static bool canon_read(struct canon *c, const char *xml, size_t size)
{
	buf_clear(&c->out);
	buf_clear(&c->waiting);
	c->flawed = false;
	xmlDoc *doc = xmlReadMemory(xml, (int)size, NULL, "UTF-8",
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE | XML_PARSE_COMPACT);
	const xmlNode *top = doc != NULL ? find_main(xmlDocGetRootElement(doc)) : NULL;
	if (top != NULL)
		canon_blocks(c, top);
	xmlFreeDoc(doc);
	return top != NULL;
}

/* ---- the readers ---- */

static void read_cmark(const char *markdown, size_t size, struct buf *html)
{
	int options = CMARK_OPT_UNSAFE;
	cmark_parser *parser = cmark_parser_new(options);
	cmark_syntax_extension *table = cmark_find_syntax_extension("table");
	cmark_parser_attach_syntax_extension(parser, table);
	cmark_parser_feed(parser, markdown, size);
	cmark_node *root = cmark_parser_finish(parser);
	char *text = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser));
	buf_adds(html, text);
	free(text);
	cmark_node_free(root);
	cmark_parser_free(parser);
}

static void add_md4c(const MD_CHAR *text, MD_SIZE size, void *html)
{
	buf_add(html, text, size);
}

static void read_md4c(const char *markdown, size_t size, struct buf *html)
{
	md_html(markdown, (MD_SIZE)size, add_md4c, html, MD_FLAG_TABLES, MD_HTML_FLAG_XHTML);
}

static const struct {
	const char *name;
	void (*read)(const char *markdown, size_t size, struct buf *html);
} readers[] = {{"cmark-gfm", read_cmark}, {"md4c", read_md4c}};

/* ---- comparing ---- */

static void explain_line(struct buf *why, const char *title, const char *text, size_t at)
{
	size_t start = at;
	while (start > 0 && text[start - 1] != '\n')
		start--;
	size_t length = strcspn(text + start, "\n");
	size_t from = at - start > 300 ? at - 300 : start;
	length -= from - start;
	buf_addf(why, "#   %s: %.*s\n", title, (int)(length > 600 ? 600 : length), text + from);
}

static void explain_difference(struct buf *why, const char *reader, const char *theirs, const char *ours)
{
	size_t at = 0;
	while (theirs[at] != '\0' && theirs[at] == ours[at])
		at++;
	buf_addf(why, "# %s reads the Markdown otherwise than the page reads:\n", reader);
	explain_line(why, "Markdown", theirs, at);
	explain_line(why, "page    ", ours, at);
}

/* True when two pages, or a page and a fragment, say the same; why gets the first difference, as lines of comment. */
static inline bool oracle_same_page(const char *page, size_t page_size, const char *other, size_t other_size, struct buf *why)
{
	struct canon first = {.out = BUF_INIT, .waiting = BUF_INIT}, second = {.out = BUF_INIT, .waiting = BUF_INIT};
	bool read = canon_read(&first, page, page_size) && canon_read(&second, other, other_size) && !first.flawed && !second.flawed;
	bool same = read && strcmp(first.out.s, second.out.s) == 0;
	if (!read)
		buf_adds(why, "# one is not well-formed, or has an element it should not have\n");
	else if (!same)
		explain_difference(why, "another page", second.out.s, first.out.s);
	buf_release(&first.out);
	buf_release(&first.waiting);
	buf_release(&second.out);
	buf_release(&second.waiting);
	return same;
}

/* True when both readers find in the Markdown what the page says; why gets the first difference, as lines of comment. */
static inline bool oracle_same(const char *markdown, size_t markdown_size, const char *page, size_t page_size, struct buf *why)
{
	struct canon ours = {.out = BUF_INIT, .waiting = BUF_INIT}, theirs = {.out = BUF_INIT, .waiting = BUF_INIT};
	struct buf html = BUF_INIT;
	bool same = canon_read(&ours, page, page_size) && !ours.flawed;
	if (!same)
		buf_addf(why, "# the page is not well-formed, or has an element it should not have\n");
	for (size_t i = 0; i < sizeof readers / sizeof *readers && same; i++) {
		buf_clear(&html);
		buf_adds(&html, "<main>");
		readers[i].read(markdown, markdown_size, &html);
		buf_adds(&html, "</main>");
		if (!canon_read(&theirs, html.s, html.len)) {
			buf_addf(why, "# %s makes something of the Markdown that is not well-formed\n", readers[i].name);
			same = false;
		} else if (strcmp(ours.out.s, theirs.out.s) != 0) {
			explain_difference(why, readers[i].name, theirs.out.s, ours.out.s);
			same = false;
		}
	}
	buf_release(&html);
	buf_release(&ours.out);
	buf_release(&ours.waiting);
	buf_release(&theirs.out);
	buf_release(&theirs.waiting);
	return same;
}

#endif
