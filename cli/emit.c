#include "cli/emit.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum block_kind { BLOCK_STRUCTS, BLOCK_POINTERS, BLOCK_TEXTS };

/* An array found by the walk. */
struct block {
	const char *start;
	enum block_kind kind;
	const struct meta *of; /* NULL for texts */
	size_t count;
	size_t walked;         /* elements whose pointers were followed */
	bool inside;           /* lies in another block: needs no definition of its own */
	size_t number;
};

struct emitter {
	struct buf *out;
	struct block *blocks;  /* in the order of the walk; the root is the first */
	size_t block_count, block_room;
	size_t *slots;         /* hash table of block indices + 1 by start, kind, of */
	size_t slot_count;     /* a power of two */
	struct block **sorted; /* the blocks that are not inside others, by address */
	size_t sorted_count;
	const char *root_name;
	const char *wrong;     /* the first thing that went wrong */
};

static size_t block_size(const struct block *block)
{
	return block->count * (block->kind == BLOCK_STRUCTS ? block->of->size : sizeof(void *));
}

/* Finding blocks: a hash table, then one pass over everything found so far, which grows meanwhile. No recursion, so depth does not matter. */

static size_t slot_of(const struct emitter *e, const char *start, enum block_kind kind, const struct meta *of)
{
	uint64_t hash = ((uint64_t)(uintptr_t)start ^ ((uint64_t)(uintptr_t)of << 7) ^ (uint64_t)kind) * UINT64_C(0x9E3779B97F4A7C15);
	size_t slot = (size_t)(hash >> 20) & (e->slot_count - 1);
	while (e->slots[slot]) {
		const struct block *block = &e->blocks[e->slots[slot] - 1];
		if (block->start == start && block->kind == kind && block->of == of)
			break;
		slot = (slot + 1) & (e->slot_count - 1);
	}
	return slot;
}

static void table_grow(struct emitter *e)
{
	free(e->slots);
	e->slot_count = e->slot_count ? e->slot_count * 2 : 1024;
	e->slots = xcalloc(e->slot_count, sizeof(*e->slots));
	for (size_t i = 0; i < e->block_count; i++)
		e->slots[slot_of(e, e->blocks[i].start, e->blocks[i].kind, e->blocks[i].of)] = i + 1;
}

static void find(struct emitter *e, const void *start, enum block_kind kind, const struct meta *of, size_t count)
{
	if (!start || !count)
		return;
	if (2 * (e->block_count + 1) > e->slot_count)
		table_grow(e);
	size_t slot = slot_of(e, start, kind, of);
	if (e->slots[slot]) {
		struct block *known = &e->blocks[e->slots[slot] - 1];
		if (known->count < count) /* met before by a pointer to its first element only */
			known->count = count;
		return;
	}
	if (e->block_count == e->block_room) {
		e->block_room = e->block_room ? 2 * e->block_room : 512;
		e->blocks = xrealloc(e->blocks, e->block_room * sizeof(*e->blocks));
	}
	e->blocks[e->block_count++] = (struct block){.start = start, .kind = kind, .of = of, .count = count};
	e->slots[slot] = e->block_count;
}

static const void *pointer_at(const char *place)
{
	const void *pointer;
	memcpy(&pointer, place, sizeof(pointer));
	return pointer;
}

static size_t field_count(const struct meta_field *field, const char *object)
{
	size_t count;
	if (field->count)
		return field->count(object);
	memcpy(&count, object + field->count_at, sizeof(count));
	return count;
}

/* Finds what one struct points at. Recurses only into structs inside structs, as deep as the types are. */
static void find_fields(struct emitter *e, const struct meta *meta, const char *object)
{
	for (const struct meta_field *field = meta->fields; field < meta->fields + meta->field_count; field++) {
		const char *place = object + field->offset;
		switch (field->kind) {
		case META_STRUCT:
			find_fields(e, field->of, place);
			break;
		case META_POINTER:
			find(e, pointer_at(place), BLOCK_STRUCTS, field->of, 1);
			break;
		case META_ARRAY:
			find(e, pointer_at(place), BLOCK_STRUCTS, field->of, field_count(field, object));
			break;
		case META_POINTERS:
			find(e, pointer_at(place), BLOCK_POINTERS, field->of, field_count(field, object));
			break;
		case META_TEXTS:
			find(e, pointer_at(place), BLOCK_TEXTS, NULL, field_count(field, object));
			break;
		case META_NULL:
			if (pointer_at(place))
				e->wrong = field->name;
			break;
		case META_TEXT:
		case META_NUMBER:
		case META_SKIPPED:
			break;
		}
	}
}

static void find_all(struct emitter *e)
{
	bool more = true;
	while (more) { /* a second round only when a block grew after its turn */
		more = false;
		for (size_t i = 0; i < e->block_count; i++) {
			for (size_t k; (k = e->blocks[i].walked) < e->blocks[i].count; more = true) {
				struct block block = e->blocks[i]; /* a copy: find moves the blocks */
				e->blocks[i].walked++;
				if (block.kind == BLOCK_STRUCTS)
					find_fields(e, block.of, block.start + k * block.of->size);
				else if (block.kind == BLOCK_POINTERS)
					find(e, pointer_at(block.start + k * sizeof(void *)), BLOCK_STRUCTS, block.of, 1);
			}
		}
	}
}

static int by_address(const void *left, const void *right)
{
	const struct block *a = *(struct block *const *)left, *b = *(struct block *const *)right;
	uintptr_t x = (uintptr_t)a->start, y = (uintptr_t)b->start;
	if (x != y)
		return x < y ? -1 : 1;
	size_t m = block_size(a), n = block_size(b); /* the larger one first */
	return m < n ? 1 : m > n ? -1 : 0;
}

/* Elements met by a pointer of their own belong to the array around them. What is left is apart, and is numbered in the order of the walk. */
static void settle(struct emitter *e)
{
	struct block **all = xcalloc(e->block_count, sizeof(*all));
	for (size_t i = 0; i < e->block_count; i++)
		all[i] = &e->blocks[i];
	qsort(all, e->block_count, sizeof(*all), by_address);
	uintptr_t end = 0;
	for (size_t i = 0; i < e->block_count; i++) {
		uintptr_t start = (uintptr_t)all[i]->start, stop = start + block_size(all[i]);
		if (start < end) {
			all[i]->inside = true;
			if (stop > end)
				e->wrong = "two arrays overlap";
			continue;
		}
		end = stop;
		all[e->sorted_count++] = all[i];
	}
	e->sorted = all;
	size_t number = 0;
	for (size_t i = 0; i < e->block_count; i++) {
		if (!e->blocks[i].inside)
			e->blocks[i].number = number++;
	}
}

/* Writing. */

static void put_name(struct emitter *e, const struct block *block)
{
	if (block->number == 0)
		buf_adds(e->out, e->root_name);
	else
		buf_addf(e->out, "%s%s_%zu", block->of ? block->of->name : "text", block->kind == BLOCK_STRUCTS ? "" : "s", block->number);
}

static void put_text(struct emitter *e, const char *text)
{
	if (!text) {
		buf_adds(e->out, "NULL");
		return;
	}
	buf_addc(e->out, '"');
	for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
		if (*p == '"' || *p == '\\' || *p == '?') /* "??=" would be a trigraph */
			buf_addf(e->out, "\\%c", *p);
		else if (*p < 0x20 || *p >= 0x7f)
			buf_addf(e->out, "\\%03o", *p);
		else
			buf_addc(e->out, (char)*p);
	}
	buf_addc(e->out, '"');
}

static const struct block *block_around(const struct emitter *e, const char *address)
{
	size_t low = 0, high = e->sorted_count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if ((uintptr_t)e->sorted[middle]->start <= (uintptr_t)address)
			low = middle + 1;
		else
			high = middle;
	}
	return e->sorted[low - 1]; /* the walk met this address, so there is one */
}

/* A pointer to a struct: &array[index], or a struct inside one of those: &array[index].member */
static void put_address(struct emitter *e, const char *address, const struct meta *of)
{
	const struct block *block = block_around(e, address);
	size_t offset = (size_t)(address - block->start);
	const struct meta *meta = block->of;
	if (block->kind != BLOCK_STRUCTS) {
		e->wrong = "a pointer to a struct leads into an array of pointers";
		return;
	}
	buf_addc(e->out, '&');
	put_name(e, block);
	if (block->number)
		buf_addf(e->out, "[%zu]", offset / meta->size);
	offset %= meta->size;
	while (meta != of) {
		const struct meta_field *field = meta->fields, *behind = field + meta->field_count;
		while (field < behind && !(field->kind == META_STRUCT && offset >= field->offset && offset < field->offset + field->size))
			field++;
		if (field == behind)
			break;
		buf_addf(e->out, ".%s", field->name);
		offset -= field->offset;
		meta = field->of;
	}
	if (meta != of || offset)
		e->wrong = "a pointer leads into the middle of another struct";
}

static void put_array(struct emitter *e, const char *start, enum block_kind kind, const struct meta *of)
{
	const struct block *block = block_around(e, start);
	if (kind == BLOCK_STRUCTS) {
		put_address(e, start, of);
	} else if (block->kind != kind || block->of != of) {
		e->wrong = "an array of pointers lies in another array";
	} else {
		put_name(e, block);
		buf_addf(e->out, " + %zu", (size_t)(start - block->start) / sizeof(void *));
	}
}

static int64_t number_at(const char *place, size_t size)
{
	int8_t n8;
	int16_t n16;
	int32_t n32;
	int64_t n64;
	switch (size) {
	case 1:
		return memcpy(&n8, place, size), n8;
	case 2:
		return memcpy(&n16, place, size), n16;
	case 4:
		return memcpy(&n32, place, size), n32;
	default:
		return memcpy(&n64, place, sizeof(n64)), n64;
	}
}

/* Nothing that would be written differs from zero. */
static bool field_is_zero(const struct meta_field *field, const char *object)
{
	const char *place = object + field->offset;
	switch (field->kind) {
	case META_NUMBER:
		return number_at(place, field->size) == 0;
	case META_STRUCT:
		for (size_t i = 0; i < field->of->field_count; i++) {
			if (!field_is_zero(&field->of->fields[i], place))
				return false;
		}
		return true;
	case META_TEXT:
	case META_POINTER:
		return !pointer_at(place);
	case META_ARRAY:
	case META_POINTERS:
	case META_TEXTS:
		return !pointer_at(place) || !field_count(field, object);
	case META_SKIPPED:
	case META_NULL:
		break;
	}
	return true;
}

static void put_struct(struct emitter *e, const struct meta *meta, const char *object)
{
	bool first = true;
	buf_addc(e->out, '{');
	for (const struct meta_field *field = meta->fields; field < meta->fields + meta->field_count; field++) {
		const char *place = object + field->offset;
		if (field_is_zero(field, object))
			continue;
		buf_addf(e->out, "%s.%s = ", first ? "" : ", ", field->name);
		first = false;
		switch (field->kind) {
		case META_TEXT:
			put_text(e, pointer_at(place));
			break;
		case META_NUMBER:
			buf_addf(e->out, "%" PRId64, number_at(place, field->size));
			break;
		case META_STRUCT:
			put_struct(e, field->of, place);
			break;
		case META_POINTER:
			put_address(e, pointer_at(place), field->of);
			break;
		case META_ARRAY:
			put_array(e, pointer_at(place), BLOCK_STRUCTS, field->of);
			break;
		case META_POINTERS:
			put_array(e, pointer_at(place), BLOCK_POINTERS, field->of);
			break;
		case META_TEXTS:
			put_array(e, pointer_at(place), BLOCK_TEXTS, NULL);
			break;
		case META_SKIPPED:
		case META_NULL:
			break;
		}
	}
	buf_adds(e->out, first ? "0}" : "}");
}

/* The declaration of a block, without its initialiser; said twice, once for those who point at it before it is defined. */
static void put_declaration(struct emitter *e, const struct block *block)
{
	if (block->kind == BLOCK_STRUCTS)
		buf_addf(e->out, "static const struct %s ", block->of->name);
	else if (block->kind == BLOCK_POINTERS)
		buf_addf(e->out, "static const struct %s *const ", block->of->name);
	else
		buf_adds(e->out, "static const char *const ");
	put_name(e, block);
	buf_addf(e->out, "[%zu]", block->count);
}

static void put_block(struct emitter *e, const struct block *block)
{
	put_declaration(e, block);
	buf_adds(e->out, " = {\n");
	for (size_t i = 0; i < block->count; i++) {
		buf_addc(e->out, '\t');
		if (block->kind == BLOCK_STRUCTS) {
			put_struct(e, block->of, block->start + i * block->of->size);
		} else {
			const void *pointer = pointer_at(block->start + i * sizeof(void *));
			if (block->kind == BLOCK_TEXTS)
				put_text(e, pointer);
			else if (pointer)
				put_address(e, pointer, block->of);
			else
				buf_adds(e->out, "NULL");
		}
		buf_adds(e->out, ",\n");
	}
	buf_adds(e->out, "};\n");
}

const char *emit(struct buf *out, const struct meta *meta, const void *root, const char *name)
{
	struct emitter e = {.out = out, .root_name = name};
	find(&e, root, BLOCK_STRUCTS, meta, 1);
	find_all(&e);
	settle(&e);
	for (size_t i = 1; i < e.block_count; i++) {
		if (e.blocks[i].inside)
			continue;
		put_declaration(&e, &e.blocks[i]);
		buf_adds(out, ";\n");
	}
	for (size_t i = 1; i < e.block_count; i++) {
		if (!e.blocks[i].inside)
			put_block(&e, &e.blocks[i]);
	}
	buf_addf(out, "const struct %s %s = ", meta->name, name);
	put_struct(&e, meta, root);
	buf_adds(out, ";\n");
	free(e.blocks);
	free(e.slots);
	free(e.sorted);
	return e.wrong;
}
