/*
 * What the parts hold: the form of a question, the lines of a sheet, the chapters, the notice.
 */
#include "tui/wizard/wizard_parts.h"

#include "outputs/outputs_diags.h"

#include <string.h>

const struct interview_item *wizard_item(const struct wizard *wizard)
{
	size_t at = walk_at(wizard->model.walk, &wizard->model.interview);
	return wizard->finishing || wizard->spelling || at == wizard->model.interview.count ? NULL : &wizard->model.interview.items[at];
}

const char *wizard_sheet(const struct wizard *wizard)
{
	return wizard_item(wizard) ? walk_sheet(wizard->model.walk, &wizard->model.interview) : NULL;
}

/* The work part */

static void close_view(struct wizard *wizard)
{
	if (wizard->has_form)
		form_release(&wizard->form);
	if (wizard->has_rows)
		records_release(&wizard->rows);
	wizard->has_form = wizard->has_rows = wizard->put_off = false;
	arena_release(&wizard->view_arena);
	wizard->shown_for = NULL; /* it lived there */
}

static void restore_draft(struct wizard *wizard, const char *path)
{
	const struct draft *draft = drafts_find(&wizard->drafts, path);
	if (!draft)
		return;
	form_restore(&wizard->form, draft->text);
	wizard->put_off = true; /* who only passes has not accepted it */
}

static void open_item(struct wizard *wizard, const struct interview_item *item)
{
	wizard->view = VIEW_ITEM;
	form_init(&wizard->form, &wizard->model.interview, item, &wizard->killed);
	wizard->has_form = true;
	restore_draft(wizard, item->path);
}

static const char *words_of(struct arena *arena, const struct value *value)
{
	struct buf words = BUF_INIT;
	interview_add_value(&words, value, true);
	for (char *line = strchr(words.s, '\n'); line; line = strchr(line, '\n'))
		*line = ' ';
	const char *copy = arena_strdup(arena, words.s);
	buf_release(&words);
	return copy;
}

static struct record line_of(struct arena *arena, const struct interview_item *item)
{
	struct record row = {.cells = {item->question->label, words_of(arena, item->value)}};
	bool open = item->state == ITEM_OPEN || item->state == ITEM_UNKNOWN;
	if (open)
		row.mark = "?", row.mark_role = ROLE_OPEN;
	else if (item->state == ITEM_SUGGESTED || item->suggests)
		row.mark = "~", row.mark_role = ROLE_SUGGESTED;
	else if (item->state == ITEM_ANSWERED)
		row.mark = "✓", row.mark_role = ROLE_DONE;
	if (item->state == ITEM_OPEN)
		row.cells[1] = "still to be answered";
	if (item->state == ITEM_SKIPPED)
		row.cells[1] = "";
	return row;
}

static void open_sheet(struct wizard *wizard, const char *sheet)
{
	struct arena *arena = &wizard->view_arena;
	const struct interview *interview = &wizard->model.interview;
	struct interview_lines lines = interview_lines(arena, interview, sheet);
	size_t count = lines.answered + lines.open + lines.optional;
	struct record *rows = arena_calloc(arena, count + 1, sizeof *rows);
	bool usual = interview_sheet_suggests(interview, sheet);
	rows[0] = (struct record){.cells = {usual ? "all of this is right: go on" : "go on"}, .mark = ">", .mark_role = ROLE_KEY};
	for (size_t i = 0; i < count; i++)
		rows[i + 1] = line_of(arena, &interview->items[lines.items[i]]);
	wizard->view = VIEW_SHEET;
	wizard->sheet_items = lines.items;
	records_init(&wizard->rows, NULL, NULL, &wizard->killed);
	records_set(&wizard->rows, rows, count + 1, 0);
	wizard->has_rows = true;
}

const struct interview_item *wizard_sheet_item(const struct wizard *wizard)
{
	size_t row = records_current(&wizard->rows);
	bool on_line = row > 0 && row < wizard->rows.list.count;
	return on_line ? &wizard->model.interview.items[wizard->sheet_items[row - 1]] : NULL;
}

void wizard_open_new(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	close_view(wizard);
	wizard->view = VIEW_NEW;
	form_init_new(&wizard->form, &wizard->model.interview, item, &wizard->killed);
	wizard->has_form = true;
	restore_draft(wizard, arena_printf(&wizard->view_arena, "%s+", item->path));
}

void wizard_open(struct wizard *wizard)
{
	const struct interview_item *item = wizard_item(wizard);
	const char *sheet = wizard_sheet(wizard);
	bool empty = item && item->is_list && !sheet && item->value->count == 0 && item->state == ITEM_OPEN;
	close_view(wizard);
	if (wizard->spelling) {
		wizard->view = VIEW_SPELLING;
		wizard_fill_spelling(wizard);
		wizard->has_rows = true;
	} else if (!item) {
		wizard->view = VIEW_FINISH;
		wizard_fill_finish(wizard);
		wizard->has_rows = true;
	} else if (sheet) {
		open_sheet(wizard, sheet);
	} else if (empty) {
		wizard_open_new(wizard);
	} else {
		open_item(wizard, item);
	}
	wizard_mark_chapters(wizard);
}

/* The chapters */

/* The worst there is in a chapter or at a question; done when nothing is. Silent: nobody has to answer it, and nobody has. */
enum standing { STANDS_SILENT, STANDS_DONE, STANDS_SUGGESTED, STANDS_OPEN, STANDS_WRONG };

static void mark(struct record *row, enum standing standing)
{
	static const struct {
		const char *mark;
		enum role role;
	} marks[] = {{NULL, ROLE_TEXT}, {"✓", ROLE_DONE}, {"~", ROLE_SUGGESTED}, {"?", ROLE_OPEN}, {"!", ROLE_ERROR}};
	row->mark = marks[standing].mark;
	row->mark_role = marks[standing].role;
}

static enum standing standing_of(const struct interview_item *item)
{
	if (item->state == ITEM_OPEN || item->state == ITEM_UNKNOWN)
		return STANDS_OPEN;
	if (item->state == ITEM_SUGGESTED || item->suggests)
		return STANDS_SUGGESTED;
	return item->state == ITEM_SKIPPED ? STANDS_SILENT : STANDS_DONE;
}

const char *wizard_draft_question(struct arena *arena, const struct draft *draft)
{
	size_t size = strlen(draft->path);
	return arena_strndup(arena, draft->path, size - (size > 0 && draft->path[size - 1] == '+'));
}

bool wizard_is_news(const struct diag *finding, const struct interview_item *item)
{
	bool answered = item->state == ITEM_ANSWERED;
	bool says_open = finding->kind == &outputs_diags[O_GAP] || finding->kind == &outputs_diags[O_ANSWER_OPEN];
	return finding->kind->severity >= SEVERITY_WARNING && finding->kind != &outputs_diags[O_ANSWER_SUGGESTED] && (answered || !says_open);
}

static size_t number_of(const struct schema *schema, const struct chapter *chapter)
{
	return (size_t)(chapter - schema->chapters);
}

/* How each item stands, findings included; in arena. */
static enum standing *standings(struct arena *arena, struct wizard *wizard)
{
	const struct diags *findings = model_findings(&wizard->model);
	const struct interview *interview = &wizard->model.interview;
	enum standing *standing = arena_calloc(arena, interview->count + 1, sizeof *standing);
	for (size_t i = 0; i < interview->count; i++)
		standing[i] = standing_of(&interview->items[i]);
	for (size_t i = 0; i < wizard->drafts.count; i++) { /* typed and not accepted */
		size_t at = interview_at(interview, wizard_draft_question(arena, &wizard->drafts.items[i]));
		if (at < interview->count)
			standing[at] = STANDS_WRONG;
	}
	for (size_t i = 0; i < findings->count; i++) {
		const struct diag *finding = &findings->items[i];
		size_t at = finding->where ? interview_at(interview, finding->where) : interview->count;
		if (at < interview->count && wizard_is_news(finding, &interview->items[at]))
			standing[at] = STANDS_WRONG;
	}
	return standing;
}

/* A question of the chapter at hand, as a row below it. */
static struct record question_row(struct arena *arena, const struct interview_item *item, enum standing standing)
{
	struct record row = {.cells = {arena_printf(arena, " %s", item->question->label)}};
	mark(&row, standing);
	return row;
}

/* Of a list, what stands in it counts for its row. */
static enum standing worst_below(const struct interview *interview, const enum standing *standing, size_t at)
{
	enum standing worst = standing[at];
	for (size_t i = at + 1; i < interview->count && path_is_below(interview->items[i].path, interview->items[at].path); i++)
		if (standing[i] > worst)
			worst = standing[i];
	return worst;
}

void wizard_mark_chapters(struct wizard *wizard)
{
	struct arena *arena = &wizard->chapters_arena;
	const struct interview *interview = &wizard->model.interview;
	const struct schema *schema = wizard->model.library->schema;
	const struct interview_item *here = wizard_item(wizard);
	arena_release(arena);
	enum standing *standing = standings(arena, wizard);
	size_t most = interview->count + schema->chapter_count + 1, count = 0, current = 0;
	struct record *rows = arena_calloc(arena, most, sizeof *rows);
	struct lead *leads = arena_calloc(arena, most, sizeof *leads);
	for (size_t i = 0; i < interview->count;) {
		const struct chapter *chapter = interview->items[i].chapter;
		bool is_here = here && here->chapter == chapter;
		size_t head = count++;
		enum standing worst = STANDS_SILENT;
		rows[head].cells[0] = schema->chapters[number_of(schema, chapter)].title;
		leads[head].path = interview->items[i].path;
		if (is_here)
			current = head;
		for (; i < interview->count && interview->items[i].chapter == chapter; i++) {
			const struct interview_item *item = &interview->items[i];
			if (standing[i] > worst)
				worst = standing[i];
			if (!is_here || item->record)
				continue;
			if (item <= here)
				current = count;
			leads[count].path = item->path;
			rows[count++] = question_row(arena, item, worst_below(interview, standing, i));
		}
		mark(&rows[head], worst);
	}
	rows[count].cells[0] = "Finish";
	if (!here)
		current = count;
	wizard->chapter_leads = leads;
	records_set(&wizard->chapters, rows, count + 1, current);
}

/* The notice */

/* The path that the preview is to show: of the question, the sheet, or the list at hand. */
static const char *path_at_hand(const struct wizard *wizard)
{
	const char *sheet = wizard_sheet(wizard);
	const struct interview_item *item = wizard_item(wizard);
	return sheet ? sheet : item ? item->path : NULL;
}

/* Letters of a line: the same wherever its paragraph breaks. */
static size_t letters(const struct page_line *line)
{
	size_t count = 0;
	for (size_t i = 0; i < line->count; i++)
		for (size_t j = 0; j < line->spans[i].size; j++)
			count += line->spans[i].text[j] != ' ';
	return count;
}

static size_t said_before(const struct page *page, size_t line)
{
	size_t said = 0;
	for (size_t i = 0; i < line && i < page->count; i++)
		said += letters(&page->lines[i]);
	return said;
}

static size_t line_that_says(const struct page *page, size_t said)
{
	size_t line = 0;
	for (size_t here; line + 1 < page->count && (here = letters(&page->lines[line])) <= said; line++)
		said -= here;
	return line;
}

void wizard_refresh_notice(struct wizard *wizard, int width)
{
	const struct document *document = model_notice(&wizard->model);
	const char *path = path_at_hand(wizard);
	bool old = wizard->laid_out != wizard->model.now.version || wizard->preview.width != width;
	if (!document && old) {
		page_set(&wizard->notice, NULL, 0, 0);
		preview_release(&wizard->preview);
		preview_init(&wizard->preview);
	}
	if (!document)
		return;
	if (old) {
		bool changed = wizard->laid_out != wizard->model.now.version, reads = !changed && wizard->focus == PART_NOTICE;
		size_t said = said_before(&wizard->notice, wizard->notice.current);
		preview_lay_out(&wizard->preview, document, wizard->model.before.document, width);
		page_set(&wizard->notice, wizard->preview.lines, wizard->preview.count, 0);
		wizard->laid_out = wizard->model.now.version;
		if (reads) /* only the width is another: where the person reads, it stays */
			page_go(&wizard->notice, line_that_says(&wizard->notice, said));
		else
			wizard->shown_for = NULL;
	}
	bool shown = wizard->shown_for && path && strcmp(wizard->shown_for, path) == 0;
	if (!path || shown)
		return;
	size_t line = preview_line_of(&wizard->preview, path);
	wizard->prints_nothing = line == wizard->preview.count;
	if (!wizard->prints_nothing) {
		page_go(&wizard->notice, line);
		size_t above = wizard->notice.height > 0 ? (size_t)wizard->notice.height / 3 : 0;
		wizard->notice.top = line > above ? line - above : 0; /* with what stands before it in sight */
	}
	wizard->shown_for = arena_strdup(&wizard->view_arena, path);
}
