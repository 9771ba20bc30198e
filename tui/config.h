/*
 * The wizard's configuration: `$XDG_CONFIG_HOME/noticesmith/config.yaml` (without that variable ~/.config).
 *
 *     theme: auto            # auto, light, dark, mono
 *     mouse: no
 *     keys:
 *       next-finding: F8 Alt-.
 *       notice: F2
 *
 * What is wrong in it is a finding with its place and a way out, and counts as not written; nothing in it is fatal. A missing file is fine.
 * The actions are those of keys.def. An action has the keys that are written for it in place of its own; that two actions swap theirs is
 * no conflict.
 */
#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H

#include "base/buf.h"
#include "base/diag.h"
#include "tui/keys.h"

#include <stdbool.h>

struct config {
	struct arena arena;
	const char *theme;    /* NULL: auto */
	bool mouse;
	struct keymap keymap;
};

/*
 * home, config_home: the variables HOME and XDG_CONFIG_HOME; NULL: not set. What is no absolute path counts as not set. Appends the file's
 * path; nothing when neither says where.
 */
void config_path(struct buf *path, const char *config_home, const char *home);
/* Reads that file. path: NULL or empty: what is there without one. To be released also after findings. */
void config_read(struct config *config, const char *path, struct diags *diags);
void config_release(struct config *config);

#endif
