#include "outputs/outputs_diags.h"

#define DIAG(name, id, severity, wording, fix) [name] = {id, severity, wording, fix},
const struct diag_kind outputs_diags[OUTPUTS_DIAG_COUNT] = {
#include "outputs/outputs_diags.def"
};
#undef DIAG
