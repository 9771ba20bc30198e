#include "tui/tui_diags.h"

#define DIAG(name, id, severity, wording, fix) [name] = {id, severity, wording, fix},
const struct diag_kind tui_diags[TUI_DIAG_COUNT] = {
#include "tui/tui_diags.def"
};
#undef DIAG
