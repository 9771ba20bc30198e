#include "tui/wizard/wizard_parts.h"

#include <stdlib.h>
#include <string.h>

void wizard_init(struct wizard *wizard, const struct keymap *keymap)
{
	wizard->keymap = keymap;
	wizard->killed = wizard->message = wizard->folder = wizard->built = (struct buf)BUF_INIT;
	wizard->view_arena = wizard->chapters_arena = wizard->dialog_arena = wizard->help_arena = (struct arena)ARENA_INIT;
	wizard->focus = PART_WORK;
	const char *path = wizard->model.path, *slash = strrchr(path, '/');
	buf_add(&wizard->folder, slash ? path : ".", slash ? (size_t)(slash - path) + (slash == path) : 1);
	records_init(&wizard->chapters, NULL, NULL, &wizard->killed);
	page_init(&wizard->notice, true, &wizard->killed);
	page_init(&wizard->help, false, &wizard->killed);
	preview_init(&wizard->preview);
	wizard_open(wizard);
}

void wizard_release(struct wizard *wizard)
{
	proof_sheet_release(&wizard->sheet);
	wizard_close_front(wizard);
	if (wizard->has_form)
		form_release(&wizard->form);
	if (wizard->has_rows)
		records_release(&wizard->rows);
	records_release(&wizard->chapters);
	page_release(&wizard->notice);
	page_release(&wizard->help);
	preview_release(&wizard->preview);
	arena_release(&wizard->view_arena);
	arena_release(&wizard->chapters_arena);
	arena_release(&wizard->help_arena);
	buf_release(&wizard->killed);
	buf_release(&wizard->message);
	buf_release(&wizard->folder);
	buf_release(&wizard->built);
}

enum place wizard_place(const struct wizard *wizard)
{
	if (wizard->front == FRONT_DIALOG)
		return dialog_place(&wizard->dialog);
	if (wizard->front == FRONT_HELP)
		return page_place(&wizard->help);
	switch (wizard->focus) {
	case PART_CHAPTERS: return list_place(&wizard->chapters.list, PLACE_RECORDS);
	case PART_NOTICE: return page_place(&wizard->notice);
	case PART_WORK:
	case PART_COUNT: break;
	}
	return wizard->has_form ? form_place(&wizard->form) : list_place(&wizard->rows.list, PLACE_RECORDS);
}

/* Going about */

static void set_focus(struct wizard *wizard, enum part part)
{
	wizard->focus = part;
	if (part == PART_CHAPTERS)
		wizard_mark_chapters(wizard);
}

static void back(struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	if (wizard->focus != PART_WORK) {
		wizard->focus = PART_WORK;
		return;
	}
	wizard_keep(wizard);
	const struct interview_item *item = wizard_item(wizard);
	bool to_list = wizard->view == VIEW_NEW && (item->value->count || item->state != ITEM_OPEN);
	if (wizard->finishing || wizard->spelling)
		wizard->finishing = wizard->spelling = false;
	else if (!to_list && !walk_back(wizard->model.walk, interview))
		wizard_say(wizard, ROLE_HELP, "This is the first question. Ctrl-Q leaves; everything is saved.");
	wizard_open(wizard);
}

/* The question above or below. */
static void step(struct wizard *wizard, bool down)
{
	const struct interview *interview = &wizard->model.interview;
	const char *sheet = wizard_sheet(wizard);
	size_t at = wizard->finishing || wizard->spelling ? interview->count : walk_at(wizard->model.walk, interview), to = at;
	if (!down && at > 0)
		to = at - 1;
	else if (down && at < interview->count)
		to = at + 1;
	while (sheet && down && to < interview->count && path_is_below(interview->items[to].path, sheet))
		to++;
	if (to == at)
		return;
	if (to < interview->count) {
		wizard_jump(wizard, interview->items[to].path);
	} else if (wizard_leave(wizard)) {
		wizard->spelling = false;
		wizard->finishing = true;
		wizard_open(wizard);
	}
}

static bool is_open(const struct interview_item *item)
{
	return item->state == ITEM_OPEN || item->state == ITEM_UNKNOWN || item->state == ITEM_SUGGESTED;
}

static void next_open(struct wizard *wizard, bool before)
{
	const struct interview *interview = &wizard->model.interview;
	size_t at = walk_at(wizard->model.walk, interview), count = interview->count;
	for (size_t i = 1; i <= count; i++) {
		size_t to = before ? (at + 2 * count - i) % count : (at + i) % count;
		if (is_open(&interview->items[to])) {
			wizard_jump(wizard, interview->items[to].path);
			return;
		}
	}
	wizard_say(wizard, ROLE_DONE, "Nothing is open.");
}

static void finish(struct wizard *wizard)
{
	if (!wizard_leave(wizard))
		return;
	wizard->spelling = false;
	wizard->finishing = true;
	wizard->focus = PART_WORK;
	wizard_open(wizard);
}

/* What is only open has keys of its own. */
static bool is_worth_a_visit(const struct interview *interview, const struct diag *finding)
{
	size_t at = finding->where ? interview_at(interview, finding->where) : interview->count;
	return at < interview->count && wizard_is_news(finding, &interview->items[at]);
}

/* "Finding 2 of 3." */
static struct buf number_of_finding(const struct wizard *wizard, size_t at)
{
	const struct diags *findings = &wizard->model.findings;
	struct buf text = BUF_INIT;
	size_t number = 0, all = 0;
	for (size_t i = 0; i < findings->count; i++) {
		bool counts = is_worth_a_visit(&wizard->model.interview, &findings->items[i]);
		all += counts;
		number += counts && i <= at;
	}
	buf_addf(&text, "Finding %zu of %zu.", number, all);
	return text;
}

/* To the next finding with a place, or the one before; its words stand with the question. */
static void next_finding(struct wizard *wizard, bool before)
{
	if (!wizard_leave(wizard))
		return;
	const struct diags *findings = model_findings(&wizard->model);
	size_t count = findings->count, at = wizard->finding <= count ? wizard->finding : 0;
	for (size_t i = 1; i <= count; i++) {
		size_t to = before ? (at + 2 * count - i - (at > 0)) % count : (at + i - 1) % count;
		if (!is_worth_a_visit(&wizard->model.interview, &findings->items[to]))
			continue;
		char *message = xstrdup(findings->items[to].message);
		wizard->finding = to + 1;
		struct buf number = number_of_finding(wizard, to);
		wizard_jump(wizard, findings->items[to].where);
		if (wizard->frame.kind == FRAME_NARROW) /* there may be no room for it beside the question */
			wizard_say_why(wizard, message);
		else
			wizard_say(wizard, ROLE_ERROR, number.s);
		buf_release(&number);
		free(message);
		return;
	}
	wizard_say(wizard, ROLE_DONE, "Nothing is wrong.");
}

/* Keys that work everywhere */

static void say_saved(struct wizard *wizard)
{
	struct buf text = BUF_INIT;
	if (wizard_leave(wizard)) {
		buf_addf(&text, wizard->model.save ? "All accepted answers are in %s." : "%s is open only to be read.", wizard->model.path);
		wizard_say(wizard, wizard->model.save ? ROLE_DONE : ROLE_WARNING, text.s);
	}
	buf_release(&text);
}

static void ask_for_editor(struct wizard *wizard)
{
	if (wizard_edited_text(wizard))
		wizard->wants |= WANT_EDITOR;
}

static void act(struct wizard *wizard, enum action action)
{
	bool desk = wizard->view == VIEW_SPELLING && wizard->focus == PART_WORK && wizard_act_spelling(wizard, action);
	if (desk)
		return;
	switch (action) {
	case ACTION_BACK: back(wizard); break;
	case ACTION_NEXT: set_focus(wizard, part_next(wizard->focus, false)); break;
	case ACTION_PREVIOUS: set_focus(wizard, part_next(wizard->focus, true)); break;
	case ACTION_GO_TO: wizard_ask(wizard, ASKING_GO_TO); break;
	case ACTION_NEXT_OPEN: next_open(wizard, false); break;
	case ACTION_PREVIOUS_OPEN: next_open(wizard, true); break;
	case ACTION_NOTICE: set_focus(wizard, wizard->focus == PART_NOTICE ? PART_WORK : PART_NOTICE); break;
	case ACTION_NEXT_FINDING: next_finding(wizard, false); break;
	case ACTION_PREVIOUS_FINDING: next_finding(wizard, true); break;
	case ACTION_FINISH: finish(wizard); break;
	case ACTION_SPELLING: wizard_spelling(wizard); break;
	case ACTION_HELP: wizard_help(wizard); break;
	case ACTION_UNKNOWN: wizard_settle(wizard, CHANGE_UNKNOWN); break;
	case ACTION_NOTHING: wizard_settle(wizard, CHANGE_NONE); break;
	case ACTION_CLEAR: wizard_settle(wizard, CHANGE_DELETE); break;
	case ACTION_CONFIRM_ALL: wizard_confirm(wizard); break;
	case ACTION_EDITOR: ask_for_editor(wizard); break;
	case ACTION_UNDO: wizard_undo(wizard, false); break;
	case ACTION_REDO: wizard_undo(wizard, true); break;
	case ACTION_UP: step(wizard, false); break;
	case ACTION_DOWN: step(wizard, true); break;
	case ACTION_SAVE: say_saved(wizard); break;
	default: break;
	}
}

/* The program's own keys, whatever is in front. */
static bool act_at_once(struct wizard *wizard, enum action action)
{
	switch (action) {
	case ACTION_QUIT:
		wizard_close_front(wizard);
		if (wizard_leave(wizard))
			wizard->wants |= WANT_QUIT;
		return true;
	case ACTION_SUSPEND: wizard->wants |= WANT_SUSPEND; return true;
	case ACTION_REDRAW: wizard->wants |= WANT_REDRAW; return true;
	default: return false;
	}
}

/* What the widget with the focus makes of it */

static void say_pasted(struct wizard *wizard)
{
	struct buf text = BUF_INIT;
	edit_add_pasted(&text, wizard->form.kind == FORM_AREA ? wizard->form.area.pasted : wizard->form.field.pasted);
	if (text.len)
		wizard_say(wizard, ROLE_WARNING, text.s);
	buf_release(&text);
}

static unsigned update_work(struct wizard *wizard, struct input input)
{
	if (!wizard->has_form) {
		unsigned effects = records_update(&wizard->rows, input);
		if (wizard->view == VIEW_SHEET)
			wizard_accept_sheet(wizard, effects);
		else if (wizard->view == VIEW_SPELLING)
			wizard_accept_spelling(wizard, effects);
		else
			wizard_accept_finish(wizard, effects);
		return effects;
	}
	unsigned effects = form_update(&wizard->form, input);
	if (effects & EFFECT_CHANGED)
		wizard->put_off = false;
	bool typed = wizard->form.kind == FORM_FIELD || wizard->form.kind == FORM_AREA;
	if (effects & EFFECT_PASTED && typed)
		say_pasted(wizard);
	bool lost = wizard->form.kind == FORM_CHOICES && input.action == ACTION_ACCEPT && !wizard->form.choices.list.shown_count;
	if (lost)
		wizard_say(wizard, ROLE_HELP, "Nothing in the list matches. Esc empties the filter.");
	if (wizard->form.kind == FORM_RECORDS)
		wizard_accept_records(wizard, effects);
	else if (effects & EFFECT_ACCEPT)
		wizard_accept(wizard);
	return effects;
}

static unsigned update_chapters(struct wizard *wizard, struct input input)
{
	unsigned effects = records_update(&wizard->chapters, input);
	size_t row = records_current(&wizard->chapters);
	if (!(effects & EFFECT_ACCEPT) || row == wizard->chapters.list.count)
		return effects;
	if (wizard->chapter_leads[row].path)
		wizard_jump(wizard, wizard->chapter_leads[row].path);
	else
		finish(wizard);
	return effects;
}

static unsigned update_notice(struct wizard *wizard, struct input input)
{
	wizard_refresh_notice(wizard, wizard->preview.width); /* who types ahead has not seen the newest one, and the old one may be gone */
	unsigned effects = page_update(&wizard->notice, input);
	if (effects & (EFFECT_ACCEPT | EFFECT_WHY))
		wizard_ask_why(wizard);
	return effects;
}

static unsigned update_parts(struct wizard *wizard, struct input input)
{
	switch (wizard->focus) {
	case PART_CHAPTERS: return update_chapters(wizard, input);
	case PART_NOTICE: return update_notice(wizard, input);
	case PART_WORK:
	case PART_COUNT: break;
	}
	return update_work(wizard, input);
}

static void update_help(struct wizard *wizard, struct input input)
{
	unsigned effects = page_update(&wizard->help, input);
	bool over = effects & (EFFECT_BACK | EFFECT_ACCEPT) || input.action == ACTION_HELP;
	if (over)
		wizard_close_front(wizard);
}

static void take(struct wizard *wizard, struct input input)
{
	if (act_at_once(wizard, input.action))
		return;
	if (wizard->front == FRONT_DIALOG) {
		wizard_answer_dialog(wizard, dialog_update(&wizard->dialog, input));
		return;
	}
	if (wizard->front == FRONT_HELP) {
		update_help(wizard, input);
		return;
	}
	unsigned effects = update_parts(wizard, input);
	bool unused = effects & (EFFECT_UNUSED | EFFECT_BACK);
	if (unused)
		act(wizard, input.action);
}

static void take_key(struct wizard *wizard, const struct event *event)
{
	enum action action = keymap_action(wizard->keymap, wizard_place(wizard), &wizard->prefix, event->key);
	buf_clear(&wizard->message);
	if (!wizard->prefix)
		take(wizard, (struct input){event, action});
}

/* Mouse: only when asked for. A click gives a part the focus, the wheel scrolls what is under it. */
static void take_mouse(struct wizard *wizard, const struct event *event)
{
	for (enum part part = 0; part < PART_COUNT && wizard->front == FRONT_NOTHING; part++) {
		struct rect rect = wizard->frame.parts[part];
		bool inside = event->x >= rect.x && event->x < rect.x + rect.width && event->y >= rect.y && event->y < rect.y + rect.height;
		if (inside && part != wizard->focus)
			set_focus(wizard, part);
	}
	if (event->wheel)
		take(wizard, (struct input){&(struct event){.type = EVENT_KEY, .key = event->wheel < 0 ? K_UP : K_DOWN}, event->wheel < 0 ? ACTION_UP : ACTION_DOWN});
}

/* Somebody may have changed the file while another window was in front. */
static void look_outside(struct wizard *wizard)
{
	if (wizard->front == FRONT_NOTHING && model_changed_outside(&wizard->model))
		wizard_ask_again(wizard, ASKING_OUTSIDE, &(struct intent){0});
}

unsigned wizard_update(struct wizard *wizard, const struct event *event)
{
	bool little = wizard->width && wizard->frame.kind == FRAME_LITTLE;
	wizard->wants = 0;
	switch (event->type) {
	case EVENT_KEY:
		if (little) /* nothing can be seen: only leaving, stopping and redrawing */
			act_at_once(wizard, keymap_action(wizard->keymap, wizard_place(wizard), &wizard->prefix, event->key));
		else
			take_key(wizard, event);
		break;
	case EVENT_PASTE:
		if (!little)
			take(wizard, (struct input){event, ACTION_NONE});
		break;
	case EVENT_MOUSE:
		if (!little)
			take_mouse(wizard, event);
		break;
	case EVENT_FOCUS:
		if (event->gained)
			look_outside(wizard);
		break;
	case EVENT_END: wizard_keep(wizard); break;
	case EVENT_WAKE: wizard_take_proof(wizard); break;
	case EVENT_RESIZE: break;
	}
	return wizard->wants;
}

/* The editor, the build */

const char *wizard_edited_text(const struct wizard *wizard)
{
	if (wizard->front != FRONT_NOTHING || wizard->focus != PART_WORK || !wizard->has_form)
		return NULL;
	if (wizard->form.kind == FORM_AREA)
		return wizard->form.area.edit.text.s;
	return wizard->form.kind == FORM_FIELD ? wizard->form.field.edit.text.s : NULL;
}

void wizard_edited(struct wizard *wizard, const char *text, const char *why)
{
	if (!text) {
		wizard_say(wizard, ROLE_ERROR, why);
		return;
	}
	struct edit *edit = wizard->form.kind == FORM_AREA ? &wizard->form.area.edit : &wizard->form.field.edit;
	size_t size = strlen(text);
	while (size && text[size - 1] == '\n') /* editors end a file with one */
		size--;
	edit_pause(edit);
	edit_move(edit, EDIT_END);
	edit_kill(edit, EDIT_START);
	struct edit_pasted pasted = edit_paste(edit, text, size);
	wizard->form.touched = true;
	struct buf said = BUF_INIT;
	edit_add_pasted(&said, pasted);
	wizard_say(wizard, ROLE_HELP, said.len ? said.s : "Enter accepts it.");
	buf_release(&said);
}

void wizard_built(struct wizard *wizard, const char *said, bool done)
{
	buf_clear(&wizard->built);
	if (done)
		buf_adds(&wizard->built, said);
	wizard_say(wizard, done ? ROLE_DONE : ROLE_ERROR, done ? "Written." : said);
}
