/* Placeholders and control lines out, Markdown in. */
#include "outputs/library/template_parts.h"

#include "base/buf.h"
#include "base/text.h"

#include <string.h>

static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/* ---- spans ---- */

struct span span_of(const struct yaml *yaml, const struct yaml_node *node)
{
	return (struct span){.text = node->text, .size = node->size, .yaml = yaml, .node = node};
}

struct pos span_pos(const struct span *span, size_t at)
{
	if (span->node)
		return yaml_pos_at(span->yaml, yaml_origin(span->yaml, span->node, span->skip + at));
	struct pos pos = span->pos;
	pos.col += (int)text_count(span->text, at);
	return pos;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n';
}

struct span span_part(const struct span *span, size_t from, size_t to)
{
	while (from < to && is_blank(span->text[from]))
		from++;
	while (to > from && is_blank(span->text[to - 1]))
		to--;
	struct span part = *span;
	part.text += from;
	part.size = to - from;
	part.skip += from;
	if (!span->node)
		part.pos = span_pos(span, from);
	return part;
}

void template_report(struct template_reader *reader, enum outputs_diag kind, struct pos pos, const char *one, const char *two)
{
	diag_add(reader->diags, &outputs_diags[kind], pos, one, two, NULL);
}

/* ---- placeholders ---- */

static size_t find(const char *text, size_t size, size_t from, const char *pair)
{
	for (size_t i = from; i + 1 < size; i++)
		if (text[i] == pair[0] && text[i + 1] == pair[1])
			return i;
	return size;
}

static size_t find_mark(const struct span *line)
{
	for (size_t i = 0; i + MARK_SIZE <= line->size; i++)
		if (!memcmp(line->text + i, MARK, MARK_SIZE))
			return i;
	return line->size;
}

static void add_placeholder(struct template_reader *reader, struct template_text *text, const struct span *span, size_t at, size_t size,
	struct buf *out)
{
	size_t number = text->placeholder_count;
	if (number == PLACEHOLDER_LIMIT) {
		template_report(reader, O_CLAUSE_TOO_LARGE, span_pos(span, 0), "placeholders", "3844");
		number = 0;
	} else {
		text->placeholders = arena_grow(reader->arena, text->placeholders, number, &text->placeholder_capacity, sizeof *text->placeholders);
		text->placeholders[text->placeholder_count++] = (struct placeholder){.span = *span, .at = at, .size = size};
	}
	buf_adds(out, MARK);
	buf_addc(out, digits[number / MARK_BASE]);
	buf_addc(out, digits[number % MARK_BASE]);
	for (size_t i = MARK_SIZE + MARK_NUMBER; i < size; i++)
		buf_addc(out, 'a');
}

/* Adds a line (or a title) to out, as many bytes as it has, its placeholders as words. */
static void add_line(struct template_reader *reader, struct template_text *text, const struct span *line, struct buf *out)
{
	size_t i = 0, stray = find(line->text, line->size, 0, "{%"), mark = find_mark(line);
	if (stray < line->size)
		template_report(reader, O_CONTROL_NOT_ALONE, span_pos(line, stray), NULL, NULL);
	if (mark < line->size)
		template_report(reader, O_CLAUSE_MARK, span_pos(line, mark), NULL, NULL);
	while (i < line->size) {
		size_t open = find(line->text, line->size, i, "{{"), close = find(line->text, line->size, i, "}}");
		if (close < open)
			template_report(reader, O_PLACEHOLDER_OPEN, span_pos(line, close), "}}", "{{");
		buf_add(out, line->text + i, open - i);
		i = open;
		if (open == line->size)
			break;
		close = find(line->text, line->size, open + 2, "}}");
		struct span inside = span_part(line, open + 2, close);
		const char *pipe = memchr(inside.text, '|', inside.size);
		if (close == line->size)
			template_report(reader, O_PLACEHOLDER_OPEN, span_pos(line, open), "{{", "}}");
		else if (!inside.size)
			template_report(reader, O_PLACEHOLDER_EMPTY, span_pos(line, open), NULL, NULL);
		else if (pipe)
			template_report(reader, O_PLACEHOLDER_PIPE, span_pos(&inside, (size_t)(pipe - inside.text)), NULL, NULL);
		i = close == line->size ? close : close + 2;
		if (inside.size && !pipe && close < line->size)
			add_placeholder(reader, text, &inside, out->len, i - open, out);
		else
			buf_add(out, line->text + open, i - open);
	}
}

/* ---- control lines ---- */

static const struct {
	const char *word;
	enum control_kind kind;
	bool argument;
} words[] = {
	{"if", CONTROL_IF, true}, {"else", CONTROL_ELSE, false}, {"endif", CONTROL_ENDIF, false},
	{"for", CONTROL_FOR, true}, {"endfor", CONTROL_ENDFOR, false}
};

static bool is_control(const struct span *line)
{
	const struct span all = span_part(line, 0, line->size);
	return all.size >= 4 && !memcmp(all.text, "{%", 2) && find(all.text, all.size, 2, "%}") == all.size - 2;
}

static bool is_table(const struct span *line)
{
	const struct span all = span_part(line, 0, line->size);
	return all.size && all.text[0] == '|';
}

static void add_control(struct template_reader *reader, struct template_text *text, const struct span *line)
{
	const struct span all = span_part(line, 0, line->size), inside = span_part(&all, 2, all.size - 2);
	size_t length = 0;
	while (length < inside.size && !is_blank(inside.text[length]))
		length++;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strlen(words[i].word) != length || memcmp(words[i].word, inside.text, length))
			continue;
		struct control control = {.kind = words[i].kind, .argument = span_part(&inside, length, inside.size), .pos = span_pos(&all, 0)};
		if (!control.argument.size == words[i].argument)
			template_report(reader, words[i].argument ? O_CONTROL_BARE : O_CONTROL_ARGUMENT, control.pos, words[i].word, NULL);
		text->controls = arena_grow(reader->arena, text->controls, text->control_count, &text->control_capacity, sizeof *text->controls);
		text->controls[text->control_count++] = control;
		return;
	}
	const char *word = arena_strndup(reader->arena, inside.text, length);
	template_report(reader, O_CONTROL_UNKNOWN, span_pos(&all, 0), word, NULL);
}

/* ---- the whole ---- */

struct lines {
	struct span *items;
	size_t count, capacity;
};

static struct lines split(struct template_reader *reader, const char *file, const char *body, size_t size, int first_line)
{
	struct lines lines = {NULL, 0, 0};
	for (size_t at = 0; at < size;) {
		const char *end = memchr(body + at, '\n', size - at);
		size_t next = end ? (size_t)(end - body) + 1 : size, last = end ? next - 1 : size;
		if (last > at && body[last - 1] == '\r')
			last--;
		lines.items = arena_grow(reader->arena, lines.items, lines.count, &lines.capacity, sizeof *lines.items);
		lines.items[lines.count] = (struct span){.text = body + at, .size = last - at, .pos = {file, first_line + (int)lines.count, 1}};
		lines.count++;
		at = next;
	}
	return lines;
}

static void add_md_line(struct md_line *lines, size_t *count, const struct span *line, const struct buf *out)
{
	lines[(*count)++] = (struct md_line){out->len, line->text, line->pos.line};
}

static void finish(struct template_reader *reader, struct template_text *text, struct buf *out)
{
	text->md.text = arena_strndup(reader->arena, out->s, out->len);
	text->md.size = out->len;
	buf_release(out);
}

bool template_text_read(struct template_reader *reader, const char *file, const char *body, size_t size, int first_line,
	struct template_text *text)
{
	size_t before = diags_count(reader->diags, SEVERITY_ERROR), line_count = 0;
	struct lines lines = split(reader, file, body, size, first_line);
	struct md_line *origins = arena_calloc(reader->arena, lines.count + 1, sizeof *origins);
	struct buf out = BUF_INIT;
	*text = (struct template_text){.md = {.file = file, .lines = origins}};
	for (size_t i = 0; i < lines.count;) {
		size_t end = i;
		while (end < lines.count && is_control(&lines.items[end]))
			add_control(reader, text, &lines.items[end++]);
		bool in_table = i && end < lines.count && is_table(&lines.items[i - 1]) && is_table(&lines.items[end]);
		for (; i < end; i++) {
			if (in_table)
				continue;
			add_md_line(origins, &line_count, &lines.items[i], &out);
			buf_addc(&out, '\n');
		}
		if (end == lines.count)
			break;
		add_md_line(origins, &line_count, &lines.items[i], &out);
		add_line(reader, text, &lines.items[i++], &out);
		buf_addc(&out, '\n');
	}
	if (!line_count)
		origins[line_count++] = (struct md_line){0, body, first_line};
	text->md.line_count = line_count;
	finish(reader, text, &out);
	return diags_count(reader->diags, SEVERITY_ERROR) == before;
}

bool template_text_read_title(struct template_reader *reader, const struct yaml *yaml, const struct yaml_node *node,
	struct template_text *text)
{
	size_t before = diags_count(reader->diags, SEVERITY_ERROR);
	const struct span line = span_of(yaml, node);
	struct buf out = BUF_INIT;
	*text = (struct template_text){.md = {.file = yaml->file, .yaml = yaml, .node = node}};
	if (memchr(node->text, '\n', node->size))
		template_report(reader, O_SECTION_TITLE, yaml_pos(yaml, node), NULL, NULL);
	add_line(reader, text, &line, &out);
	finish(reader, text, &out);
	return diags_count(reader->diags, SEVERITY_ERROR) == before;
}
