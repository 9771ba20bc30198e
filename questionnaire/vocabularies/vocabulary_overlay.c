/*
 * An overlay's terms over those of the vocabularies, in two rounds, as they are read: first the ids of all files, then the attributes.
 * So a new country can name a new authority. Merged terms keep their places, so that a pointer to a built-in term can be led to what
 * took its place.
 */
#include "questionnaire/types/replaces.h"
#include "questionnaire/vocabularies/choices.h"
#include "questionnaire/vocabularies/vocabulary_parts.h"

#include <stdlib.h>
#include <string.h>

static const struct field file_fields[] = {{"vocabulary", true}, {"terms", true}, EVIDENCE_FIELDS, {NULL, false}};

/* A vocabulary with the overlay's terms. */
struct merged {
	const struct vocabulary *base;
	struct vocabulary *vocabulary; /* NULL: the overlay says nothing of it */
	struct term *terms;            /* moves while ids are read */
	size_t capacity;
	bool *replaced;                /* one a built-in term */
};

/* A file of the overlay. */
struct part {
	struct reader reader;
	const struct yaml_node *root, *map; /* map NULL: not usable, reported */
	struct merged *merged;
	size_t *places;                     /* of its terms among the merged ones */
};

struct merge {
	struct arena *arena;
	const struct vocabularies *base;
	struct merged *merged;              /* one a built-in vocabulary */
	struct part *parts;
	size_t part_count;
	struct diags *diags;
};

/* ---- hashes ---- */

static uint64_t add_text(uint64_t hash, const char *text)
{
	return text ? hash_add(hash, text, strlen(text)) : hash;
}

static uint64_t add_value(uint64_t hash, const struct value *value)
{
	hash = add_text(hash, value->text);
	for (size_t i = 0; i < value->count; i++) {
		hash = add_text(hash, i ? ", " : "");
		if (value->items[i].key)
			hash = add_text(add_text(hash, value->items[i].key), ": ");
		hash = add_value(hash, &value->items[i]);
	}
	return hash;
}

void term_hash(const struct term *term, char hash[HASH_SIZE])
{
	uint64_t sum = HASH_START;

	for (size_t i = 0; i < term->vocabulary->attribute_count; i++) {
		if (term->attributes[i].state != VALUE_GIVEN)
			continue;
		sum = add_text(add_text(sum, term->vocabulary->attributes[i].name), ": ");
		sum = add_text(add_value(sum, &term->attributes[i]), "\n");
	}
	hash_write(sum, hash);
}

/* ---- first round: ids ---- */

static struct merged *begin(struct merge *merge, size_t number)
{
	struct merged *merged = &merge->merged[number];

	if (merged->vocabulary)
		return merged;
	merged->base = merge->base->items[number];
	merged->vocabulary = arena_calloc(merge->arena, 1, sizeof *merged->vocabulary);
	*merged->vocabulary = *merged->base;
	merged->capacity = merged->base->term_count + 1;
	merged->terms = arena_calloc(merge->arena, merged->capacity, sizeof *merged->terms);
	merged->replaced = arena_calloc(merge->arena, merged->capacity, sizeof *merged->replaced);
	if (merged->base->term_count)
		memcpy(merged->terms, merged->base->terms, merged->base->term_count * sizeof *merged->terms);
	return merged;
}

static struct merged *find(struct merge *merge, const struct part *part, const char *id)
{
	for (size_t i = 0; i < merge->base->count; i++)
		if (!strcmp(merge->base->items[i]->id, id))
			return begin(merge, i);
	REPORT(&part->reader, yaml_get(part->root, "vocabulary"), Q_UNKNOWN_VOCABULARY, id,
		did_you_mean(merge->arena, vocabularies_nearest(merge->base, id), "name a built-in one: an overlay adds entries, not vocabularies"));
	return NULL;
}

static size_t replace(struct part *part, const struct yaml_node *key, const struct yaml_node *map, const struct term *old)
{
	size_t place = (size_t)(old - part->merged->base->terms);
	char hash[HASH_SIZE];

	if (part->merged->replaced[place])
		REPORT(&part->reader, key, Q_OVERLAY_TWICE, old->id);
	term_hash(old, hash);
	if (map->kind == YAML_MAP)
		replaces_check(&part->reader, key, map, old->id, hash);
	part->merged->replaced[place] = true;
	return place;
}

static size_t add(struct merge *merge, struct part *part, const struct yaml_node *key, const struct yaml_node *map)
{
	struct merged *merged = part->merged;
	size_t place = merged->vocabulary->term_count++;

	reader_is_id(&part->reader, key, key->text);
	if (yaml_get(map, "replaces"))
		REPORT(&part->reader, key, Q_OVERLAY_UNKNOWN, "entry", key->text,
			did_you_mean(merge->arena, vocabulary_nearest(merged->base, key->text), "for a new entry leave 'replaces' out"));
	merged->terms = arena_grow(merge->arena, merged->terms, place, &merged->capacity, sizeof *merged->terms);
	merged->terms[place] = (struct term){.id = arena_strdup(merge->arena, key->text)};
	return place;
}

static void read_ids(struct merge *merge, struct part *part)
{
	part->places = arena_calloc(merge->arena, part->map->size + 1, sizeof *part->places);
	for (size_t i = 0; i < part->map->size; i++) {
		const struct yaml_node *key = part->map->pairs[i].key, *map = part->map->pairs[i].value;
		const struct term *old = vocabulary_term(part->merged->base, key->text);
		part->places[i] = old ? replace(part, key, map, old) : add(merge, part, key, map);
		struct term *term = &part->merged->terms[part->places[i]];
		term->vocabulary = part->merged->vocabulary;
		term->pos = reader_pos(&part->reader, key);
	}
}

static void open_part(struct merge *merge, struct part *part, const struct source *source)
{
	const char *id;

	part->root = reader_open(&part->reader, merge->arena, source, merge->diags);
	if (!part->root)
		return;
	reader_map(&part->reader, part->root, "an overlay's vocabulary", file_fields);
	id = reader_text(&part->reader, part->root, "vocabulary");
	part->merged = id ? find(merge, part, id) : NULL;
	if (part->merged)
		part->map = reader_child(&part->reader, part->root, "terms", YAML_MAP);
	if (part->map)
		read_ids(merge, part);
}

/* Among the new ones: of those that are built in there is one each. */
static void settle(struct merge *merge, struct merged *merged)
{
	struct vocabulary *vocabulary = merged->vocabulary;
	const struct term **by_id = arena_calloc(merge->arena, vocabulary->term_count + 1, sizeof *by_id);

	for (size_t i = 0; i < vocabulary->term_count; i++)
		by_id[i] = &merged->terms[i];
	terms_sort(by_id, vocabulary->term_count);
	for (size_t i = 1; i < vocabulary->term_count; i++)
		if (!strcmp(by_id[i - 1]->id, by_id[i]->id)) {
			bool later = by_id[i] > by_id[i - 1];
			const struct term *first = by_id[later ? i - 1 : i], *second = by_id[later ? i : i - 1];
			diag_add(merge->diags, &questionnaire_diags[Q_DUPLICATE_ID], second->pos, "entry", second->id, pos_text(merge->arena, first->pos),
				NULL);
		}
	vocabulary->terms = merged->terms;
	vocabulary->by_id = by_id;
}

/* ---- second round: attributes ---- */

/* The vocabulary as its terms are read: its choices are looked up among the merged ones. */
static struct vocabulary *readable(struct merge *merge, const struct part *part, const struct vocabularies *all)
{
	struct vocabulary *vocabulary = arena_calloc(merge->arena, 1, sizeof *vocabulary);
	struct attribute *attributes;

	*vocabulary = *part->merged->vocabulary;
	attributes = arena_calloc(merge->arena, vocabulary->attribute_count + 1, sizeof *attributes);
	for (size_t i = 0; i < vocabulary->attribute_count; i++) {
		attributes[i] = vocabulary->attributes[i];
		choices_resolve(all, &part->reader, part->root, &attributes[i].type); /* the built-in ones all are there */
	}
	vocabulary->attributes = attributes;
	return vocabulary;
}

static void read_attributes(struct merge *merge, struct part *part, const struct vocabularies *all)
{
	struct vocabulary *vocabulary = readable(merge, part, all);
	struct term_reader terms = {&part->reader, vocabulary, term_fields(merge->arena, vocabulary, true),
		reader_evidence(&part->reader, part->root, NULL), false};

	for (size_t i = 0; i < part->map->size; i++)
		term_read(&terms, &part->merged->terms[part->places[i]], part->map->pairs[i].value);
}

/* ---- the whole ---- */

static void merge_all(struct merge *merge, struct substitutes *substitutes)
{
	const struct vocabulary **items = arena_calloc(merge->arena, merge->base->count + 1, sizeof *items);
	const struct vocabularies all = {items, merge->base->count};

	for (size_t i = 0; i < merge->base->count; i++) {
		struct merged *merged = &merge->merged[i];
		items[i] = merge->base->items[i];
		if (!merged->vocabulary)
			continue;
		settle(merge, merged);
		items[i] = merged->vocabulary;
		substitutes_add(substitutes, merge->arena, merged->base, sizeof *merged->base, merged->vocabulary);
		substitutes_add(substitutes, merge->arena, merged->base->terms, merged->base->term_count * sizeof *merged->terms, merged->terms);
	}
	for (size_t i = 0; i < merge->part_count; i++)
		if (merge->parts[i].map)
			read_attributes(merge, &merge->parts[i], &all);
}

bool vocabularies_overlay(struct arena *arena, const struct vocabularies *vocabularies, const struct source_list *sources,
	struct substitutes *substitutes, struct diags *diags)
{
	size_t errors = diags_count(diags, SEVERITY_ERROR);
	struct merge merge = {arena, vocabularies, NULL, NULL, sources->count, diags};

	merge.merged = arena_calloc(arena, vocabularies->count + 1, sizeof *merge.merged);
	merge.parts = arena_calloc(arena, sources->count + 1, sizeof *merge.parts);
	for (size_t i = 0; i < sources->count; i++)
		open_part(&merge, &merge.parts[i], &sources->items[i]);
	merge_all(&merge, substitutes);
	for (size_t i = 0; i < sources->count; i++)
		reader_close(&merge.parts[i].reader);
	return diags_count(diags, SEVERITY_ERROR) == errors;
}
