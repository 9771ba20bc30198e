/*
 * What the YAML reader's files share: yaml.c builds the tree, yaml_place.c knows lines and columns, yaml_keys.c finds keys and duplicates, yaml_origin.c maps values back to the file,
 * yaml_syntax.c words libyaml's errors.
 */
#ifndef BASE_YAML_PARTS_H
#define BASE_YAML_PARTS_H

#include "base/yaml.h"

#include <stdbool.h>
#include <yaml.h>

#define YAML_BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* Fills yaml->lines. */
void yaml_find_lines(struct yaml *yaml);
/* The byte of the file for libyaml's count of characters. */
size_t yaml_byte_at(const struct yaml *yaml, size_t characters);

/* A place in the file that moves with the events; libyaml's marks count characters, our spans bytes. */
struct yaml_cursor {
	const struct yaml *yaml;
	const struct yaml_line *lines; /* in the arena of yaml */
	size_t byte, character, line;  /* from 0 */
};

/* At the first character, behind bom bytes of a byte order mark. */
void yaml_cursor_start(struct yaml_cursor *cursor, struct yaml *yaml, size_t bom);
/* Returns the byte. */
size_t yaml_move_to_mark(struct yaml_cursor *cursor, const yaml_mark_t *mark);
void yaml_move_to_byte(struct yaml_cursor *cursor, size_t byte);
struct pos yaml_cursor_pos(const struct yaml_cursor *cursor);

/* Bytes of a line break that libyaml knows (LF, CRLF, CR, NEL, LS, PS), or 0. p is in NUL-terminated text. */
size_t yaml_break_length(const char *p);
/* The byte behind a block scalar's last line that is not blank; behind its '|' or '>' when there is none. */
size_t yaml_block_end(const struct yaml *yaml, const struct yaml_node *scalar);
/* Says which keys of a finished map stand twice, and prepares a large one for yaml_get. Returns false when some do. */
bool yaml_check_keys(struct yaml *yaml, struct yaml_node *map, struct diags *diags);
/* Says what stopped libyaml. */
void yaml_report_syntax(const struct yaml *yaml, const yaml_parser_t *parser, struct diags *diags);

#endif
