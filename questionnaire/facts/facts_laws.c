/* Which laws apply, and why. */
#include "questionnaire/facts/facts_parts.h"

/* The authority of the region of the seat where regions have their own, else that of the country. */
static void derive_authority(struct derivation *d, const struct value *seat)
{
	const struct value *region = answer(answer(d->answers, "company"), "region");
	const struct provenance *because = fact_because(&d->builder, "authority-of-seat", seat, region, NULL);
	if (value_is_given(region))
		fact_set(d->facts, "authority", term_attribute(region->term, "authority"), because);
	else if (value_is_unknown(region))
		fact_set_unknown(d->facts, "authority", because);
	else
		fact_set(d->facts, "authority", term_attribute(seat->term, "authority"), because);
}

/* The laws of the countries sold to. One that protects a region only comes along when people there are among the customers. */
static void add_laws_of_places(struct derivation *d, struct fact_list *laws, const struct provenance *because)
{
	const struct value *places = answer(d->answers, "places"), *california = answer(places, "california");
	size_t count;
	const struct value *countries = items_of(answer(places, "sells_to"), &count, &laws->open);
	for (size_t i = 0; i < count; i++) {
		const struct value *law = given_or_null(term_attribute(countries[i].term, "law"));
		if (!law || (attribute_yes(law->term, "regional") && !says_yes(california))) {
			if (law && value_is_unknown(california) && !laws->open)
				laws->open = california;
			continue;
		}
		add_term(d, laws, law->term, because);
	}
}

/*
 * Who sits in a region with a law for its people has them among the customers; others say so. Nobody is asked before seat and places
 * are known.
 */
static void derive_california(struct derivation *d)
{
	const struct value *company = answer(d->answers, "company"), *places = answer(d->answers, "places");
	const struct value *seat = answer(company, "seat"), *sells_to = answer(places, "sells_to");
	const struct value *region = answer(company, "region"), *says = answer(places, "california");
	bool asked = !value_is_unknown(seat) && !value_is_unknown(sells_to);
	bool sits = value_is_given(region) && given_or_null(term_attribute(region->term, "law"));
	const struct provenance *because = asked ? fact_because(&d->builder, "people-in-california", region, says, NULL)
		: fact_because(&d->builder, "people-in-california", seat, sells_to, NULL);
	if (!asked || (!sits && !says_yes(says) && (value_is_unknown(region) || value_is_unknown(says))))
		fact_set_unknown(d->facts, "california", because);
	else
		fact_set_yes_no(d->facts, "california", sits || says_yes(says), because);
	const struct value *thresholds = answer(answer(d->answers, "places"), "thresholds"), *open = NULL;
	size_t count;
	items_of(thresholds, &count, &open);
	because = fact_because(&d->builder, "ccpa-by-size", thresholds, NULL, NULL);
	if (open)
		fact_set_unknown(d->facts, "ccpa", because);
	else
		fact_set_yes_no(d->facts, "ccpa", count > 0, because);
}

void derive_laws(struct derivation *d)
{
	const struct value *seat = answer(answer(d->answers, "company"), "seat"), *places = answer(d->answers, "places");
	const struct value *sells_to = answer(places, "sells_to"), *california = answer(places, "california");
	const struct provenance *home = fact_because(&d->builder, "home-law", seat, NULL, NULL);
	const struct provenance *apply = fact_because(&d->builder, "laws-that-apply", seat, sells_to, california);
	struct fact_list laws = FACT_LIST_INIT;
	if (value_is_given(seat)) {
		fact_set(d->facts, "home_law", term_attribute(seat->term, "law"), home);
		derive_authority(d, seat);
		const struct value *law = given_or_null(term_attribute(seat->term, "law"));
		if (law)
			add_term(d, &laws, law->term, apply);
	} else {
		laws.open = seat;
		fact_set_unknown(d->facts, "home_law", home);
		fact_set_unknown(d->facts, "authority", home);
	}
	add_laws_of_places(d, &laws, apply);
	fact_list_end(d->facts, "laws", &laws, apply);
	derive_california(d);
}
