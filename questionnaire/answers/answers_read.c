/*
 * Reading an answers file into the tree of values that mirrors the schema.
 *
 * Every record is laid out whole before its answers are read: one value a field, absent until the file says otherwise. References and
 * conditions need all answers and are settled at the end.
 */
#include "questionnaire/answers/answers_parts.h"

#include "base/file.h"
#include "base/text.h"
#include "questionnaire/types/fields.h"
#include "questionnaire/vocabularies/choices.h"

#include <stdlib.h>
#include <string.h>

#define SUGGESTIONS 200

bool loader_may_suggest(struct loader *loader)
{
	return loader->suggestions > 0 && loader->suggestions-- > 0;
}

void loader_where(struct loader *loader, struct diag *diag, const struct value *value)
{
	struct buf path = BUF_INIT;

	value_path(&path, value);
	if (path.len)
		diag_set_where(loader->diags, diag, path.s);
	buf_release(&path);
}

struct pos loader_pos(const struct loader *loader, int line, int col)
{
	return (struct pos){loader->answers->file, line, col};
}

static struct pos node_pos(const struct loader *loader, const struct yaml_node *node)
{
	return loader_pos(loader, node->line, node->col);
}

/* Adds a finding at a node about a value. */
#define SAY(loader, node, value, kind, ...) \
	loader_where((loader), diag_add((loader)->diags, &questionnaire_diags[kind], node_pos((loader), (node)), __VA_ARGS__, NULL), (value))

/* What findings call a value: its question, or what it is an item of. */
static const char *value_name(const struct value *value)
{
	while (value && !value->question && !value->key)
		value = value->parent;
	if (!value)
		return "the answers";
	return value->question ? value->question->id : value->key;
}

/* Laying out */

static void lay_out_record(struct loader *loader, struct value *record, const struct record_type *type)
{
	struct value *fields = arena_calloc(&loader->answers->arena, type->field_count, sizeof *fields);

	record->items = fields;
	record->count = type->field_count;
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		struct value_list *list = &loader->conditional;
		fields[i].kind = question->type.kind; /* the rest is zero */
		fields[i].question = question;
		fields[i].parent = record;
		if (!question->when)
			continue;
		list->items = arena_grow(&loader->answers->arena, list->items, list->count, &list->capacity, sizeof *list->items);
		list->items[list->count++] = &fields[i];
	}
}

/*
 * A record the file says nothing more about: absent, !unknown or !none as a whole. Its fields share that, as far as they can: in an
 * unknown record, what is optional is simply absent.
 */
static void fill_record(struct loader *loader, struct value *record, const struct record_type *type)
{
	lay_out_record(loader, record, type);
	for (size_t i = 0; i < type->field_count; i++) {
		struct value *field = (struct value *)&record->items[i]; /* ours: just laid out */
		bool shared = record->state == VALUE_NONE || (record->state == VALUE_UNKNOWN && field->question->required);
		if (shared) {
			field->state = record->state;
			field->line = record->line;
			field->col = record->col;
		}
		if (field->kind == TYPE_RECORD)
			fill_record(loader, field, field->question->type.record);
	}
}

/* Tags */

static void read_unknown(struct loader *loader, const struct yaml_node *node, struct value *value)
{
	struct buf wanted = BUF_INIT;

	if (!value->question) {
		SAY(loader, node, value, Q_UNKNOWN_NOT_ALLOWED, value->key ? value->key : value_name(value),
			value->key ? "write {} and leave out what you do not know" : "leave it out, or write !unknown for the whole list");
		return;
	}
	if (!schema_needs_value(loader->answers->schema, value->question)) {
		value->state = VALUE_UNKNOWN;
		return;
	}
	type_describe(&wanted, &value->question->type);
	SAY(loader, node, value, Q_UNKNOWN_NOT_ALLOWED, value->question->id, arena_printf(&loader->answers->arena, "write %s", wanted.s));
	buf_release(&wanted);
}

static void report_none(struct loader *loader, const struct yaml_node *node, const struct value *value)
{
	if (value->question)
		SAY(loader, node, value, Q_NONE_NOT_ALLOWED, value->question->id,
			"give an answer, or write !unknown as long as you do not know it");
	else
		SAY(loader, node, value, Q_NONE_NOT_ALLOWED, value_name(value), "remove it; an empty list is written []");
}

static const char *tag_candidate(const void *context, size_t i)
{
	static const char *const tags[] = {"!none", "!unknown", "!suggested", NULL};

	(void)context;
	return tags[i];
}

/* Is there nothing but a tag? */
static bool is_empty(const struct yaml_node *node)
{
	return node->kind == YAML_SCALAR && node->content == node->end;
}

/* Reads the tag of an answer. True when there is a value to be read behind it. */
static bool read_tag(struct loader *loader, const struct yaml_node *node, struct value *value)
{
	bool none = !strcmp(node->tag, "!none"), unknown = !strcmp(node->tag, "!unknown");

	if (!none && !unknown && strcmp(node->tag, "!suggested")) {
		const char *nearest = loader_may_suggest(loader) ? text_nearest(node->tag, tag_candidate, NULL) : NULL;
		SAY(loader, node, value, Q_UNKNOWN_TAG, node->tag, did_you_mean(&loader->answers->arena, nearest,
			"use !none, !unknown or !suggested; put quotes around a text that begins with '!'"));
		return false;
	}
	if (!none && !unknown) {
		value->suggested = loader->answers->suggests = true;
		if (is_empty(node))
			SAY(loader, node, value, Q_SUGGESTED_NOTHING, value_name(value));
		return !is_empty(node);
	}
	if (!is_empty(node))
		SAY(loader, node, value, Q_TAG_WITH_VALUE, node->tag);
	else if (unknown)
		read_unknown(loader, node, value);
	else if (value->question && value->question->none_allowed)
		value->state = VALUE_NONE;
	else
		report_none(loader, node, value);
	return false;
}

/* Values */

static void read_value(struct loader *loader, const struct type *type, const struct yaml_node *key, const struct yaml_node *node,
	struct value *value);

static void report_wrong_type(struct loader *loader, const struct type *type, const struct yaml_node *node, const struct value *value)
{
	struct buf wanted = BUF_INIT;
	const char *fix = "write one value";

	type_describe(&wanted, type);
	if (type->kind == TYPE_LIST && node->kind == YAML_SCALAR)
		fix = arena_printf(&loader->answers->arena, "write [%s]", node->text);
	else if (type->kind == TYPE_LIST)
		fix = "write [x], or each item in a line of its own after '- '";
	else if (type->kind == TYPE_RECORD)
		fix = "write its answers as 'question: answer' lines below it";
	else if (type->kind == TYPE_RECORDS)
		fix = "write each record under a key of its own, as in 'mailchimp: {...}'";
	else if (node->kind == YAML_LIST && node->size == 1)
		fix = "write it without [ ] and '-'";
	SAY(loader, node, value, Q_WRONG_TYPE, value_name(value), wanted.s, yaml_what(node), fix);
	buf_release(&wanted);
}

static void read_scalar(struct loader *loader, const struct type *type, const struct yaml_node *node, struct value *value)
{
	struct answers *answers = loader->answers;
	struct diag *diag = choices_read(&answers->arena, loader->diags, type, value_name(value), node_pos(loader, node), node->text,
		type->kind == TYPE_CHOICE && loader->suggestions > 0, value);

	if (diag) {
		loader_where(loader, diag, value);
		loader_may_suggest(loader);
		return;
	}
	if (type->kind == TYPE_REFERENCE) {
		loader->references = arena_grow(&answers->arena, loader->references, loader->reference_count, &loader->reference_capacity,
			sizeof *loader->references);
		loader->references[loader->reference_count++] = (struct reference){value, type};
	}
}

static void read_list(struct loader *loader, const struct type *type, const struct yaml_node *node, struct value *value)
{
	struct value *items = arena_calloc(&loader->answers->arena, node->size, sizeof *items);

	value->items = items;
	value->count = node->size;
	for (size_t i = 0; i < node->size; i++) {
		items[i] = (struct value){.kind = type->item->kind, .parent = value};
		read_value(loader, type->item, NULL, node->items[i], &items[i]);
	}
}

static void report_bad_key(struct loader *loader, const struct yaml_node *key, const struct value *value)
{
	const char *fix = "use at most 64 of A-Z, a-z, 0-9, '-' and '_', a letter or digit first; the name itself is an answer in the record";

	if (key->tag)
		SAY(loader, key, value, Q_BAD_KEY, key->tag, "write a key of your own in place of the tag");
	else
		SAY(loader, key, value, Q_BAD_KEY, key->text, fix);
}

static void read_records(struct loader *loader, const struct type *type, const struct yaml_node *node, struct value *value)
{
	const struct type item_type = {.kind = TYPE_RECORD, .of = type->of, .record = type->record};
	struct value *items = arena_calloc(&loader->answers->arena, node->size, sizeof *items);

	value->items = items;
	value->count = node->size;
	for (size_t i = 0; i < node->size; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		items[i] = (struct value){.kind = TYPE_RECORD, .parent = value, .key = pair->key->text};
		if (pair->key->tag || !text_is_id(pair->key->text))
			report_bad_key(loader, pair->key, value);
		read_value(loader, &item_type, pair->key, pair->value, &items[i]);
	}
}

/* The field of that name; files keep mostly to the schema's order, so the search begins behind the field found last. */
static int find_field(const struct record_type *type, const char *name, size_t *next)
{
	for (size_t i = 0; i < type->field_count; i++) {
		size_t at = (*next + i) % type->field_count;
		if (text_equal(type->fields[at].id, name)) {
			*next = at + 1;
			return (int)at;
		}
	}
	return -1;
}

static void report_unknown_key(struct loader *loader, const struct record_type *type, const struct yaml_node *key,
	const struct value *record)
{
	const char *nearest = loader_may_suggest(loader) ? record_type_nearest(type, key->text) : NULL;

	SAY(loader, key, record, Q_UNKNOWN_KEY, key->text, type->what, did_you_mean(&loader->answers->arena, nearest, "remove it"));
}

static void read_record(struct loader *loader, const struct record_type *type, const struct yaml_node *node, struct value *record)
{
	struct value *fields;
	size_t next = 0;

	lay_out_record(loader, record, type);
	fields = (struct value *)record->items; /* ours: just laid out */
	for (size_t i = 0; i < node->size; i++) {
		const struct yaml_pair *pair = &node->pairs[i];
		int field = find_field(type, pair->key->text, &next);
		if (field >= 0)
			read_value(loader, &type->fields[field].type, pair->key, pair->value, &fields[field]);
		else if (record != loader->root || strcmp(pair->key->text, "format"))
			report_unknown_key(loader, type, pair->key, record);
	}
	for (size_t i = 0; i < type->field_count; i++)
		if (fields[i].kind == TYPE_RECORD && !fields[i].items)
			fill_record(loader, &fields[i], type->fields[i].type.record);
}

/* Reads the value itself, any tag being dealt with. */
static void read_content(struct loader *loader, const struct type *type, const struct yaml_node *node, struct value *value)
{
	static const enum yaml_kind wanted[] = {[TYPE_LIST] = YAML_LIST, [TYPE_RECORD] = YAML_MAP, [TYPE_RECORDS] = YAML_MAP};
	enum yaml_kind kind = type->kind >= TYPE_LIST ? wanted[type->kind] : YAML_SCALAR;

	if (is_empty(node)) {
		SAY(loader, node, value, Q_NO_VALUE, value_name(value));
		return;
	}
	if (node->kind != kind) {
		report_wrong_type(loader, type, node, value);
		return;
	}
	if (type->kind >= TYPE_LIST)
		value->state = VALUE_GIVEN;
	if (type->kind == TYPE_RECORD) {
		read_record(loader, type->record, node, value);
	} else if (kind == YAML_SCALAR) {
		read_scalar(loader, type, node, value);
	} else if (node->size == 0 && value->question && !value->question->none_allowed) {
		report_none(loader, node, value); /* no items: another way to say none */
	} else if (type->kind == TYPE_LIST) {
		read_list(loader, type, node, value);
	} else {
		read_records(loader, type, node, value);
	}
}

/* Reads an answer. key: the node before it, NULL in lists. */
static void read_value(struct loader *loader, const struct type *type, const struct yaml_node *key, const struct yaml_node *node,
	struct value *value)
{
	bool begins_at_key = key && node->kind == YAML_MAP; /* a record begins with its name */

	value->node = node;
	value->suggested = value->parent->suggested;
	value->line = begins_at_key ? key->line : node->line;
	value->col = begins_at_key ? key->col : node->col;
	if (!node->tag || read_tag(loader, node, value))
		read_content(loader, type, node, value);
	if (type->kind == TYPE_RECORD && !value->items)
		fill_record(loader, value, type->record);
}

/* The file as a whole */

/* Does the file say a format that this program knows? */
static bool check_format(struct loader *loader, const struct yaml_node *root)
{
	const struct yaml_node *node = yaml_get(root, "format");
	const struct type number = {.kind = TYPE_NUMBER};
	struct value format = {.state = VALUE_ABSENT};
	char known[16];

	snprintf(known, sizeof known, "%d", ANSWERS_FORMAT);
	if (!node) {
		diag_add(loader->diags, &questionnaire_diags[Q_FORMAT_MISSING], node_pos(loader, root), known, NULL);
		return false;
	}
	if (node->tag) {
		diag_add(loader->diags, &questionnaire_diags[Q_UNKNOWN_NOT_ALLOWED], node_pos(loader, node), "format", "write 'format: 1'", NULL);
		return false;
	}
	if (node->kind != YAML_SCALAR || type_read(&number, node->text, &format, &loader->answers->arena) || format.number < 1) {
		const char *said = node->kind == YAML_SCALAR && node->size ? node->text : yaml_what(node);
		diag_add(loader->diags, &questionnaire_diags[Q_FORMAT_BAD], node_pos(loader, node), said, known, NULL);
		return false;
	}
	if (format.number > ANSWERS_FORMAT) {
		diag_add(loader->diags, &questionnaire_diags[Q_FORMAT_NEWER], node_pos(loader, node), node->text, known, NULL);
		return false;
	}
	return true;
}

static bool check_root(struct loader *loader)
{
	const struct yaml_node *root = loader->answers->yaml->root;

	if (!root || is_empty(root)) {
		diag_add(loader->diags, &questionnaire_diags[Q_ANSWERS_EMPTY], loader_pos(loader, 1, 1), NULL);
		return false;
	}
	if (root->kind != YAML_MAP || root->tag) {
		const char *what = root->tag ? "a tag" : yaml_what(root);
		diag_add(loader->diags, &questionnaire_diags[Q_ANSWERS_NOT_A_MAP], node_pos(loader, root), what, NULL);
		return false;
	}
	return check_format(loader, root);
}

static void read_root(struct loader *loader)
{
	struct answers *answers = loader->answers;
	struct value *root = arena_calloc(&answers->arena, 1, sizeof *root);
	const struct yaml_node *node = answers->yaml->root;

	*root = (struct value){.state = VALUE_GIVEN, .kind = TYPE_RECORD, .line = node->line, .col = node->col, .node = node};
	loader->root = root;
	answers->root = root;
	read_record(loader, answers->schema->root, node, root);
}

struct answers *answers_read(const struct schema *schema, const char *file, const char *bytes, size_t size, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct answers *answers = xcalloc(1, sizeof *answers);
	struct loader loader = {.answers = answers, .diags = diags, .suggestions = SUGGESTIONS};

	arena_init(&answers->arena);
	answers->file = arena_strdup(&answers->arena, file);
	answers->schema = schema;
	answers->yaml = yaml_read(file, bytes, size, 0, diags);
	if (answers->yaml && check_root(&loader)) {
		answers->yaml->file = answers->file; /* the caller's name need not live */
		read_root(&loader);
		references_resolve(&loader);
	}
	if (diags_count(diags, SEVERITY_ERROR) > errors) {
		answers_free(answers);
		return NULL;
	}
	closed_settle(&loader);
	closed_report(&loader);
	return answers;
}

struct answers *answers_load(const struct schema *schema, const char *path, struct diags *diags)
{
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, diags);
	struct answers *answers = bytes ? answers_read(schema, path, bytes, size, diags) : NULL;

	free(bytes);
	return answers;
}

void answers_free(struct answers *answers)
{
	if (!answers)
		return;
	yaml_free(answers->yaml);
	arena_release(&answers->arena);
	free(answers);
}
