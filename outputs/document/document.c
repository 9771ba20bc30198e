#include "outputs/document/document.h"

#include "base/buf.h"

#include <assert.h>
#include <stdlib.h>

struct document *document_new(void)
{
	struct document *document = xcalloc(1, sizeof *document);
	arena_init(&document->arena);
	arena_init(&document->facts);
	return document;
}

void document_free(struct document *document)
{
	if (document == NULL)
		return;
	arena_release(&document->arena);
	arena_release(&document->facts);
	free(document);
}

struct node *document_node(struct document *document, enum node_kind kind, const struct origin *origin)
{
	struct node *node = arena_alloc(&document->arena, sizeof *node);
	node->kind = kind;
	node->origin = origin;
	return node;
}

struct node *document_library_text(struct document *document, const char *text, const struct origin *origin)
{
	struct node *node = document_node(document, NODE_TEXT, origin);
	node->text = text;
	return node;
}

struct node *document_text(struct document *document, const char *text, const struct origin *origin)
{
	return document_library_text(document, arena_strdup(&document->arena, text), origin);
}

void node_append(struct node *parent, struct node *child)
{
	assert(child->parent == NULL && child->next == NULL);
	child->parent = parent;
	if (parent->last == NULL)
		parent->first = child;
	else
		parent->last->next = child;
	parent->last = child;
}

void node_take_children(struct node *to, struct node *from)
{
	if (from->first == NULL)
		return;
	for (struct node *child = from->first; child != NULL; child = child->next)
		child->parent = to;
	if (to->last == NULL)
		to->first = from->first;
	else
		to->last->next = from->first;
	to->last = from->last;
	from->first = from->last = NULL;
}

const struct node *node_walk(const struct node *node, const struct node *top)
{
	if (node->first != NULL)
		return node->first;
	while (node != top && node->next == NULL)
		node = node->parent;
	return node == top ? NULL : node->next;
}

bool node_is_inline(enum node_kind kind)
{
	switch (kind) {
	case NODE_TEXT:
	case NODE_STRONG:
	case NODE_EMPHASIS:
	case NODE_LINK:
	case NODE_BREAK:
	case NODE_OPEN:
		return true;
	case NODE_SECTION:
	case NODE_HEADING:
	case NODE_PARAGRAPH:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_GAP:
	case NODE_BANNER:
		break;
	}
	return false;
}

void node_plain_text(const struct node *top, struct buf *buf)
{
	size_t start = buf->len;
	for (const struct node *node = top; node != NULL; node = node_walk(node, top)) {
		if (node->kind == NODE_TEXT)
			buf_adds(buf, node->text);
		else if (node->kind == NODE_BREAK)
			buf_addc(buf, '\n');
		else if (!node_is_inline(node->kind) && buf->len > start && buf->s[buf->len - 1] != '\n')
			buf_addc(buf, '\n');
	}
}
