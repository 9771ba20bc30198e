/*
 * kill -9 at random moments while the wizard is typed into: the answers file always loads and holds every answer whose question was left;
 * so does the journal what was typed and not accepted.
 *
 * One run is watched: what file and journal hold behind every event. Then children do the same, telling over a pipe how many events are
 * behind them, and are killed: both files must hold, byte for byte, what they held behind the last event, or already behind the next.
 * Then the wizard opens the file and finds the drafts. Runs from the top folder. NS_KILLS: how many rounds.
 */
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reader.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SCRIPT "tests/scripts/corner-shop.txt"
enum { JOURNAL_EVERY = 5 /* events: the program does it within a second */ };

/* What file and journal held; several events may share it. */
struct state {
	struct buf file, journal;
};

struct rounds {
	char folder[256], file[300], journal[300];
	struct state *states;
	size_t state_count, state_capacity;
	size_t *behind;            /* the state behind each event; [0]: before the first */
	size_t count, capacity;
	int report;                /* a child writes here that an event is behind it; -1: it is the run that is watched */
	long long duration;        /* of a whole run, in microseconds */
};

static long long now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (long long)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

static void read_file(const char *path, struct buf *bytes)
{
	struct diags diags = DIAGS_INIT;
	size_t size = 0;
	char *text = file_exists(path) ? file_read(path, FILE_LIMIT, &size, &diags) : NULL;
	buf_clear(bytes);
	buf_add(bytes, text ? text : "", size);
	free(text);
	diags_release(&diags);
}

static bool same(const struct buf *a, const struct buf *b)
{
	return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

/* Remembers what both files hold now. */
static void remember(struct rounds *rounds)
{
	struct state state = {BUF_INIT, BUF_INIT};
	read_file(rounds->file, &state.file);
	read_file(rounds->journal, &state.journal);
	const struct state *last = rounds->state_count ? &rounds->states[rounds->state_count - 1] : NULL;
	if (last && same(&last->file, &state.file) && same(&last->journal, &state.journal)) {
		buf_release(&state.file);
		buf_release(&state.journal);
	} else {
		if (rounds->state_count == rounds->state_capacity) {
			rounds->state_capacity = 2 * rounds->state_capacity + 64;
			rounds->states = xrealloc(rounds->states, rounds->state_capacity * sizeof *rounds->states);
		}
		rounds->states[rounds->state_count++] = state;
	}
	if (rounds->count == rounds->capacity) {
		rounds->capacity = 2 * rounds->capacity + 1024;
		rounds->behind = xrealloc(rounds->behind, rounds->capacity * sizeof *rounds->behind);
	}
	rounds->behind[rounds->count++] = rounds->state_count - 1;
}

/* Behind each event: the journal when it is due, then it is told. */
static void after_event(struct seat *seat, void *context)
{
	struct rounds *rounds = context;
	struct diags diags = DIAGS_INIT;
	static const char one = 1;
	if (rounds->report >= 0 ? rounds->count++ % JOURNAL_EVERY == 0 : (rounds->count - 1) % JOURNAL_EVERY == 0) {
		wizard_keep(&seat->wizard);
		drafts_write(&seat->wizard.drafts, &diags);
	}
	if (rounds->report < 0)
		remember(rounds);
	else if (write(rounds->report, &one, 1) != 1)
		_exit(1);
	diags_release(&diags);
}

static void type_all(struct rounds *rounds)
{
	struct seat seat;
	seat_take_in(&seat, rounds->folder);
	if (rounds->report < 0)
		remember(rounds);
	seat.after = after_event;
	seat.context = rounds;
	seat.blind = true;
	reader_play(&seat, SCRIPT);
	if (rounds->report >= 0)
		_exit(0);
	seat_leave_folder(&seat);
}

static void clean_up(const struct rounds *rounds)
{
	static const char *const names[] = {"a.yaml", ".a.yaml.lock", ".a.yaml.new", ".a.yaml.prev", ".a.yaml.typed", ".a.yaml.typed.new"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char path[300];
		snprintf(path, sizeof path, "%.250s/%s", rounds->folder, names[i]);
		unlink(path);
	}
}

static void watch(struct rounds *rounds)
{
	long long begun = now();
	rounds->report = -1;
	type_all(rounds);
	rounds->duration = now() - begun;
}

/* Returns how many events were behind the child when it died. */
static size_t type_and_kill(struct rounds *rounds, long long after)
{
	int pipes[2];
	char told[4096];
	size_t events = 0;
	assert_int_equal(pipe(pipes), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		close(pipes[0]);
		rounds->report = pipes[1];
		rounds->count = 0;
		type_all(rounds);
	}
	close(pipes[1]);
	nanosleep(&(struct timespec){after / 1000000, after % 1000000 * 1000}, NULL);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	for (ssize_t size; (size = read(pipes[0], told, sizeof told)) > 0;)
		events += (size_t)size;
	close(pipes[0]);
	return events;
}

static void check_files(const struct rounds *rounds, size_t events)
{
	struct state found = {BUF_INIT, BUF_INIT};
	read_file(rounds->file, &found.file);
	read_file(rounds->journal, &found.journal);
	size_t next = events + 1 < rounds->count ? events + 1 : events;
	const struct state *last = &rounds->states[rounds->behind[events]], *coming = &rounds->states[rounds->behind[next]];
	bool begins = events == 0 && !found.file.len;
	if (!begins && !same(&found.file, &last->file) && !same(&found.file, &coming->file))
		fail_msg("behind %zu events the file holds:\n%s", events, found.file.s);
	if (!begins && !same(&found.journal, &last->journal) && !same(&found.journal, &coming->journal))
		fail_msg("behind %zu events the journal holds:\n%s", events, found.journal.s);
	buf_release(&found.file);
	buf_release(&found.journal);
}

/* The wizard opens what is there, and has the drafts that the journal has. */
static size_t check_going_on(const struct rounds *rounds)
{
	struct seat seat;
	seat_take_in(&seat, rounds->folder);
	size_t drafts = seat.wizard.drafts.count;
	struct buf journal = BUF_INIT;
	read_file(rounds->journal, &journal);
	assert_int_equal(drafts > 0, journal.len > 0);
	buf_release(&journal);
	seat_leave_folder(&seat);
	return drafts;
}

static void test_kill(void **state)
{
	const char *wanted = getenv("NS_KILLS"), *temp = getenv("TESTS_TEMP");
	size_t count = wanted ? strtoul(wanted, NULL, 10) : 20, during = 0, drafts = 0;
	struct rounds rounds = {.report = -1};
	uint64_t seed = 20261122;
	(void)state;
	snprintf(rounds.folder, sizeof rounds.folder, "%.200s/wizard_kill.XXXXXX", temp ? temp : "/tmp");
	assert_non_null(mkdtemp(rounds.folder));
	snprintf(rounds.file, sizeof rounds.file, "%.250s/a.yaml", rounds.folder);
	snprintf(rounds.journal, sizeof rounds.journal, "%.250s/.a.yaml.typed", rounds.folder);
	watch(&rounds);
	for (size_t i = 0; i < count; i++) {
		clean_up(&rounds);
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		size_t events = type_and_kill(&rounds, (long long)(seed >> 33) % (rounds.duration + 1));
		assert_true(events < rounds.count);
		during += events > 0 && events + 1 < rounds.count;
		check_files(&rounds, events);
		drafts += check_going_on(&rounds) > 0;
	}
	print_message("# %zu kills, %zu of them between the first and the last of %zu events; %zu times something typed was found again\n", count, during,
		rounds.count - 1, drafts);
	assert_true(during > count / 10);
	clean_up(&rounds);
	assert_int_equal(rmdir(rounds.folder), 0);
	for (size_t i = 0; i < rounds.state_count; i++) {
		buf_release(&rounds.states[i].file);
		buf_release(&rounds.states[i].journal);
	}
	free(rounds.states);
	free(rounds.behind);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_kill)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
