/*
 * What can be chosen, in which words, and which choice a typed word means.
 */
#include "questionnaire/interview/interview_parts.h"

#include "base/text.h"
#include "questionnaire/types/fields.h"
#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define LANGUAGE "en" /* of the words in which choices are offered */

static const char *words_of(const struct term *term, const char *attribute)
{
	const struct value *words = term_attribute(term, attribute);
	if (words && words->kind == TYPE_TEXT && words->state == VALUE_GIVEN)
		return words->text;
	return words ? value_words(words, LANGUAGE) : NULL;
}

/* In which words a choice is offered: those for this question ("after", "until"), or an invitation, or its name. */
static const char *choice_label(const struct term *term, const struct question *question)
{
	const char *const names[] = {question->id, "ask", "label", "name", "says"};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		const char *words = words_of(term, names[i]);
		if (words)
			return words;
	}
	return term->id;
}

/* Is that answer among its attributes? NULL: there is none yet. */
static bool is_within(const struct term *term, const struct value *answer)
{
	for (size_t i = 0; answer && i < term->vocabulary->attribute_count; i++)
		if (term->attributes[i].kind == TYPE_CHOICE && term->attributes[i].term == answer->term)
			return true;
	return !answer;
}

static int uses_of(const struct term *term)
{
	const struct value *uses = term_attribute(term, "uses");
	return !uses || uses->kind != TYPE_NUMBER ? 0 : uses->number < INT_MAX ? (int)uses->number : INT_MAX;
}

/* within: only entries of that answer; NULL: all. */
static void add_terms(struct interview_choice **choices, const struct vocabulary *vocabulary, const struct question *question,
	const struct value *within)
{
	for (size_t i = 0; i < vocabulary->term_count; i++) {
		const struct term *term = &vocabulary->terms[i];
		if (is_within(term, within))
			*(*choices)++ = (struct interview_choice){.id = term->id, .label = choice_label(term, question),
				.also = term_attribute(term, "also"), .uses = uses_of(term)};
	}
}

/* Sets first: who finds the business there need not read on. */
static size_t choices_of_vocabulary(const struct answering *answering, const struct vocabulary *vocabulary,
	struct interview_choice **choices)
{
	const struct vocabulary *sets = answering->sets;
	size_t most = vocabulary->term_count + (sets ? sets->term_count : 0);
	struct interview_choice *next = *choices = arena_calloc(answering->arena, most, sizeof(**choices));
	const struct question *within = answering->question->within;
	if (sets)
		add_terms(&next, sets, answering->question, NULL);
	for (struct interview_choice *set = *choices; set < next; set++)
		set->uses = INT_MAX;
	add_terms(&next, vocabulary, answering->question, within ? answers_answer(answering->interview->answers, within) : NULL);
	return (size_t)(next - *choices);
}

/* A record is called by its first text. */
static const char *record_label(const struct value *record)
{
	for (size_t i = 0; i < record->count; i++) {
		if (record->items[i].kind == TYPE_TEXT && value_is_given(&record->items[i]))
			return record->items[i].text;
	}
	return record->key;
}

static size_t choices_of_records(struct arena *arena, const struct value *records, struct interview_choice **choices)
{
	*choices = arena_calloc(arena, records->count, sizeof(**choices));
	for (size_t i = 0; i < records->count; i++)
		(*choices)[i] = (struct interview_choice){.id = records->items[i].key, .label = record_label(&records->items[i])};
	return records->count;
}

size_t choices_of_type(const struct answering *answering, const struct type *type, struct interview_choice **choices)
{
	*choices = NULL;
	if (type->kind == TYPE_CHOICE)
		return choices_of_vocabulary(answering, type->vocabulary, choices);
	if (type->kind == TYPE_REFERENCE)
		return choices_of_records(answering->arena, value_field(answering->interview->answers->root, type->of), choices);
	if (type->kind != TYPE_YES_NO)
		return 0;
	*choices = arena_calloc(answering->arena, 2, sizeof(**choices));
	(*choices)[0] = (struct interview_choice){.id = "yes", .label = "yes"};
	(*choices)[1] = (struct interview_choice){.id = "no", .label = "no"};
	return 2;
}

static bool is_chosen(const struct value *value, const struct interview_choice *choice)
{
	if (value->state != VALUE_GIVEN)
		return false;
	if (value->kind == TYPE_YES_NO)
		return value->number == (choice->id[0] == 'y');
	for (size_t i = 0; value->kind == TYPE_LIST && i < value->count; i++) {
		if (is_chosen(&value->items[i], choice))
			return true;
	}
	return value->text && strcmp(value->text, choice->id) == 0;
}

size_t interview_choices(struct arena *arena, const struct interview *interview, const struct interview_item *item,
	const struct interview_choice **choices)
{
	const struct question *question = item->is_list ? &item->question->type.record->fields[0] : item->question;
	const struct type *type = question->type.kind == TYPE_LIST ? question->type.item : &question->type;
	const struct answering answering = {.arena = arena, .interview = interview, .question = question,
		.sets = item->is_list ? item->question->sets : NULL};
	struct interview_choice *made;
	size_t count = choices_of_type(&answering, type, &made);
	for (size_t i = 0; i < count && !item->is_list; i++)
		made[i].chosen = is_chosen(item->value, &made[i]);
	*choices = made;
	return count;
}

/* In words */

static void add_scalar(struct buf *buf, const struct value *value, const struct question *question)
{
	if (value->kind == TYPE_YES_NO)
		buf_adds(buf, value->number ? "yes" : "no");
	else if (value->kind == TYPE_CHOICE)
		buf_adds(buf, choice_label(value->term, question));
	else
		buf_adds(buf, value->kind == TYPE_REFERENCE ? record_label(value->target) : value->text);
}

static void add_list(struct buf *buf, const struct value *list)
{
	for (size_t i = 0; i < list->count; i++) {
		buf_adds(buf, i ? list->items[i].kind == TYPE_TEXT ? "; " : ", " : "");
		add_scalar(buf, &list->items[i], list->question);
	}
}

/* An answer of a record without its question beside it: yes and no say to what. */
static void add_field(struct buf *buf, const struct value *field)
{
	if (field->kind == TYPE_YES_NO)
		buf_addf(buf, "%s: ", field->question->label);
	if (field->kind == TYPE_LIST)
		add_list(buf, field);
	else
		add_scalar(buf, field, field->question);
}

/* The first two single answers of a record, or all, lists too; a kind says enough. */
static void add_record(struct buf *buf, const struct value *record, bool whole)
{
	int shown = 0;
	int most = record->count && record->items[0].kind == TYPE_CHOICE && value_is_given(&record->items[0]) ? 1 : 2;
	for (size_t i = 0; i < record->count && (shown < most || whole); i++) {
		const struct value *field = &record->items[i];
		if (field->kind == TYPE_LONG_TEXT || field->kind > TYPE_LIST || (field->kind == TYPE_LIST && !whole) || !value_is_given(field))
			continue;
		buf_adds(buf, shown++ ? " - " : "");
		add_field(buf, field);
	}
	if (!shown)
		buf_adds(buf, record->key ? record->key : "nothing yet");
}

static void add_records(struct buf *buf, const struct value *list)
{
	for (size_t i = 0; i < list->count; i++) {
		buf_adds(buf, i ? "; " : "");
		add_record(buf, &list->items[i], true);
	}
}

void interview_add_value(struct buf *buf, const struct value *value, bool whole)
{
	if (value->state == VALUE_UNKNOWN)
		buf_adds(buf, "don't know yet");
	else if (value->state == VALUE_NONE || (value->state == VALUE_GIVEN && value->kind >= TYPE_LIST && !value->count))
		buf_adds(buf, "none");
	else if (value->state != VALUE_GIVEN)
		return;
	else if (value->kind == TYPE_RECORD)
		add_record(buf, value, whole);
	else if (value->kind == TYPE_LIST)
		add_list(buf, value);
	else if (value->kind == TYPE_RECORDS)
		add_records(buf, value);
	else if (value->kind < TYPE_LIST)
		add_scalar(buf, value, value->question);
}

const char *interview_hint(const struct value *record, const char *attribute)
{
	const struct value *first = &record->items[0];
	return record->count && value_is_given(first) && first->kind == TYPE_CHOICE ? words_of(first->term, attribute) : NULL;
}

const struct value *interview_record(struct arena *arena, const struct interview_item *item, const char *word, const char **why)
{
	struct interview_choice *choices;
	size_t count = choices_of_records(arena, item->value, &choices);
	const struct interview_choice *choice = choice_match(arena, choices, count, word, why);
	return choice ? &item->value->items[choice - choices] : NULL;
}

/* Matching */

static const char *folded(struct arena *arena, const char *text)
{
	struct buf buf = BUF_INIT;
	text_add_folded(&buf, text);
	const char *copy = arena_strdup(arena, buf.s);
	buf_release(&buf);
	return copy;
}

/* "SE", "DE-MV": must be typed whole, and two letters are a code rather than the beginning of a name. */
static bool is_code(const char *id)
{
	return id[0] >= 'A' && id[0] <= 'Z';
}

static bool begins(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

enum { CODE_LENGTH = 2 }; /* letters of a country */
enum { CODE_LONGEST = 3 }; /* bytes of an id that is a code ("SE"): any other is near to it */

/* What may have been meant: the labels, then the ids. */
static const char *choice_name(const void *context, size_t i)
{
	const struct interview_choice *const *range = context;
	size_t count = (size_t)(range[1] - range[0]);
	if (i >= 2 * count)
		return NULL;
	const struct interview_choice *choice = &range[0][i % count];
	return i < count || strlen(choice->id) <= CODE_LONGEST ? choice->label : choice->id;
}

static const char *no_such_choice(struct arena *arena, const struct interview_choice *choices, size_t count, const char *word)
{
	const struct interview_choice *range[] = {choices, choices + count};
	const char *nearest = text_nearest(word, choice_name, range);
	if (!count)
		return "there is nothing to choose from yet";
	if (nearest)
		return arena_printf(arena, "'%s' is not in the list; did you mean '%s'?", word, nearest);
	if (strcmp(choices[0].id, "yes") == 0)
		return arena_printf(arena, "'%s' is neither yes nor no; write y or n", word);
	return arena_printf(arena, "'%s' is not in the list; write a number from 1 to %zu, or a name from the list", word, count);
}

static bool is_also(struct arena *arena, const struct interview_choice *choice, const char *wanted)
{
	for (size_t i = 0; choice->also && i < choice->also->count; i++)
		if (strcmp(folded(arena, choice->also->items[i].text), wanted) == 0)
			return true;
	return false;
}

const struct interview_choice *choice_match(struct arena *arena, const struct interview_choice *choices, size_t count, const char *word,
	const char **why)
{
	size_t number = strspn(word, "0123456789") == strlen(word) ? strtoul(word, NULL, 10) : 0;
	if (number >= 1 && number <= count)
		return &choices[number - 1];
	const char *wanted = folded(arena, word);
	const struct interview_choice *first = NULL, *second = NULL;
	for (size_t i = 0; i < count; i++) {
		const char *id = folded(arena, choices[i].id), *label = folded(arena, choices[i].label);
		if (strcmp(id, wanted) == 0 || strcmp(label, wanted) == 0 || is_also(arena, &choices[i], wanted))
			return &choices[i];
		bool code = is_code(choices[i].id);
		if ((code || !begins(id, wanted)) && ((code && strlen(wanted) == CODE_LENGTH) || !begins(label, wanted)))
			continue;
		if (first)
			second = second ? second : &choices[i];
		else
			first = &choices[i];
	}
	if (first && !second)
		return first;
	*why = second ? arena_printf(arena, "'%s' fits '%s' and '%s': write more of it, or the number", word, first->label, second->label) :
		no_such_choice(arena, choices, count, word);
	return NULL;
}
