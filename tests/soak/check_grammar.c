/*
 * Grammar by pattern: what goes wrong where words of the library meet numbers and values. The operator's words are masked; no placeholder
 * may need to know what stands in it, so an article or a possessive right beside one is a mistake of the library.
 */
#include "tests/soak/check.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* A word without the marks around it. */
struct token {
	const char *text;
	size_t size;
	bool ends;   /* a mark behind it parts it from the next */
	bool opens;  /* a mark before it parts it from the one before */
};

static bool is_in(const char *const *list, const struct token *word)
{
	for (; *list; list++)
		if (strlen(*list) == word->size && strncasecmp(*list, word->text, word->size) == 0)
			return true;
	return false;
}

static bool begins_as(const char *const *list, const struct token *word)
{
	for (; *list; list++)
		if (word->size >= strlen(*list) && strncasecmp(*list, word->text, strlen(*list)) == 0)
			return true;
	return false;
}

static bool is_letters(const struct token *word)
{
	for (size_t i = 0; i < word->size; i++)
		if (!isalpha((unsigned char)word->text[i]))
			return false;
	return word->size > 0;
}

static bool is_value(const struct token *word)
{
	return word->size > 0 && (word->text[0] == CHECK_VALUE || word->text[0] == CHECK_STOPPED);
}

/* The next word from *at on; size 0 at the end. */
static struct token next_token(const char **at)
{
	static const char marks[] = ".,;:!?()[]\"";
	const char *start = *at + strspn(*at, " \n");
	size_t size = strcspn(start, " \n");
	*at = start + size;
	struct token word = {start, size, false, false};
	while (word.size && strchr(marks, word.text[0])) {
		word.text++;
		word.size--;
		word.opens = true;
	}
	while (word.size && strchr(marks, word.text[word.size - 1])) {
		word.size--;
		word.ends = true;
	}
	return word;
}

/* ---- a and an ---- */

/* By the sound that the word begins with, as far as letters tell; u and h are left alone. */
static bool wants_an(const struct token *word, bool *known)
{
	static const char *const consonants[] = {"one", "once", "eu", "ewe", NULL}, *const silent[] = {"hour", "honest", "heir", "honor", "honour", NULL};
	bool spelled = word->size > 1 && isupper((unsigned char)word->text[0]) && isupper((unsigned char)word->text[1]);
	char first = (char)tolower((unsigned char)word->text[0]);
	*known = isalpha((unsigned char)first) && (!spelled || strchr("aeio", first)) && first != 'u' && (first != 'h' || begins_as(silent, word));
	if (spelled)
		return true;
	return (strchr("aeio", first) && !begins_as(consonants, word)) || begins_as(silent, word);
}

static bool check_article(const char *text, const struct token *word, const struct token *next, struct verdict *verdict)
{
	static const char *const articles[] = {"a", "an", NULL};
	bool known;
	if (word->ends || next->opens || !next->size || !is_in(articles, word))
		return true;
	if (is_value(next))
		return verdict_fail(verdict, "article before a value", "%s", text);
	bool an = wants_an(next, &known);
	if (known && an != (word->size == 2))
		return verdict_fail(verdict, "a or an", "'%.*s %.*s': %s", (int)word->size, word->text, (int)next->size, next->text, text);
	return true;
}

/* ---- one and many ---- */

static const char *const ones[] = {"day", "week", "month", "year", "company", "firm", "authority", "country", "recipient", "cookie", "person", "purpose", NULL};
static const char *const many[] = {"days", "weeks", "months", "years", "companies", "firms", "authorities", "countries", "recipients", "cookies", "people", "purposes", NULL};

enum amount { NO_NUMBER, ONE, MANY };

static enum amount amount_of(const struct token *word)
{
	static const char *const numbers[] = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "both", "these", "those", "several", "many", NULL};
	static const char *const single[] = {"one", "1", "this", "each", "every", "another", NULL};
	if (is_in(single, word))
		return ONE;
	if (is_in(numbers, word))
		return MANY;
	for (size_t i = 0; i < word->size; i++)
		if (!isdigit((unsigned char)word->text[i]))
			return NO_NUMBER;
	return word->size ? MANY : NO_NUMBER;
}

static bool check_number(const char *text, const struct token *word, const struct token *next, struct verdict *verdict)
{
	static const struct {
		const char *subjects[8], *verbs[6];
	} wrong[] = {
		{{"they", "we", "you", "these", "those", "both", NULL}, {"is", "has", "does", "was", NULL}},
		{{"it", "he", "she", NULL}, {"are", "have", "do", "were", NULL}},
	};
	enum amount amount = amount_of(word);
	if (word->ends || next->opens)
		return true;
	bool disagrees = (amount == ONE && is_in(many, next)) || (amount == MANY && is_in(ones, next));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		disagrees |= is_in(wrong[i].subjects, word) && is_in(wrong[i].verbs, next);
	disagrees |= is_in(many, word) && is_in(wrong[0].verbs, next);
	disagrees |= is_in(ones, word) && is_in(wrong[1].verbs, next);
	if (disagrees)
		return verdict_fail(verdict, "one or many", "'%.*s %.*s': %s", (int)word->size, word->text, (int)next->size, next->text, text);
	return true;
}

/* ---- possessives, words that stand twice ---- */

static bool check_possessive(const char *text, const struct token *word, struct verdict *verdict)
{
	static const char *const wrong[] = {"it's", "your's", "our's", "their's", "her's", "its'", NULL};
	bool bare = word->size > 2 && is_value(word) && word->text[1] == '\'';
	bool doubled = word->size > 4 && strncmp(word->text + word->size - 4, "'s's", 4) == 0;
	if (bare || doubled || is_in(wrong, word))
		return verdict_fail(verdict, bare ? "possessive of a value" : "possessive", "%s", text);
	return true;
}

static bool check_twice(const char *text, const struct token *word, const struct token *next, struct verdict *verdict)
{
	bool twice = !word->ends && !next->opens && word->size == next->size && is_letters(word) && strncasecmp(word->text, next->text, word->size) == 0;
	return !twice || verdict_fail(verdict, "word that stands twice", "'%.*s': %s", (int)word->size, word->text, text);
}

bool check_grammar(const char *text, struct verdict *verdict)
{
	const char *at = text;
	struct token word = next_token(&at);
	while (word.size || word.ends || word.opens) {
		struct token next = next_token(&at);
		bool fine = check_article(text, &word, &next, verdict) && check_number(text, &word, &next, verdict)
			&& check_possessive(text, &word, verdict) && check_twice(text, &word, &next, verdict);
		if (!fine)
			return false;
		word = next;
	}
	return true;
}
