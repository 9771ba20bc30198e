#include "outputs/write/write.h"

#include "base/text.h"
#include "outputs/write/escape.h"

#include <ctype.h>
#include <string.h>
#include <unictype.h>

/*
 * Markdown reads a run of * or _ as bold or emphasis only by what stands on both sides of it ("flanking"). So nothing inline is written
 * at once: text is gathered until something else comes; white space and line breaks wait until text follows, and opening marks wait with
 * it. White space at the edges of bold, of a link or of a block so comes to stand outside, or nowhere; marks around nothing vanish.
 * Where a letter outside would keep a mark from opening or closing, the letter is written as an entity, which begins and ends with
 * punctuation. Bold is ** and emphasis _, never nested in themselves, and neighbours of one kind are written as one: no two runs of the
 * same character can touch.
 */
struct writer {
	struct buf *out;
	struct buf text;         /* gathered, plain */
	size_t start;            /* where the document begins in out */
	size_t line;             /* where this line's content begins in out */
	const char *indent;      /* of the lines after a break */
	bool heading, cell;      /* what is being written: no line breaks there */
	bool strong, emphasis, link; /* what stands around the text */
	const char *openings[3]; /* marks that wait for text, outermost first */
	size_t opening_count;
	size_t breaks;           /* line breaks and ... */
	bool space;              /* ... white space that wait for text */
	bool guard;              /* a closing mark was written that a letter must not follow */
	const struct line_listener *listener; /* NULL: nobody wants to know the lines; then what follows is not kept */
	struct arena arena;      /* of waiting */
	const struct node **waiting; /* nodes whose text, or break, is not written yet */
	size_t waiting_count, waiting_capacity;
	size_t lines, counted;   /* line feeds before the byte counted */
};

/* ---- lines ---- */

static void tell(struct writer *w, const struct node *node)
{
	if (w->listener == NULL)
		return;
	for (; w->counted < w->out->len; w->counted++)
		w->lines += w->out->s[w->counted] == '\n';
	w->listener->wrote(w->listener->context, w->lines + 1, node);
}

static void wait_for_text(struct writer *w, const struct node *node)
{
	if (w->listener == NULL)
		return;
	w->waiting = arena_grow(&w->arena, w->waiting, w->waiting_count, &w->waiting_capacity, sizeof *w->waiting);
	w->waiting[w->waiting_count++] = node;
}

/* Tells the nodes that waited; with to_break only up to the first break among them: the others go on waiting. */
static void tell_waiting(struct writer *w, bool to_break)
{
	size_t told = 0;
	while (told < w->waiting_count) {
		const struct node *node = w->waiting[told++];
		tell(w, node);
		if (to_break && node->kind == NODE_BREAK)
			break;
	}
	w->waiting_count -= told;
	if (w->waiting_count > 0)
		memmove(w->waiting, w->waiting + told, w->waiting_count * sizeof *w->waiting);
}

/* ---- what stands before ---- */

static bool at_line_start(const struct writer *w)
{
	return w->out->len == w->line;
}

static char byte_before(const struct writer *w)
{
	return at_line_start(w) ? '\0' : w->out->s[w->out->len - 1];
}

static size_t last_char_at(const struct writer *w)
{
	size_t at = w->out->len - 1;
	while (at > w->line && ((unsigned char)w->out->s[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* A start, white space or ASCII punctuation: every reader agrees that it separates. */
static bool is_separated(const struct writer *w)
{
	unsigned char c = (unsigned char)byte_before(w);
	return c < 0x80 && !isalnum(c);
}

/*
 * Letters, their marks and numbers: every reader agrees that these are neither punctuation nor white space. (About other
 * characters they differ by version.)
 */
static bool is_letter(const char *text)
{
	if ((unsigned char)*text < 0x80)
		return isalnum((unsigned char)*text);
	size_t length = 0;
	return uc_is_general_category_withtable(text_char(text, &length), UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M | UC_CATEGORY_MASK_N);
}

/* True when text begins with a letter that encode_last will never reach, since another character follows it. */
static bool begins_with_letter(const char *text)
{
	size_t length = 0;
	text_char(text, &length);
	return is_letter(text) && text[length] != '\0';
}

static bool is_wide_space(const char *text)
{
	size_t length = 0;
	return (unsigned char)*text >= 0x80 && text_is_space(text_char(text, &length));
}

/* Writes the last character again, as an entity. */
static void encode_last(struct writer *w)
{
	struct buf *out = w->out;
	size_t at = last_char_at(w), length = 0;
	uint32_t c = text_char(out->s + at, &length);
	/* a bare "_" stands between two letters or digits only, and is about to lose one */
	bool bare = at >= w->line + 2 && out->s[at - 1] == '_' && isalnum((unsigned char)out->s[at - 2]);
	buf_truncate(out, bare ? at - 1 : at);
	if (bare)
		buf_adds(out, "\\_");
	escape_markdown_char(out, c);
}

/* ---- text and marks ---- */

/*
 * Writes what waited for text: white space, line breaks, opening marks. first: the text that follows, or NULL when it is a mark or
 * an address.
 */
static void write_waiting(struct writer *w, const char *first)
{
	struct buf *out = w->out;
	if (!at_line_start(w) && (w->breaks > 0 || w->space || w->opening_count > 0))
		w->guard = false;
	if (!at_line_start(w)) {
		if (w->breaks == 0 && w->space)
			buf_addc(out, ' ');
		for (; w->breaks > 0; w->breaks--) {
			tell_waiting(w, true);
			buf_adds(out, "\\\n");
			buf_adds(out, w->indent);
			w->line = out->len;
		}
	}
	w->breaks = 0;
	w->space = false;
	for (size_t i = 0; i < w->opening_count; i++) {
		const char *mark = w->openings[i];
		if (mark[0] == '[' && byte_before(w) == '!') { /* "![" would be an image; this "!" came from text and is bare */
			buf_truncate(out, out->len - 1);
			buf_adds(out, "\\!");
		}
		bool letter_follows = i + 1 == w->opening_count && first != NULL && begins_with_letter(first);
		if (mark[0] != '[' && !is_separated(w) && !(mark[0] == '*' && letter_follows))
			encode_last(w);
		buf_adds(out, mark);
	}
}

/* Writes the gathered text. */
static void flush_text(struct writer *w, bool at_end)
{
	if (w->text.len == 0)
		return;
	size_t leading = strspn(w->text.s, " \t");
	if (leading > 0)
		w->space = true;
	const char *text = w->text.s + leading;
	if (*text == '\0') {
		buf_clear(&w->text);
		return;
	}
	size_t end = w->text.len;
	while (w->text.s[end - 1] == ' ' || w->text.s[end - 1] == '\t')
		end--;
	bool trailing = end < w->text.len;
	buf_truncate(&w->text, end);
	bool marked = w->opening_count > 0;
	write_waiting(w, text);
	w->opening_count = 0;
	bool letter_or_foreign = (unsigned char)*text >= 0x80 || isalnum((unsigned char)*text);
	if ((w->guard && letter_or_foreign) || (marked && is_wide_space(text))) {
		size_t length = 0;
		escape_markdown_char(w->out, text_char(text, &length));
		text += length;
	}
	w->guard = false;
	struct markdown_place place = {
		.block_start = at_line_start(w) && !w->heading && !w->cell, .in_heading = w->heading, .before = byte_before(w), .at_end = at_end,
	};
	escape_markdown(w->out, text, &place);
	tell_waiting(w, false);
	w->space = trailing;
	buf_clear(&w->text);
}

static void open_mark(struct writer *w, const char *mark)
{
	flush_text(w, false);
	w->openings[w->opening_count++] = mark;
}

/* Returns false when nothing stood between the marks: then the opening one is forgotten, too. */
static bool close_mark(struct writer *w)
{
	flush_text(w, false);
	if (w->opening_count == 0)
		return true;
	w->opening_count--;
	return false;
}

static void close_emphasis(struct writer *w, const char *mark)
{
	if (!close_mark(w))
		return;
	if (!is_separated(w) && is_wide_space(w->out->s + last_char_at(w)))
		encode_last(w);
	bool letter = !is_separated(w) && is_letter(w->out->s + last_char_at(w));
	buf_adds(w->out, mark);
	w->guard = mark[0] == '_' || !letter;
}

/* ---- inline nodes ---- */

static bool is_strong(const struct node *node)
{
	return node->kind == NODE_STRONG || node->kind == NODE_OPEN;
}

/* True when the link can be written as <address>: its text is the address. */
static bool is_autolink(const struct node *link)
{
	const struct node *text = link->first;
	if (text == NULL || text->next != NULL || text->kind != NODE_TEXT || !escape_plain_address(text->text))
		return false;
	if (strncmp(link->href, "mailto:", 7) == 0)
		return strcmp(text->text, link->href + 7) == 0;
	return strncmp(link->href, "http", 4) == 0 && strcmp(text->text, link->href) == 0;
}

static void write_inlines(struct writer *w, const struct node *parent);

static void write_link(struct writer *w, const struct node *node)
{
	if (is_autolink(node)) {
		flush_text(w, false);
		write_waiting(w, NULL);
		w->opening_count = 0;
		buf_addc(w->out, '<');
		buf_adds(w->out, node->first->text);
		buf_addc(w->out, '>');
		wait_for_text(w, node->first);
		tell_waiting(w, false);
	} else {
		open_mark(w, "[");
		w->link = true;
		write_inlines(w, node);
		w->link = false;
		if (!close_mark(w))
			return;
		buf_adds(w->out, "](");
		escape_markdown_href(w->out, node->href);
		buf_addc(w->out, ')');
	}
	w->guard = false;
}

/* Writes the children of node between marks, and those of the neighbours that would have the same marks. Returns the last node written. */
static const struct node *write_marked(struct writer *w, const struct node *node, const char *mark, bool *inside)
{
	bool outermost = !*inside;
	if (outermost)
		open_mark(w, mark);
	*inside = true;
	write_inlines(w, node);
	for (; node->next != NULL && (is_strong(node) ? is_strong(node->next) : node->next->kind == node->kind); node = node->next)
		write_inlines(w, node->next);
	if (outermost) {
		close_emphasis(w, mark);
		*inside = false;
	}
	return node;
}

static void write_inlines(struct writer *w, const struct node *parent)
{
	for (const struct node *node = parent->first; node != NULL; node = node->next) {
		if (node->kind == NODE_TEXT) {
			buf_adds(&w->text, node->text);
			wait_for_text(w, node);
		} else if (node->kind == NODE_BREAK && (w->heading || w->cell)) {
			buf_addc(&w->text, ' ');
		} else if (node->kind == NODE_BREAK) {
			flush_text(w, false);
			w->breaks++;
			wait_for_text(w, node);
		} else if (is_strong(node)) {
			node = write_marked(w, node, "**", &w->strong);
		} else if (node->kind == NODE_EMPHASIS) {
			node = write_marked(w, node, "_", &w->emphasis);
		} else if (node->kind == NODE_LINK && !w->link) {
			write_link(w, node);
		} else {
			write_inlines(w, node);
		}
	}
}

/* All of a block's inline nodes; its own marks stand before already. */
static void write_content(struct writer *w, const struct node *block, const char *indent)
{
	w->line = w->out->len;
	w->indent = indent;
	tell(w, block);
	write_inlines(w, block);
	flush_text(w, true);
	w->waiting_count = 0;
	w->breaks = 0;
	w->space = w->guard = false;
}

/* ---- blocks ---- */

static void write_line(struct writer *w, const char *prefix, const struct node *block, const char *indent)
{
	buf_adds(w->out, prefix);
	write_content(w, block, indent);
	buf_addc(w->out, '\n');
}

static void write_heading(struct writer *w, const struct node *heading, const char *id)
{
	static const char hashes[] = "######";
	w->heading = true;
	buf_add(w->out, hashes, (size_t)heading->level);
	buf_addc(w->out, ' ');
	if (id != NULL) {
		buf_adds(w->out, "<a id=\"");
		escape_html(w->out, id);
		buf_adds(w->out, "\"></a>");
	}
	write_line(w, "", heading, "");
	w->heading = false;
}

static void write_row(struct writer *w, const struct node *row)
{
	for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
		buf_adds(w->out, "| ");
		write_content(w, cell, "");
		buf_addc(w->out, ' ');
	}
	buf_adds(w->out, "|\n");
}

static void write_table(struct writer *w, const struct node *table)
{
	w->cell = true;
	for (const struct node *row = table->first; row != NULL; row = row->next) {
		write_row(w, row);
		if (row != table->first)
			continue;
		for (const struct node *cell = row->first; cell != NULL; cell = cell->next) {
			tell(w, cell);
			buf_adds(w->out, "| --- ");
		}
		buf_adds(w->out, "|\n");
	}
	w->cell = false;
}

static void write_section(struct writer *w, const struct node *section);

static void write_block(struct writer *w, const struct node *block, const char *bullet)
{
	if (block->kind == NODE_SECTION) {
		write_section(w, block);
		return;
	}
	if (w->out->len > w->start)
		buf_addc(w->out, '\n');
	switch (block->kind) {
	case NODE_HEADING:
		write_heading(w, block, NULL);
		break;
	case NODE_LIST:
		for (const struct node *item = block->first; item != NULL; item = item->next)
			write_line(w, bullet, item, "  ");
		break;
	case NODE_TABLE:
		write_table(w, block);
		break;
	case NODE_GAP:
	case NODE_BANNER:
		write_line(w, "> ", block, "> ");
		break;
	default:
		write_line(w, "", block, "");
		break;
	}
}

static void write_section(struct writer *w, const struct node *section)
{
	static const char dash[] = "- ", star[] = "* ";
	const char *id = section->id;
	const char *bullet = dash;
	const struct node *previous = NULL;
	for (const struct node *block = section->first; block != NULL; previous = block, block = block->next) {
		/* a list right after a list would continue it, but for another bullet */
		bool after_list = block->kind == NODE_LIST && previous != NULL && previous->kind == NODE_LIST;
		bullet = after_list && bullet == dash ? star : dash;
		if (block->kind == NODE_HEADING && id != NULL) {
			if (w->out->len > w->start)
				buf_addc(w->out, '\n');
			write_heading(w, block, id);
			id = NULL;
		} else {
			write_block(w, block, bullet);
		}
	}
}

void write_markdown(struct buf *out, const struct document *document)
{
	write_markdown_lines(out, document, NULL);
}

void write_markdown_lines(struct buf *out, const struct document *document, const struct line_listener *listener)
{
	struct writer writer = {.out = out, .start = out->len, .indent = "", .listener = listener, .arena = ARENA_INIT, .counted = out->len};
	buf_init(&writer.text);
	if (document->root != NULL)
		write_section(&writer, document->root);
	buf_release(&writer.text);
	arena_release(&writer.arena);
}
