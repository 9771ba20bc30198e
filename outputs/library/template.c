/* Markdown parsed, control lines woven in. */
#include "outputs/library/template_parts.h"

#include <stdio.h>

/* ---- pieces ---- */

struct piece *piece_add(struct template_reader *reader, struct piece_list *list, enum piece_kind kind, struct pos pos)
{
	if (reader->piece_count == PIECE_LIMIT) {
		char limit[16];
		snprintf(limit, sizeof limit, "%d", PIECE_LIMIT);
		template_report(reader, O_CLAUSE_TOO_LARGE, pos, "pieces", limit);
	}
	if (reader->piece_count++ >= PIECE_LIMIT)
		return arena_alloc(reader->arena, sizeof(struct piece));
	list->items = arena_grow(reader->arena, list->items, list->count, &list->capacity, sizeof *list->items);
	struct piece *piece = &list->items[list->count++];
	*piece = (struct piece){.kind = kind, .line = pos.line, .col = pos.col};
	return piece;
}

/* ---- pairing ---- */

enum { CONTROL_DEPTH = 16 };

/* Joins the lines of each group, by nesting alone. False when the nesting is wrong. */
static bool pair(struct template_reader *reader, struct template_text *text)
{
	struct control *open = NULL;
	int depth = 0;
	for (size_t i = 0; i < text->control_count; i++) {
		struct control *control = &text->controls[i];
		if (control->kind == CONTROL_IF || control->kind == CONTROL_FOR) {
			if (++depth > CONTROL_DEPTH) {
				template_report(reader, O_CONTROL_DEPTH, control->pos, NULL, NULL);
				return false;
			}
			control->open = control;
			control->around = open;
			open = control;
			continue;
		}
		if (!open || (control->kind == CONTROL_ENDFOR) != (open->kind == CONTROL_FOR) || (control->kind == CONTROL_ELSE && open->middle)) {
			static const char *const names[] = {"if", "else", "endif", "for", "endfor"};
			template_report(reader, O_CONTROL_UNPAIRED, control->pos, names[control->kind], control->kind == CONTROL_ENDFOR ? "for" : "if");
			return false;
		}
		control->open = open;
		if (control->kind == CONTROL_ELSE) {
			open->middle = control;
			continue;
		}
		open->close = control;
		open = open->around;
		depth--;
	}
	bool closed = !open;
	for (; open; open = open->around) {
		bool is_if = open->kind == CONTROL_IF;
		template_report(reader, O_CONTROL_UNCLOSED, open->pos, is_if ? "if" : "for", is_if ? "endif" : "endfor");
	}
	return closed;
}

/* ---- places ---- */

static bool is_container(const struct md_node *node)
{
	return node && (node->kind == MD_NODE_LIST || node->kind == MD_NODE_TABLE);
}

static int line_of(const struct template_text *text, size_t byte)
{
	return md_pos(&text->md, byte).line;
}

/*
 * Where each control line could stand. A line between two items can only stand in their list. One between a list and a paragraph could
 * stand at the end of the list or between the two; which of them, its group decides. No table begins with a control line: its header
 * is always printed.
 */
static void find_places(struct template_reader *reader, struct template_text *text, const struct md_node *root)
{
	const struct md_node *before = NULL, *after = root->child;
	for (size_t i = 0; i < text->control_count; i++) {
		struct control *control = &text->controls[i];
		while (after && line_of(text, after->first) < control->pos.line) {
			before = after;
			after = after->next;
		}
		bool within = before && line_of(text, before->last ? before->last - 1 : 0) > control->pos.line;
		if (within && !is_container(before))
			template_report(reader, O_CONTROL_INSIDE, control->pos, NULL, NULL);
		if (is_container(before))
			control->nodes[0] = before;
		if (!within && after && after->kind == MD_NODE_LIST)
			control->nodes[1] = after;
		control->top = !within;
		control->behind = after;
	}
}

static bool could_stand(const struct control *control, const struct md_node *node, const struct md_node *root)
{
	return node == root ? control->top : node == control->nodes[0] || node == control->nodes[1];
}

/* The innermost parent that the lines of a group can share, inside the parent of the group around it; or NULL. middle may be NULL. */
static const struct md_node *common_parent(const struct control *open, const struct control *middle, const struct md_node *root)
{
	const struct md_node *const candidates[] = {open->nodes[0], open->nodes[1], root};
	for (size_t i = 0; i < 3; i++) {
		const struct md_node *node = candidates[i];
		bool allowed = node && (!open->around || open->around->parent == root || open->around->parent == node);
		if (allowed && could_stand(open, node, root) && could_stand(open->close, node, root) && (!middle || could_stand(middle, node, root)))
			return node;
	}
	return NULL;
}

static bool choose_places(struct template_reader *reader, struct template_text *text, const struct md_node *root)
{
	for (size_t i = 0; i < text->control_count; i++) {
		struct control *open = &text->controls[i];
		if (open->open != open)
			continue;
		if (open->top && open->close->top && open->behind == open->close->behind) {
			template_report(reader, O_CONTROL_EMPTY, open->pos, open->kind == CONTROL_IF ? "if" : "for", NULL);
			return false;
		}
		open->parent = common_parent(open, open->middle, root);
		if (!open->parent) {
			const struct control *wrong = common_parent(open, NULL, root) ? open->middle : open->close;
			template_report(reader, O_CONTROL_PARENTS, wrong->pos, open->kind == CONTROL_IF ? "if" : "for", NULL);
			return false;
		}
		if (open->middle)
			open->middle->parent = open->parent;
		open->close->parent = open->parent;
	}
	return true;
}

/* ---- weaving ---- */

/*
 * Control lines are used up in their order, whatever parent they belong to: those of a list stand between the lines of the blocks around
 * it. So one place in the array is all there is to keep.
 */
struct weaver {
	struct template_reader *reader;
	struct template_text *text;
	struct control *next, *end;
};

static void weave(struct weaver *weaver, const struct md_node *parent, const struct md_node **child, struct piece_list *list);

static void weave_children(struct weaver *weaver, const struct md_node *node, struct piece *piece)
{
	struct piece_list list = {NULL, 0, 0};
	const struct md_node *child = node->child;
	weave(weaver, node, &child, &list);
	piece->pieces = list.items;
	piece->piece_count = list.count;
}

static void weave_node(struct weaver *weaver, const struct md_node *node, struct piece_list *list)
{
	static const enum piece_kind kinds[] = {
		[MD_NODE_PARAGRAPH] = PIECE_PARAGRAPH, [MD_NODE_HEADING] = PIECE_HEADING, [MD_NODE_LIST] = PIECE_LIST, [MD_NODE_ITEM] = PIECE_ITEM,
		[MD_NODE_TABLE] = PIECE_TABLE, [MD_NODE_ROW] = PIECE_ROW, [MD_NODE_CELL] = PIECE_CELL
	};
	struct piece *piece = piece_add(weaver->reader, list, kinds[node->kind], md_pos(&weaver->text->md, node->first));
	piece->level = node->level;
	piece->header = node->header;
	if (node->kind == MD_NODE_LIST || node->kind == MD_NODE_TABLE || node->kind == MD_NODE_ROW) {
		weave_children(weaver, node, piece);
		return;
	}
	struct piece_list inlines = {NULL, 0, 0};
	template_inline(weaver->reader, weaver->text, node->child, &inlines);
	piece->pieces = inlines.items;
	piece->piece_count = inlines.count;
}

static struct pieces weave_branch(struct weaver *weaver, const struct md_node *parent, const struct md_node **child)
{
	struct piece_list list = {NULL, 0, 0};
	weave(weaver, parent, child, &list);
	return (struct pieces){list.items, list.count};
}

static void weave_group(struct weaver *weaver, const struct md_node *parent, const struct md_node **child, struct piece_list *list)
{
	struct template_reader *reader = weaver->reader;
	const struct control *open = weaver->next++;
	struct piece *piece = piece_add(reader, list, open->kind == CONTROL_IF ? PIECE_IF : PIECE_FOR, open->pos);
	size_t outside = reader->variable_count;
	if (open->kind == CONTROL_IF) {
		piece->text = arena_strndup(reader->arena, open->argument.text, open->argument.size);
		piece->cond = template_condition(reader, &open->argument);
	} else {
		struct clause_loop loop;
		template_read_loop(reader, &open->argument, &loop);
		piece->text = loop.text;
		piece->list = loop.list;
		piece->filter = loop.filter;
		piece->slot = loop.slot;
	}
	const struct pieces then = weave_branch(weaver, parent, child);
	struct pieces otherwise = {NULL, 0};
	if (open->middle) {
		weaver->next++;
		otherwise = weave_branch(weaver, parent, child);
	}
	weaver->next++;
	reader->variable_count = outside;
	if (!then.count && !otherwise.count)
		template_report(reader, O_CONTROL_EMPTY, open->pos, open->kind == CONTROL_IF ? "if" : "for", NULL);
	piece->pieces = then.items;
	piece->piece_count = then.count;
	piece->otherwise = otherwise.items;
	piece->otherwise_count = otherwise.count;
}

/* Adds children and groups in the order of their lines, until the children end or a branch does. */
static void weave(struct weaver *weaver, const struct md_node *parent, const struct md_node **child, struct piece_list *list)
{
	for (;;) {
		const struct control *control = weaver->next < weaver->end && weaver->next->parent == parent ? weaver->next : NULL;
		if (control && *child && line_of(weaver->text, (*child)->first) < control->pos.line)
			control = NULL;
		if (control && control->open != control)
			return;
		if (control) {
			weave_group(weaver, parent, child, list);
		} else if (*child) {
			const struct md_node *node = *child;
			*child = node->next;
			weave_node(weaver, node, list);
		} else {
			return;
		}
	}
}

/* ---- the whole ---- */

/* A placeholder in a place where Markdown shows no text, as in the title of a link, would vanish without a word. */
static void check_seen(struct template_reader *reader, const struct template_text *text)
{
	for (size_t i = 0; i < text->placeholder_count; i++)
		if (!text->placeholders[i].seen)
			template_report(reader, O_PLACEHOLDER_PLACE, span_pos(&text->placeholders[i].span, 0), NULL, NULL);
}

bool template_read(struct template_reader *reader, const char *file, const char *body, size_t size, int first_line, struct pieces *pieces)
{
	size_t before = diags_count(reader->diags, SEVERITY_ERROR);
	struct template_text text;
	*pieces = (struct pieces){NULL, 0};
	if (!template_text_read(reader, file, body, size, first_line, &text))
		return false;
	const struct md_node *root = md_read(reader->arena, &text.md, reader->diags);
	if (!root || !pair(reader, &text))
		return false;
	find_places(reader, &text, root);
	if (diags_count(reader->diags, SEVERITY_ERROR) > before || !choose_places(reader, &text, root))
		return false;
	struct weaver weaver = {reader, &text, text.controls, text.controls + text.control_count};
	const struct md_node *child = root->child;
	*pieces = weave_branch(&weaver, root, &child);
	check_seen(reader, &text);
	return diags_count(reader->diags, SEVERITY_ERROR) == before;
}

bool template_read_title(struct template_reader *reader, const struct yaml *yaml, const struct yaml_node *node, struct pieces *pieces)
{
	size_t before = diags_count(reader->diags, SEVERITY_ERROR);
	struct template_text text;
	*pieces = (struct pieces){NULL, 0};
	if (!template_text_read_title(reader, yaml, node, &text))
		return false;
	const struct md_node *root = md_read(reader->arena, &text.md, reader->diags);
	if (!root)
		return false;
	const struct md_node *paragraph = root->child;
	if (!paragraph || paragraph->kind != MD_NODE_PARAGRAPH || paragraph->next) {
		template_report(reader, O_SECTION_TITLE, yaml_pos(yaml, node), NULL, NULL);
		return false;
	}
	struct piece_list list = {NULL, 0, 0};
	template_inline(reader, &text, paragraph->child, &list);
	for (const struct piece *piece = list.items; piece && piece < list.items + list.count; piece++)
		if (piece->kind == PIECE_LINK || piece->kind == PIECE_BREAK)
			template_report(reader, O_SECTION_TITLE, yaml_pos(yaml, node), NULL, NULL);
	*pieces = (struct pieces){list.items, list.count};
	check_seen(reader, &text);
	return diags_count(reader->diags, SEVERITY_ERROR) == before;
}
