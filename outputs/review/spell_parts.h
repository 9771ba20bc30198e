/*
 * Proofreading, inside: what spell.c, speller.c, words_check.c, names.c and patterns.c share; nobody else's business.
 */
#ifndef OUTPUTS_REVIEW_SPELL_PARTS_H
#define OUTPUTS_REVIEW_SPELL_PARTS_H

#include "outputs/outputs_diags.h"
#include "outputs/review/known.h"
#include "outputs/review/spell.h"
#include "outputs/review/words.h"

/* Names in the answers. */
struct names {
	struct known words;        /* each word of them, in normal form */
	const char *company[4];    /* the company's, as typed: legal and trading name, each with and without its form (Ltd, GmbH) */
	size_t company_count;
};

/* What is so of a word in every notice of a library and language: looked up once. */
struct word_facts {
	enum word_case form;
	const struct proof_anchor *anchor; /* the first of the rules that are looked up by it; NULL: none */
	bool right;                        /* the dictionary or the project knows it, and nothing else can be said of it */
};

/* What was prepared for the last library and language: most notices of a run share both. */
struct variants {
	struct arena arena;
	const struct library *library;
	const char *tag;
	struct known spelt;      /* words of other variants; value: how this one spells them */
	struct known called;     /* the same words; value: struct proof_dictionary of theirs */
	struct known names;      /* of vocabularies */
	bool named;              /* they have been collected */
	struct known own;        /* the operator's words for all his notices */
	struct known anchors;    /* words by which rules are looked up; value: the first struct proof_anchor of each */
	struct known facts;      /* words as typed; value: their struct word_facts */
};

/* The reading of one notice. */
struct review {
	struct speller *speller;
	const struct library *library;
	const struct answers *answers;
	const struct proofing *proofing;
	const struct proof_language *language; /* NULL: nothing is known of it */
	const struct proof_dictionary *dictionary; /* NULL: the same */
	const char *tag;
	struct lexicon *lexicon;   /* NULL: no dictionary */
	struct names names;
	struct known own;          /* the operator's words */
	struct known seen;         /* stretches that were read */
	struct known originals;    /* the answers by their YAML node; empty until a finding wants one */
	struct spelling *spelling;
	struct diags *diags;
	bool residue_starts[256];  /* bytes with which what editing leaves behind begins */
	/* the stretch at hand */
	const struct passage *passage;
	const struct stretch *stretch;
	struct word_list words;
	struct buf normal, lower;  /* of the word at hand */
};

/* spell.c: adds a finding about bytes start to end of the passage at hand. arguments end with NULL; they are copied. */
struct spell_finding *review_report(struct review *review, enum outputs_diag kind, size_t start, size_t end, const char *instead,
	...) __attribute__((sentinel));
/* A part of the passage at hand, copied into the spelling's arena. */
const char *review_text(struct review *review, size_t start, size_t end);

/* speller.c: makes speller->variants for the review's library and language. */
void speller_prepare(struct review *review);
/* Names of vocabularies, collected when the first word is looked for among them. */
const struct known *speller_vocabulary_names(struct review *review);

/* words_check.c: looks up what is known of each word of the stretch at hand; then what is wrong with one of them. */
void words_look_up(struct review *review);
void words_check(struct review *review, const struct token *word);
/* Is a word (normal form) a name in the answers or a vocabulary, or one of the operator's words? */
bool review_is_name(struct review *review, const char *word, size_t size);

/* names.c */
void names_collect(struct arena *arena, const struct proofing *proofing, const struct answers *answers, struct names *names);
/* Is a word (normal form) in a set: as it is, in lower case where it begins with a capital, without its possessive? */
bool names_have(const struct known *set, const char *word, size_t size);
/* A candidate for text_nearest; context: a struct known. */
const char *names_candidate(const void *context, size_t i);
/* Names of all vocabularies of a library: the capitalised words of what entries read in a notice. */
void names_of_vocabularies(struct arena *arena, const struct library *library, struct known *names);
/* If the words from the first on are the company's name, but not quite as typed: how many they are, and the name. 0: they are not. */
size_t names_two_ways(const struct review *review, size_t first, const char **right);

/* patterns.c: once a notice; then looks for all of them in the stretch at hand. */
void patterns_set_up(struct review *review);
void patterns_find(struct review *review);

#endif
