/* Values: comparing them and finding one's way among them. */
#include "questionnaire/types/value.h"

#include "base/text.h"
#include "questionnaire/types/record.h"

#include <string.h>

/* In sixteenths of a day, so that a month is exactly a twelfth of a year of 365.25 days: 12 months are a year. */
static int64_t duration_length(const struct value *value)
{
	static const int64_t length[] = {[UNIT_DAY] = 16, [UNIT_WEEK] = 7 * 16, [UNIT_MONTH] = 487, [UNIT_YEAR] = 12 * 487};
	return value->number * length[value->unit];
}

int value_compare(const struct value *a, const struct value *b)
{
	int64_t x = a->number, y = b->number;
	switch (a->kind) {
	case TYPE_DURATION:
		x = duration_length(a);
		y = duration_length(b);
		break;
	case TYPE_YES_NO:
	case TYPE_NUMBER:
	case TYPE_DATE:
		break;
	default:
		return strcmp(a->text ? a->text : "", b->text ? b->text : "");
	}
	return x < y ? -1 : x > y;
}

const struct value *value_field(const struct value *record, const char *name)
{
	if (record->kind != TYPE_RECORD)
		return NULL;
	for (size_t i = 0; i < record->count; i++)
		if (record->items[i].question && text_equal(record->items[i].question->id, name))
			return &record->items[i];
	return NULL;
}

bool value_is_unknown(const struct value *value)
{
	if (value->closed)
		return false;
	if (value->state == VALUE_ABSENT)
		return !value->question || value->question->required;
	return value->state == VALUE_UNKNOWN;
}

const char *value_words(const struct value *value, const char *language)
{
	const char *general = NULL;
	if (value->kind != TYPE_WORDS || value->state != VALUE_GIVEN || !language)
		return NULL;
	for (size_t i = 0; i < value->count; i++) {
		size_t size = 0;
		const char *key = value->items[i].key ? value->items[i].key : "";
		while (key[size] && key[size] == language[size])
			size++;
		if (key[size] || !size)
			continue;
		if (!language[size])
			return value->items[i].text;
		if (!general && language[size] == '-' && !memchr(key, '-', size))
			general = value->items[i].text;
	}
	return general;
}

/* Answers hang under a root without a name, facts under one that is named or derived. */
static bool is_fact(const struct value *value)
{
	for (; value; value = value->parent)
		if (value->because)
			return true;
	return false;
}

/* A copy does not stand in its parent's array and gets no index. Not by looking through the array: paths of all items of a long list are asked for. */
static void add_index(struct buf *buf, const struct value *value)
{
	const struct value *list = value->parent;
	uintptr_t first = (uintptr_t)list->items, at = (uintptr_t)value;
	if (at >= first && at < first + list->count * sizeof *value)
		buf_addf(buf, "[%zu]", (at - first) / sizeof *value + 1);
}

static void add_path(struct buf *buf, const struct value *value, bool fact)
{
	if (!value->parent) {
		buf_adds(buf, value->key ? value->key : fact ? "facts" : value->question ? value->question->id : "");
		return;
	}
	add_path(buf, value->parent, fact);
	bool in_list = value->parent->kind == TYPE_LIST || value->parent->kind == TYPE_RECORDS || value->parent->kind == TYPE_WORDS;
	const char *name = in_list ? value->key : value->question ? value->question->id : value->key;
	if (!name) {
		add_index(buf, value);
		return;
	}
	if (buf->len > 0)
		buf_addc(buf, '.');
	buf_adds(buf, name);
}

void value_path(struct buf *buf, const struct value *value)
{
	struct buf path = BUF_INIT;
	add_path(&path, value, is_fact(value));
	buf_add(buf, path.s, path.len);
	buf_release(&path);
}
