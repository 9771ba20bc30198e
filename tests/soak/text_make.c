#include "tests/soak/text_make.h"

#include "base/buf.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PICK(random, array) ((array)[draw((random), COUNT(array))])

/* Whole names that something on the way might take for something else. */
static const char *const names[] = {
	"No", "yes", "null", "~", "true", "1e3", "0x1F", "012", "1_000", "2026-12-01", "12:30:45", ".inf", "<<", "=", "O'Connell’s & Sons",
	"A|B", "**Bold**",
	"<script>", "<script>alert(1)</script>", "[x](https://evil.example)", "![x](https://evil.example/i.png)", "<https://evil.example>",
	"www.evil.example", "https://evil.example",
	"privacy@evil.example", "株式会社ひまわり", "中文。", "שלום בע\"מ", "שירות (א)", "مؤسسة", "Ǻngstro\xCC\x88m", "Zu\xCC\x88rich AG", "👩‍👩‍👧 & Co",
	"🏴‍☠️", "Acme Inc.", "Example Ltd.", "wait...", "and so on…", "Why?", "Yahoo!", "\"Quoted\"", "'single'",
	"„Anführung“", "«guillemets»", "# heading", "#hash", "- dash", "-x", "--- rule", "-- ", "+ plus", "* star", "1. first", "1) first",
	"12.", "3.14", "1.000,50", "> quote", "| cell |", ":-: | :-:",
	"a_b_c", "_under_", "__init__", "~~gone~~", "`code`", "```", "\\back\\slash", "\\", "&amp;", "&lt;b&gt;", "&#60;", "&copy", "AT&T",
	"a < b > c", "{{ company.legal_name }}", "{% if x %}", "$1", "${x}", "100 %", "% done", "a: b", "a #b",
	"key: value", "[list]", "{map}", "!none", "!unknown", "& anchor", "*alias", "@at", "?", ".", "..", "...", ",", ";", "-", "'", "\"",
	"(", ")", "a  b", " lead", "trail ", "non\u00A0breaking", "thin\xE2\x80\x89space",
	"line\xE2\x80\xA8separator", "soft\xC2\xADhyphen", "zero\xE2\x80\x8Bwidth", "\xE2\x81\xA7isolated\xE2\x81\xA9", "x² + y²", "№ 5", "½",
	"€ 5", "<!-- c -->", "-->", "]]>", "<a id=\"top\"></a>", "[^1]", "[x]: y", "===", "---",
	"mailto:a@b.example", "javascript:alert(1)", "file:///etc/passwd", "C:\\Users\\x", "a/b", "!", "![", "](", "Æther & Øre A/S",
	"Nguyễn Văn Ánh", "i̇stanbul", "ﬁrm", "Straße 5", "not answered yet",
};

static const char *const fragments[] = {
	"a", "we", "the firm", "GmbH", "AB", "data", "of customers", "1", "23", "2026", "*", "**", "_", "`", "~", "#", "+", "-", "--", "=",
	"1.", "1)", ">", "|", "\\", "!", "[", "]", "(", ")", "<", ">", "</b>", "&", "&amp;", ";", "\"", "'", "://",
	"@", ":", ".", ",", "?", "/", "%", "{", "}", "{{", "}}", "é", "Å", "中", "。", "ש", "م", "e\xCC\x81", "\xCC\x81", "👩‍💻", "€", "“", "”",
	"§", "…", "—", "\xC2\xA0",
};

static void add_long_word(struct random *random, struct buf *buf)
{
	static const char *const syllables[] = {"wort", "a", "ö", "字", "ש", "x_"};
	const char *syllable = PICK(random, syllables);
	for (int i = 0; i < 400; i++)
		buf_adds(buf, syllable);
}

static void add_mixture(struct random *random, struct buf *buf)
{
	for (uint32_t i = 1 + draw(random, 8); i > 0; i--) {
		buf_adds(buf, PICK(random, fragments));
		buf_adds(buf, chance(random, 50) ? " " : "");
	}
	buf_adds(buf, PICK(random, names));
}

static void add_line(struct random *random, struct buf *buf, const char *example)
{
	uint32_t die = draw(random, 100);
	if (die < 45) {
		buf_adds(buf, example);
	} else if (die < 80) {
		buf_adds(buf, PICK(random, names));
	} else if (die < 85) {
		buf_adds(buf, example);
		buf_addc(buf, ' ');
		buf_adds(buf, PICK(random, names));
	} else if (die < 99) {
		add_mixture(random, buf);
	} else {
		add_long_word(random, buf);
	}
}

static const char *keep(struct arena *arena, struct buf *buf)
{
	const char *kept = arena_strndup(arena, buf->s, buf->len);
	buf_release(buf);
	return kept;
}

const char *text_make_line(struct random *random, struct arena *arena, const char *example)
{
	struct buf buf = BUF_INIT;
	add_line(random, &buf, example);
	return keep(arena, &buf);
}

const char *text_make_long(struct random *random, struct arena *arena, const char *example)
{
	static const char *const between[] = {"\n\n", "\n", "\n\n\n", "\n\n  ", " \n"};
	struct buf buf = BUF_INIT;
	add_line(random, &buf, example);
	for (uint32_t i = draw(random, 4); i > 0; i--) {
		buf_adds(&buf, PICK(random, between));
		add_line(random, &buf, example);
	}
	return keep(arena, &buf);
}

static const char *const hosts[] = {"acme.example", "a-b.acme.example", "xn--bcher-kva.example", "bücher.example", "1a.example"};

static const char *host(struct random *random)
{
	return PICK(random, hosts);
}

const char *text_make_email(struct random *random, struct arena *arena)
{
	static const char *const locals[] = {"privacy", "a.b", "a+b", "a_b_", "o'connell", "x*y", "#1", "{a}", "_", "post", "a&b", "a!b", "~",
		"|x|", "a=b"};
	return arena_printf(arena, "%s@%s", PICK(random, locals), host(random));
}

const char *text_make_web(struct random *random, struct arena *arena)
{
	static const char *const paths[] = {"", "/", "/privacy", "/a_b_c", "/a(b)", "/?a=1&amp;b=2", "/?q=%20x*y*", "/#top", ":8080/x",
		"/~me/", "/ö/中", "/[x]", "/a,b;c!d$e", "/**bold**", "?x&copy=1"};
	return arena_printf(arena, "%s://%s%s", chance(random, 80) ? "https" : "http", host(random), PICK(random, paths));
}

const char *text_make_date(struct random *random, struct arena *arena)
{
	return arena_printf(arena, "%04u-%02u-%02u", 1900 + draw(random, 1100), 1 + draw(random, 12), 1 + draw(random, 28));
}

const char *text_make_duration(struct random *random, struct arena *arena)
{
	static const char *const units[] = {"day", "week", "month", "year"};
	uint32_t number = chance(random, 30) ? 1 : 1 + draw(random, chance(random, 80) ? 24 : 999);
	return arena_printf(arena, "%u %s%s", number, PICK(random, units), number == 1 ? "" : "s");
}
