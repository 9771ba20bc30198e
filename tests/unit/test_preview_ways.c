/* The preview of the notice: the ways from answers to lines and back, and why a line is there. */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "preview_notice.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct tally {
	const char *example;
	const struct notice *notice;
	size_t answered, lines, printed, direct, lost;
};

static bool is_part(const struct value *value, const struct value *answer)
{
	while (value && value != answer)
		value = value->parent;
	return value;
}

/* Is this the answer, a part of it, or a fact that took over its value? */
static bool stands_for(const struct value *printed, const struct value *answer)
{
	if (is_part(printed, answer))
		return true;
	for (size_t i = 0; printed && printed->because && i < printed->because->count; i++) {
		const struct value *from = printed->because->from[i];
		if (is_part(from, answer) && printed->text && from->text && strcmp(printed->text, from->text) == 0)
			return true;
	}
	return false;
}

static bool is_printed(const struct document *document, const struct value *answer)
{
	for (const struct node *node = document->root; node; node = node_walk(node, document->root))
		if (node->kind == NODE_TEXT && stands_for(node->origin->answer, answer))
			return true;
	return false;
}

static bool leads_back(const char *back, const struct value *answer)
{
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	bool found = strncmp(back, path.s, path.len) == 0 && (!back[path.len] || strchr(".[", back[path.len]));
	const struct value *sheet = answer; /* the record of a list of the root, which is what the wizard shows as a whole */
	for (; answer->parent->parent; answer = answer->parent)
		sheet = answer;
	buf_clear(&path);
	value_path(&path, answer->kind == TYPE_RECORDS ? sheet : answer);
	found |= strncmp(back, path.s, path.len) == 0 && (!back[path.len] || strchr(".[", back[path.len]));
	buf_release(&path);
	return found;
}

/* Answers that say no, that a wider law makes idle, or that only choose how answers are read. */
static bool is_silent(const char *path)
{
	static const char *const silent[] = {
		"format", "computer.decides", "computer.say_none", "notice.language", "places.sells_to", "places.thresholds",
		"scope.customers_data", "dpo.appointed", "us.children", "marketing.confirmed", "marketing.clicks",
	};
	size_t i = 0;
	while (i < COUNT(silent) && strcmp(silent[i], path) != 0)
		i++;
	return i < COUNT(silent);
}

static void check_answer(struct tally *tally, const struct value *answer)
{
	struct arena arena = ARENA_INIT;
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	size_t line = preview_line_of(&tally->notice->preview, path.s);
	bool printed = is_printed(tally->notice->document, answer);
	tally->answered++;
	tally->lines += line < tally->notice->preview.count;
	tally->printed += printed;
	const char *first = preview_answer_of(&tally->notice->preview, &arena, line), *back = first;
	tally->direct += printed && first && leads_back(first, answer);
	while (printed && back && !leads_back(back, answer)) {
		back = preview_next_answer_of(&tally->notice->preview, &arena, line, back);
		back = strcmp(back, first) == 0 ? NULL : back;
	}
	if (line == tally->notice->preview.count && !is_silent(path.s)) {
		print_message("# %s: %s leads to no line\n", tally->example, path.s);
		tally->lost++;
	}
	if (printed && !back) {
		print_message("# %s: %s prints, and leads to line %zu and back to %s\n", tally->example, path.s, line, first ? first : "nothing");
		tally->lost++;
	}
	buf_release(&path);
	arena_release(&arena);
}

static void check_answers(struct tally *tally, const struct value *value)
{
	if (value->question && value_is_given(value) && value->kind != TYPE_RECORD && value->kind != TYPE_RECORDS)
		check_answer(tally, value);
	for (size_t i = 0; i < value->count && (value->kind == TYPE_RECORD || value->kind == TYPE_RECORDS); i++)
		check_answers(tally, &value->items[i]);
}

static void test_ways(void **state)
{
	(void)state;
	glob_t examples;
	assert_int_equal(glob("tests/examples/*.yaml", 0, NULL, &examples), 0);
	for (size_t i = 0; i < examples.gl_pathc; i++) {
		struct notice notice;
		load_notice(&notice, examples.gl_pathv[i]);
		preview_lay_out(&notice.preview, notice.document, NULL, 60);
		struct tally tally = {.example = examples.gl_pathv[i], .notice = &notice};
		check_answers(&tally, notice.answers->root);
		print_message("# %s: %zu answered, %zu lead to a line, %zu print, %zu of them lead back at once\n", tally.example, tally.answered,
			tally.lines, tally.printed, tally.direct);
		assert_true(tally.printed > 10);
		assert_int_equal(tally.lost, 0);
		free_notice(&notice);
	}
	globfree(&examples);
}

/* Ways that the examples do not show: records, lists, gaps, answers that only decide, paths that lead nowhere. */
static void test_single_ways(void **state)
{
	(void)state;
	static const struct {
		const char *path, *line, *back;
	} ways[] = {
		{"activities.messages", "You write or call", "activities.messages.is"},
		{"activities.orders.data", "• Data: name, phone number and order.", "activities.orders.data"},
		{"services.ledger", "Ledger & Daughters, Ireland. Keeps our books. Works for us.", "services.ledger.name"},
		{"services", "Northmail Hosting Ltd, Ireland. Hosts our website and e-mail. Works for us.", "services.northmail.name"},
		{"company.address.city", "12 Example Street, T12 X0X0 Cork, Ireland", "company.address.street"},
		{"activities.messages.bases.anyone.basis",
			"• Why: to answer you. We rely on our interest in answering people who write to us, Art. 6(1)(f) GDPR.", "activities.messages.is"},
		{"scope.people[2]", "This notice is for visitors of hegartys.example, people who order from us and people who write to us. It is also for "
			"you when you act for your employer or firm.", "scope.people"},
		{"dpo.appointed", NULL, NULL}, {"services.nobody.name", NULL, NULL}, {"company.nothing", NULL, NULL}, {"", NULL, NULL},
	};
	struct arena arena = ARENA_INIT;
	struct notice notice;
	load_notice(&notice, shop);
	preview_lay_out(&notice.preview, notice.document, NULL, 200);
	for (size_t i = 0; i < COUNT(ways); i++) {
		size_t line = preview_line_of(&notice.preview, ways[i].path);
		struct buf text = BUF_INIT;
		for (size_t k = 0; line < notice.preview.count && k < notice.preview.lines[line].count; k++)
			buf_add(&text, notice.preview.lines[line].spans[k].text, notice.preview.lines[line].spans[k].size);
		if (ways[i].line) {
			assert_string_equal(text.s, ways[i].line);
			assert_string_equal(preview_answer_of(&notice.preview, &arena, line), ways[i].back);
		} else {
			assert_int_equal(line, notice.preview.count);
			assert_null(preview_answer_of(&notice.preview, &arena, line));
		}
		buf_release(&text);
	}
	free_notice(&notice);
	arena_release(&arena);
}

/* An answer that is not known leads to its gap, and the gap to it, before anything else on the line. */
static void test_gap(void **state)
{
	(void)state;
	static const char *const paths[] = {
		"company.legal_name", "activities.orders.retention.keep", "services.ledger.countries", "company.seat",
	};
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct arena arena = ARENA_INIT;
		struct notice before, after;
		load_notice(&before, shop);
		change_notice(&after, &before, &(struct change){CHANGE_UNKNOWN, paths[i], NULL, 0});
		preview_lay_out(&after.preview, after.document, NULL, 80);
		size_t line = preview_line_of(&after.preview, paths[i]);
		assert_true(line < after.preview.count);
		assert_string_equal(preview_answer_of(&after.preview, &arena, line), paths[i]);
		free_notice(&before);
		free_notice(&after);
		arena_release(&arena);
	}
}

static void test_why(void **state)
{
	(void)state;
	struct notice notice;
	struct buf why = BUF_INIT;
	load_notice(&notice, shop);
	preview_lay_out(&notice.preview, notice.document, NULL, 80);
	size_t line = preview_line_of(&notice.preview, "activities.messages.bases.anyone.interest");
	preview_add_why(&why, &notice.preview, &builtin_library, notice.answers, notice.document, line);
	static const char *const wanted[] = {
		"This is the clause 'purposes.why'.  (outputs/clauses/en/04-purposes.md:",
		"It prints:\n    what it is for: to answer you, since each activity is a purpose",
		"\n        the kind of activity: You write or call  (activities.messages.is)\n",
		"This is the clause 'purposes.interest', for activities.messages.bases.anyone.  (",
		"\n    the interest: answering people who write to us  (activities.messages.bases.anyone.interest)\n",
		"\nIt is there because of:\n", "\n    the legal basis: a legitimate interest  (activities.messages.bases.anyone.basis)\n",
		"\nThe law asks for it:\n    GDPR Art. 13(1)(c), 14(1)(c): the legal basis of each purpose\n",
	};
	const char *at = why.s;
	for (size_t i = 0; i < COUNT(wanted); i++) {
		const char *found = strstr(at, wanted[i]);
		if (!found)
			print_message("not there: %s\n%s\n", wanted[i], at);
		assert_non_null(found);
		at = found;
	}
	buf_clear(&why);
	while (notice.preview.sources[line].block)
		line++;
	preview_add_why(&why, &notice.preview, &builtin_library, notice.answers, notice.document, line);
	assert_string_equal(why.s, "");
	buf_release(&why);
	free_notice(&notice);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways), cmocka_unit_test(test_single_ways), cmocka_unit_test(test_gap), cmocka_unit_test(test_why),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
