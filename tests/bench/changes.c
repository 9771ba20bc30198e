/*
 * `set` in a file with many cookies, process start and load included, against a bare pass of libyaml over that file.
 */
#include "base/buf.h"
#include "base/file.h"
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WARM_UP = 5, ROUNDS = 101, COOKIES = 5000, MANY = 1000 };
static const double aim_one = 2.5, aim_many = 4.0;

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
		ours[k] = run(arguments).wall;
		yaml[k] = yaml_pass(path).wall;
	}
	double a = median(ours, ROUNDS), b = median(yaml, ROUNDS);
	printf("set of %zu value%s in a file with %d cookies: %.1f ms, libyaml alone %.1f ms: ratio %.2f (aim: at most %.1f)\n", count, count == 1 ? "" : "s", COOKIES, a, b,
		a / b, limit);
}

void bench_changes(char *program, const char *example, const char *folder)
{
	struct buf cookies = BUF_INIT;
	buf_addf(&cookies, "%s/cookies.yaml", folder);
	write_cookies(cookies.s, example);
	bench_set(program, cookies.s, 1, aim_one);
	bench_set(program, cookies.s, MANY, aim_many);
	unlink(cookies.s);
	buf_release(&cookies);
}
