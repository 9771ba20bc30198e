#include "base/base_diags.h"
#include "base/text.h"
#include "base/yaml_parts.h"

#include <string.h>

enum { SMALL_MAP = 8 /* pairs: up to here, looking through them is quicker than a hash */ };

/*
 * slots[0] is the number of slots behind it less one, a power of two less one; a slot holds the pair's number from 1, or 0. Returns the
 * key's slot, or the free one for it.
 */
static size_t find_slot(const struct yaml_node *map, const uint32_t *slots, const char *key)
{
	uint32_t mask = slots[0];
	for (uint32_t i = text_hash(key) & mask;; i = (i + 1) & mask) {
		uint32_t pair = slots[i + 1];
		if (!pair || strcmp(map->pairs[pair - 1].key->text, key) == 0)
			return i + 1;
	}
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
	if (!node || node->kind != YAML_MAP)
		return NULL;
	if (node->slots) {
		uint32_t pair = node->slots[find_slot(node, node->slots, key)];
		return pair ? node->pairs[pair - 1].value : NULL;
	}
	for (size_t i = 0; i < node->size; i++)
		if (strcmp(node->pairs[i].key->text, key) == 0)
			return node->pairs[i].value;
	return NULL;
}

static void report_duplicate(const struct yaml *yaml, const struct yaml_node *key, const struct yaml_node *first, struct diags *diags)
{
	char line[16];
	snprintf(line, sizeof line, "%d", first->line);
	diag_add(diags, &base_diags[BASE_YAML_DUPLICATE_KEY], yaml_pos(yaml, key), key->text, line, (const char *)NULL);
}

static bool check_by_hash(struct yaml *yaml, struct yaml_node *map, struct diags *diags)
{
	uint32_t room = 16;
	while (room < map->size * 2)
		room *= 2;
	uint32_t *slots = arena_calloc(&yaml->arena, (size_t)room + 1, sizeof *slots);
	slots[0] = room - 1;
	bool unique = true;
	for (size_t i = 0; i < map->size; i++) {
		size_t slot = find_slot(map, slots, map->pairs[i].key->text);
		if (slots[slot]) {
			report_duplicate(yaml, map->pairs[i].key, map->pairs[slots[slot] - 1].key, diags);
			unique = false;
		} else {
			slots[slot] = (uint32_t)i + 1;
		}
	}
	map->slots = slots;
	return unique;
}

static const struct yaml_node *find_earlier(const struct yaml_node *map, size_t pair)
{
	const struct yaml_node *key = map->pairs[pair].key;
	for (size_t i = 0; i < pair; i++)
		if (map->pairs[i].key->size == key->size && strcmp(map->pairs[i].key->text, key->text) == 0)
			return map->pairs[i].key;
	return NULL;
}

bool yaml_check_keys(struct yaml *yaml, struct yaml_node *map, struct diags *diags)
{
	if (map->size > SMALL_MAP)
		return check_by_hash(yaml, map, diags);
	bool unique = true;
	for (size_t i = 1; i < map->size; i++) {
		const struct yaml_node *earlier = find_earlier(map, i);
		if (earlier)
			report_duplicate(yaml, map->pairs[i].key, earlier, diags);
		unique &= !earlier;
	}
	return unique;
}
