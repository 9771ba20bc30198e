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

/* What a call of answers_suggest* gave. */
static void add_changes(struct arena *arena, struct changes *changes, const struct change *more, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_change(arena, changes, more[i]);
}

static void add_usual(const struct answering *answering, struct changes *changes, const char *record, const struct record_type *type,
	const struct term *kind)
{
	const struct answers *answers = answering->interview->answers;
	const struct change *usual;
	size_t count = answers_suggest(answering->arena, answers, record, type, kind, &usual);
	add_changes(answering->arena, changes, usual, count);
	count = kind ? answers_suggest_beside(answering->arena, answers, answers->schema->root, kind, &usual) : 0;
	add_changes(answering->arena, changes, usual, count);
}

static void add_record(const struct answering *answering, struct changes *changes, const struct interview_item *item,
	const char *const *first, const char **path)
{
	struct arena *arena = answering->arena;
	const struct record_type *type = item->question->type.record;
	const struct question *question = &type->fields[0];
	const struct term *kind = question->type.kind == TYPE_CHOICE ? vocabulary_term(question->type.vocabulary, *first) : NULL;
	const char *record = arena_printf(arena, "%s.%s", item->path, interview_key(arena, item->value, *first));
	add_change(arena, changes, (struct change){CHANGE_SET, arena_printf(arena, "%s.%s", record, question->id), first, 1});
	add_usual(answering, changes, record, type, kind);
	if (!*path)
		*path = record;
}

static void add_set(const struct answering *answering, struct changes *changes, const struct question *list, const struct term *set)
{
	const struct answers *answers = answering->interview->answers;
	const struct change *brought;
	size_t count = answers_suggest_set(answering->arena, answers, answers->schema->root, list, set, &brought);
	add_changes(answering->arena, changes, brought, count);
}

size_t interview_add(struct arena *arena, const struct interview *interview, const struct interview_item *item, const char *typed,
	const struct change **changes, const char **path, const char **why)
{
	const struct question *question = &item->question->type.record->fields[0];
	const struct vocabulary *sets = item->question->sets;
	const struct answering answering = {arena, interview, question, sets, why};
	const char *const *values, **value = arena_calloc(arena, 1, sizeof(*value));
	struct changes made = {NULL, 0, 0};
	size_t count;
	*path = NULL;
	*why = NULL;
	if (question->type.kind == TYPE_CHOICE) {
		count = typed_values(&answering, &question->type, typed, &values);
	} else {
		value[0] = typed_value(&answering, &question->type, typed);
		values = value;
		count = value[0] != NULL;
	}
	for (size_t i = 0; i < count; i++) {
		const struct term *set = sets ? vocabulary_term(sets, values[i]) : NULL;
		if (set)
			add_set(&answering, &made, item->question, set);
		else
			add_record(&answering, &made, item, &values[i], path);
	}
	if (count && !made.count)
		*why = "all of that is in the list already";
	*changes = made.items;
	return made.count;
}
