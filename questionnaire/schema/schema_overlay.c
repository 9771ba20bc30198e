#include "questionnaire/schema/schema_overlay.h"

#include "base/text.h"
#include "questionnaire/types/fields.h"
#include "questionnaire/types/replaces.h"

#include <string.h>

static const struct field file_fields[] = {{"questions", true}, {NULL, false}};
static const struct field text_fields[] = {
	{"replaces", false}, {"label", false}, {"ask", false}, {"help", false}, {"more", false}, {"example", false}, {NULL, false},
};

/* A built-in record type some of whose questions have other texts. */
struct changed {
	struct question *fields; /* a copy; NULL: nothing changed */
	bool *done;              /* by field: the overlay has changed it */
};

struct overlay {
	struct arena *arena;
	const struct schema *schema;
	struct changed *changed;         /* one a record type */
	struct substitutes *substitutes;
};

bool question_is_asked(const struct question *question)
{
	return question->ask;
}

void question_hash(const struct question *question, char hash[HASH_SIZE])
{
	const char *texts[] = {question->label, question->ask, question->help, question->more, question->example};
	uint64_t sum = HASH_START;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		if (texts[i])
			sum = hash_add(sum, texts[i], strlen(texts[i]));
		sum = hash_add(sum, "\n", 1);
	}
	hash_write(sum, hash);
}

/* ---- paths ---- */

struct paths {
	const char **items;
	size_t count, capacity;
};

static const char *path_candidate(const void *context, size_t i)
{
	const struct paths *paths = context;

	return i < paths->count ? paths->items[i] : NULL;
}

/* The path most like a mistyped one, or NULL. */
static const char *nearest_path(struct overlay *overlay, const char *path)
{
	struct paths paths = {NULL, 0, 0};

	for (size_t i = 0; i < overlay->schema->record_count; i++) {
		const struct record_type *record = overlay->schema->records[i];
		for (size_t k = 0; k < record->field_count; k++) {
			if (!question_is_asked(&record->fields[k]))
				continue;
			paths.items = arena_grow(overlay->arena, paths.items, paths.count, &paths.capacity, sizeof *paths.items);
			paths.items[paths.count++] = arena_printf(overlay->arena, "%s.%s", record->id, record->fields[k].id);
		}
	}
	return text_nearest(path, path_candidate, &paths);
}

/* Record type and field of a path; false when there is no such question. */
static bool find_question(const struct overlay *overlay, const char *path, size_t *record, size_t *field)
{
	const char *dot = strchr(path, '.');
	const struct schema *schema = overlay->schema;

	for (*record = 0; dot && *record < schema->record_count; ++*record) {
		const struct record_type *type = schema->records[*record];
		if (strlen(type->id) != (size_t)(dot - path) || strncmp(type->id, path, (size_t)(dot - path)))
			continue;
		int found = record_type_field(type, dot + 1);
		*field = (size_t)found;
		return found >= 0 && question_is_asked(&type->fields[found]);
	}
	return false;
}

/* ---- texts ---- */

static void set_text(const struct reader *reader, const struct yaml_node *map, const char *key, const char **text)
{
	const char *given = reader_text(reader, map, key);

	if (given)
		*text = given;
}

static struct changed *change(struct overlay *overlay, size_t number)
{
	struct changed *changed = &overlay->changed[number];
	const struct record_type *record = overlay->schema->records[number];

	if (changed->fields)
		return changed;
	changed->done = arena_calloc(overlay->arena, record->field_count, sizeof *changed->done);
	changed->fields = arena_calloc(overlay->arena, record->field_count, sizeof *changed->fields);
	memcpy(changed->fields, record->fields, record->field_count * sizeof *changed->fields);
	substitutes_add(overlay->substitutes, overlay->arena, record->fields, record->field_count * sizeof *record->fields, changed->fields);
	return changed;
}

static void read_question(struct overlay *overlay, const struct reader *reader, const struct yaml_pair *pair)
{
	const char *path = pair->key->text;
	size_t record, field;
	char hash[HASH_SIZE];

	if (!find_question(overlay, path, &record, &field)) {
		REPORT(reader, pair->key, Q_OVERLAY_UNKNOWN, "question", path,
			did_you_mean(overlay->arena, nearest_path(overlay, path), "name a question as TYPE.FIELD, such as company.seat"));
		return;
	}
	if (!reader_map(reader, pair->value, path, text_fields))
		return;
	struct changed *changed = change(overlay, record);
	struct question *question = &changed->fields[field];
	question_hash(&overlay->schema->records[record]->fields[field], hash);
	if (changed->done[field])
		REPORT(reader, pair->key, Q_OVERLAY_TWICE, path);
	changed->done[field] = true;
	replaces_check(reader, pair->key, pair->value, path, hash);
	set_text(reader, pair->value, "label", &question->label);
	set_text(reader, pair->value, "ask", &question->ask);
	set_text(reader, pair->value, "help", &question->help);
	set_text(reader, pair->value, "more", &question->more);
	set_text(reader, pair->value, "example", &question->example);
}

static void read_file(struct overlay *overlay, const struct source *source, struct diags *diags)
{
	struct reader reader;
	const struct yaml_node *root = reader_open(&reader, overlay->arena, source, diags);

	if (root && reader_map(&reader, root, "an overlay's file of questions", file_fields)) {
		const struct yaml_node *map = reader_child(&reader, root, "questions", YAML_MAP);
		for (size_t i = 0; map && i < map->size; i++)
			read_question(overlay, &reader, &map->pairs[i]);
	}
	reader_close(&reader);
}

bool schema_overlay(struct arena *arena, const struct schema *schema, const struct schema_overlay_sources *sources,
	struct substitutes *substitutes, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct overlay overlay = {arena, schema, arena_calloc(arena, schema->record_count + 1, sizeof *overlay.changed), substitutes};

	for (size_t i = 0; i < sources->questions.count; i++)
		read_file(&overlay, &sources->questions.items[i], diags);
	vocabularies_overlay(arena, &schema->vocabularies, &sources->vocabularies, substitutes, diags);
	return diags_count(diags, SEVERITY_ERROR) == errors;
}
