/*
 * What `ask` shows. Plain words and plain ASCII of our own: a screen reader says every sign.
 */
#include "cli/ask_parts.h"

#include "base/text.h"
#include "questionnaire/interview/follows.h"
#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

#include <string.h>

enum {
	CHOICES_SHOWN = 40, /* longer lists are shown on demand */
	PARAGRAPH_LEAST = 10, LABEL_SHORT = 24, /* columns, in the mean */
	OPEN_SHOWN = 30, RECORDS_SHOWN = 50
};

void screen_refusal(struct ask *ask, const char *why)
{
	talk_say(&ask->talk, 2, "%s%s", why, why[strlen(why) - 1] == '?' ? "" : ".");
}

void screen_findings(struct ask *ask)
{
	for (size_t i = 0; i < ask->diags.count; i++) {
		const struct diag *diag = &ask->diags.items[i];
		if (diag->kind->severity < SEVERITY_ERROR)
			continue;
		struct buf text = BUF_INIT;
		buf_addf(&text, "%s%s%s", diag->message, diag->fix ? ": " : "", diag->fix ? diag->fix : "");
		screen_refusal(ask, text.s);
		buf_release(&text);
	}
	diags_release(&ask->diags);
}

void screen_commands(struct ask *ask)
{
	talk_say(&ask->talk, 2,
		"Type your answer and Enter. Alone on a line: ? more help, < back, - don't know yet, . there is none, /word go to the question "
		"with that word, ! what is open, u undo, q quit. A \\ in front makes text of them. Every answer is saved at once.");
}

void screen_welcome(struct ask *ask)
{
	talk_say(&ask->talk, 0, "The answers go into %s.", ask->path);
	screen_commands(ask);
}

/* Where one is: the chapter, the records around, how much is answered. */
static void show_place(struct ask *ask, const struct interview_item *item)
{
	struct buf records = BUF_INIT;
	const char *keys[8];
	size_t count = 0;
	for (const struct value *value = item->value; value; value = value->parent) {
		if (value->key && count < sizeof(keys) / sizeof(*keys))
			keys[count++] = value->key;
	}
	while (count > 0)
		buf_addf(&records, ", %s", keys[--count]);
	talk_blank(&ask->talk);
	talk_say(&ask->talk, 0, "%s%s (%zu of %zu answered)", item->chapter->title, records.s, ask->interview.answered, ask->interview.asked);
	buf_release(&records);
}

/* The first question of a record inside another one is introduced by what is asked about the whole. */
static void show_whole(struct ask *ask, const struct interview_item *item)
{
	const struct value *record = item->value->parent;
	bool first = item == ask->interview.items || item[-1].value->parent != record;
	if (first && record->question && record->parent && record->parent->parent)
		talk_say(&ask->talk, 0, "%s", record->question->ask);
}

static bool any_chosen(const struct interview_choice *choices, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (choices[i].chosen)
			return true;
	return false;
}

/* Many short choices stand in a paragraph: a screen of lines is tiring, to the ear above all. */
static bool are_short(const struct interview_choice *choices, size_t count)
{
	size_t width = 0;
	for (size_t i = 0; i < count; i++)
		width += text_width(choices[i].label, strlen(choices[i].label));
	return count >= PARAGRAPH_LEAST && width <= count * LABEL_SHORT;
}

static void show_paragraph(struct ask *ask, const struct interview_choice *choices, size_t count)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < count; i++)
		buf_addf(&text, "%s%zu %s%s", i ? ", " : "", i + 1, choices[i].label, choices[i].chosen ? "*" : "");
	talk_say(&ask->talk, 2, "%s", text.s);
	buf_release(&text);
}

static void show_lines(struct ask *ask, const struct interview_choice *choices, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct buf text = BUF_INIT;
		buf_adds(&text, choices[i].label);
		if (strcmp(choices[i].label, choices[i].id) != 0)
			buf_addf(&text, " (%s)", choices[i].id);
		buf_adds(&text, choices[i].chosen ? " *" : "");
		talk_item(&ask->talk, i + 1, text.s);
		buf_release(&text);
	}
}

/* Sets stand in front and are few; what they are made of may be much. */
static void show_with_sets(struct ask *ask, const struct interview_choice *choices, size_t sets, size_t count, bool all)
{
	struct buf text = BUF_INIT;
	for (size_t i = 0; i < sets; i++)
		buf_addf(&text, "%s%zu %s", i ? ", " : "", i + 1, choices[i].label);
	talk_say(&ask->talk, 2, "Kinds of business, which bring what is usual: %s.", text.s);
	for (size_t i = sets; i < count && all; i++)
		talk_item(&ask->talk, i + 1, arena_printf(&ask->arena, "%s (%s)", choices[i].label, choices[i].id));
	if (!all)
		talk_say(&ask->talk, 2, "Or one thing at a time, by name or number: ? lists all %zu.", count - sets);
	talk_say(&ask->talk, 2, "Several are possible, with commas between.");
	buf_release(&text);
}

void screen_choices(struct ask *ask, const struct interview_item *item, bool all)
{
	const struct interview_choice *choices;
	size_t count = interview_choices(&ask->arena, &ask->interview, item, &choices);
	enum type_kind kind = item->question->type.kind;
	if (kind == TYPE_YES_NO || !count)
		return; /* y and n need no list */
	if (item->is_list && item->question->sets) {
		show_with_sets(ask, choices, item->question->sets->term_count, count, all);
		return;
	}
	if (count > CHOICES_SHOWN && !all)
		talk_say(&ask->talk, 2, "%zu choices: type a name or its beginning; ? lists them all.", count);
	else if (are_short(choices, count))
		show_paragraph(ask, choices, count);
	else
		show_lines(ask, choices, count);
	bool several = kind == TYPE_LIST || kind == TYPE_RECORDS, marked = any_chosen(choices, count) && (count <= CHOICES_SHOWN || all);
	if (several || marked)
		talk_say(&ask->talk, 2, "%s%s%s", several ? "Several are possible, with commas between." : "", several && marked ? " " : "",
			marked ? "* marks what is chosen now." : "");
}

/* How the answer is typed where that is not plain. */
static void show_form(struct ask *ask, const struct type *type)
{
	switch (type->kind) {
	case TYPE_YES_NO:
		talk_say(&ask->talk, 2, "y or n.");
		break;
	case TYPE_LIST:
		if (type->item->kind == TYPE_TEXT)
			talk_say(&ask->talk, 2, "Several are possible, with semicolons between.");
		break;
	case TYPE_LONG_TEXT:
		talk_say(&ask->talk, 2,
			"As many lines as you like; a line with a single full stop ends the text. A full stop at once: there is none. "
			"An empty line and a full stop: leave it as it is.");
		break;
	case TYPE_DATE:
		talk_say(&ask->talk, 2, "As YYYY-MM-DD.");
		break;
	default:
		break;
	}
}

/* The answer there is, and what Enter does. */
static void show_present(struct ask *ask, const struct interview_item *item)
{
	struct buf value = BUF_INIT;
	interview_add_value(&value, item->value, true);
	switch (item->state) {
	case ITEM_ANSWERED:
		talk_say(&ask->talk, 2, "Now: %s. Enter keeps it.", value.s);
		break;
	case ITEM_SUGGESTED:
		talk_say(&ask->talk, 2, "Suggested: %s. Enter confirms it.", value.s);
		break;
	case ITEM_UNKNOWN:
		talk_say(&ask->talk, 2, "You do not know it yet. Enter goes on.");
		break;
	case ITEM_SKIPPED:
		talk_say(&ask->talk, 2, "Not needed; Enter skips it.");
		break;
	case ITEM_OPEN:
	case ITEM_CLOSED:
		break;
	}
	buf_release(&value);
}

static void show_records(struct ask *ask, const struct interview_item *item)
{
	const struct value *list = item->value;
	const char *first = item->question->type.record->fields[0].ask;
	size_t hidden = list->count > RECORDS_SHOWN ? list->count - RECORDS_SHOWN : 0;
	if (hidden)
		talk_say(&ask->talk, 2, "%zu in all; the last ones:", list->count);
	for (size_t i = hidden; i < list->count; i++) {
		struct buf record = BUF_INIT;
		interview_add_value(&record, &list->items[i], item->suggests && item->depth);
		talk_item(&ask->talk, i + 1, record.s);
		buf_release(&record);
	}
	if (item->suggests && !item->depth)
		talk_say(&ask->talk, 2, "Some of it is only suggested: Enter goes through it, one by one.");
	else if (item->suggests)
		talk_say(&ask->talk, 2, "Some of it is usual, but only suggested: Enter confirms all of it as it is shown.");
	if (list->count) {
		talk_say(&ask->talk, 2,
			"%s\"add\" adds one, as does typing what it is. \"edit 1\" changes one, \"copy 1\" takes it as a pattern, "
			"\"delete 1\" removes it, \"move 2 1\" puts 2 in front of 1.",
			item->suggests ? "" : "Enter goes on. ");
		return;
	}
	talk_say(&ask->talk, 2, "To add one, answer: %s", first);
	screen_choices(ask, item, false);
	if (item->question->none_allowed)
		talk_say(&ask->talk, 2, "There is none: a full stop.");
	if (item->state == ITEM_SKIPPED)
		talk_say(&ask->talk, 2, "Not needed; Enter skips it.");
}

void screen_question(struct ask *ask, const struct interview_item *item)
{
	const struct question *question = item->question;
	if (strcmp(ask->shown.s, item->path) == 0) {
		talk_say(&ask->talk, 0, "%s", question->ask);
		return;
	}
	buf_clear(&ask->shown);
	buf_adds(&ask->shown, item->path);
	show_place(ask, item);
	show_whole(ask, item);
	talk_say(&ask->talk, 0, "%s", question->ask);
	talk_say(&ask->talk, 2, "%s For example: %s", question->help, question->example);
	if (item->is_list) {
		show_records(ask, item);
		return;
	}
	screen_choices(ask, item, false);
	show_form(ask, &question->type);
	show_present(ask, item);
}

/* Lines of a sheet: the label, and the answer in words. */
static void show_sheet_lines(struct ask *ask, const struct interview_lines *lines, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++) {
		const struct interview_item *item = &ask->interview.items[lines->items[i]];
		struct buf text = BUF_INIT;
		buf_addf(&text, "%s: ", item->question->label);
		interview_add_value(&text, item->value, true);
		buf_adds(&text, item->state == ITEM_ANSWERED && !item->suggests ? " (confirmed)" : "");
		talk_item(&ask->talk, i + 1, text.s);
		buf_release(&text);
	}
}

/* Labels in a paragraph, with the numbers of their lines. */
static void show_labels(struct ask *ask, const char *lead, const size_t *items, size_t from, size_t count)
{
	struct buf text = BUF_INIT;
	for (size_t i = from; i < from + count; i++)
		buf_addf(&text, "%s%zu %s", i > from ? ", " : "", i + 1, ask->interview.items[items[i]].question->label);
	if (count)
		talk_say(&ask->talk, 2, "%s: %s.", lead, text.s);
	buf_release(&text);
}

static void show_hints(struct ask *ask, const struct value *record)
{
	const char *recipients = interview_hint(record, "recipients"), *advice = interview_hint(record, "advice");
	if (recipients)
		talk_say(&ask->talk, 2, "Who usually gets the data: %s.", recipients);
	if (advice)
		talk_say(&ask->talk, 2, "Mind: %s", advice);
}

static void ask_about_sheet(struct ask *ask, const char *sheet, const struct interview_lines *lines)
{
	bool usual = interview_sheet_suggests(&ask->interview, sheet);
	if (lines->open)
		talk_say(&ask->talk, 2, "%s", ask->interview.items[lines->items[lines->answered]].question->ask);
	talk_say(&ask->talk, 2, "Right as it stands? Enter %s%s. A number changes that line. \"delete\": this is not so at all.",
		usual ? "confirms all of it" : "goes on", lines->open ? "; an answer to what is open confirms the rest, too" : "");
}

void screen_sheet(struct ask *ask, const char *sheet, const struct interview_lines *lines)
{
	if (strcmp(ask->shown.s, sheet) == 0) {
		ask_about_sheet(ask, sheet, lines);
		return;
	}
	buf_clear(&ask->shown);
	buf_adds(&ask->shown, sheet);
	const struct value *record = interview_sheet(&ask->interview, sheet);
	size_t at = walk_at(ask->walk, &ask->interview);
	struct buf name = BUF_INIT;
	show_place(ask, &ask->interview.items[at]);
	interview_add_value(&name, value_is_given(&record->items[0]) ? &record->items[0] : record, false);
	bool usual = interview_sheet_suggests(&ask->interview, sheet);
	talk_say(&ask->talk, 0, usual ? "%s. This is usual:" : "%s. So far:", name.s);
	show_sheet_lines(ask, lines, 0, lines->answered);
	show_labels(ask, "Still open", lines->items, lines->answered, lines->open);
	show_labels(ask, "Also possible", lines->items, lines->answered + lines->open, lines->optional);
	show_hints(ask, record);
	ask_about_sheet(ask, sheet, lines);
	buf_release(&name);
}

void screen_offers(struct ask *ask, const size_t *items, size_t count)
{
	const struct interview_item *all = ask->interview.items;
	if (count)
		talk_say(&ask->talk, 0, "You can say more; a number leads to the question:");
	for (size_t from = 0, to = 0; from < count; from = to) {
		while (to < count && all[items[to]].chapter == all[items[from]].chapter)
			to++;
		show_labels(ask, all[items[from]].chapter->title, items, from, to - from);
	}
}

static void show_articles(struct ask *ask, const struct requirement *const *articles, size_t count)
{
	for (size_t i = 0; i < count; i++)
		talk_say(&ask->talk, 2, "%s: %s%s.", articles[i]->cite, articles[i]->says, articles[i]->verified ? "" : " (not checked yet)");
}

void screen_help(struct ask *ask, const struct interview_item *item)
{
	if (!item) {
		screen_commands(ask);
		return;
	}
	const struct question *question = item->question;
	talk_say(&ask->talk, 2, "%s", question->help);
	if (question->more)
		talk_say(&ask->talk, 2, "%s", question->more);
	talk_say(&ask->talk, 2, "For example: %s", question->example);
	show_articles(ask, question->articles, question->article_count);
	screen_choices(ask, item, true);
	talk_say(&ask->talk, 2, "In the file this is %s.", item->path);
	screen_commands(ask);
}

/* What is open */

static void list_open(struct ask *ask)
{
	const struct interview *interview = &ask->interview;
	size_t shown = 0;
	for (size_t at = interview_next_open(interview, 0); at < interview->count; at = interview_next_open(interview, at + 1)) {
		const struct interview_item *item = &interview->items[at];
		const char *how = item->state == ITEM_SUGGESTED ? ", only suggested" : item->state == ITEM_UNKNOWN ? ", don't know yet" : "";
		if (++shown <= OPEN_SHOWN)
			talk_say(&ask->talk, 2, "%s (%s)%s", item->question->label, item->path, how);
	}
	if (shown > OPEN_SHOWN)
		talk_say(&ask->talk, 2, "and %zu more", shown - OPEN_SHOWN);
}

static void count_open(struct ask *ask)
{
	const struct interview *interview = &ask->interview;
	if (!interview->open && !interview->suggested)
		talk_say(&ask->talk, 0, "Nothing is open.");
	else
		talk_say(&ask->talk, 0, "%zu open, %zu only suggested:", interview->open, interview->suggested);
}

void screen_open(struct ask *ask)
{
	buf_clear(&ask->shown);
	talk_blank(&ask->talk);
	count_open(ask);
	list_open(ask);
}

/* The name of a file as a shell takes it. */
static const char *quoted(struct ask *ask, const char *path)
{
	struct buf text = BUF_INIT;
	const char *safe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
	bool plain = path[strspn(path, safe)] == '\0';
	buf_adds(&text, plain ? "" : "'");
	for (const char *p = path; *p; p++)
		buf_adds(&text, *p == '\'' ? "'\\''" : (char[]){*p, '\0'});
	buf_adds(&text, plain ? "" : "'");
	const char *copy = arena_strdup(&ask->arena, text.s);
	buf_release(&text);
	return copy;
}

void screen_end(struct ask *ask, bool asks)
{
	bool whole = !ask->interview.open && !ask->interview.suggested;
	talk_blank(&ask->talk);
	if (asks)
		talk_say(&ask->talk, 0, "That was the last question.");
	else if (ask->end == ASK_FAILED)
		talk_say(&ask->talk, 0, "The last answer is not in %s. All answers before it are.", ask->path);
	else
		talk_say(&ask->talk, 0, "All your answers are in %s.", ask->path);
	count_open(ask);
	list_open(ask);
	talk_say(&ask->talk, 0, whole ? "To make the notice:" : "To make a draft of the notice:");
	talk_say(&ask->talk, 2, "noticesmith build %s", quoted(ask, ask->path));
	if (asks)
		talk_say(&ask->talk, 0, "Enter leaves, < goes back, /word goes to a question.");
	else if (!whole)
		talk_say(&ask->talk, 0, "To go on with the questions: noticesmith ask %s", quoted(ask, ask->path));
}

/* What follows */

void screen_laws(struct ask *ask, const struct question *question)
{
	struct arena arena = ARENA_INIT;
	struct follows follows[FOLLOWS_MOST];
	size_t count = interview_follows(&arena, ask->answers, ask->today, question, follows);
	if (count)
		talk_say(&ask->talk, 0, "What follows from this:");
	for (size_t i = 0; i < count; i++) {
		talk_say(&ask->talk, 2, "%s", follows[i].fact);
		talk_say(&ask->talk, 4, "%s", follows[i].why);
	}
	arena_release(&arena);
}
