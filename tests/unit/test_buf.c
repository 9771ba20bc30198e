/* Memory and text buffers. */
#include "base/buf.h"
#include "base/mem.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void test_buf_is_always_text(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT;
	assert_string_equal(buf.s, "");
	buf_add(&buf, NULL, 0);
	buf_adds(&buf, NULL);
	buf_adds(&buf, "");
	buf_truncate(&buf, 0);
	buf_clear(&buf);
	assert_int_equal(buf.cap, 0);
	buf_reserve(&buf, 0);
	assert_string_equal(buf.s, "");
	buf_addc(&buf, 'a');
	buf_addf(&buf, "%s-%d%%", "b", 7);
	buf_add(&buf, "c\0d", 3);
	assert_int_equal(buf.len, 8);
	assert_memory_equal(buf.s, "ab-7%c\0d", 9); /* with its NUL */
	buf_truncate(&buf, 99);
	assert_int_equal(buf.len, 8);
	buf_truncate(&buf, 2);
	assert_string_equal(buf.s, "ab");
	size_t cap = buf.cap;
	buf_clear(&buf);
	assert_string_equal(buf.s, "");
	assert_int_equal(buf.cap, cap);
	buf_release(&buf);
	assert_string_equal(buf.s, "");
	buf_adds(&buf, "again");
	char *text = buf_detach(&buf);
	assert_string_equal(text, "again");
	assert_string_equal(buf.s, "");
	free(text);
	text = buf_detach(&buf);
	assert_string_equal(text, "");
	free(text);
}

static void test_buf_grows(void **state)
{
	(void)state;
	struct buf buf = BUF_INIT;
	for (int i = 0; i < 10000; i++) {
		buf_addf(&buf, "%04d", i);
		assert_int_equal(buf.s[buf.len], 0);
		assert_true(buf.cap > buf.len);
	}
	assert_int_equal(buf.len, 40000);
	for (int i = 0; i < 10000; i++) {
		char *number = xstrndup(buf.s + i * 4, 4);
		assert_int_equal(strtol(number, NULL, 10), i);
		free(number);
	}
	buf_release(&buf);
}

static void test_xmalloc(void **state)
{
	(void)state;
	char *nothing = xmalloc(0), *zero = xcalloc(3, 4), *none = xcalloc(0, 4), *copy = xstrndup("abcd", 2), *all = xstrdup("abcd");
	assert_non_null(nothing);
	assert_non_null(none);
	assert_memory_equal(zero, "\0\0\0\0\0\0\0\0\0\0\0", 12);
	assert_string_equal(copy, "ab");
	assert_string_equal(all, "abcd");
	zero = xrealloc(zero, 100);
	assert_memory_equal(zero, "\0\0\0\0\0\0\0\0\0\0\0", 12);
	free(nothing);
	free(none);
	free(zero);
	free(copy);
	free(all);
}

/* Runs something that needs more memory than there is, in a process of its own: one line and status 2. */
static void check_exhausted(void (*run)(void))
{
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		run();
		_exit(0);
	}
	close(ends[1]);
	char said[200] = "";
	ssize_t size = read(ends[0], said, sizeof said - 1);
	close(ends[0]);
	int status = 0;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 2);
	assert_true(size > 0);
	assert_string_equal(said, "noticesmith: out of memory\n");
}

static volatile size_t most = SIZE_MAX;

static void overflow_arena(void)
{
	struct arena arena = ARENA_INIT;
	arena_calloc(&arena, most / 2, 3);
}

static void overflow_strndup(void)
{
	xstrndup("", most);
}

static void overflow_buf(void)
{
	struct buf buf = BUF_INIT;
	buf_reserve(&buf, most / 2);
}

static void test_exhausted(void **state)
{
	(void)state;
	check_exhausted(overflow_arena);
	check_exhausted(overflow_strndup);
	check_exhausted(overflow_buf);
}

static void test_arena_pieces(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	enum { PIECES = 4000 };
	static unsigned char *pieces[PIECES];
	for (size_t i = 0; i < PIECES; i++) { /* small ones, and now and then one larger than a block */
		size_t size = i % 500 == 499 ? 100000 : i % 61;
		pieces[i] = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)pieces[i] % ARENA_ALIGNMENT, 0);
		for (size_t j = 0; j < size; j++)
			assert_int_equal(pieces[i][j], 0);
		memset(pieces[i], (int)(i % 251) + 1, size);
		if (i % 3 == 0)
			assert_int_equal(strlen(arena_strndup(&arena, "abcdef", i % 6)), i % 6);
	}
	for (size_t i = 0; i < PIECES; i++) /* nobody wrote over them */
		for (size_t j = 0; j < (i % 500 == 499 ? 100000 : i % 61); j++)
			assert_int_equal(pieces[i][j], (int)(i % 251) + 1);
	assert_string_equal(arena_strdup(&arena, "ä"), "ä");
	assert_string_equal(arena_printf(&arena, "%d-%s", 5, "x"), "5-x");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
	arena_release(&arena);
	assert_null(arena.head);
	arena_release(&arena);
	assert_string_equal(arena_strdup(&arena, "again"), "again");
	arena_release(&arena);
}

static void test_arena_first_piece_large(void **state)
{
	(void)state;
	struct arena arena;
	arena_init(&arena);
	char *large = arena_alloc(&arena, 1 << 20), *small = arena_alloc(&arena, 1);
	memset(large, 1, 1 << 20);
	*small = 2;
	assert_int_equal(large[(1 << 20) - 1], 1);
	arena_release(&arena);
}

static void test_arena_grow(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	int *numbers = NULL;
	size_t capacity = 0;
	for (size_t count = 0; count < 10000; count++) {
		numbers = arena_grow(&arena, numbers, count, &capacity, sizeof *numbers);
		assert_true(capacity > count);
		numbers[count] = (int)count;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(numbers[i], i);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_buf_is_always_text),
		cmocka_unit_test(test_buf_grows),
		cmocka_unit_test(test_xmalloc),
		cmocka_unit_test(test_exhausted),
		cmocka_unit_test(test_arena_pieces),
		cmocka_unit_test(test_arena_first_piece_large),
		cmocka_unit_test(test_arena_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
