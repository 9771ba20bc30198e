/*
 * Promises: each prints once where the other answers make it true; where they break it, it does not and a finding stands at it; where nobody
 * knows, there is a gap. Checks: each case is found where it is amiss and not where it is well, and what would be untrue is not printed.
 * Runs from the top folder.
 */
#include "cli/builtin.h"
#include "outputs/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20261122

struct notice {
	struct diags diags;
	struct answers *answers;
	struct document *document;
};

static struct notice compose_file(const char *path)
{
	struct notice notice = {.diags = DIAGS_INIT};
	notice.answers = answers_load(builtin_library.schema, path, &notice.diags);
	assert_non_null(notice.answers);
	notice.document = notice_compose(&builtin_library, notice.answers, TODAY, &notice.diags);
	assert_non_null(notice.document);
	assert_false(notice.document->draft);
	return notice;
}

static void release(struct notice *notice)
{
	document_free(notice->document);
	answers_free(notice->answers);
	diags_release(&notice->diags);
}

static bool waits_for(const struct cond *cond, const char *name)
{
	return cond && ((cond->op == COND_NAMED && strcmp(cond->name, name) == 0) || waits_for(cond->left, name) || waits_for(cond->right, name));
}

/* How many clauses that wait for a promise stand in the notice. */
static size_t sentences_of(const struct notice *notice, const struct promise *promise)
{
	size_t count = 0;
	for (size_t i = 0; i < builtin_library.clause_count; i++) {
		const struct clause *clause = builtin_library.clauses[i];
		const struct node *node = waits_for(clause->when, promise->kept->name) ? notice->document->root : NULL;
		while (node && !(node->origin->clause && strcmp(node->origin->clause, clause->id) == 0))
			node = node_walk(node, notice->document->root);
		count += node != NULL;
	}
	return count;
}

/* The finding at a promise: where it stands among those made. */
static const struct diag *finding_at(const struct notice *notice, const struct promise *promise)
{
	const struct value *made = value_field(value_field(notice->answers->root, "promises"), "made");
	for (size_t i = 0; i < made->count; i++)
		for (size_t k = 0; made->items[i].term == promise->term && k < notice->diags.count; k++) {
			const struct diag *diag = &notice->diags.items[k];
			if (strcmp(diag->kind->id, "promise-broken") == 0 && diag->pos.line == made->items[i].line)
				return diag;
		}
	return NULL;
}

static void test_each(void **state)
{
	struct notice kept = compose_file("tests/promises/kept.yaml"), rest = compose_file("tests/promises/only-from-you.yaml"),
		broken = compose_file("tests/promises/broken.yaml");
	const struct schema *schema = builtin_library.schema;
	(void)state;
	assert_int_equal(schema->promise_count, 18);
	assert_int_equal(kept.diags.count + rest.diags.count, 0);
	for (size_t i = 0; i < schema->promise_count; i++) {
		const struct promise *promise = &schema->promises[i];
		const struct diag *finding = finding_at(&broken, promise);
		if (!sentences_of(&kept, promise) && !sentences_of(&rest, promise))
			fail_msg("%s is kept and not printed", promise->term->id);
		if (sentences_of(&broken, promise))
			fail_msg("%s is broken and printed", promise->term->id);
		if (!finding)
			fail_msg("%s is broken and there is no finding", promise->term->id);
		assert_int_equal(strncmp(finding->where, "promises.made[", 14), 0);
		assert_non_null(finding->fix);
	}
	release(&kept);
	release(&rest);
	release(&broken);
}

static const char head[] = "format: 1\nservices: {post: {name: P, does: Brings, role: controller, countries: [IE], with_consent: ";

static struct notice compose_answers(const char *text)
{
	struct notice notice = {.diags = DIAGS_INIT};
	notice.answers = answers_read(builtin_library.schema, "acme.yaml", text, strlen(text), &notice.diags);
	assert_non_null(notice.answers);
	notice.document = notice_compose(&builtin_library, notice.answers, TODAY, &notice.diags);
	return notice;
}

static struct notice compose_text(const char *consent)
{
	struct buf text = BUF_INIT;
	buf_addf(&text, "%s%s }}\npromises: {made: [share-consent]}\n", head, consent);
	struct notice notice = compose_answers(text.s);
	buf_release(&text);
	return notice;
}

static size_t broken_in(const struct notice *notice)
{
	size_t count = 0;
	for (size_t i = 0; i < notice->diags.count; i++)
		count += strcmp(notice->diags.items[i].kind->id, "promise-broken") == 0;
	return count;
}

/* An answer that nobody knows breaks nothing and keeps nothing: the sentence leaves a gap. */
static void test_unknown(void **state)
{
	static const char *const answers[] = {"yes", "no", "!unknown"};
	static const size_t findings[] = {0, 1, 0};
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct notice notice = compose_text(answers[i]);
		struct buf text = BUF_INIT;
		notice_write(&text, notice.document, NOTICE_MARKDOWN);
		assert_int_equal(broken_in(&notice), findings[i]);
		assert_int_equal(strstr(text.s, "unless you agree") != NULL, i == 0);
		assert_int_equal(strstr(text.s, "(services.post.with_consent)") != NULL, i == 2);
		buf_release(&text);
		release(&notice);
	}
}

/* ---- checks ---- */

/* Answers with a hole; what is amiss in it, and what is well; the answer to blame; words that then do not stand in the notice (NULL: all do). */
static const struct amiss_case {
	const char *check, *answers, *amiss, *well, *at, *untrue;
} amiss_cases[] = {
	{"marketing-by-others", "company: {seat: US}\nplaces: {sells_to: [US], california: yes}\nus: {marketing_by_others: %s}\n"
		"services: {ad: {name: A, role: controller, kind: advertising}}\ncookies: {}\n", "no", "yes",
		"services.ad.kind", "for their own marketing"},
	{"marketing-by-others", "company: {seat: US}\nplaces: {sells_to: [US], california: yes}\nus: {marketing_by_others: no}\n"
		"services: {ad: {name: A, role: %s}}\ncookies: {ad: {kind: marketing, set_by: ad}}\n", "controller", "processor",
		"cookies.ad.set_by", "for their own marketing"},
	{"contract-with-staff", "company: {seat: IE}\nactivities: {order: {is: order, bases: {own: {basis: contract, who: %s}}}}\n", "employer",
		"self", "activities.order.bases", "Art. 6(1)(b)"},
	{"own-subcontractor", "company: {seat: IE, traits: [subcontractors]}\nservices: {host: {name: H}, help: {name: S, role: processor, works_for: %s}}\n",
		"help", "host", "services.help.works_for", "S works for"},
	{"device-without-consent", "company: {seat: IE}\nactivities: {app: {is: app, reads_device: the device number, device_needed: %s, "
		"bases: {own: {basis: interest}}}}\n", "no", "yes", "activities.app.device_needed", NULL},
	{"region-elsewhere", "company: {seat: DE, region: %s}\n", "US-TX", "DE-MV", "company.region", NULL},
	{"representative-at-home", "company: {seat: %s}\nplaces: {sells_to: [IE, GB]}\nrepresentatives: {here: {where: eu, name: R}}\n", "IE",
		"US", "representatives.here.where", NULL},
	{"plain-secrets", "activities: {account: {is: account, data: [password], stored: %s}}\n", "plain", "hashed",
		"activities.account.stored", NULL},
	{"secret-recording", "activities: {calls: {is: calls, data: [recording], announced: %s}}\n", "no", "yes",
		"activities.calls.announced", NULL},
	{"silent-changes", "changes: {writes: %s}\n", "no", "yes", "changes.writes", NULL},
};

/* The finding of a check at an answer; NULL: there is none. */
static const struct diag *found(const struct notice *notice, const char *at)
{
	for (size_t i = 0; i < notice->diags.count; i++) {
		const struct diag *diag = &notice->diags.items[i];
		bool check = strcmp(diag->kind->id, "answers-clash") == 0 || strcmp(diag->kind->id, "answers-advice") == 0;
		if (check && strcmp(diag->where, at) == 0)
			return diag;
	}
	return NULL;
}

static const struct answer_check *check_named(const char *id)
{
	for (size_t i = 0; i < builtin_library.schema->check_count; i++)
		if (strcmp(builtin_library.schema->checks[i].id, id) == 0)
			return &builtin_library.schema->checks[i];
	fail_msg("there is no check %s", id);
	return NULL;
}

/* Composed with those answers in the hole: is it found, at a line of the file, with a way out and a reason; and is it printed? */
static void try_case(const struct amiss_case *amiss, const char *hole, bool wanted)
{
	const struct answer_check *check = check_named(amiss->check);
	const char *at = strstr(amiss->answers, "%s");
	struct buf text = BUF_INIT, plain = BUF_INIT;
	buf_addf(&text, "format: 1\n%.*s%s%s", (int)(at - amiss->answers), amiss->answers, hole, at + 2);
	struct notice notice = compose_answers(text.s);
	notice_write(&plain, notice.document, NOTICE_MARKDOWN);
	const struct diag *diag = found(&notice, amiss->at);
	if ((diag != NULL) != wanted)
		fail_msg("%s with %s: %s", amiss->check, hole, wanted ? "not found" : "found");
	if (diag) {
		assert_true(diag->pos.line > 1 && diag->fix && diag->why);
		assert_int_equal(diag->kind->severity, check->advice ? SEVERITY_ADVICE : SEVERITY_ERROR);
	}
	if (amiss->untrue && !strchr(hole, '!') && (strstr(plain.s, amiss->untrue) != NULL) == wanted)
		fail_msg("%s with %s: '%s' is %s", amiss->check, hole, amiss->untrue, wanted ? "printed" : "not printed");
	buf_release(&text);
	buf_release(&plain);
	release(&notice);
}

static void test_checks(void **state)
{
	size_t cases = 0;
	(void)state;
	for (size_t i = 0; i < builtin_library.schema->check_count; i++)
		cases += builtin_library.schema->checks[i].case_count;
	assert_int_equal(cases, sizeof amiss_cases / sizeof *amiss_cases);
	for (size_t i = 0; i < cases; i++) {
		try_case(&amiss_cases[i], amiss_cases[i].amiss, true);
		try_case(&amiss_cases[i], amiss_cases[i].well, false);
		try_case(&amiss_cases[i], "!unknown ", false);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each), cmocka_unit_test(test_unknown), cmocka_unit_test(test_checks)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
