#include "questionnaire/questionnaire_diags.h"

#define DIAG(name, id, severity, wording, fix) [name] = {id, severity, wording, fix},
const struct diag_kind questionnaire_diags[QUESTIONNAIRE_DIAG_COUNT] = {
#include "questionnaire/questionnaire_diags.def"
};
#undef DIAG
