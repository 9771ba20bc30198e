/* The widgets: what keys do to them, what they look like in small and large, and that nothing at any size breaks them. */
#include "screen.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/widgets/area.h"
#include "tui/widgets/choices.h"
#include "tui/widgets/dialog.h"
#include "tui/widgets/field.h"
#include "tui/widgets/page.h"
#include "tui/widgets/records.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Each kind of widget, as one. */

static unsigned update_field(void *widget, struct input input) { return field_update(widget, input); }
static enum place place_field(const void *widget) { (void)widget; return PLACE_FIELD; }
static unsigned update_area(void *widget, struct input input) { return area_update(widget, input); }
static enum place place_area(const void *widget) { (void)widget; return PLACE_AREA; }
static unsigned update_choices(void *widget, struct input input) { return choices_update(widget, input); }
static enum place place_choices(const void *widget) { return list_place(&((const struct choices *)widget)->list, PLACE_CHOICES); }
static unsigned update_records(void *widget, struct input input) { return records_update(widget, input); }
static enum place place_records(const void *widget) { return list_place(&((const struct records *)widget)->list, PLACE_RECORDS); }
static unsigned update_page(void *widget, struct input input) { return page_update(widget, input); }
static enum place place_page(const void *widget) { return page_place(widget); }
static unsigned update_dialog(void *widget, struct input input) { return dialog_update(widget, input); }
static enum place place_dialog(const void *widget) { return dialog_place(widget); }

#define DRIVE(kind, widget) {widget, update_##kind, place_##kind}

/* Golden screens: at 80 by 24 and 40 by 10. */

static const int sizes[][2] = {{80, 24}, {40, 10}};

static void compare(const struct canvas *canvas, const char *name)
{
	char path[80];
	snprintf(path, sizeof path, "%s-%dx%d", name, canvas->width, canvas->height);
	assert_screen(canvas, path);
}

#define SHOW(name, layout, draw) \
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) { \
		struct canvas canvas; \
		canvas_init(&canvas, sizes[i][0], sizes[i][1]); \
		struct pane pane = canvas_pane(&canvas); \
		layout; \
		draw; \
		compare(&canvas, name); \
		canvas_release(&canvas); \
	}

static void test_field(void **state)
{
	(void)state;
	struct buf killed = BUF_INIT;
	struct field field;
	field_init(&field, "", &killed);
	field.placeholder = "for example Acme Webshop AB";
	struct driven driven = DRIVE(field, &field);
	SHOW("field-empty", field_layout(&field, pane.width), field_draw(&field, pane, true))
	static const char typed[] = "We keep what you wrote to us, \xE2\x80\xAE 漢字 and e\xCC\x81, "
		"for as long as the law asks for it; then it goes.";
	assert_int_equal(type_text(&driven, typed), EFFECT_CHANGED);
	SHOW("field-long", field_layout(&field, pane.width), field_draw(&field, pane, true))
	press(&driven, "Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B Alt-B");
	SHOW("field-middle", field_layout(&field, pane.width), field_draw(&field, pane, false))
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(press(&driven, "Esc"), EFFECT_BACK);
	assert_int_equal(press(&driven, "Up"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Alt-N"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Home Left"), 0);
	assert_int_equal(press(&driven, "Ctrl-K Ctrl-Y Ctrl-U"), EFFECT_CHANGED);
	assert_string_equal(field.edit.text.s, "");
	assert_int_equal(press(&driven, "Ctrl-Y"), EFFECT_CHANGED);
	assert_int_equal(paste(&driven, "x\r\ny\x01\x02", 6), EFFECT_CHANGED | EFFECT_PASTED);
	struct buf note = BUF_INIT;
	edit_add_pasted(&note, field.pasted);
	assert_string_equal(note.s, "2 control characters were left out; 1 line break became a space");
	while (edit_undo(&field.edit))
		;
	assert_int_equal(press(&driven, "Ctrl-_"), EFFECT_UNUSED); /* the frame may undo more */
	buf_release(&note);
	field_release(&field);
	buf_release(&killed);
}

static const char long_text[] = "We use the data to send you what you ordered, and to answer your questions.\n\n漢字かな交じり文も、折り返して表示されます。"
	"漢字かな交じり文も、折り返して表示されます。\n1. one\n2. two\n3. three\n4. four\n5. five\n6. six\n7. seven";

static void test_area(void **state)
{
	(void)state;
	struct area area;
	area_init(&area, long_text, NULL);
	struct driven driven = DRIVE(area, &area);
	SHOW("area-end", area_layout(&area, pane.width, pane.height), area_draw(&area, pane, true))
	press(&driven, "Ctrl-Home Down Down");
	SHOW("area-start", area_layout(&area, pane.width, pane.height), area_draw(&area, pane, true))
	assert_int_equal(area_rows(&area, 200), 10);
	assert_int_equal(area_rows(&area, 20), 18);
	area_layout(&area, 20, 5);
	edit_set(&area.edit, "0123456789\nab\n0123456789");
	press(&driven, "Ctrl-Home Right Right Right Right Right Down");
	assert_int_equal(area.edit.cursor, 13); /* behind ab */
	press(&driven, "Down");
	assert_int_equal(area.edit.cursor, 19); /* the column is kept over the shorter row */
	assert_int_equal(press(&driven, "Down"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Up Up"), 0);
	assert_int_equal(press(&driven, "Up"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(press(&driven, "Ctrl-J"), EFFECT_CHANGED);
	assert_string_equal(area.edit.text.s, "01234\n56789\nab\n0123456789");
	edit_set(&area.edit, "0123456789 123456789 abc"); /* typed ahead: no layout in between */
	press(&driven, "Ctrl-Home Down");
	assert_int_equal(area.edit.cursor, 11);
	area_release(&area);
}

static const struct choice countries[] = {
	{"Afghanistan", NULL, NULL, 0, false}, {"Åland Islands", NULL, "EU", 0, false}, {"Austria", NULL, "EU", 2, false}, {"Finland", NULL, "EU", 5, true},
	{"France", NULL, "EU", 5, false},
	{"Iceland", NULL, "EEA", 1, false}, {"Ireland", NULL, "EU", 3, false}, {"Poland", NULL, "EU", 3, false}, {"Sweden", NULL, "EU", 9, true},
	{"Switzerland", NULL, "adequate", 4, false},
	{"United Kingdom", NULL, "adequate", 4, false},
	{"United States of America", NULL, "with a certificate; else standard contractual clauses are needed", 8, false},
};
enum { COUNTRIES = sizeof countries / sizeof *countries };

static void assert_shown(const struct list *list, const char *wanted)
{
	struct buf shown = BUF_INIT;
	for (size_t i = 0; i < list->shown_count; i++)
		buf_addf(&shown, "%s%s", i ? ", " : "", countries[list->shown[i]].label);
	assert_string_equal(shown.s, wanted);
	buf_release(&shown);
}

static void test_choices(void **state)
{
	(void)state;
	struct choices choices;
	choices_init(&choices, countries, COUNTRIES, true, NULL, true, NULL);
	struct driven driven = DRIVE(choices, &choices);
	assert_shown(&choices.list, "Sweden, United States of America, Finland, France, Switzerland, United Kingdom, Ireland, Poland, Austria, "
		"Iceland, Afghanistan, Åland Islands");
	assert_int_equal(list_row(&choices.list), 3); /* the first that is chosen */
	SHOW("choices", choices_layout(&choices, pane.width, pane.height), choices_draw(&choices, pane, true))
	assert_int_equal(press(&driven, "'LAND"), 0);
	assert_shown(&choices.list, "Finland, Switzerland, Ireland, Poland, Iceland, Åland Islands");
	press(&driven, "Backspace Backspace Backspace Backspace 'aland");
	assert_shown(&choices.list, "Åland Islands");
	assert_int_equal(press(&driven, "Ctrl-Space"), EFFECT_CHANGED);
	assert_true(choices.chosen[1]);
	SHOW("choices-filtered", choices_layout(&choices, pane.width, pane.height), choices_draw(&choices, pane, true))
	assert_int_equal(press(&driven, "Enter"), EFFECT_CHANGED); /* unticks, empties the filter */
	assert_false(choices.chosen[1]);
	assert_int_equal(choices.list.shown_count, COUNTRIES);
	assert_int_equal(press(&driven, "'irel Space"), EFFECT_CHANGED); /* "irel " stands nowhere: it is a tick */
	assert_int_equal(press(&driven, "Space Esc"), EFFECT_CHANGED);
	assert_int_equal(press(&driven, "'united Space"), 0); /* "united " does: it is text */
	assert_shown(&choices.list, "United States of America, United Kingdom");
	press(&driven, "Esc");
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(choices_chosen(&choices), 2);
	press(&driven, "'st");
	assert_shown(&choices.list, "United States of America, Austria, Afghanistan"); /* words that begin so first */
	press(&driven, "'xx");
	assert_shown(&choices.list, "");
	assert_int_equal(press(&driven, "Enter Space Down Up") & (EFFECT_ACCEPT | EFFECT_CHANGED), 0);
	assert_int_equal(press(&driven, "Esc"), 0);
	assert_int_equal(press(&driven, "Esc"), EFFECT_BACK);
	choices_release(&choices);
}

static void test_choice(void **state)
{
	(void)state;
	struct choices choices;
	choices_init(&choices, countries, COUNTRIES, false, "add", false, NULL);
	struct driven driven = DRIVE(choices, &choices);
	assert_int_equal(press(&driven, "f"), EFFECT_UNUSED); /* no filter yet: keys may be commands */
	assert_int_equal(press(&driven, "/ 'united"), 0);
	assert_int_equal(press(&driven, "Ctrl-Space"), EFFECT_CHANGED);
	assert_true(choices.chosen[11] && !choices.chosen[3]);
	assert_int_equal(press(&driven, "Down Down"), 0);
	assert_string_equal(choices_own(&choices), "united");
	SHOW("choice-own", choices_layout(&choices, pane.width, pane.height), choices_draw(&choices, pane, true))
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_string_equal(choices_own(&choices), "united");
	assert_int_equal(press(&driven, "Down"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Up Enter"), EFFECT_CHANGED | EFFECT_ACCEPT);
	assert_true(choices.chosen[10] && choices_chosen(&choices) == 1);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT); /* the same again */
	press(&driven, "Esc");
	assert_null(choices_own(&choices));
	assert_int_equal(list_row(&choices.list), 10);
	press(&driven, "Home");
	assert_int_equal(press(&driven, "Up"), EFFECT_UNUSED);
	press(&driven, "End");
	assert_int_equal(press(&driven, "Down"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Esc"), EFFECT_BACK);
	choices_release(&choices);
	static const struct choice answers[] = {{.label = "yes"}, {.label = "no"}};
	choices_init(&choices, answers, 2, false, NULL, false, NULL);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT); /* on the first row, where nobody went: that is no answer */
	assert_int_equal(choices_chosen(&choices), 0);
	assert_int_equal(press(&driven, "Down Up Enter"), EFFECT_CHANGED | EFFECT_ACCEPT);
	assert_true(choices.chosen[0]);
	choices_release(&choices);
	choices_init(&choices, countries, 0, false, NULL, false, NULL); /* nothing to choose from */
	assert_int_equal(press(&driven, "Enter Space Home End PageDown") & ~(unsigned)EFFECT_UNUSED, 0);
	choices_release(&choices);
}

/* Names that people type: with accents and without, what else a thing is called, its code. */
static void test_names(void **state)
{
	(void)state;
	static const struct choice places[] = {
		{"Austria", "Austria\nÖsterreich\nAT", NULL, 8, false},
		{"Côte d'Ivoire", "Côte d'Ivoire\nIvory Coast\nCI", NULL, 0, false},
		{"Netherlands", "Netherlands\nHolland\nNederland\nNL", NULL, 8, false},
		{"Niger", NULL, NULL, 0, false},
		{"Nigeria", NULL, NULL, 4, false},
		{"Ukraine", "Ukraine\nUA", NULL, 5, false},
		{"United Kingdom", "United Kingdom\nUK\nGreat Britain\nGB", NULL, 0, false},
		{"Åbo", "Åbo\nTurku", NULL, 0, false},
	};
	enum { PLACES = sizeof places / sizeof *places };
	static const char *const found[][2] = {
		{"osterreich", "0 "}, {"ÖSTERREICH", "0 "}, {"Osterreich", "0 "}, {"cote", "1 "}, {"CÔTE", "1 "}, {"coast", "1 "},
		{"ABO", "7 "}, {"åbo", "7 "}, {"abo", "7 "},
		{"UK", "6 5 "}, {"uk", "6 5 "}, {"holl", "2 "}, {"great  britain", "6 "}, {"nl", "2 "}, {"niger", "3 4 "},
		{"nige", "4 3 "}, {"land", "2 "}, {"austria osterreich", ""}, {"aöst", ""},
		{"d'i", "1 "}, {"ivoire ivory", ""}, {"tur", "7 "},
	};
	for (size_t i = 0; i < sizeof found / sizeof *found; i++) {
		struct choices choices;
		struct buf shown = BUF_INIT;
		choices_init(&choices, places, PLACES, false, NULL, true, NULL);
		for (const char *p = found[i][0]; *p;) {
			size_t length;
			struct event event = {.type = EVENT_KEY, .key = (int)text_char(p, &length)};
			choices_update(&choices, (struct input){&event, ACTION_NONE});
			p += length;
		}
		for (size_t row = 0; row < choices.list.shown_count; row++)
			buf_addf(&shown, "%zu ", choices.list.shown[row]);
		if (strcmp(shown.s, found[i][1]) != 0)
			print_message("'%s' finds %s\n", found[i][0], shown.s);
		assert_string_equal(shown.s, found[i][1]);
		buf_release(&shown);
		choices_release(&choices);
	}
}

static const struct record services[] = {
	{{"Google Analytics 4", "statistics", "Ireland, US", "consent"}, NULL, ROLE_TEXT},
	{{"Mailchimp", "newsletter", "US", "consent"}, "!", ROLE_ERROR},
	{{"Stripe", "payment", "Ireland, US", "contract"}, "?", ROLE_OPEN},
	{{"株式会社データ管理サービス", "hosting, backups, e-mail, telephone and everything else that a small company needs", "Japan", NULL}, NULL, ROLE_TEXT},
};
enum { SERVICES = sizeof services / sizeof *services };

static void test_records(void **state)
{
	(void)state;
	struct records records;
	records_init(&records, "add a service …", NULL, NULL);
	records_set(&records, services, SERVICES, 1);
	struct driven driven = DRIVE(records, &records);
	SHOW("records", records_layout(&records, pane.width, pane.height), records_draw(&records, pane, true))
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(press(&driven, "d"), EFFECT_DELETE);
	assert_int_equal(press(&driven, "c"), EFFECT_COPY);
	assert_int_equal(press(&driven, "a"), EFFECT_ADD);
	assert_int_equal(press(&driven, "K"), EFFECT_MOVE_UP);
	assert_int_equal(press(&driven, "Alt-Down"), EFFECT_MOVE_DOWN);
	assert_int_equal(press(&driven, "Home K"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "End"), 0);
	assert_int_equal(records_current(&records), SERVICES);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ADD);
	assert_int_equal(press(&driven, "d K J c"), EFFECT_UNUSED);
	press(&driven, "/ 'ireland");
	assert_int_equal(records.list.shown_count, 2);
	SHOW("records-filtered", records_layout(&records, pane.width, pane.height), records_draw(&records, pane, true))
	assert_int_equal(press(&driven, "Alt-Down Down Alt-Up") & (EFFECT_MOVE_UP | EFFECT_MOVE_DOWN), 0); /* the order is not to be seen */
	press(&driven, "Esc");
	records_set(&records, services, 0, 0);
	assert_int_equal(records_current(&records), 0);
	SHOW("records-none", records_layout(&records, pane.width, pane.height), records_draw(&records, pane, true))
	assert_int_equal(press(&driven, "Enter"), EFFECT_ADD);
	records_release(&records);
}

enum { LINES = 60 };
struct lines {
	struct page_line lines[LINES];
	struct page_span spans[LINES][2];
	char texts[LINES][64];
};

static void make_lines(struct lines *lines)
{
	for (size_t i = 0; i < LINES; i++) {
		snprintf(lines->texts[i], sizeof lines->texts[i], i % 10 ? "line %zu: Ängström 漢字 and a café" : "Section %zu", i);
		size_t size = strlen(lines->texts[i]), first = strcspn(lines->texts[i], " ");
		lines->spans[i][0] = (struct page_span){lines->texts[i], first, i % 10 ? ROLE_TEXT : ROLE_HEADING, 0};
		lines->spans[i][1] = (struct page_span){lines->texts[i] + first, size - first, i % 10 ? ROLE_TEXT : ROLE_HEADING, i % 3 ? 0 : ATTR_BOLD};
		lines->lines[i] = (struct page_line){lines->spans[i], 2, i % 7 == 3 ? 4 : 0, i % 8 == 5, i};
	}
}

static void test_page(void **state)
{
	(void)state;
	static struct lines lines;
	make_lines(&lines);
	struct page page;
	page_init(&page, true, NULL);
	page_set(&page, lines.lines, LINES, 30);
	struct driven driven = DRIVE(page, &page);
	SHOW("page", page_layout(&page, pane.width, pane.height), page_draw(&page, pane, true))
	assert_int_equal(press(&driven, "/ 'section"), 0);
	assert_int_equal(page.current, 30);
	press(&driven, "Enter n");
	assert_int_equal(page.current, 40);
	press(&driven, "n n");
	assert_int_equal(page.current, 0); /* around */
	press(&driven, "N N");
	assert_int_equal(page.current, 40);
	press(&driven, "/ 'ANGSTROM");
	assert_int_equal(page.current, 41);
	SHOW("page-search", page_layout(&page, pane.width, pane.height), page_draw(&page, pane, true))
	assert_int_equal(press(&driven, "Down Down Up"), 0);
	assert_int_equal(page.current, 42);
	press(&driven, "Esc");
	assert_int_equal(page.current, 40); /* where the search began */
	press(&driven, "/ 'nowhere");
	assert_int_equal(page.current, 40);
	press(&driven, "Enter n");
	assert_int_equal(page.current, 40);
	assert_int_equal(press(&driven, "Esc"), 0);
	assert_int_equal(press(&driven, "Esc"), EFFECT_BACK);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(press(&driven, "w"), EFFECT_WHY);
	assert_int_equal(press(&driven, "End"), 0);
	assert_int_equal(page.current, LINES - 1);
	assert_int_equal(press(&driven, "Down"), EFFECT_UNUSED);
	page_set(&page, lines.lines, 3, 99);
	assert_int_equal(page.current, 2);
	page_set(&page, NULL, 0, 0);
	assert_int_equal(press(&driven, "Down Up Home End n N PageDown") & ~(unsigned)EFFECT_UNUSED, 0);
	page_release(&page);
	page_init(&page, false, NULL); /* only to be read */
	page_set(&page, lines.lines, LINES, 0);
	page_layout(&page, 40, 10);
	assert_int_equal(press(&driven, "PageDown Down"), 0);
	assert_int_equal(page.top, 9);
	assert_int_equal(press(&driven, "End"), 0);
	assert_int_equal(page.top, LINES - 10);
	assert_int_equal(press(&driven, "Down"), EFFECT_UNUSED);
	page_release(&page);
}

static void test_dialog(void **state)
{
	(void)state;
	static const char *const buttons[] = {"Delete it", "Keep it", "Show where it is used"};
	struct dialog dialog;
	dialog_init(&dialog, "Delete 'Mailchimp'?",
		"Two activities refer to this service: newsletter and customer service. They would lose their recipient.\n\nUndo brings all back.",
		buttons, 3);
	struct driven driven = DRIVE(dialog, &dialog);
	SHOW("dialog", dialog_layout(&dialog, pane.width, pane.height), dialog_draw(&dialog, pane))
	assert_int_equal(press(&driven, "Right Tab Right Left"), 0);
	assert_int_equal(dialog.button, 2);
	assert_int_equal(press(&driven, "Enter"), EFFECT_ACCEPT);
	assert_int_equal(press(&driven, "Right"), 0);
	assert_int_equal(dialog.button, 0);
	assert_int_equal(press(&driven, "k"), EFFECT_ACCEPT);
	assert_int_equal(dialog.button, 1);
	assert_int_equal(press(&driven, "x"), EFFECT_UNUSED);
	assert_int_equal(press(&driven, "Esc"), EFFECT_BACK);
	dialog_release(&dialog);
	dialog_init(&dialog, "Save elsewhere", "The disk is full. The answer is still on the screen.", buttons, 2);
	dialog_ask(&dialog, "acme.yaml", NULL);
	assert_int_equal(press(&driven, "Ctrl-A 'new-"), EFFECT_CHANGED);
	SHOW("dialog-field", dialog_layout(&dialog, pane.width, pane.height), dialog_draw(&dialog, pane))
	assert_string_equal(dialog.field.edit.text.s, "new-acme.yaml");
	assert_int_equal(press(&driven, "Tab"), 0);
	assert_int_equal(dialog_place(&dialog), PLACE_DIALOG);
	assert_int_equal(press(&driven, "k"), EFFECT_UNUSED); /* with a field, letters press nothing */
	press(&driven, "Tab Tab");
	assert_true(dialog.on_field);
	press(&driven, "Shift-Tab");
	assert_int_equal(dialog.button, 1);
	dialog_release(&dialog);
	dialog_init(&dialog, "Help", long_text, buttons, 1);
	SHOW("dialog-scrolled", (press(&driven, "Down Down"), dialog_layout(&dialog, pane.width, pane.height)), dialog_draw(&dialog, pane))
	dialog_release(&dialog);
}

/* Random keys, pastes and sizes, from 1 by 1 on: the cursor is shown, on a cluster, and inside. */

static uint32_t dice(uint32_t *random, uint32_t sides)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 8) % sides;
}

struct all {
	struct field field;
	struct area area;
	struct choices one, several;
	struct records records;
	struct page page;
	struct dialog dialog;
};

static void random_event(struct driven *driven, const struct keymap *map, uint32_t *random)
{
	static const char *const pastes[] = {"one\ntwo", "漢字", "\xFF\x1B[A", "e\xCC\x81\xE2\x80\x8D\xF0\x9F\x91\xA8",
		"a long text that goes on and on past any width"};
	static const int letters[] = {'a', ' ', 'l', 0x6F22, 0x301, 0x200D, 0x1F468, 0x202E, 'd', '/'};
	struct event event = {.type = EVENT_KEY};
	uint32_t kind = dice(random, 20);
	if (kind == 0) {
		event.type = EVENT_PASTE;
		event.text = pastes[dice(random, 5)];
		event.size = strlen(event.text);
	} else if (kind == 1) {
		event.type = EVENT_FOCUS;
	} else if (kind < 10) {
		event.key = letters[dice(random, 10)];
	} else {
		event.key = map->bindings[dice(random, (uint32_t)map->count)].key;
	}
	bool prefix = false;
	enum action action = event.type == EVENT_KEY ? keymap_action(map, driven->place(driven->widget), &prefix, event.key) : ACTION_NONE;
	driven->update(driven->widget, (struct input){&event, action});
}

static void draw(struct all *all, size_t which, struct canvas *canvas)
{
	int width = canvas->width, height = canvas->height;
	struct pane pane = canvas_pane(canvas);
	switch (which) {
	case 0: field_layout(&all->field, width); field_draw(&all->field, pane, true); break;
	case 1: area_layout(&all->area, width, height); area_draw(&all->area, pane, true); break;
	case 2: choices_layout(&all->one, width, height); choices_draw(&all->one, pane, true); break;
	case 3: choices_layout(&all->several, width, height); choices_draw(&all->several, pane, true); break;
	case 4: records_layout(&all->records, width, height); records_draw(&all->records, pane, true); break;
	case 5: page_layout(&all->page, width, height); page_draw(&all->page, pane, true); break;
	default: dialog_layout(&all->dialog, width, height); dialog_draw(&all->dialog, pane); break;
	}
}

static void check_edit(const struct edit *edit)
{
	assert_true(edit_boundary(edit, edit->cursor));
	assert_null(text_invalid(edit->text.s, edit->text.len));
}

static void test_random(void **state)
{
	(void)state;
	static const char *const buttons[] = {"Yes", "No"};
	static struct lines lines;
	make_lines(&lines);
	struct buf killed = BUF_INIT;
	struct keymap map;
	keymap_init(&map);
	struct all all;
	field_init(&all.field, "", &killed);
	area_init(&all.area, long_text, &killed);
	choices_init(&all.one, countries, COUNTRIES, false, "add", false, &killed);
	choices_init(&all.several, countries, COUNTRIES, true, NULL, true, &killed);
	records_init(&all.records, "add", NULL, &killed);
	records_set(&all.records, services, SERVICES, 0);
	page_init(&all.page, true, &killed);
	page_set(&all.page, lines.lines, LINES, 0);
	dialog_init(&all.dialog, "Title", long_text, buttons, 2);
	dialog_ask(&all.dialog, "", &killed);
	struct driven driven[] = {DRIVE(field, &all.field), DRIVE(area, &all.area), DRIVE(choices, &all.one), DRIVE(choices, &all.several),
		DRIVE(records, &all.records), DRIVE(page, &all.page), DRIVE(dialog, &all.dialog)};
	uint32_t random = 11;
	const char *many = getenv("NS_EVENTS");
	for (long i = 0, events = many ? atol(many) : 40000; i < events; i++) {
		size_t which = dice(&random, sizeof driven / sizeof *driven);
		random_event(&driven[which], &map, &random);
		if (dice(&random, 4) == 0) {
			struct canvas canvas;
			canvas_init(&canvas, 1 + (int)dice(&random, dice(&random, 2) ? 6 : 100), 1 + (int)dice(&random, dice(&random, 2) ? 4 : 40));
			draw(&all, which, &canvas);
			assert_true(canvas.cursor_x >= 0 && canvas.cursor_x < canvas.width && canvas.cursor_y < canvas.height);
			assert_int_not_equal(canvas_cell(&canvas, canvas.cursor_x, canvas.cursor_y)->width, 0);
			canvas_release(&canvas);
		}
		check_edit(&all.field.edit);
		check_edit(&all.area.edit);
		if (all.field.edit.text.len > 2000)
			edit_set(&all.field.edit, "");
		if (all.area.edit.text.len > 4000)
			edit_set(&all.area.edit, long_text);
	}
	field_release(&all.field);
	area_release(&all.area);
	choices_release(&all.one);
	choices_release(&all.several);
	records_release(&all.records);
	page_release(&all.page);
	dialog_release(&all.dialog);
	keymap_release(&map);
	buf_release(&killed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_field), cmocka_unit_test(test_area), cmocka_unit_test(test_choices), cmocka_unit_test(test_choice), cmocka_unit_test(test_names),
		cmocka_unit_test(test_records), cmocka_unit_test(test_page), cmocka_unit_test(test_dialog), cmocka_unit_test(test_random),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
