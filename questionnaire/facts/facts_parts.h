/*
 * Deriving facts, inside: what the rules share, and who does what.
 *
 *   facts.c             purposes, recipients, cookies, rights
 *   facts_laws.c        which laws apply, and the authority
 *   facts_california.c  data by the categories of the CCPA
 */
#ifndef QUESTIONNAIRE_FACTS_FACTS_PARTS_H
#define QUESTIONNAIRE_FACTS_FACTS_PARTS_H

#include "questionnaire/facts/build.h"
#include "questionnaire/facts/facts.h"

struct derivation {
	struct fact_builder builder;
	const struct value *answers;
	struct value *facts;
	int today;         /* to be asked with the two below alone */
	struct days *same; /* days on which they give the same answers */
};

/* Whether a day has come; whether it has passed. */
static inline bool has_begun(const struct derivation *d, int64_t day)
{
	bool begun = day <= d->today;
	if (begun && d->same->first < day)
		d->same->first = (int)day;
	else if (!begun && day <= d->same->last)
		d->same->last = (int)day - 1;
	return begun;
}

static inline bool has_ended(const struct derivation *d, int64_t last_day)
{
	return has_begun(d, last_day + 1);
}

/* facts_laws.c: home law, laws, authority, people in California, and whether the CCPA applies. */
void derive_laws(struct derivation *d);

/* facts_california.c: the categories of an activity's data for its purpose; then all data by category. Both only where the CCPA applies. */
void derive_categories_of(struct derivation *d, struct value *purpose, const struct value *activity);
void derive_categories(struct derivation *d);

static inline const struct value *answer(const struct value *record, const char *name)
{
	return record ? value_field(record, name) : NULL;
}

/* The items of a list answer: none when it is nothing; *open is set when it is not known. */
static inline const struct value *items_of(const struct value *list, size_t *count, const struct value **open)
{
	*count = 0;
	if (!list)
		return NULL;
	if (value_is_unknown(list) && open && !*open)
		*open = list;
	if (!value_is_given(list))
		return NULL;
	*count = list->count;
	return list->items;
}

static inline const struct value *given_or_null(const struct value *value)
{
	return value && value_is_given(value) ? value : NULL;
}

static inline bool says_yes(const struct value *value)
{
	return given_or_null(value) && value->number == 1;
}

static inline bool attribute_yes(const struct term *term, const char *name)
{
	return says_yes(term_attribute(term, name));
}

static inline struct value *add_record(struct derivation *d, struct fact_list *list, const char *type, const struct provenance *because)
{
	struct value *item = fact_list_add(&d->builder, list, because);
	*item = *fact_record(&d->builder, schema_record(d->builder.schema, type));
	item->because = because;
	return item;
}

static inline void add_term(struct derivation *d, struct fact_list *list, const struct term *term, const struct provenance *because)
{
	if (fact_list_has_term(list, term))
		return;
	struct value *item = fact_list_add(&d->builder, list, because);
	item->kind = TYPE_CHOICE;
	item->text = term->id;
	item->term = term;
}

#endif
