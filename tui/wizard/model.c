#include "tui/wizard/model.h"

#include "base/base_diags.h"
#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* The bytes of the file as they are known here. */
static const char *present(const struct model *model, size_t *size)
{
	if (model->save)
		return save_bytes(model->save, size);
	*size = model->read.len;
	return model->read.s;
}

/* These answers become the present ones. Those that the notice points into live on with it. */
static void take_over(struct model *model, struct answers *answers)
{
	if (model->answers)
		interview_renew(&model->interview, answers);
	else
		interview_init(&model->interview, answers, false);
	bool composed_of = model->now.document && !model->now.answers;
	if (composed_of)
		model->now.answers = model->answers;
	else
		answers_free(model->answers);
	model->answers = answers;
	model->version++;
}

static bool read_present(struct model *model)
{
	size_t size;
	const char *bytes = present(model, &size);
	struct answers *answers = answers_read(model->library->schema, model->path, bytes, size, &model->said);
	if (answers)
		take_over(model, answers);
	return answers != NULL;
}

/* Opening and closing */

static bool is_kind(const struct diags *diags, enum base_diag id)
{
	return diags->count > 0 && diags->items[diags->count - 1].kind == &base_diags[id];
}

/* Somebody else has it, or it must not be written: what is in it can still be seen. */
static bool open_to_read(struct model *model)
{
	size_t size;
	if (!is_kind(&model->said, BASE_FILE_LOCKED) && !is_kind(&model->said, BASE_FILE_WRITE_PROTECTED))
		return false;
	char *bytes = file_read(model->path, FILE_LIMIT, &size, &model->said);
	if (!bytes)
		return false;
	buf_add(&model->read, bytes, size);
	free(bytes);
	return true;
}

static bool begin_file(struct model *model, bool *made)
{
	struct buf text = BUF_INIT;
	size_t size;
	present(model, &size);
	*made = size == 0;
	if (*made)
		answers_blank(model->library->schema, &text);
	bool there = !*made || save_write(model->save, text.s, text.len, &model->said);
	buf_release(&text);
	return there;
}

enum model_opened model_open(struct model *model, const struct library *library, const char *path, int today, bool create)
{
	*model = (struct model){.path = path, .library = library, .today = today, .read = BUF_INIT, .said = DIAGS_INIT, .findings = DIAGS_INIT};
	bool made = false;
	model->save = save_open(path, create, &model->said);
	bool there = model->save ? begin_file(model, &made) : open_to_read(model);
	size_t said = model->said.count;
	if (!there || !read_present(model))
		return MODEL_UNREADABLE;
	if (model->save && said < model->said.count)
		diags_release(&model->said); /* nothing but advice, and the findings say it again */
	model->walk = walk_new(false);
	model->history = history_new();
	walk_start(model->walk, &model->interview);
	return !model->save ? MODEL_READS : made ? MODEL_NEW : MODEL_OPEN;
}

static void forget(struct composed *composed)
{
	document_free(composed->document);
	answers_free(composed->answers);
	*composed = (struct composed){0};
}

bool model_close(struct model *model, struct diags *diags)
{
	bool closed = save_close(model->save, diags);
	forget(&model->now);
	forget(&model->before);
	if (model->answers)
		interview_release(&model->interview);
	answers_free(model->answers);
	walk_free(model->walk);
	history_free(model->history);
	diags_release(&model->said);
	diags_release(&model->findings);
	buf_release(&model->read);
	return closed;
}

/* Changing */

static enum model_changed why_not_saved(const struct model *model)
{
	return save_changed_outside(model->save) ? MODEL_OUTSIDE : MODEL_NOT_SAVED;
}

/* Saves a new text of the file, if it can be read. place: NULL: it is no new step of the history. */
static enum model_changed write_text(struct model *model, const char *place, const struct buf *text)
{
	struct buf before = BUF_INIT;
	size_t size;
	const char *bytes = save_bytes(model->save, &size);
	if (size == text->len && memcmp(bytes, text->s, size) == 0)
		return MODEL_CHANGED;
	struct answers *answers = answers_read(model->library->schema, model->path, text->s, text->len, &model->said);
	if (!answers)
		return MODEL_REFUSED;
	buf_add(&before, bytes, size);
	enum model_changed changed = MODEL_CHANGED;
	if (save_write(model->save, text->s, text->len, &model->said)) {
		take_over(model, answers);
		if (place)
			history_push(model->history, place, before.s, before.len, text->s, text->len);
	} else {
		answers_free(answers);
		changed = why_not_saved(model);
	}
	buf_release(&before);
	return changed;
}

/* What has been saved brings no news but advice about answers that are not used; the findings say that. */
static enum model_changed changed_so(struct model *model, enum model_changed changed)
{
	if (changed == MODEL_CHANGED)
		diags_release(&model->said);
	return changed;
}

enum model_changed model_change(struct model *model, const char *place, const struct change *changes, size_t count)
{
	diags_release(&model->said);
	if (!model->save)
		return MODEL_READ_ONLY;
	if (model->foreign)
		return MODEL_OUTSIDE;
	struct buf text = BUF_INIT;
	char *kept = xstrdup(place); /* it may belong to answers that go */
	bool fits = answers_change(model->answers, changes, count, &text, &model->said);
	enum model_changed changed = fits ? write_text(model, kept, &text) : MODEL_REFUSED;
	free(kept);
	buf_release(&text);
	return changed_so(model, changed);
}

/* Is that the text before the last change? */
static bool is_undone(const struct model *model, const char *bytes, size_t size)
{
	struct buf before = BUF_INIT;
	size_t now;
	const char *present_bytes = save_bytes(model->save, &now);
	bool undone = history_undo(model->history, present_bytes, now, &before) && before.len == size && memcmp(before.s, bytes, size) == 0;
	buf_release(&before);
	return undone;
}

enum model_changed model_put_bytes(struct model *model, const char *place, const char *bytes, size_t size)
{
	diags_release(&model->said);
	if (!model->save)
		return MODEL_READ_ONLY;
	if (model->foreign)
		return MODEL_OUTSIDE;
	struct buf text = BUF_INIT;
	buf_add(&text, bytes, size);
	bool undone = is_undone(model, bytes, size);
	enum model_changed changed = write_text(model, undone ? NULL : place, &text);
	if (undone && changed == MODEL_CHANGED)
		history_step(model->history, false);
	buf_release(&text);
	return changed_so(model, changed);
}

void model_add_bytes(const struct model *model, struct buf *bytes)
{
	size_t size;
	const char *now = present(model, &size);
	buf_add(bytes, now, size);
}

enum model_changed model_undo(struct model *model, bool redo, struct arena *arena, const char **label)
{
	diags_release(&model->said);
	*label = NULL;
	if (!model->save)
		return MODEL_READ_ONLY;
	if (model->foreign)
		return MODEL_OUTSIDE;
	struct buf text = BUF_INIT;
	size_t size;
	const char *bytes = save_bytes(model->save, &size), *place = history_label(model->history, redo);
	enum model_changed changed = MODEL_REFUSED;
	bool there = place && (redo ? history_redo : history_undo)(model->history, bytes, size, &text);
	if (there) {
		*label = arena_strdup(arena, place);
		changed = write_text(model, NULL, &text);
	}
	if (there && changed == MODEL_CHANGED) {
		history_step(model->history, redo);
		walk_jump(model->walk, *label);
	}
	buf_release(&text);
	return changed_so(model, changed);
}

bool model_changed_outside(const struct model *model)
{
	return model->save && (model->foreign || save_changed_outside(model->save));
}

bool model_reload(struct model *model)
{
	diags_release(&model->said);
	if (!model->save || !save_reload(model->save, &model->said))
		return false;
	model->foreign = !read_present(model); /* the store holds the new bytes now and would write over them */
	if (model->foreign)
		return false;
	history_free(model->history); /* it was about another text */
	model->history = history_new();
	diags_release(&model->said);
	return true;
}

bool model_save_elsewhere(struct model *model, const char *path, const struct change *changes, size_t count)
{
	struct buf text = BUF_INIT;
	diags_release(&model->said);
	bool fits = answers_change(model->answers, changes, count, &text, &model->said);
	bool saved = fits && file_create(path, text.s, text.len, &model->said);
	buf_release(&text);
	return saved;
}

/* The notice */

static void compose_anew(struct model *model)
{
	forget(&model->before);
	model->before = model->now;
	diags_release(&model->findings);
	model->now = (struct composed){
		.document = notice_compose_traced(model->library, model->answers, model->today, &model->findings), .version = model->version};
	diags_sort(&model->findings);
}

const struct document *model_notice(struct model *model)
{
	if (model->now.version != model->version)
		compose_anew(model);
	return model->now.document;
}

const struct diags *model_findings(struct model *model)
{
	model_notice(model);
	return &model->findings;
}
