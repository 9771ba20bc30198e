/*
 * Everything the command line can report about files, in one table: id, severity, wording, way out. Mistakes in the use of the program itself are not findings: see usage_error (options.h).
 */
#ifndef CLI_CLI_DIAGS_H
#define CLI_CLI_DIAGS_H

#include "base/diag.h"

#define DIAG(name, id, severity, wording, fix) name,
enum cli_diag {
#include "cli/cli_diags.def"
	CLI_DIAG_COUNT
};
#undef DIAG

extern const struct diag_kind cli_diags[CLI_DIAG_COUNT];

#endif
