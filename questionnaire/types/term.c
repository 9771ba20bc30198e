/* Looking up the terms of a vocabulary, and their attributes. */
#include "questionnaire/types/term.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static int compare_key(const void *key, const void *entry)
{
	const struct term *const *term = entry;

	return strcmp(key, (*term)->id);
}

const struct term *vocabulary_term(const struct vocabulary *vocabulary, const char *id)
{
	const struct term *const *found = NULL;

	if (vocabulary->term_count)
		found = bsearch(id, vocabulary->by_id, vocabulary->term_count, sizeof *vocabulary->by_id, compare_key);
	return found ? *found : NULL;
}

/* Does a term call itself that, in any language? People write Sweden where SE is wanted. */
static bool is_called(const struct term *term, const char *name)
{
	for (size_t i = 0; term->attributes && i < term->vocabulary->attribute_count; i++) {
		const struct value *words = &term->attributes[i];
		for (size_t k = 0; words->kind == TYPE_WORDS && k < words->count; k++)
			if (!strcasecmp(words->items[k].text, name))
				return true;
	}
	return false;
}

static const char *candidate(const void *context, size_t i)
{
	const struct vocabulary *vocabulary = context;

	return i < vocabulary->term_count ? vocabulary->terms[i].id : NULL;
}

const char *vocabulary_nearest(const struct vocabulary *vocabulary, const char *id)
{
	for (size_t i = 0; i < vocabulary->term_count; i++)
		if (!strcasecmp(vocabulary->terms[i].id, id) || is_called(&vocabulary->terms[i], id))
			return vocabulary->terms[i].id;
	return text_nearest(id, candidate, vocabulary);
}

int vocabulary_attribute(const struct vocabulary *vocabulary, const char *name)
{
	for (size_t i = 0; i < vocabulary->attribute_count; i++)
		if (text_equal(vocabulary->attributes[i].name, name))
			return (int)i;
	return -1;
}

const struct value *term_attribute(const struct term *term, const char *name)
{
	int i = vocabulary_attribute(term->vocabulary, name);

	return i < 0 ? NULL : &term->attributes[i];
}

const char *term_label(const struct term *term, const char *language)
{
	for (size_t i = 0; i < term->vocabulary->attribute_count; i++) {
		const struct value *value = &term->attributes[i];
		enum type_kind kind = term->vocabulary->attributes[i].type.kind;
		if (value->state == VALUE_GIVEN && (kind == TYPE_WORDS || kind == TYPE_TEXT))
			return kind == TYPE_TEXT ? value->text : value_words(value, language);
	}
	return NULL;
}
