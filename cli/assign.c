#include "cli/assign.h"

#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void assign(struct assignments *assignments, struct change change)
{
	assignments->items = arena_grow(assignments->arena, assignments->items, assignments->count, &assignments->capacity,
		sizeof(*assignments->items));
	assignments->items[assignments->count++] = change;
}

/* Standard input. */

static const char *read_stdin(struct assignments *assignments, const char *path)
{
	struct buf text = BUF_INIT;
	char part[8192];
	size_t size;
	const char *wrong = NULL;
	if (assignments->stdin_read)
		wrong = "only one value can come from standard input";
	while (!wrong && (size = fread(part, 1, sizeof(part), stdin)) > 0) {
		buf_add(&text, part, size);
		if (text.len > FILE_LIMIT)
			wrong = "what stands on standard input is larger than " FILE_LIMIT_TEXT;
	}
	if (!wrong && ferror(stdin))
		wrong = strerror(errno);
	if (!wrong && memchr(text.s, '\0', text.len))
		wrong = "there is a NUL in it";
	assignments->stdin_read = true;
	if (wrong)
		usage_error(assignments->command, "'%s=-': %s", path, wrong);
	const char *copy = wrong ? NULL : arena_strndup(assignments->arena, text.s, text.len);
	buf_release(&text);
	return copy;
}

/* Line feeds at the end are those of the program that wrote it; a text of several lines ends with one, as in the file. */
static const char *trim_end(struct arena *arena, const char *text, bool paragraphs)
{
	size_t size = strlen(text);
	while (size && text[size - 1] == '\n')
		size--;
	bool several = paragraphs && memchr(text, '\n', size);
	return arena_printf(arena, "%.*s%s", (int)size, text, several ? "\n" : "");
}

/* Lists. */

/* Cuts a text at each separator; white space around items goes. */
static size_t cut(struct arena *arena, const char *text, char separator, const char *const **values)
{
	const char **items = NULL;
	size_t count = 0, capacity = 0;
	for (bool more = true; more;) {
		const char *end = strchr(text, separator);
		more = end;
		size_t size = end ? (size_t)(end - text) : strlen(text);
		const char *rest = text + size + more;
		for (; size && *text == ' '; size--)
			text++;
		while (size && text[size - 1] == ' ')
			size--;
		items = arena_grow(arena, items, count, &capacity, sizeof(*items));
		items[count++] = arena_strndup(arena, text, size);
		text = rest;
	}
	*values = items;
	return count;
}

static bool read_brackets(struct assignments *assignments, const char *path, const char *text, struct change *change)
{
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = yaml_read(path, text, strlen(text), 0, &diags);
	const struct yaml_node *list = yaml ? yaml->root : NULL;
	bool good = list && list->kind == YAML_LIST && !list->tag;
	const char **items = arena_calloc(assignments->arena, good ? list->size : 0, sizeof(*items));
	for (size_t i = 0; good && i < list->size; i++) {
		good = list->items[i]->kind == YAML_SCALAR && !list->items[i]->tag;
		if (good)
			items[i] = arena_strndup(assignments->arena, list->items[i]->text, list->items[i]->size);
	}
	if (good) {
		change->values = items;
		change->count = list->size;
	} else {
		const char *why = diags.count ? diags.items[0].message : "write [a, b]";
		usage_error(assignments->command, "'%s': '%s' is no list: %s", path, text, why);
	}
	yaml_free(yaml);
	diags_release(&diags);
	return good;
}

bool assign_text(struct assignments *assignments, const char *text)
{
	struct arena *arena = assignments->arena;
	const char *equals = strchr(text, '=');
	if (!equals || equals == text) {
		usage_error(assignments->command, "'%s' is no PATH=VALUE", text);
		return false;
	}
	struct change change = {.kind = CHANGE_SET, .path = arena_strndup(arena, text, (size_t)(equals - text))};
	struct type type = answers_type(assignments->schema, change.path);
	const char *value = equals + 1;
	bool from_stdin = strcmp(value, "-") == 0;
	if (from_stdin) {
		value = read_stdin(assignments, change.path);
		if (!value)
			return false;
		value = trim_end(arena, value, type.kind == TYPE_LONG_TEXT);
	}
	if (type.kind == TYPE_LIST && !from_stdin && value[0] == '[') {
		if (!read_brackets(assignments, change.path, value, &change))
			return false;
	} else if (type.kind == TYPE_LIST && !(from_stdin && !*value)) {
		change.count = cut(arena, value, from_stdin ? '\n' : ',', &change.values);
	} else if (type.kind != TYPE_LIST) {
		const char **one = arena_calloc(arena, 1, sizeof(*one));
		one[0] = value;
		change.values = one;
		change.count = 1;
	}
	assign(assignments, change);
	return true;
}
