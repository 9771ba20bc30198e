#include "base/yaml.h"

#include "base/base_diags.h"
#include "base/file.h"
#include "base/text.h"
#include "base/yaml_parts.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_LIMIT = 64 };

/* A map or list whose end has not come yet. Its values (in a map: keys and values in turn) are at values[first] and up. */
struct level {
	struct yaml_node *node;
	size_t first;
};

struct reader {
	struct yaml *yaml;
	struct diags *diags;
	struct yaml_cursor cursor;
	size_t bom; /* bytes before the first character */
	bool bidi;  /* it holds such controls somewhere */
	bool failed, done;
	int documents;
	struct level levels[DEPTH_LIMIT];
	size_t depth;
	const struct yaml_node **values;
	size_t value_count, value_capacity;
};

/* -- findings -- */

static void report(struct reader *r, enum base_diag kind, struct pos pos, const char *subject, const char *detail)
{
	r->failed = true;
	if (subject)
		diag_add(r->diags, &base_diags[kind], pos, subject, detail, (const char *)NULL);
	else
		diag_add(r->diags, &base_diags[kind], pos, (const char *)NULL);
}

static void report_character(struct reader *r, enum base_diag kind, struct pos pos, const char *character)
{
	char name[16];
	size_t length;
	uint32_t c = *character ? text_char(character, &length) : 0;
	snprintf(name, sizeof name, "U+%04X", (unsigned)c);
	report(r, kind, pos, name, NULL);
}

/* -- characters -- */

/* Whether these eight bytes are all from ' ' to '~': most are, and this is quicker than looking at each. */
static bool eight_visible(const char *p)
{
	static const uint64_t ones = 0x0101010101010101u, high_bits = 0x8080808080808080u;
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return !((word | (word - ones * ' ') | (word + ones)) & high_bits);
}

/*
 * The first character of the file that no value, key or comment may hold, or NULL. Line ends are LF or CRLF: a CR alone would not be one in
 * every editor.
 */
static const char *find_forbidden(struct reader *r)
{
	const unsigned char *start = (const unsigned char *)r->yaml->bytes, *end = start + r->yaml->size;
	for (const unsigned char *p = start + r->bom; p < end; p++) {
		if (end - p >= 8 && eight_visible((const char *)p)) {
			p += 7;
			continue;
		}
		if (*p >= ' ' && *p < 0x7F)
			continue;
		bool control = (*p < ' ' && *p != '\n' && *p != '\t' && !(*p == '\r' && p[1] == '\n')) || *p == 0x7F;
		bool c1 = *p == 0xC2 && p[1] < 0xA0;
		bool no_text = *p == 0xEF && ((p[1] == 0xBB && p[2] == 0xBF) || (p[1] == 0xBF && p[2] >= 0xBE)); /* U+FEFF, U+FFFE, U+FFFF */
		if (control || c1 || no_text)
			return (const char *)p;
		r->bidi |= *p == 0xE2 && (p[1] == 0x80 || p[1] == 0x81);
	}
	return NULL;
}

static bool check_characters(struct reader *r)
{
	const struct yaml *yaml = r->yaml;
	const char *bad = text_invalid(yaml->bytes, yaml->size);
	if (bad) {
		char byte[8];
		snprintf(byte, sizeof byte, "0x%02X", (unsigned)(unsigned char)*bad);
		report(r, BASE_UTF8_INVALID, yaml_pos_at(yaml, (size_t)(bad - yaml->bytes)), byte, NULL);
		return false;
	}
	bad = find_forbidden(r);
	if (bad) {
		report_character(r, BASE_CONTROL_CHARACTER, yaml_pos_at(yaml, (size_t)(bad - yaml->bytes)), bad);
		return false;
	}
	bad = r->bidi ? text_bidi_unbalanced(yaml->bytes) : NULL;
	if (bad) {
		report_character(r, BASE_BIDI_UNBALANCED, yaml_pos_at(yaml, (size_t)(bad - yaml->bytes)), bad);
		return false;
	}
	return true;
}

/* Escapes can spell what the file may not hold; and a line of the file may be balanced where its values are not. */
static void check_value(struct reader *r, const struct yaml_node *scalar, const char *value, size_t size)
{
	const struct yaml *yaml = r->yaml;
	bool escapes = scalar->style == YAML_DOUBLE && memchr(yaml->bytes + scalar->content, '\\', scalar->end - scalar->content);
	if (!escapes && !r->bidi)
		return;
	const char *nul = memchr(value, '\0', size);
	const char *bad = text_control(value);
	while (bad && *bad == '\t')
		bad = text_control(bad + 1);
	if (!bad)
		bad = nul;
	if (bad)
		report_character(r, BASE_CONTROL_CHARACTER, yaml_pos_at(yaml, yaml_origin(yaml, scalar, (size_t)(bad - value))), bad);
	bad = text_bidi_unbalanced(value);
	if (bad)
		report_character(r, BASE_BIDI_UNBALANCED, yaml_pos_at(yaml, yaml_origin(yaml, scalar, (size_t)(bad - value))), bad);
}

/* -- the tree -- */

static struct level *top(struct reader *r)
{
	return r->depth ? &r->levels[r->depth - 1] : NULL;
}

static bool key_is_next(const struct reader *r)
{
	if (!r->depth)
		return false;
	const struct level *level = &r->levels[r->depth - 1];
	return level->node->kind == YAML_MAP && (r->value_count - level->first) % 2 == 0;
}

static void add_value(struct reader *r, const struct yaml_node *node)
{
	if (!r->depth) {
		r->yaml->root = node;
		return;
	}
	if (r->value_count == r->value_capacity) {
		r->value_capacity = r->value_capacity ? r->value_capacity * 2 : 256;
		r->values = xrealloc(r->values, r->value_capacity * sizeof *r->values);
	}
	r->values[r->value_count++] = node;
}

/* Bytes up to the next white space. */
static size_t word_length(const char *p)
{
	size_t length = 0;
	while (p[length] && p[length] != ' ' && p[length] != '\t' && !yaml_break_length(p + length))
		length++;
	return length;
}

/* Behind white space and comments, and tags and anchors if so wished. */
static size_t skip_between(const struct reader *r, size_t byte, bool properties)
{
	const char *bytes = r->yaml->bytes;
	for (;;) {
		size_t length = yaml_break_length(bytes + byte);
		if (length || bytes[byte] == ' ' || bytes[byte] == '\t') {
			byte += length ? length : 1;
		} else if (bytes[byte] == '#') {
			while (byte < r->yaml->size && !yaml_break_length(bytes + byte))
				byte++;
		} else if (properties && (bytes[byte] == '!' || bytes[byte] == '&')) {
			byte += word_length(bytes + byte);
		} else {
			return byte;
		}
	}
}

/* Only local tags are ours. Those with a meaning in YAML are named as typed ("!!str"), not as libyaml resolves them. */
static void check_tag(struct reader *r, const struct yaml_node *node)
{
	const char *swallowed = strpbrk(node->tag, "{}[],");
	if (node->tag[0] == '!' && node->tag[1] != '\0' && !swallowed)
		return;
	if (node->tag[0] == '!' && swallowed) {
		char behind[2] = {*swallowed, '\0'};
		report(r, BASE_YAML_TAG_SPACE, yaml_cursor_pos(&r->cursor), node->tag, behind);
		return;
	}
	const char *typed = r->yaml->bytes + node->start;
	char *tag = xstrndup(typed, word_length(typed));
	report(r, BASE_YAML_TAG, yaml_cursor_pos(&r->cursor), tag, NULL);
	free(tag);
}

static void set_place(const struct reader *r, struct yaml_node *node)
{
	const struct pos pos = yaml_cursor_pos(&r->cursor);
	node->line = pos.line;
	node->col = pos.col;
}

/* Begins a node at its event: tag, span start, place. empty: a scalar of nothing, perhaps with a tag. */
static struct yaml_node *begin_node(struct reader *r, enum yaml_kind kind, const yaml_event_t *event, const char *tag, const char *anchor,
				    bool empty)
{
	struct yaml_node *node = arena_alloc(&r->yaml->arena, sizeof *node);
	node->kind = kind;
	node->start = node->content = yaml_move_to_mark(&r->cursor, &event->start_mark);
	if (anchor)
		report(r, BASE_YAML_ANCHOR, yaml_cursor_pos(&r->cursor), anchor, NULL);
	if (tag) {
		node->tag = arena_strdup(&r->yaml->arena, tag);
		check_tag(r, node);
	}
	if ((tag || anchor) && !empty) {
		node->content = skip_between(r, node->start, true);
		yaml_move_to_byte(&r->cursor, node->content);
	}
	set_place(r, node);
	return node;
}

/*
 * For a missing value libyaml's mark is behind the ':' or, in flow maps and after '?', at the next token, perhaps lines and comments away.
 * Here it is always behind the ':', or behind the key when there is none.
 */
static struct yaml_node *add_missing_value(struct reader *r)
{
	const struct yaml_node *key = r->values[r->value_count - 1];
	size_t byte = skip_between(r, key->end, false);
	byte = r->yaml->bytes[byte] == ':' ? byte + 1 : key->end;
	yaml_move_to_byte(&r->cursor, byte);
	struct yaml_node *node = arena_alloc(&r->yaml->arena, sizeof *node);
	*node = (struct yaml_node){.style = YAML_PLAIN, .start = byte, .end = byte, .content = byte, .text = ""};
	set_place(r, node);
	return node;
}

static enum yaml_style scalar_style(yaml_scalar_style_t style)
{
	switch (style) {
	case YAML_SINGLE_QUOTED_SCALAR_STYLE: return YAML_SINGLE;
	case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return YAML_DOUBLE;
	case YAML_LITERAL_SCALAR_STYLE: return YAML_LITERAL;
	case YAML_FOLDED_SCALAR_STYLE: return YAML_FOLDED;
	case YAML_PLAIN_SCALAR_STYLE:
	case YAML_ANY_SCALAR_STYLE: break;
	}
	return YAML_PLAIN;
}

static void read_scalar(struct reader *r, const yaml_event_t *event)
{
	const char *value = (const char *)event->data.scalar.value;
	size_t size = event->data.scalar.length;
	const char *tag = (const char *)event->data.scalar.tag, *anchor = (const char *)event->data.scalar.anchor;
	enum yaml_style style = scalar_style(event->data.scalar.style);
	bool empty = style == YAML_PLAIN && size == 0;

	if (empty && !tag && !anchor) {
		const struct level *level = top(r);
		if (!level && event->start_mark.index == event->end_mark.index)
			return; /* "---" and nothing else */
		if (level && level->node->kind == YAML_MAP && !key_is_next(r)) {
			add_value(r, add_missing_value(r));
			return;
		}
	}
	struct yaml_node *node = begin_node(r, YAML_SCALAR, event, tag, anchor, empty);
	node->style = style;
	node->text = arena_strndup(&r->yaml->arena, value, size);
	node->size = size;
	if (style == YAML_LITERAL || style == YAML_FOLDED)
		node->end = yaml_block_end(r->yaml, node);
	else
		node->end = yaml_move_to_mark(&r->cursor, &event->end_mark);
	if (empty)
		node->content = node->end;
	check_value(r, node, value, size);
	add_value(r, node);
}

static void begin_collection(struct reader *r, enum yaml_kind kind, const yaml_event_t *event, bool flow, const yaml_char_t *tag,
			     const yaml_char_t *anchor)
{
	bool is_key = key_is_next(r);
	struct yaml_node *node = begin_node(r, kind, event, (const char *)tag, (const char *)anchor, false);
	node->style = flow ? YAML_FLOW : YAML_BLOCK;
	if (is_key) {
		report(r, BASE_YAML_KEY_NOT_SCALAR, yaml_cursor_pos(&r->cursor), NULL, NULL);
		r->done = true;
		return;
	}
	if (r->depth == DEPTH_LIMIT) {
		char limit[8];
		snprintf(limit, sizeof limit, "%d", DEPTH_LIMIT);
		report(r, BASE_YAML_DEPTH, yaml_cursor_pos(&r->cursor), limit, NULL);
		r->done = true;
		return;
	}
	add_value(r, node);
	r->levels[r->depth++] = (struct level){node, r->value_count};
}

static void take_pairs(struct reader *r, struct yaml_node *map, const struct yaml_node *const *values, size_t count)
{
	map->size = count / 2;
	struct yaml_pair *pairs = arena_calloc(&r->yaml->arena, map->size, sizeof *pairs);
	for (size_t i = 0; i < map->size; i++)
		pairs[i] = (struct yaml_pair){values[i * 2], values[i * 2 + 1]};
	map->pairs = pairs;
	r->failed |= !yaml_check_keys(r->yaml, map, r->diags);
}

static void take_items(struct reader *r, struct yaml_node *list, const struct yaml_node *const *values, size_t count)
{
	const struct yaml_node **items = arena_calloc(&r->yaml->arena, count, sizeof *items);
	if (count)
		memcpy(items, values, count * sizeof *items);
	list->items = items;
	list->size = count;
}

static void end_collection(struct reader *r, const yaml_event_t *event)
{
	struct level level = *top(r);
	struct yaml_node *node = level.node;
	const struct yaml_node *const *values = r->values + level.first;
	size_t count = r->value_count - level.first;
	if (node->kind == YAML_MAP)
		take_pairs(r, node, values, count);
	else
		take_items(r, node, values, count);
	char first = r->yaml->bytes[node->content];
	if (node->style == YAML_FLOW && (first == '{' || first == '['))
		node->end = yaml_move_to_mark(&r->cursor, &event->end_mark);
	else if (count) /* block style, or the one pair of [key: value] */
		node->end = values[count - 1]->end;
	r->value_count = level.first;
	r->depth--;
}

static void read_alias(struct reader *r, const yaml_event_t *event)
{
	yaml_move_to_mark(&r->cursor, &event->start_mark);
	report(r, BASE_YAML_ALIAS, yaml_cursor_pos(&r->cursor), (const char *)event->data.alias.anchor, NULL);
	r->done = true;
}

static void read_event(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (r->documents++ == 0)
			break;
		yaml_move_to_mark(&r->cursor, &event->start_mark);
		report(r, BASE_YAML_SEVERAL_DOCUMENTS, yaml_cursor_pos(&r->cursor), NULL, NULL);
		r->done = true;
		break;
	case YAML_SCALAR_EVENT:
		read_scalar(r, event);
		break;
	case YAML_SEQUENCE_START_EVENT:
		begin_collection(r, YAML_LIST, event, event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
				 event->data.sequence_start.tag, event->data.sequence_start.anchor);
		break;
	case YAML_MAPPING_START_EVENT:
		begin_collection(r, YAML_MAP, event, event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE, event->data.mapping_start.tag,
				 event->data.mapping_start.anchor);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		end_collection(r, event);
		break;
	case YAML_ALIAS_EVENT:
		read_alias(r, event);
		break;
	case YAML_STREAM_END_EVENT:
		r->done = true;
		break;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
		break;
	}
}

static void read_events(struct reader *r)
{
	const struct yaml *yaml = r->yaml;
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		mem_exhausted();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING); /* so that it looks for no byte order mark */
	yaml_parser_set_input_string(&parser, (const unsigned char *)yaml->bytes + r->bom, yaml->size - r->bom);
	while (!r->done) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			if (parser.error == YAML_MEMORY_ERROR)
				mem_exhausted();
			yaml_report_syntax(yaml, &parser, r->diags);
			r->failed = true;
			break;
		}
		read_event(r, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	free(r->values);
}

/* -- the front door -- */

struct yaml *yaml_read(const char *file, const char *bytes, size_t size, int first_line, struct diags *diags)
{
	if (size > FILE_LIMIT) {
		diag_add(diags, &base_diags[BASE_FILE_TOO_LARGE], (struct pos){file, 0, 0}, file, FILE_LIMIT_TEXT, (const char *)NULL);
		return NULL;
	}
	struct yaml *yaml = xcalloc(1, sizeof *yaml);
	yaml->file = arena_strdup(&yaml->arena, file);
	yaml->bytes = arena_strndup(&yaml->arena, bytes, size);
	yaml->size = size;
	yaml->first_line = first_line;
	yaml_find_lines(yaml);

	struct reader r = {.yaml = yaml, .diags = diags};
	r.bom = size >= 3 && memcmp(bytes, YAML_BYTE_ORDER_MARK, 3) == 0 ? 3 : 0;
	if (check_characters(&r)) {
		yaml_cursor_start(&r.cursor, yaml, r.bom);
		read_events(&r);
	}
	if (r.failed) {
		yaml_free(yaml);
		return NULL;
	}
	return yaml;
}

void yaml_free(struct yaml *yaml)
{
	if (!yaml)
		return;
	arena_release(&yaml->arena);
	free(yaml);
}
