/*
 * kill -9 at random moments while a script types: the answers file always loads, and holds every answer whose question was left.
 *
 * One run is watched: what the file holds whenever a prompt is shown. Then the same script is typed again and again into `ask` and the
 * program is killed. The prompts it had shown tell how far it had come: the file must hold,
 * byte for byte, what it held at the last prompt, or already what it held at the next. Runs from the top folder with NOTICESMITH set to
 * the program. NS_KILLS: how many rounds.
 */
#include "base/file.h"
#include "cli/builtin.h"
#include "questionnaire/answers/answers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SCRIPT "tests/scripts/corner-shop.txt"
enum { PROMPTS_MOST = 1000 };

struct rounds {
	const char *program;
	char folder[256], file[300];
	struct buf script;
	struct buf states[PROMPTS_MOST]; /* what the file held when the prompt of that number was shown, from 1; [0]: nothing */
	size_t count;
	long long duration;              /* of a whole run, in microseconds */
};

struct child {
	pid_t pid;
	int in, out;
};

static long long now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static struct child start(const struct rounds *rounds)
{
	int in[2], out[2];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	struct child child = {fork(), in[1], out[0]};
	assert_true(child.pid >= 0);
	if (child.pid == 0) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		for (int i = 0; i < 2; i++) {
			close(in[i]);
			close(out[i]);
		}
		execl(rounds->program, rounds->program, "ask", rounds->file, (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	fcntl(child.in, F_SETFD, FD_CLOEXEC);
	fcntl(child.out, F_SETFD, FD_CLOEXEC);
	return child;
}

/* The file and everything the store keeps beside it. */
static void clean_up(const struct rounds *rounds)
{
	static const char *const names[] = {"a.yaml", ".a.yaml.lock", ".a.yaml.new", ".a.yaml.prev"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[300];
		snprintf(path, sizeof(path), "%.250s/%s", rounds->folder, names[i]);
		unlink(path);
	}
}

static bool read_state(const struct rounds *rounds, struct buf *state)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *bytes = file_exists(rounds->file) ? file_read(rounds->file, FILE_LIMIT, &size, &diags) : NULL;
	buf_clear(state);
	if (bytes)
		buf_add(state, bytes, size);
	free(bytes);
	diags_release(&diags);
	return bytes;
}

/* Prompts in what was shown. */
static size_t count_prompts(struct buf *shown)
{
	size_t count = 0;
	for (const char *p = shown->s; (p = strstr(p, "\n> ")) != NULL; p++)
		count++;
	return count;
}

/* One line at a time, each when its prompt is there. */
static void watch(struct rounds *rounds)
{
	struct buf shown = BUF_INIT;
	struct child child = start(rounds);
	const char *line = rounds->script.s;
	char bytes[4096];
	long long begun = now();
	for (ssize_t size; (size = read(child.out, bytes, sizeof(bytes))) > 0;) {
		buf_add(&shown, bytes, (size_t)size);
		if (count_prompts(&shown) == rounds->count || shown.len < 3 || memcmp(shown.s + shown.len - 3, "\n> ", 3) != 0)
			continue;
		assert_true(++rounds->count < PROMPTS_MOST);
		assert_true(read_state(rounds, &rounds->states[rounds->count]));
		size_t length = strcspn(line, "\n") + 1;
		assert_int_equal(write(child.in, line, length), length);
		line += length;
	}
	int status;
	rounds->duration = now() - begun;
	assert_int_equal(waitpid(child.pid, &status, 0), child.pid);
	assert_int_equal(status, 0);
	assert_int_equal(*line, '\0');
	close(child.in);
	close(child.out);
	buf_release(&shown);
}

static void type_and_kill(const struct rounds *rounds, long long after, struct buf *shown)
{
	struct child child = start(rounds);
	char bytes[4096];
	assert_int_equal(write(child.in, rounds->script.s, rounds->script.len), rounds->script.len); /* fits into a pipe */
	nanosleep(&(struct timespec){after / 1000000, after % 1000000 * 1000}, NULL);
	kill(child.pid, SIGKILL);
	assert_int_equal(waitpid(child.pid, NULL, 0), child.pid);
	close(child.in);
	for (ssize_t size; (size = read(child.out, bytes, sizeof(bytes))) > 0;)
		buf_add(shown, bytes, (size_t)size);
	close(child.out);
}

static bool same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

static void check_file(const struct rounds *rounds, size_t prompts)
{
	struct buf state = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	bool there = read_state(rounds, &state);
	size_t next = prompts < rounds->count ? prompts + 1 : prompts;
	if (there || prompts > 0) {
		if (!same(&state, &rounds->states[prompts]) && !same(&state, &rounds->states[next]))
			fail_msg("after %zu prompts the file holds:\n%s", prompts, state.s);
		struct answers *answers = answers_load(builtin_library.schema, rounds->file, &diags);
		assert_non_null(answers);
		answers_free(answers);
	}
	diags_release(&diags);
	buf_release(&state);
}

/* Typing goes on where the killed program stopped, as if nothing had been: the file is not locked, and asks for what is open. */
static void check_going_on(const struct rounds *rounds)
{
	struct child child = start(rounds);
	int status;
	char bytes[4096];
	assert_int_equal(write(child.in, "q\n", 2), 2);
	close(child.in);
	while (read(child.out, bytes, sizeof(bytes)) > 0)
		;
	close(child.out);
	assert_int_equal(waitpid(child.pid, &status, 0), child.pid);
	assert_int_equal(status, 0);
}

static void test_kill(void **state)
{
	const char *wanted = getenv("NS_KILLS"), *temp = getenv("TESTS_TEMP"), *program = getenv("NOTICESMITH");
	size_t count = wanted ? strtoul(wanted, NULL, 10) : 100, during = 0;
	struct rounds *rounds = calloc(1, sizeof(*rounds));
	struct diags diags = DIAGS_INIT;
	uint64_t seed = 20261122;
	size_t size;
	(void)state;
	rounds->program = program ? program : "./noticesmith";
	snprintf(rounds->folder, sizeof(rounds->folder), "%.200s/ask_kill.XXXXXX", temp ? temp : "/tmp");
	assert_non_null(mkdtemp(rounds->folder));
	snprintf(rounds->file, sizeof(rounds->file), "%s/a.yaml", rounds->folder);
	char *script = file_read(SCRIPT, FILE_LIMIT, &size, &diags);
	assert_non_null(script);
	for (size_t i = 0; i < PROMPTS_MOST; i++)
		buf_init(&rounds->states[i]);
	buf_init(&rounds->script);
	buf_add(&rounds->script, script, size);
	free(script);
	watch(rounds);
	for (size_t i = 0; i < count; i++) {
		struct buf shown = BUF_INIT;
		clean_up(rounds);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		type_and_kill(rounds, (long long)(seed >> 33) % (rounds->duration + 1), &shown);
		size_t prompts = count_prompts(&shown);
		during += prompts > 0 && prompts < rounds->count;
		check_file(rounds, prompts);
		check_going_on(rounds);
		buf_release(&shown);
	}
	print_message("# %zu kills, %zu of them between the first and the last of %zu prompts\n", count, during, rounds->count);
	assert_true(during > count / 10);
	clean_up(rounds);
	assert_int_equal(rmdir(rounds->folder), 0);
	for (size_t i = 0; i < PROMPTS_MOST; i++)
		buf_release(&rounds->states[i]);
	buf_release(&rounds->script);
	diags_release(&diags);
	free(rounds);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_kill)};
	signal(SIGPIPE, SIG_IGN); /* the program may be dead before it was told everything */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
