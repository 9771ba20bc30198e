#include "base/json.h"

#include "base/mem.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static json_t *there(json_t *value)
{
	if (!value)
		mem_exhausted();
	return value;
}

json_t *json_new_object(void)
{
	return there(json_object());
}

json_t *json_new_array(void)
{
	return there(json_array());
}

/* JSON is UTF-8, but a file name is any bytes: those that are no text become U+FFFD. */
json_t *json_new_text(const char *text)
{
	json_t *value = json_string(text);
	if (value)
		return value;
	struct buf clean = BUF_INIT;
	size_t size = strlen(text);
	for (const char *bad; (bad = text_invalid(text, size)); size -= (size_t)(bad + 1 - text), text = bad + 1) {
		buf_add(&clean, text, (size_t)(bad - text));
		text_add_char(&clean, 0xFFFD);
	}
	buf_adds(&clean, text);
	value = json_string(clean.s);
	buf_release(&clean);
	return there(value);
}

void json_put(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		mem_exhausted();
}

void json_put_text(json_t *object, const char *key, const char *text)
{
	if (text)
		json_put(object, key, json_new_text(text));
}

void json_push(json_t *array, json_t *value)
{
	if (json_array_append_new(array, value) != 0)
		mem_exhausted();
}

void json_push_text(json_t *array, const char *text)
{
	if (text)
		json_push(array, json_new_text(text));
}

static json_t *diag_new(const struct diag *diag)
{
	json_t *object = json_new_object();
	json_put_text(object, "file", diag->pos.file);
	if (diag->pos.line) {
		json_put(object, "line", json_integer(diag->pos.line));
		json_put(object, "column", json_integer(diag->pos.col));
	}
	json_put_text(object, "severity", severity_name(diag->kind->severity));
	json_put_text(object, "id", diag->kind->id);
	json_put_text(object, "message", diag->message);
	json_put_text(object, "why", diag->why);
	if (diag->why)
		json_put(object, "verified", json_boolean(!diag->unverified));
	json_put_text(object, "where", diag->where);
	json_put_text(object, "do", diag->fix);
	return object;
}

static int add_to_buf(const char *text, size_t size, void *buf)
{
	buf_add(buf, text, size);
	return 0;
}

void json_add_value(struct buf *buf, json_t *value)
{
	if (json_dump_callback(value, add_to_buf, buf, JSON_PRESERVE_ORDER | JSON_INDENT(2)) != 0)
		mem_exhausted();
	buf_addc(buf, '\n');
	json_decref(value);
}

void json_add_diag(struct buf *buf, const struct diag *diag)
{
	json_t *object = diag_new(diag);
	if (json_dump_callback(object, add_to_buf, buf, JSON_PRESERVE_ORDER) != 0)
		mem_exhausted();
	json_decref(object);
}

void json_add_diags(struct buf *buf, const struct diags *diags)
{
	buf_addc(buf, '[');
	for (size_t i = 0; i < diags->count; i++) {
		buf_adds(buf, i ? ",\n" : "\n");
		json_add_diag(buf, &diags->items[i]);
	}
	buf_adds(buf, diags->count ? "\n]\n" : "]\n");
}
