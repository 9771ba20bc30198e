/*
 * JSON out, by jansson: findings for programs, with keys in a fixed order and text as typed; and what all who write JSON need, so that the end
 * of memory ends the program here as everywhere.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/diag.h"

#include <jansson.h>

/*
 * Appends a JSON array of the findings, one object a finding, each on a line of its own, and a line feed:
 * {"file": ..., "line": ..., "column": ..., "severity": "error", "id": ..., "message": ..., "why": ..., "verified": bool (only beside why), "where": ..., "do": ...}. Absent members are left out.
 */
void json_add_diags(struct buf *buf, const struct diags *diags);
/* One of those objects, without a line feed. */
void json_add_diag(struct buf *buf, const struct diag *diag);

/* New values; never NULL. Bytes of a text that are no UTF-8 become U+FFFD. */
json_t *json_new_object(void);
json_t *json_new_array(void);
json_t *json_new_text(const char *text);
/* Adds a member or an item, which then belongs to the object or array. A NULL text adds nothing. Members keep the order in which they came. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);
void json_push(json_t *array, json_t *value);
void json_push_text(json_t *array, const char *text);
/* Appends a value, indented, and a line feed; the value is released. */
void json_add_value(struct buf *buf, json_t *value);

/* New values; never NULL. Bytes of a text that are no UTF-8 become U+FFFD. */
json_t *json_new_object(void);
json_t *json_new_array(void);
json_t *json_new_text(const char *text);
/* Adds a member or an item, which then belongs to the object or array. A NULL text adds nothing. Members keep the order in which they came. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, const char *key, const char *text);
void json_push(json_t *array, json_t *value);
void json_push_text(json_t *array, const char *text);
/* Appends a value, indented, and a line feed; the value is released. */
void json_add_value(struct buf *buf, json_t *value);

#endif
