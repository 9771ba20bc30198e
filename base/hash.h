/*
 * FNV-1a 64: a short name for a text, by which an overlay says which built-in text it replaced. No defence against forgery.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HASH_START UINT64_C(0xcbf29ce484222325)
enum { HASH_SIZE = 17 }; /* written out: 16 hex digits and a NUL */

/* The hash of what was hashed so far (HASH_START: nothing) and these bytes. */
uint64_t hash_add(uint64_t hash, const void *bytes, size_t size);
void hash_write(uint64_t hash, char text[HASH_SIZE]);
/* Whether a text is written like a hash. */
bool hash_is_written(const char *text);

#endif
