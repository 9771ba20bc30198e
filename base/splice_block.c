#include "base/splice_parts.h"

#include <string.h>

/* The file ends here, in the middle of a line. */
static bool is_open_end(const struct yaml *yaml, size_t byte)
{
	return byte == yaml->size && byte > 0 && !splice_break_before(yaml, byte) && splice_line_start(yaml, byte) < byte;
}

/*
 * Appends lines of the file with a line feed at their end, also when the file has none there. A block scalar that ends with the file lacks
 * its last line feed: with one behind it, it needs a '-' to stay the same.
 */
static void add_closed_lines(struct buf *buf, const struct yaml *yaml, size_t start, size_t end, const struct yaml_node *value)
{
	const struct yaml_node *leaf = splice_last_leaf(value);
	if (!is_open_end(yaml, end)) {
		buf_add(buf, yaml->bytes + start, end - start);
		return;
	}
	if (splice_is_block_scalar(leaf) && leaf->end == end && leaf->content >= start) {
		size_t behind = leaf->content + 1;
		buf_add(buf, yaml->bytes + start, behind - start);
		buf_addc(buf, '-');
		for (size_t indicators = strspn(yaml->bytes + behind, "-+123456789"); indicators; indicators--, behind++)
			if (yaml->bytes[behind] >= '1')
				buf_addc(buf, yaml->bytes[behind]);
		start = behind;
	}
	buf_add(buf, yaml->bytes + start, end - start);
	buf_addc(buf, '\n');
}

/* -- blank lines between pairs -- */

static bool has_gap_above(const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	return splice_blank_line_above(yaml, splice_region(yaml, map, pair).head);
}

/* Whether a new pair at that number is to be set apart by blank lines: as its neighbours are from theirs. */
static bool is_set_apart(const struct yaml *yaml, const struct yaml_node *map, size_t at)
{
	bool between = at > 0 && at < map->size;
	if (between && !has_gap_above(yaml, map, at))
		return false;
	if (at >= 2)
		return has_gap_above(yaml, map, at - 1);
	if (at + 1 < map->size)
		return has_gap_above(yaml, map, at + 1);
	return between;
}

/* -- putting lines in -- */

/* In front of the first pair of "- key: value", which does not begin its line: the new lines follow the dash. */
static struct splice put_behind_dash(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t start,
				     const char *lines)
{
	struct buf text = BUF_INIT;
	buf_adds(&text, lines + strspn(lines, " "));
	buf_addf(&text, "%*s", splice_column(yaml, map->content), "");
	return splice_make(arena, yaml, start, start, &text);
}

/* closed: blank lines behind these lines would change the value they end with. */
static struct splice put_lines(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const char *lines,
			       bool closed)
{
	struct splice_region region = splice_region(yaml, map, at ? at - 1 : 0);
	if (at == 0 && !region.own_line)
		return put_behind_dash(arena, yaml, map, region.start, lines);
	struct buf text = BUF_INIT;
	bool apart = is_set_apart(yaml, map, at);
	size_t start = at ? region.tail : region.head, end = start;
	if (at) {
		const struct yaml_node *above = map->pairs[at - 1].value, *leaf = splice_last_leaf(above);
		if (is_open_end(yaml, start)) {
			start = splice_is_block_scalar(leaf) ? leaf->content : start;
			add_closed_lines(&text, yaml, start, end, above);
		}
		buf_adds(&text, apart && !splice_takes_blank_lines(above, yaml) ? "\n" : "");
	}
	buf_adds(&text, lines);
	if (closed)
		end = splice_skip_blank_lines(yaml, end);
	else if (at == 0 && apart)
		buf_addc(&text, '\n');
	return splice_make(arena, yaml, start, end, &text);
}

static int outer_column(const struct yaml *yaml, const struct yaml_node *map)
{
	return map == yaml->root ? -1 : splice_find(yaml, map).column;
}

struct splice splice_block_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const char *key,
				  const struct splice_value *value)
{
	struct splice_style style = {.column = splice_column(yaml, map->content), .list_indent = -1, .list_width = SPLICE_LIST_WIDTH};
	style.step = splice_step(yaml, map, outer_column(yaml, map));
	struct buf line = BUF_INIT;
	buf_addf(&line, "%*s", style.column, "");
	splice_add_pair(&line, key, value, &style);
	buf_addc(&line, '\n');
	struct splice splice = put_lines(arena, yaml, map, at, line.s, false);
	buf_release(&line);
	return splice;
}

/* -- taking lines out -- */

/* The first pair of "- key: value": the next one follows the dash, or the dash stands alone above the comments on that. */
static struct splice cut_behind_dash(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, struct splice_region region)
{
	struct buf none = BUF_INIT;
	struct splice_region next = splice_region(yaml, map, 1);
	if (next.head == region.tail && splice_is_first_on_line(yaml, next.start) && next.head == splice_line_start(yaml, next.start))
		return splice_make(arena, yaml, region.start, next.start, &none);
	size_t start = region.start;
	while (start > 0 && yaml->bytes[start - 1] == ' ')
		start--;
	return splice_make(arena, yaml, start, region.tail - splice_break_before(yaml, region.tail), &none);
}

/* All lines of a pair that is not the only one, and blank lines so that no two gaps meet. */
static struct splice cut_lines(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	struct splice_region region = splice_region(yaml, map, pair);
	if (!region.own_line)
		return cut_behind_dash(arena, yaml, map, region);
	bool kept_above = pair && splice_takes_blank_lines(map->pairs[pair - 1].value, yaml);
	bool gap_above = !kept_above && splice_blank_line_above(yaml, region.head);
	size_t start = region.head, end = region.tail, behind_gap = splice_skip_blank_lines(yaml, region.tail);
	if (pair == 0 || kept_above || gap_above)
		end = behind_gap;
	if (behind_gap == yaml->size && gap_above)
		while (start > 0 && splice_blank_line_above(yaml, start))
			start = splice_line_start(yaml, start - splice_break_before(yaml, start));
	struct buf none = BUF_INIT;
	return splice_make(arena, yaml, start, end, &none);
}

static void add_empty_map(struct buf *text, const char *tag)
{
	if (tag)
		buf_addf(text, "%s ", tag);
	buf_adds(text, "{}");
}

/* The root's only pair: its lines become {}. */
static struct splice empty_root(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map)
{
	struct splice_region region = splice_region(yaml, map, 0);
	struct buf text = BUF_INIT;
	buf_adds(&text, "{}");
	return splice_make(arena, yaml, region.head, region.tail - splice_break_before(yaml, region.tail), &text);
}

/* The only pair of another map: {} goes behind the key above, and the comments between, which the pair does not own, stay. */
static struct splice empty_map(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map)
{
	struct splice_place place = splice_find(yaml, map);
	struct splice_region region = splice_region(yaml, map, 0);
	size_t free_lines = splice_next_line(yaml, map->start), key_line_end = splice_line_end(yaml, place.behind);
	if (!map->tag)
		free_lines = splice_next_line(yaml, place.behind);
	bool tag_below = map->tag && map->start > key_line_end;
	if (!region.own_line || tag_below || !splice_has_comment(yaml, free_lines, region.head))
		return splice_replace(arena, yaml, map, &(struct splice_value){.kind = SPLICE_MAP, .tag = map->tag});
	struct buf text = BUF_INIT, note = BUF_INIT;
	buf_addc(&text, ' ');
	add_empty_map(&text, map->tag);
	size_t behind_tag = map->tag ? map->start + strcspn(yaml->bytes + map->start, " \t\r\n") : place.behind;
	splice_add_comments(&note, yaml, behind_tag, key_line_end);
	if (note.len)
		buf_addf(&text, " %s", note.s);
	buf_addc(&text, '\n');
	buf_add(&text, yaml->bytes + free_lines, region.head - splice_break_before(yaml, region.head) - free_lines);
	buf_release(&note);
	return splice_make(arena, yaml, place.behind, region.tail - splice_break_before(yaml, region.tail), &text);
}

struct splice splice_block_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	if (map->size > 1)
		return cut_lines(arena, yaml, map, pair);
	return map == yaml->root ? empty_root(arena, yaml, map) : empty_map(arena, yaml, map);
}

void splice_block_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair, size_t at,
		       struct splice moved[2])
{
	const struct yaml_node *value = map->pairs[pair].value;
	struct splice_region region = splice_region(yaml, map, pair);
	struct buf lines = BUF_INIT;
	if (!region.own_line)
		buf_addf(&lines, "%*s", splice_column(yaml, map->content), "");
	add_closed_lines(&lines, yaml, region.head, region.tail, value);
	moved[0] = cut_lines(arena, yaml, map, pair);
	moved[1] = put_lines(arena, yaml, map, at, lines.s, splice_takes_blank_lines(value, yaml));
	buf_release(&lines);
}
