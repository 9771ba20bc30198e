#include "cli/cli_diags.h"

#define DIAG(name, id, severity, wording, fix) [name] = {id, severity, wording, fix},
const struct diag_kind cli_diags[CLI_DIAG_COUNT] = {
#include "cli/cli_diags.def"
};
#undef DIAG
