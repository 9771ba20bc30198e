/*
 * Passages: the texts of a document that are proofread, and where each of their bytes comes from.
 *
 * A passage is a block of the document in which somebody other than the built-in library says something: its text as it is read, made of
 * stretches. A stretch is what one answer or one text of a clause puts there. Only what an answer of words or an overlay's clause says is
 * to be read; the rest is what stands around it.
 */
#ifndef OUTPUTS_REVIEW_PASSAGE_H
#define OUTPUTS_REVIEW_PASSAGE_H

#include "base/buf.h"
#include "outputs/document/document.h"
#include "outputs/library/library.h"
#include "questionnaire/answers/answers.h"

enum stretch_kind {
	STRETCH_FIXED,  /* said by the library, or an answer that is no prose */
	STRETCH_ANSWER, /* prose of an answer */
	STRETCH_CLAUSE  /* of an overlay's clause */
};

struct stretch {
	enum stretch_kind kind;
	size_t start, end;          /* bytes of the passage */
	const struct value *answer; /* STRETCH_ANSWER: the answer, or the item of a list; it may be a fact that repeats one */
	const char *part;           /* STRETCH_ANSWER: where in the answer's text the paragraph begins that stands here */
	const struct clause *clause; /* STRETCH_CLAUSE */
};

struct passage {
	const char *text;
	size_t size;
	const struct stretch *stretches; /* from 0 to size without a hole */
	size_t stretch_count;
};

struct passages {
	struct passage *items;
	size_t count, capacity;
};

/*
 * Finds them, in the order of the document. Gaps and the banner of a draft are left out. Lives in arena; points into document, answers and
 * library.
 */
void passages_find(struct arena *arena, const struct library *library, const struct document *document, struct passages *passages);

/*
 * The byte of its answer's text from which a byte of the passage came; of its last byte, for what ends there: passage_source(..., end - 1).
 * White space was folded on the way.
 */
size_t passage_source(const struct passage *passage, const struct stretch *stretch, size_t at);
/* The sentence around a part of a passage: its first byte and the one behind it. */
void passage_sentence(const struct passage *passage, size_t start, size_t end, size_t *first, size_t *behind);

#endif
