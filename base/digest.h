/*
 * Digests: 128 bits that stand for bytes, where taking different bytes for the same would do harm (base/hash.h is for names that a person may type). XXH3: two texts that were not made to collide do so once in 2^128.
 * No defence against forgery.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

struct digest {
	uint64_t high, low;
};
enum { DIGEST_SIZE = 33 }; /* written out: 32 hex digits and a NUL */

/* The same on any machine. */
struct digest digest_of(const void *bytes, size_t size);
void digest_write(struct digest digest, char text[DIGEST_SIZE]);

#endif
