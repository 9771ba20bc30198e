#include "outputs/write/write.h"

#include "base/json.h"
#include "questionnaire/types/value.h"

enum { VERSION = 1 };

static const char *const kinds[] = {
	[NODE_SECTION] = "section", [NODE_HEADING] = "heading", [NODE_PARAGRAPH] = "paragraph", [NODE_LIST] = "list", [NODE_ITEM] = "item",
	[NODE_TABLE] = "table", [NODE_ROW] = "row", [NODE_CELL] = "cell", [NODE_GAP] = "gap", [NODE_BANNER] = "banner", [NODE_TEXT] = "text",
	[NODE_STRONG] = "strong", [NODE_EMPHASIS] = "emphasis", [NODE_LINK] = "link", [NODE_BREAK] = "break", [NODE_OPEN] = "open",
};

static void put_path(json_t *object, const char *key, const struct value *value)
{
	if (value == NULL)
		return;
	struct buf path = BUF_INIT;
	value_path(&path, value);
	if (path.len > 0) /* words of a vocabulary have none */
		json_put_text(object, key, path.s);
	buf_release(&path);
}

static json_t *origin_new(const struct origin *origin)
{
	json_t *object = json_new_object();
	json_put_text(object, "clause", origin->clause);
	json_put_text(object, "file", origin->file);
	if (origin->line > 0)
		json_put(object, "line", json_integer(origin->line));
	put_path(object, "record", origin->record);
	put_path(object, "answer", origin->answer);
	json_put_text(object, "law", origin->law);
	return object;
}

/* As deep as the document, which is not deep: sections to level 4, and below them what document.h allows. */
static json_t *node_new(const struct node *node)
{
	json_t *object = json_new_object();
	json_put_text(object, "kind", kinds[node->kind]);
	if (node->kind == NODE_SECTION || node->kind == NODE_HEADING)
		json_put(object, "level", json_integer(node->level));
	json_put_text(object, "id", node->id);
	json_put_text(object, "text", node->text);
	json_put_text(object, "href", node->href);
	json_put(object, "origin", origin_new(node->origin));
	if (node->first == NULL)
		return object;
	json_t *children = json_new_array();
	for (const struct node *child = node->first; child != NULL; child = child->next)
		json_push(children, node_new(child));
	json_put(object, "children", children);
	return object;
}

void write_json(struct buf *out, const struct document *document)
{
	json_t *object = json_new_object();
	json_put(object, "version", json_integer(VERSION));
	json_put_text(object, "language", document->language);
	json_put_text(object, "title", document->title);
	json_put(object, "draft", json_boolean(document->draft));
	if (document->root != NULL)
		json_put(object, "document", node_new(document->root));
	json_add_value(out, object);
}
