/*
 * Undo: every change of the answers file, kept as what differs between the bytes before and after.
 */
#ifndef QUESTIONNAIRE_INTERVIEW_HISTORY_H
#define QUESTIONNAIRE_INTERVIEW_HISTORY_H

#include "base/buf.h"

#include <stdbool.h>

struct history;
struct history *history_new(void);
void history_free(struct history *history); /* NULL is fine */

/* Remembers a change; what was undone before it is forgotten. label: what it was about, for history_label; copied. */
void history_push(struct history *history, const char *label, const char *before, size_t before_size, const char *after, size_t after_size);
/*
 * Appends the bytes before the last change (redo: after the next), given the present ones. False when there is none, or the present
 * bytes are not what it led to. The step is taken by history_step.
 */
bool history_undo(const struct history *history, const char *present, size_t size, struct buf *bytes);
bool history_redo(const struct history *history, const char *present, size_t size, struct buf *bytes);
/* The change that undo (redo) would take back (do again): its label; NULL when there is none. */
const char *history_label(const struct history *history, bool redo);
/* The bytes of history_undo (redo) have become the present ones. */
void history_step(struct history *history, bool redo);

#endif
