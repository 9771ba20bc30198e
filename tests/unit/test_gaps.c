/*
 * Unknown stays visible: every required answer of every example, made !unknown one at a time, gives a draft that names the question and says nothing that the finished notice does not say. Runs from the top folder.
 */
#include "base/file.h"
#include "cli/builtin.h"
#include "outputs/notice.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20261122

static const char *const examples[] = {"tests/examples/corner-shop.yaml", "tests/examples/medical-imaging-se.yaml",
	"tests/examples/ecg-cloud-fi.yaml", "tests/examples/imaging-gmbh-de.yaml", "tests/examples/veterinary-pacs.yaml",
	"tests/examples/clinic.yaml", "tests/examples/school.yaml", "tests/examples/software-llc-us.yaml",
	"tests/examples/outdoor-shop-us-ca.yaml", "tests/examples/reading-app-se.yaml"};

/* Answers that no clause reads: they only decide which laws apply. */
static bool is_silent(const char *path)
{
	return strncmp(path, "places", 6) == 0;
}

struct example {
	const char *path;
	char *bytes;
	size_t size;
	struct buf notice; /* finished, as Markdown */
	size_t tried, gaps;
};

static bool contains(const char *text, size_t size, const char *part, size_t length)
{
	for (size_t i = 0; i + length <= size; i++)
		if (memcmp(text + i, part, length) == 0)
			return true;
	return false;
}

/* Without these a name drops out of a list of names, so that "A and B are" becomes "B is": true, and no sentence of the finished notice. */
static bool shortens_lists(const char *path)
{
	static const char *const fields[] = {".countries", ".transfer", ".name", ".us_use", ".us_gets"};
	const char *end = strrchr(path, '.');
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strncmp(path, "services.", 9) == 0 && strcmp(end, fields[i]) == 0)
			return true;
	return false;
}

/* Without its language an American notice is spelt as a British one. */
static bool decides_spelling(const char *path)
{
	return strcmp(path, "notice") == 0 || strcmp(path, "notice.language") == 0;
}

static size_t sentence_length(const char *line)
{
	size_t size = 0;
	while (line[size] && line[size] != '\n' && !(line[size] == '.' && (line[size + 1] == ' ' || line[size + 1] == '\n')))
		size++;
	return size;
}

/* Every sentence of the draft stands in the finished notice, or shows a gap; headings may stand over a gap alone. A link whose section the draft lacks has lost its address: those two lines are passed over. */
static void check_sentences(const struct example *example, const char *draft, const char *path)
{
	static const char gap[] = "not answered yet", banner[] = "Draft, not for publication";
	bool draft_line = false;
	for (const char *p = draft; *p;) {
		size_t size = sentence_length(p);
		draft_line |= contains(p, size, banner, sizeof banner - 1);
		if (size && !draft_line && *p != '#' && !contains(p, size, gap, sizeof gap - 1) && !contains(p, size, "**Questions", 11) &&
			!contains(example->notice.s, example->notice.len, p, size))
			fail_msg("%s: with %s unknown the draft says: %.*s", example->path, path, (int)size, p);
		p += size;
		if (*p == '\n')
			draft_line = false;
		p += strspn(p, ". \n");
	}
}

static void try_unknown(struct example *example, const struct value *value)
{
	const struct yaml_node *node = value->node;
	struct buf path = BUF_INIT, bytes = BUF_INIT, draft = BUF_INIT, named = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	value_path(&path, value);
	buf_add(&bytes, example->bytes, node->start);
	buf_adds(&bytes, "!unknown ");
	buf_adds(&bytes, example->bytes + node->end);
	struct answers *answers = answers_read(builtin_library.schema, example->path, bytes.s, bytes.len, &diags);
	if (!answers) { /* records that others name cannot be taken away: refused, nothing is written */
		assert_string_equal(diags.items[0].kind->id, "unknown-reference");
		diags_release(&diags);
		buf_release(&path);
		buf_release(&bytes);
		return;
	}
	struct document *document = notice_compose(&builtin_library, answers, TODAY, &diags);
	assert_true(document->draft);
	assert_int_equal(diags_status(&diags), 1);
	const char *flaw = document_flaw(document);
	if (flaw)
		fail_msg("%s: with %s unknown: %s", example->path, path.s, flaw);
	notice_write(&draft, document, NOTICE_MARKDOWN);
	bool reported = false;
	for (size_t i = 0; i < diags.count; i++)
		reported |= diags.items[i].where && strncmp(diags.items[i].where, path.s, path.len) == 0;
	if (!reported)
		fail_msg("%s: nothing is said of %s", example->path, path.s);
	buf_addf(&named, "(%s", path.s);
	char *shown = strstr(draft.s, strchr(path.s, '_') ? "not answered yet" : named.s);
	if (!shown && !is_silent(path.s))
		fail_msg("%s: with %s unknown the notice shows no gap", example->path, path.s);
	example->gaps += shown != NULL;
	example->tried++;
	if (!shortens_lists(path.s) && !decides_spelling(path.s))
		check_sentences(example, draft.s, path.s);
	document_free(document);
	answers_free(answers);
	diags_release(&diags);
	buf_release(&path);
	buf_release(&bytes);
	buf_release(&draft);
	buf_release(&named);
}

static bool can_be_unknown(const struct value *value)
{
	if (!value->question || !value->question->required || !value->node || value->closed)
		return false;
	return !schema_needs_value(builtin_library.schema, value->question);
}

static void try_all(struct example *example, const struct value *value)
{
	if (can_be_unknown(value))
		try_unknown(example, value);
	if (value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS)
		for (size_t i = 0; i < value->count; i++)
			try_all(example, &value->items[i]);
}

static void test_every_required_answer(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
		struct diags diags = DIAGS_INIT;
		struct example example = {.path = examples[i], .notice = BUF_INIT};
		example.bytes = file_read(examples[i], FILE_LIMIT, &example.size, &diags);
		struct answers *answers = answers_read(builtin_library.schema, examples[i], example.bytes, example.size, &diags);
		assert_non_null(answers);
		struct document *document = notice_compose(&builtin_library, answers, TODAY, &diags);
		diags_print(&diags, stderr);
		assert_int_equal(diags.count, 0);
		assert_false(document->draft);
		assert_null(document_flaw(document));
		notice_write(&example.notice, document, NOTICE_MARKDOWN);
		try_all(&example, answers->root);
		print_message("# %s: %zu answers made unknown, %zu with a gap in the text\n", examples[i], example.tried, example.gaps);
		assert_true(example.tried > 50);
		document_free(document);
		answers_free(answers);
		diags_release(&diags);
		buf_release(&example.notice);
		free(example.bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_every_required_answer)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
