/*
 * The spelling desk on the screen: the word in its sentence, what can be done about it as rows, one step a key.
 */
#include "tui/wizard/wizard_parts.h"

#include <string.h>

static void ask(struct wizard *wizard, enum proof_kind kind, const char *text)
{
	proof_ask(wizard->proof, kind, text, text ? strlen(text) : 0);
	wizard_take_proof(wizard); /* without a thread it is done already */
}

void wizard_read_proof(struct wizard *wizard)
{
	struct buf bytes = BUF_INIT;
	model_add_bytes(&wizard->model, &bytes);
	wizard->proofread = wizard->model.version;
	proof_ask(wizard->proof, PROOF_READ, bytes.s, bytes.len);
	buf_release(&bytes);
	wizard_take_proof(wizard);
}

/* Rows */

struct filling {
	struct arena *arena;
	struct record *rows;
	struct spelling_row *deeds;
	size_t count, capacity, deed_capacity;
};

static void add(struct filling *filling, enum spelling_deed deed, const char *words, const char *text)
{
	filling->rows = arena_grow(filling->arena, filling->rows, filling->count, &filling->capacity, sizeof *filling->rows);
	filling->deeds = arena_grow(filling->arena, filling->deeds, filling->count, &filling->deed_capacity, sizeof *filling->deeds);
	filling->rows[filling->count] = (struct record){.cells = {words}};
	filling->deeds[filling->count++] = (struct spelling_row){deed, text};
}

static void add_replacement(struct filling *filling, const char *with)
{
	add(filling, SPELLING_REPLACE, *with ? arena_printf(filling->arena, "put '%s' there", with) : "take it out", arena_strdup(filling->arena, with));
}

static void fill_finding(struct filling *filling, const struct proof_sheet *sheet)
{
	if (sheet->instead)
		add_replacement(filling, sheet->instead);
	for (size_t i = 0; i < sheet->suggestion_count; i++)
		if (!sheet->instead || strcmp(sheet->suggestions[i], sheet->instead) != 0)
			add_replacement(filling, sheet->suggestions[i]);
	if (!sheet->suggested)
		add(filling, SPELLING_SUGGEST, "show what it could be", NULL);
	add(filling, SPELLING_OTHER, "put something else there", NULL);
	add(filling, SPELLING_NEXT, "leave it for now", NULL);
	add(filling, SPELLING_IGNORE, "ignore it this once", NULL);
	if (sheet->word) {
		add(filling, SPELLING_ALWAYS, "it is right: keep it with these answers", NULL);
		add(filling, SPELLING_OWN, "it is right in all my notices", NULL);
	}
	if (sheet->path)
		add(filling, SPELLING_QUESTION, "go to the question", arena_strdup(filling->arena, sheet->path));
}

void wizard_fill_spelling(struct wizard *wizard)
{
	struct filling filling = {.arena = &wizard->view_arena};
	const struct proof_sheet *sheet = &wizard->sheet;
	if (!proof_busy(wizard->proof) && sheet->up)
		fill_finding(&filling, sheet);
	if (sheet->number > 1)
		add(&filling, SPELLING_BACK, "back to the one before", NULL);
	add(&filling, SPELLING_LEAVE, "back to the questions", NULL);
	wizard->spelling_rows = filling.deeds;
	records_init(&wizard->rows, NULL, NULL, &wizard->killed);
	records_set(&wizard->rows, filling.rows, filling.count, 0);
}

/* What came of a step */

/* The desk has changed the answers: they go into the file, or the desk takes the step back. */
static void save(struct wizard *wizard, const struct proof_sheet *sheet)
{
	const char *place = wizard->sheet.path ? wizard->sheet.path : sheet->path ? sheet->path : "words";
	enum model_changed changed = model_put_bytes(&wizard->model, place, sheet->bytes, sheet->size);
	if (changed == MODEL_CHANGED) {
		wizard->proofread = wizard->model.version;
		buf_clear(&wizard->built);
		return;
	}
	if (changed == MODEL_READ_ONLY)
		wizard_say(wizard, ROLE_ERROR, "This file is open only to be read; nothing can be changed here.");
	else if (changed == MODEL_OUTSIDE)
		wizard_say(wizard, ROLE_ERROR, "Somebody else changed the file meanwhile. It was not overwritten: leave the spelling and save once more.");
	else
		wizard_say_diags(wizard, &wizard->model.said);
	proof_ask(wizard->proof, PROOF_UNDO, NULL, 0);
	wizard->taking_back = true;
}

static void take(struct wizard *wizard, struct proof_sheet *sheet)
{
	bool old = wizard->proofread != wizard->model.version; /* the answers were changed elsewhere: what the desk did is about others */
	if (sheet->bytes && !old && !wizard->taking_back)
		save(wizard, sheet);
	else if (sheet->bytes)
		wizard->taking_back = false;
	if (sheet->problem)
		wizard_say_why(wizard, sheet->problem);
	proof_sheet_release(&wizard->sheet);
	wizard->sheet = *sheet;
}

void wizard_take_proof(struct wizard *wizard)
{
	struct proof_sheet sheet;
	bool taken = false;
	while (wizard->proof && proof_take(wizard->proof, &sheet)) {
		take(wizard, &sheet);
		taken = true;
	}
	if (taken && wizard->spelling)
		wizard_open(wizard);
}

/* What the person does */

void wizard_spelling(struct wizard *wizard)
{
	if (!wizard->proof) {
		wizard_say(wizard, ROLE_HELP, "There is no spelling check here.");
		return;
	}
	if (!wizard_leave(wizard))
		return;
	wizard->finishing = false;
	wizard->spelling = true;
	wizard->focus = PART_WORK;
	wizard_read_proof(wizard);
	wizard_open(wizard);
}

/* everywhere: in each place of the same kind. */
static void do_row(struct wizard *wizard, const struct spelling_row *row, bool everywhere)
{
	switch (row->deed) {
	case SPELLING_REPLACE: ask(wizard, everywhere ? PROOF_REPLACE_ALL : PROOF_REPLACE, row->text); break;
	case SPELLING_SUGGEST: ask(wizard, PROOF_SUGGEST, NULL); break;
	case SPELLING_OTHER: wizard_ask(wizard, ASKING_REPLACE); break;
	case SPELLING_NEXT: ask(wizard, PROOF_NEXT, NULL); break;
	case SPELLING_BACK: ask(wizard, PROOF_BACK, NULL); break;
	case SPELLING_IGNORE: ask(wizard, PROOF_IGNORE, NULL); break;
	case SPELLING_ALWAYS: ask(wizard, PROOF_ALWAYS, NULL); break;
	case SPELLING_OWN: ask(wizard, PROOF_OWN, NULL); break;
	case SPELLING_QUESTION: wizard_jump(wizard, row->text); break;
	case SPELLING_LEAVE:
		wizard->spelling = false;
		wizard_open(wizard);
		break;
	}
}

void wizard_accept_spelling(struct wizard *wizard, unsigned effects)
{
	size_t row = records_current(&wizard->rows);
	if (effects & EFFECT_ACCEPT && row < wizard->rows.list.count)
		do_row(wizard, &wizard->spelling_rows[row], false);
}

bool wizard_act_spelling(struct wizard *wizard, enum action action)
{
	size_t row = records_current(&wizard->rows);
	if (action == ACTION_UNDO) {
		ask(wizard, PROOF_UNDO, NULL);
		return true;
	}
	bool everywhere = action == ACTION_CONFIRM_ALL && row < wizard->rows.list.count && wizard->spelling_rows[row].deed == SPELLING_REPLACE;
	if (everywhere)
		do_row(wizard, &wizard->spelling_rows[row], true);
	return everywhere;
}

void wizard_replace(struct wizard *wizard, const char *with, bool everywhere)
{
	ask(wizard, everywhere ? PROOF_REPLACE_ALL : PROOF_REPLACE, with);
}
