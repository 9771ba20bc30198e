/*
 * The long random run itself: a check that finds nothing would be worth nothing. Runs from the top folder.
 */
#include "base/file.h"
#include "cli/builtin.h"
#include "questionnaire/facts/facts.h"
#include "tests/soak/check.h"
#include "tests/soak/coverage.h"
#include "tests/soak/generate.h"
#include "tests/soak/shrink.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define TODAY 20261122
#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- the writer of YAML ---- */

static const char *const texts[] = {
	"a", "two words", "a longer text of words", "No", "1e3", "~", "- x", "-", "--- x", "? x", ": x", "a: b", "a #b", "# x", "a:", "[x]",
	"{x}", "a, b", "!x", "&x", "*x", "|", ">", "'", "\"", "it's", "\"q\"", "\\n", "%x", "@x", "`x`",
	" lead", "trail ", "  two  spaces  ", "中文 字", "é e\xCC\x81", "👩‍👩‍👧 x", "line\xE2\x80\xA8separator", "\xEF\xBB\xBFmark", "x\xC2\xA0y",
	"a\nb", "a\n\nb", "a \n\n b", "a\n\n\n  b c",
};

static void check_style(const char *text, enum yaml_style style, enum yaml_style around, bool folded, bool crlf)
{
	struct draft value = {.kind = DRAFT_SCALAR, .key = "k", .text = text, .style = style, .folded = folded};
	struct draft items[] = {value, {.kind = DRAFT_SCALAR, .key = "next", .text = "x", .comment = "remark"}};
	struct draft list = {.kind = DRAFT_LIST, .key = "list", .style = around,
		.items = &(struct draft){.kind = DRAFT_SCALAR, .text = text, .style = style, .folded = folded}, .count = 1};
	struct draft map = {.kind = DRAFT_MAP, .key = "map", .style = around, .tag = "!suggested", .items = items, .count = 2};
	struct draft file_items[] = {map, list};
	struct draft_file file = {.root = {.kind = DRAFT_MAP, .style = YAML_BLOCK, .items = file_items, .count = 2}, .crlf = crlf,
		.mark = crlf};
	struct buf out = BUF_INIT;
	struct diags diags = DIAGS_INIT;
	draft_write(&out, &file);
	struct yaml *yaml = yaml_read("x.yaml", out.s, out.len, 0, &diags);
	if (!yaml)
		fail_msg("'%s' is no YAML: %s\n%s", text, diags.items[0].message, out.s);
	const struct yaml_node *read = yaml_get(yaml_get(yaml->root, "map"), "k"), *item = yaml_get(yaml->root, "list")->items[0];
	if (strcmp(read->text, text) != 0 || strcmp(item->text, text) != 0)
		fail_msg("'%s' was read as '%s' and '%s' from\n%s", text, read->text, item->text, out.s);
	assert_string_equal(yaml_get(yaml_get(yaml->root, "map"), "next")->text, "x");
	assert_string_equal(yaml_get(yaml->root, "map")->tag, "!suggested");
	yaml_free(yaml);
	diags_release(&diags);
	buf_release(&out);
}

static void test_every_style(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		for (int style = YAML_PLAIN; style <= YAML_FOLDED; style++)
			for (int way = 0; way < 8; way++)
				check_style(texts[i], (enum yaml_style)style, way & 1 ? YAML_FLOW : YAML_BLOCK, way & 2, way & 4);
}

/* ---- the checks ---- */

static void test_words(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"We use {{ x }}.", "{% if x %}", "open: $1", "It ends..", "We are \x02.", "It ends. .", "two  spaces", "nothing .",
		"nothing , more", "a,, b", "a, , b", "a,.", "a., b", "We ().", "( a)", "(a )", "Data: .", "Data:.",
		"a and .", "\n\n", "a \nb", "a\n b", " a", "a ",
	};
	static const char *const good[] = {"", "We are \x01.", "We are \x02", "\x02 \x01, \x02, \x01 and \x02", "Art. 6(1)(a) GDPR (\x01).",
		"a\nb", "Data: \x01, \x01 and mail."};
	for (size_t i = 0; i < COUNT(bad) + COUNT(good); i++) {
		const char *text = i < COUNT(bad) ? bad[i] : good[i - COUNT(bad)];
		struct verdict verdict = VERDICT_INIT;
		if (check_words(text, &verdict) != (i >= COUNT(bad)))
			fail_msg("'%s': %s", text, verdict.kind ? verdict.kind : "nothing found");
		verdict_release(&verdict);
	}
}

static void test_grammar(void **state)
{
	(void)state;
	static const struct {
		const char *kind;
		const char *texts[12];
	} bad[] = {
		{"a or an", {"We have a address.", "An company writes.", "Wait a hour.", "an one-time fee", "(a office)", NULL}},
		{"article before a value", {"We have a \x01.", "An \x02", NULL}},
		{"one or many", {"It takes 1 days.", "It takes 2 day.", "Seven company get it.", "This companies are here.", "These firm pay.", "They is here.",
			"It are here.", "Companies is here.", "12 month", "each days", NULL}},
		{"possessive of a value", {"We are \x01's partner.", NULL}},
		{"possessive", {"It's here.", "The boss's's car.", "This is your's.", NULL}},
		{"word that stands twice", {"Write to to us.", "The the end.", NULL}},
	};
	static const char *const good[] = {"", "We have an address and a company.", "an hour, a European firm, an EU firm, a one-time fee", "a URL, an update, a house",
		"\x01 and \x01", "It takes 1 day, or 2 days.", "One company gets it, seven companies do.", "This takes one of these days.", "In this case we are here.",
		"Your boss's car and its wheels.", "Write to us. Us we know.", "Art. 6(1)(a) GDPR", "We know that, that is all.", "One day after another: a, an"};
	for (size_t i = 0; i < COUNT(bad); i++)
		for (const char *const *text = bad[i].texts; *text; text++) {
			struct verdict verdict = VERDICT_INIT;
			if (check_grammar(*text, &verdict) || strcmp(verdict.kind, bad[i].kind) != 0)
				fail_msg("'%s': %s", *text, verdict.kind ? verdict.kind : "nothing found");
			verdict_release(&verdict);
		}
	for (size_t i = 0; i < COUNT(good); i++) {
		struct verdict verdict = VERDICT_INIT;
		if (!check_grammar(good[i], &verdict))
			fail_msg("'%s': %s", good[i], verdict.kind);
		verdict_release(&verdict);
	}
}

static void check_sentence(int words, const char *word, const char *end, bool fine)
{
	struct buf text = BUF_INIT;
	struct verdict verdict = VERDICT_INIT;
	for (int i = 0; i < words; i++)
		buf_addf(&text, "%s%s", i ? " " : "", word);
	buf_adds(&text, end);
	if (check_sentences(text.s, &verdict) != fine)
		fail_msg("%d words: %s", words, text.s);
	verdict_release(&verdict);
	buf_release(&text);
}

static void test_sentences(void **state)
{
	(void)state;
	check_sentence(SENTENCE_LIMIT, "word", ".", true);
	check_sentence(SENTENCE_LIMIT + 1, "word", ".", false);
	check_sentence(SENTENCE_LIMIT, "word", ". And more words", true);
	check_sentence(SENTENCE_LIMIT, "word", " \x01, \x01, \x01 and \x01", false);
	check_sentence(SENTENCE_LIMIT - 1, "word", " \x01, \x01, \x02 and \x01", true);
	check_sentence(SENTENCE_LIMIT, "word", "\nAnother line", true);
	check_sentence(100, "\x02", "", true);
}

/* ---- the checks of files, on a notice that was changed behind their back ---- */

struct shop {
	struct answers *answers;
	struct document *document;
	struct buf outputs[NOTICE_FORMAT_COUNT];
	struct coverage coverage;
};

static void compose_shop(struct shop *shop)
{
	struct diags diags = DIAGS_INIT;
	struct arena derived = ARENA_INIT;
	coverage_init(&shop->coverage, &builtin_library);
	shop->answers = answers_load(builtin_library.schema, "tests/examples/corner-shop.yaml", &diags);
	assert_non_null(shop->answers);
	shop->document = compose_watched(&builtin_library, shop->answers, facts_derive(&derived, shop->answers, TODAY), &diags,
		&shop->coverage.watch);
	shop->document->facts = derived;
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++) {
		buf_init(&shop->outputs[i]);
		notice_write(&shop->outputs[i], shop->document, (enum notice_format)i);
	}
	diags_release(&diags);
}

static void shop_release(struct shop *shop)
{
	document_free(shop->document);
	answers_free(shop->answers);
	coverage_release(&shop->coverage);
	for (int i = 0; i < NOTICE_FORMAT_COUNT; i++)
		buf_release(&shop->outputs[i]);
}

static void check_found(struct shop *shop, const char *kind)
{
	struct verdict verdict = VERDICT_INIT;
	check_outputs(shop->document, shop->outputs, true, &verdict);
	if (!kind)
		assert_null(verdict.kind);
	else
		assert_string_equal(verdict.kind ? verdict.kind : "nothing", kind);
	verdict_release(&verdict);
}

/* The first text node that prints the operator's words, or a clause's; ours to change. */
static struct node *find_text(struct document *document, bool own)
{
	const struct node *node = document->root;
	while (node && !(node->kind == NODE_TEXT && node_is_own_text(node) == own))
		node = node_walk(node, document->root);
	assert_non_null(node);
	return (struct node *)node;
}

static void test_outputs(void **state)
{
	(void)state;
	struct shop shop;
	check_start();
	compose_shop(&shop);
	check_found(&shop, NULL);
	struct node *clause = find_text(shop.document, false), *own = find_text(shop.document, true);
	const char *said = clause->text, *typed = own->text;
	clause->text = "Other words";
	check_found(&shop, "page differs from the document");
	clause->text = said;
	own->text = "Other words";
	check_found(&shop, "value not printed as typed");
	own->text = typed;
	buf_adds(&shop.outputs[NOTICE_MARKDOWN], "\nMore.\n");
	check_found(&shop, "Markdown differs from the page");
	buf_adds(&shop.outputs[NOTICE_HTML], "<p>");
	check_found(&shop, "page not well-formed");
	shop_release(&shop);
	check_end();
}

/* ---- coverage ---- */

static size_t printed(const struct shop *shop, const char *id)
{
	for (size_t i = 0; i < shop->coverage.count; i++)
		if (strcmp(shop->coverage.branches[i].id, id) == 0)
			return shop->coverage.branches[i].printed;
	fail_msg("there is no branch '%s'", id);
	return 0;
}

/* Two recipients: their table is composed, and gives way. */
static void test_coverage(void **state)
{
	(void)state;
	struct shop shop;
	compose_shop(&shop);
	assert_int_equal(printed(&shop, "glance.who"), 1);
	assert_int_equal(printed(&shop, "recipients.few"), 1);
	assert_int_equal(printed(&shop, "recipients.few#1.each"), 2);
	assert_int_equal(printed(&shop, "recipients.table"), 0);
	assert_int_equal(printed(&shop, "recipients.table#1.each"), 0);
	assert_int_equal(printed(&shop, "controller.role#1.then"), 1);
	assert_int_equal(printed(&shop, "controller.role#1.else"), 0);
	assert_true(printed(&shop, "section:top#1.notice") > 0);
	assert_int_equal(printed(&shop, "section:top#1.policy"), 0);
	shop_release(&shop);
}

static size_t report_with(const char *reasons, bool *read)
{
	struct shop shop;
	struct buf path = BUF_INIT;
	const char *temp = getenv("TESTS_TEMP");
	buf_addf(&path, "%s/soak-unreached.txt", temp ? temp : "/tmp");
	FILE *file = fopen(path.s, "w"), *null = fopen("/dev/null", "w");
	assert_true(file && null);
	fputs(reasons, file);
	fclose(file);
	compose_shop(&shop);
	*read = coverage_read_reasons(&shop.coverage, path.s, null);
	size_t violations = coverage_report(&shop.coverage, null);
	fclose(null);
	remove(path.s);
	buf_release(&path);
	shop_release(&shop);
	return violations;
}

static void test_reasons(void **state)
{
	(void)state;
	bool read;
	size_t unlisted = report_with("# nothing\n", &read);
	assert_true(read);
	assert_true(unlisted > 10);
	assert_int_equal(report_with("recipients.table only two\n", &read), unlisted - 1);
	assert_true(read);
	assert_int_equal(report_with("recipients.few it is printed\n", &read), unlisted + 1);
	assert_true(read);
	report_with("recipients.table\n", &read);
	assert_false(read);
	report_with("no.clause some reason\n", &read);
	assert_false(read);
}

/* ---- companies ---- */

static void test_same_seed(void **state)
{
	(void)state;
	struct buf first = BUF_INIT, again = BUF_INIT, next = BUF_INIT;
	struct buf *const outs[] = {&first, &again, &next};
	for (size_t i = 0; i < COUNT(outs); i++) {
		struct arena arena = ARENA_INIT;
		struct draft_file file;
		generate_company(&file, &arena, builtin_library.schema, i < 2 ? 7 : 8);
		draft_write(outs[i], &file);
		arena_release(&arena);
	}
	assert_string_equal(first.s, again.s);
	assert_string_not_equal(first.s, next.s);
	for (size_t i = 0; i < COUNT(outs); i++)
		buf_release(outs[i]);
}

/* ---- shrinking ---- */

static bool says_needle(const struct draft *draft)
{
	bool found = draft->kind == DRAFT_SCALAR && strstr(draft->text, "needle");
	for (size_t i = 0; i < draft->count && !found; i++)
		found = !draft->items[i].removed && says_needle(&draft->items[i]);
	return found;
}

static bool violates(void *context, const struct draft_file *file)
{
	(void)context;
	return says_needle(&file->root);
}

static void test_shrink(void **state)
{
	(void)state;
	struct arena arena = ARENA_INIT;
	struct draft_file file;
	struct buf out = BUF_INIT;
	generate_company(&file, &arena, builtin_library.schema, 1);
	struct draft *activities = draft_get(&file.root, "activities");
	assert_non_null(activities);
	struct draft *last = &activities->items[activities->count - 1], *text = last->items;
	last->key = "kept";
	*text = (struct draft){.kind = DRAFT_SCALAR, .key = "why", .text = "hay, a needle, hay", .style = YAML_FOLDED, .comment = "remark",
		.tag = "!suggested"};
	activities->tag = NULL;
	assert_true(shrink(&file, &arena, violates, NULL, 20000) < 20000);
	draft_write(&out, &file);
	assert_string_equal(out.s, "activities:\n  kept:\n    why: needle\n");
	buf_release(&out);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_style), cmocka_unit_test(test_words), cmocka_unit_test(test_grammar), cmocka_unit_test(test_sentences), cmocka_unit_test(test_outputs),
		cmocka_unit_test(test_coverage), cmocka_unit_test(test_reasons), cmocka_unit_test(test_same_seed), cmocka_unit_test(test_shrink),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
