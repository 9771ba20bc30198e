#include "cli/schema.h"

#include "cli/builtin.h"
#include "cli/findings.h"
#include "cli/overlay_load.h"
#include "questionnaire/schema/schema_json.h"

#include <stdio.h>

enum { STATUS_DONE, STATUS_FAILED = 2 };

int schema_run(const struct command_line *line)
{
	const char *dir = line->values[OPTION_LIBRARY];
	struct arena arena = ARENA_INIT;
	struct diags diags = DIAGS_INIT;
	struct buf json = BUF_INIT;
	if (line->operand_count)
		return usage_error(line->command, "'%s' is one too many: schema takes no file", line->operands[0]);
	const struct library *library = dir ? overlay_load(&arena, &builtin_library, dir, &diags) : &builtin_library;
	findings_print(&diags, false);
	if (library) {
		schema_add_json(&json, library->schema, library->language);
		fwrite(json.s, 1, json.len, stdout); /* main looks for errors when it closes it */
	}
	buf_release(&json);
	diags_release(&diags);
	arena_release(&arena);
	return library ? STATUS_DONE : STATUS_FAILED;
}
