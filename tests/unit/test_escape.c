/* Escaping: the edges, with expected bytes. (test_oracle.c asks readers of Markdown and XML about random text.) */
#include "base/buf.h"
#include "outputs/write/escape.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_html(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"plain", "plain"},
		{"& < > \" '", "&amp; &lt; &gt; &quot; &#39;"},
		{"&amp;", "&amp;amp;"},
		{"<script>", "&lt;script&gt;"},
		{"'x'", "&#39;x&#39;"},
		{"a\tb\nc", "a\tb\nc"},
		{"a\x01" "b\x1F\x0B\x1B[31m\r", "a\xEF\xBF\xBD" "b\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD[31m\xEF\xBF\xBD"},
		{"\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD|\xEF\xBB\xBF", "\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBF\xBD|\xEF\xBB\xBF"},
		{"\xE4\xB8\xAD\xF0\x9F\x91\xA9", "\xE4\xB8\xAD\xF0\x9F\x91\xA9"},
		{"\x7F", "\x7F"},
	};
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&buf);
		escape_html(&buf, cases[i][0]);
		assert_string_equal(buf.s, cases[i][1]);
	}
	buf_release(&buf);
}

/* No control character but tab and line feed reaches the page: XML could not hold it. */
static void test_html_controls(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT;
	for (char c = 1; c < 32; c++) {
		char text[] = {c, '\0'};
		buf_clear(&buf);
		escape_html(&buf, text);
		assert_string_equal(buf.s, c == '\t' || c == '\n' ? text : "\xEF\xBF\xBD");
	}
	buf_release(&buf);
}

static const struct markdown_place middle = {.before = ' '};
static const struct markdown_place start = {.block_start = true, .at_end = true};
static const struct markdown_place heading = {.in_heading = true, .before = '>', .at_end = true};

static void assert_markdown(const char *text, const struct markdown_place *place, const char *expected)
{
	struct buf buf = BUF_INIT;
	escape_markdown(&buf, text, place);
	assert_string_equal(buf.s, expected);
	buf_release(&buf);
}

static void test_markdown_anywhere(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"", ""},
		{"Art. 6(1)(f) GDPR - \"fine\", isn't it? 100% + 1 > 0 = yes # {x} @y ^z $1",
		"Art. 6(1)(f) GDPR - \"fine\", isn't it? 100% + 1 > 0 = yes # {x} @y ^z $1"},
		{"\\ ` * [ ] < | ~", "\\\\ \\` \\* \\[ \\] \\< \\| \\~"},
		{"![a](b)", "!\\[a\\](b)"},
		{"cal_visit a_1_b", "cal_visit a_1_b"},
		{"_a a_ a__b _ a_-b a_\xC3\xA9", "\\_a a\\_ a\\_\\_b \\_ a\\_-b a\\_\xC3\xA9"},
		{"GmbH & Co. AT&T R&D; &; &#; &x", "GmbH & Co. AT&T R\\&D; &; &#; &x"},
		{"&amp; &#60; &#x3c; &nonsense;", "\\&amp; \\&#60; \\&#x3c; \\&nonsense;"},
		{"http://a https://b x:// a: b:/c", "http\\://a https\\://b x\\:// a: b:/c"},
		{"www.x.y WWW.x ww.x w.w", "www\\.x.y WWW\\.x ww.x w.w"},
		{"\\|", "\\\\\\|"},
		{"1. - + # > =", "1. - + # > ="},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_markdown(cases[i][0], &middle, cases[i][1]);
}

static void test_markdown_block_start(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"# a", "\\# a"}, {"#", "\\#"}, {"> a", "\\> a"}, {">a", "\\>a"}, {"===", "\\==="},
		{"- a", "\\- a"}, {"-", "\\-"}, {"--", "\\--"}, {"---", "\\---"}, {"-:", "\\-:"}, {"-5 degrees", "-5 degrees"},
		{"+ a", "\\+ a"}, {"+", "\\+"}, {"+46 70 123", "+46 70 123"},
		{":-", "\\:-"}, {":-:", "\\:-:"}, {": a", ": a"},
		{"1. a", "1\\. a"}, {"1.", "1\\."}, {"12) a", "12\\) a"}, {"1.5 hours", "1.5 hours"}, {"2026-12-01", "2026-12-01"}, {"1 a", "1 a"},
		{"1", "1"},
		{"* a", "\\* a"}, {"***", "\\*\\*\\*"}, {"___", "\\_\\_\\_"}, {"```", "\\`\\`\\`"}, {"~~~", "\\~\\~\\~"}, {"[x]: y", "\\[x\\]: y"},
		{"<div>", "\\<div>"},
		{"| a |", "\\| a \\|"}, {"a # b", "a # b"}, {"a - b", "a - b"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_markdown(cases[i][0], &start, cases[i][1]);
}

static void test_markdown_heading(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"a #", "a \\#"}, {"a ##", "a \\##"}, {"a ## ", "a \\## "}, {"C#", "C#"}, {"a # b", "a # b"}, {"1. a", "1. a"}, {"- a", "- a"},
		{"# a", "# a"},
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_markdown(cases[i][0], &heading, cases[i][1]);
	struct markdown_place alone = {.in_heading = true, .at_end = true};
	assert_markdown("#", &alone, "\\#");
	struct markdown_place inside = {.in_heading = true, .before = ' '};
	assert_markdown("a #", &inside, "a #");
}

static void test_markdown_before(void **state)
{
	(void)state;
	struct markdown_place after_letter = {.before = 'a'};
	assert_markdown("_b", &after_letter, "_b");
	struct markdown_place after_mark = {.before = '*'};
	assert_markdown("_b", &after_mark, "\\_b");
}

static void test_markdown_href(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"https://a.example/b_c", "https://a.example/b_c"},
		{"https://a.example/(b)*_c", "https://a.example/\\(b\\)\\*\\_c"},
		{"https://a.example/?b&c=1", "https://a.example/?b&c=1"},
		{"https://a.example/?b&copy;=1", "https://a.example/?b&amp;copy;=1"},
		{"#top", "#top"},
	};
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < COUNT(cases); i++) {
		buf_clear(&buf);
		escape_markdown_href(&buf, cases[i][0]);
		assert_string_equal(buf.s, cases[i][1]);
	}
	buf_clear(&buf);
	escape_markdown_char(&buf, 0x4E2D);
	assert_string_equal(buf.s, "&#x4E2D;");
	buf_release(&buf);
	assert_true(escape_plain_address("privacy@acme.example"));
	assert_true(escape_plain_address("https://acme.example/a_b?c=1#d"));
	assert_false(escape_plain_address("https://acme.example/?a&b"));
	assert_false(escape_plain_address("https://\xC3\xA5.example"));
	assert_false(escape_plain_address("https://acme.example/(a)"));
}

static void test_address_allowed(void **state)
{
	(void)state;
	static const char *const good[] = {
		"#top", "#third-people", "#a.b_1", "https://acme.example", "https://acme.example/", "HTTPS://Acme.example/a?b=c&d=(e)#f",
		"http://localhost:8080/x", "https://a.example/%C3%A5", "https://a.example?x",
		"https://\xC3\xA5sa.example/\xC3\xB6", "https://\xE4\xB8\xAD\xE6\x96\x87.example/", "https://1.2.3.4/",
		"https://xn--sa-xka.example/", "https://a.example/~user/it's,!$*;=@:+",
		"mailto:privacy@acme.example", "mailto:a.b+c_d@acme.example", "tel:+46701234567",
	};
	static const char *const bad[] = {
		"", "#", "#1", "#a b", "#a\"b", "acme.example", "/x", "//acme.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)",
		" javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "vbscript:x",
		"file:///etc/passwd", "blob:https://x", "jar:https://x", "ftp://a.example", "https:", "https:/a", "https://", "https:///a",
		"https://?a", "https://.a", "https://a..b", "https://-a.example", "https://a-.example",
		"https://a.example.", "https://a.example:", "https://a.example:123456", "https://a.example:80x",
		"https://good.example@evil.example/", "https://a:b@c.example/", "https://a b", "https://a.example/ b",
		"https://a.example/\"x", "https://a.example/<x>", "https://a.example/\\x", "https://a.example/`x`", "https://a.example/|",
		"https://a.example/[x]", "https://a.example/{x}", "https://a.example/^",
		"https://a.example/%", "https://a.example/%4", "https://a.example/%zz", "https://a.example/\n", "https://a.example/\x7F",
		"https://a.example/\xE2\x80\xAE", "https://a.example/\xC2\xA0",
		"https://a.example/\xE2\x80\x8B", "https://a\xE3\x80\x82" "b/", "https://a.example\xEF\xBC\x8F" "b", "https://\xCC\x81" "a.example",
		"https://%41.example/", "https://[::1]/", "https://a.example/\xFF",
		"mailto:", "mailto:a", "mailto:@b", "mailto:a@", "mailto:a@b.example?subject=x", "mailto:a@b.example,c@d.example",
		"mailto:a@b.example/", "mailto:a b@c.example", "mailto:<a@b.example>",
		"mailto:a%0Ab@c.example", "tel:", "tel:+", "tel:0701234567", "tel:+46 70", "tel:+46;ext=1",
	};
	for (size_t i = 0; i < COUNT(good); i++)
		if (!address_allowed(good[i]))
			fail_msg("refused: %s", good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		if (address_allowed(bad[i]))
			fail_msg("allowed: %s", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_html_controls),
		cmocka_unit_test(test_markdown_anywhere),
		cmocka_unit_test(test_markdown_block_start),
		cmocka_unit_test(test_markdown_heading),
		cmocka_unit_test(test_markdown_before),
		cmocka_unit_test(test_markdown_href),
		cmocka_unit_test(test_address_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
