/*
 * Everything the questionnaire can report, in one table: id, severity, wording, way out. Each room adds its lines to questionnaire_diags.def.
 */
#ifndef QUESTIONNAIRE_QUESTIONNAIRE_DIAGS_H
#define QUESTIONNAIRE_QUESTIONNAIRE_DIAGS_H

#include "base/diag.h"

#define DIAG(name, id, severity, wording, fix) name,
enum questionnaire_diag {
#include "questionnaire/questionnaire_diags.def"
	QUESTIONNAIRE_DIAG_COUNT
};
#undef DIAG

extern const struct diag_kind questionnaire_diags[QUESTIONNAIRE_DIAG_COUNT];

#endif
