/* The table of keys, and the keys that bytes of a terminal are. */
#include "tui/keys.h"

#include "base/text.h"
#include "tui/term_keys.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int key_of(const char *name)
{
	return key_of_name(name, strlen(name));
}

static void test_names(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		int key;
		const char *written; /* NULL: as given */
	} cases[] = {
		{"a", 'a', NULL}, {"A", 'A', NULL}, {"é", 0xE9, NULL}, {"?", '?', NULL}, {"-", '-', NULL}, {"Ctrl-S", K_CTRL | 's', NULL},
		{"ctrl-s", K_CTRL | 's', "Ctrl-S"},
		{"Alt-,", K_ALT | ',', NULL}, {"Alt-N", K_ALT | 'n', NULL}, {"alt-n", K_ALT | 'n', "Alt-N"}, {"F1", K_F0 + 1, NULL},
		{"F12", K_F0 + 12, NULL},
		{"Shift-F8", K_SHIFT | (K_F0 + 8), NULL}, {"PageDown", K_PAGE_DOWN, NULL}, {"pagedown", K_PAGE_DOWN, "PageDown"},
		{"Ctrl-Alt-Left", K_CTRL | K_ALT | K_LEFT, NULL}, {"Space", ' ', NULL}, {"Ctrl-Space", K_CTRL | ' ', NULL},
		{"Ctrl-M", K_ENTER, "Enter"}, {"Ctrl-I", K_TAB, "Tab"}, {"Ctrl-H", K_BACKSPACE, "Backspace"}, {"Ctrl-[", K_ESC, "Esc"},
		{"Ctrl-/", K_CTRL | '_', "Ctrl-_"},
		{"Alt--", K_ALT | '-', NULL}, {"Alt-Ctrl-A", K_NONE, NULL}, /* one order only */
		{"F13", K_NONE, NULL}, {"F0", K_NONE, NULL}, {"F1x", K_NONE, NULL}, {"F01", K_NONE, NULL}, {"Shift-a", K_NONE, NULL},
		{"Ctrl-é", K_NONE, NULL},
		{"Ctrl-", K_NONE, NULL}, {"", K_NONE, NULL}, {"Ctrl", K_NONE, NULL}, {"ab", K_NONE, NULL}, {"\xFF", K_NONE, NULL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_int_equal(key_of(cases[i].name), cases[i].key);
		struct buf buf = BUF_INIT;
		key_add_name(&buf, cases[i].key);
		if (cases[i].key != K_NONE)
			assert_string_equal(buf.s, cases[i].written ? cases[i].written : cases[i].name);
		buf_release(&buf);
	}
}

static enum action action_at(const struct keymap *map, enum place place, int key)
{
	bool prefix = false;
	return keymap_action(map, place, &prefix, key);
}

static bool is_function_key(int key)
{
	key &= ~K_MODIFIERS;
	return key > K_F0 && key <= K_LAST;
}

/* What issue and manual promise of the table. */
static void test_table(void **state)
{
	(void)state;
	struct keymap map;
	keymap_init(&map);
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		assert_true(*action_name(action) && *action_help(action));
		assert_true(strlen(action_hint(action)) <= 20);
		for (enum place place = 0; place < PLACE_COUNT; place++) {
			bool reached = !action_works(action, place), once = false;
			for (size_t i = 0; i < map.count; i++) {
				int key = map.bindings[i].key;
				if (map.bindings[i].action == action && !is_function_key(key) && action_at(&map, place, key) == action)
					reached = true;
				once |= map.bindings[i].action == action;
			}
			assert_true(once);
			if (!reached)
				print_message("%s has only function keys at place %d\n", action_name(action), place);
			assert_true(reached);
		}
		struct key_fault fault;
		struct buf keys = BUF_INIT;
		keymap_add_keys(&keys, &map, action); /* what the table says is what it was read to mean, and collides with nothing */
		for (char *p = keys.s; (p = strchr(p, ',')); p++)
			if (p[1] == ' ')
				*p = ' ';
		assert_true(keymap_bind(&map, action_of_name(action_name(action)), keys.s, &fault));
		buf_release(&keys);
	}
	for (size_t i = 0; i < map.count; i++) /* begins of sequences, and keys that terminals do not send */
		assert_false(map.bindings[i].key == (K_ALT | '[') || map.bindings[i].key == (K_ALT | 'O') || map.bindings[i].key == (K_CTRL | 'x'));
	keymap_release(&map);
}

static void test_actions(void **state)
{
	(void)state;
	struct keymap map;
	keymap_init(&map);
	assert_int_equal(action_at(&map, PLACE_FIELD, '?'), ACTION_NONE);
	assert_int_equal(action_at(&map, PLACE_RECORDS, '?'), ACTION_HELP);
	assert_int_equal(action_at(&map, PLACE_FIELD, K_F0 + 1), ACTION_HELP);
	assert_int_equal(action_at(&map, PLACE_FIELD, K_HOME), ACTION_LINE_START);
	assert_int_equal(action_at(&map, PLACE_CHOICES, K_HOME), ACTION_FIRST);
	assert_int_equal(action_at(&map, PLACE_RECORDS, 'd'), ACTION_DELETE);
	assert_int_equal(action_at(&map, PLACE_FILTER, 'd'), ACTION_NONE);
	assert_int_equal(action_at(&map, PLACE_FIELD, K_DELETE), ACTION_DELETE_CHAR);
	bool prefix = false;
	assert_int_equal(keymap_action(&map, PLACE_AREA, &prefix, K_CTRL | 'x'), ACTION_NONE);
	assert_true(prefix);
	assert_int_equal(keymap_action(&map, PLACE_AREA, &prefix, K_CTRL | 'e'), ACTION_EDITOR);
	assert_false(prefix);
	assert_int_equal(keymap_action(&map, PLACE_AREA, &prefix, K_CTRL | 'e'), ACTION_LINE_END);
	keymap_action(&map, PLACE_AREA, &prefix, K_CTRL | 'x');
	assert_int_equal(keymap_action(&map, PLACE_AREA, &prefix, K_CTRL | 'x'), ACTION_NONE);
	assert_false(prefix);
	keymap_release(&map);
}

static void test_bind(void **state)
{
	(void)state;
	struct keymap map;
	keymap_init(&map);
	struct key_fault fault;
	assert_true(keymap_bind(&map, ACTION_NOTICE, "Ctrl-X n\tF4", &fault));
	struct buf keys = BUF_INIT;
	keymap_add_keys(&keys, &map, ACTION_NOTICE);
	assert_string_equal(keys.s, "Ctrl-X n, F4");
	assert_int_equal(action_at(&map, PLACE_PAGE, K_F0 + 2), ACTION_NONE);
	assert_int_equal(action_at(&map, PLACE_PAGE, K_F0 + 4), ACTION_NOTICE);
	static const struct {
		enum action action;
		const char *keys;
		struct key_fault fault;
	} refused[] = {
		{ACTION_SAVE, "F5  Ctrl-Q", {KEYS_TAKEN, ACTION_QUIT, 4, 6}},
		{ACTION_SAVE, "F5 Ctrl-Alt", {KEYS_UNKNOWN, ACTION_NONE, 3, 8}},
		{ACTION_SAVE, " Alt-[ F5", {KEYS_UNKNOWN, ACTION_NONE, 1, 5}},
		{ACTION_SAVE, "", {KEYS_NONE, ACTION_NONE, 0, 0}},
		{ACTION_SAVE, " \t", {KEYS_NONE, ACTION_NONE, 0, 0}},
		{ACTION_SAVE, "F5 Ctrl-X", {KEYS_UNKNOWN, ACTION_NONE, 3, 6}},
		{ACTION_SAVE, "Ctrl-X  Ctrl-Alt", {KEYS_UNKNOWN, ACTION_NONE, 0, 16}},
		{ACTION_SAVE, "Ctrl-X Ctrl-E", {KEYS_TAKEN, ACTION_EDITOR, 0, 13}},
		{ACTION_SAVE, "Z", {KEYS_ONLY_TEXT, ACTION_NONE, 0, 0}},
		{ACTION_ADD, "d", {KEYS_TAKEN, ACTION_DELETE, 0, 1}},
	};
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		assert_false(keymap_bind(&map, refused[i].action, refused[i].keys, &fault));
		assert_int_equal(fault.kind, refused[i].fault.kind);
		assert_int_equal(fault.other, refused[i].fault.other);
		assert_int_equal(fault.at, refused[i].fault.at);
		assert_int_equal(fault.size, refused[i].fault.size);
	}
	assert_int_equal(action_of_name("notis"), ACTION_NONE);
	assert_int_equal(action_of_name(""), ACTION_NONE);
	assert_int_equal(action_at(&map, PLACE_PAGE, K_CTRL | 's'), ACTION_SAVE);
	assert_true(keymap_bind(&map, ACTION_WHY, "d", &fault)); /* elsewhere than delete */
	assert_true(keymap_bind(&map, ACTION_ADD, "Z", &fault)); /* no text is typed there */
	assert_true(keymap_bind(&map, ACTION_ADD, "a", &fault));
	keymap_unbind(&map, ACTION_QUIT);
	assert_int_equal(action_at(&map, PLACE_PAGE, K_CTRL | 'q'), ACTION_NONE);
	assert_true(keymap_bind(&map, ACTION_SAVE, "Ctrl-Q", &fault));
	assert_int_equal(action_at(&map, PLACE_FIELD, K_CTRL | 'q'), ACTION_SAVE);
	buf_clear(&keys);
	keymap_add_first_key(&keys, &map, ACTION_HELP, PLACE_FIELD);
	keymap_add_first_key(&keys, &map, ACTION_ADD, PLACE_FIELD);
	keymap_add_first_key(&keys, &map, ACTION_ADD, PLACE_RECORDS);
	assert_string_equal(keys.s, "F1a");
	buf_release(&keys);
	keymap_release(&map);
}

static void test_lists(void **state)
{
	(void)state;
	struct keymap map;
	keymap_init(&map);
	struct buf help = BUF_INIT, manual = BUF_INIT, one_line = BUF_INIT, manual_line = BUF_INIT, wanted = BUF_INIT;
	keymap_add_help(&help, &map);
	keymap_add_manual(&manual, &map);
	text_fold_space(&one_line, help.s); /* the help is broken into lines */
	text_fold_space(&manual_line, manual.s);
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		buf_clear(&wanted);
		buf_addf(&wanted, " %s ", action_name(action));
		keymap_add_keys(&wanted, &map, action);
		buf_addf(&wanted, " %s", action_help(action));
		assert_non_null(strstr(one_line.s, wanted.s));
		assert_non_null(strstr(manual_line.s, action_help(action)));
	}
	assert_non_null(strstr(help.s, "\n  notice            F2, Alt-N                    Go to the notice, and back from\n"
		"                                                 it.\n"));
	assert_non_null(strstr(manual.s, ".It \\&F2, Alt\\-N Pq Cm notice\n"));
	assert_non_null(strstr(manual.s, "\nGo back one level.\nText that was typed stays.\n"));
	assert_memory_equal(help.s, "Going about\n  accept            Enter ", 26);
	for (const char *line = help.s; *line; line = strchr(line, '\n') + 1)
		assert_in_range(strcspn(line, "\n"), 0, 80);
	/* more keys than there is room for */
	struct key_fault fault;
	assert_true(keymap_bind(&map, ACTION_NOTICE, "F2 Alt-N Ctrl-X Ctrl-N Ctrl-X Ctrl-B Ctrl-X n", &fault));
	buf_clear(&help);
	keymap_add_help(&help, &map);
	assert_non_null(strstr(help.s, "\n  notice            F2, Alt-N, Ctrl-X Ctrl-N, Ctrl-X Ctrl-B, Ctrl-X n\n"
		"                                                 Go to the notice, and back from\n"));
	buf_release(&one_line);
	buf_release(&manual_line);
	buf_release(&wanted);
	buf_release(&help);
	buf_release(&manual);
	keymap_release(&map);
}

static void test_bytes(void **state)
{
	(void)state;
	assert_non_null(setlocale(LC_CTYPE, "C.UTF-8"));
	static const struct {
		const char *bytes;
		int keys[4]; /* up to K_NONE */
	} cases[] = {
		{"a", {'a'}}, {"\xC3\xA9", {0xE9}}, {"漢", {0x6F22}}, {"e\xCC\x81", {'e', 0x301}}, {"\r", {K_ENTER}}, {"\n", {K_CTRL | 'j'}},
		{"\t", {K_TAB}},
		{"\b", {K_BACKSPACE}}, {"\x7F", {K_BACKSPACE}}, {"\x1F", {K_CTRL | '_'}}, {"\x13", {K_CTRL | 's'}}, {"\033n", {K_ALT | 'n'}},
		{"\033N", {K_ALT | 'n'}},
		{"\033\xC3\xA9", {K_ALT | 0xE9}}, {"\033\x7F", {K_ALT | K_BACKSPACE}}, {"\033\r", {K_ALT | K_ENTER}}, {"\033\033x", {K_ESC, K_ALT | 'x'}},
		{"\xC3(", {'('}}, {"\xFF" "a", {'a'}}, {"\xE6\xBC\xE6\xBC\xA2", {0x6F22}}, {"\xC2\x9B", {K_NONE}}, {"\xC3\r", {K_ENTER}},
		{"\x1C", {K_CTRL | '\\'}},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct term_bytes bytes = {0};
		size_t count = 0;
		for (const char *p = cases[i].bytes; *p; p++) {
			int key = term_byte(&bytes, (unsigned char)*p);
			if (key != K_NONE)
				assert_int_equal(key, cases[i].keys[count++]);
		}
		assert_int_equal(cases[i].keys[count], K_NONE);
		assert_false(bytes.inside || bytes.alt);
	}
	struct term_bytes bytes = {0};
	assert_int_equal(term_byte(&bytes, 0), K_CTRL | ' ');
}

static int sequence_key(const char *wanted)
{
	char sequence[16];
	int key, found = K_NONE;
	for (size_t i = 0; term_sequence(i, sequence, &key); i++) {
		if (strcmp(sequence, wanted) != 0)
			continue;
		assert_true(found == K_NONE || found == key); /* never two meanings */
		found = key;
	}
	return found;
}

static void test_sequences(void **state)
{
	(void)state;
	static const struct {
		const char *sequence;
		int key;
	} cases[] = {
		{"\033[A", K_UP}, {"\033OD", K_LEFT}, {"\033[1;5D", K_CTRL | K_LEFT}, {"\033[1;3C", K_ALT | K_RIGHT},
		{"\033[19;2~", K_SHIFT | (K_F0 + 8)},
		{"\033[3~", K_DELETE}, {"\033[3;5~", K_CTRL | K_DELETE}, {"\033OP", K_F0 + 1}, {"\033[1;2P", K_SHIFT | (K_F0 + 1)},
		{"\033[Z", K_SHIFT | K_TAB},
		{"\033[1;8H", K_SHIFT | K_ALT | K_CTRL | K_HOME}, {"\033[5~", K_PAGE_UP}, {"\033[24;8~", (K_F0 + 12) | K_SHIFT | K_ALT | K_CTRL},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(sequence_key(cases[i].sequence), cases[i].key);
	char sequence[16];
	int key;
	size_t count = 0;
	while (term_sequence(count, sequence, &key)) {
		assert_int_equal(sequence_key(sequence), key);
		count++;
	}
	assert_in_range(count, 100, 400);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names), cmocka_unit_test(test_table), cmocka_unit_test(test_actions), cmocka_unit_test(test_bind),
		cmocka_unit_test(test_lists), cmocka_unit_test(test_bytes), cmocka_unit_test(test_sequences),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
