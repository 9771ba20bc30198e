/*
 * The wizard's model: the answers file, what is asked about it, where the person is, and the notice that comes of it. It knows neither
 * screen nor widgets.
 *
 * Every change goes through model_change: checked by the schema, in the file (renamed; the disk is waited for by a thread of base/save)
 * before the call returns, then remembered for undo. What cannot be saved leaves everything as it was; the caller keeps the person's text
 * and asks what to do. The notice is composed when somebody looks at it and the answers have changed since.
 */
#ifndef TUI_WIZARD_MODEL_H
#define TUI_WIZARD_MODEL_H

#include "base/save.h"
#include "outputs/notice.h"
#include "questionnaire/interview/history.h"
#include "questionnaire/interview/walk.h"

struct model {
	const char *path;              /* of the answers file, as it was given */
	const struct library *library;
	int today;                     /* YYYYMMDD */
	struct save *save;             /* NULL: only to be read (somebody else has it) */
	bool foreign;                  /* somebody else has put something into the file that cannot be read: it is not written over */
	struct buf read;               /* the bytes then; with a store they are the store's */
	struct answers *answers;
	struct interview interview;
	struct walk *walk;
	struct history *history;
	struct diags said;             /* what the last change brought up, or why it failed */
	unsigned long version;         /* of the answers: grows with every change */

	/* The notice, composed with a trace when somebody looks; the one before it stays for comparing. Each with the answers that it points into. */
	struct composed {
		struct document *document; /* NULL: none */
		struct answers *answers;   /* its own, when they are not the present ones any more */
		unsigned long version;
	} now, before;
	struct diags findings;         /* what composing found, sorted */
};

enum model_opened {
	MODEL_OPEN,      /* ready */
	MODEL_NEW,       /* ready; the file did not exist, and does now */
	MODEL_READS,     /* ready, to be read only: another program holds it, or file or folder cannot be written. model->said says which */
	MODEL_UNREADABLE /* there are findings in model->said; the file is as it was, and there are no answers: only model_close may be called */
};
/*
 * library, path: outlive the model. create: a missing file is made (else it is MODEL_UNREADABLE). The walk starts at the first question
 * that wants an answer.
 */
enum model_opened model_open(struct model *model, const struct library *library, const char *path, int today, bool create);
/* Waits for the disk. False with a finding in *diags: what was saved may not be on it. */
bool model_close(struct model *model, struct diags *diags);

enum model_changed {
	MODEL_CHANGED,
	MODEL_REFUSED,   /* model->said says why; nothing has changed */
	MODEL_NOT_SAVED, /* the same: disk full, no permission ...: may be tried again */
	MODEL_OUTSIDE,   /* somebody else changed the file meanwhile: model_reload, then again, or leave it */
	MODEL_READ_ONLY  /* it is open only to be read */
};
/*
 * Makes changes, all or none, and saves them. place: the path they are about, where undo leads; copied. What leaves the file as it is
 * counts as changed, but is nothing to undo. Paths and values may point into the interview.
 */
enum model_changed model_change(struct model *model, const char *place, const struct change *changes, size_t count);
/*
 * Puts a whole text into the file, in place of the one there: what the spelling desk made of it. place: where undo leads. Where that text is what the
 * last change took the place of, it is that change undone.
 */
enum model_changed model_put_bytes(struct model *model, const char *place, const char *bytes, size_t size);
void model_add_bytes(const struct model *model, struct buf *bytes); /* appends those of the file as it is known here */
/*
 * Takes the last change back, or does it again, and goes there. *label: the place it was about, in arena; NULL with MODEL_REFUSED: there is nothing.
 */
enum model_changed model_undo(struct model *model, bool redo, struct arena *arena, const char **label);
/* Whether the file on disk is not what was last read or written. */
bool model_changed_outside(const struct model *model);
/*
 * Reads the file anew; what could be undone is forgotten. False with model->said: it cannot be read as it is; then the old answers
 * stay, and every change is MODEL_OUTSIDE until the file has been mended and read.
 */
bool model_reload(struct model *model);
/*
 * The changes that could not be saved, made all the same: the whole text goes into another file, which must not exist, and this one stays as it
 * is. False with model->said.
 */
bool model_save_elsewhere(struct model *model, const char *path, const struct change *changes, size_t count);

/* The notice of the answers as they are; NULL: there are no clauses for its language (model->findings says so). Holds until it is asked for after the next change. */
const struct document *model_notice(struct model *model);
/* What is wrong with the answers and the notice, sorted; composes when needed. */
const struct diags *model_findings(struct model *model);

#endif
