#include "screen.h"

#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void compare(const struct canvas *canvas, const char *name, unsigned what)
{
	struct buf path = BUF_INIT, dump = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	buf_addf(&path, "tests/screens/%s.txt", name);
	canvas_dump(canvas, what, &dump);
	if (getenv("UPDATE_SCREENS")) {
		assert_true(file_make_folders("tests/screens", &diags));
		assert_int_not_equal(file_update(path.s, dump.s, dump.len, &diags), FILE_CHANGE_FAILED);
	}
	size_t size;
	char *wanted = file_read(path.s, FILE_LIMIT, &size, &diags);
	if (!wanted || strcmp(wanted, dump.s) != 0)
		print_message("%s is otherwise:\n%s", path.s, dump.s);
	assert_non_null(wanted);
	assert_string_equal(dump.s, wanted);
	free(wanted);
	diags_release(&diags);
	buf_release(&path);
	buf_release(&dump);
}

void assert_screen(const struct canvas *canvas, const char *name)
{
	compare(canvas, name, DUMP_ROLES | DUMP_CURSOR);
}

void assert_screen_text(const struct canvas *canvas, const char *name)
{
	compare(canvas, name, DUMP_TEXT);
}

static unsigned send(const struct driven *driven, const struct keymap *map, int key)
{
	struct event event = {.type = EVENT_KEY, .key = key};
	bool prefix = false;
	enum action action = keymap_action(map, driven->place(driven->widget), &prefix, key);
	return driven->update(driven->widget, (struct input){&event, action});
}

unsigned type_text(const struct driven *driven, const char *text)
{
	struct keymap map;
	keymap_init(&map);
	unsigned effects = 0;
	for (size_t length; *text; text += length)
		effects |= send(driven, &map, (int)text_char(text, &length));
	keymap_release(&map);
	return effects;
}

unsigned press(const struct driven *driven, const char *keys)
{
	struct keymap map;
	keymap_init(&map);
	unsigned effects = 0;
	for (const char *p = keys; *p; p += strspn(p, " ")) {
		size_t size = strcspn(p, " ");
		if (*p == '\'' && size > 1) {
			char *word = xstrndup(p + 1, size - 1);
			effects |= type_text(driven, word);
			free(word);
		} else {
			int key = key_of_name(p, size);
			assert_int_not_equal(key, K_NONE);
			effects |= send(driven, &map, key);
		}
		p += size;
	}
	keymap_release(&map);
	return effects;
}

unsigned paste(const struct driven *driven, const char *text, size_t size)
{
	struct event event = {.type = EVENT_PASTE, .text = text, .size = size};
	return driven->update(driven->widget, (struct input){&event, ACTION_NONE});
}
