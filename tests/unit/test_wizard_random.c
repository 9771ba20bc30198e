/*
 * The wizard under random events: keys that mean something, text of every kind, pastes, sizes, an editor that changes the file, a full
 * disk, coming back another day; over example companies, random ones and none. After each event: the file is what the model says, and
 * loads; what was typed is in the file, in the form or among the drafts; the text cursor is between clusters, the hardware cursor on the
 * screen. In the end of a round all is undone, to the first byte, and done again.
 *
 * NS_WIZARD_EVENTS: how many; NS_WIZARD_SEED: of the first round; NS_WIZARD_TRACE: a file for the events of the round at hand, to see
 * what led to a crash. Runs from the top folder.
 */
#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "tests/soak/company.h"
#include "tests/soak/text_make.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "seat.h"

#include <glob.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

enum { ROUND = 400 /* events */, DISK = 64 /* bytes a file may have when it is full */, DESCRIPTION = 200 };

/* What was typed before an event, and what accepting it would do. */
struct watched {
	struct arena arena;
	const char *key;              /* of the draft it would be; NULL: nothing is typed */
	const char *typed;
	bool is_new;
	enum form_answer answer;
	const struct change *change;  /* FORM_CHANGES */
	struct draft *drafts;         /* all of them, as they were */
	size_t draft_count;
	unsigned long version;
	bool chooses;                 /* Enter takes the current row, which is not the one that is ticked */
	bool settled;                 /* a dialog asks about saving that something else holds */
};

struct run {
	struct random random;
	struct seat seat;
	glob_t examples;
	struct buf start;             /* the file when nothing could be undone */
	struct buf outside;           /* what an editor has put into the file, and the wizard has not read */
	bool is_outside, is_broken;   /* there is something; it cannot be read */
	int full;                     /* events until the disk has room again; 0: it has */
	enum action action;           /* of the last key */
	char said[DESCRIPTION];       /* what the last event was */
	unsigned long checked;        /* the version of the answers that was read back last */
	size_t accepted, drafted, undone, rounds;
	FILE *trace;
};

static void set_disk(struct run *run, int events)
{
	struct rlimit limit;
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = events ? DISK : limit.rlim_max;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	run->full = events;
}

#define CHECK(run, condition, ...) do { \
	if (!(condition)) { \
		set_disk(run, 0); \
		print_message("after '%s' ", (run)->said); \
		fail_msg(__VA_ARGS__); \
	} \
} while (0)

/* Before and after an event */

static const char *key_of_form(const struct wizard *wizard, struct arena *arena)
{
	bool typed = wizard->has_form && wizard->form.kind != FORM_RECORDS;
	return typed ? arena_printf(arena, "%s%s", wizard->form.path, wizard->view == VIEW_NEW ? "+" : "") : NULL;
}

static const char *typed_in(const struct form *form, struct arena *arena)
{
	struct buf text = BUF_INIT;
	form_typed(form, &text);
	const char *copy = arena_strdup(arena, text.s);
	buf_release(&text);
	return copy;
}

static const struct change *copy_change(struct arena *arena, const struct change *change)
{
	const char **values = arena_calloc(arena, change->count + 1, sizeof *values);
	for (size_t i = 0; i < change->count; i++)
		values[i] = arena_strdup(arena, change->values[i]);
	struct change *copy = arena_alloc(arena, sizeof *copy);
	*copy = (struct change){change->kind, arena_strdup(arena, change->path), values, change->count};
	return copy;
}

/* Of one choice, Enter takes the row with the cursor. */
static bool takes_another(const struct form *form)
{
	bool single = form->kind == FORM_CHOICES && !form->several;
	size_t row = single ? list_row(&form->choices.list) : 0;
	return single && row < form->choices.list.count && !form->choices.chosen[row];
}

static void watch(struct watched *watched, const struct wizard *wizard)
{
	struct arena *arena = &watched->arena;
	const struct interview *interview = &wizard->model.interview;
	const char *why;
	arena_release(arena);
	*watched = (struct watched){.arena = *arena, .version = wizard->model.version, .draft_count = wizard->drafts.count};
	watched->drafts = arena_calloc(arena, watched->draft_count + 1, sizeof *watched->drafts);
	for (size_t i = 0; i < watched->draft_count; i++) {
		const struct draft *draft = &wizard->drafts.items[i];
		watched->drafts[i] = (struct draft){arena_strdup(arena, draft->path), arena_strdup(arena, draft->text), NULL};
	}
	const struct intent *intent = &wizard->intent;
	bool waits = wizard->front == FRONT_DIALOG && intent->count;
	watched->settled = waits && intent->changes->kind != CHANGE_SET && intent->changes->kind != CHANGE_CONFIRM;
	if (!wizard->has_form || !wizard->form.touched || !wizard->model.save)
		return;
	watched->key = key_of_form(wizard, arena);
	watched->typed = watched->key ? typed_in(&wizard->form, arena) : NULL;
	watched->is_new = wizard->view == VIEW_NEW;
	watched->chooses = takes_another(&wizard->form);
	size_t at = walk_at(wizard->model.walk, interview);
	if (!watched->key || watched->is_new || at == interview->count)
		return;
	watched->answer = form_answer(&wizard->form, arena, interview, &interview->items[at], &watched->change, &why);
	if (watched->answer == FORM_CHANGES)
		watched->change = copy_change(arena, watched->change);
}

/* Whether making the change again would change nothing. */
static bool is_made(const struct model *model, const struct change *change)
{
	struct buf bytes = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	size_t size;
	const char *present = save_bytes(model->save, &size);
	bool same = answers_change(model->answers, change, 1, &bytes, &diags) && bytes.len == size && memcmp(bytes.s, present, size) == 0;
	if (change->kind == CHANGE_DELETE) {
		const struct value *value = answers_find(model->answers, change->path, &diags);
		same = !value || value->state == VALUE_ABSENT;
	}
	diags_release(&diags);
	buf_release(&bytes);
	return same;
}

/* The keys by which a person says that something else holds than what was typed. */
static bool is_dropped_on_purpose(const struct run *run)
{
	return run->action == ACTION_UNKNOWN || run->action == ACTION_NOTHING || run->action == ACTION_CLEAR;
}

static void check_typed(struct run *run, struct watched *watched)
{
	const struct wizard *wizard = &run->seat.wizard;
	struct arena *arena = &watched->arena;
	const char *key = key_of_form(wizard, arena);
	bool here = key && watched->key && strcmp(key, watched->key) == 0;
	for (size_t i = 0; i < watched->draft_count; i++) {
		const struct draft *draft = &watched->drafts[i];
		bool watches = (watched->key && strcmp(watched->key, draft->path) == 0) || is_dropped_on_purpose(run) || watched->settled;
		CHECK(run, watches || drafts_find(&wizard->drafts, draft->path), "the draft '%s' of %s is gone", draft->text, draft->path);
	}
	if (!watched->key || !*watched->typed || (here && wizard->form.touched) || is_dropped_on_purpose(run) || watched->settled)
		return;
	const struct draft *draft = drafts_find(&wizard->drafts, watched->key);
	if (draft && strcmp(draft->text, watched->typed) == 0) {
		run->drafted++;
		return;
	}
	bool made = watched->is_new ? wizard->model.version != watched->version :
		watched->answer == FORM_KEEPS || (watched->answer == FORM_CHANGES && is_made(&wizard->model, watched->change));
	made |= watched->chooses && run->action == ACTION_ACCEPT;
	run->accepted += made;
	CHECK(run, made, "'%s', typed at %s, is lost", watched->typed, watched->key);
}

static void check_file(struct run *run)
{
	struct seat *seat = &run->seat;
	struct model *model = &seat->wizard.model;
	size_t size;
	const char *bytes = save_bytes(model->save, &size);
	bool is_foreign = run->is_outside && (run->is_broken || model_changed_outside(model));
	if (run->is_outside && !is_foreign) { /* the wizard has read it */
		run->is_outside = false;
		buf_clear(&run->start);
		buf_add(&run->start, run->outside.s, run->outside.len);
	}
	if (is_foreign)
		CHECK(run, seat_file_is(seat, run->outside.s, run->outside.len), "what somebody else wrote into the file is gone");
	else
		CHECK(run, seat_file_is(seat, bytes, size), "the file is not what the model says");
	if (is_foreign || run->checked == model->version)
		return;
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_read(builtin_library.schema, "a.yaml", bytes, size, &diags);
	CHECK(run, answers, "the file cannot be read");
	run->checked = model->version;
	answers_free(answers);
	diags_release(&diags);
}

static void check_edit(struct run *run, const struct edit *edit)
{
	size_t size = edit->text.len;
	char *starts = xcalloc(size + 1, 1);
	text_clusters(edit->text.s, size, starts);
	CHECK(run, !text_invalid(edit->text.s, size), "a text is no UTF-8");
	CHECK(run, edit->cursor == size || (edit->cursor < size && starts[edit->cursor]), "the cursor is in the middle of a cluster");
	free(starts);
}

static void check_cursors(struct run *run)
{
	const struct wizard *wizard = &run->seat.wizard;
	const struct canvas *canvas = &run->seat.canvas;
	if (wizard->has_form && wizard->form.kind == FORM_FIELD)
		check_edit(run, &wizard->form.field.edit);
	if (wizard->has_form && wizard->form.kind == FORM_AREA)
		check_edit(run, &wizard->form.area.edit);
	if (wizard->has_form && wizard->form.kind == FORM_CHOICES)
		check_edit(run, &wizard->form.choices.list.filter.edit);
	if (wizard->front == FRONT_DIALOG && wizard->dialog.asks)
		check_edit(run, &wizard->dialog.field.edit);
	check_edit(run, &wizard->notice.search.edit);
	bool on_screen = canvas->cursor_x >= 0 && canvas->cursor_x < canvas->width && canvas->cursor_y >= 0 && canvas->cursor_y < canvas->height;
	bool may_hide = canvas->width < FRAME_LEAST_WIDTH || canvas->height < FRAME_LEAST_HEIGHT;
	bool right = run->seat.blind || on_screen || may_hide;
	if (!right) {
		struct buf dump = BUF_INIT;
		canvas_dump(canvas, DUMP_TEXT, &dump);
		set_disk(run, 0);
		fprintf(stderr, "front %d, focus %d, view %d\n%s", wizard->front, wizard->focus, wizard->view, dump.s);
		buf_release(&dump);
	}
	CHECK(run, right, "the cursor is at %d,%d on a screen of %dx%d", canvas->cursor_x, canvas->cursor_y,
		canvas->width, canvas->height);
}

/* Wide characters have both halves, and nothing that a terminal would obey is on the screen. */
static void check_cells(struct run *run)
{
	const struct canvas *canvas = &run->seat.canvas;
	for (int y = 0; y < canvas->height; y++) {
		for (int x = 0; x < canvas->width; x++) {
			const struct cell *cell = canvas_cell(canvas, x, y);
			bool half = x > 0 && cell[-1].width == 2;
			CHECK(run, (cell->width == 0) == half, "half a character at %d,%d", x, y);
			CHECK(run, cell->size == 0 || (unsigned char)cell->text[0] >= ' ', "a control character at %d,%d", x, y);
		}
	}
}

/* Events */

static const char *const pastes[] = {
	"\x1b[201~rm -rf\n", "a\nb\nc\n", "\xff\xfe\x80 bytes", "\xE2\x80\xAEsdrawkcab", "e\xCC\x81\xCC\x82\xCC\x83",
	"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", "\xE4\xB8\xAD\xE6\x96\x87\xE5\xAD\x97",
	"\xE0\xB8\x81\xE0\xB8\xB3\xE0\xB8\xB1", "!none", "- x: {{ y }}",
	"\xC2\x85\xE2\x80\xA8\xE2\x81\xA6", "\xCC\x81", "\t\r\n \r", "0", "y", "'", "\"",
	"<b>&amp;</b>", "\xEF\xBB\xBFmark", "\xF4\x90\x80\x80", "2026-02-30"};
static const int letters[] = {
	'a', 'e', 'n', 'o', 'r', 's', 't', 'y', 'z', 'I', 'E', 'S', '0', '1', '9', ' ', ' ', '-', '.', ',', ';', '@', '/', ':', '#', '!',
	'\'', '"', '\\', '{', '%', 0xE9, 0x301, 0x4E2D, 0x1F469, 0x200D, 0xFE0F, 0x0E33, 0x202E, 0x1F1EE, 0x1F1EA, 0x7F, 0xA0, 0xAD, 0xD55C};
#define COUNT(array) (sizeof(array) / sizeof *(array))

static void describe(struct run *run, const char *what, const char *more)
{
	snprintf(run->said, sizeof run->said, "%s %.150s", what, more);
	if (run->trace) {
		int full = run->full;
		set_disk(run, 0);
		fprintf(run->trace, "%s\n", run->said);
		fflush(run->trace);
		set_disk(run, full);
	}
}

static void send_key(struct run *run, int key)
{
	struct buf name = BUF_INIT;
	bool prefix = run->seat.wizard.prefix;
	key_add_name(&name, key);
	describe(run, "key", name.s);
	run->action = keymap_action(&run->seat.keymap, wizard_place(&run->seat.wizard), &prefix, key);
	seat_key(&run->seat, key);
	buf_release(&name);
}

/* A key that does something at one place or another. */
static void send_bound_key(struct run *run)
{
	const struct keymap *map = &run->seat.keymap;
	int key = map->bindings[draw(&run->random, (uint32_t)map->count)].key;
	if (key & K_CTRL_X)
		send_key(run, 'x' | K_CTRL);
	send_key(run, key & ~K_CTRL_X);
}

/* Keys that lead somewhere, more often than others. */
static int useful_key(struct run *run)
{
	static const int keys[] = {K_ENTER, K_ENTER, K_ENTER, K_ENTER, K_ENTER, K_DOWN, K_DOWN, K_UP, ' ', K_ESC, K_TAB, K_PAGE_DOWN,
		'y', 'a', 'd', 'c', 'J', 'K',
		'j' | K_ALT, 'a' | K_ALT, 'u' | K_ALT, 'e' | K_ALT, 'd' | K_CTRL, 'o' | K_CTRL, 'g' | K_CTRL, K_BACKSPACE};
	return keys[draw(&run->random, COUNT(keys))];
}

static void paste(struct run *run)
{
	struct arena arena = ARENA_INIT;
	const char *text = pastes[draw(&run->random, COUNT(pastes))];
	if (chance(&run->random, 30))
		text = text_make_long(&run->random, &arena, "Acme");
	describe(run, "paste", text);
	seat_send(&run->seat, &(struct event){.type = EVENT_PASTE, .text = text, .size = strlen(text)});
	arena_release(&arena);
}

/* Answers as a person would: with the example, or something of the right kind. */
static void answer(struct run *run)
{
	const struct wizard *wizard = &run->seat.wizard;
	const struct interview *interview = &wizard->model.interview;
	size_t at = walk_at(wizard->model.walk, interview);
	bool types = wizard->front == FRONT_NOTHING && wizard->focus == PART_WORK && wizard->has_form && at < interview->count &&
		(wizard->form.kind == FORM_FIELD || wizard->form.kind == FORM_AREA);
	if (types) {
		struct arena arena = ARENA_INIT;
		const char *example = interview->items[at].question->example;
		const char *text = chance(&run->random, 50) ? text_make_line(&run->random, &arena, example ? example : "Acme") : example;
		describe(run, "type", text);
		seat_send(&run->seat, &(struct event){.type = EVENT_PASTE, .text = text, .size = strlen(text)});
		arena_release(&arena);
	} else {
		send_key(run, useful_key(run));
	}
}

static void resize(struct run *run)
{
	static const int sizes[][2] = {{80, 24}, {120, 40}, {40, 10}, {100, 30}, {300, 100}, {1, 1}, {0, 0}, {60, 12}, {39, 9}};
	size_t pick = draw(&run->random, COUNT(sizes) + 3);
	int width = pick < COUNT(sizes) ? sizes[pick][0] : (int)draw(&run->random, 301);
	int height = pick < COUNT(sizes) ? sizes[pick][1] : (int)draw(&run->random, 101);
	describe(run, "size", width < FRAME_LEAST_WIDTH || height < FRAME_LEAST_HEIGHT ? "little" : "");
	seat_resize(&run->seat, width, height);
}

static void mouse(struct run *run)
{
	describe(run, "mouse", "");
	seat_send(&run->seat, &(struct event){.type = EVENT_MOUSE, .x = (int)draw(&run->random, 300), .y = (int)draw(&run->random, 100),
		.wheel = (int)draw(&run->random, 3) - 1});
}

static void take_focus(struct run *run)
{
	describe(run, "focus", "");
	seat_send(&run->seat, &(struct event){.type = EVENT_FOCUS, .gained = true});
}

static void example_bytes(struct run *run, struct buf *bytes)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *text = file_read(run->examples.gl_pathv[draw(&run->random, (uint32_t)run->examples.gl_pathc)], FILE_LIMIT, &size, &diags);
	assert_non_null(text);
	buf_add(bytes, text, size);
	free(text);
}

/* An editor writes the file: a remark more, another company, or something that cannot be read. */
static void change_outside(struct run *run)
{
	uint32_t how = draw(&run->random, 4);
	size_t size;
	if (run->full)
		return;
	const char *bytes = save_bytes(run->seat.wizard.model.save, &size);
	describe(run, "outside", how == 0 ? "broken" : "");
	buf_clear(&run->outside);
	if (how == 0)
		buf_adds(&run->outside, "company: [\n");
	else if (how == 1 || run->is_outside)
		example_bytes(run, &run->outside);
	else
		buf_add(&run->outside, bytes, size);
	buf_addf(&run->outside, "# %u\n", (unsigned)draw(&run->random, 1000000));
	run->is_outside = true;
	run->is_broken = how == 0;
	seat_change_outside(&run->seat, run->outside.s, run->outside.len);
	if (chance(&run->random, 50))
		take_focus(run);
}

static void come_back(struct run *run)
{
	if (run->is_outside)
		return;
	describe(run, "return", "");
	set_disk(run, 0);
	size_t size;
	const char *bytes = save_bytes(run->seat.wizard.model.save, &size);
	buf_clear(&run->start);
	buf_add(&run->start, bytes, size);
	wizard_keep(&run->seat.wizard);
	size_t drafts = run->seat.wizard.drafts.count;
	seat_return(&run->seat);
	assert_int_equal(run->seat.wizard.drafts.count, drafts);
	run->checked = 0;
}

/* Whatever the wizard wants done outside. */
static void obey(struct run *run)
{
	struct wizard *wizard = &run->seat.wizard;
	unsigned wants = run->seat.wants;
	run->seat.wants = 0;
	if (wants & WANT_BUILD)
		wizard_built(wizard, chance(&run->random, 50) ? "a.md\na.html\n" : "The disk is full.", chance(&run->random, 50));
	if (wants & WANT_EDITOR) {
		CHECK(run, wizard_edited_text(wizard), "there is nothing to edit");
		wizard_edited(wizard, chance(&run->random, 80) ? pastes[draw(&run->random, 2)] : NULL, "The editor failed.");
	}
	if (wants & WANT_QUIT && chance(&run->random, 10)) /* else a round would be over soon */
		come_back(run);
}

static void fill_disk(struct run *run)
{
	describe(run, "disk", run->full ? "has room" : "is full");
	set_disk(run, run->full ? 0 : 12);
}

static void send_random(struct run *run)
{
	static const int offered[] = {K_ENTER, K_ESC, K_TAB}; /* names of files are not typed at random: they would be made */
	uint32_t dice = draw(&run->random, 1000);
	run->action = ACTION_NONE;
	if (run->seat.wizard.asking == ASKING_ELSEWHERE && dice < 930)
		send_key(run, offered[draw(&run->random, COUNT(offered))]);
	else if (dice < 300)
		send_key(run, useful_key(run));
	else if (dice < 550)
		send_bound_key(run);
	else if (dice < 750)
		send_key(run, letters[draw(&run->random, COUNT(letters))]);
	else if (dice < 900)
		answer(run);
	else if (dice < 930)
		paste(run);
	else if (dice < 970)
		resize(run);
	else if (dice < 980)
		mouse(run);
	else if (dice < 985)
		take_focus(run);
	else if (dice < 987)
		change_outside(run);
	else if (dice < 989)
		come_back(run);
	else if (dice < 994)
		fill_disk(run);
	else
		send_key(run, K_ENTER);
}

/* Rounds */

static void begin_round(struct run *run, uint64_t seed)
{
	struct buf bytes = BUF_INIT;
	run->random = (struct random){seed};
	run->is_outside = run->is_broken = false;
	run->checked = 0;
	run->rounds++;
	uint32_t which = draw(&run->random, 10);
	if (which < 5)
		example_bytes(run, &bytes);
	else if (which < 8)
		company_write(&bytes, builtin_library.schema, seed);
	seat_take_bytes(&run->seat, bytes.len ? bytes.s : NULL, bytes.len);
	size_t size;
	const char *present = save_bytes(run->seat.wizard.model.save, &size);
	buf_clear(&run->start);
	buf_add(&run->start, present, size);
	buf_release(&bytes);
}

/* Everything back, byte for byte, and again. */
static void undo_and_redo(struct run *run)
{
	struct model *model = &run->seat.wizard.model;
	struct arena arena = ARENA_INIT;
	const char *label;
	struct buf end = BUF_INIT;
	size_t size, redone = 0, undone = 0;
	while (model_undo(model, true, &arena, &label) == MODEL_CHANGED) /* the end is where all is done */
		redone++;
	const char *bytes = save_bytes(model->save, &size);
	buf_add(&end, bytes, size);
	while (model_undo(model, false, &arena, &label) == MODEL_CHANGED)
		undone++;
	bytes = save_bytes(model->save, &size);
	CHECK(run, size == run->start.len && memcmp(bytes, run->start.s, size) == 0, "all undone, the file is not what it was at the start");
	CHECK(run, seat_file_is(&run->seat, bytes, size), "undone in the model only");
	for (redone = 0; model_undo(model, true, &arena, &label) == MODEL_CHANGED;)
		redone++;
	bytes = save_bytes(model->save, &size);
	CHECK(run, redone == undone && size == end.len && memcmp(bytes, end.s, size) == 0, "all done again, the file is not what it was");
	run->undone += undone;
	buf_release(&end);
	arena_release(&arena);
}

static void end_round(struct run *run)
{
	set_disk(run, 0);
	if (!run->is_outside) {
		describe(run, "undo", "");
		undo_and_redo(run);
	}
	seat_leave(&run->seat);
}

static void play_round(struct run *run, uint64_t seed, size_t events)
{
	struct watched watched = {.arena = ARENA_INIT};
	if (run->trace) {
		rewind(run->trace);
		assert_int_equal(ftruncate(fileno(run->trace), 0), 0);
		fprintf(run->trace, "# NS_WIZARD_SEED=%llu\n", (unsigned long long)seed);
	}
	begin_round(run, seed);
	for (size_t i = 0; i < events; i++) {
		run->seat.blind = chance(&run->random, 20);
		watch(&watched, &run->seat.wizard);
		send_random(run);
		check_typed(run, &watched);
		obey(run);
		check_file(run);
		check_cursors(run);
		if (!run->seat.blind && i % 16 == 0)
			check_cells(run);
		if (run->full && --run->full == 0)
			set_disk(run, 0);
	}
	run->seat.blind = false;
	end_round(run);
	arena_release(&watched.arena);
}

static void test_random_events(void **state)
{
	const char *wanted = getenv("NS_WIZARD_EVENTS"), *first = getenv("NS_WIZARD_SEED"), *trace = getenv("NS_WIZARD_TRACE");
	size_t events = wanted ? strtoul(wanted, NULL, 10) : 4000;
	uint64_t seed = first ? strtoull(first, NULL, 10) : 20261122;
	struct run run = {.start = BUF_INIT, .outside = BUF_INIT, .trace = trace ? fopen(trace, "w") : NULL};
	(void)state;
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &run.examples), 0);
	for (size_t sent = 0; sent < events; sent += ROUND, seed++) {
		play_round(&run, seed, events - sent < ROUND ? events - sent : ROUND);
	}
	print_message("# %zu events in %zu companies: %zu answers accepted by leaving, %zu kept as drafts, %zu changes undone and done again\n",
		events, run.rounds, run.accepted, run.drafted, run.undone);
	assert_true(events < 4000 || (run.accepted && run.drafted && run.undone));
	globfree(&run.examples);
	buf_release(&run.start);
	buf_release(&run.outside);
	if (run.trace)
		fclose(run.trace);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_random_events)};
	signal(SIGXFSZ, SIG_IGN); /* a full disk is an error of write, as on any other day */
	return cmocka_run_group_tests(tests, NULL, NULL);
}
