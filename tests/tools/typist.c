/*
 * Types what a person would type: walks the interview from an empty file towards a finished one, and prints the lines that lead there.
 * Used by `make scripts`; tests/cli/ask.sh feeds the lines to `noticesmith ask`.
 *
 *     typist EXAMPLE.yaml >SCRIPT.txt
 *
 * It makes every step the way cli/ask.c does, on the same machine (interview, walk), in memory.
 */
#include "base/file.h"
#include "cli/builtin.h"
#include "questionnaire/interview/walk.h"
#include "questionnaire/types/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINES_MOST = 10000 };

/* A record of the new file, and the one of the example it stands for. */
struct twin {
	const char *path;
	const struct value *wanted;
};

struct typist {
	struct arena arena;
	struct diags diags;
	const struct answers *example;
	struct answers *answers;
	struct interview interview;
	struct walk *walk;
	struct twin *twins;
	size_t gates_seen;
	size_t twin_count, twin_capacity;
};

static void fail(const struct typist *typist, const char *what)
{
	diags_print(&typist->diags, stderr);
	fprintf(stderr, "typist: %s\n", what);
	exit(2);
}

static void read_text(struct typist *typist, const struct buf *text)
{
	struct answers *answers = answers_read(builtin_library.schema, "new.yaml", text->s, text->len, &typist->diags);
	if (!answers)
		fail(typist, "the new file cannot be read");
	if (typist->answers)
		interview_renew(&typist->interview, answers);
	else
		interview_init(&typist->interview, answers, false);
	answers_free(typist->answers);
	typist->answers = answers;
	diags_release(&typist->diags); /* advice */
}

static void change(struct typist *typist, const struct change *changes, size_t count)
{
	struct buf text = BUF_INIT;
	if (!answers_change(typist->answers, changes, count, &text, &typist->diags))
		fail(typist, changes->path);
	read_text(typist, &text);
	buf_release(&text);
}

static const char *path_of(struct typist *typist, const struct value *value)
{
	struct buf path = BUF_INIT;
	value_path(&path, value);
	const char *copy = arena_strdup(&typist->arena, path.s);
	buf_release(&path);
	return copy;
}

/* The value of the example that an answer of the new file stands for. */
static const struct value *wanted(struct typist *typist, const struct value *value)
{
	if (!value->parent)
		return typist->example->root;
	if (!value->key) {
		const struct value *record = wanted(typist, value->parent);
		return &record->items[value - value->parent->items];
	}
	const char *path = path_of(typist, value);
	for (size_t i = 0; i < typist->twin_count; i++) {
		if (strcmp(typist->twins[i].path, path) == 0)
			return typist->twins[i].wanted;
	}
	return NULL;
}

/* The key under which the new file has a record of the example. */
static const char *new_key(const struct typist *typist, const struct value *record)
{
	for (size_t i = 0; i < typist->twin_count; i++) {
		if (typist->twins[i].wanted == record)
			return strrchr(typist->twins[i].path, '.') + 1;
	}
	fail(typist, "a reference to a record that is not there yet");
	return NULL;
}

/* Lines */

/* A text that would be a command needs a '\' in front. */
static const char *escaped(struct typist *typist, const char *text)
{
	bool command = text[0] == '/' || text[0] == '\\' || (text[0] && !text[1] && strchr("?<-.!uqaecdm", text[0]));
	return command ? arena_printf(&typist->arena, "\\%s", text) : text;
}

static const char *list_text(struct typist *typist, const struct value *list)
{
	struct buf text = BUF_INIT;
	bool words = false;
	for (size_t i = 0; i < list->count; i++)
		words = words || (list->items[i].kind == TYPE_TEXT && (list->count > 1 || strchr(list->items[i].text, ',')));
	for (size_t i = 0; i < list->count; i++) {
		const struct value *item = &list->items[i];
		const char *word = item->kind == TYPE_REFERENCE ? new_key(typist, item->target) : item->text;
		buf_addf(&text, "%s%s%s", i ? " " : "", word, words ? ";" : i + 1 < list->count ? "," : "");
	}
	const char *copy = arena_strdup(&typist->arena, text.s);
	buf_release(&text);
	return copy;
}

static bool same(const struct value *a, const struct value *b)
{
	if (a->state != VALUE_GIVEN || b->state != VALUE_GIVEN || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!same(&a->items[i], &b->items[i]))
			return false;
	}
	return a->count || (a->kind == TYPE_YES_NO ? a->number == b->number : !a->text || strcmp(a->text, b->text) == 0);
}

static void type_long_text(const char *text)
{
	for (const char *line = text; *line;) {
		size_t size = strcspn(line, "\n");
		bool stop = size && line[size - 1] == '.' && strspn(line, "\\") == size - 1;
		printf("%s%.*s\n", stop ? "\\" : "", (int)size, line);
		line += size + (line[size] == '\n');
	}
	puts(".");
}

/* The answer to an item in the example; NULL: Enter. */
static const char *answer_text(struct typist *typist, const struct interview_item *item, const struct value *want)
{
	switch (want->state) {
	case VALUE_ABSENT:
		return item->state == ITEM_SKIPPED ? NULL : ".";
	case VALUE_UNKNOWN:
		return "-";
	case VALUE_NONE:
		return ".";
	case VALUE_GIVEN:
		break;
	}
	if (same(item->value, want))
		return NULL;
	if (want->kind == TYPE_REFERENCE)
		return new_key(typist, want->target);
	if (want->kind == TYPE_LIST)
		return want->count ? list_text(typist, want) : ".";
	return want->kind == TYPE_YES_NO ? want->number ? "y" : "n" : want->text;
}

static void type_answer(struct typist *typist, const struct interview_item *item)
{
	const struct value *want = wanted(typist, item->value);
	const char *text = answer_text(typist, item, want), *why = NULL;
	const char *path = item->path;
	if (want->kind == TYPE_LONG_TEXT && text && want->state == VALUE_GIVEN)
		type_long_text(text);
	else if (want->kind == TYPE_LONG_TEXT && !text)
		puts("\n.");
	else
		puts(!text ? "" : want->state == VALUE_GIVEN && strcmp(text, ".") != 0 ? escaped(typist, text) : text);
	if (!text && item->state == ITEM_SUGGESTED) {
		change(typist, &(struct change){CHANGE_CONFIRM, path, NULL, 0}, 1);
	} else if (text && (strcmp(text, ".") == 0 || strcmp(text, "-") == 0)) {
		change(typist, &(struct change){*text == '.' ? CHANGE_NONE : CHANGE_UNKNOWN, path, NULL, 0}, 1);
	} else if (text) {
		const struct change *made = interview_answer(&typist->arena, &typist->interview, item, text, &why);
		if (!made)
			fail(typist, why);
		change(typist, made, 1);
	} else if (item->state == ITEM_OPEN) {
		fail(typist, path);
	}
	walk_next(typist->walk, &typist->interview);
}

/* Lists of records */

static void learn(struct typist *typist, const char *path, const struct value *want)
{
	typist->twins = arena_grow(&typist->arena, typist->twins, typist->twin_count, &typist->twin_capacity, sizeof(*typist->twins));
	typist->twins[typist->twin_count++] = (struct twin){path, want};
}

static void type_delete(struct typist *typist, const struct interview_item *item, size_t record)
{
	printf("delete %zu\n", record + 1);
	change(typist, &(struct change){CHANGE_DELETE, path_of(typist, &item->value->items[record]), NULL, 0}, 1);
}

static void type_add(struct typist *typist, const struct interview_item *item, const struct value *want)
{
	const struct change *changes;
	const char *path, *why = NULL, *text = want->items[0].text;
	puts(escaped(typist, text));
	size_t count = interview_add(&typist->arena, &typist->interview, item, text, &changes, &path, &why);
	if (!count)
		fail(typist, why);
	learn(typist, path, want);
	change(typist, changes, count);
	walk_enter(typist->walk, &typist->interview, path, false);
}

/* Are the records that are only suggested just those of the example? Then each gets its twin. */
static bool fits(struct typist *typist, const struct interview_item *item, const struct value *want)
{
	if (item->value->count != want->count)
		return false;
	for (size_t i = 0; i < want->count; i++) {
		for (size_t k = 0; k < want->items[i].count; k++) {
			const struct value *a = &item->value->items[i].items[k], *b = &want->items[i].items[k];
			if ((a->state == VALUE_GIVEN || b->state == VALUE_GIVEN) && !same(a, b))
				return false;
		}
	}
	for (size_t i = 0; i < want->count; i++)
		learn(typist, path_of(typist, &item->value->items[i]), &want->items[i]);
	return true;
}

static void type_inner_list(struct typist *typist, const struct interview_item *item, const struct value *want)
{
	const char *path = arena_strdup(&typist->arena, item->path);
	if (!fits(typist, item, want)) {
		type_delete(typist, item, 0);
		return;
	}
	puts("");
	change(typist, &(struct change){CHANGE_CONFIRM, path, NULL, 0}, 1);
	walk_past(typist->walk, &typist->interview);
}

/* The first record that stands for none of the example: a suggestion that does not hold there. */
static size_t find_stranger(struct typist *typist, const struct value *list)
{
	size_t i = 0;
	while (i < list->count && wanted(typist, &list->items[i]))
		i++;
	return i;
}

static void type_list(struct typist *typist, const struct interview_item *item)
{
	const struct value *want = wanted(typist, item->value);
	const char *path = arena_strdup(&typist->arena, item->path);
	size_t at = item->value->count, stranger = find_stranger(typist, item->value);
	if (item->suggests && item->depth) {
		type_inner_list(typist, item, want);
	} else if (stranger < at) {
		type_delete(typist, item, stranger);
	} else if (want->state == VALUE_GIVEN && at < want->count) {
		type_add(typist, item, &want->items[at]);
	} else {
		bool none = item->state == ITEM_OPEN;
		puts(none ? "." : "");
		if (none)
			change(typist, &(struct change){CHANGE_NONE, path, NULL, 0}, 1);
		walk_next(typist->walk, &typist->interview);
	}
}

/* Sheets and offers */

static bool is_given(const struct value *value)
{
	return value->state == VALUE_GIVEN && (value->kind < TYPE_LIST || value->count);
}

/* Does the line say what the example says? */
static bool line_holds(struct typist *typist, const struct interview_item *item)
{
	const struct value *want = wanted(typist, item->value);
	if (item->is_list)
		return is_given(item->value) ? fits(typist, item, want) : !is_given(want);
	if (item->value->kind == TYPE_REFERENCE && is_given(item->value) && is_given(want))
		return wanted(typist, item->value->target) == want->target;
	return is_given(item->value) ? same(item->value, want) : !is_given(want);
}

static void choose(struct typist *typist, const size_t *items, size_t line)
{
	printf("%zu\n", line + 1);
	walk_choose(typist->walk, &typist->interview, items[line]);
}

/* Goes to a line that the example has otherwise; what is optional first, since it can close others. */
static bool choose_line(struct typist *typist, const struct interview_lines *lines)
{
	size_t first = lines->answered + lines->open;
	for (size_t i = first; i < first + lines->optional; i++) {
		if (!line_holds(typist, &typist->interview.items[lines->items[i]])) {
			choose(typist, lines->items, i);
			return true;
		}
	}
	for (size_t i = 0; i < lines->answered; i++) {
		if (!line_holds(typist, &typist->interview.items[lines->items[i]])) {
			choose(typist, lines->items, i);
			return true;
		}
	}
	return false;
}

static void type_sheet(struct typist *typist, const char *path)
{
	const char *sheet = arena_strdup(&typist->arena, path), *text = NULL, *why;
	struct interview_lines lines = interview_lines(&typist->arena, &typist->interview, sheet);
	const struct change *changes;
	if (choose_line(typist, &lines))
		return;
	const struct interview_item *open = lines.open ? &typist->interview.items[lines.items[lines.answered]] : NULL;
	if (open && !open->is_list && is_given(wanted(typist, open->value)))
		text = answer_text(typist, open, wanted(typist, open->value));
	puts(text ? escaped(typist, text) : "");
	size_t count = interview_confirm(&typist->arena, &typist->interview, sheet, text, &changes, &why);
	if (!count)
		fail(typist, why);
	change(typist, changes, count);
	walk_past(typist->walk, &typist->interview);
}

/* At the end: false when the example says no more. */
static bool type_offer(struct typist *typist)
{
	const size_t *offers;
	size_t count = interview_offers(&typist->arena, &typist->interview, &offers);
	for (size_t i = 0; i < count; i++) {
		if (!line_holds(typist, &typist->interview.items[offers[i]])) {
			choose(typist, offers, i);
			return true;
		}
	}
	return false;
}

/* Optional answers that open questions of records: a person who knows goes there first. True: the walk went there. */
static bool type_gate(struct typist *typist)
{
	static const char *const gates[] = {"company.traits", "promises.made"};
	for (size_t i = typist->gates_seen; i < sizeof gates / sizeof *gates; i++) {
		size_t at = interview_at(&typist->interview, gates[i]);
		typist->gates_seen = i + 1;
		if (at == typist->interview.count || line_holds(typist, &typist->interview.items[at]))
			continue;
		printf("/%s\n", gates[i]);
		walk_jump(typist->walk, gates[i]);
		return true;
	}
	return false;
}

static bool type_line(struct typist *typist)
{
	size_t at = walk_at(typist->walk, &typist->interview);
	const struct interview_item *item = &typist->interview.items[at];
	const char *sheet = walk_sheet(typist->walk, &typist->interview);
	if (at == typist->interview.count)
		return type_offer(typist);
	if (strcmp(item->path, "activities") == 0 && type_gate(typist))
		return true;
	if (sheet)
		type_sheet(typist, sheet);
	else if (item->is_list)
		type_list(typist, item);
	else
		type_answer(typist, item);
	return true;
}

/* A new file is in British English, so that nobody is asked. */
static void type_language(const struct typist *typist)
{
	const struct value *language = value_field(value_field(typist->example->root, "notice"), "language");
	if (strcmp(language->text, "en-GB") != 0)
		printf("/notice.language\n%s\n", language->text);
}

int main(int argc, char **argv)
{
	struct typist typist = {.arena = ARENA_INIT, .diags = DIAGS_INIT};
	struct buf text = BUF_INIT;
	typist.example = argc == 2 ? answers_load(builtin_library.schema, argv[1], &typist.diags) : NULL;
	if (!typist.example)
		fail(&typist, "usage: typist EXAMPLE.yaml");
	answers_blank(builtin_library.schema, &text);
	read_text(&typist, &text);
	typist.walk = walk_new(false);
	walk_start(typist.walk, &typist.interview);
	for (size_t lines = 0; type_line(&typist); lines++) {
		if (lines > LINES_MOST)
			fail(&typist, "the interview does not come to an end");
	}
	type_language(&typist);
	puts("");
	buf_release(&text);
	walk_free(typist.walk);
	interview_release(&typist.interview);
	answers_free(typist.answers);
	answers_free((struct answers *)typist.example);
	diags_release(&typist.diags);
	arena_release(&typist.arena);
	return 0;
}
