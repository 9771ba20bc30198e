/*
 * Explanations for those who never saw a condition: where a text comes from, the answers in it and behind it by their labels, the law.
 *
 *     This is the clause 'purposes.keep'.  (outputs/clauses/en/04-purposes.md:290)
 *     It prints:
 *         the period: 6 months  (activities.messages.retention.keep)
 *     It is there because of:
 *         what data is used for, one an activity: 5, since each activity is a purpose ...  [GDPR Art. 13(1)(c), 14(1)(c)]
 *             what you do: 5  (activities)
 *     The law asks for it:
 *         GDPR Art. 13(2)(a), 14(2)(a): how long data is kept or what decides that
 */
#include "outputs/explain/explain.h"

#include "base/pointer_set.h"
#include "base/text.h"

enum { STEP = 4, SHOWN = 6 /* of values below one heading, and of items in a list */ };

struct plain {
	struct buf *out;
	struct explained *explained;
	struct pointer_set told; /* values and rules: each is said once */
};

static void start_line(struct plain *plain, int depth)
{
	if (plain->out->len)
		buf_addc(plain->out, '\n');
	for (int i = 0; i < depth * STEP; i++)
		buf_addc(plain->out, ' ');
}

/* ---- values ---- */

static const struct question *question_of(const struct value *value)
{
	while (value && !value->question)
		value = value->parent;
	return value ? value->question : NULL;
}

static const char *words_of(const struct value *choice)
{
	const struct value *label = choice->term && choice->term->vocabulary->attribute_count ? &choice->term->attributes[0] : NULL;
	const char *words = !label ? NULL : label->kind == TYPE_WORDS ? value_words(label, "en") : label->text;
	return words ? words : choice->text;
}

static void add_value(struct buf *buf, const struct value *value)
{
	if (!value_is_given(value)) {
		explain_value(buf, value);
	} else if (value->kind == TYPE_RECORDS) {
		buf_addf(buf, "%zu", value->count);
	} else if (value->kind == TYPE_CHOICE) {
		buf_adds(buf, words_of(value));
		buf_adds(buf, value->suggested ? " (suggested only)" : "");
	} else if (value->kind == TYPE_LIST) {
		for (size_t i = 0; i < value->count && i < SHOWN; i++) {
			buf_adds(buf, i ? ", " : "");
			add_value(buf, &value->items[i]);
		}
		buf_adds(buf, value->count ? "" : "none");
		if (value->count > SHOWN)
			buf_addf(buf, " and %zu more", value->count - SHOWN);
	} else {
		explain_value(buf, value);
	}
}

static void add_articles(struct buf *buf, const struct requirement *const *articles, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		buf_adds(buf, i ? "; " : "  [");
		buf_adds(buf, articles[i]->cite);
		buf_adds(buf, articles[i]->verified ? "" : " (not verified)");
	}
	buf_adds(buf, count ? "]" : "");
}

static void tell_value(struct plain *plain, const struct value *value, int depth)
{
	const struct provenance *because = explain_because(value);
	const struct fact_rule *rule = because ? schema_rule(plain->explained->library->schema, because->rule) : NULL;
	bool new_rule = rule && pointer_set_add(&plain->told, rule);
	const struct question *question = question_of(value);
	struct buf said = BUF_INIT;
	buf_adds(&said, question && question->label ? question->label : "the answers");
	buf_adds(&said, ": ");
	add_value(&said, value);
	if (new_rule) {
		buf_addf(&said, ", since %s", rule->says);
		add_articles(&said, rule->articles, rule->article_count);
	} else if (!because) {
		buf_adds(&said, "  (");
		value_path(&said, value);
		buf_addc(&said, ')');
	}
	start_line(plain, depth);
	text_add_visible(plain->out, said.s);
	buf_release(&said);
}

/* A few of many values: what was said before is left out, for a fact what it rests on comes below it. Returns how many were said. */
static size_t tell_values(struct plain *plain, const struct value *const *values, size_t count, int depth)
{
	size_t said = 0;
	for (size_t i = 0; i < count; i++) {
		if (!explain_is_answer(values[i]) || !values[i]->parent || !pointer_set_add(&plain->told, values[i]))
			continue;
		if (said++ >= SHOWN)
			continue;
		tell_value(plain, values[i], depth);
		const struct provenance *because = explain_because(values[i]);
		if (because)
			tell_values(plain, because->from, because->count, depth + 1);
	}
	if (said > SHOWN) {
		start_line(plain, depth);
		buf_addf(plain->out, "and %zu more", said - SHOWN);
	}
	return said;
}

/* ---- parts ---- */

static void tell_source(struct plain *plain, const struct explained_part *part)
{
	struct buf said = BUF_INIT;
	if (part->clause)
		buf_addf(&said, "This is the clause '%s'", part->clause);
	else if (part->section)
		buf_addf(&said, "This is the title of the section '%s'", part->section);
	else
		buf_adds(&said, "The program says this by itself");
	if (part->record && !explain_because(part->record)) {
		buf_adds(&said, ", for ");
		value_path(&said, part->record);
	}
	buf_addc(&said, '.');
	if (part->pos.file && part->pos.line)
		buf_addf(&said, "  (%s:%d)", part->pos.file, part->pos.line);
	start_line(plain, 0);
	text_add_visible(plain->out, said.s);
	buf_release(&said);
	if (!explain_reason(part))
		return;
	start_line(plain, 0);
	buf_adds(plain->out, "Your reason for it: ");
	text_add_visible(plain->out, explain_reason(part));
}

enum use { PRINTS, WAITS, DECIDES };

static enum use use_of(const struct reading *reading)
{
	if (reading->result == RESULT_UNKNOWN || reading->kind == READ_OPEN)
		return WAITS;
	return reading->kind == READ_VALUE || reading->kind == READ_SELECT ? PRINTS : DECIDES;
}

/* The last reading is the nearest. */
static void tell_readings(struct plain *plain, const struct explained_part *part, enum use use)
{
	static const char *const heads[] = {
		[PRINTS] = "It prints:", [WAITS] = "It waits for an answer:", [DECIDES] = "It is there because of:",
	};
	size_t start = plain->out->len, said = 0;
	start_line(plain, 0);
	buf_adds(plain->out, heads[use]);
	for (size_t i = part->count; i > 0; i--) {
		const struct reading *reading = part->readings[i - 1];
		if (use_of(reading) == use)
			said += tell_values(plain, reading->values, reading->count, 1);
	}
	if (!said)
		buf_truncate(plain->out, start);
}

static void tell_law(struct plain *plain, const struct clause *clause)
{
	if (!clause || !clause->meet_count)
		return;
	start_line(plain, 0);
	buf_adds(plain->out, "The law asks for it:");
	for (size_t i = 0; i < clause->meet_count; i++) {
		const struct requirement *article = clause->meets[i];
		start_line(plain, 1);
		buf_addf(plain->out, "%s: %s%s", article->cite, article->says, article->verified ? "" : " (not verified)");
	}
}

void explain_plainly(struct buf *buf, struct explained *explained, struct explained_parts parts)
{
	for (size_t i = 0; i < parts.count; i++) {
		struct plain plain = {.out = buf, .explained = explained, .told.arena = &explained->arena};
		if (i)
			buf_addc(buf, '\n');
		tell_source(&plain, &parts.items[i]);
		tell_readings(&plain, &parts.items[i], WAITS);
		tell_readings(&plain, &parts.items[i], PRINTS);
		tell_readings(&plain, &parts.items[i], DECIDES);
		tell_law(&plain, parts.items[i].source);
	}
}
