/*
 * Everything the wizard can report besides what the floors below say: id, severity, wording, way out.
 */
#ifndef TUI_TUI_DIAGS_H
#define TUI_TUI_DIAGS_H

#include "base/diag.h"

#define DIAG(name, id, severity, wording, fix) name,
enum tui_diag {
#include "tui/tui_diags.def"
	TUI_DIAG_COUNT
};
#undef DIAG

extern const struct diag_kind tui_diags[TUI_DIAG_COUNT];

#endif
