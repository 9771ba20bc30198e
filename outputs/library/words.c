/* The composer's words: read, and replaced one by one. */
#include "base/text.h"
#include "outputs/library/library_parts.h"
#include "outputs/outputs_diags.h"

#include <stdlib.h>
#include <string.h>

/* A copy of the text of an entry; NULL with a finding. */
static const char *read_text(struct arena *arena, const struct yaml *yaml, const struct yaml_pair *pair, struct diags *diags)
{
	if (pair->value->kind == YAML_SCALAR && !pair->value->tag && pair->value->size)
		return arena_strdup(arena, pair->value->text);
	diag_add(diags, &outputs_diags[O_WORD_TEXT], yaml_pos(yaml, pair->key), pair->key->text, NULL);
	return NULL;
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->id, ((const struct word *)b)->id);
}

void words_read(struct arena *arena, struct library *library, const struct source *source, struct diags *diags)
{
	struct yaml *yaml = library_yaml(source, "the file of words", diags);
	if (!yaml)
		return;
	size_t count = yaml->root->size;
	struct word *words = arena_calloc(arena, count + 1, sizeof *words);
	for (size_t i = 0; i < count; i++)
		words[i] = (struct word){arena_strdup(arena, yaml->root->pairs[i].key->text), read_text(arena, yaml, &yaml->root->pairs[i], diags)};
	qsort(words, count, sizeof *words, compare_words);
	library->words = words;
	library->word_count = count;
	yaml_free(yaml);
}

/* ---- overlays ---- */

static const char *word_candidate(const void *context, size_t i)
{
	const struct library *library = context;
	return i < library->word_count ? library->words[i].id : NULL;
}

/* Which marks a text has, as a set of bits: $1 ... and $d, $m, $y. */
static unsigned marks(const char *text)
{
	static const char names[] = "0123456789dmy";
	unsigned set = 0;
	for (const char *mark = strchr(text, '$'); mark && mark[1]; mark = strchr(mark + 1, '$')) {
		const char *name = strchr(names, mark[1]);
		set |= name ? 1u << (name - names) : 0;
	}
	return set;
}

/* The marks of a text as findings list them. */
static const char *marks_text(struct arena *arena, const char *text)
{
	const char *list = "";
	for (const char *mark = strchr(text, '$'); mark && mark[1]; mark = strchr(mark + 1, '$'))
		list = arena_printf(arena, "%s%s$%c", list, *list ? ", " : "", mark[1]);
	return *list ? list : "no mark";
}

static void replace_word(struct arena *arena, const struct library *library, struct word *words, const struct yaml *yaml,
	const struct yaml_pair *pair, struct diags *diags)
{
	const char *id = pair->key->text, *built_in = library_word(library, id), *text = read_text(arena, yaml, pair, diags);
	if (!built_in) {
		const char *nearest = text_nearest(id, word_candidate, library);
		diag_add(diags, &outputs_diags[nearest ? O_WORD_MISSPELT : O_WORD_UNKNOWN], yaml_pos(yaml, pair->key), id, nearest, NULL);
	} else if (text && marks(text) != marks(built_in)) {
		diag_add(diags, &outputs_diags[O_WORD_MARKS], yaml_pos(yaml, pair->value), id, marks_text(arena, built_in), NULL);
	} else if (text) {
		struct word *word = bsearch(&(struct word){id, NULL}, words, library->word_count, sizeof *words, compare_words);
		word->text = text;
	}
}

void words_overlay(struct arena *arena, struct library *library, const struct source *source, struct diags *diags)
{
	struct yaml *yaml = library_yaml(source, "the file of words", diags);
	if (!yaml)
		return;
	struct word *words = arena_calloc(arena, library->word_count + 1, sizeof *words);
	memcpy(words, library->words, library->word_count * sizeof *words);
	for (size_t i = 0; i < yaml->root->size; i++)
		replace_word(arena, library, words, yaml, &yaml->root->pairs[i], diags);
	library->words = words;
	yaml_free(yaml);
}
