/*
 * What is usual: the attributes of a choice, as suggestions for the record it is made in.
 */
#include "questionnaire/answers/change.h"

#include "questionnaire/types/term.h"

#include <string.h>

struct suggestions {
	struct arena *arena;
	const struct term *local; /* what a law of the country adds; NULL: nothing */
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

/* The attribute that answers a question: what is usual for the kind, else what the law of the country says. NULL: none. */
static const struct attribute *find_usual(const struct suggestions *to, const struct term *term, const char *question, const struct value **value)
{
	const struct term *places[] = {term, to->local};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		int named = places[i] ? vocabulary_attribute(places[i]->vocabulary, question) : -1;
		if (named >= 0 && places[i]->attributes[named].state == VALUE_GIVEN) {
			*value = &places[i]->attributes[named];
			return &places[i]->vocabulary->attributes[named];
		}
	}
	return NULL;
}

static void suggest_record(struct suggestions *to, const char *path, const struct record_type *type, const struct term *term)
{
	for (size_t i = 0; i < type->field_count; i++) {
		const struct question *question = &type->fields[i];
		const char *at = arena_printf(to->arena, "%s.%s", path, question->id);
		const struct value *value = NULL;
		const struct attribute *usual = find_usual(to, term, question->id, &value);
		if (question->type.kind == TYPE_RECORD) {
			suggest_record(to, at, question->type.record, term);
		} else if (!usual) {
			continue;
		} else if (is_same(&question->type, &usual->type)) {
			suggest_value(to, at, value);
		} else if (question->type.kind == TYPE_RECORDS && value->kind == TYPE_LIST) {
			for (size_t k = 0; k < value->count; k++)
				suggest_record(to, arena_printf(to->arena, "%s.%s", at, value->items[k].text), question->type.record, value->items[k].term);
		}
	}
}

/* The entry of `by_country` for that country. */
static const struct term *local_term(const struct term *kind, const char *country)
{
	const struct value *list = term_attribute(kind, "by_country");
	for (size_t i = 0; country && list && i < list->count; i++) {
		const struct value *of = term_attribute(list->items[i].term, "country");
		if (of && of->text && strcmp(of->text, country) == 0)
			return list->items[i].term;
	}
	return NULL;
}

size_t answers_suggest(struct arena *arena, const char *path, const struct record_type *type, const struct term *kind, const char *country,
	const struct change **changes)
{
	struct suggestions to = {.arena = arena, .local = local_term(kind, country)};

	suggest_record(&to, path, type, kind);
	*changes = to.items;
	return to.count;
}
