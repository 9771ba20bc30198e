#include "tests/soak/shrink.h"

#include <string.h>

struct shrinker {
	struct draft_file *file;
	struct arena *arena;
	bool (*violates)(void *context, const struct draft_file *file);
	void *context;
	size_t asked, limit;
	bool shrunk; /* in this round */
};

static bool still(struct shrinker *s)
{
	return s->asked < s->limit && (s->asked++, s->violates(s->context, s->file));
}

/* Takes away the next count items from the one at hand on; puts them back when that was too much. */
static bool remove_run(struct shrinker *s, struct draft *draft, size_t from, size_t count)
{
	bool *before = arena_calloc(s->arena, draft->count, sizeof *before);
	bool any = false;
	for (size_t i = from; i < draft->count && i < from + count; i++) {
		before[i] = draft->items[i].removed;
		any |= !before[i];
		draft->items[i].removed = true;
	}
	if (!any)
		return false;
	if (still(s))
		return s->shrunk = true;
	for (size_t i = from; i < draft->count && i < from + count; i++)
		draft->items[i].removed = before[i];
	return false;
}

/* Halves, quarters ... single items. */
static void remove_items(struct shrinker *s, struct draft *draft)
{
	for (size_t size = (draft->count + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2)
		for (size_t from = 0; from < draft->count; from += size)
			remove_run(s, draft, from, size);
}

/* Tries another state of a node; keeps it or puts the old one back. */
static bool try(struct shrinker *s, struct draft *draft, struct draft other)
{
	struct draft before = *draft;
	*draft = other;
	if (still(s))
		return s->shrunk = true;
	*draft = before;
	return false;
}

static size_t character_at(const char *text, size_t at)
{
	while (at > 0 && ((unsigned char)text[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* Leaves out part after part of a text, each half as long as the one before. */
static void shorten_text(struct shrinker *s, struct draft *draft)
{
	for (size_t size = strlen(draft->text) / 2; size > 0; size /= 2) {
		for (size_t from = 0; from < strlen(draft->text);) {
			const char *text = draft->text;
			size_t start = character_at(text, from), end = from + size < strlen(text) ? character_at(text, from + size) : strlen(text);
			struct draft other = *draft;
			other.text = arena_printf(s->arena, "%.*s%s", (int)start, text, text + end);
			if (end == start || !other.text[0] || !try(s, draft, other))
				from += size;
		}
	}
}

static void simplify(struct shrinker *s, struct draft *draft)
{
	struct draft other = *draft;
	if (draft->tag && draft->kind != DRAFT_NOTHING) {
		other.tag = NULL;
		try(s, draft, other);
	}
	if (draft->comment || draft->quoted_key || draft->folded) {
		other = *draft;
		other.comment = NULL;
		other.quoted_key = other.folded = false;
		try(s, draft, other);
	}
	enum yaml_style plain = draft->kind == DRAFT_SCALAR ? YAML_PLAIN : draft->kind == DRAFT_LIST ? YAML_FLOW : YAML_BLOCK;
	if (draft->kind != DRAFT_NOTHING && draft->style != plain) {
		other = *draft;
		other.style = plain;
		try(s, draft, other);
	}
	if (draft->kind == DRAFT_SCALAR && strcmp(draft->text, "x") != 0) {
		other = *draft;
		other.text = "x";
		if (!try(s, draft, other))
			shorten_text(s, draft);
	}
}

static void shrink_below(struct shrinker *s, struct draft *draft)
{
	if (draft->removed)
		return;
	if (draft != &s->file->root)
		simplify(s, draft);
	if (draft->kind == DRAFT_MAP || draft->kind == DRAFT_LIST)
		remove_items(s, draft);
	for (size_t i = 0; i < draft->count; i++)
		shrink_below(s, &draft->items[i]);
}

static void shrink_file(struct shrinker *s)
{
	struct draft_file before = *s->file;
	s->file->crlf = s->file->mark = false;
	if (still(s))
		return;
	s->file->crlf = before.crlf;
	s->file->mark = before.mark;
}

size_t shrink(struct draft_file *file, struct arena *arena, bool (*violates)(void *context, const struct draft_file *file), void *context,
	size_t limit)
{
	struct shrinker s = {.file = file, .arena = arena, .violates = violates, .context = context, .limit = limit, .shrunk = true};
	shrink_file(&s);
	while (s.shrunk && s.asked < limit) {
		s.shrunk = false;
		shrink_below(&s, &file->root);
	}
	return s.asked;
}
