/*
 * Sheets: a record shown as a whole, confirmed by one Enter; and, at the end, the optional questions as lines to choose from.
 */
#include "cli/ask_parts.h"

#include <stdlib.h>
#include <string.h>

/* The item of a line, when what was typed is its number. */
static bool is_line(const char *typed, const size_t *items, size_t count, size_t *item)
{
	size_t number = typed[strspn(typed, "0123456789")] ? 0 : strtoul(typed, NULL, 10);
	if (number < 1 || number > count)
		return false;
	*item = items[number - 1];
	return true;
}

/* Confirms the sheet, with an answer to what is open first, then on. */
static void confirm(struct ask *ask, const char *sheet, const char *typed)
{
	const struct change *changes;
	const char *why;
	size_t count = interview_confirm(&ask->arena, &ask->interview, sheet, typed, &changes, &why);
	if (!count)
		screen_refusal(ask, why);
	else if (ask_change(ask, sheet, changes, count))
		walk_past(ask->walk, &ask->interview);
}

/* The first open line is not known yet, or there is none. */
static void settle_open(struct ask *ask, const char *sheet, enum change_kind kind)
{
	struct interview_lines lines = interview_lines(&ask->arena, &ask->interview, sheet);
	const struct interview_item *open = lines.open ? &ask->interview.items[lines.items[lines.answered]] : NULL;
	if (!open) {
		talk_say(&ask->talk, 2, "Nothing is open here. A number changes that line.");
		return;
	}
	if (kind == CHANGE_NONE && !open->question->none_allowed) {
		talk_say(&ask->talk, 2, "There must be one. If you do not know it yet, type a hyphen.");
		return;
	}
	ask_change(ask, sheet, &(struct change){kind, arena_strdup(&ask->arena, open->path), NULL, 0}, 1);
}

static void delete(struct ask *ask, const char *sheet)
{
	const struct value *record = interview_sheet(&ask->interview, sheet);
	const char *list = record->parent->question->id;
	if (!ask_change(ask, sheet, &(struct change){CHANGE_DELETE, sheet, NULL, 0}, 1))
		return;
	talk_say(&ask->talk, 2, "Deleted; u brings it back.");
	walk_gone(ask->walk, &ask->interview, list);
}

void ask_sheet(struct ask *ask, const char *path)
{
	const char *sheet = arena_strdup(&ask->arena, path);
	struct interview_lines lines = interview_lines(&ask->arena, &ask->interview, sheet);
	size_t item, count = lines.answered + lines.open + lines.optional;
	screen_sheet(ask, sheet, &lines);
	if (!ask_line(ask, "> ") || ask_common(ask, &ask->interview.items[walk_at(ask->walk, &ask->interview)]))
		return;
	const char *line = ask->line.s;
	if (!*line)
		confirm(ask, sheet, NULL);
	else if (strcmp(line, "-") == 0)
		settle_open(ask, sheet, CHANGE_UNKNOWN);
	else if (strcmp(line, ".") == 0)
		settle_open(ask, sheet, CHANGE_NONE);
	else if (strcmp(line, "delete") == 0 || strcmp(line, "d") == 0)
		delete(ask, sheet);
	else if (is_line(line, lines.items, count, &item))
		walk_choose(ask->walk, &ask->interview, item);
	else if (!line[strspn(line, "0123456789")])
		talk_say(&ask->talk, 2, "The lines go from 1 to %zu. A \\ in front makes an answer of a number.", count);
	else
		confirm(ask, sheet, arena_strdup(&ask->arena, ask_text(ask)));
}

/* The end of the questions is a place, too: one can go back from it, or answer what is optional. */
void ask_at_end(struct ask *ask)
{
	const size_t *offers;
	size_t count = interview_offers(&ask->arena, &ask->interview, &offers), item;
	buf_clear(&ask->shown);
	screen_end(ask, true);
	screen_offers(ask, offers, count);
	if (!ask_line(ask, "> ") || ask_common(ask, NULL))
		return;
	if (!ask->line.len)
		ask->end = ASK_LEFT;
	else if (is_line(ask->line.s, offers, count, &item))
		walk_choose(ask->walk, &ask->interview, item);
	else
		talk_say(&ask->talk, 2, "There is no question here. Enter leaves, < goes back, /word goes to a question.");
}
