/*
 * The spelling desk, driven by hand: each way to deal with a finding, and each taken back.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "outputs/review/desk.h"
#include "tests/unit/proof.h"

static const char company[] =
	"format: 1\n"
	"company: {legal_name: Brevona AB, seat: SE}\n"
	"notice: {language: en-GB}\n"
	"scope:\n"
	"  people:\n"
	"    - people who order our goods  # a comment\n"
	"    - poeple who write to us\n"
	"    - \"visiters of\\x20our shop, and poeple who call\"\n"
	"own:\n"
	"  one:\n"
	"    section: rights\n"
	"    text: >-\n"
	"      We can not see poeple\n"
	"      at the the counter.\n"
	"    reason: because\n";

struct seat {
	struct speller speller;
	struct diags diags;
	struct desk *desk;
};

static int sit_down(void **state)
{
	struct seat *seat = xcalloc(1, sizeof *seat);
	seat->diags = (struct diags)DIAGS_INIT;
	speller_init(&seat->speller, NULL, NULL, "Zworp\n");
	seat->desk = desk_new(&seat->speller, &builtin_library, "acme.yaml", company, strlen(company), PROOF_TODAY, &seat->diags);
	*state = seat;
	return seat->desk ? 0 : -1;
}

static int stand_up(void **state)
{
	struct seat *seat = *state;
	desk_free(seat->desk);
	speller_release(&seat->speller, false);
	diags_release(&seat->diags);
	free(seat);
	return 0;
}

static void check_up(const struct desk *desk, const char *text)
{
	assert_non_null(desk_finding(desk));
	assert_string_equal(desk_finding(desk)->text, text);
}

static void check_bytes(const struct desk *desk, const char *expected)
{
	size_t size;
	const char *bytes = desk_bytes(desk, &size);
	assert_string_equal(bytes, expected);
	assert_int_equal(size, strlen(expected));
}

/* The company's file with one part replaced; must be freed. */
static char *with(const char *old, const char *new)
{
	struct buf buf = BUF_INIT;
	const char *at = strstr(company, old);
	assert_non_null(at);
	buf_add(&buf, company, (size_t)(at - company));
	buf_adds(&buf, new);
	buf_adds(&buf, at + strlen(old));
	return buf_detach(&buf);
}

static void check_replaced(const struct desk *desk, const char *old, const char *new)
{
	char *expected = with(old, new);
	check_bytes(desk, expected);
	free(expected);
}

/* To the finding with that text. */
static void go_to(struct desk *desk, const char *text)
{
	while (desk_finding(desk) && strcmp(desk_finding(desk)->text, text) != 0)
		assert_true(desk_next(desk));
	check_up(desk, text);
}

static void test_all_are_found(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	static const char *const texts[] = {"poeple", "visiters", "poeple", "can not", "the the", "poeple"};
	assert_int_equal(desk_count(desk), 6);
	for (size_t i = 0; i < 6; i++) {
		check_up(desk, texts[i]);
		assert_int_equal(desk_number(desk), i + 1);
		assert_true(desk_next(desk));
	}
	assert_null(desk_finding(desk));
	assert_false(desk_next(desk));
	assert_int_equal(desk_left(desk), 6);
	assert_true(desk_back(desk));
	check_up(desk, "poeple");
}

static void test_sentence(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	size_t start, end;
	go_to(desk, "can not");
	const char *sentence = desk_sentence(desk, &start, &end);
	assert_string_equal(sentence, "We can not see poeple at the the counter.");
	assert_int_equal(start, 3);
	assert_int_equal(end, 10);
	assert_string_equal(desk_says(desk), "'can not' is one word");
	assert_string_equal(desk_fix(desk), "write 'cannot'");
}

static void test_replace(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	assert_true(desk_replace(desk, "people"));
	check_replaced(desk, "- poeple who write", "- people who write");
	check_up(desk, "visiters");
	assert_int_equal(desk_count(desk), 5);
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	check_bytes(desk, company);
	check_up(desk, "poeple");
	assert_int_equal(desk_undo(desk, NULL), DESK_NOTHING);
}

/* In a folded text, across a line. */
static void test_replace_folded(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	go_to(desk, "the the");
	assert_true(desk_replace(desk, "the"));
	check_replaced(desk, "at the the counter", "at the counter"); /* nothing else of the file */
	assert_int_equal(desk_count(desk), 5);
}

/* What cannot stand there as it is has the answer written anew. */
static void test_replace_with_quotes(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	assert_true(desk_replace(desk, "people: all # of \"them\""));
	size_t size;
	assert_non_null(strstr(desk_bytes(desk, &size), "people: all # of "));
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	check_bytes(desk, company);
}

/* A comment behind an item of a list stays. */
static void test_comment(void **state)
{
	struct seat *seat = *state;
	struct diags diags = DIAGS_INIT;
	char *text = with("people who order", "people who oderr");
	struct desk *desk = desk_new(&seat->speller, &builtin_library, "acme.yaml", text, strlen(text), PROOF_TODAY, &diags);
	go_to(desk, "oderr");
	assert_true(desk_replace(desk, "order"));
	check_bytes(desk, company);
	desk_free(desk);
	diags_release(&diags);
	free(text);
}

static void test_replace_all(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	size_t size;
	assert_true(desk_replace_all(desk, "people"));
	assert_null(strstr(desk_bytes(desk, &size), "poeple"));
	assert_int_equal(desk_count(desk), 3);
	check_up(desk, "visiters");
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE); /* in one */
	check_bytes(desk, company);
	assert_int_equal(desk_count(desk), 6);
}

/* What is put there is wrong as well: it ends, and is found. */
static void test_replace_all_with_the_same(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	desk_replace_all(desk, "poeple");
	check_bytes(desk, company);
	assert_int_equal(desk_count(desk), 6);
}

static void test_edit(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	assert_true(desk_edit(desk, "people in our shop"));
	check_replaced(desk, "- poeple who write to us", "- people in our shop");
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	check_bytes(desk, company);
	assert_false(desk_edit(desk, "two\nlines"));
	assert_non_null(desk_problem(desk));
	check_bytes(desk, company);
}

static void test_ignore(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	assert_true(desk_ignore(desk));
	check_up(desk, "visiters");
	assert_int_equal(desk_left(desk), 5);
	assert_true(desk_back(desk));
	check_up(desk, "poeple");
	assert_true(desk_is_ignored(desk));
	assert_true(desk_next(desk));
	assert_true(desk_replace(desk, "visitors"));
	assert_int_equal(desk_left(desk), 4); /* still ignored after the notice was read anew */
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	assert_int_equal(desk_undo(desk, NULL), DESK_IGNORED);
	assert_int_equal(desk_left(desk), 6);
	check_bytes(desk, company);
	check_up(desk, "poeple");
}

static void test_always(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	size_t size;
	assert_true(desk_always(desk));
	assert_non_null(strstr(desk_bytes(desk, &size), "words: [poeple]\n"));
	assert_int_equal(desk_count(desk), 3);
	check_up(desk, "visiters");
	assert_true(desk_always(desk));
	assert_non_null(strstr(desk_bytes(desk, &size), "words: [poeple, visiters]\n"));
	assert_false(desk_always(desk)); /* "can not" is no word */
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	assert_int_equal(desk_undo(desk, NULL), DESK_CHANGE);
	check_bytes(desk, company);
}

static void test_own(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	const char *word = NULL;
	assert_true(desk_own(desk));
	assert_int_equal(desk_count(desk), 3);
	check_bytes(desk, company);
	assert_int_equal(desk_undo(desk, &word), DESK_OWN);
	assert_string_equal(word, "poeple");
	assert_int_equal(desk_count(desk), 6);
}

static void test_suggestions(void **state)
{
	struct desk *desk = ((struct seat *)*state)->desk;
	const char *const *suggestions;
	size_t count = desk_suggestions(desk, &suggestions);
	assert_true(count >= 1 && count <= DESK_SUGGESTIONS);
	go_to(desk, "can not");
	assert_int_equal(desk_suggestions(desk, &suggestions), 1);
	assert_string_equal(suggestions[0], "cannot");
}

static void test_unreadable(void **state)
{
	(void)state;
	struct speller speller;
	struct diags diags = DIAGS_INIT;
	speller_init(&speller, NULL, NULL, NULL);
	assert_null(desk_new(&speller, &builtin_library, "acme.yaml", "format: [", 9, PROOF_TODAY, &diags));
	assert_true(diags.count > 0);
	diags_release(&diags);
	speller_release(&speller, false);
}

int main(void)
{
#define SEATED(test) cmocka_unit_test_setup_teardown(test, sit_down, stand_up)
	const struct CMUnitTest tests[] = {
		SEATED(test_all_are_found), SEATED(test_sentence), SEATED(test_replace), SEATED(test_replace_folded), SEATED(test_replace_with_quotes),
			SEATED(test_comment), SEATED(test_replace_all),
		SEATED(test_replace_all_with_the_same), SEATED(test_edit), SEATED(test_ignore), SEATED(test_always), SEATED(test_own),
			SEATED(test_suggestions),
		cmocka_unit_test(test_unreadable),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
