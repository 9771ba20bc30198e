/*
 * Where a misspelling stands: each example is written anew with ten of them in ten answers, in every style of YAML, and each must be found
 * at its line and column, and nothing else. The words are planted where the answers are written, so what is expected does not come from the
 * reader.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/text.h"
#include "base/yaml.h"
#include "outputs/review/words.h"
#include "tests/soak/random.h"
#include "tests/unit/proof.h"

#include <glob.h>

enum { PLANTED = 10, STYLE_COUNT = 7 };

/* A word to be misspelt. */
struct plant {
	const struct yaml_node *node; /* of the answer */
	size_t start, end;            /* of the word, in its text */
	int style;
	int line, col;                /* where it was written */
};

struct writer {
	struct buf out;
	struct plant *plants;
	size_t count;
	struct random random;
};

static const char *const misspelt = "qx"; /* put into the middle of a word, it makes one of none */

/* ---- writing ---- */

/* The place at the end of what is written. */
static void note_place(const struct writer *w, struct plant *plant)
{
	const char *line = w->out.s + w->out.len;
	while (line > w->out.s && line[-1] != '\n')
		line--;
	plant->line = 1;
	for (const char *c = w->out.s; c < line; c++)
		plant->line += *c == '\n';
	plant->col = (int)text_count(line, (size_t)(w->out.s + w->out.len - line)) + 1;
}

static void write_indent(struct writer *w, int depth)
{
	buf_addf(&w->out, "%*s", 2 * depth, "");
}

/* One character in a style; from: its first byte in text. */
static void write_char(struct writer *w, int style, const char *text, size_t size, int depth)
{
	bool doubled = style == 2 || style == 3;
	if (doubled && (*text == '"' || *text == '\\'))
		buf_addc(&w->out, '\\');
	if (style == 3 && size == 1 && *text >= 'a' && *text <= 'z' && chance(&w->random, 15)) {
		buf_addf(&w->out, chance(&w->random, 50) ? "\\x%02x" : "\\u00%02x", (unsigned)*text);
		return;
	}
	if (doubled && *text == '\n') {
		buf_adds(&w->out, "\\n");
		return;
	}
	if (style == 1 && *text == '\'')
		buf_addc(&w->out, '\'');
	/* a line broken at a space is folded to one */
	bool folds = (style == 4 || style == 6) && *text == ' ' && text[1] != ' ' && text[1] && text[-1] != ' ';
	if (folds && chance(&w->random, 30)) {
		buf_addc(&w->out, '\n');
		write_indent(w, depth + 1);
		return;
	}
	if (style == 3 && *text == ' ' && chance(&w->random, 10)) {
		buf_adds(&w->out, "\\\n");
		write_indent(w, depth + 1);
		buf_adds(&w->out, "\\ ");
		return;
	}
	buf_add(&w->out, text, size);
}

static bool is_plain(const char *text)
{
	bool letter = (*text >= 'a' && *text <= 'z') || (*text >= 'A' && *text <= 'Z');
	return letter && !strstr(text, ": ") && !strstr(text, " #") && !strchr(text, '\n') && !strstr(text, "  ") &&
		text[strlen(text) - 1] != ':' && text[strlen(text) - 1] != ' ';
}

/*
 * Styles: 0 plain, 1 single quotes, 2 double quotes, 3 the same with escapes and broken lines, 4 folded, 5 literal, 6 plain over several
 * lines. What a text cannot be written in becomes 2.
 */
static int style_for(int style, const char *text)
{
	bool folded_badly = text[0] == ' ' || text[strlen(text) - 1] == ' ' || strchr(text, '\n');
	if ((style == 0 || style == 6) && !is_plain(text))
		return 2;
	return (style == 4 || style == 5 || style == 1) && folded_badly ? 2 : style;
}

static void write_scalar(struct writer *w, const struct yaml_node *node, int depth)
{
	struct plant *plant = NULL;
	for (size_t i = 0; i < w->count; i++)
		if (w->plants[i].node == node)
			plant = &w->plants[i];
	if (!node->size && node->style == YAML_PLAIN)
		return;
	int style = style_for(plant ? plant->style : 2, node->text);
	static const char *const opens[] = {"", "'", "\"", "\"", ">-\n", "|-\n", ""}, *const closes[] = {"", "'", "\"", "\"", "", "", ""};
	buf_adds(&w->out, opens[style]);
	if (style == 4 || style == 5)
		write_indent(w, depth + 1);
	for (size_t i = 0, length; i < node->size; i += length) {
		text_char(node->text + i, &length);
		if (plant && i == plant->start)
			note_place(w, plant);
		write_char(w, style, node->text + i, length, depth);
		if (plant && i == plant->start + 2)
			buf_adds(&w->out, misspelt);
	}
	buf_adds(&w->out, closes[style]);
}

static void write_node(struct writer *w, const struct yaml_node *node, int depth)
{
	if (node->tag)
		buf_addf(&w->out, "%s ", node->tag);
	if (node->kind == YAML_SCALAR) {
		write_scalar(w, node, depth);
		buf_addc(&w->out, '\n');
		return;
	}
	if (!node->size) {
		buf_adds(&w->out, node->kind == YAML_MAP ? "{}\n" : "[]\n");
		return;
	}
	buf_addc(&w->out, '\n');
	for (size_t i = 0; i < node->size; i++) {
		write_indent(w, depth);
		if (node->kind == YAML_MAP)
			buf_addf(&w->out, "%s: ", node->pairs[i].key->text);
		else
			buf_adds(&w->out, "- ");
		write_node(w, node->kind == YAML_MAP ? node->pairs[i].value : node->items[i], depth + 1);
	}
}

/* ---- choosing ---- */

/* The words of prose that are long enough, one an answer. */
static size_t choose(const struct proof *proof, struct arena *arena, struct plant *plants, size_t limit)
{
	size_t count = 0;
	struct word_list words = {NULL, 0, 0};
	for (size_t i = 0; i < proof->spelling.passages.count; i++) {
		const struct passage *passage = &proof->spelling.passages.items[i];
		for (size_t k = 0; k < passage->stretch_count; k++) {
			const struct stretch *stretch = &passage->stretches[k];
			bool taken = stretch->kind != STRETCH_ANSWER;
			for (size_t m = 0; m < count && !taken; m++)
				taken = plants[m].node == stretch->answer->node;
			if (taken || count == limit)
				continue;
			const char *text = stretch->answer->text;
			words_find(arena, text, 0, strlen(text), &words);
			for (size_t m = words.count; m-- > 0;) {
				const struct token *word = &words.items[m];
				size_t size = word->end - word->start;
				if (word->code || size < 5 || strspn(text + word->start, "abcdefghijklmnopqrstuvwxyz") < size)
					continue;
				plants[count++] = (struct plant){.node = stretch->answer->node, .start = word->start, .end = word->end};
				break;
			}
		}
	}
	return count;
}

static const struct spell_finding *found_at(const struct proof *proof, const struct plant *plant)
{
	for (size_t i = 0; i < proof->spelling.count; i++)
		if (proof->spelling.items[i].pos.line == plant->line && proof->spelling.items[i].pos.col == plant->col)
			return &proof->spelling.items[i];
	return NULL;
}

static void check_round(struct speller *speller, const char *path, const struct proof *before, const struct plant *all, size_t count,
	uint64_t seed)
{
	struct plant plants[PLANTED];
	struct writer w = {.out = BUF_INIT, .plants = plants, .count = count < PLANTED ? count : PLANTED, .random = {seed}};
	struct proof proof;
	size_t first = draw(&w.random, (uint32_t)count);
	for (size_t i = 0; i < w.count; i++) {
		plants[i] = all[(first + i * (count / w.count)) % count];
		plants[i].style = (int)((i + seed) % STYLE_COUNT);
	}
	write_node(&w, before->answers->yaml->root, 0);
	memmove(w.out.s, w.out.s + 1, w.out.len); /* the line end before the first key */
	for (size_t i = 0; i < w.count; i++)
		plants[i].line--;
	proof_read(&proof, speller, NULL, path, w.out.s, w.out.len - 1);
	if (proof.spelling.count != w.count)
		proof_print(&proof);
	for (size_t i = 0; i < w.count; i++)
		if (!found_at(&proof, &plants[i]))
			fail_msg("%s (seed %d): nothing found at %d:%d, style %d, in '%s'", path, (int)seed, plants[i].line, plants[i].col, plants[i].style,
				plants[i].node->text);
	assert_int_equal(proof.spelling.count, w.count);
	proof_end(&proof);
	buf_release(&w.out);
}

static void check_example(struct speller *speller, const char *path)
{
	enum { ROUNDS = 7, MOST = 400 };
	static struct plant all[MOST];
	struct proof before;
	struct arena arena = ARENA_INIT;
	size_t size;
	char *bytes = proof_load(path, &size);
	proof_read(&before, speller, NULL, path, bytes, size);
	if (before.spelling.count)
		proof_print(&before);
	assert_int_equal(before.spelling.count, 0);
	size_t count = choose(&before, &arena, all, MOST);
	assert_true(count >= PLANTED);
	for (uint64_t seed = 0; seed < ROUNDS; seed++)
		check_round(speller, path, &before, all, count, seed);
	proof_end(&before);
	arena_release(&arena);
	free(bytes);
}

static void test_every_place(void **state)
{
	(void)state;
	struct speller speller;
	glob_t examples;
	speller_init(&speller, NULL, NULL, NULL);
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++)
		check_example(&speller, examples.gl_pathv[i]);
	globfree(&examples);
	speller_release(&speller, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_place)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
