/*
 * Lexicons: what a dictionary says of words, remembered from run to run.
 *
 * Loading a dictionary takes longer than all the rest of a run. So each verdict is kept in a file of the cache folder, one file a
 * dictionary, with a key made of the dictionary's files (dictionary_key): a run without a new word loads none. A file of another key, or
 * one whose sum is wrong, counts as missing. A dictionary that is replaced while the program runs is read again, and what is not sure is
 * not kept.
 *
 * All of it belongs to one thread, as the dictionaries do.
 */
#ifndef OUTPUTS_REVIEW_LEXICON_H
#define OUTPUTS_REVIEW_LEXICON_H

#include "outputs/review/proofing.h"

struct lexicon;

struct lexicons {
	struct arena arena;
	const char *path;  /* DICPATH; NULL: none */
	const char *cache; /* a folder (base/cache.h); NULL: nothing is kept */
	struct lexicon **items;
	size_t count, capacity;
	const char **missing; /* said already */
	size_t missing_count, missing_capacity;
};

void lexicons_init(struct lexicons *lexicons, const char *path, const char *cache); /* both must live as long */
/* Writes what is new into the cache. */
void lexicons_save(struct lexicons *lexicons);
/* Frees all. leave: the program ends anyway; the dictionaries, which take long to free, are left to the system. */
void lexicons_release(struct lexicons *lexicons, bool leave);

/*
 * The lexicon for a language tag. known: what proofreading knows of its dictionary, or NULL. NULL when there is none: a finding the first
 * time, unless quiet.
 */
struct lexicon *lexicons_get(struct lexicons *lexicons, const char *tag, const struct proof_dictionary *known, bool quiet,
	struct diags *diags);

/* Is a word (in normal form) right? Loads the dictionary when it must; when that fails, a finding once, and all words count as right. */
bool lexicon_knows(struct lexicon *lexicon, const char *word, struct diags *diags);
/* At most limit suggestions, in arena (dictionary_suggest). */
size_t lexicon_suggest(struct lexicon *lexicon, struct arena *arena, const char *word, const char **suggestions, size_t limit,
	struct diags *diags);
bool lexicon_is_loaded(const struct lexicon *lexicon);

#endif
