#include "reader.h"

#include "base/file.h"
#include "base/text.h"
#include "questionnaire/types/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

struct reader {
	struct seat *seat;
	char *line;     /* at hand, without spaces around */
	char *next;
	size_t number;
	const char *name;
};

/* Lines */

static bool take_line(struct reader *reader)
{
	if (!*reader->next)
		return false;
	reader->line = reader->next;
	size_t size = strcspn(reader->line, "\n");
	reader->next += size + (reader->line[size] == '\n');
	reader->line[size] = '\0';
	reader->line += strspn(reader->line, " ");
	for (size_t end = strlen(reader->line); end && reader->line[end - 1] == ' '; end--)
		reader->line[end - 1] = '\0';
	reader->number++;
	return true;
}

static const char *text_of(const char *line)
{
	return line + (line[0] == '\\');
}

/* Rows of lists */

static void go_down(struct reader *reader, size_t rows)
{
	seat_keys(reader->seat, "Home");
	for (size_t i = 0; i < rows; i++)
		seat_keys(reader->seat, "Down");
}

/* The number of the choice that a word means, as `ask` understands it. */
static size_t choice_of(struct reader *reader, const char *word, size_t size)
{
	const struct form *form = &reader->seat->wizard.form;
	size_t count = form->choices.list.count;
	char *whole = xstrndup(word, size);
	size_t found = count;
	for (int degree = 0; degree < 3 && found == count; degree++)
		for (size_t i = 0; i < count && found == count; i++) {
			const char *id = form->offered[i].id, *label = form->offered[i].label;
			bool fits = degree == 0 ? strcmp(id, whole) == 0 || strcasecmp(label, whole) == 0 :
				degree == 1 ? strncasecmp(label, whole, size) == 0 : strncasecmp(id, whole, size) == 0;
			if (fits && *id) /* else it is the row without an answer */
				found = i;
		}
	if (found == count)
		fail_msg("%s:%zu: no choice is '%s'", reader->name, reader->number, whole);
	free(whole);
	return found;
}

/* To the row of a choice: by its first letters where they are searched, else down to it. */
static void go_to_choice(struct reader *reader, size_t wanted)
{
	struct seat *seat = reader->seat;
	struct list *list = &seat->wizard.form.choices.list;
	if (list->filtering) {
		seat_keys(seat, "Ctrl-A Ctrl-K");
		seat_type(seat, seat->wizard.form.offered[wanted].label);
	} else {
		seat_keys(seat, "Home");
	}
	for (size_t i = 0; list_row(list) != wanted; i++) {
		assert_true(i < list->count);
		seat_keys(seat, "Down");
	}
}

static void tick(struct reader *reader, const char *typed)
{
	struct seat *seat = reader->seat;
	struct form *form = &seat->wizard.form;
	for (size_t i = 0; i < form->choices.list.count; i++) { /* all away: so the order is that of the line */
		if (!form->choices.chosen[i])
			continue;
		go_to_choice(reader, i);
		seat_keys(seat, "Ctrl-Space");
	}
	for (const char *word = typed; *word;) {
		word += strspn(word, ", ");
		size_t size = strcspn(word, ",");
		if (size) {
			go_to_choice(reader, choice_of(reader, word, size));
			seat_keys(seat, "Ctrl-Space");
		}
		word += size;
	}
	if (form->choices.list.filtering)
		seat_keys(seat, "Ctrl-A Ctrl-K");
}

/* Forms */

static void put_text(struct reader *reader, const char *text)
{
	struct seat *seat = reader->seat;
	seat_keys(seat, seat->wizard.form.kind == FORM_AREA ? "Ctrl-End" : "End");
	while (seat->wizard.form.kind == FORM_AREA ? seat->wizard.form.area.edit.cursor : seat->wizard.form.field.edit.cursor)
		seat_keys(seat, "Backspace");
	for (const char *line = text; *line;) {
		char *whole = xstrndup(line, strcspn(line, "\n"));
		seat_type(seat, whole);
		line += strlen(whole);
		free(whole);
		if (*line == '\n') {
			seat_keys(seat, "Alt-Enter");
			line++;
		}
	}
}

/* Own texts with semicolons, or commas, between: a line each. */
static void put_texts(struct reader *reader, const char *typed)
{
	struct buf lines = BUF_INIT;
	const char *between = strchr(typed, ';') ? ";" : ",";
	for (const char *word = typed; *word;) {
		word += strspn(word, " ;,");
		size_t size = strcspn(word, between);
		if (size)
			buf_addf(&lines, "%s%.*s", lines.len ? "\n" : "", (int)size, word);
		word += size;
	}
	put_text(reader, lines.s);
	buf_release(&lines);
}

static void fill(struct reader *reader, const char *typed)
{
	struct form *form = &reader->seat->wizard.form;
	if (form->kind == FORM_CHOICES && form->several)
		tick(reader, typed);
	else if (form->kind == FORM_CHOICES)
		go_to_choice(reader, choice_of(reader, typed, strlen(typed)));
	else if (form->kind == FORM_AREA && form->several)
		put_texts(reader, typed);
	else
		put_text(reader, typed);
	seat_keys(reader->seat, "Enter");
}

/* A long text: up to the line with a full stop. False: that was the first line, there is none. */
static bool take_long_text(struct reader *reader, struct buf *text)
{
	bool first = true;
	for (; strcmp(reader->line, ".") != 0; first = false) {
		size_t slashes = strspn(reader->line, "\\");
		buf_addf(text, "%s%s", first ? "" : "\n", reader->line + (slashes && strcmp(reader->line + slashes, ".") == 0));
		assert_true(take_line(reader));
	}
	while (text->len && text->s[text->len - 1] == '\n')
		buf_truncate(text, text->len - 1);
	return !first;
}

static void do_question(struct reader *reader)
{
	struct seat *seat = reader->seat;
	size_t at = walk_at(seat->wizard.model.walk, &seat->wizard.model.interview);
	const struct interview_item *item = &seat->wizard.model.interview.items[at];
	struct buf text = BUF_INIT;
	if (item->question->type.kind == TYPE_LONG_TEXT && !take_long_text(reader, &text))
		seat_keys(seat, "Ctrl-O");
	else if (item->question->type.kind == TYPE_LONG_TEXT && text.len)
		fill(reader, text.s);
	else if (!*reader->line || item->question->type.kind == TYPE_LONG_TEXT)
		seat_keys(seat, "Enter");
	else if (strcmp(reader->line, "-") == 0)
		seat_keys(seat, "Ctrl-D");
	else if (strcmp(reader->line, ".") == 0)
		seat_keys(seat, "Ctrl-O");
	else
		fill(reader, text_of(reader->line));
	buf_release(&text);
}

static void do_records(struct reader *reader)
{
	struct seat *seat = reader->seat;
	if (!*reader->line) {
		seat_keys(seat, "End Enter");
	} else if (strcmp(reader->line, "-") == 0) {
		seat_keys(seat, "Ctrl-D");
	} else if (strcmp(reader->line, ".") == 0) {
		seat_keys(seat, "Ctrl-O");
	} else if (strncmp(reader->line, "delete ", 7) == 0) {
		go_down(reader, strtoul(reader->line + 7, NULL, 10) - 1);
		seat_keys(seat, "d");
	} else {
		if (seat->wizard.view != VIEW_NEW)
			seat_keys(seat, "a");
		assert_int_equal(seat->wizard.view, VIEW_NEW);
		fill(reader, text_of(reader->line));
	}
}

static bool is_number(const char *line)
{
	return *line && !line[strspn(line, "0123456789")];
}

/* A text answers the first line that is open: into it, back, and all is confirmed. */
static void do_sheet(struct reader *reader)
{
	struct seat *seat = reader->seat;
	struct arena arena = ARENA_INIT;
	const struct interview *interview = &seat->wizard.model.interview;
	struct interview_lines lines = interview_lines(&arena, interview, walk_sheet(seat->wizard.model.walk, interview));
	if (!*reader->line) {
		seat_keys(seat, "Home Enter");
	} else if (strcmp(reader->line, "delete") == 0) {
		seat_keys(seat, "d");
	} else if (is_number(reader->line)) {
		go_down(reader, strtoul(reader->line, NULL, 10));
		seat_keys(seat, "Enter");
	} else {
		assert_int_not_equal(lines.open, 0);
		go_down(reader, lines.answered + 1);
		seat_keys(seat, "Enter");
		assert_int_equal(seat->wizard.view, VIEW_ITEM);
		fill(reader, text_of(reader->line));
		assert_int_equal(seat->wizard.view, VIEW_SHEET);
		seat_keys(seat, "Home Enter");
	}
	arena_release(&arena);
}

/* At the end a number goes to what is optional: the row of Finish that leads there. */
static void do_finish(struct reader *reader)
{
	struct arena arena = ARENA_INIT;
	const struct wizard *wizard = &reader->seat->wizard;
	const size_t *offers;
	size_t count = interview_offers(&arena, &wizard->model.interview, &offers), number = strtoul(reader->line, NULL, 10), row = 1;
	assert_true(number >= 1 && number <= count);
	const char *path = wizard->model.interview.items[offers[number - 1]].path;
	while (!wizard->leads[row].path || strcmp(wizard->leads[row].path, path) != 0)
		row++;
	go_down(reader, row);
	seat_keys(reader->seat, "Enter");
	assert_string_equal(seat_at(reader->seat), path);
	arena_release(&arena);
}

static void do_line(struct reader *reader)
{
	const struct wizard *wizard = &reader->seat->wizard;
	const char *at = seat_at(reader->seat);
	if (reader->line[0] == '/')
		seat_go_to(reader->seat, reader->line + 1);
	else if (wizard->view == VIEW_FINISH)
		do_finish(reader);
	else if (wizard->view == VIEW_SHEET)
		do_sheet(reader);
	else if (wizard->view == VIEW_NEW || wizard->form.kind == FORM_RECORDS)
		do_records(reader);
	else
		do_question(reader);
	if (wizard->front != FRONT_NOTHING || wizard->message_role == ROLE_ERROR)
		fail_msg("%s:%zu: '%s' at %s: %s", reader->name, reader->number, reader->line, at ? at : "the end", wizard->message.s);
}

size_t reader_play(struct seat *seat, const char *script)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *text = file_read(script, FILE_LIMIT, &size, &diags);
	assert_non_null(text);
	struct reader reader = {.seat = seat, .next = text, .name = script};
	while (take_line(&reader) && !(seat->wizard.view == VIEW_FINISH && !*reader.line))
		do_line(&reader);
	assert_int_equal(*reader.next, '\0');
	free(text);
	return reader.number;
}
