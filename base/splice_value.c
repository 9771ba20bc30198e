#include "base/splice_parts.h"

#include "base/text.h"

#include <string.h>

static void add_break(struct buf *buf, int indent)
{
	buf_addf(buf, "\n%*s", indent, "");
}

static void add_item(struct buf *buf, const char *item, bool plain_words, int indent, const struct splice_style *style)
{
	splice_scalar(buf, item, style->flow || style->no_literal, indent, plain_words);
}

void splice_add_items(struct buf *buf, const char *const *items, size_t count, bool plain_words, int indent,
		      const struct splice_style *style)
{
	for (size_t i = 0; i < count; i++) {
		buf_addf(buf, "%*s- ", indent, "");
		add_item(buf, items[i], plain_words, indent + style->step, style);
		buf_addc(buf, '\n');
	}
}

static void add_flow_list(struct buf *buf, const struct splice_value *list)
{
	static const struct splice_style flow = {.flow = true};
	buf_addc(buf, '[');
	for (size_t i = 0; i < list->count; i++) {
		buf_adds(buf, i ? ", " : "");
		add_item(buf, list->items[i], list->plain_words, 0, &flow);
	}
	buf_addc(buf, ']');
}

static bool has_lines(const struct splice_value *list)
{
	for (size_t i = 0; i < list->count; i++)
		if (strchr(list->items[i], '\n'))
			return true;
	return false;
}

static void add_list(struct buf *buf, const struct splice_value *list, const struct splice_style *style)
{
	struct buf flow = BUF_INIT;
	add_flow_list(&flow, list);
	bool is_short = text_width(flow.s, flow.len) <= style->list_width && !has_lines(list);
	if (style->flow || !list->count || (is_short && !style->block_list)) {
		buf_addc(buf, ' ');
		buf_add(buf, flow.s, flow.len);
	} else {
		buf_addc(buf, '\n');
		int indent = style->list_indent >= 0 ? style->list_indent : style->column + style->step;
		splice_add_items(buf, list->items, list->count, list->plain_words, indent, style);
		buf_truncate(buf, buf->len - 1);
	}
	buf_release(&flow);
}

void splice_add_pair(struct buf *buf, const char *key, const struct splice_value *value, const struct splice_style *style)
{
	splice_scalar(buf, key, true, 0, false);
	buf_addc(buf, ':');
	splice_add_value(buf, value, style);
}

/* A tag at the end needs a space before what follows: it would swallow a comma or bracket. */
static void add_flow_map(struct buf *buf, const struct splice_value *map)
{
	static const struct splice_style flow = {.flow = true};
	buf_adds(buf, " {");
	for (size_t i = 0; i < map->count; i++) {
		buf_adds(buf, i ? ", " : "");
		splice_add_pair(buf, map->keys[i], &map->values[i], &flow);
		buf_adds(buf, map->values[i].kind == SPLICE_TAG_ONLY ? " " : "");
	}
	buf_addc(buf, '}');
}

static void add_block_map(struct buf *buf, const struct splice_value *map, const struct splice_style *style)
{
	struct splice_style inner = *style;
	inner.column += style->step;
	inner.block_list = false;
	inner.list_indent = -1;
	for (size_t i = 0; i < map->count; i++) {
		add_break(buf, inner.column);
		splice_add_pair(buf, map->keys[i], &map->values[i], &inner);
	}
}

void splice_add_value(struct buf *buf, const struct splice_value *value, const struct splice_style *style)
{
	if (value->tag)
		buf_addf(buf, " %s", value->tag);
	switch (value->kind) {
	case SPLICE_TAG_ONLY:
		break;
	case SPLICE_SCALAR:
		buf_addc(buf, ' ');
		splice_scalar(buf, value->text, style->flow || style->no_literal, style->column + style->step, value->plain_words);
		break;
	case SPLICE_LIST:
		add_list(buf, value, style);
		break;
	case SPLICE_MAP:
		if (style->flow || !value->count)
			add_flow_map(buf, value);
		else
			add_block_map(buf, value, style);
		break;
	}
}

static bool has_crlf(const struct yaml *yaml)
{
	return yaml->line_count > 1 && yaml->lines[1] >= 2 && yaml->bytes[yaml->lines[1] - 2] == '\r';
}

static void make_crlf(struct buf *text)
{
	struct buf lines = BUF_INIT;
	for (size_t i = 0; i < text->len; i++) {
		if (text->s[i] == '\n' && (i == 0 || text->s[i - 1] != '\r'))
			buf_addc(&lines, '\r');
		buf_addc(&lines, text->s[i]);
	}
	buf_release(text);
	*text = lines;
}

struct splice splice_make(struct arena *arena, const struct yaml *yaml, size_t start, size_t end, struct buf *text)
{
	if (has_crlf(yaml))
		make_crlf(text);
	struct splice splice = {start, end, arena_strndup(arena, text->s, text->len), text->len};
	buf_release(text);
	return splice;
}
