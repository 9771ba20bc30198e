/*
 * The one door to libmd4c: CommonMark with tables to a small tree with places in the source.
 *
 * Used when the library is built and for overlays, never on a composed notice. What a clause may not hold (raw HTML, code,
 * quotations, ordered or nested lists, images, rules, links by reference) is a finding with its place.
 */
#ifndef OUTPUTS_LIBRARY_MARKDOWN_H
#define OUTPUTS_LIBRARY_MARKDOWN_H

#include "base/yaml.h"

enum md_kind {
	MD_NODE_PARAGRAPH, MD_NODE_HEADING, MD_NODE_LIST, MD_NODE_ITEM, MD_NODE_TABLE, MD_NODE_ROW, MD_NODE_CELL,
	MD_NODE_TEXT, MD_NODE_STRONG, MD_NODE_EMPHASIS, MD_NODE_BREAK, MD_NODE_LINK /* inline */
};

/* A line of the text that is parsed, and where it came from: columns are counted at origin, where its bytes stand one for one. */
struct md_line {
	size_t start;       /* byte of the parsed text */
	const char *origin; /* the line in its file */
	int number;         /* in its file, from 1 */
};

/*
 * A text to parse. Its bytes may differ from the file's, and lines of the file may be left out or emptied, but no byte may be added
 * to a line or taken out of its middle.
 */
struct md_text {
	const char *text;
	size_t size;
	const char *file;
	const struct md_line *lines; /* at least one; not used when node is set */
	size_t line_count;
	const struct yaml *yaml;     /* a title: the text is the value of this scalar; or both NULL */
	const struct yaml_node *node;
};

struct md_node {
	enum md_kind kind;
	int level;                      /* headings */
	bool header;                    /* rows */
	const char *text;               /* MD_NODE_TEXT: entities and escapes resolved, soft breaks as a space */
	const char *href;               /* MD_NODE_LINK, decoded */
	size_t first, last;             /* bytes of the text: of its first and behind its last piece of text */
	struct md_node *parent, *child, *child_last, *next;
};

/*
 * Parses a text of valid UTF-8 without NUL. Returns a root whose children are the blocks, or NULL with findings. Items hold inline
 * nodes, never blocks; every block has text in it, every row as many cells as its header. Everything lives in arena.
 */
struct md_node *md_read(struct arena *arena, const struct md_text *text, struct diags *diags);

/* The place of a byte of the text, in its file. */
struct pos md_pos(const struct md_text *text, size_t byte);

#endif
