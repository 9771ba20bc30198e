/*
 * Everything outputs can report, in one table: id, severity, wording, way out. Each room adds its lines to a .def file of its own.
 */
#ifndef OUTPUTS_OUTPUTS_DIAGS_H
#define OUTPUTS_OUTPUTS_DIAGS_H

#include "base/diag.h"

#define DIAG(name, id, severity, wording, fix) name,
enum outputs_diag {
#include "outputs/outputs_diags.def"
	OUTPUTS_DIAG_COUNT
};
#undef DIAG

extern const struct diag_kind outputs_diags[OUTPUTS_DIAG_COUNT];

#endif
