/*
 * The same answers, the same file: each script of tests/scripts is typed into `noticesmith ask`, and done in the wizard by the keys that a
 * person would press for each of its lines. Byte for byte, both files are the same. Runs from the top folder with NOTICESMITH set to the
 * program. NS_TWINS: only scripts whose names hold this.
 */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reader.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void ask_in_line_mode(const char *path, const char *script)
{
	const char *program = getenv("NOTICESMITH");
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		int in = open(script, O_RDONLY), out = open("/dev/null", O_WRONLY);
		dup2(in, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		program = program ? program : "./noticesmith";
		execl(program, program, "ask", path, (char *)NULL);
		_exit(127);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status)
		fail_msg("%s: ask failed", script);
}

static void compare(const char *name, const char *asked_path, const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size, size_here;
	char *asked = file_read(asked_path, FILE_LIMIT, &size, &diags), *here = file_read(path, FILE_LIMIT, &size_here, &diags);
	assert_non_null(asked);
	assert_non_null(here);
	size_t same = 0;
	while (asked[same] && asked[same] == here[same])
		same++;
	if (asked[same] || here[same])
		fail_msg("%s: ask has\n%.200s\nthe wizard has\n%.200s", name, asked + same, here + same);
	free(asked);
	free(here);
	unlink(asked_path);
}

static size_t play(const char *script)
{
	struct seat seat;
	char path[400];
	seat_take(&seat, NULL);
	snprintf(path, sizeof path, "%s.asked.yaml", seat.folder);
	ask_in_line_mode(path, script);
	seat.blind = true;
	size_t lines = reader_play(&seat, script);
	compare(script, path, seat.path);
	seat_leave(&seat);
	return lines;
}

static void test_twins(void **state)
{
	const char *only = getenv("NS_TWINS");
	size_t lines = 0, count = 0;
	glob_t scripts;
	(void)state;
	assert_int_equal(glob("tests/scripts/*.txt", 0, NULL, &scripts), 0);
	for (size_t i = 0; i < scripts.gl_pathc; i++) {
		if (only && !strstr(scripts.gl_pathv[i], only))
			continue;
		lines += play(scripts.gl_pathv[i]);
		count++;
	}
	print_message("# %zu companies from %zu lines: the wizard's files are those of ask\n", count, lines);
	assert_true(count > 0);
	globfree(&scripts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_twins)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
