#include "questionnaire/conditions/cond_lex.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

#define DIGITS "0123456789"
#define NAME_CHARS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

static const struct {
	const char *word;
	enum token_kind kind;
} words[] = {{"and", TOKEN_AND}, {"or", TOKEN_OR}, {"not", TOKEN_NOT}, {"in", TOKEN_IN}};

/* Longer signs stand before those they begin with. */
static const struct {
	const char *sign;
	enum token_kind kind;
	const char *why, *fix;
} signs[] = {
	{"==", TOKEN_EQ, NULL, NULL},
	{"!=", TOKEN_NE, NULL, NULL},
	{"<=", TOKEN_LE, NULL, NULL},
	{">=", TOKEN_GE, NULL, NULL},
	{"&&", TOKEN_BAD, "'&&' is no word of this language", "write and"},
	{"||", TOKEN_BAD, "'||' is no word of this language", "write or"},
	{"<", TOKEN_LT, NULL, NULL},
	{">", TOKEN_GT, NULL, NULL},
	{"(", TOKEN_OPEN, NULL, NULL},
	{")", TOKEN_CLOSE, NULL, NULL},
	{"[", TOKEN_LIST_OPEN, NULL, NULL},
	{"]", TOKEN_LIST_CLOSE, NULL, NULL},
	{",", TOKEN_COMMA, NULL, NULL},
	{".", TOKEN_DOT, NULL, NULL},
	{"=", TOKEN_BAD, "'=' does not compare", "write =="},
	{"!", TOKEN_BAD, "'!' is no word of this language", "write not"},
	{"-", TOKEN_BAD, "numbers cannot be below 0", "leave out the '-'"},
};

static bool is_word_char(char c)
{
	return c && strchr(NAME_CHARS, c) != NULL;
}

static struct token bad(struct token token, size_t end, const char *why, const char *fix)
{
	token.kind = TOKEN_BAD;
	token.end = end;
	token.why = why;
	token.fix = fix;
	return token;
}

/* 12, 2026-01-31, 3 years; a date or number that does not exist is for the reader of its type to tell. */
static struct token read_number(const char *text, struct token token)
{
	static const char *const units[] = {"day", "days", "week", "weeks", "month", "months", "year", "years"};
	size_t end = token.start + strspn(text + token.start, DIGITS);
	token.kind = TOKEN_NUMBER;
	token.end = end;
	if (text[end] == '-' && text[end + 1] && strchr(DIGITS, text[end + 1])) {
		token.kind = TOKEN_DATE;
		token.end = end = end + strspn(text + end, DIGITS "-");
	}
	if (is_word_char(text[end]))
		return bad(token, end + strspn(text + end, NAME_CHARS), "a number and a word stand together",
			"put a space between them, as in 3 years");
	if (text[end] == '.' && text[end + 1] && strchr(DIGITS, text[end + 1]))
		return bad(token, end + 1 + strspn(text + end + 1, DIGITS), "numbers are whole", "leave out the fraction");
	if (token.kind == TOKEN_DATE)
		return token;
	size_t word = end + strspn(text + end, " ");
	size_t length = strspn(text + word, NAME_CHARS);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (length == strlen(units[i]) && memcmp(text + word, units[i], length) == 0) {
			token.kind = TOKEN_DURATION;
			token.end = word + length;
		}
	return token;
}

static struct token read_text(const char *text, struct token token)
{
	char quote = text[token.start];
	size_t start = token.start + 1;
	size_t size = strcspn(text + start, quote == '"' ? "\"\n" : "'\n");
	if (text[start + size] != quote)
		return bad(token, start + size, "a text is not ended", quote == '"' ? "put a \" behind it" : "put a ' behind it");
	if (text_invalid(text + start, size))
		return bad(token, start + size + 1, "a text is not valid UTF-8", "save the file as UTF-8");
	token.kind = TOKEN_TEXT;
	token.content = text + start;
	token.content_size = size;
	token.end = start + size + 1;
	return token;
}

static struct token read_name(const char *text, struct token token)
{
	size_t size = strspn(text + token.start, NAME_CHARS);
	token.kind = TOKEN_NAME;
	token.end = token.start + size;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (size == strlen(words[i].word) && memcmp(text + token.start, words[i].word, size) == 0)
			token.kind = words[i].kind;
	return token;
}

static bool is_quotation_mark(uint32_t c)
{
	return c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

static struct token read_sign(const char *text, struct token token)
{
	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t size = strlen(signs[i].sign);
		if (strncmp(text + token.start, signs[i].sign, size) == 0) {
			token.kind = signs[i].kind;
			token.end = token.start + size;
			token.why = signs[i].why;
			token.fix = signs[i].fix;
			return token;
		}
	}
	if (text_invalid(text + token.start, strnlen(text + token.start, 4)) == text + token.start)
		return bad(token, token.start + 1, "a byte is not valid UTF-8", "save the file as UTF-8");
	size_t length = 1;
	bool quote = is_quotation_mark(text_char(text + token.start, &length));
	return bad(token, token.start + length, quote ? "a typographic quotation mark stands here" : "a character has no meaning here",
		quote ? "put texts between \" and \"" : "leave it out");
}

struct token token_read(const char *text, size_t at)
{
	struct token token = {.kind = TOKEN_END};
	token.start = token.end = at + strspn(text + at, " \t\r\n");
	char c = text[token.start];
	if (!c)
		return token;
	if (strchr(DIGITS, c))
		return read_number(text, token);
	if (c == '"' || c == '\'')
		return read_text(text, token);
	if (is_word_char(c))
		return read_name(text, token);
	return read_sign(text, token);
}
