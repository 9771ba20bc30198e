/* Data by the categories of the CCPA: what is in each and what it is used for. */
#include "questionnaire/facts/facts_parts.h"

static bool ccpa_applies(const struct derivation *d)
{
	return says_yes(value_field(d->facts, "ccpa"));
}

static const struct vocabulary *categories(const struct derivation *d)
{
	return vocabulary_find(&d->builder.schema->vocabularies, "ccpa_categories");
}

/* Is the entry in the list? An answer, or an attribute. */
static bool holds(const struct value *list, const struct term *term)
{
	size_t count;
	const struct value *items = items_of(list, &count, NULL);
	for (size_t i = 0; i < count; i++)
		if (items[i].term == term)
			return true;
	return false;
}

void derive_categories_of(struct derivation *d, struct value *purpose, const struct value *activity)
{
	const struct vocabulary *all = categories(d);
	const struct value *data = answer(activity, "data"), *own = answer(activity, "own_kinds");
	const struct provenance *because = fact_because(&d->builder, "categories-of-data", data, own, NULL);
	struct fact_list found = FACT_LIST_INIT;
	size_t count;
	if (!ccpa_applies(d))
		return;
	const struct value *items = items_of(data, &count, &found.open);
	items_of(own, &(size_t){0}, &found.open);
	for (size_t c = 0; c < all->term_count; c++) {
		const struct term *category = &all->terms[c];
		bool in = holds(own, category);
		for (size_t i = 0; i < count && !in; i++)
			in = holds(term_attribute(category, "data"), items[i].term);
		if (in)
			add_term(d, &found, category, because);
	}
	fact_list_end(purpose, "categories", &found, because);
}

/* A category while it is gathered from all activities. */
struct gathered {
	const struct term *category;
	struct fact_list data, uses;
};

static void add_word(struct derivation *d, struct fact_list *list, const struct value *word)
{
	const struct provenance *because = fact_because(&d->builder, "categories-of-data", word, NULL, NULL);
	struct value *item = fact_list_add(&d->builder, list, because);
	*item = *word;
	item->because = because;
}

/* What an activity adds. Data that is not known could put it into any category. */
static void gather(struct derivation *d, struct gathered *into, const struct value *activity)
{
	const struct value *own = answer(activity, "own_kinds"), *kind = given_or_null(answer(activity, "is"));
	size_t count;
	const struct value *items = items_of(answer(activity, "data"), &count, &into->uses.open);
	bool in = holds(own, into->category);
	for (size_t i = 0; i < count; i++) {
		if (!holds(term_attribute(into->category, "data"), items[i].term))
			continue;
		in = true;
		if (!fact_list_has_term(&into->data, items[i].term))
			add_word(d, &into->data, &items[i]);
	}
	items_of(own, &(size_t){0}, &into->uses.open);
	items = items_of(answer(activity, "own_data"), &count, &into->uses.open);
	for (size_t i = 0; i < count && holds(own, into->category); i++)
		add_word(d, &into->data, &items[i]);
	if (in && kind)
		add_term(d, &into->uses, term_attribute(kind->term, "purpose")->term, fact_because(&d->builder, "categories-of-data", kind, NULL, NULL));
	else if (in && !into->uses.open)
		into->uses.open = answer(activity, "is");
}

static bool third_people_in(const struct derivation *d, const struct term *category)
{
	size_t count;
	const struct value *items = items_of(answer(d->answers, "third_people"), &count, NULL);
	for (size_t i = 0; i < count; i++)
		if (holds(answer(&items[i], "kinds"), category))
			return true;
	return false;
}

/* Everything that decides which categories there are. */
static const struct provenance *why_all(struct derivation *d, const struct value *activities, size_t count)
{
	struct fact_sources sources = FACT_SOURCES_INIT;
	fact_rests_on(&d->builder, &sources, answer(answer(d->answers, "places"), "thresholds"));
	fact_rests_on(&d->builder, &sources, answer(d->answers, "activities"));
	for (size_t i = 0; i < count; i++) {
		static const char *const read[] = {"is", "data", "own_data", "own_kinds"};
		for (size_t f = 0; f < sizeof read / sizeof *read; f++)
			fact_rests_on(&d->builder, &sources, answer(&activities[i], read[f]));
	}
	const struct value *people = answer(d->answers, "third_people");
	const struct value *items = items_of(people, &count, NULL);
	fact_rests_on(&d->builder, &sources, people);
	for (size_t i = 0; i < count; i++)
		fact_rests_on(&d->builder, &sources, answer(&items[i], "kinds"));
	return fact_because_all(&d->builder, "categories-of-data", &sources);
}

void derive_categories(struct derivation *d)
{
	const struct vocabulary *all = categories(d);
	struct fact_list list = FACT_LIST_INIT;
	size_t count;
	const struct value *activities_open = NULL, *activities = items_of(answer(d->answers, "activities"), &count, &activities_open);
	list.open = activities_open;
	if (!ccpa_applies(d)) {
		const struct value *thresholds = answer(answer(d->answers, "places"), "thresholds");
		list.open = NULL;
		fact_list_end(d->facts, "categories", &list, fact_because(&d->builder, "ccpa-by-size", thresholds, NULL, NULL));
		return;
	}
	const struct provenance *because = why_all(d, activities, count);
	for (size_t c = 0; c < all->term_count; c++) {
		struct gathered found = {&all->terms[c], FACT_LIST_INIT, FACT_LIST_INIT};
		found.uses.open = activities_open;
		for (size_t i = 0; i < count; i++)
			gather(d, &found, &activities[i]);
		found.data.open = found.uses.open;
		if (found.data.open)
			list.open = found.data.open;
		if (!found.data.count && !third_people_in(d, found.category))
			continue;
		struct value *record = add_record(d, &list, "category", because);
		fact_set_term(record, "category", found.category, because);
		fact_list_end(record, "data", &found.data, because);
		fact_list_end(record, "uses", &found.uses, because);
	}
	fact_list_end(d->facts, "categories", &list, because);
}
