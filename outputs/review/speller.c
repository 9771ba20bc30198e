/* What stays from notice to notice: dictionaries, the operator's words, and what was prepared for a library and language. */
#include "outputs/review/spell_parts.h"

#include <string.h>

void speller_init(struct speller *speller, const char *dictionary_path, const char *cache, const char *own)
{
	*speller = (struct speller){.own = BUF_INIT};
	buf_adds(&speller->own, own);
	lexicons_init(&speller->lexicons, dictionary_path, cache);
}

static void variants_free(struct variants *variants)
{
	if (!variants)
		return;
	struct arena arena = variants->arena; /* holds variants itself */
	arena_release(&arena);
}

void speller_release(struct speller *speller, bool leave)
{
	lexicons_save(&speller->lexicons);
	lexicons_release(&speller->lexicons, leave);
	variants_free(speller->variants);
	speller->variants = NULL;
	buf_release(&speller->own);
}

/* What was prepared knows the old list. */
static void forget_variants(struct speller *speller)
{
	variants_free(speller->variants);
	speller->variants = NULL;
}

void speller_learn(struct speller *speller, const char *word)
{
	if (speller->own.len && speller->own.s[speller->own.len - 1] != '\n')
		buf_addc(&speller->own, '\n');
	buf_addf(&speller->own, "%s\n", word);
	forget_variants(speller);
}

void speller_forget(struct speller *speller, const char *word)
{
	struct buf kept = BUF_INIT;
	size_t size = strlen(word);
	for (const char *line = speller->own.s; *line;) {
		size_t length = strcspn(line, "\n"), whole = length + (line[length] == '\n');
		if (length != size || memcmp(line, word, size) != 0)
			buf_add(&kept, line, whole);
		line += whole;
	}
	buf_release(&speller->own);
	speller->own = kept;
	forget_variants(speller);
}

/* ---- preparing ---- */

/* Words of words.yaml that one variant spells otherwise than the library: "en-US.spell.organise: organize". */
static void collect_variant(struct variants *variants, const struct library *library, const struct proof_language *language,
	const struct word *word)
{
	for (size_t i = 0; i < language->dictionary_count; i++) {
		const struct proof_dictionary *dictionary = &language->dictionaries[i];
		size_t size = strlen(dictionary->tag);
		if (strncmp(word->id, dictionary->tag, size) != 0 || strncmp(word->id + size, ".spell.", 7) != 0)
			continue;
		const char *plain = word->id + size + 7, *theirs = word->text;
		bool ours = strcmp(dictionary->tag, variants->tag) == 0;
		const char *foreign = ours ? plain : theirs, *right = ours ? theirs : plain;
		if (strchr(foreign, ' ') || proof_list_has(&language->either, foreign) ||
			(!ours && library_word(library, arena_printf(&variants->arena, "%s.spell.%s", dictionary->tag, theirs))))
			continue;
		known_add(&variants->spelt, foreign, strlen(foreign), right);
		/* what is not this variant's own is the other's: of two, the other one */
		const struct proof_dictionary *other = ours ? &language->dictionaries[i == 0 ? language->dictionary_count > 1 : 0] : dictionary;
		known_add(&variants->called, foreign, strlen(foreign), other);
	}
}

static void collect_own(struct variants *variants, const char *own)
{
	for (const char *line = own; line && *line;) {
		size_t size = strcspn(line, "\r\n");
		if (size && *line != '#')
			known_add(&variants->own, line, size, NULL);
		line += size;
		line += strspn(line, "\r\n");
	}
}

void speller_prepare(struct review *review)
{
	struct speller *speller = review->speller;
	struct variants *variants = speller->variants;
	if (variants && variants->library == review->library && strcmp(variants->tag, review->tag) == 0)
		return;
	variants_free(variants);
	struct arena arena = ARENA_INIT;
	variants = arena_alloc(&arena, sizeof *variants);
	variants->arena = arena;
	variants->library = review->library;
	variants->tag = arena_strdup(&variants->arena, review->tag);
	variants->spelt.arena = variants->called.arena = variants->names.arena = variants->own.arena = variants->anchors.arena =
		variants->facts.arena = &variants->arena;
	for (size_t i = 0; review->language && i < review->library->word_count; i++)
		collect_variant(variants, review->library, review->language, &review->library->words[i]);
	for (size_t i = 0; review->language && i < review->language->anchor_count; i++)
		known_add(&variants->anchors, review->language->anchors[i].word, strlen(review->language->anchors[i].word),
			&review->language->anchors[i]);
	collect_own(variants, speller->own.s);
	speller->variants = variants;
}

/* Names of vocabularies are collected when the first word is looked for among them. */
const struct known *speller_vocabulary_names(struct review *review)
{
	struct variants *variants = review->speller->variants;
	if (!variants->named)
		names_of_vocabularies(&variants->arena, variants->library, &variants->names);
	variants->named = true;
	return &variants->names;
}
