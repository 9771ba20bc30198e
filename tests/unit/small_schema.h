/*
 * A small library for tests of the schema and of answers: every type, a chain of conditions, records in records.
 */
#ifndef TESTS_UNIT_SMALL_SCHEMA_H
#define TESTS_UNIT_SMALL_SCHEMA_H

#include "questionnaire/schema/schema.h"
#include "tests/unit/findings.h"

#define SMALL_EVIDENCE "source: S\nchecked_on: 2026-11-22\nverified: yes\n"

static const char small_countries[] =
	"vocabulary: countries\ntitle: Countries\nattributes: {name: words, eea: yes-no}\n" SMALL_EVIDENCE
	"terms:\n"
	"  SE: {name: {en: Sweden}, eea: yes}\n"
	"  FI: {name: {en: Finland}, eea: yes}\n"
	"  US: {name: {en: United States}, eea: no}\n";
static const char small_roles[] =
	"vocabulary: roles\ntitle: Roles\n" SMALL_EVIDENCE "terms: {processor: {}, authority: {}, controller: {}}\n";
static const char small_law[] =
	"law: gdpr\ntitle: G\n" SMALL_EVIDENCE "requirements: {gdpr-13: {cite: GDPR Art. 13, says: everything}}\n";

/* In questions, '~' stands for the keys that every question has. */
#define SMALL_ASKED "label: l, ask: A?, help: H., example: E, article: [gdpr-13]"

static const char small_questions[] =
	"chapter: {id: company, title: Company, asks: [company, services, activities]}\n"                      /* 1 */
	"records:\n"
	"  answers:\n"
	"    what: the answers file\n"
	"    questions:\n"
	"      - {id: format, type: number, need: required, ~}\n"
	"      - {id: company, type: record of company, need: required, ~}\n"
	"      - {id: services, type: records of service, need: required, none: yes, ~}\n"
	"      - {id: activities, type: records of activity, need: optional, ~}\n"
	"      - {id: dpo, type: record of dpo, need: optional, when: company.big, ~}\n"               /* 10 */
	"      - {id: notice, type: record of notice, need: optional, ~}\n"
	"  company:\n"
	"    what: the company\n"
	"    questions:\n"
	"      - {id: legal_name, type: text, need: required, ~}\n"
	"      - {id: seat, type: choice of countries, need: required, ~}\n"
	"      - {id: big, type: yes-no, need: required, ~}\n"
	"      - {id: sells_to, type: list of choice of countries, need: required, ~}\n"
	"      - {id: names, type: list of text, need: optional, ~}\n"
	"      - {id: story, type: long text, need: optional, more: M, ~}\n"                           /* 20 */
	"      - {id: staff, type: number, need: required, none: yes, ~}\n"
	"      - {id: since, type: date, need: optional, ~}\n"
	"      - {id: keep, type: duration, need: optional, ~}\n"
	"      - {id: mail, type: email, need: optional, ~}\n"
	"      - {id: site, type: web, need: optional, ~}\n"
	"      - {id: address, type: record of address, need: required, none: yes, ~}\n"
	"  address:\n"
	"    what: an address\n"
	"    questions:\n"
	"      - {id: street, type: text, need: required, ~}\n"                                        /* 30 */
	"      - {id: postcode, type: text, need: optional, ~}\n"
	"  service:\n"
	"    what: a service\n"
	"    questions:\n"
	"      - {id: name, type: text, need: required, ~}\n"
	"      - {id: role, type: choice of roles, need: required, ~}\n"
	"      - {id: contract, type: yes-no, need: required, when: this.role == \"processor\", ~}\n"
	"      - {id: contract_since, type: date, need: required, when: this.contract, ~}\n"
	"      - {id: signed_by, type: text, need: optional, when: 'given(this.contract_since)', ~}\n"
	"      - {id: boss, type: reference to services, need: optional, ~}\n"                         /* 40 */
	"  activity:\n"
	"    what: an activity\n"
	"    questions:\n"
	"      - {id: is, type: choice of roles, need: required, ~}\n"
	"      - {id: services, type: list of reference to services, need: optional, ~}\n"
	"  dpo:\n"
	"    what: the data protection officer\n"
	"    questions:\n"
	"      - {id: appointed, type: yes-no, need: required, ~}\n"
	"      - {id: email, type: email, need: required, when: this.appointed, ~}\n"                  /* 50 */
	"      - {id: address, type: record of address, need: required, when: this.appointed and abroad, ~}\n"
	"  notice:\n"
	"    what: the notice\n"
	"    questions:\n"
	"      - {id: language, type: choice of countries, need: required, ~}\n"
	"conditions:\n"
	"  abroad: company.seat.eea == false\n"
	"  abroad_and_big: abroad and company.big\n";

static const char small_facts[] =
	"records:\n"
	"  facts:\n"
	"    what: the facts\n"
	"    fields:\n"
	"      - {id: recipients, type: records of recipient, what: who gets data}\n"
	"  recipient:\n"
	"    what: a recipient\n"
	"    fields:\n"
	"      - {id: service, type: reference to services, what: the service}\n"
	"      - {id: note, type: text, need: optional, what: a note}\n"
	"rules:\n"
	"  - {id: recipient, says: every service is one, article: [gdpr-13], reads: [services.name, company.seat.eea]}\n";

struct small {
	struct arena arena;
	struct diags diags;
	const struct schema *schema;
};

/* The text with every '~' replaced; must be freed. */
static inline char *small_expand(const char *text)
{
	struct buf buf = BUF_INIT;

	for (; *text; text++)
		if (*text == '~')
			buf_adds(&buf, SMALL_ASKED);
		else
			buf_addc(&buf, *text);
	return buf_detach(&buf);
}

/* Reads the small library with these questions and facts (NULL: none). */
static inline void small_read(struct small *small, const char *questions, const char *facts)
{
	struct source vocabularies[] = {source_of("vocabularies/countries.yaml", small_countries), source_of("vocabularies/roles.yaml",
		small_roles)};
	struct source law = source_of("laws/gdpr.yaml", small_law);
	char *expanded = small_expand(questions);
	struct source question = source_of("questions/10.yaml", expanded), fact = source_of("facts/facts.yaml", facts ? facts : "");
	struct schema_sources sources = {{vocabularies, 2}, {&law, 1}, {&question, 1}, {&fact, facts ? 1 : 0}};

	arena_init(&small->arena);
	diags_init(&small->diags);
	small->schema = schema_read(&small->arena, &sources, &small->diags);
	free(expanded);
}

static inline void small_release(struct small *small)
{
	diags_release(&small->diags);
	arena_release(&small->arena);
}

#endif
