/*
 * Many answers files in one run, and answers files with many records.
 *
 * Times are those of the processor, so that others at work on the machine disturb less. The answers are made from an example: the records of some chapters are written again and again, under keys of their own, until the file has the wanted size. The same bytes each time.
 */
#include "tests/bench/bench.h"

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILES = 5000, FILE_SIZE = 15000, ROUNDS = 3, RECORD_ROUNDS = 9, LONGEST_NAME = 200 };
static const double aim_unchanged = 2, aim_new = 4, aim_tenfold = 12;
static const long aim_memory = 12 * 1024; /* kB */

static char *read_example(const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *text = file_read(path, FILE_LIMIT, &size, &diags);
	diags_print(&diags, stderr);
	diags_release(&diags);
	if (!text)
		exit(2);
	return text;
}

static void write_text(const char *path, const struct buf *text)
{
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(text->s, 1, text->len, file) != text->len || fclose(file) != 0) {
		perror(path);
		exit(2);
	}
}

/* The lines of a chapter behind its name, up to the next line that is not indented. */
static const char *chapter_end(const char *lines)
{
	while (*lines == ' ' || *lines == '\n')
		lines += strcspn(lines, "\n") + 1;
	return lines;
}

/* The records of a chapter once more, each key (two spaces deep) with a number behind it. */
static void add_copies(struct buf *out, const char *lines, const char *end, int number)
{
	for (const char *next; lines < end; lines = next) {
		size_t colon = strcspn(lines, ":");
		next = lines + strcspn(lines, "\n") + 1;
		if (lines[2] != ' ' && lines + colon < next)
			buf_addf(out, "%.*s-%d", (int)colon, lines, number);
		else
			colon = 0;
		buf_add(out, lines + colon, (size_t)(next - lines) - colon);
	}
}

/* The example, with more activities, services and cookies, of at least FILE_SIZE bytes; another legal name for each file. */
static void make_answers(struct buf *out, const char *example, int number)
{
	static const char *const chapters[] = {"\nactivities:\n", "\nservices:\n", "\ncookies:\n"};
	struct buf text = BUF_INIT;
	const char *name = strstr(example, "legal_name: "), *behind = name + strcspn(name, "\n");
	buf_clear(out);
	buf_add(out, example, (size_t)(behind - example));
	buf_addf(out, " %d", number);
	buf_adds(out, behind);
	for (int copy = 2; out->len < FILE_SIZE; copy++) {
		for (size_t i = 0; i < sizeof chapters / sizeof *chapters; i++) {
			const char *in_example = strstr(example, chapters[i]) + strlen(chapters[i]), *here = strstr(out->s, chapters[i]) + strlen(chapters[i]);
			buf_clear(&text);
			buf_add(&text, out->s, (size_t)(here - out->s));
			add_copies(&text, in_example, chapter_end(in_example), copy);
			buf_adds(&text, here);
			buf_clear(out);
			buf_add(out, text.s, text.len);
		}
	}
	buf_release(&text);
}

static void make_files(char **paths, const char *example_path, const char *folder, size_t *size)
{
	char *example = read_example(example_path);
	struct buf text = BUF_INIT;
	*size = 0;
	for (int i = 0; i < FILES; i++) {
		make_answers(&text, example, i);
		snprintf(paths[i], LONGEST_NAME, "%s/%d.yaml", folder, i);
		write_text(paths[i], &text);
		*size += text.len;
	}
	buf_release(&text);
	free(example);
}

static void remove_outputs(char *const *paths, const char *folder)
{
	char name[LONGEST_NAME];
	for (int i = 0; i < FILES; i++) {
		snprintf(name, sizeof name, "%s/%d.md", folder, i);
		unlink(name);
		snprintf(name, sizeof name, "%s/%d.html", folder, i);
		unlink(name);
		if (paths)
			unlink(paths[i]);
	}
}

static double yaml_passes(char *const *paths)
{
	double time = 0;
	for (int i = 0; i < FILES; i++)
		time += yaml_pass(paths[i]).processor;
	return time;
}

static const char *verdict(double value, double aim)
{
	return value <= aim ? "met" : "missed";
}

void bench_many(char *program, const char *example, const char *folder)
{
	char build[] = "build", quiet[] = "-q", *arguments[FILES + 4] = {program, build, quiet};
	double new[ROUNDS], unchanged[ROUNDS], yaml[ROUNDS];
	long most = 0;
	size_t size;
	for (int i = 0; i < FILES; i++)
		arguments[i + 3] = xmalloc(LONGEST_NAME);
	make_files(arguments + 3, example, folder, &size);
	for (int i = 0; i < ROUNDS; i++) {
		remove_outputs(NULL, folder);
		yaml[i] = yaml_passes(arguments + 3);
		struct cost first = run(arguments), second = run(arguments);
		new[i] = first.processor;
		unchanged[i] = second.processor;
		most = first.peak > most ? first.peak : most;
		most = second.peak > most ? second.peak : most;
	}
	remove_outputs(arguments + 3, folder);
	for (int i = 0; i < FILES; i++)
		free(arguments[i + 3]);
	double bare = median(yaml, ROUNDS), a = median(unchanged, ROUNDS) / bare, b = median(new, ROUNDS) / bare;
	printf("%d files of %zu bytes, one process, one thread: a pass of libyaml %.0f ms\n", FILES, size / FILES, bare);
	printf("  nothing changed: %.2f passes of libyaml (aim: at most %.0f: %s)\n", a, aim_unchanged, verdict(a, aim_unchanged));
	printf("  all outputs new: %.2f passes of libyaml (aim: at most %.0f: %s)\n", b, aim_new, verdict(b, aim_new));
	printf("  peak memory: %.1f MiB (aim: at most %ld: %s)\n", (double)most / 1024, aim_memory / 1024, verdict((double)most, (double)aim_memory));
}

/* The example with that many cookies more. */
static void make_cookies(struct buf *out, const char *example, int count)
{
	const char *chapter = strstr(example, "\ncookies:\n") + strlen("\ncookies:\n");
	buf_clear(out);
	buf_add(out, example, (size_t)(chapter - example));
	for (int i = 0; i < count; i++)
		buf_addf(out, "  made-%d: {name: made_%d, does: Remembers choice %d, kind: %s, session: no, keep: %d days}\n", i, i, i, i % 3 ? "preference" : "needed", i % 400 + 1);
	buf_adds(out, chapter);
}

void bench_records(char *program, const char *example_path, const char *folder)
{
	static const int counts[] = {100, 1000, 10000};
	enum { SIZES = sizeof counts / sizeof *counts };
	char build[] = "build", quiet[] = "-q", into[] = "-o", output[] = "-", format[] = "--format", html[] = "html", paths[SIZES][LONGEST_NAME];
	double times[SIZES][RECORD_ROUNDS], middle[SIZES];
	char *example = read_example(example_path);
	struct buf text = BUF_INIT;
	for (int s = 0; s < SIZES; s++) {
		make_cookies(&text, example, counts[s]);
		snprintf(paths[s], sizeof paths[s], "%s/cookies-%d.yaml", folder, counts[s]);
		write_text(paths[s], &text);
	}
	for (int i = 0; i < RECORD_ROUNDS; i++) {
		for (int s = 0; s < SIZES; s++) {
			char *arguments[] = {program, build, quiet, into, output, format, html, paths[s], NULL};
			times[s][i] = run(arguments).processor;
		}
	}
	for (int s = 0; s < SIZES; s++) {
		middle[s] = median(times[s], RECORD_ROUNDS);
		printf("%d cookies: %.2f ms", counts[s], middle[s]);
		if (s)
			printf(": %.1f times that of %d (aim: at most %.0f: %s)", middle[s] / middle[s - 1], counts[s - 1], aim_tenfold, verdict(middle[s] / middle[s - 1], aim_tenfold));
		putchar('\n');
		unlink(paths[s]);
	}
	buf_release(&text);
	free(example);
}
