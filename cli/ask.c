#include "cli/ask.h"

#include "base/file.h"
#include "cli/ask_parts.h"
#include "cli/choose.h"
#include "cli/cli_diags.h"
#include "cli/day.h"
#include "cli/jobs.h"

#include <string.h>

enum { STATUS_CLEAN = 0, STATUS_FAILED = 2, STATUS_SIGNAL = 128 };

/* What is typed */

bool ask_line(struct ask *ask, const char *prompt)
{
	enum talk_input input = talk_read(&ask->talk, prompt, &ask->line);
	if (input == TALK_LINE) {
		size_t spaces = strspn(ask->line.s, " ");
		memmove(ask->line.s, ask->line.s + spaces, ask->line.len - spaces);
		buf_truncate(&ask->line, ask->line.len - spaces);
		while (ask->line.len && ask->line.s[ask->line.len - 1] == ' ')
			buf_truncate(&ask->line, ask->line.len - 1);
		return true;
	}
	ask->end = input == TALK_SIGNAL ? ASK_SIGNAL : ASK_LEFT;
	return false;
}

const char *ask_text(const struct ask *ask)
{
	return ask->line.s + (ask->line.s[0] == '\\');
}

/* Commands */

static void jump(struct ask *ask, const char *word)
{
	size_t found = interview_find(&ask->interview, walk_at(ask->walk, &ask->interview), word);
	if (found < ask->interview.count)
		walk_jump(ask->walk, ask->interview.items[found].path);
	else
		talk_say(&ask->talk, 2, "No question holds '%s'. One word of the question is enough.", word);
}

bool ask_common(struct ask *ask, const struct interview_item *item)
{
	const char *line = ask->line.s;
	if (line[0] == '/') {
		jump(ask, line + 1);
		return true;
	}
	if (!line[0] || line[1])
		return false;
	switch (line[0]) {
	case '?':
		screen_help(ask, item);
		return true;
	case '<':
		if (!walk_back(ask->walk, &ask->interview))
			talk_say(&ask->talk, 2, "This is the first question.");
		return true;
	case '!':
		screen_open(ask);
		return true;
	case 'u':
		ask_undo(ask);
		return true;
	case 'q':
		ask->end = ASK_LEFT;
		return true;
	default:
		return false;
	}
}

/* Answers */

/* An accepted answer: what follows from it is said at once, then on. */
static void accept(struct ask *ask, const struct interview_item *item, const struct change *change)
{
	const struct question *question = item->question;
	if (!ask_change(ask, arena_strdup(&ask->arena, item->path), change, 1))
		return;
	screen_laws(ask, question);
	if (question->type.kind == TYPE_RECORDS && change->kind == CHANGE_CONFIRM)
		walk_past(ask->walk, &ask->interview);
	else
		walk_next(ask->walk, &ask->interview);
}

void ask_unknown(struct ask *ask, const struct interview_item *item)
{
	accept(ask, item, &(struct change){CHANGE_UNKNOWN, arena_strdup(&ask->arena, item->path), NULL, 0});
}

void ask_none(struct ask *ask, const struct interview_item *item)
{
	if (item->question->none_allowed)
		accept(ask, item, &(struct change){CHANGE_NONE, arena_strdup(&ask->arena, item->path), NULL, 0});
	else
		talk_say(&ask->talk, 2, "There must be one. If you do not know it yet, type a hyphen.");
}

void ask_keep(struct ask *ask, const struct interview_item *item)
{
	bool whole = item->suggests && item->depth; /* of an inner list all below it is confirmed; those of the root have sheets */
	switch (whole ? ITEM_SUGGESTED : item->state) {
	case ITEM_SUGGESTED:
		accept(ask, item, &(struct change){CHANGE_CONFIRM, arena_strdup(&ask->arena, item->path), NULL, 0});
		return;
	case ITEM_OPEN:
		talk_say(&ask->talk, 2, "This question needs an answer. If you do not know it yet, type a hyphen.");
		return;
	case ITEM_ANSWERED:
	case ITEM_UNKNOWN:
	case ITEM_SKIPPED:
	case ITEM_CLOSED:
		break;
	}
	walk_next(ask->walk, &ask->interview);
}

static void answer(struct ask *ask, const struct interview_item *item, const char *typed)
{
	const char *why = NULL;
	const struct change *change = interview_answer(&ask->arena, &ask->interview, item, typed, &why);
	if (change)
		accept(ask, item, change);
	else
		screen_refusal(ask, why);
}

/* A long text: lines until one with a single full stop. */
static void ask_long_text(struct ask *ask, const struct interview_item *item)
{
	struct buf text = BUF_INIT;
	bool first = true, none = false;
	while (ask_line(ask, "> ")) {
		const char *line = ask->line.s;
		size_t slashes = strspn(line, "\\");
		if (strcmp(line, ".") == 0) {
			none = first;
			break;
		}
		buf_adds(&text, line + (slashes && strcmp(line + slashes, ".") == 0));
		buf_addc(&text, '\n');
		first = false;
	}
	while (text.len && text.s[text.len - 1] == '\n')
		buf_truncate(&text, text.len - 1);
	const char *begin = text.s + strspn(text.s, "\n");
	if (none)
		ask_none(ask, item);
	else if (*begin)
		answer(ask, item, arena_strdup(&ask->arena, begin)); /* at the end of input, too */
	else if (ask->end == ASK_GOES_ON)
		ask_keep(ask, item);
	buf_release(&text);
}

static void ask_question(struct ask *ask, const struct interview_item *item)
{
	screen_question(ask, item);
	if (item->question->type.kind == TYPE_LONG_TEXT) {
		ask_long_text(ask, item);
		return;
	}
	if (!ask_line(ask, "> ") || ask_common(ask, item))
		return;
	if (!ask->line.len)
		ask_keep(ask, item);
	else if (strcmp(ask->line.s, "-") == 0)
		ask_unknown(ask, item);
	else if (strcmp(ask->line.s, ".") == 0)
		ask_none(ask, item);
	else
		answer(ask, item, arena_strdup(&ask->arena, ask_text(ask)));
}

static void converse(struct ask *ask)
{
	while (ask->end == ASK_GOES_ON) {
		size_t at = walk_at(ask->walk, &ask->interview);
		const struct interview_item *item = &ask->interview.items[at];
		const char *sheet = walk_sheet(ask->walk, &ask->interview);
		if (at == ask->interview.count)
			ask_at_end(ask);
		else if (sheet)
			ask_sheet(ask, sheet);
		else if (item->is_list)
			ask_records(ask, item);
		else
			ask_question(ask, item);
		arena_release(&ask->arena);
	}
}

/* Beginning and end */

/* A missing file is made before the first question. */
static bool begin_file(struct ask *ask)
{
	struct buf text = BUF_INIT;
	size_t size;
	bool made = true;
	save_bytes(ask->save, &size);
	if (!size) {
		answers_blank(ask->schema, &text);
		made = save_write(ask->save, text.s, text.len, &ask->diags);
	}
	buf_release(&text);
	return made && ask_read(ask);
}

/* Where --from leads: a path, or a word of a question. */
static bool go_to(struct ask *ask, const struct command_line *line, const char *from)
{
	if (interview_sheet(&ask->interview, from)) {
		walk_jump(ask->walk, from);
		return true;
	}
	size_t found = interview_at(&ask->interview, from), size = strlen(from);
	if (found == ask->interview.count || strncmp(ask->interview.items[found].path, from, size) != 0)
		found = interview_find(&ask->interview, ask->interview.count - 1, from);
	if (found == ask->interview.count) {
		usage_error(line->command, "--from: no question of '%s' is called '%s'", ask->path, from);
		return false;
	}
	walk_jump(ask->walk, ask->interview.items[found].path);
	return true;
}

static bool begin(struct ask *ask, const struct command_line *line)
{
	const char *from = line->values[OPTION_FROM];
	struct jobs jobs; /* what build would make of it: a file that cannot be built is not begun */
	if (!file_exists(ask->path) && !jobs_plan(&jobs, &ask->arena, line->operands, 1, NULL, &ask->diags))
		return false;
	const struct library *library = choose_library(line, ask->path, &ask->arena, &ask->diags);
	if (!library)
		return false;
	ask->schema = library->schema;
	ask->save = save_open(ask->path, true, &ask->diags);
	if (!ask->save || !begin_file(ask))
		return false;
	diags_release(&ask->diags); /* nothing but advice */
	if (from)
		return go_to(ask, line, from);
	walk_start(ask->walk, &ask->interview);
	return true;
}

static int finish(struct ask *ask, bool begun, const char *transcript)
{
	bool closed = save_close(ask->save, &ask->diags);
	bool logged = talk_close(&ask->talk, transcript, &ask->diags);
	int signal = ask->end == ASK_SIGNAL ? talk_signal() : 0;
	diags_print(&ask->diags, stderr);
	if (signal)
		return STATUS_SIGNAL + signal;
	return begun && closed && logged && ask->end != ASK_FAILED ? STATUS_CLEAN : STATUS_FAILED;
}

int ask_run(const struct command_line *line)
{
	const char *transcript = line->values[OPTION_TRANSCRIPT];
	if (line->operand_count != 1)
		return usage_error(line->command, line->operand_count ? "one answers file at a time" : "no answers file given");
	bool all = line->values[OPTION_ALL];
	struct ask ask = {.path = line->operands[0], .today = day_today(), .arena = ARENA_INIT, .diags = DIAGS_INIT, .line = BUF_INIT, .shown = BUF_INIT};
	struct arena library = ARENA_INIT;
	ask.walk = walk_new(all);
	ask.history = history_new();
	bool begun = begin(&ask, line);
	library = ask.arena; /* an overlaid library lives to the end */
	ask.arena = (struct arena)ARENA_INIT;
	if (begun && talk_open(&ask.talk, transcript, ask.path, &ask.diags)) {
		screen_welcome(&ask);
		converse(&ask);
		if (walk_at(ask.walk, &ask.interview) < ask.interview.count)
			screen_end(&ask, false);
	} else {
		begun = false;
	}
	int status = finish(&ask, begun, transcript);
	interview_release(&ask.interview);
	answers_free(ask.answers);
	walk_free(ask.walk);
	history_free(ask.history);
	diags_release(&ask.diags);
	buf_release(&ask.line);
	buf_release(&ask.shown);
	arena_release(&ask.arena);
	arena_release(&library);
	return status;
}
