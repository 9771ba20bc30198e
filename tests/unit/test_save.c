/* Saving: locks, changes from outside, what fails, what a kill leaves behind; in a folder of its own that must be left as it was. */
#include "base/buf.h"
#include "base/file.h"
#include "base/save.h"

#include <dirent.h>
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
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { NOBODY = 65534, KILLS = 200 };

static int enter_folder(void **state)
{
	char folder[] = "/tmp/noticesmith-test-save-XXXXXX";
	if (!mkdtemp(folder) || chmod(folder, 0777) != 0 || chdir(folder) != 0)
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

/* -- helpers -- */

static void put(const char *path, const char *text)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static bool holds(const char *path, const char *expected)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_read(path, FILE_LIMIT, &size, &diags);
	bool same = text && size == strlen(expected) && memcmp(text, expected, size) == 0;
	free(text);
	diags_release(&diags);
	return same;
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

/* The one finding, forgotten afterwards. */
static bool is_finding(struct diags *diags, const char *id, const char *word)
{
	bool right = diags->count == 1 && strcmp(diags->items[0].kind->id, id) == 0 && strstr(diags->items[0].message, word);
	if (!right)
		diags_print(diags, stderr);
	diags_release(diags);
	return right;
}

static struct save *open_clean(const char *path, const char *expected)
{
	struct diags diags = DIAGS_INIT;
	struct save *save = save_open(path, true, &diags);
	if (!save)
		diags_print(&diags, stderr);
	assert_non_null(save);
	assert_int_equal(diags.count, 0);
	size_t size;
	assert_string_equal(save_bytes(save, &size), expected);
	assert_int_equal(size, strlen(expected));
	diags_release(&diags);
	return save;
}

static void write_clean(struct save *save, const char *text)
{
	struct diags diags = DIAGS_INIT;
	if (!save_write(save, text, strlen(text), &diags))
		diags_print(&diags, stderr);
	assert_int_equal(diags.count, 0);
	size_t size;
	assert_string_equal(save_bytes(save, &size), text);
	diags_release(&diags);
}

static void close_clean(struct save *save)
{
	struct diags diags = DIAGS_INIT;
	assert_true(save_close(save, &diags));
	assert_int_equal(diags.count, 0);
	diags_release(&diags);
}

static void check_not_opened(const char *path, bool create, const char *id, const char *word)
{
	struct diags diags = DIAGS_INIT;
	assert_null(save_open(path, create, &diags));
	assert_true(is_finding(&diags, id, word));
}

static void check_not_written(struct save *save, const char *text, const char *id)
{
	struct diags diags = DIAGS_INIT;
	assert_false(save_write(save, text, strlen(text), &diags));
	assert_true(is_finding(&diags, id, "a.yaml"));
}

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void pause_for(long microseconds)
{
	nanosleep(&(struct timespec){microseconds / 1000000, microseconds % 1000000 * 1000}, NULL);
}

/* Seconds until the file is gone; fails after ten. */
static double wait_until_gone(const char *path)
{
	double start = now();
	while (file_exists(path)) {
		assert_true(now() - start < 10);
		pause_for(2000);
	}
	return now() - start;
}

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

/* -- several processes -- */

/* Runs it in a child; the status it ends with. Asserts would not end a child: it returns false instead. */
static int run_in_child(bool (*body)(void))
{
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0)
		_exit(body() ? 0 : 1);
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

/* A child that has the file open; it ends when the pipe is closed, and tells through the other when it is ready. */
struct holder {
	pid_t child;
	int end, ready;
};

static struct holder start_holder(const char *path)
{
	int ready[2], end[2];
	assert_int_equal(pipe(ready) | pipe(end), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		char c;
		struct diags diags = DIAGS_INIT;
		close(end[1]);
		struct save *save = save_open(path, true, &diags);
		bool done = save && save_write(save, "theirs", 6, &diags) && write(ready[1], "r", 1) == 1 && read(end[0], &c, 1) == 0 &&
			    save_close(save, &diags);
		_exit(done ? 0 : 1);
	}
	close(ready[1]);
	close(end[0]);
	char c;
	assert_int_equal(read(ready[0], &c, 1), 1);
	return (struct holder){child, end[1], ready[0]};
}

static void end_holder(struct holder holder, int signal_number, int expected)
{
	int status;
	if (signal_number)
		assert_int_equal(kill(holder.child, signal_number), 0);
	close(holder.end);
	close(holder.ready);
	assert_int_equal(waitpid(holder.child, &status, 0), holder.child);
	assert_int_equal(status, expected);
}

static void test_two_processes(void **state)
{
	(void)state;
	struct holder holder = start_holder("a.yaml");
	char process[32];
	snprintf(process, sizeof process, "(process %ld)", (long)holder.child);
	check_not_opened("a.yaml", true, "file-locked", process);
	assert_int_equal(symlink("a.yaml", "link.yaml"), 0);
	check_not_opened("link.yaml", false, "file-locked", process);
	assert_true(holds("a.yaml", "theirs")); /* reading is free */
	end_holder(holder, 0, 0);
	close_clean(open_clean("a.yaml", "theirs"));
	assert_int_equal(unlink("link.yaml") | unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

static void test_killed_holder(void **state)
{
	(void)state;
	struct holder holder = start_holder("a.yaml");
	end_holder(holder, SIGKILL, SIGKILL);
	assert_true(file_exists(".a.yaml.lock"));
	close_clean(open_clean("a.yaml", "theirs"));
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

/* Many at once: one has it at any time. Each adds a letter to what it finds; none is lost. */
enum { CONTENDERS = 6, LETTERS = 20 };

static bool add_letters(void)
{
	for (int done = 0; done < LETTERS;) {
		struct diags diags = DIAGS_INIT;
		struct save *save = save_open("a.yaml", true, &diags);
		if (save) {
			char text[CONTENDERS * LETTERS + 1];
			size_t size;
			const char *bytes = save_bytes(save, &size);
			memcpy(text, bytes, size);
			text[size] = 'x';
			if (!save_write(save, text, size + 1, &diags) || !save_close(save, &diags))
				return false;
			done++;
		} else if (!is_finding(&diags, "file-locked", "process")) {
			return false;
		}
		diags_release(&diags);
	}
	return true;
}

static void test_contenders(void **state)
{
	(void)state;
	for (int i = 0; i < CONTENDERS; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			_exit(add_letters() ? 0 : 1);
	}
	int status, failed = 0;
	while (wait(&status) > 0)
		failed += status != 0;
	assert_int_equal(failed, 0);
	struct stat st;
	assert_int_equal(stat("a.yaml", &st), 0);
	assert_int_equal(st.st_size, CONTENDERS * LETTERS);
	assert_int_equal(unlink("a.yaml"), 0);
	assert_int_equal(count_files(), 0);
}

/* -- what may not be written -- */

static bool opens_not(const char *path, const char *word)
{
	struct diags diags = DIAGS_INIT;
	struct save *save = save_open(path, true, &diags);
	return !save && is_finding(&diags, "file-write-protected", word);
}

static bool writes_not(struct save *save, const char *id)
{
	struct diags diags = DIAGS_INIT;
	return !save_write(save, "two", 3, &diags) && is_finding(&diags, id, "a.yaml");
}

/* Root may write everywhere: these are for anybody else. */
static bool protected_body(void)
{
	if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0))
		return false;
	struct diags diags = DIAGS_INIT;
	bool right = mkdir("d", 0755) == 0;
	put("d/a.yaml", "one");
	right &= chmod("d/a.yaml", 0444) == 0 && opens_not("d/a.yaml", "d/a.yaml");
	right &= chmod("d/a.yaml", 0644) == 0 && chmod("d", 0555) == 0 && opens_not("d/a.yaml", "'d'") && opens_not("d/new.yaml", "'d'");
	right &= chmod("d", 0755) == 0;
	put("d/.a.yaml.lock", ""); /* left behind by a kill */
	right &= chmod("d", 0555) == 0 && opens_not("d/a.yaml", "'d'");
	right &= chmod("d", 0755) == 0;
	struct save *save = save_open("d/a.yaml", false, &diags);
	right &= save && chmod("d/a.yaml", 0444) == 0 && writes_not(save, "file-write-protected");
	right &= chmod("d/a.yaml", 0644) == 0 && chmod("d", 0555) == 0 && writes_not(save, "file-no-permission");
	right &= chmod("d", 0755) == 0 && save_write(save, "three", 5, &diags) && save_close(save, &diags) && diags.count == 0;
	right &= holds("d/a.yaml", "three") && unlink("d/a.yaml") == 0 && rmdir("d") == 0;
	return right;
}

static void test_protected(void **state)
{
	(void)state;
	assert_int_equal(run_in_child(protected_body), 0);
	assert_int_equal(count_files(), 0);
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

/* -- kill -9 -- */

static char versions[2][30001];

static void write_for_ever(void)
{
	struct diags diags = DIAGS_INIT;
	for (;;) {
		struct save *save = save_open("a.yaml", true, &diags);
		for (unsigned i = 0; save && i < 20; i++)
			if (!save_write(save, versions[i % 2], strlen(versions[i % 2]), &diags))
				_exit(1);
		if (!save || !save_close(save, &diags))
			_exit(1);
	}
}

static void test_kill(void **state)
{
	(void)state;
	memset(versions[0], 'a', 20000);
	memset(versions[1], 'b', 30000);
	put("a.yaml", versions[0]);
	uint32_t chance = 1;
	int seconds_seen = 0;
	for (int i = 0; i < KILLS; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			write_for_ever();
		chance = chance * 1664525u + 1013904223u;
		pause_for(chance >> 8 & 0x1FFF);
		int status;
		assert_int_equal(kill(child, SIGKILL), 0);
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_int_equal(status, SIGKILL);
		bool second = holds("a.yaml", versions[1]);
		assert_true(second || holds("a.yaml", versions[0]));
		assert_true(!file_exists(".a.yaml.prev") || holds(".a.yaml.prev", versions[0]) || holds(".a.yaml.prev", versions[1]));
		seconds_seen += second;
	}
	assert_true(seconds_seen > 0);
	struct save *save = open_clean("a.yaml", holds("a.yaml", versions[1]) ? versions[1] : versions[0]);
	write_clean(save, "end");
	close_clean(save);
	assert_int_equal(count_files(), 1);
	assert_int_equal(unlink("a.yaml"), 0);
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
		cmocka_unit_test(test_two_processes),
		cmocka_unit_test(test_killed_holder),
		cmocka_unit_test(test_contenders),
		cmocka_unit_test(test_protected),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_kill),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
