#include "questionnaire/rules/requirement.h"

#include "base/text.h"
#include "questionnaire/types/fields.h"

#include <stdlib.h>
#include <string.h>

static const struct field law_fields[] = {{"law", true}, {"title", true}, {"requirements", true}, EVIDENCE_FIELDS, {NULL, false}};
static const struct field requirement_fields[] = {{"cite", true}, {"says", true}, EVIDENCE_FIELDS, {NULL, false}};

/* All files' requirements as they come. */
struct collection {
	struct requirement *items;
	size_t count, capacity;
};

/* Reads one `id: {cite: ..., says: ...}`. */
static void read_requirement(const struct reader *reader, const struct yaml_pair *pair, const char *law, const struct evidence *inherited,
	struct collection *all)
{
	const struct yaml_node *map = pair->value;
	struct requirement *requirement;
	struct evidence evidence;

	if (!reader_is_id(reader, pair->key, pair->key->text) || !reader_map(reader, map, pair->key->text, requirement_fields))
		return;
	evidence = reader_evidence(reader, map, inherited);
	reader_check_evidence(reader, map, pair->key->text, &evidence);
	all->items = arena_grow(reader->arena, all->items, all->count, &all->capacity, sizeof *all->items);
	requirement = &all->items[all->count++];
	*requirement = (struct requirement){
		.id = arena_strdup(reader->arena, pair->key->text), .law = law,
		.cite = reader_text(reader, map, "cite"), .says = reader_text(reader, map, "says"),
		.source = evidence.source, .checked_on = evidence.checked_on, .verified = evidence.verified,
		.pos = reader_pos(reader, pair->key),
	};
}

static void read_law(struct arena *arena, const struct source *source, struct collection *all, struct diags *diags)
{
	struct reader reader;
	const struct yaml_node *root = reader_open(&reader, arena, source, diags);
	const struct yaml_node *list;

	if (root && reader_map(&reader, root, "a law", law_fields)) {
		const char *law = reader_text(&reader, root, "law");
		struct evidence evidence = reader_evidence(&reader, root, NULL);
		reader_text(&reader, root, "title"); /* for people who read the file: checked, not kept */
		list = reader_child(&reader, root, "requirements", YAML_MAP);
		for (size_t i = 0; list && i < list->size; i++)
			read_requirement(&reader, &list->pairs[i], law, &evidence, all);
	}
	reader_close(&reader);
}

static int compare_ids(const void *a, const void *b)
{
	return strcmp(((const struct requirement *)a)->id, ((const struct requirement *)b)->id);
}

/* By id; equal ids stay in the order of their files, so that the finding points at the second. */
static int compare_places(const void *a, const void *b)
{
	const struct requirement *one = a, *two = b;
	int order = compare_ids(a, b);

	if (!order)
		order = strcmp(one->pos.file, two->pos.file);
	return order ? order : one->pos.line - two->pos.line;
}

bool requirements_read(struct arena *arena, const struct source_list *sources, struct requirements *requirements, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct collection all = {NULL, 0, 0};

	for (size_t i = 0; i < sources->count; i++)
		read_law(arena, &sources->items[i], &all, diags);
	if (all.count)
		qsort(all.items, all.count, sizeof *all.items, compare_places);
	for (size_t i = 1; i < all.count; i++) {
		const struct requirement *one = &all.items[i - 1], *two = &all.items[i];
		if (!compare_ids(one, two))
			diag_add(diags, &questionnaire_diags[Q_DUPLICATE_ID], two->pos, "requirement", two->id, pos_text(arena, one->pos), NULL);
	}
	*requirements = (struct requirements){all.items, all.count};
	return diags_count(diags, SEVERITY_ERROR) == errors;
}

const struct requirement *requirement_find(const struct requirements *requirements, const char *id)
{
	const struct requirement wanted = {.id = id};

	if (!requirements->count)
		return NULL;
	return bsearch(&wanted, requirements->items, requirements->count, sizeof *requirements->items, compare_ids);
}

static const char *candidate(const void *context, size_t i)
{
	const struct requirements *requirements = context;

	return i < requirements->count ? requirements->items[i].id : NULL;
}

const char *requirement_nearest(const struct requirements *requirements, const char *id)
{
	return text_nearest(id, candidate, requirements);
}
