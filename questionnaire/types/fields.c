#include "questionnaire/types/fields.h"

#include "base/text.h"
#include "questionnaire/types/value.h"

#include <string.h>

#define ID_LIMIT 64 /* bytes */

static bool is_small(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool text_is_name(const char *text)
{
	if (!is_small(*text))
		return false;
	for (text++; *text; text++)
		if (!is_small(*text) && !is_digit(*text) && *text != '_')
			return false;
	return true;
}

bool text_is_id(const char *text)
{
	const char *c = text;

	for (; *c; c++) {
		bool letter = is_small(*c) || is_digit(*c) || (*c >= 'A' && *c <= 'Z');
		bool joint = (*c == '_' || *c == '-') && c > text;
		if (!letter && !joint)
			return false;
	}
	return c > text && c - text <= ID_LIMIT;
}

/* A tag says something about an answer (!unknown ...); in a library file it can only be a mistake. */
static bool has_tags(const struct reader *reader, const struct yaml_node *node)
{
	bool found = node->tag;

	if (found)
		REPORT(reader, node, Q_TAG_NOT_ALLOWED, node->tag);
	if (node->kind == YAML_MAP)
		for (size_t i = 0; i < node->size; i++) {
			found |= has_tags(reader, node->pairs[i].key);
			found |= has_tags(reader, node->pairs[i].value);
		}
	if (node->kind == YAML_LIST)
		for (size_t i = 0; i < node->size; i++)
			found |= has_tags(reader, node->items[i]);
	return found;
}

const struct yaml_node *reader_open(struct reader *reader, struct arena *arena, const struct source *source, struct diags *diags)
{
	const struct yaml_node *root;

	reader->arena = arena;
	reader->diags = diags;
	reader->file = arena_strdup(arena, source->name);
	reader->yaml = yaml_read(source->name, source->text, source->size, 0, diags);
	if (!reader->yaml)
		return NULL;
	reader->yaml->file = reader->file; /* positions outlive the tree */
	root = reader->yaml->root;
	if (!root) {
		diag_add(diags, &questionnaire_diags[Q_EMPTY_FILE], (struct pos){reader->file, 0, 0}, reader->file, NULL);
		return NULL;
	}
	if (has_tags(reader, root))
		return NULL;
	if (root->kind != YAML_MAP) {
		REPORT(reader, root, Q_WRONG_TYPE, "the file", "a map", yaml_what(root), "write its keys as 'key: value'");
		return NULL;
	}
	return root;
}

void reader_close(struct reader *reader)
{
	yaml_free(reader->yaml);
	reader->yaml = NULL;
}

struct pos reader_pos(const struct reader *reader, const struct yaml_node *node)
{
	return (struct pos){reader->file, node->line, node->col};
}

const char *yaml_what(const struct yaml_node *node)
{
	switch (node->kind) {
	case YAML_MAP:
		return "a map";
	case YAML_LIST:
		return "a list";
	case YAML_SCALAR:
		break;
	}
	return node->content == node->end ? "nothing" : "a text";
}

const char *did_you_mean(struct arena *arena, const char *nearest, const char *otherwise)
{
	return nearest ? arena_printf(arena, "did you mean '%s'", nearest) : otherwise;
}

const char *pos_text(struct arena *arena, struct pos pos)
{
	return arena_printf(arena, "%s:%d", pos.file, pos.line);
}

static const char *field_candidate(const void *context, size_t i)
{
	const struct field *fields = context;

	return fields[i].key; /* NULL ends the table, too */
}

static void report_unknown_key(const struct reader *reader, const struct yaml_node *key, const char *what, const struct field *fields)
{
	struct buf all = BUF_INIT;
	const char *nearest = text_nearest(key->text, field_candidate, fields);

	buf_adds(&all, "remove it; its keys are ");
	for (size_t i = 0; fields[i].key; i++)
		buf_addf(&all, "%s%s", i ? ", " : "", fields[i].key);
	REPORT(reader, key, Q_UNKNOWN_KEY, key->text, what, did_you_mean(reader->arena, nearest, all.s));
	buf_release(&all);
}

static bool is_field(const struct field *fields, const char *key)
{
	for (; fields->key; fields++)
		if (!strcmp(fields->key, key))
			return true;
	return false;
}

bool reader_map(const struct reader *reader, const struct yaml_node *node, const char *what, const struct field *fields)
{
	if (node->kind != YAML_MAP) {
		REPORT(reader, node, Q_WRONG_TYPE, what, "a map", yaml_what(node), "write its keys as {key: value}");
		return false;
	}
	for (size_t i = 0; i < node->size; i++)
		if (!is_field(fields, node->pairs[i].key->text))
			report_unknown_key(reader, node->pairs[i].key, what, fields);
	for (; fields->key; fields++)
		if (fields->required && !yaml_get(node, fields->key))
			REPORT(reader, node, Q_MISSING_KEY, what, fields->key);
	return true;
}

const char *reader_scalar(const struct reader *reader, const struct yaml_node *node, const char *name)
{
	size_t size = node->size;

	if (node->kind != YAML_SCALAR) {
		REPORT(reader, node, Q_WRONG_TYPE, name, "a text", yaml_what(node), "write one text");
		return NULL;
	}
	while (size > 0 && strchr(" \t\n", node->text[size - 1]))
		size--;
	if (size == 0) {
		REPORT(reader, node, Q_NO_VALUE, name);
		return NULL;
	}
	return arena_strndup(reader->arena, node->text, size);
}

const char *reader_text(const struct reader *reader, const struct yaml_node *map, const char *key)
{
	const struct yaml_node *node = yaml_get(map, key);

	return node ? reader_scalar(reader, node, key) : NULL;
}

/* Reads the scalar under key as a value of a simple type; false when it is not there or (with a finding) does not fit. */
static bool read_simple(const struct reader *reader, const struct yaml_node *map, const char *key, enum type_kind kind, struct value *value)
{
	struct type type = {.kind = kind};
	const struct yaml_node *node = yaml_get(map, key);
	const char *text = reader_text(reader, map, key);
	const char *why;

	if (!text)
		return false;
	why = type_read(&type, text, value, reader->arena);
	if (why)
		REPORT(reader, node, Q_BAD_VALUE, text, key, why, kind == TYPE_YES_NO ? "yes or no" : "a date (YYYY-MM-DD)");
	return !why;
}

bool reader_yes_no(const struct reader *reader, const struct yaml_node *map, const char *key, bool otherwise)
{
	struct value value = {.state = VALUE_ABSENT};

	return read_simple(reader, map, key, TYPE_YES_NO, &value) ? value.number != 0 : otherwise;
}

const struct yaml_node *reader_child(const struct reader *reader, const struct yaml_node *map, const char *key, enum yaml_kind kind)
{
	const struct yaml_node *node = yaml_get(map, key);

	if (!node || node->kind == kind)
		return node;
	if (kind == YAML_LIST)
		REPORT(reader, node, Q_WRONG_TYPE, key, "a list", yaml_what(node), arena_printf(reader->arena, "write [%s]", node->text
			&& node->size ? node->text : "x"));
	else
		REPORT(reader, node, Q_WRONG_TYPE, key, "a map", yaml_what(node), "write {key: value}");
	return NULL;
}

size_t reader_texts(const struct reader *reader, const struct yaml_node *map, const char *key, const struct yaml_node *const **items)
{
	const struct yaml_node *list = reader_child(reader, map, key, YAML_LIST);

	if (!list)
		return 0;
	for (size_t i = 0; i < list->size; i++)
		if (!reader_scalar(reader, list->items[i], key))
			return 0;
	*items = list->items;
	return list->size;
}

bool reader_is_name(const struct reader *reader, const struct yaml_node *node, const char *name)
{
	bool fine = text_is_name(name);

	if (!fine)
		REPORT(reader, node, Q_BAD_ID, name, "begin with a small letter and use only a-z, 0-9 and '_'");
	return fine;
}

bool reader_is_id(const struct reader *reader, const struct yaml_node *node, const char *id)
{
	bool fine = text_is_id(id);

	if (!fine)
		REPORT(reader, node, Q_BAD_ID, id, "begin with a letter or digit and use only A-Z, a-z, 0-9, '-' and '_', at most 64");
	return fine;
}

struct evidence reader_evidence(const struct reader *reader, const struct yaml_node *map, const struct evidence *inherited)
{
	struct evidence evidence = inherited ? *inherited : (struct evidence){NULL, NULL, false, false};
	struct value date = {.state = VALUE_ABSENT};

	if (yaml_get(map, "source"))
		evidence.source = reader_text(reader, map, "source");
	if (read_simple(reader, map, "checked_on", TYPE_DATE, &date))
		evidence.checked_on = date.text;
	if (yaml_get(map, "verified")) {
		evidence.verified = reader_yes_no(reader, map, "verified", false);
		evidence.verified_said = true;
	}
	return evidence;
}

/* What stands there but is wrong was reported when it was read. */
bool reader_check_evidence(const struct reader *reader, const struct yaml_node *node, const char *what, const struct evidence *evidence)
{
	size_t before = reader->diags->count;

	if (!evidence->source && !yaml_get(node, "source"))
		REPORT(reader, node, Q_MISSING_KEY, what, "source");
	if (!evidence->checked_on && !yaml_get(node, "checked_on"))
		REPORT(reader, node, Q_MISSING_KEY, what, "checked_on");
	if (!evidence->verified_said)
		REPORT(reader, node, Q_MISSING_KEY, what, "verified");
	return reader->diags->count == before;
}
