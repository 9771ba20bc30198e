#include "outputs/review/proofing.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

const struct proof_language *proofing_language(const struct proofing *proofing, const char *tag)
{
	for (size_t i = 0; i < proofing->language_count; i++) {
		const struct proof_language *language = &proofing->languages[i];
		size_t size = strlen(language->language);
		if (strncmp(tag, language->language, size) == 0 && (!tag[size] || tag[size] == '-'))
			return language;
	}
	return NULL;
}

const struct proof_dictionary *proofing_dictionary(const struct proofing *proofing, const char *tag)
{
	const struct proof_language *language = proofing_language(proofing, tag);
	const struct proof_dictionary *all = language ? language->dictionaries : proofing->dictionaries;
	size_t count = language ? language->dictionary_count : proofing->dictionary_count;
	for (size_t i = 0; i < count; i++)
		if (strcmp(all[i].tag, tag) == 0)
			return &all[i];
	return language && count ? &all[0] : NULL;
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool proof_list_has(const struct proof_list *list, const char *word)
{
	return list->count && bsearch(&word, list->items, list->count, sizeof *list->items, compare_texts);
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool letter_fits(char pattern, char c)
{
	return pattern == c || (is_upper(c) && pattern == c - 'A' + 'a');
}

static bool letters_fit(const char *pattern, const char *word, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (!letter_fits(pattern[i], word[i]))
			return false;
	return true;
}

bool proof_fits(const char *pattern, const char *word, size_t size)
{
	if (pattern[0] != '*' && (!size || !letter_fits(pattern[0], word[0])))
		return false; /* as most */
	size_t length = strlen(pattern);
	if (length && pattern[length - 1] == '*')
		return size >= length - 1 && letters_fit(pattern, word, length - 1);
	if (pattern[0] == '*')
		return size >= length - 1 && letters_fit(pattern + 1, word + size - (length - 1), length - 1);
	return size == length && letters_fit(pattern, word, length);
}

bool proof_list_fits(const struct proof_list *list, const char *word, size_t size)
{
	for (size_t i = 0; i < list->count; i++)
		if (proof_fits(list->items[i], word, size))
			return true;
	return false;
}
