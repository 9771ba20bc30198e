/*
 * Mistakes as people make them, planted into a text by chance: for the test of how many proofreading finds.
 */
#ifndef TESTS_UNIT_SPELL_SPOIL_H
#define TESTS_UNIT_SPELL_SPOIL_H

#include "base/buf.h"
#include "tests/soak/random.h"

enum spoil {
	/* a dictionary can see them, unless a right word comes of it */
	SPOIL_TRANSPOSE, SPOIL_DROP, SPOIL_DOUBLE, SPOIL_REPLACE, SPOIL_INSERT, SPOIL_GLUE,
	SPOIL_SEEN_COUNT,
	/* it cannot */
	SPOIL_HOMOPHONE = SPOIL_SEEN_COUNT, SPOIL_ARTICLE, SPOIL_TWICE, SPOIL_STOP, SPOIL_VARIANT, SPOIL_COMPANY, SPOIL_TWO_WAYS, SPOIL_CANNOT,
		SPOIL_BRACKET,
	SPOIL_RESIDUE, SPOIL_SLASH,
	SPOIL_COUNT
};
extern const char *const spoil_names[SPOIL_COUNT];

/*
 * Appends text with one mistake, whose bytes are from *start to *end in there; word gets the word that came of it (SPOIL_SEEN). american:
 * which English it is in; company: the name that is written in another way. False: this kind cannot be planted there.
 */
bool spoil_text(struct random *random, enum spoil kind, const char *text, bool american, const char *company, struct buf *spoilt,
	size_t *start, size_t *end);

#endif
