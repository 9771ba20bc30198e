/*
 * Every change of the answers goes through here: checked, in the file before the next question is shown, remembered for undo.
 */
#include "cli/ask_parts.h"

#include "base/base_diags.h"

#include <string.h>

/* These answers become the present ones. */
static void take_over(struct ask *ask, struct answers *answers)
{
	if (ask->answers)
		interview_renew(&ask->interview, answers);
	else
		interview_init(&ask->interview, answers, false);
	answers_free(ask->answers);
	ask->answers = answers;
	buf_clear(&ask->shown);
}

bool ask_read(struct ask *ask)
{
	size_t size;
	const char *bytes = save_bytes(ask->save, &size);
	struct answers *answers = answers_read(ask->schema, ask->path, bytes, size, &ask->diags);
	if (answers)
		take_over(ask, answers);
	return answers;
}

/* The file could not be replaced: what now? True: another try; the file may have been read anew. */
static bool try_again(struct ask *ask)
{
	bool outside = save_changed_outside(ask->save);
	screen_findings(ask);
	if (outside)
		talk_say(&ask->talk, 2,
			"Somebody else changed the file meanwhile. Your answer is not in it yet, and nothing was overwritten. "
			"r: read the file anew and put your answer in. q: leave without this answer.");
	else
		talk_say(&ask->talk, 2,
			"Your answer is not in the file yet; all answers before it are. r: try again. q: leave without this answer.");
	while (ask_line(ask, "r or q> ")) {
		if (strcmp(ask->line.s, "q") == 0) {
			ask->end = ASK_FAILED;
			return false;
		}
		if (strcmp(ask->line.s, "r") != 0) {
			talk_say(&ask->talk, 2, "Please type r or q: this answer has to be saved first.");
			continue;
		}
		if (!outside)
			return true;
		if (save_reload(ask->save, &ask->diags) && ask_read(ask)) {
			history_free(ask->history); /* it was about another text */
			ask->history = history_new();
			return true;
		}
		screen_findings(ask);
		talk_say(&ask->talk, 2, "The file cannot be read as it is now. Mend it in the editor, then type r; q: leave without this answer.");
	}
	if (ask->end == ASK_LEFT)
		ask->end = ASK_FAILED;
	return false;
}

enum written { WRITTEN, REFUSED, NOT_SAVED };

/* Saves a new text of the file, if it can be read. */
static enum written write_text(struct ask *ask, const char *place, const struct buf *text)
{
	struct buf before = BUF_INIT;
	size_t size;
	const char *bytes = save_bytes(ask->save, &size);
	if (size == text->len && memcmp(bytes, text->s, size) == 0)
		return WRITTEN;
	struct answers *answers = answers_read(ask->schema, ask->path, text->s, text->len, &ask->diags);
	if (!answers)
		return REFUSED;
	buf_add(&before, bytes, size);
	bool saved = save_write(ask->save, text->s, text->len, &ask->diags);
	if (saved) {
		take_over(ask, answers);
		if (place)
			history_push(ask->history, place, before.s, before.len, text->s, text->len);
	} else {
		answers_free(answers);
	}
	buf_release(&before);
	return saved ? WRITTEN : NOT_SAVED;
}

bool ask_change(struct ask *ask, const char *place, const struct change *changes, size_t count)
{
	enum written written;
	do {
		struct buf text = BUF_INIT;
		bool fits = answers_change(ask->answers, changes, count, &text, &ask->diags);
		written = fits ? write_text(ask, place, &text) : REFUSED;
		buf_release(&text);
	} while (written == NOT_SAVED && try_again(ask));
	if (written == REFUSED)
		screen_findings(ask);
	diags_release(&ask->diags); /* advice about answers that are not used is no news here */
	return written == WRITTEN;
}

void ask_undo(struct ask *ask)
{
	struct buf text = BUF_INIT;
	size_t size;
	const char *bytes = save_bytes(ask->save, &size), *label = history_label(ask->history, false);
	const char *place = label ? arena_strdup(&ask->arena, label) : NULL;
	if (!place || !history_undo(ask->history, bytes, size, &text)) {
		talk_say(&ask->talk, 2, "There is nothing to undo.");
	} else if (write_text(ask, NULL, &text) == WRITTEN) {
		history_step(ask->history, false);
		walk_jump(ask->walk, place);
		talk_say(&ask->talk, 2, "Undone: %s is as it was.", place);
	} else {
		screen_findings(ask);
		talk_say(&ask->talk, 2, "It could not be undone; nothing was changed.");
	}
	diags_release(&ask->diags);
	buf_release(&text);
}
