/*
 * Sheets: records of the lists of the root, shown and confirmed as a whole.
 */
#include "questionnaire/interview/interview.h"

#include <string.h>

/* The record of a list of the root that an item is in. */
static const struct value *outermost_record(const struct interview_item *item)
{
	const struct value *record = item->record;
	while (record && record->parent->parent->parent) {
		for (record = record->parent; record && !record->key; record = record->parent)
			;
	}
	return record;
}

const char *interview_sheet_of(struct arena *arena, const struct interview_item *item)
{
	const struct value *record = outermost_record(item);
	return record ? arena_printf(arena, "%s.%s", record->parent->question->id, record->key) : NULL;
}

const struct value *interview_sheet(const struct interview *interview, const char *path)
{
	const char *dot = strchr(path, '.');
	size_t at = dot && !strchr(dot + 1, '.') ? interview_at(interview, path) : interview->count;
	if (at == interview->count || !path_is_below(interview->items[at].path, path))
		return NULL;
	const struct value *record = outermost_record(&interview->items[at]);
	return record && strcmp(record->key, dot + 1) == 0 ? record : NULL;
}

bool interview_sheet_suggests(const struct interview *interview, const char *path)
{
	for (size_t i = interview_at(interview, path); i < interview->count && path_is_below(interview->items[i].path, path); i++) {
		if (interview->items[i].state == ITEM_SUGGESTED)
			return true;
	}
	return false;
}

enum kind_of_line { LINE_NONE, LINE_ANSWERED, LINE_OPEN, LINE_OPTIONAL, LINE_KINDS };

/* Is anything below a list of records only suggested, or answered? Its item alone does not know. */
static enum kind_of_line line_of(const struct interview_item *item, const struct value *record)
{
	bool inner = item->record != record, first = item->value == &record->items[0];
	switch (item->state) {
	case ITEM_ANSWERED:
	case ITEM_SUGGESTED:
		return inner || first ? LINE_NONE : LINE_ANSWERED;
	case ITEM_UNKNOWN:
	case ITEM_OPEN:
		return LINE_OPEN;
	case ITEM_SKIPPED:
		return inner ? LINE_NONE : LINE_OPTIONAL;
	case ITEM_CLOSED:
		break;
	}
	return LINE_NONE;
}

struct interview_lines interview_lines(struct arena *arena, const struct interview *interview, const char *path)
{
	const struct value *record = interview_sheet(interview, path);
	size_t begin = interview_at(interview, path), end = begin, counts[LINE_KINDS] = {0}, count = 0;
	while (record && end < interview->count && path_is_below(interview->items[end].path, path))
		end++;
	size_t *items = arena_calloc(arena, end - begin + 1, sizeof(*items));
	for (enum kind_of_line kind = LINE_ANSWERED; kind < LINE_KINDS; kind++) {
		for (size_t i = begin; i < end; i++) {
			if (line_of(&interview->items[i], record) == kind) {
				items[count++] = i;
				counts[kind]++;
			}
		}
	}
	return (struct interview_lines){items, counts[LINE_ANSWERED], counts[LINE_OPEN], counts[LINE_OPTIONAL]};
}

size_t interview_confirm(struct arena *arena, const struct interview *interview, const char *path, const char *typed,
	const struct change **changes, const char **why)
{
	struct change *made = arena_calloc(arena, 2, sizeof(*made));
	made[0] = (struct change){.kind = CHANGE_CONFIRM, .path = arena_strdup(arena, path)};
	*changes = made;
	*why = NULL;
	if (!typed)
		return 1;
	struct interview_lines lines = interview_lines(arena, interview, path);
	const struct interview_item *open = lines.open ? &interview->items[lines.items[lines.answered]] : NULL;
	if (!open || open->is_list) {
		*why = "this is neither a number of a line nor a command";
		return 0;
	}
	const struct change *answer = interview_answer(arena, interview, open, typed, why);
	if (!answer)
		return 0;
	made[1] = *answer;
	return 2;
}

size_t interview_offers(struct arena *arena, const struct interview *interview, const size_t **items)
{
	size_t *made = arena_calloc(arena, interview->count + 1, sizeof(*made)), count = 0;
	for (size_t i = 0; i < interview->count; i++) {
		if (interview->items[i].state == ITEM_SKIPPED && !interview->items[i].record)
			made[count++] = i;
	}
	*items = made;
	return count;
}
