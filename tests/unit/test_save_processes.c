/* Saving by several processes: locks, other users, kill -9; in a folder of its own that must be left as it was. */
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

enum { NOBODY = 65534, KILLS = 200 };

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
		cmocka_unit_test(test_two_processes),
		cmocka_unit_test(test_killed_holder),
		cmocka_unit_test(test_contenders),
		cmocka_unit_test(test_protected),
		cmocka_unit_test(test_kill),
	};
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
