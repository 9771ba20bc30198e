#include "base/splice_parts.h"

#include <string.h>

/* Behind the comments of a file that holds nothing else, in front of a line that ends the document ("..."). */
static size_t end_of_comments(const struct yaml *yaml)
{
	size_t line = splice_file_start(yaml);
	while (line < yaml->size && strncmp(yaml->bytes + line, "...", 3) != 0)
		line = splice_next_line(yaml, line);
	return line;
}

/* The first pair of a file without any, or of a root that is {}. */
static struct splice begin_root(struct arena *arena, const struct yaml *yaml, size_t start, size_t end, const char *key,
				const struct splice_value *value)
{
	struct splice_style style = {.step = 2, .list_indent = -1, .list_width = SPLICE_LIST_WIDTH};
	size_t behind = splice_skip_between(yaml, end);
	style.no_literal = behind > splice_line_end(yaml, end); /* comments that follow might become part of it */
	struct buf text = BUF_INIT;
	if (!splice_is_first_on_line(yaml, start) || (start == end && start == yaml->size && splice_line_start(yaml, start) < start))
		buf_addc(&text, '\n');
	splice_add_pair(&text, key, value, &style);
	if (start == end || splice_line_end(yaml, end) > end || end == yaml->size)
		buf_addc(&text, '\n');
	return splice_make(arena, yaml, start, end, &text);
}

struct splice splice_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *before,
			    const char *key, const struct splice_value *value)
{
	if (!map) {
		size_t end = end_of_comments(yaml);
		return begin_root(arena, yaml, end, end, key, value);
	}
	if (map->kind == YAML_SCALAR) {
		const struct splice_value only = {.kind = SPLICE_MAP, .keys = &key, .values = value, .count = 1};
		return splice_replace(arena, yaml, map, &only);
	}
	if (map == yaml->root && !map->size && !map->tag && !splice_has_comment(yaml, map->content, map->end))
		return begin_root(arena, yaml, map->content, map->end, key, value);
	size_t at = splice_pair_number(map, before);
	if (map->style == YAML_FLOW)
		return splice_flow_insert(arena, yaml, map, at, key, value);
	return splice_block_insert(arena, yaml, map, at, key, value);
}

struct splice splice_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair)
{
	size_t number = splice_pair_number(map, pair);
	if (map->style == YAML_FLOW)
		return splice_flow_delete(arena, yaml, map, number);
	return splice_block_delete(arena, yaml, map, number);
}

bool splice_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair,
		 const struct yaml_pair *before, struct splice moved[2])
{
	size_t number = splice_pair_number(map, pair), at = splice_pair_number(map, before);
	if (at == number || at == number + 1)
		return false;
	if (map->style == YAML_FLOW)
		splice_flow_move(arena, yaml, map, number, at, moved);
	else
		splice_block_move(arena, yaml, map, number, at, moved);
	return true;
}
