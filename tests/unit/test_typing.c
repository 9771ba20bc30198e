/*
 * Every kind of text typed in every way: what is stored is what was typed, the cursor is at the start of a cluster, and what is drawn at
 * the cursor is the character there. Field and area are driven by keys, laid out and drawn after each, as the wizard does.
 */
#include "screen.h"

#include "base/text.h"
#include "tui/widgets/area.h"
#include "tui/widgets/field.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Ten clusters each; words are separated by spaces, so that an area has something to break. */
static const struct {
	const char *name;
	const char *clusters[10];
} kinds[] = {
	{"ASCII", {"P", "r", "i", "v", "a", "c", "y", " ", "4", "!"}},
	{"precomposed", {"Å", "n", "g", "s", "t", "r", "ö", "m", " ", "é"}},
	{"CJK", {"個", "人", "情", "報", "保", "護", "。", "株", "式", "會"}},
	{"combining marks", {"e\xCC\x81", "x", "o\xCC\x88\xCC\xA3", " ", "n\xCC\x83", "a", "u\xCC\x8A", "c\xCC\xA7", "z", "i\xCC\x84\xCC\x81"}},
	{"Thai", {"ก\xE0\xB8\xB4\xE0\xB9\x88", "น", "ข\xE0\xB9\x89", "า", "ว", " ", "ท\xE0\xB8\xB5\xE0\xB9\x88", "บ", "\xE0\xB9\x89" "น", "ม"}},
	{"emoji with joiners", {"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "a", "\xE2\x9D\xA4\xEF\xB8\x8F", " ",
		"\xF0\x9F\x91\xA9\xF0\x9F\x8F\xBD\xE2\x80\x8D\xF0\x9F\x92\xBB", "\xF0\x9F\x87\xAB\xF0\x9F\x87\xAE", "x", "\xF0\x9F\x98\x80",
		"\xF0\x9F\x8F\xB4\xE2\x80\x8D\xE2\x98\xA0\xEF\xB8\x8F", "!"}},
};
enum { KINDS = sizeof kinds / sizeof *kinds, CLUSTERS = 10, WIDTH = 20, HEIGHT = 4 };

/* A field or an area with its screen. */
struct typed {
	struct field field;
	struct area area;
	bool is_area;
	int width;
	struct canvas canvas;
	struct buf killed;
	struct driven driven;
};

static struct edit *edit_of(struct typed *typed)
{
	return typed->is_area ? &typed->area.edit : &typed->field.edit;
}

/* Draws, and looks at what is drawn. */
static void look(struct typed *typed)
{
	struct edit *edit = edit_of(typed);
	canvas_clear(&typed->canvas);
	struct pane pane = pane_part(canvas_pane(&typed->canvas), 2, 1, typed->width, HEIGHT);
	if (typed->is_area) {
		area_layout(&typed->area, typed->width, HEIGHT);
		area_draw(&typed->area, pane, true);
	} else {
		field_layout(&typed->field, typed->width);
		field_draw(&typed->field, pane, true);
	}
	assert_true(edit_boundary(edit, edit->cursor));
	int x = typed->canvas.cursor_x, y = typed->canvas.cursor_y;
	assert_true(x >= 2 && x < 2 + typed->width && y >= 1);
	if (edit->cursor == edit->text.len || edit->text.s[edit->cursor] == '\n')
		return;
	struct glyph glyph;
	glyph_next(edit->text.s + edit->cursor, edit->text.len - edit->cursor, &glyph);
	const struct cell *cell = canvas_cell(&typed->canvas, x, y);
	assert_int_equal(cell->size, glyph.size);
	assert_memory_equal(cell->text, glyph.text, glyph.size);
}

static unsigned update(void *widget, struct input input)
{
	struct typed *typed = widget;
	unsigned effects = typed->is_area ? area_update(&typed->area, input) : field_update(&typed->field, input);
	look(typed);
	return effects;
}

static enum place place(const void *widget)
{
	const struct typed *typed = widget;
	return typed->is_area ? PLACE_AREA : PLACE_FIELD;
}

static void begin(struct typed *typed, bool is_area)
{
	*typed = (struct typed){.is_area = is_area, .width = WIDTH, .killed = BUF_INIT};
	typed->driven = (struct driven){typed, update, place};
	canvas_init(&typed->canvas, WIDTH + 4, HEIGHT + 2);
	field_init(&typed->field, "", &typed->killed);
	area_init(&typed->area, "", &typed->killed);
}

static void end(struct typed *typed, const struct buf *wanted)
{
	const struct edit *edit = edit_of(typed);
	assert_string_equal(edit->text.s, wanted->s);
	assert_int_equal(edit->text.len, wanted->len);
	struct buf now = BUF_INIT;
	buf_adds(&now, edit->text.s);
	int steps = 0;
	for (; edit_undo(edit_of(typed)); steps++)
		assert_true(edit_boundary(edit, edit->cursor));
	assert_int_equal(edit->text.len, 0);
	while (steps-- > 0)
		edit_redo(edit_of(typed));
	assert_string_equal(edit->text.s, now.s);
	buf_release(&now);
	field_release(&typed->field);
	area_release(&typed->area);
	buf_release(&typed->killed);
	canvas_release(&typed->canvas);
}

/* Clusters of a kind, one after another and around again. */
static void add_clusters(struct buf *buf, size_t kind, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++)
		buf_adds(buf, kinds[kind].clusters[i % CLUSTERS]);
}

static void case_type(size_t kind, struct typed *typed, struct buf *wanted)
{
	add_clusters(wanted, kind, 0, 5);
	type_text(&typed->driven, wanted->s);
}

static void case_insert(size_t kind, struct typed *typed, struct buf *wanted)
{
	struct buf first = BUF_INIT, middle = BUF_INIT;
	add_clusters(&first, kind, 0, 2);
	add_clusters(&first, kind, 5, 2);
	add_clusters(&middle, kind, 2, 3);
	type_text(&typed->driven, first.s);
	press(&typed->driven, "Left Left");
	type_text(&typed->driven, middle.s);
	add_clusters(wanted, kind, 0, 7);
	buf_release(&first);
	buf_release(&middle);
}

static void case_backspace(size_t kind, struct typed *typed, struct buf *wanted)
{
	struct buf text = BUF_INIT;
	add_clusters(&text, kind, 0, 8);
	type_text(&typed->driven, text.s);
	press(&typed->driven, "Backspace Backspace Left Left Backspace Delete"); /* the last two, the fourth, the fifth */
	add_clusters(wanted, kind, 0, 3);
	add_clusters(wanted, kind, 5, 1);
	buf_release(&text);
}

static void case_past_width(size_t kind, struct typed *typed, struct buf *wanted)
{
	add_clusters(wanted, kind, 0, 100);
	type_text(&typed->driven, wanted->s);
	press(&typed->driven, "Left Left Home Right Right End");
	for (int i = 0; i < 100; i++)
		press(&typed->driven, "Left");
	assert_int_equal(typed->field.edit.cursor, 0);
	assert_int_equal(typed->field.left, 0);
}

/* The first half is typed, a line broken, the rest typed: more rows than are in sight. */
static void case_wrap(size_t kind, struct typed *typed, struct buf *wanted)
{
	add_clusters(wanted, kind, 0, 60);
	type_text(&typed->driven, wanted->s);
	press(&typed->driven, "Alt-Enter");
	buf_addc(wanted, '\n');
	size_t typed_before = wanted->len;
	add_clusters(wanted, kind, 0, 60);
	type_text(&typed->driven, wanted->s + typed_before);
	assert_in_range(typed->area.wrap.count, HEIGHT + 1, 60);
	press(&typed->driven, "Up Up Up Up Down PageUp PageDown Ctrl-Home Ctrl-End");
	assert_int_equal(typed->area.edit.cursor, wanted->len);
}

static void case_paste(size_t kind, struct typed *typed, struct buf *wanted)
{
	add_clusters(wanted, kind, 0, 2000);
	assert_int_equal(paste(&typed->driven, wanted->s, wanted->len), EFFECT_CHANGED);
	press(&typed->driven, "Ctrl-_");
	assert_int_equal(typed->area.edit.text.len, 0); /* one step */
	press(&typed->driven, "Alt-E");
}

static void case_narrower(size_t kind, struct typed *typed, struct buf *wanted)
{
	add_clusters(wanted, kind, 0, 40);
	type_text(&typed->driven, wanted->s);
	press(&typed->driven, "Left Left Left");
	for (typed->width = WIDTH; typed->width > 1; typed->width--)
		look(typed);
	typed->width = 7;
	press(&typed->driven, "Left Home Right End");
	typed->width = WIDTH;
	size_t before = wanted->len;
	add_clusters(wanted, kind, 0, 3);
	type_text(&typed->driven, wanted->s + before);
}

static const struct {
	const char *name;
	void (*run)(size_t kind, struct typed *typed, struct buf *wanted);
	bool is_area;
} ways[] = {
	{"type", case_type, false}, {"insert in the middle", case_insert, false}, {"backspace", case_backspace, false},
	{"type past the width", case_past_width, false}, {"wrap in an area", case_wrap, true}, {"paste 2,000", case_paste, true},
	{"resize narrower", case_narrower, false},
};
enum { WAYS = sizeof ways / sizeof *ways };

static void run_case(void **state)
{
	size_t number = *(const size_t *)*state, kind = number / WAYS, way = number % WAYS;
	struct typed typed;
	struct buf wanted = BUF_INIT;
	begin(&typed, ways[way].is_area);
	ways[way].run(kind, &typed, &wanted);
	end(&typed, &wanted);
	buf_release(&wanted);
}

int main(void)
{
	static size_t numbers[KINDS * WAYS];
	static char names[KINDS * WAYS][80];
	static struct CMUnitTest tests[KINDS * WAYS];
	for (size_t i = 0; i < KINDS * WAYS; i++) {
		numbers[i] = i;
		snprintf(names[i], sizeof names[i], "%s: %s", kinds[i / WAYS].name, ways[i % WAYS].name);
		tests[i] = (struct CMUnitTest){names[i], run_case, NULL, NULL, &numbers[i]};
	}
	return cmocka_run_group_tests(tests, NULL, NULL);
}
