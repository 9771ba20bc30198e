/*
 * Chapters in the answers file: a comment line "# ---- Company ----" begins one, and new answers go to the end of theirs.
 */
#include "questionnaire/answers/change_parts.h"

#include <string.h>

void chapter_heading(struct buf *buf, const struct chapter *chapter)
{
	buf_addf(buf, "# ---- %s ----", chapter->title);
}

static const struct chapter *chapter_of(const struct schema *schema, const char *field)
{
	for (size_t i = 0; i < schema->chapter_count; i++)
		for (size_t k = 0; k < schema->chapters[i].ask_count; k++)
			if (!strcmp(schema->chapters[i].asks[k]->id, field))
				return &schema->chapters[i];
	return NULL;
}

static size_t line_size(const char *line)
{
	size_t size = strcspn(line, "\n");

	return size && line[size - 1] == '\r' ? size - 1 : size;
}

static bool is_heading_of(const char *line, const struct chapter *chapter)
{
	struct buf heading = BUF_INIT;

	chapter_heading(&heading, chapter);
	bool same = line_size(line) == heading.len && !memcmp(line, heading.s, heading.len);
	buf_release(&heading);
	return same;
}

static bool is_heading(const struct schema *schema, const char *line)
{
	for (size_t i = 0; *line == '#' && i < schema->chapter_count; i++)
		if (is_heading_of(line, &schema->chapters[i]))
			return true;
	return false;
}

/* Blank lines behind it would be part of its last value ("|+"). */
static bool takes_blank_lines(const struct yaml *yaml, const struct yaml_node *node)
{
	while (node->kind != YAML_SCALAR && node->size)
		node = node->kind == YAML_MAP ? node->pairs[node->size - 1].value : node->items[node->size - 1];
	const char *header = yaml->bytes + node->content;
	return (node->style == YAML_LITERAL || node->style == YAML_FOLDED) && memchr(header, '+', strcspn(header, "\n"));
}

/*
 * The end of the chapter's section between two bytes, behind its last line that is not blank; 0: no comment marks one. inside: it has
 * begun before.
 */
static size_t section_end(const struct schema *schema, const struct chapter *chapter, const char *bytes, size_t from, size_t to,
	bool inside)
{
	size_t end = inside ? from : 0;
	bool marked = false;

	for (size_t line = from, next; line < to; line = next) {
		next = line + strcspn(bytes + line, "\n") + 1;
		if (is_heading(schema, bytes + line)) {
			if (inside)
				return end;
			inside = marked = is_heading_of(bytes + line, chapter);
		}
		if (inside && next <= to && line_size(bytes + line) > strspn(bytes + line, " \t"))
			end = next;
	}
	return marked ? end : 0;
}

/* The text as lines of their own there, with a blank line to what stands around, but for the chapter's heading. */
static const char *as_section(struct batch *batch, const struct yaml *yaml, size_t at, const struct chapter *chapter,
	const struct splice *splice)
{
	const char *text = splice->text, *eol = memchr(yaml->bytes, '\r', yaml->size) ? "\r\n" : "\n";
	size_t size = splice->size, above = at - 1;

	for (; size && (*text == '\n' || *text == '\r'); size--)
		text++;
	while (size && (text[size - 1] == '\n' || text[size - 1] == '\r'))
		size--;
	while (above && yaml->bytes[above - 1] != '\n')
		above--;
	bool blank_below = at == yaml->size || !line_size(yaml->bytes + at);
	return arena_printf(&batch->arena, "%s%.*s%s%s", is_heading_of(yaml->bytes + above, chapter) ? "" : eol, (int)size, text, eol,
		blank_below ? "" : eol);
}

void batch_place(struct batch *batch, const struct yaml *yaml, const char *field, const struct yaml_pair *pred,
	const struct yaml_pair *succ,
	struct splice *splice)
{
	const struct schema *schema = batch->answers->schema;
	const struct chapter *chapter = chapter_of(schema, field);

	if (!chapter || yaml->root->style != YAML_BLOCK || splice->start != splice->end || (pred && takes_blank_lines(yaml, pred->value)))
		return;
	size_t from = 0, to = succ ? succ->key->start : yaml->size;
	if (pred)
		from = pred->value->end + strcspn(yaml->bytes + pred->value->end, "\n") + 1;
	if (from >= to || strstr(splice->text, "|+"))
		return;
	bool inside = pred && chapter_of(schema, pred->key->text) == chapter;
	size_t end = section_end(schema, chapter, yaml->bytes, from, to, inside);
	if (!end)
		return;
	splice->start = splice->end = end;
	splice->text = as_section(batch, yaml, end, chapter, splice);
	splice->size = strlen(splice->text);
}
