/* Inline nodes to pieces: texts are split where placeholders stand. */
#include "outputs/library/template_parts.h"

#include <string.h>

static size_t digit(char c)
{
	return (size_t)(c <= '9' ? c - '0' : c <= 'Z' ? c - 'A' + 10 : c - 'a' + 36);
}

/* The placeholder whose mark stands there. The marks are ours alone: the character is refused in sources, and its bytes stay together. */
static struct placeholder *placeholder_at(struct template_text *text, const char *mark)
{
	return &text->placeholders[digit(mark[MARK_SIZE]) * MARK_BASE + digit(mark[MARK_SIZE + 1])];
}

static void add_text(struct template_reader *reader, struct template_text *text, const struct md_node *node, struct piece_list *list)
{
	struct pos pos = md_pos(&text->md, node->first);
	for (const char *at = node->text; *at;) {
		const char *mark = strstr(at, MARK);
		size_t size = mark ? (size_t)(mark - at) : strlen(at);
		if (size)
			piece_add(reader, list, PIECE_TEXT, pos)->text = arena_strndup(reader->arena, at, size);
		if (!mark)
			return;
		struct placeholder *placeholder = placeholder_at(text, mark);
		placeholder->seen = true;
		template_expression(reader, &placeholder->span, piece_add(reader, list, PIECE_VALUE, md_pos(&text->md, placeholder->at)));
		pos = md_pos(&text->md, placeholder->at + placeholder->size);
		at = mark + placeholder->size;
	}
}

static struct pieces inside(struct template_reader *reader, struct template_text *text, const struct md_node *node)
{
	struct piece_list list = {NULL, 0, 0};
	template_inline(reader, text, node->child, &list);
	return (struct pieces){list.items, list.count};
}

/* An address is text as it stands or one answer as a whole: parts of addresses out of answers would be an invitation. */
static void read_href(struct template_reader *reader, struct template_text *text, const struct md_node *node, struct piece *piece)
{
	const char *mark = strstr(node->href, MARK);
	if (!mark) {
		piece->href = node->href;
		return;
	}
	struct placeholder *placeholder = placeholder_at(text, mark);
	placeholder->seen = true;
	if (mark != node->href || strlen(mark) != placeholder->size) {
		template_report(reader, O_LINK_PART, md_pos(&text->md, placeholder->at), NULL, NULL);
		return;
	}
	piece->cond = template_path(reader, &placeholder->span);
	if (piece->cond && piece->cond->type.kind != TYPE_WEB && piece->cond->type.kind != TYPE_EMAIL)
		template_report(reader, O_LINK_TYPE, span_pos(&placeholder->span, 0), piece->cond->name, NULL);
}

static void add_link(struct template_reader *reader, struct template_text *text, const struct md_node *node, struct piece_list *list)
{
	struct piece *piece = piece_add(reader, list, PIECE_LINK, md_pos(&text->md, node->first));
	read_href(reader, text, node, piece);
	if (!node->child && node->href[0] != '#')
		template_report(reader, O_LINK_EMPTY, md_pos(&text->md, node->first), NULL, NULL);
	const struct pieces children = inside(reader, text, node);
	piece->pieces = children.items;
	piece->piece_count = children.count;
}

void template_inline(struct template_reader *reader, struct template_text *text, const struct md_node *node, struct piece_list *list)
{
	for (; node; node = node->next) {
		if (node->kind == MD_NODE_TEXT) {
			add_text(reader, text, node, list);
		} else if (node->kind == MD_NODE_LINK) {
			add_link(reader, text, node, list);
		} else {
			enum piece_kind kind = node->kind == MD_NODE_STRONG ? PIECE_STRONG : node->kind == MD_NODE_EMPHASIS ? PIECE_EMPHASIS : PIECE_BREAK;
			struct piece *piece = piece_add(reader, list, kind, md_pos(&text->md, node->first));
			const struct pieces children = inside(reader, text, node);
			piece->pieces = children.items;
			piece->piece_count = children.count;
		}
	}
}
