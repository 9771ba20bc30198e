/*
 * Many answers files in one run, and answers files with many records.
 *
 * The answers are made from an example: the records of some chapters are written again and again, under keys of their own, until the file has the wanted size. The same bytes each time.
 *
 * A build of many files is measured in bare passes of libyaml over the same files, part by part: a pass over some hundred files, then a build of them with all outputs new and nothing known of any before, then one with nothing
 * changed, and one with nothing changed in which all is composed anew all the same (--fresh); then the next part, and all of it in several rounds. So what is compared lies seconds apart and meets the same machine. Times are those of the processor, user's and system's, so that others at work disturb less; a build's include the
 * start of its process, which part after part pays anew. The ratio is that of the medians over all parts and rounds; the range behind it is the middle half of the ratios of single parts, and says how far the machine lets the
 * number be trusted. Peak memory is that of a build of all files in one process.
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

enum { FILES = 5000, PART = 250, FILE_SIZE = 15000, ROUNDS = 3, SAMPLES = ROUNDS * FILES / PART, RECORD_ROUNDS = 9, LONGEST_NAME = 200 };
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

static void remove_outputs(char *const *paths, int count)
{
	static const char *const endings[] = {"md", "html"};
	char name[LONGEST_NAME];
	for (int i = 0; i < count; i++) {
		for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
			snprintf(name, sizeof name, "%.*s%s", (int)(strlen(paths[i]) - strlen("yaml")), paths[i], endings[k]);
			unlink(name);
		}
	}
}

static double yaml_passes(char *const *paths, int count)
{
	double time = 0;
	for (int i = 0; i < count; i++)
		time += yaml_pass(paths[i]).processor;
	return time;
}

/* option: one more, or NULL. */
static struct cost build_files(char *program, char *option, char *const *paths, int count)
{
	char build[] = "build", quiet[] = "-q", one[] = "-j1", *arguments[FILES + 6] = {program, build, quiet, one, option};
	memcpy(arguments + (option ? 5 : 4), paths, (size_t)count * sizeof *paths);
	return run(arguments);
}

static const char *verdict(double value, double aim)
{
	return value <= aim ? "met" : "missed";
}

/* Processor times of the same parts, in the order they were taken. */
struct samples {
	double yaml[SAMPLES], new[SAMPLES], unchanged[SAMPLES], fresh[SAMPLES];
};

static void take_samples(struct samples *samples, char *program, char *const *paths, const char *folder)
{
	char fresh[] = "--fresh";
	for (int i = 0; i < SAMPLES; i++) {
		char *const *part = paths + i * PART % FILES;
		samples->yaml[i] = yaml_passes(part, PART);
		remove_outputs(part, PART);
		forget_builds(folder);
		samples->new[i] = build_files(program, NULL, part, PART).processor;
		samples->unchanged[i] = build_files(program, NULL, part, PART).processor;
		samples->fresh[i] = build_files(program, fresh, part, PART).processor;
	}
}

/* aim: 0 for a number that is shown without one. */
static void print_ratio(const char *what, const double *times, const double *yaml, double aim)
{
	double a[SAMPLES], b[SAMPLES], ratios[SAMPLES];
	for (int i = 0; i < SAMPLES; i++) {
		a[i] = times[i];
		b[i] = yaml[i];
		ratios[i] = times[i] / yaml[i];
	}
	double middle = median(a, SAMPLES), bare = median(b, SAMPLES), ratio = middle / bare;
	median(ratios, SAMPLES);
	printf("  %s: %.2f passes of libyaml (%.0f ms to %.0f ms a part; middle half of the parts: %.2f to %.2f", what, ratio, middle, bare, ratios[SAMPLES / 4], ratios[SAMPLES * 3 / 4]);
	if (aim > 0)
		printf("; aim: at most %.0f: %s", aim, verdict(ratio, aim));
	puts(")");
}

void bench_many(char *program, const char *example, const char *folder)
{
	char *paths[FILES];
	struct samples samples;
	size_t size;
	for (int i = 0; i < FILES; i++)
		paths[i] = xmalloc(LONGEST_NAME);
	make_files(paths, example, folder, &size);
	struct cost first = build_files(program, NULL, paths, FILES), second = build_files(program, NULL, paths, FILES);
	long most = first.peak > second.peak ? first.peak : second.peak;
	take_samples(&samples, program, paths, folder);
	remove_outputs(paths, FILES);
	printf("%d files of %zu bytes, one thread, in parts of %d\n", FILES, size / FILES, PART);
	print_ratio("nothing changed", samples.unchanged, samples.yaml, aim_unchanged);
	print_ratio("nothing changed, composed anew", samples.fresh, samples.yaml, 0);
	print_ratio("all outputs new", samples.new, samples.yaml, aim_new);
	printf("  peak memory: %.1f MiB (aim: at most %ld: %s)\n", (double)most / 1024, aim_memory / 1024, verdict((double)most, (double)aim_memory));
	for (int i = 0; i < FILES; i++) {
		unlink(paths[i]);
		free(paths[i]);
	}
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
