/*
 * The wizard on real files: what a person does, and what is in the file, on the screen and among the drafts then.
 */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "seat.h"

#include <stdio.h>

static const char firm[] =
	"format: 1\n"
	"company: {legal_name: Acme AB, seat: SE, phone: !unknown }\n"
	"places: {sells_to: !suggested [SE, FI]}\n"
	"dpo: {appointed: yes, email: dpo@acme.example}\n"
	"services:\n"
	"  post: {name: Postex AB, role: controller, countries: [SE]}\n"
	"  host: {name: Hostex AB, role: processor, countries: [SE]}\n"
	"notice: {language: en-GB}\n";

/* Two promises that other answers break. */
static const char wrong[] =
	"format: 1\n"
	"company: {legal_name: Acme AB, seat: SE}\n"
	"places: {sells_to: [SE]}\n"
	"services:\n"
	"  post: {name: Postex AB, does: Delivers parcels, role: controller, countries: [US]}\n"
	"activities:\n"
	"  orders: {is: order, data: [name], automatic: yes}\n"
	"promises: {made: [no-transfer, only-from-you]}\n"
	"notice: {language: en-GB}\n";

static bool journal_is_there(const struct seat *seat)
{
	char path[300];
	snprintf(path, sizeof path, "%.250s/.a.yaml.typed", seat->folder);
	return file_exists(path);
}

static void write_journal(struct seat *seat)
{
	struct diags diags = DIAGS_INIT;
	wizard_keep(&seat->wizard);
	assert_true(drafts_write(&seat->wizard.drafts, &diags));
}

/* Answers, drafts */

static void test_accepting(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, NULL);
	assert_int_equal(seat.opened, MODEL_NEW);
	assert_at(&seat, "company.legal_name");
	seat_keys(&seat, "'Beta Space 'AB Enter");
	assert_true(seat_file_has(&seat, "  legal_name: Beta AB\n"));
	assert_at(&seat, "company.seat");
	seat_keys(&seat, "'Swed Enter");
	assert_true(seat_file_has(&seat, "  seat: SE\n"));
	seat_keys(&seat, "Enter");
	assert_false(seat_is_at(&seat, "company.seat"));
	seat_leave(&seat);
}

/* Going elsewhere accepts what was typed, by whatever key. */
static void test_leaving(void **state)
{
	static const char *const ways[] = {"Alt-J", "Up", "Down", "F9", "F8", "Ctrl-S", "Ctrl-Q", "Shift-Tab Enter"};
	(void)state;
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		struct seat seat;
		seat_take(&seat, firm);
		seat_go_to(&seat, "company.trading_name");
		seat_keys(&seat, "'Acme");
		seat_keys(&seat, ways[i]);
		assert_true(seat_file_has(&seat, "trading_name: Acme"));
		assert_int_equal(seat.wizard.drafts.count, 0);
		assert_int_equal(seat.wants & WANT_QUIT, strcmp(ways[i], "Ctrl-Q") == 0 ? WANT_QUIT : 0);
		seat_leave(&seat);
	}
}

static void test_esc_keeps(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Acme Esc");
	assert_false(seat_is_at(&seat, "company.trading_name"));
	assert_false(seat_file_has(&seat, "trading_name"));
	assert_non_null(drafts_find(&seat.wizard.drafts, "company.trading_name"));
	write_journal(&seat);
	assert_true(journal_is_there(&seat));
	seat_return(&seat); /* another day */
	seat_go_to(&seat, "company.trading_name");
	assert_string_equal(seat_typed(&seat), "Acme");
	assert_true(seat_shows(&seat, "You typed this and did not accept it."));
	seat_keys(&seat, "Down"); /* who only passes has not accepted it */
	assert_false(seat_file_has(&seat, "trading_name"));
	seat_go_to(&seat, "company.trading_name");
	assert_string_equal(seat_typed(&seat), "Acme");
	seat_keys(&seat, "Enter");
	assert_true(seat_file_has(&seat, "trading_name: Acme"));
	assert_int_equal(seat.wizard.drafts.count, 0);
	write_journal(&seat);
	assert_false(journal_is_there(&seat));
	seat_leave(&seat);
}

/* What is no answer stays as typed, and the person is told. */
static void test_refused(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.privacy_email");
	seat_keys(&seat, "'nonsense Enter");
	assert_at(&seat, "company.privacy_email");
	assert_int_equal(seat.wizard.message_role, ROLE_ERROR);
	assert_string_equal(seat_typed(&seat), "nonsense");
	seat_keys(&seat, "Alt-J");
	assert_false(seat_is_at(&seat, "company.privacy_email"));
	assert_false(seat_file_has(&seat, "nonsense"));
	assert_string_equal(drafts_find(&seat.wizard.drafts, "company.privacy_email")->text, "nonsense");
	seat_leave(&seat);
}

/* A new record that was not accepted is marked in the chapters, too. */
static void test_draft_of_a_record(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "services");
	seat_keys(&seat, "a 'Cardex Esc");
	assert_at(&seat, "services");
	assert_int_equal(seat.wizard.form.kind, FORM_RECORDS);
	assert_non_null(drafts_find(&seat.wizard.drafts, "services+"));
	assert_string_equal(seat.wizard.chapters.items[records_current(&seat.wizard.chapters)].mark, "!");
	seat_keys(&seat, "a Enter");
	assert_true(seat_file_has(&seat, "name: Cardex"));
	assert_int_equal(seat.wizard.drafts.count, 0);
	seat_leave(&seat);
}

/* Typed back to what it was, it is no draft. */
static void test_no_draft_of_the_answer(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.legal_name");
	seat_keys(&seat, "x Backspace Esc");
	assert_int_equal(seat.wizard.drafts.count, 0);
	seat_leave(&seat);
}

static void test_states(void **state)
{
	static const struct {
		const char *path, *keys, *file;
	} cases[] = {
		{"company.trading_name", "Ctrl-D", "trading_name: !unknown"},
		{"company.phone", "Alt-X", "company: {legal_name: Acme AB, seat: SE }"},
		{"cookies", "Ctrl-O", "cookies: {}"},
		{"places.sells_to", "Enter", "sells_to: [SE, FI]"}, {"places.sells_to", "Alt-A", "sells_to: [SE, FI]"},
		{"places.sells_to", "'Norway Enter Alt-A", "sells_to: [SE, FI, NO]"}, {"dpo.appointed", "n Enter", "appointed: no"},
		{"dpo.appointed", "n Alt-J", "appointed: no"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct seat seat;
		seat_take(&seat, firm);
		seat_go_to(&seat, cases[i].path);
		assert_at(&seat, cases[i].path);
		seat_keys(&seat, cases[i].keys);
		assert_true(seat_file_has(&seat, cases[i].file));
		seat_leave(&seat);
	}
}

/* Enter goes on where nothing needs to be answered, and where it is not known yet; it never takes the first choice for an answer. */
static void test_enter_without_an_answer(void **state)
{
	struct seat seat;
	struct arena arena = ARENA_INIT;
	size_t tried = 0;
	(void)state;
	seat_take(&seat, "format: 1\ncompany: {legal_name: Acme AB, seat: US, region: US-CA }\n"
		"places: {sells_to: [US] }\ndpo: {appointed: !unknown }\n"
		"services: {a: {name: Arex, role: !unknown } }\nnotice: {language: en-GB}\n");
	char *before = seat_file(&seat);
	const struct interview *interview = &seat.wizard.model.interview;
	const char **paths = arena_calloc(&arena, interview->count, sizeof *paths);
	size_t count = 0;
	for (size_t i = 0; i < interview->count; i++)
		if (interview->items[i].state == ITEM_SKIPPED || interview->items[i].state == ITEM_UNKNOWN)
			paths[count++] = arena_strdup(&arena, interview->items[i].path);
	for (size_t i = 0; i < count; i++) {
		seat_go_to(&seat, paths[i]);
		if (!seat.wizard.has_form || seat.wizard.form.kind == FORM_RECORDS)
			continue;
		assert_at(&seat, paths[i]);
		tried += seat.wizard.form.kind == FORM_CHOICES && !seat.wizard.form.several;
		seat_keys(&seat, "Enter");
		if (!seat_file_is(&seat, before, strlen(before)))
			fail_msg("Enter answered %s", paths[i]);
	}
	assert_true(tried >= 3);
	free(before);
	arena_release(&arena);
	seat_leave(&seat);
}

static void test_closed_questions(void **state)
{
	struct seat seat;
	struct buf words = BUF_INIT;
	(void)state;
	seat_take(&seat, firm);
	assert_string_equal(seat_answer(&seat, "dpo.email", &words), "dpo@acme.example");
	seat_go_to(&seat, "dpo.appointed");
	seat_keys(&seat, "n Enter");
	assert_string_equal(seat_answer(&seat, "dpo.email", &words), ""); /* not asked */
	assert_true(seat_file_has(&seat, "dpo@acme.example"));
	seat_go_to(&seat, "dpo.appointed");
	seat_keys(&seat, "y Enter");
	assert_string_equal(seat_answer(&seat, "dpo.email", &words), "dpo@acme.example");
	buf_release(&words);
	seat_leave(&seat);
}

/* Undo */

static void test_undo_keeps_drafts(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Acme Enter");
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Two Esc");
	seat_go_to(&seat, "dpo.appointed");
	seat_keys(&seat, "n Alt-U"); /* nothing of the tick is lost, either */
	assert_at(&seat, "company.trading_name");
	assert_false(seat_file_has(&seat, "trading_name"));
	assert_string_equal(seat_typed(&seat), "AcmeTwo");
	assert_non_null(drafts_find(&seat.wizard.drafts, "dpo.appointed"));
	seat_leave(&seat);
}

/* Every change of a list, back to the first byte and again. */
static void test_records(void **state)
{
	static const struct {
		const char *keys, *has;
	} steps[] = {
		{"Home J", "post: {name: Postex AB"}, {"Home c", "  host-2:\n"}, {"Home d", "  host-2:\n"},
		{"Home a 'Cardex Space 'AB Enter", "  cardex-ab:\n    name: Cardex AB"},
	};
	struct seat seat;
	enum { STEPS = sizeof steps / sizeof *steps };
	char *files[STEPS + 1];
	(void)state;
	seat_take(&seat, firm);
	files[0] = seat_file(&seat);
	for (size_t i = 0; i < STEPS; i++) {
		seat_go_to(&seat, "services");
		assert_at(&seat, "services");
		assert_int_equal(seat.wizard.form.kind, FORM_RECORDS);
		seat_keys(&seat, steps[i].keys);
		files[i + 1] = seat_file(&seat);
		assert_string_not_equal(files[i], files[i + 1]);
		assert_true(seat_file_has(&seat, steps[i].has));
	}
	for (size_t i = STEPS; i > 0; i--) {
		seat_keys(&seat, "Alt-U");
		assert_true(seat_file_is(&seat, files[i - 1], strlen(files[i - 1])));
	}
	seat_keys(&seat, "Alt-U");
	assert_true(seat_shows(&seat, "There is nothing to undo."));
	for (size_t i = 0; i < STEPS; i++) {
		seat_keys(&seat, "Alt-E");
		assert_true(seat_file_is(&seat, files[i + 1], strlen(files[i + 1])));
	}
	seat_keys(&seat, "Alt-E");
	assert_true(seat_shows(&seat, "There is nothing to do again."));
	for (size_t i = 0; i <= STEPS; i++)
		free(files[i]);
	seat_leave(&seat);
}

static void test_sheets(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, "format: 1\ncompany: {legal_name: Acme AB, seat: SE}\nnotice: {language: en-GB}\n");
	seat_go_to(&seat, "activities");
	assert_int_equal(seat.wizard.view, VIEW_NEW);
	seat_keys(&seat, "'newsletter Enter Enter");
	assert_int_equal(seat.wizard.view, VIEW_SHEET);
	assert_true(seat_file_has(&seat, "!suggested"));
	seat_keys(&seat, "Down Enter"); /* one line, and back */
	assert_int_equal(seat.wizard.view, VIEW_ITEM);
	seat_keys(&seat, "Esc");
	assert_int_equal(seat.wizard.view, VIEW_SHEET);
	char *suggested = seat_file(&seat);
	seat_keys(&seat, "Home Enter");
	assert_true(seat_file_has(&seat, "    is: newsletter\n"));
	assert_true(seat_file_has(&seat, "        basis: consent\n"));
	seat_keys(&seat, "Alt-U");
	assert_true(seat_file_is(&seat, suggested, strlen(suggested)));
	assert_int_equal(seat.wizard.view, VIEW_SHEET);
	seat_keys(&seat, "d");
	assert_false(seat_file_has(&seat, "newsletter"));
	seat_keys(&seat, "Alt-U");
	assert_true(seat_file_is(&seat, suggested, strlen(suggested)));
	free(suggested);
	seat_leave(&seat);
}

/* Going about */

static void test_go_to(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "services.host.role");
	assert_at(&seat, "services.host.role");
	seat_keys(&seat, "Ctrl-G 'trading Enter");
	assert_at(&seat, "company.trading_name");
	seat_keys(&seat, "Ctrl-G 'xyzzy Enter");
	assert_at(&seat, "company.trading_name");
	assert_true(seat_shows(&seat, "No question holds 'xyzzy'"));
	seat_keys(&seat, "Ctrl-G 'phone Esc");
	assert_at(&seat, "company.trading_name");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	seat_leave(&seat);
}

static void test_finish(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_keys(&seat, "F9");
	assert_int_equal(seat.wizard.view, VIEW_FINISH);
	size_t rows = seat.wizard.rows.list.count;
	assert_true(rows > 3);
	for (size_t i = 1; i < rows; i++) {
		seat_keys(&seat, "F9 Home");
		for (size_t down = 0; down < i; down++)
			seat_keys(&seat, "Down");
		const char *path = seat.wizard.leads[i].path;
		if (!path)
			continue;
		char *copy = strdup(path);
		size_t at = interview_at(&seat.wizard.model.interview, copy);
		seat_keys(&seat, "Enter");
		assert_at(&seat, seat.wizard.model.interview.items[at].path);
		free(copy);
	}
	seat_keys(&seat, "F9 Home Enter");
	assert_int_equal(seat.wizard.asking, ASKING_FOLDER);
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wants, WANT_BUILD);
	assert_string_equal(seat.wizard.folder.s, seat.folder);
	wizard_built(&seat.wizard, "a.md\n", true);
	seat_keys(&seat, "Down");
	assert_true(seat_shows(&seat, "a.md"));
	seat_leave(&seat);
}

/* Nothing is wrong in a new file: what is open is open. */
static void test_open_is_not_wrong(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, NULL);
	seat_keys(&seat, "'Acme Enter F9");
	for (size_t i = 0; i < seat.wizard.rows.list.count; i++)
		if (seat.wizard.rows.items[i].mark && strcmp(seat.wizard.rows.items[i].mark, "!") == 0)
			fail_msg("wrong: %s", seat.wizard.rows.items[i].cells[0]);
	for (size_t i = 0; i < seat.wizard.chapters.list.count; i++)
		if (seat.wizard.chapters.items[i].mark)
			assert_string_not_equal(seat.wizard.chapters.items[i].mark, "!");
	seat_leave(&seat);
}

/* What finds nothing is still text, spaces too. */
static void test_words_in_a_filter(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "places.sells_to");
	seat_keys(&seat, "'web Space 'shop");
	assert_string_equal(seat.wizard.form.choices.list.filter.edit.text.s, "web shop");
	assert_int_equal(choices_chosen(&seat.wizard.form.choices), 2);
	seat_leave(&seat);
}

/* F8 walks findings with a place, both ways, and says what is wrong. */
static void test_findings(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_keys(&seat, "F8"); /* what is open is not wrong */
	assert_int_equal(seat.wizard.message_role, ROLE_DONE);
	seat_leave(&seat);
	seat_take(&seat, wrong);
	seat_keys(&seat, "F8");
	assert_int_equal(seat.wizard.message_role, ROLE_ERROR);
	char *first = strdup(seat_at(&seat));
	seat_keys(&seat, "F8");
	char *second = strdup(seat_at(&seat));
	seat_keys(&seat, "Alt-,");
	assert_at(&seat, first);
	seat_keys(&seat, "Alt-.");
	assert_at(&seat, second);
	free(first);
	free(second);
	seat_leave(&seat);
}

/* A line that comes from several answers leads to one after the other. */
static void test_origins(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, "format: 1\ncompany: {legal_name: Acme AB, trading_name: Acme, seat: SE}\nnotice: {language: en-GB}\n");
	seat_go_to(&seat, "places.sells_to");
	seat_keys(&seat, "F2 / 'known Enter Enter Enter");
	assert_at(&seat, "company.legal_name");
	seat_keys(&seat, "F2 / 'known Enter Enter Enter");
	assert_at(&seat, "company.trading_name");
	seat_leave(&seat);
}

static void test_focus(void **state)
{
	static const struct {
		const char *key;
		enum part part;
	} steps[] = {
		{"Tab", PART_NOTICE}, {"Tab", PART_CHAPTERS}, {"Tab", PART_WORK}, {"Shift-Tab", PART_CHAPTERS}, {"Esc", PART_WORK}, {"F2", PART_NOTICE},
		{"F2", PART_WORK}, {"Alt-N", PART_NOTICE}, {"Esc", PART_WORK}};
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		seat_keys(&seat, steps[i].key);
		assert_int_equal(seat.wizard.focus, steps[i].part);
		assert_true(seat.canvas.cursor_x >= 0);
	}
	seat_leave(&seat);
}

static void test_help(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Ac F1");
	assert_true(seat_shows(&seat, "In the file this is company.trading_name."));
	seat_resize(&seat, 50, 12);
	assert_int_equal(seat.wizard.front, FRONT_HELP);
	seat_keys(&seat, "Esc");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	assert_string_equal(seat_typed(&seat), "Ac");
	seat_keys(&seat, "?"); /* in a field that is text */
	assert_string_equal(seat_typed(&seat), "Ac?");
	seat_leave(&seat);
}

/* Keys typed ahead, none of them drawn, act on the notice as it is then. */
static void test_typing_ahead(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat.blind = true;
	for (int i = 0; i < 4; i++) {
		seat_go_to(&seat, "company.trading_name");
		seat_keys(&seat, "'Acme Enter F2 / 'acme Enter w Esc F2");
	}
	seat_leave(&seat);
}

/* A question about records of which there are none is not an empty screen. */
static void test_nothing_to_choose_from(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, "format: 1\ncompany: {legal_name: Acme AB, seat: SE}\n"
		"promises: {made: [no-sale]}\nservices: {}\nnotice: {language: en-GB}\n");
	seat_go_to(&seat, "promises.paid_by");
	assert_at(&seat, "promises.paid_by");
	assert_true(seat_shows(&seat, "There is nothing to choose from yet"));
	assert_true(seat.canvas.cursor_x >= 0);
	seat_leave(&seat);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepting), cmocka_unit_test(test_leaving), cmocka_unit_test(test_esc_keeps), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_draft_of_a_record), cmocka_unit_test(test_no_draft_of_the_answer), cmocka_unit_test(test_states),
		cmocka_unit_test(test_enter_without_an_answer), cmocka_unit_test(test_closed_questions), cmocka_unit_test(test_undo_keeps_drafts),
		cmocka_unit_test(test_records), cmocka_unit_test(test_sheets), cmocka_unit_test(test_go_to), cmocka_unit_test(test_finish),
		cmocka_unit_test(test_open_is_not_wrong), cmocka_unit_test(test_words_in_a_filter),
		cmocka_unit_test(test_findings), cmocka_unit_test(test_origins), cmocka_unit_test(test_focus), cmocka_unit_test(test_help), cmocka_unit_test(test_typing_ahead),
		cmocka_unit_test(test_nothing_to_choose_from),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
