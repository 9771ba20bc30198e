/*
 * New answers files: headings for the chapters, and for a person at an editor the questions as comments.
 */
#include "questionnaire/answers/change_parts.h"

#include "questionnaire/types/term.h"

#include <string.h>

enum { CHOICES_SHOWN = 8, STEP = 2 };

/* The comment that begins a file, and its format. */
static void add_head(struct buf *buf, const char *hint)
{
	buf_addf(buf, "# The answers behind a privacy notice, for noticesmith.%s\n"
		"#\n"
		"# In place of a value stands !unknown as long as you do not know it, and !none where there is none. What has the\n"
		"# mark !suggested is usual, but nobody has confirmed it yet: take the mark away, or write what is true of you.\n"
		"format: %d\n", hint, ANSWERS_FORMAT);
}

static void add_heading(struct buf *buf, const struct chapter *chapter)
{
	buf_addc(buf, '\n');
	chapter_heading(buf, chapter);
	buf_addc(buf, '\n');
}

static bool asks(const struct chapter *chapter, const char *field)
{
	for (size_t i = 0; i < chapter->ask_count; i++)
		if (!strcmp(chapter->asks[i]->id, field))
			return true;
	return false;
}

const char *answers_first_language(const struct schema *schema)
{
	return answers_type(schema, "notice.language").vocabulary->terms[0].id;
}

void answers_blank(const struct schema *schema, struct buf *buf)
{
	bool said = false;

	add_head(buf, "");
	for (size_t i = 0; i <= schema->chapter_count; i++) {
		bool last = i == schema->chapter_count;
		if (!last)
			add_heading(buf, &schema->chapters[i]);
		if (!said && (last || asks(&schema->chapters[i], "notice"))) {
			buf_addf(buf, "%snotice:\n  language: %s\n", last ? "\n" : "", answers_first_language(schema));
			said = true;
		}
	}
}

/* Answers as lines */

struct outline {
	struct buf *buf;
	int indent;
	bool comment;  /* the lines are comments: questions nobody has answered */
};

static void add_key(const struct outline *outline, int indent, const char *key)
{
	int around = outline->comment ? outline->indent : indent;

	buf_addf(outline->buf, "%*s%s", around, "", outline->comment ? "# " : "");
	buf_addf(outline->buf, "%*s%s:", indent - around, "", key);
}

static void add_scalar(const struct outline *outline, int indent, const struct type *type, const char *text, bool flow)
{
	splice_scalar(outline->buf, text, flow, indent + STEP, type->kind != TYPE_TEXT && type->kind != TYPE_LONG_TEXT);
}

static void add_list(const struct outline *outline, const struct type *type, const struct value *list)
{
	buf_adds(outline->buf, " [");
	for (size_t i = 0; i < list->count; i++) {
		buf_adds(outline->buf, i ? ", " : "");
		add_scalar(outline, 0, type->item, list->items[i].text, true);
	}
	buf_addc(outline->buf, ']');
}

/* "the recipient's role: processor, controller or joint" */
static void add_help(struct buf *buf, const struct question *question)
{
	const struct type *type = question->type.kind == TYPE_LIST ? question->type.item : &question->type;

	buf_addf(buf, "  # %s", question->label);
	if (type->kind == TYPE_YES_NO) {
		buf_adds(buf, ": yes or no");
		return;
	}
	if (type->kind != TYPE_CHOICE || type->vocabulary->term_count > CHOICES_SHOWN) {
		buf_addf(buf, ", as in: %s", question->example);
		return;
	}
	for (size_t i = 0; i < type->vocabulary->term_count; i++)
		buf_addf(buf, "%s%s", i == 0 ? ": " : i + 1 < type->vocabulary->term_count ? ", " : " or ", type->vocabulary->terms[i].id);
}

static void add_questions(const struct outline *outline, int indent, const struct record_type *type);

/* A question nobody has answered, with those below it. */
static void add_question(const struct outline *outline, int indent, const struct question *question)
{
	const struct outline comment = {outline->buf, outline->comment ? outline->indent : indent, true};
	const struct type *type = &question->type;

	add_key(&comment, indent, question->id);
	if (type->kind != TYPE_RECORD)
		add_help(outline->buf, question);
	buf_addc(outline->buf, '\n');
	if (type->kind == TYPE_RECORDS) {
		indent += STEP;
		add_key(&comment, indent, "NAME");
		buf_addf(outline->buf, "  # a short name for %s, which stays the same\n", type->record->what);
	}
	if (type->kind == TYPE_RECORD || type->kind == TYPE_RECORDS)
		add_questions(&comment, indent + STEP, type->record);
}

/* Those of a record that is not there: what is always asked. */
static void add_questions(const struct outline *outline, int indent, const struct record_type *type)
{
	for (size_t i = 0; i < type->field_count; i++)
		if (type->fields[i].required && !type->fields[i].when)
			add_question(outline, indent, &type->fields[i]);
}

static void add_answer(const struct outline *outline, int indent, const char *key, const struct type *type, const struct value *value);

static bool says_nothing(const struct value *record)
{
	for (size_t i = 0; i < record->count; i++)
		if (record->items[i].state != VALUE_ABSENT)
			return false;
	return true;
}

static void add_record(const struct outline *outline, int indent, const struct value *record)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct value *field = &record->items[i];
		if (field->state != VALUE_ABSENT)
			add_answer(outline, indent, field->question->id, &field->question->type, field);
		else if (field->question->required && !field->closed)
			add_question(outline, indent, field->question);
	}
}

static void add_answer(const struct outline *outline, int indent, const char *key, const struct type *type, const struct value *value)
{
	const struct type item = {.kind = TYPE_RECORD, .record = type->record};
	bool map = type->kind == TYPE_RECORD || type->kind == TYPE_RECORDS;

	add_key(outline, indent, key);
	if (value->state != VALUE_GIVEN) {
		buf_adds(outline->buf, value->state == VALUE_NONE ? " !none\n" : " !unknown\n");
		return;
	}
	if (value->suggested && !value->parent->suggested)
		buf_adds(outline->buf, " !suggested");
	if (map && says_nothing(value)) {
		buf_adds(outline->buf, " {}\n");
		return;
	}
	if (type->kind == TYPE_LIST) {
		add_list(outline, type, value);
	} else if (!map) {
		buf_addc(outline->buf, ' ');
		add_scalar(outline, indent, type, value->text, false);
	}
	buf_addc(outline->buf, '\n');
	if (type->kind == TYPE_RECORD)
		add_record(outline, indent + STEP, value);
	for (size_t i = 0; type->kind == TYPE_RECORDS && i < value->count; i++)
		add_answer(outline, indent + STEP, value->items[i].key, &item, &value->items[i]);
}

void answers_outline(const struct answers *answers, struct buf *buf)
{
	const struct schema *schema = answers->schema;
	const struct outline outline = {buf, 0, false};

	add_head(buf, " Take the '#' and one space away from a line and write your answer\n# behind the ':'.");
	for (size_t i = 0; i < schema->chapter_count; i++) {
		add_heading(buf, &schema->chapters[i]);
		for (size_t k = 0; k < schema->chapters[i].ask_count; k++) {
			const struct question *question = schema->chapters[i].asks[k];
			const struct value *value = &answers->root->items[question - schema->root->fields];
			if (value->state == VALUE_ABSENT && (!question->required || value->closed))
				continue;
			if (buf->s[buf->len - 2] != '-') /* the end of a heading */
				buf_addc(buf, '\n');
			if (value->state != VALUE_ABSENT)
				add_answer(&outline, 0, question->id, &question->type, value);
			else
				add_question(&outline, 0, question);
		}
	}
}
