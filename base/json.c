#include "base/json.h"

#include "base/mem.h"
#include "base/text.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

/* JSON is UTF-8, but a file name is any bytes: those that are no text become U+FFFD. */
static json_t *text_new(const char *text)
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
	return value;
}

/* An absent text adds no member. */
static void set_text(json_t *object, const char *key, const char *text)
{
	if (text && json_object_set_new(object, key, text_new(text)) != 0)
		mem_exhausted();
}

static void set(json_t *object, const char *key, json_t *value)
{
	if (json_object_set_new(object, key, value) != 0)
		mem_exhausted();
}

static json_t *diag_new(const struct diag *diag)
{
	json_t *object = json_object();
	if (!object)
		mem_exhausted();
	set_text(object, "file", diag->pos.file);
	if (diag->pos.line) {
		set(object, "line", json_integer(diag->pos.line));
		set(object, "column", json_integer(diag->pos.col));
	}
	set_text(object, "severity", severity_name(diag->kind->severity));
	set_text(object, "id", diag->kind->id);
	set_text(object, "message", diag->message);
	set_text(object, "why", diag->why);
	if (diag->why)
		set(object, "verified", json_boolean(!diag->unverified));
	set_text(object, "where", diag->where);
	set_text(object, "do", diag->fix);
	return object;
}

static int add_to_buf(const char *text, size_t size, void *buf)
{
	buf_add(buf, text, size);
	return 0;
}

void json_add_diags(struct buf *buf, const struct diags *diags)
{
	buf_addc(buf, '[');
	for (size_t i = 0; i < diags->count; i++) {
		buf_adds(buf, i ? ",\n" : "\n");
		json_t *object = diag_new(&diags->items[i]);
		if (json_dump_callback(object, add_to_buf, buf, JSON_PRESERVE_ORDER) != 0)
			mem_exhausted();
		json_decref(object);
	}
	buf_adds(buf, diags->count ? "\n]\n" : "]\n");
}
