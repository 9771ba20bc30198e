#include "cli/findings.h"

#include "base/json.h"

void findings_print(struct diags *diags, bool json)
{
	diags_sort(diags);
	if (!json) {
		diags_print(diags, stderr);
		return;
	}
	struct buf text = BUF_INIT;
	json_add_diags(&text, diags);
	fwrite(text.s, 1, text.len, stdout); /* main looks for errors when it closes it */
	buf_release(&text);
}
