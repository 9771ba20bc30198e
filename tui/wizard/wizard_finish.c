/*
 * Finish: what is open, suggested or wrong, what more could be said, and the notice itself.
 */
#include "tui/wizard/wizard_parts.h"

/* Rows in the making. */
struct filling {
	struct arena *arena;
	struct record *rows;
	struct lead *leads;
	size_t count, capacity, lead_capacity;
};

static void add(struct filling *filling, struct record row, struct lead lead)
{
	filling->rows = arena_grow(filling->arena, filling->rows, filling->count, &filling->capacity, sizeof *filling->rows);
	filling->leads = arena_grow(filling->arena, filling->leads, filling->count, &filling->lead_capacity, sizeof *filling->leads);
	filling->rows[filling->count] = row;
	filling->leads[filling->count++] = lead;
}

/* Findings first: what is wrong. An open question has its own row. */
static void add_findings(struct filling *filling, struct wizard *wizard)
{
	const struct diags *findings = model_findings(&wizard->model);
	const struct interview *interview = &wizard->model.interview;
	for (size_t i = 0; i < findings->count; i++) {
		const struct diag *finding = &findings->items[i];
		size_t at = finding->where ? interview_at(interview, finding->where) : interview->count;
		bool news = at < interview->count ? wizard_is_news(finding, &interview->items[at]) : finding->kind->severity >= SEVERITY_WARNING;
		if (!news)
			continue;
		bool error = finding->kind->severity >= SEVERITY_ERROR;
		struct record row = {.cells = {arena_strdup(filling->arena, finding->message)}, .mark = "!", .mark_role = error ? ROLE_ERROR : ROLE_WARNING};
		add(filling, row, (struct lead){finding->where ? arena_strdup(filling->arena, finding->where) : NULL});
	}
}

static void add_open(struct filling *filling, const struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	for (size_t at = interview_next_open(interview, 0); at < interview->count; at = interview_next_open(interview, at + 1)) {
		const struct interview_item *item = &interview->items[at];
		bool suggested = item->state == ITEM_SUGGESTED;
		const char *how = suggested ? "only suggested" : item->state == ITEM_UNKNOWN ? "don't know yet" : "open";
		struct record row = {.cells = {item->question->label, how, item->chapter->title}, .mark = suggested ? "~" : "?",
			.mark_role = suggested ? ROLE_SUGGESTED : ROLE_OPEN};
		add(filling, row, (struct lead){arena_strdup(filling->arena, item->path)});
	}
}

static void add_drafts(struct filling *filling, const struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	for (size_t i = 0; i < wizard->drafts.count; i++) {
		const char *question = wizard_draft_question(filling->arena, &wizard->drafts.items[i]);
		size_t at = interview_at(interview, question);
		const char *label = at < interview->count ? interview->items[at].question->label : question;
		struct record row = {.cells = {label, "typed, not accepted"}, .mark = "!", .mark_role = ROLE_WARNING};
		add(filling, row, (struct lead){question});
	}
}

static void add_offers(struct filling *filling, const struct wizard *wizard)
{
	const struct interview *interview = &wizard->model.interview;
	const size_t *offers;
	size_t count = interview_offers(filling->arena, interview, &offers);
	for (size_t i = 0; i < count; i++) {
		const struct interview_item *item = &interview->items[offers[i]];
		struct record row = {.cells = {item->question->label, "not needed", item->chapter->title}};
		add(filling, row, (struct lead){arena_strdup(filling->arena, item->path)});
	}
}

static const char spelling_lead[] = "."; /* no path of an answer */

void wizard_fill_finish(struct wizard *wizard)
{
	struct filling filling = {.arena = &wizard->view_arena};
	struct record write = {.cells = {"write the notice, as Markdown and as a page for the browser"}, .mark = ">", .mark_role = ROLE_KEY};
	add(&filling, write, (struct lead){NULL});
	struct record spell = {.cells = {"check the spelling", "of what you wrote yourself"}, .mark = ">", .mark_role = ROLE_KEY};
	if (wizard->proof)
		add(&filling, spell, (struct lead){spelling_lead});
	add_findings(&filling, wizard);
	add_drafts(&filling, wizard);
	add_open(&filling, wizard);
	add_offers(&filling, wizard);
	wizard->leads = filling.leads;
	records_init(&wizard->rows, NULL, NULL, &wizard->killed);
	records_set(&wizard->rows, filling.rows, filling.count, 0);
}

void wizard_accept_finish(struct wizard *wizard, unsigned effects)
{
	size_t row = records_current(&wizard->rows);
	if (!(effects & EFFECT_ACCEPT) || row == wizard->rows.list.count)
		return;
	if (row == 0) {
		wizard_ask(wizard, ASKING_FOLDER);
		return;
	}
	const struct interview *interview = &wizard->model.interview;
	const struct lead *lead = &wizard->leads[row];
	if (lead->path == spelling_lead) {
		wizard_spelling(wizard);
		return;
	}
	size_t at = lead->path ? interview_at(interview, lead->path) : interview->count;
	bool at_end = walk_at(wizard->model.walk, interview) == interview->count;
	if (at == interview->count) {
		wizard_say(wizard, ROLE_HELP, "This is about the file as a whole, not about one question.");
	} else if (at_end) {
		wizard->finishing = wizard->spelling = false;
		walk_choose(wizard->model.walk, interview, at);
		wizard_open(wizard);
	} else {
		wizard_jump(wizard, lead->path);
	}
}
