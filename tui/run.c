#include "tui/run.h"

#include "base/file.h"
#include "questionnaire/types/record.h"
#include "tui/editor.h"
#include "tui/start.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { JOURNAL_AFTER = 800 /* milliseconds: what is typed is on disk within a second */, PATIENCE = 100 /* then one is told to wait */ };

/* A build on a thread of its own, so that no key waits for a disk. */
struct building {
	pthread_t thread;
	const struct run_host *host;
	char *path, *folder;
	struct buf said;
	bool done;            /* the outcome */
	atomic_bool finished; /* the thread is through; `done` and `said` can be read */
	bool started;
	bool announced;       /* that one has to wait */
	long began;           /* milliseconds */
};

struct running {
	struct run *run;
	struct diags *diags;
	struct canvas canvas;
	struct wizard wizard;
	struct building building;
	long typed;           /* when the journal fell behind, in milliseconds; -1: it is not */
	bool over;
};

static long now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec * 1000L + time.tv_nsec / 1000000L;
}

static void fit_canvas(struct canvas *canvas)
{
	int width, height;
	term_size(&width, &height);
	if (width != canvas->width || height != canvas->height)
		canvas_resize(canvas, width, height);
}

/* Before the wizard */

static enum start_end ask_start(struct running *running, struct start *start)
{
	struct event event;
	enum start_end end = START_GOES_ON;
	while (end == START_GOES_ON) {
		if (!term_pending()) {
			fit_canvas(&running->canvas);
			start_show(start, &running->canvas);
			term_show(&running->canvas);
		}
		if (!term_next(&event, -1))
			continue;
		end = start_update(start, &event);
		if (event.type == EVENT_END)
			running->run->signal = event.signal;
	}
	return end;
}

/* The name of the company, and where the answers go. False: the person wants out. */
static bool ask_path(struct running *running, struct buf *name)
{
	struct start start;
	start_init(&start, &running->run->config->keymap);
	bool ready = ask_start(running, &start) == START_READY;
	if (ready) {
		buf_adds(name, start.name.s);
		buf_adds(&running->run->chosen, start.file.s);
		running->run->path = running->run->chosen.s;
	}
	start_release(&start);
	return ready;
}

static void edit_file(const char *path)
{
	struct buf why = BUF_INIT;
	term_leave();
	editor_file(path, &why); /* whether it helped is seen when the file is read anew */
	term_return();
	buf_release(&why);
}

/* Opens the model, as often as it takes. False: the person wants out, or nothing helps. */
static bool open_model(struct running *running, const struct library *library)
{
	struct run *run = running->run;
	for (;;) {
		struct model *model = &running->wizard.model;
		if (model_open(model, library, run->path, run->host->today, true) != MODEL_UNREADABLE)
			return true;
		struct start start;
		start_init_broken(&start, &run->config->keymap, run->path, &model->said);
		enum start_end end = ask_start(running, &start);
		start_release(&start);
		if (end == START_LEFT) {
			diags_release(running->diags);
			*running->diags = model->said;
			diags_init(&model->said);
			model_close(model, running->diags);
			return false;
		}
		model_close(model, running->diags);
		if (end == START_EDITOR)
			edit_file(run->path);
	}
}

/* The name that was asked for first becomes the first answer. */
static void answer_name(struct wizard *wizard, const char *name)
{
	struct arena arena = ARENA_INIT;
	const struct interview *interview = &wizard->model.interview;
	size_t at = interview_at(interview, "company.legal_name");
	const char *why;
	bool wanted = *name && at < interview->count && strcmp(interview->items[at].path, "company.legal_name") == 0 && interview->items[at].state == ITEM_OPEN;
	const struct change *change = wanted ? interview_answer(&arena, interview, &interview->items[at], name, &why) : NULL;
	if (change && model_change(&wizard->model, change->path, change, 1) == MODEL_CHANGED)
		walk_next(wizard->model.walk, interview);
	arena_release(&arena);
}

/* What it wants done */

static void edit_text(struct wizard *wizard)
{
	struct buf text = BUF_INIT, why = BUF_INIT;
	buf_adds(&text, wizard_edited_text(wizard));
	term_leave();
	bool done = editor_text(&text, &why);
	term_return();
	wizard_edited(wizard, done ? text.s : NULL, why.s);
	buf_release(&text);
	buf_release(&why);
}

static void *work(void *context)
{
	struct building *building = context;
	building->done = building->host->build(building->host->context, building->path, building->folder, &building->said);
	atomic_store(&building->finished, true);
	term_wake();
	return NULL;
}

static void start_building(struct running *running)
{
	struct building *building = &running->building;
	if (building->started)
		return; /* it is at it */
	*building = (struct building){.host = running->run->host, .path = xstrdup(running->wizard.model.path), .folder = xstrdup(running->wizard.folder.s), .said = BUF_INIT, .began = now()};
	building->started = pthread_create(&building->thread, NULL, work, building) == 0;
	if (building->started)
		return;
	building->done = building->host->build(building->host->context, building->path, building->folder, &building->said);
	atomic_store(&building->finished, true);
}

/* Takes over what a build that is through has to say. wait: until it is. */
static void end_building(struct running *running, bool wait)
{
	struct building *building = &running->building;
	bool through = building->path && (wait || atomic_load(&building->finished));
	if (!through)
		return;
	if (building->started)
		pthread_join(building->thread, NULL);
	wizard_built(&running->wizard, building->said.s, building->done);
	buf_release(&building->said);
	free(building->path);
	free(building->folder);
	*building = (struct building){0};
}

static void write_journal(struct running *running)
{
	struct diags diags = DIAGS_INIT;
	wizard_keep(&running->wizard);
	if (!drafts_write(&running->wizard.drafts, &diags) && diags.count)
		wizard_say(&running->wizard, ROLE_WARNING, diags.items[0].message);
	running->typed = -1;
	diags_release(&diags);
}

static void obey(struct running *running, unsigned wants)
{
	if (wants & WANT_EDITOR)
		edit_text(&running->wizard);
	if (wants & WANT_BUILD)
		start_building(running);
	if (wants & WANT_REDRAW)
		term_redraw();
	if (wants & WANT_SUSPEND) {
		write_journal(running);
		term_suspend();
	}
	if (wants & WANT_QUIT)
		running->over = true;
}

static void take(struct running *running, const struct event *event)
{
	unsigned wants = wizard_update(&running->wizard, event);
	bool typed = event->type == EVENT_KEY || event->type == EVENT_PASTE;
	if (typed && running->typed < 0)
		running->typed = now();
	obey(running, wants);
	if (event->type == EVENT_END) {
		running->run->signal = event->signal;
		running->over = true;
	}
}

/* How long to wait for an event: until the journal is due, or somebody has to be told to wait; -1: for ever. */
static int patience(const struct running *running)
{
	const struct building *building = &running->building;
	long due = running->typed < 0 ? -1 : running->typed + JOURNAL_AFTER - now();
	if (building->path && !building->announced)
		due = building->began + PATIENCE - now();
	return running->typed < 0 && !(building->path && !building->announced) ? -1 : due > 0 ? (int)due : 0;
}

static void on_time(struct running *running)
{
	struct building *building = &running->building;
	if (building->path && !building->announced && now() >= building->began + PATIENCE) {
		building->announced = true;
		wizard_say(&running->wizard, ROLE_HELP, "The notice is being written. You can go on.");
	}
	if (running->typed >= 0 && now() >= running->typed + JOURNAL_AFTER)
		write_journal(running);
}

static void converse(struct running *running)
{
	struct event event;
	while (!running->over) {
		end_building(running, false);
		if (!term_pending()) {
			fit_canvas(&running->canvas);
			wizard_show(&running->wizard, &running->canvas);
			term_show(&running->canvas);
		}
		if (term_next(&event, patience(running)))
			take(running, &event);
		on_time(running);
	}
	end_building(running, true);
}

/* What is still typed goes into the journal; when that fails, it is said where it can be read, behind the wizard. */
static bool end_journal(struct running *running)
{
	struct wizard *wizard = &running->wizard;
	wizard_keep(wizard);
	wizard->drafts.failed = false;
	return drafts_write(&wizard->drafts, running->diags);
}

/* What is to be known from the start. */
static void say_first(struct running *running, const char *said)
{
	struct wizard *wizard = &running->wizard;
	if (!wizard->model.save && wizard->model.said.count) {
		struct buf text = BUF_INIT;
		buf_addf(&text, "%s: it is open only to be read.", wizard->model.said.items[0].message);
		wizard_say(wizard, ROLE_WARNING, text.s);
		buf_release(&text);
	} else if (wizard->drafts.count)
		wizard_say(wizard, ROLE_WARNING, "Something was typed last time and not accepted: it is still there, marked with !.");
	else if (said)
		wizard_say(wizard, ROLE_WARNING, said);
}

static enum run_end run_opened(struct running *running, const char *name, const char *said)
{
	struct wizard *wizard = &running->wizard;
	struct run *run = running->run;
	answer_name(wizard, name);
	bool read = !wizard->model.save || drafts_open(&wizard->drafts, run->path, running->diags);
	wizard->proof = proof_new(&run->host->proof, wizard->model.library, run->path, run->host->today, term_wake);
	wizard_init(wizard, &run->config->keymap);
	say_first(running, read ? said : "What was typed last time could not be read: see the file beside the answers that ends in .typed.");
	running->typed = -1;
	converse(running);
	bool kept = end_journal(running);
	run->open = wizard->model.interview.open;
	run->suggested = wizard->model.interview.suggested;
	wizard_release(wizard);
	proof_free(wizard->proof);
	drafts_release(&wizard->drafts);
	bool closed = model_close(&wizard->model, running->diags);
	return closed && kept ? RUN_LEFT : RUN_FAILED;
}

static enum run_end run_started(struct running *running, const char *said)
{
	struct run *run = running->run;
	struct buf name = BUF_INIT;
	enum run_end end = RUN_LEFT;
	if (run->path || ask_path(running, &name)) {
		const struct library *library = run->host->library(run->host->context, run->path, running->diags);
		end = !library || !open_model(running, library) ? RUN_FAILED : run_opened(running, name.s, said);
	}
	buf_release(&name);
	return end == RUN_LEFT && run->signal ? RUN_SIGNAL : end;
}

enum run_end run_wizard(struct run *run, const char *said, struct diags *diags)
{
	const struct term_options options = {.theme = run->config->theme, .mouse = run->config->mouse};
	struct running running = {.run = run, .diags = diags, .typed = -1};
	run->why = term_start(&options);
	if (run->why != TERM_READY)
		return RUN_NO_TERMINAL;
	canvas_init(&running.canvas, 0, 0);
	enum run_end end = run_started(&running, said);
	term_end();
	canvas_release(&running.canvas);
	return end;
}
