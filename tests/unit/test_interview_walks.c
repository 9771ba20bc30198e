/*
 * Random walks through the interview: answer, go back, jump, change, add, copy, move, delete, undo. No crash; after every
 * step what is counted as open is what is open; undone to the beginning the file is the first one, byte for byte. Runs from the top folder.
 *
 * NS_INTERVIEW_WALKS: how many.
 */
#include "base/file.h"
#include "questionnaire/interview/history.h"
#include "questionnaire/interview/walk.h"
#include "questionnaire/types/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

static const char *const examples[] = {"corner-shop", "medical-imaging-se", "ecg-cloud-fi", "imaging-gmbh-de", "veterinary-pacs",
	"software-llc-us", "outdoor-shop-us-ca", "reading-app-se"};

struct random_walk {
	struct desk desk;
	struct walk *walk;
	struct history *history;
	struct buf text, first;
	uint64_t seed;
	size_t changes, refused;
};

static size_t random_below(struct random_walk *w, size_t limit)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return limit ? (size_t)((w->seed >> 33) % limit) : 0;
}

struct path_list {
	struct arena *arena;
	const char **items;
	size_t count, capacity;
};

static void collect(void *context, const struct value *value)
{
	struct path_list *list = context;
	struct buf path = BUF_INIT;
	value_path(&path, value);
	list->items = arena_grow(list->arena, list->items, list->count, &list->capacity, sizeof(*list->items));
	list->items[list->count++] = arena_strdup(list->arena, path.s);
	buf_release(&path);
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_paths(struct path_list *list)
{
	if (list->count)
		qsort(list->items, list->count, sizeof(*list->items), compare_paths);
}

/* Is the answer one that nobody has to give? Then its !unknown is open here, but not required. */
static bool is_optional(const struct value *value)
{
	for (; value->parent; value = value->parent) {
		if (value->state != VALUE_GIVEN && value->question && !value->question->required)
			return true;
	}
	return false;
}

/* What is counted as open is what is open. */
static void check_open(struct random_walk *w)
{
	const struct interview *interview = &w->desk.interview;
	struct path_list asked = {.arena = &w->desk.arena}, shown = {.arena = &w->desk.arena};
	size_t open = 0, answered = 0, suggested = 0;
	answers_open(w->desk.answers, collect, &asked);
	for (size_t i = 0; i < interview->count; i++) {
		const struct interview_item *item = &interview->items[i];
		bool is_open = item->state == ITEM_OPEN || item->state == ITEM_UNKNOWN;
		open += is_open;
		answered += item->state == ITEM_ANSWERED;
		suggested += item->state == ITEM_SUGGESTED;
		if (is_open && !(item->state == ITEM_UNKNOWN && is_optional(item->value)))
			collect(&shown, item->value);
	}
	assert_int_equal(interview->open, open);
	assert_int_equal(interview->answered, answered);
	assert_int_equal(interview->suggested, suggested);
	assert_int_equal(interview->asked, open + answered + suggested);
	sort_paths(&asked);
	sort_paths(&shown);
	for (size_t i = 0; i < asked.count && i < shown.count; i++)
		assert_string_equal(asked.items[i], shown.items[i]);
	assert_int_equal(asked.count, shown.count);
}

static void take_text(struct random_walk *w, const struct buf *text)
{
	struct answers *answers = answers_read(builtin_library.schema, "walk.yaml", text->s, text->len, &w->desk.diags);
	assert_non_null(answers);
	interview_renew(&w->desk.interview, answers);
	answers_free(w->desk.answers);
	w->desk.answers = answers;
	buf_clear(&w->text);
	buf_add(&w->text, text->s, text->len);
}

static bool change_text(struct random_walk *w, const char *place, const struct change *changes, size_t count)
{
	struct buf text = BUF_INIT;
	bool made = answers_change(w->desk.answers, changes, count, &text, &w->desk.diags);
	if (made) {
		history_push(w->history, place, w->text.s, w->text.len, text.s, text.len);
		take_text(w, &text);
		w->changes++;
	} else {
		assert_true(w->desk.diags.count > 0);
		assert_int_equal(text.len, 0);
		for (size_t i = 0; i < w->desk.diags.count; i++)
			assert_string_not_equal(w->desk.diags.items[i].kind->id, "change-not-readable");
		w->refused++;
	}
	buf_release(&text);
	return made;
}

/* Something a person may type there: mostly what fits. */
static const char *typed(struct random_walk *w, const struct interview_item *item)
{
	static const char *const texts[] = {"Acme AB", "yes", "2 years", "2026-12-01", "a@b.example", "https://a.example/x", "12",
		"one, two; three", "!none", "- a: b", "# no comment", "No", "1e3", "~", "a: [b, {c", "\"quoted\"", "it's", "Bokföringsbyrån", "東京",
		"😀", "one\ntwo\n\nthree", "&a *b", "x #y", "\xff", "a\tb", ""};
	const struct interview_choice *choices;
	size_t count = interview_choices(&w->desk.arena, &w->desk.interview, item, &choices);
	if (count && random_below(w, 8)) {
		const char *one = choices[random_below(w, count)].id, *two = choices[random_below(w, count)].id;
		return random_below(w, 2) ? one : arena_printf(&w->desk.arena, "%s, %s", one, two);
	}
	switch (item->question->type.kind) {
	case TYPE_DURATION:
		return random_below(w, 4) ? texts[2] : texts[6];
	case TYPE_DATE:
		return texts[3];
	case TYPE_EMAIL:
		return texts[4];
	case TYPE_WEB:
		return texts[5];
	default:
		return texts[random_below(w, sizeof(texts) / sizeof(*texts))];
	}
}

static void answer_item(struct random_walk *w, const struct interview_item *item)
{
	const char *why = NULL, *place = arena_strdup(&w->desk.arena, item->path), *path;
	const struct change *changes;
	if (item->is_list) {
		size_t count = interview_add(&w->desk.arena, &w->desk.interview, item, typed(w, item), &changes, &path, &why);
		assert_true(count || why);
		if (count && change_text(w, place, changes, count) && path)
			walk_enter(w->walk, &w->desk.interview, path, false);
		return;
	}
	changes = interview_answer(&w->desk.arena, &w->desk.interview, item, typed(w, item), &why);
	assert_true(changes || why);
	if (changes && change_text(w, place, changes, 1))
		walk_next(w->walk, &w->desk.interview);
}

static void plain_change(struct random_walk *w, const struct interview_item *item, enum change_kind kind)
{
	const char *path = arena_strdup(&w->desk.arena, item->path);
	change_text(w, path, &(struct change){kind, path, NULL, 0}, 1);
}

/* Copy, move, delete or edit one of the records. */
static void change_record(struct random_walk *w, const struct interview_item *item)
{
	const struct value *list = item->value;
	if (!item->is_list || !list->count)
		return;
	const struct value *record = &list->items[random_below(w, list->count)], *other = &list->items[random_below(w, list->count)];
	const char *place = arena_strdup(&w->desk.arena, item->path), *path = arena_printf(&w->desk.arena, "%s.%s", place, record->key);
	const char *key = arena_strdup(&w->desk.arena, other->key);
	switch (random_below(w, 4)) {
	case 0:
		key = interview_key(&w->desk.arena, list, record->key);
		change_text(w, place, &(struct change){CHANGE_COPY, path, &key, 1}, 1);
		break;
	case 1:
		change_text(w, place, &(struct change){CHANGE_MOVE, path, &key, random_below(w, 2)}, 1);
		break;
	case 2:
		change_text(w, place, &(struct change){CHANGE_DELETE, path, NULL, 0}, 1);
		break;
	default:
		walk_jump(w->walk, place);
		walk_enter(w->walk, &w->desk.interview, path, true);
	}
}

static bool undo(struct random_walk *w, bool redo)
{
	struct buf text = BUF_INIT;
	const char *label = history_label(w->history, redo);
	bool done = (redo ? history_redo : history_undo)(w->history, w->text.s, w->text.len, &text);
	assert_true(done == (label != NULL));
	if (done) {
		walk_jump(w->walk, label);
		history_step(w->history, redo);
		take_text(w, &text);
	}
	buf_release(&text);
	return done;
}

/* At a sheet: confirm it, with or without an answer, go to a line of it, or delete it. */
static void at_sheet(struct random_walk *w, const char *path)
{
	const struct interview *interview = &w->desk.interview;
	const char *sheet = arena_strdup(&w->desk.arena, path), *list = arena_strndup(&w->desk.arena, sheet, strcspn(sheet, ".")), *why;
	struct interview_lines lines = interview_lines(&w->desk.arena, interview, sheet);
	size_t count = lines.answered + lines.open + lines.optional;
	const struct change *changes;
	switch (random_below(w, 4)) {
	case 0:
		if (count)
			walk_choose(w->walk, interview, lines.items[random_below(w, count)]);
		break;
	case 1:
		if (change_text(w, sheet, &(struct change){CHANGE_DELETE, sheet, NULL, 0}, 1))
			walk_gone(w->walk, interview, list);
		break;
	default:
		count = interview_confirm(&w->desk.arena, interview, sheet, random_below(w, 2) ? "a company" : NULL, &changes, &why);
		assert_true(count || why);
		if (count && change_text(w, sheet, changes, count))
			walk_past(w->walk, interview);
	}
}

static void choose_offer(struct random_walk *w)
{
	const size_t *offers;
	size_t count = interview_offers(&w->desk.arena, &w->desk.interview, &offers);
	if (count)
		walk_choose(w->walk, &w->desk.interview, offers[random_below(w, count)]);
}

static void step(struct random_walk *w)
{
	const struct interview *interview = &w->desk.interview;
	size_t at = walk_at(w->walk, interview);
	const char *sheet = walk_sheet(w->walk, interview);
	if (sheet && random_below(w, 3)) {
		at_sheet(w, sheet);
		return;
	}
	if (at == interview->count && random_below(w, 3) == 0) {
		choose_offer(w);
		return;
	}
	if (at == interview->count || random_below(w, 6) == 0) {
		walk_jump(w->walk, interview->items[random_below(w, interview->count)].path);
		at = walk_at(w->walk, interview);
	}
	const struct interview_item *item = &interview->items[at];
	switch (random_below(w, 12)) {
	case 0:
		walk_back(w->walk, interview);
		break;
	case 1:
		undo(w, false);
		break;
	case 2:
		undo(w, true);
		break;
	case 3:
		plain_change(w, item, CHANGE_UNKNOWN);
		break;
	case 4:
		plain_change(w, item, CHANGE_NONE);
		break;
	case 5:
		plain_change(w, item, item->state == ITEM_SUGGESTED || item->suggests ? CHANGE_CONFIRM : CHANGE_DELETE);
		break;
	case 6:
	case 7:
		change_record(w, item);
		break;
	case 8:
		walk_next(w->walk, interview);
		break;
	default:
		answer_item(w, item);
	}
	assert_true(walk_at(w->walk, &w->desk.interview) <= w->desk.interview.count);
	at %= interview->count;
	assert_int_equal(interview_at(interview, interview->items[at].path), at);
}

static void begin_text(struct random_walk *w, size_t number)
{
	struct diags diags = DIAGS_INIT;
	char path[64];
	size_t size;
	if (number % 4) { /* most walks begin with an empty file: they are quick */
		answers_blank(builtin_library.schema, &w->text);
		return;
	}
	snprintf(path, sizeof(path), "tests/examples/%s.yaml", examples[number / 4 % 5]);
	char *bytes = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(bytes);
	buf_add(&w->text, bytes, size);
	free(bytes);
	diags_release(&diags);
}

static void walk_at_random(size_t number, size_t *changes, size_t *refused)
{
	struct random_walk w = {.text = BUF_INIT, .first = BUF_INIT, .seed = number * 2654435761u + 1};
	begin_text(&w, number);
	buf_add(&w.first, w.text.s, w.text.len);
	sit_down(&w.desk, w.text.s, number % 3 == 0);
	w.walk = walk_new(number % 2);
	w.history = history_new();
	walk_start(w.walk, &w.desk.interview);
	for (size_t steps = 4 + random_below(&w, 24); steps > 0; steps--) {
		step(&w);
		check_open(&w);
		diags_release(&w.desk.diags);
		arena_release(&w.desk.arena);
	}
	while (undo(&w, false))
		;
	assert_int_equal(w.text.len, w.first.len);
	assert_memory_equal(w.text.s, w.first.s, w.first.len);
	*changes += w.changes;
	*refused += w.refused;
	walk_free(w.walk);
	history_free(w.history);
	stand_up(&w.desk);
	buf_release(&w.text);
	buf_release(&w.first);
}

static void test_random_walks(void **state)
{
	const char *wanted = getenv("NS_INTERVIEW_WALKS");
	size_t count = wanted ? strtoul(wanted, NULL, 10) : 400, changes = 0, refused = 0;
	(void)state;
	for (size_t i = 0; i < count; i++)
		walk_at_random(i, &changes, &refused);
	print_message("# %zu walks, %zu changes, %zu refused\n", count, changes, refused);
	assert_true(changes > count && refused > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_walks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
