/*
 * Promises: each prints once where the other answers make it true; where they break it, it does not and a finding stands at it; where nobody
 * knows, there is a gap. Runs from the top folder.
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

static struct notice compose_text(const char *consent)
{
	struct notice notice = {.diags = DIAGS_INIT};
	struct buf text = BUF_INIT;
	buf_addf(&text, "%s%s }}\npromises: {made: [share-consent]}\n", head, consent);
	notice.answers = answers_read(builtin_library.schema, "acme.yaml", text.s, text.len, &notice.diags);
	assert_non_null(notice.answers);
	notice.document = notice_compose(&builtin_library, notice.answers, TODAY, &notice.diags);
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
		notice_write(&text, notice.document, NOTICE_PLAIN);
		assert_int_equal(broken_in(&notice), findings[i]);
		assert_int_equal(strstr(text.s, "unless you agree") != NULL, i == 0);
		assert_int_equal(strstr(text.s, "(services.post.with_consent)") != NULL, i == 2);
		buf_release(&text);
		release(&notice);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_each), cmocka_unit_test(test_unknown)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
