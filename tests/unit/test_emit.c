/* The generator's core: structures in memory become C text in which every pointer leads where it led. */
#include "base/buf.h"
#include "cli/emit.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct leaf {
	const char *text;
	int number;
	bool flag;
};
struct tree {
	struct leaf inner;
	const struct leaf *one;
	const struct leaf *many;
	size_t many_count;
	const struct leaf *const *some;
	size_t some_count;
	const char *const *texts;
	size_t text_count;
	const struct tree *next;
	const void *never;
};

#define MEMBER(type, name, kind, of) {#name, kind, offsetof(struct type, name), sizeof(((struct type *)0)->name), of, 0, NULL}
#define COUNTED(type, name, kind, of, count) {#name, kind, offsetof(struct type, name), sizeof(void *), of, offsetof(struct type, count), NULL}

static const struct meta_field leaf_fields[] = {
	MEMBER(leaf, text, META_TEXT, NULL), MEMBER(leaf, number, META_NUMBER, NULL), MEMBER(leaf, flag, META_NUMBER, NULL),
};
static const struct meta leaf_meta = {"leaf", sizeof(struct leaf), leaf_fields, 3};
static const struct meta tree_meta;
static const struct meta_field tree_fields[] = {
	MEMBER(tree, inner, META_STRUCT, &leaf_meta),
	MEMBER(tree, one, META_POINTER, &leaf_meta),
	COUNTED(tree, many, META_ARRAY, &leaf_meta, many_count),
	MEMBER(tree, many_count, META_NUMBER, NULL),
	COUNTED(tree, some, META_POINTERS, &leaf_meta, some_count),
	MEMBER(tree, some_count, META_NUMBER, NULL),
	COUNTED(tree, texts, META_TEXTS, NULL, text_count),
	MEMBER(tree, text_count, META_NUMBER, NULL),
	MEMBER(tree, next, META_POINTER, &tree_meta),
	MEMBER(tree, never, META_NULL, NULL),
};
static const struct meta tree_meta = {"tree", sizeof(struct tree), tree_fields, sizeof(tree_fields) / sizeof(*tree_fields)};

static void expect(const struct tree *tree, const char *text)
{
	struct buf out = BUF_INIT;
	const char *wrong = emit(&out, &tree_meta, tree, "root");
	assert_null(wrong);
	assert_string_equal(out.s, text);
	buf_release(&out);
}

static void test_empty(void **state)
{
	(void)state;
	struct tree tree = {0};
	expect(&tree, "const struct tree root = {0};\n");
}

static void test_text(void **state)
{
	(void)state;
	struct tree tree = {.inner = {.text = "a\"b\\c\n\xc3\xa9" "1?\?=", .number = -7, .flag = true}};
	expect(&tree, "const struct tree root = {.inner = {.text = \"a\\\"b\\\\c\\012\\303\\2511\\?\\?=\", .number = -7, .flag = 1}};\n");
}

/* An element met first by a pointer of its own is still a part of its array, whichever comes first. */
static void test_element_of_array(void **state)
{
	(void)state;
	const struct leaf leaves[3] = {{"a", 1, false}, {"b", 2, false}, {NULL, 0, false}};
	const struct leaf *const some[2] = {&leaves[2], NULL};
	struct tree tree = {.one = &leaves[1], .many = leaves, .many_count = 3, .some = some, .some_count = 2};
	expect(&tree, "static const struct leaf leaf_1[3];\n"
		      "static const struct leaf *const leafs_2[2];\n"
		      "static const struct leaf leaf_1[3] = {\n"
		      "\t{.text = \"a\", .number = 1},\n"
		      "\t{.text = \"b\", .number = 2},\n"
		      "\t{0},\n"
		      "};\n"
		      "static const struct leaf *const leafs_2[2] = {\n"
		      "\t&leaf_1[2],\n"
		      "\tNULL,\n"
		      "};\n"
		      "const struct tree root = {.one = &leaf_1[1], .many = &leaf_1[0], .many_count = 3, .some = leafs_2 + 0, .some_count = 2};\n");
}

/* A pointer to the first element, then the whole array: one block. */
static void test_first_element(void **state)
{
	(void)state;
	const struct leaf leaves[2] = {{"a", 1, false}, {"b", 2, false}};
	struct tree tree = {.one = leaves, .many = leaves, .many_count = 2};
	expect(&tree, "static const struct leaf leaf_1[2];\n"
		      "static const struct leaf leaf_1[2] = {\n"
		      "\t{.text = \"a\", .number = 1},\n"
		      "\t{.text = \"b\", .number = 2},\n"
		      "};\n"
		      "const struct tree root = {.one = &leaf_1[0], .many = &leaf_1[0], .many_count = 2};\n");
}

static void test_struct_inside(void **state)
{
	(void)state;
	struct tree other = {.inner = {.number = 5}};
	struct tree tree = {.one = &other.inner, .next = &other};
	other.next = &tree; /* a circle, and a pointer to the root */
	expect(&tree, "static const struct tree tree_1[1];\n"
		      "static const struct tree tree_1[1] = {\n"
		      "\t{.inner = {.number = 5}, .next = &root},\n"
		      "};\n"
		      "const struct tree root = {.one = &tree_1[0].inner, .next = &tree_1[0]};\n");
}

static void test_texts(void **state)
{
	(void)state;
	const char *const texts[] = {"x", NULL};
	struct tree tree = {.texts = texts, .text_count = 2};
	expect(&tree, "static const char *const texts_1[2];\n"
		      "static const char *const texts_1[2] = {\n"
		      "\t\"x\",\n"
		      "\tNULL,\n"
		      "};\n"
		      "const struct tree root = {.texts = texts_1 + 0, .text_count = 2};\n");
}

static void test_undescribed(void **state)
{
	(void)state;
	struct buf out = BUF_INIT;
	struct tree tree = {.never = &out};
	assert_string_equal(emit(&out, &tree_meta, &tree, "root"), "never");
	buf_release(&out);
}

/* A chain of 200,000 costs no stack. */
static void test_depth(void **state)
{
	(void)state;
	enum { DEPTH = 200000 };
	struct tree **chain = calloc(DEPTH, sizeof(*chain));
	struct buf out = BUF_INIT;
	assert_non_null(chain);
	for (size_t i = DEPTH; i-- > 0;) {
		chain[i] = calloc(1, sizeof(**chain));
		assert_non_null(chain[i]);
		chain[i]->next = i + 1 < DEPTH ? chain[i + 1] : NULL;
	}
	assert_null(emit(&out, &tree_meta, chain[0], "root"));
	assert_non_null(strstr(out.s, "{.next = &tree_199999[0]},\n"));
	buf_release(&out);
	for (size_t i = 0; i < DEPTH; i++)
		free(chain[i]);
	free(chain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),         cmocka_unit_test(test_text),  cmocka_unit_test(test_element_of_array),
		cmocka_unit_test(test_first_element), cmocka_unit_test(test_struct_inside), cmocka_unit_test(test_texts),
		cmocka_unit_test(test_undescribed),   cmocka_unit_test(test_depth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
