/*
 * The preview, inside.
 *
 *   preview.c          the document, block by block, as lines
 *   preview_flow.c     the text of a block with its roles, broken into rows
 *   preview_table.c    tables: columns side by side, or labelled lines
 *   preview_changed.c  which blocks are new
 *   preview_origin.c   from lines to answers and back
 */
#ifndef TUI_WIZARD_PREVIEW_PARTS_H
#define TUI_WIZARD_PREVIEW_PARTS_H

#include "tui/wizard/preview.h"
#include "tui/wrap.h"

struct preview_line {
	const struct node *block;        /* NULL: an empty line between blocks */
	const struct node *const *nodes; /* with text on it, in order */
	size_t count;
};

/* A row of text: the spans of a line, and the nodes they come from, one each. */
struct row {
	struct page_span *spans;
	const struct node **nodes;
	size_t count;
	int width; /* columns */
};

struct rows {
	struct row *items;
	size_t count;
};

/* How text is drawn. */
struct style {
	enum role role;
	unsigned attributes; /* of enum emphasis */
};

/* From a byte of the text on, it is that node's, drawn in that style. */
struct run {
	size_t start;
	const struct node *node;
	struct style style;
};

/* The text of a block: white space folded, characters without shape spelt out, '\n' for line breaks. */
struct flow {
	struct buf text;
	struct run *runs;
	size_t count, capacity;
	struct wrap wrap;
};

/* preview_flow.c */
void flow_init(struct flow *flow);
void flow_release(struct flow *flow);
void flow_clear(struct flow *flow);
void flow_add_text(struct flow *flow, const struct node *node, struct style style, const char *text);
/* All text below a node. */
void flow_add(struct flow *flow, const struct node *parent, struct style style);
/* The text in so many columns. The rows and their texts live in arena, and do not change when the flow does. */
struct rows flow_break(struct flow *flow, struct arena *arena, int columns);
/* The columns it needs to stand in one row, and those of its longest word. */
struct extent {
	int all, word;
};
struct extent flow_extent(const struct flow *flow);

/* A layout at work. */
struct layout {
	struct preview *preview;
	struct flow flow;
	int columns;              /* for text */
	const struct node *block; /* at hand: lines belong to it */
	bool changed;             /* it is new */
	const struct node *last;  /* the block before; NULL: none */
};

/* preview.c */
void layout_begin(struct layout *layout, const struct node *block); /* a block that can change: known or new */
void layout_add_row(struct layout *layout, struct row row, int indent);
/* What is in the flow, as rows: the first begins with a mark, as wide as it is the others are indented; and all are, by indent. */
void layout_add_flow(struct layout *layout, const char *mark, struct style style, int indent);
void layout_add_gap(struct layout *layout); /* an empty line, unless nothing stands above it */

/* preview_table.c */
void layout_table(struct layout *layout, const struct node *table);

/* preview_changed.c */
void marks_read(struct preview *preview, const struct document *before); /* in the preview's arena; NULL: no comparing */
bool marks_is_new(struct preview *preview, const struct node *block);    /* to be asked of each block once, in order */

#endif
