#include "cli/schema.h"

#include "cli/builtin.h"
#include "questionnaire/schema/schema_json.h"

#include <stdio.h>

int schema_run(const struct command_line *line)
{
	if (line->operand_count)
		return usage_error(line->command, "'%s' is one too many: schema takes no file", line->operands[0]);
	struct buf json = BUF_INIT;
	schema_add_json(&json, builtin_library.schema, builtin_library.language);
	fwrite(json.s, 1, json.len, stdout); /* main looks for errors when it closes it */
	buf_release(&json);
	return 0;
}
