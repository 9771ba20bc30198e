/*
 * Times one build of each answers file, process start included, against cmark-gfm on the Markdown it wrote; then many files, and many records, made from the last one;
 * then `set` in a file with many cookies, made from the first one; then the wizard: its keys and its first screen. NS_BENCH=wizard: that only.
 *
 *     bench PROGRAM ANSWERS...
 *
 * What is compared runs in turns, so that both meet the same machine; outputs are removed before each build and lie on a file system in memory if there is one. Medians. A bare pass of libyaml over the same
 * answers, in this process, is shown for reference. Never fails on time.
 */
#include "tests/bench/bench.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <yaml.h>

enum { WARM_UP = 5, ROUNDS = 101 };
static const double aim = 3.0;
static const char long_notice[] = "tests/examples/health-platform.yaml"; /* some 3,000 words */
extern char **environ;

static double now(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static int by_size(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;
	return a < b ? -1 : a > b;
}

double median(double *times, int count)
{
	qsort(times, (size_t)count, sizeof(*times), by_size);
	return times[count / 2];
}

struct cost run(char *const *arguments)
{
	struct rusage usage = {0};
	posix_spawn_file_actions_t actions;
	pid_t child;
	int status = -1;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	double start = now(CLOCK_MONOTONIC);
	if (posix_spawnp(&child, arguments[0], &actions, NULL, arguments, environ) != 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
		fprintf(stderr, "bench: '%s' failed\n", arguments[0]);
		exit(2);
	}
	double wall = now(CLOCK_MONOTONIC) - start;
	posix_spawn_file_actions_destroy(&actions);
	return (struct cost){wall, milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss};
}

struct cost yaml_pass(const char *path)
{
	double start = now(CLOCK_MONOTONIC), processor = now(CLOCK_PROCESS_CPUTIME_ID);
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
	return (struct cost){now(CLOCK_MONOTONIC) - start, now(CLOCK_PROCESS_CPUTIME_ID) - processor, 0};
}

void copy_file(const char *from, const char *to)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(from, FILE_LIMIT, &size, &diags);
	if (!bytes || !file_replace(to, bytes, size, &diags)) {
		fprintf(stderr, "bench: '%s' cannot be copied\n", from);
		exit(2);
	}
	free(bytes);
	diags_release(&diags);
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
		ours[k] = run(build).wall;
		theirs[k] = run(reference).wall;
		yaml[k] = yaml_pass(answers).wall;
	}
	double a = median(ours, ROUNDS), b = median(theirs, ROUNDS);
	printf("%s: build %.2f ms, cmark-gfm %.2f ms: ratio %.1f (aim: at most %.0f); libyaml alone %.2f ms\n", name, a, b, a / b, aim, median(yaml, ROUNDS));
	unlink(markdown.s);
	unlink(page.s);
	buf_release(&markdown);
	buf_release(&page);
}

/* Below the folder of the benchmark: the cache of who runs it is none of ours. */
static const char records[] = "noticesmith/built";

void forget_builds(const char *folder)
{
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/%s/", folder, records);
	size_t size = path.len;
	DIR *stream = opendir(path.s);
	for (struct dirent *entry; stream && (entry = readdir(stream));) {
		buf_truncate(&path, size);
		buf_adds(&path, entry->d_name);
		unlink(path.s);
	}
	if (stream)
		closedir(stream);
	buf_release(&path);
}

static void remove_cache(const char *folder)
{
	struct buf path = BUF_INIT;
	forget_builds(folder);
	buf_addf(&path, "%s/%s", folder, records);
	for (; path.len > strlen(folder); buf_truncate(&path, (size_t)(strrchr(path.s, '/') - path.s)))
		rmdir(path.s);
	buf_release(&path);
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
	const char *only = getenv("NS_BENCH");
	bool all = !only || !*only;
	setenv("XDG_CACHE_HOME", folder, 1);
	for (int i = 2; i < argc && all; i++)
		bench(argv[1], argv[i], folder);
	if (all) {
		char american[] = "tests/examples/software-llc-us.yaml";
		bench_many(argv[1], argv[argc - 1], folder);
		bench_records(argv[1], argv[argc - 1], folder);
		bench_changes(argv[1], argv[2], folder);
		bench_spelling(argv[1], american, folder);
	}
	bench_keys(long_notice, argv[2], folder);
	bench_start(argv[1], argv[2], folder);
	remove_cache(folder);
	rmdir(folder);
	return 0;
}
