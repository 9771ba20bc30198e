/*
 * document_flaw: the promises of document.h, checked.
 */
#include "outputs/document/document.h"

#include "base/text.h"
#include "outputs/document/address.h"

#include <stdlib.h>
#include <string.h>

#define KIND(kind) (1u << (kind))
#define INLINE (KIND(NODE_TEXT) | KIND(NODE_STRONG) | KIND(NODE_EMPHASIS) | KIND(NODE_LINK) | KIND(NODE_BREAK) | KIND(NODE_OPEN))
#define BLOCKS (KIND(NODE_SECTION) | KIND(NODE_HEADING) | KIND(NODE_PARAGRAPH) | KIND(NODE_LIST) | KIND(NODE_TABLE) | KIND(NODE_GAP))

/* What may stand in what. A kind that must not stand below itself at any depth has itself in its row of never_below. */
static const struct {
	const char *name;
	unsigned children;
	unsigned never_below;
} kinds[] = {
	[NODE_SECTION] = {"section", BLOCKS | KIND(NODE_BANNER), 0},
	[NODE_HEADING] = {"heading", INLINE & ~KIND(NODE_BREAK), 0},
	[NODE_PARAGRAPH] = {"paragraph", INLINE, 0},
	[NODE_LIST] = {"list", KIND(NODE_ITEM), 0},
	[NODE_ITEM] = {"item", INLINE, 0},
	[NODE_TABLE] = {"table", KIND(NODE_ROW), 0},
	[NODE_ROW] = {"row", KIND(NODE_CELL), 0},
	[NODE_CELL] = {"cell", INLINE & ~KIND(NODE_BREAK), 0},
	[NODE_GAP] = {"gap", INLINE, 0},
	[NODE_BANNER] = {"banner", INLINE, 0},
	[NODE_TEXT] = {"text", 0, 0},
	[NODE_STRONG] = {"bold", INLINE, KIND(NODE_STRONG) | KIND(NODE_OPEN)},
	[NODE_EMPHASIS] = {"emphasis", INLINE, KIND(NODE_EMPHASIS)},
	[NODE_LINK] = {"link", INLINE & ~KIND(NODE_BREAK), KIND(NODE_LINK)},
	[NODE_BREAK] = {"line break", 0, 0},
	[NODE_OPEN] = {"open place", INLINE, KIND(NODE_OPEN)},
};

struct inspection {
	struct document *document;
	const char **ids; /* of all sections, sorted */
	size_t id_count, id_capacity;
};

static const char *describe(struct inspection *inspection, const char *what, const struct node *node, const char *detail)
{
	return arena_printf(&inspection->document->arena, "%s: %s%s%s", what, kinds[node->kind].name, detail != NULL ? " " : "",
		detail != NULL ? detail : "");
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool holds_words(const struct node *top)
{
	for (const struct node *node = top; node != NULL; node = node_walk(node, top)) {
		if (node->kind != NODE_TEXT)
			continue;
		size_t length = 0;
		for (const char *p = node->text; *p != '\0'; p += length)
			if (!text_is_space(text_char(p, &length)))
				return true;
	}
	return false;
}

/* ---- one node ---- */

static const char *text_flaw(struct inspection *inspection, const struct node *node)
{
	if (node->text == NULL || *node->text == '\0')
		return describe(inspection, "empty text in", node->parent, NULL);
	if (text_invalid(node->text, strlen(node->text)) != NULL)
		return describe(inspection, "no UTF-8 in", node->parent, NULL);
	if (text_control(node->text) != NULL || strchr(node->text, '\n') != NULL)
		return describe(inspection, "control character in", node->parent, node->text);
	return NULL;
}

static const char *link_flaw(struct inspection *inspection, const struct node *node)
{
	if (node->href == NULL || !address_allowed(node->href))
		return describe(inspection, "address that is not allowed", node, node->href);
	const char *id = node->href + 1;
	if (node->href[0] == '#' && bsearch(&id, inspection->ids, inspection->id_count, sizeof *inspection->ids, compare_ids) == NULL)
		return describe(inspection, "no section for", node, node->href);
	return NULL;
}

static const char *section_flaw(struct inspection *inspection, const struct node *node)
{
	const struct node *parent = node->parent;
	if (node->level < 1 || node->level > 4 || (parent != NULL && node->level <= parent->level) || (parent == NULL) != (node->level == 1))
		return describe(inspection, "wrong level of", node, node->id);
	const struct node *heading = node->first;
	if (heading != NULL && heading->kind == NODE_BANNER && node == inspection->document->root)
		heading = heading->next;
	if (heading == NULL || heading->kind != NODE_HEADING || heading->level != node->level)
		return describe(inspection, "no heading first in", node, node->id);
	if (heading->next == NULL)
		return describe(inspection, "nothing but a heading in", node, node->id);
	bool deeper = false;
	for (const struct node *child = heading->next; child != NULL; child = child->next) {
		if (deeper && child->kind != NODE_SECTION)
			return describe(inspection, "block after deeper sections in", node, node->id);
		deeper = child->kind == NODE_SECTION;
		if (child->kind == NODE_HEADING && (child->level <= node->level || child->level > 5))
			return describe(inspection, "wrong level of a heading in", node, node->id);
		if (child->kind == NODE_LIST && child->next != NULL && child->next->kind == NODE_LIST)
			return describe(inspection, "two lists together in", node, node->id);
	}
	return NULL;
}

static const char *table_flaw(struct inspection *inspection, const struct node *table)
{
	size_t columns = 0;
	for (const struct node *row = table->first; row != NULL; row = row->next) {
		size_t cells = 0;
		for (const struct node *cell = row->first; cell != NULL; cell = cell->next)
			cells++;
		if (row == table->first)
			columns = cells;
		if (cells != columns)
			return describe(inspection, "rows of different length in", table, NULL);
	}
	return NULL;
}

/* Breaks stand between words. */
static const char *break_flaw(struct inspection *inspection, const struct node *node)
{
	bool words = false, broken = false;
	for (const struct node *below = node; below != NULL; below = node_walk(below, node)) {
		if (below->kind == NODE_BREAK) {
			if (!words)
				return describe(inspection, "misplaced line break in", node, NULL);
			words = false;
			broken = true;
		} else if (below->kind == NODE_TEXT && holds_words(below)) {
			words = true;
		}
	}
	return broken && !words ? describe(inspection, "misplaced line break in", node, NULL) : NULL;
}

static const char *shape_flaw(struct inspection *inspection, const struct node *node)
{
	if (node->origin == NULL)
		return describe(inspection, "no origin of", node, NULL);
	if (node->first == NULL && kinds[node->kind].children != 0 && node->kind != NODE_CELL)
		return describe(inspection, "empty", node, NULL);
	const struct node *last = NULL;
	for (const struct node *child = node->first; child != NULL; last = child, child = child->next) {
		if (child->parent != node)
			return describe(inspection, "wrong parent of", child, NULL);
		if ((kinds[node->kind].children & KIND(child->kind)) == 0)
			return describe(inspection, "misplaced", child, NULL);
	}
	if (last != node->last)
		return describe(inspection, "wrong last child of", node, NULL);
	for (const struct node *above = node->parent; above != NULL && kinds[node->kind].never_below != 0; above = above->parent)
		if (kinds[node->kind].never_below & KIND(above->kind))
			return describe(inspection, "nested", node, NULL);
	return NULL;
}

static const char *node_flaw(struct inspection *inspection, const struct node *node)
{
	const char *flaw = shape_flaw(inspection, node);
	if (flaw != NULL)
		return flaw;
	switch (node->kind) {
	case NODE_TEXT:
		return text_flaw(inspection, node);
	case NODE_SECTION:
		return section_flaw(inspection, node);
	case NODE_TABLE:
		return table_flaw(inspection, node);
	case NODE_BANNER:
		if (node != inspection->document->root->first)
			return "banner that is not the first block";
		break;
	default:
		break;
	}
	if ((node->kind == NODE_GAP || node->kind == NODE_BANNER || node->kind == NODE_OPEN) && !inspection->document->draft)
		return describe(inspection, "no draft, but a", node, NULL);
	if (node->kind == NODE_LINK) {
		flaw = link_flaw(inspection, node);
		if (flaw != NULL)
			return flaw;
	}
	bool must_say = node->kind != NODE_CELL && node->kind != NODE_BREAK && (KIND(node->kind) & ~(KIND(NODE_LIST) | KIND(NODE_ROW))) != 0;
	if (must_say && !holds_words(node))
		return describe(inspection, "no words in", node, NULL);
	bool may_break = (KIND(node->kind) & (KIND(NODE_PARAGRAPH) | KIND(NODE_ITEM) | KIND(NODE_GAP) | KIND(NODE_BANNER))) != 0;
	return may_break ? break_flaw(inspection, node) : NULL;
}

/* ---- the whole ---- */

static const char *collect_ids(struct inspection *inspection)
{
	const struct node *root = inspection->document->root;
	for (const struct node *node = root; node != NULL; node = node_walk(node, root)) {
		if (node->kind != NODE_SECTION)
			continue;
		if (node->id == NULL || !address_allowed(arena_printf(&inspection->document->arena, "#%s", node->id)))
			return describe(inspection, "no usable id of", node, node->id);
		inspection->ids = arena_grow(&inspection->document->arena, inspection->ids, inspection->id_count, &inspection->id_capacity,
			sizeof *inspection->ids);
		inspection->ids[inspection->id_count++] = node->id;
	}
	qsort(inspection->ids, inspection->id_count, sizeof *inspection->ids, compare_ids);
	for (size_t i = 1; i < inspection->id_count; i++)
		if (strcmp(inspection->ids[i - 1], inspection->ids[i]) == 0)
			return arena_printf(&inspection->document->arena, "two sections with the id %s", inspection->ids[i]);
	return NULL;
}

const char *document_flaw(struct document *document)
{
	if (document->language == NULL || *document->language == '\0')
		return "no language";
	if (document->title == NULL || *document->title == '\0')
		return "no title";
	const struct node *root = document->root;
	if (root == NULL || root->kind != NODE_SECTION || root->id == NULL || strcmp(root->id, "top") != 0)
		return "the root is no section with the id top";
	struct inspection inspection = {.document = document};
	const char *flaw = collect_ids(&inspection);
	for (const struct node *node = root; node != NULL && flaw == NULL; node = node_walk(node, root))
		flaw = node_flaw(&inspection, node);
	return flaw;
}
