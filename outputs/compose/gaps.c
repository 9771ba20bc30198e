#include "outputs/compose/composer.h"
#include "outputs/outputs_diags.h"

#include <string.h>

/* What a value answers: for a record or an item of a list, the question that asks for all of them. */
static const struct question *question_of(const struct value *answer)
{
	while (answer && !answer->question)
		answer = answer->parent;
	return answer ? answer->question : NULL;
}

static const char *label_of(const struct value *answer)
{
	const struct question *question = question_of(answer);
	return question && question->label ? question->label : "an answer";
}

bool answer_report(struct composer *composer, const struct value *answer, const struct diag_kind *kind)
{
	for (size_t i = 0; i < composer->reported_count; i++)
		if (composer->reported[i] == answer)
			return false;
	composer->reported = arena_grow(&composer->scratch, composer->reported, composer->reported_count, &composer->reported_capacity, sizeof *composer->reported);
	composer->reported[composer->reported_count++] = answer;
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	struct diag *diag = diag_add(composer->diags, kind, answers_pos(composer->answers, answer), label_of(answer), path.s, NULL);
	diag_set_where(composer->diags, diag, path.s);
	const struct question *question = question_of(answer);
	if (question && question->article_count)
		diag_set_why(composer->diags, diag, question->articles[0]->cite, !question->articles[0]->verified);
	buf_release(&path);
	return true;
}

bool gap_report(struct composer *composer, const struct value *answer, const struct diag_kind *kind)
{
	bool first = answer_report(composer, answer, kind);
	composer->document->draft |= first;
	return first;
}

/* "[not answered yet: the company's legal name (company.legal_name)]" */
static struct node *gap_node(struct composer *composer)
{
	struct unknowns *unknowns = &composer->scope.unknowns;
	struct buf what = BUF_INIT, text = BUF_INIT;
	for (size_t i = 0; i < unknowns->count; i++) {
		gap_report(composer, unknowns->items[i], &outputs_diags[O_GAP]);
		if (i)
			buf_adds(&what, "; ");
		buf_adds(&what, label_of(unknowns->items[i]));
		buf_adds(&what, " (");
		value_path(&what, unknowns->items[i]);
		buf_addc(&what, ')');
	}
	const char *form = composer->words[WORD_GAP], *hole = strstr(form, "$1");
	buf_add(&text, form, hole ? (size_t)(hole - form) : strlen(form));
	if (hole) {
		buf_adds(&text, what.s);
		buf_adds(&text, hole + 2);
	}
	const struct origin *origin = composer_origin(composer, unknowns->count ? unknowns->items[0] : NULL, NULL);
	struct node *open = document_node(composer->document, NODE_OPEN, origin);
	node_append(open, document_text(composer->document, text.s, origin));
	unknowns->count = 0;
	composer->document->draft = true;
	buf_release(&what);
	buf_release(&text);
	return open;
}

/* Two gaps side by side are kept apart; the same one is said once. */
void gap_inline(struct composer *composer, struct node *parent)
{
	struct node *before = parent->last, *open = gap_node(composer);
	bool beside = before && before->kind == NODE_OPEN;
	if (beside && strcmp(before->first->text, open->first->text) == 0)
		return;
	if (beside)
		node_append(parent, document_library_text(composer->document, " ", composer_here(composer)));
	node_append(parent, open);
}

void gap_block(struct composer *composer, struct node *parent)
{
	struct node *open = gap_node(composer);
	enum node_kind kind = parent->kind == NODE_LIST ? NODE_ITEM : parent->kind == NODE_TABLE ? NODE_ROW : NODE_GAP;
	struct node *block = document_node(composer->document, kind, open->origin);
	struct node *into = block;
	if (kind == NODE_ROW) {
		for (const struct node *cell = parent->first ? parent->first->first : NULL; cell; cell = cell->next)
			node_append(block, document_node(composer->document, NODE_CELL, open->origin));
		into = block->first;
	}
	if (!into)
		return;
	node_append(into, open);
	node_append(parent, block);
}

void gap_for(struct composer *composer, const struct value *answer, struct node *parent)
{
	composer->scope.unknowns.count = 0;
	unknowns_blame(&composer->scope, answer);
	bool inside = parent->kind == NODE_SECTION || parent->kind == NODE_LIST || parent->kind == NODE_TABLE;
	if (inside)
		gap_block(composer, parent);
	else
		gap_inline(composer, parent);
}
