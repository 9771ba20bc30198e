#include "base/yaml_parts.h"

#include <stdbool.h>
#include <string.h>

/*
 * A second reading of one scalar, by the rules libyaml goes by, that knows at every moment which bytes of the file made which bytes of the
 * value. The value is known already, so that nothing is decoded twice: where it ends, this reading ends.
 */
struct walk {
	const char *bytes;
	const char *value;
	size_t size;     /* of the value */
	size_t at;       /* byte of the value that is looked for; size: the one behind the last */
	size_t made;     /* bytes of the value so far */
	size_t source;   /* the answer */
	size_t behind;   /* byte of the file behind the last one used */
	size_t text_end; /* block scalars: the end of the last line with text */
	bool found;
};

size_t yaml_break_length(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;
	switch (u[0]) {
	case '\n': return 1;
	case '\r': return u[1] == '\n' ? 2 : 1;
	case 0xC2: return u[1] == 0x85 ? 2 : 0;
	case 0xE2: return u[1] == 0x80 && (u[2] == 0xA8 || u[2] == 0xA9) ? 3 : 0;
	default: return 0;
	}
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Nothing more to do: the place is found, or the value has ended. */
static bool finished(const struct walk *w)
{
	return w->found || w->made >= w->size;
}

/* Bytes of the file that stand in the value as they are. */
static void copy(struct walk *w, size_t from, size_t size)
{
	if (w->at < w->made + size && !w->found) {
		w->source = from + (w->at - w->made);
		w->found = true;
	}
	w->made += size;
	w->behind = from + size;
}

/* Bytes of the file (an escape, a line break) that made other bytes of the value. */
static void replace(struct walk *w, size_t from, size_t length, size_t made)
{
	if (w->at < w->made + made && !w->found) {
		w->source = from;
		w->found = true;
	}
	w->made += made;
	w->behind = from + length;
}

/* A line break that is kept: a line feed whatever it was, but U+2028 and U+2029 stay. */
static void keep_break(struct walk *w, size_t from)
{
	size_t length = yaml_break_length(w->bytes + from);
	replace(w, from, length, length == 3 ? 3 : 1);
}

/* -- plain and quoted -- */

/*
 * White space from byte on: kept within a line; around line breaks dropped, the first break becoming a space unless others follow it.
 * escaped: a backslash has taken the first break away. Returns the byte behind.
 */
static size_t fold(struct walk *w, size_t byte, size_t end, bool escaped)
{
	size_t start = byte, first = 0, breaks = 0;
	while (byte < end) {
		size_t length = yaml_break_length(w->bytes + byte);
		if (!length && !is_blank(w->bytes[byte]))
			break;
		if (length && breaks++ == 0 && !escaped) {
			first = byte;
			if (length == 3)
				keep_break(w, byte); /* U+2028 does not fold */
		} else if (length) {
			keep_break(w, byte);
		}
		byte += length ? length : 1;
	}
	if (!breaks && !escaped)
		copy(w, start, byte - start);
	else if (breaks == 1 && !escaped && yaml_break_length(w->bytes + first) != 3)
		replace(w, first, yaml_break_length(w->bytes + first), 1);
	return byte;
}

/* An escape of a double-quoted scalar. Returns the byte behind. */
static size_t escape(struct walk *w, size_t byte, size_t end)
{
	size_t line_break = yaml_break_length(w->bytes + byte + 1);
	if (line_break)
		return fold(w, byte + 1 + line_break, end, true);
	size_t length = 2, made = 1;
	switch (w->bytes[byte + 1]) {
	case 'N':
	case '_': made = 2; break;
	case 'L':
	case 'P': made = 3; break;
	case 'x': length = 4; break;
	case 'u': length = 6; break;
	case 'U': length = 10; break;
	default: break;
	}
	if (length > 2 && w->made < w->size) {
		unsigned char lead = (unsigned char)w->value[w->made];
		made = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	}
	replace(w, byte, length, made);
	return byte + length;
}

static void walk_flow(struct walk *w, size_t byte, size_t end, enum yaml_style style)
{
	while (byte < end && !finished(w)) {
		char c = w->bytes[byte];
		if (is_blank(c) || yaml_break_length(w->bytes + byte)) {
			byte = fold(w, byte, end, false);
		} else if (style == YAML_DOUBLE && c == '\\') {
			byte = escape(w, byte, end);
		} else if (style == YAML_SINGLE && c == '\'') {
			replace(w, byte, 2, 1);
			byte += 2;
		} else {
			copy(w, byte, 1);
			byte++;
		}
	}
}

/* -- literal and folded -- */

static size_t count_spaces(const char *p)
{
	return strspn(p, " ");
}

static size_t line_end(const char *bytes, size_t byte, size_t size)
{
	while (byte < size && !yaml_break_length(bytes + byte))
		byte++;
	return byte;
}

struct block {
	bool folded;
	size_t indent;
	size_t pending;     /* the break that ended the last line with text; SIZE_MAX: none yet */
	size_t first_blank; /* start of the blank lines after it */
	size_t blanks;
	bool spaced;        /* the last line with text begins with white space: it is not folded */
};

static void keep_blank_lines(struct walk *w, const struct block *b, size_t file_size)
{
	size_t line = b->first_blank;
	for (size_t i = 0; i < b->blanks && w->made < w->size; i++) {
		line = line_end(w->bytes, line, file_size);
		keep_break(w, line);
		line += yaml_break_length(w->bytes + line);
	}
}

/* The breaks between the last line with text and this one. */
static void join_lines(struct walk *w, const struct block *b, bool spaced, size_t file_size)
{
	bool fold_break = b->folded && b->pending != SIZE_MAX && !b->spaced && !spaced && yaml_break_length(w->bytes + b->pending) != 3;
	if (fold_break && !b->blanks)
		replace(w, b->pending, yaml_break_length(w->bytes + b->pending), 1);
	else if (!fold_break && b->pending != SIZE_MAX)
		keep_break(w, b->pending);
	keep_blank_lines(w, b, file_size);
}

/* The value's line breaks before its text are the blank lines before it. Counts those and returns their bytes of the value. */
static size_t count_leading_breaks(const char *value, size_t *count)
{
	size_t size = 0, length;
	for (*count = 0; (length = yaml_break_length(value + size)); size += length)
		++*count;
	return size;
}

static size_t next_line(const char *bytes, size_t line, size_t file_size)
{
	size_t end = line_end(bytes, line, file_size);
	return end + yaml_break_length(bytes + end);
}

static void walk_block_lines(struct walk *w, struct block *b, size_t line, size_t file_size)
{
	while (line < file_size && !finished(w)) {
		size_t end = line_end(w->bytes, line, file_size), spaces = count_spaces(w->bytes + line);
		if (line + spaces == end && spaces <= b->indent) {
			b->blanks++;
		} else if (spaces < b->indent) {
			return; /* the line behind the scalar */
		} else {
			size_t text = line + b->indent;
			bool spaced = is_blank(w->bytes[text]);
			join_lines(w, b, spaced, file_size);
			copy(w, text, end - text);
			w->text_end = end;
			b->spaced = spaced;
			b->pending = end;
			b->blanks = 0;
			b->first_blank = next_line(w->bytes, end, file_size);
		}
		line = next_line(w->bytes, end, file_size);
	}
}

static void walk_block(struct walk *w, size_t header, size_t file_size, bool folded)
{
	size_t line = next_line(w->bytes, header, file_size);
	struct block b = {.folded = folded, .pending = SIZE_MAX, .first_blank = line};
	size_t leading = count_leading_breaks(w->value, &b.blanks);
	if (leading < w->size) {
		for (size_t i = 0; i < b.blanks; i++)
			line = next_line(w->bytes, line, file_size);
		/* the first line with text shows the indentation: its spaces less those that stand in the value */
		b.indent = count_spaces(w->bytes + line) - count_spaces(w->value + leading);
		walk_block_lines(w, &b, line, file_size);
	}
	if (finished(w))
		return;
	if (b.pending != SIZE_MAX)
		keep_break(w, b.pending);
	keep_blank_lines(w, &b, file_size);
}

/* -- */

static void walk(struct walk *w, const struct yaml *yaml, const struct yaml_node *scalar)
{
	switch (scalar->style) {
	case YAML_SINGLE:
	case YAML_DOUBLE:
		walk_flow(w, scalar->content + 1, scalar->end - 1, scalar->style);
		break;
	case YAML_LITERAL:
	case YAML_FOLDED:
		walk_block(w, scalar->content, yaml->size, scalar->style == YAML_FOLDED);
		break;
	case YAML_PLAIN:
	case YAML_BLOCK:
	case YAML_FLOW:
		walk_flow(w, scalar->content, scalar->end, YAML_PLAIN);
		break;
	}
}

static struct walk walk_start(const struct yaml *yaml, const struct yaml_node *scalar, size_t at)
{
	struct walk w = {.bytes = yaml->bytes, .value = scalar->text, .size = scalar->size, .at = at};
	bool quoted = scalar->style == YAML_SINGLE || scalar->style == YAML_DOUBLE;
	w.behind = scalar->content + quoted;
	if (scalar->style == YAML_LITERAL || scalar->style == YAML_FOLDED)
		w.behind = scalar->content + strcspn(yaml->bytes + scalar->content, " \t\r\n");
	w.text_end = w.behind;
	return w;
}

size_t yaml_block_end(const struct yaml *yaml, const struct yaml_node *scalar)
{
	struct walk w = walk_start(yaml, scalar, SIZE_MAX);
	walk(&w, yaml, scalar);
	return w.text_end;
}

size_t yaml_origin(const struct yaml *yaml, const struct yaml_node *scalar, size_t at)
{
	struct walk w = walk_start(yaml, scalar, at < scalar->size ? at : SIZE_MAX);
	walk(&w, yaml, scalar);
	return w.found ? w.source : w.behind;
}
