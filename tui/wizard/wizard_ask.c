/*
 * What stands in front of everything else: dialogs, and the page of help.
 */
#include "tui/wizard/wizard_parts.h"

#include "tui/wrap.h"

#include <stdlib.h>
#include <string.h>

/* One kind of dialog: its words. The buttons' order is that of `press`. */
struct wording {
	const char *title, *text;
	const char *const *buttons;
	size_t count;
	bool asks;
};

static const char *const go_or_not[] = {"Go", "Cancel"}, *const again_or_not[] = {"Try again", "Save elsewhere", "Not now"},
	*const read_or_not[] = {"Read it anew", "Save elsewhere", "Not now"}, *const save_or_not[] = {"Save", "Cancel"},
	*const write_or_not[] = {"Write", "Cancel"}, *const here_or_not[] = {"Here", "Everywhere", "Cancel"}, *const to_question[] = {"Go to the question", "Close"};

static const struct wording wordings[] = {
	[ASKING_GO_TO] = {"Go to a question", "One word of the question, or its name in the file, is enough.", go_or_not, 2, true},
	[ASKING_NOT_SAVED] = {"Not saved", "Your answer is not in the file yet; all answers before it are. It stays here until it is saved.",
		again_or_not, 3, false},
	[ASKING_OUTSIDE] = {"The file has changed", "Another program changed the file meanwhile. Nothing was overwritten. Reading it anew keeps what was changed, and puts "
		"your answer in, too.", read_or_not, 3, false},
	[ASKING_ELSEWHERE] = {"Save elsewhere", "A copy of all answers, this one among them, goes into a new file. The name of that file:", save_or_not, 2, true},
	[ASKING_FOLDER] = {"Write the notice", "As Markdown and as a page for the browser. Into which folder?", write_or_not, 2, true},
	[ASKING_REPLACE] = {"Put something else there", "What is to stand in its place:", here_or_not, 3, true},
	[ASKING_WHY] = {"Where this line comes from", NULL, to_question, 2, false},
};

void wizard_close_front(struct wizard *wizard)
{
	if (wizard->front == FRONT_DIALOG) {
		wizard->put_off |= wizard->intent.count > 0;
		dialog_release(&wizard->dialog);
		arena_release(&wizard->dialog_arena);
		wizard->intent = (struct intent){0};
	}
	wizard->front = FRONT_NOTHING;
	wizard->asking = ASKING_NOTHING;
}

/* text: in place of the wording's own; in dialog_arena. value: what stands in its field. */
static void open_dialog(struct wizard *wizard, enum asking asking, const char *text, const char *value)
{
	const struct wording *wording = &wordings[asking];
	dialog_init(&wizard->dialog, wording->title, text ? text : wording->text, wording->buttons, wording->count);
	if (wording->asks)
		dialog_ask(&wizard->dialog, value, &wizard->killed);
	wizard->front = FRONT_DIALOG;
	wizard->asking = asking;
}

void wizard_ask(struct wizard *wizard, enum asking asking)
{
	wizard_close_front(wizard);
	open_dialog(wizard, asking, NULL, asking == ASKING_FOLDER ? wizard->folder.s : asking == ASKING_REPLACE && wizard->sheet.text ? wizard->sheet.text : "");
}

static const char *copy(struct arena *arena, const char *text)
{
	return text ? arena_strdup(arena, text) : NULL;
}

/* All of an intent, in arena. */
static struct intent copy_intent(struct arena *arena, const struct intent *intent)
{
	struct change *changes = arena_calloc(arena, intent->count + 1, sizeof *changes);
	for (size_t i = 0; i < intent->count; i++) {
		const struct change *change = &intent->changes[i];
		const char **values = arena_calloc(arena, change->count + 1, sizeof *values);
		for (size_t j = 0; j < change->count; j++)
			values[j] = arena_strdup(arena, change->values[j]);
		changes[i] = (struct change){change->kind, arena_strdup(arena, change->path), values, change->count};
	}
	return (struct intent){copy(arena, intent->place), changes, intent->count, intent->then, copy(arena, intent->where), intent->again,
		copy(arena, intent->draft)};
}

void wizard_ask_again(struct wizard *wizard, enum asking asking, const struct intent *intent)
{
	struct arena arena = ARENA_INIT;
	struct buf text = BUF_INIT;
	struct intent kept = copy_intent(&arena, intent);
	for (size_t i = 0; i < wizard->model.said.count && asking == ASKING_NOT_SAVED; i++)
		if (wizard->model.said.items[i].kind->severity >= SEVERITY_ERROR)
			buf_addf(&text, "%s.\n", wizard->model.said.items[i].message);
	buf_adds(&text, intent->count ? wordings[asking].text : "Another program changed the file. Reading it anew goes on with what is in it now.");
	wizard_close_front(wizard);
	wizard->dialog_arena = arena;
	wizard->intent = kept;
	open_dialog(wizard, asking, arena_strdup(&wizard->dialog_arena, text.s), "");
	buf_release(&text);
}

void wizard_ask_why(struct wizard *wizard)
{
	struct buf text = BUF_INIT;
	const struct page_line *line = wizard->notice.current < wizard->notice.count ? &wizard->notice.lines[wizard->notice.current] : NULL;
	if (!line)
		return;
	preview_add_why(&text, &wizard->preview, wizard->model.library, wizard->model.answers, wizard->model.now.document, line->source);
	wizard_close_front(wizard);
	open_dialog(wizard, ASKING_WHY, arena_strdup(&wizard->dialog_arena, text.s), "");
	buf_release(&text);
}

/* What the buttons do */

static void go_to(struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	char *word = xstrdup(wizard->dialog.field.edit.text.s);
	size_t from = walk_at(wizard->model.walk, interview), size = strlen(word);
	size_t found = interview_at(interview, word);
	bool is_path = found < interview->count && strncmp(interview->items[found].path, word, size) == 0;
	if (!is_path)
		found = interview_find(interview, from < interview->count ? from : interview->count - 1, word);
	wizard_close_front(wizard);
	struct buf text = BUF_INIT;
	if (*word && found < interview->count) {
		wizard_jump(wizard, interview->items[found].path);
	} else if (*word) {
		buf_addf(&text, "No question holds '%s'. One word of the question is enough.", word);
		wizard_say(wizard, ROLE_HELP, text.s);
	}
	buf_release(&text);
	free(word);
}

/* The changes that wait, once more; the intent is taken out of the dialog first, since another one may open. */
static void try_again(struct wizard *wizard)
{
	struct arena arena = ARENA_INIT;
	struct intent intent = copy_intent(&arena, &wizard->intent);
	wizard_close_front(wizard);
	if (intent.count)
		wizard_commit(wizard, &intent);
	arena_release(&arena);
}

/* Whether there is what the waiting changes are about. An answer in a record that somebody has deleted would bring half of it back. */
static bool is_still_asked(const struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	const char *place = wizard->intent.place;
	size_t at = place ? interview_at(interview, place) : interview->count;
	return at < interview->count && (strcmp(interview->items[at].path, place) == 0 || interview_sheet(interview, place));
}

static void read_anew(struct wizard *wizard)
{
	wizard_keep(wizard);
	if (model_reload(&wizard->model)) {
		bool gone = wizard->intent.count && !is_still_asked(wizard);
		if (gone)
			wizard_close_front(wizard);
		else
			try_again(wizard);
		if (wizard->front == FRONT_NOTHING)
			wizard_open(wizard);
		if (gone)
			wizard_say(wizard, ROLE_WARNING,
				"What you answered is not asked any more in the file as it is now. What you typed is kept: see Finish.");
		return;
	}
	wizard_close_front(wizard);
	wizard_say(wizard, ROLE_ERROR, "The file cannot be read as it is now. Mend it in the editor, then try again.");
	wizard_say_diags(wizard, &wizard->model.said);
}

static void ask_elsewhere(struct wizard *wizard)
{
	struct arena arena = ARENA_INIT;
	struct intent intent = copy_intent(&arena, &wizard->intent);
	const char *path = wizard->model.path;
	size_t size = strlen(path), stem = size > 5 && strcmp(path + size - 5, ".yaml") == 0 ? size - 5 : size;
	wizard_close_front(wizard);
	wizard->dialog_arena = arena;
	wizard->intent = intent;
	open_dialog(wizard, ASKING_ELSEWHERE, NULL, arena_printf(&wizard->dialog_arena, "%.*s-copy.yaml", (int)stem, path));
}

static void save_elsewhere(struct wizard *wizard)
{
	struct buf said = BUF_INIT;
	char *path = xstrdup(wizard->dialog.field.edit.text.s);
	bool saved = *path && model_save_elsewhere(&wizard->model, path, wizard->intent.changes, wizard->intent.count);
	if (saved) {
		buf_addf(&said, "All answers, this one too, are in %s.", path);
		wizard_close_front(wizard);
		wizard_say(wizard, ROLE_DONE, said.s);
	} else {
		wizard_say(wizard, ROLE_ERROR, "Type the name of a file."); /* the dialog stays */
		wizard_say_diags(wizard, &wizard->model.said);
	}
	buf_release(&said);
	free(path);
}

static void go_to_origin(struct wizard *wizard)
{
	struct arena arena = ARENA_INIT;
	size_t line = wizard->notice.current < wizard->notice.count ? wizard->notice.lines[wizard->notice.current].source : wizard->preview.count;
	const struct interview_item *item = wizard_item(wizard); /* who comes back to the line goes on to its next answer */
	const char *path = line < wizard->preview.count ? preview_next_answer_of(&wizard->preview, &arena, line, item ? item->path : "") : NULL;
	wizard_close_front(wizard);
	if (path)
		wizard_jump(wizard, path);
	else
		wizard_say(wizard, ROLE_HELP, "No answer of yours stands behind this line: the law wants it, or it is a heading.");
	arena_release(&arena);
}

static void write_notice(struct wizard *wizard)
{
	buf_clear(&wizard->folder);
	buf_adds(&wizard->folder, *wizard->dialog.field.edit.text.s ? wizard->dialog.field.edit.text.s : ".");
	wizard_close_front(wizard);
	wizard->wants |= WANT_BUILD;
}

/* Here, everywhere, or not at all. */
static void replace(struct wizard *wizard, size_t button)
{
	char *with = xstrdup(wizard->dialog.field.edit.text.s);
	wizard_close_front(wizard);
	if (button < 2)
		wizard_replace(wizard, with, button == 1);
	free(with);
}

static void press(struct wizard *wizard)
{
	size_t button = wizard->dialog.button;
	switch (wizard->asking) {
	case ASKING_GO_TO: button ? wizard_close_front(wizard) : go_to(wizard); return;
	case ASKING_NOT_SAVED:
	case ASKING_OUTSIDE:
		if (button == 1)
			ask_elsewhere(wizard);
		else if (button)
			wizard_close_front(wizard);
		else if (wizard->asking == ASKING_OUTSIDE)
			read_anew(wizard);
		else
			try_again(wizard);
		return;
	case ASKING_ELSEWHERE: button ? wizard_close_front(wizard) : save_elsewhere(wizard); return;
	case ASKING_REPLACE: replace(wizard, button); return;
	case ASKING_FOLDER: button ? wizard_close_front(wizard) : write_notice(wizard); return;
	case ASKING_WHY: button ? wizard_close_front(wizard) : go_to_origin(wizard); return;
	case ASKING_NOTHING: break;
	}
	wizard_close_front(wizard);
}

void wizard_answer_dialog(struct wizard *wizard, unsigned effects)
{
	if (effects & EFFECT_ACCEPT)
		press(wizard);
	else if (effects & EFFECT_BACK)
		wizard_close_front(wizard);
}

/* Help */

struct paragraphs {
	struct arena *arena;
	struct page_line *lines;
	size_t count, capacity;
	int width;
};

static void add(struct paragraphs *paragraphs, enum role role, int indent, const char *text)
{
	struct wrap wrap = WRAP_INIT;
	const char *kept = arena_strdup(paragraphs->arena, text);
	wrap_text(&wrap, kept, strlen(kept), paragraphs->width - indent, false);
	for (size_t i = 0; i < wrap.count; i++) {
		struct page_span *span = arena_alloc(paragraphs->arena, sizeof *span);
		*span = (struct page_span){kept + wrap.rows[i].start, wrap.rows[i].end - wrap.rows[i].start, role, 0};
		paragraphs->lines = arena_grow(paragraphs->arena, paragraphs->lines, paragraphs->count, &paragraphs->capacity, sizeof *paragraphs->lines);
		paragraphs->lines[paragraphs->count++] = (struct page_line){.spans = span, .count = 1, .indent = indent};
	}
	wrap_release(&wrap);
}

static void add_question(struct paragraphs *paragraphs, const struct interview_item *item)
{
	const struct question *question = item->question;
	struct buf text = BUF_INIT;
	add(paragraphs, ROLE_LABEL, 0, question->ask);
	add(paragraphs, ROLE_HELP, 2, question->help);
	if (question->more)
		add(paragraphs, ROLE_HELP, 2, question->more);
	buf_addf(&text, "For example: %s", question->example);
	add(paragraphs, ROLE_HELP, 2, text.s);
	for (size_t i = 0; i < question->article_count; i++) {
		const struct requirement *article = question->articles[i];
		buf_clear(&text);
		buf_addf(&text, "%s: %s%s.", article->cite, article->says, article->verified ? "" : " (not checked yet)");
		add(paragraphs, ROLE_LAW, 2, text.s);
	}
	buf_clear(&text);
	buf_addf(&text, "In the file this is %s.", item->path);
	add(paragraphs, ROLE_HELP, 2, text.s);
	add(paragraphs, ROLE_TEXT, 0, "");
	buf_release(&text);
}

/* Those that act where the focus was when help was asked for. */
static void add_keys(struct paragraphs *paragraphs, const struct wizard *wizard, enum place place)
{
	struct buf keys = BUF_INIT;
	add(paragraphs, ROLE_LABEL, 0, "Keys that work here");
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		if (!action_works(action, place))
			continue;
		buf_clear(&keys);
		keymap_add_keys(&keys, wizard->keymap, action);
		buf_addf(&keys, ": %s", action_help(action));
		add(paragraphs, ROLE_HELP, 2, keys.s);
	}
	add(paragraphs, ROLE_TEXT, 0, "");
	buf_release(&keys);
}

void wizard_help(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	bool again = wizard->front == FRONT_HELP;
	wizard->front = FRONT_NOTHING;
	enum place place = wizard_place(wizard);
	size_t current = again ? wizard->help.current : 0;
	arena_release(&wizard->help_arena);
	struct paragraphs paragraphs = {.arena = &wizard->help_arena, .width = wizard->width > PAGE_MARGIN + 1 ? wizard->width - PAGE_MARGIN - 1 : 1};
	if (item && wizard->focus == PART_WORK)
		add_question(&paragraphs, item);
	add_keys(&paragraphs, wizard, place);
	add(&paragraphs, ROLE_LABEL, 0, "Marks");
	add(&paragraphs, ROLE_HELP, 2, "✓ done    ~ only suggested: look and confirm    ? open    ! wrong, or typed and not accepted");
	add(&paragraphs, ROLE_HELP, 2, "Every accepted answer is in the file at once. Going to another question accepts what was typed.");
	page_set(&wizard->help, paragraphs.lines, paragraphs.count, current);
	wizard->front = FRONT_HELP;
}
