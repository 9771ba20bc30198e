#include "base/hash.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

uint64_t hash_add(uint64_t hash, const void *bytes, size_t size)
{
	const unsigned char *byte = bytes;
	for (size_t i = 0; i < size; i++)
		hash = (hash ^ byte[i]) * UINT64_C(0x100000001b3);
	return hash;
}

void hash_write(uint64_t hash, char text[HASH_SIZE])
{
	snprintf(text, HASH_SIZE, "%016" PRIx64, hash);
}

bool hash_is_written(const char *text)
{
	return strlen(text) == HASH_SIZE - 1 && text[strspn(text, "0123456789abcdef")] == '\0';
}
