/*
 * New records and their keys.
 */
#include "questionnaire/interview/interview_parts.h"

#include "base/text.h"
#include "questionnaire/types/record.h"
#include "questionnaire/types/term.h"

#include <stdlib.h>
#include <string.h>

/* Keys */

enum { KEY_LONGEST = 40, KEY_NUMBER = 6 /* room for "-2" and so on */ };

/* "Ledger & Daughters" becomes "ledger-daughters". */
static void add_stem(struct buf *stem, const char *name)
{
	struct buf folded = BUF_INIT;
	text_add_folded(&folded, name);
	for (const char *p = folded.s; *p && stem->len < KEY_LONGEST - KEY_NUMBER; p++) {
		bool plain = (*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9');
		if (plain)
			buf_addc(stem, *p);
		else if (stem->len && stem->s[stem->len - 1] != '-' && *p != '\'')
			buf_addc(stem, '-');
	}
	while (stem->len && stem->s[stem->len - 1] == '-')
		buf_truncate(stem, stem->len - 1);
	if (!stem->len)
		buf_adds(stem, "record");
	buf_release(&folded);
}

/* What stands behind the stem of a key, as a number: nothing is 1, "-7" is 7; anything else, and what only a person writes, is 0. */
static unsigned long key_number(const char *rest)
{
	if (!*rest)
		return 1;
	size_t digits = *rest == '-' ? strspn(rest + 1, "0123456789") : 0;
	return digits && digits < KEY_NUMBER && !rest[1 + digits] ? strtoul(rest + 1, NULL, 10) : 0;
}

const char *interview_key(struct arena *arena, const struct value *records, const char *name)
{
	struct buf key = BUF_INIT;
	unsigned long number = 0; /* the highest behind a key of that stem; the stem alone counts as 1 */
	add_stem(&key, name);
	for (size_t i = 0; i < records->count; i++) {
		const char *other = records->items[i].key;
		if (strncmp(other, key.s, key.len) != 0)
			continue;
		unsigned long numbered = key_number(other + key.len);
		if (numbered > number)
			number = numbered;
	}
	const char *made = number ? arena_printf(arena, "%s-%lu", key.s, number + 1) : arena_strdup(arena, key.s);
	buf_release(&key);
	return made;
}

/* New records */

struct changes {
	struct change *items;
	size_t count, capacity;
};

static void add_change(struct arena *arena, struct changes *changes, struct change change)
{
	changes->items = arena_grow(arena, changes->items, changes->count, &changes->capacity, sizeof(*changes->items));
	changes->items[changes->count++] = change;
}

/* The country of the seat: what is usual may depend on it. NULL: not known. */
static const char *seat_of(const struct interview *interview)
{
	const struct value *seat = value_field(value_field(interview->answers->root, "company"), "seat");
	return value_is_given(seat) ? seat->text : NULL;
}

static void add_record(struct arena *arena, const struct interview *interview, struct changes *changes, const struct interview_item *item,
	const char *const *first, const char **path)
{
	const struct record_type *type = item->question->type.record;
	const struct question *question = &type->fields[0];
	const char *record = arena_printf(arena, "%s.%s", item->path, interview_key(arena, item->value, *first));
	add_change(arena, changes, (struct change){CHANGE_SET, arena_printf(arena, "%s.%s", record, question->id), first, 1});
	if (question->type.kind == TYPE_CHOICE) {
		const struct change *usual;
		size_t count = answers_suggest(arena, record, type, vocabulary_term(question->type.vocabulary, *first), seat_of(interview), &usual);
		for (size_t i = 0; i < count; i++)
			add_change(arena, changes, usual[i]);
	}
	if (!*path)
		*path = record;
}

size_t interview_add(struct arena *arena, const struct interview *interview, const struct interview_item *item, const char *typed,
	const struct change **changes, const char **path, const char **why)
{
	const struct question *question = &item->question->type.record->fields[0];
	const struct answering answering = {arena, interview, question, why};
	const char *const *values, **value = arena_calloc(arena, 1, sizeof(*value));
	struct changes made = {NULL, 0, 0};
	size_t count;
	*path = NULL;
	if (question->type.kind == TYPE_CHOICE) {
		count = typed_values(&answering, &question->type, typed, &values);
	} else {
		value[0] = typed_value(&answering, &question->type, typed);
		values = value;
		count = value[0] != NULL;
	}
	for (size_t i = 0; i < count; i++)
		add_record(arena, interview, &made, item, &values[i], path);
	*changes = made.items;
	return made.count;
}
