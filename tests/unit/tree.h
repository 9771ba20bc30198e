/*
 * Building documents by hand, for tests.
 */
#ifndef TESTS_UNIT_TREE_H
#define TESTS_UNIT_TREE_H

#include "outputs/document/document.h"

static const struct origin tree_origin = {.line = 0};

static inline struct node *tree_add(struct document *document, struct node *parent, enum node_kind kind)
{
	struct node *node = document_node(document, kind, &tree_origin);
	node_append(parent, node);
	return node;
}

static inline struct node *tree_text(struct document *document, struct node *parent, const char *text)
{
	struct node *node = document_text(document, text, &tree_origin);
	node_append(parent, node);
	return node;
}

/* A section with an empty heading; parent NULL: the root. */
static inline struct node *tree_section(struct document *document, struct node *parent, int level, const char *id)
{
	struct node *section = document_node(document, NODE_SECTION, &tree_origin);
	section->level = level;
	section->id = arena_strdup(&document->arena, id);
	if (parent == NULL)
		document->root = section;
	else
		node_append(parent, section);
	tree_add(document, section, NODE_HEADING)->level = level;
	return section;
}

/*
 * Inline nodes in short: "*" bold, "_" emphasis, "?" open place, "{address|" to "}" link, "/" line break,
 * "~" the end of one text node and the start of the next; a mark ends where it stands again. "\\" before a character makes it text.
 */
static inline void tree_inlines(struct document *document, struct node *parent, const char *notation)
{
	char text[1024];
	size_t size = 0;
	for (const char *p = notation;; p++) {
		bool mark = *p == '\0' || *p == '*' || *p == '_' || *p == '?' || *p == '{' || *p == '}' || *p == '/' || *p == '~';
		if (!mark && size + 1 < sizeof text) {
			p += *p == '\\';
			text[size++] = *p;
			continue;
		}
		text[size] = '\0';
		if (size > 0)
			tree_text(document, parent, text);
		size = 0;
		enum node_kind kind = *p == '*' ? NODE_STRONG : *p == '_' ? NODE_EMPHASIS : NODE_OPEN;
		if (*p == '\0')
			return;
		if (*p == '/') {
			tree_add(document, parent, NODE_BREAK);
		} else if (*p == '{') {
			parent = tree_add(document, parent, NODE_LINK);
			const char *start = p + 1;
			while (*p != '|')
				p++;
			parent->href = arena_strndup(&document->arena, start, (size_t)(p - start));
		} else if (*p == '}' || (*p != '~' && parent->kind == kind)) {
			parent = parent->parent;
		} else if (*p != '~') {
			parent = tree_add(document, parent, kind);
		}
	}
}

#endif
