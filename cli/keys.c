#include "cli/keys.h"

#include "base/text.h"
#include "tui/config.h"

#include <stdio.h>
#include <stdlib.h>

int keys_print(void)
{
	struct diags diags = DIAGS_INIT;
	struct buf path = BUF_INIT, text = BUF_INIT;
	struct config config;
	config_path(&path, getenv("XDG_CONFIG_HOME"), getenv("HOME"));
	config_read(&config, path.s, &diags);
	diags_print(&diags, stderr);
	buf_adds(&text, "What the keys of the wizard do. Where text is typed, letters and signs are text.\n\n");
	keymap_add_help(&text, &config.keymap);
	if (path.len) {
		buf_adds(&text, "\nOther keys for an action, as in 'keys: {notice: F2 Alt-N}', go into\n");
		text_add_visible(&text, path.s);
		buf_addc(&text, '\n');
	}
	fputs(text.s, stdout);
	buf_release(&path);
	buf_release(&text);
	config_release(&config);
	diags_release(&diags);
	return 0;
}
