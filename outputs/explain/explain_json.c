/* Explanations for programs. Keys: man/noticesmith.1. */
#include "outputs/explain/explain.h"

#include "base/json.h"
#include "base/pointer_set.h"

#include <string.h>

static void put_path(json_t *object, const char *key, const struct value *value)
{
	struct buf path = BUF_INIT;
	value_path(&path, value);
	json_put_text(object, key, path.s);
	buf_release(&path);
}

static void put_place(json_t *object, struct pos pos)
{
	json_put_text(object, "file", pos.file);
	if (pos.line)
		json_put(object, "line", json_integer(pos.line));
	if (pos.col)
		json_put(object, "column", json_integer(pos.col));
}

static void put_articles(json_t *object, const struct requirement *const *articles, size_t count)
{
	json_t *list = json_new_array();
	for (size_t i = 0; i < count; i++) {
		json_t *article = json_new_object();
		json_put_text(article, "id", articles[i]->id);
		json_put_text(article, "cite", articles[i]->cite);
		json_put_text(article, "says", articles[i]->says);
		json_put(article, "verified", json_boolean(articles[i]->verified));
		json_push(list, article);
	}
	json_put(object, "articles", list);
}

/* ---- values ---- */

static void add_value(void *context, const struct value *value)
{
	if (explain_is_answer(value))
		pointer_set_add(context, value);
}

static void push_path(void *context, const struct value *value)
{
	struct buf path = BUF_INIT;
	if (explain_is_answer(value)) {
		value_path(&path, value);
		json_push_text(context, path.s);
	}
	buf_release(&path);
}

static json_t *value_object(struct explained *explained, const struct value *value)
{
	const struct provenance *because = explain_because(value);
	const struct fact_rule *rule = because ? schema_rule(explained->library->schema, because->rule) : NULL;
	const struct question *asked_by = because ? NULL : explain_asked_by(value);
	json_t *object = json_new_object(), *from = json_new_array();
	struct buf said = BUF_INIT;
	put_path(object, "path", value);
	explain_value(&said, value);
	json_put_text(object, "value", said.s);
	buf_release(&said);
	if (!because)
		put_place(object, answers_pos(explained->answers, value));
	if (rule) {
		json_put_text(object, "rule", rule->id);
		json_put_text(object, "says", rule->says);
		put_articles(object, rule->articles, rule->article_count);
	}
	json_put_text(object, "asked_when", asked_by ? asked_by->when_text : NULL);
	explain_rests_on(explained, value, push_path, from);
	json_put(object, "from", from);
	return object;
}

/* Every value once: those in a reading, and all that these rest on, each with the paths of what it rests on itself. */
static json_t *values_array(struct explained *explained, const struct reading *reading)
{
	struct pointer_set values = {.arena = &explained->arena};
	json_t *array = json_new_array();
	for (size_t i = 0; i < reading->count; i++)
		add_value(&values, reading->values[i]);
	for (size_t i = 0; i < values.count; i++) {
		explain_rests_on(explained, values.items[i], add_value, &values);
		json_push(array, value_object(explained, values.items[i]));
	}
	return array;
}

/* ---- parts ---- */

static json_t *part_object(struct explained *explained, const struct explained_part *part, bool further);

static void put_parts(struct explained *explained, json_t *object, const char *key, struct explained_parts parts)
{
	json_t *array = json_new_array();
	for (size_t i = 0; i < parts.count; i++)
		json_push(array, part_object(explained, &parts.items[i], false));
	json_put(object, key, array);
}

static void put_section(struct explained *explained, json_t *object, const char *id)
{
	json_put(object, "stands", json_boolean(explain_has_section(explained, id)));
	put_parts(explained, object, "since", explain_section(explained, id));
}

static json_t *reading_object(struct explained *explained, const struct reading *reading)
{
	static const char *const results[] = {[RESULT_NO] = "no", [RESULT_UNKNOWN] = "unknown", [RESULT_YES] = "yes"};
	json_t *object = json_new_object();
	json_put_text(object, "kind", explain_reading_id(reading->kind));
	json_put_text(object, "text", reading->text);
	json_put_text(object, "result", results[reading->result]);
	put_place(object, reading->pos);
	json_put(object, "values", values_array(explained, reading));
	if (reading->kind == READ_SECTION)
		put_section(explained, object, reading->text);
	else if (reading->kind == READ_JOIN)
		put_parts(explained, object, "not_printed", explain_further(explained, reading));
	return object;
}

static json_t *part_object(struct explained *explained, const struct explained_part *part, bool further)
{
	json_t *object = json_new_object(), *readings = json_new_array();
	json_put_text(object, "clause", part->clause);
	json_put_text(object, "section", part->section);
	put_place(object, part->pos);
	if (part->record)
		put_path(object, "record", part->record);
	json_put_text(object, "reason", explain_reason(part));
	if (part->source)
		put_articles(object, part->source->meets, part->source->meet_count);
	for (size_t i = 0; i < part->count; i++)
		if (further || (part->readings[i]->kind != READ_SECTION && part->readings[i]->kind != READ_JOIN))
			json_push(readings, reading_object(explained, part->readings[i]));
	json_put(object, "readings", readings);
	if (further && part->heads && strcmp(part->section, "top") != 0)
		put_section(explained, object, part->section);
	return object;
}

void explain_line_json(struct buf *buf, struct explained *explained, const char *name, size_t line)
{
	const struct explained_parts parts = explain_line(explained, line);
	const struct explained_line *at = &explained->lines[line - 1];
	json_t *object = json_new_object(), *array = json_new_array();
	json_put_text(object, "file", name);
	json_put(object, "line", json_integer((json_int_t)line));
	json_put_text(object, "text", arena_strndup(&explained->arena, explained->markdown.s + at->start, at->size));
	for (size_t i = 0; i < parts.count; i++)
		json_push(array, part_object(explained, &parts.items[i], true));
	json_put(object, "parts", array);
	json_add_value(buf, object);
}

/* ---- clauses ---- */

static json_t *attempt_object(struct explained *explained, const struct attempt *attempt)
{
	const struct explained_part part = explain_attempt(explained, attempt);
	json_t *object = part_object(explained, &part, true), *lines = json_new_array();
	json_put_text(object, "outcome", explain_outcome_id(attempt->outcome));
	for (size_t line = 1; attempt->outcome == OUTCOME_PRINTED && line <= explained->line_count; line++)
		if (explain_stands_on(explained, line, attempt->clause, attempt->record))
			json_push(lines, json_integer((json_int_t)line));
	json_put(object, "lines", lines);
	return object;
}

void explain_clause_json(struct buf *buf, struct explained *explained, const char *name, const struct clause *clause)
{
	const struct trace *trace = explained->document->trace;
	const struct clause *table = explain_few_of(explained->library, clause);
	json_t *object = json_new_object(), *array = json_new_array();
	json_put_text(object, "file", name);
	json_put_text(object, "clause", clause->id);
	json_put_text(object, "few_of", table ? table->id : NULL);
	for (size_t i = 0; i < trace->count; i++)
		if (strcmp(trace->items[i].clause, clause->id) == 0)
			json_push(array, attempt_object(explained, &trace->items[i]));
	json_put(object, "attempts", array);
	json_add_value(buf, object);
}
