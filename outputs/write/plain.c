#include "outputs/write/write.h"

#include "base/mem.h"
#include "base/text.h"
#include "outputs/document/address.h"

#include <stdlib.h>
#include <string.h>

/*
 * The words of a block are gathered whole, since a word may be made of several nodes; then they are laid out in lines. Prefixes stand
 * before lines and count in their width.
 */
enum { WIDTH = 78, COLUMN_GAP = 2 };

/* ---- lines ---- */

struct lines {
	struct buf *out;
	const char *rest;   /* prefix of all lines but the first */
	size_t used;        /* columns of the line at hand */
	size_t widest;      /* of all lines so far */
	bool begun;         /* a word stands in the line at hand */
};

static void end_line(struct lines *lines)
{
	buf_addc(lines->out, '\n');
	if (lines->used > lines->widest)
		lines->widest = lines->used;
	lines->used = strlen(lines->rest);
	lines->begun = false;
	buf_adds(lines->out, lines->rest);
}

/* A word that is longer than any line, cluster by cluster: what a reader takes for one character is never torn. */
static void add_long_word(struct lines *lines, const char *word, size_t size)
{
	char *starts = xmalloc(size);
	text_clusters(word, size, starts);
	for (size_t at = 0, next; at < size; at = next) {
		for (next = at + 1; next < size && !starts[next]; next++)
			;
		size_t width = text_width(word + at, next - at);
		if (lines->begun && lines->used + width > WIDTH)
			end_line(lines);
		buf_add(lines->out, word + at, next - at);
		lines->used += width;
		lines->begun = true;
	}
	free(starts);
}

static void add_word(struct lines *lines, const char *word, size_t size)
{
	size_t width = text_width(word, size);
	if (lines->begun && lines->used + 1 + width > WIDTH)
		end_line(lines);
	if (lines->begun) {
		buf_addc(lines->out, ' ');
		lines->used++;
	}
	if (lines->used + width > WIDTH) {
		add_long_word(lines, word, size);
		return;
	}
	buf_add(lines->out, word, size);
	lines->used += width;
	lines->begun = true;
}

/* Writes text as lines, a line feed behind each; line feeds in it begin new ones. Returns the columns of the widest. */
static size_t write_lines(struct buf *out, const char *text, const char *first, const char *rest)
{
	struct lines lines = {.out = out, .rest = rest, .used = strlen(first)};
	buf_adds(out, first);
	for (;;) {
		text += strspn(text, " \t");
		if (*text == '\n' || *text == '\0') {
			if (*text == '\0')
				break;
			end_line(&lines);
			text++;
			continue;
		}
		size_t size = strcspn(text, " \t\n");
		add_word(&lines, text, size);
		text += size;
	}
	buf_addc(out, '\n');
	return lines.used > lines.widest ? lines.used : lines.widest;
}

/* ---- words ---- */

static void gather(struct buf *words, const struct node *parent)
{
	for (const struct node *node = parent->first; node != NULL; node = node->next) {
		size_t start = words->len;
		if (node->kind == NODE_TEXT)
			buf_adds(words, node->text);
		else if (node->kind == NODE_BREAK)
			buf_addc(words, '\n');
		else
			gather(words, node);
		const char *address = node->kind == NODE_LINK ? address_shown(node->href) : NULL;
		if (address != NULL && strcmp(words->s + start, address) != 0)
			buf_addf(words, " <%s>", address);
	}
}

struct writer {
	struct buf *out;
	size_t start;     /* where the document begins in out */
	struct buf words; /* of the block at hand */
};

static const char *words_of(struct writer *w, const struct node *node)
{
	buf_clear(&w->words);
	gather(&w->words, node);
	return w->words.s;
}

/* ---- tables ---- */

/* Appends words with one space between them. Returns their columns. */
static size_t add_words(struct buf *out, const char *words)
{
	size_t start = out->len;
	for (size_t size; *(words += strspn(words, " \t\n")) != '\0'; words += size) {
		size = strcspn(words, " \t\n");
		if (out->len > start)
			buf_addc(out, ' ');
		buf_add(out, words, size);
	}
	return text_width(out->s + start, out->len - start);
}

static size_t cell_width(struct writer *w, const struct node *cell)
{
	struct buf line = BUF_INIT;
	size_t width = add_words(&line, words_of(w, cell));
	buf_release(&line);
	return width;
}

/* The width each column needs, into widths; false when they do not fit side by side. */
static bool measure(struct writer *w, const struct node *table, size_t *widths, size_t most)
{
	size_t count = 0, total = 0;
	for (const struct node *row = table->first; row != NULL; row = row->next) {
		size_t column = 0;
		for (const struct node *cell = row->first; cell != NULL; cell = cell->next, column++) {
			if (column == most)
				return false;
			size_t width = cell_width(w, cell);
			if (column >= count) {
				widths[column] = 0;
				total += count++ > 0 ? COLUMN_GAP : 0;
			}
			if (width > widths[column]) {
				total += width - widths[column];
				widths[column] = width;
			}
			if (total > WIDTH)
				return false;
		}
	}
	return true;
}

static void add_spaces(struct buf *out, size_t count)
{
	for (; count > 0; count--)
		buf_addc(out, ' ');
}

/* One row in columns; spaces wait until something follows. */
static void write_columns(struct writer *w, const struct node *row, const size_t *widths)
{
	size_t waiting = 0;
	for (const struct node *cell = row->first; cell != NULL; cell = cell->next, widths++) {
		const char *words = words_of(w, cell);
		if (words[strspn(words, " \t")] == '\0') {
			waiting += *widths + COLUMN_GAP;
			continue;
		}
		add_spaces(w->out, waiting);
		waiting = *widths + COLUMN_GAP - add_words(w->out, words);
	}
	buf_addc(w->out, '\n');
}

static void write_rule(struct buf *out, const struct node *header, const size_t *widths)
{
	for (const struct node *cell = header->first; cell != NULL; cell = cell->next, widths++) {
		for (size_t i = 0; i < *widths; i++)
			buf_addc(out, '-');
		if (cell->next != NULL)
			add_spaces(out, COLUMN_GAP);
	}
	buf_addc(out, '\n');
}

/* A row of a table that is too wide: an item with a line for each column that says something. */
static void write_labelled(struct writer *w, const struct node *header, const struct node *row)
{
	struct buf line = BUF_INIT;
	const char *first = "* ";
	const struct node *label = header->first;
	for (const struct node *cell = row->first; cell != NULL; cell = cell->next, label = label->next) {
		const char *words = words_of(w, cell);
		if (words[strspn(words, " \t")] == '\0')
			continue;
		buf_clear(&line);
		gather(&line, label);
		buf_adds(&line, ": ");
		buf_adds(&line, words);
		write_lines(w->out, line.s, first, "    ");
		first = "  ";
	}
	buf_release(&line);
}

static void write_table(struct writer *w, const struct node *table)
{
	size_t widths[WIDTH];
	const struct node *header = table->first;
	bool fits = measure(w, table, widths, WIDTH);
	for (const struct node *row = header; row != NULL; row = row->next) {
		if (fits)
			write_columns(w, row, widths);
		else if (row != header)
			write_labelled(w, header, row);
		if (fits && row == header)
			write_rule(w->out, header, widths);
	}
}

/* ---- blocks ---- */

static void write_heading(struct writer *w, const struct node *heading)
{
	static const char rules[] = {'=', '=', '-', '~', '.', '.'};
	size_t width = write_lines(w->out, words_of(w, heading), "", "");
	for (size_t i = 0; i < width; i++)
		buf_addc(w->out, rules[heading->level]);
	buf_addc(w->out, '\n');
}

static void write_section(struct writer *w, const struct node *section);

static void write_block(struct writer *w, const struct node *block)
{
	if (block->kind == NODE_SECTION) {
		write_section(w, block);
		return;
	}
	if (w->out->len > w->start)
		buf_addc(w->out, '\n');
	switch (block->kind) {
	case NODE_HEADING:
		write_heading(w, block);
		break;
	case NODE_LIST:
		for (const struct node *item = block->first; item != NULL; item = item->next)
			write_lines(w->out, words_of(w, item), "* ", "  ");
		break;
	case NODE_TABLE:
		write_table(w, block);
		break;
	case NODE_GAP:
	case NODE_BANNER:
		write_lines(w->out, words_of(w, block), "!! ", "!! ");
		break;
	default:
		write_lines(w->out, words_of(w, block), "", "");
		break;
	}
}

static void write_section(struct writer *w, const struct node *section)
{
	for (const struct node *block = section->first; block != NULL; block = block->next)
		write_block(w, block);
}

void write_plain(struct buf *out, const struct document *document)
{
	struct writer writer = {.out = out, .start = out->len};
	buf_init(&writer.words);
	if (document->root != NULL)
		write_section(&writer, document->root);
	buf_release(&writer.words);
}
