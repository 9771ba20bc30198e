#include "outputs/explain/explain.h"

#include "base/pointer_set.h"
#include "outputs/write/write.h"
#include "questionnaire/schema/schema.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines ---- */

static void add_line(struct explained *explained, size_t start, size_t size)
{
	explained->lines = arena_grow(&explained->arena, explained->lines, explained->line_count, &explained->line_capacity, sizeof *explained->lines);
	explained->lines[explained->line_count++] = (struct explained_line){.start = start, .size = size};
}

static void split(struct explained *explained)
{
	const char *text = explained->markdown.s;
	for (size_t at = 0; at < explained->markdown.len;) {
		size_t size = strcspn(text + at, "\n");
		add_line(explained, at, size);
		at += size + 1;
	}
}

/* A node that the writer put somewhere. Lines are known only when the text is whole. */
struct put {
	size_t line;
	const struct node *node;
};

struct puts {
	struct arena arena;
	struct put *items;
	size_t count, capacity;
};

static void note_put(void *context, size_t line, const struct node *node)
{
	struct puts *puts = context;
	puts->items = arena_grow(&puts->arena, puts->items, puts->count, &puts->capacity, sizeof *puts->items);
	puts->items[puts->count++] = (struct put){line, node};
}

struct explained *explain_new_unwritten(const struct library *library, const struct answers *answers, const struct document *document)
{
	struct explained *explained = xcalloc(1, sizeof *explained);
	*explained = (struct explained){.arena = ARENA_INIT, .library = library, .answers = answers, .document = document, .markdown = BUF_INIT};
	return explained;
}

struct explained *explain_new(const struct library *library, const struct answers *answers, const struct document *document)
{
	struct explained *explained = explain_new_unwritten(library, answers, document);
	struct puts puts = {.arena = ARENA_INIT};
	const struct line_listener listener = {note_put, &puts};
	write_markdown_lines(&explained->markdown, document, &listener);
	split(explained);
	for (size_t i = 0; i < puts.count; i++) {
		struct explained_line *line = &explained->lines[puts.items[i].line - 1];
		line->nodes = arena_grow(&explained->arena, line->nodes, line->count, &line->capacity, sizeof *line->nodes);
		line->nodes[line->count++] = puts.items[i].node;
	}
	arena_release(&puts.arena);
	return explained;
}

void explain_free(struct explained *explained)
{
	if (!explained)
		return;
	buf_release(&explained->markdown);
	arena_release(&explained->arena);
	free(explained);
}

/* ---- parts ---- */

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static struct explained_part *part_of(struct explained *explained, struct explained_parts *parts, const struct origin *origin)
{
	for (size_t i = 0; i < parts->count; i++) {
		struct explained_part *part = &parts->items[i];
		if (same_text(part->clause, origin->clause) && same_text(part->section, origin->section) && part->record == origin->record)
			return part;
	}
	parts->items = arena_grow(&explained->arena, parts->items, parts->count, &parts->capacity, sizeof *parts->items);
	struct explained_part *part = &parts->items[parts->count++];
	*part = (struct explained_part){.clause = origin->clause, .section = origin->section, .record = origin->record, .pos = {origin->file, origin->line, 0}};
	if (origin->clause)
		part->source = library_clause(explained->library, origin->clause);
	return part;
}

static bool has_reading(const struct explained_part *part, const struct reading *reading)
{
	for (size_t i = 0; i < part->count; i++)
		if (part->readings[i] == reading)
			return true;
	return false;
}

/* What two nodes share is the beginning of their chains: it was added with the first of them. */
static void add_readings(struct explained *explained, struct explained_part *part, const struct reads *reads)
{
	size_t first = part->count;
	for (; reads && !has_reading(part, reads->reading); reads = reads->before) {
		part->readings = arena_grow(&explained->arena, part->readings, part->count, &part->capacity, sizeof *part->readings);
		part->readings[part->count++] = reads->reading;
	}
	for (size_t i = first, j = part->count; i + 1 < j; i++) {
		const struct reading *swap = part->readings[i];
		part->readings[i] = part->readings[--j];
		part->readings[j] = swap;
	}
}

static void add_node(struct explained *explained, struct explained_parts *parts, const struct node *node)
{
	struct explained_part *part = part_of(explained, parts, node->origin);
	part->heads |= node->kind == NODE_HEADING && node->parent->id && node->parent->first == node;
	add_readings(explained, part, node->origin->reads);
}

struct explained_parts explain_nodes(struct explained *explained, const struct node *const *nodes, size_t count)
{
	struct explained_parts parts = {NULL, 0, 0};
	for (size_t i = 0; i < count; i++)
		add_node(explained, &parts, nodes[i]);
	return parts;
}

struct explained_parts explain_line(struct explained *explained, size_t line)
{
	const struct explained_line *at = &explained->lines[line - 1];
	return explain_nodes(explained, at->nodes, at->count);
}

struct explained_part explain_attempt(struct explained *explained, const struct attempt *attempt)
{
	struct explained_part part = {.clause = attempt->clause, .source = library_clause(explained->library, attempt->clause), .record = attempt->record};
	if (part.source)
		part.pos = (struct pos){part.source->pos.file, part.source->pos.line, 0};
	add_readings(explained, &part, attempt->reads);
	return part;
}

/* ---- sections ---- */

static const struct node *find_section(const struct explained *explained, const char *id)
{
	const struct node *root = explained->document->root;
	for (const struct node *node = root; node; node = node_walk(node, root))
		if (node->kind == NODE_SECTION && strcmp(node->id, id) == 0)
			return node;
	return NULL;
}

bool explain_has_section(const struct explained *explained, const char *id)
{
	return find_section(explained, id) != NULL;
}

/* The first words of a clause below the headings of a section: while they are there, so is the section. */
static const struct node *first_words(const struct node *section)
{
	const struct node *node = section->first ? section->first->next : NULL;
	while (node && node->kind == NODE_SECTION)
		node = node->first ? node->first->next : NULL;
	while (node && node->first && !node->first->origin->section) /* a link may have a title for its words */
		node = node->first;
	return node;
}

/* Is a section the other, or below it? */
static bool is_inside(const struct explained *explained, const char *id, const char *outer)
{
	while (id && strcmp(id, outer) != 0) {
		const struct section *section = library_section(explained->library, id);
		id = section ? section->parent : NULL;
	}
	return id != NULL;
}

static void add_attempt(struct explained *explained, struct explained_parts *parts, const struct attempt *attempt)
{
	parts->items = arena_grow(&explained->arena, parts->items, parts->count, &parts->capacity, sizeof *parts->items);
	parts->items[parts->count++] = explain_attempt(explained, attempt);
}

struct explained_parts explain_section(struct explained *explained, const char *id)
{
	struct explained_parts parts = {NULL, 0, 0};
	const struct trace *trace = explained->document->trace;
	const struct node *section = find_section(explained, id);
	const struct node *first = section ? first_words(section) : NULL;
	if (first)
		add_readings(explained, part_of(explained, &parts, first->origin), first->origin->reads);
	for (size_t i = 0; !section && i < trace->count; i++) {
		if (is_inside(explained, trace->items[i].section, id))
			add_attempt(explained, &parts, &trace->items[i]);
	}
	return parts;
}

static void add_silent(struct explained *explained, struct explained_parts *parts, struct attempts attempts)
{
	const struct attempt *items = explained->document->trace->items;
	for (size_t i = attempts.first; i < attempts.end; i++)
		if (attempt_lets_join(&items[i]))
			add_attempt(explained, parts, &items[i]);
}

struct explained_parts explain_further(struct explained *explained, const struct reading *reading)
{
	struct explained_parts parts = {NULL, 0, 0};
	if (reading->kind == READ_SECTION)
		return explain_section(explained, reading->text);
	if (reading->kind == READ_JOIN) {
		add_silent(explained, &parts, reading->excluded);
		add_silent(explained, &parts, reading->between);
	}
	return parts;
}

const char *explain_reason(const struct explained_part *part)
{
	const struct value *reason = part->record ? value_field(part->record, "reason") : NULL;
	return reason && value_is_given(reason) && reason->kind == TYPE_TEXT ? reason->text : NULL;
}

/* ---- values ---- */

bool explain_is_answer(const struct value *value)
{
	while (value->parent)
		value = value->parent;
	return value->kind == TYPE_RECORD;
}

const struct provenance *explain_because(const struct value *value)
{
	while (value && !value->because)
		value = value->parent;
	return value ? value->because : NULL;
}

const struct question *explain_asked_by(const struct value *answer)
{
	while (answer && !(answer->question && answer->question->when))
		answer = answer->parent;
	return answer ? answer->question : NULL;
}

static void visit_fact(const struct value *fact, const struct provenance *because, void (*visit)(void *context, const struct value *value), void *context)
{
	for (size_t i = 0; i < because->count; i++)
		visit(context, because->from[i]);
	if (fact->open)
		visit(context, fact->open);
	for (size_t i = 0; fact->kind == TYPE_LIST && i < fact->count; i++)
		for (size_t k = 0; fact->items[i].because && k < fact->items[i].because->count; k++)
			visit(context, fact->items[i].because->from[k]);
}

void explain_rests_on(const struct explained *explained, const struct value *value, void (*visit)(void *context, const struct value *value), void *context)
{
	const struct provenance *because = explain_because(value);
	if (because) {
		visit_fact(value, because, visit, context);
		return;
	}
	for (; value; value = value->parent)
		answers_decide(explained->answers, value, visit, context);
}

struct found {
	struct explained *explained;
	struct pointer_set values;
};

static void add_found(void *context, const struct value *value)
{
	struct found *found = context;
	if (explain_is_answer(value))
		pointer_set_add(&found->values, value);
}

/* With further, also what its readings lead to, but nothing beyond that. */
static void find_in_part(struct found *found, const struct explained_part *part, bool further);

static void find_in_parts(struct found *found, struct explained_parts parts)
{
	for (size_t i = 0; i < parts.count; i++)
		find_in_part(found, &parts.items[i], false);
}

static void find_in_part(struct found *found, const struct explained_part *part, bool further)
{
	for (size_t i = 0; i < part->count; i++) {
		const struct reading *reading = part->readings[i];
		if (reading->kind == READ_SECTION && !further)
			continue;
		for (size_t k = 0; k < reading->count; k++)
			add_found(found, reading->values[k]);
		if (further)
			find_in_parts(found, explain_further(found->explained, reading));
	}
	if (part->heads && further)
		find_in_parts(found, explain_section(found->explained, part->section));
}

void explain_visit_line(struct explained *explained, size_t line, void (*visit)(void *context, const struct value *value), void *context)
{
	struct found found = {explained, {.arena = &explained->arena}};
	const struct explained_parts parts = explain_line(explained, line);
	for (size_t i = 0; i < parts.count; i++)
		find_in_part(&found, &parts.items[i], true);
	for (size_t next = 0; next < found.values.count; next++) {
		explain_rests_on(explained, found.values.items[next], add_found, &found);
		visit(context, found.values.items[next]);
	}
}

static void add_items(struct buf *buf, const struct value *list)
{
	if (list->kind == TYPE_RECORDS && list->count && !list->items[0].key) {
		buf_addf(buf, "%zu", list->count);
		return;
	}
	buf_addc(buf, '[');
	for (size_t i = 0; i < list->count; i++) {
		const struct value *item = &list->items[i];
		buf_adds(buf, i ? ", " : "");
		if (item->kind == TYPE_RECORD)
			buf_adds(buf, item->key);
		else
			explain_value(buf, item);
	}
	buf_addc(buf, ']');
}

static void add_given(struct buf *buf, const struct value *value)
{
	const char *words = value->kind == TYPE_WORDS ? value_words(value, "en") : NULL;
	if (value->kind == TYPE_LIST || value->kind == TYPE_RECORDS)
		add_items(buf, value);
	else if (value->kind == TYPE_RECORD)
		buf_adds(buf, value->key ? value->key : "answered");
	else if (value->kind == TYPE_YES_NO)
		buf_adds(buf, value->number ? "yes" : "no");
	else
		buf_adds(buf, words ? words : value->text);
	if (value->suggested)
		buf_adds(buf, " (suggested only)");
}

void explain_value(struct buf *buf, const struct value *value)
{
	if (value->closed)
		buf_adds(buf, "not asked");
	else if (value->state == VALUE_ABSENT)
		buf_adds(buf, "not answered");
	else if (value->state == VALUE_UNKNOWN)
		buf_adds(buf, "not known yet");
	else if (value->state == VALUE_NONE)
		buf_adds(buf, "none");
	else
		add_given(buf, value);
}

/* ---- names ---- */

const char *explain_reading_id(enum reading_kind kind)
{
	static const char *const ids[] = {
		[READ_LAW] = "law", [READ_SURPRISE] = "surprise", [READ_LIST] = "list", [READ_FILTER] = "filter", [READ_WHEN] = "when",
		[READ_IF] = "if", [READ_ROWS] = "rows", [READ_VALUE] = "value", [READ_SELECT] = "select", [READ_CITE] = "cite", [READ_SPELLING] = "spelling",
		[READ_SECTION] = "section", [READ_JOIN] = "join", [READ_TEXT] = "text", [READ_OPEN] = "open",
	};
	return ids[kind];
}

const char *explain_outcome_id(enum outcome outcome)
{
	static const char *const ids[] = {
		[OUTCOME_PRINTED] = "printed", [OUTCOME_GAP] = "unknown", [OUTCOME_LAW] = "other-law", [OUTCOME_SHORT] = "short-only",
		[OUTCOME_SURPRISE] = "other-surprises",
		[OUTCOME_NO_ITEMS] = "no-items", [OUTCOME_LIST_UNKNOWN] = "list-unknown", [OUTCOME_FILTER] = "filter", [OUTCOME_WHEN] = "condition",
		[OUTCOME_FEW] = "few-rows", [OUTCOME_EMPTY] = "empty", [OUTCOME_REPEATED] = "same-gap",
	};
	return ids[outcome];
}

bool explain_stands_on(const struct explained *explained, size_t line, const char *clause, const struct value *record)
{
	const struct explained_line *at = &explained->lines[line - 1];
	for (size_t i = 0; i < at->count; i++)
		if (same_text(at->nodes[i]->origin->clause, clause) && (!record || at->nodes[i]->origin->record == record))
			return true;
	return false;
}

const struct clause *explain_few_of(const struct library *library, const struct clause *clause)
{
	for (size_t i = 0; i < library->clause_count; i++)
		if (library->clauses[i]->few == clause)
			return library->clauses[i];
	return NULL;
}
