#include "cli/library.h"

#include "base/file.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "cli/cli_diags.h"
#include "cli/findings.h"
#include "cli/library_load.h"
#include "cli/skeleton.h"

#include <stdio.h>
#include <string.h>

enum { WORDS_SHOWN = 40 }; /* columns of a clause's text in a list */

struct run {
	struct arena arena;
	struct diags diags;
	const struct command_line *line;
	const struct library *library; /* the built-in one */
};

static void say(const char *path, const char *what)
{
	struct buf line = BUF_INIT;
	text_add_visible(&line, path);
	printf("%s: %s\n", line.s, what);
	buf_release(&line);
}

/* Writes a new file and makes the folders around it. */
static bool create(struct run *run, const char *path, const char *text)
{
	const char *folder = arena_strndup(&run->arena, path, (size_t)(strrchr(path, '/') - path));
	if (!file_make_folders(folder, &run->diags) || !file_create(path, text, strlen(text), &run->diags))
		return false;
	say(path, "written");
	return true;
}

/* The folder that an operand names, or the default. */
static const char *folder_of(const struct run *run, size_t operand)
{
	return run->line->operand_count > operand ? run->line->operands[operand] : "library";
}

/* ---- new ---- */

static void run_new(struct run *run)
{
	const char *dir = folder_of(run, 1);
	const char **paths = arena_calloc(&run->arena, skeleton_count, sizeof(*paths));
	for (size_t i = 0; i < skeleton_count; i++) {
		paths[i] = arena_printf(&run->arena, "%s/%s", dir, skeleton[i].path);
		if (file_exists(paths[i]))
			diag_add(&run->diags, &cli_diags[C_LIBRARY_THERE], (struct pos){paths[i], 0, 0}, paths[i], NULL);
	}
	for (size_t i = 0; i < skeleton_count && !run->diags.count; i++)
		create(run, paths[i], skeleton[i].text);
}

/* ---- copy ---- */

static const char *clause_candidate(const void *context, size_t i)
{
	const struct library *library = context;
	return i < library->clause_count ? library->clauses[i]->id : NULL;
}

/* As it is built in, and `replaces` behind its other keys, where it fits whatever the form of those. */
static void run_copy(struct run *run)
{
	const char *id = run->line->operands[1];
	const struct clause *clause = library_clause(run->library, id);
	if (!clause) {
		const char *nearest = text_nearest(id, clause_candidate, run->library);
		diag_add(&run->diags, &cli_diags[nearest ? C_CLAUSE_MISSPELT : C_CLAUSE_UNKNOWN], (struct pos){NULL, 0, 0}, id, nearest, NULL);
		return;
	}
	const char *path = arena_printf(&run->arena, "%s/clauses/%s/%s.md", folder_of(run, 2), run->library->language, clause->id);
	const char *text = arena_printf(&run->arena, "---\n%sreplaces: %s\n---\n%s\n", clause->front, clause->hash, clause->body);
	create(run, path, text);
}

/* ---- list ---- */

/* The first words of a text on one line. */
static void add_words(struct buf *line, const char *text)
{
	struct buf words = BUF_INIT;
	text_fold_space(&words, text);
	size_t size = 0;
	while (size < words.len && text_width(words.s, size) < WORDS_SHOWN) {
		size_t length;
		text_char(words.s + size, &length);
		size += length;
	}
	buf_add(line, words.s, size);
	buf_adds(line, size < words.len ? " ..." : "");
	buf_release(&words);
}

static void run_list(struct run *run)
{
	const char *word = run->line->operand_count > 1 ? run->line->operands[1] : "";
	struct buf line = BUF_INIT;
	for (size_t i = 0; i < run->library->clause_count; i++) {
		const struct clause *clause = run->library->clauses[i];
		if (!strstr(clause->id, word) && strcmp(clause->section, word) && !strstr(clause->body, word))
			continue;
		buf_clear(&line);
		buf_addf(&line, "%-30s  %-13s  %s  ", clause->id, clause->section, clause->hash);
		add_words(&line, clause->body);
		puts(line.s);
	}
	buf_release(&line);
}

/* ---- the command ---- */

static const struct action {
	const char *name;
	const char *wants;   /* said when there are too few operands */
	size_t least, most;  /* operands, the action's own name among them */
	void (*run)(struct run *run);
} actions[] = {
	{"new", NULL, 1, 2, run_new},
	{"copy", "'library copy' wants the id of a clause; 'noticesmith library list' shows them", 2, 3, run_copy},
	{"list", NULL, 1, 2, run_list},
};
enum { ACTION_COUNT = sizeof(actions) / sizeof(*actions) };

static const char *action_candidate(const void *context, size_t i)
{
	(void)context;
	return i < ACTION_COUNT ? actions[i].name : NULL;
}

/* NULL when the command line is wrong: said on standard error. */
static const struct action *find_action(const struct command_line *line)
{
	if (!line->operand_count) {
		usage_error(line->command, "say what to do: new, copy or list");
		return NULL;
	}
	const char *name = line->operands[0], *nearest = text_nearest(name, action_candidate, NULL);
	const struct action *action = actions;
	while (action < actions + ACTION_COUNT && strcmp(action->name, name))
		action++;
	if (action == actions + ACTION_COUNT) {
		usage_error(line->command, nearest ? "unknown action '%s'; did you mean '%s'?" : "unknown action '%s'; there are new, copy and list",
			name, nearest);
		return NULL;
	}
	if (line->operand_count < action->least)
		usage_error(line->command, "%s", action->wants);
	else if (line->operand_count > action->most)
		usage_error(line->command, "too many arguments for 'library %s'", name);
	else
		return action;
	return NULL;
}

int library_run(const struct command_line *line)
{
	const struct action *action = find_action(line);
	if (!action)
		return 2;
	struct run run = {.arena = ARENA_INIT, .diags = DIAGS_INIT, .line = line, .library = &builtin_library};
	const char *sources = line->values[OPTION_BASE_LIBRARY];
	if (sources)
		run.library = library_load(&run.arena, sources, "en", &run.diags);
	if (run.library)
		action->run(&run);
	int status = diags_count(&run.diags, SEVERITY_ERROR) ? 2 : 0; /* whatever went wrong, it was not done */
	findings_print(&run.diags, false);
	diags_release(&run.diags);
	arena_release(&run.arena);
	return status;
}
