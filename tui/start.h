/*
 * Before the wizard: the company's name and the name of a new file; what is wrong with a file that cannot be read. Dialogs as plain data,
 * as the wizard is: start_update takes events, start_show draws.
 */
#ifndef TUI_START_H
#define TUI_START_H

#include "base/diag.h"
#include "tui/widgets/dialog.h"

enum start_asking { START_NAME, START_FILE, START_BROKEN };
enum start_end {
	START_GOES_ON,
	START_LEFT,    /* the person wants out */
	START_READY,   /* name and file are there */
	START_AGAIN,   /* the file may have been mended: it is to be read anew */
	START_EDITOR   /* the file is to be opened in the editor, then read anew */
};

struct start {
	const struct keymap *keymap;
	enum start_asking asking;
	struct dialog dialog;
	struct buf killed, text;
	struct buf name; /* the company's, as typed; may be empty: asked later */
	struct buf file; /* of the answers */
	bool prefix, little;
};

/* Asks for the name, then for the file. keymap outlives it. Must be released. */
void start_init(struct start *start, const struct keymap *keymap);
/* Shows findings about a file that cannot be read, or a notice about it (a locked one). */
void start_init_broken(struct start *start, const struct keymap *keymap, const char *file, const struct diags *diags);
void start_release(struct start *start);
enum start_end start_update(struct start *start, const struct event *event);
void start_show(struct start *start, struct canvas *canvas);

/* Appends a good file name for a company: "acme-webshop-ab.yaml"; "company.yaml" when nothing of it makes one. */
void start_add_file_name(struct buf *buf, const char *company);

#endif
