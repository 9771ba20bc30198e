#include "base/splice_parts.h"
#include "base/yaml_parts.h"

#include <string.h>

/* -- lines -- */

size_t splice_file_start(const struct yaml *yaml)
{
	return strncmp(yaml->bytes, YAML_BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
}

size_t splice_break_before(const struct yaml *yaml, size_t byte)
{
	const char *p = yaml->bytes + byte;
	if (byte >= 1 && p[-1] == '\n')
		return byte >= 2 && p[-2] == '\r' ? 2 : 1;
	return byte >= 3 && yaml_break_length(p - 3) == 3 ? 3 : 0;
}

size_t splice_line_start(const struct yaml *yaml, size_t byte)
{
	size_t start = splice_file_start(yaml);
	while (byte > start && !splice_break_before(yaml, byte))
		byte--;
	return byte;
}

size_t splice_line_end(const struct yaml *yaml, size_t byte)
{
	while (byte < yaml->size && !yaml_break_length(yaml->bytes + byte))
		byte++;
	return byte;
}

size_t splice_next_line(const struct yaml *yaml, size_t byte)
{
	size_t end = splice_line_end(yaml, byte);
	return end < yaml->size ? end + yaml_break_length(yaml->bytes + end) : end;
}

size_t splice_skip_blanks(const struct yaml *yaml, size_t byte)
{
	return byte + strspn(yaml->bytes + byte, " \t");
}

bool splice_is_blank_line(const struct yaml *yaml, size_t line)
{
	size_t byte = splice_skip_blanks(yaml, line);
	return byte >= yaml->size || yaml_break_length(yaml->bytes + byte);
}

bool splice_is_first_on_line(const struct yaml *yaml, size_t byte)
{
	while (byte > splice_file_start(yaml) && (yaml->bytes[byte - 1] == ' ' || yaml->bytes[byte - 1] == '\t'))
		byte--;
	return byte == splice_file_start(yaml) || splice_break_before(yaml, byte);
}

size_t splice_skip_blank_lines(const struct yaml *yaml, size_t line)
{
	while (line < yaml->size && splice_is_blank_line(yaml, line))
		line = splice_next_line(yaml, line);
	return line;
}

static size_t line_above(const struct yaml *yaml, size_t line)
{
	return splice_line_start(yaml, line - splice_break_before(yaml, line));
}

bool splice_blank_line_above(const struct yaml *yaml, size_t line)
{
	return line > splice_file_start(yaml) && splice_is_blank_line(yaml, line_above(yaml, line));
}

static bool is_comment_line(const struct yaml *yaml, size_t line, size_t *indent)
{
	size_t byte = splice_skip_blanks(yaml, line);
	*indent = byte - line;
	return yaml->bytes[byte] == '#';
}

size_t splice_comments_above(const struct yaml *yaml, size_t line, size_t limit, size_t column)
{
	while (line > limit && line > splice_file_start(yaml)) {
		size_t above = line_above(yaml, line), indent;
		if (above < limit || !is_comment_line(yaml, above, &indent) || indent > column)
			return line;
		line = above;
	}
	return line;
}

/* Behind a comment that begins here: the end of its line, without white space. */
static size_t comment_end(const struct yaml *yaml, size_t byte)
{
	size_t end = splice_line_end(yaml, byte);
	while (yaml->bytes[end - 1] == ' ' || yaml->bytes[end - 1] == '\t')
		end--;
	return end;
}

void splice_add_comments(struct buf *buf, const struct yaml *yaml, size_t start, size_t end)
{
	for (size_t byte = start; byte < end; byte++) {
		if (yaml->bytes[byte] != '#')
			continue;
		size_t behind = comment_end(yaml, byte);
		if (buf->len)
			buf_addc(buf, ' ');
		buf_add(buf, yaml->bytes + byte, behind - byte);
		byte = behind;
	}
}

bool splice_has_comment(const struct yaml *yaml, size_t start, size_t end)
{
	return start < end && memchr(yaml->bytes + start, '#', end - start);
}

size_t splice_skip_between(const struct yaml *yaml, size_t byte)
{
	for (;;) {
		byte = splice_skip_blanks(yaml, byte);
		size_t length = yaml_break_length(yaml->bytes + byte);
		if (yaml->bytes[byte] == '#')
			byte = splice_line_end(yaml, byte);
		else if (length)
			byte += length;
		else
			return byte;
	}
}

/* -- entries -- */

static const struct yaml_node *entry_first(const struct yaml_node *collection, size_t entry)
{
	return collection->kind == YAML_MAP ? collection->pairs[entry].key : collection->items[entry];
}

const struct yaml_node *splice_entry_value(const struct yaml_node *collection, size_t entry)
{
	return collection->kind == YAML_MAP ? collection->pairs[entry].value : collection->items[entry];
}

size_t splice_pair_number(const struct yaml_node *map, const struct yaml_pair *pair)
{
	return pair ? (size_t)(pair - map->pairs) : map->size;
}

bool splice_is_hollow(const struct yaml_node *value)
{
	return value->kind == YAML_SCALAR && value->content == value->end;
}

bool splice_is_block_scalar(const struct yaml_node *node)
{
	return node->style == YAML_LITERAL || node->style == YAML_FOLDED;
}

const struct yaml_node *splice_last_leaf(const struct yaml_node *node)
{
	while (node->kind != YAML_SCALAR && node->size)
		node = splice_entry_value(node, node->size - 1);
	return node;
}

bool splice_takes_blank_lines(const struct yaml_node *value, const struct yaml *yaml)
{
	const struct yaml_node *leaf = splice_last_leaf(value);
	if (!splice_is_block_scalar(leaf))
		return false;
	const char *header = yaml->bytes + leaf->content;
	return memchr(header, '+', strcspn(header, " \t\r\n"));
}

int splice_column(const struct yaml *yaml, size_t byte)
{
	return (int)(byte - splice_line_start(yaml, byte));
}

/* The '?' or '-' that a key or item stands behind, at the column of its collection; byte itself when a key stands there. */
static size_t find_indicator(const struct yaml *yaml, const struct yaml_node *collection, size_t byte)
{
	char indicator = collection->kind == YAML_MAP ? '?' : '-';
	size_t column = (size_t)splice_column(yaml, collection->content);
	for (size_t line = splice_line_start(yaml, byte); line > splice_file_start(yaml); line = line_above(yaml, line)) {
		if (line + column == byte)
			return byte;
		if (line + column < byte && yaml->bytes[line + column] == indicator && splice_is_first_on_line(yaml, line + column))
			return line + column;
	}
	return byte;
}

static size_t entry_start(const struct yaml *yaml, const struct yaml_node *collection, size_t entry)
{
	if (entry == 0)
		return collection->content;
	return find_indicator(yaml, collection, entry_first(collection, entry)->start);
}

/* -- where a value stands -- */

/* The last entry that begins at or before this byte. */
static size_t entry_at(const struct yaml_node *collection, size_t byte)
{
	size_t low = 0, high = collection->size;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (entry_first(collection, middle)->start <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool splice_in_flow(const struct splice_place *place)
{
	return place->parent && place->parent->style == YAML_FLOW;
}

static size_t behind_indicator(const struct yaml *yaml, const struct yaml_node *parent, size_t entry, bool *no_colon)
{
	*no_colon = false;
	if (parent->kind == YAML_LIST)
		return parent->style == YAML_FLOW ? parent->items[entry]->start : entry_start(yaml, parent, entry) + 1;
	size_t byte = splice_skip_between(yaml, parent->pairs[entry].key->end);
	*no_colon = yaml->bytes[byte] != ':' || byte >= parent->pairs[entry].value->end;
	return *no_colon ? parent->pairs[entry].key->end : byte + 1;
}

int splice_step(const struct yaml *yaml, const struct yaml_node *collection, int outer)
{
	enum { LOOK_AT = 8, DEFAULT = 2, LARGEST = 8 };
	int column = splice_column(yaml, collection->content);
	for (size_t i = 0; i < collection->size && i < LOOK_AT; i++) {
		const struct yaml_node *value = splice_entry_value(collection, i);
		int step = value->style == YAML_BLOCK ? splice_column(yaml, value->content) - column : 0;
		if (step > 0 && step <= LARGEST)
			return step;
	}
	int step = outer >= 0 ? column - outer : 0;
	return step > 0 && step <= LARGEST ? step : DEFAULT;
}

struct splice_place splice_find(const struct yaml *yaml, const struct yaml_node *node)
{
	struct splice_place place = {.parent = NULL, .column = -1, .step = 2};
	int outer = -1;
	for (const struct yaml_node *at = yaml->root; at != node && at->kind != YAML_SCALAR && at->size;) {
		outer = place.column;
		place.parent = at;
		place.entry = entry_at(at, node->start);
		place.column = at->style == YAML_BLOCK ? splice_column(yaml, at->content) : -1;
		at = splice_entry_value(at, place.entry);
	}
	if (!place.parent)
		return place;
	place.behind = behind_indicator(yaml, place.parent, place.entry, &place.no_colon);
	if (place.parent->style == YAML_BLOCK)
		place.step = splice_step(yaml, place.parent, outer);
	return place;
}

/* -- what an entry owns -- */

static size_t comments_below(const struct yaml *yaml, size_t line, size_t column)
{
	size_t tail = line, indent;
	while (line < yaml->size) {
		bool comment = is_comment_line(yaml, line, &indent) && indent > column;
		if (!comment && !splice_is_blank_line(yaml, line))
			break;
		line = splice_next_line(yaml, line);
		if (comment)
			tail = line;
	}
	return tail;
}

static size_t behind_kept_blank_lines(const struct yaml *yaml, size_t line)
{
	while (splice_is_blank_line(yaml, line) && splice_line_end(yaml, line) < yaml->size)
		line = splice_next_line(yaml, line);
	return line;
}

struct splice_region splice_region(const struct yaml *yaml, const struct yaml_node *collection, size_t entry)
{
	const struct yaml_node *value = splice_entry_value(collection, entry);
	size_t column = (size_t)splice_column(yaml, collection->content);
	struct splice_region r = {.start = entry_start(yaml, collection, entry)};
	r.own_line = splice_is_first_on_line(yaml, r.start);
	size_t limit = entry ? splice_entry_value(collection, entry - 1)->end : 0;
	r.head = r.own_line ? splice_comments_above(yaml, splice_line_start(yaml, r.start), limit, column) : r.start;
	r.end = splice_line_end(yaml, value->end);
	r.tail = splice_next_line(yaml, value->end);
	if (splice_takes_blank_lines(value, yaml))
		r.tail = behind_kept_blank_lines(yaml, r.tail);
	r.tail = comments_below(yaml, r.tail, column);
	return r;
}
