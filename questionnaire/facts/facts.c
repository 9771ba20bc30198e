#include "questionnaire/facts/facts.h"

#include "questionnaire/facts/facts_parts.h"

#include <string.h>

/* The operator's own words, else those of the kind of activity. */
static void set_own_or_kind(struct derivation *d, struct value *purpose, const char *name, const struct value *activity, const struct value *kind)
{
	const struct value *own = answer(activity, name);
	const struct provenance *because = fact_because(&d->builder, "purpose-of-activity", kind, own, NULL);
	if (value_is_given(own) || own->state == VALUE_UNKNOWN)
		fact_set(purpose, name, own, because);
	else if (value_is_given(kind))
		fact_set(purpose, name, term_attribute(kind->term, name), because);
	else
		fact_set_unknown(purpose, name, because);
}

static void set_data(struct derivation *d, struct value *purpose, const struct value *activity)
{
	const struct value *lists[] = {answer(activity, "data"), answer(activity, "own_data")};
	const struct provenance *because = fact_because(&d->builder, "purpose-of-activity", lists[0], lists[1], NULL);
	struct fact_list data = FACT_LIST_INIT;
	fact_list_reserve(&d->builder, &data, lists[0]->count + lists[1]->count);
	for (size_t l = 0; l < 2; l++) {
		size_t count;
		const struct value *items = items_of(lists[l], &count, &data.open);
		for (size_t i = 0; i < count; i++) {
			struct value *item = fact_list_add(&d->builder, &data, because);
			*item = items[i];
			item->because = fact_because(&d->builder, "purpose-of-activity", &items[i], NULL, NULL);
		}
	}
	fact_list_end(purpose, "data", &data, because);
}

/* Staff, applicants and cameras have notices of their own: they are held, but none of this notice's purposes. */
static bool has_own_notice(const struct value *activity)
{
	const struct value *kind = given_or_null(answer(activity, "is"));
	return kind && attribute_yes(kind->term, "own_notice");
}

static void derive_purposes(struct derivation *d)
{
	const struct value *activities = answer(d->answers, "activities");
	const struct provenance *because = fact_because(&d->builder, "purpose-of-activity", activities, NULL, NULL);
	struct fact_list purposes = FACT_LIST_INIT, uses = FACT_LIST_INIT, periods = FACT_LIST_INIT;
	struct fact_sources of_kinds = FACT_SOURCES_INIT, of_periods = FACT_SOURCES_INIT;
	const struct value *open = NULL; /* a kind of activity that is not known */
	bool marketing = false;
	size_t count;
	const struct value *items = items_of(activities, &count, &purposes.open);
	fact_list_reserve(&d->builder, &purposes, count);
	fact_rests_on(&d->builder, &of_kinds, activities);
	fact_rests_on(&d->builder, &of_periods, activities);
	for (size_t i = 0; i < count; i++) {
		const struct value *activity = &items[i], *is = answer(activity, "is"), *kind = given_or_null(is);
		fact_rests_on(&d->builder, &of_kinds, is);
		if (has_own_notice(activity))
			continue;
		const struct value *keep = answer(answer(activity, "retention"), "keep");
		const struct provenance *of_kind = fact_because(&d->builder, "purpose-of-activity", is, NULL, NULL);
		struct value *purpose = add_record(d, &purposes, "purpose", fact_because(&d->builder, "purpose-of-activity", activities, is, NULL));
		set_own_or_kind(d, purpose, "title", activity, is);
		set_own_or_kind(d, purpose, "why", activity, is);
		set_data(d, purpose, activity);
		fact_set_reference(purpose, "activity", activity, because);
		derive_categories_of(d, purpose, activity);
		if (!kind) {
			open = is;
			fact_set_unknown(purpose, "use", of_kind);
			continue;
		}
		const struct value *use = term_attribute(kind->term, "purpose");
		fact_set_term(purpose, "use", use->term, of_kind);
		if (!attribute_yes(kind->term, "standing"))
			add_term(d, &uses, use->term, fact_because(&d->builder, "uses-of-activities", kind, NULL, NULL));
		if (attribute_yes(kind->term, "marketing"))
			marketing = true;
		if (periods.count == 2)
			continue;
		fact_rests_on(&d->builder, &of_periods, keep);
		if (value_is_given(keep) || value_is_unknown(keep)) {
			const struct provenance *why = fact_because(&d->builder, "main-periods", keep, kind, NULL);
			struct value *period = add_record(d, &periods, "main_period", why);
			fact_set_term(period, "use", use->term, why);
			fact_set(period, "keep", keep, why);
		}
	}
	fact_list_end(d->facts, "purposes", &purposes, fact_because_all(&d->builder, "purpose-of-activity", &of_kinds));
	open = purposes.open ? purposes.open : open;
	uses.open = periods.open = open;
	struct fact_list main_uses = uses;
	main_uses.count = uses.count < 5 ? uses.count : 5;
	main_uses.items = arena_calloc(d->builder.arena, main_uses.count, sizeof *main_uses.items);
	if (main_uses.count) /* no items: no array to copy from */
		memcpy(main_uses.items, uses.items, main_uses.count * sizeof *main_uses.items);
	fact_list_end(d->facts, "main_uses", &main_uses, fact_because_all(&d->builder, "uses-of-activities", &of_kinds));
	fact_list_end(d->facts, "uses", &uses, fact_because_all(&d->builder, "uses-of-activities", &of_kinds));
	fact_list_end(d->facts, "main_periods", &periods, fact_because_all(&d->builder, "main-periods", &of_periods));
	const struct value *offers = answer(answer(d->answers, "marketing"), "customers");
	marketing |= says_yes(offers);
	if (value_is_unknown(offers))
		open = offers;
	fact_rests_on(&d->builder, &of_kinds, offers);
	const struct provenance *why = fact_because_all(&d->builder, "marketing-of-activities", &of_kinds);
	if (open && !marketing)
		fact_set_unknown(d->facts, "marketing", why);
	else
		fact_set_yes_no(d->facts, "marketing", marketing, why);
}

/* Is what stands behind the tool in force today, and about this country? */
static bool tool_counts(const struct derivation *d, const struct term *tool, const struct term *country)
{
	const struct value *from = given_or_null(term_attribute(tool, "from")), *until = given_or_null(term_attribute(tool, "until"));
	const struct value *only = given_or_null(term_attribute(tool, "country"));
	return (!from || has_begun(d, from->number)) && (!until || !has_ended(d, until->number)) && (!only || only->term == country);
}

static void set_tools(struct derivation *d, struct value *transfer, const struct value *service, const struct term *country)
{
	const struct value *tools = answer(service, "transfer");
	const struct provenance *because = fact_because(&d->builder, "transfer-of-service", tools, answer(service, "countries"), NULL);
	bool by_list = false, by_clauses = false, by_rules = false;
	struct fact_list exceptions = FACT_LIST_INIT;
	size_t count;
	const struct value *open = NULL, *items = items_of(tools, &count, &open);
	fact_set(transfer, "tools", tools, because);
	fact_set_yes_no(transfer, "by_country", attribute_yes(country, "adequacy"), because);
	for (size_t i = 0; i < count; i++) {
		if (!tool_counts(d, items[i].term, country))
			continue;
		by_list |= attribute_yes(items[i].term, "adequacy");
		by_clauses |= attribute_yes(items[i].term, "clauses");
		by_rules |= attribute_yes(items[i].term, "rules");
		if (given_or_null(term_attribute(items[i].term, "because")))
			add_term(d, &exceptions, items[i].term, because);
	}
	if (by_list || by_clauses || by_rules || attribute_yes(country, "adequacy"))
		exceptions.count = 0; /* an exception counts only where nothing else does */
	exceptions.open = open;
	fact_list_end(transfer, "exceptions", &exceptions, because);
	if (open) {
		fact_set_unknown(transfer, "by_list", because);
		fact_set_unknown(transfer, "by_clauses", because);
		fact_set_unknown(transfer, "by_rules", because);
	} else {
		fact_set_yes_no(transfer, "by_list", by_list, because);
		fact_set_yes_no(transfer, "by_clauses", by_clauses, because);
		fact_set_yes_no(transfer, "by_rules", by_rules, because);
	}
}

/* Countries outside the EEA in order of first mention, each with the names of those who are there. */
struct destinations {
	struct fact_list list;
	struct fact_list *names; /* one a destination */
	size_t capacity;
};

static void add_destination(struct derivation *d, struct destinations *to, const struct value *country, const struct value *name)
{
	const struct provenance *because = fact_because(&d->builder, "transfer-of-service", country, name, NULL);
	size_t at = 0;
	while (at < to->list.count && value_field(&to->list.items[at], "country")->term != country->term)
		at++;
	if (at == to->list.count) {
		fact_set_term(add_record(d, &to->list, "destination", because), "country", country->term, because);
		to->names = arena_grow(d->builder.arena, to->names, at, &to->capacity, sizeof *to->names);
		to->names[at] = (struct fact_list)FACT_LIST_INIT;
	}
	if (value_is_given(name)) {
		struct value *item = fact_list_add(&d->builder, &to->names[at], because);
		*item = *name;
		item->because = because;
	} else {
		to->names[at].open = name;
	}
}

/* Whom a subcontractor works for, by name. */
static void set_principal(struct derivation *d, struct value *fact, const struct value *works_for)
{
	const struct value *name = value_is_given(works_for) ? answer(works_for->target, "name") : works_for;
	fact_set(fact, "works_for", name, fact_because(&d->builder, "recipient-of-service", works_for, name, NULL));
}

static void derive_recipients(struct derivation *d)
{
	const struct value *services = answer(d->answers, "services");
	const struct provenance *of_all = fact_because(&d->builder, "recipient-of-service", services, NULL, NULL);
	struct fact_sources of_transfers = FACT_SOURCES_INIT;
	struct fact_list recipients = FACT_LIST_INIT, transfers = FACT_LIST_INIT;
	struct destinations destinations = {FACT_LIST_INIT, NULL, 0};
	size_t count;
	const struct value *items = items_of(services, &count, &recipients.open);
	fact_list_reserve(&d->builder, &recipients, count);
	transfers.open = recipients.open;
	fact_rests_on(&d->builder, &of_transfers, services);
	for (size_t i = 0; i < count; i++) {
		static const char *const copied[] = {"name", "does", "countries", "role", "contract", "together", "notice", "group", "sees", "condition"};
		const struct value *service = &items[i], *name = answer(service, "name"), *countries = answer(service, "countries");
		struct value *recipient = add_record(d, &recipients, "recipient", of_all);
		for (size_t f = 0; f < sizeof copied / sizeof *copied; f++) {
			const struct value *from = answer(service, copied[f]);
			fact_set(recipient, copied[f], from, fact_because(&d->builder, "recipient-of-service", from, NULL, NULL));
		}
		set_principal(d, recipient, answer(service, "works_for"));
		fact_rests_on(&d->builder, &of_transfers, countries);
		size_t country_count;
		const struct value *places = items_of(countries, &country_count, &transfers.open);
		for (size_t c = 0; c < country_count; c++) {
			if (attribute_yes(places[c].term, "eea"))
				continue;
			const struct provenance *of_country = fact_because(&d->builder, "transfer-of-service", &places[c], NULL, NULL);
			struct value *transfer = add_record(d, &transfers, "transfer_fact", of_country);
			fact_set(transfer, "recipient", name, fact_because(&d->builder, "transfer-of-service", name, &places[c], NULL));
			fact_set_term(transfer, "country", places[c].term, of_country);
			set_principal(d, transfer, answer(service, "works_for"));
			set_tools(d, transfer, service, places[c].term);
			add_destination(d, &destinations, &places[c], name);
		}
	}
	const struct provenance *because = fact_because_all(&d->builder, "transfer-of-service", &of_transfers);
	destinations.list.open = transfers.open;
	fact_list_end(d->facts, "recipients", &recipients, of_all);
	fact_list_end(d->facts, "transfers", &transfers, because);
	for (size_t i = 0; i < destinations.list.count; i++)
		fact_list_end(&destinations.list.items[i], "recipients", &destinations.names[i], because);
	fact_list_end(d->facts, "destinations", &destinations.list, because);
}

/* Words for what the answers only imply: "us", "until you close the browser". */
static const struct value *phrase(const struct derivation *d, const char *id)
{
	return term_attribute(vocabulary_term(vocabulary_find(&d->builder.schema->vocabularies, "phrases"), id), "says");
}

static void derive_cookies(struct derivation *d)
{
	const struct value *cookies = answer(d->answers, "cookies");
	struct fact_list list = FACT_LIST_INIT;
	size_t count;
	const struct value *items = items_of(cookies, &count, &list.open);
	fact_list_reserve(&d->builder, &list, count);
	for (size_t i = 0; i < count; i++) {
		const struct value *cookie = &items[i], *set_by = answer(cookie, "set_by"), *kind = answer(cookie, "kind"), *session = answer(cookie, "session");
		const struct provenance *of_kind = fact_because(&d->builder, "cookie-as-set", kind, NULL, NULL);
		struct value *fact = add_record(d, &list, "cookie_fact", fact_because(&d->builder, "cookie-as-set", cookies, NULL, NULL));
		fact_set(fact, "name", answer(cookie, "name"), fact_because(&d->builder, "cookie-as-set", answer(cookie, "name"), NULL, NULL));
		fact_set(fact, "does", answer(cookie, "does"), fact_because(&d->builder, "cookie-as-set", answer(cookie, "does"), NULL, NULL));
		const struct value *setter = value_is_given(set_by) ? answer(set_by->target, "name") : value_is_unknown(set_by) ? set_by : phrase(d, "us");
		fact_set(fact, "setter", setter, fact_because(&d->builder, "cookie-as-set", set_by, setter, NULL));
		const struct value *lasts = says_yes(session) ? phrase(d, "session") : value_is_unknown(session) ? session : answer(cookie, "keep");
		fact_set(fact, "lasts", lasts, fact_because(&d->builder, "cookie-as-set", session, answer(cookie, "keep"), NULL));
		if (value_is_given(kind))
			fact_set_yes_no(fact, "consent", attribute_yes(kind->term, "consent"), of_kind);
		else
			fact_set_unknown(fact, "consent", of_kind);
	}
	fact_list_end(d->facts, "cookies", &list, fact_because(&d->builder, "cookie-as-set", cookies, NULL, NULL));
}

/* What the legal bases of all activities and third people open up: rights, objection, withdrawal. */
struct bases {
	struct fact_list used;        /* terms of bases */
	struct fact_list objections, withdrawals;
	struct fact_sources of_used, of_objections, of_withdrawals; /* all that was looked at for them */
};

static void bases_rest_on(struct derivation *d, struct bases *bases, const struct value *basis)
{
	fact_rests_on(&d->builder, &bases->of_used, basis);
	fact_rests_on(&d->builder, &bases->of_objections, basis);
}

/* Activities of one kind share a name: it is listed once. */
static bool same_words(const struct value *a, const struct value *b)
{
	return a->items == b->items && (a->text == b->text || (a->text && b->text && strcmp(a->text, b->text) == 0));
}

static void add_objection(struct derivation *d, struct bases *bases, const struct value *name, const struct provenance *because)
{
	for (size_t i = 0; i < bases->objections.count; i++)
		if (same_words(value_field(&bases->objections.items[i], "name"), name))
			return;
	fact_set(add_record(d, &bases->objections, "objection", because), "name", name, because);
}

static bool can_object_to(const struct value *basis)
{
	return strcmp(basis->text, "interest") == 0 || strcmp(basis->text, "public-task") == 0;
}

static void look_at_bases(struct derivation *d, struct bases *bases, const struct value *activity)
{
	const struct value *kind = given_or_null(answer(activity, "is")), *all = answer(activity, "bases");
	size_t count;
	const struct value *items = items_of(all, &count, &bases->used.open);
	bool objection = false;
	bases_rest_on(d, bases, all);
	for (size_t i = 0; i < count; i++) {
		const struct value *basis = answer(&items[i], "basis");
		bases_rest_on(d, bases, basis);
		if (!value_is_given(basis)) {
			bases->used.open = basis;
			continue;
		}
		add_term(d, &bases->used, basis->term, fact_because(&d->builder, "rights-by-basis", basis, NULL, NULL));
		if (can_object_to(basis) && !kind)
			bases->objections.open = answer(activity, "is");
		if (can_object_to(basis) && kind && !objection) {
			objection = true;
			add_objection(d, bases, term_attribute(kind->term, "objection"), fact_because(&d->builder, "objection-by-basis", basis, kind, NULL));
		}
	}
}

/* Explicit consent to special data is a consent like any other, also where the rest stands on another basis. */
static void look_at_condition(struct derivation *d, struct bases *bases, const struct value *condition)
{
	fact_rests_on(&d->builder, &bases->of_used, condition);
	if (value_is_unknown(condition))
		bases->used.open = condition;
	const struct value *basis = value_is_given(condition) ? given_or_null(term_attribute(condition->term, "basis")) : NULL;
	if (basis)
		add_term(d, &bases->used, basis->term, fact_because(&d->builder, "rights-by-basis", condition, NULL, NULL));
}

static void look_at_activity(struct derivation *d, struct bases *bases, const struct value *activity)
{
	look_at_bases(d, bases, activity);
	look_at_condition(d, bases, answer(activity, "condition"));
	size_t count;
	const struct value *items = items_of(answer(activity, "longer"), &count, NULL);
	fact_rests_on(&d->builder, &bases->of_objections, answer(activity, "longer"));
	for (size_t i = 0; i < count; i++) {
		const struct value *interest = answer(&items[i], "interest"), *what = answer(&items[i], "what");
		fact_rests_on(&d->builder, &bases->of_objections, interest);
		if (!given_or_null(interest))
			continue;
		fact_rests_on(&d->builder, &bases->of_objections, what);
		add_objection(d, bases, what, fact_because(&d->builder, "objection-by-basis", interest, what, NULL));
	}
	items = items_of(answer(activity, "withdrawal"), &count, &bases->withdrawals.open);
	fact_rests_on(&d->builder, &bases->of_withdrawals, answer(activity, "withdrawal"));
	for (size_t i = 0; i < count; i++)
		add_term(d, &bases->withdrawals, items[i].term, fact_because(&d->builder, "withdrawal-ways", &items[i], NULL, NULL));
}

static void look_at_third_people(struct derivation *d, struct bases *bases, const struct value *people)
{
	const struct value *basis = answer(people, "basis"), *title = answer(people, "title");
	bases_rest_on(d, bases, basis);
	look_at_condition(d, bases, answer(people, "condition"));
	if (!value_is_given(basis)) {
		bases->used.open = basis;
		return;
	}
	add_term(d, &bases->used, basis->term, fact_because(&d->builder, "rights-by-basis", basis, NULL, NULL));
	if (!can_object_to(basis))
		return;
	fact_rests_on(&d->builder, &bases->of_objections, title);
	add_objection(d, bases, title, fact_because(&d->builder, "objection-by-basis", basis, title, NULL));
}

/* A cookie that waits for consent is a consent, and the banner a way to take it back. */
static void look_at_cookie(struct derivation *d, struct bases *bases, const struct value *cookie)
{
	const struct vocabularies *vocabularies = &d->builder.schema->vocabularies;
	const struct value *kind = answer(cookie, "kind");
	fact_rests_on(&d->builder, &bases->of_used, kind);
	fact_rests_on(&d->builder, &bases->of_withdrawals, kind);
	if (value_is_unknown(kind))
		bases->withdrawals.open = bases->used.open = kind;
	if (!value_is_given(kind) || !attribute_yes(kind->term, "consent"))
		return;
	add_term(d, &bases->withdrawals, vocabulary_term(vocabulary_find(vocabularies, "withdrawals"), "banner"), fact_because(&d->builder, "withdrawal-ways", kind, NULL, NULL));
	add_term(d, &bases->used, vocabulary_term(vocabulary_find(vocabularies, "bases"), "consent"), fact_because(&d->builder, "rights-by-basis", kind, NULL, NULL));
}

/* Cookies that need no consent rest on an interest where the operator names one. */
static void look_at_needed_cookies(struct derivation *d, struct bases *bases)
{
	const struct vocabularies *vocabularies = &d->builder.schema->vocabularies;
	const struct value *interest = answer(answer(d->answers, "cookie_choice"), "interest");
	bases_rest_on(d, bases, interest);
	if (interest && value_is_unknown(interest))
		bases->used.open = bases->objections.open = interest;
	if (!given_or_null(interest))
		return;
	const struct provenance *because = fact_because(&d->builder, "objection-by-basis", interest, NULL, NULL);
	add_term(d, &bases->used, vocabulary_term(vocabulary_find(vocabularies, "bases"), "interest"), because);
	add_objection(d, bases, phrase(d, "needed-cookies"), because);
}

/* Some rights exist on some bases only; those without bases in the vocabulary always do. */
static void add_rights(struct derivation *d, const struct bases *bases)
{
	const struct vocabulary *rights = vocabulary_find(&d->builder.schema->vocabularies, "rights");
	const struct provenance *why = fact_because_all(&d->builder, "rights-by-basis", &bases->of_used);
	struct fact_list list = FACT_LIST_INIT;
	list.open = bases->used.open;
	for (size_t i = 0; i < rights->term_count; i++) {
		const struct term *right = &rights->terms[i];
		size_t count;
		const struct value *needs = items_of(term_attribute(right, "bases"), &count, NULL);
		bool exists = count == 0;
		const struct provenance *because = why;
		for (size_t b = 0; b < count && !exists; b++)
			for (size_t u = 0; u < bases->used.count && !exists; u++)
				if (bases->used.items[u].term == needs[b].term) {
					exists = true;
					because = bases->used.items[u].because;
				}
		if (exists)
			add_term(d, &list, right, because);
	}
	fact_list_end(d->facts, "rights", &list, why);
}

static void derive_rights(struct derivation *d)
{
	const struct value *activities = answer(d->answers, "activities"), *third_people = answer(d->answers, "third_people"), *cookies = answer(d->answers, "cookies");
	struct bases bases = {.used = FACT_LIST_INIT};
	size_t count;
	const struct value *items = items_of(activities, &count, &bases.used.open);
	bases_rest_on(d, &bases, activities);
	fact_rests_on(&d->builder, &bases.of_withdrawals, activities);
	bases.withdrawals.open = bases.used.open;
	for (size_t i = 0; i < count; i++) {
		bases_rest_on(d, &bases, answer(&items[i], "is"));
		fact_rests_on(&d->builder, &bases.of_withdrawals, answer(&items[i], "is"));
		if (!has_own_notice(&items[i]))
			look_at_activity(d, &bases, &items[i]);
	}
	if (bases.used.open)
		bases.objections.open = bases.used.open;
	items = items_of(third_people, &count, &bases.used.open);
	bases_rest_on(d, &bases, third_people);
	for (size_t i = 0; i < count; i++)
		look_at_third_people(d, &bases, &items[i]);
	items = items_of(cookies, &count, &bases.withdrawals.open);
	fact_rests_on(&d->builder, &bases.of_used, cookies);
	fact_rests_on(&d->builder, &bases.of_withdrawals, cookies);
	for (size_t i = 0; i < count; i++)
		look_at_cookie(d, &bases, &items[i]);
	look_at_needed_cookies(d, &bases);
	add_rights(d, &bases);
	fact_list_end(d->facts, "objections", &bases.objections, fact_because_all(&d->builder, "objection-by-basis", &bases.of_objections));
	fact_list_end(d->facts, "withdrawals", &bases.withdrawals, fact_because_all(&d->builder, "withdrawal-ways", &bases.of_withdrawals));
}

const struct value *facts_derive_for_days(struct arena *arena, const struct answers *answers, int today, struct days *same)
{
	struct derivation d = {{arena, answers->schema}, answers->root, NULL, today, same};
	d.facts = fact_record(&d.builder, answers->schema->facts);
	derive_laws(&d);
	derive_purposes(&d);
	derive_recipients(&d);
	derive_cookies(&d);
	derive_rights(&d);
	derive_categories(&d);
	return d.facts;
}

const struct value *facts_derive(struct arena *arena, const struct answers *answers, int today)
{
	return facts_derive_for_days(arena, answers, today, &(struct days)DAYS_ALL);
}
