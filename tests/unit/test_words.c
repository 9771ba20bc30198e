/*
 * Words of a text: where they begin and end, what is none; the form in which dictionaries want them; and known sets.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "outputs/review/known.h"
#include "outputs/review/passage.h"
#include "outputs/review/proofing.h"
#include "outputs/review/words.h"

/*
 * Words with '|' between, those that are joined to the one before with '+'; codes in <>, a beginning of a sentence as '^', a full stop
 * behind as '.'.
 */
static void check_words(const char *text, const char *expected)
{
	struct arena arena = ARENA_INIT;
	struct word_list words = {NULL, 0, 0};
	struct buf shown = BUF_INIT;
	words_find(&arena, text, 0, strlen(text), &words);
	for (size_t i = 0; i < words.count; i++) {
		const struct token *word = &words.items[i];
		buf_addf(&shown, "%s%s%s%.*s%s%s", i ? (word->joined ? "+" : "|") : "", word->begins ? "^" : "", word->code ? "<" : "",
			(int)(word->end - word->start),
			text + word->start, word->code ? ">" : "", word->stopped ? "." : "");
	}
	assert_string_equal(shown.s, expected);
	buf_release(&shown);
	arena_release(&arena);
}

static void test_words(void **state)
{
	(void)state;
	check_words("", "");
	check_words("We keep data.", "^We+keep+data.");
	check_words("don't use first-party e-mails", "^don't+use+first-party+e-mails");
	check_words("don\xE2\x80\x99t", "^don\xE2\x80\x99t");
	check_words("users' data - all", "^users+data|all"); /* a hyphen by itself, an apostrophe at the end join nothing */
	check_words("(we, too)", "^we|too");
	check_words("Stop! Go on: now \"then\"", "^Stop|^Go+on|^now|^then");
	check_words("data.We", "^data.|^We");
	check_words("and/or", "^and|or");
	check_words("write to a@b.example, or www.example.com/x", "^write+to+<a@b.example>|or+<www.example.com/x>");
	check_words("see example.com and https://a.example.", "^see+<example.com>+and+<https://a.example.>");
	check_words("the cookie _ga_x, mp3, 2017/745", "^the+cookie+<_ga_x>|<mp3>|<2017>|<745>");
	check_words("in the U.S. too", "^in+the+<U.S.>+too");
	check_words("Größe, fa\xC3\xA7" "ade und Öl", "^Größe|fa\xC3\xA7" "ade+und+Öl");
	check_words("na\xC2\xADme", "^na\xC2\xADme"); /* a soft hyphen */
	check_words("one\ntwo\xC2\xA0three", "^one+two+three");
}

static void check_normal(const char *word, const char *expected)
{
	struct buf buf = BUF_INIT;
	word_normal(&buf, word, strlen(word));
	assert_string_equal(buf.s, expected);
	buf_release(&buf);
}

static void test_forms(void **state)
{
	(void)state;
	check_normal("plain", "plain");
	check_normal("don\xE2\x80\x99t", "don't");
	check_normal("e\xE2\x80\x90mail", "e-mail");
	check_normal("na\xC2\xADme", "name");
	check_normal("o\xCC\x88l", "\xC3\xB6l"); /* NFC */
	assert_int_equal(word_case("word", 4), CASE_LOWER);
	assert_int_equal(word_case("Word", 4), CASE_FIRST);
	assert_int_equal(word_case("WORD", 4), CASE_ALL);
	assert_int_equal(word_case("wOrd", 4), CASE_MIXED);
	assert_int_equal(word_case("W", 1), CASE_FIRST);
	assert_int_equal(word_case("\xC3\x96l", 3), CASE_FIRST);
}

static void test_patterns(void **state)
{
	(void)state;
	assert_true(proof_fits("word", "Word", 4));
	assert_false(proof_fits("Word", "word", 4));
	assert_true(proof_fits("wor*", "words", 5));
	assert_true(proof_fits("*ing", "going", 5));
	assert_false(proof_fits("*ing", "ng", 2));
	assert_true(proof_fits("*", "any", 3));
	assert_false(proof_fits("word", "words", 5));
}

static void test_known(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct known known = {.arena = &arena};
	char word[16];
	assert_false(known_has(&known, "w1", 2));
	for (int i = 0; i < 1000; i++) {
		int size = snprintf(word, sizeof word, "w%d", i);
		assert_true(known_add(&known, word, (size_t)size, &known));
		assert_false(known_add(&known, word, (size_t)size, NULL));
	}
	assert_true(known_has(&known, "w999", 4));
	assert_false(known_has(&known, "w1000", 5));
	assert_ptr_equal(known_value(&known, "w7", 2), &known);
	assert_string_equal(known.words[7], "w7");
	arena_release(&arena);
}

static void test_sentence(void **state)
{
	(void)state;
	static const char text[] = "One here. Two is e.g. there! Three";
	const struct passage passage = {.text = text, .size = sizeof text - 1};
	size_t first, behind;
	passage_sentence(&passage, 10, 13, &first, &behind);
	assert_int_equal(first, 10);
	assert_int_equal(behind, 21);
	passage_sentence(&passage, 29, 34, &first, &behind);
	assert_int_equal(first, 29);
	assert_int_equal(behind, 34);
	passage_sentence(&passage, 0, 3, &first, &behind);
	assert_int_equal(first, 0);
	assert_int_equal(behind, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_forms), cmocka_unit_test(test_patterns), cmocka_unit_test(test_known),
			cmocka_unit_test(test_sentence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
