/*
 * Explanations for people: a part a paragraph, what decided it below, and below that the answers, with the facts in between.
 *
 *     glance.recipients.no-sale  (outputs/clauses/en/01-glance.md:48)
 *         it prints when: count(facts.recipients) > 0 and promises.no_sale  -> true
 *             promises.no_sale: yes  (corner-shop.yaml:117:12)
 *         required by: GDPR Art. 13(1)(e): the recipients
 */
#include "outputs/explain/explain.h"

#include "base/pointer_set.h"
#include "base/text.h"

#include <string.h>

enum { STEP = 4, ATTEMPTS_SHOWN = 20 };

struct telling {
	struct buf *out;
	struct explained *explained;
	struct pointer_set told; /* values that have been said with all they rest on */
	int indent;
};

static void start_line(const struct telling *telling)
{
	for (int i = 0; i < telling->indent; i++)
		buf_addc(telling->out, ' ');
}

static void add_place(struct buf *out, struct pos pos)
{
	if (!pos.file || !pos.line)
		return;
	buf_adds(out, "  (");
	text_add_visible(out, pos.file);
	buf_addf(out, ":%d", pos.line);
	if (pos.col)
		buf_addf(out, ":%d", pos.col);
	buf_addc(out, ')');
}

static void add_article(struct buf *out, const struct requirement *article)
{
	buf_adds(out, article->cite);
	if (!article->verified)
		buf_adds(out, " (not verified)");
}

/* ---- values ---- */

static void tell_value(struct telling *telling, const struct value *value);

/* A value found below another: each is said once below it. */
struct below {
	struct telling *telling;
	const struct value *above;
	bool is_new, told_before; /* what was found: values that were not said yet, values that were */
};

static void tell_below(void *context, const struct value *value)
{
	struct below *below = context;
	if (value == below->above || !explain_is_answer(value))
		return;
	if (pointer_set_has(&below->telling->told, value)) {
		below->told_before = true;
		return;
	}
	below->is_new = true;
	tell_value(below->telling, value);
}

static void tell_rule(struct telling *telling, const struct provenance *because)
{
	const struct fact_rule *rule = schema_rule(telling->explained->library->schema, because->rule);
	if (!rule)
		return;
	start_line(telling);
	buf_addf(telling->out, "since %s [", rule->says);
	for (size_t i = 0; i < rule->article_count; i++) {
		buf_adds(telling->out, i ? "; " : "");
		add_article(telling->out, rule->articles[i]);
	}
	buf_adds(telling->out, "]\n");
}

static void tell_value(struct telling *telling, const struct value *value)
{
	const struct provenance *because = explain_because(value);
	struct buf said = BUF_INIT;
	bool is_new = pointer_set_add(&telling->told, value);
	start_line(telling);
	value_path(&said, value);
	buf_adds(&said, said.len ? ": " : "the answers: ");
	explain_value(&said, value);
	text_add_visible(telling->out, said.s);
	buf_release(&said);
	if (!because)
		add_place(telling->out, answers_pos(telling->explained->answers, value));
	buf_addc(telling->out, '\n');
	if (!is_new)
		return;
	telling->indent += STEP;
	const struct question *asked_by = because ? NULL : explain_asked_by(value);
	if (because)
		tell_rule(telling, because);
	if (asked_by) {
		start_line(telling);
		buf_addf(telling->out, "asked only when: %s\n", asked_by->when_text);
	}
	struct below below = {telling, value, false, false};
	explain_rests_on(telling->explained, value, tell_below, &below);
	if (below.told_before && !below.is_new) {
		start_line(telling);
		buf_adds(telling->out, "by answers named above\n");
	}
	telling->indent -= STEP;
}

static void tell_values(struct telling *telling, const struct reading *reading)
{
	struct pointer_set here = {.arena = &telling->explained->arena};
	telling->indent += STEP;
	for (size_t i = 0; i < reading->count; i++)
		if (explain_is_answer(reading->values[i]) && pointer_set_add(&here, reading->values[i]))
			tell_value(telling, reading->values[i]);
	telling->indent -= STEP;
}

/* ---- readings ---- */

static const char *const truth[] = {[RESULT_NO] = "false", [RESULT_UNKNOWN] = "not known", [RESULT_YES] = "true"};

static void tell_parts(struct telling *telling, const char *head, bool printed, struct explained_parts parts);

/* What a reading says before the answers it rests on. */
static void head_line(struct buf *out, const struct reading *reading)
{
	static const char *const heads[] = {
		[READ_LAW] = "it is for some laws only; the law of this notice:", [READ_SURPRISE] = "two clauses of this kind print; before it come those whose conditions read:",
		[READ_LIST] = "it goes through: %s", [READ_FILTER] = "it takes this one by: %s", [READ_WHEN] = "it prints when: %s",
		[READ_IF] = "it chooses by: %s", [READ_ROWS] = "rows of its table:", [READ_VALUE] = "it prints: %s", [READ_SELECT] = "it chooses words by: %s",
		[READ_CITE] = "it cites by the law of the notice: %s", [READ_SPELLING] = "it is spelt in the language of the notice", [READ_SECTION] = "it refers to the section: %s", [READ_JOIN] = "it goes on in the text before it",
		[READ_TEXT] = "it looked at:", [READ_OPEN] = "not answered:",
	};
	for (const char *p = heads[reading->kind]; *p; p++) {
		if (p[0] == '%' && p[1] == 's') {
			buf_adds(out, reading->text ? reading->text : "");
			p++;
		} else {
			buf_addc(out, *p);
		}
	}
	bool condition = reading->kind == READ_FILTER || reading->kind == READ_WHEN || reading->kind == READ_IF;
	if (condition)
		buf_addf(out, "  -> %s", truth[reading->result]);
	else if (reading->kind == READ_ROWS)
		buf_adds(out, reading->result == RESULT_YES ? " three or more" : " fewer than three, so that a sentence prints in its place");
	else if (reading->kind == READ_VALUE && reading->result != RESULT_YES)
		buf_adds(out, reading->result == RESULT_NO ? "  -> there is nothing" : "  -> not known");
}

static void tell_reading(struct telling *telling, const struct reading *reading)
{
	start_line(telling);
	head_line(telling->out, reading);
	buf_addc(telling->out, '\n');
	tell_values(telling, reading);
}

/* Of a section, and of texts that came together, what is said below is enough: it does not lead on. */
static bool leads_on(const struct reading *reading)
{
	return reading->kind == READ_SECTION || reading->kind == READ_JOIN;
}

static void tell_section(struct telling *telling, const char *id)
{
	bool there = explain_has_section(telling->explained, id);
	const char *head = there ? "the section stands in the notice, since this prints there:" : "the section does not stand in the notice, since nothing prints there:";
	tell_parts(telling, head, there, explain_section(telling->explained, id));
}

static void tell_readings(struct telling *telling, const struct explained_part *part, bool further)
{
	telling->indent += STEP;
	for (size_t i = 0; i < part->count; i++) {
		const struct reading *reading = part->readings[i];
		if (leads_on(reading) && !further)
			continue;
		tell_reading(telling, reading);
		if (reading->kind == READ_SECTION)
			tell_section(telling, reading->text);
		else if (reading->kind == READ_JOIN)
			tell_parts(telling, "what could stand between them does not print:", false, explain_further(telling->explained, reading));
	}
	telling->indent -= STEP;
}

/* ---- parts ---- */

static void part_line(struct telling *telling, const struct explained_part *part)
{
	struct buf said = BUF_INIT;
	start_line(telling);
	if (part->section)
		buf_adds(&said, "title of the section ");
	buf_adds(&said, part->clause ? part->clause : part->section ? part->section : "the program itself");
	add_place(&said, part->pos);
	if (part->record) {
		buf_adds(&said, ", for ");
		value_path(&said, part->record);
	}
	text_add_visible(telling->out, said.s);
	buf_addc(telling->out, '\n');
	buf_release(&said);
	if (!explain_reason(part))
		return;
	telling->indent += STEP;
	start_line(telling);
	buf_adds(telling->out, "your reason: ");
	text_add_visible(telling->out, explain_reason(part));
	buf_addc(telling->out, '\n');
	telling->indent -= STEP;
}

static void tell_articles(struct telling *telling, const struct clause *clause)
{
	telling->indent += STEP;
	for (size_t i = 0; clause && i < clause->meet_count; i++) {
		start_line(telling);
		buf_adds(telling->out, "required by ");
		add_article(telling->out, clause->meets[i]);
		buf_addf(telling->out, ": %s\n", clause->meets[i]->says);
	}
	telling->indent -= STEP;
}

/* Of what did not print, the reading that decided is enough. */
static void keep_last(struct explained_part *part)
{
	if (part->count > 1)
		part->readings += part->count - 1;
	part->count = part->count > 0;
}

static void tell_parts(struct telling *telling, const char *head, bool printed, struct explained_parts parts)
{
	telling->indent += STEP;
	start_line(telling);
	buf_addf(telling->out, "%s\n", head);
	telling->indent += STEP;
	for (size_t i = 0; i < parts.count; i++) {
		part_line(telling, &parts.items[i]);
		if (!printed)
			keep_last(&parts.items[i]);
		tell_readings(telling, &parts.items[i], false);
	}
	telling->indent -= 2 * STEP;
}

static void tell_part(struct telling *telling, const struct explained_part *part)
{
	part_line(telling, part);
	tell_readings(telling, part, true);
	if (part->heads && strcmp(part->section, "top") != 0)
		tell_section(telling, part->section);
	tell_articles(telling, part->source);
}

static void quote_line(struct buf *out, struct explained *explained, const char *name, size_t line)
{
	const struct explained_line *at = &explained->lines[line - 1];
	text_add_visible(out, name);
	buf_addf(out, ":%zu: ", line);
	char *text = arena_strndup(&explained->arena, explained->markdown.s + at->start, at->size);
	text_add_visible(out, text);
	buf_addc(out, '\n');
}

void explain_line_text(struct buf *buf, struct explained *explained, const char *name, size_t line)
{
	const struct explained_parts parts = explain_line(explained, line);
	quote_line(buf, explained, name, line);
	for (size_t i = 0; i < parts.count; i++) {
		struct telling telling = {.out = buf, .explained = explained, .told.arena = &explained->arena};
		buf_addc(buf, '\n');
		tell_part(&telling, &parts.items[i]);
	}
	if (parts.count)
		return;
	buf_adds(buf, "\nThis line is empty. It stands between these:\n\n");
	for (size_t at = line > 1 ? line - 1 : line + 1; at <= line + 1 && at <= explained->line_count; at += 2)
		quote_line(buf, explained, name, at);
}

/* ---- clauses ---- */

static const char *const outcomes[] = {
	[OUTCOME_PRINTED] = "printed", [OUTCOME_GAP] = "not known whether it prints: a gap stands in its place", [OUTCOME_LAW] = "not printed: it is not for the law of this notice",
	[OUTCOME_SHORT] = "not printed: it stands in the short notice alone", [OUTCOME_SURPRISE] = "not printed: two others that may surprise print before it", [OUTCOME_NO_ITEMS] = "not printed: what it goes through is empty",
	[OUTCOME_LIST_UNKNOWN] = "not known whether it prints: a gap stands in its place", [OUTCOME_FILTER] = "not printed: this one is passed over",
	[OUTCOME_WHEN] = "not printed: its condition is false", [OUTCOME_FEW] = "not printed: its table is short, and a sentence prints in its place",
	[OUTCOME_EMPTY] = "not printed: nothing in it has anything to say", [OUTCOME_REPEATED] = "not printed: the same gap stands right before",
};

static void add_lines(struct buf *out, const struct explained *explained, const char *clause, const struct value *record)
{
	const char *before = " on line ";
	for (size_t line = 1; line <= explained->line_count; line++) {
		if (!explain_stands_on(explained, line, clause, record))
			continue;
		buf_addf(out, "%s%zu", before, line);
		before = ", ";
	}
}

static void tell_attempt(struct telling *telling, const struct attempt *attempt)
{
	struct explained *explained = telling->explained;
	struct explained_part part = explain_attempt(explained, attempt);
	struct buf said = BUF_INIT;
	if (part.record) {
		buf_adds(&said, "for ");
		value_path(&said, part.record);
		buf_adds(&said, ": ");
	}
	buf_adds(&said, outcomes[attempt->outcome]);
	if (attempt->outcome == OUTCOME_PRINTED)
		add_lines(&said, explained, attempt->clause, part.record);
	else
		keep_last(&part);
	buf_addc(telling->out, '\n');
	text_add_visible(telling->out, said.s);
	buf_addc(telling->out, '\n');
	buf_release(&said);
	tell_readings(telling, &part, false);
}

/* What printed comes first. */
static size_t tell_attempts(struct telling *telling, const struct clause *clause)
{
	const struct trace *trace = telling->explained->document->trace;
	size_t count = 0;
	for (int silent = 0; silent < 2; silent++)
		for (size_t i = 0; i < trace->count; i++) {
			const struct attempt *attempt = &trace->items[i];
			if (strcmp(attempt->clause, clause->id) == 0 && (attempt->outcome != OUTCOME_PRINTED) == silent && count++ < ATTEMPTS_SHOWN)
				tell_attempt(telling, attempt);
		}
	if (count > ATTEMPTS_SHOWN)
		buf_addf(telling->out, "\nand %zu more: with --json all are shown\n", count - ATTEMPTS_SHOWN);
	return count;
}

void explain_clause_text(struct buf *buf, struct explained *explained, const char *name, const struct clause *clause)
{
	struct telling telling = {.out = buf, .explained = explained, .told.arena = &explained->arena};
	const struct explained_part part = {.clause = clause->id, .pos = {clause->pos.file, clause->pos.line, 0}};
	const struct clause *table = explain_few_of(explained->library, clause);
	text_add_visible(buf, name);
	buf_adds(buf, ": ");
	part_line(&telling, &part);
	tell_articles(&telling, clause);
	if (table)
		buf_addf(buf, "It prints only in the place of '%s', when its table has fewer than three rows.\n", table->id);
	if (!tell_attempts(&telling, clause) && table)
		tell_attempts(&telling, table);
}
