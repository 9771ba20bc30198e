/* Look-ups. */
#include "base/text.h"
#include "outputs/library/library_parts.h"

#include <string.h>

const struct section *library_section(const struct library *library, const char *id)
{
	for (size_t i = 0; i < library->section_count; i++)
		if (!strcmp(library->sections[i].id, id))
			return &library->sections[i];
	return NULL;
}

static const char *section_candidate(const void *context, size_t i)
{
	const struct library *library = context;
	return i < library->section_count ? library->sections[i].id : NULL;
}

const char *library_nearest_section(const struct library *library, const char *id)
{
	return text_nearest(id, section_candidate, library);
}

const struct clause *library_clause(const struct library *library, const char *id)
{
	for (size_t i = 0; i < library->clause_count; i++)
		if (!strcmp(library->clauses[i]->id, id))
			return library->clauses[i];
	return NULL;
}

const char *library_word(const struct library *library, const char *id)
{
	size_t low = 0, high = library->word_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(id, library->words[middle].id);
		if (!order)
			return library->words[middle].text;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}
