/* The YAML reader: what it refuses and where; what it reads and where that stands. */
#include "base/buf.h"
#include "base/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct yaml *read_text(const char *text, struct diags *diags)
{
	return yaml_read("t.yaml", text, strlen(text), 0, diags);
}

static struct yaml *read_clean(const char *text)
{
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = read_text(text, &diags);
	if (!yaml)
		diags_print(&diags, stderr);
	assert_non_null(yaml);
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
	return yaml;
}

/* -- refusals -- */

struct refusal {
	const char *text, *id;
	int line, col;
};

static const struct refusal refusals[] = {
	{"a: \xE4\n", "utf8-invalid", 1, 4},
	{"ä: b\nü: \xED\xA0\x80\n", "utf8-invalid", 2, 4},
	{"\xEF\xBB\xBFä: \xFF\n", "utf8-invalid", 1, 4},
	{"\xFF\xFE" "a: b\n", "utf8-invalid", 1, 1},
	{"ä: b\nü: x\x1B[31m\n", "control-character", 2, 5},
	{"a: b # \x07\n", "control-character", 1, 8},
	{"a: b\rc: d\n", "control-character", 1, 5},
	{"a: b\r", "control-character", 1, 5},
	{"a: x\x7F\n", "control-character", 1, 5},
	{"a: x\xC2\x85y\n", "control-character", 1, 5},
	{"a: x\xEF\xBB\xBFy\n", "control-character", 1, 5},
	{"a: x\xEF\xBF\xBFy\n", "control-character", 1, 5},
	{"a: \"ü\\e\"\n", "control-character", 1, 6},
	{"a: \"x\\0y\"\n", "control-character", 1, 6},
	{"a: \"x\\t\\x9Fy\"\n", "control-character", 1, 8},
	{"a: \"x\\Ny\"\n", "control-character", 1, 6},
	{"\"x\\ry\": 1\n", "control-character", 1, 3},
	{"a: x\xE2\x80\xAEy\n", "bidi-unbalanced", 1, 5},
	{"a: b # \xE2\x81\xA6\n", "bidi-unbalanced", 1, 8},
	{"a: \"x\\u202Ey\"\n", "bidi-unbalanced", 1, 6},
	{"{\xE2\x81\xA6" "a: b\xE2\x81\xA9}\n", "bidi-unbalanced", 1, 2},
	{"a: 1\nb: 2\na: 3\n", "yaml-duplicate-key", 3, 1},
	{"a: 1\n'a': 3\n", "yaml-duplicate-key", 2, 1},
	{"{ä: 1, \"\\xe4\": 2}\n", "yaml-duplicate-key", 1, 8},
	{"a: {b: {c: 1, c: 2}}\n", "yaml-duplicate-key", 1, 15},
	{"a: 1\nb: 1\nc: 1\nd: 1\ne: 1\nf: 1\ng: 1\nh: 1\ni: 1\nb: 1\n", "yaml-duplicate-key", 10, 1},
	{"a: &x 1\n", "yaml-anchor", 1, 4},
	{"ä: &x [1]\n", "yaml-anchor", 1, 4},
	{"a: !t &x {}\n", "yaml-anchor", 1, 4},
	{"a: &x\n", "yaml-anchor", 1, 4},
	{"a: *x\n", "yaml-alias", 1, 4},
	{"*x : 1\n", "yaml-alias", 1, 1},
	{"a: !!str b\n", "yaml-tag", 1, 4},
	{"a: !!str\n", "yaml-tag", 1, 4},
	{"a: ! b\n", "yaml-tag", 1, 4},
	{"a: !<tag:yaml.org,2002:int> 1\n", "yaml-tag", 1, 4},
	{"a: !!map {b: c}\n", "yaml-tag", 1, 4},
	{"%TAG ! tag:x,1:\n---\na: !b c\n", "yaml-tag", 3, 4},
	{"ä: {b: !unknown}\n", "yaml-tag-space", 1, 8},
	{"a: [!unknown]\n", "yaml-tag-space", 1, 5},
	{"a: [x, !unknown}\n", "yaml-tag-space", 1, 8},
	{"a: !unknown,\n", "yaml-tag-space", 1, 4},
	{"a: !suggested[dpf]\n", "yaml-tag-space", 1, 4},
	{"[a]: b\n", "yaml-key-not-scalar", 1, 1},
	{"? {a: b}\n: c\n", "yaml-key-not-scalar", 1, 3},
	{"? - a\n: c\n", "yaml-key-not-scalar", 1, 3},
	{"a: 1\n---\nb: 2\n", "yaml-several-documents", 2, 1},
	{"---\n---\n", "yaml-several-documents", 2, 1},
	{"a: b: c\n", "yaml-syntax", 1, 5},
	{"x: 1\na:b\nc: d\n", "yaml-syntax", 2, 2},
	{"a:b\nc: d\n", "yaml-syntax", 1, 2},
	{"a:\n  b:c\n  # note\n\n  d: e\n", "yaml-syntax", 2, 4},
	{"a: 1\nb\nc: 2\n", "yaml-syntax", 2, 1},
	{"a:\n  b: 1\n c: 2\n", "yaml-syntax", 3, 2},
	{"- a\nb: c\n", "yaml-syntax", 2, 1},
	{"a: - b\n", "yaml-syntax", 1, 4},
	{"a:\n\tb: 1\n", "yaml-syntax", 2, 1},
	{"a: |\n\tb\n", "yaml-syntax", 2, 1},
	{"ü: 1\na: \"x\nb: 1\n", "yaml-syntax", 2, 4},
	{"a: 'it's'\n", "yaml-syntax", 1, 8},
	{"a: [1, 2\nb: 3\n", "yaml-syntax", 2, 2},
	{"a: {b: 1\n", "yaml-syntax", 2, 1},
	{"a: @b\n", "yaml-syntax", 1, 4},
	{"a: `b`\n", "yaml-syntax", 1, 4},
	{"a: %b\n", "yaml-syntax", 1, 4},
	{"a: \"\\q\"\n", "yaml-syntax", 1, 5},
	{"a: \"\\u12\"\n", "yaml-syntax", 1, 7},
	{"a: \"\\ud800\"\n", "yaml-syntax", 1, 7},
	{"a: *bold*\n", "yaml-syntax", 1, 4},
	{"a: &b&\n", "yaml-syntax", 1, 4},
	{"a: }\n", "yaml-syntax", 1, 4},
	{"a: |b\n  c\n", "yaml-syntax", 1, 5},
	{"%b\n", "yaml-syntax", 1, 1},
	{"a: x\xE2\x80\xA8y\n", "yaml-syntax", 1, 5},
	{"{a: 1}\nb\n", "yaml-syntax", 2, 1},
};

static void test_refusals(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		const struct refusal *r = &refusals[i];
		struct diags diags = DIAGS_INIT;
		struct yaml *yaml = read_text(r->text, &diags);
		if (yaml || diags.count == 0)
			fail_msg("accepted: %s", r->text);
		const struct diag *d = &diags.items[0];
		if (strcmp(d->kind->id, r->id) != 0 || d->pos.line != r->line || d->pos.col != r->col)
			fail_msg("%s: expected %d:%d [%s], got %d:%d %s [%s]", r->text, r->line, r->col, r->id, d->pos.line, d->pos.col, d->message,
				 d->kind->id);
		assert_string_equal(d->pos.file, "t.yaml");
		assert_int_equal(diags_status(&diags), 1);
		assert_non_null(d->fix);
		diags_release(&diags);
	}
}

static void test_all_findings_of_a_file(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	assert_null(read_text("a: &x 1\na: !!int 2\nb: \"\\e\"\n", &diags));
	assert_int_equal(diags.count, 4);
	assert_string_equal(diags.items[3].kind->id, "yaml-duplicate-key");
	assert_string_equal(diags.items[3].message, "'a' stands here a second time, first on line 1");
	diags_release(&diags);
}

static void test_nul(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	assert_null(yaml_read("t.yaml", "a: b\0c\n", 7, 10, &diags));
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].kind->id, "control-character");
	assert_int_equal(diags.items[0].pos.line, 11);
	assert_int_equal(diags.items[0].pos.col, 5);
	assert_string_equal(diags.items[0].message, "the invisible character U+0000 is not allowed");
	diags_release(&diags);
}

static void test_too_large(void **state)
{
	(void)state;
	size_t size = (size_t)(8 << 20) + 1;
	char *text = calloc(size + 1, 1);
	assert_non_null(text);
	memset(text, '#', size);
	struct diags diags = DIAGS_INIT;
	assert_null(yaml_read("t.yaml", text, size, 0, &diags));
	assert_string_equal(diags.items[0].kind->id, "file-too-large");
	diags_release(&diags);
	free(text);
}

/* Opens the same thing many times; libyaml alone would take minutes. */
static void check_depth(const char *opening, size_t times, const char *id, int col)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < times; i++)
		buf_adds(&text, opening);
	struct diags diags = DIAGS_INIT;
	struct yaml *yaml = read_text(text.s, &diags);
	assert_null(yaml);
	assert_int_equal(diags.count, 1);
	assert_string_equal(diags.items[0].kind->id, id);
	assert_int_equal(diags.items[0].pos.line, 1);
	assert_int_equal(diags.items[0].pos.col, col);
	diags_release(&diags);
	buf_release(&text);
}

static void test_depth(void **state)
{
	(void)state;
	check_depth("[", 100000, "yaml-depth", 65);
	check_depth("- ", 100000, "yaml-depth", 129);
	check_depth("{a: ", 100000, "yaml-depth", 257);
	check_depth("{", 100000, "yaml-key-not-scalar", 2);

	struct buf text = BUF_INIT;
	for (int i = 0; i < 64; i++)
		buf_addc(&text, '[');
	for (int i = 0; i < 64; i++)
		buf_addc(&text, ']');
	yaml_free(read_clean(text.s));
	buf_release(&text);
}

static void test_large_map(void **state)
{
	(void)state;
	enum { KEYS = 10000 };
	struct buf text = BUF_INIT;
	for (int i = 0; i < KEYS; i++)
		buf_addf(&text, "schlüssel-%d: %d\n", i, i);
	struct yaml *yaml = read_clean(text.s);
	assert_int_equal(yaml->root->size, KEYS);
	for (int i = 0; i < KEYS; i++) {
		char key[32], value[16];
		snprintf(key, sizeof key, "schlüssel-%d", i);
		snprintf(value, sizeof value, "%d", i);
		const struct yaml_node *node = yaml_get(yaml->root, key);
		assert_non_null(node);
		assert_string_equal(node->text, value);
		assert_int_equal(node->line, i + 1);
	}
	assert_null(yaml_get(yaml->root, "schlüssel-10000"));
	yaml_free(yaml);
	buf_adds(&text, "schlüssel-77: x\n");
	struct diags diags = DIAGS_INIT;
	assert_null(read_text(text.s, &diags));
	assert_int_equal(diags.count, 1);
	assert_int_equal(diags.items[0].pos.line, KEYS + 1);
	diags_release(&diags);
	buf_release(&text);
}

/* -- places -- */

/* Writes a tree as text: kind, tag, place and, in <>, the bytes of its span from content on; before them those of the tag. */
static void describe(struct buf *buf, const struct yaml *yaml, const struct yaml_node *node)
{
	static const char kinds[] = "smlfo"; /* scalar, map, list; flow map, flow list */
	char kind = kinds[(size_t)node->kind + (node->style == YAML_FLOW ? 2 : 0)];
	buf_addf(buf, "%c%d:%d", kind, node->line, node->col);
	if (node->tag)
		buf_addf(buf, "%s", node->tag);
	if (node->content > node->start)
		buf_addf(buf, "(%.*s)", (int)(node->content - node->start), yaml->bytes + node->start);
	if (node->kind == YAML_SCALAR) {
		buf_addf(buf, "<%.*s>", (int)(node->end - node->content), yaml->bytes + node->content);
		return;
	}
	buf_addf(buf, "#%zu{", node->end);
	for (size_t i = 0; i < node->size; i++) {
		if (i)
			buf_addc(buf, ' ');
		if (node->kind == YAML_MAP) {
			describe(buf, yaml, node->pairs[i].key);
			buf_addc(buf, '=');
			describe(buf, yaml, node->pairs[i].value);
		} else {
			describe(buf, yaml, node->items[i]);
		}
	}
	buf_addc(buf, '}');
}

static const struct {
	const char *text, *tree;
} trees[] = {
	{"a: b\n", "m1:1#4{s1:1<a>=s1:4<b>}"},
	{"äö: ü # x\nß: 'é'", "m1:1#21{s1:1<äö>=s1:5<ü> s2:1<ß>=s2:4<'é'>}"},
	{"\xEF\xBB\xBF" "a: b\n", "m1:1#7{s1:1<a>=s1:4<b>}"},
	{"a: b\r\nc:\r\n  - d\r\n", "m1:1#15{s1:1<a>=s1:4<b> s2:1<c>=l3:3#15{s3:5<d>}}"},
	{"a:\tb\t# c\n", "m1:1#4{s1:1<a>=s1:4<b>}"},
	{"a:\nb: !unknown\nc: !none # x\n", "m1:1#23{s1:1<a>=s1:3<> s2:1<b>=s2:4!unknown(!unknown)<> s3:1<c>=s3:4!none(!none)<>}"},
	{"a: !suggested b\n", "m1:1#15{s1:1<a>=s1:15!suggested(!suggested )<b>}"},
	{"a: !suggested # why\n  - b\n# end\n", "m1:1#25{s1:1<a>=l2:3!suggested(!suggested # why\n  )#25{s2:5<b>}}"},
	{"a: !s {b: !t }\n", "m1:1#14{s1:1<a>=f1:7!s(!s )#14{s1:8<b>=s1:11!t(!t)<>}}"},
	{"{a: , b: # c\n , d, e: 'f' }", "f1:1#27{s1:2<a>=s1:4<> s1:7<b>=s1:9<> s2:4<d>=s2:5<> s2:7<e>=s2:10<'f'>}"},
	{"[a, !u, {}, b: c]", "o1:1#17{s1:2<a> s1:5!u(!u)<> f1:9#10{} f1:13#16{s1:13<b>=s1:16<c>}}"},
	{"? a\n? b\n", "m1:1#7{s1:3<a>=s1:4<> s2:3<b>=s2:4<>}"},
	{"- \n- a\n-\n", "l1:1#8{s1:2<> s2:3<a> s3:2<>}"},
	{"a:\n- b\n\n# c\n\nd: e\n", "m1:1#17{s1:1<a>=l2:1#6{s2:3<b>} s6:1<d>=s6:4<e>}"},
	{"a: |\n  b\n   c  \n\n\n# d\ne: f\n", "m1:1#26{s1:1<a>=s1:4<|\n  b\n   c  > s7:1<e>=s7:4<f>}"},
	{"a: |+ # x\n\n\nb: >-\n\n", "m1:1#17{s1:1<a>=s1:4<|+> s4:1<b>=s4:4<>->}"},
	{"a: >2\n    x\n   y\n     \n\n", "m1:1#22{s1:1<a>=s1:4<>2\n    x\n   y\n     >}"},
	{"a: one\n  two\n\n  three # x\n", "m1:1#21{s1:1<a>=s1:4<one\n  two\n\n  three>}"},
	{"--- # x\na: b\n...\n# y\n", "m2:1#12{s2:1<a>=s2:4<b>}"},
	{"%YAML 1.1\n---\na: No\n", "m3:1#19{s3:1<a>=s3:4<No>}"},
	{"!x ä: b\n", "m1:1#8{s1:4!x(!x )<ä>=s1:7<b>}"},
	{"plain", "s1:1<plain>"},
	{"- - a\n  - b\n- c: d\n  e: f\n", "l1:1#25{l1:3#11{s1:5<a> s2:5<b>} m3:3#25{s3:3<c>=s3:6<d> s4:3<e>=s4:6<f>}}"},
};

static void test_trees(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
		struct yaml *yaml = read_clean(trees[i].text);
		struct buf tree = BUF_INIT;
		describe(&tree, yaml, yaml->root);
		assert_string_equal(tree.s, trees[i].tree);
		buf_release(&tree);
		yaml_free(yaml);
	}
}

static void test_empty(void **state)
{
	(void)state;
	static const char *const texts[] = {"", "\n", "# only this\n", "\xEF\xBB\xBF", "---\n", "--- # x\n...\n", "\r\n"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct yaml *yaml = read_clean(texts[i]);
		assert_null(yaml->root);
		assert_null(yaml_get(yaml->root, "a"));
		yaml_free(yaml);
	}
	yaml_free(NULL);
}

static void test_values_stay_text(void **state)
{
	(void)state;
	struct yaml *yaml = read_clean("a: No\nb: 1e3\nc: ~\nd: null\ne: 1.10\nf: 2024-01-01\n"
				       "g: \"\\u2028\\\"\\t\\x41\\U0001F600\"\nh: 'x\xE2\x80\xA8y'\n");
	static const char *const values[][2] = {{"a", "No"}, {"b", "1e3"}, {"c", "~"}, {"d", "null"}, {"e", "1.10"}, {"f", "2024-01-01"},
		{"g", "\xE2\x80\xA8\"\tA\xF0\x9F\x98\x80"}, {"h", "x\xE2\x80\xA8y"}};
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		assert_string_equal(yaml_get(yaml->root, values[i][0])->text, values[i][1]);
	assert_null(yaml_get(yaml->root, "x"));
	assert_null(yaml_get(yaml_get(yaml->root, "a"), "x"));
	yaml_free(yaml);
}

static void test_positions(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	static const char text[] = "\xEF\xBB\xBFä: b\r\n\tö x\n";
	struct yaml *yaml = yaml_read("t.md", "\xEF\xBB\xBFä: b\r\n # ö x\n", strlen(text) + 2, 4, &diags);
	assert_non_null(yaml);
	static const int places[][3] = {{3, 5, 1}, {4, 5, 1}, {5, 5, 2}, {7, 5, 4}, {9, 5, 6}, {10, 6, 1}, {13, 6, 4}, {14, 6, 4}, {15, 6, 5},
		{18, 7, 1}, {999, 7, 1}};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct pos pos = yaml_pos_at(yaml, (size_t)places[i][0]);
		assert_int_equal(pos.line, places[i][1]);
		assert_int_equal(pos.col, places[i][2]);
		assert_string_equal(pos.file, "t.md");
	}
	struct pos pos = yaml_pos(yaml, yaml_get(yaml->root, "ä"));
	assert_int_equal(pos.line, 5);
	assert_int_equal(pos.col, 4);
	yaml_free(yaml);
	diags_release(&diags);
}

/* -- any bytes -- */

static uint32_t seed = 20240501;

static unsigned pick(unsigned below)
{
	seed ^= seed << 13;
	seed ^= seed >> 17;
	seed ^= seed << 5;
	return seed % below;
}

#define PICK(list) list[pick(sizeof list / sizeof *list)]

/* Whatever bytes come: a tree or a finding, and spans that lie inside the file. */
static void check_spans(const struct yaml *yaml, const struct yaml_node *node)
{
	assert_true(node->start <= node->content && node->content <= node->end && node->end <= yaml->size);
	if (node->kind == YAML_SCALAR)
		for (size_t i = 0; i <= node->size; i++)
			assert_true(yaml_origin(yaml, node, i) <= yaml->size);
	for (size_t i = 0; i < node->size && node->kind != YAML_SCALAR; i++) {
		if (node->kind == YAML_MAP)
			check_spans(yaml, node->pairs[i].key);
		check_spans(yaml, node->kind == YAML_MAP ? node->pairs[i].value : node->items[i]);
	}
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = {"a", "b: ", "- ", "\n", "\n  ", " ", "'", "\"", "\\", "|", ">", "{", "}", "[", "]", ", ", ":", "#", " # c", "!t ",
		"&x ", "*x", "? ", "---\n", "...\n", "%", "\t", "\r\n", "ü", "\xE2\x80\xA8", "\xE2\x80\xAE", "\xFF", "2", "+", "-", "\\n", "\\u00e4", "k: v\n"};
	for (int i = 0; i < 20000; i++) {
		struct buf text = BUF_INIT;
		for (unsigned n = pick(20); n > 0; n--)
			buf_adds(&text, PICK(pieces));
		struct diags diags = DIAGS_INIT;
		struct yaml *yaml = yaml_read("t.yaml", text.s, text.len, 0, &diags);
		assert_int_equal(yaml == NULL, diags.count > 0);
		for (size_t d = 0; d < diags.count; d++)
			assert_true(diags.items[d].pos.line >= 1 && diags.items[d].pos.col >= 1);
		if (yaml && yaml->root)
			check_spans(yaml, yaml->root);
		yaml_free(yaml);
		diags_release(&diags);
		buf_release(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_all_findings_of_a_file),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_large_map),
		cmocka_unit_test(test_trees),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_values_stay_text),
		cmocka_unit_test(test_positions),
		cmocka_unit_test(test_any_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
