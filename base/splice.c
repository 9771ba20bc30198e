#include "base/splice_parts.h"

#include <stdlib.h>
#include <string.h>

/* -- the same value, but for its tag -- */

static bool same_tag(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_content(const struct yaml_node *node, const struct splice_value *value);

static bool same_list(const struct yaml_node *node, const struct splice_value *list)
{
	if (node->kind != YAML_LIST || node->size != list->count)
		return false;
	for (size_t i = 0; i < node->size; i++)
		if (node->items[i]->kind != YAML_SCALAR || node->items[i]->tag || strcmp(node->items[i]->text, list->items[i]) != 0)
			return false;
	return true;
}

static bool same_map(const struct yaml_node *node, const struct splice_value *map)
{
	if (node->kind != YAML_MAP || node->size != map->count)
		return false;
	for (size_t i = 0; i < node->size; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		if (strcmp(pair->key->text, map->keys[i]) != 0 || !same_tag(pair->value->tag, map->values[i].tag) ||
		    !same_content(pair->value, &map->values[i]))
			return false;
	}
	return true;
}

static bool same_content(const struct yaml_node *node, const struct splice_value *value)
{
	switch (value->kind) {
	case SPLICE_SCALAR: return node->kind == YAML_SCALAR && !splice_is_hollow(node) && strcmp(node->text, value->text) == 0;
	case SPLICE_LIST: return same_list(node, value);
	case SPLICE_MAP: return same_map(node, value);
	case SPLICE_TAG_ONLY: return node->tag && splice_is_hollow(node);
	}
	return false;
}

/* Behind the tag that a value begins with. */
static size_t tag_end(const struct yaml *yaml, const struct yaml_node *node)
{
	size_t end = node->start + strcspn(yaml->bytes + node->start, " \t\r\n");
	return end < node->end ? end : node->end;
}

static bool on_one_line(const struct yaml *yaml, size_t start, size_t end)
{
	return splice_line_end(yaml, start) >= end;
}

/* Puts in, takes away or changes the tag of a value that stays. False when the value would have to move to another line for it. */
static bool change_tag(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node, const struct splice_place *place,
		       const char *tag, struct splice *splice)
{
	struct buf text = BUF_INIT;
	size_t start = node->start, end = node->start;
	bool block = node->kind != YAML_SCALAR && node->style == YAML_BLOCK;
	if (same_tag(node->tag, tag)) {
		/* nothing changes */
	} else if (node->tag && tag) {
		end = tag_end(yaml, node);
		buf_adds(&text, tag);
	} else if (node->tag && on_one_line(yaml, node->start, node->content)) {
		end = node->content;
	} else if (node->tag) {
		end = tag_end(yaml, node);
		start = on_one_line(yaml, place->behind, end) ? place->behind : start;
	} else if (tag && !block) {
		buf_addf(&text, "%s ", tag);
	} else if (tag && !on_one_line(yaml, place->behind, node->start)) {
		start = end = place->behind;
		buf_addf(&text, " %s", tag);
	} else if (tag) {
		return false;
	}
	*splice = splice_make(arena, yaml, start, end, &text);
	return true;
}

/* -- another value -- */

/* What stands between a key without ':' and its value. */
static void add_missing_colon(struct buf *text, const struct splice_place *place)
{
	if (!place->no_colon)
		return;
	if (place->column >= 0)
		buf_addf(text, "\n%*s", place->column, "");
	buf_addc(text, ':');
}

/* Takes away the space at the beginning, where something separates the value from its key already. */
static void drop_space(struct buf *text)
{
	memmove(text->s, text->s + 1, text->len);
	text->len--;
}

/* The space that a tag needed before a comma or bracket goes with it. In "{ a: b }" it belongs to the bracket. */
static size_t replaced_to_in_flow(const struct yaml *yaml, const struct yaml_node *node, const struct splice_place *place)
{
	size_t next = splice_skip_blanks(yaml, node->end);
	if (!splice_is_hollow(node) || !strchr(",]}", yaml->bytes[next]))
		return node->end;
	bool spaced = yaml->bytes[place->parent->content + 1] == ' ';
	return yaml->bytes[next] == ',' || !spaced ? next : node->end;
}

static struct splice replace_in_flow(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node,
				     const struct splice_place *place, const struct splice_value *value)
{
	static const struct splice_style style = {.flow = true};
	struct buf text = BUF_INIT;
	add_missing_colon(&text, place);
	splice_add_value(&text, value, &style);
	size_t end = replaced_to_in_flow(yaml, node, place);
	if (value->kind == SPLICE_TAG_ONLY && strchr(",]}", yaml->bytes[end]))
		buf_addc(&text, ' ');
	if (!place->no_colon && yaml->bytes[node->start - 1] != ':')
		drop_space(&text);
	return splice_make(arena, yaml, node->start, end, &text);
}

static bool is_block_collection(const struct yaml_node *node)
{
	return node->kind != YAML_SCALAR && node->style == YAML_BLOCK;
}

/* A comment line that a block scalar above it would swallow. */
static bool is_followed_by_deep_comment(const struct yaml *yaml, size_t line, int column)
{
	line = splice_skip_blank_lines(yaml, line);
	size_t byte = splice_skip_blanks(yaml, line);
	return yaml->bytes[byte] == '#' && (int)(byte - line) > column;
}

/* The comments on the first line of a value that goes on below: behind its key, its tag or its '|'. They stay. */
static void add_first_line_comments(struct buf *note, const struct yaml *yaml, size_t from, const struct yaml_node *node)
{
	if (node->tag)
		from = tag_end(yaml, node);
	size_t end = splice_line_end(yaml, from);
	if (node->content >= end && node->content > from)
		splice_add_comments(note, yaml, from, end);
	if (splice_is_block_scalar(node)) {
		size_t header = node->content + strcspn(yaml->bytes + node->content, " \t\r\n"), header_end = splice_line_end(yaml, header);
		splice_add_comments(note, yaml, header, header_end < node->end ? header_end : node->end);
	}
}

/* Puts the comments behind the first line. */
static void insert_note(struct buf *text, const struct buf *note)
{
	if (!note->len)
		return;
	struct buf lines = BUF_INIT;
	size_t first = strcspn(text->s, "\n");
	buf_add(&lines, text->s, first);
	buf_addc(&lines, ' ');
	buf_add(&lines, note->s, note->len);
	buf_adds(&lines, text->s + first);
	buf_release(text);
	*text = lines;
}

static struct splice_style block_style(const struct yaml *yaml, const struct yaml_node *node, const struct splice_place *place, size_t end)
{
	struct splice_style style = {.column = place->column, .step = place->step, .list_indent = -1, .list_width = SPLICE_LIST_WIDTH};
	if (node->kind == YAML_LIST && node->style == YAML_BLOCK) {
		style.block_list = true;
		style.list_indent = splice_column(yaml, node->content);
	} else if (node->kind == YAML_LIST && node->size) {
		style.list_width = SPLICE_LIST_WIDTH_KEPT;
	}
	style.no_literal = place->no_colon || is_followed_by_deep_comment(yaml, splice_next_line(yaml, end), place->column);
	return style;
}

/*
 * From where on the old value goes. In place when it begins on the line of its key, or is a text that begins on a line of its own; a block
 * map or list goes with everything between it and its key.
 */
static size_t replaced_from(const struct yaml *yaml, const struct yaml_node *node, const struct splice_place *place, const struct buf *text)
{
	bool spaced = node->start > place->behind;
	if (!spaced || place->no_colon || (is_block_collection(node) && node->start == node->content))
		return place->behind;
	if (text->s[0] == ' ')
		return node->start;
	if (on_one_line(yaml, place->behind, node->start))
		return place->behind;
	size_t line = splice_line_start(yaml, node->start);
	return line - splice_break_before(yaml, line);
}

/* Up to where it goes: a block map or list with the comments at its end, an empty value with the white space behind it. */
static size_t replaced_to(const struct yaml *yaml, const struct yaml_node *node)
{
	if (is_block_collection(node)) {
		size_t tail = splice_region(yaml, node, node->size - 1).tail;
		return tail - splice_break_before(yaml, tail);
	}
	size_t line_end = splice_line_end(yaml, node->end);
	return splice_is_hollow(node) && splice_skip_blanks(yaml, node->end) >= line_end ? line_end : node->end;
}

static struct splice replace_in_block(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node,
				      const struct splice_place *place, const struct splice_value *value)
{
	struct buf text = BUF_INIT, note = BUF_INIT;
	size_t end = replaced_to(yaml, node);
	struct splice_style style = block_style(yaml, node, place, end);
	add_missing_colon(&text, place);
	splice_add_value(&text, value, &style);
	size_t start = replaced_from(yaml, node, place, &text);
	add_first_line_comments(&note, yaml, start, node);
	bool lines = strchr(text.s, '\n') && !place->no_colon;
	if (lines && !is_block_collection(node)) { /* the comment behind goes to the first line */
		size_t line_end = splice_line_end(yaml, end);
		splice_add_comments(&note, yaml, end, line_end);
		end = line_end;
	}
	insert_note(&text, &note);
	if (lines && end == yaml->size)
		buf_addc(&text, '\n'); /* which the last line of a block scalar needs */
	if (start == node->start && start > place->behind)
		drop_space(&text);
	buf_release(&note);
	return splice_make(arena, yaml, start, end, &text);
}

struct splice splice_replace(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node, const struct splice_value *value)
{
	struct splice_place place = splice_find(yaml, node);
	struct splice splice;
	if (same_content(node, value) && change_tag(arena, yaml, node, &place, value->tag, &splice))
		return splice;
	if (node->kind == YAML_LIST && value->kind == SPLICE_LIST && same_tag(node->tag, value->tag) &&
	    splice_list_items(arena, yaml, node, value, &splice))
		return splice;
	if (splice_in_flow(&place))
		return replace_in_flow(arena, yaml, node, &place, value);
	return replace_in_block(arena, yaml, node, &place, value);
}

/* -- applying -- */

static int compare_places(const void *a, const void *b)
{
	const struct splice *x = *(const struct splice *const *)a, *y = *(const struct splice *const *)b;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	bool x_inserts = x->end == x->start, y_inserts = y->end == y->start;
	if (x_inserts != y_inserts)
		return x_inserts ? -1 : 1;
	return x < y ? -1 : x > y;
}

static void order(struct splice *splices, size_t count)
{
	struct splice *copy = xcalloc(count, sizeof *copy);
	const struct splice **places = xcalloc(count, sizeof *places);
	if (count)
		memcpy(copy, splices, count * sizeof *copy);
	for (size_t i = 0; i < count; i++)
		places[i] = &copy[i];
	if (count)
		qsort(places, count, sizeof *places, compare_places);
	for (size_t i = 0; i < count; i++)
		splices[i] = *places[i];
	free(places);
	free(copy);
}

bool splice_apply(struct buf *buf, const char *bytes, size_t size, struct splice *splices, size_t count)
{
	order(splices, count);
	for (size_t i = 1; i < count; i++)
		if (splices[i].start < splices[i - 1].end)
			return false;
	size_t done = 0;
	for (size_t i = 0; i < count; i++) {
		buf_add(buf, bytes + done, splices[i].start - done);
		buf_add(buf, splices[i].text, splices[i].size);
		done = splices[i].end;
	}
	buf_add(buf, bytes + done, size - done);
	return true;
}
