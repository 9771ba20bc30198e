#include "cli/spell.h"

#include "base/cache.h"
#include "base/file.h"
#include "base/text.h"
#include "cli/choose.h"
#include "cli/findings.h"
#include "cli/jobs.h"
#include "cli/overlay_load.h"
#include "outputs/review/own_words.h"
#include "cli/spell_fix.h"
#include "outputs/notice.h"
#include "outputs/review/spell.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUS_CLEAN, STATUS_FINDINGS, STATUS_FAILED, STATUS_SIGNAL = 128 };

/* The sanitizers want all memory back; nobody else waits for dictionaries to be freed when the program ends. */
#if defined(__SANITIZE_ADDRESS__)
#define LEAVE_DICTIONARIES false
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define LEAVE_DICTIONARIES false
#endif
#endif
#ifndef LEAVE_DICTIONARIES
#define LEAVE_DICTIONARIES true
#endif

/* One run of the command. */
struct spell {
	const struct command_line *line;
	struct arena arena;
	struct diags diags;
	struct speller speller;
	const struct library *base, *library; /* library: for the files of folder */
	const char *folder;
	int today;
	bool list, json, failed;
};

/* The library for the files of a folder; the last one is kept, since files stand together. NULL with findings. */
static const struct library *library_for(struct spell *spell, const char *folder)
{
	if (spell->folder && strcmp(spell->folder, folder) == 0)
		return spell->library;
	const char *overlay = choose_overlay(spell->line, folder, &spell->arena);
	spell->folder = folder;
	spell->library = overlay ? overlay_load(&spell->arena, spell->base, overlay, &spell->diags) : spell->base;
	return spell->library;
}

/* The words that are in no dictionary, each once a file. */
static void list_words(const struct spelling *spelling)
{
	for (size_t i = 0; i < spelling->count; i++) {
		bool new = spelling->items[i].word;
		for (size_t k = 0; k < i && new; k++)
			new = !spelling->items[k].word || strcmp(spelling->items[k].text, spelling->items[i].text) != 0;
		if (new)
			puts(spelling->items[i].text);
	}
}

static void check_notice(struct spell *spell, const struct library *library, const struct answers *answers, const struct document *document)
{
	struct spelling spelling;
	spell_check(&spell->speller, library, answers, document, &spelling, &spell->diags);
	if (spell->list)
		list_words(&spelling);
	else
		spelling_report(&spelling, &spell->diags);
	spelling_release(&spelling);
}

static void check_file(struct spell *spell, const struct job *job)
{
	struct diags own = DIAGS_INIT; /* what could be better about sound answers is left to build */
	const struct library *library = library_for(spell, job->folder);
	struct answers *answers = library ? answers_load(library->schema, job->path, &own) : NULL;
	struct document *document = answers ? notice_compose(library, answers, spell->today, &own) : NULL;
	if (document)
		check_notice(spell, library, answers, document);
	else if (library)
		diags_print(&own, stderr);
	spell->failed |= !document;
	document_free(document);
	answers_free(answers);
	diags_release(&own);
}

static int check_files(struct spell *spell, const struct command_line *line)
{
	struct jobs jobs;
	if (!jobs_plan(&jobs, &spell->arena, line->operands, line->operand_count, NULL, &spell->diags))
		return STATUS_FAILED;
	for (size_t i = 0; i < jobs.count; i++)
		check_file(spell, &jobs.items[i]);
	return spell->failed ? STATUS_FAILED : diags_count(&spell->diags, SEVERITY_WARNING) ? STATUS_FINDINGS : STATUS_CLEAN;
}

/* Goes through the findings of one file after another. */
static int fix_files(struct spell *spell, const struct command_line *line, const char *own)
{
	struct spell_fix fix = {.speller = &spell->speller, .own = own, .today = spell->today, .diags = &spell->diags};
	struct jobs jobs;
	int status = STATUS_CLEAN;
	if (!jobs_plan(&jobs, &spell->arena, line->operands, line->operand_count, NULL, &spell->diags) ||
		!talk_open(&fix.talk, NULL, NULL, &spell->diags))
		return STATUS_FAILED;
	for (size_t i = 0; i < jobs.count && !fix.over; i++) {
		const struct library *library = library_for(spell, jobs.items[i].folder);
		int end = library ? (int)spell_fix_file(&fix, library, jobs.items[i].path) : STATUS_FAILED;
		status = end > status ? end : status;
	}
	talk_close(&fix.talk, NULL, &spell->diags);
	return talk_signal() ? STATUS_SIGNAL + talk_signal() : status;
}

static int run(struct spell *spell, const struct command_line *line)
{
	char *cache = cache_folder("words");
	int status = STATUS_FAILED;
	spell->today = choose_today(line, &spell->arena);
	spell->base = spell->today ? choose_base(line, &spell->arena, &spell->diags) : NULL;
	const char *path = spell->base ? own_words_path(&spell->arena, getenv("XDG_CONFIG_HOME"), getenv("HOME"), spell->base->language) : NULL;
	const char *own = spell->base ? own_words_read(&spell->arena, path, &spell->diags) : NULL;
	if (own) {
		speller_init(&spell->speller, getenv("DICPATH"), cache, own);
		status = line->values[OPTION_FIX] ? fix_files(spell, line, path) : check_files(spell, line);
		speller_release(&spell->speller, LEAVE_DICTIONARIES);
	}
	free(cache);
	return status;
}

int spell_run(const struct command_line *line)
{
	if (!line->operand_count)
		return usage_error(line->command, "no answers file given");
	struct spell spell = {.line = line, .arena = ARENA_INIT, .diags = DIAGS_INIT, .list = line->values[OPTION_LIST],
		.json = line->values[OPTION_JSON]};
	if (spell.list + spell.json + (line->values[OPTION_FIX] != NULL) > 1)
		return usage_error(line->command, "choose one of '--fix', '--list' and '--json'");
	int status = run(&spell, line);
	findings_print(&spell.diags, spell.json);
	diags_release(&spell.diags);
	arena_release(&spell.arena);
	return status;
}
