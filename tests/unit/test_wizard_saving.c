/*
 * The wizard and a file that cannot be saved, that somebody else has changed, or has open: nothing is lost, nothing is written over.
 */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "seat.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static const char firm[] =
	"format: 1\n"
	"company: {legal_name: Acme AB, seat: SE, phone: !unknown }\n"
	"places: {sells_to: !suggested [SE, FI]}\n"
	"dpo: {appointed: yes, email: dpo@acme.example}\n"
	"services:\n"
	"  post: {name: Postex AB, role: controller, countries: [SE]}\n"
	"  host: {name: Hostex AB, role: processor, countries: [SE]}\n"
	"notice: {language: en-GB}\n";

static bool journal_is_there(const struct seat *seat)
{
	char path[300];
	snprintf(path, sizeof path, "%.250s/.a.yaml.typed", seat->folder);
	return file_exists(path);
}

/* Files that cannot be saved */

static void fill_disk(bool full)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = full ? 16 : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* Types an answer that cannot be saved. */
static void type_on_full_disk(struct seat *seat)
{
	seat_take(seat, firm);
	seat_go_to(seat, "company.trading_name");
	fill_disk(true);
	seat_keys(seat, "'Acme Enter");
	assert_int_equal(seat->wizard.asking, ASKING_NOT_SAVED);
	assert_true(seat_file_is(seat, firm, strlen(firm)));
	assert_at(seat, "company.trading_name");
	assert_string_equal(seat_typed(seat), "Acme");
}

static void test_try_again(void **state)
{
	struct seat seat;
	(void)state;
	type_on_full_disk(&seat);
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wizard.asking, ASKING_NOT_SAVED);
	wizard_keep(&seat.wizard); /* as the journal does meanwhile */
	fill_disk(false);
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	assert_true(seat_file_has(&seat, "trading_name: Acme"));
	assert_false(seat_is_at(&seat, "company.trading_name"));
	assert_int_equal(seat.wizard.drafts.count, 0);
	seat_leave(&seat);
}

static void test_save_elsewhere(void **state)
{
	struct seat seat;
	struct diags diags = DIAGS_INIT;
	char path[300];
	size_t size;
	(void)state;
	type_on_full_disk(&seat);
	seat_keys(&seat, "s");
	assert_int_equal(seat.wizard.asking, ASKING_ELSEWHERE);
	fill_disk(false);
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	snprintf(path, sizeof path, "%.250s/a-copy.yaml", seat.folder);
	char *copy = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(copy);
	assert_non_null(strstr(copy, "trading_name: Acme"));
	assert_true(seat_file_is(&seat, firm, strlen(firm)));
	assert_string_equal(seat_typed(&seat), "Acme");
	free(copy);
	seat_leave(&seat);
}

/* Not now: the answer stays on the screen, the person may go, even out, and finds it again. */
static void test_not_now(void **state)
{
	static const char *const refusals[] = {"n", "Esc"};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct seat seat;
		type_on_full_disk(&seat);
		seat_keys(&seat, refusals[i]);
		assert_int_equal(seat.wizard.front, FRONT_NOTHING);
		assert_at(&seat, "company.trading_name");
		assert_string_equal(seat_typed(&seat), "Acme");
		seat_keys(&seat, "Alt-J");
		assert_int_equal(seat.wizard.front, FRONT_NOTHING);
		assert_false(seat_is_at(&seat, "company.trading_name"));
		seat_go_to(&seat, "company.trading_name");
		assert_string_equal(seat_typed(&seat), "Acme");
		fill_disk(false);
		seat_keys(&seat, "Enter");
		assert_true(seat_file_has(&seat, "trading_name: Acme"));
		seat_leave(&seat);
	}
}

static void test_quit_on_full_disk(void **state)
{
	struct seat seat;
	(void)state;
	type_on_full_disk(&seat);
	seat_keys(&seat, "Ctrl-Q");
	assert_int_equal(seat.wants, WANT_QUIT);
	assert_non_null(drafts_find(&seat.wizard.drafts, "company.trading_name"));
	fill_disk(false);
	seat_leave(&seat);
}

/* Somebody else */

static const char other[] = "format: 1\ncompany: {legal_name: Other AB, seat: SE}\nnotice: {language: en-GB}\n";

static void test_changed_outside(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_change_outside(&seat, other, strlen(other));
	seat_keys(&seat, "'Acme Enter");
	assert_int_equal(seat.wizard.asking, ASKING_OUTSIDE);
	assert_true(seat_file_is(&seat, other, strlen(other)));
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	assert_true(seat_file_has(&seat, "legal_name: Other AB"));
	assert_true(seat_file_has(&seat, "trading_name: Acme"));
	assert_int_equal(seat.wizard.drafts.count, 0);
	seat_leave(&seat);
}

/* Seen when the window comes to the front; what is being typed is kept. */
static void test_seen_outside(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Acm");
	seat_change_outside(&seat, other, strlen(other));
	seat_send(&seat, &(struct event){.type = EVENT_FOCUS, .gained = true});
	assert_int_equal(seat.wizard.asking, ASKING_OUTSIDE);
	seat_keys(&seat, "Enter");
	assert_at(&seat, "company.trading_name");
	assert_string_equal(seat_typed(&seat), "Acm");
	assert_true(seat_file_is(&seat, other, strlen(other)));
	seat_leave(&seat);
}

/* What one had before somebody else changed the file can still be put elsewhere. */
static void test_own_answers_elsewhere(void **state)
{
	struct seat seat;
	struct diags diags = DIAGS_INIT;
	char path[300];
	size_t size;
	(void)state;
	seat_take(&seat, firm);
	seat_change_outside(&seat, other, strlen(other));
	seat_send(&seat, &(struct event){.type = EVENT_FOCUS, .gained = true});
	seat_keys(&seat, "s Enter");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	snprintf(path, sizeof path, "%.250s/a-copy.yaml", seat.folder);
	char *copy = file_read(path, FILE_LIMIT, &size, &diags);
	assert_non_null(copy);
	assert_string_equal(copy, firm);
	free(copy);
	assert_true(seat_file_is(&seat, other, strlen(other)));
	seat_leave(&seat);
}

/* A record that somebody else has deleted cannot be answered for: what was typed stays among the drafts. */
static void test_record_gone_outside(void **state)
{
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "services.host.does");
	assert_at(&seat, "services.host.does");
	seat_change_outside(&seat, other, strlen(other));
	seat_keys(&seat, "'Hosting Enter Enter");
	assert_int_equal(seat.wizard.front, FRONT_NOTHING);
	assert_true(seat_file_is(&seat, other, strlen(other)));
	assert_string_equal(drafts_find(&seat.wizard.drafts, "services.host.does")->text, "Hosting");
	seat_leave(&seat);
}

/* What cannot be read is not written over, however often it is tried. */
static void test_broken_outside(void **state)
{
	static const char broken[] = "company: [\n";
	struct seat seat;
	(void)state;
	seat_take(&seat, firm);
	seat_go_to(&seat, "company.trading_name");
	seat_change_outside(&seat, broken, strlen(broken));
	seat_keys(&seat, "'Acme Enter Enter");
	assert_int_equal(seat.wizard.message_role, ROLE_ERROR);
	assert_true(seat_file_is(&seat, broken, strlen(broken)));
	seat_keys(&seat, "Enter");
	assert_int_equal(seat.wizard.asking, ASKING_OUTSIDE);
	seat_keys(&seat, "n Alt-J Alt-U");
	assert_int_equal(seat.wizard.asking, ASKING_OUTSIDE);
	assert_true(seat_file_is(&seat, broken, strlen(broken)));
	seat_change_outside(&seat, other, strlen(other));
	seat_keys(&seat, "Esc");
	seat_go_to(&seat, "company.trading_name");
	assert_string_equal(seat_typed(&seat), "Acme");
	seat_keys(&seat, "Enter Enter");
	assert_true(seat_file_has(&seat, "legal_name: Other AB"));
	assert_true(seat_file_has(&seat, "trading_name: Acme"));
	seat_leave(&seat);
}

/* Another program has the file: it can be read, and nothing else. */
static void test_only_to_be_read(void **state)
{
	char folder[] = "/tmp/wizard_locked.XXXXXX", path[64];
	struct diags diags = DIAGS_INIT;
	int held[2], over[2];
	char byte;
	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof path, "%s/a.yaml", folder);
	assert_true(file_create(path, firm, strlen(firm), &diags));
	assert_int_equal(pipe(held), 0);
	assert_int_equal(pipe(over), 0);
	pid_t child = fork();
	if (child == 0) {
		struct save *save = save_open(path, false, &diags);
		byte = save ? 'y' : 'n';
		close(over[1]);
		_exit(write(held[1], &byte, 1) == 1 && read(over[0], &byte, 1) == 0 ? 0 : 1);
	}
	close(over[0]);
	assert_int_equal(read(held[0], &byte, 1), 1);
	assert_int_equal(byte, 'y');
	struct seat seat;
	seat_take_in(&seat, folder);
	assert_int_equal(seat.opened, MODEL_READS);
	seat_go_to(&seat, "company.trading_name");
	seat_keys(&seat, "'Acme Enter");
	assert_true(seat_shows(&seat, "This file is open only to be read"));
	seat_keys(&seat, "Alt-J Ctrl-D Alt-U F9 Ctrl-S");
	assert_true(seat_file_is(&seat, firm, strlen(firm)));
	seat_go_to(&seat, "places.sells_to");
	seat_keys(&seat, "Enter"); /* who only reads goes on */
	assert_false(seat_is_at(&seat, "places.sells_to"));
	seat_keys(&seat, "Ctrl-Q");
	assert_int_equal(seat.wants, WANT_QUIT);
	seat_leave_folder(&seat);
	assert_false(journal_is_there(&seat));
	close(over[1]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	close(held[0]);
	close(held[1]);
	unlink(path);
	snprintf(path, sizeof path, "%s/.a.yaml.lock", folder);
	unlink(path);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_try_again), cmocka_unit_test(test_save_elsewhere), cmocka_unit_test(test_not_now),
		cmocka_unit_test(test_quit_on_full_disk), cmocka_unit_test(test_changed_outside), cmocka_unit_test(test_seen_outside),
		cmocka_unit_test(test_own_answers_elsewhere), cmocka_unit_test(test_record_gone_outside),
		cmocka_unit_test(test_broken_outside), cmocka_unit_test(test_only_to_be_read),
	};
	signal(SIGXFSZ, SIG_IGN); /* a full disk is an error of write, as on any other day */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
