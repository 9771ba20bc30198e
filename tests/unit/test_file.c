/* Reading and replacing files, in a folder of its own that must be left as it was. */
#include "base/buf.h"
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static int enter_folder(void **state)
{
	char folder[] = "/tmp/noticesmith-test-file-XXXXXX";
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	*state = strdup(folder);
	return *state ? 0 : -1;
}

/* Fails when a test left something behind. */
static int leave_folder(void **state)
{
	int result = chdir("/") == 0 && rmdir(*state) == 0 ? 0 : -1;
	free(*state);
	return result;
}

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void check_content(const char *path, const char *expected)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(text);
	assert_int_equal(size, strlen(expected));
	assert_string_equal(text, expected);
	assert_int_equal(diags.count, 0);
	free(text);
	diags_release(&diags);
}

static void check_finding(struct diags *diags, const char *path, const char *id)
{
	assert_int_equal(diags->count, 1);
	assert_string_equal(diags->items[0].kind->id, id);
	assert_string_equal(diags->items[0].pos.file, path);
	assert_int_equal(diags->items[0].pos.line, 0);
	assert_non_null(strstr(diags->items[0].message, path));
	assert_int_equal(diags_status(diags), 2);
	diags_release(diags);
}

static void check_unreadable(const char *path, size_t limit, const char *id)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	assert_null(file_read(path, limit, &size, &diags));
	check_finding(&diags, path, id);
}

static mode_t mode_of(const char *path)
{
	struct stat st;
	assert_int_equal(lstat(path, &st), 0);
	return st.st_mode;
}

static int count_files(void)
{
	DIR *stream = opendir(".");
	assert_non_null(stream);
	int count = -2; /* "." and ".." */
	while (readdir(stream))
		count++;
	closedir(stream);
	return count;
}

static bool replace(const char *path, const char *text, struct diags *diags)
{
	return file_replace(path, text, strlen(text), diags);
}

static void check_replaced(const char *path, const char *text)
{
	struct diags diags = DIAGS_INIT;
	if (!replace(path, text, &diags))
		diags_print(&diags, stderr);
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
	check_content(path, text);
}

static void check_not_replaced(const char *path, const char *id)
{
	struct diags diags = DIAGS_INIT;
	assert_false(replace(path, "new", &diags));
	check_finding(&diags, path, id);
}

static void test_read(void **state)
{
	(void)state;
	put("a", "abc\n");
	check_content("a", "abc\n");
	put("a", "");
	check_content("a", "");
	check_unreadable("missing", 10, "file-missing");
	check_unreadable("a/b", 10, "file-missing");
	check_unreadable("", 10, "file-missing");
	check_unreadable(".", 10, "file-is-folder");
	check_unreadable("/dev/zero", 10, "file-not-regular");
	assert_int_equal(mkfifo("pipe", 0600), 0);
	check_unreadable("pipe", 10, "file-not-regular"); /* and does not wait for a writer */
	assert_int_equal(unlink("pipe"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	check_unreadable("loop", 10, "file-read-failed");
	assert_int_equal(unlink("loop"), 0);
	put("a", "1234567890");
	check_unreadable("a", 9, "file-too-large");
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_read("a", 10, &size, &diags);
	assert_int_equal(size, 10);
	free(text);
	if (geteuid() != 0) {
		assert_int_equal(chmod("a", 0), 0);
		check_unreadable("a", 10, "file-no-permission");
	}
	assert_int_equal(unlink("a"), 0);
}

/* The kernel's files say they are empty and are not. */
static void test_read_without_size(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_read("/proc/self/status", FILE_LIMIT, &size, &diags);
	assert_non_null(text);
	assert_true(size > 100);
	assert_int_equal(strlen(text), size);
	free(text);
	check_unreadable("/proc/self/status", 100, "file-too-large");
}

static void test_exists(void **state)
{
	(void)state;
	put("a", "");
	assert_true(file_exists("a"));
	assert_false(file_is_folder("a"));
	assert_true(file_exists("."));
	assert_true(file_is_folder("."));
	assert_false(file_exists("b"));
	assert_false(file_is_folder("b"));
	struct diags diags = DIAGS_INIT;
	assert_true(file_remove("a", &diags));
	assert_true(file_remove("a", &diags));
	assert_int_equal(diags.count, 0);
	assert_int_equal(mkdir("d", 0700), 0);
	assert_false(file_remove("d", &diags));
	check_finding(&diags, "d", "file-is-folder");
	assert_int_equal(rmdir("d"), 0);
	put("a", "");
	assert_false(file_remove("a/b", &diags));
	check_finding(&diags, "a/b", "file-remove-failed");
	assert_int_equal(unlink("a"), 0);
}

static void test_replace(void **state)
{
	(void)state;
	mode_t old_mask = umask(027);
	check_replaced("a", "one");
	umask(old_mask);
	assert_int_equal(mode_of("a") & 07777, 0640);
	assert_int_equal(chmod("a", 0604), 0);
	check_replaced("./a", "two\n");
	assert_int_equal(mode_of("a") & 07777, 0604);
	check_replaced("a", "");
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a"), 0);
}

/* A reader that had the old file open still reads the old bytes: it was never written into. */
static void test_replace_leaves_old_file(void **state)
{
	(void)state;
	put("a", "old");
	int fd = open("a", O_RDONLY);
	assert_true(fd >= 0);
	check_replaced("a", "new text");
	char text[10] = "";
	assert_int_equal(read(fd, text, sizeof text - 1), 3);
	assert_string_equal(text, "old");
	close(fd);
	assert_int_equal(unlink("a"), 0);
}

static void test_replace_through_links(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	put("d/a", "old");
	assert_int_equal(chmod("d/a", 0600), 0);
	assert_int_equal(symlink("d/b", "link"), 0);
	assert_int_equal(symlink("a", "d/b"), 0);
	check_replaced("link", "new");
	assert_true(S_ISLNK(mode_of("link")));
	assert_true(S_ISLNK(mode_of("d/b")));
	assert_true(S_ISREG(mode_of("d/a")));
	assert_int_equal(mode_of("d/a") & 07777, 0600);
	check_content("d/a", "new");
	assert_int_equal(unlink("d/a"), 0);
	check_replaced("link", "made"); /* what it leads to is not there yet */
	check_content("d/a", "made");
	assert_int_equal(unlink("d/a") | unlink("d/b") | unlink("link") | rmdir("d"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	check_not_replaced("loop", "file-write-failed");
	assert_int_equal(unlink("loop"), 0);
}

static void test_replace_refused(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0700), 0);
	check_not_replaced("d", "file-is-folder");
	check_not_replaced("none/a", "file-folder-missing");
	check_not_replaced("/dev/full", "file-not-regular");
	put("a", "old");
	check_not_replaced("a/b", "file-write-failed");
	if (geteuid() != 0) {
		assert_int_equal(chmod("a", 0444), 0);
		check_not_replaced("a", "file-write-protected");
		put("d/a", "old");
		assert_int_equal(chmod("d", 0500), 0);
		check_not_replaced("d/a", "file-no-permission");
		check_not_replaced("d/b", "file-no-permission");
		assert_int_equal(chmod("d", 0700), 0);
		check_content("d/a", "old");
		assert_int_equal(unlink("d/a"), 0);
	}
	check_content("a", "old");
	assert_int_equal(count_files(), 2);
	assert_int_equal(unlink("a") | rmdir("d"), 0);
}

/* Writing that breaks off half way: the old file stays, and nothing beside it. */
static void test_replace_fails_half_way(void **state)
{
	(void)state;
	put("a", "old");
	static char large[100000];
	memset(large, 'x', sizeof large);
	struct rlimit old_limit, limit;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
	limit = old_limit;
	limit.rlim_cur = 50000;
	void (*old_action)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	struct diags diags = DIAGS_INIT;
	bool old_replaced = file_replace("a", large, sizeof large, &diags), new_replaced = file_replace("b", large, sizeof large, &diags);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old_limit), 0);
	signal(SIGXFSZ, old_action);
	assert_false(old_replaced);
	assert_false(new_replaced);
	assert_int_equal(diags.count, 2);
	assert_string_equal(diags.items[1].kind->id, "file-write-failed");
	assert_string_equal(diags.items[1].message, "'b' cannot be written: File too large");
	diags_release(&diags);
	check_content("a", "old");
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a"), 0);
}

static void test_long_name(void **state)
{
	(void)state;
	char name[256];
	memset(name, 'n', sizeof name - 1);
	name[sizeof name - 1] = '\0';
	check_replaced(name, "text");
	assert_int_equal(unlink(name), 0);
}

static void test_update(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	struct stat before, after;
	assert_int_equal(file_update("a", "one", 3, &diags), FILE_CHANGE_WRITTEN);
	assert_int_equal(stat("a", &before), 0);
	assert_int_equal(file_update("a", "one", 3, &diags), FILE_CHANGE_NONE);
	assert_int_equal(stat("a", &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_int_equal(file_update("a", "two", 3, &diags), FILE_CHANGE_WRITTEN);
	check_content("a", "two");
	assert_int_equal(file_update("a", "", 0, &diags), FILE_CHANGE_WRITTEN);
	assert_int_equal(file_update("a", "", 0, &diags), FILE_CHANGE_NONE);
	assert_int_equal(diags.count, 0);
	assert_int_equal(file_update(".", "", 0, &diags), FILE_CHANGE_FAILED);
	check_finding(&diags, ".", "file-is-folder");
	assert_int_equal(unlink("a"), 0);
}

static void test_create(void **state)
{
	(void)state;
	struct diags diags = DIAGS_INIT;
	assert_true(file_create("a", "one", 3, &diags));
	check_content("a", "one");
	assert_int_equal(diags.count, 0);
	assert_false(file_create("a", "two", 3, &diags));
	check_finding(&diags, "a", "file-exists");
	check_content("a", "one");
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_false(file_create("link", "two", 3, &diags)); /* nor through a link that leads nowhere yet */
	check_finding(&diags, "link", "file-exists");
	assert_false(file_create("none/a", "one", 3, &diags));
	check_finding(&diags, "none/a", "file-folder-missing");
	assert_int_equal(unlink("link"), 0);
	assert_int_equal(unlink("a"), 0);
}

static void test_make_folders(void **state)
{
	(void)state;
	static const char *const paths[] = {"d", "d", "d/e/f", "./d/e//f/", "d/e/f/../g"};
	struct diags diags = DIAGS_INIT;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_true(file_make_folders(paths[i], &diags));
		assert_true(file_is_folder(paths[i]));
	}
	assert_int_equal(diags.count, 0);
	assert_true(file_create("d/file", "", 0, &diags));
	assert_false(file_make_folders("d/file", &diags));
	check_finding(&diags, "d/file", "file-exists");
	assert_false(file_make_folders("d/file/g", &diags));
	check_finding(&diags, "d/file", "file-exists");
	assert_int_equal(unlink("d/file"), 0);
	assert_int_equal(rmdir("d/e/g"), 0);
	assert_int_equal(rmdir("d/e/f"), 0);
	assert_int_equal(rmdir("d/e"), 0);
	assert_int_equal(rmdir("d"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_read_without_size),
		cmocka_unit_test(test_exists),
		cmocka_unit_test(test_replace),
		cmocka_unit_test(test_replace_leaves_old_file),
		cmocka_unit_test(test_replace_through_links),
		cmocka_unit_test(test_replace_refused),
		cmocka_unit_test(test_replace_fails_half_way),
		cmocka_unit_test(test_long_name),
		cmocka_unit_test(test_update),
		cmocka_unit_test(test_create),
		cmocka_unit_test(test_make_folders),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
