/*
 * Times one build of each answers file, process start included, against cmark-gfm on the Markdown it wrote; then `set` in a file with
 * many cookies, against a bare pass of libyaml over that file.
 *
 *     bench PROGRAM ANSWERS...
 *
 * The two run in turns, so that both meet the same machine; outputs are removed before each build and lie on a file system in memory if
 * there is one. Medians. A bare pass of libyaml over the same
 * answers, in this process, is shown for reference. Never fails on time.
 */
#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

enum { WARM_UP = 5, ROUNDS = 101, COOKIES = 5000, MANY = 1000 };
static const double aim = 3.0, aim_one = 2.5, aim_many = 4.0;
extern char **environ;

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return a < b ? -1 : a > b;
}

static double median(double *times)
{
	qsort(times, ROUNDS, sizeof(*times), by_size);
	return times[ROUNDS / 2];
}

/* Runs a program with its output thrown away. Returns milliseconds; ends the benchmark when it fails. */
static double run(char *const *arguments)
{
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	double start = now();
	if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0 || waitpid(child, &status, 0) != child || status != 0) {
		fprintf(stderr, "bench: '%s' failed\n", arguments[0]);
		exit(2);
	}
	double time = now() - start;
	posix_spawn_file_actions_destroy(&actions);
	return time;
}

static double yaml_pass(const char *path)
{
	double start = now();
	FILE *file = fopen(path, "rb");
	yaml_parser_t parser;
	bool more = file && yaml_parser_initialize(&parser);
	if (!more)
		exit(2);
	yaml_parser_set_input_file(&parser, file);
	while (more) {
		yaml_event_t event;
		more = yaml_parser_parse(&parser, &event) && event.type != YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	fclose(file);
	return now() - start;
}

static void bench(char *program, char *answers, char *folder)
{
	struct buf markdown = BUF_INIT, page = BUF_INIT;
	const char *slash = strrchr(answers, '/'), *name = slash ? slash + 1 : answers;
	size_t size = strcspn(name, ".");
	buf_addf(&markdown, "%s/%.*s.md", folder, (int)size, name);
	buf_addf(&page, "%s/%.*s.html", folder, (int)size, name);
	char build_word[] = "build", quiet[] = "-q", into[] = "-o", cmark[] = "cmark-gfm", extension[] = "-e", table[] = "table";
	char *build[] = {program, build_word, quiet, into, folder, answers, NULL};
	char *reference[] = {cmark, extension, table, markdown.s, NULL};
	double ours[ROUNDS], theirs[ROUNDS], yaml[ROUNDS];
	for (int i = -WARM_UP; i < ROUNDS; i++) {
		int k = i < 0 ? 0 : i;
		unlink(markdown.s);
		unlink(page.s);
		ours[k] = run(build);
		theirs[k] = run(reference);
		yaml[k] = yaml_pass(answers);
	}
	double a = median(ours), b = median(theirs);
	printf("%s: build %.2f ms, cmark-gfm %.2f ms: ratio %.1f (aim: at most %.0f); libyaml alone %.2f ms\n", name, a, b, a / b, aim,
		median(yaml));
	unlink(markdown.s);
	unlink(page.s);
	buf_release(&markdown);
	buf_release(&page);
}

/* The first example, with many cookies. */
static void write_cookies(const char *path, const char *example)
{
	static const char none[] = "\ncookies: {}\n";
	struct diags diags = DIAGS_INIT;
	struct buf text = BUF_INIT;
	size_t size;
	char *bytes = file_read(example, FILE_LIMIT, &size, &diags), *at = bytes ? strstr(bytes, none) : NULL;
	if (!at) {
		fprintf(stderr, "bench: '%s' has no line 'cookies: {}'\n", example);
		exit(2);
	}
	buf_add(&text, bytes, (size_t)(at - bytes));
	buf_adds(&text, "\ncookies:\n");
	for (int i = 0; i < COOKIES; i++)
		buf_addf(&text, "  c%d: {name: cookie_%d, does: Remembers choice number %d of yours, kind: needed, session: no, keep: 6 months}\n", i,
			i, i);
	buf_adds(&text, at + strlen(none));
	if (!file_replace(path, text.s, text.len, &diags))
		exit(2);
	buf_release(&text);
	free(bytes);
	diags_release(&diags);
}

/* Sets `count` values in one run; other ones each round. */
static void bench_set(char *program, char *path, size_t count, double limit)
{
	static char texts[MANY][64];
	char set_word[] = "set", *arguments[MANY + 4] = {program, set_word, path};
	double ours[ROUNDS], yaml[ROUNDS];
	for (int i = -WARM_UP; i < ROUNDS; i++) {
		int k = i < 0 ? 0 : i;
		for (size_t n = 0; n < count; n++) {
			snprintf(texts[n], sizeof texts[n], "cookies.c%zu.does=Remembers choice %d", n * (COOKIES / count) + COOKIES / count / 2, i);
			arguments[3 + n] = texts[n];
		}
		ours[k] = run(arguments);
		yaml[k] = yaml_pass(path);
	}
	double a = median(ours), b = median(yaml);
	printf("set of %zu value%s in a file with %d cookies: %.1f ms, libyaml alone %.1f ms: ratio %.2f (aim: at most %.1f)\n", count, count == 1 ? "" : "s", COOKIES, a, b,
		a / b, limit);
}

int main(int argc, char **argv)
{
	char memory[] = "/dev/shm/noticesmith-bench.XXXXXX", disk[] = "/tmp/noticesmith-bench.XXXXXX";
	char *folder = mkdtemp(memory);
	if (!folder)
		folder = mkdtemp(disk);
	if (argc < 3 || !folder) {
		fputs("usage: bench PROGRAM ANSWERS...\n", stderr);
		return 2;
	}
	for (int i = 2; i < argc; i++)
		bench(argv[1], argv[i], folder);
	struct buf cookies = BUF_INIT;
	buf_addf(&cookies, "%s/cookies.yaml", folder);
	write_cookies(cookies.s, argv[2]);
	bench_set(argv[1], cookies.s, 1, aim_one);
	bench_set(argv[1], cookies.s, MANY, aim_many);
	unlink(cookies.s);
	buf_release(&cookies);
	rmdir(folder);
	return 0;
}
