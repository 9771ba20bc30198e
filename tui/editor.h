/*
 * The person's own editor, for a long text or for the answers file: $VISUAL, $EDITOR, else vi. The terminal must have been given back.
 */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include "base/buf.h"

#include <stdbool.h>

/* Edits a file as it stands. False with a reason in *why when the editor could not be run or failed. */
bool editor_file(const char *path, struct buf *why);
/* Edits a text in a temporary file of its own, readable by nobody else; *text becomes what was saved. False with a reason: it is as it was. */
bool editor_text(struct buf *text, struct buf *why);

#endif
