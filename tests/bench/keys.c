/*
 * The wizard: what a key costs the thread that draws, its effect on the live notice included, without the terminal. A letter, then the answer accepted;
 * against md4c reading the notice's Markdown, in turns, in processor time of this thread. And the dearest key in a file with thousands of records,
 * against a bare pass of libyaml over that file.
 */
#include "base/buf.h"
#include "base/file.h"
#include "cli/builtin.h"
#include "tests/bench/bench.h"
#include "tui/canvas.h"
#include "tui/wizard/wizard.h"

#include <md4c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 5, ROUNDS = 61, MANY_ROUNDS = 5, SERVICES = 1000, COOKIES = 5000, TODAY = 20261201, WIDTH = 120, HEIGHT = 40 };
static const double aim_key = 30, aim_many = 2;

struct desk {
	struct wizard wizard;
	struct canvas canvas;
	struct keymap keymap;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void fail(const char *what)
{
	fprintf(stderr, "bench: %s\n", what);
	exit(2);
}

static void sit_down(struct desk *desk, const char *path)
{
	*desk = (struct desk){0};
	keymap_init(&desk->keymap);
	if (model_open(&desk->wizard.model, &builtin_library, path, TODAY, false) != MODEL_OPEN)
		fail("the answers cannot be opened");
	wizard_init(&desk->wizard, &desk->keymap);
	canvas_init(&desk->canvas, WIDTH, HEIGHT);
	wizard_show(&desk->wizard, &desk->canvas);
}

static void stand_up(struct desk *desk)
{
	struct diags diags = DIAGS_INIT;
	wizard_release(&desk->wizard);
	model_close(&desk->wizard.model, &diags);
	canvas_release(&desk->canvas);
	keymap_release(&desk->keymap);
	diags_release(&diags);
}

/* Processor time of one key, until the screen is drawn. */
static double press(struct desk *desk, int key)
{
	double start = now();
	wizard_update(&desk->wizard, &(struct event){.type = EVENT_KEY, .key = key});
	wizard_show(&desk->wizard, &desk->canvas);
	return now() - start;
}

static void go_to(struct desk *desk, const char *path)
{
	press(desk, key_of_name("Ctrl-G", 6));
	for (; *path; path++)
		press(desk, *path);
	press(desk, key_of_name("Enter", 5));
}

static int nothing(void *context, ...)
{
	(void)context;
	return 0;
}
static int block(MD_BLOCKTYPE type, void *detail, void *context) { (void)type; (void)detail; return nothing(context); }
static int span(MD_SPANTYPE type, void *detail, void *context) { (void)type; (void)detail; return nothing(context); }
static int text(MD_TEXTTYPE type, const MD_CHAR *chars, MD_SIZE size, void *context) { (void)type; (void)chars; (void)size; return nothing(context); }

static double md4c_parse(const struct buf *markdown)
{
	static const MD_PARSER parser = {.flags = MD_FLAG_TABLES, .enter_block = block, .leave_block = block, .enter_span = span, .leave_span = span, .text = text};
	double start = now();
	if (md_parse(markdown->s, (MD_SIZE)markdown->len, &parser, NULL) != 0)
		fail("md4c failed");
	return now() - start;
}

static size_t words(const char *text)
{
	size_t count = 0;
	for (text += strspn(text, " \n"); *text; text += strcspn(text, " \n"), text += strspn(text, " \n"))
		count++;
	return count;
}

static void bench_key(const char *example, const char *path)
{
	struct desk desk;
	struct buf markdown = BUF_INIT;
	double letters[ROUNDS], accepted[ROUNDS], parses[ROUNDS];
	copy_file(example, path);
	sit_down(&desk, path);
	notice_write(&markdown, model_notice(&desk.wizard.model), NOTICE_MARKDOWN);
	go_to(&desk, "company.legal_name");
	for (int i = -WARM_UP; i < ROUNDS; i++) {
		int k = i < 0 ? 0 : i;
		letters[k] = press(&desk, i & 1 ? 'x' : key_of_name("Backspace", 9));
		accepted[k] = press(&desk, key_of_name("Enter", 5));
		press(&desk, key_of_name("Esc", 3));
		parses[k] = md4c_parse(&markdown);
	}
	double letter = median(letters, ROUNDS), answer = median(accepted, ROUNDS), parse = median(parses, ROUNDS);
	printf("wizard, a notice of %zu words: a letter %.3f ms, an answer with its new notice %.2f ms, md4c alone %.3f ms: ratio %.0f (aim: at most %.0f)\n",
		words(markdown.s), letter, answer, parse, answer / parse, aim_key);
	stand_up(&desk);
	buf_release(&markdown);
}

static void write_many(const char *path, const char *example)
{
	static const char none[] = "\ncookies: {}\n", list[] = "\nservices:\n";
	struct diags diags = DIAGS_INIT;
	struct buf out = BUF_INIT;
	size_t size;
	char *bytes = file_read(example, FILE_LIMIT, &size, &diags), *cookies = bytes ? strstr(bytes, none) : NULL, *services = bytes ? strstr(bytes, list) : NULL;
	if (!cookies || !services || cookies < services)
		fail("the example has no services, or cookies");
	buf_add(&out, bytes, (size_t)(services - bytes) + strlen(list));
	for (int i = 0; i < SERVICES; i++)
		buf_addf(&out, "  s%d: {name: Firm %d Ltd, does: Keeps part %d of our books, role: processor, countries: [IE], contract: yes}\n", i, i, i);
	buf_add(&out, services + strlen(list), (size_t)(cookies - services) - strlen(list));
	buf_adds(&out, "\ncookies:\n");
	for (int i = 0; i < COOKIES; i++)
		buf_addf(&out, "  c%d: {name: cookie_%d, does: Remembers choice number %d of yours, kind: needed, session: no, keep: 6 months}\n", i, i, i);
	buf_adds(&out, cookies + strlen(none));
	if (!file_replace(path, out.s, out.len, &diags))
		fail("a file cannot be written");
	buf_release(&out);
	free(bytes);
	diags_release(&diags);
}

/* What an operator presses: typing, accepting, lists, the notice, Finish. The name is for the line that is printed. */
static const char *const pressed[] = {"x", "Enter", "Esc", "Tab", "Down", "Tab", "PageDown", "Tab", "Ctrl-G", "Esc", "F9", "Down", "Esc", "Alt-J", "Alt-U", "F8"};

static void bench_many_keys(const char *example, const char *path)
{
	enum { KEYS = sizeof pressed / sizeof *pressed };
	struct desk desk;
	double costs[KEYS][MANY_ROUNDS], yaml[MANY_ROUNDS], worst = 0;
	size_t worst_key = 0;
	write_many(path, example);
	sit_down(&desk, path);
	for (int i = 0; i < MANY_ROUNDS; i++) {
		go_to(&desk, "company.legal_name");
		for (size_t k = 0; k < KEYS; k++)
			costs[k][i] = press(&desk, pressed[k][1] ? key_of_name(pressed[k], strlen(pressed[k])) : *pressed[k]);
		yaml[i] = yaml_pass(path).processor;
	}
	double pass = median(yaml, MANY_ROUNDS);
	for (size_t k = 0; k < KEYS; k++) {
		double cost = median(costs[k], MANY_ROUNDS);
		if (getenv("NS_BENCH_KEYS"))
			printf("  %s: %.2f ms\n", pressed[k], cost);
		worst_key = cost > worst ? k : worst_key;
		worst = cost > worst ? cost : worst;
	}
	printf("wizard, %d services and %d cookies: the dearest key (%s) %.1f ms, libyaml alone %.1f ms: ratio %.2f (aim: at most %.0f)\n", SERVICES, COOKIES,
		pressed[worst_key], worst, pass, worst / pass, aim_many);
	stand_up(&desk);
}

void bench_keys(const char *example, const char *small, const char *folder)
{
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/keys.yaml", folder);
	bench_key(example, path.s);
	bench_many_keys(small, path.s);
	unlink(path.s);
	buf_release(&path);
}
