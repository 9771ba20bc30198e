#include "outputs/compose/composer.h"

static enum node_kind node_kind_of(enum piece_kind kind)
{
	switch (kind) {
	case PIECE_HEADING:
		return NODE_HEADING;
	case PIECE_LIST:
		return NODE_LIST;
	case PIECE_ITEM:
		return NODE_ITEM;
	case PIECE_TABLE:
		return NODE_TABLE;
	case PIECE_ROW:
		return NODE_ROW;
	case PIECE_CELL:
		return NODE_CELL;
	default:
		return NODE_PARAGRAPH;
	}
}

static void block_if(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct reads *before = composer->reads;
	composer->scope.unknowns.count = 0;
	switch (trace_test(composer, READ_IF, piece->cond, piece->text, piece->line)) {
	case TRI_TRUE:
		composer_branch(composer, piece, 0);
		compose_blocks(composer, piece->pieces, piece->piece_count, parent);
		break;
	case TRI_FALSE:
		composer_branch(composer, piece, 1);
		compose_blocks(composer, piece->otherwise, piece->otherwise_count, parent);
		break;
	case TRI_UNKNOWN:
		gap_block(composer, parent);
		break;
	}
	trace_back(composer, before);
}

/* One item of a loop. */
static void block_for_item(struct composer *composer, const struct piece *piece, const struct value *item, struct node *parent)
{
	const struct value *record = composer->record;
	composer->scope.slots[piece->slot] = item;
	composer->scope.unknowns.count = 0;
	if (item->kind == TYPE_RECORD)
		composer->record = item;
	enum tri kept = trace_test(composer, READ_FILTER, piece->filter, piece->text, piece->line);
	composer->origin = NULL;
	if (kept == TRI_UNKNOWN) {
		gap_block(composer, parent);
	} else if (kept == TRI_TRUE) {
		composer_branch(composer, piece, 0);
		compose_blocks(composer, piece->pieces, piece->piece_count, parent);
	}
	composer->record = record;
}

static void block_for(struct composer *composer, const struct piece *piece, struct node *parent)
{
	const struct value *list, *outer = composer->scope.slots[piece->slot];
	const struct origin *origin = composer->origin;
	const struct reads *before = composer->reads;
	composer->scope.unknowns.count = 0;
	enum look look = trace_look(composer, READ_LIST, piece->list, piece->list->name, piece->line, &list);
	const struct reads *in_list = composer->reads;
	if (look == LOOK_UNKNOWN)
		gap_block(composer, parent);
	for (size_t i = 0; look == LOOK_GIVEN && i < list->count; i++) {
		block_for_item(composer, piece, &list->items[i], parent);
		composer->origin = origin;
		trace_back(composer, in_list);
	}
	composer->scope.slots[piece->slot] = outer;
	if (look == LOOK_GIVEN && list->open)
		gap_for(composer, list->open, parent);
	trace_back(composer, before);
}

/* Lists that come to stand side by side are one list: Markdown cannot tell them apart. */
static void append_block(struct node *parent, struct node *block)
{
	if (block->kind == NODE_LIST && parent->last && parent->last->kind == NODE_LIST)
		node_take_children(parent->last, block);
	else
		node_append(parent, block);
}

static void block_plain(struct composer *composer, const struct piece *piece, struct node *parent)
{
	struct node *node = document_node(composer->document, node_kind_of(piece->kind), composer_here(composer)), *spill = composer->spill;
	const struct reads *before = composer->reads;
	node->level = piece->level && composer->clause->section_path ? composer->section->level + 1 : piece->level;
	if (piece->kind == PIECE_LIST || piece->kind == PIECE_TABLE || piece->kind == PIECE_ROW) {
		compose_blocks(composer, piece->pieces, piece->piece_count, node);
		if (node->first)
			append_block(parent, node);
		return;
	}
	struct node after = {.kind = NODE_SECTION};
	composer->spill = piece->kind == PIECE_PARAGRAPH ? &after : NULL;
	compose_inline(composer, piece->pieces, piece->piece_count, node);
	composer->spill = spill;
	if (composer->trace)
		node->origin = composer_here(composer); /* knows what was read, also where that printed nothing */
	trace_back(composer, before);
	if (node->first || piece->kind == PIECE_CELL)
		node_append(parent, node);
	node_take_children(parent, &after);
}

void compose_blocks(struct composer *composer, const struct piece *pieces, size_t count, struct node *parent)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		if (piece->kind == PIECE_IF)
			block_if(composer, piece, parent);
		else if (piece->kind == PIECE_FOR)
			block_for(composer, piece, parent);
		else
			block_plain(composer, piece, parent);
	}
}
