/* The cache: where it is, what it forgives; in a folder of its own that must be left as it was. */
#include "base/cache.h"
#include "base/crew.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/unit/save_folder.h"

enum { LIMIT = 1000, ROUNDS = 300, LENGTH = 500, NOBODY = 65534 };

static void environment(const char *xdg_cache_home, const char *home)
{
	assert_int_equal(xdg_cache_home ? setenv("XDG_CACHE_HOME", xdg_cache_home, 1) : unsetenv("XDG_CACHE_HOME"), 0);
	assert_int_equal(home ? setenv("HOME", home, 1) : unsetenv("HOME"), 0);
}

/* The folder that both lead to, below this one; removed again, with those around it. NULL: none. */
static void check_folder(const char *here, const char *expected)
{
	char *folder = cache_folder("built");
	if (!expected) {
		assert_null(folder);
		return;
	}
	assert_non_null(folder);
	assert_int_equal(strncmp(folder, here, strlen(here)), 0);
	assert_string_equal(folder + strlen(here), expected);
	struct stat st;
	for (char *end = folder + strlen(folder); end > folder + strlen(here); end = strrchr(folder, '/')) {
		*end = '\0';
		assert_int_equal(stat(folder, &st), 0);
		assert_true(S_ISDIR(st.st_mode));
		assert_int_equal(st.st_mode & 07777, 0700);
		assert_int_equal(rmdir(folder), 0);
	}
	free(folder);
}

static void test_folder(void **state)
{
	const char *here = *state;
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/x", here);
	environment(path.s, here);
	check_folder(here, "/x/noticesmith/built");
	environment(NULL, here);
	check_folder(here, "/.cache/noticesmith/built");
	environment("", here);
	check_folder(here, "/.cache/noticesmith/built");
	environment("x", here); /* the specification: a relative path is to be ignored */
	check_folder(here, "/.cache/noticesmith/built");
	environment(path.s, NULL);
	check_folder(here, "/x/noticesmith/built");
	environment(NULL, NULL);
	check_folder(here, NULL);
	environment("x", "y");
	check_folder(here, NULL);
	put("x", "a file");
	environment(path.s, here);
	check_folder(here, NULL);
	assert_int_equal(unlink("x"), 0);
	buf_release(&path);
}

static void test_of_another_user(void **state)
{
	const char *here = *state;
	if (geteuid() != 0)
		skip();
	environment(here, here);
	assert_int_equal(mkdir("noticesmith", 0700) | mkdir("noticesmith/built", 0700) | chown("noticesmith/built", NOBODY, NOBODY), 0);
	assert_null(cache_folder("built"));
	assert_int_equal(chown("noticesmith/built", geteuid(), getegid()), 0);
	check_folder(here, "/noticesmith/built");
}

static void check_read(const char *folder, const char *name, const char *expected)
{
	struct buf content = BUF_INIT;
	buf_adds(&content, "from before");
	assert_int_equal(cache_read(folder, name, LIMIT, &content), expected != NULL);
	assert_string_equal(content.s, expected ? expected : "");
	assert_int_equal(content.len, expected ? strlen(expected) : 0);
	buf_release(&content);
}

static void test_read_and_write(void **state)
{
	(void)state;
	char long_text[LIMIT + 2];
	memset(long_text, 'x', LIMIT + 1);
	long_text[LIMIT + 1] = '\0';
	check_read(".", "a", NULL);
	assert_true(cache_write(".", "a", "one", 3));
	check_read(".", "a", "one");
	struct stat st;
	assert_int_equal(stat("a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(cache_write(".", "a", "", 0));
	check_read(".", "a", "");
	assert_true(cache_write(".", "a", long_text, LIMIT));
	long_text[LIMIT] = '\0';
	check_read(".", "a", long_text);
	long_text[LIMIT] = 'x';
	assert_true(cache_write(".", "a", long_text, LIMIT + 1));
	check_read(".", "a", NULL);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a"), 0);
}

static void test_forgiven(void **state)
{
	(void)state;
	check_read(NULL, "a", NULL);
	assert_false(cache_write(NULL, "a", "one", 3));
	check_read("nowhere", "a", NULL);
	assert_false(cache_write("nowhere", "a", "one", 3));
	assert_int_equal(mkdir("d", 0700), 0);
	check_read(".", "d", NULL);
	assert_false(cache_write(".", "d", "one", 3));
	assert_int_equal(mkfifo("pipe", 0600), 0);
	check_read(".", "pipe", NULL); /* and does not wait */
	assert_true(cache_write(".", "pipe", "one", 3));
	check_read(".", "pipe", "one");
	assert_int_equal(rmdir("d") | unlink("pipe"), 0);
	assert_int_equal(count_files(), 0);
}

/* What somebody may see who may not write: to be asked in a process that is not root. */
static bool reads_only(void)
{
	struct buf content = BUF_INIT;
	bool right = setgid(NOBODY) == 0 && setuid(NOBODY) == 0 && !cache_write("d", "a", "two", 3) && cache_read("d", "a", LIMIT, &content) && strcmp(content.s, "one") == 0;
	buf_release(&content);
	return right;
}

static void test_read_only(void **state)
{
	(void)state;
	if (geteuid() != 0)
		skip();
	assert_int_equal(mkdir("d", 0755), 0);
	put("d/a", "one");
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(reads_only() ? 0 : 1);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(unlink("d/a") | rmdir("d"), 0);
}

/* Writes texts of one letter each, and reads between: what it finds is always one of them, whole. */
static bool write_and_read(char letter)
{
	char text[LENGTH];
	bool right = true;
	struct buf content = BUF_INIT;
	memset(text, letter, LENGTH);
	for (int i = 0; i < ROUNDS && right; i++) {
		right = cache_write(".", "a", text, LENGTH) && cache_read(".", "a", LIMIT, &content) && content.len == LENGTH;
		for (size_t k = 1; k < content.len; k++)
			right &= content.s[k] == content.s[0];
	}
	buf_release(&content);
	return right;
}

struct writers {
	bool right[2];
	char letter; /* of the first */
};

static void work(void *context, size_t item)
{
	struct writers *writers = context;
	writers->right[item] = write_and_read((char)(writers->letter + (int)item));
}

static void finish(void *context, size_t item)
{
	(void)context;
	(void)item;
}

static bool two_threads(char letter)
{
	struct writers writers = {.letter = letter};
	crew_run(&(struct crew_task){work, finish, &writers, 2}, 2);
	return writers.right[0] && writers.right[1];
}

static void test_at_once(void **state)
{
	(void)state;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(two_threads('a') ? 0 : 1);
	assert_true(two_threads('n'));
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_folder),
		cmocka_unit_test(test_of_another_user),
		cmocka_unit_test(test_read_and_write),
		cmocka_unit_test(test_forgiven),
		cmocka_unit_test(test_read_only),
		cmocka_unit_test(test_at_once),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
