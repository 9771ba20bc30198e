#include "tui/form.h"

#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_LIST = 15 /* choices: from there on what is typed is searched */, AREA_LEAST = 3 /* rows */ };

static bool is_chosen_among(const struct type *type)
{
	return type->kind == TYPE_YES_NO || type->kind == TYPE_CHOICE || type->kind == TYPE_REFERENCE;
}

static enum form_kind kind_of(const struct interview_item *item)
{
	const struct type *type = &item->question->type;
	if (item->is_list)
		return FORM_RECORDS;
	if (is_chosen_among(type) || (type->kind == TYPE_LIST && is_chosen_among(type->item)))
		return FORM_CHOICES;
	return type->kind == TYPE_LONG_TEXT || type->kind == TYPE_LIST ? FORM_AREA : FORM_FIELD;
}

/* The answer as one would have typed it; items of a list a line each. Nothing when there is none. */
static void add_typed(struct buf *buf, const struct value *value)
{
	if (value->state != VALUE_GIVEN)
		return;
	if (value->kind != TYPE_LIST)
		buf_adds(buf, value->text);
	for (size_t i = 0; i < value->count && value->kind == TYPE_LIST; i++)
		buf_addf(buf, "%s%s", i ? "\n" : "", value->items[i].text);
}

/* What finds a choice: its label, its other names, and what the file calls it. */
static const char *names_of(struct arena *arena, const struct interview_choice *choice)
{
	struct buf names = BUF_INIT;
	buf_adds(&names, choice->label);
	for (size_t i = 0; choice->also && i < choice->also->count; i++)
		buf_addf(&names, "\n%s", choice->also->items[i].text);
	buf_addf(&names, "\n%s", choice->id);
	const char *kept = arena_strdup(arena, names.s);
	buf_release(&names);
	return kept;
}

/* An answer of one choice may be left as it is, though none of the choices is: the words of the row for that; NULL: it may not. */
static const char *way_on(const struct interview_item *item)
{
	if (item->is_list || item->question->type.kind == TYPE_LIST)
		return NULL;
	return item->state == ITEM_SKIPPED ? "no answer: go on" : item->state == ITEM_UNKNOWN ? "not known yet: go on" :
		item->value->state == VALUE_NONE ? "there is none: go on" : NULL;
}

/* Ticks the choice of an id. It is looked for behind *from, the one found last, first: what is ticked mostly stands in the list's order. */
static void tick_id(struct form *form, const char *id, size_t size, size_t *from)
{
	size_t count = form->choices.list.count;
	for (size_t i = 0; i < count; i++) {
		size_t at = (*from + i) % count;
		if (strlen(form->offered[at].id) != size || strncmp(form->offered[at].id, id, size) != 0)
			continue;
		choices_tick(&form->choices, at);
		*from = at + 1;
		return;
	}
}

/* The order of the answer, to which more is added. */
static void tick_as_answered(struct form *form, const struct value *list)
{
	size_t from = 0;
	choices_untick_all(&form->choices);
	for (size_t i = 0; i < list->count; i++)
		tick_id(form, list->items[i].text, strlen(list->items[i].text), &from);
}

static void init_choices(struct form *form, const struct interview *interview, const struct interview_item *item, struct buf *killed)
{
	const struct interview_choice *offered;
	size_t count = interview_choices(&form->arena, interview, item, &offered);
	struct interview_choice *kept = arena_calloc(&form->arena, count + 1, sizeof *kept); /* names of records do not live as long */
	struct choice *choices = arena_calloc(&form->arena, count + 1, sizeof *choices);
	const char *on = way_on(item);
	if (on) {
		kept[0] = (struct interview_choice){.id = "", .label = on, .chosen = true};
		choices[0] = (struct choice){.label = on, .uses = INT_MAX, .chosen = true};
		count++;
	}
	for (size_t i = on != NULL; i < count; i++) {
		kept[i] = offered[i - (on != NULL)];
		kept[i].id = arena_strdup(&form->arena, kept[i].id);
		kept[i].label = arena_strdup(&form->arena, kept[i].label);
		bool is_set = item->is_list && item->question->sets && i < item->question->sets->term_count; /* they stand in front */
		choices[i] = (struct choice){.label = kept[i].label, .names = names_of(&form->arena, &kept[i]),
			.note = is_set ? "with all that is usual" : NULL, .uses = kept[i].uses, .chosen = kept[i].chosen};
	}
	form->offered = kept;
	form->several = item->is_list || item->question->type.kind == TYPE_LIST;
	choices_init(&form->choices, choices, count, form->several, NULL, count > LONG_LIST, killed);
	if (form->several && !item->is_list && item->value->state == VALUE_GIVEN)
		tick_as_answered(form, item->value);
}

/* The record of a list that an item is in. */
static size_t record_of(const struct value *list, const struct value *value)
{
	while (value->parent && value->parent != list)
		value = value->parent;
	return value->parent == list ? (size_t)(value - list->items) : list->count;
}

/* What is open or suggested inside a record is marked in front of it. */
static void mark_records(struct record *rows, const struct interview *interview, const struct interview_item *item)
{
	const struct value *list = item->value;
	for (const struct interview_item *inner = item + 1; inner < interview->items + interview->count; inner++) {
		size_t row = record_of(list, inner->value);
		if (row == list->count)
			return; /* the items of a list follow it */
		bool is_open = inner->state == ITEM_OPEN || inner->state == ITEM_UNKNOWN;
		if (is_open)
			rows[row].mark = "?", rows[row].mark_role = ROLE_OPEN;
		else if (inner->state == ITEM_SUGGESTED && !rows[row].mark)
			rows[row].mark = "~", rows[row].mark_role = ROLE_SUGGESTED;
	}
}

/* An inner list shows all that is in it, so it is confirmed as one; what is in a list of the root is shown record by record. */
static bool is_confirmed_whole(const struct interview_item *item)
{
	return item->state == ITEM_SUGGESTED || (item->suggests && item->depth > 0);
}

static void init_records(struct form *form, const struct interview *interview, const struct interview_item *item, struct buf *killed)
{
	const struct value *list = item->value;
	const struct record_type *type = item->question->type.record;
	struct record *rows = arena_calloc(&form->arena, list->count, sizeof *rows);
	const char **keys = arena_calloc(&form->arena, list->count, sizeof *keys);
	struct buf words = BUF_INIT;
	for (size_t i = 0; i < list->count; i++) {
		keys[i] = arena_strdup(&form->arena, list->items[i].key);
		for (size_t field = 0, cell = 0; field < type->field_count && cell < RECORD_CELLS; field++) {
			const struct value *value = &list->items[i].items[field];
			if (type->fields[field].type.kind == TYPE_RECORD || type->fields[field].type.kind == TYPE_RECORDS)
				continue;
			buf_clear(&words);
			interview_add_value(&words, value, false);
			rows[i].cells[cell++] = arena_strdup(&form->arena, words.s);
		}
	}
	buf_release(&words);
	mark_records(rows, interview, item);
	form->keys = keys;
	const char *done = is_confirmed_whole(item) ? "all of this is right: go on" :
		item->suggests ? "these are all: go through them" : list->count ? "these are all: go on" : "go on";
	records_init(&form->records, arena_printf(&form->arena, "add %s", type->what), done, killed);
	records_set(&form->records, rows, list->count, list->count);
	if (list->count)
		records_go_done(&form->records);
}

void form_init(struct form *form, const struct interview *interview, const struct interview_item *item, struct buf *killed)
{
	*form = (struct form){.kind = kind_of(item), .arena = ARENA_INIT};
	form->path = arena_strdup(&form->arena, item->path);
	form->is_yes_no = item->question->type.kind == TYPE_YES_NO;
	struct buf text = BUF_INIT;
	switch (form->kind) {
	case FORM_FIELD:
		add_typed(&text, item->value);
		field_init(&form->field, text.s, killed);
		form->field.placeholder = arena_printf(&form->arena, "for example %s", item->question->example);
		break;
	case FORM_AREA:
		form->several = item->question->type.kind == TYPE_LIST;
		add_typed(&text, item->value);
		area_init(&form->area, text.s, killed);
		break;
	case FORM_CHOICES: init_choices(form, interview, item, killed); break;
	case FORM_RECORDS: init_records(form, interview, item, killed); break;
	}
	buf_release(&text);
}

void form_init_new(struct form *form, const struct interview *interview, const struct interview_item *list, struct buf *killed)
{
	const struct question *first = &list->question->type.record->fields[0];
	bool is_choice = first->type.kind == TYPE_CHOICE;
	*form = (struct form){.kind = is_choice ? FORM_CHOICES : FORM_FIELD, .arena = ARENA_INIT, .adds = true};
	form->path = arena_strdup(&form->arena, list->path);
	if (is_choice) {
		init_choices(form, interview, list, killed);
		return;
	}
	field_init(&form->field, "", killed);
	form->field.placeholder = arena_printf(&form->arena, "for example %s", first->example);
}

void form_release(struct form *form)
{
	switch (form->kind) {
	case FORM_FIELD: field_release(&form->field); break;
	case FORM_AREA: area_release(&form->area); break;
	case FORM_CHOICES: choices_release(&form->choices); break;
	case FORM_RECORDS: records_release(&form->records); break;
	}
	arena_release(&form->arena);
}

enum place form_place(const struct form *form)
{
	switch (form->kind) {
	case FORM_AREA: return PLACE_AREA;
	case FORM_CHOICES: return list_place(&form->choices.list, PLACE_CHOICES);
	case FORM_RECORDS: return list_place(&form->records.list, PLACE_RECORDS);
	case FORM_FIELD: break;
	}
	return PLACE_FIELD;
}

/* y and n choose, where nothing is typed. */
static unsigned say_yes_or_no(struct form *form, struct input input)
{
	bool is_key = input.event->type == EVENT_KEY && input.action == ACTION_NONE;
	for (size_t i = 0; i < form->choices.list.count && is_key; i++) {
		if ((input.event->key | 0x20) != form->offered[i].id[0])
			continue;
		list_go(&form->choices.list, i);
		return choices_update(&form->choices, (struct input){input.event, ACTION_TOGGLE});
	}
	return EFFECT_UNUSED;
}

unsigned form_update(struct form *form, struct input input)
{
	unsigned effects = 0;
	switch (form->kind) {
	case FORM_FIELD: effects = field_update(&form->field, input); break;
	case FORM_AREA: effects = area_update(&form->area, input); break;
	case FORM_CHOICES:
		effects = choices_update(&form->choices, input);
		if (effects & EFFECT_UNUSED && form->is_yes_no)
			effects = say_yes_or_no(form, input);
		break;
	case FORM_RECORDS: effects = records_update(&form->records, input); break;
	}
	form->touched |= (effects & EFFECT_CHANGED) != 0;
	return effects;
}

int form_rows(const struct form *form, int width)
{
	switch (form->kind) {
	case FORM_AREA: {
		int rows = area_rows(&form->area, width);
		return rows < AREA_LEAST ? AREA_LEAST : rows; /* that one sees that there is room for more */
	}
	case FORM_CHOICES: return choices_rows(&form->choices);
	case FORM_RECORDS: return records_rows(&form->records);
	case FORM_FIELD: break;
	}
	return 1;
}

void form_layout(struct form *form, int width, int height)
{
	switch (form->kind) {
	case FORM_FIELD: field_layout(&form->field, width); break;
	case FORM_AREA: area_layout(&form->area, width, height); break;
	case FORM_CHOICES: choices_layout(&form->choices, width, height); break;
	case FORM_RECORDS: records_layout(&form->records, width, height); break;
	}
}

void form_draw(const struct form *form, struct pane pane, bool focused)
{
	switch (form->kind) {
	case FORM_FIELD: field_draw(&form->field, pane, focused); break;
	case FORM_AREA: area_draw(&form->area, pane, focused); break;
	case FORM_CHOICES: choices_draw(&form->choices, pane, focused); break;
	case FORM_RECORDS: records_draw(&form->records, pane, focused); break;
	}
}

const char *form_record(const struct form *form)
{
	size_t row = form->kind == FORM_RECORDS ? records_current(&form->records) : 0;
	return form->kind == FORM_RECORDS && row < form->records.list.count ? form->keys[row] : NULL;
}

void form_typed(const struct form *form, struct buf *buf)
{
	if (form->kind == FORM_FIELD)
		buf_add(buf, form->field.edit.text.s, form->field.edit.text.len);
	if (form->kind == FORM_AREA)
		buf_add(buf, form->area.edit.text.s, form->area.edit.text.len);
	if (form->kind != FORM_CHOICES)
		return;
	size_t *rows = xmalloc((form->choices.list.count + 1) * sizeof *rows), count = choices_in_order(&form->choices, rows);
	for (size_t i = 0; i < count; i++)
		buf_addf(buf, "%s%s", i ? "\n" : "", form->offered[rows[i]].id);
	free(rows);
}

/* Ticks what the lines name, in their order. */
static void tick_lines(struct form *form, const char *lines)
{
	size_t from = 0;
	choices_untick_all(&form->choices);
	for (size_t size; *lines; lines += size + (lines[size] != '\0')) {
		size = strcspn(lines, "\n");
		tick_id(form, lines, size, &from);
	}
}

void form_restore(struct form *form, const char *typed)
{
	if (form->kind == FORM_RECORDS)
		return;
	form->touched = true;
	if (form->kind == FORM_FIELD)
		edit_set(&form->field.edit, typed);
	if (form->kind == FORM_AREA)
		edit_set(&form->area.edit, typed);
	if (form->kind == FORM_CHOICES)
		tick_lines(form, typed);
}

/* What comes of it */

static const struct change *make(struct arena *arena, enum change_kind kind, const struct interview_item *item,
	const char *const *values, size_t count)
{
	struct change *change = arena_alloc(arena, sizeof *change);
	*change = (struct change){kind, arena_strdup(arena, item->path), values, count};
	return change;
}

/* Nothing is typed or chosen. */
static enum form_answer answer_empty(struct arena *arena, const struct interview_item *item, const struct change **change, const char **why)
{
	const struct value *value = item->value;
	bool is_empty_list = value->state == VALUE_GIVEN && value->kind == TYPE_LIST && value->count == 0;
	if (is_empty_list || value->state == VALUE_NONE || item->state == ITEM_SKIPPED || item->state == ITEM_UNKNOWN)
		return FORM_KEEPS;
	if (!item->question->required) {
		*change = make(arena, CHANGE_DELETE, item, NULL, 0);
		return FORM_CHANGES;
	}
	bool yes_no = item->question->type.kind == TYPE_YES_NO, one = is_chosen_among(&item->question->type);
	*why = item->question->none_allowed ? "an answer is needed here: that there is none is one, and so is that you do not know it yet" :
		yes_no ? "press y or n, then Enter; if you do not know it yet, say so" :
		one ? "choose one with the arrows; if you do not know it yet, say so" :
		"an answer is needed here; if you do not know it yet, say so";
	return FORM_REFUSED;
}

/* The answer is what it was: what is suggested is confirmed by that. */
static enum form_answer answer_same(struct arena *arena, const struct interview_item *item, const struct change **change)
{
	if (item->state != ITEM_SUGGESTED)
		return FORM_KEEPS;
	*change = make(arena, CHANGE_CONFIRM, item, NULL, 0);
	return FORM_CHANGES;
}

static enum form_answer answer_text(struct arena *arena, const struct interview *interview, const struct interview_item *item,
	const struct buf *text, const struct change **change, const char **why)
{
	struct buf before = BUF_INIT;
	add_typed(&before, item->value);
	bool is_same = item->value->state == VALUE_GIVEN && strcmp(before.s, text->s) == 0;
	buf_release(&before);
	if (is_same)
		return answer_same(arena, item, change);
	*change = interview_answer(arena, interview, item, arena_strdup(arena, text->s), why);
	return *change ? FORM_CHANGES : FORM_REFUSED;
}

/* The lines of an area that say something, without spaces around. */
static size_t split_lines(struct arena *arena, const char *text, const char ***lines)
{
	const char **made = NULL;
	size_t count = 0, capacity = 0;
	for (const char *line = text;; line++) {
		size_t whole = strcspn(line, "\n"), from = strspn(line, " "), to = whole;
		while (to > from && line[to - 1] == ' ')
			to--;
		if (to > from) {
			made = arena_grow(arena, made, count, &capacity, sizeof *made);
			made[count++] = arena_strndup(arena, line + from, to - from);
		}
		line += whole;
		if (!*line)
			break;
	}
	*lines = made;
	return count;
}

static bool are_same(const struct value *value, const char *const *values, size_t count)
{
	if (value->state != VALUE_GIVEN || value->count != count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (strcmp(value->items[i].text, values[i]) != 0)
			return false;
	return true;
}

static enum form_answer answer_values(struct arena *arena, const struct interview_item *item, const char *const *values, size_t count,
	const struct change **change)
{
	if (are_same(item->value, values, count))
		return answer_same(arena, item, change);
	*change = make(arena, CHANGE_SET, item, values, count);
	return FORM_CHANGES;
}

/* What is ticked, in the order of ticking. */
static size_t ticked(const struct form *form, struct arena *arena, const char ***values)
{
	size_t *rows = arena_calloc(arena, form->choices.list.count + 1, sizeof *rows), count = choices_in_order(&form->choices, rows);
	const char **made = arena_calloc(arena, count + 1, sizeof *made);
	for (size_t i = 0; i < count; i++)
		made[i] = arena_strdup(arena, form->offered[rows[i]].id);
	*values = made;
	return count;
}

static enum form_answer answer_choices(const struct form *form, struct arena *arena, const struct interview *interview,
	const struct interview_item *item, const struct change **change, const char **why)
{
	const char **values;
	if (form->several) {
		size_t count = ticked(form, arena, &values);
		if (count)
			return answer_values(arena, item, values, count, change);
		bool unticked = form->touched && item->question->none_allowed;
		if (!unticked)
			return answer_empty(arena, item, change, why);
		*change = make(arena, CHANGE_NONE, item, NULL, 0);
		return FORM_CHANGES;
	}
	for (size_t i = 0; i < form->choices.list.count; i++) {
		if (!form->choices.chosen[i])
			continue;
		if (form->offered[i].chosen)
			return answer_same(arena, item, change);
		*change = interview_answer(arena, interview, item, form->offered[i].id, why);
		return *change ? FORM_CHANGES : FORM_REFUSED;
	}
	return answer_empty(arena, item, change, why);
}

static enum form_answer answer_records(struct arena *arena, const struct interview_item *item, const struct change **change,
	const char **why)
{
	if (is_confirmed_whole(item)) {
		*change = make(arena, CHANGE_CONFIRM, item, NULL, 0);
		return FORM_CHANGES;
	}
	if (item->state != ITEM_OPEN)
		return FORM_KEEPS;
	*why = item->question->none_allowed ? "add one, or say that there is none or that you do not know it yet" :
		"add one, or say that you do not know it yet";
	return FORM_REFUSED;
}

enum form_answer form_answer(const struct form *form, struct arena *arena, const struct interview *interview,
	const struct interview_item *item, const struct change **change, const char **why)
{
	const struct buf *text = form->kind == FORM_AREA ? &form->area.edit.text : &form->field.edit.text;
	const char **lines;
	*change = NULL;
	*why = NULL;
	if (form->kind == FORM_RECORDS)
		return answer_records(arena, item, change, why);
	if (form->kind == FORM_CHOICES)
		return answer_choices(form, arena, interview, item, change, why);
	size_t count = split_lines(arena, text->s, &lines);
	if (count == 0)
		return answer_empty(arena, item, change, why);
	if (form->several)
		return answer_values(arena, item, lines, count, change);
	return answer_text(arena, interview, item, text, change, why);
}

const struct change *form_unknown(struct arena *arena, const struct interview_item *item)
{
	return make(arena, CHANGE_UNKNOWN, item, NULL, 0);
}

const struct change *form_none(struct arena *arena, const struct interview_item *item, const char **why)
{
	*why = item->question->none_allowed ? NULL : "there must be one; if you do not know it yet, say so";
	return *why ? NULL : make(arena, CHANGE_NONE, item, NULL, 0);
}

const struct change *form_clear(struct arena *arena, const struct interview_item *item, const char **why)
{
	*why = item->value->state == VALUE_ABSENT ? "there is no answer yet" : NULL;
	return *why ? NULL : make(arena, CHANGE_DELETE, item, NULL, 0);
}
