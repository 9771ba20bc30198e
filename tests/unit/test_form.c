/* Questions as forms: which widget, filled with what, and the change that comes of it. */
#include "screen.h"

#include "questionnaire/types/record.h"
#include "tui/form.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

static const char firm[] =
	"format: 1\n"
	"company: {legal_name: Acme AB, seat: SE, phone: !unknown }\n"
	"places: {sells_to: !suggested [SE, FI]}\n"
	"activities:\n"
	"  orders: {is: order, data: [name, email], retention: {until: unsubscribed}}\n"
	"  letters: {is: newsletter, bases: {readers: {basis: !suggested consent}}}\n"
	"services:\n"
	"  post: {name: Postex AB, role: controller, countries: [SE]}\n"
	"notice: {language: en-GB}\n";

struct at {
	struct desk desk;
	const struct interview_item *item;
	struct form form;
	struct driven driven;
	struct arena arena;
};

static unsigned update(void *widget, struct input input)
{
	return form_update(widget, input);
}

static enum place place(const void *widget)
{
	return form_place(widget);
}

static void begin(struct at *at, const char *path)
{
	sit_down(&at->desk, firm, false);
	size_t number = interview_at(&at->desk.interview, path);
	assert_true(number < at->desk.interview.count);
	at->item = &at->desk.interview.items[number];
	assert_string_equal(at->item->path, path);
	form_init(&at->form, &at->desk.interview, at->item, NULL);
	form_layout(&at->form, 40, 10);
	at->driven = (struct driven){&at->form, update, place};
	at->arena = (struct arena)ARENA_INIT;
}

/* What accepting gives: "set company.seat FI", "keeps", or the reason against it. The file takes every change. */
static void end(struct at *at, const char *wanted)
{
	static const char *const kinds[] = {"set", "suggest", "unknown", "none", "confirm", "delete"};
	const struct change *change;
	const char *why;
	struct buf text = BUF_INIT, bytes = BUF_INIT;
	enum form_answer answer = form_answer(&at->form, &at->arena, &at->desk.interview, at->item, &change, &why);
	if (answer == FORM_CHANGES) {
		buf_addf(&text, "%s %s", kinds[change->kind], change->path);
		for (size_t i = 0; i < change->count; i++)
			buf_addf(&text, "%s%s", i ? "; " : " ", change->values[i]);
		assert_true(answers_change(at->desk.answers, change, 1, &bytes, &at->desk.diags));
	} else {
		buf_adds(&text, answer == FORM_KEEPS ? "keeps" : why);
	}
	assert_string_equal(text.s, wanted);
	buf_release(&text);
	buf_release(&bytes);
	form_release(&at->form);
	arena_release(&at->arena);
	stand_up(&at->desk);
}

static void test_answers(void **state)
{
	(void)state;
	static const struct {
		const char *path, *keys, *wanted;
	} cases[] = {
		{"company.legal_name", "", "keeps"}, {"company.legal_name", "x Backspace", "keeps"},
		{"company.legal_name", "'x", "set company.legal_name Acme ABx"},
		{"company.legal_name", "Ctrl-U", "an answer is needed here; if you do not know it yet, say so"},
		{"company.legal_name", "Ctrl-U Space Space", "an answer is needed here; if you do not know it yet, say so"},
		{"company.trading_name", "", "keeps"}, {"company.trading_name", "'Acme", "set company.trading_name Acme"}, {"company.phone", "", "keeps"},
		{"company.seat", "", "keeps"}, {"company.seat", "'finl Ctrl-Space", "set company.seat FI"},
		{"company.seat", "'finl Enter", "set company.seat FI"}, {"company.seat", "'UK Enter", "set company.seat GB"},
		{"company.seat", "'osterreich Enter", "set company.seat AT"}, {"company.seat", "'cote Enter", "set company.seat CI"},
		{"company.seat", "'holland Enter", "set company.seat NL"}, {"company.seat", "'us Enter", "set company.seat US"},
		{"company.seat", "'united Enter", "set company.seat GB"}, {"company.seat", "'se Enter", "keeps"},
		{"places.sells_to", "", "confirm places.sells_to"}, {"places.sells_to", "'germ Space", "set places.sells_to SE; FI; DE"},
		{"places.sells_to", "'swed Space Esc Space", "confirm places.sells_to"},
		{"places.sells_to", "'swed Space Ctrl-U 'finl Space Ctrl-U 'norw Space Ctrl-U 'germ Space Ctrl-U 'finl Space", "set places.sells_to NO; DE; FI"},
		{"places.sells_to", "'swed Space Enter", "confirm places.sells_to"},
		{"places.sells_to", "'swed Space", "set places.sells_to FI"}, {"places.sells_to", "'UK Enter 'usa Enter", "set places.sells_to SE; FI; GB; US"},
		{"services", "", "keeps"}, {"cookies", "", "add one, or say that there is none or that you do not know it yet"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct at at;
		begin(&at, cases[i].path);
		press(&at.driven, cases[i].keys);
		end(&at, cases[i].wanted);
	}
}

/* The beginning of a long list as it is shown: the most usual first, among equals in the order of the vocabulary. */
static void assert_first(const char *path, const char *wanted)
{
	struct at at;
	struct buf shown = BUF_INIT;
	begin(&at, path);
	const struct list *list = &at.form.choices.list;
	for (size_t i = 0; i < 8 && i < list->shown_count; i++)
		buf_addf(&shown, "%s ", at.form.offered[list->shown[i]].id);
	assert_string_equal(shown.s, wanted);
	buf_release(&shown);
	form_release(&at.form);
	arena_release(&at.arena);
	stand_up(&at.desk);
}

static void test_most_used_first(void **state)
{
	(void)state;
	assert_first("company.seat", "FR DE GB US AT BE DK FI ");
	assert_first("activities.orders.data", "name email phone address message order invoice payment ");
	assert_first("activities.orders.retention.until", "closed last-deal contract-end last-message calendar-year payment account-closed invoice-year ");
}

static const struct interview_item *first_of(const struct interview *interview, enum type_kind kind, enum item_state in)
{
	for (size_t i = 0; i < interview->count; i++)
		if (interview->items[i].question->type.kind == kind && interview->items[i].state == in)
			return &interview->items[i];
	return NULL;
}

static void test_yes_no(void **state)
{
	(void)state;
	struct desk desk;
	sit_down(&desk, firm, false);
	const struct interview_item *item = first_of(&desk.interview, TYPE_YES_NO, ITEM_OPEN);
	assert_non_null(item);
	char *path = strdup(item->path);
	stand_up(&desk);
	static const char *const cases[][2] = {{"y", "yes"}, {"n", "no"}, {"Down Space", "no"}, {"N y", "yes"}, {"Down Enter", "no"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct at at;
		char wanted[200];
		begin(&at, path);
		assert_true(press(&at.driven, cases[i][0]) & EFFECT_CHANGED);
		snprintf(wanted, sizeof wanted, "set %s %s", path, cases[i][1]);
		end(&at, wanted);
	}
	struct at at;
	begin(&at, path);
	assert_int_equal(press(&at.driven, "Enter"), EFFECT_ACCEPT); /* one Enter too many is no answer */
	end(&at, "press y or n, then Enter; if you do not know it yet, say so");
	free(path);
}

/* Every question there is: a form that can be drawn at any size, and that keeps, confirms or asks when nothing is touched. */
static void test_all(void **state)
{
	(void)state;
	struct desk desk;
	sit_down(&desk, firm, false);
	for (size_t i = 0; i < desk.interview.count; i++) {
		const struct interview_item *item = &desk.interview.items[i];
		struct form form;
		form_init(&form, &desk.interview, item, NULL);
		for (int size = 1; size < 100; size += 33) {
			struct canvas canvas;
			canvas_init(&canvas, size, 1 + size / 5);
			form_layout(&form, canvas.width, canvas.height);
			form_draw(&form, canvas_pane(&canvas), true);
			assert_true(canvas.cursor_x >= 0);
			assert_true(form_rows(&form, size) >= 1);
			canvas_release(&canvas);
		}
		const struct change *change;
		const char *why;
		struct arena arena = ARENA_INIT;
		enum form_answer answer = form_answer(&form, &arena, &desk.interview, item, &change, &why);
		bool suggested = item->state == ITEM_SUGGESTED || (item->suggests && item->depth); /* lists of the root are gone through */
		assert_int_equal(answer, suggested ? FORM_CHANGES : item->state == ITEM_OPEN ? FORM_REFUSED : FORM_KEEPS);
		assert_true(answer != FORM_CHANGES || change->kind == CHANGE_CONFIRM);
		assert_true(answer != FORM_REFUSED || *why);
		arena_release(&arena);
		form_release(&form);
	}
	stand_up(&desk);
}

static void test_records(void **state)
{
	(void)state;
	struct at at;
	begin(&at, "activities");
	assert_null(form_record(&at.form)); /* Enter goes on */
	assert_int_equal(press(&at.driven, "Enter"), EFFECT_DONE);
	press(&at.driven, "Home");
	assert_string_equal(form_record(&at.form), "orders");
	assert_int_equal(press(&at.driven, "Down d"), EFFECT_DELETE);
	assert_string_equal(form_record(&at.form), "letters");
	for (int width = 80; width >= 40; width -= 40) {
		char name[40];
		struct canvas canvas;
		canvas_init(&canvas, width, 6);
		form_layout(&at.form, width, 6);
		form_draw(&at.form, canvas_pane(&canvas), true);
		snprintf(name, sizeof name, "form-records-%d", width);
		assert_screen(&canvas, name);
		canvas_release(&canvas);
	}
	assert_int_equal(press(&at.driven, "Down Enter"), EFFECT_ADD);
	assert_null(form_record(&at.form));
	assert_int_equal(press(&at.driven, "Down Enter"), EFFECT_DONE);
	end(&at, "keeps");
}

static void test_new_record(void **state)
{
	(void)state;
	struct at at;
	struct buf typed = BUF_INIT;
	begin(&at, "activities");
	form_release(&at.form);
	form_init_new(&at.form, &at.desk.interview, at.item, NULL);
	press(&at.driven, "'shop Space 'on Enter 'by Space 'card Enter"); /* a space in a label is text, Enter ticks */
	form_typed(&at.form, &typed);
	assert_string_equal(typed.s, "local-shop\npayment");
	form_release(&at.form);
	form_init_new(&at.form, &at.desk.interview, at.item, NULL);
	form_restore(&at.form, typed.s);
	buf_clear(&typed);
	form_typed(&at.form, &typed);
	assert_string_equal(typed.s, "local-shop\npayment");
	buf_release(&typed);
	form_release(&at.form);
	arena_release(&at.arena);
	stand_up(&at.desk);
}

static void test_other_answers(void **state)
{
	(void)state;
	struct at at;
	const char *why;
	begin(&at, "company.legal_name");
	assert_int_equal(form_unknown(&at.arena, at.item)->kind, CHANGE_UNKNOWN);
	assert_null(form_none(&at.arena, at.item, &why));
	assert_string_equal(why, "there must be one; if you do not know it yet, say so");
	assert_string_equal(form_clear(&at.arena, at.item, &why)->path, "company.legal_name");
	end(&at, "keeps");
	begin(&at, "cookies");
	assert_int_equal(form_none(&at.arena, at.item, &why)->kind, CHANGE_NONE);
	assert_null(form_clear(&at.arena, at.item, &why));
	end(&at, "add one, or say that there is none or that you do not know it yet");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers), cmocka_unit_test(test_most_used_first), cmocka_unit_test(test_yes_no), cmocka_unit_test(test_all), cmocka_unit_test(test_records), cmocka_unit_test(test_new_record),
		cmocka_unit_test(test_other_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
