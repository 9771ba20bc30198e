/*
 * Random changes of the example files and of what came of them: each that is made reads back; every other answer is as before; so is
 * every line that the change is not about, comments too.
 *
 * NS_CHANGES: how many, and ten times the number of files that must stay as they are; NS_SEED: where to begin; NS_SHOW: a file that gets the last changes, for a failure.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/file.h"
#include "cli/builtin.h"
#include "questionnaire/answers/change.h"
#include "questionnaire/types/term.h"

#include <string.h>

enum { CHANGES_AT_ONCE = 5, LARGEST = 24000 };

static uint64_t state;

static size_t below(size_t limit)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (size_t)((state >> 11) % limit);
}

static struct answers *read_bytes(const struct buf *bytes)
{
	struct diags diags = DIAGS_INIT;
	struct answers *answers = answers_read(builtin_library.schema, "acme.yaml", bytes->s, bytes->len, &diags);

	if (!answers) {
		diags_print(&diags, stderr);
		fprintf(stderr, "%s", bytes->s);
	}
	assert_non_null(answers);
	diags_release(&diags);
	return answers;
}

/* Random values */

static const char *random_text(struct arena *arena)
{
	static const char *const texts[] = {
		"Acme", "No", "yes", "1e3", "~", "null", "0x1F", "1.10", "2025-02-29", "O'Connell's & Sons", "A|B", "\"quoted\"", "'", "!none", "- a",
			"-", "# a", "a #b",
		"a: b", "a:", ":a", "&a", "*a", "[]", "{}", "[a, b", "a, b", "%x", "@x", "`x", "? a", "|", ">", "---", "...", " leading", "trailing ", "a  b", "C:\\x", "a\\nb",
		"株式会社アクメ", "אקמה בע״מ", "e\xCC\x81te\xCC\x81", "👩‍💻 GmbH", "\xC2\xA0nbsp", "{{ company }}", "<b>", "=", "<<", "y",
			"key: value # no comment",
		"\xE2\x80\xA8line separator", "}", "]", ",", "a}", "b]", "c,d",
	};
	size_t i = below(sizeof texts / sizeof *texts + 1);

	if (i < sizeof texts / sizeof *texts)
		return texts[i];
	char *text = arena_alloc(arena, 400);
	for (int k = 0; k < 399; k++)
		text[k] = (char)(k % 7 == 6 ? ' ' : 'a' + k % 26);
	return text;
}

static const char *random_long_text(struct arena *arena)
{
	static const char *const texts[] = {
		"One.\n\nTwo.", "One.\nTwo.\n", "One.\n\n\n", "  indented\nand not", "# x\n# y", "- a\n- b\n", "a: b\nc: d", "\nbegins blank", "a\n   \nb", "trailing \nspace ", "---\n...\n", "x\n\n  y\n\n z\n\n",
	};

	return below(3) ? texts[below(sizeof texts / sizeof *texts)] : random_text(arena);
}

/* NULL: there is none to refer to. */
static const char *random_scalar(struct arena *arena, const struct answers *answers, const struct type *type)
{
	static const char *const units[] = {"day", "week", "month", "year"};
	const struct value *records;
	int number = 2 + (int)below(900);

	switch (type->kind) {
	case TYPE_YES_NO:
		return below(2) ? "yes" : "no";
	case TYPE_NUMBER:
		return arena_printf(arena, "%d", number);
	case TYPE_DATE:
		return arena_printf(arena, "20%02d-%02d-%02d", (int)below(100), 1 + (int)below(12), 1 + (int)below(28));
	case TYPE_DURATION:
		return arena_printf(arena, "%d %ss", number, units[below(4)]);
	case TYPE_EMAIL:
		return "privacy@acme.example";
	case TYPE_WEB:
		return below(2) ? "https://acme.example/a?b=c#d" : "http://acme.example";
	case TYPE_CHOICE:
		return type->vocabulary->terms[below(type->vocabulary->term_count)].id;
	case TYPE_REFERENCE:
		records = value_field(answers->root, type->of);
		return records->count ? records->items[below(records->count)].key : NULL;
	case TYPE_LONG_TEXT:
		return random_long_text(arena);
	default:
		return random_text(arena);
	}
}

/* Random changes */

struct plan {
	struct arena arena;
	const struct answers *answers;
	struct change changes[CHANGES_AT_ONCE];
	size_t count;
};

/* A path down from a value or, below what is not there, from a type. Stops early now and then. */
static const char *random_path(struct plan *plan, const struct value **value, struct type *type)
{
	struct buf path = BUF_INIT;

	*value = plan->answers->root;
	*type = (struct type){.kind = TYPE_RECORD, .record = plan->answers->schema->root};
	for (bool begun = false; (type->kind == TYPE_RECORD || type->kind == TYPE_RECORDS) && (!begun || below(9)); begun = true) {
		const char *part;
		if (type->kind == TYPE_RECORD) {
			size_t field = below(type->record->field_count);
			part = type->record->fields[field].id;
			*value = *value && (*value)->items ? &(*value)->items[field] : NULL;
			*type = type->record->fields[field].type;
		} else {
			size_t i = *value && (*value)->count ? below((*value)->count + 1) : 0;
			bool old = *value && i < (*value)->count;
			*value = old ? &(*value)->items[i] : NULL;
			part = old ? (*value)->key : arena_printf(&plan->arena, "new%zu", below(50));
			*type = (struct type){.kind = TYPE_RECORD, .record = type->record};
		}
		buf_addf(&path, "%s%s", path.len ? "." : "", part);
	}
	const char *copy = arena_strdup(&plan->arena, path.s);
	buf_release(&path);
	return copy;
}

static const char *record_near(const struct value *record)
{
	return record->parent->items[below(record->parent->count)].key;
}

static void add_change(struct plan *plan)
{
	struct change *change = &plan->changes[plan->count++];
	const struct value *value;
	struct type type;
	const char **values = arena_calloc(&plan->arena, 8, sizeof *values);

	*change = (struct change){.path = random_path(plan, &value, &type), .values = values};
	bool is_record = value && value->parent && value->parent->kind == TYPE_RECORDS;
	if (is_record) {
		change->kind = (enum change_kind)(CHANGE_NONE + below(6));
		values[0] = change->kind == CHANGE_COPY && below(4) ? arena_printf(&plan->arena, "copy%zu", below(1000)) : record_near(value);
		change->count = change->kind == CHANGE_COPY || below(3) ? 1 : 0;
		return;
	}
	change->kind = below(3) ? CHANGE_SET : (enum change_kind)below(CHANGE_ADD + 1);
	if (change->kind > CHANGE_SUGGEST)
		return;
	change->count = type.kind == TYPE_LIST ? below(8) : 1;
	for (size_t i = 0; i < change->count; i++) {
		values[i] = random_scalar(&plan->arena, plan->answers, type.kind == TYPE_LIST ? type.item : &type);
		if (!values[i])
			change->count = i;
	}
}

/* What was unknown or none as a whole is not, when something in it is set: its parts share that only as long as it lasts. */
static bool shares_state(const struct value *value)
{
	for (const struct value *around = value->parent; around; around = around->parent)
		if (around->state == VALUE_UNKNOWN || around->state == VALUE_NONE)
			return true;
	return false;
}

/* What answers say, a line each: "company.seat = SE". */

static void describe(struct buf *buf, const struct value *value)
{
	static const char *const states[] = {[VALUE_ABSENT] = "absent", [VALUE_UNKNOWN] = "unknown", [VALUE_NONE] = "none",
		[VALUE_GIVEN] = "given"};

	buf_addf(buf, "%s%s", states[value->state], value->suggested ? " suggested" : "");
	if (value->kind == TYPE_LIST)
		for (size_t i = 0; i < value->count; i++)
			buf_addf(buf, " <%s>", value->items[i].text);
	else if (value->text)
		buf_addf(buf, " <%s>", value->text);
}

/* Is the answer at, below or above one that a change is about? */
static bool is_touched(const struct plan *plan, const char *path)
{
	for (size_t i = 0; i < plan->count; i++) {
		const char *changed = plan->changes[i].path;
		size_t size = strlen(changed);
		if (!strncmp(path, changed, size) && (!path[size] || path[size] == '.'))
			return true;
		if (plan->changes[i].kind == CHANGE_COPY) {
			const char *dot = strrchr(changed, '.');
			size = (size_t)(dot + 1 - changed);
			if (!strncmp(path, changed, size) && !strncmp(path + size, plan->changes[i].values[0], strlen(plan->changes[i].values[0])))
				return true;
		}
	}
	return false;
}

static void describe_others(struct buf *buf, const struct plan *plan, const struct value *value)
{
	if (value->kind != TYPE_RECORD && value->kind != TYPE_RECORDS) {
		struct buf path = BUF_INIT;
		value_path(&path, value);
		if (value->state != VALUE_ABSENT && !shares_state(value) && !is_touched(plan, path.s)) {
			buf_addf(buf, "%s = ", path.s);
			describe(buf, value);
			buf_addc(buf, '\n');
		}
		buf_release(&path);
		return;
	}
	for (size_t i = 0; i < value->count; i++)
		describe_others(buf, plan, &value->items[i]);
}

static bool moves(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count; i++)
		if (plan->changes[i].kind == CHANGE_MOVE)
			return true;
	return false;
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines in order of the alphabet: for moves. */
static void sort_lines(struct buf *buf)
{
	struct buf sorted = BUF_INIT;
	size_t count = 0;
	for (const char *c = buf->s; *c; c++)
		count += *c == '\n';
	char **lines = calloc(count + 1, sizeof *lines), *rest;
	size_t used = 0;
	for (char *line = strtok_r(buf->len ? buf->s : NULL, "\n", &rest); line && buf->len; line = strtok_r(NULL, "\n", &rest))
		lines[used++] = line;
	if (used)
		qsort(lines, used, sizeof *lines, compare_lines);
	for (size_t i = 0; i < used; i++)
		buf_addf(&sorted, "%s\n", lines[i]);
	free(lines);
	buf_release(buf);
	*buf = sorted;
}

static void assert_others(const struct plan *plan, const struct answers *before, const struct answers *after)
{
	struct buf was = BUF_INIT, is = BUF_INIT;

	describe_others(&was, plan, before->root);
	describe_others(&is, plan, after->root);
	if (moves(plan)) {
		sort_lines(&was);
		sort_lines(&is);
	}
	assert_string_equal(is.s, was.s);
	buf_release(&was);
	buf_release(&is);
}

/* The last change of all is what its path says now. */
static void assert_last(const struct plan *plan, const struct answers *after)
{
	const struct change *change = &plan->changes[plan->count - 1];
	struct diags diags = DIAGS_INIT;
	const struct value *value = answers_find(after, change->path, &diags);
	struct buf is = BUF_INIT, wanted = BUF_INIT;

	if (value && value->kind < TYPE_RECORD)
		describe(&is, value);
	if (change->kind == CHANGE_SET || change->kind == CHANGE_SUGGEST) {
		buf_adds(&wanted, change->kind == CHANGE_SET ? "given" : "given suggested");
		for (size_t i = 0; i < change->count; i++)
			buf_addf(&wanted, " <%s>", change->values[i]);
		assert_string_equal(is.s, wanted.s);
	} else if (change->kind == CHANGE_UNKNOWN) {
		assert_int_equal(value->state, VALUE_UNKNOWN);
	} else if (change->kind == CHANGE_NONE) {
		assert_true(value->state == VALUE_NONE || (value->state == VALUE_GIVEN && !value->count));
	} else if (change->kind == CHANGE_CONFIRM) {
		assert_false(value->suggested);
	} else if (change->kind == CHANGE_DELETE) {
		assert_true(!value || value->state == VALUE_ABSENT || shares_state(value));
	} else {
		assert_int_equal(value->state, VALUE_GIVEN);
	}
	diags_release(&diags);
	buf_release(&is);
	buf_release(&wanted);
}

/* Is the line, counted from 1, blank or a comment? */
static bool is_comment(const struct yaml *yaml, int line)
{
	const char *text = yaml->bytes + yaml->lines[line - 1];

	return strchr("#\r\n", text[strspn(text, " ")]);
}

/* Lines of the file that are not about the answer: all but those of its value or, when it is not there, of what it has to be put into. */
static void mark_lines(const struct answers *answers, const struct value *value, bool *about)
{
	const struct yaml_node *node = NULL;

	for (const struct value *v = value; v; v = v->parent)
		if (v->suggested && v->node)
			node = v->node;
	for (; !node && value; value = value->parent) {
		const struct yaml_node *at = value->node;
		if (at && at->kind == YAML_MAP && at->style == YAML_BLOCK)
			return; /* lines are put in between */
		node = at;
	}
	int first = yaml_pos_at(answers->yaml, node->start).line, last = yaml_pos_at(answers->yaml, node->end).line;
	for (int line = first; line <= last; line++)
		about[line] = true;
	if (node->style != YAML_BLOCK)
		return;
	while (is_comment(answers->yaml, --first)) /* between the key and a block list */
		about[first] = true;
	about[first] = true; /* the key: a tag may come to stand behind it */
}

/* The value at a path, or the nearest around it that is in the file. */
static const struct value *nearest(const struct answers *answers, const char *path)
{
	char *copy = strdup(path), *dot = copy + strlen(copy);
	const struct value *value = NULL;

	while (!value && dot) {
		struct diags diags = DIAGS_INIT;
		*dot = '\0';
		value = answers_find(answers, copy, &diags);
		dot = strrchr(copy, '.');
		diags_release(&diags);
	}
	free(copy);
	return value ? value : answers->root;
}

static void assert_lines(const struct plan *plan, const struct answers *answers, const struct buf *before, const struct buf *after)
{
	bool *about = calloc(before->len + 3, sizeof *about);

	for (size_t i = 0; i < plan->count; i++) {
		if (plan->changes[i].kind > CHANGE_SUGGEST) {
			free(about);
			return; /* takes lines away */
		}
		mark_lines(answers, nearest(answers, plan->changes[i].path), about);
	}
	const char *is = after->s;
	int number = 1;
	for (const char *was = before->s; *was; was += strcspn(was, "\n") + 1, number++) {
		size_t size = strcspn(was, "\n");
		bool found = about[number];
		while (!found && *is) {
			size_t length = strcspn(is, "\n");
			found = length == size && !memcmp(is, was, size);
			is += length + (is[length] != '\0');
		}
		if (!found)
			fprintf(stderr, "line %d is gone: %.*s\n", number, (int)size, was);
		assert_true(found);
		if (!was[size])
			break;
	}
	free(about);
}

/* Files to begin with, some of them with comments in odd places, or with the line ends of Windows. */

static const char *const examples[] = {"tests/examples/corner-shop.yaml", "tests/examples/medical-imaging-se.yaml",
	"tests/examples/imaging-gmbh-de.yaml",
	"tests/examples/ecg-cloud-fi.yaml", "tests/examples/veterinary-pacs.yaml"};

/* A new file, with chapters, for a program or for an editor. */
static void begin_new(struct buf *bytes)
{
	buf_clear(bytes);
	answers_blank(builtin_library.schema, bytes);
	if (below(2))
		return;
	struct answers *answers = read_bytes(bytes);
	buf_clear(bytes);
	answers_outline(answers, bytes);
	answers_free(answers);
}

static void begin(struct buf *bytes)
{
	if (!below(4)) {
		begin_new(bytes);
		return;
	}
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *text = file_read(examples[below(sizeof examples / sizeof *examples)], FILE_LIMIT, &size, &diags);
	const char *eol = below(4) ? "\n" : "\r\n";
	bool odd = below(2);

	assert_non_null(text);
	buf_clear(bytes);
	for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
		int length = (int)strcspn(line, "\n");
		if (odd && length && !below(6))
			buf_addf(bytes, "%*s# odd%s%s", (int)below(3) * 2, "", eol, below(3) ? "" : eol);
		buf_addf(bytes, "%.*s%s%s", length, line, odd && length && !below(9) ? "  # behind" : "", eol);
	}
	free(text);
	diags_release(&diags);
}

static size_t made, refused;

/* NS_SHOW: the last changes before a failure, and what they made of which file. */
static void show(const struct plan *plan, const struct buf *before, const struct buf *after)
{
	FILE *out = fopen(getenv("NS_SHOW"), "w");

	for (size_t i = 0; out && i < plan->count; i++) {
		fprintf(out, "%d %s", (int)plan->changes[i].kind, plan->changes[i].path);
		for (size_t k = 0; k < plan->changes[i].count; k++)
			fprintf(out, " <%s>", plan->changes[i].values[k]);
		fputc('\n', out);
	}
	if (out) {
		fprintf(out, "==== before\n%s==== after\n%s", before->s, after->s);
		fclose(out);
	}
}

static void change_once(struct buf *bytes)
{
	struct plan plan = {.arena = ARENA_INIT, .answers = read_bytes(bytes)};
	struct diags diags = DIAGS_INIT;
	struct buf after = BUF_INIT;

	for (size_t count = below(2) ? 1 : 1 + below(CHANGES_AT_ONCE); count; count--)
		add_change(&plan);
	bool done = answers_change(plan.answers, plan.changes, plan.count, &after, &diags);
	if (getenv("NS_SHOW"))
		show(&plan, bytes, &after);
	if (done) {
		struct answers *answers = read_bytes(&after);
		made++;
		assert_int_equal(diags.count, 0);
		assert_last(&plan, answers);
		assert_others(&plan, plan.answers, answers);
		assert_lines(&plan, plan.answers, bytes, &after);
		answers_free(answers);
		buf_release(bytes);
		*bytes = after;
	} else {
		refused++;
		for (size_t i = 0; i < diags.count; i++)
			assert_string_not_equal(diags.items[i].kind->id, "change-not-readable");
		assert_true(diags.count > 0);
		assert_int_equal(after.len, 0);
		buf_release(&after);
	}
	diags_release(&diags);
	answers_free((struct answers *)plan.answers);
	arena_release(&plan.arena);
}

static size_t wanted_changes(void)
{
	const char *number = getenv("NS_CHANGES");

	return number ? (size_t)strtoul(number, NULL, 10) : 10000;
}

static void test_changes(void **unused)
{
	const char *seed = getenv("NS_SEED");
	size_t wanted = wanted_changes();
	struct buf bytes = BUF_INIT;

	(void)unused;
	state = seed ? strtoull(seed, NULL, 10) : 88172645463325252u;
	begin(&bytes);
	while (made < wanted) {
		if (bytes.len > LARGEST || !below(200))
			begin(&bytes);
		change_once(&bytes);
	}
	buf_release(&bytes);
	print_message("%zu made, %zu refused\n", made, refused);
	assert_true(refused < made);
}

struct sayings {
	struct arena arena;
	struct change *items;
	size_t count, capacity;
};

/* What every answer of a file says already, set once more. */
static void say_again(struct sayings *to, const struct value *value)
{
	bool list = value->kind == TYPE_LIST;
	size_t count = list ? value->count : 1;
	const char **values = arena_calloc(&to->arena, count, sizeof *values);
	struct buf path = BUF_INIT;

	if (value->state != VALUE_GIVEN || (value->question && !strcmp(value->question->id, "format")))
		return;
	for (size_t i = 0; value->kind >= TYPE_RECORD && i < value->count; i++)
		say_again(to, &value->items[i]);
	if (value->kind >= TYPE_RECORD)
		return;
	for (size_t i = 0; i < count; i++)
		values[i] = list ? value->items[i].text : value->text;
	value_path(&path, value);
	to->items = arena_grow(&to->arena, to->items, to->count, &to->capacity, sizeof *to->items);
	to->items[to->count++] = (struct change){value->suggested ? CHANGE_SUGGEST : CHANGE_SET, arena_strdup(&to->arena, path.s), values, count};
	buf_release(&path);
}

/* Loaded, told what it says, saved: the same bytes, comments in odd places and all. */
static void test_nothing_changed(void **unused)
{
	size_t files = wanted_changes() / 10, said = 0;

	(void)unused;
	state = 2463534242u;
	for (size_t i = 0; i < files; i++) {
		struct buf bytes = BUF_INIT, after = BUF_INIT;
		struct diags diags = DIAGS_INIT;
		begin(&bytes);
		struct answers *answers = read_bytes(&bytes);
		struct sayings again = {.arena = ARENA_INIT};
		say_again(&again, answers->root);
		said += again.count;
		assert_true(answers_change(answers, again.items, again.count, &after, &diags));
		assert_string_equal(after.s, bytes.s);
		answers_free(answers);
		arena_release(&again.arena);
		buf_release(&bytes);
		buf_release(&after);
		diags_release(&diags);
	}
	assert_true(said > files * 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes), cmocka_unit_test(test_nothing_changed)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
