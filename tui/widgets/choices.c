#include "tui/widgets/choices.h"

#include "base/mem.h"

#include <stdlib.h>

static const char *names_of(const void *context, size_t i)
{
	const struct choice *items = context;
	return items[i].names ? items[i].names : items[i].label;
}

void choices_init(struct choices *choices, const struct choice *items, size_t count, bool several, const char *own, bool type_to_filter,
	struct buf *killed)
{
	*choices = (struct choices){.items = items, .several = several, .own = own};
	list_init(&choices->list, killed);
	choices->chosen = xcalloc(count + 1, sizeof *choices->chosen);
	choices->order = xcalloc(count + 1, sizeof *choices->order);
	int *uses = xmalloc((count + 1) * sizeof *uses);
	size_t first = count;
	for (size_t i = 0; i < count; i++) {
		uses[i] = items[i].uses;
		if (items[i].chosen)
			choices_tick(choices, i);
		if (items[i].chosen && first == count)
			first = i;
	}
	list_set(&choices->list, count, names_of, items, uses);
	free(uses);
	if (first < count)
		list_go(&choices->list, first);
	choices->list.filtering = choices->list.always = type_to_filter;
}

void choices_release(struct choices *choices)
{
	list_release(&choices->list);
	free(choices->chosen);
	free(choices->order);
}

static bool is_typed(const struct choices *choices)
{
	return choices->list.filter.edit.text.len > 0;
}

size_t choices_chosen(const struct choices *choices)
{
	size_t chosen = 0;
	for (size_t i = 0; i < choices->list.count; i++)
		chosen += choices->chosen[i];
	return chosen;
}

struct tick {
	unsigned number;
	size_t row;
};

static int by_number(const void *a, const void *b)
{
	const struct tick *x = a, *y = b;
	return x->number < y->number ? -1 : x->number > y->number;
}

size_t choices_in_order(const struct choices *choices, size_t *rows)
{
	size_t count = 0, all = choices->list.count;
	struct tick *ticks = xmalloc((all + 1) * sizeof *ticks);
	for (size_t i = 0; i < all; i++)
		if (choices->chosen[i])
			ticks[count++] = (struct tick){choices->order[i], i};
	qsort(ticks, count, sizeof *ticks, by_number);
	for (size_t i = 0; i < count; i++)
		rows[i] = ticks[i].row;
	free(ticks);
	return count;
}

void choices_tick(struct choices *choices, size_t row)
{
	choices->chosen[row] = true;
	if (!choices->order[row])
		choices->order[row] = ++choices->ticks;
}

void choices_untick_all(struct choices *choices)
{
	for (size_t i = 0; i < choices->list.count; i++) {
		choices->chosen[i] = false;
		choices->order[i] = 0;
	}
}

const char *choices_own(const struct choices *choices)
{
	return list_on_extra(&choices->list) ? choices->list.filter.edit.text.s : NULL;
}

static unsigned choose(struct choices *choices)
{
	size_t row = list_row(&choices->list);
	if (row == choices->list.count)
		return 0;
	bool chosen = choices->chosen[row];
	if (chosen && !choices->several)
		return 0;
	if (!choices->several)
		choices_untick_all(choices);
	if (chosen)
		choices->chosen[row] = false;
	else
		choices_tick(choices, row);
	if (!choices_chosen(choices))
		choices_untick_all(choices); /* another order may begin */
	return EFFECT_CHANGED;
}

static unsigned accept(struct choices *choices)
{
	if (choices_own(choices))
		return EFFECT_ACCEPT;
	if (!choices->several)
		return (choices->aimed || choices_chosen(choices) ? choose(choices) : 0u) | EFFECT_ACCEPT;
	if (!is_typed(choices))
		return EFFECT_ACCEPT;
	unsigned effects = choose(choices);
	list_empty_filter(&choices->list);
	return effects;
}

/*
 * A space behind what is typed, with which it still finds something, is text: "local shop"; so is one where nothing is found. Any other one
 * ticks.
 */
static bool is_tick(const struct choices *choices, const struct event *event)
{
	bool is_space = choices->several && event->type == EVENT_KEY && event->key == ' ';
	bool is_text = choices->list.filtering && is_typed(choices) && (list_would_find(&choices->list, ' ') || !choices->list.shown_count);
	return is_space && !is_text;
}

/* Keys that go to a row mean the one they lead to, also where it is the present one. */
static bool is_move(struct input input)
{
	enum action action = input.event->type == EVENT_KEY ? input.action : ACTION_NONE;
	return action == ACTION_FIRST || action == ACTION_LAST || action == ACTION_PAGE_UP || action == ACTION_PAGE_DOWN;
}

unsigned choices_update(struct choices *choices, struct input input)
{
	unsigned effects;
	size_t before = choices->list.current;
	bool is_space = input.action == ACTION_NONE && is_tick(choices, input.event);
	bool toggles = input.event->type == EVENT_KEY && (input.action == ACTION_TOGGLE || is_space);
	if (toggles && !(choices->own && list_on_extra(&choices->list)))
		effects = choose(choices);
	else
		effects = list_update(&choices->list, input) & ~(unsigned)EFFECT_CHANGED; /* of the filter: no choice */
	choices->aimed |= choices->list.current != before || is_typed(choices) || is_move(input);
	if (effects & EFFECT_ACCEPT)
		effects = accept(choices);
	list_set_extra(&choices->list, choices->own && is_typed(choices));
	return effects;
}

int choices_rows(const struct choices *choices)
{
	size_t rows = choices->list.count + list_shows_filter(&choices->list) + (choices->own != NULL);
	return rows < 1 ? 1 : rows < 10000 ? (int)rows : 10000; /* one at least, for the cursor */
}

enum { MARK = 4 /* "[x] " */, GAP = 2, NARROW = 20 };

void choices_layout(struct choices *choices, int width, int height)
{
	list_layout(&choices->list, width, height);
	int widest = 0, room = width - MARK - 1; /* the last column is for marks */
	bool has_notes = false;
	for (size_t i = 0; i < choices->list.count; i++) {
		const char *label = choices->items[i].label;
		int columns = glyph_width(label, strlen(label));
		widest = columns > widest ? columns : widest;
		has_notes |= choices->items[i].note != NULL;
	}
	bool is_narrow = has_notes && room < widest + GAP + NARROW;
	int most = is_narrow && room > 2 * NARROW ? room / 2 : room;
	choices->label_width = widest < most ? widest : most;
}

static void draw_choice(const void *context, struct pane row, size_t place, enum role role)
{
	const struct choices *choices = context;
	const struct list *list = &choices->list;
	int room = row.width - MARK - 1;
	if (place >= list->shown_count) {
		int x = pane_text(row, 0, 0, role, "+ ");
		x = pane_text(row, x, 0, role, choices->own);
		x = pane_text(row, x, 0, role, " '");
		x = pane_text_in(row, x, 0, row.width - x - 2, role, list->filter.edit.text.s);
		pane_text(row, x, 0, role, "'");
		return;
	}
	const struct choice *item = &choices->items[list->shown[place]];
	bool chosen = choices->chosen[list->shown[place]];
	const char *mark = choices->several ? (chosen ? "[x] " : "[ ] ") : (chosen ? "(•) " : "( ) ");
	pane_text(row, 0, 0, role, mark);
	pane_text_in(row, MARK, 0, choices->label_width, role, item->label);
	int note = MARK + choices->label_width + GAP, left = room - choices->label_width - GAP;
	if (item->note)
		pane_text_in(row, note, 0, left, role == ROLE_TEXT ? ROLE_HELP : role, item->note);
}

void choices_draw(const struct choices *choices, struct pane pane, bool focused)
{
	list_draw(&choices->list, pane, focused, draw_choice, choices);
}
