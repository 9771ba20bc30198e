/*
 * Proofreading: a composed notice, its answers and what the operator knows in, findings out.
 *
 *   passage     which texts of the document are to be read
 *   words       their words
 *   proofing    what is known of languages (data); known: sets of words
 *   dictionary  hunspell;  lexicon: what it said, kept from run to run
 *   names       names in the answers, and which of them are the company's
 *   patterns    mistakes that no dictionary sees
 *   spell       puts it together: this header
 *   desk        goes through findings one by one, and mends
 *
 * Only prose of answers and clauses of an overlay are read: built-in clauses are right by a test. A finding points at the answer's file,
 * line and column, through escapes and folded lines, or at the line of the overlay's clause. Right is a word that the dictionary of the
 * notice's language knows; names typed anywhere in the answers, exactly so (and their possessives); names in vocabularies; the project's
 * words for the language (proofing.h); the operator's: `words` of the answers file and of a list of his own.
 *
 * One thread: dictionaries want it so (dictionary.h).
 */
#ifndef OUTPUTS_REVIEW_SPELL_H
#define OUTPUTS_REVIEW_SPELL_H

#include "base/buf.h"
#include "outputs/review/lexicon.h"
#include "outputs/review/passage.h"

/* What stays from notice to notice. */
struct speller {
	struct lexicons lexicons;
	struct buf own;      /* words of the operator, for all his notices, a line each */
	struct variants *variants; /* private to speller.c: what was prepared for the last library and language */
};
/* own: those words; NULL: none. The other two must live as long. */
void speller_init(struct speller *speller, const char *dictionary_path, const char *cache, const char *own);
/* Keeps what is new in the cache and frees. leave: see lexicons_release. */
void speller_release(struct speller *speller, bool leave);

/* One word more, or less, that the operator's list for all notices holds. */
void speller_learn(struct speller *speller, const char *word);
void speller_forget(struct speller *speller, const char *word);

struct spell_finding {
	const struct diag_kind *kind;
	const char *arguments[4];   /* of its wording; NULL ends them */
	struct pos pos;
	const char *text;           /* what it is about, as it stands in the notice */
	const char *instead;        /* what could stand in its place; NULL: that has to be thought about, or asked of a dictionary */
	bool word;                  /* a word that `words` can make right */
	const struct passage *passage;
	size_t start, end;          /* of text, in the passage */
	const struct value *answer; /* NULL: a clause */
	size_t from, to;            /* the same, in the answer's text */
	const struct clause *clause; /* NULL: an answer */
};

/* The findings of one notice, in the order of the document; those of the answers file's end stand where they are printed first. */
struct spelling {
	struct arena arena;
	struct passages passages;
	struct spell_finding *items;
	size_t count, capacity;
};

/*
 * Reads a notice. Points into answers, document and library, which must live as long. Findings about dictionaries are added to diags. End
 * with spelling_release.
 */
void spell_check(struct speller *speller, const struct library *library, const struct answers *answers, const struct document *document,
	struct spelling *spelling, struct diags *diags);
void spelling_release(struct spelling *spelling);
/* Adds them as diagnostics. */
void spelling_report(const struct spelling *spelling, struct diags *diags);

/*
 * What a finding's text may have been meant to be: what is known to fit first, names that are near, then what the dictionary of that
 * language says. At most limit, in arena. May take long.
 */
size_t spell_suggest(struct speller *speller, const struct library *library, const struct answers *answers,
	const struct spell_finding *finding, struct arena *arena,
	const char **suggestions, size_t limit);

#endif
