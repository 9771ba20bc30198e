/* Places in a file: bytes, characters, lines. */
#include "base/text.h"
#include "base/yaml_parts.h"

#include <string.h>

struct yaml_line {
	uint32_t byte, character;
};

/* The byte behind a line and its break. */
static size_t line_end(const struct yaml *yaml, size_t line)
{
	return line + 1 < yaml->line_count ? yaml->lines[line + 1] : yaml->size;
}

void yaml_cursor_start(struct yaml_cursor *cursor, struct yaml *yaml, size_t bom)
{
	struct yaml_line *lines = arena_calloc(&yaml->arena, yaml->line_count + 1, sizeof *lines);
	lines[0].byte = (uint32_t)bom;
	for (size_t i = 0; i < yaml->line_count; i++) {
		lines[i + 1].byte = (uint32_t)line_end(yaml, i);
		lines[i + 1].character = lines[i].character + (uint32_t)text_count(yaml->bytes + lines[i].byte, lines[i + 1].byte - lines[i].byte);
	}
	*cursor = (struct yaml_cursor){.yaml = yaml, .lines = lines, .byte = bom};
}

/* A line of ASCII, as most are, needs no look at its bytes. */
static bool is_ascii(const struct yaml_line *line)
{
	return line[1].character - line[0].character == line[1].byte - line[0].byte;
}

/* To a place in a line of ASCII, or the start of any. */
static void set(struct yaml_cursor *cursor, size_t line, size_t steps)
{
	cursor->line = line;
	cursor->byte = cursor->lines[line].byte + steps;
	cursor->character = cursor->lines[line].character + steps;
}

/* To that character or that byte of a line, whichever comes first; from where the cursor stands, when it stands before it in this line. */
static void walk(struct yaml_cursor *cursor, size_t line, size_t character, size_t byte)
{
	const char *bytes = cursor->yaml->bytes;
	if (line != cursor->line || cursor->character > character || cursor->byte > byte)
		set(cursor, line, 0);
	while (cursor->character < character && cursor->byte < byte) {
		cursor->character++;
		cursor->byte++;
		while (((unsigned char)bytes[cursor->byte] & 0xC0) == 0x80)
			cursor->byte++;
	}
}

/* Events come in the order of the file, so the line is mostly the cursor's or the next. */

size_t yaml_move_to_mark(struct yaml_cursor *cursor, const yaml_mark_t *mark)
{
	const struct yaml_line *lines = cursor->lines;
	size_t line = cursor->line;
	while (lines[line].character > mark->index)
		line--;
	while (line + 1 < cursor->yaml->line_count && lines[line + 1].character <= mark->index)
		line++;
	if (is_ascii(&lines[line]))
		set(cursor, line, mark->index - lines[line].character);
	else
		walk(cursor, line, mark->index, cursor->yaml->size);
	return cursor->byte;
}

void yaml_move_to_byte(struct yaml_cursor *cursor, size_t byte)
{
	const struct yaml_line *lines = cursor->lines;
	size_t line = cursor->line;
	while (lines[line].byte > byte)
		line--;
	while (line + 1 < cursor->yaml->line_count && lines[line + 1].byte <= byte)
		line++;
	if (is_ascii(&lines[line]))
		set(cursor, line, byte - lines[line].byte);
	else
		walk(cursor, line, SIZE_MAX, byte);
}

struct pos yaml_cursor_pos(const struct yaml_cursor *cursor)
{
	return (struct pos){cursor->yaml->file, cursor->yaml->first_line + (int)cursor->line + 1, (int)(cursor->character - cursor->lines[cursor->line].character) + 1};
}

size_t yaml_byte_at(const struct yaml *yaml, size_t characters)
{
	size_t byte = strncmp(yaml->bytes, YAML_BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
	for (; characters && byte < yaml->size; characters--)
		do
			byte++;
		while (((unsigned char)yaml->bytes[byte] & 0xC0) == 0x80);
	return byte;
}

void yaml_find_lines(struct yaml *yaml)
{
	const char *end = yaml->bytes + yaml->size;
	size_t count = 1;
	for (const char *p = yaml->bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		count++;
	uint32_t *lines = arena_calloc(&yaml->arena, count, sizeof *lines);
	size_t i = 1; /* lines[0] is 0 */
	for (const char *p = yaml->bytes; (p = memchr(p, '\n', (size_t)(end - p))); p++)
		lines[i++] = (uint32_t)(p + 1 - yaml->bytes);
	yaml->lines = lines;
	yaml->line_count = count;
}

struct pos yaml_pos_at(const struct yaml *yaml, size_t byte)
{
	if (byte > yaml->size)
		byte = yaml->size;
	size_t low = 0, high = yaml->line_count; /* the line begins at or before byte: low does, high does not */
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (yaml->lines[middle] <= byte)
			low = middle;
		else
			high = middle;
	}
	size_t start = yaml->lines[low];
	if (low == 0 && byte >= 3 && strncmp(yaml->bytes, YAML_BYTE_ORDER_MARK, 3) == 0)
		start = 3;
	size_t before = start < byte ? text_count(yaml->bytes + start, byte - start) : 0;
	if (byte < yaml->size && ((unsigned char)yaml->bytes[byte] & 0xC0) == 0x80)
		before--; /* inside a character: that character's place */
	return (struct pos){yaml->file, yaml->first_line + (int)low + 1, (int)before + 1};
}

struct pos yaml_pos(const struct yaml *yaml, const struct yaml_node *node)
{
	return (struct pos){yaml->file, node->line, node->col};
}
