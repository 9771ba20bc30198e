#include "cli/spell_fix.h"

#include "base/save.h"
#include "base/text.h"
#include "outputs/review/own_words.h"
#include "outputs/review/desk.h"

#include <string.h>

/* One file. */
struct fixing {
	struct spell_fix *fix;
	struct arena arena;
	struct save *save;
	struct desk *desk;
	struct buf line;
	bool shown; /* the finding at hand was shown already */
};

/* ---- what is shown ---- */

static void show_help(struct talk *talk)
{
	static const char *const lines[] = {
		"Enter   leave it and go on",
		"s       show what it may have been meant to be",
		"1 ... 8 put that one there;  1! in every such place",
		"r TEXT  put TEXT there;  R TEXT in every such place;  r alone takes it out",
		"e TEXT  write the whole answer anew",
		"i       ignore it this once",
		"a       the word is right: keep it with the answers",
		"d       the word is right in all my notices",
		"<       back one       u  undo       q  quit",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		talk_say(talk, 2, "%s", lines[i]);
}

/* The sentence with the words in question between marks. */
static void show_sentence(struct fixing *fixing)
{
	size_t start, end;
	const char *sentence = desk_sentence(fixing->desk, &start, &end);
	talk_say(&fixing->fix->talk, 2, "%.*s>>%.*s<<%s", (int)start, sentence, (int)(end - start), sentence + start, sentence + end);
}

static void show_finding(struct fixing *fixing)
{
	struct talk *talk = &fixing->fix->talk;
	const struct spell_finding *finding = desk_finding(fixing->desk);
	talk_blank(talk);
	talk_say(talk, 0, "%zu of %zu  %s:%d:%d  %s%s", desk_number(fixing->desk), desk_count(fixing->desk), finding->pos.file, finding->pos.line,
		finding->pos.col,
		desk_says(fixing->desk), desk_is_ignored(fixing->desk) ? " (ignored)" : "");
	show_sentence(fixing);
	if (finding->instead)
		talk_say(talk, 2, "1: %s", finding->instead);
	else
		talk_say(talk, 2, "%s", desk_fix(fixing->desk));
	fixing->shown = true;
}

static void show_suggestions(struct fixing *fixing)
{
	const char *const *suggestions;
	size_t count = desk_suggestions(fixing->desk, &suggestions);
	if (!count)
		talk_say(&fixing->fix->talk, 2, "Nothing comes to mind. r TEXT puts TEXT there.");
	for (size_t i = 0; i < count; i++)
		talk_item(&fixing->fix->talk, i + 1, suggestions[i]);
}

/* ---- steps ---- */

/* Puts what the desk holds into the file. When that fails, the step is taken back. */
static bool save(struct fixing *fixing)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	const char *bytes = desk_bytes(fixing->desk, &size);
	bool saved = save_write(fixing->save, bytes, size, &diags);
	if (!saved) {
		desk_undo(fixing->desk, NULL);
		for (size_t i = 0; i < diags.count; i++)
			talk_say(&fixing->fix->talk, 2, "%s", diags.items[i].message);
		talk_say(&fixing->fix->talk, 2, "It is not in the file, and was taken back.");
	}
	diags_release(&diags);
	return saved;
}

/* After a step of the desk. */
static void finish(struct fixing *fixing, bool done)
{
	if (!done)
		talk_say(&fixing->fix->talk, 2, "That cannot be done: %s.", desk_problem(fixing->desk) ? desk_problem(fixing->desk) : "nothing is up");
	else if (save(fixing))
		fixing->shown = false;
}

static void put_there(struct fixing *fixing, const char *with, bool everywhere)
{
	finish(fixing, everywhere ? desk_replace_all(fixing->desk, with) : desk_replace(fixing->desk, with));
}

static void choose(struct fixing *fixing, const char *line)
{
	const char *const *suggestions;
	size_t number = (size_t)(line[0] - '1'), count = 0;
	const struct spell_finding *finding = desk_finding(fixing->desk);
	if (number == 0 && finding->instead) { /* what was shown needs no dictionary */
		put_there(fixing, arena_strdup(&fixing->arena, finding->instead), line[1] == '!');
		return;
	}
	count = desk_suggestions(fixing->desk, &suggestions);
	if (number < count)
		put_there(fixing, arena_strdup(&fixing->arena, suggestions[number]), line[1] == '!');
	else
		talk_say(&fixing->fix->talk, 2, "There is no %c. s shows what there is.", line[0]);
}

static void learn(struct fixing *fixing)
{
	const struct spell_fix *fix = fixing->fix;
	const struct spell_finding *finding = desk_finding(fixing->desk);
	struct diags diags = DIAGS_INIT;
	const char *word = arena_strdup(&fixing->arena, finding->text), *undone;
	if (!fix->own)
		talk_say(&fixing->fix->talk, 2, "There is no place for words of your own: neither HOME nor XDG_CONFIG_HOME is set.");
	else if (!desk_own(fixing->desk))
		finish(fixing, false);
	else if (!own_words_add(&fixing->arena, fix->own, word, &diags)) {
		desk_undo(fixing->desk, &undone);
		talk_say(&fixing->fix->talk, 2, "%s", diags.count ? diags.items[0].message : "it could not be written");
	} else {
		fixing->shown = false;
	}
	diags_release(&diags);
}

static void undo(struct fixing *fixing)
{
	struct diags diags = DIAGS_INIT;
	struct talk *talk = &fixing->fix->talk;
	const char *word = NULL;
	switch (desk_undo(fixing->desk, &word)) {
	case DESK_NOTHING:
		talk_say(talk, 2, "There is nothing to undo.");
		return;
	case DESK_CHANGE:
		save(fixing);
		break;
	case DESK_OWN:
		own_words_remove(&fixing->arena, fixing->fix->own, word, &diags);
		break;
	case DESK_IGNORED:
		break;
	}
	talk_say(talk, 2, "Undone.");
	diags_release(&diags);
	fixing->shown = false;
}

static void go(struct fixing *fixing, bool moved, const char *wall)
{
	if (moved)
		fixing->shown = false;
	else
		talk_say(&fixing->fix->talk, 2, "%s", wall);
}

static const char *argument(const char *line)
{
	return line + 1 + strspn(line + 1, " ");
}

static void carry_out(struct fixing *fixing, const char *line)
{
	bool alone = !line[1] || line[1] == ' ';
	if (!line[0])
		go(fixing, desk_next(fixing->desk), "That was the last one.");
	else if (line[0] >= '1' && line[0] <= '8' && (!line[1] || (line[1] == '!' && !line[2])))
		choose(fixing, line);
	else if ((line[0] == 'r' || line[0] == 'R') && alone)
		put_there(fixing, arena_strdup(&fixing->arena, argument(line)), line[0] == 'R');
	else if (line[0] == 'e' && line[1] == ' ' && *argument(line))
		finish(fixing, desk_edit(fixing->desk, argument(line)));
	else if (strcmp(line, "s") == 0)
		show_suggestions(fixing);
	else if (strcmp(line, "i") == 0)
		go(fixing, desk_ignore(fixing->desk), "There is nothing to ignore.");
	else if (strcmp(line, "a") == 0)
		finish(fixing, desk_always(fixing->desk));
	else if (strcmp(line, "d") == 0)
		learn(fixing);
	else if (strcmp(line, "<") == 0)
		go(fixing, desk_back(fixing->desk), "This is the first one.");
	else if (strcmp(line, "u") == 0)
		undo(fixing);
	else if (strcmp(line, "q") == 0)
		fixing->fix->over = true;
	else
		show_help(&fixing->fix->talk);
}

/* ---- a file ---- */

/* At the end of the list one may still go back. */
static void at_end(struct fixing *fixing)
{
	struct talk *talk = &fixing->fix->talk;
	const char *line = fixing->line.s;
	size_t left = desk_left(fixing->desk);
	talk_say(talk, 0, left ? "That was the last one; %zu left as they are. < goes back, u undoes, Enter ends." : "Nothing is left. u undoes, Enter ends.", left);
	if (talk_read(talk, "> ", &fixing->line) != TALK_LINE || strcmp(fixing->line.s, "q") == 0) {
		fixing->fix->over = true;
		return;
	}
	line = fixing->line.s;
	if (strcmp(line, "<") == 0)
		go(fixing, desk_back(fixing->desk), "There is nothing to go back to.");
	else if (strcmp(line, "u") == 0)
		undo(fixing);
	else if (!*line)
		fixing->shown = true; /* done with this file */
}

static void go_through(struct fixing *fixing)
{
	struct spell_fix *fix = fixing->fix;
	while (!fix->over) {
		if (!desk_finding(fixing->desk)) {
			fixing->shown = false;
			at_end(fixing);
			if (fixing->shown)
				return;
			continue;
		}
		if (!fixing->shown)
			show_finding(fixing);
		if (talk_read(&fix->talk, "> ", &fixing->line) == TALK_LINE)
			carry_out(fixing, fixing->line.s);
		else
			fix->over = true;
	}
}

enum fix_end spell_fix_file(struct spell_fix *fix, const struct library *library, const char *path)
{
	struct fixing fixing = {.fix = fix, .arena = ARENA_INIT, .line = BUF_INIT};
	enum fix_end end = FIX_FAILED;
	size_t size;
	fixing.save = save_open(path, false, fix->diags);
	const char *bytes = fixing.save ? save_bytes(fixing.save, &size) : NULL;
	fixing.desk = bytes ? desk_new(fix->speller, library, path, bytes, size, fix->today, fix->diags) : NULL;
	if (fixing.desk && !desk_count(fixing.desk))
		talk_say(&fix->talk, 0, "%s: nothing found", path);
	else if (fixing.desk) {
		talk_say(&fix->talk, 0, "%s: %zu found. ? says what can be typed.", path, desk_count(fixing.desk));
		go_through(&fixing);
	}
	if (fixing.desk)
		end = desk_left(fixing.desk) ? FIX_LEFT : FIX_CLEAN;
	desk_free(fixing.desk);
	if (!save_close(fixing.save, fix->diags))
		end = FIX_FAILED;
	buf_release(&fixing.line);
	arena_release(&fixing.arena);
	return end;
}
