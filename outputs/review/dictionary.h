/*
 * Dictionaries of hunspell: finding their files, loading them, asking them.
 *
 * libhunspell is opened when the first dictionary is loaded, not linked: a run that needs none does not pay for the start of C++. Loading
 * takes 20 to 160 ms. Handles belong to one thread, which makes, asks and frees all of them: creating two at a time is a race in
 * libhunspell 1.7.1, and a handle is not to be shared.
 *
 * Hunspell_create never fails: it makes a handle out of missing or broken files that knows no word, or too few. So both files are looked at
 * first, and the dictionary must know its own words.
 */
#ifndef OUTPUTS_REVIEW_DICTIONARY_H
#define OUTPUTS_REVIEW_DICTIONARY_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

struct dictionary_files {
	const char *name; /* en_GB */
	const char *aff, *dic;
};

/*
 * Looks for the files of a dictionary: in the folders of path (with colons between, as in DICPATH; NULL: none), then in the usual ones.
 * name: en_GB; for a language without a country the first of any country will do. Lives in arena. False: nowhere.
 */
bool dictionary_find(struct arena *arena, const char *path, const char *name, struct dictionary_files *files);

/* A number that is another one when the files are: their path, size, time. 0: they cannot be read. */
uint64_t dictionary_key(const struct dictionary_files *files);

struct dictionary;
/* Loads one. NULL: *wrong says why, in a few words (static); "": there is no libhunspell. */
struct dictionary *dictionary_load(const struct dictionary_files *files, const char **wrong);
/* Frees it, which takes as long as half of loading. A program that is about to end leaves it to the system. NULL is fine. */
void dictionary_free(struct dictionary *dictionary);

/* Is a word right? In the normal form of words.h. */
bool dictionary_knows(struct dictionary *dictionary, const char *word);
/*
 * What it may have been meant to be: at most limit words, in arena. Takes 30 to 300 ms, and stops by the processor time of the whole
 * process: with other threads at work it finds less. Only when somebody asks.
 */
size_t dictionary_suggest(struct dictionary *dictionary, struct arena *arena, const char *word, const char **suggestions, size_t limit);

#endif
