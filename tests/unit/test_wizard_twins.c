/*
 * The same answers, the same file: each script of tests/scripts is typed into `noticesmith ask`, and done in the wizard by the keys that a
 * person would press for each of its lines. Byte for byte, both files are the same. Runs from the top folder with NOTICESMITH set to the
 * program. NS_TWINS: only scripts whose names hold this.
 */
#include "base/file.h"
#include "base/text.h"
#include "questionnaire/types/record.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "seat.h"

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

struct twins {
	struct seat seat;
	char *script;
	char *line;     /* at hand, without spaces around */
	char *next;
	size_t number, lines, scripts;
	const char *name;
};

/* Lines */

static bool take_line(struct twins *twins)
{
	if (!*twins->next)
		return false;
	twins->line = twins->next;
	size_t size = strcspn(twins->line, "\n");
	twins->next += size + (twins->line[size] == '\n');
	twins->line[size] = '\0';
	twins->line += strspn(twins->line, " ");
	for (size_t end = strlen(twins->line); end && twins->line[end - 1] == ' '; end--)
		twins->line[end - 1] = '\0';
	twins->number++;
	twins->lines++;
	return true;
}

static const char *text_of(const char *line)
{
	return line + (line[0] == '\\');
}

/* Rows of lists */

static void go_down(struct twins *twins, size_t rows)
{
	seat_keys(&twins->seat, "Home");
	for (size_t i = 0; i < rows; i++)
		seat_keys(&twins->seat, "Down");
}

/* The number of the choice that a word means, as `ask` understands it. */
static size_t choice_of(struct twins *twins, const char *word, size_t size)
{
	const struct form *form = &twins->seat.wizard.form;
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
		fail_msg("%s:%zu: no choice is '%s'", twins->name, twins->number, whole);
	free(whole);
	return found;
}

/* To the row of a choice: by its first letters where they are searched, else down to it. */
static void go_to_choice(struct twins *twins, size_t wanted)
{
	struct seat *seat = &twins->seat;
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

static void tick(struct twins *twins, const char *typed)
{
	struct seat *seat = &twins->seat;
	struct form *form = &seat->wizard.form;
	for (size_t i = 0; i < form->choices.list.count; i++) { /* all away: so the order is that of the line */
		if (!form->choices.chosen[i])
			continue;
		go_to_choice(twins, i);
		seat_keys(seat, "Ctrl-Space");
	}
	for (const char *word = typed; *word;) {
		word += strspn(word, ", ");
		size_t size = strcspn(word, ",");
		if (size) {
			go_to_choice(twins, choice_of(twins, word, size));
			seat_keys(seat, "Ctrl-Space");
		}
		word += size;
	}
	if (form->choices.list.filtering)
		seat_keys(seat, "Ctrl-A Ctrl-K");
}

/* Forms */

static void put_text(struct twins *twins, const char *text)
{
	struct seat *seat = &twins->seat;
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
static void put_texts(struct twins *twins, const char *typed)
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
	put_text(twins, lines.s);
	buf_release(&lines);
}

static void fill(struct twins *twins, const char *typed)
{
	struct form *form = &twins->seat.wizard.form;
	if (form->kind == FORM_CHOICES && form->several)
		tick(twins, typed);
	else if (form->kind == FORM_CHOICES)
		go_to_choice(twins, choice_of(twins, typed, strlen(typed)));
	else if (form->kind == FORM_AREA && form->several)
		put_texts(twins, typed);
	else
		put_text(twins, typed);
	seat_keys(&twins->seat, "Enter");
}

/* A long text: up to the line with a full stop. False: that was the first line, there is none. */
static bool take_long_text(struct twins *twins, struct buf *text)
{
	bool first = true;
	for (; strcmp(twins->line, ".") != 0; first = false) {
		size_t slashes = strspn(twins->line, "\\");
		buf_addf(text, "%s%s", first ? "" : "\n", twins->line + (slashes && strcmp(twins->line + slashes, ".") == 0));
		assert_true(take_line(twins));
	}
	while (text->len && text->s[text->len - 1] == '\n')
		buf_truncate(text, text->len - 1);
	return !first;
}

static void do_question(struct twins *twins)
{
	struct seat *seat = &twins->seat;
	size_t at = walk_at(seat->wizard.model.walk, &seat->wizard.model.interview);
	const struct interview_item *item = &seat->wizard.model.interview.items[at];
	struct buf text = BUF_INIT;
	if (item->question->type.kind == TYPE_LONG_TEXT && !take_long_text(twins, &text))
		seat_keys(seat, "Ctrl-O");
	else if (item->question->type.kind == TYPE_LONG_TEXT && text.len)
		fill(twins, text.s);
	else if (!*twins->line || item->question->type.kind == TYPE_LONG_TEXT)
		seat_keys(seat, "Enter");
	else if (strcmp(twins->line, "-") == 0)
		seat_keys(seat, "Ctrl-D");
	else if (strcmp(twins->line, ".") == 0)
		seat_keys(seat, "Ctrl-O");
	else
		fill(twins, text_of(twins->line));
	buf_release(&text);
}

static void do_records(struct twins *twins)
{
	struct seat *seat = &twins->seat;
	if (!*twins->line) {
		seat_keys(seat, "End Enter");
	} else if (strcmp(twins->line, "-") == 0) {
		seat_keys(seat, "Ctrl-D");
	} else if (strcmp(twins->line, ".") == 0) {
		seat_keys(seat, "Ctrl-O");
	} else if (strncmp(twins->line, "delete ", 7) == 0) {
		go_down(twins, strtoul(twins->line + 7, NULL, 10) - 1);
		seat_keys(seat, "d");
	} else {
		if (seat->wizard.view != VIEW_NEW)
			seat_keys(seat, "a");
		assert_int_equal(seat->wizard.view, VIEW_NEW);
		fill(twins, text_of(twins->line));
	}
}

static bool is_number(const char *line)
{
	return *line && !line[strspn(line, "0123456789")];
}

/* A text answers the first line that is open: into it, back, and all is confirmed. */
static void do_sheet(struct twins *twins)
{
	struct seat *seat = &twins->seat;
	struct arena arena = ARENA_INIT;
	const struct interview *interview = &seat->wizard.model.interview;
	struct interview_lines lines = interview_lines(&arena, interview, walk_sheet(seat->wizard.model.walk, interview));
	if (!*twins->line) {
		seat_keys(seat, "Home Enter");
	} else if (strcmp(twins->line, "delete") == 0) {
		seat_keys(seat, "d");
	} else if (is_number(twins->line)) {
		go_down(twins, strtoul(twins->line, NULL, 10));
		seat_keys(seat, "Enter");
	} else {
		assert_int_not_equal(lines.open, 0);
		go_down(twins, lines.answered + 1);
		seat_keys(seat, "Enter");
		assert_int_equal(seat->wizard.view, VIEW_ITEM);
		fill(twins, text_of(twins->line));
		assert_int_equal(seat->wizard.view, VIEW_SHEET);
		seat_keys(seat, "Home Enter");
	}
	arena_release(&arena);
}

/* At the end a number goes to what is optional: the row of Finish that leads there. */
static void do_finish(struct twins *twins)
{
	struct arena arena = ARENA_INIT;
	const struct wizard *wizard = &twins->seat.wizard;
	const size_t *offers;
	size_t count = interview_offers(&arena, &wizard->model.interview, &offers), number = strtoul(twins->line, NULL, 10), row = 1;
	assert_true(number >= 1 && number <= count);
	const char *path = wizard->model.interview.items[offers[number - 1]].path;
	while (!wizard->leads[row].path || strcmp(wizard->leads[row].path, path) != 0)
		row++;
	go_down(twins, row);
	seat_keys(&twins->seat, "Enter");
	assert_string_equal(seat_at(&twins->seat), path);
	arena_release(&arena);
}

static void do_line(struct twins *twins)
{
	const struct wizard *wizard = &twins->seat.wizard;
	const char *at = seat_at(&twins->seat);
	if (twins->line[0] == '/')
		seat_go_to(&twins->seat, twins->line + 1);
	else if (wizard->view == VIEW_FINISH)
		do_finish(twins);
	else if (wizard->view == VIEW_SHEET)
		do_sheet(twins);
	else if (wizard->view == VIEW_NEW || wizard->form.kind == FORM_RECORDS)
		do_records(twins);
	else
		do_question(twins);
	if (wizard->front != FRONT_NOTHING || wizard->message_role == ROLE_ERROR)
		fail_msg("%s:%zu: '%s' at %s: %s", twins->name, twins->number, twins->line, at ? at : "the end", wizard->message.s);
}

/* Both */

static void ask_in_line_mode(const struct twins *twins, const char *path, const char *script)
{
	const char *program = getenv("NOTICESMITH");
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		int in = open(script, O_RDONLY), out = open("/dev/null", O_WRONLY);
		dup2(in, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		program = program ? program : "./noticesmith";
		execl(program, program, "ask", path, (char *)NULL);
		_exit(127);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status)
		fail_msg("%s: ask failed", twins->name);
}

static void compare(const struct twins *twins, const char *path)
{
	struct diags diags = DIAGS_INIT;
	size_t size, size_here;
	char *asked = file_read(path, FILE_LIMIT, &size, &diags), *here = file_read(twins->seat.path, FILE_LIMIT, &size_here, &diags);
	assert_non_null(asked);
	assert_non_null(here);
	size_t same = 0;
	while (asked[same] && asked[same] == here[same])
		same++;
	if (asked[same] || here[same])
		fail_msg("%s: ask has\n%.200s\nthe wizard has\n%.200s", twins->name, asked + same, here + same);
	free(asked);
	free(here);
	unlink(path);
}

static void play(struct twins *twins, const char *script)
{
	struct diags diags = DIAGS_INIT;
	char path[400];
	size_t size;
	seat_take(&twins->seat, NULL);
	snprintf(path, sizeof path, "%s.asked.yaml", twins->seat.folder);
	ask_in_line_mode(twins, path, script);
	twins->script = twins->next = file_read(script, FILE_LIMIT, &size, &diags);
	assert_non_null(twins->script);
	twins->number = 0;
	while (take_line(twins) && !(twins->seat.wizard.view == VIEW_FINISH && !*twins->line))
		do_line(twins);
	assert_int_equal(*twins->next, '\0');
	compare(twins, path);
	seat_leave(&twins->seat);
	free(twins->script);
	twins->scripts++;
}

static void test_twins(void **state)
{
	const char *only = getenv("NS_TWINS");
	struct twins twins = {.lines = 0};
	glob_t scripts;
	(void)state;
	assert_int_equal(glob("tests/scripts/*.txt", 0, NULL, &scripts), 0);
	for (size_t i = 0; i < scripts.gl_pathc; i++) {
		twins.name = scripts.gl_pathv[i];
		if (!only || strstr(twins.name, only))
			play(&twins, scripts.gl_pathv[i]);
	}
	print_message("# %zu companies from %zu lines: the wizard's files are those of ask\n", twins.scripts, twins.lines);
	assert_true(twins.scripts > 0);
	globfree(&scripts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_twins)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
