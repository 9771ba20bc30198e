/*
 * Proofreading one notice against `hunspell -l` on its text, with nothing in the cache and with all its words there; and a thousand notices
 * against bare passes of libyaml over their answers.
 *
 * What is compared runs in turns. Times are those of the processor, so that others at work disturb less, except where they say otherwise.
 */
#include "tests/bench/bench.h"

#include "base/buf.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ROUNDS = 21, NOTICES = 1000, MANY_ROUNDS = 5 };
static const double aim_cold = 0.7, aim_warm = 0.1, aim_many = 4;

static size_t count_words(const char *path)
{
	FILE *file = fopen(path, "rb");
	size_t words = 0;
	int before = ' ';
	if (!file)
		exit(2);
	for (int c; (c = getc(file)) != EOF; before = c)
		words += (c != ' ' && c != '\n') && (before == ' ' || before == '\n');
	fclose(file);
	return words;
}

static char *in_folder(const char *folder, const char *name)
{
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/%s", folder, name);
	return buf_detach(&path);
}

static void bench_one(char *program, char *example, char *text, const char *kept)
{
	char spell_word[] = "spell", hunspell[] = "hunspell", dictionary[] = "-d", english[] = "en_US", list[] = "-l";
	char *spell[] = {program, spell_word, example, NULL}, *reference[] = {hunspell, dictionary, english, list, text, NULL};
	double cold[ROUNDS], warm[ROUNDS], theirs[ROUNDS];
	long peak_cold = 0, peak_warm = 0;
	for (int i = 0; i < ROUNDS; i++) {
		unlink(kept);
		struct cost first = run(spell), second = run(spell);
		cold[i] = first.processor;
		warm[i] = second.processor;
		theirs[i] = run(reference).processor;
		peak_cold = first.peak;
		peak_warm = second.peak;
	}
	double a = median(cold, ROUNDS), b = median(warm, ROUNDS), c = median(theirs, ROUNDS);
	printf("spell, a notice of %zu words: %.2f ms with an empty cache (%ld kB), %.2f ms with its words there (%ld kB); hunspell -l %.2f ms: ratios %.2f and %.2f (aims: at most %.1f and %.1f)\n",
		count_words(text), a, peak_cold, b, peak_warm, c, a / c, b / c, aim_cold, aim_warm);
}

static void bench_notices(char *program, const char *example, const char *folder)
{
	static char *arguments[NOTICES + 3];
	char spell_word[] = "spell";
	double ratios[MANY_ROUNDS], each = 0;
	arguments[0] = program;
	arguments[1] = spell_word;
	for (int i = 0; i < NOTICES; i++) {
		char name[32];
		snprintf(name, sizeof name, "n%d.yaml", i);
		arguments[i + 2] = in_folder(folder, name);
		copy_file(example, arguments[i + 2]);
	}
	for (int round = 0; round < MANY_ROUNDS; round++) {
		double passes = 0;
		for (int i = 0; i < NOTICES; i++)
			passes += yaml_pass(arguments[i + 2]).processor;
		struct cost cost = run(arguments);
		ratios[round] = cost.processor / passes;
		each = cost.processor / NOTICES;
	}
	printf("spell, %d notices: %.2f ms each, %.1f bare passes of libyaml (aim: at most %.0f)\n", NOTICES, each, median(ratios, MANY_ROUNDS),
		aim_many);
	for (int i = 0; i < NOTICES; i++) {
		unlink(arguments[i + 2]);
		free(arguments[i + 2]);
	}
}

void bench_spelling(char *program, char *example, char *folder)
{
	char *cache = in_folder(folder, "cache"), *kept = in_folder(folder, "cache/noticesmith/words/en_US"),
		*text = in_folder(folder, "spelling.txt");
	char build_word[] = "build", quiet[] = "-q", into[] = "-o", format[] = "--format", txt[] = "txt";
	char *named = in_folder(folder, "spelling.yaml"), *build[] = {program, build_word, quiet, format, txt, into, folder, named, NULL};
	setenv("XDG_CACHE_HOME", cache, 1);
	copy_file(example, named);
	run(build);
	bench_one(program, named, text, kept);
	bench_notices(program, example, folder);
	static const char *const left[] = {"spelling.txt", "spelling.yaml", "cache/noticesmith/words/en_US", "cache/noticesmith/words",
		"cache/noticesmith", "cache"};
	for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
		char *path = in_folder(folder, left[i]);
		remove(path);
		free(path);
	}
	free(cache);
	free(kept);
	free(text);
	free(named);
}
