#include "tui/config.h"

#include "base/file.h"
#include "base/text.h"
#include "base/yaml.h"
#include "tui/theme.h"
#include "tui/tui_diags.h"

#include <stdlib.h>
#include <string.h>

void config_path(struct buf *path, const char *config_home, const char *home)
{
	if (config_home && *config_home == '/')
		buf_addf(path, "%s/noticesmith/config.yaml", config_home);
	else if (home && *home == '/')
		buf_addf(path, "%s/.config/noticesmith/config.yaml", home);
}

struct config_reader {
	struct config *config;
	const struct yaml *yaml;
	struct diags *diags;
};

static void report(const struct config_reader *reader, enum tui_diag kind, const struct yaml_node *node, const char *one, const char *two)
{
	diag_add(reader->diags, &tui_diags[kind], yaml_pos(reader->yaml, node), one, two ? two : "", (const char *)NULL);
}

/* Names to choose from: NULL after the last. */
typedef const char *name_at(const void *context, size_t i);

/* kind: where nothing is near; the next one says what is. */
static void report_unknown(const struct config_reader *reader, enum tui_diag kind, const struct yaml_node *node, name_at *name)
{
	const char *near = text_nearest(node->text, name, NULL);
	report(reader, near ? kind + 1 : kind, node, node->text, near);
}

static bool is_text(const struct config_reader *reader, const struct yaml_node *node, const char *name, const char *example)
{
	if (node->kind == YAML_SCALAR && !node->tag)
		return true;
	report(reader, T_CONFIG_NO_TEXT, node, name, example);
	return false;
}

static bool is_map(const struct config_reader *reader, const struct yaml_node *node, const char *name, const char *example)
{
	if (node->kind == YAML_MAP && !node->tag)
		return true;
	bool empty = node->kind == YAML_SCALAR && !node->tag && !node->size;
	if (!empty) /* all settings below it may stand behind '#' */
		report(reader, T_CONFIG_NO_MAP, node, name, example);
	return false;
}

/* Theme and mouse */

static const char *theme_at(const void *context, size_t i)
{
	(void)context;
	return theme_name(i);
}

static void read_theme(const struct config_reader *reader, const struct yaml_node *value)
{
	enum scheme scheme;
	if (!is_text(reader, value, "theme", "theme: dark"))
		return;
	if (theme_scheme(&scheme, value->text, NULL, NULL))
		reader->config->theme = arena_strdup(&reader->config->arena, value->text);
	else
		report_unknown(reader, T_CONFIG_THEME, value, theme_at);
}

static void read_mouse(const struct config_reader *reader, const struct yaml_node *value)
{
	if (!is_text(reader, value, "mouse", "mouse: yes"))
		return;
	bool yes = strcmp(value->text, "yes") == 0 || strcmp(value->text, "true") == 0;
	bool no = strcmp(value->text, "no") == 0 || strcmp(value->text, "false") == 0;
	reader->config->mouse = yes;
	if (!yes && !no)
		report(reader, T_CONFIG_MOUSE, value, value->text, NULL);
}

/* Keys */

static const char *action_at(const void *context, size_t i)
{
	(void)context;
	return i < ACTION_COUNT - 1 ? action_name(ACTION_NONE + 1 + (enum action)i) : NULL;
}

/* A line that gives an action its keys. */
struct keys_line {
	const struct yaml_node *keys;
	enum action action;
	bool refused; /* which has been said */
};

static void report_keys(const struct config_reader *reader, const struct keys_line *line, const struct key_fault *fault)
{
	static const enum tui_diag kinds[] = {
		[KEYS_NONE] = T_CONFIG_KEYS_NONE, [KEYS_UNKNOWN] = T_CONFIG_KEYS_UNKNOWN,
		[KEYS_TAKEN] = T_CONFIG_KEYS_TAKEN, [KEYS_ONLY_TEXT] = T_CONFIG_KEYS_TEXT,
	};
	struct pos pos = yaml_pos_at(reader->yaml, yaml_origin(reader->yaml, line->keys, fault->at));
	char *key = xstrndup(line->keys->text + fault->at, fault->size);
	diag_add(reader->diags, &tui_diags[kinds[fault->kind]], pos, action_name(line->action), key, action_name(fault->other),
		(const char *)NULL);
	free(key);
}

/*
 * Binds the keys of all lines that were not refused, to a map as it is without configuration. False: one more is refused. Its action has
 * its own keys again, which others may have been given: all begins anew.
 */
static bool bind_lines(const struct config_reader *reader, struct keys_line *lines, size_t count)
{
	struct keymap *map = &reader->config->keymap;
	keymap_release(map);
	keymap_init(map);
	for (size_t i = 0; i < count; i++)
		if (!lines[i].refused)
			keymap_unbind(map, lines[i].action);
	for (size_t i = 0; i < count; i++) {
		struct key_fault fault;
		if (lines[i].refused || keymap_bind(map, lines[i].action, lines[i].keys->text, &fault))
			continue;
		report_keys(reader, &lines[i], &fault);
		lines[i].refused = true;
		return false;
	}
	return true;
}

static void read_keys(const struct config_reader *reader, const struct yaml_node *value)
{
	if (!is_map(reader, value, "'keys'", "notice: F2"))
		return;
	struct keys_line *lines = xcalloc(value->size, sizeof *lines);
	size_t count = 0;
	for (size_t i = 0; i < value->size; i++) {
		const struct yaml_pair *pair = &value->pairs[i];
		enum action action = action_of_name(pair->key->text);
		if (action == ACTION_NONE)
			report_unknown(reader, T_CONFIG_ACTION, pair->key, action_at);
		else if (is_text(reader, pair->value, action_name(action), "notice: F2 Alt-N"))
			lines[count++] = (struct keys_line){pair->value, action, false};
	}
	while (!bind_lines(reader, lines, count))
		continue;
	free(lines);
}

/* The file */

static const struct {
	const char *key;
	void (*read)(const struct config_reader *reader, const struct yaml_node *value);
} settings[] = {{"theme", read_theme}, {"mouse", read_mouse}, {"keys", read_keys}};
enum { SETTINGS = sizeof settings / sizeof *settings };

static const char *setting_at(const void *context, size_t i)
{
	(void)context;
	return i < SETTINGS ? settings[i].key : NULL;
}

static void read_settings(const struct config_reader *reader, const struct yaml_node *root)
{
	if (!is_map(reader, root, "the configuration", "theme: dark"))
		return;
	for (size_t i = 0; i < root->size; i++) {
		const struct yaml_pair *pair = &root->pairs[i];
		size_t setting = 0;
		while (setting < SETTINGS && strcmp(pair->key->text, settings[setting].key) != 0)
			setting++;
		if (setting < SETTINGS)
			settings[setting].read(reader, pair->value);
		else
			report_unknown(reader, T_CONFIG_KEY, pair->key, setting_at);
	}
}

/* A file that cannot be read is nothing worse here. */
static void report_unused(struct diags *diags, const struct diags *found)
{
	for (size_t i = 0; i < found->count; i++) {
		const struct diag *diag = &found->items[i];
		diag_add(diags, &tui_diags[T_CONFIG_UNUSED], diag->pos, diag->message, diag->fix ? diag->fix : "", (const char *)NULL);
	}
}

void config_read(struct config *config, const char *path, struct diags *diags)
{
	*config = (struct config){.arena = ARENA_INIT};
	keymap_init(&config->keymap);
	if (!path || !*path || !file_exists(path))
		return;
	struct diags found = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, &found);
	struct yaml *yaml = bytes ? yaml_read(path, bytes, size, 0, &found) : NULL;
	report_unused(diags, &found);
	if (yaml && yaml->root)
		read_settings(&(struct config_reader){config, yaml, diags}, yaml->root);
	yaml_free(yaml);
	free(bytes);
	diags_release(&found);
}

void config_release(struct config *config)
{
	keymap_release(&config->keymap);
	arena_release(&config->arena);
}
