#include "outputs/review/known.h"

#include "base/hash.h"

struct known_entry {
	const char *text; /* NULL: free */
	size_t size;
	uint64_t hash;
	const void *value;
};

static struct known_entry *slot_of(const struct known *known, const char *text, size_t size, uint64_t hash)
{
	size_t i = (size_t)hash & (known->slot_count - 1);
	while (known->slots[i].text && (known->slots[i].hash != hash || known->slots[i].size != size ||
		memcmp(known->slots[i].text, text, size) != 0))
		i = (i + 1) & (known->slot_count - 1);
	return &known->slots[i];
}

static void grow(struct known *known)
{
	struct known larger = *known;
	larger.slot_count = known->slot_count ? 2 * known->slot_count : 64;
	larger.slots = arena_calloc(known->arena, larger.slot_count, sizeof *larger.slots);
	for (size_t i = 0; i < known->slot_count; i++) {
		const struct known_entry *entry = &known->slots[i];
		if (entry->text)
			*slot_of(&larger, entry->text, entry->size, entry->hash) = *entry;
	}
	*known = larger;
}

bool known_add(struct known *known, const char *text, size_t size, const void *value)
{
	if (2 * known->count >= known->slot_count)
		grow(known);
	uint64_t hash = hash_add(HASH_START, text, size);
	struct known_entry *entry = slot_of(known, text, size, hash);
	if (entry->text)
		return false;
	*entry = (struct known_entry){arena_strndup(known->arena, text, size), size, hash, value};
	known->words = arena_grow(known->arena, known->words, known->count, &known->word_capacity, sizeof *known->words);
	known->words[known->count++] = entry->text;
	return true;
}

static const struct known_entry *find(const struct known *known, const char *text, size_t size)
{
	const struct known_entry *entry = known->slot_count ? slot_of(known, text, size, hash_add(HASH_START, text, size)) : NULL;
	return entry && entry->text ? entry : NULL;
}

bool known_has(const struct known *known, const char *text, size_t size)
{
	return find(known, text, size);
}

const void *known_value(const struct known *known, const char *text, size_t size)
{
	const struct known_entry *entry = find(known, text, size);
	return entry ? entry->value : NULL;
}
