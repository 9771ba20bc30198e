#include "tui/wizard/preview_parts.h"

#include <string.h>

void preview_init(struct preview *preview)
{
	*preview = (struct preview){.arena = ARENA_INIT};
}

void preview_release(struct preview *preview)
{
	arena_release(&preview->arena);
}

/* ---- lines ---- */

static struct page_line *add_line(struct preview *preview, struct preview_line source)
{
	preview->lines = arena_grow(&preview->arena, preview->lines, preview->count, &preview->capacity, sizeof *preview->lines);
	preview->sources = arena_grow(&preview->arena, preview->sources, preview->count, &preview->source_capacity, sizeof *preview->sources);
	preview->sources[preview->count] = source;
	struct page_line *line = &preview->lines[preview->count];
	*line = (struct page_line){.source = preview->count++};
	return line;
}

void layout_add_row(struct layout *layout, struct row row, int indent)
{
	struct page_line *line = add_line(layout->preview, (struct preview_line){layout->block, row.nodes, row.count});
	line->spans = row.spans;
	line->count = row.count;
	line->indent = indent;
	line->changed = layout->changed;
}

void layout_add_gap(struct layout *layout)
{
	if (layout->preview->count)
		add_line(layout->preview, (struct preview_line){NULL, NULL, 0});
}

void layout_begin(struct layout *layout, const struct node *block)
{
	layout->block = block;
	layout->changed = marks_is_new(layout->preview, block);
	flow_clear(&layout->flow);
}

/* ---- blocks ---- */

/* The same row behind a mark, which comes from the block. */
static struct row marked(struct layout *layout, struct row row, const char *mark, struct style style)
{
	struct arena *arena = &layout->preview->arena;
	struct row with = {.count = row.count + 1};
	with.spans = arena_calloc(arena, with.count, sizeof *with.spans);
	with.nodes = arena_calloc(arena, with.count, sizeof *with.nodes);
	with.spans[0] = (struct page_span){mark, strlen(mark), style.role, style.attributes};
	with.nodes[0] = layout->block;
	memcpy(with.spans + 1, row.spans, row.count * sizeof *row.spans);
	memcpy(with.nodes + 1, row.nodes, row.count * sizeof *row.nodes);
	return with;
}

void layout_add_flow(struct layout *layout, const char *mark, struct style style, int indent)
{
	int hanging = glyph_width(mark, strlen(mark));
	struct rows rows = flow_break(&layout->flow, &layout->preview->arena, layout->columns - indent - hanging);
	for (size_t i = 0; i < rows.count; i++) {
		if (i == 0 && hanging)
			layout_add_row(layout, marked(layout, rows.items[i], mark, style), indent);
		else
			layout_add_row(layout, rows.items[i], indent + hanging);
	}
}

static void lay_out_text(struct layout *layout, const struct node *block, const char *mark, struct style style)
{
	layout_begin(layout, block);
	flow_add(&layout->flow, block, style);
	layout_add_flow(layout, mark, style, 0);
}

/* Underlined and bold, bold, underlined: told apart without colours. */
static struct style style_of_heading(int level)
{
	if (level <= 2)
		return (struct style){ROLE_HEADING, 0};
	return level == 3 ? (struct style){ROLE_TITLE, 0} : (struct style){ROLE_TEXT, ATTR_UNDERLINE};
}

static void lay_out_block(struct layout *layout, const struct node *block)
{
	static const struct style plain = {ROLE_TEXT, 0}, gap = {ROLE_GAP, 0};
	if (!layout->last || layout->last->kind != NODE_HEADING)
		layout_add_gap(layout);
	layout->last = block;
	switch (block->kind) {
	case NODE_HEADING:
		lay_out_text(layout, block, "", style_of_heading(block->level));
		break;
	case NODE_LIST:
		for (const struct node *item = block->first; item; item = item->next)
			lay_out_text(layout, item, "• ", plain);
		break;
	case NODE_TABLE:
		layout_table(layout, block);
		break;
	case NODE_GAP:
	case NODE_BANNER:
		lay_out_text(layout, block, "! ", gap);
		break;
	default:
		lay_out_text(layout, block, "", plain);
		break;
	}
}

void preview_lay_out(struct preview *preview, const struct document *document, const struct document *before, int width)
{
	arena_release(&preview->arena);
	*preview = (struct preview){.arena = ARENA_INIT, .document = document, .width = width};
	struct layout layout = {.preview = preview, .columns = (width < PREVIEW_LEAST ? PREVIEW_LEAST : width) - PAGE_MARGIN - 1};
	marks_read(preview, before);
	flow_init(&layout.flow);
	const struct node *node = document->root;
	while (node) {
		if (node->kind == NODE_SECTION) {
			node = node->first;
			continue;
		}
		lay_out_block(&layout, node);
		while (node && !node->next)
			node = node->parent;
		node = node ? node->next : NULL;
	}
	flow_release(&layout.flow);
}
