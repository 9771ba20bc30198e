/*
 * What is usual: the attributes of a choice, as suggestions for the record it is made in.
 */
#include "questionnaire/answers/change.h"

#include "questionnaire/types/term.h"

struct suggestions {
	struct arena *arena;
	struct change *items;
	size_t count, capacity;
};

static bool is_same(const struct type *question, const struct type *attribute)
{
	if (question->kind != attribute->kind || question->vocabulary != attribute->vocabulary)
		return false;
	return question->kind != TYPE_LIST || is_same(question->item, attribute->item);
}

static void suggest_value(struct suggestions *to, const char *path, const struct value *attribute)
{
	bool list = attribute->kind == TYPE_LIST;
	size_t count = list ? attribute->count : 1;
	const char **values = arena_calloc(to->arena, count, sizeof *values);

	for (size_t i = 0; i < count; i++)
		values[i] = list ? attribute->items[i].text : attribute->text;
	to->items = arena_grow(to->arena, to->items, to->count, &to->capacity, sizeof *to->items);
	to->items[to->count++] = (struct change){CHANGE_SUGGEST, path, values, count};
}

static void suggest_record(struct suggestions *to, const char *path, const struct record_type *type, const struct term *term)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		const char *at = arena_printf(to->arena, "%s.%s", path, question->id);
		int named = vocabulary_attribute(term->vocabulary, question->id);
		const struct value *value = named < 0 ? NULL : &term->attributes[named];
		if (question->type.kind == TYPE_RECORD) {
			suggest_record(to, at, question->type.record, term);
		} else if (!value || value->state != VALUE_GIVEN) {
			continue;
		} else if (is_same(&question->type, &term->vocabulary->attributes[named].type)) {
			suggest_value(to, at, value);
		} else if (question->type.kind == TYPE_RECORDS && value->kind == TYPE_LIST) {
			for (size_t k = 0; k < value->count; k++)
				suggest_record(to, arena_printf(to->arena, "%s.%s", at, value->items[k].text), question->type.record, value->items[k].term);
		}
	}
}

size_t answers_suggest(struct arena *arena, const char *path, const struct record_type *type, const struct term *kind,
	const struct change **changes)
{
	struct suggestions to = {.arena = arena};

	suggest_record(&to, path, type, kind);
	*changes = to.items;
	return to.count;
}
