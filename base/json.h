/*
 * JSON out, by jansson: findings for programs, with keys in a fixed order and text as typed.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/diag.h"

/*
 * Appends a JSON array of the findings, one object a finding, each on a line of its own, and a line feed:
 * {"file": ..., "line": ..., "column": ..., "severity": "error", "id": ..., "message": ..., "why": ..., "verified": bool (only beside why), "where": ..., "do": ...}. Absent members are left out.
 */
void json_add_diags(struct buf *buf, const struct diags *diags);

#endif
