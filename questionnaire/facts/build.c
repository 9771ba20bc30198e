#include "questionnaire/facts/build.h"

#include "base/text.h"

#include <assert.h>
#include <string.h>

void fact_rests_on(struct fact_builder *builder, struct fact_sources *sources, const struct value *value)
{
	if (!value || (sources->count && sources->items[sources->count - 1] == value))
		return;
	sources->items = arena_grow(builder->arena, sources->items, sources->count, &sources->capacity, sizeof *sources->items);
	sources->items[sources->count++] = value;
}

const struct provenance *fact_because_all(struct fact_builder *builder, const char *rule, const struct fact_sources *sources)
{
	struct provenance *because = arena_alloc(builder->arena, sizeof *because);
	*because = (struct provenance){rule, sources->items, sources->count};
	return because;
}

const struct provenance *fact_because(struct fact_builder *builder, const char *rule, const struct value *a, const struct value *b, const struct value *c)
{
	struct {
		struct provenance because;
		const struct value *from[3];
	} *kept = arena_alloc(builder->arena, sizeof *kept);
	kept->because = (struct provenance){rule, kept->from, 0};
	if (a)
		kept->from[kept->because.count++] = a;
	if (b)
		kept->from[kept->because.count++] = b;
	if (c)
		kept->from[kept->because.count++] = c;
	return &kept->because;
}

struct value *fact_record(struct fact_builder *builder, const struct record_type *type)
{
	struct value *record = arena_alloc(builder->arena, sizeof *record);
	struct value *fields = arena_calloc(builder->arena, type->field_count, sizeof *fields);
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		fields[i].kind = question->type.kind;
		fields[i].state = question->required ? VALUE_ABSENT : VALUE_NONE;
		fields[i].question = question;
		fields[i].parent = record;
	}
	*record = (struct value){.state = VALUE_GIVEN, .kind = TYPE_RECORD, .items = fields, .count = type->field_count};
	return record;
}

/* The builder made these fields, so taking the const away is sound. */
static struct value *field_of(struct value *record, const char *name)
{
	for (size_t i = 0; i < record->count; i++)
		if (text_equal(record->items[i].question->id, name))
			return (struct value *)&record->items[i];
	assert(false && "no such field in facts.yaml");
	return NULL;
}

static void fill(struct value *record, const char *name, struct value content, const struct provenance *because)
{
	struct value *field = field_of(record, name);
	const struct question *question = field->question;
	const struct value *parent = field->parent;
	*field = content;
	field->question = question;
	field->parent = parent;
	field->because = because;
}

void fact_set(struct value *record, const char *field, const struct value *from, const struct provenance *because)
{
	struct value content = {.state = VALUE_NONE, .kind = TYPE_NONE};
	if (from && value_is_given(from))
		content = *from;
	else if (from && value_is_unknown(from))
		content = (struct value){.state = VALUE_UNKNOWN, .kind = from->kind};
	content.closed = false;
	fill(record, field, content, because);
}

void fact_set_yes_no(struct value *record, const char *field, bool yes, const struct provenance *because)
{
	fill(record, field, (struct value){.state = VALUE_GIVEN, .kind = TYPE_YES_NO, .text = yes ? "yes" : "no", .number = yes}, because);
}

void fact_set_term(struct value *record, const char *field, const struct term *term, const struct provenance *because)
{
	fill(record, field, (struct value){.state = VALUE_GIVEN, .kind = TYPE_CHOICE, .text = term->id, .term = term}, because);
}

void fact_set_reference(struct value *record, const char *field, const struct value *target, const struct provenance *because)
{
	fill(record, field, (struct value){.state = VALUE_GIVEN, .kind = TYPE_REFERENCE, .text = target->key, .target = target}, because);
}

void fact_set_unknown(struct value *record, const char *field, const struct provenance *because)
{
	fill(record, field, (struct value){.state = VALUE_UNKNOWN, .kind = field_of(record, field)->kind}, because);
}

void fact_list_reserve(struct fact_builder *builder, struct fact_list *list, size_t count)
{
	list->items = arena_calloc(builder->arena, count, sizeof *list->items);
	list->capacity = count;
}

struct value *fact_list_add(struct fact_builder *builder, struct fact_list *list, const struct provenance *because)
{
	list->items = arena_grow(builder->arena, list->items, list->count, &list->capacity, sizeof *list->items);
	struct value *item = &list->items[list->count++];
	memset(item, 0, sizeof *item);
	item->state = VALUE_GIVEN;
	item->because = because;
	return item;
}

bool fact_list_has_term(const struct fact_list *list, const struct term *term)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->items[i].term == term)
			return true;
	return false;
}

void fact_list_end(struct value *record, const char *name, struct fact_list *list, const struct provenance *because)
{
	struct value *field = field_of(record, name);
	fill(record, name, (struct value){.state = VALUE_GIVEN, .kind = field->question->type.kind, .items = list->items, .count = list->count, .open = list->open}, because);
	for (size_t i = 0; i < list->count; i++) {
		struct value *item = &list->items[i];
		item->parent = field;
		if (item->kind == TYPE_RECORD)
			for (size_t j = 0; j < item->count; j++)
				((struct value *)&item->items[j])->parent = item;
	}
}
