/*
 * From what a person typed to a change of the answers.
 */
#include "questionnaire/interview/interview_parts.h"

#include "base/text.h"
#include "questionnaire/types/record.h"

#include <string.h>

static const char *control_refused(struct arena *arena, char control)
{
	struct buf visible = BUF_INIT;
	if (control == '\t')
		return "there is a tab in it: type spaces instead";
	text_add_visible(&visible, (char[]){control, '\0'});
	const char *why = arena_printf(arena, "there is a control character in it: type it again without %s", visible.s);
	buf_release(&visible);
	return why;
}

/* Is this something that may stand in an answer? NULL, or why not. */
static const char *typed_refused(struct arena *arena, const char *typed)
{
	if (text_invalid(typed, strlen(typed)))
		return "this is no text in UTF-8: set your terminal to UTF-8, then type it again";
	const char *control = text_control(typed);
	if (control)
		return control_refused(arena, *control);
	if (text_bidi_unbalanced(typed))
		return "there is a sign in it that turns the direction of writing and no sign that ends it: type it again without";
	return NULL;
}

static const char *trimmed(struct arena *arena, const char *text, size_t size)
{
	size_t length;
	while (size && text_is_space(text_char(text, &length))) {
		text += length;
		size -= length;
	}
	for (size_t end = 0, i = 0;; i += length) {
		if (i >= size)
			return arena_strndup(arena, text, end);
		if (!text_is_space(text_char(text + i, &length)))
			end = i + length;
	}
}

/* The pieces of a typed list, without space around; empty ones are left out. */
static size_t split(struct arena *arena, const char *typed, char separator, const char *const **pieces)
{
	const char **made = NULL;
	size_t count = 0, capacity = 0;
	for (const char *text = typed;; text++) {
		size_t size = (size_t)(strchr(text, separator) ? strchr(text, separator) - text : (ptrdiff_t)strlen(text));
		const char *piece = trimmed(arena, text, size);
		if (*piece) {
			made = arena_grow(arena, made, count, &capacity, sizeof(*made));
			made[count++] = piece;
		}
		text += size;
		if (!*text)
			break;
	}
	*pieces = made;
	return count;
}

static bool is_chosen_among(const struct type *type)
{
	return type->kind == TYPE_CHOICE || type->kind == TYPE_REFERENCE || type->kind == TYPE_YES_NO;
}

static const char *choose(const struct answering *answering, const struct type *type, const char *text)
{
	struct interview_choice *choices;
	size_t count = choices_of_type(answering, type, &choices);
	const struct interview_choice *choice = choice_match(answering->arena, choices, count, text, answering->why);
	return choice ? arena_strdup(answering->arena, choice->id) : NULL; /* keys of records do not live as long */
}

const char *typed_value(const struct answering *answering, const struct type *type, const char *typed)
{
	*answering->why = typed_refused(answering->arena, typed);
	if (*answering->why)
		return NULL;
	const char *text = trimmed(answering->arena, typed, strlen(typed));
	if (is_chosen_among(type))
		return choose(answering, type, text);
	struct value value = {0};
	const char *wrong = type_read(type, text, &value, answering->arena);
	if (!wrong)
		return text;
	struct buf wanted = BUF_INIT;
	type_describe(&wanted, type);
	*answering->why = strchr(text, '\n') ? arena_printf(answering->arena, "this is not %s: %s", wanted.s, wrong) :
		arena_printf(answering->arena, "'%s' is not %s: %s", text, wanted.s, wrong);
	buf_release(&wanted);
	return NULL;
}

static bool has(const char *const *values, size_t count, const char *value)
{
	while (count > 0) {
		if (strcmp(values[--count], value) == 0)
			return true;
	}
	return false;
}

size_t typed_values(const struct answering *answering, const struct type *type, const char *typed, const char *const **values)
{
	const char *const *pieces;
	bool semicolons = !is_chosen_among(type) && strchr(typed, ';');
	*answering->why = typed_refused(answering->arena, typed); /* before it is taken apart */
	if (*answering->why)
		return 0;
	size_t piece_count = split(answering->arena, typed, semicolons ? ';' : ',', &pieces), count = 0;
	const char **made = arena_calloc(answering->arena, piece_count, sizeof(*made));
	for (size_t i = 0; i < piece_count; i++) {
		const char *value = typed_value(answering, type, pieces[i]);
		if (!value)
			return 0;
		if (!is_chosen_among(type) || !has(made, count, value)) /* chosen twice is chosen once */
			made[count++] = value;
	}
	*values = made;
	if (!count)
		*answering->why = "there is nothing between the commas";
	return count;
}

const struct change *interview_answer(struct arena *arena, const struct interview *interview, const struct interview_item *item,
	const char *typed, const char **why)
{
	const struct answering answering = {arena, interview, item->question, NULL, why};
	const struct type *type = &item->question->type;
	struct change *change = arena_alloc(arena, sizeof(*change));
	*change = (struct change){.kind = CHANGE_SET, .path = arena_strdup(arena, item->path), .count = 1};
	if (type->kind == TYPE_LIST) {
		change->count = typed_values(&answering, type->item, typed, &change->values);
		return change->count ? change : NULL;
	}
	const char **value = arena_calloc(arena, 1, sizeof(*value));
	value[0] = typed_value(&answering, type, typed);
	change->values = value;
	return value[0] ? change : NULL;
}
