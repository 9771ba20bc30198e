#include "tests/soak/check.h"

#include "base/text.h"
#include "questionnaire/facts/facts.h"
#include "questionnaire/promises/promises.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

bool verdict_fail(struct verdict *verdict, const char *kind, const char *format, ...)
{
	if (verdict->kind)
		return false;
	va_list arguments;
	char detail[2000];
	va_start(arguments, format);
	vsnprintf(detail, sizeof detail, format, arguments);
	va_end(arguments);
	verdict->kind = kind;
	text_add_visible(&verdict->detail, detail);
	return false;
}

void verdict_release(struct verdict *verdict)
{
	buf_release(&verdict->detail);
}

bool node_is_own_text(const struct node *node)
{
	const struct value *value = node->kind == NODE_TEXT ? node->origin->answer : NULL;
	return value && value_is_given(value)
		&& (value->kind == TYPE_TEXT || value->kind == TYPE_LONG_TEXT || value->kind == TYPE_EMAIL || value->kind == TYPE_WEB);
}

/* ---- read as written ---- */

static bool same_scalar(const struct draft *draft, const struct value *value, struct verdict *verdict)
{
	struct buf path = BUF_INIT;
	bool same = value->text && strcmp(value->text, draft->text) == 0;
	if (!same) {
		value_path(&path, value);
		verdict_fail(verdict, "value not read as typed", "%s: '%s' was read as '%s'", path.s, draft->text, value->text ? value->text : "");
	}
	buf_release(&path);
	return same;
}

static const struct value *value_for(const struct value *value, const struct draft *draft, size_t index)
{
	if (!draft->key)
		return index < value->count ? &value->items[index] : NULL;
	for (size_t i = 0; i < value->count; i++) {
		const struct value *item = &value->items[i];
		const char *key = item->key ? item->key : item->question ? item->question->id : "";
		if (strcmp(key, draft->key) == 0)
			return item;
	}
	return NULL;
}

/* `format` was read by itself and is no answer. */
static bool read_as_typed(const struct draft *draft, const struct value *value, struct verdict *verdict)
{
	size_t index = 0;
	if (draft->kind == DRAFT_SCALAR)
		return same_scalar(draft, value, verdict);
	for (size_t i = 0; i < draft->count; i++) {
		const struct draft *item = &draft->items[i];
		if (item->removed || (!value->parent && strcmp(item->key, "format") == 0))
			continue;
		const struct value *below = value_for(value, item, index++);
		if (!below)
			return verdict_fail(verdict, "value not read as typed", "'%s' is lost", item->key ? item->key : "an item");
		if (!read_as_typed(item, below, verdict))
			return false;
	}
	return true;
}

/* ---- findings ---- */

/* What is only suggested was said by nobody: a record of nothing else is none. */
static bool is_said(const struct value *value)
{
	bool record = value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS;
	bool said = value->state == VALUE_GIVEN && !value->suggested && (!record || !value->count);
	for (size_t i = 0; record && value->state == VALUE_GIVEN && !value->suggested && i < value->count; i++)
		said |= is_said(&value->items[i]);
	return said;
}

/* Closed answers; what is closed with the record around it counts with that. */
static size_t count_not_used(const struct value *value)
{
	size_t count = 0;
	if (value->closed)
		return is_said(value);
	for (size_t i = 0; i < value->count; i++)
		count += count_not_used(&value->items[i]);
	return count;
}

static bool check_finding(const struct diag *diag, struct verdict *verdict)
{
	const char *lacks = !diag->kind->id || !*diag->kind->id ? "id"
		: !diag->pos.file || diag->pos.line < 1 || diag->pos.col < 1 ? "position"
		: !diag->message || !*diag->message ? "message"
		: !diag->where || !*diag->where ? "answer path"
		: !diag->why && diag->kind->severity > SEVERITY_ADVICE ? "reason" /* an advice has it in its words */
		: !diag->fix || !*diag->fix ? "way out" : NULL;
	if (lacks)
		return verdict_fail(verdict, "incomplete finding", "the finding '%s' [%s] has no %s", diag->message ? diag->message : "",
			diag->kind->id, lacks);
	if (strstr(diag->message, "$1") || strstr(diag->fix, "$1") || strstr(diag->message, "  "))
		return verdict_fail(verdict, "leftover in a finding", "%s; %s", diag->message, diag->fix);
	return true;
}

static bool check_loading(const struct answers *answers, const struct diags *diags, struct verdict *verdict)
{
	size_t not_used = 0;
	if (!answers)
		return verdict_fail(verdict, "not loaded", "line %d: %s", diags->count ? diags->items[0].pos.line : 0,
			diags->count ? diags->items[0].message : "no finding says why");
	for (size_t i = 0; i < diags->count; i++) {
		if (strcmp(diags->items[i].kind->id, "answer-not-used") != 0)
			return verdict_fail(verdict, "finding on loading", "%s", diags->items[i].message);
		not_used++;
	}
	if (not_used != count_not_used(answers->root))
		return verdict_fail(verdict, "advice on closed answers", "%zu answers are not used, %zu are told", count_not_used(answers->root),
			not_used);
	return true;
}

/* ---- draft or finished ---- */

/* Is something required open below, or something only suggested? Said again here, not asked of answers_open. */
static bool is_unsettled(const struct value *value)
{
	bool required = !value->question || value->question->required;
	if (value->closed || value->state == VALUE_NONE)
		return false;
	if (value->state == VALUE_GIVEN && value->suggested)
		return true;
	if (value->state != VALUE_GIVEN && value->kind != TYPE_RECORD)
		return required;
	if (value->state != VALUE_GIVEN && !required)
		return false;
	bool any = false, asks = false;
	for (size_t i = 0; i < value->count; i++) {
		any |= is_unsettled(&value->items[i]);
		asks |= !value->items[i].question || value->items[i].question->required;
	}
	return any || (value->state != VALUE_GIVEN && !asks);
}

static bool shows_gap(const struct document *document)
{
	for (const struct node *node = document->root; node; node = node_walk(node, document->root))
		if (node->kind == NODE_OPEN || node->kind == NODE_GAP)
			return true;
	return false;
}

static bool has_finding(const struct diags *diags, const char *id)
{
	for (size_t i = 0; i < diags->count; i++)
		if (strcmp(diags->items[i].kind->id, id) == 0)
			return true;
	return false;
}

/* A seat whose law has no clauses here keeps the notice a draft as well. */
static bool check_draft(const struct answers *answers, const struct document *document, const struct diags *diags, struct verdict *verdict)
{
	bool unsettled = is_unsettled(answers->root), gap = shows_gap(document), no_law = has_finding(diags, "law-missing");
	bool expected = unsettled || gap || no_law, banner = document->root->first->kind == NODE_BANNER;
	if (document->draft != expected || banner != expected)
		return verdict_fail(verdict, "draft or finished", "draft: %d, banner: %d; something open or suggested: %d, a gap: %d, no law: %d",
			document->draft, banner, unsettled, gap, no_law);
	if ((diags_status(diags) == 1) != expected)
		return verdict_fail(verdict, "exit status", "draft: %d, exit status: %d", expected, diags_status(diags));
	return true;
}

/* ---- the same again ---- */

struct composed {
	struct document *document;
	struct buf outputs[NOTICE_FORMAT_COUNT];
};

static struct composed compose_all(const struct checker *checker, const struct answers *answers, struct diags *diags,
	const struct compose_watch *watch)
{
	struct composed composed;
	struct arena derived = ARENA_INIT;
	composed.document = compose_watched(checker->library, answers, facts_derive(&derived, answers, checker->today), diags, watch);
	composed.document->facts = derived;
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++) {
		buf_init(&composed.outputs[i]);
		if (i != NOTICE_JSON || checker->oracles)
			notice_write(&composed.outputs[i], composed.document, (enum notice_format)i);
	}
	return composed;
}

static void composed_release(struct composed *composed)
{
	document_free(composed->document);
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++)
		buf_release(&composed->outputs[i]);
}

static bool same_again(const struct checker *checker, const struct answers *answers, const struct composed *first, const char *when,
	struct verdict *verdict)
{
	struct diags diags = DIAGS_INIT;
	struct composed again = compose_all(checker, answers, &diags, NULL);
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++) {
		const struct buf *a = &first->outputs[i], *b = &again.outputs[i];
		if (a->len != b->len || memcmp(a->s, b->s, a->len) != 0)
			verdict_fail(verdict, "not the same again", "%s differs %s", notice_format_name((enum notice_format)i), when);
	}
	composed_release(&again);
	diags_release(&diags);
	return !verdict->kind;
}

static bool same_from_second_load(const struct checker *checker, const char *bytes, size_t size, const struct composed *first,
	struct verdict *verdict)
{
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_read(checker->library->schema, "company.yaml", bytes, size, &diags);
	bool same = answers && same_again(checker, answers, first, "when the answers are read again", verdict);
	answers_free(answers);
	diags_release(&diags);
	return same;
}

/* ---- promises, the short notice ---- */

static bool check_promises(const struct checker *checker, const struct answers *answers, struct verdict *verdict)
{
	struct diags diags = DIAGS_INIT;
	struct arena derived = ARENA_INIT;
	bool fine = true;
	promises_check(answers, facts_derive(&derived, answers, checker->today), &diags);
	for (size_t i = 0; i < diags.count && fine; i++)
		fine = check_finding(&diags.items[i], verdict);
	diags_release(&diags);
	arena_release(&derived);
	return fine;
}

static bool check_short(const struct checker *checker, const struct answers *answers, struct verdict *verdict)
{
	struct diags diags = DIAGS_INIT;
	struct arena derived = ARENA_INIT;
	struct document *document = compose_short(checker->library, answers, facts_derive(&derived, answers, checker->today), &diags, checker->watch);
	document->facts = derived;
	const char *flaw = document_flaw(document);
	bool fine = !flaw || verdict_fail(verdict, "flaw of the short notice", "%s", flaw);
	fine = fine && check_prose(document, verdict);
	if (fine && document->draft != verdict->draft)
		fine = verdict_fail(verdict, "short notice", "draft: %d, as a whole: %d", document->draft, verdict->draft);
	document_free(document);
	diags_release(&diags);
	return fine;
}

/* ---- all ---- */

static bool check_document(const struct checker *checker, const char *bytes, size_t size, const struct answers *answers,
	struct diags *diags, struct verdict *verdict)
{
	struct composed composed = compose_all(checker, answers, diags, checker->watch);
	const char *flaw = document_flaw(composed.document);
	bool fine = !flaw || verdict_fail(verdict, "flaw of the document", "%s", flaw);
	verdict->draft = composed.document->draft;
	for (size_t i = 0; i < diags->count; i++)
		fine = fine && check_finding(&diags->items[i], verdict);
	fine = fine && check_draft(answers, composed.document, diags, verdict) && check_prose(composed.document, verdict)
		&& check_outputs(composed.document, composed.outputs, checker->oracles, verdict)
		&& check_promises(checker, answers, verdict) && check_short(checker, answers, verdict)
		&& same_again(checker, answers, &composed, "when composed again", verdict)
		&& same_from_second_load(checker, bytes, size, &composed, verdict);
	composed_release(&composed);
	return fine;
}

bool soak_check(const struct checker *checker, const char *bytes, size_t size, const struct draft *root, struct verdict *verdict)
{
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_read(checker->library->schema, "company.yaml", bytes, size, &diags);
	verdict->loaded = answers != NULL;
	bool fine = check_loading(answers, &diags, verdict) && (!root || read_as_typed(root, answers->root, verdict))
		&& check_document(checker, bytes, size, answers, &diags, verdict);
	answers_free(answers);
	diags_release(&diags);
	return fine;
}
