/*
 * Writers: document -> bytes. Each is a pure function of the tree and adds a final line feed.
 */
#ifndef OUTPUTS_WRITE_WRITE_H
#define OUTPUTS_WRITE_WRITE_H

#include "base/buf.h"
#include "outputs/document/document.h"

/*
 * CommonMark with tables. Never hard-wraps: one paragraph, item or row a line, so that changes show line by line. ATX headings; the anchor
 * of a section as <a id="..."></a> inside the heading, first: the only raw HTML it writes. Bullets "- " ("* " for a list right after a
 * list). A line break is "\" at a line's end. Links [text](href); <mail@host.example> and <https://host/> when the text is the address
 * itself. A banner and a block gap are block quotations; an inline gap is bold, and has its brackets in its own text.
 * White space at the edges of bold, emphasis and links is written outside them; bold and open places side by side become one; a letter
 * that would keep a mark from being one is written as an entity.
 */
void write_markdown(struct buf *out, const struct document *document);

/*
 * The same, telling which nodes came to stand on which line (from 1): texts where they have words, line breaks on the line they end, blocks on their first
 * line, the cells of a header also on the line below it. Lines come in order, nodes of a line in theirs.
 */
struct line_listener {
	void (*wrote)(void *context, size_t line, const struct node *node);
	void *context;
};
void write_markdown_lines(struct buf *out, const struct document *document, const struct line_listener *listener);

/*
 * A page of its own: <!DOCTYPE html> (in capitals, as XML wants it), lang, title, viewport, embedded style (no script, nothing loaded from
 * anywhere), <main> with the notice and, before its first section, <nav> with the contents (sections of level 2 and 3; none without
 * document->contents). Well-formed as XML. A draft has <body class="draft"> and asks robots not to index it.
 * Header cells are <th scope="col">; tables become lists of labelled lines on narrow screens (data-label attributes and CSS), readable at
 * 320 pixels, in the dark, on paper and aloud.
 */
void write_html(struct buf *out, const struct document *document);

/*
 * The notice as a piece for a page that is there already (a CMS): one <section class="noticesmith" lang="...">, "noticesmith draft" for a draft, with the blocks
 * that write_html puts into <main>: same elements, levels of headings and ids. No contents: the page around it has its own. First in it a <style> in which
 * every rule begins with .noticesmith, so that nothing outside changes; colours and letters come from the page. Well-formed as XML.
 */
void write_fragment(struct buf *out, const struct document *document);

/*
 * Plain text in lines of at most 78 columns, as a terminal counts them (base/text.h: CJK counts two). Breaks at spaces only; a word that is longer than a line is
 * broken between two grapheme clusters. Headings are underlined (= - ~ .). Items begin with "* " and hang; tables are aligned columns where those fit, else an item a row
 * with labelled lines. A link reads "text <address>" unless its text is the address; links inside the notice and bold are words only. A banner and a block gap are
 * marked "!! " on each line; an inline gap has brackets in its own text. No line ends in a space.
 * Safe to show on a terminal as far as the tree is: document_flaw refuses control characters in it, and answers may hold bidirectional controls only where they are
 * balanced; a break in one of those ends it with its line.
 */
void write_plain(struct buf *out, const struct document *document);

/*
 * The tree with its origins, for programs; JSON of this form, members in this order, those without a value left out:
 *     {"version": 1, "language": "en-GB", "title": ..., "draft": bool, "document": NODE}
 *     NODE   = {"kind": ..., "level": number (sections, headings), "id": ... (sections), "text": ... (texts), "href": ... (links), "origin": ORIGIN, "children": [NODE, ...]}
 *     ORIGIN = {"clause": id, "file": of the clause, "line": number, "record": path, "answer": path of the answer or fact that is printed, "law": citation}
 * kind: section, heading, paragraph, list, item, table, row, cell, gap, banner; text, strong, emphasis, link, break, open (document.h says what stands in what). Paths
 * are those of findings. The version grows when a member changes its meaning or goes; new members may come without that.
 */
void write_json(struct buf *out, const struct document *document);

#endif
