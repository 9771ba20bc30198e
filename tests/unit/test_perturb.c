/*
 * Each answer of each example, changed in turn: every line of the Markdown that changes, appears or vanishes is one that `why` traces to that answer,
 * before or after; and every line that printed the answer changes with it. Lines that only move are the same lines.
 *
 * NS_PERTURB_EVERY=N: only every Nth change (make test; make perturb tries all). Runs from the top folder. An example is written anew as YAML in flow style with one change at a time; changes that the loader refuses are no answers.
 */
#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "outputs/explain/explain.h"
#include "outputs/notice.h"

#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 20261201, SHOWN = 20 };

/* ---- one change, written out ---- */

enum change_kind { CHANGE_NOTHING, CHANGE_VALUE, CHANGE_TAG, CHANGE_DROP, CHANGE_ADD };

struct change {
	enum change_kind kind;
	const struct value *at; /* of the example as it is; CHANGE_ADD: a list of scalars, or a record that gets a twin */
	const char *text;       /* what is put there; CHANGE_TAG: with its '!' */
};

static const char twin_key[] = "another";

static void write_scalar(struct buf *out, const char *text)
{
	buf_addc(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_addc(out, '\\');
		if (*text == '\n')
			buf_adds(out, "\\n");
		else
			buf_addc(out, *text);
	}
	buf_addc(out, '"');
}

static void write_value(struct buf *out, const struct value *value, const struct change *change);

static bool is_written(const struct value *value, const struct change *change)
{
	bool here = change->at == value;
	if (here && change->kind == CHANGE_DROP)
		return false;
	return (here && change->kind != CHANGE_NOTHING) || value->state != VALUE_ABSENT;
}

static void write_record(struct buf *out, const struct value *record, const struct change *change)
{
	buf_addc(out, '{');
	if (!record->parent)
		buf_adds(out, "format: 1, ");
	for (size_t i = 0; i < record->count; i++) {
		const struct value *field = &record->items[i];
		if (!is_written(field, change) || (!record->parent && strcmp(field->question->id, "format") == 0))
			continue;
		buf_addf(out, "%s: ", field->question->id);
		write_value(out, field, change);
		buf_adds(out, ", ");
	}
	buf_addc(out, '}');
}

static void write_list(struct buf *out, const struct value *list, const struct change *change)
{
	bool records = list->kind == TYPE_RECORDS;
	buf_addc(out, records ? '{' : '[');
	for (size_t i = 0; i < list->count; i++) {
		const struct value *item = &list->items[i];
		if (!is_written(item, change))
			continue;
		if (records)
			buf_addf(out, "%s: ", item->key);
		write_value(out, item, change);
		buf_adds(out, ", ");
		if (change->at == item && change->kind == CHANGE_ADD) {
			buf_addf(out, "%s: ", twin_key);
			write_value(out, item, change);
			buf_adds(out, ", ");
		}
	}
	if (change->at == list && change->kind == CHANGE_ADD)
		write_scalar(out, change->text);
	buf_addc(out, records ? '}' : ']');
}

static void write_value(struct buf *out, const struct value *value, const struct change *change)
{
	if (change->at == value && change->kind == CHANGE_TAG)
		buf_addf(out, "%s ", change->text);
	else if (change->at == value && change->kind == CHANGE_VALUE)
		write_scalar(out, change->text);
	else if (value->state == VALUE_NONE)
		buf_adds(out, value->kind == TYPE_LIST ? "[]" : value->kind == TYPE_RECORDS ? "{}" : "!none ");
	else if (value->state == VALUE_UNKNOWN)
		buf_adds(out, "!unknown ");
	else if (value->kind == TYPE_RECORD)
		write_record(out, value, change);
	else if (value->kind == TYPE_LIST || value->kind == TYPE_RECORDS)
		write_list(out, value, change);
	else
		write_scalar(out, value->text);
}

/* ---- notices ---- */

struct notice {
	struct answers *answers;
	struct document *document;
	struct explained *explained;
};

static void notice_free(struct notice *notice)
{
	explain_free(notice->explained);
	document_free(notice->document);
	answers_free(notice->answers);
}

/* False when the answers are refused. */
static bool notice_read(struct notice *notice, const char *bytes, size_t size)
{
	struct diags diags = DIAGS_INIT;
	*notice = (struct notice){.answers = answers_read(builtin_library.schema, "example.yaml", bytes, size, &diags)};
	if (notice->answers)
		notice->document = notice_compose_traced(&builtin_library, notice->answers, TODAY, &diags);
	if (notice->document)
		notice->explained = explain_new(&builtin_library, notice->answers, notice->document);
	diags_release(&diags);
	if (!notice->explained)
		notice_free(notice);
	return notice->explained;
}

/* ---- what names the changed answer ---- */

struct search {
	const struct change *change;
	const char *path, *list; /* of the answer; for a record that comes or goes, of the list it is in */
	bool found;
};

static bool is_below(const char *path, const char *above)
{
	size_t size = strlen(above);
	return strncmp(path, above, size) == 0 && (path[size] == '.' || path[size] == '[');
}

/* The answer itself, a part of it, or the list of scalars it is an item of. */
static void compare(void *context, const struct value *value)
{
	struct search *search = context;
	struct buf path = BUF_INIT;
	value_path(&path, value);
	search->found |= strcmp(path.s, search->path) == 0 || is_below(path.s, search->path);
	search->found |= value->kind == TYPE_LIST && is_below(search->path, path.s);
	search->found |= search->list && strcmp(path.s, search->list) == 0;
	buf_release(&path);
}

static bool is_named(const struct notice *notice, size_t line, const struct search *wanted)
{
	struct search search = *wanted;
	explain_visit_line(notice->explained, line, compare, &search);
	return search.found;
}

/* ---- differences ---- */

/* The lines of a notice that the other does not have, as numbers. */
struct lines {
	size_t *items;
	size_t count;
};

static bool same_line(const struct explained *a, size_t i, const struct explained *b, size_t k)
{
	const struct explained_line *one = &a->lines[i], *two = &b->lines[k];
	return one->size == two->size && memcmp(a->markdown.s + one->start, b->markdown.s + two->start, one->size) == 0;
}

static struct lines lines_without(const struct explained *notice, const struct explained *other)
{
	struct lines lines = {xcalloc(notice->line_count + 1, sizeof *lines.items), 0};
	bool *used = xcalloc(other->line_count + 1, sizeof *used);
	for (size_t i = 0; i < notice->line_count; i++) {
		size_t at = 0;
		/* most lines stand where they stood */
		for (at = i < other->line_count && !used[i] && same_line(notice, i, other, i) ? i : 0; at < other->line_count; at++)
			if (!used[at] && same_line(notice, i, other, at))
				break;
		if (at < other->line_count)
			used[at] = true;
		else if (notice->lines[i].size)
			lines.items[lines.count++] = i + 1;
	}
	free(used);
	return lines;
}

static bool shares_clause(const struct notice *a, size_t line, const struct notice *b, size_t other)
{
	const struct explained_line *one = &a->explained->lines[line - 1];
	for (size_t i = 0; i < one->count; i++)
		if (one->nodes[i]->origin->clause && explain_stands_on(b->explained, other, one->nodes[i]->origin->clause, NULL))
			return true;
	return false;
}

/* Of several lines that read the same, nobody can tell which one went. */
static bool is_named_somewhere(const struct notice *notice, size_t line, const struct search *search)
{
	for (size_t at = 1; at <= notice->explained->line_count; at++)
		if (same_line(notice->explained, line - 1, notice->explained, at - 1) && is_named(notice, at, search))
			return true;
	return false;
}

struct tally {
	const char *example;
	size_t changes, lines, failures;
};

static void complain(struct tally *tally, const struct search *search, const struct notice *notice, size_t line, const char *what)
{
	const struct explained_line *at = &notice->explained->lines[line - 1];
	if (tally->failures++ < SHOWN)
		fprintf(stderr, "# %s: %s changed (%s%s): %s: %.*s\n", tally->example, search->path, search->change->kind == CHANGE_DROP ? "dropped" : "",
			search->change->text ? search->change->text : "", what, (int)at->size, notice->explained->markdown.s + at->start);
}

/* A line that is in one of the notices only is named there, or what it became is. */
static void check_lines(struct tally *tally, const struct search *search, const struct notice *in, const struct lines *lines, const struct notice *other,
	const struct lines *others, const char *what)
{
	for (size_t i = 0; i < lines->count; i++) {
		bool named = is_named_somewhere(in, lines->items[i], search);
		for (size_t k = 0; k < others->count && !named; k++)
			named = shares_clause(in, lines->items[i], other, others->items[k]) && is_named(other, others->items[k], search);
		if (!named)
			complain(tally, search, in, lines->items[i], what);
	}
	tally->lines += lines->count;
}

/* ---- lines that print the answer ---- */

/* Is this the answer, or the fact that took over its value? */
static bool stands_for(const struct value *printed, const struct value *answer)
{
	if (printed == answer)
		return true;
	for (size_t i = 0; printed && printed->because && i < printed->because->count; i++)
		if (printed->because->from[i] == answer && printed->text == answer->text)
			return true;
	return false;
}

static const char *label_of(const struct term *term)
{
	const struct value *label = &term->attributes[0];
	return label->kind == TYPE_WORDS ? value_words(label, "en") : label->text;
}

/* Do all lines that print it have to change? Not when a choice gives way to another with the same words. */
static bool prints_otherwise(const struct change *change)
{
	const struct value *at = change->at;
	if (change->kind != CHANGE_VALUE || at->kind == TYPE_YES_NO || at->kind == TYPE_REFERENCE)
		return false;
	return at->kind != TYPE_CHOICE || strcmp(label_of(at->term), label_of(vocabulary_term(at->term->vocabulary, change->text))) != 0;
}

static bool prints(const struct explained_line *line, const struct value *answer)
{
	for (size_t i = 0; i < line->count; i++) {
		const struct node *node = line->nodes[i];
		bool words = answer->kind != TYPE_CHOICE || (node->text && strcmp(node->text, label_of(answer->term)) == 0);
		if (node->kind == NODE_TEXT && words && stands_for(node->origin->answer, answer))
			return true;
	}
	return false;
}

static bool says_the_same(const struct value *printed, const struct value *answer)
{
	if (answer->kind == TYPE_CHOICE)
		return printed->term == answer->term;
	return printed->text && strcmp(printed->text, answer->text) == 0;
}

/* Does a line with the same text stand there because of another answer that says the same? The one that was changed no longer does. */
static bool is_said_by_another(const struct notice *before, size_t line, const struct notice *after, const struct value *answer)
{
	for (size_t at = 1; at <= after->explained->line_count; at++) {
		const struct explained_line *same = &after->explained->lines[at - 1];
		if (!same_line(before->explained, line - 1, after->explained, at - 1))
			continue;
		for (size_t i = 0; i < same->count; i++) {
			const struct value *printed = same->nodes[i]->origin->answer;
			if (same->nodes[i]->kind == NODE_TEXT && printed && says_the_same(printed, answer))
				return true;
		}
	}
	return false;
}

static size_t check_prints(struct tally *tally, const struct search *search, const struct notice *before, const struct lines *gone, const struct notice *after)
{
	size_t count = 0;
	for (size_t line = 1; line <= before->explained->line_count; line++) {
		bool changed = false;
		if (!prints(&before->explained->lines[line - 1], search->change->at))
			continue;
		count++;
		for (size_t i = 0; i < gone->count; i++)
			changed |= gone->items[i] == line;
		if (!changed && !is_said_by_another(before, line, after, search->change->at))
			complain(tally, search, before, line, "prints it and did not change");
	}
	return count;
}

/* ---- all changes of an example ---- */

struct test {
	struct notice before;
	size_t every, tried;
	struct tally tally;
	size_t printed;
};

static void try_change(struct test *test, const struct change *change)
{
	struct buf yaml = BUF_INIT, path = BUF_INIT, list = BUF_INIT;
	struct notice after;
	bool record = change->at->parent && change->at->parent->kind == TYPE_RECORDS;
	if (test->tried++ % test->every)
		return;
	write_value(&yaml, test->before.answers->root, change);
	value_path(&path, change->at);
	if (record)
		value_path(&list, change->at->parent);
	if (notice_read(&after, yaml.s, yaml.len)) {
		const struct search search = {change, path.s, record ? list.s : NULL, false};
		struct lines gone = lines_without(test->before.explained, after.explained), come = lines_without(after.explained, test->before.explained);
		check_lines(&test->tally, &search, &test->before, &gone, &after, &come, "vanished, unnamed");
		check_lines(&test->tally, &search, &after, &come, &test->before, &gone, "appeared, unnamed");
		if (prints_otherwise(change))
			test->printed += check_prints(&test->tally, &search, &test->before, &gone, &after);
		test->tally.changes++;
		free(gone.items);
		free(come.items);
		notice_free(&after);
	}
	buf_release(&yaml);
	buf_release(&path);
	buf_release(&list);
}

enum { CHOICES_TRIED = 16 }; /* of a long vocabulary, evenly: there are hundreds of countries and kinds of data */

static void try_choices(struct test *test, const struct value *at, enum change_kind kind, const struct vocabulary *vocabulary)
{
	size_t step = vocabulary->term_count / CHOICES_TRIED + 1;
	for (size_t i = 0; i < vocabulary->term_count; i += step)
		if (!at->term || strcmp(at->text, vocabulary->terms[i].id) != 0)
			try_change(test, &(struct change){kind, at, vocabulary->terms[i].id});
}

static void try_scalar(struct test *test, const struct value *at)
{
	static const char *const texts[] = {
		[TYPE_TEXT] = "zebras and okapis", [TYPE_LONG_TEXT] = "Zebras and okapis.\n\nThey came first.", [TYPE_EMAIL] = "zebra@zoo.example",
		[TYPE_WEB] = "https://zoo.example/zebra", [TYPE_DATE] = "2031-03-07", [TYPE_DURATION] = "77 days", [TYPE_NUMBER] = "77",
	};
	const struct value *records = at->kind == TYPE_REFERENCE ? at->target->parent : NULL;
	if (at->kind == TYPE_YES_NO)
		try_change(test, &(struct change){CHANGE_VALUE, at, at->number ? "no" : "yes"});
	else if (at->kind == TYPE_CHOICE)
		try_choices(test, at, CHANGE_VALUE, at->term->vocabulary);
	else if (!records)
		try_change(test, &(struct change){CHANGE_VALUE, at, texts[at->kind]});
	for (size_t i = 0; records && i < records->count; i++)
		if (&records->items[i] != at->target)
			try_change(test, &(struct change){CHANGE_VALUE, at, records->items[i].key});
}

static void try_value(struct test *test, const struct value *at)
{
	bool item = at->parent && (at->parent->kind == TYPE_LIST || at->parent->kind == TYPE_RECORDS);
	if (at->parent && at->state != VALUE_ABSENT)
		try_change(test, &(struct change){CHANGE_DROP, at, NULL});
	if (at->question) {
		try_change(test, &(struct change){CHANGE_TAG, at, "!none"});
		try_change(test, &(struct change){CHANGE_TAG, at, "!unknown"});
	}
	if (item && at->kind == TYPE_RECORD)
		try_change(test, &(struct change){CHANGE_ADD, at, NULL});
	if (at->state != VALUE_GIVEN)
		return;
	if (at->kind == TYPE_LIST && at->question->type.item->kind == TYPE_CHOICE)
		try_choices(test, at, CHANGE_ADD, at->question->type.item->vocabulary);
	else if (at->kind == TYPE_LIST)
		try_change(test, &(struct change){CHANGE_ADD, at, "zebras and okapis"});
	if (at->kind < TYPE_LIST)
		try_scalar(test, at);
	for (size_t i = 0; at->kind >= TYPE_LIST && i < at->count; i++)
		try_value(test, &at->items[i]);
}

static void perturb(const char *path)
{
	struct diags diags = DIAGS_INIT;
	const char *every = getenv("NS_PERTURB_EVERY");
	struct test test = {.every = every ? (size_t)atol(every) : 1, .tally = {.example = path}};
	struct answers *answers = answers_load(builtin_library.schema, path, &diags);
	struct buf yaml = BUF_INIT;
	assert_non_null(answers);
	write_value(&yaml, answers->root, &(struct change){CHANGE_NOTHING, NULL, NULL});
	assert_true(notice_read(&test.before, yaml.s, yaml.len));
	try_value(&test, test.before.answers->root);

	/* What was changed was the example. */
	struct document *document = notice_compose(&builtin_library, answers, TODAY, &diags);
	struct buf markdown = BUF_INIT;
	notice_write(&markdown, document, NOTICE_MARKDOWN);
	assert_string_equal(markdown.s, test.before.explained->markdown.s);

	fprintf(stderr, "# %s: %zu changes, %zu lines changed, %zu printed the answer, %zu exceptions\n", path, test.tally.changes, test.tally.lines, test.printed, test.tally.failures);
	assert_true(test.tally.changes * test.every > 1000 && test.tally.lines > 50 && test.printed > 5);
	assert_int_equal(test.tally.failures, 0);
	buf_release(&markdown);
	buf_release(&yaml);
	document_free(document);
	notice_free(&test.before);
	answers_free(answers);
	diags_release(&diags);
}

static void test_examples(void **state)
{
	(void)state;
	glob_t examples;
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++)
		perturb(examples.gl_pathv[i]);
	globfree(&examples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
