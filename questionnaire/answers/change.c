/*
 * Changing answers: what a change means, and whether it may be. The wanted tree takes the changes one after another; when all were good,
 * change_write.c finds the bytes for it.
 */
#include "questionnaire/answers/change_parts.h"

#include "questionnaire/types/fields.h"
#include "questionnaire/vocabularies/choices.h"

#include <stdlib.h>
#include <string.h>

enum { USERS_NAMED = 8 /* answers named in the finding about a record that is used */ };

/* Values */

/* Checks one text just as if it stood in the file. */
static bool check_text(struct batch *batch, const struct spot *spot, const struct type *type, const char *text)
{
	struct value value = {.kind = type->kind};
	struct diag *diag = choices_read(&batch->arena, batch->diags, type, spot->path, batch_pos(batch, spot), text, true, &value);

	if (diag)
		diag_set_where(batch->diags, diag, spot->path);
	return !diag;
}

static void note_reference(struct batch *batch, const char *path, const struct type *type, const struct wanted *value, const char *text)
{
	if (type->kind != TYPE_REFERENCE)
		return;
	batch->references = arena_grow(&batch->arena, batch->references, batch->reference_count, &batch->reference_capacity,
		sizeof *batch->references);
	batch->references[batch->reference_count++] = (struct wanted_reference){path, value, text, type->of};
}

/* Words of a type that never is a text: yes, 12, 2026-12-01, 3 years, the key of a choice. They need no quotes to stay what they are. */
static bool is_bare(const struct type *type)
{
	return type->kind != TYPE_TEXT && type->kind != TYPE_LONG_TEXT;
}

static bool refuse_records(struct batch *batch, const struct spot *spot)
{
	const struct type *type = &spot->type;
	struct buf wanted = BUF_INIT;
	const char *first = type->record->fields[0].id;

	type_describe(&wanted, type);
	BATCH_SAY(batch, spot, Q_WANTS_ANSWERS, spot->path, wanted.s, type->kind == TYPE_RECORD
		? arena_printf(&batch->arena, "set its answers one by one, as in '%s.%s'", spot->path, first)
		: arena_printf(&batch->arena, "set the answers of a record, as in '%s.KEY.%s'", spot->path, first));
	buf_release(&wanted);
	return false;
}

static bool refuse_none(struct batch *batch, const struct spot *spot)
{
	BATCH_SAY(batch, spot, Q_NONE_NOT_ALLOWED, spot->path,
		spot->question ? "give an answer, or say that you do not know it yet" : "delete the record");
	return false;
}

static bool set_list(struct batch *batch, const struct spot *spot, const struct change *change, struct wanted *value)
{
	const struct type *type = spot->type.item;
	const char **items = arena_calloc(&batch->arena, change->count, sizeof *items);
	bool good = true;

	if (!change->count && !spot->question->none_allowed)
		return refuse_none(batch, spot);
	for (size_t i = 0; i < change->count; i++) {
		items[i] = arena_strdup(&batch->arena, change->values[i]);
		good &= check_text(batch, spot, type, items[i]);
		note_reference(batch, spot->path, type, spot->value, items[i]);
	}
	*value = (struct wanted){.kind = YAML_LIST, .items = items, .count = change->count, .bare = is_bare(type)};
	return good;
}

static bool set_scalar(struct batch *batch, const struct spot *spot, const struct change *change, struct wanted *value)
{
	if (change->count != 1) {
		BATCH_SAY(batch, spot, Q_ONE_VALUE, spot->path);
		return false;
	}
	const char *text = arena_strdup(&batch->arena, change->values[0]);
	if (!check_text(batch, spot, &spot->type, text))
		return false;
	note_reference(batch, spot->path, &spot->type, spot->value, text);
	*value = (struct wanted){.kind = YAML_SCALAR, .text = text, .bare = is_bare(&spot->type)};
	return true;
}

/* Puts a value where the path leads. What says the same already stays as it is written, but for its tag. */
static void put(const struct spot *spot, struct wanted value, const char *tag)
{
	struct wanted *at = spot->value;

	value.tag = at->old ? at->old->tag : NULL;
	if (at->old && !at->open && wanted_same(&value, at->old))
		value = *at;
	else
		value.old = NULL;
	value.tag = tag;
	*at = value;
}

static bool set(struct batch *batch, const struct change *change)
{
	struct spot spot;
	struct wanted value;

	if (!batch_find(batch, change->path, WAY_MAKE, &spot))
		return false;
	if (spot.type.kind == TYPE_RECORD || spot.type.kind == TYPE_RECORDS)
		return refuse_records(batch, &spot);
	if (!(spot.type.kind == TYPE_LIST ? set_list : set_scalar)(batch, &spot, change, &value))
		return false;
	put(&spot, value, change->kind == CHANGE_SUGGEST ? SUGGESTED : NULL);
	return true;
}

/* States */

static bool set_unknown(struct batch *batch, const struct change *change)
{
	struct spot spot;

	if (!batch_find(batch, change->path, WAY_MAKE, &spot))
		return false;
	if (!spot.question || schema_needs_value(batch->answers->schema, spot.question)) {
		BATCH_SAY(batch, &spot, Q_UNKNOWN_NOT_ALLOWED, spot.path, spot.question ? "give an answer" : "leave out what you do not know about it");
		return false;
	}
	batch->dropped |= spot.type.kind == TYPE_RECORDS;
	*spot.value = (struct wanted){.kind = YAML_SCALAR, .tag = "!unknown"};
	return true;
}

static bool set_none(struct batch *batch, const struct change *change)
{
	struct spot spot;

	if (!batch_find(batch, change->path, WAY_MAKE, &spot))
		return false;
	if (!spot.question || !spot.question->none_allowed)
		return refuse_none(batch, &spot);
	batch->dropped |= spot.type.kind == TYPE_RECORDS;
	if (spot.type.kind == TYPE_RECORDS) {
		wanted_open(&batch->arena, spot.value);
		for (struct wanted_entry *entry = spot.value->first; entry; entry = entry->next)
			entry->gone = true;
		spot.value->tag = NULL;
	} else {
		bool list = spot.type.kind == TYPE_LIST;
		put(&spot, (struct wanted){.kind = list ? YAML_LIST : YAML_SCALAR}, list ? NULL : "!none");
	}
	return true;
}

static bool confirm(struct batch *batch, const struct change *change)
{
	struct spot spot;

	if (!batch_find(batch, change->path, WAY_OPEN, &spot))
		return false;
	if (!spot.value) {
		BATCH_SAY(batch, &spot, Q_NOTHING_TO_CONFIRM, spot.path);
		return false;
	}
	wanted_remove_tag(&batch->arena, spot.value, SUGGESTED);
	return true;
}

/* Deleting, and records */

/*
 * A record that loses its last answer, and a list its last record where there cannot be none, are not answered any more: they go, too.
 * A record of a list stays, by its name.
 */
static void drop_empty(struct batch *batch, const char *path)
{
	char *around = arena_strdup(&batch->arena, path), *dot = strrchr(around, '.');
	struct spot spot;

	if (!dot)
		return;
	*dot = '\0';
	if (!batch_find(batch, around, WAY_LOOK, &spot) || !spot.entry || !wanted_is_empty(spot.value) || !spot.question)
		return;
	if (spot.type.kind == TYPE_RECORDS && spot.question->none_allowed)
		return;
	spot.entry->gone = true;
	drop_empty(batch, around);
}

static bool delete(struct batch *batch, const struct change *change)
{
	struct spot spot;

	if (!batch_find(batch, change->path, WAY_LOOK, &spot))
		return false;
	if (!spot.entry)
		return true;
	batch->dropped |= !spot.question || spot.type.kind == TYPE_RECORDS;
	spot.entry->gone = true;
	drop_empty(batch, change->path);
	return true;
}

/* The record that a change is about; with its kind of way. */
static bool find_record(struct batch *batch, const struct change *change, enum way way, struct spot *spot)
{
	if (!batch_find(batch, change->path, way, spot))
		return false;
	if (!spot->question)
		return true;
	BATCH_SAY(batch, spot, Q_NOT_A_RECORD, spot->path);
	return false;
}

static bool refuse_taken(struct batch *batch, const struct spot *spot, const char *key)
{
	BATCH_SAY(batch, spot, Q_RECORD_TAKEN, key);
	return false;
}

static bool add(struct batch *batch, const struct change *change)
{
	struct spot spot;
	const char *dot = strrchr(change->path, '.');

	if (dot) {
		const char *around = arena_strndup(&batch->arena, change->path, (size_t)(dot - change->path));
		if (!batch_find(batch, around, WAY_MAKE, &spot))
			return false;
		if (spot.type.kind == TYPE_RECORDS && wanted_is_map(spot.value)) {
			wanted_open(&batch->arena, spot.value);
			if (wanted_find(spot.value, dot + 1))
				return refuse_taken(batch, &spot, dot + 1);
		}
	}
	return find_record(batch, change, WAY_MAKE, &spot);
}

/* Notes what a copied value refers to. */
static void note_references(struct batch *batch, const char *path, const struct type *type, const struct wanted *value)
{
	struct type item;

	if (type->kind == TYPE_REFERENCE && value->text)
		note_reference(batch, path, type, value, value->text);
	else if (type->kind == TYPE_LIST && value->kind == YAML_LIST && !value->open)
		for (size_t i = 0; i < value->count; i++)
			note_reference(batch, path, type->item, value, value->items[i]);
	if (!value->open)
		return;
	for (const struct wanted_entry *entry = wanted_alive(value->first); entry; entry = wanted_alive(entry->next)) {
		int field = type->kind == TYPE_RECORD ? record_type_field(type->record, entry->key) : -1;
		if (type->kind != TYPE_RECORD && type_item(type, &item))
			note_references(batch, path, &item, &entry->value);
		else if (field >= 0)
			note_references(batch, path, &type->record->fields[field].type, &entry->value);
	}
}

static bool copy(struct batch *batch, const struct change *change)
{
	struct spot spot;
	const char *key = change->count ? change->values[0] : "";

	if (!find_record(batch, change, WAY_LOOK, &spot))
		return false;
	if (!text_is_id(key)) {
		BATCH_SAY(batch, &spot, Q_BAD_KEY, key, "use at most 64 of A-Z, a-z, 0-9, '-' and '_', a letter or digit first");
		return false;
	}
	if (wanted_find(spot.holder, key))
		return refuse_taken(batch, &spot, key);
	struct wanted_entry *entry = wanted_add(&batch->arena, spot.holder, arena_strdup(&batch->arena, key), spot.entry);
	entry->value = wanted_copy(&batch->arena, spot.value);
	note_references(batch, spot.path, &spot.type, &entry->value);
	return true;
}

static bool move(struct batch *batch, const struct change *change)
{
	struct spot spot;
	struct wanted_entry *before = NULL;

	if (!find_record(batch, change, WAY_LOOK, &spot))
		return false;
	if (change->count) {
		before = wanted_find(spot.holder, change->values[0]);
		if (!before) {
			BATCH_SAY(batch, &spot, Q_NO_RECORD, change->values[0], "name one of the same list");
			return false;
		}
	}
	wanted_move(spot.holder, spot.entry, before);
	batch->moved = true;
	return true;
}

static bool apply(struct batch *batch, const struct change *change)
{
	static bool (*const ways[])(struct batch *batch, const struct change *change) = {
		[CHANGE_SET] = set, [CHANGE_SUGGEST] = set, [CHANGE_UNKNOWN] = set_unknown, [CHANGE_NONE] = set_none, [CHANGE_CONFIRM] = confirm,
		[CHANGE_DELETE] = delete, [CHANGE_ADD] = add, [CHANGE_COPY] = copy, [CHANGE_MOVE] = move,
	};

	if (!strcmp(change->path, "format")) {
		diag_add(batch->diags, &questionnaire_diags[Q_FORMAT_FIXED], (struct pos){batch->answers->file, 0, 0}, NULL);
		return false;
	}
	return ways[change->kind](batch, change);
}

/* References, when all changes are made */

/* The wanted value at the place of an answer that was read; NULL when it is not there any more. */
static const struct wanted *wanted_of(struct batch *batch, const struct value *value)
{
	if (!value->parent)
		return &batch->root;
	const struct wanted *around = wanted_of(batch, value->parent);
	if (!around || value->parent->kind == TYPE_LIST)
		return around;
	if (!around->open)
		return around->old ? around : NULL; /* untouched, and so is the value */
	const struct wanted_entry *entry = wanted_find(around, value->question ? value->question->id : value->key);
	return entry ? &entry->value : NULL;
}

/* Does the answer still refer to that record? */
static bool still_refers(struct batch *batch, const struct value *value)
{
	const struct wanted *wanted = wanted_of(batch, value);

	if (!wanted || wanted->open || (!wanted->old && wanted->kind == YAML_SCALAR && !wanted->text))
		return false;
	if (wanted->old)
		return true;
	for (size_t i = 0; i < wanted->count; i++)
		if (!strcmp(wanted->items[i], value->text))
			return true;
	return wanted->text && !strcmp(wanted->text, value->text);
}

static bool record_is_wanted(const struct batch *batch, const char *of, const char *key)
{
	const struct wanted_entry *field = wanted_find(&batch->root, of);

	if (!field)
		return false;
	if (field->value.open)
		return wanted_find(&field->value, key);
	return field->value.old && yaml_get(field->value.old, key);
}

/* References to records that are gone, by record. */
struct users {
	struct batch *batch;
	const struct value **items;
	size_t count, capacity;
};

static void collect_users(struct users *users, const struct value *value)
{
	const struct value *record = value->target;

	if (record && !record_is_wanted(users->batch, record->parent->question->id, record->key) && still_refers(users->batch, value)) {
		users->items = arena_grow(&users->batch->arena, users->items, users->count, &users->capacity, sizeof *users->items);
		users->items[users->count++] = value;
	}
	for (size_t i = 0; i < value->count; i++)
		collect_users(users, &value->items[i]);
}

/* By the place of their record in its list: what is around both is the same. */
static int compare_users(const void *a, const void *b)
{
	const struct value *const *x = a, *const *y = b;
	const struct value *one = (*x)->target, *two = (*y)->target;

	if (one != two)
		return one->line != two->line ? one->line - two->line : one->col - two->col;
	return (*x)->line != (*y)->line ? (*x)->line - (*y)->line : (*x)->col - (*y)->col;
}

/* One finding about the record of the first of these; returns how many name it. */
static size_t report_used(const struct users *users, const struct value *const *items, size_t count)
{
	const struct value *record = items[0]->target;
	struct buf path = BUF_INIT, names = BUF_INIT;
	size_t same = 0;

	for (; same < count && items[same]->target == record; same++) {
		if (same >= USERS_NAMED)
			continue;
		buf_adds(&names, same ? ", '" : "'");
		value_path(&names, items[same]);
		buf_addc(&names, '\'');
	}
	if (same > USERS_NAMED)
		buf_addf(&names, " and %zu more", same - USERS_NAMED);
	value_path(&path, record);
	diag_set_where(users->batch->diags, diag_add(users->batch->diags, &questionnaire_diags[Q_RECORD_USED], answers_pos(users->batch->answers,
		record),
		path.s, names.s, NULL), path.s);
	buf_release(&path);
	buf_release(&names);
	return same;
}

static void check_used(struct batch *batch)
{
	struct users users = {.batch = batch};

	collect_users(&users, batch->answers->root);
	if (users.count)
		qsort(users.items, users.count, sizeof *users.items, compare_users);
	for (size_t i = 0; i < users.count;)
		i += report_used(&users, users.items + i, users.count - i);
}

static void check_references(struct batch *batch)
{
	for (size_t i = 0; i < batch->reference_count; i++) {
		const struct wanted_reference *reference = &batch->references[i];
		const struct wanted *value = reference->value;
		bool there = value->text == reference->text;
		for (size_t k = 0; k < value->count; k++)
			there |= value->items[k] == reference->text;
		if (!there || record_is_wanted(batch, reference->of, reference->text))
			continue;
		struct diag *diag = diag_add(batch->diags, &questionnaire_diags[Q_UNKNOWN_REFERENCE], (struct pos){batch->answers->file, 0, 0},
			reference->text,
			reference->of, arena_printf(&batch->arena, "name one of the records of '%s', or add it", reference->of), NULL);
		diag_set_where(batch->diags, diag, reference->path);
	}
}

bool answers_change(const struct answers *answers, const struct change *changes, size_t count, struct buf *bytes, struct diags *diags)
{
	struct batch batch = {.answers = answers, .arena = ARENA_INIT, .diags = diags, .root = {.old = answers->yaml->root}};
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	bool good = true;

	wanted_open(&batch.arena, &batch.root);
	for (size_t i = 0; i < count; i++)
		good &= apply(&batch, &changes[i]);
	if (good)
		check_references(&batch);
	if (good && batch.dropped)
		check_used(&batch);
	good = good && diags_count(diags, SEVERITY_ERROR) == errors && batch_write(&batch, bytes);
	arena_release(&batch.arena);
	return good;
}
