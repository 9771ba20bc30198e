#include "cli/wizard.h"

#include "base/cache.h"
#include "cli/ask.h"
#include "cli/build_notice.h"
#include "cli/builtin.h"
#include "cli/choose.h"
#include "outputs/review/own_words.h"
#include "tui/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_CLEAN = 0, STATUS_FAILED = 2, STATUS_SIGNAL = 128 };

struct host {
	const struct command_line *line;
	struct arena arena;            /* of the library */
	const struct library *library; /* once it is chosen */
	int today;
};

static const struct library *choose(void *context, const char *path, struct diags *diags)
{
	struct host *host = context;
	if (!host->library)
		host->library = choose_library(host->line, path, &host->arena, diags);
	return host->library;
}

/* What went wrong, in lines; findings about the answers stand on the screen already. */
static void add_failures(struct buf *said, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		if (diags->items[i].kind->severity >= SEVERITY_ERROR)
			buf_addf(said, "%s. ", diags->items[i].message);
	if (!said->len)
		buf_adds(said, "The notice could not be written.");
}

static bool build(void *context, const char *path, const char *folder, struct buf *said)
{
	struct host *host = context;
	struct build_wishes wishes = {.formats = {[NOTICE_MARKDOWN] = true, [NOTICE_HTML] = true}, .today = host->today};
	struct build_result result = {.outcome = BUILD_FAILED};
	struct diags diags = DIAGS_INIT;
	struct arena arena = ARENA_INIT;
	struct jobs jobs;
	char *paths[] = {xstrdup(path)};
	bool planned = jobs_plan(&jobs, &arena, paths, 1, folder, &diags);
	if (planned)
		build_notice(&wishes, &(struct build_library){host->library, NULL}, &jobs.items[0], &result);
	bool done = result.outcome != BUILD_FAILED;
	if (done)
		buf_add(said, result.text.s, result.text.len);
	else
		add_failures(said, planned ? &result.diags : &diags);
	build_result_release(&result);
	diags_release(&diags);
	arena_release(&arena);
	free(paths[0]);
	return done;
}

/* The last words, on the screen that the person had before. */
static void take_leave(const struct run *run)
{
	if (!run->path)
		return;
	printf("All your answers are in %s.\n", run->path);
	if (run->open || run->suggested)
		printf("%zu open, %zu only suggested. To go on: noticesmith %s\n", run->open, run->suggested, run->path);
	else
		printf("Nothing is open. To make the notice: noticesmith build %s\n", run->path);
}

/* Where nothing can be drawn, the same questions are asked line by line. */
static int ask_instead(const struct command_line *line, enum term_status why)
{
	if (!line->operand_count)
		return usage_error(line->command, "%s; name an answers file, and the questions are asked line by line", term_status_text(why));
	fprintf(stderr, "noticesmith: %s: the questions are asked line by line\n", term_status_text(why));
	return ask_run(line);
}

static int run_on_terminal(const struct command_line *line, struct run *run, struct diags *diags)
{
	const char *first = diags->count ? arena_printf(&((struct host *)run->host->context)->arena, "%s:%d: %s", diags->items[0].pos.file,
		diags->items[0].pos.line, diags->items[0].message) : NULL;
	enum run_end end = run_wizard(run, first, diags);
	if (end == RUN_NO_TERMINAL)
		return ask_instead(line, run->why);
	diags_print(diags, stderr);
	if (end == RUN_FAILED)
		return STATUS_FAILED;
	take_leave(run);
	return end == RUN_SIGNAL ? STATUS_SIGNAL + run->signal : STATUS_CLEAN;
}

static int play(struct run *run, const char *script, struct diags *diags)
{
	bool played = script_play(run, script, ".", diags);
	diags_print(diags, stderr);
	return played ? STATUS_CLEAN : STATUS_FAILED;
}

int wizard_run(const struct command_line *line)
{
	if (line->operand_count > 1)
		return usage_error(line->command, "one answers file at a time");
	const char *script = line->values[OPTION_SCRIPT];
	if (script && !line->operand_count)
		return usage_error(line->command, "--script needs an answers file");
	struct host host = {.line = line, .arena = ARENA_INIT};
	host.today = choose_today(line, &host.arena);
	if (!host.today)
		return STATUS_FAILED;
	struct diags diags = DIAGS_INIT;
	struct buf path = BUF_INIT;
	struct config config;
	config_path(&path, getenv("XDG_CONFIG_HOME"), getenv("HOME"));
	config_read(&config, path.s, &diags);
	char *cache = cache_folder("words");
	const struct run_host run_host = {&host, choose, build, host.today,
		{getenv("DICPATH"), cache, own_words_path(&host.arena, getenv("XDG_CONFIG_HOME"), getenv("HOME"), builtin_library.language)}};
	struct run run = {.path = line->operand_count ? line->operands[0] : NULL, .chosen = BUF_INIT, .config = &config, .host = &run_host};
	int status = script ? play(&run, script, &diags) : run_on_terminal(line, &run, &diags);
	free(cache);
	buf_release(&run.chosen);
	buf_release(&path);
	config_release(&config);
	diags_release(&diags);
	arena_release(&host.arena);
	return status;
}
