/*
 * Splicing by chance: random files in all styles, random edits one after another. After each, the file reads back; its tree is the old one
 * with that change; what was not changed stands there byte for byte; and no comment is lost but those of what was deleted.
 *
 * random_yaml.h says how a comment names the key it belongs to.
 *
 * NS_SPLICE_EDITS: how many edits. NS_SPLICE_SEED: the first seed; each file has its own, printed on failure.
 */
#include "base/splice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/random_yaml.h"

enum { EDITS_PER_FILE = 12, LARGEST_FILE = 40000 };

/* -- edits -- */

enum edit_kind { EDIT_REPLACE, EDIT_REPLACE_ITEM, EDIT_INSERT, EDIT_DELETE, EDIT_MOVE };

struct edit {
	enum edit_kind kind;
	const struct yaml_node *node;  /* the map; REPLACE_ITEM: the list */
	size_t entry;                  /* pair or item; INSERT: where */
	size_t at;                     /* MOVE: where */
	const char *owner;             /* the key that the node stands behind */
	const char *key;               /* INSERT */
	struct splice_value value;
	struct splice splices[2];
	size_t count;
};

/* Maps and lists of the file with the keys they stand behind. */
struct nodes {
	const struct yaml_node *nodes[2000];
	const char *owners[2000];
	size_t count;
};

static void collect(struct nodes *all, const struct yaml_node *node, const char *owner)
{
	if (node->kind == YAML_SCALAR || all->count == COUNT(all->nodes))
		return;
	all->nodes[all->count] = node;
	all->owners[all->count++] = owner;
	for (size_t i = 0; i < node->size; i++)
		if (node->kind == YAML_MAP)
			collect(all, node->pairs[i].value, node->pairs[i].key->text);
		else
			collect(all, node->items[i], owner);
}

static const char *some_text(struct chance *c, struct arena *arena)
{
	if (!one_in(c, 12))
		return random_awkward(c);
	struct buf buf = BUF_INIT;
	for (int i = 0; i < 400; i++)
		buf_adds(&buf, one_in(c, 9) && one_in(c, 2) ? " " : i % 2 ? "x" : "\xC3\xA4");
	char *text = arena_strdup(arena, buf.s);
	buf_release(&buf);
	return text;
}

static const char **some_texts(struct chance *c, struct arena *arena, size_t count)
{
	const char **texts = arena_calloc(arena, count, sizeof *texts);
	for (size_t i = 0; i < count; i++)
		texts[i] = some_text(c, arena);
	return texts;
}

static struct splice_value some_value(struct chance *c, struct arena *arena, int *keys, int depth)
{
	struct splice_value value = {.plain_words = one_in(c, 3), .tag = one_in(c, 5) ? random_tag(c) : NULL};
	switch (below(c, depth < 2 ? 6 : 4)) {
	case 0:
		value.kind = SPLICE_TAG_ONLY;
		value.tag = random_tag(c);
		break;
	case 1:
		value.kind = SPLICE_LIST;
		value.count = below(c, 5);
		value.items = some_texts(c, arena, value.count);
		break;
	case 2:
	case 3:
		value.kind = SPLICE_SCALAR;
		value.text = some_text(c, arena);
		break;
	default:
		value.kind = SPLICE_MAP;
		value.count = below(c, 4);
		const char **names = arena_calloc(arena, value.count, sizeof *names);
		struct splice_value *values = arena_calloc(arena, value.count, sizeof *values);
		for (size_t i = 0; i < value.count; i++) {
			names[i] = arena_printf(arena, one_in(c, 6) ? "- k%d: '" : "k%d", (*keys)++);
			values[i] = some_value(c, arena, keys, depth + 1);
		}
		value.keys = names;
		value.values = values;
		break;
	}
	return value;
}

/* A list that differs in some items, or the same value with another tag. */
static bool nearly_the_same(struct chance *c, struct arena *arena, const struct yaml_node *node, struct splice_value *value)
{
	const char *tag = one_in(c, 3) ? random_tag(c) : one_in(c, 2) ? node->tag : NULL;
	if (node->kind == YAML_SCALAR && node->content < node->end) {
		*value = (struct splice_value){.kind = SPLICE_SCALAR, .tag = tag, .text = node->text};
		return true;
	}
	if (node->kind != YAML_LIST)
		return false;
	const char **items = arena_calloc(arena, node->size + 2, sizeof *items);
	size_t count = 0;
	for (size_t i = 0; i < node->size; i++) {
		if (one_in(c, 6))
			items[count++] = some_text(c, arena);
		if (node->items[i]->kind == YAML_SCALAR && !one_in(c, 4) && count <= node->size)
			items[count++] = node->items[i]->text;
		if (count > node->size)
			break;
	}
	*value = (struct splice_value){.kind = SPLICE_LIST, .tag = tag, .items = items, .count = count};
	return true;
}

static void choose_value(struct chance *c, struct arena *arena, const struct yaml_node *old, int *keys, struct edit *edit)
{
	if (!old || !one_in(c, 3) || !nearly_the_same(c, arena, old, &edit->value))
		edit->value = some_value(c, arena, keys, 0);
}

static void choose_in_map(struct chance *c, struct arena *arena, int *keys, struct edit *edit)
{
	const struct yaml_node *map = edit->node;
	static const enum edit_kind kinds[] = {EDIT_REPLACE, EDIT_REPLACE, EDIT_INSERT, EDIT_DELETE, EDIT_MOVE};
	edit->kind = map->size ? PICK(c, kinds) : EDIT_INSERT;
	edit->entry = below(c, (unsigned)map->size + (edit->kind == EDIT_INSERT));
	if (edit->kind == EDIT_REPLACE)
		choose_value(c, arena, map->pairs[edit->entry].value, keys, edit);
	if (edit->kind == EDIT_MOVE)
		edit->at = below(c, (unsigned)map->size + 1);
	if (edit->kind == EDIT_INSERT) {
		choose_value(c, arena, NULL, keys, edit);
		edit->key = arena_printf(arena, one_in(c, 8) ? "# k%d" : one_in(c, 8) ? "k%d \xC3\xA4, {}" : "k%d", (*keys)++);
	}
}

static struct edit choose_edit(struct chance *c, struct arena *arena, const struct yaml *yaml, struct nodes *all, int *keys)
{
	struct edit edit = {.kind = EDIT_INSERT, .owner = "top"};
	all->count = 0;
	if (yaml->root)
		collect(all, yaml->root, "top");
	if (!all->count) {
		choose_value(c, arena, NULL, keys, &edit);
		edit.key = arena_printf(arena, "k%d", (*keys)++);
		return edit;
	}
	unsigned chosen = below(c, (unsigned)all->count);
	edit.node = all->nodes[chosen];
	edit.owner = all->owners[chosen];
	if (edit.node->kind == YAML_MAP) {
		choose_in_map(c, arena, keys, &edit);
	} else if (edit.node->size) {
		edit.kind = EDIT_REPLACE_ITEM;
		edit.entry = below(c, (unsigned)edit.node->size);
		choose_value(c, arena, edit.node->items[edit.entry], keys, &edit);
	} else {
		edit.node = yaml->root;
		edit.owner = "top";
		if (edit.node->kind == YAML_MAP)
			choose_in_map(c, arena, keys, &edit);
	}
	return edit;
}

static void make_splices(struct arena *arena, const struct yaml *yaml, struct edit *edit)
{
	const struct yaml_node *node = edit->node;
	const struct yaml_pair *pair = node && node->kind == YAML_MAP && edit->entry < node->size ? &node->pairs[edit->entry] : NULL;
	const struct yaml_pair *before = pair && edit->at < node->size ? &node->pairs[edit->at] : NULL;
	edit->count = 1;
	switch (edit->kind) {
	case EDIT_REPLACE: edit->splices[0] = splice_replace(arena, yaml, pair->value, &edit->value); break;
	case EDIT_REPLACE_ITEM: edit->splices[0] = splice_replace(arena, yaml, node->items[edit->entry], &edit->value); break;
	case EDIT_INSERT: edit->splices[0] = splice_insert(arena, yaml, node, pair, edit->key, &edit->value); break;
	case EDIT_DELETE: edit->splices[0] = splice_delete(arena, yaml, node, pair); break;
	case EDIT_MOVE:
		edit->count = splice_move(arena, yaml, node, pair, before, edit->splices) ? 2 : 0;
		break;
	}
}

/* -- what the file says, as one text -- */

struct dump {
	struct buf buf;
	const struct yaml *yaml;
	const struct edit *edit;  /* NULL: as it stands */
	const char *by_value;     /* below this key texts are told by their value; elsewhere by their bytes of the file */
	bool values;
};

static void dump_start(struct dump *d, const char *tag)
{
	buf_addf(&d->buf, "%s ", tag ? tag : "");
}

static void dump_new(struct dump *d, const struct splice_value *value)
{
	dump_start(d, value->tag);
	switch (value->kind) {
	case SPLICE_TAG_ONLY: buf_adds(&d->buf, "<>"); break;
	case SPLICE_SCALAR: buf_addf(&d->buf, "<%s>", value->text); break;
	case SPLICE_LIST:
		buf_addc(&d->buf, '[');
		for (size_t i = 0; i < value->count; i++)
			buf_addf(&d->buf, " <%s>,", value->items[i]);
		buf_addc(&d->buf, ']');
		break;
	case SPLICE_MAP:
		buf_addc(&d->buf, '{');
		for (size_t i = 0; i < value->count; i++) {
			buf_addf(&d->buf, "%s=", value->keys[i]);
			dump_new(d, &value->values[i]);
			buf_addc(&d->buf, ',');
		}
		buf_addc(&d->buf, '}');
		break;
	}
}

static void dump_scalar(struct dump *d, const struct yaml_node *node)
{
	bool block = node->style == YAML_LITERAL || node->style == YAML_FOLDED;
	dump_start(d, node->tag);
	if (d->values || block)
		buf_addf(&d->buf, "<%s>", node->text);
	else
		buf_addf(&d->buf, "(%.*s)", (int)(node->end - node->content), d->yaml->bytes + node->content);
}

static void dump_node(struct dump *d, const struct yaml_node *node);

static void dump_pair(struct dump *d, const struct yaml_node *map, size_t pair)
{
	const char *key = map->pairs[pair].key->text;
	bool outer = d->values;
	d->values |= d->by_value && strcmp(key, d->by_value) == 0;
	buf_addf(&d->buf, "%s=", key);
	if (d->edit && d->edit->kind == EDIT_REPLACE && d->edit->node == map && d->edit->entry == pair)
		dump_new(d, &d->edit->value);
	else
		dump_node(d, map->pairs[pair].value);
	buf_addc(&d->buf, ',');
	d->values = outer;
}

static void dump_inserted(struct dump *d)
{
	buf_addf(&d->buf, "%s=", d->edit->key);
	dump_new(d, &d->edit->value);
	buf_addc(&d->buf, ',');
}

static void dump_map(struct dump *d, const struct yaml_node *map)
{
	const struct edit *edit = d->edit && d->edit->node == map ? d->edit : NULL;
	buf_addc(&d->buf, '{');
	for (size_t i = 0; i <= map->size; i++) {
		if (edit && edit->kind == EDIT_INSERT && edit->entry == i)
			dump_inserted(d);
		if (edit && edit->kind == EDIT_MOVE && edit->at == i)
			dump_pair(d, map, edit->entry);
		bool gone = edit && (edit->kind == EDIT_DELETE || edit->kind == EDIT_MOVE) && edit->entry == i;
		if (i < map->size && !gone)
			dump_pair(d, map, i);
	}
	buf_addc(&d->buf, '}');
}

static void dump_node(struct dump *d, const struct yaml_node *node)
{
	if (node->kind == YAML_SCALAR) {
		dump_scalar(d, node);
		return;
	}
	dump_start(d, node->tag);
	if (node->kind == YAML_MAP) {
		dump_map(d, node);
		return;
	}
	buf_addc(&d->buf, '[');
	for (size_t i = 0; i < node->size; i++) {
		if (d->edit && d->edit->kind == EDIT_REPLACE_ITEM && d->edit->node == node && d->edit->entry == i)
			dump_new(d, &d->edit->value);
		else
			dump_node(d, node->items[i]);
		buf_addc(&d->buf, ',');
	}
	buf_addc(&d->buf, ']');
}

static const char *changed_key(const struct edit *edit)
{
	switch (edit->kind) {
	case EDIT_REPLACE: return edit->node->pairs[edit->entry].key->text;
	case EDIT_REPLACE_ITEM: return edit->owner;
	case EDIT_INSERT: return edit->key;
	case EDIT_DELETE:
	case EDIT_MOVE: break;
	}
	return NULL;
}

static char *dump_file(const struct yaml *yaml, const struct edit *edit, const char *by_value)
{
	struct dump d = {.buf = BUF_INIT, .yaml = yaml, .edit = edit, .by_value = by_value};
	d.values = by_value && strcmp(by_value, "top") == 0;
	if (yaml->root) {
		dump_node(&d, yaml->root);
	} else if (edit) {
		buf_adds(&d.buf, " {");
		dump_inserted(&d);
		buf_addc(&d.buf, '}');
	}
	return buf_detach(&d.buf);
}

/* -- comments -- */

static bool has_comment(const struct buf *file, const char *comment, size_t size)
{
	for (const char *p = file->s; (p = strstr(p, "#c")); p++)
		if (strncmp(p, comment, size) == 0)
			return true;
	return false;
}

static size_t count_comments(const struct buf *file)
{
	size_t count = 0;
	for (const char *p = file->s; (p = strstr(p, "#c")); p += 2)
		count++;
	return count;
}

static bool is_below(const struct yaml_node *node, const char *key)
{
	for (size_t i = 0; i < node->size && node->kind != YAML_SCALAR; i++) {
		const struct yaml_node *value = node->kind == YAML_MAP ? node->pairs[i].value : node->items[i];
		if ((node->kind == YAML_MAP && strcmp(node->pairs[i].key->text, key) == 0) || is_below(value, key))
			return true;
	}
	return false;
}

enum fate { STAYS, GOES, EITHER };

/* indent: of the comment. One that stands free below a pair, but deeper, has come to be the pair's when the map around it was made anew. */
static enum fate fate_of(const struct edit *edit, const char *owner, bool owned, int indent)
{
	const struct yaml_node *node = edit->node;
	if (edit->kind == EDIT_REPLACE_ITEM)
		return strcmp(owner, edit->owner) == 0 || is_below(node->items[edit->entry], owner) ? EITHER : STAYS;
	if (edit->kind != EDIT_REPLACE && edit->kind != EDIT_DELETE)
		return STAYS;
	const struct yaml_pair *pair = &node->pairs[edit->entry];
	if (is_below(pair->value, owner))
		return edit->kind == EDIT_DELETE && owned ? GOES : EITHER;
	if (strcmp(pair->key->text, owner) != 0)
		return !owned && indent >= pair->key->col ? EITHER : STAYS;
	if (!owned)
		return EITHER;
	return edit->kind == EDIT_DELETE ? GOES : STAYS;
}

/* Says what is wrong, or NULL. */
static const char *check_comments(const struct buf *old, const struct buf *new, const struct edit *edit)
{
	size_t left = 0;
	for (const char *p = old->s; (p = strstr(p, "#c")); p += 2) {
		const char *dot = strchr(p, '.');
		size_t owner_size = strcspn(dot + 1, ".*");
		char owner[32];
		snprintf(owner, sizeof owner, "%.*s", (int)owner_size, dot + 1);
		size_t size = (size_t)(dot + 2 - p) + owner_size;
		bool stays = has_comment(new, p, size);
		int indent = 0;
		while (p - indent > old->s && p[-indent - 1] == ' ')
			indent++;
		enum fate fate = fate_of(edit, owner, dot[1 + owner_size] == '.', indent);
		left += stays;
		if (fate == STAYS && !stays)
			return "a comment is lost";
		if (fate == GOES && stays)
			return "a comment stays without its pair";
	}
	return count_comments(new) == left ? NULL : "a comment stands there twice";
}

/* -- */

static const char *const edit_names[] = {"replace", "replace an item", "insert", "delete", "move"};

static void explain(const struct buf *old, const struct buf *new, const struct edit *edit, const char *expected, const char *got,
		    const char *why, uint64_t seed)
{
	fprintf(stderr, "# seed %llu: %s, entry %zu, at %zu, below %s, key %s: %s\n", (unsigned long long)seed, edit_names[edit->kind],
		edit->entry, edit->at, edit->owner, edit->key ? edit->key : "-", why);
	if (edit->node)
		fprintf(stderr, "# node at %d:%d\n", edit->node->line, edit->node->col);
	fprintf(stderr, "---- old\n%s\n---- new\n%s\n---- expected\n%s\n---- read\n%s\n", old->s, new->s, expected, got);
}

/* Makes one edit; true when all is well. */
static bool try_edit(struct chance *c, struct buf *file, struct nodes *all, int *keys, uint64_t seed)
{
	struct diags diags = DIAGS_INIT;
	struct arena arena = ARENA_INIT;
	struct buf new = BUF_INIT;
	struct yaml *old = yaml_read("old.yaml", file->s, file->len, 0, &diags);
	if (!old) {
		diags_print(&diags, stderr);
		fprintf(stderr, "# seed %llu makes no file:\n%s\n", (unsigned long long)seed, file->s);
	}
	assert_non_null(old);
	struct edit edit = choose_edit(c, &arena, old, all, keys);
	const char *why = NULL;
	if (edit.node && edit.node->kind != YAML_MAP && edit.kind != EDIT_REPLACE_ITEM)
		goto nothing; /* the file is one empty list */
	make_splices(&arena, old, &edit);
	if (!splice_apply(&new, file->s, file->len, edit.splices, edit.count))
		why = "the splices overlap";
	struct yaml *read = why ? NULL : yaml_read("new.yaml", new.s, new.len, 0, &diags);
	const char *by_value = changed_key(&edit);
	char *expected = dump_file(old, &edit, by_value), *got = read ? dump_file(read, NULL, by_value) : strdup("");
	if (!why && !read)
		why = "it does not read back";
	if (!why && strcmp(expected, got) != 0)
		why = "it reads back otherwise";
	if (!why)
		why = check_comments(file, &new, &edit);
	if (why) {
		diags_print(&diags, stderr);
		explain(file, &new, &edit, expected, got, why, seed);
	}
	free(expected);
	free(got);
	yaml_free(read);
	buf_clear(file);
	buf_add(file, new.s, new.len);
nothing:
	buf_release(&new);
	yaml_free(old);
	arena_release(&arena);
	diags_release(&diags);
	return !why;
}

static unsigned long number_from(const char *name, unsigned long otherwise)
{
	const char *text = getenv(name);
	return text ? strtoul(text, NULL, 10) : otherwise;
}

static void test_random_edits(void **state)
{
	(void)state;
	unsigned long edits = number_from("NS_SPLICE_EDITS", 10000), first = number_from("NS_SPLICE_SEED", 1), failed = 0;
	static struct nodes all;
	for (unsigned long done = 0, seed = first; done < edits; seed++) {
		struct chance chance = {seed * 0x9E3779B97F4A7C15u};
		struct buf file = BUF_INIT;
		int keys = 0;
		random_yaml(&chance, &file, &keys);
		for (int i = 0; i < EDITS_PER_FILE && file.len < LARGEST_FILE && !failed; i++, done++)
			failed += !try_edit(&chance, &file, &all, &keys, seed);
		buf_release(&file);
		assert_int_equal(failed, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_edits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
