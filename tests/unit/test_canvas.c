/* Glyphs, roles and the canvas. */
#include "tui/canvas.h"

#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7" /* man, joiner, woman, joiner, girl */
#define ACUTE "\xCC\x81"

static void test_glyphs(void **state)
{
	(void)state;
	static const struct {
		const char *text, *drawn; /* drawn: glyphs separated by | */
		int width;
	} cases[] = {
		{"ab", "a|b", 2}, {"ä", "ä", 1}, {"e" ACUTE "x", "e" ACUTE "|x", 2}, {"漢字", "漢|字", 4},
		{FAMILY, "\xF0\x9F\x91\xA8|\xF0\x9F\x91\xA9|\xF0\x9F\x91\xA7", 6},
		{"\xE2\x9D\xA4\xEF\xB8\x8F", "\xE2\x9D\xA4", 1}, /* heart, variation selector */
		{ACUTE "a", "\xE2\x97\x8C" ACUTE "|a", 2}, {"ก\xE0\xB8\xB4\xE0\xB9\x88", "ก\xE0\xB8\xB4\xE0\xB9\x88", 1}, /* Thai, two marks */
		{"a\tb", "a|<U+0009>|b", 10}, {"\x1B[31m", "<U+001B>|[|3|1|m", 12}, {"\x7F", "<U+007F>", 8}, {"\xC2\x9B", "<U+009B>", 8},
		{"\xE2\x80\xAE" "x", "<U+202E>|x", 9}, {"\xE2\x81\xA6", "<U+2066>", 8}, {"\xE2\x80\x8F", "<U+200F>", 8}, {"\xE2\x80\xA8", "<U+2028>", 8},
		{"a\xE2\x80\x8B", "a|<U+200B>", 9}, {"a\xC2\xAD", "a|<U+00AD>", 9}, {"\xE2\x80\x8D", "<U+200D>", 8},
		{"\xFFz", "<0xFF>|z", 7}, {"\xE2\x80", "<0xE2>|<0x80>", 12}, {"\xED\xA0\x80", "<0xED>|<0xA0>|<0x80>", 18},
		{"a" ACUTE ACUTE ACUTE ACUTE ACUTE ACUTE "b", "a" ACUTE ACUTE ACUTE ACUTE "|b", 2}, /* more than a cell holds */
		{"\xF3\xA0\x80\x81", "<U+E0001>", 9},
		{"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 2}, /* Korean in its parts */
		{"a\xE1\x85\xA1", "a|\xE2\x97\x8C\xE1\x85\xA1", 2}, /* a vowel that belongs to no letter before it */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t size = strlen(cases[i].text);
		struct buf drawn = BUF_INIT;
		struct glyph glyph;
		int width = 0;
		for (size_t at = 0; at < size; width += glyph.width) {
			buf_adds(&drawn, at ? "|" : "");
			at += glyph_next(cases[i].text + at, size - at, &glyph);
			buf_add(&drawn, glyph.text, glyph.size);
		}
		assert_string_equal(drawn.s, cases[i].drawn);
		assert_int_equal(width, cases[i].width);
		assert_int_equal(glyph_width(cases[i].text, size), cases[i].width);
		buf_release(&drawn);
	}
}

static void test_fit(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int columns;
		size_t bytes;
	} cases[] = {
		{"abc", 2, 2}, {"abc", 5, 3}, {"abc", 0, 0}, {"abc", -3, 0}, {"", 5, 0}, {"漢字", 3, 3}, {"漢字", 4, 6}, {"漢字", 1, 0}, {"ae" ACUTE "x", 2, 4},
		{FAMILY "x", 5, 0}, {FAMILY "x", 6, sizeof FAMILY - 1}, {"a\x01", 8, 1}, {"a\x01", 9, 2},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(glyph_fit(cases[i].text, strlen(cases[i].text), cases[i].columns), cases[i].bytes);
}

/* Every code point: what is drawn holds nothing that a terminal would obey, and fits a cell. */
static void test_all_glyphs(void **state)
{
	(void)state;
	struct buf text = BUF_INIT;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c == 0xD800)
			c = 0xE000;
		buf_clear(&text);
		text_add_char(&text, c);
		struct glyph glyph;
		assert_int_equal(glyph_next(text.s, text.len, &glyph), text.len);
		char drawn[GLYPH_TEXT + 1] = {0};
		memcpy(drawn, glyph.text, glyph.size);
		assert_in_range(glyph.width, 1, 9);
		assert_true(glyph.spelt ? glyph.width == glyph.size : glyph.width <= 2);
		assert_null(text_control(drawn));
		assert_null(strchr(drawn, '\n'));
		assert_null(text_invalid(drawn, glyph.size));
		assert_null(text_bidi_unbalanced(drawn));
	}
	buf_release(&text);
}

/* One row of a canvas after something was drawn; "<" stands for a right half. */
static const char *row(const struct canvas *canvas, int y)
{
	static struct buf buf = BUF_INIT; /* of the test */
	buf_clear(&buf);
	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_cell(canvas, x, y);
		if (cell->width == 0)
			buf_addc(&buf, '<');
		buf_add(&buf, cell->text, cell->size);
	}
	return buf.s;
}

static void test_wide_edges(void **state)
{
	(void)state;
	struct canvas canvas;
	canvas_init(&canvas, 6, 3);
	struct pane all = canvas_pane(&canvas), part = pane_part(all, 1, 1, 3, 1);
	assert_int_equal(pane_text(all, 0, 0, ROLE_TEXT, "漢字か"), 6);
	assert_string_equal(row(&canvas, 0), "漢<字<か<");
	pane_text(all, 1, 0, ROLE_TEXT, "x"); /* over a right half */
	assert_string_equal(row(&canvas, 0), " x字<か<");
	pane_text(all, 2, 0, ROLE_TEXT, "y"); /* over a left half */
	assert_string_equal(row(&canvas, 0), " xy か<");
	pane_text(all, 3, 0, ROLE_TEXT, "漢"); /* over a left half, by a right half */
	assert_string_equal(row(&canvas, 0), " xy漢< ");
	assert_int_equal(pane_text(part, 0, 0, ROLE_TEXT, "漢字か"), 6); /* half of 字 is inside */
	assert_string_equal(row(&canvas, 1), " 漢<   ");
	assert_int_equal(canvas_cell(&canvas, 3, 1)->width, 1);
	pane_text(part, -1, 0, ROLE_TITLE, "漢字"); /* half of 漢 */
	assert_string_equal(row(&canvas, 1), "  字<  ");
	assert_int_equal(canvas_cell(&canvas, 1, 1)->role, ROLE_TITLE);
	assert_int_equal(canvas_cell(&canvas, 2, 1)->width, 2);
	pane_cursor(all, 3, 1);
	assert_int_equal(canvas.cursor_x, 2);
	canvas_release(&canvas);
}

static void test_clipping(void **state)
{
	(void)state;
	struct canvas canvas;
	canvas_init(&canvas, 8, 4);
	struct pane all = canvas_pane(&canvas), part = pane_part(all, 2, 1, 4, 2), deeper = pane_part(part, -1, -1, 20, 20);
	for (int y = -3; y < 8; y++)
		pane_text(deeper, -2, y, ROLE_TEXT, "0123456789abcdef");
	assert_string_equal(row(&canvas, 0), "        ");
	assert_string_equal(row(&canvas, 1), "  3456  "); /* column -1 of part is column 1, where deeper begins, its text two before that */
	assert_string_equal(row(&canvas, 2), "  3456  ");
	assert_string_equal(row(&canvas, 3), "        ");
	pane_fill(part, ROLE_FIELD);
	assert_string_equal(row(&canvas, 1), "        ");
	assert_int_equal(canvas_cell(&canvas, 2, 1)->role, ROLE_FIELD);
	assert_int_equal(canvas_cell(&canvas, 1, 1)->role, ROLE_TEXT);
	pane_role(part, -3, 0, 100, ROLE_FOCUS);
	assert_int_equal(canvas_cell(&canvas, 5, 1)->role, ROLE_FOCUS);
	assert_int_equal(canvas_cell(&canvas, 6, 1)->role, ROLE_TEXT);
	pane_cursor(part, 3, 1);
	assert_int_equal(canvas.cursor_x, 5);
	assert_int_equal(canvas.cursor_y, 2);
	pane_cursor(part, 4, 1);
	assert_int_equal(canvas.cursor_x, -1);
	canvas_release(&canvas);
	canvas_init(&canvas, 0, -5);
	pane_text(canvas_pane(&canvas), 0, 0, ROLE_TEXT, "x");
	pane_box(canvas_pane(&canvas), ROLE_TEXT);
	assert_int_equal(canvas.height, 0);
	canvas_release(&canvas);
}

static void test_cutting(void **state)
{
	(void)state;
	struct canvas canvas;
	canvas_init(&canvas, 10, 5);
	struct pane rest = canvas_pane(&canvas);
	struct pane top = pane_cut_top(&rest, 1), bottom = pane_cut_bottom(&rest, 1), left = pane_cut_left(&rest, 4);
	assert_int_equal(top.height, 1);
	assert_int_equal(bottom.y, 4);
	assert_int_equal(left.width, 4);
	assert_int_equal(left.height, 3);
	assert_int_equal(rest.x, 4);
	assert_int_equal(rest.width, 6);
	assert_int_equal(pane_cut_top(&rest, 99).height, 3);
	assert_int_equal(rest.height, 0);
	assert_int_equal(pane_cut_top(&rest, -1).height, 0);
	canvas_release(&canvas);
}

static void test_drawing(void **state)
{
	(void)state;
	struct canvas canvas;
	canvas_init(&canvas, 12, 5);
	struct pane all = canvas_pane(&canvas);
	pane_box(all, ROLE_FRAME);
	pane_line(all, 0, 2, 12, false, ROLE_FRAME);
	pane_line(all, 5, 0, 5, true, ROLE_FRAME);
	pane_text(all, 2, 0, ROLE_TITLE, "A");
	assert_int_equal(pane_text_in(all, 6, 1, 5, ROLE_STRONG, "abcdef"), 11);
	assert_int_equal(pane_text_in(all, 1, 1, 4, ROLE_TEXT, "漢字か"), 4); /* 漢, then no room for the next and … */
	assert_int_equal(pane_text_in(all, 1, 3, 4, ROLE_TEXT, "abcd"), 5);
	assert_int_equal(pane_text_in(all, 6, 3, 0, ROLE_TEXT, "abcd"), 6);
	pane_text_n(all, 7, 3, ROLE_LINK, ATTR_BOLD | ATTR_REVERSE, "xy", 2);
	pane_cursor(all, 7, 3);
	struct buf dump = BUF_INIT;
	canvas_dump(&canvas, DUMP_ROLES | DUMP_CURSOR, &dump);
	assert_string_equal(dump.s,
		"┌─A──┬─────┐\n"
		"│漢… │abcd…│\n"
		"├────┼─────┤\n"
		"│abcd│ xy  │\n"
		"└────┴─────┘\n"
		"-- roles\n"
		"++T+++++++++\n"
		"+....+BBBBB+\n"
		"++++++++++++\n"
		"+....+.LL..+ ^b ^r\n"
		"++++++++++++\n"
		"-- cursor at column 7, row 3\n");
	buf_clear(&dump);
	canvas_clear(&canvas);
	canvas_dump(&canvas, DUMP_TEXT, &dump);
	assert_string_equal(dump.s, "\n\n\n\n\n");
	canvas_resize(&canvas, 2, 1);
	pane_box(canvas_pane(&canvas), ROLE_FRAME); /* too flat for a box: a line */
	buf_clear(&dump);
	canvas_dump(&canvas, DUMP_CURSOR, &dump);
	assert_string_equal(dump.s, "──\n-- no cursor\n");
	canvas_resize(&canvas, 5, 1);
	struct pane row = canvas_pane(&canvas);
	pane_text(row, 0, 0, ROLE_FOCUS, "a");
	pane_text(row, 1, 0, ROLE_FIELD_FOCUS, "b");
	pane_text_n(row, 2, 0, ROLE_HELP, ATTR_UNDERLINE, "c", 1);
	pane_text(row, 3, 0, ROLE_TITLE, "d");
	buf_clear(&dump);
	canvas_dump(&canvas, DUMP_MONO, &dump);
	assert_string_equal(dump.s, "abcd\n-- mono\nrBub\n");
	assert_string_equal(canvas_line_text(ARM_UP | ARM_RIGHT, true), "+");
	assert_string_equal(canvas_line_text(ARM_LEFT, true), "-");
	assert_string_equal(canvas_line_text(ARM_UP | ARM_DOWN, true), "|");
	buf_release(&dump);
	canvas_release(&canvas);
}

static void test_theme(void **state)
{
	(void)state;
	bool seen[128] = {false};
	for (enum role role = 0; role < ROLE_COUNT; role++) {
		assert_false(seen[(int)theme_letter(role)]);
		seen[(int)theme_letter(role)] = true;
		assert_int_equal(theme_look(SCHEME_MONO, role).ink, COLOUR_OWN);
	}
	assert_int_equal(theme_look(SCHEME_NEUTRAL, ROLE_ERROR).ink, COLOUR_RED);
	static const struct {
		const char *theme, *no_color, *ground;
		enum scheme scheme;
		bool known;
	} cases[] = {
		{NULL, NULL, NULL, SCHEME_NEUTRAL, true}, {"auto", NULL, "15;0", SCHEME_DARK, true}, {"auto", "", "0;default;15", SCHEME_LIGHT, true},
		{NULL, NULL, "0;7", SCHEME_LIGHT, true}, {NULL, NULL, "7;8", SCHEME_DARK, true}, {NULL, NULL, "0;default", SCHEME_NEUTRAL, true},
		{NULL, NULL, "0;", SCHEME_NEUTRAL, true}, {"light", NULL, "15;0", SCHEME_LIGHT, true}, {"dark", "1", NULL, SCHEME_MONO, true},
		{"mono", NULL, NULL, SCHEME_MONO, true}, {"pink", NULL, "15;0", SCHEME_DARK, false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		enum scheme scheme;
		assert_int_equal(theme_scheme(&scheme, cases[i].theme, cases[i].no_color, cases[i].ground), cases[i].known);
		assert_int_equal(scheme, cases[i].scheme);
	}
}

/* Random drawing: a right half always has its left one, and nothing gets out of a pane. */
static void test_random(void **state)
{
	(void)state;
	static const char *const texts[] = {"a", "漢字", FAMILY, "e" ACUTE "x", "a\x1B[1m", "ก\xE0\xB8\xB4か", "\xFF漢", "────"};
	struct canvas canvas;
	canvas_init(&canvas, 9, 5);
	uint32_t random = 1;
	for (int i = 0; i < 100000; i++) {
		random = random * 1664525 + 1013904223;
		int a = (int)(random >> 28) - 4, b = (int)(random >> 24 & 15) - 4, c = (int)(random >> 20 & 15) - 2, d = (int)(random >> 16 & 15) - 2;
		struct pane part = pane_part(canvas_pane(&canvas), a, b, c, d);
		switch (random >> 12 & 7) {
		case 0: pane_fill(part, ROLE_FIELD); break;
		case 1: pane_box(part, ROLE_FRAME); break;
		case 2: pane_text_in(part, b, 0, d, ROLE_TEXT, texts[random >> 8 & 7]); break;
		default: pane_text(part, d - 5, c - 5, ROLE_TEXT, texts[random >> 8 & 7]); break;
		}
		for (int y = 0; y < canvas.height; y++) {
			for (int x = 0; x < canvas.width; x++) {
				const struct cell *cell = canvas_cell(&canvas, x, y);
				bool right = x > 0 && canvas_cell(&canvas, x - 1, y)->width == 2;
				assert_int_equal(cell->width == 0, right);
				assert_int_equal(cell->size == 0, right);
				assert_true(cell->width < 2 || x + 1 < canvas.width);
			}
		}
	}
	canvas_release(&canvas);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_glyphs), cmocka_unit_test(test_fit), cmocka_unit_test(test_all_glyphs), cmocka_unit_test(test_wide_edges),
		cmocka_unit_test(test_clipping), cmocka_unit_test(test_cutting), cmocka_unit_test(test_drawing), cmocka_unit_test(test_theme),
		cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
