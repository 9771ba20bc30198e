#include "questionnaire/promises/promises.h"

#include "questionnaire/questionnaire_diags.h"

/* A promise that is made, or a check, held against the answers. */
struct trial {
	const struct answers *answers;
	struct diags *diags;
	struct scope scope;
	const struct promise *promise;
	const struct value *made; /* the item of the list of promises */
	const struct answer_check *check; /* NULL: a promise */
};

/* "services.adnet.pays, line 41"; an answer that is not there by the path that leads to it. */
static void describe_place(struct trial *trial, const struct cond *at, struct buf *place)
{
	const struct value *value;

	if (cond_look(at, &trial->scope, &value) == LOOK_NOTHING) {
		buf_adds(place, at->name);
		return;
	}
	value_path(place, value);
	if (!value->because && answers_pos(trial->answers, value).line)
		buf_addf(place, ", line %d", answers_pos(trial->answers, value).line);
}

static void report_promise(struct trial *trial, const struct breach *breach)
{
	const char *label = term_label(trial->promise->term, trial->scope.language);
	const struct question *question = trial->made->parent->question;
	struct buf place = BUF_INIT, where = BUF_INIT;

	describe_place(trial, breach->at, &place);
	struct diag *diag = diag_add(trial->diags, &questionnaire_diags[Q_PROMISE_BROKEN], answers_pos(trial->answers, trial->made),
		label ? label : trial->promise->term->id, breach->says, place.s, breach->fix, NULL);
	value_path(&where, trial->made);
	diag_set_where(trial->diags, diag, where.s);
	if (question->article_count)
		diag_set_why(trial->diags, diag, question->articles[0]->cite, !question->articles[0]->verified);
	buf_release(&place);
	buf_release(&where);
}

static void report_check(struct trial *trial, const struct breach *breach)
{
	const struct answer_check *check = trial->check;
	enum questionnaire_diag kind = check->advice ? Q_CHECK_ADVICE : Q_CHECK_ERROR;
	const struct value *value;
	struct buf path = BUF_INIT;
	struct pos pos = {NULL, 0, 0};

	if (cond_look(breach->at, &trial->scope, &value) == LOOK_NOTHING) {
		buf_adds(&path, breach->at->name);
	} else {
		value_path(&path, value);
		pos = answers_pos(trial->answers, value);
	}
	struct diag *diag = diag_add(trial->diags, &questionnaire_diags[kind], pos, path.s, breach->says, breach->fix, NULL);
	diag_set_where(trial->diags, diag, path.s);
	diag_set_why(trial->diags, diag, check->articles[0]->cite, !check->articles[0]->verified);
	buf_release(&path);
}

static void report(struct trial *trial, const struct breach *breach)
{
	if (trial->check)
		report_check(trial, breach);
	else
		report_promise(trial, breach);
}

/* Each record that breaks it is reported. */
static void try_records(struct trial *trial, const struct breach *breach)
{
	const struct cond *any = breach->when;
	const struct value *list;

	if (cond_look(any->left, &trial->scope, &list) != LOOK_GIVEN)
		return;
	for (size_t i = 0; i < list->count; i++) {
		trial->scope.slots[any->slot] = &list->items[i];
		if (cond_test(any->right, &trial->scope) == TRI_TRUE)
			report(trial, breach);
	}
}

static void try_breach(struct trial *trial, const struct breach *breach)
{
	if (breach->when->op == COND_ANY)
		try_records(trial, breach);
	else if (cond_test(breach->when, &trial->scope) == TRI_TRUE)
		report(trial, breach);
}

void promises_check(const struct answers *answers, const struct value *facts, struct diags *diags)
{
	const struct schema *schema = answers->schema;
	struct arena arena = ARENA_INIT;
	struct trial trial = {.answers = answers, .diags = diags, .scope = {.language = "en", .arena = &arena}};
	const struct value *made;

	trial.scope.slots[SLOT_ANSWERS] = answers->root;
	trial.scope.slots[SLOT_FACTS] = facts;
	if (schema->made_in && cond_look(schema->made_in, &trial.scope, &made) == LOOK_GIVEN) {
		for (size_t i = 0; i < made->count; i++) {
			trial.made = &made->items[i];
			trial.promise = schema_promise(schema, trial.made->term);
			for (size_t k = 0; trial.promise && k < trial.promise->breach_count; k++)
				try_breach(&trial, &trial.promise->breaches[k]);
		}
	}
	arena_release(&arena);
}

void checks_check(const struct answers *answers, const struct value *facts, struct diags *diags)
{
	const struct schema *schema = answers->schema;
	struct arena arena = ARENA_INIT;
	struct trial trial = {.answers = answers, .diags = diags, .scope = {.language = "en", .arena = &arena}};

	trial.scope.slots[SLOT_ANSWERS] = answers->root;
	trial.scope.slots[SLOT_FACTS] = facts;
	for (size_t i = 0; i < schema->check_count; i++) {
		trial.check = &schema->checks[i];
		for (size_t k = 0; k < trial.check->case_count; k++)
			try_breach(&trial, &trial.check->cases[k]);
	}
	arena_release(&arena);
}
