/* Splicing: what a person would want to see in the file, case by case; and what splices promise about bytes and cost. */
#include "base/splice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct yaml *read_clean(const char *text)
{
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = yaml_read("t.yaml", text, strlen(text), 0, &diags);
	if (!yaml) {
		diags_print(&diags, stderr);
		fprintf(stderr, "%s\n", text);
	}
	assert_non_null(yaml);
	diags_release(&diags);
	return yaml;
}

/* -- texts -- */

static const struct {
	const char *text, *plain, *bare; /* NULL: as plain */
} scalars[] = {
	{"word", "word", NULL}, {"two words", "two words", NULL}, {"Hegarty's \"Shop\"", "Hegarty's \"Shop\"", NULL},
	{"12 Example Street", "12 Example Street", NULL}, {"3 years", "3 years", NULL}, {"T12 X0X0", "T12 X0X0", NULL},
	{"https://a.example/b#c", "https://a.example/b#c", NULL}, {"a@b.example", "a@b.example", NULL}, {"a:b", "a:b", NULL},
	{"No", "\"No\"", "No"}, {"yes", "\"yes\"", "yes"}, {"y", "\"y\"", "y"}, {"off", "\"off\"", "off"}, {"TRUE", "\"TRUE\"", "TRUE"},
	{"null", "\"null\"", NULL}, {"~", "\"~\"", NULL}, {"", "\"\"", NULL}, {"1e3", "\"1e3\"", "1e3"}, {"007", "\"007\"", "007"},
	{"-5", "\"-5\"", "-5"}, {"+5", "\"+5\"", "+5"}, {"-", "\"-\"", NULL}, {"-x", "\"-x\"", NULL}, {"3.14", "\"3.14\"", "3.14"},
	{"0x1F", "\"0x1F\"", "0x1F"}, {"1_000", "\"1_000\"", "1_000"}, {"12:30", "\"12:30\"", "12:30"}, {".5", "\".5\"", NULL},
	{"2026-11-22", "\"2026-11-22\"", "2026-11-22"}, {"+46 8 123", "\"+46 8 123\"", "+46 8 123"}, {".inf", "\".inf\"", NULL},
	{"<<", "\"<<\"", NULL}, {"=", "\"=\"", NULL}, {"- x", "\"- x\"", NULL}, {"a: b", "\"a: b\"", NULL}, {"a:", "\"a:\"", NULL},
	{"# x", "\"# x\"", NULL}, {"a #x", "\"a #x\"", NULL}, {"'", "\"'\"", NULL}, {"\"", "\"\\\"\"", NULL}, {"\\", "\"\\\\\"", NULL},
	{"a\\b", "a\\b", NULL}, {"\t", "\"\\t\"", NULL}, {"a\tb", "\"a\\tb\"", NULL}, {" a", "\" a\"", NULL}, {"a ", "\"a \"", NULL},
	{"@a", "\"@a\"", NULL}, {"%a", "\"%a\"", NULL}, {"!x", "\"!x\"", NULL}, {"&a", "\"&a\"", NULL}, {"*a", "\"*a\"", NULL},
	{"{}", "\"{}\"", NULL}, {"[x]", "\"[x]\"", NULL}, {"|", "\"|\"", NULL}, {">", "\">\"", NULL}, {"?", "\"?\"", NULL},
	{"---", "\"---\"", NULL},
	{"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", NULL}, {"\xD7\xA9", "\xD7\xA9", NULL}, {"e\xCC\x81", "e\xCC\x81", NULL},
	{"a\xC2\xA0" "b", "a\xC2\xA0" "b", NULL}, {"\xC2\xA0" "b", "\"\xC2\xA0" "b\"", NULL}, {"b\xC2\xA0", "\"b\xC2\xA0\"", NULL},
	{"a\xE2\x80\xA8" "b", "\"a\\u2028b\"", NULL}, {"a\xC2\x85" "b", "\"a\\u0085b\"", NULL},
	{"a\x1B[1m\x07", "\"a\\u001B[1m\\u0007\"", NULL},
	{"a\xEF\xBB\xBF", "\"a\\uFEFF\"", NULL}, {"a\x7F", "\"a\\u007F\"", NULL}, {"a\r\nb", "\"a\\r\\nb\"", NULL},
	{"a\nb", "|-\n  a\n  b", NULL}, {"a\nb\n", "|\n  a\n  b", NULL}, {"a\n\nb", "|-\n  a\n\n  b", NULL}, {"\na", "|-\n\n  a", NULL},
	{"- a\n#b", "|-\n  - a\n  #b", NULL}, {"a\n b ", "|-\n  a\n   b ", NULL}, {"a\n\n", "\"a\\n\\n\"", NULL}, {"\n", "\"\\n\"", NULL},
	{" a\nb", "\" a\\nb\"", NULL}, {"a\n  ", "\"a\\n  \"", NULL}, {"a\nb\xE2\x80\xA8", "\"a\\nb\\u2028\"", NULL},
};

static void check_scalar(const char *text, bool flow, bool plain_words, const char *expected)
{
	struct buf buf = BUF_INIT;
	splice_scalar(&buf, text, flow, 2, plain_words);
	assert_string_equal(buf.s, expected);
	buf_release(&buf);
}

static void test_scalars(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof scalars / sizeof *scalars; i++) {
		check_scalar(scalars[i].text, false, false, scalars[i].plain);
		check_scalar(scalars[i].text, false, true, scalars[i].bare ? scalars[i].bare : scalars[i].plain);
	}
	check_scalar("a, b", false, false, "a, b");
	check_scalar("a, b", true, false, "\"a, b\"");
	check_scalar("a]", true, false, "\"a]\"");
	check_scalar("https://a.example", true, false, "\"https://a.example\"");
	check_scalar("a\nb", true, false, "\"a\\nb\"");
	check_scalar("no", true, true, "no");
}

/* -- cases -- */

/*
 * An edit in words: "set PATH = VALUE", "add PATH = VALUE" (behind the last), "add PATH before KEY = VALUE", "delete PATH", "move PATH
 * before KEY", "move PATH last". A path goes by keys and, in lists, numbers from 0. Values are YAML; "bare" before one lets its words be
 * plain.
 */
struct edit {
	const char *verb, *before;
	const struct yaml_node *parent; /* the map or list that the path's last step stands in */
	const struct yaml_node *value;  /* what is there; NULL: nothing */
	const char *last;
	struct splice_value new_value;
};

static void convert(struct arena *arena, const struct yaml_node *node, bool bare, struct splice_value *value)
{
	*value = (struct splice_value){.tag = node->tag, .plain_words = bare, .text = node->text, .count = node->size};
	value->kind = SPLICE_SCALAR;
	if (node->kind == YAML_SCALAR) {
		if (node->content == node->end)
			value->kind = SPLICE_TAG_ONLY;
		return;
	}
	value->kind = node->kind == YAML_LIST ? SPLICE_LIST : SPLICE_MAP;
	const char **names = arena_calloc(arena, node->size, sizeof *names);
	struct splice_value *values = arena_calloc(arena, node->size, sizeof *values);
	for (size_t i = 0; i < node->size; i++) {
		names[i] = node->kind == YAML_LIST ? node->items[i]->text : node->pairs[i].key->text;
		if (node->kind == YAML_MAP)
			convert(arena, node->pairs[i].value, bare, &values[i]);
	}
	value->items = value->keys = names;
	value->values = values;
}

static const struct yaml_node *step(const struct yaml_node *node, const char *name)
{
	if (node && node->kind == YAML_LIST) {
		size_t item = strtoul(name, NULL, 10);
		return item < node->size ? node->items[item] : NULL;
	}
	return yaml_get(node, name);
}

static void follow(struct edit *edit, const struct yaml_node *root, char *path)
{
	edit->value = root;
	for (char *name = path; name; ) {
		char *dot = strchr(name, '.');
		if (dot)
			*dot++ = '\0';
		edit->parent = edit->value;
		edit->last = name;
		edit->value = step(edit->parent, name);
		name = dot;
	}
}

static const struct yaml_pair *find_pair(const struct yaml_node *map, const char *key)
{
	for (size_t i = 0; key && i < map->size; i++)
		if (strcmp(map->pairs[i].key->text, key) == 0)
			return &map->pairs[i];
	return NULL;
}

static size_t make(struct arena *arena, const struct yaml *yaml, const struct edit *edit, struct splice splices[2])
{
	const struct yaml_pair *before = edit->parent ? find_pair(edit->parent, edit->before) : NULL;
	if (strcmp(edit->verb, "set") == 0)
		splices[0] = splice_replace(arena, yaml, edit->value, &edit->new_value);
	else if (strcmp(edit->verb, "add") == 0)
		splices[0] = splice_insert(arena, yaml, edit->parent, before, edit->last, &edit->new_value);
	else if (strcmp(edit->verb, "delete") == 0)
		splices[0] = splice_delete(arena, yaml, edit->parent, find_pair(edit->parent, edit->last));
	else
		return splice_move(arena, yaml, edit->parent, find_pair(edit->parent, edit->last), before, splices) ? 2 : 0;
	return 1;
}

/* Cuts off the first word; *rest is NULL when it was the last. */
static char *next_word(char **rest)
{
	char *word = *rest, *space = strchr(word, ' ');
	*rest = space ? space + 1 : NULL;
	if (space)
		*space = '\0';
	return word;
}

static char *apply(const char *old, const char *words)
{
	struct arena arena = ARENA_INIT;
	struct buf new = BUF_INIT;
	struct edit edit = {.verb = NULL};
	struct yaml *yaml = read_clean(old), *wanted = NULL;
	char *line = xstrdup(words), *equals = strstr(line, " = ");
	if (equals) {
		bool bare = strncmp(equals + 3, "bare ", 5) == 0;
		wanted = read_clean(equals + 3 + (bare ? 5 : 0));
		convert(&arena, wanted->root, bare, &edit.new_value);
		*equals = '\0';
	}
	char *rest = line;
	edit.verb = next_word(&rest);
	char *path = next_word(&rest);
	if (rest && strncmp(rest, "before ", 7) == 0)
		edit.before = rest + 7;
	follow(&edit, yaml->root, path);
	struct splice splices[2];
	size_t count = make(&arena, yaml, &edit, splices);
	assert_true(splice_apply(&new, old, strlen(old), splices, count));
	free(line);
	yaml_free(wanted);
	yaml_free(yaml);
	arena_release(&arena);
	return buf_detach(&new);
}

struct one_case {
	const char *old, *edit, *new;
};

static const struct one_case replacing[] = {
	{"a: 1\n", "set a = x", "a: x\n"},
	{"a: 1", "set a = x", "a: x"},
	{"a:\n", "set a = x", "a: x\n"},
	{"a: \n", "set a = x", "a: x\n"},
	{"a:", "set a = x", "a: x"},
	{"a:   1   # why\n", "set a = x", "a:   x   # why\n"},
	{"a:   # why\n", "set a = x", "a: x   # why\n"},
	{"a: 'it''s'\n", "set a = 'No'", "a: \"No\"\n"},
	{"a: yes\n", "set a = bare no", "a: no\n"},
	{"a: \"long\n  text\" # why\nb: 1\n", "set a = x", "a: x # why\nb: 1\n"},
	{"a: long\n  text # why\nb: 1\n", "set a = x", "a: x # why\nb: 1\n"},
	{"a: |\n  x\n\n  w\n\nb: 1\n", "set a = x", "a: x\n\nb: 1\n"},
	{"a: |- # why\n  x\nb: 1\n", "set a = z", "a: z # why\nb: 1\n"},
	{"a: >+\n  x\n\n\nb: 1\n", "set a = x", "a: x\n\n\nb: 1\n"},
	{"a: x # why\nb: 1\n", "set a = \"l1\\nl2\"", "a: |- # why\n  l1\n  l2\nb: 1\n"},
	{"a: x", "set a = \"l1\\nl2\\n\"", "a: |\n  l1\n  l2\n"},
	{"a:\n    b: x\n    c: w\n", "set a.b = \"l1\\nl2\\n\"", "a:\n    b: |\n        l1\n        l2\n    c: w\n"},
	{"a: x\n   # deep\nb: 1\n", "set a = \"l1\\nl2\"", "a: \"l1\\nl2\"\n   # deep\nb: 1\n"},
	{"a: |-\n  l1\n  l2\nb: 1\n", "set a = \"l1\\nl3\"", "a: |-\n  l1\n  l3\nb: 1\n"},
	{"a: x\r\nb: 1\r\n", "set a = \"l1\\nl2\\n\"", "a: |\r\n  l1\r\n  l2\r\nb: 1\r\n"},
	{"a: x\n", "set a = !unknown", "a: !unknown\n"},
	{"a: !unknown # why\n", "set a = x", "a: x # why\n"},
	{"a: !suggested \"x\" # why\n", "set a = x", "a: \"x\" # why\n"},
	{"a: 'x'\n", "set a = !suggested x", "a: !suggested 'x'\n"},
	{"a: !suggested [dpf, 'scc'] # why\n", "set a = [dpf, scc]", "a: [dpf, 'scc'] # why\n"},
	{"a: !suggested # why\n  - x\n  - w\n", "set a = [x, w]", "a: # why\n  - x\n  - w\n"},
	{"a: # why\n  - x\n", "set a = !suggested [x]", "a: !suggested # why\n  - x\n"},
	{"a: !suggested\n  b: x # b\n", "set a = {b: x}", "a:\n  b: x # b\n"},
	{"a: !none\n", "set a = !unknown", "a: !unknown\n"},
	{"a: x\n", "set a = [SE, FI]", "a: [SE, FI]\n"},
	{"a: x\n", "set a = ['NO', 'a, b']", "a: [\"NO\", \"a, b\"]\n"},
	{"a:\n  b: x\n", "set a.b = [people who visit our website, people who order something from us, people who write to us]",
		"a:\n  b:\n    - people who visit our website\n    - people who order something from us\n    - people who write to us\n"},
	{"a: x # why\n", "set a = [\"l1\\nl2\", b]", "a: # why\n  - |-\n    l1\n    l2\n  - b\n"},
	{"a:\n- x # x\n- w\n# b\nb: 1\n", "set a = [x, w, z]", "a:\n- x # x\n- w\n- z\n# b\nb: 1\n"},
	{"a:\n  - x # x\n  # on w\n  - w # w\n  - z\n", "set a = [x, z]", "a:\n  - x # x\n  - z\n"},
	{"a:\n  - x # x\n  - 'w'\n  - z # z\n", "set a = [x, p, z]", "a:\n  - x # x\n  - p\n  - z # z\n"},
	{"a:\n  - x # x\n  - w\n", "set a = [p, x, w]", "a:\n  - p\n  - x # x\n  - w\n"},
	{"a:\n  - x\n  - w\n", "set a = [p, m]", "a:\n  - p\n  - m\n"},
	{"a:\n  - x\n  - w", "set a = [x, w, z]", "a:\n  - x\n  - w\n  - z\n"},
	{"a: # why\n  - x\n  - w\n", "set a = []", "a: [] # why\n"},
	{"a: ['x', w]\n", "set a = [x, z, w]", "a: ['x', z, w]\n"},
	{"a: ['x', w]\n", "set a = [x, w, z]", "a: ['x', w, z]\n"},
	{"a: ['x', w, z]\n", "set a = [x]", "a: ['x']\n"},
	{"a: [x, w, 'z']\n", "set a = [z]", "a: ['z']\n"},
	{"a: [x] # why\n", "set a = []", "a: [] # why\n"},
	{"a: [] # why\n", "set a = [x]", "a: [x] # why\n"},
	{"a: # why\n  b: 1 # b\n  # on c\n  c: 2\n# d\nd: 1\n", "set a = !unknown", "a: !unknown # why\n# d\nd: 1\n"},
	{"a: # why\n  b: 1\n\n  # free\nd: 1\n", "set a = !unknown", "a: !unknown # why\n\n  # free\nd: 1\n"},
	{"a: !unknown # why\nd: 1\n", "set a = {b: x, c: [w]}", "a: # why\n  b: x\n  c: [w]\nd: 1\n"},
	{"a: !none\nd: 1\n", "set a = !suggested {b: {c: x}}", "a: !suggested\n  b:\n    c: x\nd: 1\n"},
	{"a:\n  b: 1\n", "set a = {}", "a: {}\n"},
	{"a: {b: 1} # why\n", "set a = x", "a: x # why\n"},
	{"a: {b: 1, c: 2}\n", "set a.b = x", "a: {b: x, c: 2}\n"},
	{"a: {b: 1}\n", "set a.b = !unknown", "a: {b: !unknown }\n"},
	{"a: {b: !unknown }\n", "set a.b = x", "a: {b: x}\n"},
	{"a: {b: , c: 1}\n", "set a.b = x", "a: {b: x, c: 1}\n"},
	{"a: {b: !none , c: 1}\n", "set a.b = !unknown", "a: {b: !unknown , c: 1}\n"},
	{"a: { b: !none }\n", "set a.b = x", "a: { b: x }\n"},
	{"a: {b, c: 1}\n", "set a.b = x", "a: {b: x, c: 1}\n"},
	{"{\"b\":\"c\"}\n", "set b = x", "{\"b\": x}\n"},
	{"a: {\n  b: 1, # b\n  c: 2\n}\n", "set a.b = \"l1\\nl2\"", "a: {\n  b: \"l1\\nl2\", # b\n  c: 2\n}\n"},
	{"a: {b: 1}\n", "set a.b = {c: !none, d: 'No'}", "a: {b: {c: !none , d: \"No\"}}\n"},
	{"a: [x, w]\n", "set a.1 = 'w, z'", "a: [x, \"w, z\"]\n"},
	{"a:\n  - x # x\n  -\n", "set a.0 = w", "a:\n  - w # x\n  -\n"},
	{"a:\n  - x\n  -\n", "set a.1 = w", "a:\n  - x\n  - w\n"},
	{"'a b': x\n\"c\" : w\n", "set c = z", "'a b': x\n\"c\" : z\n"},
	{"a:\n  # on x\n  x # why\nb: 1\n", "set a = w", "a:\n  # on x\n  w # why\nb: 1\n"},
	{"- a: 1\n  b: 2\n", "set 0.a = x", "- a: x\n  b: 2\n"},
	{"- a: 1\n  b: 2\n- c\n", "set 0 = x", "- x\n- c\n"},
	{"? a\n: b\n", "set a = x", "? a\n: x\n"},
	{"? a\n? b\n", "set a = x", "? a\n: x\n? b\n"},
	{"\xEF\xBB\xBF" "a: 1\n", "set a = x", "\xEF\xBB\xBF" "a: x\n"},
};

static const struct one_case inserting[] = {
	{"", "add a = x", "a: x\n"},
	{"\n", "add a = x", "\na: x\n"},
	{"# only this", "add a = x", "# only this\na: x\n"},
	{"# only this\r\n", "add a = x", "# only this\r\na: x\r\n"},
	{"\xEF\xBB\xBF", "add a = x", "\xEF\xBB\xBF" "a: x\n"},
	{"---\n", "add a = x", "---\na: x\n"},
	{"---\n...\n", "add a = x", "---\na: x\n...\n"},
	{"{}\n", "add a = {b: x}", "a:\n  b: x\n"},
	{"{} # why\n", "add a = x", "a: x\n # why\n"},
	{"a: 1\n", "add b = x", "a: 1\nb: x\n"},
	{"a: 1", "add b = x", "a: 1\nb: x\n"},
	{"a: |\n  x", "add b = x", "a: |-\n  x\nb: x\n"},
	{"a: >2+\n   x", "add b = x", "a: >-2\n   x\nb: x\n"},
	{"a: |", "add b = x", "a: |-\nb: x\n"},
	{"a: |+\n  x\n\n", "add b = x", "a: |+\n  x\n\nb: x\n"},
	{"a: 1 # a\n# end\n", "add b = x", "a: 1 # a\nb: x\n# end\n"},
	{"a: 1\n   # more on a\n", "add b = x", "a: 1\n   # more on a\nb: x\n"},
	{"# a\na: 1\n", "add b before a = x", "b: x\n# a\na: 1\n"},
	{"# file\n\n# a\na: 1\n", "add b before a = x", "# file\n\nb: x\n# a\na: 1\n"},
	{"a: 1\n# c\nc: 1\n", "add b before c = x", "a: 1\nb: x\n# c\nc: 1\n"},
	{"a: 1\n\nc: 1\n\nd: 1\n", "add b before c = x", "a: 1\n\nb: x\n\nc: 1\n\nd: 1\n"},
	{"a: 1\n\nc: 1\n", "add d = x", "a: 1\n\nc: 1\n\nd: x\n"},
	{"a: 1\nb: 1\n\nd: 1\ne: 1\n", "add c before d = x", "a: 1\nb: 1\nc: x\n\nd: 1\ne: 1\n"},
	{"a:\n    b: 1\nc: 1\n", "add a.p = {m: x}", "a:\n    b: 1\n    p:\n        m: x\nc: 1\n"},
	{"a:\n  b: 1\n# on c\nc: 1\n", "add a.p = x", "a:\n  b: 1\n  p: x\n# on c\nc: 1\n"},
	{"a: # why\n  # on b\n  b: 1\n", "add a.p before b = x", "a: # why\n  p: x\n  # on b\n  b: 1\n"},
	{"a:\n  b:\n    c: 1\n", "add a.p = x", "a:\n  b:\n    c: 1\n  p: x\n"},
	{"a:\n  b: 1\r\n", "add a.p = \"l1\\nl2\"", "a:\n  b: 1\r\n  p: |-\n    l1\n    l2\n"},
	{"a: # why\nc: 1\n", "add a.p = x", "a: # why\n  p: x\nc: 1\n"},
	{"a:\n", "add a.p = \"l1\\nl2\\n\"", "a:\n  p: |\n    l1\n    l2\n"},
	{"a: {}\n", "add a.p = x", "a: {p: x}\n"},
	{"a: { } # why\n", "add a.p = !unknown", "a: {p: !unknown } # why\n"},
	{"a: {\n  # free\n}\n", "add a.p = x", "a: {p: x \n  # free\n}\n"},
	{"a: {b: 1}\n", "add a.p = \"l1\\nl2\"", "a: {b: 1, p: \"l1\\nl2\"}\n"},
	{"a: {b: 1,}\n", "add a.p = !none", "a: {b: 1, p: !none ,}\n"},
	{"a: {b: !unknown }\n", "add a.p = x", "a: {b: !unknown , p: x }\n"},
	{"a: {b: 1}\n", "add a.p before b = {c: !none, d: [x]}", "a: {p: {c: !none , d: [x]}, b: 1}\n"},
	{"a: {\n  b: 1 # b\n}\n", "add a.p = x", "a: {\n  b: 1, # b\n  p: x\n}\n"},
	{"a: {\n  b: 1, # b\n}\n", "add a.p = x", "a: {\n  b: 1, # b\n  p: x,\n}\n"},
	{"a: {\n  # b\n  b: 1\n}\n", "add a.p before b = x", "a: {\n  p: x,\n  # b\n  b: 1\n}\n"},
	{"a: {b: 1,\n    c: 2}\n", "add a.p = x", "a: {b: 1,\n    c: 2, p: x}\n"},
	{"a: [b: 1]\n", "add a.0.p = x", "a: [{b: 1, p: x}]\n"},
	{"- a: 1\n- b: 1\n", "add 0.p = x", "- a: 1\n  p: x\n- b: 1\n"},
	{"- a: 1\n", "add 0.p before a = x", "- p: x\n  a: 1\n"},
	{"a: 1\n", "add No = x", "a: 1\n\"No\": x\n"},
	{"a: 1\n...\n", "add b = x", "a: 1\nb: x\n...\n"},
};

static const struct one_case deleting[] = {
	{"a: 1\nb: 2\n", "delete a", "b: 2\n"},
	{"a: 1\nb: 2\n", "delete b", "a: 1\n"},
	{"a: 1\nb: 2", "delete b", "a: 1\n"},
	{"# a\na: 1 # a\n   # more\n# b\nb: 2\n", "delete a", "# b\nb: 2\n"},
	{"# free\n\n# a\na: 1\nb: 2\n", "delete a", "# free\n\nb: 2\n"},
	{"a: 1\n\n# b\nb: 2\n\nc: 3\n", "delete b", "a: 1\n\nc: 3\n"},
	{"a: 1\n\nb: 2\n", "delete b", "a: 1\n"},
	{"a: 1\n\nb: 2\n", "delete a", "b: 2\n"},
	{"a: |+\n  x\nb: 2\n\nc: 3\n", "delete b", "a: |+\n  x\nc: 3\n"},
	{"a:\n  b: 1\n  # on c\n  c: 2\n# d\nd: 1\n", "delete a.c", "a:\n  b: 1\n# d\nd: 1\n"},
	{"a:\n  b: 1\n\n  c: 2\n\nd: 1\n", "delete a.c", "a:\n  b: 1\n\nd: 1\n"},
	{"a: # why\n  # b\n  b: 1 # b\nc: 1\n", "delete a.b", "a: {} # why\nc: 1\n"},
	{"a: # why\n  # free\n\n  b: 1\nc: 1\n", "delete a.b", "a: {} # why\n  # free\n\nc: 1\n"},
	{"a: !suggested\n  b: 1\n", "delete a.b", "a: !suggested {}\n"},
	{"# a\na: 1\n", "delete a", "{}\n"},
	{"# file\n\na: 1\n# end\n", "delete a", "# file\n\n{}\n# end\n"},
	{"a: {b: 1}\n", "delete a.b", "a: {}\n"},
	{"a: {b: 1, c: 2, d: 3}\n", "delete a.b", "a: {c: 2, d: 3}\n"},
	{"a: {b: 1, c: 2, d: 3}\n", "delete a.c", "a: {b: 1, d: 3}\n"},
	{"a: {b: 1, c: 2, d: 3}\n", "delete a.d", "a: {b: 1, c: 2}\n"},
	{"a: {b: !unknown , c: 2}\n", "delete a.c", "a: {b: !unknown }\n"},
	{"a: {\n  b: 1, # b\n  # c\n  c: 2 # c\n}\n", "delete a.c", "a: {\n  b: 1 # b\n}\n"},
	{"a: {\n  b: 1, # b\n  # c\n  c: 2, # c\n}\n", "delete a.b", "a: {\n  # c\n  c: 2, # c\n}\n"},
	{"a: {\n  # b\n  b: 1 # b\n}\n", "delete a.b", "a: {}\n"},
	{"a: {b: 1,\n    c: 2}\n", "delete a.c", "a: {b: 1}\n"},
	{"- a: 1\n  b: 2\n", "delete 0.a", "- b: 2\n"},
	{"- a: 1\n  # b\n  b: 2\n", "delete 0.a", "-\n  # b\n  b: 2\n"},
	{"- a: 1\n- b\n", "delete 0.a", "- {}\n- b\n"},
	{"a: 1\r\n# b\r\nb: 2\r\nc: 3\r\n", "delete b", "a: 1\r\nc: 3\r\n"},
	{"a: 1 # x\xE2\x80\xA8# b\nb: 2\n", "delete b", "a: 1 # x\xE2\x80\xA8"},
};

static const struct one_case moving[] = {
	{"a: 1\nb: 2\nc: 3\n", "move c before a", "c: 3\na: 1\nb: 2\n"},
	{"a: 1\nb: 2\nc: 3\n", "move a last", "b: 2\nc: 3\na: 1\n"},
	{"a: 1\nb: 2\nc: 3", "move a last", "b: 2\nc: 3\na: 1\n"},
	{"a: 1\nb: 2\nc: 3", "move c before b", "a: 1\nc: 3\nb: 2\n"},
	{"a: 1\nb: 2\n", "move a before b", "a: 1\nb: 2\n"},
	{"a: 1\nb: 2\n", "move b last", "a: 1\nb: 2\n"},
	{"# a\na: 1 # 1\n# b\nb: 2\n", "move a last", "# b\nb: 2\n# a\na: 1 # 1\n"},
	{"a:\n  x: 1\n\n# b\nb: 2\n\nc: 3\n", "move b before a", "# b\nb: 2\n\na:\n  x: 1\n\nc: 3\n"},
	{"a: 1\n\nb: 2\n\nc: 3\n", "move a last", "b: 2\n\nc: 3\n\na: 1\n"},
	{"a: 1\nb: |\n  x", "move b before a", "b: |-\n  x\na: 1\n"},
	{"a: |+\n  x\n\nb: 2\n\n", "move a last", "b: 2\n\na: |+\n  x\n\n"},
	{"a: {b: 1, c: 2, d: !none }\n", "move a.d before b", "a: {d: !none , b: 1, c: 2 }\n"},
	{"a: {b: 1, c: 2, d: 3}\n", "move a.b last", "a: {c: 2, d: 3, b: 1}\n"},
	{"a: {\n  # b\n  b: 1, # 1\n  c: 2 # 2\n}\n", "move a.b last", "a: {\n  c: 2, # 2\n  # b\n  b: 1 # 1\n}\n"},
	{"a: {\n  b: 1, # 1\n  c: 2 # 2\n}\n", "move a.c before b", "a: {\n  c: 2, # 2\n  b: 1 # 1\n}\n"},
	{"- a: 1\n  # b\n  b: 2\n", "move 0.b before a", "- # b\n  b: 2\n  a: 1\n"},
	{"- a: 1\n  b: 2\n", "move 0.a last", "- b: 2\n  a: 1\n"},
};

static void check_cases(const struct one_case *cases, size_t count)
{
	size_t wrong = 0;
	for (size_t i = 0; i < count; i++) {
		char *new = apply(cases[i].old, cases[i].edit);
		if (strcmp(new, cases[i].new) != 0) {
			fprintf(stderr, "---- %s\n%s---- gives\n%s---- and not\n%s", cases[i].edit, cases[i].old, new, cases[i].new);
			wrong++;
		}
		yaml_free(read_clean(new));
		free(new);
	}
	assert_int_equal(wrong, 0);
}
#define CHECK_CASES(cases) check_cases(cases, sizeof cases / sizeof *cases)

static void test_replace(void **state)
{
	(void)state;
	CHECK_CASES(replacing);
}

static void test_insert(void **state)
{
	(void)state;
	CHECK_CASES(inserting);
}

static void test_delete(void **state)
{
	(void)state;
	CHECK_CASES(deleting);
}

static void test_move(void **state)
{
	(void)state;
	CHECK_CASES(moving);
}

/* A value of each kind and back: the file is as it was. */
static void test_there_and_back(void **state)
{
	(void)state;
	static const char old[] = "# a\na: x # why\n\n# b\nb: [w]\nc:\n  d: 1 # d\n";
	static const char *const there[] = {"a = \"l1\\nl2\\n\"", "a = !unknown", "a = {x: w, z: [a]}",
		"a = []", "a = {}", "b = !none", "c.d = [1, 2]"};
	for (size_t i = 0; i < sizeof there / sizeof *there; i++) {
		char words[64];
		snprintf(words, sizeof words, "set %s", there[i]);
		char *new = apply(old, words);
		const char *back = there[i][0] == 'a' ? "set a = x" : there[i][0] == 'b' ? "set b = [w]" : "set c.d = bare 1";
		char *again = apply(new, back);
		assert_string_equal(again, old);
		free(new);
		free(again);
	}
}

/* -- applying -- */

static void test_apply(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT;
	buf_adds(&buf, ">");
	struct splice several[] = {{4, 5, "E", 1}, {2, 2, "2", 1}, {0, 1, "", 0}, {2, 2, "3", 1}, {2, 3, "C", 1}};
	assert_true(splice_apply(&buf, "abcdef", 6, several, 5));
	assert_string_equal(buf.s, ">b23CdEf");
	struct splice overlapping[] = {{1, 3, "x", 1}, {2, 4, "y", 1}};
	assert_false(splice_apply(&buf, "abcdef", 6, overlapping, 2));
	assert_string_equal(buf.s, ">b23CdEf");
	assert_true(splice_apply(&buf, "a", 1, NULL, 0));
	assert_string_equal(buf.s, ">b23CdEfa");
	buf_release(&buf);
}

/* Several changes of one file at once. */
static void test_together(void **state)
{
	(void)state;
	static const char old[] = "a: 1 # a\nb: {c: 2}\nd:\n  e: 3\n";
	struct arena arena = ARENA_INIT;
	struct yaml *yaml = read_clean(old);
	const struct splice_value x = {.kind = SPLICE_SCALAR, .text = "x"};
	const struct yaml_node *root = yaml->root, *b = yaml_get(root, "b"), *d = yaml_get(root, "d");
	struct splice splices[] = {
		splice_insert(&arena, yaml, d, NULL, "p", &x),
		splice_insert(&arena, yaml, d, NULL, "m", &x),
		splice_replace(&arena, yaml, yaml_get(root, "a"), &x),
		splice_insert(&arena, yaml, b, NULL, "p", &x),
		splice_insert(&arena, yaml, b, NULL, "m", &x),
		splice_replace(&arena, yaml, yaml_get(d, "e"), &x),
		splice_insert(&arena, yaml, root, NULL, "z", &x),
	};
	struct buf new = BUF_INIT;
	assert_true(splice_apply(&new, old, strlen(old), splices, sizeof splices / sizeof *splices));
	assert_string_equal(new.s, "a: x # a\nb: {c: 2, p: x, m: x}\nd:\n  e: x\n  p: x\n  m: x\nz: x\n");
	buf_release(&new);
	yaml_free(yaml);
	arena_release(&arena);
}

/* -- cost -- */

static double seconds(void)
{
	struct timespec now;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* CPU seconds for a round of each edit in the middle of a map of that many records. */
static double cost_of_edits(int records)
{
	struct buf file = BUF_INIT;
	for (int i = 0; i < records; i++)
		buf_addf(&file, "# record %d\nr%d:\n  name: text %d # why\n  list: [a, b]\n\n", i, i, i);
	struct yaml *yaml = read_clean(file.s);
	struct arena arena = ARENA_INIT;
	const struct yaml_node *root = yaml->root;
	const struct splice_value x = {.kind = SPLICE_SCALAR, .text = "x"};
	double start = seconds();
	for (int i = 0; i < 2000; i++) {
		const struct yaml_pair *pair = &root->pairs[root->size / 2 + (size_t)i % 20];
		struct splice moved[2];
		assert_true(splice_replace(&arena, yaml, yaml_get(pair->value, "name"), &x).size == 1);
		assert_true(splice_insert(&arena, yaml, root, pair, "p", &x).size == strlen("\np: x\n"));
		assert_true(splice_delete(&arena, yaml, root, pair).size == 0);
		assert_true(splice_move(&arena, yaml, root, pair, NULL, moved));
	}
	double cost = seconds() - start;
	arena_release(&arena);
	yaml_free(yaml);
	buf_release(&file);
	return cost;
}

/* A pass over the larger file would cost 50 times as much. */
static void test_cost(void **state)
{
	(void)state;
	double small = cost_of_edits(200), large = cost_of_edits(10000);
	assert_true(large < small * 10 + 0.05);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scalars),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_insert),
		cmocka_unit_test(test_delete),
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_apply),
		cmocka_unit_test(test_together),
		cmocka_unit_test(test_cost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
