/*
 * The screen: what stands above and below a form, the frame around, what is in front. Everything is laid out anew each time; the size may
 * have changed, and it is cheap.
 */
#include "tui/wizard/wizard_parts.h"

#include "questionnaire/interview/follows.h"
#include "questionnaire/types/record.h"
#include "tui/wrap.h"

#include <string.h>

enum { TEXTS_MOST = 40, NOTICE_WIDTH = 72 /* where the notice has no part of the screen: only to find lines */, FORM_LEAST = 4, LOW = 10, FORM_LEAST_LOW = 3 /* rows */ };

/* Paragraphs in a column, each with its role. */
struct texts {
	struct {
		const char *text;
		enum role role;
		int rows;
	} items[TEXTS_MOST];
	size_t count;
};

static void add(struct texts *texts, enum role role, const char *text)
{
	if (text && *text && texts->count < TEXTS_MOST)
		texts->items[texts->count++] = (__typeof__(texts->items[0])){text, role, 0};
}

/* Rows that they take; a paragraph of the same kind follows without a blank row. */
static int measure(struct texts *texts, int width)
{
	int rows = 0;
	struct wrap wrap = WRAP_INIT;
	for (size_t i = 0; i < texts->count; i++) {
		wrap_text(&wrap, texts->items[i].text, strlen(texts->items[i].text), width, false);
		texts->items[i].rows = (int)wrap.count;
		rows += texts->items[i].rows;
	}
	wrap_release(&wrap);
	return rows;
}

static void draw_texts(const struct texts *texts, struct pane pane)
{
	struct wrap wrap = WRAP_INIT;
	int y = 0;
	for (size_t i = 0; i < texts->count && y < pane.height; i++) {
		const char *text = texts->items[i].text;
		wrap_text(&wrap, text, strlen(text), pane.width, false);
		for (size_t row = 0; row < wrap.count && y < pane.height; row++, y++) {
			bool cut = y + 1 == pane.height && (row + 1 < wrap.count || i + 1 < texts->count);
			pane_text_n(pane, 0, y, texts->items[i].role, 0, text + wrap.rows[row].start, wrap.rows[row].end - wrap.rows[row].start);
			if (cut)
				pane_text(pane, pane.width - 1, y, ROLE_MORE, "▾");
		}
	}
	wrap_release(&wrap);
}

/* What is said of a question */

/* What is wrong at a place or below it. */
static void add_findings(struct texts *texts, struct arena *arena, const struct wizard *wizard, const char *path)
{
	const struct interview *interview = &wizard->model.interview;
	const struct diags *findings = &wizard->model.findings;
	size_t size = strlen(path);
	for (size_t i = 0; i < findings->count; i++) {
		const struct diag *finding = &findings->items[i];
		bool begins = finding->where && strncmp(finding->where, path, size) == 0;
		bool here = begins && (!finding->where[size] || strchr(".[", finding->where[size])); /* "promises.made[2]": one of several */
		size_t at = here ? interview_at(interview, finding->where) : interview->count;
		if (at == interview->count || !wizard_is_news(finding, &interview->items[at]))
			continue;
		bool error = finding->kind->severity >= SEVERITY_ERROR;
		add(texts, error ? ROLE_ERROR : ROLE_WARNING, arena_printf(arena, "%s: %s.", error ? "Wrong" : "Mind", finding->message));
		if (finding->why)
			add(texts, ROLE_LAW, arena_printf(arena, "Why: %s%s", finding->why, finding->unverified ? " (not checked yet)" : ""));
		if (finding->fix)
			add(texts, ROLE_HELP, arena_printf(arena, "What to do: %s.", finding->fix));
	}
}

static const char *state_text(const struct interview_item *item)
{
	switch (item->state) {
	case ITEM_SUGGESTED: return "~ Suggested. Enter confirms it.";
	case ITEM_UNKNOWN: return "? You do not know it yet: it stays open.";
	case ITEM_SKIPPED: return "Not needed: Enter goes on without it.";
	case ITEM_ANSWERED: return item->value->state == VALUE_NONE ? "✓ You said that there is none." : NULL;
	case ITEM_OPEN:
	case ITEM_CLOSED: break;
	}
	return NULL;
}

/* The key of an action where the focus is, as help names it. */
static const char *key_of(const struct wizard *wizard, struct arena *arena, enum action action)
{
	struct buf key = BUF_INIT;
	keymap_add_first_key(&key, wizard->keymap, action, wizard_place(wizard));
	const char *name = arena_strdup(arena, key.s);
	buf_release(&key);
	return name;
}

/* How the answer is given where that is not plain. */
static const char *way_text(const struct wizard *wizard, struct arena *arena, const struct interview_item *item)
{
	const struct form *form = &wizard->form;
	if (form->kind == FORM_CHOICES && !form->choices.list.count)
		return "There is nothing to choose from yet: that comes from your other answers. You can come back later; it stays open.";
	bool may_be_none = wizard->view == VIEW_NEW && item->question->none_allowed && !item->value->count;
	if (may_be_none)
		return arena_printf(arena, form->kind == FORM_CHOICES ? "Space ticks, Enter goes on. If there is none: %s." : "One after the other. If there is none: %s.",
			key_of(wizard, arena, ACTION_NOTHING));
	if (form->kind == FORM_CHOICES && form->several)
		return "Several are possible: Space ticks, Enter goes on.";
	if (form->kind == FORM_CHOICES && form->is_yes_no)
		return "y or n, or the arrows; then Enter.";
	if (form->kind == FORM_AREA)
		return form->several ? "One a line: Alt-Enter begins a new line, Enter goes on." : "Alt-Enter begins a new line, Enter goes on.";
	return item->question->type.kind == TYPE_DATE ? "As YYYY-MM-DD." : NULL;
}

static void add_articles(struct texts *texts, struct arena *arena, const struct question *question)
{
	struct buf cites = BUF_INIT;
	for (size_t i = 0; i < question->article_count; i++)
		buf_addf(&cites, "%s%s", i ? "; " : "", question->articles[i]->cite);
	add(texts, ROLE_LAW, arena_strdup(arena, cites.s));
	buf_release(&cites);
}

static void add_follows(struct texts *texts, struct arena *arena, const struct wizard *wizard, const struct question *question)
{
	struct follows follows[FOLLOWS_MOST];
	size_t count = interview_follows(arena, wizard->model.answers, wizard->model.today, question, follows);
	for (size_t i = 0; i < count; i++) {
		add(texts, ROLE_LAW, arena_printf(arena, "%s%s", i ? "" : "So: ", follows[i].fact));
		add(texts, ROLE_HELP, follows[i].why);
	}
}

static const struct draft *draft_at(const struct wizard *wizard, struct arena *arena, const struct interview_item *item)
{
	return drafts_find(&wizard->drafts, wizard->view == VIEW_NEW ? arena_printf(arena, "%s+", item->path) : item->path);
}

/* Why what was typed is not the answer yet. */
static const char *draft_text(const struct wizard *wizard, struct arena *arena, const struct interview_item *item)
{
	const struct change *change;
	const char *why;
	bool refused = wizard->view == VIEW_ITEM && form_answer(&wizard->form, arena, &wizard->model.interview, item, &change, &why) == FORM_REFUSED;
	return refused ? arena_printf(arena, "You typed this, but %s.", why) : "You typed this and did not accept it. Enter accepts it.";
}

static void texts_of_item(struct wizard *wizard, struct arena *arena, const struct interview_item *item, struct texts *above, struct texts *below)
{
	const struct question *question = item->question;
	const struct value *record = item->value->parent;
	bool is_new = wizard->view == VIEW_NEW, empty_field = wizard->form.kind == FORM_FIELD && !wizard->form.field.edit.text.len;
	if (record->question && record->parent && record->parent->parent)
		add(above, ROLE_HELP, record->question->ask); /* "Where does legal post reach you?", and then: "Town?" */
	add(above, ROLE_LABEL, question->ask);
	if (is_new && item->value->count)
		add(above, ROLE_LABEL, question->type.record->fields[0].ask);
	if (draft_at(wizard, arena, item))
		add(below, ROLE_WARNING, draft_text(wizard, arena, item));
	if (!is_new)
		add(below, item->state == ITEM_SUGGESTED ? ROLE_SUGGESTED : ROLE_HELP, state_text(item));
	add(below, ROLE_HELP, way_text(wizard, arena, item));
	bool answered = item->state == ITEM_ANSWERED || item->state == ITEM_SUGGESTED;
	add_findings(below, arena, wizard, item->path);
	if (question->help)
		add(below, ROLE_HELP, arena_printf(arena, "Why we ask: %s", question->help));
	if (question->example && !empty_field && wizard->form.kind != FORM_RECORDS) /* an empty field shows it itself */
		add(below, ROLE_HELP, arena_printf(arena, "For example: %s", question->example));
	add_articles(below, arena, question);
	if (answered)
		add_follows(below, arena, wizard, question);
	if (wizard->prints_nothing && answered && !is_new)
		add(below, ROLE_HELP, "This answer stands nowhere in the notice by itself.");
}

/* All of it, where a row shows its beginning. */
static const char *value_in_words(struct arena *arena, const struct interview_item *item)
{
	struct buf words = BUF_INIT;
	interview_add_value(&words, item->value, true);
	const char *copy = arena_strdup(arena, words.len ? words.s : "not answered");
	buf_release(&words);
	return copy;
}

static void texts_of_sheet(struct wizard *wizard, struct arena *arena, const char *sheet, struct texts *above, struct texts *below)
{
	const struct interview *interview = &wizard->model.interview;
	const struct value *record = interview_sheet(interview, sheet);
	bool usual = interview_sheet_suggests(interview, sheet);
	struct buf name = BUF_INIT;
	interview_add_value(&name, value_is_given(&record->items[0]) ? &record->items[0] : record, false);
	add(above, ROLE_LABEL, arena_printf(arena, usual ? "%s. This is usual:" : "%s. So far:", name.s));
	buf_release(&name);
	const struct interview_item *item = wizard_sheet_item(wizard);
	if (item)
		add(below, ROLE_LABEL, arena_printf(arena, "%s: %s", item->question->label, value_in_words(arena, item)));
	else if (usual)
		add(below, ROLE_SUGGESTED, "~ Suggested. Is it right as it stands? Enter confirms all of it. Enter on another row changes that one. d: this is not so at all.");
	add_findings(below, arena, wizard, sheet);
	const char *recipients = interview_hint(record, "recipients"), *advice = interview_hint(record, "advice");
	if (recipients)
		add(below, ROLE_HELP, arena_printf(arena, "Who usually gets the data: %s.", recipients));
	if (advice)
		add(below, ROLE_HELP, arena_printf(arena, "Mind: %s", advice));
}

static void texts_of_finish(struct wizard *wizard, struct arena *arena, struct texts *above, struct texts *below)
{
	const struct interview *interview = &wizard->model.interview;
	const struct document *document = wizard->model.now.document;
	bool draft = !document || document->draft;
	if (!interview->open && !interview->suggested)
		add(above, ROLE_LABEL, draft ? "Every question is answered." : "Every question is answered. The notice is finished.");
	else
		add(above, ROLE_LABEL, interview->suggested ? arena_printf(arena, "%zu open, %zu only suggested.", interview->open, interview->suggested) :
			arena_printf(arena, "%zu open.", interview->open));
	if (draft)
		add(above, ROLE_WARNING, "What is written now is a draft. It shows in it where something is missing.");
	add(above, ROLE_HELP, "Please read it before you publish it. It is made of your answers and is no legal advice.");
	if (wizard->built.len)
		add(below, ROLE_DONE, arena_strdup(arena, wizard->built.s));
}

/* The words in question stand between » and «. */
static const char *marked_sentence(struct arena *arena, const struct proof_sheet *sheet)
{
	return arena_printf(arena, "%.*s»%.*s«%s", (int)sheet->start, sheet->sentence, (int)(sheet->end - sheet->start), sheet->sentence + sheet->start,
		sheet->sentence + sheet->end);
}

static void texts_of_spelling(struct wizard *wizard, struct arena *arena, struct texts *above, struct texts *below)
{
	const struct proof_sheet *sheet = &wizard->sheet;
	if (proof_busy(wizard->proof)) {
		add(above, ROLE_HELP, "One moment: the dictionary is being asked. You can go on with something else.");
	} else if (sheet->up) {
		add(above, ROLE_LABEL, arena_printf(arena, "%zu of %zu: %s%s", sheet->number, sheet->count, sheet->says, sheet->ignored ? " (ignored)" : ""));
		add(above, ROLE_TEXT, marked_sentence(arena, sheet));
		if (sheet->fix && !sheet->instead)
			add(below, ROLE_HELP, arena_printf(arena, "What to do: %s.", sheet->fix));
		add(below, ROLE_HELP, arena_printf(arena, "It stands in %s, line %d.", sheet->file, sheet->line));
		if (!sheet->path)
			add(below, ROLE_HELP, "That is a clause of your own: it is mended in its file.");
		add(below, ROLE_HELP, "Alt-A puts the words of the row in every such place. Alt-U undoes.");
	} else if (sheet->readable) {
		add(above, ROLE_LABEL, !sheet->count ? "No spelling mistake was found." : sheet->left ?
			arena_printf(arena, "That was the last one. %zu left as they are.", sheet->left) : "That was the last one. Nothing is left.");
	} else {
		add(above, ROLE_WARNING, "The spelling could not be checked.");
	}
	add(below, ROLE_HELP, sheet->up ? "Only what you wrote yourself is checked: the sentences of the program are spelt right." : NULL);
}

/* The work part */

static void draw_work(struct wizard *wizard, struct pane pane)
{
	struct arena arena = ARENA_INIT;
	struct texts above = {.count = 0}, below = {.count = 0};
	const struct interview_item *item = wizard_item(wizard);
	bool focused = wizard->focus == PART_WORK && wizard->front == FRONT_NOTHING;
	if (wizard->view == VIEW_SPELLING)
		texts_of_spelling(wizard, &arena, &above, &below);
	else if (wizard->view == VIEW_FINISH)
		texts_of_finish(wizard, &arena, &above, &below);
	else if (wizard->view == VIEW_SHEET)
		texts_of_sheet(wizard, &arena, wizard_sheet(wizard), &above, &below);
	else
		texts_of_item(wizard, &arena, item, &above, &below);
	int upper = measure(&above, pane.width), lower = measure(&below, pane.width);
	int wished = wizard->has_form ? form_rows(&wizard->form, pane.width) : records_rows(&wizard->rows);
	int enough = pane.height < LOW ? FORM_LEAST_LOW : FORM_LEAST, least = wished < enough ? wished : enough;
	if (upper > pane.height - least)
		upper = pane.height - least;
	int rest = pane.height - (upper > 0 ? upper : 0), room = rest - lower - 1;
	int rows = wished <= room ? wished : room > rest / 2 ? room : rest / 2;
	rows = rows < least ? least : rows > wished ? wished : rows;
	draw_texts(&above, pane_cut_top(&pane, upper > 0 ? upper : 0));
	struct pane form = pane_cut_top(&pane, rows);
	if (wizard->has_form) {
		form_layout(&wizard->form, form.width, form.height);
		form_draw(&wizard->form, form, focused);
	} else {
		records_layout(&wizard->rows, form.width, form.height);
		records_draw(&wizard->rows, form, focused);
	}
	if (pane.height > 2)
		pane_cut_top(&pane, 1);
	draw_texts(&below, pane);
	arena_release(&arena);
}

/* Headings, hints */

/* The chapter and the records around: "Activities: order". */
static const char *heading_of(struct wizard *wizard, struct arena *arena)
{
	const struct interview_item *item = wizard_item(wizard);
	const char *keys[8];
	size_t count = 0;
	if (!item)
		return wizard->view == VIEW_SPELLING ? "Spelling" : "Finish";
	struct buf text = BUF_INIT;
	buf_adds(&text, item->chapter->title);
	for (const struct value *value = item->value; value; value = value->parent)
		if (value->key && count < sizeof keys / sizeof *keys)
			keys[count++] = value->key;
	while (count > 0)
		buf_addf(&text, ", %s", keys[--count]);
	const char *heading = arena_strdup(arena, text.s);
	buf_release(&text);
	return heading;
}

static const char *title_of(const struct wizard *wizard)
{
	const struct value *company = value_field(wizard->model.answers->root, "company");
	const struct value *name = company ? value_field(company, "legal_name") : NULL;
	return name && value_is_given(name) ? name->text : wizard->model.path;
}

/* Whether a key is of use at what has the focus; the rest are of use everywhere. */
static bool is_of_use(const struct wizard *wizard, enum action action)
{
	const struct interview_item *item = wizard->view == VIEW_SHEET ? wizard_sheet_item(wizard) : wizard_item(wizard);
	bool asks = item && wizard->focus == PART_WORK, list = asks && item->is_list, rows = wizard->has_form && wizard->form.kind == FORM_RECORDS;
	switch (action) {
	case ACTION_ADD: return asks && rows;
	case ACTION_DELETE: return wizard->focus == PART_WORK && (wizard->view == VIEW_SHEET || (asks && rows && item->value->count));
	case ACTION_TOGGLE: return asks && wizard->has_form && wizard->form.kind == FORM_CHOICES && wizard->form.several && wizard_place(wizard) == PLACE_CHOICES;
	case ACTION_UNKNOWN: return asks && !(list && item->value->count);
	case ACTION_FINISH: return wizard->view != VIEW_FINISH;
	case ACTION_NOTHING: return asks && item->question->none_allowed && !(list && item->value->count);
	default: return true;
	}
}

/* What the hint bar tells of, the most useful first; ACTION_NONE ends it. */
static const enum action *hints_for(const struct wizard *wizard)
{
	static const enum action answering[] = {ACTION_ACCEPT, ACTION_BACK, ACTION_TOGGLE, ACTION_ADD, ACTION_DELETE, ACTION_UNKNOWN, ACTION_NOTHING, ACTION_HELP,
		ACTION_NOTICE, ACTION_QUIT, ACTION_FINISH, ACTION_SPELLING, ACTION_UNDO, ACTION_GO_TO, ACTION_NEXT_FINDING, ACTION_CONFIRM_ALL, ACTION_NONE},
		reading[] = {ACTION_BACK, ACTION_FILTER, ACTION_MATCH, ACTION_WHY, ACTION_ACCEPT, ACTION_HELP, ACTION_QUIT, ACTION_NONE},
		helping[] = {ACTION_BACK, ACTION_FILTER, ACTION_MATCH, ACTION_QUIT, ACTION_NONE},
		asking[] = {ACTION_ACCEPT, ACTION_BACK, ACTION_NEXT, ACTION_NONE};
	switch (wizard->front) {
	case FRONT_DIALOG: return asking;
	case FRONT_HELP: return helping;
	case FRONT_NOTHING: break;
	}
	return wizard->focus == PART_NOTICE ? reading : answering;
}

static void draw_hints(const struct wizard *wizard, struct pane screen)
{
	enum action useful[ACTION_COUNT];
	size_t count = 0;
	for (const enum action *action = hints_for(wizard); *action != ACTION_NONE; action++)
		if (wizard->front != FRONT_NOTHING || is_of_use(wizard, *action))
			useful[count++] = *action;
	frame_draw_hints(&wizard->frame, screen, wizard->keymap, wizard_place(wizard), useful, count);
}

static void draw_parts(struct wizard *wizard, struct pane screen)
{
	struct arena arena = ARENA_INIT;
	const struct interview *interview = &wizard->model.interview;
	const struct document *document = wizard->model.now.document;
	const char *progress = arena_printf(&arena, "%zu of %zu answered", interview->answered, interview->asked);
	struct frame_texts texts = {title_of(wizard), progress,
		{"Chapters", heading_of(wizard, &arena), document && document->draft ? "Notice (a draft)" : "Notice"}};
	frame_draw(&wizard->frame, screen, &texts, wizard->focus);
	struct pane chapters = frame_pane(&wizard->frame, screen, PART_CHAPTERS), work = frame_pane(&wizard->frame, screen, PART_WORK),
		notice = frame_pane(&wizard->frame, screen, PART_NOTICE);
	bool free = wizard->front == FRONT_NOTHING;
	if (chapters.width > 0) {
		records_layout(&wizard->chapters, chapters.width, chapters.height);
		records_draw(&wizard->chapters, chapters, free && wizard->focus == PART_CHAPTERS);
	}
	if (work.width > 0)
		draw_work(wizard, pane_part(work, 1, 0, work.width - 2, work.height));
	if (notice.width > 0) {
		page_layout(&wizard->notice, notice.width, notice.height);
		page_draw(&wizard->notice, notice, free && wizard->focus == PART_NOTICE);
	}
	if (wizard->message.len)
		frame_draw_message(&wizard->frame, screen, wizard->message_role, wizard->message.s);
	arena_release(&arena);
}

/* Help stands in place of all parts. */
static void draw_help(struct wizard *wizard, struct pane screen)
{
	pane_fill(screen, ROLE_TEXT);
	struct pane rest = screen;
	struct pane hints = pane_cut_bottom(&rest, 1), heading = pane_cut_top(&rest, 1);
	(void)hints;
	pane_text_in(heading, 0, 0, heading.width, ROLE_TITLE, "Help");
	page_layout(&wizard->help, rest.width, rest.height);
	page_draw(&wizard->help, rest, true);
}

void wizard_show(struct wizard *wizard, struct canvas *canvas)
{
	struct pane screen = canvas_pane(canvas);
	bool resized = wizard->width != canvas->width || wizard->height != canvas->height;
	wizard->width = canvas->width;
	wizard->height = canvas->height;
	wizard->frame = frame_layout(canvas->width, canvas->height, wizard->focus);
	canvas_clear(canvas);
	if (wizard->frame.kind == FRAME_LITTLE) {
		frame_draw(&wizard->frame, screen, NULL, wizard->focus);
		return;
	}
	int notice = wizard->frame.parts[PART_NOTICE].width;
	wizard_refresh_notice(wizard, notice > 0 ? notice : NOTICE_WIDTH);
	if (wizard->front == FRONT_HELP) {
		if (resized)
			wizard_help(wizard);
		draw_help(wizard, screen);
	} else {
		draw_parts(wizard, screen);
	}
	draw_hints(wizard, screen);
	if (wizard->front == FRONT_DIALOG) {
		dialog_layout(&wizard->dialog, canvas->width, canvas->height);
		dialog_draw(&wizard->dialog, screen);
	}
}
