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
 * A page of its own: <!DOCTYPE html> (in capitals, as XML wants it), lang, title, viewport, embedded style (no script, nothing loaded from
 * anywhere), <main> with the notice and, before its first section, <nav> with the contents (sections of level 2 and 3; none without
 * document->contents). Well-formed as XML. A draft has <body class="draft"> and asks robots not to index it.
 * Header cells are <th scope="col">; tables become lists of labelled lines on narrow screens (data-label attributes and CSS), readable at
 * 320 pixels, in the dark, on paper and aloud.
 */
void write_html(struct buf *out, const struct document *document);

#endif
