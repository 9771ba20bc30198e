/* Answers: what is read from good files, what is said about bad ones, which questions are closed, open, suggested. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "questionnaire/answers/answers.h"
#include "tests/unit/small_schema.h"

static struct small small;

static int set_up(void **state)
{
	(void)state;
	small_read(&small, small_questions, small_facts);
	return small.schema ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	small_release(&small);
	return 0;
}

static struct answers *read_text(const char *text, struct diags *diags)
{
	diags_init(diags);
	return answers_read(small.schema, "acme.yaml", text, strlen(text), diags);
}

/* Reads a file without errors. */
static struct answers *read_good(const char *text, const char *findings)
{
	struct diags diags;
	struct answers *answers = read_text(text, &diags);

	assert_findings(&diags, findings);
	assert_non_null(answers);
	diags_release(&diags);
	return answers;
}

/* "company.legal_name"; records by key. */
static const struct value *look(const struct answers *answers, const char *path)
{
	char *copy = strdup(path), *rest = NULL;
	const struct value *value = answers->root;

	for (char *name = strtok_r(copy, ".", &rest); name; name = strtok_r(NULL, ".", &rest)) {
		const struct value *next = value->kind == TYPE_RECORD ? value_field(value, name) : NULL;
		for (size_t i = 0; value->kind != TYPE_RECORD && i < value->count; i++)
			if (!strcmp(value->items[i].key, name))
				next = &value->items[i];
		assert_non_null(next);
		value = next;
	}
	free(copy);
	return value;
}

static void note_path(void *context, const struct value *value)
{
	struct buf *buf = context;

	if (buf->len)
		buf_addc(buf, ' ');
	value_path(buf, value);
}

static void assert_visited(const struct answers *answers, void (*walk)(const struct answers *, void (*)(void *, const struct value *),
	void *), const char *expected)
{
	struct buf buf = BUF_INIT;

	walk(answers, note_path, &buf);
	assert_string_equal(buf.s, expected);
	buf_release(&buf);
}

static const char acme[] =
	"# Acme\n"
	"format: 1\n"
	"company:\n"
	"  legal_name: Acme Webshop AB\n"
	"  seat: SE\n"
	"  big: yes\n"
	"  sells_to: [SE, FI]\n"
	"  story: |\n"
	"    One.\n"
	"\n"
	"    Two.\n"
	"  staff: 12\n"
	"  since: 2024-02-29\n"
	"  keep: 3 years\n"
	"  mail: privacy@acme.example\n"
	"  site: https://acme.example\n"
	"  address: {street: Exempelvägen 3}\n"
	"services:\n"
	"  shopify:\n"
	"    name: Shopify\n"
	"    role: processor\n"
	"    contract: no\n"
	"    boss: tax\n"
	"  tax: {name: Tax, role: authority}\n"
	"activities:\n"
	"  orders: {is: controller, services: [shopify, tax]}\n";

static void test_values(void **state)
{
	struct answers *answers = read_good(acme, "");
	const struct value *value;

	(void)state;
	assert_string_equal(answers->file, "acme.yaml");
	assert_int_equal(answers->root->count, small.schema->root->field_count);
	assert_string_equal(look(answers, "company.legal_name")->text, "Acme Webshop AB");
	assert_int_equal(look(answers, "company.legal_name")->line, 4);
	assert_int_equal(look(answers, "company.legal_name")->col, 15);
	assert_string_equal(look(answers, "company.seat")->term->id, "SE");
	assert_int_equal(look(answers, "company.big")->number, 1);
	assert_int_equal(look(answers, "company.staff")->number, 12);
	assert_int_equal(look(answers, "company.since")->number, 20240229);
	assert_int_equal(look(answers, "company.keep")->number, 3);
	assert_int_equal(look(answers, "company.keep")->unit, UNIT_YEAR);
	assert_string_equal(look(answers, "company.story")->text, "One.\n\nTwo.\n");
	value = look(answers, "company.sells_to");
	assert_int_equal(value->count, 2);
	assert_string_equal(value->items[1].term->id, "FI");
	assert_ptr_equal(value->items[1].parent, value);
	assert_null(value->items[1].question);

	/* Records point at where their names stand. */
	assert_int_equal(look(answers, "company")->line, 3);
	assert_int_equal(look(answers, "services.shopify")->line, 19);
	assert_int_equal(look(answers, "services.shopify")->col, 3);
	assert_string_equal(look(answers, "services.tax")->key, "tax");
	assert_ptr_equal(look(answers, "services.shopify.boss")->target, look(answers, "services.tax"));
	assert_ptr_equal(look(answers, "activities.orders.services")->items[1].target, look(answers, "services.tax"));
	assert_ptr_equal(look(answers, "services.tax.name")->parent, look(answers, "services.tax"));

	/* What the file does not say is there all the same. */
	value = look(answers, "company.names");
	assert_int_equal(value->state, VALUE_ABSENT);
	assert_int_equal(value->kind, TYPE_LIST);
	assert_string_equal(value->question->id, "names");
	assert_int_equal(look(answers, "notice.language")->state, VALUE_ABSENT);
	assert_int_equal(look(answers, "dpo.address.postcode")->state, VALUE_ABSENT);
	assert_int_equal(answers_pos(answers, look(answers, "company.names")).line, 3);
	assert_int_equal(answers_pos(answers, look(answers, "services.tax.contract")).line, 24);
	assert_int_equal(answers_pos(answers, look(answers, "dpo.address.postcode")).line, 2);
	assert_string_equal(answers_pos(answers, answers->root).file, "acme.yaml");
	answers_free(answers);
	answers_free(NULL);
}

/* Names survive byte for byte, whatever they look like to YAML, Markdown or HTML. */
static void test_names(void **state)
{
	static const char *const names[] = {
		"No", "1e3", "~", "null", "0x1F", "1.10", "on", "2025-02-29", "O'Connell’s & Sons", "A|B", "**Bold**", "<script>", "</td>",
			"[x](https://evil.example)",
		"{{ company }}", "{% if %}", "株式会社アクメ", "אקמה בע״מ", "e\xCC\x81te\xCC\x81", "👩‍💻 GmbH", "A  B", "50 % off", "C:\\x", "a\\nb",
			"\"quoted\"", "!none", "- a", "# a", "a: b", "&a", "*a", "[]", "{}",
	};

	(void)state;
	for (size_t i = 0; i <= sizeof names / sizeof *names; i++) {
		struct buf text = BUF_INIT, word = BUF_INIT;
		struct answers *answers;
		if (i < sizeof names / sizeof *names)
			buf_adds(&word, names[i]);
		else
			for (int k = 0; k < 400; k++)
				buf_addc(&word, (char)('a' + k % 26));
		buf_adds(&text, "format: 1\ncompany:\n  legal_name: '");
		for (const char *c = word.s; *c; c++)
			buf_adds(&text, *c == '\'' ? "''" : (char[]){*c, '\0'});
		buf_adds(&text, "'\n");
		answers = read_good(text.s, "");
		assert_string_equal(look(answers, "company.legal_name")->text, word.s);
		answers_free(answers);
		buf_release(&text);
		buf_release(&word);
	}
}

/* Plain, without quotes, too: a name is text, not a truth value or a number. */
static void test_plain_names(void **state)
{
	static const char *const names[] = {"No", "1e3", "~", "null", "true", "2025-02-29", "O'Connell’s & Sons", "A|B", "<script>", "株式会社",
		"אקמה"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct buf text = BUF_INIT;
		struct answers *answers;
		buf_addf(&text, "format: 1\ncompany: {legal_name: %s}\n", names[i]);
		answers = read_good(text.s, "");
		assert_string_equal(look(answers, "company.legal_name")->text, names[i]);
		answers_free(answers);
		buf_release(&text);
	}
}

static void test_bad_files(void **state)
{
	static const struct {
		const char *text, *findings;
	} cases[] = {
		/* the file as a whole */
		{"", "answers-empty:1:1"},
		{"# only this\n", "answers-empty:1:1"},
		{"~\n", "answers-not-a-map:1:1"},
		{"- a\n", "answers-not-a-map:1:1"},
		{"acme\n", "answers-not-a-map:1:1"},
		{"!suggested {format: 1}\n", "answers-not-a-map:1:12"},
		{"company: {}\n", "answers-format-missing:1:1"},
		{"format: 2\ncompnay: {}\n", "answers-format-newer:1:9"},
		{"format: 0\n", "answers-format-bad:1:9"},
		{"format: one\n", "answers-format-bad:1:9"},
		{"format: [1]\n", "answers-format-bad:1:9"},
		{"format:\n", "answers-format-bad:1:8"},
		{"format: !unknown\n", "unknown-not-allowed:1:9"},
		/* keys */
		{"format: 1\ncompnay: {}\n", "unknown-key:2:1"},
		{"format: 1\ncompany: {seats: SE}\n", "unknown-key:2:11"},
		{"format: 1\ncompany: {address: {street: a, town: b}}\n", "unknown-key:2:32"},
		{"format: 1\nservices:\n  a b: {}\n", "bad-key:3:3"},
		{"format: 1\nservices:\n  -a: {}\n", "bad-key:3:3"},
		{"format: 1\nservices:\n  ä: {}\n", "bad-key:3:3"},
		{"format: 1\nservices:\n  '': {}\n", "bad-key:3:3"},
		{"format: 1\nservices:\n  !unknown a: {}\n", "bad-key:3:12"},
		{"format: 1\nservices:\n  aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: {}\n", "bad-key:3:3"},
		/* types */
		{"format: 1\ncompany: Acme\n", "wrong-type:2:10"},
		{"format: 1\ncompany: [Acme]\n", "wrong-type:2:10"},
		{"format: 1\ncompany:\n", "no-value:2:9"},
		{"format: 1\nservices: [a]\n", "wrong-type:2:11"},
		{"format: 1\nservices: a\n", "wrong-type:2:11"},
		{"format: 1\nservices: {a: b}\n", "wrong-type:2:15"},
		{"format: 1\nservices: {a: }\n", "no-value:2:14"},
		{"format: 1\ncompany: {legal_name: [Acme]}\n", "wrong-type:2:23"},
		{"format: 1\ncompany: {legal_name: {en: Acme}}\n", "wrong-type:2:23"},
		{"format: 1\ncompany: {legal_name: }\n", "no-value:2:22"},
		{"format: 1\ncompany: {legal_name: ''}\n", "bad-value:2:23"},
		{"format: 1\ncompany: {legal_name: ' '}\n", "bad-value:2:23"},
		{"format: 1\ncompany:\n  legal_name: |\n    Acme\n    AB\n", "bad-value:3:15"},
		{"format: 1\ncompany: {legal_name: \"a\\tb\"}\n", "bad-value:2:23"},
		{"format: 1\ncompany: {sells_to: SE}\n", "wrong-type:2:21"},
		{"format: 1\ncompany: {sells_to: {SE: yes}}\n", "wrong-type:2:21"},
		{"format: 1\ncompany: {sells_to: [SE, [FI]]}\n", "wrong-type:2:26"},
		{"format: 1\ncompany: {sells_to: [SE, SF]}\n", "bad-choice:2:26"},
		{"format: 1\ncompany: {seat: Sweden}\n", "bad-choice:2:17"},
		{"format: 1\ncompany: {big: maybe}\n", "bad-value:2:16"},
		{"format: 1\ncompany: {big: Yes}\n", "bad-value:2:16"},
		{"format: 1\ncompany: {staff: -1}\n", "bad-value:2:18"},
		{"format: 1\ncompany: {staff: 1e3}\n", "bad-value:2:18"},
		{"format: 1\ncompany: {since: 2025-02-29}\n", "bad-value:2:18"},
		{"format: 1\ncompany: {since: 12/11/2026}\n", "bad-value:2:18"},
		{"format: 1\ncompany: {keep: 3}\n", "bad-value:2:17"},
		{"format: 1\ncompany: {keep: 0 days}\n", "bad-value:2:17"},
		{"format: 1\ncompany: {mail: 'a@b.example?bcc=c@d.example'}\n", "bad-value:2:17"},
		{"format: 1\ncompany: {mail: 'mailto:a@b.example'}\n", "bad-value:2:17"},
		{"format: 1\ncompany: {site: 'javascript:alert(1)'}\n", "bad-value:2:17"},
		{"format: 1\ncompany: {site: acme.example}\n", "bad-value:2:17"},
		/* references */
		{"format: 1\nservices: {shopify: {boss: shopfy}}\n", "unknown-reference:2:28"},
		{"format: 1\nactivities: {a: {services: [x, y]}}\n", "unknown-reference:2:29 unknown-reference:2:32"},
		{"format: 1\nservices: !unknown\nactivities: {a: {services: [x]}}\n", "unknown-reference:3:29"},
		/* states */
		{"format: 1\ncompany: {legal_name: !none }\n", "none-not-allowed:2:23"},
		{"format: 1\ncompany: !none\n", "none-not-allowed:2:10"},
		{"format: 1\ncompany: {sells_to: []}\n", "none-not-allowed:2:21"},
		{"format: 1\ncompany: {sells_to: [!none ]}\n", "none-not-allowed:2:22"},
		{"format: 1\ncompany: {sells_to: [!unknown ]}\n", "unknown-not-allowed:2:22"},
		{"format: 1\nservices: {a: !unknown }\n", "unknown-not-allowed:2:15"},
		{"format: 1\nservices: {a: !none }\n", "none-not-allowed:2:15"},
		{"format: 1\nactivities: {a: {is: !unknown }}\n", "unknown-not-allowed:2:22"},
		{"format: 1\nnotice: {language: !unknown }\n", "unknown-not-allowed:2:20"},
		{"format: 1\ncompany: {names: !none x}\n", "tag-with-value:2:24"},
		{"format: 1\ncompany: {seat: !unknown SE}\n", "tag-with-value:2:26"},
		{"format: 1\nservices: !none {}\n", "tag-with-value:2:17"},
		{"format: 1\ncompany: {seat: !suggested }\n", "suggested-nothing:2:17"},
		{"format: 1\ncompany: {seat: !unkown }\n", "unknown-tag:2:17"},
		{"format: 1\ncompany: {seat: !sugested SE}\n", "unknown-tag:2:27"},
		{"format: 1\ncompany: {seat: !suggested SF}\n", "bad-choice:2:28"},
		/* several: each once */
		{"format: 1\ncompany: {seat: XX, big: maybe, town: x}\nplace: x\n",
			"bad-choice:2:17 bad-value:2:26 unknown-key:2:33 unknown-key:3:1"},
		/* what the YAML reader refuses */
		{"format: 1\nformat: 1\n", "yaml-duplicate-key:2:1"},
		{"format: 1\nservices: {a: {}, a: {}}\n", "yaml-duplicate-key:2:19"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags;
		struct answers *answers = read_text(cases[i].text, &diags);
		assert_findings(&diags, cases[i].findings);
		assert_null(answers);
		diags_release(&diags);
	}
}

/* What cannot even be taken apart is refused with an error, never a crash. Which one is the YAML reader's business. */
static void test_broken_files(void **state)
{
	static const char *const texts[] = {
		"format: 1\ncompany: {", "format: 1\n\tcompany: x\n", "a: b: c\n", "format: 1\ncompany: &a {}\n", "format: 1\ncompany: *a\n",
			"format: 1\n---\nformat: 1\n",
		"format: 1\ncompany: {legal_name: \"\\x1b[0m\"}\n",
		"format: 1\ncompany: {legal_name: a\x01}\n",
			"format: 1\ncompany: {legal_name: \xff}\n", "format: 1\n? [a]\n: b\n",
		"format: 1\ncompany: !!map {}\n", "format: 1\ncompany: {names: !none}\n", "format: 1\ncompany: {legal_name: \"\xE2\x80\xAE\"}\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct diags diags;
		assert_null(read_text(texts[i], &diags));
		assert_true(diags_count(&diags, SEVERITY_ERROR) > 0);
		diags_release(&diags);
	}
}

/* A file cut off anywhere, or with any byte changed, is read or refused; sanitizers watch. */
static void test_damaged_files(void **state)
{
	size_t size = strlen(acme);
	char *text = strdup(acme);

	(void)state;
	for (size_t i = 0; i < 2 * size; i++) {
		struct diags diags = DIAGS_INIT;
		char kept = text[i % size];
		struct answers *answers;
		if (i >= size)
			text[i % size] = "!{[-:# \n&\xC3"[i % 10];
		answers = answers_read(small.schema, "acme.yaml", text, i < size ? i : size, &diags);
		assert_true(answers || diags_count(&diags, SEVERITY_ERROR) > 0);
		answers_free(answers);
		diags_release(&diags);
		text[i % size] = kept;
	}
	free(text);
}

/* Messages people read, with path and way out. */
static void test_messages(void **state)
{
	static const struct {
		const char *text, *message, *fix, *where;
	} cases[] = {
		{"format: 1\ncompnay: {}\n", "unknown key 'compnay' in the answers file", "did you mean 'company'", NULL},
		{"format: 1\ncompany: {town: x}\n", "unknown key 'town' in the company", "remove it", "company"},
		{"format: 1\ncompany: {seat: Sweden}\n", "'Sweden' is not among the choices of 'seat'", "did you mean 'SE'", "company.seat"},
		{"format: 1\ncompany: {seat: Atlantis}\n", "'Atlantis' is not among the choices of 'seat'", "choose one of SE, FI, US",
			"company.seat"},
		{"format: 1\ncompany: {sells_to: SE}\n", "'sells_to' must be a list of countries, not a text", "write [SE]", "company.sells_to"},
		{"format: 1\ncompany: {sells_to: [SE, XX]}\n", "'XX' is not among the choices of 'sells_to'", "choose one of SE, FI, US",
			"company.sells_to[2]"},
		{"format: 1\ncompany: {since: 2025-02-29}\n", "'2025-02-29' does not fit 'since': 29 February does not exist in 2025",
			"write a date (YYYY-MM-DD)", "company.since"},
		{"format: 1\nservices: {shopify: {boss: shopfy}}\n", "'shopfy' is not a record of 'services'", "did you mean 'shopify'",
			"services.shopify.boss"},
		{"format: 1\ncompany: {seat: !unkown }\n", "unknown tag '!unkown'", "did you mean '!unknown'", "company.seat"},
		{"format: 3\n", "the answers file has format 3, this program knows formats up to 1", "use a newer noticesmith", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct diags diags;
		assert_null(read_text(cases[i].text, &diags));
		assert_int_equal(diags.count, 1);
		assert_string_equal(diags.items[0].message, cases[i].message);
		assert_string_equal(diags.items[0].fix, cases[i].fix);
		if (cases[i].where)
			assert_string_equal(diags.items[0].where, cases[i].where);
		else
			assert_null(diags.items[0].where);
		diags_release(&diags);
	}
}

static void test_states(void **state)
{
	struct answers *answers = read_good(
		"format: 1\n"
		"company:\n"
		"  legal_name: !suggested Acme\n"
		"  seat: !unknown\n"
		"  big: !suggested yes\n"
		"  names: []\n"
		"  sells_to: [SE, !suggested FI]\n"
		"  staff: !none\n"
		"  address: !none\n"
		"services: {}\n"
		"activities: !suggested {a: {is: controller}}\n", "");

	(void)state;
	assert_true(look(answers, "company.legal_name")->suggested);
	assert_int_equal(look(answers, "company.legal_name")->state, VALUE_GIVEN);
	assert_int_equal(look(answers, "company.seat")->state, VALUE_UNKNOWN);
	assert_int_equal(look(answers, "company.seat")->line, 4);
	assert_int_equal(look(answers, "company.names")->state, VALUE_GIVEN);
	assert_int_equal(look(answers, "company.names")->count, 0);
	assert_false(look(answers, "company.sells_to")->suggested);
	assert_false(look(answers, "company.sells_to")->items[0].suggested);
	assert_true(look(answers, "company.sells_to")->items[1].suggested);
	assert_int_equal(look(answers, "company.staff")->state, VALUE_NONE);
	assert_int_equal(look(answers, "company.address")->state, VALUE_NONE);
	assert_int_equal(look(answers, "company.address.street")->state, VALUE_NONE);
	assert_int_equal(look(answers, "company.address.postcode")->state, VALUE_NONE);
	assert_int_equal(look(answers, "services")->state, VALUE_GIVEN);
	assert_int_equal(look(answers, "services")->count, 0);
	assert_true(look(answers, "activities")->suggested);
	assert_true(look(answers, "activities.a.is")->suggested); /* with the list around it */
	assert_visited(answers, answers_suggested, "company.legal_name company.big company.sells_to[2] activities");
	assert_visited(answers, answers_open, "company.seat");
	answers_free(answers);
}

/* An unknown record makes what is required in it unknown. */
static void test_unknown_record(void **state)
{
	struct answers *answers = read_good("format: 1\ncompany: !unknown\nservices: !unknown\n", "");

	(void)state;
	assert_int_equal(look(answers, "company")->state, VALUE_UNKNOWN);
	assert_int_equal(look(answers, "company.seat")->state, VALUE_UNKNOWN);
	assert_int_equal(look(answers, "company.seat")->line, 2);
	assert_int_equal(look(answers, "company.address.street")->state, VALUE_UNKNOWN);
	assert_int_equal(look(answers, "company.address.postcode")->state, VALUE_ABSENT);
	assert_int_equal(look(answers, "company.since")->state, VALUE_ABSENT);
	assert_int_equal(look(answers, "services")->state, VALUE_UNKNOWN);
	assert_visited(answers, answers_open,
		"company.legal_name company.seat company.big company.sells_to company.staff company.address.street services");
	answers_free(answers);
}

static void test_open(void **state)
{
	struct answers *answers = read_good("format: 1\n", "");

	(void)state;
	/* Each question of an absent record; records as a whole; nothing of what is optional. */
	assert_visited(answers, answers_open,
		"company.legal_name company.seat company.big company.sells_to company.staff company.address.street services");
	answers_free(answers);

	answers = read_good("format: 1\ncompany: !unknown\nservices: {a: {role: processor}, b: {role: authority}, c: {}}\n", "");
	assert_visited(answers, answers_open,
		"company.legal_name company.seat company.big company.sells_to company.staff company.address.street "
		"services.a.name services.a.contract services.a.contract_since "
		"services.b.name services.c.name services.c.role services.c.contract services.c.contract_since");
	answers_free(answers);
}

/* this.role -> contract -> contract_since -> signed_by */
static void test_closed_chain(void **state)
{
	struct answers *answers = read_good(
		"format: 1\n"
		"services:\n"
		"  a: {name: A, role: processor, contract: yes, contract_since: 2024-01-01, signed_by: me}\n"
		"  b: {name: B, role: authority, contract: yes, contract_since: 2024-01-01, signed_by: me}\n"
		"  c: {name: C, role: processor, contract: no, signed_by: me}\n"
		"  d: {name: D, role: !unknown , contract: yes, contract_since: 2024-01-01}\n"
		"  e: {name: E, role: processor, contract: yes, signed_by: me}\n",
		"answer-not-used:4:43 answer-not-used:4:64 answer-not-used:4:87 answer-not-used:5:58");

	(void)state;
	assert_false(look(answers, "services.a.contract")->closed);
	assert_false(look(answers, "services.a.contract_since")->closed);
	assert_false(look(answers, "services.a.signed_by")->closed);
	assert_true(look(answers, "services.b.contract")->closed);
	assert_true(look(answers, "services.b.contract_since")->closed); /* a closed answer counts as nothing */
	assert_true(look(answers, "services.b.signed_by")->closed);
	assert_string_equal(look(answers, "services.b.signed_by")->text, "me"); /* kept */
	assert_true(look(answers, "services.c.contract_since")->closed);
	assert_true(look(answers, "services.c.signed_by")->closed);
	assert_false(look(answers, "services.d.contract")->closed); /* nobody can say yet */
	assert_false(look(answers, "services.d.contract_since")->closed);
	assert_false(look(answers, "services.e.signed_by")->closed);
	answers_free(answers);
}

static void test_closed_record(void **state)
{
	struct diags diags;
	struct answers *answers = read_text(
		"format: 1\n"
		"company: {legal_name: A, seat: SE, big: no}\n"
		"dpo:\n"
		"  appointed: yes\n"
		"  email: a@b.example\n", &diags);

	(void)state;
	assert_non_null(answers);
	assert_findings(&diags, "answer-not-used:3:1"); /* once, not for each field */
	assert_int_equal(diags.items[0].kind->severity, SEVERITY_ADVICE);
	assert_string_equal(diags.items[0].message, "'dpo' is not used: closed by 'company.big'");
	assert_string_equal(diags.items[0].fix, "remove it or change that answer; it is asked only when company.big");
	assert_string_equal(diags.items[0].where, "dpo");
	assert_true(look(answers, "dpo")->closed);
	assert_true(look(answers, "dpo.appointed")->closed);
	assert_true(look(answers, "dpo.address.street")->closed);
	diags_release(&diags);
	answers_free(answers);

	answers = read_good("format: 1\ncompany: {seat: SE, big: yes}\ndpo: {appointed: yes}\n", "");
	assert_false(look(answers, "dpo.email")->closed);
	assert_true(look(answers, "dpo.address")->closed); /* not abroad */
	assert_true(look(answers, "dpo.address.postcode")->closed);
	answers_free(answers);

	answers = read_good("format: 1\ncompany: {big: yes}\ndpo: {appointed: yes}\n", "");
	assert_false(look(answers, "dpo.address")->closed); /* the seat is not known */
	assert_visited(answers, answers_open,
		"company.legal_name company.seat company.sells_to company.staff company.address.street services dpo.email dpo.address.street");
	answers_free(answers);
}

/* Thousands of records, each with a reference, and thousands of mistakes: both in no time. */
static void test_many(void **state)
{
	enum { MANY = 10000 };
	struct buf text = BUF_INIT;
	struct diags diags;
	struct answers *answers;

	(void)state;
	buf_adds(&text, "format: 1\nservices:\n");
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "  s%d: {name: S %d, role: processor, contract: no, boss: s%d}\n", i, i, MANY - 1 - i);
	answers = read_good(text.s, "");
	assert_int_equal(look(answers, "services")->count, MANY);
	assert_ptr_equal(look(answers, "services.s17.boss")->target, look(answers, "services.s9982"));
	answers_free(answers);

	buf_clear(&text);
	buf_adds(&text, "format: 1\nservices:\n");
	for (int i = 0; i < MANY; i++)
		buf_addf(&text, "  s%d: {nam: S %d, role: processr, boss: t%d}\n", i, i, i);
	assert_null(read_text(text.s, &diags));
	assert_int_equal(diags.count, 3 * MANY);
	diags_release(&diags);
	buf_release(&text);
}

static void test_load(void **state)
{
	struct diags diags = DIAGS_INIT;

	(void)state;
	assert_null(answers_load(small.schema, "/nowhere/acme.yaml", &diags));
	assert_int_equal(diags.count, 1);
	diags_release(&diags);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_plain_names),
		cmocka_unit_test(test_bad_files),
		cmocka_unit_test(test_broken_files),
		cmocka_unit_test(test_damaged_files),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_states),
		cmocka_unit_test(test_unknown_record),
		cmocka_unit_test(test_open),
		cmocka_unit_test(test_closed_chain),
		cmocka_unit_test(test_closed_record),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_load),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
