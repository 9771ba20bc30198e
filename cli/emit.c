#include "cli/emit.h"

#include "base/mem.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct emitter {
	struct graph graph;
	struct buf *out;
	const char *root_name;
	const char *wrong;     /* the first thing that cannot be written */
};

static const void *pointer_at(const char *place)
{
	const void *pointer;
	memcpy(&pointer, place, sizeof(pointer));
	return pointer;
}

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

/* A pointer to a struct: &array[index], or a struct inside one of those: &array[index].member */
static void put_address(struct emitter *e, const char *address, const struct meta *of)
{
	const struct block *block = graph_block(&e->graph, address);
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
	const struct block *block = graph_block(&e->graph, start);
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
		return !pointer_at(place) || !graph_count(field, object);
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
	graph_walk(&e.graph, meta, root, NULL);
	const struct block *blocks = e.graph.blocks, *end = blocks + e.graph.block_count;
	for (const struct block *block = blocks + 1; block < end; block++) {
		if (block->inside)
			continue;
		put_declaration(&e, block);
		buf_adds(out, ";\n");
	}
	for (const struct block *block = blocks + 1; block < end; block++) {
		if (!block->inside)
			put_block(&e, block);
	}
	buf_addf(out, "const struct %s %s = ", meta->name, name);
	put_struct(&e, meta, root);
	buf_adds(out, ";\n");
	const char *wrong = e.graph.wrong ? e.graph.wrong : e.wrong;
	graph_release(&e.graph);
	return wrong;
}
