/*
 * Which blocks are new: each is a hash of where it comes from and what it says, and is new unless the document before has as many alike.
 */
#include "tui/wizard/preview_parts.h"

#include <stdint.h>
#include <string.h>

/* A slot of a hash table. */
struct preview_mark {
	uint64_t hash;
	size_t count; /* of blocks with that hash that were not met yet */
	bool used;
};

/* 64 bits, so that two blocks of a document are never taken for one; by eights, since all of the notice is hashed at every key. */
static uint64_t mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return hash ^ hash >> 29;
}

static uint64_t mix_text(uint64_t hash, const char *text) /* NULL is another than "" */
{
	size_t size = text ? strlen(text) : 0, i = 0;
	uint64_t word;
	for (; size - i >= sizeof word; i += sizeof word) {
		memcpy(&word, text + i, sizeof word);
		hash = mix(hash, word);
	}
	word = 0;
	if (size > i)
		memcpy(&word, text + i, size - i);
	return mix(mix(hash, word), text ? size : SIZE_MAX);
}

/* ---- where a block comes from ---- */

/* The record of the answers that a record of the facts stands for: they are numbered anew with each composing. */
static const struct value *answer_behind(const struct value *record)
{
	const struct provenance *because = explain_because(record);
	if (!because)
		return record;
	for (size_t field = 0; field <= record->count; field++) {
		for (size_t i = 0; because && i < because->count; i++)
			for (const struct value *from = because->from[i]; from && !explain_because(from); from = from->parent)
				if (from->kind == TYPE_RECORD && from->key)
					return from;
		because = field < record->count ? record->items[field].because : NULL;
	}
	return NULL;
}

static uint64_t mix_record(uint64_t hash, const struct value *record)
{
	const struct value *answer = record ? answer_behind(record) : NULL;
	struct buf path = BUF_INIT;
	if (answer)
		value_path(&path, answer);
	hash = mix_text(hash, path.s);
	buf_release(&path);
	return hash;
}

/* What blocks side by side have in common is hashed once. */
struct whence {
	const char *section, *clause;
	const struct value *record;
	uint64_t hash;
	bool known;
};

static uint64_t place_of(struct whence *whence, const struct node *block)
{
	const struct node *section = block->parent;
	while (section && section->kind != NODE_SECTION)
		section = section->parent;
	const char *id = section ? section->id : NULL;
	const struct origin *origin = block->origin;
	if (whence->known && whence->section == id && whence->clause == origin->clause && whence->record == origin->record)
		return whence->hash;
	uint64_t hash = mix_text(mix_text(UINT64_C(0xCBF29CE484222325), id), origin->clause);
	*whence = (struct whence){id, origin->clause, origin->record, mix_record(hash, origin->record), true};
	return whence->hash;
}

/* ---- what it says ---- */

static uint64_t hash_of(struct whence *whence, const struct node *block)
{
	uint64_t hash = place_of(whence, block);
	for (const struct node *node = block; node; node = node_walk(node, block)) {
		hash = mix(hash, (uint64_t)node->kind);
		if (node->text)
			hash = mix_text(hash, node->text);
		if (node->href)
			hash = mix_text(hash, node->href);
	}
	return hash;
}

static bool can_change(enum node_kind kind)
{
	return kind == NODE_HEADING || kind == NODE_PARAGRAPH || kind == NODE_ITEM || kind == NODE_ROW || kind == NODE_GAP
		|| kind == NODE_BANNER;
}

/* ---- comparing ---- */

static struct preview_mark *slot_of(const struct preview *preview, uint64_t hash)
{
	size_t slot = (size_t)(hash >> 20) & (preview->mark_slots - 1);
	while (preview->marks[slot].used && preview->marks[slot].hash != hash)
		slot = (slot + 1) & (preview->mark_slots - 1);
	return &preview->marks[slot];
}

void marks_read(struct preview *preview, const struct document *before)
{
	struct whence whence = {.known = false};
	size_t blocks = 0;
	preview->compares = before != NULL;
	preview->mark_slots = 64;
	if (!before)
		return;
	for (const struct node *node = before->root; node; node = node_walk(node, before->root))
		blocks += can_change(node->kind);
	while (preview->mark_slots < 2 * blocks)
		preview->mark_slots *= 2;
	preview->marks = arena_calloc(&preview->arena, preview->mark_slots, sizeof *preview->marks);
	for (const struct node *node = before->root; node; node = node_walk(node, before->root)) {
		if (!can_change(node->kind))
			continue;
		uint64_t hash = hash_of(&whence, node);
		struct preview_mark *mark = slot_of(preview, hash);
		*mark = (struct preview_mark){hash, mark->count + 1, true};
	}
}

bool marks_is_new(struct preview *preview, const struct node *block)
{
	if (!preview->compares)
		return false;
	struct whence whence = {.known = false};
	struct preview_mark *mark = slot_of(preview, hash_of(&whence, block));
	if (!mark->used || !mark->count)
		return true;
	mark->count--;
	return false;
}
