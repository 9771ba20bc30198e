/* Vocabularies and requirements: what is read, and what is said about mistakes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "questionnaire/rules/requirement.h"
#include "questionnaire/vocabularies/vocabulary.h"
#include "tests/unit/findings.h"

#define SOURCE "source: ISO 3166-1\nchecked_on: 2026-11-22\nverified: yes\n"

/* Each leads to the other; circles between vocabularies are fine. */
static const char countries[] =
	"vocabulary: countries\n"
	"title: Countries\n"
	"attributes: {name: words, eea: yes-no, members: number optional, authority: choice of authorities optional,"
	" near: list of choice of countries optional, site: web optional, since: date optional}\n"
	SOURCE
	"terms:\n"
	"  SE: {name: {en: Sweden, de: Schweden}, eea: yes, members: 10, authority: se-imy,"
	" near: [FI, SE], site: https://www.gov.se, since: 1995-01-01}\n"
	"  FI: {name: {en: Finland}, eea: true}\n"
	"  US: {name: {en: United States}, eea: no, source: the map, checked_on: 2025-01-02, verified: no}\n";
static const char authorities[] =
	"vocabulary: authorities\ntitle: Authorities\n" SOURCE
	"attributes: {name: text, country: choice of countries, mail: email optional, answers_in: duration optional,"
	" nicknames: list of text optional}\n"
	"terms:\n"
	"  se-imy: {name: IMY, country: SE, mail: imy@imy.se, answers_in: 2 months, nicknames: [the watchdog, IMY]}\n";

struct library {
	struct arena arena;
	struct diags diags;
	struct vocabularies vocabularies;
	bool fine;
};

static void library_read(struct library *library, const char *one, const char *two)
{
	struct source items[2] = {source_of("vocabularies/one.yaml", one), source_of("vocabularies/two.yaml", two ? two : "")};
	struct source_list list = {items, two ? 2 : 1};

	arena_init(&library->arena);
	diags_init(&library->diags);
	library->fine = vocabularies_read(&library->arena, &list, &library->vocabularies, &library->diags);
}

static void library_release(struct library *library)
{
	diags_release(&library->diags);
	arena_release(&library->arena);
}

static void test_terms_and_attributes(void **state)
{
	struct library library;
	const struct vocabulary *vocabulary;
	const struct term *se, *us;

	(void)state;
	library_read(&library, countries, authorities);
	assert_findings(&library.diags, "");
	assert_true(library.fine);
	assert_int_equal(library.vocabularies.count, 2);
	vocabulary = vocabulary_find(&library.vocabularies, "countries");
	assert_non_null(vocabulary);
	assert_string_equal(vocabulary->title, "Countries");
	assert_int_equal(vocabulary->term_count, 3);
	assert_string_equal(vocabulary->terms[0].id, "SE");
	assert_string_equal(vocabulary->by_id[0]->id, "FI");
	assert_null(vocabulary_find(&library.vocabularies, "country"));
	assert_null(vocabulary_term(vocabulary, "se"));

	se = vocabulary_term(vocabulary, "SE");
	assert_string_equal(value_words(term_attribute(se, "name"), "de-AT"), "Schweden");
	assert_string_equal(value_words(term_attribute(se, "name"), "en-GB"), "Sweden");
	assert_int_equal(term_attribute(se, "eea")->number, 1);
	assert_int_equal(term_attribute(se, "members")->number, 10);
	assert_int_equal(term_attribute(se, "since")->number, 19950101);
	assert_string_equal(term_attribute(se, "site")->text, "https://www.gov.se");
	assert_int_equal(term_attribute(se, "near")->count, 2);
	assert_ptr_equal(term_attribute(se, "near")->items[1].term, se);
	assert_ptr_equal(term_attribute(term_attribute(se, "authority")->term, "country")->term, se);
	assert_int_equal(term_attribute(term_attribute(se, "authority")->term, "nicknames")->count, 2);
	assert_null(term_attribute(se, "nothing"));
	assert_int_equal(vocabulary_attribute(vocabulary, "authority"), 3);
	assert_int_equal(vocabulary_attribute(vocabulary, "nothing"), -1);

	us = vocabulary_term(vocabulary, "US");
	assert_int_equal(term_attribute(us, "authority")->state, VALUE_NONE);
	assert_int_equal(term_attribute(us, "authority")->kind, TYPE_CHOICE);
	assert_string_equal(us->source, "the map");
	assert_string_equal(us->checked_on, "2025-01-02");
	assert_false(us->verified);
	assert_string_equal(se->source, "ISO 3166-1");
	assert_true(se->verified);
	assert_int_equal(se->pos.line, 8);
	assert_int_equal(se->pos.col, 3);
	assert_string_equal(se->pos.file, "vocabularies/one.yaml");
	library_release(&library);
}

/* The library must outlive the files it was read from. */
static void test_texts_are_copied(void **state)
{
	char *text = strdup(countries), *other = strdup(authorities);
	struct library library;

	(void)state;
	library_read(&library, text, other);
	memset(text, 'x', strlen(text));
	memset(other, 'x', strlen(other));
	free(text);
	free(other);
	assert_string_equal(value_words(term_attribute(vocabulary_term(library.vocabularies.items[0], "US"), "name"), "en"), "United States");
	assert_string_equal(library.vocabularies.items[1]->terms[0].pos.file, "vocabularies/two.yaml");
	library_release(&library);
}

static void test_nearest(void **state)
{
	struct library library;
	const struct vocabulary *vocabulary;

	(void)state;
	library_read(&library, countries, authorities);
	vocabulary = vocabulary_find(&library.vocabularies, "countries");
	assert_string_equal(vocabulary_nearest(vocabulary, "Sweden"), "SE"); /* by what it is called */
	assert_string_equal(vocabulary_nearest(vocabulary, "schweden"), "SE");
	assert_string_equal(vocabulary_nearest(vocabulary, "fi"), "FI");
	assert_string_equal(vocabulary_nearest(vocabulary_find(&library.vocabularies, "authorities"), "se-iym"), "se-imy");
	assert_null(vocabulary_nearest(vocabulary, "nowhere at all"));
	library_release(&library);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		{"", "empty-file:0:0"},
		{"- a\n", "wrong-type:1:1"},
		{"vocabulary: v\ntitle: V\n" SOURCE, "missing-key:1:1"},
		{"vocabulary: v\ntitle: V\nterm: {}\n" SOURCE "terms: {a: {}}\n", "unknown-key:3:1"},
		{"vocabulary: a b\ntitle: V\n" SOURCE "terms: {a: {}}\n", "bad-id:1:13"},
		{"vocabulary: v\ntitle: [V]\n" SOURCE "terms: {a: {}}\n", "wrong-type:2:8"},
		{"vocabulary: v\ntitle:\n" SOURCE "terms: {a: {}}\n", "no-value:2:7"},
		{"vocabulary: v\ntitle: V\n" SOURCE "terms: [a]\n", "wrong-type:6:8"},
		{"vocabulary: v\ntitle: V\n" SOURCE "terms: {a: b}\n", "wrong-type:6:12"},
		{"vocabulary: v\ntitle: V\n" SOURCE "terms: {-a: {}}\n", "bad-id:6:9"},
		{"vocabulary: v\ntitle: V\nterms:\n  a: {}\n  b: {}\n", "missing-key:4:6 missing-key:4:6 missing-key:4:6"},
		{"vocabulary: v\ntitle: V\nsource: x\nverified: no\nterms:\n  a: {checked_on: 2026-11-22}\n  b: {}\n", "missing-key:7:6"},
		{"vocabulary: v\ntitle: V\nsource: x\nchecked_on: 2025-02-29\nverified: no\nterms: {}\n", "bad-value:4:13"},
		{"vocabulary: v\ntitle: V\nsource: x\nchecked_on: 2025-02-28\nverified: maybe\nterms: {}\n", "bad-value:5:11"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: txet}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {uses: text}\nterms: {a: {uses: x}}\n", "wrong-type:6:20"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {also: text}\nterms: {a: {also: x}}\n", "wrong-type:6:20"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {also: list of number}\nterms: {a: {also: [1]}}\n", "wrong-type:6:20"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {uses: number optional, also: list of text}\nterms: {a: {uses: -1, also: [b]}}\n", "bad-value:7:19"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: record of x}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: list of words}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: list of list of text}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: 'choice of '}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: optional}\nterms: {a: {n: x}}\n", "unknown-type:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: choice of w}\nterms: {a: {n: x}}\n", "unknown-vocabulary:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: list of choice of w}\nterms: {a: {n: [x]}}\n", "unknown-vocabulary:6:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {N: text}\nterms: {a: {}}\n", "bad-id:6:14"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {source: text}\nterms: {a: {}}\n", "reserved-attribute:6:14"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: text}\nterms: {a: {}}\n", "missing-key:7:12"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: text}\nterms: {a: {n: x, m: y}}\n", "unknown-key:7:19"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: text}\nterms: {a: {n: [x]}}\n", "wrong-type:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: words}\nterms: {a: {n: x}}\n", "wrong-type:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: words}\nterms: {a: {n: {}}}\n", "no-value:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: words}\nterms: {a: {n: {english: x}}}\n", "bad-language:7:17"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: list of text}\nterms: {a: {n: x}}\n", "wrong-type:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: number}\nterms: {a: {n: many}}\n", "bad-value:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: web}\nterms: {a: {n: 'javascript:alert(1)'}}\n", "bad-value:7:16"},
		{"vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: choice of v}\nterms: {abc: {n: abd}}\n", "bad-choice:7:18"},
		{"vocabulary: v\ntitle: V\n" SOURCE "terms: {a: !none }\n", "tag-not-allowed:6:12"},
		{"vocabulary: v\ntitle: V\n" SOURCE "terms: {a: {}, a: {}}\n", "yaml-duplicate-key:6:16"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct library library;
		library_read(&library, cases[i].text, NULL);
		assert_findings(&library.diags, cases[i].findings);
		assert_false(library.fine);
		library_release(&library);
	}
}

static void test_did_you_mean(void **state)
{
	struct library library;

	(void)state;
	library_read(&library, "vocabulary: v\ntitle: V\n" SOURCE "attributes: {n: choice of v}\nterms: {abc: {n: abd}}\n", NULL);
	assert_string_equal(library.diags.items[0].message, "'abd' is not among the choices of 'n'");
	assert_string_equal(library.diags.items[0].fix, "did you mean 'abc'");
	library_release(&library);
	library_read(&library, "vocabulary: v\ntitel: V\n" SOURCE "attributes: {n: text}\nterms: {abc: {n: abd}}\n", NULL);
	assert_findings(&library.diags, "unknown-key:2:1 missing-key:1:1");
	assert_string_equal(library.diags.items[0].fix, "did you mean 'title'");
	library_release(&library);
}

static void test_vocabulary_twice(void **state)
{
	struct library library;

	(void)state;
	library_read(&library, authorities, authorities);
	assert_findings(&library.diags, "duplicate-id:1:13 unknown-vocabulary:6:35 unknown-vocabulary:6:35");
	assert_string_equal(library.diags.items[0].message, "the vocabulary 'authorities' is there twice: first in vocabularies/one.yaml:1");
	library_release(&library);
}

/* Requirements */

#define LAW "law: gdpr\ntitle: General Data Protection Regulation\nsource: EUR-Lex\nchecked_on: 2026-11-21\nverified: true\nrequirements:\n"

static void test_requirements(void **state)
{
	struct source items[] = {
		source_of("laws/gdpr.yaml",
			LAW "  b-2: {cite: GDPR Art. 2, says: two}\n  a-1: {cite: GDPR Art. 1, says: one, verified: no, source: hearsay}\n"),
		source_of("laws/other.yaml",
			"law: other\ntitle: O\nsource: S\nchecked_on: 2026-11-21\nverified: no\nrequirements: {aa: {cite: O 1, says: three}}\n"),
	};
	struct source_list list = {items, 2};
	struct requirements requirements;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;

	(void)state;
	assert_true(requirements_read(&arena, &list, &requirements, &diags));
	assert_findings(&diags, "");
	assert_int_equal(requirements.count, 3);
	assert_string_equal(requirement_find(&requirements, "b-2")->cite, "GDPR Art. 2");
	assert_string_equal(requirement_find(&requirements, "b-2")->law, "gdpr");
	assert_true(requirement_find(&requirements, "b-2")->verified);
	assert_string_equal(requirement_find(&requirements, "a-1")->source, "hearsay");
	assert_string_equal(requirement_find(&requirements, "a-1")->checked_on, "2026-11-21");
	assert_false(requirement_find(&requirements, "a-1")->verified);
	assert_int_equal(requirement_find(&requirements, "aa")->pos.line, 6);
	assert_null(requirement_find(&requirements, "a-2"));
	assert_string_equal(requirement_nearest(&requirements, "b-22"), "b-2");
	diags_release(&diags);
	arena_release(&arena);
}

static void test_requirement_mistakes(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		{LAW "  a: {cite: x}\n", "missing-key:7:6"},
		{LAW "  a: {cite: x, says: y, sais: z}\n", "unknown-key:7:25"},
		{LAW "  a: x\n", "wrong-type:7:6"},
		{LAW "  a b: {cite: x, says: y}\n", "bad-id:7:3"},
		{"law: x\ntitle: y\nrequirements: {a: {cite: x, says: y}}\n", "missing-key:3:19 missing-key:3:19 missing-key:3:19"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct source item = source_of("laws/x.yaml", cases[i].text);
		struct source_list list = {&item, 1};
		struct requirements requirements;
		struct arena arena = ARENA_INIT;
		struct diags diags = DIAGS_INIT;
		assert_false(requirements_read(&arena, &list, &requirements, &diags));
		assert_findings(&diags, cases[i].findings);
		diags_release(&diags);
		arena_release(&arena);
	}
}

static void test_requirement_twice(void **state)
{
	struct source items[] = {source_of("laws/a.yaml", LAW "  a: {cite: x, says: y}\n"), source_of("laws/b.yaml",
		LAW "  a: {cite: x, says: y}\n")};
	struct source_list list = {items, 2};
	struct requirements requirements;
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;

	(void)state;
	assert_false(requirements_read(&arena, &list, &requirements, &diags));
	assert_findings(&diags, "duplicate-id:7:3");
	assert_string_equal(diags.items[0].pos.file, "laws/b.yaml");
	diags_release(&diags);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_terms_and_attributes),
		cmocka_unit_test(test_texts_are_copied),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_did_you_mean),
		cmocka_unit_test(test_vocabulary_twice),
		cmocka_unit_test(test_requirements),
		cmocka_unit_test(test_requirement_mistakes),
		cmocka_unit_test(test_requirement_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
