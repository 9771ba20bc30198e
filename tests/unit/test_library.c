/* The clause library: a good one, one planted mistake after the other, and overlays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "outputs/library/clause_read.h"
#include "outputs/library/library.h"
#include "outputs/library/template.h"
#include "tests/unit/small_library.h"

static const char good_sections[] =
	"sections:\n"
	"  top: {title: \"Privacy {{ notice.term: notice 'notice', other 'statement' }} of {{ company.legal_name }}\"}\n"
	"  glance: {title: At a glance, short: yes}\n"
	"  services: {title: Who gets data}\n"
	"  countries: {title: Where they are, in: services}\n";
static const char good_words[] = "month.2: February\nand: and\nmonth.10: October\n";
static const char good_clauses[] =
	"---\n"                                                             /* 1 */
	"clause: glance.size\n"
	"section: glance\n"
	"surprise: 2\n"
	"when: company.big and notice.language == \"en\"\n"
	"---\n"
	"We are big. See [](#services) and [our site]({{ company.site }}).\n"
	"\n"
	"---\n"
	"clause: services.table\n"                                          /* 10 */
	"section: services\n"
	"few: services.few\n"
	"meets: [gdpr-13, gdpr-14]\n"
	"kinds: [service.name]\n"
	"law: [eu, uk]\n"
	"note: checked by two people\n"
	"---\n"
	"| Company | Where |\n"
	"| --- | --- |\n"
	"{% for s in services %}\n"                                         /* 20 */
	"| {{ s.name }} | {{ c.name for c in s.countries }} |\n"
	"{% endfor %}\n"
	"---\n"
	"section: services\n"
	"clause: services.few\n"
	"---\n"
	"{{ s.name for s in services }}.\n"
	"---\n"
	"for: c in s.countries\n"
	"each: s in services if given(s.note)\n"                            /* 30 */
	"when: c.eea and company.seat.eea\n"
	"join: sentence\n"
	"clause: countries.note\n"
	"section: countries\n"
	"---\n"
	"About {{ c.name }}: {{ s.note }}\n"
	"---\n"
	"clause: top.motto\n"
	"section: top\n"
	"when: given(company.motto)\n"                                      /* 40 */
	"---\n"
	"{{ company.motto }} **{{ company.legal_name }}**.\n";

struct world {
	struct arena arena;
	struct diags diags;
	const struct library *library;
};

static struct arena shared;
static const struct schema *schema;

static int set_up(void **state)
{
	struct diags diags = DIAGS_INIT;
	(void)state;
	arena_init(&shared);
	schema = small_schema(&shared, &diags);
	assert_findings(&diags, "");
	diags_release(&diags);
	return schema ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&shared);
	return 0;
}

/* A library of one file of clauses; the strings are gone when it is looked at. */
static void read_library(struct world *world, const char *clauses, const char *sections, const char *words)
{
	char *names[] = {strdup("en/10.md"), strdup("en/sections.yaml"), strdup("en/words.yaml"), strdup("en")}, *texts[] = {strdup(clauses), strdup(sections), strdup(words)};
	struct source files[3];
	for (size_t i = 0; i < 3; i++)
		files[i] = source_of(names[i], texts[i]);
	const struct library_sources sources = {names[3], {&files[0], 1}, {&files[1], 1}, {&files[2], 1}, NULL};
	arena_init(&world->arena);
	diags_init(&world->diags);
	world->library = library_read(&world->arena, schema, &sources, &world->diags);
	for (size_t i = 0; i < 3; i++)
		free(texts[i]);
	for (size_t i = 0; i < 4; i++)
		free(names[i]);
}

static void release(struct world *world)
{
	diags_release(&world->diags);
	arena_release(&world->arena);
}

static void show_order(struct buf *buf, const struct library *library)
{
	for (size_t i = 0; i < library->clause_count; i++) {
		const struct clause *clause = library->clauses[i];
		buf_addf(buf, "%s%s%s%s", i ? " " : "", clause->id, clause->only_few ? "*" : "", clause->layer ? "+" : "");
		if (clause->few)
			buf_addf(buf, ">%s", clause->few->id);
	}
}

static void assert_order(const struct library *library, const char *expected)
{
	struct buf buf = BUF_INIT;
	show_order(&buf, library);
	assert_string_equal(buf.s, expected);
	buf_release(&buf);
}

static void test_good(void **state)
{
	struct world world;
	struct buf buf = BUF_INIT;
	(void)state;
	read_library(&world, good_clauses, good_sections, good_words);
	assert_findings(&world.diags, "");
	const struct library *library = world.library;
	assert_non_null(library);
	assert_string_equal(library->language, "en");
	assert_order(library, "top.motto glance.size services.table>services.few services.few* countries.note");

	assert_int_equal(library->section_count, 4);
	static const int levels[] = {1, 2, 2, 3};
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(library->sections[i].level, levels[i]);
	assert_null(library_section(library, "services")->parent);
	assert_string_equal(library_section(library, "countries")->parent, "services");
	assert_int_equal(library_section(library, "countries")->pos.line, 5);
	assert_string_equal(library_section(library, "countries")->pos.file, "en/sections.yaml");
	assert_null(library_section(library, "country"));
	show_pieces(&buf, library->sections[0].title, library->sections[0].title_count);
	assert_string_equal(buf.s, "\"Privacy \" {notice.term: notice 'notice', other 'statement'} \" of \" {company.legal_name}");

	assert_int_equal(library->word_count, 3);
	assert_string_equal(library_word(library, "month.10"), "October");
	assert_string_equal(library_word(library, "and"), "and");
	assert_null(library_word(library, "or"));

	const struct clause *table = library_clause(library, "services.table");
	assert_int_equal(table->law_count, 2);
	assert_string_equal(table->laws[1], "uk");
	assert_int_equal(table->meet_count, 2);
	assert_string_equal(table->meets[1]->cite, "GDPR Art. 14");
	assert_string_equal(table->kinds[0], "service.name");
	assert_int_equal(table->pos.line, 9);
	assert_string_equal(table->pos.file, "en/10.md");
	assert_int_equal(table->pieces[0].pieces[1].line, 20);
	const struct clause *note = library_clause(library, "countries.note");
	assert_int_equal(note->each.slot, SLOT_LOOP);
	assert_int_equal(note->inner.slot, SLOT_LOOP + 1);
	assert_string_equal(note->each.text, "s in services if given(s.note)");
	assert_non_null(note->each.filter);
	assert_null(note->inner.filter);
	assert_int_equal(note->join, JOIN_SENTENCE);
	assert_int_equal(library_clause(library, "glance.size")->surprise, 2);
	assert_null(library_clause(library, "glance"));
	assert_int_equal(strlen(note->hash), 16);
	buf_release(&buf);
	release(&world);
}

static void test_hash(void **state)
{
	static const struct {
		const char *body, *hash;
	} cases[] = {
		{"", "cbf29ce484222325"}, {"\n \r\n", "cbf29ce484222325"}, {"a", "af63dc4c8601ec8c"}, {"\n\na\n\t\n", "af63dc4c8601ec8c"}, {"a\r\n", "af63dc4c8601ec8c"},
		{"foobar", "85944171f73967e8"},
	};
	char lf[HASH_SIZE], crlf[HASH_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		clause_hash(cases[i].body, strlen(cases[i].body), lf);
		assert_string_equal(lf, cases[i].hash);
	}
	clause_hash("a\n\nb \nc", 7, lf);
	clause_hash("\r\na\r\n\r\nb \r\nc\r\n", 14, crlf);
	assert_string_equal(lf, crlf);
	clause_hash("a\nb \nc", 6, crlf);
	assert_string_not_equal(lf, crlf);
}

/* Questions that the good library uses are used in these too, by a clause at the end. */
#define USES "---\nclause: uses\nsection: glance\nwhen: >-\n  company.big and notice.language == \"en\" and given(company.site) and given(company.motto) and\n" \
	"  any(s in services, s.name == \"x\" and given(s.note) and \"SE\" in s.countries) and company.seat == \"SE\"\n---\n{{ company.legal_name }}\n"
#define FRONT(more) "---\nclause: a\nsection: services\n" more "---\n"
#define TABLE "| A |\n| --- |\n{% for s in services %}\n| {{ s.name }} |\n{% endfor %}\n"

static void test_mistakes(void **state)
{
	static const struct {
		const char *clauses, *findings;
	} cases[] = {
		{FRONT("") "A\n", ""},
		{"", ""},
		{"\xEF\xBB\xBF\r\n---\r\nclause: a\r\nsection: services\r\n---\r\nA\r\n", ""},
		/* the file */
		{"A\n" FRONT("") "A\n", "clause-fence:1:1"},
		{FRONT("") "A\n\n---\n\nB\n", "clause-front:7:1"},
		{FRONT("") "A\n---\nB\n---\nC\n", "clause-front:6:1 clause-front:8:1"},
		{"---\nsection: services\n---\nA\n", "clause-key-missing:1:1"},
		{"---\nclause: a\nclause: b\n---\nA\n", "yaml-duplicate-key:3:1"},
		{FRONT("") "A\n\xE4\n", "utf8-invalid:6:1"},
		{FRONT("") "A\nb\tc\x1B\n", "control-character:6:4"},
		{FRONT("") "A\n\xC3\xA4 \xE2\x80\xAE b\n", "bidi-unbalanced:6:3"},
		/* front matter */
		{"---\nclause: a\n---\nA\n", "clause-key-missing:1:1"},
		{FRONT("sectoin: b\n") "A\n", "clause-key-unknown:4:1"},
		{FRONT("zzz: b\n") "A\n", "clause-key-unknown:4:1"},
		{FRONT("when: [a]\n") "A\n", "clause-value:4:7"},
		{FRONT("meets: {a: b}\n") "A\n", "clause-value:4:8"},
		{FRONT("note: !unknown\n") "A\n", "clause-value:4:7"},
		{FRONT("join: both\n") "A\n", "clause-value:4:7"},
		{"---\nclause: A b\nsection: services\n---\nA\n", "clause-id:2:9"},
		{"---\nclause: a\nsection: servces\n---\nA\n", "clause-unknown-section:3:10"},
		{"---\nclause: a\nsection: zzz\n---\nA\n", "clause-unknown-section:3:10"},
		{FRONT("") "A\n" FRONT("") "B\n", "clause-duplicate:7:9"},
		{FRONT("law: [eu, us]\n") "A\n", "clause-unknown-law:4:11"},
		{FRONT("meets: gdpr-15\n") "A\n", "clause-unknown-requirement:4:8"},
		{FRONT("meets: [gdpr-13, zzz]\n") "A\n", "clause-unknown-requirement:4:18"},
		{FRONT("kinds: [a.b, a]\n") "A\n", "clause-kind:4:14"},
		{FRONT("surprise: 1\n") "A\n", "clause-surprise:4:11"},
		{"---\nclause: a\nsection: glance\nsurprise: 10\n---\nA\n", "clause-surprise:4:11"},
		{FRONT("short: no\n") "A\n", "clause-value:4:8 clause-short:3:10"},
		{FRONT("short: only\n") "A\n", "clause-short:3:10"},
		{"---\nclause: a\nsection: glance\nshort: only\n---\nA\n", ""},
		{"---\nclause: a\nsection: s.name\neach: s in services\n---\nA\n", "clause-section-path:3:10"},
		{"---\nclause: a\nsection: s.zzz\neach: s in services\n---\nA\n", "unknown-path:3:12"},
		{"---\nclause: a\nsection: company.seat\n---\nA\n", "clause-section-path:3:10"},
		{FRONT("when: company.bigg\n") "A\n", "unknown-path:4:15"},
		{FRONT("when: \"company.big and  company.bigg\"\n") "A\n", "unknown-path:4:33"},
		{FRONT("each: s in company\n") "A\n", "loop-list:4:12"},
		{FRONT("each: s services\n") "A\n", "loop-syntax:4:7"},
		{FRONT("each: s in services\nfor: s in s.countries\n") "A\n", "loop-variable:5:6"},
		{FRONT("when: given(s.note)\n") "A\n", "unknown-path:4:13"},
		{FRONT("replaces: b\n") "A\n", "overlay-only:4:1"},
		{FRONT("") "\n \n", "clause-empty:1:1"},
		/* bodies */
		{FRONT("") "\nA\n\n> B\n", "clause-markup:8:1"},
		{FRONT("") "{{ company.motto }}\n", "answer-unguarded:5:1"},
		{FRONT("") "A {{ company.motto }}\n\n{% if given(company.motto) %}\n{{ company.motto }}\n{% else %}\n{{ company.motto }}\n{% endif %}\n", "answer-unguarded:5:3 answer-unguarded:10:1"},
		{FRONT("") "{{ s.note for s in services }} {{ s.note for s in services if given(s.note) }}\n", "answer-unguarded:5:1"},
		{FRONT("each: s in services\n") "{{ s.note }}\n", "answer-unguarded:6:1"},
		{FRONT("each: s in services if given(s.note)\n") "{{ s.note }}\n", ""},
		{FRONT("each: s in services\nwhen: given(s.note) and company.big\n") "{{ s.note }}\n", ""},
		{FRONT("") "{% for r in facts.recipients if given(r.note) %}\n{{ r.note }}\n{% endfor %}\n{% for r in facts.recipients %}\n{{ r.note }}\n{% endfor %}\n", "answer-unguarded:9:1"},
		{FRONT("meets: gdpr-13\n") "A\n{% if company.big %}\nB\n{% endif %}\n", "if-without-else:7:1"},
		{FRONT("kinds: a.b\n") "{% if company.big %}\nB\n{% else %}\nC\n{% endif %}\n", ""},
		{FRONT("") "{% if company.big %}\nB\n{% endif %}\n", ""},
		{FRONT("") "a**{{ company.legal_name }}** **{{ company.legal_name }}**b, **a**b *{{ company.legal_name }}*\n", "bold-around-value:5:4 bold-around-value:5:33"},
		{FRONT("") "**{{ company.legal_name }}**, (*a {{ company.legal_name }}*): {{ company.legal_name }}\\\n**{{ company.legal_name }}**\n", ""},
		{FRONT("") "{{ company.legal_name }}**{{ company.legal_name }}**\n", "bold-around-value:5:27"},
		{FRONT("") "Under {{ cite base-consent }}. A ({{ cite base-consent }} or so). {{ cite complaint }}, b\n",
			"cite-place:5:7 cite-place:5:35 cite-place:5:67"},
		{FRONT("") "[a](#glanze) [b](#zzz) [](#glance)\n", "link-section-unknown:5:2 link-section-unknown:5:15"},
		{FRONT("") "[a](javascript:b) [c](/d) [e](https://f.example/)\n", "link-address:5:2 link-address:5:20"},
		{FRONT("join: line\n") "A\n\nB\n", "clause-join:4:7"},
		{FRONT("join: line\n") "- A\n", "clause-join:4:7"},
		{FRONT("join: line\n") "{% if company.big %}\nA\n{% else %}\nB\n{% endif %}\n", ""},
		/* few */
		{FRONT("") TABLE, "clause-few-missing:7:1"},
		{FRONT("few: uses\n") "A\n", "clause-few-place:4:6 clause-few-useless:4:6"},
		{FRONT("few: c\n") TABLE, "clause-few-unknown:4:6"},
		{FRONT("few: bb\n") TABLE "---\nclause: b\nsection: services\n---\nA\n", "clause-few-unknown:4:6"},
		{FRONT("few: a\n") TABLE, "clause-few-chain:4:6"},
		{FRONT("few: b\n") TABLE "---\nclause: b\nsection: glance\n---\nA\n", "clause-few-place:4:6"},
		{FRONT("few: b\n") TABLE "---\nclause: b\nsection: services\neach: s in services\n---\nA\n", "clause-few-place:4:6"},
		{FRONT("few: b\n") TABLE "---\nclause: b\nsection: services\n---\nA\n", ""},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		struct buf buf = BUF_INIT;
		buf_adds(&buf, cases[i].clauses);
		buf_adds(&buf, USES);
		read_library(&world, buf.s, good_sections, good_words);
		assert_findings(&world.diags, cases[i].findings);
		assert_int_equal(world.library == NULL, *cases[i].findings != '\0');
		release(&world);
		buf_release(&buf);
	}
}

static void test_sections_and_words(void **state)
{
	static const struct {
		const char *sections, *words, *findings;
	} cases[] = {
		{good_sections, "", "library-map:1:1"},
		{good_sections, "- and\n", "library-map:1:1"},
		{good_sections, "and: [a]\nor:\nx: y\n", "word-text:1:1 word-text:2:1"},
		{"", "{}", "library-map:1:1 clause-unknown-section:3:10"},
		{"sections: [a]\n", "{}", "library-map:1:11 clause-unknown-section:3:10"},
		{"sections:\n  glance: {title: A}\n", "{}", "section-top:2:3"},
		{"sections:\n  top: {title: A}\n  Glance: {title: A}\n  glance: {title: B}\n", "{}", "section-id:3:3"},
		{"sections:\n  top: {title: A}\n  glance: A\n", "{}", "library-map:3:11"},
		{"sections:\n  top: {title: A}\n  glance: {titel: B}\n", "{}", "section-key:3:12 section-title:3:3"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, short: no}\n  x: {title: C, in: glance, short: yes}\n", "{}",
			"section-short:3:29 section-short:4:36"},
		{"sections:\n  top: {title: A}\n  glance: {title: 1. B}\n", "{}", "clause-markup:3:19"},
		{"sections:\n  top: {title: A}\n  glance: {title: '[B](#top)'}\n", "{}", "section-title:3:19"},
		{"sections:\n  top: {title: A}\n  glance: {title: \"B\\nC\"}\n", "{}", "section-title:3:19"},
		{"sections:\n  top: {title: A}\n  glance: {title: \"'A' {{ company.name }}\"}\n", "{}", "unknown-path:3:35"},
		{"sections:\n  top: {title: A}\n  glance: {title: \"{{ company.motto }}\"}\n", "{}", "answer-unguarded:3:20"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, law: ch}\n", "{}", "section-law:3:27"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, of: [top]}\n", "{}", "section-of:3:26"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, law: uk, of: [tip]}\n", "{}", "section-of:3:35"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, law: uk, of: {}}\n", "{}", "section-value:3:35"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, when: company.bigg}\n", "{}", "unknown-path:3:36"},
		{"sections:\n  top: {title: A}\n  glance: {title: B}\n  c: {title: C, in: glance}\n  d: {title: D, in: c}\n  e: {title: E, in: d}\n", "{}", "section-parent:6:21"},
		{"sections:\n  top: {title: A}\n  glance: {title: B, in: top}\n", "{}", "section-parent:3:26"},
		{"sections:\n  top: {title: A}\n  b: {title: B, in: glance}\n  glance: {title: B}\n", "{}", "section-parent:3:21"},
		{"sections:\n  top: {title: A}\n  glance: {title: B}\n  c: {title: C, in: glance}\n  d: {title: D, in: glance}\n  e: {title: E, in: c}\n", "{}", "section-parent:6:21"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		read_library(&world, USES, cases[i].sections, cases[i].words);
		assert_findings(&world.diags, cases[i].findings);
		assert_null(world.library);
		release(&world);
	}
}

static void test_unused(void **state)
{
	struct world world;
	(void)state;
	read_library(&world, FRONT("when: any(s in services, given(s.note))\n") "{{ company.legal_name }}\n", good_sections, good_words);
	assert_findings(&world.diags, "question-unused:19:9 question-unused:20:9 question-unused:21:9 question-unused:25:9 question-unused:26:9");
	assert_non_null(world.library); /* a warning: questions come before the clauses that use them */
	release(&world);
}

/* ---- overlays ---- */

static const char base_clauses[] =
	FRONT("") "A\n"
	"---\nclause: t\nsection: services\nfew: few\n---\n" TABLE
	"---\nclause: few\nsection: services\n---\nB\n" USES;

static void overlay(struct world *world, const struct library *base, const char *text, const struct library **library)
{
	char *copy = strdup(text);
	struct source file = source_of("mine/10.md", copy);
	const struct overlay_sources sources = {.clauses = {&file, 1}};
	*library = library_overlay(&world->arena, base, &sources, &world->diags);
	free(copy);
}

static void test_overlay(void **state)
{
	static const struct {
		const char *overlay, *findings, *order; /* '@' stands for the hash of clause a, '#' for that of few */
	} cases[] = {
		{"", "", "uses a t>few few*"},
		{"---\nclause: a\nsection: services\nreplaces: @\n---\nNew\n", "", "uses a+ t>few few*"},
		{"---\nclause: a\nsection: services\nreplaces: a @\n---\nNew\n", "", "uses a+ t>few few*"},
		{"---\nclause: b\nsection: services\nreplaces: a @\n---\nNew\n", "", "uses b+ t>few few*"},
		{"---\nclause: mine\nsection: services\nreplaces: few #\n---\nNew\n", "", "uses a t>mine mine*+"},
		{"---\nclause: a\nsection: glance\nreplaces: @\n---\nNew\n", "", "uses a+ t>few few*"},
		{"---\nclause: a\nsection: services\nreplaces: 0123456789abcdef\n---\nNew\n", "overlay-changed:4:11", "uses a+ t>few few*"},
		{"---\nclause: a\nsection: services\nreplaces: a\n---\nNew\n", "overlay-replaces:4:11", NULL},
		{"---\nclause: a\nsection: services\nreplaces: a 12\n---\nNew\n", "overlay-replaces:4:11", NULL},
		{"---\nclause: a\nsection: services\n---\nNew\n", "overlay-exists:2:9", NULL},
		{"---\nclause: b\nsection: services\nreplaces: uzes @\n---\nNew\n", "overlay-unknown:4:11", NULL},
		{"---\nclause: b\nsection: services\nreplaces: @\n---\nNew\n", "overlay-unknown:4:11", NULL},
		{"---\nclause: b\nsection: services\nreplaces: few #\n---\nNew\n---\nclause: c\nsection: services\nreplaces: few #\n---\nNew\n", "overlay-twice:10:11", NULL},
		{"---\nclause: few\nsection: services\nreplaces: a @\n---\nNew\n", "clause-duplicate:16:1", NULL},
		{"---\nclause: new\nsection: glance\n---\nNew {{ company.legal_name }}\n", "", "uses new+ a t>few few*"},
		{"---\nclause: new\nsection: services\nfew: few\n---\n" TABLE, "", "uses a t>few few* new+>few"},
		{"---\nclause: new\nsection: services\n---\n{{ company.motto }}\n", "answer-unguarded:5:1", NULL},
		{"---\nclause: new\nsection: zzz\n---\nA\n", "clause-unknown-section:3:10", NULL},
		{"---\ndeletes: a\nreason: we do not\n---\n", "", "uses t>few few*"},
		{"---\ndeletes: a\n---\n", "overlay-reason:2:10", NULL},
		{"---\ndeletes: a\nreason: r\n---\nA\n", "overlay-body:2:10", NULL},
		{"---\ndeletes: zzz\nreason: r\n---\n", "overlay-unknown:2:10", NULL},
		{"---\ndeletes: few\nreason: r\n---\n", "overlay-needed:2:10", NULL},
		{"---\ndeletes: t\nreason: r\n---\n", "overlay-orphan:2:10", NULL},
		{"---\ndeletes: few\nreason: r\n---\n---\ndeletes: t\nreason: r\n---\n", "", "uses a"},
		{"---\ndeletes: a\nreason: r\n---\n---\nclause: a\nsection: services\nreplaces: @\n---\nA\n", "overlay-twice:8:11", NULL},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		struct buf text = BUF_INIT;
		const struct library *library;
		read_library(&world, base_clauses, good_sections, good_words);
		assert_findings(&world.diags, "");
		for (const char *c = cases[i].overlay; *c; c++) {
			if (*c == '@')
				buf_adds(&text, library_clause(world.library, "a")->hash);
			else if (*c == '#')
				buf_adds(&text, library_clause(world.library, "few")->hash);
			else
				buf_addc(&text, *c);
		}
		overlay(&world, world.library, text.s, &library);
		assert_findings(&world.diags, cases[i].findings);
		assert_int_equal(library == NULL, cases[i].order == NULL);
		if (library)
			assert_order(library, cases[i].order);
		assert_order(world.library, "uses a t>few few*"); /* the base stays as it was */
		buf_release(&text);
		release(&world);
	}
}

/* Words are replaced one by one; the marks of a text have to stay. */
static void test_overlay_words(void **state)
{
	static const struct {
		const char *text, *findings, *words;
	} cases[] = {
		{"and: '&'\n", "", "&,$1 of $2,February,October"},
		{"gap: $2's $1\nmonth.2: Feb\n", "", "and,$2's $1,Feb,October"},
		{"annd: x\n", "word-unknown:1:1", NULL},
		{"zzz: x\n", "word-unknown:1:1", NULL},
		{"gap: $1\n", "word-marks:1:6", NULL},
		{"and: a $1\n", "word-marks:1:6", NULL},
		{"and: []\n", "word-text:1:1", NULL},
		{"[and]\n", "library-map:1:1", NULL},
	};
	static const char words[] = "month.2: February\nand: and\ngap: $1 of $2\nmonth.10: October\n";
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		read_library(&world, base_clauses, good_sections, words);
		struct source file = source_of("mine/words.yaml", cases[i].text);
		const struct overlay_sources sources = {.words = {&file, 1}};
		const struct library *library = library_overlay(&world.arena, world.library, &sources, &world.diags);
		assert_findings(&world.diags, cases[i].findings);
		assert_int_equal(library != NULL, cases[i].words != NULL);
		if (library) {
			struct buf buf = BUF_INIT;
			buf_addf(&buf, "%s,%s,%s,%s", library_word(library, "and"), library_word(library, "gap"), library_word(library, "month.2"),
				library_word(library, "month.10"));
			assert_string_equal(buf.s, cases[i].words);
			assert_string_equal(library_word(world.library, "and"), "and"); /* the base is as it was */
			buf_release(&buf);
		}
		release(&world);
	}
}

/* What a finished library still shows is found in it again. */
static void test_check_again(void **state)
{
	static const struct {
		const char *clauses, *findings;
	} cases[] = {
		{base_clauses, ""},
		{FRONT("") "A {{ company.legal_name }}\n", "question-unused:19:9 question-unused:20:9 question-unused:21:9 "
			"question-unused:25:9 question-unused:26:9 question-unused:27:9"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		struct diags again = DIAGS_INIT;
		read_library(&world, cases[i].clauses, good_sections, good_words);
		library_check(&world.arena, world.library, &again);
		char *first = findings_text(&world.diags);
		assert_findings(&again, first);
		assert_findings(&again, cases[i].findings);
		free(first);
		diags_release(&again);
		release(&world);
	}
	/* A clause that no reader would have let through: built by hand */
	struct world world;
	read_library(&world, base_clauses, good_sections, good_words);
	struct piece piece = {.kind = PIECE_IF, .cond = world.library->clauses[0]->pieces[0].cond, .line = 7, .col = 3};
	static const char *const kinds[] = {"a.b"};
	struct clause clause = {.id = "x", .section = "glance", .kinds = kinds, .kind_count = 1, .pieces = &piece, .piece_count = 1, .pos = {"f", 1, 1}};
	const struct clause **clauses = arena_calloc(&world.arena, world.library->clause_count + 1, sizeof *clauses);
	memcpy(clauses, world.library->clauses, world.library->clause_count * sizeof *clauses);
	clauses[world.library->clause_count] = &clause;
	struct library library = *world.library;
	library.clauses = clauses;
	library.clause_count++;
	library_check(&world.arena, &library, &world.diags);
	assert_findings(&world.diags, "if-without-else:7:3");
	release(&world);
}

static void test_limits(void **state)
{
	(void)state;
	for (size_t more = 0; more < 2; more++) {
		struct world world;
		struct buf buf = BUF_INIT;
		buf_adds(&buf, FRONT(""));
		for (size_t i = 0; i < CLAUSE_LIMIT + more - 1; i++)
			buf_addc(&buf, 'a');
		buf_adds(&buf, "\n" USES);
		read_library(&world, buf.s, good_sections, good_words);
		assert_findings(&world.diags, more ? "clause-too-large:1:1" : "");
		release(&world);
		buf_release(&buf);
	}
}

static void test_garbage(void **state)
{
	static const char *const parts[] = {
		"---\n", "---\n", "---\nclause: a\nsection: services\n", "clause: b\n", "each: s in services\n", "when: company.big\n", "replaces: 0123456789abcdef\n", "deletes: a\n", "few: t\n",
		"A\n", TABLE, "{% if company.big %}\n", "{% endif %}\n", "\n", "- x\n", ":", "[", "'", "\r\n", "law: eu\n", "{{ company.legal_name }}\n", "\xC3", "\t", "join: line\n"
	};
	uint32_t random = 7;
	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct world world;
		struct buf buf = BUF_INIT;
		const struct library *library;
		for (int i = 0; i < 16; i++) {
			random = random * 1664525u + 1013904223u;
			buf_adds(&buf, parts[(random >> 16) % (sizeof parts / sizeof *parts)]);
		}
		read_library(&world, buf.s, good_sections, good_words);
		assert_int_equal(world.library == NULL, diags_count(&world.diags, SEVERITY_ERROR) > 0);
		release(&world);
		read_library(&world, base_clauses, good_sections, good_words);
		overlay(&world, world.library, buf.s, &library);
		assert_int_equal(library == NULL, diags_count(&world.diags, SEVERITY_ERROR) > 0);
		release(&world);
		buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good), cmocka_unit_test(test_hash), cmocka_unit_test(test_mistakes), cmocka_unit_test(test_sections_and_words), cmocka_unit_test(test_unused),
		cmocka_unit_test(test_overlay), cmocka_unit_test(test_overlay_words), cmocka_unit_test(test_check_again), cmocka_unit_test(test_limits), cmocka_unit_test(test_garbage),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
