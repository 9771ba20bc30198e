/*
 * From the key of a record to the record: a hash over the keys of each field of the answers file that holds records, made when the first
 * reference to it is met.
 */
#include "questionnaire/answers/answers_parts.h"

#include "base/text.h"
#include "questionnaire/types/fields.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct key_index {
	const struct value *records; /* NULL: not made yet */
	uint32_t *slots;             /* number of an item + 1; 0: free */
	size_t mask;
};

/* The slot that holds the key, or the free one where it belongs. */
static uint32_t *find_slot(const struct key_index *index, const char *key)
{
	size_t at = text_hash(key) & index->mask;

	while (index->slots[at] && strcmp(index->records->items[index->slots[at] - 1].key, key))
		at = (at + 1) & index->mask;
	return &index->slots[at];
}

static void make_index(struct key_index *index, const struct value *records)
{
	size_t size = 8;

	while (size < 2 * records->count)
		size *= 2;
	index->records = records;
	index->slots = xcalloc(size, sizeof *index->slots);
	index->mask = size - 1;
	for (size_t i = 0; i < records->count; i++)
		*find_slot(index, records->items[i].key) = (uint32_t)i + 1;
}

static const char *candidate(const void *context, size_t i)
{
	const struct value *records = context;

	return i < records->count ? records->items[i].key : NULL;
}

static void report_unknown(struct loader *loader, const struct reference *reference, const struct value *records)
{
	const struct value *value = reference->value;
	const char *nearest = loader_may_suggest(loader) ? text_nearest(value->text, candidate, records) : NULL;
	struct diag *diag = diag_add(loader->diags, &questionnaire_diags[Q_UNKNOWN_REFERENCE], loader_pos(loader, value->line, value->col),
		value->text, reference->type->of,
		did_you_mean(&loader->answers->arena, nearest, arena_printf(&loader->answers->arena, "add a record with that key to '%s'",
			reference->type->of)), NULL);

	loader_where(loader, diag, value);
}

void references_resolve(struct loader *loader)
{
	const struct record_type *root = loader->answers->schema->root;
	struct key_index *indexes = xcalloc(root->field_count, sizeof *indexes);

	for (size_t i = 0; i < loader->reference_count; i++) {
		const struct reference *reference = &loader->references[i];
		int field = record_type_field(root, reference->type->of); /* the schema has checked that it is there */
		struct key_index *index = &indexes[field];
		uint32_t slot;
		if (!index->records)
			make_index(index, &loader->root->items[field]);
		slot = *find_slot(index, reference->value->text);
		if (slot)
			reference->value->target = &index->records->items[slot - 1];
		else
			report_unknown(loader, reference, index->records);
	}
	for (size_t i = 0; i < root->field_count; i++)
		free(indexes[i].slots);
	free(indexes);
}
