/* Saving: plain files, links, changes from outside, what is left behind, no room; in a folder of its own that must be left as it was. */
#include "base/buf.h"
#include "base/file.h"
#include "base/save.h"

#include <errno.h>
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
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/save_folder.h"

/* -- plain saving -- */

static void test_write(void **state)
{
	(void)state;
	mode_t old_mask = umask(027);
	struct save *save = open_clean("a.yaml", "");
	assert_true(file_exists(".a.yaml.lock"));
	assert_false(file_exists("a.yaml"));
	write_clean(save, "one\n");
	assert_true(holds("a.yaml", "one\n"));
	umask(old_mask);
	struct stat st;
	assert_int_equal(stat("a.yaml", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0640);
	assert_int_equal(chmod("a.yaml", 0604), 0);
	close_clean(save);
	assert_int_equal(count_files(), 1);

	save = open_clean("./a.yaml", "one\n");
	write_clean(save, "two\n");
	assert_true(holds("a.yaml", "two\n"));
	assert_true(holds(".a.yaml.prev", "one\n"));
	size_t size;
	const char *bytes = save_bytes(save, &size); /* what lies in the store may be written, too */
	struct diags diags = DIAGS_INIT;
	assert_true(save_write(save, bytes + 1, 2, &diags));
	assert_string_equal(save_bytes(save, &size), "wo");
	assert_true(holds(".a.yaml.prev", "one\n")); /* the last one known to be on disk */
	close_clean(save);
	assert_true(holds("a.yaml", "wo"));
	assert_int_equal(stat("a.yaml", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0604);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_true(save_close(NULL, &diags));
}

/* The version before goes within a second, without anybody closing the store; and again after the next version. */
static void test_flush(void **state)
{
	(void)state;
	put("a.yaml", "one");
	struct save *save = open_clean("a.yaml", "one");
	write_clean(save, "two");
	assert_true(holds(".a.yaml.prev", "one"));
	double first = wait_until_gone(".a.yaml.prev");
	write_clean(save, "three");
	assert_true(holds(".a.yaml.prev", "two"));
	double second = wait_until_gone(".a.yaml.prev");
	assert_true(first < 2 && second < 2); /* a second, and some for a busy machine */
	close_clean(save);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

/* The same bytes again: the file is left alone. */
static void test_same_bytes(void **state)
{
	(void)state;
	put("a.yaml", "one");
	struct save *save = open_clean("a.yaml", "one");
	struct stat before, after;
	assert_int_equal(stat("a.yaml", &before), 0);
	write_clean(save, "one");
	assert_int_equal(stat("a.yaml", &after), 0);
	assert_true(before.st_ino == after.st_ino);
	assert_false(file_exists(".a.yaml.prev"));
	put("a.yaml", "two");
	check_not_written(save, "one", "file-changed");
	close_clean(save);
	assert_int_equal(unlink("a.yaml"), 0);
}

static void test_links(void **state)
{
	(void)state;
	assert_int_equal(mkdir("d", 0777), 0);
	assert_int_equal(symlink("d/real.yaml", "a.yaml"), 0);
	struct save *save = open_clean("a.yaml", "");
	assert_true(file_exists("d/.real.yaml.lock"));
	write_clean(save, "one");
	write_clean(save, "two");
	struct stat st;
	assert_int_equal(lstat("a.yaml", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(holds("d/real.yaml", "two"));
	assert_int_equal(unlink("a.yaml") | symlink("d/other.yaml", "a.yaml"), 0); /* now it leads elsewhere */
	put("d/other.yaml", "two");
	check_not_written(save, "three", "file-changed");
	struct diags diags = DIAGS_INIT;
	assert_false(save_reload(save, &diags));
	assert_true(is_finding(&diags, "file-changed", "a.yaml"));
	close_clean(save);
	assert_int_equal(unlink("a.yaml") | unlink("d/real.yaml") | unlink("d/other.yaml") | rmdir("d"), 0);
}

static void test_refused(void **state)
{
	(void)state;
	check_not_opened("a.yaml", false, "file-missing", "a.yaml");
	check_not_opened("none/a.yaml", true, "file-folder-missing", "none");
	check_not_opened(".", true, "file-is-folder", ".");
	check_not_opened("/dev/null", true, "file-not-regular", "/dev/null");
	put("a.yaml", "one");
	assert_int_equal(truncate("a.yaml", (off_t)FILE_LIMIT + 1), 0);
	check_not_opened("a.yaml", true, "file-too-large", FILE_LIMIT_TEXT);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(symlink("nowhere", ".a.yaml.lock"), 0);
	check_not_opened("a.yaml", true, "file-write-failed", "a.yaml");
	assert_int_equal(unlink(".a.yaml.lock"), 0);
	assert_int_equal(count_files(), 0);
}

/* -- changes from outside -- */

static void nothing(void) {}
static void touch(void) { assert_int_equal(utimensat(AT_FDCWD, "a.yaml", (struct timespec[2]){{0, 0}, {1, 0}}, 0), 0); }
static void same_again(void) { put("b", "one"); assert_int_equal(rename("b", "a.yaml"), 0); }
static void append(void) { put("a.yaml", "one and more"); }
static void same_size(void) { put("a.yaml", "eno"); }
static void replace(void) { put("b", "two"); assert_int_equal(rename("b", "a.yaml"), 0); }
static void hide(void) /* the same size and time, but another file */
{
	struct stat st;
	assert_int_equal(stat("a.yaml", &st), 0);
	replace();
	assert_int_equal(utimensat(AT_FDCWD, "a.yaml", (struct timespec[2]){st.st_mtim, st.st_mtim}, 0), 0);
}
static void remove_it(void) { assert_int_equal(unlink("a.yaml"), 0); }
static void make_folder(void) { assert_int_equal(unlink("a.yaml") | mkdir("a.yaml", 0777), 0); }

static const struct {
	void (*change)(void);
	bool changed;
	const char *reloaded; /* NULL: that fails */
} outside[] = {
	{nothing, false, "one"}, {touch, false, "one"}, {same_again, false, "one"}, {append, true, "one and more"},
	{same_size, true, "eno"},
	{replace, true, "two"}, {hide, true, "two"}, {remove_it, true, NULL}, {make_folder, true, NULL},
};

/* old: the file was last changed a while ago, so that its time tells versions apart. */
static void check_outside(size_t i, bool old)
{
	put("a.yaml", "one");
	if (old)
		assert_int_equal(utimensat(AT_FDCWD, "a.yaml", (struct timespec[2]){{7, 0}, {7, 0}}, 0), 0);
	struct diags diags = DIAGS_INIT;
	struct save *save = open_clean("a.yaml", "one");
	outside[i].change();
	assert_int_equal(save_changed_outside(save), outside[i].changed);
	if (outside[i].changed)
		check_not_written(save, "mine", "file-changed");
	size_t size;
	assert_string_equal(save_bytes(save, &size), "one");
	assert_false(file_exists(".a.yaml.new") || file_exists(".a.yaml.prev"));
	assert_int_equal(save_reload(save, &diags), outside[i].reloaded != NULL);
	assert_string_equal(save_bytes(save, &size), outside[i].reloaded ? outside[i].reloaded : "one");
	diags_release(&diags);
	if (outside[i].reloaded) {
		assert_false(save_changed_outside(save));
		write_clean(save, "mine");
		assert_true(holds("a.yaml", "mine"));
	}
	close_clean(save);
	assert_true(!file_exists("a.yaml") || remove("a.yaml") == 0);
	assert_int_equal(count_files(), 0);
}

static void test_changed_outside(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
		check_outside(i, true);
		check_outside(i, false);
	}
}

/* A file that somebody makes while the store believes there is none. */
static void test_made_outside(void **state)
{
	(void)state;
	struct save *save = open_clean("a.yaml", "");
	put("a.yaml", "theirs");
	assert_true(save_changed_outside(save));
	check_not_written(save, "mine", "file-changed");
	assert_true(holds("a.yaml", "theirs"));
	close_clean(save);
	assert_int_equal(unlink("a.yaml"), 0);
}

/* A change right after our own version, within one tick of the clock: same file, same size, same time. */
static void test_changed_at_once(void **state)
{
	(void)state;
	struct save *save = open_clean("a.yaml", "");
	struct stat st;
	write_clean(save, "one");
	assert_int_equal(stat("a.yaml", &st), 0);
	put("a.yaml", "eno");
	assert_int_equal(utimensat(AT_FDCWD, "a.yaml", (struct timespec[2]){st.st_mtim, st.st_mtim}, 0), 0);
	check_not_written(save, "two", "file-changed");
	close_clean(save);
	assert_int_equal(unlink("a.yaml"), 0);
}

/* What a kill has left: a version before the one before, and a new one half written. */
static void test_left_behind(void **state)
{
	(void)state;
	put("a.yaml", "one");
	put(".a.yaml.prev", "long ago");
	put(".a.yaml.new", "tw");
	put(".a.yaml.lock", "");
	struct save *save = open_clean("a.yaml", "one");
	assert_false(file_exists(".a.yaml.new"));
	assert_true(holds(".a.yaml.prev", "long ago")); /* nothing is known yet of the present version */
	write_clean(save, "two");
	assert_true(holds(".a.yaml.prev", "one"));
	close_clean(save);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a.yaml"), 0);
}

/* -- no room -- */

static void test_limit(void **state)
{
	(void)state;
	static char large[100001];
	memset(large, 'x', sizeof large - 1);
	struct save *save = open_clean("a.yaml", "");
	write_clean(save, "one");
	struct rlimit old_limit, limit;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
	limit = old_limit;
	limit.rlim_cur = 50000;
	void (*old_action)(int) = signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	struct diags diags = DIAGS_INIT;
	bool written = save_write(save, large, strlen(large), &diags);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old_limit), 0);
	signal(SIGXFSZ, old_action);
	assert_false(written);
	assert_true(is_finding(&diags, "file-write-failed", "File too large"));
	assert_true(holds("a.yaml", "one"));
	assert_false(file_exists(".a.yaml.new"));
	write_clean(save, "two");
	close_clean(save);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

/* A disk of 64 KiB; needs the right to mount one. */
static void test_full_disk(void **state)
{
	(void)state;
	assert_int_equal(mkdir("disk", 0777), 0);
	if (system("mount -t tmpfs -o size=64k none disk 2>/dev/null") != 0) {
		assert_int_equal(rmdir("disk"), 0);
		skip();
	}
	static char large[100001];
	memset(large, 'x', sizeof large - 1);
	struct diags diags = DIAGS_INIT;
	struct save *save = open_clean("disk/a.yaml", "");
	write_clean(save, "one");
	bool written = save_write(save, large, strlen(large), &diags);
	bool kept = holds("disk/a.yaml", "one") && !file_exists("disk/.a.yaml.new");
	bool closed = save_close(save, &diags);
	assert_int_equal(system("umount disk"), 0);
	assert_int_equal(rmdir("disk"), 0);
	assert_false(written);
	assert_true(kept);
	assert_true(closed);
	assert_true(is_finding(&diags, "file-disk-full", "a.yaml"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write),
		cmocka_unit_test(test_flush),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_changed_outside),
		cmocka_unit_test(test_made_outside),
		cmocka_unit_test(test_changed_at_once),
		cmocka_unit_test(test_left_behind),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_full_disk),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
