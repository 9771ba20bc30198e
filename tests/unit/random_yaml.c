#include "tests/unit/random_yaml.h"

#include <stdio.h>
#include <string.h>

static const char *const awkward[] = {
	"No", "yes", "1e3", "~", "null", "Null", "- x", "-", "a: b", "a:", "# x", "a #b", "'", "\"", "\\",
	"a\\nb", "\t", "a\tb", " a", "a ",
	"  ", "@a", "`a", "%a", "!x", "&a", "*a", "{}", "{a", "[x]", "]", "|", ">",
	">-", "?", "? a", ",", "a, b", "a,b", "---", "...", "--- a",
	"0x1F", "0o7", "1_000", "12:30:45", "2026-11-22", "3 years", "3.14", "-5", "+46 8 123", ".5", ".inf", "=", "<<", "y", "on",
	"https://a.example/b?c=d#e", "a@b.example", "Hegarty's Shop", "it's \"so\"", "\xF0\x9F\x98\x80", "\xE6\x97\xA5\xE6\x9C\xAC",
	"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "e\xCC\x81", "\xC2\xA0x", "x\xC2\xA0", "x\xC2\xA0y", "a\xE2\x80\xA8" "b", "a\xE2\x80\xA9",
	"\xEF\xBB\xBFx", "\xE3\x80\x80", "a\nb", "a\nb\n", "a\n\nb\n\n", "\na", "\n",
	"a\n b\n", " a\nb", "\ta\nb", "a \nb", "a\n  \nb", "a\n\tb",
	"#a\n#b", "- a\n- b\n", "---\n...\n", "", "a  b", "word", "two words", "T12 X0X0", "(a)", "/a", "_a", "true", "12 Example Street",
	"k: |\n  x\n", "x: {y", "\xE2\x80\xAA" "a\xE2\x80\xAC",
};
static const char *const tags[] = {"!unknown", "!none", "!suggested"};
static const char *const words[] = {"alpha", "beta gamma", "delta", "epsilon zeta eta", "theta", "iota"};

const char *random_awkward(struct chance *c)
{
	return PICK(c, awkward);
}

const char *random_tag(struct chance *c)
{
	return PICK(c, tags);
}

struct maker {
	struct buf buf;
	struct chance *chance;
	int keys, comments, step;
};

static void add_indent(struct maker *m, int indent)
{
	buf_addf(&m->buf, "%*s", indent, "");
}

static void add_comment(struct maker *m, const char *owner, char kind)
{
	bool spaced = !m->buf.len || strchr("\n \xBF", m->buf.s[m->buf.len - 1]);
	const char *words_behind = one_in(m->chance, 3) ? " a: b, {c} 'd" : "";
	buf_addf(&m->buf, "%s#c%d.%s%c%s", spaced ? "" : " ", m->comments++, owner, kind, words_behind);
}

static void add_comment_of_kind(struct maker *m, const char *owner, char kind)
{
	if (!one_in(m->chance, 4))
		return;
	buf_addf(&m->buf, "%*s", (int)below(m->chance, 3) + 1, "");
	add_comment(m, owner, kind);
}

static void add_comment_behind(struct maker *m, const char *owner)
{
	add_comment_of_kind(m, owner, '.');
}

static void add_plain(struct maker *m, int indent)
{
	buf_adds(&m->buf, PICK(m->chance, words));
	for (unsigned lines = below(m->chance, 3); lines && one_in(m->chance, 3); lines--) {
		buf_addc(&m->buf, '\n');
		add_indent(m, indent);
		buf_adds(&m->buf, PICK(m->chance, words));
	}
}

static void add_scalar(struct maker *m, int indent)
{
	switch (below(m->chance, 6)) {
	case 0: buf_addf(&m->buf, "'it''s %s'", PICK(m->chance, words)); break;
	case 1: buf_addf(&m->buf, "\"%s \\u00e9 #x\"", PICK(m->chance, words)); break;
	case 2:
		buf_addf(&m->buf, "\"%s\n\n", PICK(m->chance, words));
		add_indent(m, indent);
		buf_adds(&m->buf, "# no comment\"");
		break;
	case 3: buf_adds(&m->buf, "gr\xC3\xBC\xC3\x9F"); break;
	default: add_plain(m, indent); break;
	}
}

static void add_block_scalar(struct maker *m, const char *key, char kind, int indent)
{
	static const char *const headers[] = {"|", "|-", "|+", ">", ">-", ">+"};
	const char *header = PICK(m->chance, headers);
	buf_adds(&m->buf, header);
	add_comment_of_kind(m, key, kind);
	int deep = indent + (int)below(m->chance, 3);
	for (unsigned lines = below(m->chance, 4); lines; lines--) {
		buf_addc(&m->buf, '\n');
		if (one_in(m->chance, 5))
			continue;
		add_indent(m, deep);
		buf_adds(&m->buf, one_in(m->chance, 4) ? "# no comment" : PICK(m->chance, words));
	}
	if (header[1] == '+' && one_in(m->chance, 2))
		buf_adds(&m->buf, "\n\n");
}

static void new_key(struct maker *m, char key[16])
{
	snprintf(key, 16, "k%d", m->keys++);
}

static void add_flow(struct maker *m, const char *key, int depth, int indent);

static void add_flow_value(struct maker *m, const char *key, int depth, int indent)
{
	unsigned kind = below(m->chance, 8);
	if (kind == 0)
		buf_addf(&m->buf, "%s ", PICK(m->chance, tags));
	else if (kind == 1)
		buf_addf(&m->buf, "%s %s", PICK(m->chance, tags), PICK(m->chance, words));
	else if (kind <= 3 && depth < 3)
		add_flow(m, key, depth + 1, indent + 2);
	else if (kind != 4)
		add_scalar(m, indent);
}

static void add_flow_pair(struct maker *m, const char *owner, int depth, int indent, bool lines, bool next_lines, bool last,
			  bool trailing)
{
	char key[16];
	new_key(m, key);
	if (lines) {
		buf_addc(&m->buf, '\n');
		if (one_in(m->chance, 8)) {
			add_indent(m, indent);
			add_comment(m, owner, '*');
			buf_adds(&m->buf, "\n\n");
		}
		for (; one_in(m->chance, 4); buf_addc(&m->buf, '\n')) {
			add_indent(m, indent);
			add_comment(m, key, '.');
		}
		add_indent(m, indent);
	}
	buf_addf(&m->buf, one_in(m->chance, 5) ? "\"%s\"" : "%s", key);
	if (one_in(m->chance, 12))
		buf_addc(&m->buf, ' ');
	else {
		buf_adds(&m->buf, ": ");
		add_flow_value(m, key, depth, indent + 1);
	}
	if (!last || trailing)
		buf_adds(&m->buf, one_in(m->chance, 6) ? " ," : ",");
	if (next_lines)
		add_comment_behind(m, key);
	else if (!last)
		buf_adds(&m->buf, one_in(m->chance, 6) ? "" : " ");
}

static void add_flow_list(struct maker *m, int indent)
{
	unsigned count = below(m->chance, 4);
	buf_addc(&m->buf, '[');
	for (unsigned i = 0; i < count; i++) {
		buf_adds(&m->buf, i ? ", " : "");
		if (one_in(m->chance, 9))
			buf_addf(&m->buf, "%s ", tags[0]);
		else
			add_scalar(m, indent);
	}
	buf_addc(&m->buf, ']');
}

static void add_flow(struct maker *m, const char *key, int depth, int indent)
{
	if (one_in(m->chance, 3)) {
		add_flow_list(m, indent);
		return;
	}
	unsigned count = below(m->chance, 4);
	bool lines = one_in(m->chance, 3), trailing = one_in(m->chance, 4), mixed = one_in(m->chance, 4), line = lines;
	buf_addc(&m->buf, '{');
	for (unsigned i = 0; i < count; i++) {
		bool last = i + 1 == count, next = lines && (last || !(mixed && one_in(m->chance, 2)));
		add_flow_pair(m, key, depth, indent, line, next, last, trailing);
		line = next;
	}
	if (m->buf.s[m->buf.len - 1] == ':' || (lines && count)) {
		buf_addc(&m->buf, '\n');
		add_indent(m, indent);
	}
	buf_addc(&m->buf, '}');
}

static void add_block_map(struct maker *m, const char *owner, int depth, int indent, bool behind_dash);

static void add_block_list(struct maker *m, const char *key, int depth, int indent)
{
	for (unsigned i = below(m->chance, 4) + 1; i; i--) {
		buf_addc(&m->buf, '\n');
		if (one_in(m->chance, 5)) {
			add_indent(m, indent);
			add_comment(m, key, '*');
			buf_addc(&m->buf, '\n');
		}
		add_indent(m, indent);
		buf_addc(&m->buf, '-');
		if (depth < 3 && one_in(m->chance, 8)) {
			buf_addc(&m->buf, ' ');
			add_block_map(m, key, depth + 1, indent + 2, true);
			continue;
		}
		if (one_in(m->chance, 6))
			buf_addf(&m->buf, " %s", PICK(m->chance, tags));
		if (one_in(m->chance, 12))
			continue;
		buf_addc(&m->buf, ' ');
		if (one_in(m->chance, 6)) {
			add_flow(m, key, 2, indent + 2);
		} else if (one_in(m->chance, 8)) {
			add_block_scalar(m, key, '*', indent + 1);
			continue;
		} else {
			add_scalar(m, indent + 2);
		}
		if (one_in(m->chance, 4)) {
			buf_addc(&m->buf, ' ');
			add_comment(m, key, '*');
		}
	}
}

/* What stands on the line of its key. */
static void add_value_on_line(struct maker *m, const char *key, unsigned kind, int indent)
{
	buf_addc(&m->buf, ' ');
	if (one_in(m->chance, 12)) {
		buf_addc(&m->buf, '\n');
		add_indent(m, indent + 1);
	}
	if (kind == 6) {
		add_block_scalar(m, key, '.', indent + 1);
		return;
	}
	if (kind == 7)
		add_flow(m, key, 1, indent + m->step);
	else
		add_scalar(m, indent + 1);
	add_comment_behind(m, key);
}

static void add_block_value(struct maker *m, const char *key, int depth, int indent)
{
	unsigned kind = below(m->chance, 10);
	if (kind && one_in(m->chance, 5))
		buf_addf(&m->buf, " %s", PICK(m->chance, tags));
	if (kind >= 6 || (kind >= 2 && kind <= 4 && depth == 4)) {
		add_value_on_line(m, key, kind, indent);
		return;
	}
	add_comment_behind(m, key);
	if (kind == 5) {
		add_block_list(m, key, depth, indent + (one_in(m->chance, 2) ? m->step : 0));
	} else if (kind >= 2) {
		buf_addc(&m->buf, '\n');
		add_block_map(m, key, depth + 1, indent + m->step, false);
	}
}

/* Gaps and comments above a key. */
static void add_above(struct maker *m, const char *owner, const char *key, int indent, bool first, bool gap)
{
	if (one_in(m->chance, 8)) {
		buf_adds(&m->buf, first ? "" : "\n");
		add_indent(m, indent);
		add_comment(m, owner, '*');
		buf_adds(&m->buf, "\n\n");
	} else if (!first && gap) {
		buf_adds(&m->buf, one_in(m->chance, 3) ? "\n\n" : "\n");
	}
	for (; one_in(m->chance, 5); buf_addc(&m->buf, '\n')) {
		add_indent(m, one_in(m->chance, 5) ? 0 : indent);
		add_comment(m, key, '.');
	}
}

/* behind_dash: the first key stands on the line of its dash. The last line has no line feed yet. */
static void add_block_map(struct maker *m, const char *owner, int depth, int indent, bool behind_dash)
{
	unsigned count = below(m->chance, depth ? 4 : 7) + 1;
	bool gaps = one_in(m->chance, 3);
	for (unsigned i = 0; i < count; i++) {
		char key[16];
		new_key(m, key);
		buf_adds(&m->buf, i ? "\n" : "");
		if (i || !behind_dash) {
			add_above(m, owner, key, indent, i == 0, gaps || one_in(m->chance, 5));
			add_indent(m, indent);
		}
		if (depth && !behind_dash && one_in(m->chance, 40)) {
			buf_addf(&m->buf, "? %s", key); /* and nothing */
			continue;
		}
		buf_addf(&m->buf, one_in(m->chance, 8) ? "'%s':" : one_in(m->chance, 30) ? "%s :" : "%s:", key);
		add_block_value(m, key, depth, indent);
	}
	if (depth && one_in(m->chance, 6)) {
		buf_addc(&m->buf, '\n');
		add_indent(m, indent);
		add_comment(m, owner, '*');
	}
}

static void make_crlf(struct buf *buf)
{
	struct buf lines = BUF_INIT;
	for (size_t i = 0; i < buf->len; i++) {
		buf_adds(&lines, buf->s[i] == '\n' ? "\r" : "");
		buf_addc(&lines, buf->s[i]);
	}
	buf_release(buf);
	*buf = lines;
}

static void make_file(struct maker *m)
{
	m->step = (int)below(m->chance, 4) + 1;
	buf_adds(&m->buf, one_in(m->chance, 8) ? "\xEF\xBB\xBF" : "");
	if (one_in(m->chance, 8)) {
		add_comment(m, "top", '*');
		buf_adds(&m->buf, "\n\n");
	}
	buf_adds(&m->buf, one_in(m->chance, 8) ? "---\n" : "");
	if (one_in(m->chance, 12))
		add_flow(m, "top", 0, 1);
	else
		add_block_map(m, "top", 0, 0, false);
	if (!one_in(m->chance, 5))
		buf_adds(&m->buf, one_in(m->chance, 6) ? "\n\n" : "\n");
	if (m->buf.s[m->buf.len - 1] == '\n' && one_in(m->chance, 10)) {
		buf_addc(&m->buf, '\n');
		add_comment(m, "top", '*');
		buf_addc(&m->buf, '\n');
	}
	if (one_in(m->chance, 6))
		make_crlf(&m->buf);
}

void random_yaml(struct chance *chance, struct buf *file, int *keys)
{
	struct maker maker = {.buf = BUF_INIT, .chance = chance};
	make_file(&maker);
	buf_add(file, maker.buf.s, maker.buf.len);
	*keys = maker.keys;
	buf_release(&maker.buf);
}
