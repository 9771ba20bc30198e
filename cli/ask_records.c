/*
 * Lists of records: add, edit, copy, delete, move.
 */
#include "cli/ask_parts.h"

#include "questionnaire/types/record.h"

#include <string.h>

struct verb {
	const char *name;
	void (*carry_out)(struct ask *ask, const struct interview_item *item, const char *operand);
};

static const struct question *first_question(const struct interview_item *item)
{
	return &item->question->type.record->fields[0];
}

static const char *record_path(struct ask *ask, const struct interview_item *item, const char *key)
{
	return arena_printf(&ask->arena, "%s.%s", item->path, key);
}

/* The record a word means, or NULL after saying why not. */
static const struct value *named_record(struct ask *ask, const struct interview_item *item, const char *word)
{
	const char *why = NULL;
	if (!*word) {
		talk_say(&ask->talk, 2, "Which one? Write its number behind it.");
		return NULL;
	}
	const struct value *record = interview_record(&ask->arena, item, word, &why);
	if (!record) {
		screen_refusal(ask, why);
		if (first_question(item)->type.kind == TYPE_TEXT)
			talk_say(&ask->talk, 2, "A \\ in front of the line adds it as a name.");
	}
	return record;
}

/* A new record from the answer to its first question. False when the answer was none; then it was said. */
static bool add_typed(struct ask *ask, const struct interview_item *item, const char *typed)
{
	const struct change *changes;
	const char *path, *why = NULL, *list = arena_strdup(&ask->arena, item->path);
	const struct question *question = item->question;
	size_t count = interview_add(&ask->arena, &ask->interview, item, typed, &changes, &path, &why);
	bool suggests = false;
	if (!count) {
		screen_refusal(ask, why);
		return false;
	}
	for (size_t i = 0; i < count; i++)
		suggests = suggests || changes[i].kind == CHANGE_SUGGEST;
	if (!ask_change(ask, list, changes, count))
		return ask->end != ASK_GOES_ON;
	if (suggests)
		talk_say(&ask->talk, 2,
			"What is usual for this comes as a suggestion: look at it, then confirm it with Enter or type what is right.");
	if (path) /* else all of it came with a set: the list is shown first */
		walk_enter(ask->walk, &ask->interview, path, false);
	screen_laws(ask, question);
	return true;
}

static void add(struct ask *ask, const struct interview_item *item, const char *operand)
{
	if (*operand) {
		add_typed(ask, item, operand);
		return;
	}
	talk_say(&ask->talk, 0, "%s", first_question(item)->ask);
	screen_choices(ask, item, false);
	while (ask_line(ask, "> ") && ask->line.len && strcmp(ask->line.s, "<") != 0) {
		if (add_typed(ask, item, ask_text(ask)))
			return;
		talk_say(&ask->talk, 2, "Enter goes back to the list.");
	}
}

static void edit(struct ask *ask, const struct interview_item *item, const char *operand)
{
	const struct value *record = named_record(ask, item, operand);
	if (record)
		walk_enter(ask->walk, &ask->interview, record_path(ask, item, record->key), true);
}

static void copy(struct ask *ask, const struct interview_item *item, const char *operand)
{
	const struct value *record = named_record(ask, item, operand);
	if (!record)
		return;
	const char *key = interview_key(&ask->arena, item->value, record->key), *path = record_path(ask, item, key);
	const struct change change = {CHANGE_COPY, record_path(ask, item, record->key), &key, 1};
	if (!ask_change(ask, arena_strdup(&ask->arena, item->path), &change, 1))
		return;
	talk_say(&ask->talk, 2, "Copied. Now change what differs; Enter keeps an answer.");
	walk_enter(ask->walk, &ask->interview, path, true);
}

static void delete(struct ask *ask, const struct interview_item *item, const char *operand)
{
	const struct value *record = named_record(ask, item, operand);
	if (!record)
		return;
	const struct change change = {CHANGE_DELETE, record_path(ask, item, record->key), NULL, 0};
	if (ask_change(ask, arena_strdup(&ask->arena, item->path), &change, 1))
		talk_say(&ask->talk, 2, "Deleted; u brings it back.");
}

static void move(struct ask *ask, const struct interview_item *item, const char *operand)
{
	const char *space = strchr(operand, ' ');
	const char *word = space ? arena_strndup(&ask->arena, operand, (size_t)(space - operand)) : operand;
	const struct value *record = named_record(ask, item, word), *before = NULL;
	if (!record || (space && !(before = named_record(ask, item, space + 1))))
		return;
	const char *key = before ? arena_strdup(&ask->arena, before->key) : NULL;
	const struct change change = {CHANGE_MOVE, record_path(ask, item, record->key), &key, key != NULL};
	ask_change(ask, arena_strdup(&ask->arena, item->path), &change, 1);
}

static const struct verb verbs[] = {{"add", add}, {"edit", edit}, {"copy", copy}, {"delete", delete}, {"move", move}};

/*
 * Does a word name the verb? In full, or by its first letter where that cannot be the beginning of a text ("a fault report"): alone, or
 * with a number behind it.
 */
static bool names(const struct verb *verb, const char *word, size_t size, const char *operand)
{
	if (size == 1)
		return *word == verb->name[0] && strspn(operand, "0123456789 ") == strlen(operand);
	return size == strlen(verb->name) && strncmp(word, verb->name, size) == 0;
}

/* The verb a line begins with; *operand: what stands behind it. */
static const struct verb *find_verb(const char *line, const char **operand)
{
	size_t size = strcspn(line, " ");
	*operand = line + size + strspn(line + size, " ");
	for (size_t i = 0; i < sizeof(verbs) / sizeof(*verbs); i++) {
		if (names(&verbs[i], line, size, *operand))
			return &verbs[i];
	}
	return NULL;
}

static bool is_number(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* Enter: on, if there is one or none is needed. */
static void go_on(struct ask *ask, const struct interview_item *item)
{
	if (item->state == ITEM_OPEN)
		talk_say(&ask->talk, 2, "At least one is needed. %s",
			item->question->none_allowed ? "If there is none, type a full stop." : "If you cannot name one yet, type a hyphen.");
	else
		ask_keep(ask, item);
}

void ask_records(struct ask *ask, const struct interview_item *item)
{
	const char *operand;
	size_t count = item->value->count;
	screen_question(ask, item);
	if (!ask_line(ask, "> ") || ask_common(ask, item))
		return;
	const char *line = ask->line.s;
	const struct verb *verb = find_verb(line, &operand);
	if (!*line)
		go_on(ask, item);
	else if (strcmp(line, "-") == 0 || strcmp(line, ".") == 0) {
		if (count)
			talk_say(&ask->talk, 2, "There are %zu in the list. Delete them one by one if there is none.", count);
		else if (*line == '-')
			ask_unknown(ask, item);
		else
			ask_none(ask, item);
	} else if (verb)
		verb->carry_out(ask, item, arena_strdup(&ask->arena, operand));
	else if (count && is_number(line))
		edit(ask, item, arena_strdup(&ask->arena, line));
	else if (!add_typed(ask, item, arena_strdup(&ask->arena, ask_text(ask))) && count && first_question(item)->type.kind == TYPE_CHOICE)
		talk_say(&ask->talk, 2, "\"add\" lists what there is to choose from.");
}
