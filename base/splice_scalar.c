#include "base/splice.h"

#include "base/text.h"

#include <string.h>
#include <strings.h>

/* -- plain -- */

/* What must be escaped wherever it stands: control characters, line breaks of YAML 1.1, and what no file may hold. */
static bool is_awkward(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 || c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Decimal, hexadecimal, octal, sexagesimal, with exponent, with digits in groups; a date; a time. Wide enough for all dialects. */
static bool looks_like_number(const char *text)
{
	const char *digits = text + (*text == '-' || *text == '+');
	return is_digit(*digits) && !digits[strspn(digits, "0123456789abcdefABCDEFxXoO_.:,+-tTzZ ")];
}

static bool is_word_of(const char *const *words, const char *text)
{
	for (; *words; words++)
		if (strcasecmp(*words, text) == 0)
			return true;
	return false;
}

static bool may_be_bare(const char *text, bool plain_words)
{
	static const char *const yes_no[] = {"y", "n", "yes", "no", "on", "off", "true", "false", NULL};
	static const char *const nothing[] = {"null", NULL};
	if (is_word_of(nothing, text))
		return false;
	return plain_words || (!looks_like_number(text) && !is_word_of(yes_no, text));
}

/* Fewer than YAML allows: those that no reader stumbles over. A sign only where a number is wanted. */
static bool may_begin_plain(const char *text, bool plain_words)
{
	unsigned char c = (unsigned char)*text;
	bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
	bool sign = c == '-' || c == '+';
	return letter || is_digit(*text) || c == '_' || c == '/' || c == '(' || (plain_words && sign && looks_like_number(text));
}

static bool may_stand_in_plain(const char *p, uint32_t c, bool flow)
{
	if (is_awkward(c))
		return false;
	if (c == ':')
		return p[1] != '\0' && p[1] != ' ' && !flow;
	if (c == '#')
		return p[-1] != ' ';
	return !flow || c >= 0x80 || !strchr(",[]{}?", (int)c);
}

static bool can_be_plain(const char *text, bool flow, bool plain_words)
{
	if (!may_begin_plain(text, plain_words) || !may_be_bare(text, plain_words))
		return false;
	size_t length;
	uint32_t c = text_char(text, &length);
	if (text_is_space(c)) /* NBSP and others: not to be seen without quotes; the last character is asked below */
		return false;
	for (const char *p = text; *p; p += length) {
		c = text_char(p, &length);
		if (!may_stand_in_plain(p, c, flow))
			return false;
	}
	return !text_is_space(c);
}

/* -- quoted -- */

static void add_escaped(struct buf *buf, uint32_t c)
{
	switch (c) {
	case '"': buf_adds(buf, "\\\""); break;
	case '\\': buf_adds(buf, "\\\\"); break;
	case '\n': buf_adds(buf, "\\n"); break;
	case '\t': buf_adds(buf, "\\t"); break;
	case '\r': buf_adds(buf, "\\r"); break;
	case '\b': buf_adds(buf, "\\b"); break;
	case '\f': buf_adds(buf, "\\f"); break;
	default: buf_addf(buf, "\\u%04X", (unsigned)c); break;
	}
}

static void add_quoted(struct buf *buf, const char *text)
{
	buf_addc(buf, '"');
	for (size_t length; *text; text += length) {
		uint32_t c = text_char(text, &length);
		if (c == '"' || c == '\\' || is_awkward(c))
			add_escaped(buf, c);
		else
			buf_add(buf, text, length);
	}
	buf_addc(buf, '"');
}

/* -- literal -- */

static bool has_awkward(const char *text)
{
	for (size_t length; *text; text += length) {
		uint32_t c = text_char(text, &length);
		if (c != '\n' && c != '\t' && is_awkward(c))
			return true;
	}
	return false;
}

/* A line of nothing but white space, which editors take away. */
static bool has_hollow_line(const char *text)
{
	for (;;) {
		size_t blanks = strspn(text, " \t");
		if (blanks && (text[blanks] == '\n' || text[blanks] == '\0'))
			return true;
		text = strchr(text, '\n');
		if (!text++)
			return false;
	}
}

/*
 * Not for text whose first line is indented (that would need an indentation indicator) or that ends in several line feeds (blank lines
 * behind it in the file would become part of it).
 */
static bool can_be_literal(const char *text)
{
	size_t size = strlen(text), first = strspn(text, "\n");
	if (!strchr(text, '\n') || first == size || text[first] == ' ' || text[first] == '\t')
		return false;
	if (size >= 2 && text[size - 1] == '\n' && text[size - 2] == '\n')
		return false;
	return !has_hollow_line(text) && !has_awkward(text);
}

static void add_literal(struct buf *buf, const char *text, int indent)
{
	size_t size = strlen(text);
	bool ends_line = text[size - 1] == '\n';
	buf_adds(buf, ends_line ? "|" : "|-");
	const char *end = text + size - ends_line;
	for (;;) {
		size_t length = strcspn(text, "\n");
		buf_addc(buf, '\n');
		if (length)
			buf_addf(buf, "%*s", indent, "");
		buf_add(buf, text, length);
		text += length;
		if (text >= end)
			return;
		text++;
	}
}

void splice_scalar(struct buf *buf, const char *text, bool flow, int indent, bool plain_words)
{
	if (can_be_plain(text, flow, plain_words))
		buf_adds(buf, text);
	else if (!flow && can_be_literal(text))
		add_literal(buf, text, indent);
	else
		add_quoted(buf, text);
}
