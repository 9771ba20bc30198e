/*
 * The way back from a value to the file: random values, written in every style by a small writer that notes which byte of the file stands
 * for which byte of the value, are read, and yaml_origin must say the same.
 */
#include "base/buf.h"
#include "base/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct yaml *read_clean(const char *text)
{
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = yaml_read("t.yaml", text, strlen(text), 0, &diags);
	if (!yaml)
		diags_print(&diags, stderr);
	assert_non_null(yaml);
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
	return yaml;
}

static uint32_t seed = 20240501;

static unsigned pick(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

/* A small writer that notes for each byte of the value which byte of the file stands for it. */
struct writer {
	struct buf file, value;
	size_t origin[512];
	size_t behind;     /* of the last character */
	const char *eol;
	int indent;        /* of continuation lines */
};

static void note(struct writer *w, const char *made, size_t size, size_t from, bool copied)
{
	for (size_t i = 0; i < size; i++)
		w->origin[w->value.len + i] = from + (copied ? i : 0);
	buf_add(&w->value, made, size);
	w->behind = w->file.len;
}

static void put_char(struct writer *w, const char *c)
{
	size_t from = w->file.len;
	buf_adds(&w->file, c);
	note(w, c, strlen(c), from, true);
}

static void put_as(struct writer *w, const char *written, const char *made)
{
	size_t from = w->file.len;
	buf_adds(&w->file, written);
	note(w, made, strlen(made), from, false);
}

static void put_indent(struct writer *w)
{
	for (int i = 0; i < w->indent; i++)
		buf_addc(&w->file, ' ');
}

static const char *const words[] = {"a", "B", "7", "ü", "ß", "€", "\xF0\x9F\x98\x80", "e\xCC\x81", "-", "(", "_", "x", "yz", "."};
static const char *const marks[] = {"'", "\"", "\\", "#", ":", "[", "}", ",", "&", "*", "!", "%", "@", "|", ">", "?", "`"};
#define PICK(list) list[pick(sizeof list / sizeof *list)]

/* A space of the value as a line break with the indentation behind it, or line feeds of the value as one break more. */
static void put_fold(struct writer *w)
{
	unsigned feeds = pick(3);
	if (pick(4) == 0)
		buf_addc(&w->file, ' ');
	if (feeds == 0)
		put_as(w, w->eol, " ");
	else
		buf_adds(&w->file, w->eol);
	for (unsigned i = 0; i < feeds; i++) {
		if (pick(2))
			put_indent(w);
		put_as(w, w->eol, "\n");
	}
	put_indent(w);
}

static void put_plain(struct writer *w)
{
	put_char(w, "a");
	for (unsigned i = pick(30); i > 0; i--) {
		if (pick(6) == 0)
			put_fold(w);
		else if (pick(4) == 0)
			put_char(w, pick(8) ? " " : "  \t");
		put_char(w, PICK(words));
		if (pick(6) == 0)
			put_char(w, "'b");
	}
	if (w->value.s[w->value.len - 1] == '-' || pick(2))
		put_char(w, "z");
}

static void put_single(struct writer *w)
{
	buf_addc(&w->file, '\'');
	w->behind = w->file.len;
	bool word = false; /* the last character is a visible one on this line */
	for (unsigned i = pick(30); i > 0; i--) {
		unsigned what = pick(8);
		if (what == 0 && word) {
			put_fold(w);
			put_char(w, "q");
		} else if (what == 1) {
			put_char(w, pick(3) ? " " : "\t ");
		} else if (what == 2) {
			put_as(w, "''", "'");
		} else if (what == 3) {
			const char *mark = PICK(marks);
			if (*mark != '\'')
				put_char(w, mark);
		} else {
			put_char(w, PICK(words));
		}
		word = w->value.len && w->value.s[w->value.len - 1] != ' ';
	}
	buf_addc(&w->file, '\'');
}

static void put_escape(struct writer *w)
{
	static const char *const escapes[][2] = {{"\\\"", "\""}, {"\\\\", "\\"}, {"\\/", "/"}, {"\\t", "\t"}, {"\\\t", "\t"},
		{"\\n", "\n"}, {"\\ ", " "},
		{"\\_", "\xC2\xA0"}, {"\\L", "\xE2\x80\xA8"}, {"\\P", "\xE2\x80\xA9"}, {"\\x41", "A"}, {"\\xfc", "ü"}, {"\\u20AC", "€"},
		{"\\u0041", "A"}, {"\\U0001F600", "\xF0\x9F\x98\x80"}, {"\\x0a", "\n"}};
	size_t i = pick(sizeof escapes / sizeof *escapes);
	put_as(w, escapes[i][0], escapes[i][1]);
}

static void put_double(struct writer *w)
{
	buf_addc(&w->file, '"');
	w->behind = w->file.len;
	bool word = false;
	for (unsigned i = pick(30); i > 0; i--) {
		unsigned what = pick(9);
		bool escaped = false;
		if (what == 0 && word) {
			put_fold(w);
			put_char(w, "q");
		} else if (what == 1) {
			put_char(w, pick(3) ? " " : "\t ");
		} else if (what == 2 || what == 3) {
			put_escape(w);
			escaped = true;
		} else if (what == 4) {
			buf_addc(&w->file, '\\');
			buf_adds(&w->file, w->eol);
			for (unsigned blank = pick(3); blank > 0; blank--)
				put_as(w, w->eol, "\n");
			put_indent(w);
			put_char(w, "r");
		} else if (what == 5) {
			const char *mark = PICK(marks);
			if (*mark != '"' && *mark != '\\')
				put_char(w, mark);
		} else {
			put_char(w, PICK(words));
		}
		word = escaped || (w->value.len && w->value.s[w->value.len - 1] != ' ');
	}
	buf_addc(&w->file, '"');
}

/* A line of a block scalar, not empty. Spaced: begins with white space. */
static void put_block_line(struct writer *w, bool spaced)
{
	if (spaced)
		put_char(w, pick(3) ? "  " : "\t");
	else
		put_char(w, pick(4) ? PICK(words) : PICK(marks));
	for (unsigned i = pick(8); i > 0; i--)
		put_char(w, pick(3) == 0 ? " " : pick(4) ? PICK(words) : PICK(marks));
}

static void put_blank_lines(struct writer *w, unsigned count)
{
	for (; count > 0; count--) {
		for (unsigned i = pick((unsigned)w->indent + 1); i > 0; i--)
			buf_addc(&w->file, ' ');
		put_as(w, w->eol, "\n");
	}
}

/* What stands at the end of a scalar: chomping has the last word. Returns the byte behind the last line with text. */
static size_t put_block_end(struct writer *w, char chomping, size_t header_end)
{
	size_t text_end = w->value.len && w->value.s[strspn(w->value.s, "\n")] ? w->file.len : header_end;
	bool text = text_end != header_end;
	if (chomping == '-') {
		if (text)
			buf_adds(&w->file, w->eol);
		for (unsigned i = pick(3); i > 0; i--)
			buf_adds(&w->file, w->eol);
		return text_end;
	}
	if (text)
		put_as(w, w->eol, "\n");
	if (chomping == '+') {
		put_blank_lines(w, pick(3));
		return text_end;
	}
	for (unsigned i = pick(3); i > 0; i--)
		buf_adds(&w->file, w->eol);
	return text_end;
}

/* Between two lines of a block scalar: how many line feeds, written as a literal or a folded scalar wants them. */
static void put_block_break(struct writer *w, bool folded, bool spaced)
{
	unsigned more = pick(3) == 0 ? 1 + pick(2) : 0;
	if (!folded || spaced) {
		put_as(w, w->eol, "\n");
	} else if (more) {
		buf_adds(&w->file, w->eol);
	} else {
		put_as(w, w->eol, " ");
	}
	put_blank_lines(w, more);
}

static size_t put_block(struct writer *w, bool folded, int step)
{
	static const char chompings[] = {'-', '+', 0};
	char chomping = chompings[pick(3)];
	unsigned lines = pick(5), blanks = lines ? pick(3) : 0;
	bool spaced = pick(4) == 0, explicit_indent = spaced || pick(4) == 0;
	buf_addc(&w->file, folded ? '>' : '|');
	if (explicit_indent)
		buf_addf(&w->file, "%d", step);
	if (chomping)
		buf_addc(&w->file, chomping);
	size_t header_end = w->behind = w->file.len;
	buf_adds(&w->file, pick(3) ? "" : " # note");
	buf_adds(&w->file, w->eol);
	put_blank_lines(w, blanks);
	for (unsigned i = 0; i < lines; i++) {
		put_indent(w);
		put_block_line(w, spaced);
		if (i + 1 == lines)
			break;
		bool next_spaced = pick(4) == 0;
		put_block_break(w, folded, spaced || next_spaced);
		spaced = next_spaced;
	}
	return put_block_end(w, chomping, header_end);
}

static void check_origins(const struct writer *w, const struct yaml *yaml, const struct yaml_node *node)
{
	assert_int_equal(node->size, w->value.len);
	assert_memory_equal(node->text, w->value.s, w->value.len + 1);
	for (size_t i = 0; i < node->size; i++)
		if (yaml_origin(yaml, node, i) != w->origin[i])
			fail_msg("byte %zu of the value comes from %zu, not %zu, of:\n%s", i, w->origin[i], yaml_origin(yaml, node, i), w->file.s);
	assert_int_equal(yaml_origin(yaml, node, node->size), w->behind);
}

static void round_trip(enum yaml_style style)
{
	struct writer w = {.file = BUF_INIT, .value = BUF_INIT};
	int parent = (int)pick(3) * 2, step = 1 + (int)pick(4);
	w.eol = pick(3) ? "\n" : "\r\n";
	w.indent = parent + step;
	buf_addf(&w.file, "%s# größe%s", pick(4) ? "" : "\xEF\xBB\xBF", w.eol);
	if (parent)
		buf_addf(&w.file, "top: %s%*s", w.eol, parent, "");
	buf_adds(&w.file, "ü: ");
	if (pick(3) == 0)
		buf_addf(&w.file, "!tag%s", pick(2) ? " " : "   ");
	size_t content = w.file.len, end = 0;
	switch (style) {
	case YAML_PLAIN: put_plain(&w); break;
	case YAML_SINGLE: put_single(&w); break;
	case YAML_DOUBLE: put_double(&w); break;
	case YAML_LITERAL: end = put_block(&w, false, step); break;
	case YAML_FOLDED: end = put_block(&w, true, step); break;
	case YAML_BLOCK:
	case YAML_FLOW: break;
	}
	if (!end) {
		end = w.file.len;
		buf_addf(&w.file, "%s%s", pick(2) ? "  # behind" : "", w.eol);
	}
	size_t next = w.file.len + (size_t)parent;
	buf_addf(&w.file, "%*sz: end", parent, "");

	struct yaml *yaml = read_clean(w.file.s);
	const struct yaml_node *map = parent ? yaml_get(yaml->root, "top") : yaml->root;
	const struct yaml_node *node = yaml_get(map, "ü"), *after = yaml_get(map, "z");
	assert_non_null(node);
	assert_int_equal(node->style, style);
	assert_int_equal(node->content, content);
	if (node->end != end)
		fail_msg("ends at %zu, not %zu, in:\n%s", end, node->end, w.file.s);
	struct pos pos = yaml_pos_at(yaml, content);
	assert_int_equal(node->line, pos.line);
	assert_int_equal(node->col, pos.col);
	check_origins(&w, yaml, node);
	assert_non_null(after);
	assert_string_equal(after->text, "end");
	assert_int_equal(after->start, next + 3);
	pos = yaml_pos_at(yaml, next + 3);
	assert_int_equal(after->line, pos.line);
	assert_int_equal(after->col, parent + 4);
	yaml_free(yaml);
	buf_release(&w.file);
	buf_release(&w.value);
}

static void test_round_trips(void **state)
{
	(void)state;
	for (int i = 0; i < 20000; i++)
		round_trip((enum yaml_style)(i % 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trips),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
