/*
 * The interview as a machine: items and their states, places, what typed answers become, keys, undo, walks; and random walks over the
 * built-in questions. Runs from the top folder.
 *
 * NS_INTERVIEW_WALKS: how many random walks.
 */
#include "questionnaire/interview/history.h"
#include "questionnaire/interview/walk.h"
#include "questionnaire/types/record.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

static const char firm[] =
	"format: 1\n"
	"company: {legal_name: Acme AB, seat: SE, phone: !unknown }\n"
	"places: {sells_to: !suggested [SE, FI]}\n"
	"activities:\n"
	"  orders: {is: order, data: [name, email], retention: {until: unsubscribed}}\n"
	"  letters: {is: newsletter, bases: {readers: {basis: !suggested consent}}}\n"
	"services:\n"
	"  post: {name: Postex AB, role: controller, countries: [SE]}\n"
	"  \"2\": {name: Zweitens GmbH}\n"
	"dpo: !unknown\n"
	"cookies: {}\n"
	"notice: {language: en-GB}\n";

static const struct interview_item *item_at(const struct desk *desk, const char *path)
{
	size_t at = interview_at(&desk->interview, path);
	assert_true(at < desk->interview.count);
	assert_string_equal(desk->interview.items[at].path, path);
	return &desk->interview.items[at];
}

/* Items */

static void test_states(void **state)
{
	static const struct {
		const char *path;
		enum item_state state;
		int depth;
	} cases[] = {
		{"company.legal_name", ITEM_ANSWERED, 1},
		{"company.trading_name", ITEM_SKIPPED, 1},
		{"company.phone", ITEM_UNKNOWN, 1},
		{"company.address.street", ITEM_OPEN, 2},
		{"company.address.postcode", ITEM_SKIPPED, 2},
		{"places.sells_to", ITEM_SUGGESTED, 1},
		{"activities", ITEM_ANSWERED, 0},
		{"activities.orders.is", ITEM_ANSWERED, 1},
		{"activities.orders.bases", ITEM_OPEN, 1},
		{"activities.letters.bases", ITEM_ANSWERED, 1},
		{"activities.letters.bases.readers.basis", ITEM_SUGGESTED, 2},
		{"activities.orders.longer", ITEM_SKIPPED, 1},
		{"third_people", ITEM_SKIPPED, 0},
		{"dpo.appointed", ITEM_UNKNOWN, 1},
		{"dpo.name", ITEM_SKIPPED, 1},
		{"services.2.role", ITEM_OPEN, 1},
		{"cookies", ITEM_ANSWERED, 0},
		{"children.under", ITEM_SKIPPED, 1}, /* required, in a record that is not */
		{"notice.language", ITEM_ANSWERED, 1},
	};
	struct desk desk;
	(void)state;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const struct interview_item *item = item_at(&desk, cases[i].path);
		if (item->state != cases[i].state)
			fail_msg("%s: state %d", cases[i].path, (int)item->state);
		assert_int_equal(item->depth, cases[i].depth);
		assert_int_equal(item->is_list, item->question->type.kind == TYPE_RECORDS);
	}
	assert_true(item_at(&desk, "activities.letters.bases")->suggests);
	assert_true(item_at(&desk, "activities")->suggests);
	assert_false(item_at(&desk, "services")->suggests);
	assert_string_equal(item_at(&desk, "activities.letters.bases.readers.basis")->record->key, "readers");
	assert_null(item_at(&desk, "company.legal_name")->record);
	for (size_t i = 0; i < desk.interview.count; i++)
		assert_string_not_equal(desk.interview.items[i].path, "format");
	stand_up(&desk);
}

/* First the name, then where the firm sits and sells, then what it does, and only then how to reach it. */
static void test_order(void **state)
{
	static const char *const order[] = {"company.legal_name", "company.seat", "places.sells_to", "activities", "activities.orders.is",
		"activities.orders.bases", "activities.letters.is", "company.address.street", "services", "services.post.name", "notice.term"};
	struct desk desk;
	size_t last = 0;
	(void)state;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < sizeof(order) / sizeof(*order); i++) {
		size_t at = interview_at(&desk.interview, order[i]);
		assert_true(i == 0 ? at == 0 : at > last);
		last = at;
	}
	stand_up(&desk);
}

static void test_closed(void **state)
{
	static const char text[] =
		"format: 1\n"
		"company: {seat: SE, region: DE-MV}\n"
		"dpo: {appointed: no, email: a@b.example}\n"
		"notice: {language: en-GB}\n";
	struct desk desk;
	(void)state;
	sit_down(&desk, text, false);
	size_t open = desk.interview.open;
	assert_string_equal(desk.interview.items[interview_at(&desk.interview, "company.region")].path, "company.seat");
	assert_string_equal(desk.interview.items[interview_at(&desk.interview, "dpo.email")].path, "dpo.appointed");
	stand_up(&desk);
	sit_down(&desk, text, true);
	assert_int_equal(item_at(&desk, "dpo.email")->state, ITEM_CLOSED);
	assert_int_equal(desk.interview.open, open);
	stand_up(&desk);
}

static void test_places(void **state)
{
	static const struct {
		const char *path, *found;
	} cases[] = {
		{"company", "company.legal_name"},
		{"company.address", "company.address.street"},
		{"services.post", "services.post.name"},
		{"services.gone", "services"},
		{"services.gone.role", "services"},
		{"activities.orders.bases.gone.who", "activities.orders.bases"},
		{"activities.orders.retention.keep", "activities.orders.retention.until"},
		{"nonsense", NULL},
		{"", NULL},
	};
	struct desk desk;
	(void)state;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t at = interview_at(&desk.interview, cases[i].path);
		if (!cases[i].found)
			assert_int_equal(at, desk.interview.count);
		else
			assert_string_equal(desk.interview.items[at].path, cases[i].found);
	}
	for (size_t i = 0; i < desk.interview.count; i++)
		assert_int_equal(interview_at(&desk.interview, desk.interview.items[i].path), i);
	stand_up(&desk);
}

static void test_find(void **state)
{
	struct desk desk;
	const struct interview *interview = &desk.interview;
	(void)state;
	sit_down(&desk, firm, false);
	size_t seat = interview_at(interview, "company.seat");
	assert_int_equal(interview_find(interview, 0, "SÉAT"), seat);
	assert_string_equal(interview->items[interview_find(interview, seat, "invoices")].path, "company.legal_name");
	assert_string_equal(interview->items[interview_find(interview, seat, "post.role")].path, "services.post.role");
	assert_int_equal(interview_find(interview, 0, "xyzzy"), interview->count);
	assert_int_equal(interview_find(interview, 0, ""), interview->count);
	size_t open = interview_next_open(interview, 0);
	assert_string_equal(interview->items[open].path, "places.sells_to");
	assert_int_equal(interview_next_open(interview, interview->count), interview->count);
	stand_up(&desk);
}

/* Typed answers */

static void add_values(struct buf *buf, const struct change *change)
{
	for (size_t i = 0; i < change->count; i++)
		buf_addf(buf, "%s%s", i ? "|" : "", change->values[i]);
}

static void test_answers(void **state)
{
	static const struct {
		const char *path, *typed, *wanted; /* '!': refused, with this in the reason */
	} cases[] = {
		{"company.legal_name", "  Ünal & Söhne ", "Ünal & Söhne"},
		{"company.legal_name", "\xff", "!UTF-8"},
		{"company.legal_name", "a\tb", "!tab"},
		{"company.legal_name", "a\x1b[31mb", "!control character"},
		{"company.legal_name", "a\xe2\x80\xae" "b", "!direction"},
		{"company.legal_name", "   ", "!empty"},
		{"company.seat", "se", "SE"},
		{"company.seat", "Swe", "SE"},
		{"company.seat", "UK", "GB"}, /* no beginning of Ukraine */
		{"company.seat", "SP", "!not in the list"}, /* no beginning of Spain: a code is typed whole */
		{"company.seat", "sp", "!not in the list"},
		{"company.seat", "Spa", "ES"},
		{"company.seat", "usa", "US"},
		{"company.seat", "Sverige", "SE"},
		{"places.sells_to", "Sweden, UK", "SE|GB"},
		{"company.seat", "194", "SE"},
		{"company.seat", "united states", "US"},
		{"company.seat", "F", "!fits 'Falkland Islands' and 'Faroe Islands'"},
		{"company.seat", "Narnia", "!not in the list"},
		{"company.seat", "999", "!number from 1 to 224"},
		{"company.seat", "0", "!not in the list"},
		{"company.seat", "SE, FI", "!not in the list"},
		{"places.sells_to", "71, Sweden ,FI,SE", "FR|SE|FI"},
		{"places.sells_to", ",,", "!between the commas"},
		{"places.sells_to", "SE, Narnia", "!'Narnia'"},
		{"scope.people", "visitors; people, who order", "visitors|people, who order"},
		{"scope.people", "a, b", "a|b"},
		{"scope.people", "people, who order;", "people, who order"},
		{"scope.customers_data", "Y", "yes"},
		{"scope.customers_data", "No", "no"},
		{"scope.customers_data", "maybe", "!neither yes nor no"},
		{"activities.orders.retention.until", "until you unsub", "unsubscribed"},
		{"services.post.role", "decides for", "controller"},
		{"notice.effective", "2026-12-01", "2026-12-01"},
		{"notice.effective", "2026-02-30", "!2026-02-30"},
		{"company.privacy_email", "a@b@c", "!a@b@c"},
		{"changes.summary", "one\n\ntwo", "one\n\ntwo"},
		{"company.legal_name", "one\ntwo", "!line"},
	};
	struct desk desk;
	(void)state;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		const char *why = NULL;
		const struct change *change = interview_answer(&desk.arena, &desk.interview, item_at(&desk, cases[i].path), cases[i].typed, &why);
		struct buf got = BUF_INIT;
		if (change)
			add_values(&got, change);
		if (cases[i].wanted[0] == '!' ? change || !strstr(why, cases[i].wanted + 1) : !change || strcmp(got.s, cases[i].wanted) != 0)
			fail_msg("%s: '%s' gave '%s' (%s)", cases[i].path, cases[i].typed, got.s, why ? why : "accepted");
		buf_release(&got);
	}
	stand_up(&desk);
}

/* Regions are those of the country of the seat, and so are their numbers. */
static void test_choices_within(void **state)
{
	static const char german[] = "format: 1\ncompany: {seat: DE}\n";
	const struct interview_choice *choices;
	struct desk desk;
	const char *why = NULL;
	(void)state;
	sit_down(&desk, german, false);
	const struct interview_item *region = item_at(&desk, "company.region");
	assert_int_equal(interview_choices(&desk.arena, &desk.interview, region, &choices), 16);
	assert_string_equal(choices[7].id, "DE-MV");
	assert_string_equal(interview_answer(&desk.arena, &desk.interview, region, "8", &why)->values[0], "DE-MV");
	assert_null(interview_answer(&desk.arena, &desk.interview, region, "Texas", &why));
	assert_non_null(strstr(why, "not in the list"));
	assert_null(interview_answer(&desk.arena, &desk.interview, region, "DE-M", &why)); /* a code is typed whole */
	stand_up(&desk);
}

static void test_choices(void **state)
{
	const struct interview_choice *choices;
	struct desk desk;
	const char *why = NULL;
	(void)state;
	sit_down(&desk, firm, false);
	assert_int_equal(interview_choices(&desk.arena, &desk.interview, item_at(&desk, "places.sells_to"), &choices), 224);
	assert_string_equal(choices[193].label, "Sweden");
	assert_true(choices[193].chosen && choices[69].chosen && !choices[0].chosen);
	assert_int_equal(interview_choices(&desk.arena, &desk.interview, item_at(&desk, "scope.customers_data"), &choices), 2);
	assert_int_equal(interview_choices(&desk.arena, &desk.interview, item_at(&desk, "company.legal_name"), &choices), 0);
	const struct vocabulary *kinds = vocabulary_find(&desk.answers->schema->vocabularies, "activities");
	const struct vocabulary *sets = vocabulary_find(&desk.answers->schema->vocabularies, "businesses");
	assert_int_equal(interview_choices(&desk.arena, &desk.interview, item_at(&desk, "activities"), &choices), sets->term_count + kinds->term_count);
	assert_string_equal(choices[0].label, "web shop");
	assert_int_equal(choices[0].uses, INT_MAX);
	assert_in_range(choices[sets->term_count + 2].uses, choices[sets->term_count].uses + 1, INT_MAX - 1); /* more usual, and yet in its place */
	assert_string_equal(choices[sets->term_count + 2].label, "People order from you");
	/* of records: the number wins over the key */
	assert_string_equal(interview_record(&desk.arena, item_at(&desk, "services"), "2", &why)->key, "2");
	assert_string_equal(interview_record(&desk.arena, item_at(&desk, "services"), "postex", &why)->key, "post");
	assert_null(interview_record(&desk.arena, item_at(&desk, "services"), "nobody", &why));
	stand_up(&desk);
}

static void test_values_in_words(void **state)
{
	static const struct {
		const char *path, *words;
	} cases[] = {
		{"places.sells_to", "Sweden, Finland"}, {"company.phone", "don't know yet"}, {"cookies", "none"}, {"company.trading_name", ""},
		{"activities.orders.is", "People order from you"}, {"activities.orders.retention.until", "until you unsubscribe"},
	};
	struct desk desk;
	(void)state;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf words = BUF_INIT;
		interview_add_value(&words, item_at(&desk, cases[i].path)->value, true);
		assert_string_equal(words.s, cases[i].words);
		buf_release(&words);
	}
	struct buf words = BUF_INIT;
	interview_add_value(&words, item_at(&desk, "services.post.name")->record, true);
	assert_string_equal(words.s, "Postex AB - Decides for itself - Sweden");
	buf_release(&words);
	stand_up(&desk);
}

/* Records */

static void test_add(void **state)
{
	struct desk desk;
	const struct change *changes;
	const char *path, *why = NULL;
	(void)state;
	sit_down(&desk, firm, false);
	const struct interview_item *list = item_at(&desk, "activities");
	size_t count = interview_add(&desk.arena, &desk.interview, list, "disputes, people write", &changes, &path, &why);
	assert_true(count > 10); /* with what is usual */
	assert_string_equal(path, "activities.disputes");
	assert_string_equal(changes[0].path, "activities.disputes.is");
	assert_int_equal(changes[1].kind, CHANGE_SUGGEST);
	assert_int_equal(interview_add(&desk.arena, &desk.interview, item_at(&desk, "services"), "Postex, Ltd.", &changes, &path, &why), 2);
	assert_string_equal(changes[0].path, "services.postex-ltd.name");
	assert_string_equal(changes[0].values[0], "Postex, Ltd.");
	assert_string_equal(changes[1].path, "services.postex-ltd.countries"); /* like the seat */
	assert_int_equal(changes[1].kind, CHANGE_SUGGEST);
	assert_int_equal(interview_add(&desk.arena, &desk.interview, item_at(&desk, "activities"), "knitting", &changes, &path, &why), 0);
	assert_non_null(strstr(why, "'knitting'"));
	assert_int_equal(interview_add(&desk.arena, &desk.interview, item_at(&desk, "services"), "a\x01", &changes, &path, &why), 0);
	stand_up(&desk);
}

static void test_add_set(void **state)
{
	struct desk desk;
	const struct change *changes;
	const char *path, *why = NULL;
	bool said = false, beside = false;
	(void)state;
	sit_down(&desk, firm, false);
	const struct interview_item *list = item_at(&desk, "activities");
	size_t count = interview_add(&desk.arena, &desk.interview, list, "web shop", &changes, &path, &why);
	assert_null(path); /* nothing that was said */
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(changes[i].kind, CHANGE_SUGGEST);
		said = said || strncmp(changes[i].path, "activities.order.", 17) == 0;
		beside = beside || strcmp(changes[i].path, "services.shop-platform.does") == 0;
	}
	assert_false(said); /* the firm has orders */
	assert_true(beside);
	stand_up(&desk);
}

static void test_keys(void **state)
{
	static const char services[] =
		"format: 1\n"
		"services: {post: {}, post-7: {}, post-x: {}, record: {}, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa: {}}\n"
		"notice: {language: en-GB}\n";
	static const struct {
		const char *name, *key;
	} cases[] = {
		{"Ledger & Daughters", "ledger-daughters"}, {"O'Neill's", "oneills"}, {"Post", "post-8"},
		{"Bokföringsbyrån Ek AB", "bokforingsbyran-ek-ab"},
		{"post x", "post-x-2"}, {"東京", "record-2"}, {"---", "record-2"}, {"3M", "3m"},
		{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-2"},
	};
	struct desk desk;
	(void)state;
	sit_down(&desk, services, false);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_string_equal(interview_key(&desk.arena, item_at(&desk, "services")->value, cases[i].name), cases[i].key);
	stand_up(&desk);
}

/* Undo */

static void test_history(void **state)
{
	static const char *const texts[] = {"", "a", "abcdef", "abXXef", "abXef", "", "abXef"};
	enum { LAST = sizeof(texts) / sizeof(*texts) - 1 };
	struct history *history = history_new();
	struct buf bytes = BUF_INIT;
	(void)state;
	assert_null(history_label(history, false));
	for (size_t i = 1; i <= LAST; i++)
		history_push(history, texts[i], texts[i - 1], strlen(texts[i - 1]), texts[i], strlen(texts[i]));
	for (size_t i = LAST; i > 0; i--) {
		buf_clear(&bytes);
		assert_string_equal(history_label(history, false), texts[i]);
		assert_true(history_undo(history, texts[i], strlen(texts[i]), &bytes));
		assert_string_equal(bytes.s, texts[i - 1]);
		history_step(history, false);
	}
	assert_false(history_undo(history, "", 0, &bytes));
	for (size_t i = 0; i < 3; i++) {
		buf_clear(&bytes);
		assert_true(history_redo(history, texts[i], strlen(texts[i]), &bytes));
		assert_string_equal(bytes.s, texts[i + 1]);
		history_step(history, true);
	}
	assert_false(history_undo(history, "abXXeg", 6, &bytes) && strcmp(bytes.s, texts[2]) == 0); /* another text, though as long */
	assert_false(history_undo(history, "other", 5, &bytes));
	history_push(history, "new", texts[3], strlen(texts[3]), "new", 3);
	assert_null(history_label(history, true)); /* what was undone is forgotten */
	buf_release(&bytes);
	history_free(history);
}

/* Walks */

static void expect_at(const struct walk *walk, const struct desk *desk, const char *path)
{
	size_t at = walk_at(walk, &desk->interview);
	assert_string_equal(at < desk->interview.count ? desk->interview.items[at].path : "the end", path);
}

static void make(struct desk *desk, enum change_kind kind, const char *path, const char *value)
{
	struct buf text = BUF_INIT;
	const struct change change = {kind, path, &value, value != NULL};
	if (!answers_change(desk->answers, &change, 1, &text, &desk->diags))
		fail_msg("%s was refused: %s", path, desk->diags.items[0].message);
	struct answers *answers = answers_read(builtin_library.schema, "acme.yaml", text.s, text.len, &desk->diags);
	assert_non_null(answers);
	interview_renew(&desk->interview, answers);
	answers_free(desk->answers);
	desk->answers = answers;
	buf_release(&text);
}

static void test_walk(void **state)
{
	struct desk desk;
	struct walk *walk = walk_new(false);
	(void)state;
	sit_down(&desk, "format: 1\ncompany: {legal_name: A}\nservices: {a: {name: A}}\nnotice: {language: en-GB}\n", false);
	walk_start(walk, &desk.interview);
	expect_at(walk, &desk, "company.seat");
	assert_true(walk_back(walk, &desk.interview)); /* before the beginning of the walk there are questions, too */
	assert_true(walk_back(walk, &desk.interview));
	expect_at(walk, &desk, "company.legal_name");
	assert_false(walk_back(walk, &desk.interview));
	walk_next(walk, &desk.interview); /* what is optional is offered, not asked */
	expect_at(walk, &desk, "company.seat");
	make(&desk, CHANGE_SET, "company.seat", "SE");
	walk_next(walk, &desk.interview);
	expect_at(walk, &desk, "places.sells_to");
	assert_true(walk_back(walk, &desk.interview));
	expect_at(walk, &desk, "company.seat");
	make(&desk, CHANGE_SET, "company.seat", "DE"); /* opens a question behind */
	walk_next(walk, &desk.interview);
	expect_at(walk, &desk, "company.region");
	make(&desk, CHANGE_SET, "company.seat", "SE"); /* closes it: the walk stands before it */
	expect_at(walk, &desk, "company.seat");

	/* Into a new record and back to the list */
	walk_jump(walk, "services");
	make(&desk, CHANGE_SET, "services.b.name", "B");
	walk_enter(walk, &desk.interview, "services.b", false);
	expect_at(walk, &desk, "services.b.does");
	static const char *const questions[] = {"role", "countries", "contract", "transfer", "together"};
	for (size_t i = 0; i < sizeof(questions) / sizeof(*questions); i++) {
		char path[64];
		snprintf(path, sizeof(path), "services.b.%s", questions[i]);
		walk_next(walk, &desk.interview);
		expect_at(walk, &desk, path);
	}
	walk_next(walk, &desk.interview); /* its sheet, with what is optional */
	assert_string_equal(walk_sheet(walk, &desk.interview), "services.b");
	walk_past(walk, &desk.interview);
	expect_at(walk, &desk, "services.b.does"); /* still open */
	walk_jump(walk, "services");
	walk_next(walk, &desk.interview); /* on: first what is open in the other record */
	expect_at(walk, &desk, "services.a.does");

	/* Editing asks what is answered, too */
	walk_jump(walk, "services");
	walk_enter(walk, &desk.interview, "services.a", true);
	expect_at(walk, &desk, "services.a.name");
	make(&desk, CHANGE_DELETE, "services.a", NULL);
	expect_at(walk, &desk, "services");
	walk_jump(walk, "own");
	walk_next(walk, &desk.interview);
	expect_at(walk, &desk, "the end");
	assert_true(walk_back(walk, &desk.interview));
	expect_at(walk, &desk, "own");

	/* To its sheet, one line of it, and back to the list */
	walk_jump(walk, "services");
	walk_show(walk, &desk.interview, "services.b");
	assert_string_equal(walk_sheet(walk, &desk.interview), "services.b");
	walk_choose(walk, &desk.interview, interview_at(&desk.interview, "services.b.does"));
	expect_at(walk, &desk, "services.b.does");
	make(&desk, CHANGE_SET, "services.b.does", "Keeps our books");
	walk_next(walk, &desk.interview);
	assert_string_equal(walk_sheet(walk, &desk.interview), "services.b");
	walk_past(walk, &desk.interview);
	expect_at(walk, &desk, "services.b.role"); /* still open; then the rest, then back */
	assert_true(walk_back(walk, &desk.interview));
	assert_string_equal(walk_sheet(walk, &desk.interview), "services.b");
	walk_show(walk, &desk.interview, "services.none"); /* no such record: nothing */
	assert_string_equal(walk_sheet(walk, &desk.interview), "services.b");
	walk_free(walk);
	stand_up(&desk);
}

/* A record with suggestions is confirmed on its sheet; what is open on it comes after. */
static void test_sheets(void **state)
{
	struct desk desk;
	struct walk *walk = walk_new(false);
	const struct change *changes;
	const char *why;
	const size_t *offers;
	(void)state;
	sit_down(&desk, "format: 1\nactivities:\n  books: {is: !suggested accounts, data: !suggested [invoice], bases: {duty: {basis: !suggested law}}, "
		"retention: {after: !suggested financial-year}, must_give: !suggested [], automatic: !suggested no}\nnotice: {language: en-GB}\n", false);
	walk_jump(walk, "places.sells_to");
	assert_null(walk_sheet(walk, &desk.interview));
	make(&desk, CHANGE_SET, "places.sells_to", "SE");
	walk_next(walk, &desk.interview);
	expect_at(walk, &desk, "activities"); /* the list first */
	walk_next(walk, &desk.interview);
	assert_string_equal(walk_sheet(walk, &desk.interview), "activities.books");
	struct interview_lines lines = interview_lines(&desk.arena, &desk.interview, "activities.books");
	assert_int_equal(lines.answered, 5);
	assert_string_equal(desk.interview.items[lines.items[0]].path, "activities.books.data");
	assert_int_equal(lines.open, 2);
	assert_string_equal(desk.interview.items[lines.items[5]].path, "activities.books.bases.duty.law");
	assert_true(lines.optional > 5);

	/* One line of it, and back */
	walk_choose(walk, &desk.interview, lines.items[0]);
	expect_at(walk, &desk, "activities.books.data");
	make(&desk, CHANGE_SET, "activities.books.data", "name");
	walk_next(walk, &desk.interview);
	assert_string_equal(walk_sheet(walk, &desk.interview), "activities.books");

	/* What is typed answers what is open first, and confirms the rest */
	assert_int_equal(interview_confirm(&desk.arena, &desk.interview, "activities.books", "a\x01", &changes, &why), 0);
	assert_non_null(strstr(why, "control character"));
	assert_int_equal(interview_confirm(&desk.arena, &desk.interview, "activities.books", NULL, &changes, &why), 1);
	assert_int_equal(interview_confirm(&desk.arena, &desk.interview, "activities.books", "the Act", &changes, &why), 2);
	assert_int_equal(changes[0].kind, CHANGE_CONFIRM);
	assert_string_equal(changes[1].path, "activities.books.bases.duty.law");
	make(&desk, CHANGE_CONFIRM, "activities.books", NULL);
	walk_past(walk, &desk.interview);
	expect_at(walk, &desk, "activities.books.bases.duty.law");
	assert_null(walk_sheet(walk, &desk.interview));
	assert_true(walk_back(walk, &desk.interview));
	assert_string_equal(walk_sheet(walk, &desk.interview), "activities.books");

	/* Not so at all */
	make(&desk, CHANGE_DELETE, "activities.books", NULL);
	walk_gone(walk, &desk.interview, "activities");
	assert_null(walk_sheet(walk, &desk.interview));
	assert_null(interview_sheet(&desk.interview, "activities.books"));

	/* At the end, what is optional */
	size_t count = interview_offers(&desk.arena, &desk.interview, &offers);
	assert_true(count > 10);
	walk_jump(walk, "notice.earlier");
	walk_next(walk, &desk.interview);
	expect_at(walk, &desk, "the end");
	walk_choose(walk, &desk.interview, offers[0]);
	expect_at(walk, &desk, "company.trading_name");
	walk_next(walk, &desk.interview); /* back, or on to what is open */
	expect_at(walk, &desk, "company.legal_name");
	walk_free(walk);
	stand_up(&desk);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_states), cmocka_unit_test(test_order), cmocka_unit_test(test_closed), cmocka_unit_test(test_places),
		cmocka_unit_test(test_find), cmocka_unit_test(test_answers), cmocka_unit_test(test_choices), cmocka_unit_test(test_choices_within),
		cmocka_unit_test(test_values_in_words), cmocka_unit_test(test_add), cmocka_unit_test(test_add_set), cmocka_unit_test(test_keys),
		cmocka_unit_test(test_history), cmocka_unit_test(test_walk), cmocka_unit_test(test_sheets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
