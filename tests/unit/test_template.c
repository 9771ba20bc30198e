/* Templates: control lines woven into the tree where Markdown would tear them apart, and everything that stands inside {{ }}. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "outputs/library/template.h"
#include "tests/unit/small_library.h"

struct world {
	struct arena arena;
	struct diags diags;
	const struct schema *schema;
	struct pieces pieces;
	bool good;
};

static struct arena shared;
static const struct schema *schema;

static int set_up(void **state)
{
	struct diags diags = DIAGS_INIT;
	(void)state;
	arena_init(&shared);
	schema = small_schema(&shared, &diags);
	assert_findings(&diags, "");
	diags_release(&diags);
	return schema ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&shared);
	return 0;
}

/* The body begins with line 10 of f.md. */
static void read_body(struct world *world, const char *body)
{
	arena_init(&world->arena);
	diags_init(&world->diags);
	struct template_reader reader = {.arena = &world->arena, .schema = schema, .diags = &world->diags};
	world->good = template_read(&reader, "f.md", body, strlen(body), 10, &world->pieces);
}

static void release(struct world *world)
{
	diags_release(&world->diags);
	arena_release(&world->arena);
}

struct good {
	const char *body, *pieces;
};

static void check_good(const struct good *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct world world;
		struct buf buf = BUF_INIT;
		read_body(&world, cases[i].body);
		assert_findings(&world.diags, "");
		show_pieces(&buf, world.pieces.items, world.pieces.count);
		assert_string_equal(buf.s, cases[i].pieces);
		buf_release(&buf);
		release(&world);
	}
}

#define IF "{% if company.big %}\n"
#define ELSE "{% else %}\n"
#define ENDIF "{% endif %}\n"
#define FOR "{% for s in services %}\n"
#define ENDFOR "{% endfor %}\n"
#define HEAD "| A |\n| --- |\n"

static void test_weaving(void **state)
{
	static const struct good cases[] = {
		{"", ""},
		{"A", "p(\"A\")"},
		/* blocks */
		{IF "A\n" ENDIF, "if(p(\"A\"))"},
		{"A\n" IF "B\n" ENDIF "C\n", "p(\"A\") if(p(\"B\")) p(\"C\")"},
		{"A\n" IF "B\n" ELSE "C\n" ENDIF "D", "p(\"A\") if(p(\"B\"))else(p(\"C\")) p(\"D\")"},
		{IF ELSE "C\n" ENDIF, "if()else(p(\"C\"))"},
		{"  {%if company.big%}  \nA\n\t{%   endif   %}\n", "if(p(\"A\"))"},
		{IF "A\r\n" ELSE "B\r\n" ENDIF, "if(p(\"A\"))else(p(\"B\"))"},
		{"{% if company.big %}\r\nA\r\n{% endif %}\r\n", "if(p(\"A\"))"},
		{"\n\n" IF "\n\nA\n\n\n" ENDIF "\n\n", "if(p(\"A\"))"},
		{IF "A\n" ENDIF IF "B\n" ENDIF, "if(p(\"A\")) if(p(\"B\"))"},
		{IF FOR "A\n" ENDFOR ELSE "B\n" ENDIF "C\n", "if(for[services@3](p(\"A\")))else(p(\"B\")) p(\"C\")"},
		{FOR "### {{ s.name }}\nA\n" ENDFOR, "for[services@3](h3({s.name}) p(\"A\"))"},
		/* items */
		{"- a\n" IF "- b\n" ENDIF, "ul(li(\"a\") if(li(\"b\")))"},
		{IF "- a\n" ENDIF "- b\n", "ul(if(li(\"a\")) li(\"b\"))"},
		{IF "- a\n- b\n" ENDIF, "ul(if(li(\"a\") li(\"b\")))"},
		{"A\n" FOR "- {{ s.name }}\n" ENDFOR "B\n", "p(\"A\") ul(for[services@3](li({s.name}))) p(\"B\")"},
		{IF "- a\n" ELSE "- b\n" ENDIF, "ul(if(li(\"a\"))else(li(\"b\")))"},
		{IF "- a\n" ELSE "B\n" ENDIF, "if(ul(li(\"a\")))else(p(\"B\"))"},
		{IF "A\n" ELSE "- b\n" ENDIF, "if(p(\"A\"))else(ul(li(\"b\")))"},
		{IF "A\n\n- b\n" ENDIF "\nC\n", "if(p(\"A\") ul(li(\"b\"))) p(\"C\")"},
		{IF "- a\n" ENDIF IF "- b\n" ENDIF, "ul(if(li(\"a\")) if(li(\"b\")))"},
		{FOR IF "- a\n" ENDIF "- b\n" ENDFOR, "ul(for[services@3](if(li(\"a\")) li(\"b\")))"},
		{FOR "- a\n" ENDFOR "\nB\n\n" FOR "- c\n" ENDFOR, "ul(for[services@3](li(\"a\"))) p(\"B\") ul(for[services@3](li(\"c\")))"},
		{FOR "A\n\n" IF "- b\n" ENDIF "- c\n" ENDFOR "D\n", "for[services@3](p(\"A\") ul(if(li(\"b\")) li(\"c\"))) p(\"D\")"},
		{"- a\n  b\n" IF "- c\nd\n" ENDIF "\nE\n", "ul(li(\"a b\") if(li(\"c d\"))) p(\"E\")"},
		{IF "- a\n" ENDIF "\nB\n\n- c\n", "ul(if(li(\"a\"))) p(\"B\") ul(li(\"c\"))"},
		/* rows */
		{HEAD FOR "| {{ s.name }} |\n" ENDFOR, "table(th(td(\"A\")) for[services@3](tr(td({s.name}))))"},
		{HEAD "| a |\n" IF "| b |\n" ELSE "| c |\n" ENDIF "| d |\n", "table(th(td(\"A\")) tr(td(\"a\")) if(tr(td(\"b\")))else(tr(td(\"c\"))) tr(td(\"d\")))"},
		{HEAD FOR "| a |\n" IF "| b |\n" ENDIF ENDFOR "| c |\n", "table(th(td(\"A\")) for[services@3](tr(td(\"a\")) if(tr(td(\"b\")))) tr(td(\"c\")))"},
		{"A\n\n" HEAD FOR "| a |\n" ENDFOR "\nB\n", "p(\"A\") table(th(td(\"A\")) for[services@3](tr(td(\"a\")))) p(\"B\")"},
		{"A\n\n" HEAD FOR "| a |\n" ENDFOR "B\n", "p(\"A\") table(th(td(\"A\")) for[services@3](tr(td(\"a\")))) p(\"B\")"},
		{IF HEAD "| a |\n" ENDIF "\nB\n", "if(table(th(td(\"A\")) tr(td(\"a\")))) p(\"B\")"},
		{IF HEAD "| a |\n\n" ELSE "\n" HEAD "| b |\n" ENDIF, "if(table(th(td(\"A\")) tr(td(\"a\"))))else(table(th(td(\"A\")) tr(td(\"b\"))))"},
		{HEAD FOR "| a |\n" ENDFOR "\n" IF "- b\n" ENDIF, "table(th(td(\"A\")) for[services@3](tr(td(\"a\")))) ul(if(li(\"b\")))"},
		{HEAD FOR "| a |\n" ENDFOR FOR "- b\n" ENDFOR, "table(th(td(\"A\")) for[services@3](tr(td(\"a\")))) ul(for[services@3](li(\"b\")))"},
		{FOR HEAD "{% for c in s.countries %}\n| {{ c.name }} |\n" ENDFOR "\n" ENDFOR, "for[services@3](table(th(td(\"A\")) for[s.countries@4](tr(td({c.name})))))"},
	};
	(void)state;
	check_good(cases, sizeof cases / sizeof *cases);
}

static void test_inline(void **state)
{
	static const struct good cases[] = {
		{"A {{ company.legal_name }}, b.", "p(\"A \" {company.legal_name} \", b.\")"},
		{"{{company.legal_name}}{{company.legal_name}}a", "p({company.legal_name} {company.legal_name} \"a\")"},
		{"**{{ company.legal_name }}** *a*", "p(b({company.legal_name}) \" \" i(\"a\"))"},
		{"[b]({{ company.site }}) [](#top)", "p(a[company.site](\"b\") \" \" a[#top]())"},
		{"[{{ company.legal_name }}](https://x.example/)", "p(a[https://x.example/]({company.legal_name}))"},
		{"{{ cite base-consent }}", "p(cite[base-consent])"},
		{"{{ cite company.seat.rule }}", "p(cite[company.seat.rule])"},
		{"{{ s.name for s in services }}", "p({s.name[services@3]})"},
		{"{{ s.name for s in services if s.name == \"a for b if c\" }}", "p({s.name[services@3 if]})"},
		{"{{ count(services): none 'no', one '# it\\'s, one', other '#: {} company' }}", "p({count: none 'no', one '# it's, one', other '#: {} company'})"},
		{"{{ count(s in services, s.name == 'a:b'): other 'x' }}", "p({count: other 'x'})"},
		{"{{ company.big: yes 'a', no '' }}", "p({company.big: yes 'a', no ''})"},
		{"{{ notice.term: notice 'n', policy 'p', statement 's' }}", "p({notice.term: notice 'n', policy 'p', statement 's'})"},
		{"{{ notice.term: notice 'n', other '**o**' }}", "p({notice.term: notice 'n', other '**o**'})"},
		{FOR "{{ s.name }} {{ c for c in s.countries }}\n\n{{ r.name for r in facts.recipients }}\n" ENDFOR,
			"for[services@3](p({s.name} \" \" {c[s.countries@4]}) p({r.name[facts.recipients@4]}))"},
		{"{% for s in services if any(c in s.countries, c == \"SE\") %}\n{{ s.name }}\n{% endfor %}", "for[services@3 if](p({s.name}))"},
		{"| A | {{ company.legal_name }} |\n| --- | --- |\n| {{ company.big: yes 'a', no 'b' }} | c |", "table(th(td(\"A\") td({company.legal_name})) tr(td({company.big: yes 'a', no 'b'}) td(\"c\")))"},
	};
	(void)state;
	check_good(cases, sizeof cases / sizeof *cases);
}

static void test_mistakes(void **state)
{
	static const struct {
		const char *body, *findings;
	} cases[] = {
		/* nesting */
		{IF "A\n", "control-unclosed:10:1"},
		{"A\n" ENDIF, "control-unpaired:11:1"},
		{"A\n" ELSE "B", "control-unpaired:11:1"},
		{IF "A\n" ENDFOR, "control-unpaired:12:1"},
		{FOR "A\n" ELSE "B\n" ENDFOR, "control-unpaired:12:1"},
		{IF "A\n" ELSE "B\n" ELSE "C\n" ENDIF, "control-unpaired:14:1"},
		{IF FOR "A\n" ENDIF ENDFOR, "control-unpaired:13:1"},
		{IF "A\n\n- b\n" ENDIF "- c\n", "control-parents:14:1"},
		{"- a\n" IF "- b\n\nC\n" ENDIF, "control-parents:15:1"},
		{HEAD "| a |\n" IF "| b |\n\nC\n" ENDIF, "control-parents:17:1"},
		{IF HEAD "| a |\n" ELSE HEAD "| b |\n" ENDIF, "control-parents:14:1"},
		{IF "- a\n" FOR "- b\n\nC\n" ENDFOR ENDIF, "control-parents:16:1"},
		{"| a |\n" IF "| b |\n" ENDIF, "clause-table-broken:10:1"},
		{IF ENDIF "A\n", "control-empty:10:1"},
		{"- a\n" IF ENDIF "- b\n", "control-empty:11:1"},
		{HEAD IF ENDIF "| a |\n", "control-empty:12:1"},
		{IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF IF "A\n", "control-depth:26:1"},
		/* lines */
		{"A {% if company.big %}\n", "control-not-alone:10:3"},
		{"{% if company.big %} A {% endif %}\n", "control-not-alone:10:1"},
		{"{% fi company.big %}\n", "control-unknown:10:1"},
		{"{% if %}\nA\n" ENDIF, "control-syntax:10:1"},
		{IF "A\n{% else company.big %}\nB\n" ENDIF, "control-syntax:12:1"},
		{"{% if company.bigg %}\nA\n" ENDIF, "unknown-path:10:15"},
		{"{% for s of services %}\nA\n" ENDFOR, "loop-syntax:10:8"},
		{"{% for s in company %}\nA\n" ENDFOR, "loop-list:10:13"},
		{"{% for facts in services %}\nA\n" ENDFOR, "loop-variable:10:8"},
		{"{% for abroad in services %}\nA\n" ENDFOR, "loop-variable:10:8"},
		{FOR FOR "A\n" ENDFOR ENDFOR, "loop-variable:11:8"},
		{"{% for s in services if s.name %}\nA\n" ENDFOR, "condition-not-yes-no:10:25"},
		{FOR "A\n" ENDFOR "\n{{ s.name }}\n", "unknown-path:14:4"},
		/* placeholders */
		{"A\nb {{ company.legal_name\n}} c", "placeholder-open:11:3 placeholder-open:12:1"},
		{"A {{ }}", "placeholder-empty:10:3"},
		{"A {{ company.big | x }}", "placeholder-pipe:10:18"},
		{"\xC3\xA4 {{ company.legal }}", "unknown-path:10:14"},
		{"{{ company.legal_name company }}", "placeholder-syntax:10:23"},
		{"{{ company }}", "value-record:10:4"},
		{"{{ company.big }}", "value-yes-no:10:4"},
		{"{{ count(services) }}", "value-not-path:10:4"},
		{"[a](https://x.example/{{ company.legal_name }})", "link-part:10:23"},
		{"[a]({{ company.legal_name }})", "link-type:10:8"},
		{"[]({{ company.site }})", "link-empty:10:4"},
		{"[a](#b \"{{ company.legal_name }}\")", "clause-markup:10:5"},
		{"{{ cite base-consen }} {{ cite x y }}", "cite-unknown:10:9 cite-unknown:10:32"},
		{"{{ cite company.seat }} {{ cite company.legal_name }}", "cite-path:10:9 cite-path:10:33"},
		{"{{ cite company.rule }} {{ cite company.big }}", "unknown-path:10:17 value-yes-no:10:33"},
		{"{{ company.big: yes \"a\" }}", "select-syntax:10:17"},
		{"{{ company.big: yes 'a' no 'b' }}", "select-syntax:10:17"},
		{"{{ company.big: yes 'a', }}", "select-syntax:10:25"},
		{"{{ company.big: yes 'a', yes 'b', no 'c' }}", "select-case-twice:10:26"},
		{"{{ company.big: yes 'a', na 'b' }}", "select-case-unknown:10:26 select-case-missing:10:4"},
		{"{{ company.big: yes 'a' }}", "select-case-missing:10:4"},
		{"{{ count(services): one 'a' }}", "select-case-missing:10:4"},
		{"{{ notice.term: notice 'n', policy 'p' }}", "select-case-missing:10:4"},
		{"{{ company.legal_name: one 'a' }}", "select-subject:10:4"},
		{"{{ s.nam for s in services }}", "unknown-path:10:6"},
		{"{{ s.name for s in company }}", "loop-list:10:20"},
		/* characters */
		{"a \xEE\x80\x80 b", "clause-mark:10:3"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct world world;
		read_body(&world, cases[i].body);
		assert_findings(&world.diags, cases[i].findings);
		assert_false(world.good);
		release(&world);
	}
}

/* Places are those of the file: lines taken out of tables and words put in the place of placeholders must not move them. */
static void test_places(void **state)
{
	struct world world;
	(void)state;
	read_body(&world, HEAD FOR "| \xC3\xA4 {{ company.legal_name }} b {{ s.name }} |\n" ENDFOR "\nC **d** {{ company.legal_name }} e");
	assert_findings(&world.diags, "");
	const struct piece *table = &world.pieces.items[0], *loop = &table->pieces[1], *cell = &loop->pieces[0].pieces[0];
	assert_int_equal(loop->line, 12);
	assert_int_equal(loop->col, 1);
	assert_int_equal(cell->piece_count, 4);
	static const int columns[] = {3, 5, 29, 32};
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(cell->pieces[i].line, 13);
		assert_int_equal(cell->pieces[i].col, columns[i]);
	}
	const struct piece *paragraph = &world.pieces.items[1];
	assert_int_equal(paragraph->line, 16);
	assert_int_equal(paragraph->pieces[1].col, 5);
	assert_int_equal(paragraph->pieces[3].col, 9);
	assert_int_equal(paragraph->pieces[4].col, 33);
	release(&world);
}

static void test_many_placeholders(void **state)
{
	(void)state;
	for (size_t count = 3844; count <= 3845; count++) {
		struct buf buf = BUF_INIT;
		struct world world;
		for (size_t i = 0; i < count; i++)
			buf_adds(&buf, "{{ company.legal_name }}\n");
		read_body(&world, buf.s);
		assert_findings(&world.diags, count == 3844 ? "" : "clause-too-large:3854:4");
		assert_true(!world.good || world.pieces.items[0].piece_count == 2 * count - 1);
		release(&world);
		buf_release(&buf);
	}
}

/* Whatever the order of lines: what comes out good holds every group, and all letters in their order. */
static size_t count_groups(const struct piece *pieces, size_t count)
{
	size_t groups = 0;
	for (size_t i = 0; i < count; i++) {
		groups += pieces[i].kind == PIECE_IF || pieces[i].kind == PIECE_FOR;
		groups += count_groups(pieces[i].pieces, pieces[i].piece_count) + count_groups(pieces[i].otherwise, pieces[i].otherwise_count);
	}
	return groups;
}

static void add_letters(struct buf *buf, const struct piece *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (const char *text = pieces[i].kind == PIECE_TEXT ? pieces[i].text : NULL; text && *text; text++)
			if (*text >= 'A' && *text != '|')
				buf_addc(buf, *text);
		add_letters(buf, pieces[i].pieces, pieces[i].piece_count);
		add_letters(buf, pieces[i].otherwise, pieces[i].otherwise_count);
	}
}

static void test_random_weaving(void **state)
{
	static const struct {
		const char *text, *letters;
	} parts[] = {
		{IF, ""}, {IF, ""}, {IF, ""}, {ELSE, ""}, {ENDIF, ""}, {ENDIF, ""}, {"A\n", "A"}, {"A\n", "A"}, {"\n", ""}, {"- b\n", "b"}, {"- b\n", "b"},
		{"| c |\n", "c"}, {"| c |\n", "c"}, {HEAD, "A"}, {"\nD\n\n", "D"}, {"\n" HEAD, "A"}, {ENDIF, ""}
	};
	const size_t part_count = sizeof parts / sizeof *parts;
	uint32_t random = 1;
	size_t good = 0;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		struct buf buf = BUF_INIT, letters = BUF_INIT, found = BUF_INIT;
		struct world world;
		size_t groups = 0, depth = 0, length = 2 + (size_t)round % 12;
		for (size_t i = 0; i < length + depth; i++) {
			random = random * 1664525u + 1013904223u;
			size_t k = i < length ? (random >> 16) % part_count : part_count - 1;
			const char *part = parts[k].text;
			if (!depth && (!strcmp(part, ENDIF) || !strcmp(part, ELSE)))
				continue;
			groups += strcmp(part, IF) == 0;
			depth += strcmp(part, IF) == 0;
			depth -= i < length && strcmp(part, ENDIF) == 0;
			buf_adds(&letters, parts[k].letters);
			buf_adds(&buf, part);
		}
		read_body(&world, buf.s);
		assert_true(world.good == (world.diags.count == 0));
		if (world.good) {
			assert_int_equal(count_groups(world.pieces.items, world.pieces.count), groups);
			add_letters(&found, world.pieces.items, world.pieces.count);
			assert_string_equal(found.s, letters.s);
			good += groups > 0;
		}
		release(&world);
		buf_release(&buf);
		buf_release(&letters);
		buf_release(&found);
	}
	assert_true(good > 2000);
}

static void test_garbage(void **state)
{
	static const char *const parts[] = {
		"{{", "}}", "{%", "%}", "{{ company.legal_name }}", "{{ s.name for s in services }}", "if", "for", "x", " ", "\n", "\r\n", ":", "'", "\"", "(", ")", "[", "](", "|", "- ", "**", "\\",
		IF, ENDIF, FOR, ENDFOR, ELSE, HEAD, "\n\n", "cite ", "count(services)", ": other 'a'", ",", "\xC3\xA4", "{{ company.big: yes 'a', no 'b' }}", "<", "&#", "company.site", "_"
	};
	uint32_t random = 99;
	(void)state;
	for (int round = 0; round < 5000; round++) {
		struct buf buf = BUF_INIT;
		struct world world;
		for (int i = 0; i < 30; i++) {
			random = random * 1664525u + 1013904223u;
			buf_adds(&buf, parts[(random >> 16) % (sizeof parts / sizeof *parts)]);
		}
		read_body(&world, buf.s);
		assert_true(world.good == (world.diags.count == 0));
		release(&world);
		buf_release(&buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_weaving), cmocka_unit_test(test_inline), cmocka_unit_test(test_mistakes), cmocka_unit_test(test_places),
		cmocka_unit_test(test_many_placeholders), cmocka_unit_test(test_random_weaving), cmocka_unit_test(test_garbage),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
