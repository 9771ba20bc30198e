#include "outputs/compose/composer.h"

/* A clause that may surprise and the reading by which it was chosen. */
struct surprise {
	const struct clause *clause;
	const struct reading *reading;
	struct surprise *next;
};

static struct arena *arena_of(struct composer *composer)
{
	return &composer->document->arena;
}

static void add_value(struct composer *composer, struct reading *reading, const struct value *value)
{
	if (reading->count && reading->values[reading->count - 1] == value)
		return;
	reading->values = arena_grow(arena_of(composer), reading->values, reading->count, &reading->capacity, sizeof *reading->values);
	reading->values[reading->count++] = value;
}

/* How many rows there are is not decided by what stands in them. */
static bool gathers(const struct reading *gatherer, enum reading_kind kind)
{
	return gatherer->kind != READ_ROWS || kind == READ_LIST || kind == READ_FILTER || kind == READ_IF;
}

/* A record in a list that a path collected is a reference that dies; it was read with the list it stands in. */
static bool is_borrowed(const struct value *value)
{
	return value->kind == TYPE_REFERENCE && value->parent && value->parent->kind == TYPE_RECORDS;
}

static void note(struct composer *composer, struct reading *reading, const struct value *read)
{
	const struct value *value = composer_original(read);
	if (is_borrowed(value))
		return;
	add_value(composer, reading, value);
	for (struct reading *gatherer = composer->gatherer; gatherer; gatherer = gatherer->gatherer)
		if (gathers(gatherer, reading->kind))
			add_value(composer, gatherer, value);
}

/* The scope's context while an evaluation is listened to. */
struct listener {
	struct composer *composer;
	struct reading *reading;
};

static void hear(void *context, const struct value *value)
{
	const struct listener *listener = context;
	note(listener->composer, listener->reading, value);
}

static struct reading *reading_new(struct composer *composer, enum reading_kind kind, const char *text, int line)
{
	const struct pos pos = composer->titled ? composer->titled->pos : composer->clause ? composer->clause->pos : (struct pos){NULL, 0, 0};
	struct reading *reading = arena_alloc(arena_of(composer), sizeof *reading);
	*reading = (struct reading){.kind = kind, .text = text, .pos = {pos.file, line ? line : pos.line, 0}};
	return reading;
}

void trace_join(struct composer *composer, const struct reading *reading)
{
	if (!reading)
		return;
	struct reads *reads = arena_alloc(arena_of(composer), sizeof *reads);
	*reads = (struct reads){reading, composer->reads};
	trace_back(composer, reads);
}

void trace_back(struct composer *composer, const struct reads *reads)
{
	if (!composer->trace)
		return;
	composer->reads = reads;
	composer->origin = NULL;
}

struct reading *trace_begin(struct composer *composer, enum reading_kind kind, const char *text, int line)
{
	if (!composer->trace)
		return NULL;
	struct listener *listener = arena_alloc(&composer->scratch, sizeof *listener);
	*listener = (struct listener){composer, reading_new(composer, kind, text, line)};
	composer->scope.read = hear;
	composer->scope.context = listener;
	return listener->reading;
}

void trace_end(struct composer *composer, struct reading *reading, enum reading_result result)
{
	if (!reading)
		return;
	composer->scope.read = NULL;
	reading->result = result;
	trace_join(composer, reading);
}

static enum reading_result result_of(enum look look)
{
	return look == LOOK_GIVEN ? RESULT_YES : look == LOOK_UNKNOWN ? RESULT_UNKNOWN : RESULT_NO;
}

enum tri trace_test(struct composer *composer, enum reading_kind kind, const struct cond *cond, const char *text, int line)
{
	if (!cond)
		return TRI_TRUE;
	struct reading *reading = trace_begin(composer, kind, text, line);
	enum tri result = cond_test(cond, &composer->scope);
	trace_end(composer, reading, result == TRI_TRUE ? RESULT_YES : result == TRI_UNKNOWN ? RESULT_UNKNOWN : RESULT_NO);
	return result;
}

enum look trace_look(struct composer *composer, enum reading_kind kind, const struct cond *path, const char *text, int line, const struct value **value)
{
	struct reading *reading = trace_begin(composer, kind, text, line);
	enum look look = cond_look(path, &composer->scope, value);
	trace_end(composer, reading, result_of(look));
	return look;
}

enum look trace_count(struct composer *composer, enum reading_kind kind, const struct cond *count, const char *text, int line, long *number)
{
	struct reading *reading = trace_begin(composer, kind, text, line);
	enum look look = cond_count(count, &composer->scope, number);
	trace_end(composer, reading, result_of(look));
	return look;
}

void trace_value(struct composer *composer, enum reading_kind kind, const char *text, const struct value *value, enum reading_result result)
{
	trace_values(composer, kind, text, &value, 1, result);
}

void trace_values(struct composer *composer, enum reading_kind kind, const char *text, const struct value *const *values, size_t count, enum reading_result result)
{
	if (!composer->trace)
		return;
	struct reading *reading = reading_new(composer, kind, text, 0);
	for (size_t i = 0; i < count; i++)
		note(composer, reading, values[i]);
	reading->result = result;
	trace_join(composer, reading);
}

struct reading *trace_gather(struct composer *composer, enum reading_kind kind, const char *text)
{
	if (!composer->trace)
		return NULL;
	struct reading *reading = reading_new(composer, kind, text, 0);
	reading->gatherer = composer->gatherer;
	composer->gatherer = reading;
	return reading;
}

void trace_gathered(struct composer *composer, struct reading *reading, enum reading_result result)
{
	if (!reading)
		return;
	composer->gatherer = reading->gatherer;
	reading->result = result;
}

void trace_keep_surprise(struct composer *composer, const struct clause *clause, const struct reading *reading)
{
	if (!reading)
		return;
	struct surprise *kept = arena_alloc(&composer->scratch, sizeof *kept);
	*kept = (struct surprise){clause, reading, composer->surprises};
	composer->surprises = kept;
}

void trace_chosen(struct composer *composer, const struct clause *clause)
{
	if (!composer->trace)
		return;
	if (clause->law_count && composer->law == composer->home_law)
		trace_value(composer, READ_LAW, NULL, value_field(composer->facts, "home_law"), RESULT_YES);
	for (const struct surprise *kept = composer->surprises; kept; kept = kept->next)
		if (kept->clause == clause)
			trace_join(composer, kept->reading);
}

void trace_outcome(struct composer *composer, const struct clause *clause, enum outcome outcome)
{
	struct trace *trace = composer->trace;
	if (!trace)
		return;
	trace->items = arena_grow(arena_of(composer), trace->items, trace->count, &trace->capacity, sizeof *trace->items);
	trace->items[trace->count++] = (struct attempt){clause->id, composer->section->id, outcome, composer->record, composer->reads, clause->join != JOIN_NO};
}

static bool any_skipped(const struct trace *trace, struct attempts attempts)
{
	for (size_t i = attempts.first; i < attempts.end; i++)
		if (attempt_lets_join(&trace->items[i]))
			return true;
	return false;
}

const struct origin *trace_joined(struct composer *composer, const struct origin *origin)
{
	if (!composer->trace)
		return origin;
	struct attempts between = {composer->settled, composer->trace->count};
	if (!any_skipped(composer->trace, between) && !any_skipped(composer->trace, composer->excluded))
		return origin;
	struct reading *reading = reading_new(composer, READ_JOIN, NULL, 0);
	struct reads *reads = arena_alloc(arena_of(composer), sizeof *reads);
	struct origin *joined = arena_alloc(arena_of(composer), sizeof *joined);
	reading->result = RESULT_YES;
	reading->between = between;
	reading->excluded = composer->excluded;
	*reads = (struct reads){reading, origin->reads};
	*joined = *origin;
	joined->reads = reads;
	return joined;
}

void trace_settled(struct composer *composer)
{
	if (composer->trace)
		composer->settled = composer->trace->count;
}
