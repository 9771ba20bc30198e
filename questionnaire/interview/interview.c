/*
 * The items of the interview: which questions there are, in which order, and what state each is in.
 */
#include "questionnaire/interview/interview.h"

#include "base/text.h"

#include <string.h>

/* Making the items */

struct maker {
	struct interview *interview;
	size_t capacity, hidden_capacity;
	struct buf path;                /* of the record whose fields are looked at */
	const struct chapter *chapter;
};

/* A record around questions. */
struct frame {
	const struct value *record;
	const struct value *of;         /* the innermost of several records */
	bool asked;                     /* answers_open looks into it */
	int depth;
};

static void make_field(struct maker *maker, const struct frame *frame, const struct value *value);

static bool is_there(const struct value *value)
{
	return value->state == VALUE_GIVEN;
}

static enum item_state state_of(const struct value *value, bool asked)
{
	if (value->closed)
		return ITEM_CLOSED;
	switch (value->state) {
	case VALUE_GIVEN:
		return value->suggested ? ITEM_SUGGESTED : ITEM_ANSWERED;
	case VALUE_NONE:
		return ITEM_ANSWERED;
	case VALUE_UNKNOWN:
		return ITEM_UNKNOWN;
	case VALUE_ABSENT:
		break;
	}
	return asked && value->question->required ? ITEM_OPEN : ITEM_SKIPPED;
}

static void count_item(struct interview *interview, enum item_state state)
{
	interview->asked += state != ITEM_SKIPPED && state != ITEM_CLOSED;
	interview->answered += state == ITEM_ANSWERED;
	interview->open += state == ITEM_OPEN || state == ITEM_UNKNOWN;
	interview->suggested += state == ITEM_SUGGESTED;
}

static void hide_item(struct maker *maker)
{
	struct interview *interview = maker->interview;
	struct interview_hidden **hidden = &interview->hidden;
	const char *path = arena_strndup(&interview->arena, maker->path.s, maker->path.len);
	*hidden = arena_grow(&interview->arena, *hidden, interview->hidden_count, &maker->hidden_capacity, sizeof(**hidden));
	(*hidden)[interview->hidden_count++] = (struct interview_hidden){path, interview->count};
}

/* The item of the value whose path is in maker->path. */
static void add_item(struct maker *maker, const struct frame *frame, const struct value *value)
{
	struct interview *interview = maker->interview;
	enum item_state state = state_of(value, frame->asked);
	if (state == ITEM_CLOSED && !interview->all) {
		hide_item(maker);
		return;
	}
	interview->items = arena_grow(&interview->arena, interview->items, interview->count, &maker->capacity, sizeof(*interview->items));
	interview->items[interview->count++] = (struct interview_item){
		.path = arena_strndup(&interview->arena, maker->path.s, maker->path.len),
		.question = value->question,
		.value = value,
		.record = frame->of,
		.chapter = maker->chapter,
		.state = state,
		.depth = frame->depth,
		.is_list = value->kind == TYPE_RECORDS,
	};
	count_item(interview, state);
}

static size_t push_name(struct maker *maker, const char *name)
{
	size_t length = maker->path.len;
	if (length)
		buf_addc(&maker->path, '.');
	buf_adds(&maker->path, name);
	return length;
}

/* Does the record require an answer of its own? One that requires none is asked for by its first question. */
static bool requires_some(const struct value *record)
{
	for (size_t i = 0; i < record->count; i++) {
		if (record->items[i].question->required)
			return true;
	}
	return false;
}

/* The first question of a required record of optional ones stands for it as long as it is not there. */
static void stand_in(struct maker *maker, size_t first, const struct value *record)
{
	struct interview *interview = maker->interview;
	while (first < interview->count && interview->items[first].state != ITEM_SKIPPED)
		first++;
	if (first == interview->count)
		return;
	interview->items[first].state = record->state == VALUE_UNKNOWN ? ITEM_UNKNOWN : ITEM_OPEN;
	count_item(interview, ITEM_OPEN);
}

static struct frame frame_of(const struct frame *around, const struct value *record)
{
	const struct question *question = record->question; /* NULL: one of several */
	bool wanted = is_there(record) || !question || question->required;
	bool asked = around->asked && wanted && !record->closed && record->state != VALUE_NONE;
	return (struct frame){record, question ? around->of : record, asked, around->depth + 1};
}

static void make_record(struct maker *maker, const struct frame *around, const struct value *record)
{
	const struct interview *interview = maker->interview;
	bool in_root = record->parent == interview->answers->root;
	struct frame frame = frame_of(around, record);
	size_t first = interview->count;
	for (size_t i = 0; i < record->count; i++) {
		if (!in_root || !schema_asks_apart(interview->answers->schema, record->items[i].question))
			make_field(maker, &frame, &record->items[i]);
	}
	if (frame.asked && !is_there(record) && !requires_some(record))
		stand_in(maker, first, record);
}

/* The records of the list whose item was added last. */
static void make_list(struct maker *maker, const struct frame *around, const struct value *records)
{
	struct interview *interview = maker->interview;
	size_t item = interview->count - 1;
	bool suggests = false;
	for (size_t i = 0; i < records->count; i++) {
		size_t length = push_name(maker, records->items[i].key), answered = interview->answered, suggested = interview->suggested;
		make_record(maker, around, &records->items[i]);
		suggests = suggests || ((interview->answered == answered || !around->of) && interview->suggested > suggested);
		buf_truncate(&maker->path, length);
	}
	interview->items[item].suggests = suggests;
}

static void make_field(struct maker *maker, const struct frame *frame, const struct value *value)
{
	size_t length = push_name(maker, value->question->id);
	if (value->kind == TYPE_RECORD) {
		make_record(maker, frame, value);
	} else {
		add_item(maker, frame, value);
		if (value->kind == TYPE_RECORDS && (!value->closed || maker->interview->all))
			make_list(maker, frame, value);
	}
	buf_truncate(&maker->path, length);
}

/* What a chapter asks: a field of the root, or one question of a record there. */
static void make_asked(struct maker *maker, const struct frame *frame, const struct question *asked)
{
	const struct schema *schema = maker->interview->answers->schema;
	const struct question *question = schema_root_of(schema, asked);
	const struct value *field = &frame->record->items[question - schema->root->fields];
	if (question == asked) {
		if (strcmp(asked->id, "format") != 0)
			make_field(maker, frame, field);
		return;
	}
	struct frame inner = frame_of(frame, field);
	size_t length = push_name(maker, question->id);
	make_field(maker, &inner, &field->items[asked - question->type.record->fields]);
	buf_truncate(&maker->path, length);
}

static void make_items(struct interview *interview)
{
	const struct schema *schema = interview->answers->schema;
	const struct frame frame = {interview->answers->root, NULL, true, 0};
	struct maker maker = {.interview = interview, .path = BUF_INIT};
	for (size_t i = 0; i < schema->chapter_count; i++) {
		maker.chapter = &schema->chapters[i];
		for (size_t k = 0; k < maker.chapter->order_count; k++)
			make_asked(&maker, &frame, maker.chapter->order[k]);
	}
	buf_release(&maker.path);
}

void interview_init(struct interview *interview, const struct answers *answers, bool all)
{
	*interview = (struct interview){.arena = ARENA_INIT, .answers = answers, .all = all};
	make_items(interview);
}

void interview_renew(struct interview *interview, const struct answers *answers)
{
	bool all = interview->all;
	interview_release(interview);
	interview_init(interview, answers, all);
}

void interview_release(struct interview *interview)
{
	arena_release(&interview->arena);
	*interview = (struct interview){.arena = ARENA_INIT};
}

/* Finding one's way */

/* The item at a path, or the first below it. */
static size_t find_below(const struct interview *interview, const char *path, size_t size)
{
	for (size_t i = 0; i < interview->count; i++) {
		if (path_is_below_n(interview->items[i].path, path, size))
			return i;
	}
	return interview->count;
}

size_t interview_at(const struct interview *interview, const char *path)
{
	for (size_t size = strlen(path);; size--) {
		size_t at = find_below(interview, path, size);
		if (at < interview->count)
			return at;
		for (size_t i = 0; i < interview->hidden_count; i++) {
			if (path_is_below_n(interview->hidden[i].path, path, size))
				return interview->hidden[i].before ? interview->hidden[i].before - 1 : 0;
		}
		while (size && path[size - 1] != '.')
			size--;
		if (!size)
			return interview->count;
	}
}

size_t interview_next_open(const struct interview *interview, size_t from)
{
	while (from < interview->count) {
		enum item_state state = interview->items[from].state;
		if (state == ITEM_OPEN || state == ITEM_UNKNOWN || state == ITEM_SUGGESTED)
			break;
		from++;
	}
	return from;
}

static bool holds(const char *text, const char *word)
{
	struct buf folded = BUF_INIT;
	text_add_folded(&folded, text);
	bool found = strstr(folded.s, word);
	buf_release(&folded);
	return found;
}

size_t interview_find(const struct interview *interview, size_t from, const char *word)
{
	struct buf folded = BUF_INIT;
	size_t found = interview->count;
	text_add_folded(&folded, word);
	for (size_t i = 1; i <= interview->count && found == interview->count && folded.len; i++) {
		size_t at = (from + i) % interview->count;
		const struct interview_item *item = &interview->items[at];
		if (holds(item->path, folded.s) || holds(item->question->label, folded.s) || holds(item->question->ask, folded.s))
			found = at;
	}
	buf_release(&folded);
	return found;
}
