/* The wizard's configuration: where it is, what it sets, what is said about mistakes; and the catalogue of the wizard's findings. */
#include "tui/config.h"
#include "tui/tui_diags.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/findings.h"
#include "tests/unit/save_folder.h"

static void check_path(const char *config_home, const char *home, const char *expected)
{
	struct buf path = BUF_INIT;
	config_path(&path, config_home, home);
	assert_string_equal(path.s, expected);
	buf_release(&path);
}

static void test_path(void **state)
{
	(void)state;
	check_path("/c", "/home/a", "/c/noticesmith/config.yaml");
	check_path(NULL, "/home/a", "/home/a/.config/noticesmith/config.yaml");
	check_path("", "/home/a", "/home/a/.config/noticesmith/config.yaml");
	check_path("relative", "/home/a", "/home/a/.config/noticesmith/config.yaml");
	check_path("/c", NULL, "/c/noticesmith/config.yaml");
	check_path(NULL, NULL, "");
	check_path(NULL, "", "");
	check_path(NULL, "here", "");
}

/* The keys of an action, as "F2, Alt-N". */
static void assert_keys(const struct config *config, enum action action, const char *expected)
{
	struct buf keys = BUF_INIT;
	keymap_add_keys(&keys, &config->keymap, action);
	assert_string_equal(keys.s, expected);
	buf_release(&keys);
}

static void assert_as_without(const struct config *config)
{
	struct keymap map;
	keymap_init(&map);
	assert_null(config->theme);
	assert_false(config->mouse);
	assert_int_equal(config->keymap.count, map.count);
	for (size_t i = 0; i < map.count; i++) {
		assert_int_equal(config->keymap.bindings[i].key, map.bindings[i].key);
		assert_int_equal(config->keymap.bindings[i].action, map.bindings[i].action);
	}
	keymap_release(&map);
}

/* Reads text as a file; findings as "id:line:col". */
static void read_config(struct config *config, const char *text, const char *findings)
{
	struct diags diags = DIAGS_INIT;
	put("config.yaml", text);
	config_read(config, "config.yaml", &diags);
	assert_findings(&diags, findings);
	for (size_t i = 0; i < diags.count; i++) {
		assert_string_equal(diags.items[i].pos.file, "config.yaml");
		assert_int_equal(diags.items[i].kind->severity, SEVERITY_WARNING);
	}
	diags_release(&diags);
	assert_int_equal(unlink("config.yaml"), 0);
}

static void test_missing(void **state)
{
	(void)state;
	static const char *const paths[] = {NULL, "", "config.yaml", "no/folder/config.yaml"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct config config;
		struct diags diags = DIAGS_INIT;
		config_read(&config, paths[i], &diags);
		assert_int_equal(diags.count, 0);
		assert_as_without(&config);
		config_release(&config);
	}
	static const char *const empty[] = {"", "# all of it\n# theme: dark\n", "{}", "keys:\n", "keys:\n  # notice: F2\n", "~\n"};
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		struct config config;
		read_config(&config, empty[i], strcmp(empty[i], "~\n") == 0 ? "config-no-map:1:1" : "");
		assert_as_without(&config);
		config_release(&config);
	}
}

static void test_settings(void **state)
{
	(void)state;
	struct config config;
	read_config(&config, "theme: dark\nmouse: yes\nkeys:\n  next-finding: F8 Ctrl-X n\n  notice: \"F4\"\n  help: F1 ?\n", "");
	assert_string_equal(config.theme, "dark");
	assert_true(config.mouse);
	assert_keys(&config, ACTION_NEXT_FINDING, "F8, Ctrl-X n");
	assert_keys(&config, ACTION_NOTICE, "F4");
	assert_keys(&config, ACTION_HELP, "F1, ?");
	assert_keys(&config, ACTION_UNDO, "Alt-U, Ctrl-_");
	config_release(&config);
	static const char *const themes[] = {"auto", "light", "dark", "mono"};
	for (size_t i = 0; i < sizeof themes / sizeof *themes; i++) {
		char text[32];
		snprintf(text, sizeof text, "theme: %s\n", themes[i]);
		read_config(&config, text, "");
		assert_string_equal(config.theme, themes[i]);
		config_release(&config);
	}
	read_config(&config, "mouse: no\n", "");
	assert_as_without(&config);
	config_release(&config);
}

/* Two actions may swap their keys, in whatever order; so may three, going round. */
static void test_swap(void **state)
{
	(void)state;
	struct config config;
	read_config(&config, "keys:\n  notice: F7\n  spelling: F2\n", "");
	assert_keys(&config, ACTION_NOTICE, "F7");
	assert_keys(&config, ACTION_SPELLING, "F2");
	config_release(&config);
	read_config(&config, "keys: {save: Ctrl-Q, quit: Ctrl-L, redraw: Ctrl-S}\n", "");
	assert_keys(&config, ACTION_SAVE, "Ctrl-Q");
	assert_keys(&config, ACTION_REDRAW, "Ctrl-S");
	config_release(&config);
	/* the one that would have made room keeps its key */
	read_config(&config, "keys:\n  notice: F7\n  spelling: F2 F99\n", "config-keys-unknown:3:16 config-keys-taken:2:11");
	assert_as_without(&config);
	config_release(&config);
	/* of two that want one key, the first gets it */
	read_config(&config, "keys:\n  quit: F5\n  save: F6 F5\n  undo: F6\n", "config-keys-taken:3:12");
	assert_keys(&config, ACTION_QUIT, "F5");
	assert_keys(&config, ACTION_SAVE, "Ctrl-S");
	assert_keys(&config, ACTION_UNDO, "F6");
	config_release(&config);
}

/* A mistake counts as not written; the rest of the file counts. */
static void test_mistakes(void **state)
{
	(void)state;
	static const struct {
		const char *text, *finding;
	} mistakes[] = {
		{"teme: dark\n", "config-key:1:1"},
		{"colour: dark\n", "config-key:1:1"},
		{"theme: drak\n", "config-theme:1:8"},
		{"theme: solarized\n", "config-theme:1:8"},
		{"theme:\n", "config-theme:1:7"},
		{"theme: [dark]\n", "config-no-text:1:8"},
		{"theme: !x dark\n", "config-no-text:1:11"},
		{"mouse: maybe\n", "config-mouse:1:8"},
		{"mouse: Yes\n", "config-mouse:1:8"},
		{"mouse: {on: yes}\n", "config-no-text:1:8"},
		{"keys: F2\n", "config-no-map:1:7"},
		{"keys: [F2]\n", "config-no-map:1:7"},
		{"keys:\n  notise: F4\n", "config-action:2:3"},
		{"keys:\n  zzzzzz: F4\n", "config-action:2:3"},
		{"keys:\n  next_finding: F4\n", "config-action:2:3"},
		{"keys:\n  notice: [F4]\n", "config-no-text:2:11"},
		{"keys:\n  notice:\n", "config-keys-none:2:10"},
		{"keys:\n  notice: \" \"\n", "config-keys-none:2:12"},
		{"keys:\n  notice: F4 Strg-S\n", "config-keys-unknown:2:14"},
		{"keys:\n  notice: \"F4  Alt-[\"\n", "config-keys-unknown:2:16"},
		{"keys:\n  notice: F4 Ctrl-Q\n", "config-keys-taken:2:14"},
		{"keys:\n  add: d\n", "config-keys-taken:2:8"},
		{"keys:\n  notice: Z\n", "config-keys-text:2:11"},
		{"- theme\n", "config-no-map:1:1"},
		{"dark\n", "config-no-map:1:1"},
		{"!x {theme: dark}\n", "config-no-map:1:4"},
		{"theme: dark\ntheme: light\n", "config-unused:2:1"},
		{"theme: &a dark\n", "config-unused:1:8"},
		{"theme: \"dark\n", "config-unused:1:8"},
		{"theme: d\x01rk\n", "config-unused:1:9"},
		{"\xFF\n", "config-unused:1:1"},
	};
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct config config;
		read_config(&config, mistakes[i].text, mistakes[i].finding);
		assert_as_without(&config);
		config_release(&config);
	}
	struct config config;
	read_config(&config, "teme: dark\nmouse: yes\nkeys:\n  notise: F4\n  quit: F4\n  save:\n",
		"config-key:1:1 config-action:4:3 config-keys-none:6:8");
	assert_true(config.mouse);
	assert_keys(&config, ACTION_QUIT, "F4");
	assert_keys(&config, ACTION_SAVE, "Ctrl-S");
	config_release(&config);
}

static void check_words(const char *text, const char *message, const char *fix)
{
	struct config config;
	struct diags diags = DIAGS_INIT;
	put("config.yaml", text);
	config_read(&config, "config.yaml", &diags);
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].message, message);
	assert_string_equal(diags.items[0].fix, fix);
	diags_release(&diags);
	config_release(&config);
	assert_int_equal(unlink("config.yaml"), 0);
}

static void test_words(void **state)
{
	(void)state;
	check_words("teme: dark\n", "unknown key 'teme' in the configuration", "did you mean 'theme'?");
	check_words("colour: dark\n", "unknown key 'colour' in the configuration", "known are theme, mouse and keys");
	check_words("theme: drak\n", "there is no theme 'drak'", "did you mean 'dark'?");
	check_words("theme: solarized\n", "there is no theme 'solarized'", "write auto, light, dark or mono");
	check_words("keys: {next_finding: F4}\n", "there is no action 'next_finding'", "did you mean 'next-finding'?");
	check_words("keys: {redro: F4}\n", "there is no action 'redro'", "did you mean 'redo'?");
	check_words("keys: {xyzzy: F4}\n", "there is no action 'xyzzy'", "'noticesmith help keys' lists them");
	check_words("keys: {notice: F4 Ctrl-Q}\n", "'Ctrl-Q' cannot be a key of 'notice': at the same place it is a key of 'quit'",
		"choose another key, or give 'quit' another one");
	check_words("keys: {notice: Strg-N}\n", "'notice': no terminal sends a key 'Strg-N'",
		"write keys like F5, Ctrl-S, Alt-., Shift-F8, PageDown, Ctrl-X Ctrl-E or d, with spaces between");
	check_words("keys: {notice: Z}\n", "where text is typed, 'notice' would have no key", "add a function key, or one with Ctrl or Alt");
	check_words("keys: {notice: }\n", "'notice' needs a key", "write one, or delete the line");
	check_words("mouse: on\n", "mouse: 'on' is neither yes nor no", "write yes or no");
	check_words("- a\n", "the configuration is no list of settings", "write 'theme: dark'");
	check_words("keys: [a]\n", "'keys' is no list of settings", "write 'notice: F2'");
	check_words("theme: {a: b}\n", "'theme' is no plain word or text", "write 'theme: dark'");
	check_words("theme: a\ntheme: b\n",
		"the configuration is not used: 'theme' stands here a second time, first on line 1", "delete one of the two, or rename it");
}

/* Not even a file that cannot be read at all is fatal. */
static void test_unreadable(void **state)
{
	(void)state;
	struct config config;
	struct diags diags = DIAGS_INIT;
	assert_int_equal(mkdir("config.yaml", 0755), 0);
	config_read(&config, "config.yaml", &diags);
	assert_findings(&diags, "config-unused:0:0");
	assert_string_equal(diags.items[0].message, "the configuration is not used: 'config.yaml' is a folder, not a file");
	assert_int_equal(diags_status(&diags), 0);
	assert_as_without(&config);
	config_release(&config);
	diags_release(&diags);
	assert_int_equal(rmdir("config.yaml"), 0);
}

/* Every kind of this floor says what it is called and what to do; a name stands for one thing, with and without "did you mean". */
static void test_tui_diags(void **state)
{
	(void)state;
	for (size_t i = 0; i < TUI_DIAG_COUNT; i++) {
		const struct diag_kind *kind = &tui_diags[i];
		assert_non_null(kind->id);
		assert_int_equal(strspn(kind->id, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(kind->id));
		assert_true(kind->wording && *kind->wording && kind->wording[strlen(kind->wording) - 1] != '.');
		assert_true(kind->fix && *kind->fix && kind->fix[strlen(kind->fix) - 1] != '.');
		for (size_t j = 0; j < i; j++)
			assert_true(strcmp(kind->id, tui_diags[j].id) != 0 || strcmp(kind->wording, tui_diags[j].wording) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_path),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_swap),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_unreadable),
		cmocka_unit_test(test_tui_diags),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
