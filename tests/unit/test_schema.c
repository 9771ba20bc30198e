/* The schema: what is read, and what is said about mistakes, planted one at a time into a small library. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "questionnaire/conditions/condition.h"
#include "tests/unit/small_schema.h"

static void test_small(void **state)
{
	struct small small;
	const struct schema *schema;
	const struct record_type *company, *service, *recipient;
	const struct question *question;

	(void)state;
	small_read(&small, small_questions, small_facts);
	assert_findings(&small.diags, "");
	schema = small.schema;
	assert_non_null(schema);
	assert_int_equal(schema->record_count, 9);
	assert_ptr_equal(schema->root, schema_record(schema, "answers"));
	assert_ptr_equal(schema->facts, schema_record(schema, "facts"));
	assert_null(schema_record(schema, "nothing"));

	company = schema_record(schema, "company");
	assert_string_equal(company->what, "the company");
	assert_int_equal(company->pos.line, 12);
	assert_int_equal(record_type_field(company, "seat"), 1);
	assert_int_equal(record_type_field(company, "seats"), -1);
	assert_string_equal(record_type_nearest(company, "seats"), "seat");
	question = &company->fields[3];
	assert_string_equal(question->id, "sells_to");
	assert_int_equal(question->type.kind, TYPE_LIST);
	assert_ptr_equal(question->type.item->vocabulary, vocabulary_find(&schema->vocabularies, "countries"));
	assert_true(question->required);
	assert_false(question->none_allowed);
	assert_string_equal(question->ask, "A?");
	assert_int_equal(question->article_count, 1);
	assert_string_equal(question->articles[0]->cite, "GDPR Art. 13");
	assert_int_equal(question->pos.line, 18);
	assert_int_equal(question->pos.col, 9);
	assert_true(company->fields[4].none_allowed); /* optional */
	assert_true(company->fields[6].none_allowed); /* says so */
	assert_false(company->fields[4].required);
	assert_string_equal(company->fields[5].more, "M");
	assert_null(company->fields[4].more);

	service = schema_record(schema, "service");
	question = &service->fields[record_type_field(service, "boss")];
	assert_int_equal(question->type.kind, TYPE_REFERENCE);
	assert_ptr_equal(question->type.record, service);
	question = &service->fields[2];
	assert_non_null(question->when);
	assert_string_equal(question->when_text, "this.role == \"processor\"");
	recipient = schema_record(schema, "recipient");
	assert_string_equal(recipient->fields[0].label, "the service");
	assert_true(recipient->fields[0].required);
	assert_false(recipient->fields[1].required);

	assert_int_equal(schema->chapter_count, 1);
	assert_string_equal(schema->chapters[0].title, "Company");
	assert_int_equal(schema->chapters[0].ask_count, 3);
	assert_ptr_equal(schema->chapters[0].asks[1], &schema->root->fields[2]);
	assert_int_equal(schema->condition_count, 2);
	assert_string_equal(schema->conditions[1].name, "abroad_and_big");
	assert_int_equal(schema->rule_count, 1);
	assert_string_equal(schema_rule(schema, "recipient")->says, "every service is one");
	assert_int_equal(schema_rule(schema, "recipient")->read_count, 4); /* services, name, company, seat */
	assert_null(schema_rule(schema, "nothing"));
	small_release(&small);
}

/* Every question comes after those its condition reads and after the record around it. */
static void test_ranks(void **state)
{
	struct small small;
	const struct record_type *root, *service, *dpo, *company;

	(void)state;
	small_read(&small, small_questions, small_facts);
	root = small.schema->root;
	service = schema_record(small.schema, "service");
	dpo = schema_record(small.schema, "dpo");
	company = schema_record(small.schema, "company");
	for (int i = 2; i <= 4; i++) /* role, contract, contract_since, signed_by */
		assert_true(service->fields[i].rank > service->fields[i - 1].rank);
	assert_true(root->fields[record_type_field(root, "dpo")].rank > company->fields[record_type_field(company, "big")].rank);
	assert_true(dpo->fields[0].rank > root->fields[record_type_field(root, "dpo")].rank);
	assert_true(dpo->fields[2].rank > company->fields[record_type_field(company, "seat")].rank);
	small_release(&small);
}

/* Without facts there still is a record of them, for conditions. */
static void test_without_facts(void **state)
{
	struct small small;

	(void)state;
	small_read(&small, small_questions, NULL);
	assert_findings(&small.diags, "");
	assert_int_equal(small.schema->facts->field_count, 0);
	small_release(&small);
}

/* The text, '~' written out, with the first occurrence of old replaced; must be freed. */
static char *replaced(const char *short_text, const char *old, const char *new_text)
{
	struct buf buf = BUF_INIT;
	char *text = small_expand(short_text);
	const char *at = strstr(text, old);

	assert_non_null(at);
	buf_add(&buf, text, (size_t)(at - text));
	buf_adds(&buf, new_text);
	buf_adds(&buf, at + strlen(old));
	free(text);
	return buf_detach(&buf);
}

struct mistake {
	const char *old, *new_text, *findings;
};

static void check_mistakes(const struct mistake *mistakes, size_t count, bool in_facts)
{
	for (size_t i = 0; i < count; i++) {
		char *text = replaced(in_facts ? small_facts : small_questions, mistakes[i].old, mistakes[i].new_text);
		struct small small;
		small_read(&small, in_facts ? small_questions : text, in_facts ? text : small_facts);
		free(text);
		assert_findings(&small.diags, mistakes[i].findings);
		assert_null(small.schema);
		small_release(&small);
	}
}
#define CHECK(mistakes, in_facts) check_mistakes(mistakes, sizeof(mistakes) / sizeof *(mistakes), in_facts)

static void test_mistakes_in_questions(void **state)
{
	static const struct mistake mistakes[] = {
		/* keys */
		{"chapter:", "chapters:", "unknown-key:1:1"},
		{"help: H., ", "", "missing-key:6:9"},
		{"label: l, ask", "ask", "missing-key:6:9"},
		{"help: H.", "hepl: H.", "unknown-key:6:71 missing-key:6:9"},
		{"help: H.", "help: [H.]", "wrong-type:6:77"},
		{"help: H.", "help: ", "no-value:6:76"},
		{"help: H.", "help: !none ", "tag-not-allowed:6:77"},
		{"what: the company", "whta: the company", "unknown-key:13:5 missing-key:13:5"},
		{"    what: the company\n", "", "missing-key:13:5"},
		{"need: required, ", "need: requird, ", "bad-choice:6:42"},
		{"none: yes", "none: maybe", "bad-value:8:72"},
		/* ids */
		{"id: legal_name", "id: legal name", "bad-id:15:14"},
		{"id: legal_name", "id: Legal_name", "bad-id:15:14"},
		{"id: seat", "id: legal_name", "duplicate-id:16:14"},
		{"  address:\n", "  company:\n", "yaml-duplicate-key:27:3"},
		{"  activity:\n", "  Activity:\n", "bad-id:41:3"},
		/* types */
		{"type: number", "type: numbr", "unknown-type:6:28"},
		{"type: number", "type: words", "unknown-type:6:28"},
		{"type: number", "type: number optional", "unknown-type:6:28"},
		{"list of choice of countries", "list of records of company", "unknown-type:18:30"},
		{"choice of countries", "choice of contries", "unknown-vocabulary:16:26"},
		{"list of choice of countries", "list of choice of lands", "unknown-vocabulary:18:30"},
		{"records of service", "records of servce", "unknown-record:8:30"},
		{"record of dpo", "record of recipient", "unknown-record:10:25"}, /* facts are no answers */
		{"reference to services", "reference to servics", "unknown-field:40:26"},
		{"list of reference to services", "list of reference to company", "not-records:45:30"},
		/* articles */
		{"[gdpr-13]", "[gdpr-14]", "unknown-requirement:6:103"},
		{"[gdpr-13]", "gdpr-13", "wrong-type:6:102"},
		/* chapters */
		{"asks: [company, ", "asks: [compony, ", "unknown-field:1:47"},
		{"asks: [company, ", "asks: [company, company, ", "asked-twice:1:56"},
		{"asks: [company, ", "asks: [company.seat, company.seat, company, ", "asked-twice:1:61"},
		{"asks: [company, ", "asks: [company.seet, ", "unknown-field:1:47"},
		{"asks: [company, ", "asks: [compony.seat, ", "unknown-field:1:47"},
		{"asks: [company, ", "asks: [services.name, ", "unknown-field:1:47"},
		{"id: company, title", "id: a b, title", "bad-id:1:15"},
		/* the root, and circles of records */
		{"  answers:\n", "  answer:\n", "no-root-record:0:0"},
		{"reference to services", "records of service", "record-circle:40:9"},
		{"{id: postcode, type: text,", "{id: postcode, type: record of company,", "record-circle:31:9"},
		/* conditions */
		{"this.role ==", "this.rol ==", "unknown-path:37:65"},
		{"this.role == ", "this.rank == ", "unknown-path:37:65"},
		{"\"processor\"", "\"processr\"", "not-a-choice:37:73"},
		{"when: company.big", "when: facts.recipients", "condition-no-facts:10:62"},
		{"when: company.big", "when: company.seat", "condition-not-yes-no:10:62"},
		{"when: company.big", "when: dpo.appointed", "condition-circle:10:9"},
		{"when: this.contract,", "when: given(this.signed_by),", "condition-circle:38:9"},
		{"need: required, when: this.contract,", "need: required, when: given(this.contract_since),", "condition-circle:38:9"},
		{"  abroad_and_big:", "  this:", "condition-shadows:58:3"},
		{"  abroad_and_big:", "  facts:", "condition-shadows:58:3"},
		{"  abroad_and_big:", "  company:", "condition-shadows:58:3"},
		{"  abroad_and_big:", "  Abroad:", "bad-id:58:3"},
		{"  abroad: company.seat", "  abroad: compny.seat", "unknown-path:57:11"},
		{"  abroad_and_big: abroad and", "  abroad_and_big: later and", "unknown-path:58:19"},
		{"abroad and company.big", "this.big", "condition-no-this:58:19"},
	};

	(void)state;
	CHECK(mistakes, false);
}

static void test_mistakes_in_facts(void **state)
{
	static const struct mistake mistakes[] = {
		{"rules:", "rule:", "unknown-key:11:1"},
		{"fields:", "questions:", "unknown-key:4:5 missing-key:3:5"},
		{", what: who gets data", "", "missing-key:5:9"},
		{"what: who gets data", "ask: who", "unknown-key:5:54 missing-key:5:9"},
		{"records of recipient", "records of receiver", "unknown-record:5:32"},
		{"  facts:\n", "  fact:\n", "no-root-record:0:0"},
		{"id: note", "id: service", "duplicate-id:10:14"},
		{"  recipient:\n", "  company:\n", "duplicate-id:6:3"},
		{"article: [gdpr-13]", "article: [gdpr-31]", "unknown-requirement:12:59"},
		{"says: every service is one, ", "", "missing-key:12:5"},
		{"id: recipient, says", "id: a b, says", "bad-id:12:10"},
		{"services.name", "services.nam", "unknown-field:12:77"},
		{"company.seat.eea", "company.seat.eae", "unknown-field:12:92"},
	};

	(void)state;
	CHECK(mistakes, true);
}

/* The small library with promises: among the roles. */
static const char promises[] =
	"promises:\n"                                                                                          /* 59 */
	"  made_in: company.names\n"
	"  terms:\n"
	"    processor: [{when: company.big, at: company.big, says: s, do: d}]\n"
	"    authority: [{when: 'any(s in services, s.contract)', at: this.contract, says: s, do: d}]\n"
	"    controller: [{when: abroad, at: company.seat, says: s, do: d}, {when: not company.big, at: company.big, says: t, do: e}]\n";

static void read_promises(struct small *small, const struct mistake *mistake)
{
	char *with_list = replaced(small_questions, "type: list of text", "type: list of choice of roles");
	struct buf text = BUF_INIT;
	char *changed;

	buf_adds(&text, with_list);
	buf_adds(&text, promises);
	changed = replaced(text.s, mistake->old, mistake->new_text);
	small_read(small, changed, small_facts);
	free(changed);
	free(with_list);
	buf_release(&text);
}

static void test_promises(void **state)
{
	static const struct mistake none = {"promises:", "promises:", ""};
	struct small small;

	(void)state;
	read_promises(&small, &none);
	assert_findings(&small.diags, "");
	assert_int_equal(small.schema->promise_count, 3);
	assert_int_equal(small.schema->condition_count, 5);
	const struct promise *promise = &small.schema->promises[2];
	assert_string_equal(promise->term->id, "controller");
	assert_ptr_equal(schema_promise(small.schema, promise->term), promise);
	assert_string_equal(promise->kept->name, "kept_controller");
	assert_int_equal(promise->breach_count, 2);
	assert_string_equal(promise->breaches[1].says, "t");
	assert_string_equal(small.schema->promises[1].breaches[0].at->name, "this.contract");
	small_release(&small);
}

static void test_mistakes_in_promises(void **state)
{
	static const struct mistake mistakes[] = {
		{"made_in: company.names", "made_in: company.seat", "promise-list:60:12"},
		{"made_in: company.names", "made_in: company.nams", "unknown-path:60:20"},
		{"  made_in: company.names\n", "", "missing-key:60:3"},
		{"    processor:", "    procesor:", "bad-choice:62:5 promise-missing:6:9"},
		{"[{when: company.big, at: company.big, says: s, do: d}]", "[]", "promise-unbreakable:62:16"},
		{"when: company.big, at: company.big,", "when: company.bug, at: company.big,", "unknown-path:62:32"},
		{"when: company.big, at: company.big,", "when: company.big, at: this.big,", "condition-no-this:62:41"},
		{"when: company.big, at: company.big,", "when: company.big, at: count(services),", "promise-place:62:41"},
		{"when: company.big, at: company.big, says: s,", "when: company.big, at: company.big,", "missing-key:62:17"},
		{"at: this.contract", "at: this.contrct", "unknown-path:63:67"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct small small;
		read_promises(&small, &mistakes[i]);
		assert_findings(&small.diags, mistakes[i].findings);
		assert_null(small.schema);
		small_release(&small);
	}
}

/* The small library with checks. */
static const char checks[] =
	"checks:\n"                                                                                            /* 59 */
	"  big-abroad: {article: [gdpr-13], advice: yes, cases: [{when: abroad_and_big, at: company.big, says: s, do: d}]}\n"
	"  no-contract: {article: [gdpr-13], cases: [{when: 'any(s in services, not s.contract)', at: this.contract, says: t, do: e},\n"
	"    {when: not company.big, at: company.big, says: u, do: f}]}\n";

static void read_checks(struct small *small, const struct mistake *mistake)
{
	struct buf text = BUF_INIT;
	buf_adds(&text, small_questions);
	buf_adds(&text, checks);
	char *changed = replaced(text.s, mistake->old, mistake->new_text);
	small_read(small, changed, small_facts);
	free(changed);
	buf_release(&text);
}

static void test_checks(void **state)
{
	static const struct mistake none = {"checks:", "checks:", ""};
	struct small small;

	(void)state;
	read_checks(&small, &none);
	assert_findings(&small.diags, "");
	assert_int_equal(small.schema->check_count, 2);
	assert_int_equal(small.schema->condition_count, 4);
	assert_string_equal(small.schema->conditions[3].name, "amiss_no_contract");
	assert_true(small.schema->checks[0].advice);
	assert_false(small.schema->checks[1].advice);
	assert_int_equal(small.schema->checks[1].case_count, 2);
	assert_string_equal(small.schema->checks[1].cases[0].at->name, "this.contract");
	assert_string_equal(small.schema->checks[1].articles[0]->id, "gdpr-13");
	small_release(&small);
}

static void test_mistakes_in_checks(void **state)
{
	static const struct mistake mistakes[] = {
		{"big-abroad: {article: [gdpr-13], ", "big-abroad: {", "missing-key:60:15"},
		{"big-abroad: {article: [gdpr-13],", "big-abroad: {article: [gdpr-14],", "unknown-requirement:60:26"},
		{"big-abroad: {article: [gdpr-13],", "big-abroad: {article: [],", "no-value:60:25"},
		{"advice: yes", "advise: yes", "unknown-key:60:36"},
		{"[{when: abroad_and_big, at: company.big, says: s, do: d}]", "[]", "check-empty:60:56"},
		{"when: abroad_and_big,", "when: abroad_and_bug,", "unknown-path:60:64"},
		{"at: this.contract", "at: count(services)", "promise-place:61:94"},
		{"  no-contract:", "  no contract:", "bad-id:61:3"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct small small;
		read_checks(&small, &mistakes[i]);
		assert_findings(&small.diags, mistakes[i].findings);
		assert_null(small.schema);
		small_release(&small);
	}
}

static void test_did_you_mean(void **state)
{
	struct small small;
	char *text = replaced(small_questions, "reference to services", "reference to servics");

	(void)state;
	small_read(&small, text, small_facts);
	assert_string_equal(small.diags.items[0].message, "'servics' is not a field of the answers file");
	assert_string_equal(small.diags.items[0].fix, "did you mean 'services'");
	assert_string_equal(small.diags.items[0].pos.file, "questions/10.yaml");
	small_release(&small);
	free(text);
}

static void test_circle_is_named(void **state)
{
	struct small small;
	char *text = replaced(small_questions, "when: this.contract,", "when: given(this.signed_by),");

	(void)state;
	small_read(&small, text, small_facts);
	assert_int_equal(small.diags.count, 1);
	assert_string_equal(small.diags.items[0].message,
		"these questions wait for each other: service.contract_since -> service.signed_by -> service.contract_since");
	small_release(&small);
	free(text);
}

/* Two files: ids are unique over all of them, conditions of the first are seen in the second. */
static void test_several_files(void **state)
{
	struct source vocabularies[] = {source_of("countries.yaml", small_countries), source_of("roles.yaml", small_roles)};
	struct source law = source_of("gdpr.yaml", small_law);
	char *expanded = small_expand(small_questions);
	struct source questions[] = {
		source_of("questions/10.yaml", expanded),
		source_of("questions/20.yaml",
			"chapter: {id: more, title: More, asks: [dpo, services]}\nconditions: {still: abroad, abroad: company.big}\n"
			"records: {dpo: {what: x, questions: []}}\n"),
	};
	struct schema_sources sources = {{vocabularies, 2}, {&law, 1}, {questions, 2}, {NULL, 0}};
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;

	(void)state;
	assert_null(schema_read(&arena, &sources, &diags));
	assert_findings(&diags, "duplicate-id:3:11");
	diags_release(&diags);
	questions[1] = source_of("questions/20.yaml",
		"chapter: {id: more, title: More, asks: [dpo]}\nconditions: {still: abroad, abroad: company.big}\n");
	assert_null(schema_read(&arena, &sources, &diags));
	assert_findings(&diags, "duplicate-id:2:29");
	assert_string_equal(diags.items[0].message, "the condition 'abroad' is there twice: first in questions/10.yaml:57");
	diags_release(&diags);
	questions[1] = source_of("questions/20.yaml",
		"chapter: {id: company, title: More, asks: [dpo, services]}\nconditions: {still: abroad}\n");
	assert_null(schema_read(&arena, &sources, &diags));
	assert_findings(&diags, "duplicate-id:1:15 asked-twice:1:49");
	diags_release(&diags);
	questions[1] = source_of("questions/20.yaml", "chapter: {id: more, title: More, asks: [dpo]}\nconditions: {still: abroad}\n");
	assert_non_null(schema_read(&arena, &sources, &diags));
	assert_findings(&diags, "");
	diags_release(&diags);
	arena_release(&arena);
	free(expanded);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_ranks),
		cmocka_unit_test(test_without_facts),
		cmocka_unit_test(test_mistakes_in_questions),
		cmocka_unit_test(test_mistakes_in_facts),
		cmocka_unit_test(test_promises),
		cmocka_unit_test(test_mistakes_in_promises),
		cmocka_unit_test(test_checks),
		cmocka_unit_test(test_mistakes_in_checks),
		cmocka_unit_test(test_did_you_mean),
		cmocka_unit_test(test_circle_is_named),
		cmocka_unit_test(test_several_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
