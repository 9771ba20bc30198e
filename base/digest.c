#include "base/digest.h"

#include <inttypes.h>
#include <stdio.h>

/* All of it into this file: nothing more to be linked, and no library to be found at each start. */
#define XXH_INLINE_ALL
#include <xxhash.h>

struct digest digest_of(const void *bytes, size_t size)
{
	XXH128_hash_t hash = XXH3_128bits(bytes, size);
	return (struct digest){hash.high64, hash.low64};
}

void digest_write(struct digest digest, char text[DIGEST_SIZE])
{
	snprintf(text, DIGEST_SIZE, "%016" PRIx64 "%016" PRIx64, digest.high, digest.low);
}
