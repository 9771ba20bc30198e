/*
 * What proofreading knows, as data: for each language a file outputs/review/LANG.yaml, and any.yaml for all of them.
 *
 *     language: en
 *     dictionaries:                     # by language tag, the first for the language as such
 *       en-GB: {file: en_GB, package: hunspell-en-gb, called: British, swaps: [iz is]}
 *       en-US: {file: en_US, package: hunspell-en-us, called: American}
 *                                       # swaps: letters of the other variant, and those here: a word that takes them is of the other
 *     words: [GDPR, pseudonymise]       # right, though a dictionary may not know them; in lower case: in any case. Each form by itself
 *     names: [Monday, Swedish]          # names that no answer has to hold
 *     titles: [Act, Regulation]         # of laws and authorities: words with one of them are no product
 *     twice: [had, that]                # words that may stand twice
 *     slashes: [TCP/IP]                 # that need no other wording
 *     either: [practice]                # of the words that words.yaml spells in two ways: right in both
 *     articles: {first: a, second: an, vowels: aeiou, letters: aefhilmnorsx, takes_first: [one*, uni*], takes_second: [hour*]}
 *     rules:
 *       - find: "[can not]"             # see below
 *         says: "'can not' is one word"
 *         do: write 'cannot'
 *         instead: cannot               # optional: what can be put in the place of the words between [ ]
 *
 *         unless: [order]       # optional: kinds of activity; where the firm has one of them, nothing is wrong
 *
 * A rule finds words that follow one another with nothing but white space between. Each word is one of (a|b|c); * at its end or beginning
 * stands for any letters; '.' for no word: the end or beginning of the text, or a comma, a full stop ...; ! before it: anything but these.
 * The words between [ ] are those that the finding is about; the first of them is written without * and !, since rules are looked up by it.
 * An upper-case letter in a rule wants one in the text.
 *
 * any.yaml holds for every language: residue (texts that were left by editing; in lower case: in any case), forms (of companies: Ltd, GmbH;
 * a capitalised name before one is a company's), dictionaries of languages without a file.
 *
 * Read when the library is compiled, checked with file:line:column. Constant afterwards.
 */
#ifndef OUTPUTS_REVIEW_PROOFING_H
#define OUTPUTS_REVIEW_PROOFING_H

#include "base/source.h"

#include <stdbool.h>

struct proof_swap {
	const char *from, *to;
};

struct proof_dictionary {
	const char *tag;     /* BCP 47 */
	const char *file;    /* en_GB: for .aff and .dic */
	const char *package; /* what to install, by its name in Debian */
	const char *called;  /* British; NULL: it has no variants */
	const struct proof_swap *swaps;
	size_t swap_count;
};

struct proof_list {
	const char *const *items; /* sorted by byte */
	size_t count;
};

/* One word of a rule. */
struct proof_word {
	const char *const *any; /* as written */
	size_t count;
	bool negated, marked;
};

struct proof_rule {
	const struct proof_word *words;
	size_t count;
	size_t anchor;           /* the first that is marked */
	const char *says, *fix;
	const char *instead;     /* NULL: what to put there has to be thought about */
	struct proof_list unless;
};

/* A word by which rules are looked up. */
struct proof_anchor {
	const char *word; /* in lower case */
	const struct proof_rule *rule;
};

struct proof_articles {
	const char *first, *second; /* "a", "an"; NULL: the language has no such rule */
	const char *vowels, *letters; /* letters that want the second: as the first of a word, as the first of an abbreviation */
	struct proof_list takes_first, takes_second; /* against that rule */
};

struct proof_language {
	const char *language;
	const struct proof_dictionary *dictionaries;
	size_t dictionary_count;
	struct proof_list words, names, titles, twice, slashes, either;
	struct proof_articles articles;
	const struct proof_rule *rules;
	size_t rule_count;
	const struct proof_anchor *anchors; /* sorted by word */
	size_t anchor_count;
};

struct proofing {
	const struct proof_language *languages;
	size_t language_count;
	struct proof_list residue, forms;
	const struct proof_dictionary *dictionaries; /* of languages without a file */
	size_t dictionary_count;
};

/* Reads all files. Lives in arena. NULL when findings of severity error were added. */
const struct proofing *proofing_read(struct arena *arena, const struct source_list *sources, struct diags *diags);

/* What is known of the language of a tag (en-GB: en); NULL: nothing. */
const struct proof_language *proofing_language(const struct proofing *proofing, const char *tag);
/* Its dictionary: of that tag, or of the language; NULL: not known here. */
const struct proof_dictionary *proofing_dictionary(const struct proofing *proofing, const char *tag);
bool proof_list_has(const struct proof_list *list, const char *word);
/* Does a word fit one that may begin or end with *? Upper case in the pattern wants upper case in the word. */
bool proof_fits(const char *pattern, const char *word, size_t size);
bool proof_list_fits(const struct proof_list *list, const char *word, size_t size);

#endif
