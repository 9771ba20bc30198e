/* The spelling desk beside the wizard: on a thread and without, one request after another, its words in the operator's list. */
#include "cli/builtin.h"
#include "base/file.h"
#include "tui/wizard/proof.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <pthread.h>

enum { TODAY = 20261201 };

/* The example with mistakes typed into it. */
static char *misspelt(size_t *size)
{
	struct diags diags = DIAGS_INIT;
	struct buf text = BUF_INIT;
	static const char right[] = "answering people who write to us", wrong[] = "answring poeple who organized zzyxxy";
	char *bytes = file_read("tests/examples/corner-shop.yaml", FILE_LIMIT, size, &diags), *at = bytes ? strstr(bytes, right) : NULL;
	assert_non_null(at);
	buf_add(&text, bytes, (size_t)(at - bytes));
	buf_adds(&text, wrong);
	buf_adds(&text, at + sizeof right - 1);
	free(bytes);
	diags_release(&diags);
	*size = text.len;
	return buf_detach(&text);
}

static pthread_mutex_t bell = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t rung = PTHREAD_COND_INITIALIZER;
static size_t rings;

static void ring(void)
{
	pthread_mutex_lock(&bell);
	rings++;
	pthread_cond_signal(&rung);
	pthread_mutex_unlock(&bell);
}

/* Waits for the next sheet. */
static struct proof_sheet take(struct proof *proof)
{
	struct proof_sheet sheet;
	pthread_mutex_lock(&bell);
	while (!proof_take(proof, &sheet))
		pthread_cond_wait(&rung, &bell);
	pthread_mutex_unlock(&bell);
	return sheet;
}

static void assert_sheet(struct proof *proof, const char *text, size_t left, const char *holds)
{
	struct proof_sheet sheet = take(proof);
	assert_null(sheet.problem);
	assert_int_equal(sheet.left, left);
	assert_int_equal(sheet.up, text != NULL);
	if (text)
		assert_string_equal(sheet.text, text);
	assert_int_equal(sheet.bytes != NULL, holds != NULL);
	if (holds)
		assert_non_null(strstr(sheet.bytes, holds));
	proof_sheet_release(&sheet);
}

static void go_through(void (*wake)(void))
{
	char folder[] = "/tmp/noticesmith-proof-XXXXXX", own[64];
	size_t size;
	char *bytes = misspelt(&size);
	struct diags diags = DIAGS_INIT;
	assert_non_null(mkdtemp(folder));
	snprintf(own, sizeof own, "%s/words.en", folder);
	struct proof_paths paths = {.own = own};
	struct proof *proof = proof_new(&paths, &builtin_library, "acme.yaml", TODAY, wake);
	/* all at once: they are done in turn */
	proof_ask(proof, PROOF_READ, bytes, size);
	proof_ask(proof, PROOF_REPLACE, "answering", 9);
	proof_ask(proof, PROOF_IGNORE, NULL, 0);
	proof_ask(proof, PROOF_REPLACE_ALL, "organised", 9);
	proof_ask(proof, PROOF_OWN, NULL, 0);
	assert_true(proof_busy(proof));
	assert_sheet(proof, "answring", 4, NULL);
	assert_sheet(proof, "poeple", 3, "answering poeple who organized zzyxxy");
	assert_sheet(proof, "organized", 2, NULL);
	assert_sheet(proof, "zzyxxy", 1, "answering poeple who organised zzyxxy");
	assert_sheet(proof, NULL, 0, NULL);
	assert_false(proof_busy(proof));
	char *words = file_read(own, FILE_LIMIT, &size, &diags);
	assert_string_equal(words, "zzyxxy\n");
	free(words);
	proof_ask(proof, PROOF_UNDO, NULL, 0);
	assert_sheet(proof, "zzyxxy", 1, NULL);
	words = file_read(own, FILE_LIMIT, &size, &diags);
	assert_null(strstr(words, "zzyxxy"));
	free(words);
	proof_ask(proof, PROOF_ALWAYS, NULL, 0);
	assert_sheet(proof, NULL, 0, "words: [zzyxxy]");
	for (int i = 0; i < 4; i++)
		proof_ask(proof, PROOF_UNDO, NULL, 0);
	assert_sheet(proof, "zzyxxy", 1, "who organised zzyxxy");
	assert_sheet(proof, "organized", 2, "who organized zzyxxy");
	assert_sheet(proof, "poeple", 3, NULL);
	struct proof_sheet sheet = take(proof);
	assert_int_equal(sheet.left, 4);
	assert_string_equal(sheet.bytes, bytes);
	assert_string_equal(sheet.path, "activities.messages.bases.anyone.interest");
	proof_sheet_release(&sheet);
	proof_ask(proof, PROOF_UNDO, NULL, 0);
	sheet = take(proof);
	assert_string_equal(sheet.problem, "there is nothing to undo here");
	proof_sheet_release(&sheet);
	proof_free(proof);
	unlink(own);
	rmdir(folder);
	diags_release(&diags);
	free(bytes);
}

static void test_thread(void **state)
{
	(void)state;
	go_through(ring);
	assert_true(rings > 0);
}

static void test_at_once(void **state)
{
	(void)state;
	go_through(NULL);
}

/* Requests that nobody waits for, and none at all. */
static void test_left(void **state)
{
	(void)state;
	size_t size;
	char *bytes = misspelt(&size);
	struct proof *proof = proof_new(&(struct proof_paths){NULL, NULL, NULL}, &builtin_library, "acme.yaml", TODAY, ring);
	for (int i = 0; i < 20; i++)
		proof_ask(proof, i % 3 ? PROOF_NEXT : PROOF_READ, i % 3 ? NULL : bytes, size);
	proof_free(proof);
	proof_free(proof_new(&(struct proof_paths){NULL, NULL, NULL}, &builtin_library, "acme.yaml", TODAY, ring));
	free(bytes);
}

static void test_unreadable(void **state)
{
	(void)state;
	struct proof *proof = proof_new(&(struct proof_paths){NULL, NULL, NULL}, &builtin_library, "acme.yaml", TODAY, NULL);
	proof_ask(proof, PROOF_READ, "company: [", 10);
	struct proof_sheet sheet = take(proof);
	assert_false(sheet.readable);
	assert_non_null(sheet.problem);
	proof_sheet_release(&sheet);
	proof_ask(proof, PROOF_NEXT, NULL, 0);
	sheet = take(proof);
	assert_false(sheet.up);
	proof_sheet_release(&sheet);
	proof_free(proof);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_thread), cmocka_unit_test(test_at_once), cmocka_unit_test(test_left), cmocka_unit_test(test_unreadable)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
