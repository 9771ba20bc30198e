/*
 * What five real notices disclose, held against the notices composed here (tests/seed-ids.tsv: 295 kinds, 15 rows of law, 504 statements).
 *
 *   tests/seed-kinds.tsv      kind, what is to be done (cover, check, replace, law), what prints it, an example in which it prints; for `check` an
 *                             example in which it is withheld. What prints it: a clause, section:ID (its title), VOCABULARY:TERM, or - for what is left out
 *   tests/seed-coverage.tsv   row, example, section, the words of its Markdown that state it; or "replaced: WORDS" that stand there instead ("-" for
 *                             the section: nothing does), "untrue: PATH" of the answer that forbids it
 *   tests/seed-patterns.tsv   kind to replace, a pattern that no notice may match, a sentence that it matches
 *
 * All must be covered. An example is tests/examples/NAME.yaml or tests/promises/NAME.yaml. Runs from the top folder.
 */
#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "outputs/notice.h"

#include <glob.h>
#include <regex.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20261122
enum { FIELD_LIMIT = 5, EXAMPLE_LIMIT = 100 };

/* ---- tables ---- */

struct row {
	const char *file;
	int line;
	const char *fields[FIELD_LIMIT]; /* "" for those left out */
};

struct table {
	struct row *items;
	size_t count, capacity;
};

static struct arena arena = ARENA_INIT; /* of everything that is read */
static size_t mistakes;

static void mistake(const struct row *row, const char *what, const char *which)
{
	mistakes++;
	printf("# %s:%d: %s: %s%s\n", row->file, row->line, row->fields[0], what, which);
}

static void read_line(struct table *table, const char *file, int line, char *text)
{
	struct row row = {.file = file, .line = line, .fields = {"", "", "", "", ""}};
	for (int i = 0; i < FIELD_LIMIT && text; i++) {
		char *tab = strchr(text, '\t');
		if (tab)
			*tab = '\0';
		row.fields[i] = text;
		text = tab ? tab + 1 : NULL;
	}
	table->items = arena_grow(&arena, table->items, table->count, &table->capacity, sizeof *table->items);
	table->items[table->count++] = row;
}

static void read_table(struct table *table, const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(bytes);
	char *text = arena_strdup(&arena, bytes), *next;
	for (int line = 1; *text; line++, text = next) {
		size_t length = strcspn(text, "\n");
		next = text[length] ? text + length + 1 : text + length;
		text[length] = '\0';
		if (*text && *text != '#')
			read_line(table, arena_strdup(&arena, path), line, text);
	}
	free(bytes);
	diags_release(&diags);
}

static const struct row *row_of(const struct table *table, const char *first)
{
	for (size_t i = 0; i < table->count; i++)
		if (strcmp(table->items[i].fields[0], first) == 0)
			return &table->items[i];
	return NULL;
}

static struct {
	struct table ids, kinds, coverage, patterns;
} tables;

/* ---- examples ---- */

struct example {
	const char *name;
	struct answers *answers;
	struct document *document;
	struct buf markdown;
};

static struct example examples[EXAMPLE_LIMIT];
static size_t example_count;

static void compose_example(const char *path)
{
	struct diags diags = DIAGS_INIT;
	const char *name = strrchr(path, '/') + 1;
	assert_true(example_count < EXAMPLE_LIMIT);
	struct example *example = &examples[example_count++];
	*example = (struct example){.name = arena_strndup(&arena, name, strlen(name) - strlen(".yaml")), .markdown = BUF_INIT};
	example->answers = answers_load(builtin_library.schema, path, &diags);
	if (!example->answers)
		fail_msg("%s does not load", path);
	example->document = notice_compose(&builtin_library, example->answers, TODAY, &diags);
	assert_non_null(example->document);
	notice_write(&example->markdown, example->document, NOTICE_MARKDOWN);
	diags_release(&diags);
}

static void compose_examples(const char *pattern)
{
	glob_t found;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		compose_example(found.gl_pathv[i]);
	globfree(&found);
}

static const struct example *example_named(const char *name)
{
	for (size_t i = 0; i < example_count; i++)
		if (strcmp(examples[i].name, name) == 0)
			return &examples[i];
	return NULL;
}

/* ---- what prints ---- */

static bool is_of_term(const struct value *answer, const struct term *term)
{
	if (!answer)
		return false;
	size_t count = term->vocabulary->attribute_count;
	bool attribute = (uintptr_t)answer >= (uintptr_t)term->attributes && (uintptr_t)answer < (uintptr_t)(term->attributes + count);
	return attribute || answer->term == term || is_of_term(answer->parent, term);
}

/* Is it the block of an activity of that kind, whatever the operator calls it? */
static bool is_block_of(const struct value *record, const struct term *term)
{
	const struct value *activity = record ? value_field(record, "activity") : NULL;
	const struct value *kind = activity && activity->target ? value_field(activity->target, "is") : NULL;
	return kind && kind->term == term;
}

/* Does a node of the notice come from it? what: as in the table of kinds. */
static bool prints(const struct example *example, const char *what, const struct term *term)
{
	bool section = strncmp(what, "section:", 8) == 0;
	for (const struct node *node = example->document->root; node; node = node_walk(node, example->document->root)) {
		const struct origin *origin = node->origin;
		if (term ? is_of_term(origin->answer, term) || is_block_of(origin->record, term)
			 : section ? origin->section && strcmp(origin->section, what + 8) == 0 : origin->clause && strcmp(origin->clause, what) == 0)
			return true;
	}
	return false;
}

static const struct term *find_term(const char *what)
{
	const char *colon = strchr(what, ':');
	const struct vocabulary *vocabulary = colon
		? vocabulary_find(&builtin_library.schema->vocabularies, arena_strndup(&arena, what, (size_t)(colon - what))) : NULL;
	return vocabulary ? vocabulary_term(vocabulary, colon + 1) : NULL;
}

static bool names_kind(const struct clause *clause, const char *kind)
{
	for (size_t i = 0; i < clause->kind_count; i++)
		if (strcmp(clause->kinds[i], kind) == 0)
			return true;
	return false;
}

/* A row of the table of kinds; false with a mistake. */
static bool check_kind(const struct row *row)
{
	const char *const *fields = row->fields, *kind = fields[0], *what = fields[2];
	const struct clause *clause = library_clause(&builtin_library, what);
	const struct term *term = find_term(what);
	const struct example *example = example_named(fields[3]), *withheld = example_named(fields[4]);
	if (strcmp(fields[1], "replace") == 0 && strcmp(what, "-") == 0)
		return true;
	if (!clause && !term && strncmp(what, "section:", 8) != 0) {
		mistake(row, "there is no clause or term ", what);
	} else if (!example) {
		mistake(row, "there is no example ", fields[3]);
	} else if (!prints(example, what, term)) {
		mistake(row, what, " does not print there");
	} else if (strcmp(fields[1], "check") == 0 && (!withheld || prints(withheld, what, term))) {
		mistake(row, "it is not withheld in ", fields[4]);
	} else if (clause && (strcmp(fields[1], "cover") == 0 || strcmp(fields[1], "check") == 0) && !names_kind(clause, kind)) {
		mistake(row, "the clause does not name this kind: ", what);
	} else {
		return true;
	}
	return false;
}

/* ---- words ---- */

/* The part of a notice that stands under an anchor, up to the next one. */
static const char *section_of(const struct example *example, const char *id, size_t *size)
{
	const char *anchor = arena_printf(&arena, "<a id=\"%s\"></a>", id), *start = strstr(example->markdown.s, anchor);
	const char *end = start ? strstr(start + 1, "<a id=\"") : NULL;
	*size = end ? (size_t)(end - start) : start ? strlen(start) : 0;
	return start;
}

static bool stands_in(const struct example *example, const char *section, const char *words)
{
	size_t size, length = strlen(words);
	const char *text = section_of(example, section, &size);
	for (size_t i = 0; text && i + length <= size; i++)
		if (memcmp(text + i, words, length) == 0)
			return true;
	return false;
}

/* The answer at a path such as services.host.role or promises.made[2]; NULL: there is none. */
static const struct value *answer_at(const struct answers *answers, const char *path)
{
	const struct value *value = answers->root;
	char *rest = arena_strdup(&arena, path), *save = NULL;
	for (const char *name = strtok_r(rest, ".[]", &save); name && value; name = strtok_r(NULL, ".[]", &save)) {
		const struct value *in = value;
		value = in->kind == TYPE_RECORD ? value_field(in, name) : NULL;
		for (size_t i = 0; in->kind == TYPE_RECORDS && i < in->count; i++)
			if (strcmp(in->items[i].key, name) == 0)
				value = &in->items[i];
		if (in->kind == TYPE_LIST && strtoul(name, NULL, 10) - 1 < in->count)
			value = &in->items[strtoul(name, NULL, 10) - 1];
	}
	return value && value_is_given(value) ? value : NULL;
}

static bool check_row(const struct row *row)
{
	const char *section = row->fields[2], *words = row->fields[3];
	const struct example *example = example_named(row->fields[1]);
	if (!example)
		mistake(row, "there is no example ", row->fields[1]);
	else if (strncmp(words, "untrue: ", 8) == 0 && !answer_at(example->answers, words + 8))
		mistake(row, "there is no such answer: ", words + 8);
	else if (strncmp(words, "untrue: ", 8) == 0)
		return true;
	else if (strncmp(words, "replaced: ", 10) == 0 && (strcmp(section, "-") == 0 || stands_in(example, section, words + 10)))
		return true;
	else if (*words && stands_in(example, section, words))
		return true;
	else
		mistake(row, "these words do not stand there: ", words);
	return false;
}

/* ---- counts ---- */

struct count {
	const char *name; /* what is to be done with a kind; "law" and "row" for the others */
	size_t all, covered;
	struct buf missing;
};

static void add_count(struct count *count, const char *id, bool covered)
{
	count->all++;
	count->covered += covered;
	if (!covered)
		buf_addf(&count->missing, "%s%s", count->missing.len ? " " : "", id);
}

/* Is there a row for this id, and are all of them right? */
static bool is_covered(const struct table *table, const char *id, const char *action, bool (*check)(const struct row *row))
{
	bool found = false, right = true;
	for (size_t i = 0; i < table->count; i++) {
		const struct row *row = &table->items[i];
		if (strcmp(row->fields[0], id) != 0)
			continue;
		if (action && strcmp(row->fields[1], action) != 0) {
			mistake(row, "what is to be done is ", action);
			right = false;
			continue;
		}
		found = true;
		right &= check(row);
	}
	return found && right;
}

static void report_unknown_ids(const struct table *table)
{
	for (size_t i = 0; i < table->count; i++) {
		bool known = false;
		for (size_t k = 0; k < tables.ids.count && !known; k++)
			known = strcmp(tables.ids.items[k].fields[1], table->items[i].fields[0]) == 0;
		if (!known)
			mistake(&table->items[i], "there is no such id", "");
	}
}

static void test_tables(void **state)
{
	struct count counts[] = {{"cover", 0, 0, BUF_INIT}, {"check", 0, 0, BUF_INIT}, {"replace", 0, 0, BUF_INIT}, {"law", 0, 0, BUF_INIT}, {"row", 0, 0, BUF_INIT}};
	size_t count = sizeof counts / sizeof *counts;
	(void)state;
	report_unknown_ids(&tables.kinds);
	report_unknown_ids(&tables.coverage);
	for (size_t i = 0; i < tables.ids.count; i++) {
		const char *const *fields = tables.ids.items[i].fields;
		if (strcmp(fields[0], "row") == 0)
			add_count(&counts[4], fields[1], is_covered(&tables.coverage, fields[1], NULL, check_row));
		for (size_t k = 0; k < 4; k++) {
			const char *action = strcmp(fields[0], "law") == 0 ? "law" : fields[2];
			if (strcmp(fields[0], "row") != 0 && strcmp(action, counts[k].name) == 0)
				add_count(&counts[k], fields[1], is_covered(&tables.kinds, fields[1], action, check_kind));
		}
	}
	printf("# == %zu of %zu kinds covered, %zu of %zu promises (each once printed, once withheld), %zu of %zu kinds replaced, %zu of %zu rows of law, %zu of %zu statements\n",
		counts[0].covered, counts[0].all, counts[1].covered, counts[1].all, counts[2].covered, counts[2].all, counts[3].covered, counts[3].all, counts[4].covered, counts[4].all);
	bool all = true;
	for (size_t k = 0; k < count; k++) {
		if (counts[k].missing.len)
			printf("# missing (%s): %s\n", counts[k].name, counts[k].missing.s);
		all &= counts[k].covered == counts[k].all;
		buf_release(&counts[k].missing);
	}
	assert_int_equal(mistakes, 0);
	assert_true(all);
}

/* ---- what is never printed ---- */

static void check_pattern(const struct row *row)
{
	regex_t regex;
	if (regcomp(&regex, row->fields[1], REG_EXTENDED | REG_ICASE | REG_NOSUB | REG_NEWLINE)) {
		mistake(row, "cannot be read: ", row->fields[1]);
		return;
	}
	if (regexec(&regex, row->fields[2], 0, NULL, 0))
		mistake(row, "does not match its own sentence: ", row->fields[2]);
	for (size_t i = 0; i < example_count; i++)
		if (!regexec(&regex, examples[i].markdown.s, 0, NULL, 0))
			mistake(row, "is said in the notice of ", examples[i].name);
	regfree(&regex);
}

/* The statements that notices often carry and must not: each kind to replace has its patterns, and no notice matches one. */
static void test_patterns(void **state)
{
	size_t before = mistakes;
	(void)state;
	for (size_t i = 0; i < tables.ids.count; i++) {
		const char *const *fields = tables.ids.items[i].fields;
		if (strcmp(fields[2], "replace") == 0 && !row_of(&tables.patterns, fields[1]))
			mistake(&tables.ids.items[i], fields[1], " has no pattern");
	}
	for (size_t i = 0; i < tables.patterns.count; i++)
		check_pattern(&tables.patterns.items[i]);
	assert_int_equal(mistakes, before);
}

static int set_up(void **state)
{
	(void)state;
	read_table(&tables.ids, "tests/seed-ids.tsv");
	read_table(&tables.patterns, "tests/seed-patterns.tsv");
	read_table(&tables.kinds, "tests/seed-kinds.tsv");
	read_table(&tables.coverage, "tests/seed-coverage.tsv");
	compose_examples("tests/examples/*.yaml");
	compose_examples("tests/promises/*.yaml");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < example_count; i++) {
		document_free(examples[i].document);
		answers_free(examples[i].answers);
		buf_release(&examples[i].markdown);
	}
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables), cmocka_unit_test(test_patterns)};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
