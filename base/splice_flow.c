#include "base/splice_parts.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A pair of a map in braces, on one line or several. */
struct flow_pair {
	size_t head;    /* the first comment line above when it begins its line; else start */
	size_t start;   /* of key or '?' */
	size_t end;     /* of the value */
	size_t comma;   /* byte of the ',' behind, if there is one */
	size_t behind;  /* behind the comma and the comment on that line */
	bool has_comma;
	bool own_line;  /* nothing stands before it on its line */
	bool ends_line; /* nor behind it, but a comment */
};

/* "[key: value]": a map of one pair without braces. */
static bool has_braces(const struct yaml *yaml, const struct yaml_node *map)
{
	return yaml->bytes[map->content] == '{';
}

static size_t pair_start(const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	size_t start = map->pairs[pair].key->start, mark = start;
	while (mark > map->content && strchr(" \t", yaml->bytes[mark - 1]))
		mark--;
	return mark < start && mark > map->content && yaml->bytes[mark - 1] == '?' ? mark - 1 : start;
}

static struct flow_pair flow_pair(const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	struct flow_pair p = {.start = pair_start(yaml, map, pair), .end = map->pairs[pair].value->end};
	p.comma = splice_skip_between(yaml, p.end);
	p.has_comma = yaml->bytes[p.comma] == ',';
	p.behind = p.has_comma ? p.comma + 1 : p.end;
	p.ends_line = splice_is_blank_line(yaml, p.behind) || yaml->bytes[splice_skip_blanks(yaml, p.behind)] == '#';
	if (p.ends_line)
		p.behind = splice_line_end(yaml, p.behind);
	p.own_line = splice_is_first_on_line(yaml, p.start);
	p.head = p.start;
	if (p.own_line) {
		size_t limit = pair ? map->pairs[pair - 1].value->end : map->content;
		p.head = splice_comments_above(yaml, splice_line_start(yaml, p.start), limit, SIZE_MAX);
	}
	return p;
}

/* -- taking out -- */

static bool is_blank(const struct yaml *yaml, size_t start, size_t end)
{
	size_t length = strspn(yaml->bytes + start, " \t\r\n");
	return start + length >= end;
}

/* The only pair: {} stays, with the comments in it that the pair does not own. */
static struct splice cut_only(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map)
{
	struct buf text = BUF_INIT;
	struct flow_pair p = flow_pair(yaml, map, 0);
	size_t open = map->content + 1, close = map->end - 1;
	if (!has_braces(yaml, map) || (is_blank(yaml, open, p.head) && is_blank(yaml, p.behind, close))) {
		buf_adds(&text, "{}");
		return splice_make(arena, yaml, map->content, map->end, &text);
	}
	return splice_make(arena, yaml, p.head, p.behind, &text);
}

static void add_bytes(struct buf *text, const struct yaml *yaml, size_t start, size_t end)
{
	buf_add(text, yaml->bytes + start, end - start);
}

/* White space before a pair that begins its line; nothing for others. */
static void add_indent(struct buf *text, const struct yaml *yaml, const struct flow_pair *p)
{
	if (p->own_line)
		add_bytes(text, yaml, splice_line_start(yaml, p->start), p->start);
}

/* Its lines; with those of the last pair goes the comma of the one before. */
static struct splice cut_lines(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair,
			       const struct flow_pair *p)
{
	struct buf text = BUF_INIT;
	size_t start = p->head;
	if (pair + 1 == map->size && pair && !p->has_comma) {
		struct flow_pair above = flow_pair(yaml, map, pair - 1);
		start = above.comma;
		add_bytes(&text, yaml, above.comma + 1, p->head);
	}
	return splice_make(arena, yaml, start, splice_next_line(yaml, p->behind), &text);
}

static struct splice cut_before_next(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair,
				     const struct flow_pair *p)
{
	struct buf text = BUF_INIT;
	struct flow_pair next = flow_pair(yaml, map, pair + 1);
	if (!splice_has_comment(yaml, p->behind, next.start)) {
		add_indent(&text, yaml, p);
		return splice_make(arena, yaml, p->head, next.start, &text);
	}
	size_t start = p->head;
	while (!p->own_line && strchr(" \t", yaml->bytes[start - 1]))
		start--;
	add_indent(&text, yaml, p);
	return splice_make(arena, yaml, start, p->behind, &text);
}

/* The last of several: with the comma before it, unless a comment stands between. */
static struct splice cut_last(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct flow_pair *p)
{
	struct buf text = BUF_INIT;
	const struct yaml_node *above = map->pairs[map->size - 2].value;
	if (splice_has_comment(yaml, above->end, p->start)) {
		add_indent(&text, yaml, p);
		return splice_make(arena, yaml, p->head, p->behind, &text);
	}
	if (splice_is_hollow(above) && !strchr(" \t\r\n", yaml->bytes[p->behind]))
		buf_addc(&text, ' ');
	return splice_make(arena, yaml, above->end, p->behind, &text);
}

struct splice splice_flow_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	struct flow_pair p = flow_pair(yaml, map, pair);
	if (map->size == 1)
		return cut_only(arena, yaml, map);
	if (p.own_line && p.ends_line)
		return cut_lines(arena, yaml, map, pair, &p);
	if (pair + 1 < map->size)
		return cut_before_next(arena, yaml, map, pair, &p);
	return cut_last(arena, yaml, map, &p);
}

/* -- putting in -- */

/* What is put in: a new pair, or one that moves with its comments. */
struct piece {
	struct buf above; /* comment lines */
	struct buf core;  /* "key: value" */
	struct buf note;  /* the comment behind */
	bool hollow;      /* its value is a tag alone: a comma or brace needs a space before it */
};

static void piece_release(struct piece *piece)
{
	buf_release(&piece->above);
	buf_release(&piece->core);
	buf_release(&piece->note);
}

static void add_note(struct buf *text, const struct piece *piece)
{
	if (piece->note.len)
		buf_addf(text, " %s", piece->note.s);
}

/* On lines of its own. */
static void add_piece_lines(struct buf *text, const struct piece *piece, const char *indent, bool comma)
{
	buf_add(text, piece->above.s, piece->above.len);
	buf_adds(text, indent);
	buf_add(text, piece->core.s, piece->core.len);
	if (comma)
		buf_adds(text, piece->hollow ? " ," : ",");
	add_note(text, piece);
}

/* The white space that the line of this byte begins with; for pieces that need lines of their own where there are none, some more. */
static char *indent_of(const struct yaml *yaml, size_t byte, const char *more)
{
	size_t line = splice_line_start(yaml, byte), end = splice_skip_blanks(yaml, line);
	struct buf indent = BUF_INIT;
	add_bytes(&indent, yaml, line, end);
	buf_adds(&indent, more);
	return buf_detach(&indent);
}

static bool needs_lines(const struct piece *piece)
{
	return piece->above.len || piece->note.len;
}

static struct splice put_before(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at,
				const struct piece *piece)
{
	struct flow_pair p = flow_pair(yaml, map, at);
	struct buf text = BUF_INIT;
	if (p.own_line || needs_lines(piece)) {
		char *indent = indent_of(yaml, p.start, p.own_line ? "" : "  ");
		buf_adds(&text, p.own_line ? "" : "\n");
		add_piece_lines(&text, piece, indent, true);
		buf_addf(&text, "\n%s", p.own_line ? "" : indent);
		free(indent);
	} else {
		buf_addf(&text, "%s%s", piece->core.s, piece->hollow ? " , " : ", ");
	}
	return splice_make(arena, yaml, p.head, p.head, &text);
}

/* Behind a last pair that has lines of its own, or a comment behind it. A comma behind it means one behind the new pair, too. */
static struct splice put_below(struct arena *arena, const struct yaml *yaml, const struct flow_pair *last, const struct yaml_node *value,
			       const struct piece *piece)
{
	struct buf text = BUF_INIT;
	size_t start = last->behind;
	if (!last->has_comma) {
		start = last->end;
		buf_adds(&text, splice_is_hollow(value) ? " ," : ",");
		add_bytes(&text, yaml, last->end, last->behind);
	}
	char *indent = indent_of(yaml, last->start, last->own_line ? "" : "  ");
	buf_addc(&text, '\n');
	add_piece_lines(&text, piece, indent, last->has_comma);
	free(indent);
	return splice_make(arena, yaml, start, last->behind, &text);
}

static struct splice put_last(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct piece *piece)
{
	struct flow_pair last = flow_pair(yaml, map, map->size - 1);
	const struct yaml_node *value = map->pairs[map->size - 1].value;
	if (last.ends_line && (last.own_line || splice_has_comment(yaml, last.end, last.behind)))
		return put_below(arena, yaml, &last, value, piece);
	struct buf text = BUF_INIT;
	buf_adds(&text, splice_is_hollow(value) ? " ," : ",");
	if (needs_lines(piece)) {
		char *indent = indent_of(yaml, last.start, last.own_line ? "" : "  ");
		buf_addc(&text, '\n');
		add_piece_lines(&text, piece, indent, false);
		buf_addf(&text, "\n%s", indent);
		free(indent);
	} else {
		buf_addf(&text, " %s%s", piece->core.s, piece->hollow && strchr(",}", yaml->bytes[last.end]) ? " " : "");
	}
	return splice_make(arena, yaml, last.end, last.end, &text);
}

/* Comments in the braces stay behind the pair. */
static struct splice put_only(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct piece *piece)
{
	struct buf text = BUF_INIT;
	size_t open = map->content + 1, close = map->end - 1;
	buf_addf(&text, "{%s", piece->core.s);
	if (!is_blank(yaml, open, close)) {
		buf_addc(&text, ' ');
		return splice_make(arena, yaml, map->content, open, &text);
	}
	buf_adds(&text, piece->hollow ? " }" : "}");
	return splice_make(arena, yaml, map->content, map->end, &text);
}

static struct splice put_in_new_braces(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at,
				       const struct piece *piece)
{
	struct buf text = BUF_INIT, old = BUF_INIT;
	add_bytes(&old, yaml, map->content, map->end);
	if (splice_is_hollow(map->pairs[0].value))
		buf_addc(&old, ' ');
	const char *hollow = piece->hollow ? " " : "";
	if (at)
		buf_addf(&text, "{%s, %s%s}", old.s, piece->core.s, hollow);
	else
		buf_addf(&text, "{%s%s, %s}", piece->core.s, hollow, old.s);
	buf_release(&old);
	return splice_make(arena, yaml, map->content, map->end, &text);
}

static struct splice put(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const struct piece *piece)
{
	if (map->size == 0)
		return put_only(arena, yaml, map, piece);
	if (!has_braces(yaml, map))
		return put_in_new_braces(arena, yaml, map, at, piece);
	return at < map->size ? put_before(arena, yaml, map, at, piece) : put_last(arena, yaml, map, piece);
}

struct splice splice_flow_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const char *key,
				 const struct splice_value *value)
{
	static const struct splice_style style = {.flow = true};
	struct piece piece = {.above = BUF_INIT, .core = BUF_INIT, .note = BUF_INIT, .hollow = value->kind == SPLICE_TAG_ONLY};
	splice_add_pair(&piece.core, key, value, &style);
	struct splice splice = put(arena, yaml, map, at, &piece);
	piece_release(&piece);
	return splice;
}

void splice_flow_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair, size_t at,
		      struct splice moved[2])
{
	struct flow_pair p = flow_pair(yaml, map, pair);
	struct piece piece = {.above = BUF_INIT, .core = BUF_INIT, .note = BUF_INIT, .hollow = splice_is_hollow(map->pairs[pair].value)};
	if (p.own_line)
		add_bytes(&piece.above, yaml, p.head, splice_line_start(yaml, p.start));
	add_bytes(&piece.core, yaml, p.start, p.end);
	splice_add_comments(&piece.note, yaml, p.end, p.behind);
	moved[0] = splice_flow_delete(arena, yaml, map, pair);
	moved[1] = put(arena, yaml, map, at, &piece);
	piece_release(&piece);
}
