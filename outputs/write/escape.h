/*
 * Escaping: one function per format, here and nowhere else, with the rules they follow.
 */
#ifndef OUTPUTS_WRITE_ESCAPE_H
#define OUTPUTS_WRITE_ESCAPE_H

#include "base/buf.h"
#include "outputs/document/address.h" /* address_allowed: what may become a link */

#include <stdbool.h>
#include <stdint.h>

/* HTML and XML, text and attribute values alike: & < > " '; what XML cannot hold (control characters, U+FFFE, U+FFFF) shows as U+FFFD. */
void escape_html(struct buf *buf, const char *text);

/* Where in Markdown a text stands; what has to be escaped depends on it. */
struct markdown_place {
	bool block_start; /* nothing but spaces stands before it in its block, item or line; not in headings and cells, which start no block */
	bool in_heading;  /* a closing run of # needs care */
	char before;      /* the byte written last on this line, 0 at its start: looked at where what stands before decides */
	bool at_end;      /* nothing comes after it in its block */
};
/*
 * CommonMark with tables (cmark-gfm -e table, md4c with tables): text shows as it is, white space folded by the caller's tree.
 * Rule C of the measurements in DESIGN.md, only where a reader needs it:
 *   - backslash before \ ` * [ ] < | ~ always; "_" unless between two ASCII letters or digits; "&" where it would start an entity;
 *   - at a block's start before # > =, before + and - ahead of a space (- also ahead of - and :), ":" ahead of "-", the delimiter of "1. "
 *     and "1) ";
 *   - the trailing run of # in a heading;
 *   - for readers that autolink, the ":" of "://" and the dot after "www".
 * Texts that stand side by side in the tree must come here in one piece: "1" and ". x", "&" and "lt;" are harmless only apart.
 */
void escape_markdown(struct buf *buf, const char *text, const struct markdown_place *place);
/* A character as a numeric entity: the way to write a letter where Markdown wants punctuation or white space. */
void escape_markdown_char(struct buf *buf, uint32_t c);

/* A link target inside Markdown's (...). Only for addresses that passed address_allowed. */
void escape_markdown_href(struct buf *buf, const char *href);
/* True when <address> reads as that address on every reader: plain ASCII without anything that would need escaping. */
bool escape_plain_address(const char *address);

#endif
