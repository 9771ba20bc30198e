/* The frame of the wizard: which parts stand where at a size, and what it looks like empty. */
#include "screen.h"

#include "tui/frame.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_layout(void **state)
{
	(void)state;
	static const struct {
		int width, height;
		enum part focus;
		const char *text;
	} cases[] = {
		{120, 40, PART_WORK, "wide; title 2,0 116x1; heading 1,1 30x1; chapters 1,2 30x35; heading 32,1 47x1; work 32,2 47x35; "
			"heading 80,1 39x1; notice 80,2 39x35; message 1,38 118x1; hints 0,39 120x1"},
		{120, 40, PART_NOTICE, "wide; title 2,0 116x1; heading 1,1 30x1; chapters 1,2 30x35; heading 32,1 47x1; work 32,2 47x35; "
			"heading 80,1 39x1; notice 80,2 39x35; message 1,38 118x1; hints 0,39 120x1"},
		{80, 24, PART_WORK, "middle; title 2,0 76x1; heading 1,1 22x1; chapters 1,2 22x19; heading 24,1 55x1; work 24,2 55x19; "
			"message 1,22 78x1; hints 0,23 80x1"},
		{80, 24, PART_NOTICE, "middle; title 2,0 76x1; heading 1,1 22x1; chapters 1,2 22x19; heading 24,1 55x1; notice 24,2 55x19; "
			"message 1,22 78x1; hints 0,23 80x1"},
		{40, 10, PART_WORK, "narrow; title 0,0 40x1; heading 0,1 40x1; work 0,2 40x6; message 0,8 40x1; hints 0,9 40x1"},
		{40, 10, PART_CHAPTERS, "narrow; title 0,0 40x1; heading 0,1 40x1; chapters 0,2 40x6; message 0,8 40x1; hints 0,9 40x1"},
		{200, 13, PART_NOTICE, "narrow; title 0,0 200x1; heading 0,1 200x1; notice 0,2 200x9; message 0,11 200x1; hints 0,12 200x1"},
		{39, 10, PART_WORK, "little"}, {40, 9, PART_WORK, "little"}, {1, 1, PART_WORK, "little"}, {0, 0, PART_WORK, "little"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct frame frame = frame_layout(cases[i].width, cases[i].height, cases[i].focus);
		struct buf text = BUF_INIT;
		frame_add_text(&text, &frame);
		assert_string_equal(text.s, cases[i].text);
		buf_release(&text);
	}
	assert_int_equal(part_next(PART_CHAPTERS, false), PART_WORK);
	assert_int_equal(part_next(PART_NOTICE, false), PART_CHAPTERS);
	assert_int_equal(part_next(PART_CHAPTERS, true), PART_NOTICE);
}

static bool apart(struct rect a, struct rect b)
{
	return a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
}

/* At every size: what is shown is inside, nothing overlaps, and the part with the focus is shown. */
static void test_all_sizes(void **state)
{
	(void)state;
	for (int width = 0; width <= 300; width += width < 130 ? 1 : 17) {
		for (int height = 0; height <= 100; height += height < 30 ? 1 : 7) {
			for (enum part focus = 0; focus < PART_COUNT; focus++) {
				struct frame frame = frame_layout(width, height, focus);
				if (frame.kind == FRAME_LITTLE)
					continue;
				struct rect all[2 * PART_COUNT + 3] = {frame.title, frame.message, frame.hints};
				size_t count = 3;
				for (enum part part = 0; part < PART_COUNT; part++) {
					if (!frame.parts[part].width)
						continue;
					all[count++] = frame.parts[part];
					all[count++] = frame.headings[part];
				}
				assert_true(frame.parts[focus].width > 0);
				for (size_t i = 0; i < count; i++) {
					assert_true(all[i].x >= 0 && all[i].y >= 0 && all[i].width > 0 && all[i].height > 0);
					assert_true(all[i].x + all[i].width <= width && all[i].y + all[i].height <= height);
					for (size_t j = 0; j < i; j++)
						assert_true(apart(all[i], all[j]));
				}
			}
		}
	}
}

static void show(int width, int height, enum part focus, const char *message, const char *name)
{
	static const struct frame_texts texts = {.title = "Acme Webshop AB, which has a rather long name", .progress = "31 of 44 answered",
		.headings = {"Chapters", "Which services handle personal data for you?", "Notice"}};
	static const enum action actions[] = {ACTION_ACCEPT, ACTION_ADD, ACTION_DELETE, ACTION_NOTICE, ACTION_SPELLING,
		ACTION_NEXT_FINDING, ACTION_HELP};
	struct canvas canvas;
	struct keymap map;
	keymap_init(&map);
	canvas_init(&canvas, width, height);
	struct frame frame = frame_layout(width, height, focus);
	struct pane screen = canvas_pane(&canvas);
	frame_draw(&frame, screen, &texts, focus);
	frame_draw_hints(&frame, screen, &map, focus == PART_WORK ? PLACE_RECORDS : PLACE_PAGE, actions, sizeof actions / sizeof *actions);
	if (frame.kind != FRAME_LITTLE) {
		struct pane part = frame_pane(&frame, screen, focus);
		pane_fill(part, ROLE_FOCUS);
		pane_cursor(part, 0, 0);
		frame_draw_message(&frame, screen, ROLE_DONE, message);
	}
	assert_screen(&canvas, name);
	canvas_release(&canvas);
	keymap_release(&map);
}

static void test_drawing(void **state)
{
	(void)state;
	show(120, 40, PART_WORK, "Saved.", "frame-120x40");
	static const char long_one[] = "The file could not be written: the disk is full. Your answer stays here; make room and try again, or save it elsewhere.";
	show(80, 24, PART_WORK, long_one, "frame-message-80x24");
	show(40, 10, PART_WORK, long_one, "frame-message-40x10");
	show(80, 24, PART_NOTICE, "Saved.", "frame-80x24");
	show(40, 10, PART_WORK, "Saved.", "frame-40x10");
	show(16, 8, PART_WORK, "Saved.", "frame-16x8");
	show(1, 1, PART_WORK, "Saved.", "frame-1x1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_layout), cmocka_unit_test(test_all_sizes), cmocka_unit_test(test_drawing)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
