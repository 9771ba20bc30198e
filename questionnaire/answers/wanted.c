#include "questionnaire/answers/wanted.h"

#include "base/text.h"

#include <string.h>

enum { FEW = 16 /* entries: up to here, looking through them is quicker than a hash */ };

bool wanted_is_map(const struct wanted *wanted)
{
	return wanted->open || (wanted->old && wanted->old->kind == YAML_MAP);
}

/* Keys */

static struct wanted_entry **find_slot(const struct wanted *map, const char *key)
{
	size_t at = text_hash(key) & (map->slot_count - 1);

	while (map->slots[at] && strcmp(map->slots[at]->key, key))
		at = (at + 1) & (map->slot_count - 1);
	return &map->slots[at];
}

static void make_slots(struct arena *arena, struct wanted *map)
{
	size_t count = 4 * FEW;

	while (count < 4 * map->entry_count)
		count *= 2;
	map->slots = arena_calloc(arena, count, sizeof(struct wanted_entry *));
	map->slot_count = count;
	for (struct wanted_entry *entry = map->first; entry; entry = entry->next)
		*find_slot(map, entry->key) = entry;
}

static void note_key(struct arena *arena, struct wanted *map, struct wanted_entry *entry)
{
	map->entry_count++;
	if (map->entry_count > FEW && map->slot_count < 2 * map->entry_count)
		make_slots(arena, map);
	else if (map->slots)
		*find_slot(map, entry->key) = entry;
}

static struct wanted_entry *find_any(const struct wanted *map, const char *key)
{
	struct wanted_entry *entry = map->first;

	if (map->slots)
		return *find_slot(map, key);
	while (entry && strcmp(entry->key, key))
		entry = entry->next;
	return entry;
}

struct wanted_entry *wanted_find(const struct wanted *map, const char *key)
{
	struct wanted_entry *entry = find_any(map, key);

	return entry && !entry->gone ? entry : NULL;
}

/* Entries */

static void link_behind(struct wanted *map, struct wanted_entry *entry, struct wanted_entry *behind)
{
	entry->previous = behind;
	entry->next = behind ? behind->next : map->first;
	*(entry->previous ? &entry->previous->next : &map->first) = entry;
	*(entry->next ? &entry->next->previous : &map->last) = entry;
}

static void unlink_entry(struct wanted *map, struct wanted_entry *entry)
{
	*(entry->previous ? &entry->previous->next : &map->first) = entry->next;
	*(entry->next ? &entry->next->previous : &map->last) = entry->previous;
}

struct wanted_entry *wanted_add(struct arena *arena, struct wanted *map, const char *key, struct wanted_entry *behind)
{
	struct wanted_entry *entry = find_any(map, key);

	if (!entry) {
		entry = arena_calloc(arena, 1, sizeof *entry);
		entry->key = key;
		link_behind(map, entry, behind);
		note_key(arena, map, entry);
	}
	entry->gone = false;
	entry->value = (struct wanted){.kind = YAML_SCALAR};
	return entry;
}

void wanted_move(struct wanted *map, struct wanted_entry *entry, struct wanted_entry *before)
{
	if (before == entry || wanted_alive(entry->next) == before)
		return;
	unlink_entry(map, entry);
	link_behind(map, entry, before ? before->previous : map->last);
	entry->moved = true;
}

struct wanted_entry *wanted_alive(struct wanted_entry *entry)
{
	while (entry && entry->gone)
		entry = entry->next;
	return entry;
}

struct wanted_entry *wanted_alive_before(struct wanted_entry *entry)
{
	do
		entry = entry->previous;
	while (entry && entry->gone);
	return entry;
}

bool wanted_is_empty(const struct wanted *map)
{
	return map->open ? !wanted_alive(map->first) : !map->old || !map->old->size;
}

void wanted_open(struct arena *arena, struct wanted *wanted)
{
	const struct yaml_node *old = wanted->old;

	if (wanted->open)
		return;
	if (!wanted_is_map(wanted)) {
		*wanted = (struct wanted){.open = true};
		return;
	}
	wanted->open = true;
	struct wanted_entry *entries = arena_calloc(arena, old->size, sizeof *entries);
	for (size_t i = 0; i < old->size; i++) {
		const struct yaml_pair *pair = &old->pairs[i];
		entries[i] = (struct wanted_entry){.key = pair->key->text, .value = {.old = pair->value, .tag = pair->value->tag}};
		link_behind(wanted, &entries[i], wanted->last);
	}
	wanted->entry_count = old->size;
	if (old->size > FEW)
		make_slots(arena, wanted);
}

/* Tags */

static bool has_tag(const struct yaml_node *node, const char *tag)
{
	if (node->tag && !strcmp(node->tag, tag))
		return true;
	for (size_t i = 0; i < node->size && node->kind != YAML_SCALAR; i++)
		if (has_tag(node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], tag))
			return true;
	return false;
}

/* Items can carry tags of their own; the splicer writes lists without. */
static const char *const *item_texts(struct arena *arena, const struct yaml_node *list)
{
	const char **items = arena_calloc(arena, list->size, sizeof *items);

	for (size_t i = 0; i < list->size; i++)
		items[i] = list->items[i]->text;
	return items;
}

/* A list whose items carry tags becomes one whose items do not. */
static void strip_items(struct arena *arena, struct wanted *wanted)
{
	bool tagged = false;

	if (wanted->open || !wanted->old || wanted->old->kind != YAML_LIST)
		return;
	for (size_t i = 0; i < wanted->old->size; i++)
		tagged |= wanted->old->items[i]->tag != NULL;
	if (tagged)
		*wanted = (struct wanted){.kind = YAML_LIST, .tag = wanted->tag, .items = item_texts(arena, wanted->old), .count = wanted->old->size};
}

void wanted_push_tag(struct arena *arena, struct wanted *map)
{
	for (struct wanted_entry *entry = wanted_alive(map->first); entry; entry = wanted_alive(entry->next))
		if (!entry->value.tag) {
			entry->value.tag = map->tag;
			strip_items(arena, &entry->value);
		}
	map->tag = NULL;
}

void wanted_remove_tag(struct arena *arena, struct wanted *wanted, const char *tag)
{
	if (wanted->tag && !strcmp(wanted->tag, tag))
		wanted->tag = NULL;
	if (!wanted->open && (!wanted->old || !has_tag(wanted->old, tag)))
		return;
	strip_items(arena, wanted);
	if (!wanted_is_map(wanted))
		return;
	wanted_open(arena, wanted);
	for (struct wanted_entry *entry = wanted_alive(wanted->first); entry; entry = wanted_alive(entry->next))
		wanted_remove_tag(arena, &entry->value, tag);
}

/* Copies, comparisons */

struct wanted wanted_from_node(struct arena *arena, const struct yaml_node *node, const char *tag)
{
	struct wanted copy = {.tag = tag, .kind = node->kind};

	if (node->kind == YAML_MAP) {
		copy.open = true;
		for (size_t i = 0; i < node->size; i++)
			wanted_add(arena, &copy, node->pairs[i].key->text, copy.last)->value =
				wanted_from_node(arena, node->pairs[i].value, node->pairs[i].value->tag);
	} else if (node->kind == YAML_LIST) {
		for (size_t i = 0; i < node->size && !copy.tag; i++)
			copy.tag = node->items[i]->tag; /* one item that is only suggested makes the list so */
		copy.items = item_texts(arena, node);
		copy.count = node->size;
	} else if (node->content < node->end) {
		copy.text = node->text;
		copy.bare = node->style == YAML_PLAIN;
	}
	return copy;
}

struct wanted wanted_copy(struct arena *arena, const struct wanted *wanted)
{
	struct wanted copy = *wanted;

	if (wanted->open) {
		copy = (struct wanted){.open = true, .tag = wanted->tag};
		for (struct wanted_entry *entry = wanted_alive(wanted->first); entry; entry = wanted_alive(entry->next))
			wanted_add(arena, &copy, entry->key, copy.last)->value = wanted_copy(arena, &entry->value);
	} else if (wanted->old) {
		copy = wanted_from_node(arena, wanted->old, wanted->tag);
	}
	return copy;
}

static bool same_tag(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* The same content, tags at the top left aside. */
static bool same_nodes(const struct yaml_node *a, const struct yaml_node *b)
{
	if (a == b)
		return true;
	if (a->kind != b->kind || a->size != b->size || (a->content == a->end) != (b->content == b->end))
		return false;
	if (a->kind == YAML_SCALAR)
		return !memcmp(a->text, b->text, a->size);
	for (size_t i = 0; i < a->size; i++) {
		const struct yaml_node *x = a->kind == YAML_MAP ? a->pairs[i].value : a->items[i];
		const struct yaml_node *y = a->kind == YAML_MAP ? b->pairs[i].value : b->items[i];
		if (a->kind == YAML_MAP && strcmp(a->pairs[i].key->text, b->pairs[i].key->text))
			return false;
		if (!same_tag(x->tag, y->tag) || !same_nodes(x, y))
			return false;
	}
	return true;
}

static bool same_entries(const struct wanted *map, const struct yaml_node *node)
{
	size_t i = 0;

	for (const struct wanted_entry *entry = wanted_alive(map->first); entry; entry = wanted_alive(entry->next), i++)
		if (i == node->size || strcmp(entry->key, node->pairs[i].key->text) || !wanted_same(&entry->value, node->pairs[i].value))
			return false;
	return i == node->size;
}

bool wanted_same(const struct wanted *wanted, const struct yaml_node *node)
{
	if (!same_tag(wanted->tag, node->tag))
		return false;
	if (wanted->open)
		return node->kind == YAML_MAP && same_entries(wanted, node);
	if (wanted->old)
		return same_nodes(wanted->old, node);
	if (wanted->kind != node->kind)
		return false;
	if (node->kind == YAML_SCALAR)
		return wanted->text ? node->content < node->end && !strcmp(wanted->text, node->text) : node->content == node->end;
	for (size_t i = 0; i < wanted->count; i++)
		if (i == node->size || node->items[i]->kind != YAML_SCALAR || node->items[i]->tag || strcmp(wanted->items[i], node->items[i]->text))
			return false;
	return node->size == wanted->count;
}

struct splice_value wanted_value(struct arena *arena, const struct wanted *wanted)
{
	if (wanted->old && !wanted->open) {
		const struct wanted copy = wanted_copy(arena, wanted);
		return wanted_value(arena, &copy);
	}
	struct splice_value value = {.tag = wanted->tag, .kind = wanted->text ? SPLICE_SCALAR : SPLICE_TAG_ONLY, .text = wanted->text,
		.plain_words = wanted->bare};
	if (wanted->open) {
		const char **keys = arena_calloc(arena, wanted->entry_count, sizeof *keys);
		struct splice_value *values = arena_calloc(arena, wanted->entry_count, sizeof *values);
		value.kind = SPLICE_MAP;
		for (const struct wanted_entry *entry = wanted_alive(wanted->first); entry; entry = wanted_alive(entry->next)) {
			keys[value.count] = entry->key;
			values[value.count++] = wanted_value(arena, &entry->value);
		}
		value.keys = keys;
		value.values = values;
	} else if (wanted->kind == YAML_LIST) {
		value.kind = SPLICE_LIST;
		value.items = wanted->items;
		value.count = wanted->count;
	}
	return value;
}
