/*
 * How many mistakes proofreading finds, and how often it cries wolf: 1,000 of them planted by chance, from a seed, into what the operators
 * of all examples wrote. hunspell -l says which of the misspelt words a dictionary can see. NS_SEEDS names a folder of real notices
 * (*.txt), each of which then is the text of a clause in an overlay; what is found in it before is not counted. NS_PLANTED: how many;
 * NS_MISSED: shows what was missed and what was found besides.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "questionnaire/answers/change.h"
#include "tests/unit/proof.h"
#include "tests/unit/spell_spoil.h"

#include <glob.h>
#include <unistd.h>

enum { MOST_SOURCES = 64, MOST_PARTS = 512, MOST_PLANTS = 4096 };

/* Something an operator wrote: an answers file, or a real notice as the text of a clause. */
struct source_text {
	const char *path;
	char *bytes;
	size_t size;
	bool clause, american;
	const char *company;
	struct proof before;             /* of answers; of a clause: of an American firm with it */
	const struct library *library;
	const char *parts[MOST_PARTS];   /* what mistakes are planted into: answers, paragraphs */
	const struct value *answers[MOST_PARTS];
	size_t part_count;
};

struct plant {
	enum spoil kind;
	struct source_text *source;
	size_t part, start, end;
	char *spoilt, *word;
	bool seen;        /* by hunspell -l; else of a kind that it cannot see */
	bool found;
	size_t others;    /* found besides */
};

static struct source_text sources[MOST_SOURCES];
static size_t source_count;
static struct plant plants[MOST_PLANTS];
static struct arena arena = ARENA_INIT;
static struct speller speller;
static char *firm; /* whose notice takes the clauses: it is in American English, as the real ones mostly are */
static size_t firm_size;

/* ---- a real notice as a clause ---- */

static void add_escaped(struct buf *buf, const char *line)
{
	if (strspn(line, " ") == strlen(line))
		return;
	buf_adds(buf, "\n");
	for (const char *c = line + strspn(line, " -"); *c; c++) {
		if (strchr("\\`*_[]<>&|~#+-=!{}().", *c))
			buf_addc(buf, '\\');
		buf_addc(buf, *c);
	}
	buf_addc(buf, '\n');
}

/* The built-in library with one clause more: these lines as paragraphs. */
static const struct library *with_clause(struct arena *into, const char *const *lines, size_t count)
{
	struct buf text = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	buf_adds(&text, "---\nclause: test.text\nsection: controller\n---\n");
	for (size_t i = 0; i < count; i++)
		add_escaped(&text, lines[i]);
	struct source clause = {.name = "clauses.md", .text = arena_strdup(into, text.s), .size = text.len, .layer = 1};
	struct overlay_sources overlay = {.clauses = {&clause, 1}, .words = {NULL, 0}};
	const struct library *library = library_overlay(into, &builtin_library, &overlay, &diags);
	if (!library)
		diags_print(&diags, stderr);
	assert_non_null(library);
	diags_release(&diags);
	buf_release(&text);
	return library;
}

static void open_clause(struct source_text *source)
{
	struct buf line = BUF_INIT;
	source->clause = source->american = true;
	for (const char *p = source->bytes; *p && source->part_count < MOST_PARTS;) {
		size_t size = strcspn(p, "\n");
		const char *from = p + strspn(p, " -");
		buf_clear(&line);
		if (from < p + size)
			buf_add(&line, from, (size_t)(p + size - from));
		while (line.len && line.s[line.len - 1] == ' ')
			buf_truncate(&line, line.len - 1);
		if (line.len)
			source->parts[source->part_count++] = arena_strdup(&arena, line.s);
		p += size + (p[size] == '\n');
	}
	source->library = with_clause(&arena, source->parts, source->part_count);
	proof_read(&source->before, &speller, source->library, "firm.yaml", firm, firm_size);
	buf_release(&line);
}

/* The answer that a fact repeats: it stands at the same place of the file. */
static const struct value *original_of(const struct value *at, const void *node)
{
	const struct value *found = at->node == node && at->kind != TYPE_LIST ? at : NULL;
	bool holds_more = at->kind == TYPE_RECORD || at->kind == TYPE_RECORDS || at->kind == TYPE_LIST;
	for (size_t i = 0; holds_more && i < at->count && !found; i++)
		found = original_of(&at->items[i], node);
	return found;
}

static void open_answers(struct source_text *source)
{
	proof_read(&source->before, &speller, NULL, source->path, source->bytes, source->size);
	source->american = strcmp(source->before.document->language, "en-US") == 0;
		for (size_t i = 0; i < source->before.spelling.passages.count; i++) {
		const struct passage *passage = &source->before.spelling.passages.items[i];
		for (size_t k = 0; k < passage->stretch_count && source->part_count < MOST_PARTS; k++) {
			bool wanted = passage->stretches[k].kind == STRETCH_ANSWER;
			const struct value *answer = wanted ? original_of(source->before.answers->root, passage->stretches[k].answer->node) : NULL;
			for (size_t m = 0; m < source->part_count && wanted; m++)
				wanted = source->answers[m]->node != answer->node;
			if (!wanted)
				continue;
			source->answers[source->part_count] = answer;
			source->parts[source->part_count++] = answer->text;
		}
	}
}

static const char *company_of(const struct proof *proof)
{
	return value_field(value_field(proof->answers->root, "company"), "legal_name")->text;
}

static void open_sources(const char *pattern, bool clauses)
{
	glob_t found;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc && source_count < MOST_SOURCES; i++) {
		struct source_text *source = &sources[source_count++];
		source->path = arena_strdup(&arena, found.gl_pathv[i]);
		source->bytes = proof_load(source->path, &source->size);
		(clauses ? open_clause : open_answers)(source);
		source->company = company_of(&source->before);
	}
	globfree(&found);
}

/* ---- planting ---- */

static bool plant_one(struct random *random, enum spoil kind, struct plant *plant)
{
	struct buf spoilt = BUF_INIT;
	for (int tries = 0; tries < 3000; tries++) {
		struct source_text *source = &sources[draw(random, (uint32_t)source_count)];
		size_t part = draw(random, (uint32_t)source->part_count);
		buf_clear(&spoilt);
		*plant = (struct plant){.kind = kind, .source = source, .part = part};
		if (!spoil_text(random, kind, source->parts[part], source->american, source->company, &spoilt, &plant->start, &plant->end))
			continue;
		plant->spoilt = arena_strdup(&arena, spoilt.s);
		plant->word = arena_strndup(&arena, spoilt.s + plant->start, plant->end - plant->start);
		plant->seen = kind >= SPOIL_SEEN_COUNT;
		buf_release(&spoilt);
		return true;
	}
	buf_release(&spoilt);
	return false;
}

/* Asks hunspell -l which of the misspelt words it lists. */
static void ask_hunspell(size_t count, bool american)
{
	char name[] = "/tmp/spell-recall.XXXXXX", command[128], line[256];
	int fd = mkstemp(name);
	FILE *file = fdopen(fd, "w");
	assert_non_null(file);
	for (size_t i = 0; i < count; i++)
		if (plants[i].kind < SPOIL_SEEN_COUNT && plants[i].source->american == american)
			fprintf(file, "%s\n", plants[i].word);
	fclose(file);
	snprintf(command, sizeof command, "hunspell -i utf-8 -d %s -l <%s", american ? "en_US" : "en_GB", name);
	FILE *listed = popen(command, "r");
	assert_non_null(listed);
	while (fgets(line, sizeof line, listed)) {
		line[strcspn(line, "\n")] = '\0';
		for (size_t i = 0; i < count; i++)
			plants[i].seen |= plants[i].kind < SPOIL_SEEN_COUNT && plants[i].source->american == american && strcmp(plants[i].word, line) == 0;
	}
	assert_int_equal(pclose(listed), 0);
	unlink(name);
}

/* ---- looking ---- */

static bool was_there(const struct spelling *before, const struct spell_finding *finding)
{
	for (size_t i = 0; i < before->count; i++)
		if (before->items[i].kind == finding->kind && strcmp(before->items[i].text, finding->text) == 0)
			return true;
	return false;
}

/* Is a finding about the planted bytes? */
static bool is_about(const struct plant *plant, const struct spell_finding *finding)
{
	const char *text = finding->answer ? finding->answer->text : finding->passage->text;
	size_t from = finding->answer ? finding->from : finding->start, to = finding->answer ? finding->to : finding->end;
	return strcmp(text, plant->spoilt) == 0 && from < plant->end && plant->start < to;
}

/* A clause is spelt in the notice's English when it is composed: then nothing is wrong with it any more. */
static bool was_mended(const struct plant *plant, const struct proof *after)
{
	for (size_t i = 0; i < after->spelling.passages.count; i++)
		if (strcmp(after->spelling.passages.items[i].text, plant->spoilt) == 0)
			return false;
	return plant->kind == SPOIL_VARIANT;
}

static void judge(struct plant *plant, const struct proof *after)
{
	for (size_t i = 0; i < after->spelling.count; i++) {
		const struct spell_finding *finding = &after->spelling.items[i];
		if (is_about(plant, finding)) {
			plant->found = true;
		} else if (!was_there(&plant->source->before.spelling, finding)) {
			plant->others++;
			if (getenv("NS_MISSED"))
				printf("# besides: %s: '%s' [%s] in: %s\n", spoil_names[plant->kind], finding->text, finding->kind->id, plant->spoilt);
		}
	}
	if (getenv("NS_MISSED") && plant->seen && !plant->found)
		printf("# missed: %s: '%s' in: %.*s<<%s>>%s\n", spoil_names[plant->kind], plant->word, (int)plant->start, plant->spoilt, plant->word,
			plant->spoilt + plant->end);
}

static void look_in_clause(struct plant *plant)
{
	struct arena own = ARENA_INIT;
	struct proof after;
	const char *lines[MOST_PARTS];
	memcpy(lines, plant->source->parts, sizeof lines);
	lines[plant->part] = plant->spoilt;
	const struct library *library = with_clause(&own, lines, plant->source->part_count);
	proof_read(&after, &speller, library, "firm.yaml", firm, firm_size);
	plant->seen = plant->seen && !was_mended(plant, &after);
	judge(plant, &after);
	proof_end(&after);
	arena_release(&own);
}

static void look_in_answers(struct plant *plant)
{
	const struct value *answer = plant->source->answers[plant->part];
	struct buf path = BUF_INIT, bytes = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	const char *values[MOST_PARTS];
	struct change change = {.kind = CHANGE_SET, .values = values, .count = 1};
	bool in_list = !answer->question;
	values[0] = plant->spoilt;
	if (in_list) {
		for (size_t i = 0; i < answer->parent->count; i++)
			values[i] = &answer->parent->items[i] == answer ? plant->spoilt : answer->parent->items[i].text;
		change.count = answer->parent->count;
	}
	value_path(&path, in_list ? answer->parent : answer);
	change.path = path.s;
	if (!answers_change(plant->source->before.answers, &change, 1, &bytes, &diags))
		diags_print(&diags, stderr);
	assert_true(bytes.len);
	struct proof after;
	proof_read(&after, &speller, NULL, plant->source->path, bytes.s, bytes.len);
	judge(plant, &after);
	proof_end(&after);
	diags_release(&diags);
	buf_release(&path);
	buf_release(&bytes);
}

/* ---- the table ---- */

static void tell(size_t count)
{
	int short_of = 0;
	printf("# == %-22s planted  visible  found  besides  recall  precision\n", "mistake");
	for (int kind = 0; kind < SPOIL_COUNT; kind++) {
		size_t planted = 0, visible = 0, found = 0, others = 0;
		for (size_t i = 0; i < count; i++) {
			if ((int)plants[i].kind != kind)
				continue;
			planted++;
			visible += plants[i].seen;
			found += plants[i].seen && plants[i].found;
			others += plants[i].others;
		}
		double recall = visible ? (double)found / (double)visible : 1, precision = found + others ? (double)found / (double)(found + others) : 1;
		printf("# == %-22s %7zu  %7zu  %5zu  %7zu  %6.3f  %9.3f\n", spoil_names[kind], planted, visible, found, others, recall, precision);
		double wanted = kind < SPOIL_SEEN_COUNT ? 0.97 : 0.9;
		short_of += !planted || recall < wanted || precision < wanted;
	}
	assert_int_equal(short_of, 0); /* 0.97 of what a dictionary can see, 0.9 of the rest */
}

static void test_planted(void **state)
{
	(void)state;
	const char *seeds = getenv("NS_SEEDS"), *number = getenv("NS_PLANTED"), *seed = getenv("NS_SEED");
	size_t wanted = number ? strtoul(number, NULL, 10) : 1000, count = 0;
	struct random random = {seed ? strtoul(seed, NULL, 10) : 2};
	assert_true(wanted <= MOST_PLANTS);
	speller_init(&speller, NULL, NULL, NULL);
	firm = proof_load("tests/examples/software-llc-us.yaml", &firm_size);
	open_sources("tests/examples/*.yaml", false);
	if (seeds)
		open_sources(arena_printf(&arena, "%s/*.txt", seeds), true);
	size_t before = 0;
	for (size_t i = 0; i < source_count; i++)
		before += sources[i].clause ? 0 : sources[i].before.spelling.count;
	printf("# == found in the examples as they are: %zu\n", before);
	assert_true(before <= 2);
	for (size_t i = 0; i < source_count && getenv("NS_MISSED"); i++)
		for (size_t k = 0; sources[i].clause && k < sources[i].before.spelling.count; k++)
			printf("# before: %s: '%s' [%s]\n", sources[i].path, sources[i].before.spelling.items[k].text,
				sources[i].before.spelling.items[k].kind->id);
	for (size_t i = 0; i < wanted; i++)
		count += plant_one(&random, (enum spoil)(i % SPOIL_COUNT), &plants[count]);
	ask_hunspell(count, false);
	ask_hunspell(count, true);
	for (size_t i = 0; i < count; i++)
		(plants[i].source->clause ? look_in_clause : look_in_answers)(&plants[i]);
	tell(count);
	for (size_t i = 0; i < source_count; i++) {
		proof_end(&sources[i].before);
		free(sources[i].bytes);
	}
	free(firm);
	speller_release(&speller, false);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_planted)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
