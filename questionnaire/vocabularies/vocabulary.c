/*
 * Looking up a vocabulary; its entries are looked up in types/term.c. Reading them is in vocabulary_read.c.
 */
#include "questionnaire/vocabularies/vocabulary.h"

#include "base/text.h"

#include <string.h>

const struct vocabulary *vocabulary_find(const struct vocabularies *vocabularies, const char *id)
{
	for (size_t i = 0; i < vocabularies->count; i++)
		if (!strcmp(vocabularies->items[i]->id, id))
			return vocabularies->items[i];
	return NULL;
}

static const char *candidate(const void *context, size_t i)
{
	const struct vocabularies *vocabularies = context;

	return i < vocabularies->count ? vocabularies->items[i]->id : NULL;
}

const char *vocabularies_nearest(const struct vocabularies *vocabularies, const char *id)
{
	return text_nearest(id, candidate, vocabularies);
}
