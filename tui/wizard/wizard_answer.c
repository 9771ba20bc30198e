/*
 * Answers: every change of the file goes through wizard_commit.
 */
#include "tui/wizard/wizard_parts.h"

#include "questionnaire/types/record.h"

#include <stdlib.h>
#include <string.h>

/* Saying */

void wizard_say(struct wizard *wizard, enum role role, const char *text)
{
	buf_clear(&wizard->message);
	buf_adds(&wizard->message, text);
	wizard->message_role = role;
}

void wizard_say_why(struct wizard *wizard, const char *why)
{
	char end = why[strlen(why) - 1];
	wizard_say(wizard, ROLE_ERROR, why);
	if (wizard->message.s[0] >= 'a' && wizard->message.s[0] <= 'z')
		wizard->message.s[0] = (char)(wizard->message.s[0] - 'a' + 'A');
	buf_adds(&wizard->message, end == '?' || end == '.' ? "" : ".");
}

void wizard_say_diags(struct wizard *wizard, const struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++) {
		const struct diag *diag = &diags->items[i];
		if (diag->kind->severity < SEVERITY_ERROR)
			continue;
		struct buf text = BUF_INIT;
		buf_addf(&text, "%s%s%s", diag->message, diag->fix ? ": " : "", diag->fix ? diag->fix : "");
		wizard_say_why(wizard, text.s);
		buf_release(&text);
		return; /* the first one leads to the rest */
	}
}

/* Changing */

/* Into a record: of one that is to be changed, first all of its lines where it has a sheet. */
static void enter(struct wizard *wizard, const char *record, bool again)
{
	const struct interview *interview = &wizard->model.interview;
	if (again && interview_sheet(interview, record))
		walk_show(wizard->model.walk, interview, record);
	else
		walk_enter(wizard->model.walk, interview, record, again);
}

static void go_on(struct wizard *wizard, const struct intent *intent)
{
	struct walk *walk = wizard->model.walk;
	const struct interview *interview = &wizard->model.interview;
	switch (intent->then) {
	case THEN_STAY: break;
	case THEN_NEXT: walk_next(walk, interview); break;
	case THEN_PAST: walk_past(walk, interview); break;
	case THEN_ENTER: enter(wizard, intent->where, intent->again); break;
	case THEN_GONE: walk_gone(walk, interview, intent->where); break;
	}
	wizard->finishing = wizard->spelling = false;
	wizard_open(wizard);
}

bool wizard_commit(struct wizard *wizard, const struct intent *intent)
{
	switch (model_change(&wizard->model, intent->place, intent->changes, intent->count)) {
	case MODEL_CHANGED:
		buf_clear(&wizard->built); /* what was written is not the newest any more */
		if (intent->draft)
			drafts_drop(&wizard->drafts, intent->draft);
		go_on(wizard, intent);
		return true;
	case MODEL_REFUSED:
		wizard_say_diags(wizard, &wizard->model.said);
		return false;
	case MODEL_NOT_SAVED:
		wizard_ask_again(wizard, ASKING_NOT_SAVED, intent);
		return false;
	case MODEL_OUTSIDE:
		wizard_ask_again(wizard, ASKING_OUTSIDE, intent);
		return false;
	case MODEL_READ_ONLY:
		break;
	}
	wizard_say(wizard, ROLE_ERROR, "This file is open only to be read; nothing can be changed here.");
	return false;
}

/* One change of the item at hand. */
static bool change_item(struct wizard *wizard, const struct change *change, enum then then)
{
	struct arena arena = ARENA_INIT;
	char *path = xstrdup(wizard_item(wizard)->path);
	const struct intent intent = {.place = path, .changes = change, .count = 1, .then = then, .draft = path};
	bool made = wizard_commit(wizard, &intent);
	free(path);
	arena_release(&arena);
	return made;
}

/* A question, or a list of records */

static void accept_item(struct wizard *wizard)
{
	struct arena arena = ARENA_INIT;
	const struct interview_item *item = wizard_item(wizard);
	const struct change *change;
	const char *why;
	bool list = item->is_list, reads = !wizard->model.save && !wizard->form.touched; /* who only reads goes on */
	switch (reads ? FORM_KEEPS : form_answer(&wizard->form, &arena, &wizard->model.interview, item, &change, &why)) {
	case FORM_CHANGES:
		change_item(wizard, change, list && change->kind == CHANGE_CONFIRM ? THEN_PAST : THEN_NEXT);
		break;
	case FORM_KEEPS:
		drafts_drop(&wizard->drafts, item->path);
		go_on(wizard, &(struct intent){.then = THEN_NEXT});
		break;
	case FORM_REFUSED:
		wizard_say_why(wizard, why);
		break;
	}
	arena_release(&arena);
}

/* What is typed for a new record: ids of choices with commas between. */
static const char *typed_for_new(const struct wizard *wizard, struct arena *arena)
{
	struct buf typed = BUF_INIT;
	form_typed(&wizard->form, &typed);
	for (char *line = strchr(typed.s, '\n'); line && wizard->form.kind == FORM_CHOICES; line = strchr(line, '\n'))
		*line = ',';
	const char *copy = arena_strdup(arena, typed.s);
	buf_release(&typed);
	return copy;
}

static bool any_suggested(const struct change *changes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (changes[i].kind == CHANGE_SUGGEST)
			return true;
	return false;
}

/* A new record, or several, from the answer to their first question. */
static void accept_new(struct wizard *wizard)
{
	struct arena arena = ARENA_INIT;
	const struct interview_item *item = wizard_item(wizard);
	const char *typed = typed_for_new(wizard, &arena), *list = arena_strdup(&arena, item->path), *path, *why;
	const char *draft = arena_printf(&arena, "%s+", list);
	const struct change *changes;
	if (!*typed) {
		wizard_say(wizard, ROLE_ERROR, wizard->form.kind == FORM_CHOICES ? "Tick at least one with Space, or go back with Esc." :
			"Type what it is called first, or go back with Esc.");
		arena_release(&arena);
		return;
	}
	size_t count = interview_add(&arena, &wizard->model.interview, item, typed, &changes, &path, &why);
	if (!count) {
		wizard_say_why(wizard, why);
	} else {
		const struct intent intent = {list, changes, count, path ? THEN_ENTER : THEN_STAY, path, false, draft};
		bool suggests = any_suggested(changes, count);
		if (wizard_commit(wizard, &intent) && suggests)
			wizard_say(wizard, ROLE_SUGGESTED, "The usual is suggested (~): look at it, then confirm or change it.");
	}
	arena_release(&arena);
}

void wizard_accept(struct wizard *wizard)
{
	if (wizard->view == VIEW_NEW)
		accept_new(wizard);
	else if (wizard->view == VIEW_ITEM)
		accept_item(wizard);
}

static void move_record(struct wizard *wizard, const struct interview_item *item, bool up)
{
	const struct value *list = item->value;
	size_t at = records_current(&wizard->form.records), before = up ? at - 1 : at + 2, stays = up ? at - 1 : at + 1;
	struct arena arena = ARENA_INIT;
	const char *key = before < list->count ? arena_strdup(&arena, list->items[before].key) : NULL;
	const struct change change = {CHANGE_MOVE, arena_printf(&arena, "%s.%s", item->path, list->items[at].key), &key, key != NULL};
	if (change_item(wizard, &change, THEN_STAY))
		list_go(&wizard->form.records.list, stays);
	arena_release(&arena);
}

static void copy_record(struct wizard *wizard, const struct interview_item *item, const char *record)
{
	struct arena arena = ARENA_INIT;
	const char *list = arena_strdup(&arena, item->path), *key = interview_key(&arena, item->value, record);
	const struct change change = {CHANGE_COPY, arena_printf(&arena, "%s.%s", list, record), &key, 1};
	const struct intent intent = {list, &change, 1, THEN_ENTER, arena_printf(&arena, "%s.%s", list, key), true, NULL};
	if (wizard_commit(wizard, &intent))
		wizard_say(wizard, ROLE_HELP, "Copied. Now change what differs.");
	arena_release(&arena);
}

static void delete_record(struct wizard *wizard, const struct interview_item *item, const char *record)
{
	struct arena arena = ARENA_INIT;
	size_t at = records_current(&wizard->form.records);
	const struct change change = {CHANGE_DELETE, arena_printf(&arena, "%s.%s", item->path, record), NULL, 0};
	if (change_item(wizard, &change, THEN_STAY)) {
		bool rows_left = wizard->view == VIEW_ITEM && wizard->form.kind == FORM_RECORDS && at < wizard->form.records.list.count;
		if (rows_left)
			list_go(&wizard->form.records.list, at);
		wizard_say(wizard, ROLE_HELP, "Deleted. Alt-U brings it back.");
	}
	arena_release(&arena);
}

void wizard_accept_records(struct wizard *wizard, unsigned effects)
{
	const struct interview_item *item = wizard_item(wizard);
	const char *record = form_record(&wizard->form);
	if (effects & EFFECT_ADD) {
		wizard_open_new(wizard);
	} else if (effects & EFFECT_DONE) {
		accept_item(wizard);
	} else if (effects & EFFECT_ACCEPT && record) {
		struct arena arena = ARENA_INIT;
		const char *path = arena_printf(&arena, "%s.%s", item->path, record);
		enter(wizard, path, true);
		wizard_open(wizard);
		arena_release(&arena);
	} else if (effects & EFFECT_COPY) {
		copy_record(wizard, item, record);
	} else if (effects & EFFECT_DELETE) {
		delete_record(wizard, item, record);
	} else if (effects & (EFFECT_MOVE_UP | EFFECT_MOVE_DOWN)) {
		move_record(wizard, item, effects & EFFECT_MOVE_UP);
	}
}

/* Sheets */

static void confirm_sheet(struct wizard *wizard, const char *sheet)
{
	struct arena arena = ARENA_INIT;
	const struct change *changes;
	const char *why, *place = arena_strdup(&arena, sheet);
	size_t count = interview_confirm(&arena, &wizard->model.interview, place, NULL, &changes, &why);
	if (!wizard->model.save) /* who only reads goes on all the same */
		go_on(wizard, &(struct intent){.then = THEN_PAST});
	else if (count)
		wizard_commit(wizard, &(struct intent){.place = place, .changes = changes, .count = count, .then = THEN_PAST});
	else
		wizard_say_why(wizard, why);
	arena_release(&arena);
}

static void delete_sheet(struct wizard *wizard, const char *sheet)
{
	struct arena arena = ARENA_INIT;
	const char *place = arena_strdup(&arena, sheet);
	const char *list = arena_strdup(&arena, interview_sheet(&wizard->model.interview, sheet)->parent->question->id);
	const struct change change = {CHANGE_DELETE, place, NULL, 0};
	if (wizard_commit(wizard, &(struct intent){.place = place, .changes = &change, .count = 1, .then = THEN_GONE, .where = list}))
		wizard_say(wizard, ROLE_HELP, "Deleted. Alt-U brings it back.");
	arena_release(&arena);
}

void wizard_accept_sheet(struct wizard *wizard, unsigned effects)
{
	const char *sheet = wizard_sheet(wizard);
	const struct interview_item *item = wizard_sheet_item(wizard);
	if (effects & EFFECT_DELETE) {
		delete_sheet(wizard, sheet);
	} else if (effects & EFFECT_ACCEPT && item) {
		walk_choose(wizard->model.walk, &wizard->model.interview, (size_t)(item - wizard->model.interview.items));
		wizard_open(wizard);
	} else if (effects & EFFECT_ACCEPT && records_current(&wizard->rows) == 0) {
		confirm_sheet(wizard, sheet);
	}
}

/* Keys that answer in one stroke */

void wizard_confirm(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	const char *sheet = wizard_sheet(wizard);
	bool suggests = item && !sheet && (item->state == ITEM_SUGGESTED || item->suggests);
	if (sheet) {
		confirm_sheet(wizard, sheet);
	} else if (suggests && wizard->view == VIEW_ITEM && wizard->form.touched) { /* what is typed over the suggestion counts */
		accept_item(wizard);
	} else if (suggests) {
		struct arena arena = ARENA_INIT;
		const struct change change = {CHANGE_CONFIRM, arena_strdup(&arena, item->path), NULL, 0};
		change_item(wizard, &change, item->is_list ? THEN_PAST : THEN_NEXT);
		arena_release(&arena);
	} else {
		wizard_say(wizard, ROLE_HELP, "Nothing is only suggested here.");
	}
}

/* On a sheet it is about the row at hand. */
static const struct interview_item *item_to_settle(const struct wizard *wizard)
{
	return wizard->view == VIEW_SHEET ? wizard_sheet_item(wizard) : wizard_item(wizard);
}

void wizard_settle(struct wizard *wizard, enum change_kind kind)
{
	const struct interview_item *item = item_to_settle(wizard);
	struct arena arena = ARENA_INIT;
	const char *why = NULL;
	const struct change *change = NULL;
	bool filled = item && item->is_list && item->value->count && kind != CHANGE_DELETE;
	if (!item)
		why = "there is no question here";
	else if (filled)
		why = arena_printf(&arena, "there are %zu in the list; delete them one by one if that is not so", item->value->count);
	else if (kind == CHANGE_UNKNOWN)
		change = form_unknown(&arena, item);
	else if (kind == CHANGE_NONE)
		change = form_none(&arena, item, &why);
	else
		change = form_clear(&arena, item, &why);
	if (!change) {
		wizard_say_why(wizard, why);
	} else if (wizard->view == VIEW_SHEET) {
		size_t row = records_current(&wizard->rows);
		const struct intent intent = {.place = change->path, .changes = change, .count = 1, .then = THEN_STAY, .draft = change->path};
		if (wizard_commit(wizard, &intent) && wizard->view == VIEW_SHEET)
			list_go(&wizard->rows.list, row < wizard->rows.list.count ? row : 0);
	} else {
		change_item(wizard, change, kind == CHANGE_DELETE ? THEN_STAY : THEN_NEXT);
	}
	arena_release(&arena);
}

void wizard_undo(struct wizard *wizard, bool redo)
{
	struct arena arena = ARENA_INIT;
	const char *label;
	wizard_keep(wizard);
	switch (model_undo(&wizard->model, redo, &arena, &label)) {
	case MODEL_CHANGED:
		buf_clear(&wizard->built);
		wizard->finishing = wizard->spelling = false;
		wizard_open(wizard);
		wizard_say(wizard, ROLE_HELP, arena_printf(&arena, redo ? "Done again: %s." : "Undone: %s is as it was.", label));
		break;
	case MODEL_READ_ONLY:
	case MODEL_REFUSED:
		wizard_say(wizard, ROLE_HELP, redo ? "There is nothing to do again." : "There is nothing to undo.");
		break;
	case MODEL_NOT_SAVED:
		wizard_say_diags(wizard, &wizard->model.said);
		break;
	case MODEL_OUTSIDE:
		wizard_ask_again(wizard, ASKING_OUTSIDE, &(struct intent){0});
		break;
	}
	arena_release(&arena);
}

/* Going elsewhere */

/* What is typed is the answer that there is. */
static bool is_answer_already(const struct wizard *wizard, const struct interview_item *item)
{
	struct arena arena = ARENA_INIT;
	const struct change *change;
	const char *why;
	bool keeps = wizard->view == VIEW_ITEM && form_answer(&wizard->form, &arena, &wizard->model.interview, item, &change, &why) == FORM_KEEPS;
	arena_release(&arena);
	return keeps;
}

/* What is typed and not accepted, with the answer it was typed over. */
void wizard_keep(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	bool typed = item && wizard->has_form && wizard->form.touched && wizard->form.kind != FORM_RECORDS;
	if (!typed)
		return;
	if (is_answer_already(wizard, item)) {
		drafts_drop(&wizard->drafts, item->path);
		return;
	}
	struct buf text = BUF_INIT, based = BUF_INIT, path = BUF_INIT;
	form_typed(&wizard->form, &text);
	buf_adds(&path, item->path);
	buf_adds(&path, wizard->view == VIEW_NEW ? "+" : "");
	if (wizard->view != VIEW_NEW)
		interview_add_value(&based, item->value, true);
	if (text.len)
		drafts_keep(&wizard->drafts, path.s, text.s, based.s);
	else
		drafts_drop(&wizard->drafts, path.s);
	buf_release(&text);
	buf_release(&based);
	buf_release(&path);
}

bool wizard_leave(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	bool typed = item && wizard->view == VIEW_ITEM && wizard->form.touched && wizard->model.save && !wizard->put_off;
	struct arena arena = ARENA_INIT;
	const struct change *change;
	const char *why;
	enum form_answer answer = typed ? form_answer(&wizard->form, &arena, &wizard->model.interview, item, &change, &why) : FORM_KEEPS;
	bool made = answer == FORM_CHANGES && change_item(wizard, change, THEN_STAY);
	if (!made)
		wizard_keep(wizard);
	if (answer == FORM_REFUSED)
		wizard_say(wizard, ROLE_WARNING, arena_printf(&arena, "What you typed is kept, but not accepted: %s.", why));
	arena_release(&arena);
	return made || wizard->front == FRONT_NOTHING;
}

void wizard_jump(struct wizard *wizard, const char *path)
{
	char *copy = xstrdup(path); /* it may belong to what goes */
	if (wizard_leave(wizard)) {
		wizard->finishing = wizard->spelling = false;
		walk_jump(wizard->model.walk, copy);
		wizard->focus = PART_WORK;
		wizard_open(wizard);
	}
	free(copy);
}
