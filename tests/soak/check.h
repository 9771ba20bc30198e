/*
 * What must hold for the notice of any company whatever: the invariants of DESIGN.md, one function each.
 *
 *   check.c          loads, findings, draft or finished, the same bytes again
 *   check_prose.c    what the document says, with the operator's words masked: no leftovers, no doubled stops, no long sentence
 *   check_grammar.c  how its words agree: a and an, one and many, possessives
 *   check_outputs.c  what the files say: the page is the document, the Markdown is the page, every value is there as text
 */
#ifndef TESTS_SOAK_CHECK_H
#define TESTS_SOAK_CHECK_H

#include "outputs/notice.h"
#include "tests/soak/draft.h"

/* What was found. kind NULL: nothing. */
struct verdict {
	const char *kind;        /* a few words that stay while the company shrinks: "doubled full stop"; static */
	struct buf detail;       /* for people */
	bool draft;              /* the notice is one */
	bool loaded;
};
#define VERDICT_INIT {NULL, BUF_INIT, false, false}

struct checker {
	const struct library *library;
	int today;                         /* YYYYMMDD */
	bool oracles;                      /* read the Markdown with both of its readers, and the JSON, which takes most of the time */
	const struct compose_watch *watch; /* NULL: nobody */
};

/* Sets the kind once: what was found first stays. Returns false, for checks to return. */
bool verdict_fail(struct verdict *verdict, const char *kind, const char *format, ...) __attribute__((format(printf, 3, 4)));
void verdict_release(struct verdict *verdict);

/*
 * All checks on an answers file. root: the draft it was written from, to compare with what was read; NULL: there is none. True when
 * nothing was found. verdict must be fresh.
 */
bool soak_check(const struct checker *checker, const char *bytes, size_t size, const struct draft *root, struct verdict *verdict);

/* The words of a document. */
bool check_prose(const struct document *document, struct verdict *verdict);
/* One block of text, the operator's values being CHECK_VALUE, or CHECK_STOPPED when they end with a full stop of their own. */
bool check_words(const char *text, struct verdict *verdict);
bool check_sentences(const char *text, struct verdict *verdict);
/* check_grammar.c: articles, numbers, possessives, by pattern. */
bool check_grammar(const char *text, struct verdict *verdict);
#define CHECK_VALUE '\x01'
#define CHECK_STOPPED '\x02'
enum { SENTENCE_LIMIT = 28 }; /* words; a printed value or list counts as one */

/* outputs: one a format, as written. */
bool check_outputs(const struct document *document, const struct buf outputs[NOTICE_FORMAT_COUNT], bool oracles, struct verdict *verdict);

/* Before the first check and after the last: the readers of Markdown and XML keep tables of their own. */
void check_start(void);
void check_end(void);

/* Is it a text node that prints what the operator wrote? (A gap names an answer, too, but prints none.) */
bool node_is_own_text(const struct node *node);

#endif
