/*
 * Which questions are closed by other answers.
 *
 * A condition reads answers, and whether those are closed themselves; so conditions are tested in the order of their questions' ranks,
 * which the schema has set such that everything a question waits for comes before it.
 */
#include "questionnaire/answers/answers_parts.h"

/* Orders by rank, by counting: ranks are few. */
static void sort_by_rank(struct value_list *list, struct arena *arena)
{
	struct value **sorted = arena_calloc(arena, list->count, sizeof *sorted);
	size_t *starts;
	int highest = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->items[i]->question->rank > highest)
			highest = list->items[i]->question->rank;
	starts = arena_calloc(arena, (size_t)highest + 2, sizeof *starts);
	for (size_t i = 0; i < list->count; i++)
		starts[list->items[i]->question->rank + 1]++;
	for (int rank = 0; rank <= highest; rank++)
		starts[rank + 1] += starts[rank];
	for (size_t i = 0; i < list->count; i++)
		sorted[starts[list->items[i]->question->rank]++] = list->items[i];
	list->items = sorted;
}

/* Closes a value and all below it. */
static void close_value(struct loader *loader, struct value *value)
{
	if (value->closed)
		return;
	value->closed = true;
	loader->useless |= value->state == VALUE_GIVEN;
	for (size_t i = 0; i < value->count; i++)
		close_value(loader, (struct value *)&value->items[i]); /* ours: the loader made them */
}

static enum tri test(const struct value *root, const struct value *value, struct scope *scope)
{
	scope->slots[SLOT_ANSWERS] = root;
	scope->slots[SLOT_THIS] = value->parent;
	scope->unknowns.count = 0;
	return cond_test(value->question->when, scope);
}

void closed_settle(struct loader *loader)
{
	struct arena arena = ARENA_INIT;
	struct scope scope = {.arena = &arena};
	struct value_list *list = &loader->conditional;

	sort_by_rank(list, &arena);
	for (size_t i = 0; i < list->count; i++)
		if (!list->items[i]->closed && test(loader->root, list->items[i], &scope) == TRI_FALSE)
			close_value(loader, list->items[i]);
	list->count = 0; /* settled, and its order dies with the arena */
	arena_release(&arena);
}

/* The first answer a condition reads that is in the file: most likely the one to change. */
static void note_read(void *context, const struct value *value)
{
	const struct value **first = context;

	if (!*first && value->line && value->question)
		*first = value;
}

static void report(struct loader *loader, const struct value *value)
{
	struct arena arena = ARENA_INIT;
	const struct value *first = NULL;
	struct scope scope = {.arena = &arena, .read = note_read, .context = &first};
	struct buf path = BUF_INIT, by = BUF_INIT;
	struct diag *diag;

	test(loader->root, value, &scope);
	value_path(&path, value);
	if (first) {
		buf_addc(&by, '\'');
		value_path(&by, first);
		buf_addc(&by, '\'');
	} else {
		buf_adds(&by, "an answer that is not there");
	}
	diag = diag_add(loader->diags, &questionnaire_diags[Q_ANSWER_NOT_USED], loader_pos(loader, value->line, value->col), path.s, by.s,
		value->question->when_text, NULL);
	diag_set_where(loader->diags, diag, path.s);
	buf_release(&path);
	buf_release(&by);
	arena_release(&arena);
}

/* Did somebody say it? What is only suggested is nobody's answer. */
static bool is_said(const struct value *value)
{
	if (value->state != VALUE_GIVEN || value->suggested)
		return false;
	if (!value->count || value->kind == TYPE_LIST)
		return true;
	for (size_t i = 0; i < value->count; i++)
		if (is_said(&value->items[i]))
			return true;
	return false;
}

/* What is closed with the record around it is not told apart. */
static void report_below(struct loader *loader, const struct value *value)
{
	if (value->closed) {
		if (is_said(value))
			report(loader, value);
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		report_below(loader, &value->items[i]);
}

void closed_report(struct loader *loader)
{
	if (loader->useless)
		report_below(loader, loader->root);
}

void answers_decide(const struct answers *answers, const struct value *value, void (*read)(void *context, const struct value *value), void *context)
{
	struct arena arena = ARENA_INIT;
	struct scope scope = {.arena = &arena, .read = read, .context = context};

	if (value->question && value->question->when)
		test(answers->root, value, &scope);
	arena_release(&arena);
}
