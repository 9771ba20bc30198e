/* Unicode text. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unilbrk.h>

static void test_invalid(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int bad; /* -1: none */
	} cases[] = {
		{"", -1}, {"abc", -1}, {"äöü€\xF0\x9F\x98\x80", -1}, {"\xF4\x8F\xBF\xBF", -1}, {"\xEF\xBF\xBF", -1},
		{"\x80", 0}, {"abcdefghijk\xE4", 11}, {"abcdefgh\xE4i", 8}, {"ä\xC3", 2}, {"\xC0\x80", 0}, {"\xE0\x80\x80", 0}, /* overlong */
		{"x\xED\xA0\x80", 1}, {"\xF4\x90\x80\x80", 0}, {"\xF8\x88\x80\x80\x80", 0}, {"a\xE2\x82", 1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *bad = text_invalid(cases[i].text, strlen(cases[i].text));
		assert_int_equal(bad ? bad - cases[i].text : -1, cases[i].bad);
	}
	assert_null(text_invalid("a\0b", 3));
	assert_non_null(text_invalid("ä", 1));
}

/* Every code point there and back. */
static void test_chars(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c == 0xD800)
			c = 0xE000;
		buf_clear(&buf);
		text_add_char(&buf, c);
		size_t length = 0;
		assert_int_equal(text_char(buf.s, &length), c);
		assert_int_equal(length, buf.len);
		assert_int_equal(text_count(buf.s, buf.len), 1);
		bool control = c < 0x20 ? c != '\n' : c >= 0x7F && c <= 0x9F;
		assert_int_equal(text_control(buf.s) != NULL, control);
	}
	buf_release(&buf);
	assert_int_equal(text_count("aä€\xF0\x9F\x98\x80", 10), 4);
	assert_int_equal(text_count("", 0), 0);
}

static void test_control(void **state)
{
	(void)state;
	const char *text = "aä\nb\tc\x1B";
	assert_ptr_equal(text_control(text), text + 5);
	assert_null(text_control("aä\n"));
	text = "Ã\xC2\x85";
	assert_ptr_equal(text_control(text), text + 2);
}

#define LRE "\xE2\x80\xAA"
#define RLE "\xE2\x80\xAB"
#define PDF "\xE2\x80\xAC"
#define RLO "\xE2\x80\xAE"
#define LRI "\xE2\x81\xA6"
#define FSI "\xE2\x81\xA8"
#define PDI "\xE2\x81\xA9"

static void test_plain(void **state)
{
	(void)state;
	static const char long_text[] = "what is longer than eight bytes ~!";
	assert_true(text_is_plain("", 0));
	assert_true(text_is_plain(long_text, strlen(long_text)));
	for (size_t at = 0; at < strlen(long_text); at++) {
		static const char others[] = {'\0', '\t', '\n', 0x1F, 0x7F, (char)0x80, (char)0xC3, (char)0xFF};
		for (size_t i = 0; i < sizeof others; i++) {
			char text[sizeof long_text];
			memcpy(text, long_text, sizeof text);
			text[at] = others[i];
			assert_false(text_is_plain(text, strlen(long_text)));
			assert_true(text_is_plain(text, at));
		}
	}
}

/* Clusters as a reader sees them: letters with their marks, flags, people joined to one picture. */
static void test_clusters(void **state)
{
	(void)state;
	static const struct {
		const char *text, *starts;
	} cases[] = {
		{"ab", "11"},
		{"e\xCC\x81" "b", "1001"},
		{"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9", "10000000000"},
		{"\xF0\x9F\x87\xB8\xF0\x9F\x87\xAA\xF0\x9F\x87\xAB", "100000001000"},
		{"\xE4\xB8\xAD\xE6\x96\x87", "100100"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char starts[16];
		size_t size = strlen(cases[i].text);
		text_clusters(cases[i].text, size, starts);
		assert_int_equal(strlen(cases[i].starts), size);
		for (size_t k = 0; k < size; k++)
			assert_int_equal(starts[k], cases[i].starts[k] - '0');
	}
}

/* Breaks that are found without looking up each character are those of Unicode. */
static void test_line_breaks(void **state)
{
	(void)state;
	static const char *const pieces[] = {
		"a", "Zo", "we", "1", "2026", " ", " ", " ", " ", "  ", ".", ",", ". ", ", ", ":", ";", "-", "(", ")", "[", "]", "\"", "'", "/", "%", "$", "!", "?", "@", "<", ">",
		"=", "+", "&", "\xC2\xA0", "\xC3\xA9", "e\xCC\x81", "\xE4\xB8\xAD", "\xE3\x80\x82", "\xE2\x80\x9C", "\xE2\x80\x94", "\xE2\x80\x8D", "\xF0\x9F\x91\xA9",
		"\xF0\x9F\x87\xB8", "\xD7\xA9", "\xE2\x82\xAC", "\xE2\x80\x8B", "\xE2\x81\xA0",
	};
	uint32_t random = 20261122;
	for (uint32_t i = 0; i < 200000; i++) {
		struct buf text = BUF_INIT;
		char breaks[256], wanted[256];
		for (uint32_t count = 1 + i % 12; count > 0; count--) {
			random = random * 1664525 + 1013904223;
			buf_adds(&text, pieces[(random >> 8) % (i % 3 ? sizeof pieces / sizeof *pieces : 20)]);
		}
		text_line_breaks(text.s, text.len, breaks);
		u8_possible_linebreaks((const uint8_t *)text.s, text.len, "UTF-8", wanted);
		for (size_t k = 0; k < text.len; k++)
			if (breaks[k] != (wanted[k] == UC_BREAK_POSSIBLE))
				print_message("'%s' at %zu\n", text.s, k);
		for (size_t k = 0; k < text.len; k++)
			assert_int_equal(breaks[k], wanted[k] == UC_BREAK_POSSIBLE);
		buf_release(&text);
	}
}

static void test_bidi(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int bad;
	} cases[] = {
		{"", -1}, {"abc \xE2\x80\x9Cx\xE2\x80\x9D", -1}, {"\xE2\x81\xAA", -1}, {RLE "a" PDF, -1}, {LRI "a" PDI, -1},
		{FSI RLE "a" PDF PDI "\n" LRE PDF, -1},
		{"a" RLO, 1}, {"a" RLO "\n" PDF, 1}, {PDF, 0}, {"ab" PDI, 2}, {LRI "a" PDF PDI, 4}, {RLE LRI PDF PDI, 3}, {LRI RLE PDI, 3},
		{RLE "a" PDF PDF, 7}, {LRI LRI PDI, 0}, {"x" RLE "\xE2\x80\xA9" PDF, 1}, {RLE "\xE2\x80\xA8" PDF, -1},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *bad = text_bidi_unbalanced(cases[i].text);
		assert_int_equal(bad ? bad - cases[i].text : -1, cases[i].bad);
	}
	struct buf deep = BUF_INIT;
	for (int i = 0; i < 200; i++)
		buf_adds(&deep, LRI);
	for (int i = 0; i < 200; i++)
		buf_adds(&deep, PDI);
	assert_ptr_equal(text_bidi_unbalanced(deep.s), deep.s + 125 * 3);
	buf_release(&deep);
}

static void test_space(void **state)
{
	(void)state;
	static const uint32_t spaces[] = {' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0, 0x1680, 0x2003, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
	for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
		assert_true(text_is_space(spaces[i]));
	static const uint32_t others[] = {'a', 0, 0x1F, 0x7F, 0x200B, 0x2060, 0xFEFF, 0xE4};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(text_is_space(others[i]));

	static const char *const folds[][2] = {{"", ""}, {"  ", ""}, {" a ", "a"}, {"a\n\n b\xC2\xA0\xE2\x80\xA8\tü ", "a b ü"}, {"ä", "ä"}, {"a ", "a"}, {"a  b", "a b"}, {"a b c", "a b c"},
		{"a\xC2\xA0", "a"}, {"a\xC2\xA9 \xE2\x80\x94 \xE3\x81\x82\xE1\x80\x80", "a\xC2\xA9 \xE2\x80\x94 \xE3\x81\x82\xE1\x80\x80"}, {"a\xE3\x80\x80" "b", "a b"}, {"a\xE1\x9A\x80" "b", "a b"}};
	for (size_t i = 0; i < sizeof folds / sizeof *folds; i++) {
		struct buf buf = BUF_INIT;
		buf_addc(&buf, '>');
		assert_int_equal(text_is_folded(folds[i][0]), strcmp(folds[i][0], folds[i][1]) == 0);
		assert_true(text_is_folded(folds[i][1]));
		text_fold_space(&buf, folds[i][0]);
		assert_string_equal(buf.s + 1, folds[i][1]);
		buf_release(&buf);
	}
}

static void test_same(void **state)
{
	(void)state;
	assert_true(text_same("", ""));
	assert_true(text_same("Müller", "Mu\xCC\x88ller"));
	assert_true(text_same("\xE2\x84\xAB", "\xC3\x85")); /* angstrom sign, Å */
	assert_false(text_same("Müller", "Muller"));
	assert_false(text_same("a", "A"));
	assert_false(text_same("ﬁ", "fi")); /* no compatibility forms */
	assert_false(text_same("ab", "abc"));
}

static void test_width(void **state)
{
	(void)state;
	assert_int_equal(text_width("", 0), 0);
	assert_int_equal(text_width("abc", 3), 3);
	assert_int_equal(text_width("abc", 2), 2);
	assert_int_equal(text_width("äe\xCC\x81", 5), 2);
	assert_int_equal(text_width("日本", 6), 4);
}

static void test_visible(void **state)
{
	(void)state;
	static const char *const cases[][2] = {{"", ""}, {"abc ä €", "abc ä €"}, 
		{"a\nb\tc\x1B[0m\x7F", "a<U+000A>b<U+0009>c<U+001B>[0m<U+007F>"},
		{"\xC2\x9B", "<U+009B>"}, {RLO "x" PDI, "<U+202E>x<U+2069>"}, {"\xED\xA0\x80" "a", "<U+D800>a"}, 
		{"\xE4" "a\xE2\x82", "<0xE4>a<0xE2><0x82>"},
		{"\xED\xA0", "<0xED><0xA0>"}, {"\xE2\x80\xA8", "<U+2028>"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct buf buf = BUF_INIT;
		text_add_visible(&buf, cases[i][0]);
		assert_string_equal(buf.s, cases[i][1]);
		buf_release(&buf);
	}
}

static const char *from_list(const void *context, size_t i)
{
	const char *const *list = context;
	return list[i];
}

static void test_folded(void **state)
{
	static const char *const cases[][2] = {{"", ""}, {"  Ünal &  Söhne\n", "unal & sohne"}, {"STRASSE", "strasse"}, {"Straße", "strasse"}, {"ﬁ", "fi"}, {"e\u0301", "e"}, {"東京", "東京"}};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf folded = BUF_INIT;
		text_add_folded(&folded, cases[i][0]);
		if (strcmp(folded.s, cases[i][1]) != 0)
			fail_msg("'%s' gave '%s'", cases[i][0], folded.s);
		buf_release(&folded);
	}
}

static void test_wrapped(void **state)
{
	static const struct {
		const char *text;
		size_t indent, width;
		const char *lines;
	} cases[] = {
		{"", 2, 10, "\n"},
		{"one two three", 0, 7, "one two\nthree\n"},
		{"one two three", 2, 9, "  one two\n  three\n"},
		{"one\n\ntwo", 1, 80, " one\n\n two\n"},
		{"a incomprehensibilities b", 0, 5, "a\nincomprehensibilities\nb\n"},
		{"日本語日本語", 0, 6, "日本語\n日本語\n"}, /* two columns each */
		{"a\x1b[1m\u202E b", 0, 80, "a<U+001B>[1m<U+202E> b\n"},
		{"x y", 5, 3, "     x\n     y\n"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf lines = BUF_INIT;
		text_add_wrapped(&lines, cases[i].text, cases[i].indent, cases[i].width);
		assert_string_equal(lines.s, cases[i].lines);
		buf_release(&lines);
	}
}

static void test_nearest(void **state)
{
	(void)state;
	static const char *const names[] = {"address", "dpo", "email", "privacy_email", "id", "purpose", "purposes", NULL};
	static const char *const cases[][2] = {{"adress", "address"}, {"Address", "address"}, {"adderss", "address"},
		{"adresse", "address"}, {"dop", "dpo"},
		{"dp", "dpo"}, {"emial", "email"}, {"mail", "email"}, {"privcy_mail", "privacy_email"}, {"prvcy_mail", NULL}, {"ID", "id"}, {"ie", NULL},
		{"purposs", "purpose"}, {"abc", NULL}, {"", NULL}, {"dxx", NULL}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *near = text_nearest(cases[i][0], from_list, names);
		if (!cases[i][1])
			assert_null(near);
		else
			assert_string_equal(near ? near : "(none)", cases[i][1]);
	}
	static const char *const ties[] = {"cab", "cat", "car", NULL};
	assert_string_equal(text_nearest("cax", from_list, ties), "cab");
	char giant[1000];
	memset(giant, 'a', sizeof giant - 1);
	giant[sizeof giant - 1] = '\0';
	const char *const giants[] = {giant, NULL};
	assert_null(text_nearest(giant, from_list, giants));
	assert_null(text_nearest("aaa", from_list, giants));
}

static void test_contains(void **state)
{
	(void)state;
	static const struct {
		const char *text, *word;
		bool found;
	} cases[] = {
		{"Malmö", "malmo", true}, {"malmo", "MALMÖ", true}, {"Malmo\xCC\x88", "ö", true}, {"Straße", "STRASSE", true},
		{"Sweden", "", true}, {"", "", true}, {"", "a", false}, {"Sweden", "swedens", false}, {"in the United States", "united s", true},
		{"\xEF\xAC\x81rm", "firm", true}, {"ΣΟΦΟΣ", "σοφος", true}, {"naïve café", "e cafe", true}, {"abc", "b c", false},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(text_contains(cases[i].text, cases[i].word), cases[i].found);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_invalid),
		cmocka_unit_test(test_chars),
		cmocka_unit_test(test_control),
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_clusters),
		cmocka_unit_test(test_line_breaks),
		cmocka_unit_test(test_bidi),
		cmocka_unit_test(test_space),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_contains),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_visible),
		cmocka_unit_test(test_folded),
		cmocka_unit_test(test_wrapped),
		cmocka_unit_test(test_nearest),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
