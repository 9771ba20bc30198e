/* Before the wizard: the name, the file, and a file that cannot be read. */
#include "screen.h"

#include "base/base_diags.h"
#include "tui/start.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static void show(struct start *start, const char *name)
{
	static const int sizes[][2] = {{120, 40}, {80, 24}, {40, 10}};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		struct canvas canvas;
		char path[80];
		canvas_init(&canvas, sizes[i][0], sizes[i][1]);
		start_show(start, &canvas);
		snprintf(path, sizeof path, "%s-%dx%d", name, canvas.width, canvas.height);
		assert_screen(&canvas, path);
		canvas_release(&canvas);
	}
}

static enum start_end press_key(struct start *start, const char *key)
{
	return start_update(start, &(struct event){.type = EVENT_KEY, .key = key_of_name(key, strlen(key))});
}

static void type(struct start *start, const char *text)
{
	for (; *text; text++)
		assert_int_equal(start_update(start, &(struct event){.type = EVENT_KEY, .key = *text}), START_GOES_ON);
}

static void test_new(void **state)
{
	(void)state;
	struct keymap map;
	struct start start;
	keymap_init(&map);
	start_init(&start, &map);
	show(&start, "start-name");
	type(&start, "Acme Webshop AB");
	assert_int_equal(press_key(&start, "Enter"), START_GOES_ON);
	show(&start, "start-file");
	assert_int_equal(press_key(&start, "Esc"), START_GOES_ON); /* back to the name, which is still there */
	assert_string_equal(start.dialog.field.edit.text.s, "Acme Webshop AB");
	assert_int_equal(press_key(&start, "Enter"), START_GOES_ON);
	press_key(&start, "Ctrl-U");
	type(&start, "shop");
	assert_int_equal(press_key(&start, "Enter"), START_GOES_ON); /* what is added to the name is shown first */
	assert_string_equal(start.dialog.field.edit.text.s, "shop.yaml");
	assert_int_equal(press_key(&start, "Enter"), START_READY);
	assert_string_equal(start.name.s, "Acme Webshop AB");
	assert_string_equal(start.file.s, "shop.yaml");
	start_release(&start);
	start_init(&start, &map);
	assert_int_equal(press_key(&start, "Esc"), START_LEFT);
	start_release(&start);
	start_init(&start, &map);
	assert_int_equal(start_update(&start, &(struct event){.type = EVENT_END}), START_LEFT);
	start_release(&start);
	keymap_release(&map);
}

static void test_broken(void **state)
{
	(void)state;
	static const struct {
		const char *keys[3];
		enum start_end end;
	} cases[] = {{{"Enter"}, START_EDITOR}, {{"Right", "Enter"}, START_AGAIN}, {{"Right", "Right", "Enter"}, START_LEFT}, {{"Esc"}, START_LEFT}, {{"Ctrl-Q"}, START_LEFT}};
	struct keymap map;
	struct diags diags = DIAGS_INIT;
	keymap_init(&map);
	diag_add(&diags, &base_diags[BASE_YAML_DUPLICATE_KEY], (struct pos){"acme.yaml", 12, 3}, "company", "4", (const char *)NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct start start;
		enum start_end end = START_GOES_ON;
		start_init_broken(&start, &map, "acme.yaml", &diags);
		if (i == 0)
			show(&start, "start-broken");
		for (size_t k = 0; k < 3 && cases[i].keys[k]; k++)
			end = press_key(&start, cases[i].keys[k]);
		assert_int_equal(end, cases[i].end);
		start_release(&start);
	}
	diags_release(&diags);
	keymap_release(&map);
}

static void test_too_small(void **state)
{
	(void)state;
	struct keymap map;
	struct start start;
	struct canvas canvas;
	keymap_init(&map);
	start_init(&start, &map);
	canvas_init(&canvas, 1, 1);
	start_show(&start, &canvas);
	assert_int_equal(canvas.cursor_x, 0);
	type(&start, "unseen"); /* nobody could see it */
	assert_string_equal(start.dialog.field.edit.text.s, "");
	assert_int_equal(press_key(&start, "Ctrl-Q"), START_LEFT);
	canvas_release(&canvas);
	start_release(&start);
	keymap_release(&map);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_new), cmocka_unit_test(test_broken), cmocka_unit_test(test_too_small)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
