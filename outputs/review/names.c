#include "base/text.h"
#include "outputs/outputs_diags.h"
#include "outputs/review/spell_parts.h"

#include <string.h>

/* ---- names in the answers ---- */

struct collector {
	struct arena *arena;
	const struct proofing *proofing;
	struct names *names;
	struct word_list words;
	struct buf normal;
};

/* Which words of a text are names: all, or those with a capital that does not only begin a sentence. */
enum taken { TAKE_ALL, TAKE_NAMES };

static void add_words(struct collector *collector, struct known *set, const char *text, enum taken taken)
{
	enum { SENTENCE = 5 /* words: fewer are a name or a label */ };
	words_find(collector->arena, text, 0, strlen(text), &collector->words);
	for (size_t i = 0; i < collector->words.count; i++) {
		const struct token *word = &collector->words.items[i];
		size_t size = word->end - word->start;
		bool plain = word_case(text + word->start, size) == CASE_LOWER || (word->begins && collector->words.count >= SENTENCE);
		if (taken == TAKE_NAMES && plain)
			continue;
		buf_clear(&collector->normal);
		word_normal(&collector->normal, text + word->start, size);
		known_add(set, collector->normal.s, collector->normal.len, NULL);
		/* "Hegarty's" makes "Hegarty" known, too */
		if (collector->normal.len > 2 && strcmp(collector->normal.s + collector->normal.len - 2, "'s") == 0)
			known_add(set, collector->normal.s, collector->normal.len - 2, NULL);
	}
}

static bool is_text(const struct value *value)
{
	return value->state == VALUE_GIVEN && (value->kind == TYPE_TEXT || value->kind == TYPE_LONG_TEXT);
}

/* "Warnpunkt e.V.": capitalised words and the form of a company, nothing else. */
static bool is_company(struct collector *collector, const char *text)
{
	const char *space = strrchr(text, ' ');
	size_t size = space ? strlen(space + 1) : 0;
	bool lower = *text >= 'a' && *text <= 'z'; /* as most answers begin */
	bool form = size && !lower && (proof_list_fits(&collector->proofing->forms, space + 1, size) ||
		(space[size] == '.' && proof_list_fits(&collector->proofing->forms, space + 1, size - 1)));
	for (const char *word = text; form && word < space; word += strcspn(word, " ") + 1)
		form = word_case(word, strcspn(word, " ")) != CASE_LOWER;
	return form;
}

static void collect(struct collector *collector, const struct value *value)
{
	if (value->state != VALUE_GIVEN)
		return;
	if (value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS) {
		for (size_t i = 0; i < value->count; i++)
			collect(collector, &value->items[i]);
		return;
	}
	if (!value->question || (value->question->holds == HOLDS_WORDS && !(value->kind == TYPE_TEXT && is_company(collector, value->text))))
		return;
	if (is_text(value))
		add_words(collector, &collector->names->words, value->text, TAKE_ALL);
	for (size_t i = 0; value->kind == TYPE_LIST && i < value->count; i++)
		if (is_text(&value->items[i]))
			add_words(collector, &collector->names->words, value->items[i].text, TAKE_ALL);
}

/* The name without the company's form at its end; NULL: it has none. */
static const char *without_form(struct arena *arena, const struct proofing *proofing, const char *name)
{
	const char *space = strrchr(name, ' ');
	size_t size = space ? strlen(space + 1) : 0;
	if (!size || space == name)
		return NULL;
	size -= space[size] == '.';
	const char *form = arena_strndup(arena, space + 1, size);
	size_t length = (size_t)(space - name);
	length -= name[length - 1] == ',';
	return proof_list_has(&proofing->forms, form) ? arena_strndup(arena, name, length) : NULL;
}

static void add_company(struct arena *arena, const struct proofing *proofing, struct names *names, const struct value *name)
{
	if (!name || !value_is_given(name))
		return;
	names->company[names->company_count++] = name->text;
	const char *bare = without_form(arena, proofing, name->text);
	if (bare)
		names->company[names->company_count++] = bare;
}

void names_collect(struct arena *arena, const struct proofing *proofing, const struct answers *answers, struct names *names)
{
	struct collector collector = {.arena = arena, .proofing = proofing, .names = names, .normal = BUF_INIT};
	names->words.arena = arena;
	collect(&collector, answers->root);
	const struct value *company = value_field(answers->root, "company");
	if (company && company->state == VALUE_GIVEN) {
		add_company(arena, proofing, names, value_field(company, "legal_name"));
		add_company(arena, proofing, names, value_field(company, "trading_name"));
	}
	buf_release(&collector.normal);
}

void names_of_vocabularies(struct arena *arena, const struct library *library, struct known *names)
{
	struct collector collector = {.arena = arena, .normal = BUF_INIT};
	const struct vocabularies *all = &library->schema->vocabularies;
	names->arena = arena;
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->items[i]->term_count; k++) {
			const struct term *term = &all->items[i]->terms[k];
			const char *label = term_label(term, library->language);
			if (label)
				add_words(&collector, names, label, TAKE_NAMES);
			for (size_t m = 1; m < all->items[i]->attribute_count; m++) {
				const char *words = term->attributes[m].kind == TYPE_WORDS ? value_words(&term->attributes[m], library->language) : NULL;
				if (words)
					add_words(&collector, names, words, TAKE_NAMES);
			}
		}
	buf_release(&collector.normal);
}

/* ---- is it known? ---- */

static bool has_in_case(const struct known *set, const char *word, size_t size)
{
	if (known_has(set, word, size))
		return true;
	enum word_case form = word_case(word, size);
	if (form != CASE_FIRST && form != CASE_ALL)
		return false;
	struct buf lower = BUF_INIT;
	word_lower(&lower, word, size);
	bool has = known_has(set, lower.s, lower.len);
	buf_release(&lower);
	return has;
}

bool names_have(const struct known *set, const char *word, size_t size)
{
	if (has_in_case(set, word, size))
		return true;
	if (size > 2 && strncmp(word + size - 2, "'s", 2) == 0)
		return has_in_case(set, word, size - 2);
	return size > 1 && word[size - 1] == '\'' && has_in_case(set, word, size - 1);
}

/* ---- the company's name in two ways ---- */

static bool counts(uint32_t c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The letters alone, case and accents dropped. */
static void add_letters(struct buf *buf, const char *text, size_t size)
{
	struct buf part = BUF_INIT, folded = BUF_INIT;
	buf_add(&part, text, size);
	text_add_folded(&folded, part.s);
	for (size_t i = 0, length; i < folded.len; i += length) {
		uint32_t c = text_char(folded.s + i, &length);
		if (counts(c) && c != 0x2019 && c != 0x2010)
			buf_add(buf, folded.s + i, length);
	}
	buf_release(&part);
	buf_release(&folded);
}

static size_t without_possessive(const char *text, size_t size)
{
	if (size > 2 && text[size - 1] == 's' && text[size - 2] == '\'')
		return size - 2;
	if (size > 4 && text[size - 1] == 's' && strncmp(text + size - 4, "\xE2\x80\x99", 3) == 0)
		return size - 4;
	return size;
}

static bool same_letters(const char *text, size_t size, const char *name)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	add_letters(&one, text, size);
	add_letters(&two, name, strlen(name));
	bool same = strcmp(one.s, two.s) == 0 && one.len;
	buf_release(&one);
	buf_release(&two);
	return same;
}

/* Is a text one of the names, or the beginning of one? */
static bool is_typed_so(const struct names *names, const char *text, size_t size)
{
	for (size_t i = 0; i < names->company_count; i++)
		if (strlen(names->company[i]) == size && memcmp(names->company[i], text, size) == 0)
			return true;
	return false;
}

/* A quick look before the thorough one: most words are not the company's. */
static bool could_be(const struct names *names, const char *text)
{
	for (size_t i = 0; i < names->company_count; i++) {
		unsigned char a = (unsigned char)names->company[i][0], b = (unsigned char)text[0];
		if (a >= 0x80 || b >= 0x80 || (a | 0x20) == (b | 0x20))
			return true;
	}
	return false;
}

size_t names_two_ways(const struct review *review, size_t first, const char **right)
{
	enum { LONGEST = 8 /* words of a name */ };
	const struct names *names = &review->names;
	const char *text = review->passage->text;
	const struct token *words = review->words.items;
	size_t found = 0;
	if (!could_be(names, text + words[first].start))
		return 0;
	for (size_t count = 1; count <= LONGEST && first + count <= review->words.count; count++) {
		const char *start = text + words[first].start;
		size_t whole = words[first + count - 1].end - words[first].start, size = without_possessive(start, whole);
		if (is_typed_so(names, start, size) || is_typed_so(names, start, whole))
			return 0; /* right: perhaps as the beginning of a longer one */
		for (size_t i = 0; i < names->company_count && !found; i++) {
			if (word_case(start, size) == CASE_LOWER || !same_letters(start, size, names->company[i]))
				continue;
			*right = names->company[i];
			found = count;
		}
	}
	return found;
}

const char *names_candidate(const void *context, size_t i)
{
	const struct known *names = context;
	return i < names->count ? names->words[i] : NULL;
}

