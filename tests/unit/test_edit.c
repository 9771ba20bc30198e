/* The text model: what is typed is what is stored; breaking into rows. */
#include "tui/edit.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/event.h"
#include "tui/glyph.h"
#include "tui/wrap.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FAMILY "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7"
#define ACUTE "\xCC\x81"

static void type(struct edit *edit, const char *text)
{
	for (size_t length; *text; text += length)
		edit_type(edit, (int)text_char(text, &length));
}

/* The text with | at the cursor. */
static void assert_edit(const struct edit *edit, const char *wanted)
{
	struct buf buf = BUF_INIT;
	buf_add(&buf, edit->text.s, edit->cursor);
	buf_addc(&buf, '|');
	buf_adds(&buf, edit->text.s + edit->cursor);
	assert_string_equal(buf.s, wanted);
	buf_release(&buf);
	assert_int_equal(strlen(edit->text.s), edit->text.len);
}

/* A text with | at the cursor. */
static void set(struct edit *edit, const char *text)
{
	struct buf buf = BUF_INIT;
	const char *cursor = strchr(text, '|');
	buf_add(&buf, text, (size_t)(cursor - text));
	buf_adds(&buf, cursor + 1);
	edit_set(edit, buf.s);
	edit_move_to(edit, (size_t)(cursor - text));
	buf_release(&buf);
}

static void test_moves(void **state)
{
	(void)state;
	static const struct {
		const char *before;
		enum edit_move move;
		const char *after;
	} cases[] = {
		{"ab|c", EDIT_LEFT, "a|bc"}, {"|abc", EDIT_LEFT, "|abc"}, {"abc|", EDIT_RIGHT, "abc|"}, {"e" ACUTE "|x", EDIT_LEFT, "|e" ACUTE "x"},
		{"|" FAMILY "x", EDIT_RIGHT, FAMILY "|x"}, {"漢|字", EDIT_LEFT, "|漢字"}, {"a\n|b", EDIT_LEFT, "a|\nb"}, {"a|\nb", EDIT_RIGHT, "a\n|b"},
		{"one two|", EDIT_WORD_LEFT, "one |two"}, {"one |two", EDIT_WORD_LEFT, "|one two"}, {"don't, no|", EDIT_WORD_LEFT, "don't, |no"},
		{"don't|, no", EDIT_WORD_LEFT, "|don't, no"}, {"one|  two", EDIT_WORD_RIGHT, "one  two|"}, {"o|ne two", EDIT_WORD_RIGHT, "one| two"},
		{"one|, two.", EDIT_WORD_RIGHT, "one, two|."}, {"two|...", EDIT_WORD_RIGHT, "two...|"}, {"one|\n\ntwo", EDIT_WORD_RIGHT, "one\n\ntwo|"},
		{"one\n\n|two", EDIT_WORD_LEFT, "|one\n\ntwo"}, {"  |", EDIT_WORD_LEFT, "|  "}, {"|漢字", EDIT_WORD_RIGHT, "漢|字"},
		{"|", EDIT_WORD_RIGHT, "|"},
		{"cafe" ACUTE "| x", EDIT_WORD_LEFT, "|cafe" ACUTE " x"}, {"a\nbc|d\ne", EDIT_LINE_START, "a\n|bcd\ne"},
		{"a\nb|cd\ne", EDIT_LINE_END, "a\nbcd|\ne"},
		{"a\nb|cd\ne", EDIT_START, "|a\nbcd\ne"}, {"a\nb|cd\ne", EDIT_END, "a\nbcd\ne|"}, {"a\n|", EDIT_LINE_START, "a\n|"},
	};
	struct edit edit;
	edit_init(&edit, true, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(&edit, cases[i].before);
		edit_move(&edit, cases[i].move);
		assert_edit(&edit, cases[i].after);
	}
	edit_set(&edit, "a" FAMILY "b");
	edit_move_to(&edit, 3); /* inside */
	assert_edit(&edit, "a|" FAMILY "b");
	edit_move_to(&edit, 999);
	assert_edit(&edit, "a" FAMILY "b|");
	edit_release(&edit);
}

static void test_changes(void **state)
{
	(void)state;
	struct edit edit;
	edit_init(&edit, true, NULL);
	set(&edit, "ab|cd");
	type(&edit, "é漢");
	assert_edit(&edit, "abé漢|cd");
	assert_true(edit_delete(&edit, EDIT_LEFT));
	assert_true(edit_delete(&edit, EDIT_RIGHT));
	assert_edit(&edit, "abé|d");
	type(&edit, "\n");
	edit_type(&edit, '\t');
	edit_type(&edit, K_ENTER);
	edit_type(&edit, 0x7F);
	edit_type(&edit, 0);
	assert_edit(&edit, "abé\n|d");
	set(&edit, "e|x");
	type(&edit, ACUTE); /* joins the letter before */
	assert_edit(&edit, "e" ACUTE "|x");
	assert_true(edit_delete(&edit, EDIT_LEFT)); /* letter and mark */
	assert_edit(&edit, "|x");
	set(&edit, "|" ACUTE); /* a mark without a letter gets one */
	type(&edit, "e");
	assert_edit(&edit, "e" ACUTE "|");
	set(&edit, "a|b" ACUTE);
	assert_true(edit_delete(&edit, EDIT_RIGHT));
	assert_edit(&edit, "a|");
	set(&edit, "|");
	assert_false(edit_delete(&edit, EDIT_LEFT) || edit_delete(&edit, EDIT_RIGHT) || edit_delete(&edit, EDIT_WORD_LEFT));
	set(&edit, "\xF0\x9F\x91\xA8\xE2\x80\x8Dx|\xF0\x9F\x91\xA9"); /* deleting joins what stands around */
	assert_true(edit_delete(&edit, EDIT_LEFT));
	assert_edit(&edit, "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9|");
	edit_release(&edit);
	edit_init(&edit, false, NULL);
	edit_type(&edit, '\n');
	assert_edit(&edit, "|");
	edit_release(&edit);
}

static void test_transpose(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"ab|", "ba|"}, {"a|bc", "ba|c"}, {"|ab", "|ab"}, {"a|", "a|"}, {"xe" ACUTE "|", "e" ACUTE "x|"}, {"a\n|b", "a\n|b"},
		{"ab|\nc", "ba|\nc"},
		{"漢|" FAMILY, FAMILY "漢|"},
	};
	struct edit edit;
	edit_init(&edit, true, NULL);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		set(&edit, cases[i][0]);
		edit_transpose(&edit);
		assert_edit(&edit, cases[i][1]);
	}
	edit_release(&edit);
}

static void test_paste(void **state)
{
	(void)state;
	static const struct {
		bool lines;
		const char *pasted, *text;
		size_t left_out, joined;
	} cases[] = {
		{false, "a b", "xa b|y", 0, 0}, {false, "a\nb\r\n", "xa b|y", 0, 1}, {false, "\r\n\n", "x|y", 0, 0}, {false, "a\r\rb", "xa  b|y", 0, 2},
		{true, "a\r\nb\rc\n", "xa\nb\nc\n|y", 0, 0}, {true, "a\tb\x1B[1m\x01\x7F", "xa b[1m|y", 3, 0},
		{true, "\xC2\x9B" "a\xC2\x85", "xa|y", 2, 0},
		{false, "\xFF\xE6\xBC" "a", "xa|y", 3, 0}, {false, "漢" FAMILY, "x漢" FAMILY "|y", 0, 0}, {false, ACUTE, "x" ACUTE "|y", 0, 0},
		{false, "", "x|y", 0, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct edit edit;
		edit_init(&edit, cases[i].lines, NULL);
		set(&edit, "x|y");
		struct edit_pasted pasted = edit_paste(&edit, cases[i].pasted, strlen(cases[i].pasted));
		assert_edit(&edit, cases[i].text);
		assert_int_equal(pasted.left_out, cases[i].left_out);
		assert_int_equal(pasted.joined, cases[i].joined);
		assert_int_equal(edit_undo(&edit), edit.count > 0);
		assert_edit(&edit, "x|y");
		edit_release(&edit);
	}
	struct edit edit;
	edit_init(&edit, false, NULL);
	assert_int_equal(edit_paste(&edit, "a\0b", 3).left_out, 1);
	assert_edit(&edit, "ab|");
	edit_release(&edit);
}

static void test_undo(void **state)
{
	(void)state;
	struct edit edit;
	edit_init(&edit, true, NULL);
	type(&edit, "one two");
	edit_paste(&edit, " three", 6);
	type(&edit, "!");
	edit_delete(&edit, EDIT_LEFT);
	edit_delete(&edit, EDIT_LEFT);
	edit_move(&edit, EDIT_LEFT);
	edit_delete(&edit, EDIT_LEFT);
	assert_edit(&edit, "one two th|e");
	static const char *const back[] = {"one two thr|e", "one two three!|", "one two three|", "one two|", "one |", "|"};
	for (size_t i = 0; i < 6; i++) {
		assert_true(edit_undo(&edit));
		assert_edit(&edit, back[i]);
	}
	assert_false(edit_undo(&edit));
	for (size_t i = 0; i < 5; i++)
		assert_true(edit_redo(&edit));
	assert_edit(&edit, "one two thre|"); /* where the deletions had left it */
	assert_true(edit_redo(&edit));
	assert_false(edit_redo(&edit));
	assert_edit(&edit, "one two th|e");
	edit_undo(&edit);
	type(&edit, "x");
	assert_false(edit_redo(&edit)); /* a change forgets what could be done again */
	assert_edit(&edit, "one two thrx|e");
	edit_set(&edit, "new");
	assert_false(edit_undo(&edit));
	type(&edit, "a");
	edit_pause(&edit);
	type(&edit, "b");
	edit_undo(&edit);
	assert_edit(&edit, "newa|");
	edit_release(&edit);
}

static void test_kill(void **state)
{
	(void)state;
	struct buf killed = BUF_INIT;
	struct edit edit, other;
	edit_init(&edit, true, &killed);
	edit_init(&other, false, &killed);
	set(&edit, "one two| three\nfour");
	assert_true(edit_kill(&edit, EDIT_WORD_LEFT));
	assert_true(edit_kill(&edit, EDIT_WORD_LEFT));
	assert_string_equal(killed.s, "one two");
	assert_edit(&edit, "| three\nfour");
	edit_undo(&edit);
	assert_edit(&edit, "one two| three\nfour");
	assert_true(edit_kill(&edit, EDIT_LINE_END));
	assert_true(edit_kill(&edit, EDIT_LINE_END)); /* the line feed */
	assert_string_equal(killed.s, " three\n");
	assert_true(edit_yank(&edit));
	assert_edit(&edit, "one two three\n|four");
	assert_true(edit_yank(&other));
	assert_edit(&other, " three|"); /* line ends of what goes into one line become spaces, at the end nothing */
	edit_move(&edit, EDIT_END);
	assert_false(edit_kill(&edit, EDIT_LINE_END));
	assert_string_equal(killed.s, " three\n");
	edit_kill(&edit, EDIT_LINE_START);
	edit_move(&edit, EDIT_LEFT);
	edit_kill(&edit, EDIT_LINE_START); /* elsewhere: not added */
	assert_string_equal(killed.s, "one two three");
	edit_release(&other);
	edit_release(&edit);
	buf_release(&killed);
	edit_init(&edit, true, NULL);
	type(&edit, "ab");
	assert_true(edit_kill(&edit, EDIT_LINE_START));
	assert_false(edit_yank(&edit));
	edit_release(&edit);
}

static const char *const pieces[] = {"a", " ", "漢", "é", "x\xCC\x81", ACUTE, "\xE2\x80\x8D", "\xF0\x9F\x91\xA8",
	"\xF0\x9F\x8F\xBD", "\xEF\xB8\x8F", "\n",
	"\xF0\x9F\x87\xAB", "\xE1\x84\x92", "\xE1\x85\xA1", "\xE0\xA4\x95", "\xE0\xA5\x8D", "\xE0\xB8\x81", "\xE0\xB8\xB4", "'", ".",
	"\xE2\x80\x8B", "\xD7\x90"};

static uint32_t dice(uint32_t *random, uint32_t sides)
{
	*random = *random * 1664525 + 1013904223;
	return (*random >> 8) % sides;
}

static void random_change(struct edit *edit, uint32_t *random)
{
	const char *piece = pieces[dice(random, sizeof pieces / sizeof *pieces)];
	switch (dice(random, 12)) {
	case 0: case 1: case 2: case 3: type(edit, piece); break;
	case 4: edit_move_to(edit, dice(random, (uint32_t)edit->text.len + 2)); break;
	case 5: edit_delete(edit, EDIT_LEFT + dice(random, 8)); break;
	case 6: edit_delete(edit, EDIT_LEFT + dice(random, 4)); break;
	case 7: edit_kill(edit, EDIT_LEFT + dice(random, 8)); break;
	case 8: dice(random, 2) ? edit_yank(edit) : edit_transpose(edit); break;
	case 9: edit_paste(edit, piece, strlen(piece) - dice(random, 2)); break;
	case 10: dice(random, 2) ? edit_undo(edit) : edit_redo(edit); break;
	default: edit_move(edit, EDIT_LEFT + dice(random, 8)); break;
	}
}

/* A change may join clusters around the cursor, move it, or break in a run: always it is at a boundary, and undo then redo is identity. */
static void test_random(void **state)
{
	(void)state;
	struct buf killed = BUF_INIT;
	uint32_t random = 7;
	for (int round = 0; round < 600; round++) {
		struct edit edit;
		edit_init(&edit, round % 2, &killed);
		for (int i = 0; i < 100; i++) {
			random_change(&edit, &random);
			assert_true(edit_boundary(&edit, edit.cursor));
			assert_null(text_invalid(edit.text.s, edit.text.len));
			assert_true(edit.lines || !strchr(edit.text.s, '\n'));
			if (edit.text.len > 300)
				edit_kill(&edit, EDIT_START);
		}
		struct buf now = BUF_INIT;
		buf_adds(&now, edit.text.s);
		size_t cursor = edit.cursor, redone = 0, undone = 0;
		while (edit_redo(&edit)) { /* to the newest state, which is then undone whole */
			redone++;
			assert_true(edit_boundary(&edit, edit.cursor));
		}
		while (edit_undo(&edit)) {
			undone++;
			assert_true(edit_boundary(&edit, edit.cursor));
		}
		assert_int_equal(edit.text.len, 0);
		for (size_t i = redone; i < undone; i++)
			edit_redo(&edit);
		assert_string_equal(edit.text.s, now.s);
		assert_true(edit.cursor == cursor || edit_boundary(&edit, cursor)); /* moves are no changes */
		buf_release(&now);
		edit_release(&edit);
	}
	buf_release(&killed);
}

static void assert_rows(const char *text, int columns, bool keep_space, const char *wanted)
{
	struct wrap wrap = WRAP_INIT;
	wrap_text(&wrap, text, strlen(text), columns, keep_space);
	struct buf rows = BUF_INIT;
	for (size_t i = 0; i < wrap.count; i++) {
		buf_adds(&rows, i == 0 ? "" : wrap.rows[i - 1].ends_line ? "/" : "|");
		buf_add(&rows, text + wrap.rows[i].start, wrap.rows[i].end - wrap.rows[i].start);
	}
	assert_string_equal(rows.s, wanted);
	buf_release(&rows);
	wrap_release(&wrap);
}

static void test_wrap(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int columns;
		const char *read, *edited;
	} cases[] = {
		{"one two three", 7, "one two|three", "one two |three"}, {"one two three", 8, "one two|three", "one two |three"},
		{"", 5, "", ""}, {"a\n", 5, "a/", "a/"},
		{"\n\na", 5, "//a", "//a"}, {"abcdefghij", 4, "abcd|efgh|ij", "abcd|efgh|ij"}, {"ab abcdefgh", 4, "ab|abcd|efgh", "ab |abcd|efgh"},
		{"漢字かな。次", 8, "漢字か|な。次", "漢字か|な。次"}, {"漢字か", 3, "漢|字|か", "漢|字|か"}, {"漢字", 1, "漢|字", "漢|字"}, {"a漢", 0, "a|漢", "a|漢"},
		{"well-known thing", 6, "well-|known|thing", "well-|known |thing"}, {"one  two", 3, "one|two", "one | |two"},
		{"ab   ", 3, "ab", "ab  | "},
		{"e" ACUTE "e" ACUTE "e" ACUTE, 2, "e" ACUTE "e" ACUTE "|e" ACUTE, "e" ACUTE "e" ACUTE "|e" ACUTE},
		{FAMILY FAMILY, 7, FAMILY "|" FAMILY, FAMILY "|" FAMILY},
		{"one two\nthree", 20, "one two/three", "one two/three"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_rows(cases[i].text, cases[i].columns, false, cases[i].read);
		assert_rows(cases[i].text, cases[i].columns, true, cases[i].edited);
	}
	struct wrap wrap = WRAP_INIT;
	wrap_text(&wrap, "one two\n\nthree", 14, 4, true);
	static const size_t rows[] = {0, 0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 3, 3, 4, 4};
	for (size_t at = 0; at <= 14; at++)
		assert_int_equal(wrap_find(&wrap, at), rows[at]);
	wrap_release(&wrap);
}

/* For an editor: every byte is in a row, no row is too wide, rows end at clusters. */
static void test_wrap_random(void **state)
{
	(void)state;
	uint32_t random = 3;
	struct wrap wrap = WRAP_INIT;
	struct buf text = BUF_INIT;
	for (int i = 0; i < 20000; i++) {
		buf_clear(&text);
		for (uint32_t n = dice(&random, 30); n > 0; n--)
			buf_adds(&text, pieces[dice(&random, sizeof pieces / sizeof *pieces)]);
		int columns = (int)dice(&random, 12);
		wrap_text(&wrap, text.s, text.len, columns, true);
		struct edit edit;
		edit_init(&edit, true, NULL);
		edit_set(&edit, text.s);
		size_t at = 0;
		for (size_t row = 0; row < wrap.count; row++) {
			const struct wrap_row *r = &wrap.rows[row];
			assert_int_equal(r->start, at);
			assert_true(edit_boundary(&edit, r->end));
			size_t size = r->end - r->start, last = edit_before(&edit, r->end);
			bool is_space = size && text.s[r->end - 1] == ' ';
			bool one = size && last <= r->start;
			assert_true(one || glyph_width(text.s + r->start, size - is_space) <= (columns < 1 ? 1 : columns));
			at = r->end + (r->ends_line && r->end < text.len);
		}
		assert_int_equal(at, text.len);
		edit_release(&edit);
	}
	buf_release(&text);
	wrap_release(&wrap);
}

/* Text of one column a byte is broken by a way of its own: with a letter behind it that is not, its rows are the same. */
static void test_wrap_plain(void **state)
{
	(void)state;
	static const char *const words[] = {"a", "we", "customers", " ", " ", " ", "  ", ", ", ".", "-", "(", ")", "/", "https://acme.example/", "6(1)(f)"};
	uint32_t random = 5;
	struct wrap plain = WRAP_INIT, other = WRAP_INIT;
	struct buf text = BUF_INIT;
	for (int i = 0; i < 20000; i++) {
		buf_clear(&text);
		for (uint32_t n = dice(&random, 30); n > 0; n--)
			buf_adds(&text, words[dice(&random, sizeof words / sizeof *words)]);
		int columns = (int)dice(&random, 30);
		wrap_text(&plain, text.s, text.len, columns, false);
		buf_adds(&text, " \xC3\xA9");
		wrap_text(&other, text.s, text.len, columns, false);
		assert_true(plain.count <= other.count);
		for (size_t row = 0; row + 1 < plain.count; row++) {
			assert_int_equal(plain.rows[row].start, other.rows[row].start);
			assert_int_equal(plain.rows[row].end, other.rows[row].end);
			assert_false(plain.rows[row].ends_line);
		}
		assert_int_equal(plain.rows[plain.count - 1].start, other.rows[plain.count - 1].start);
		assert_true(plain.rows[plain.count - 1].ends_line);
	}
	buf_release(&text);
	wrap_release(&plain);
	wrap_release(&other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_moves), cmocka_unit_test(test_changes), cmocka_unit_test(test_transpose), cmocka_unit_test(test_paste),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_kill), cmocka_unit_test(test_random), cmocka_unit_test(test_wrap), cmocka_unit_test(test_wrap_random), cmocka_unit_test(test_wrap_plain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
