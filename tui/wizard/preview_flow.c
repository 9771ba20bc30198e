#include "tui/wizard/preview_parts.h"

#include "base/text.h"
#include "outputs/document/address.h"

#include <stdlib.h>
#include <string.h>

void flow_init(struct flow *flow)
{
	*flow = (struct flow){.text = BUF_INIT, .wrap = WRAP_INIT};
}

void flow_release(struct flow *flow)
{
	buf_release(&flow->text);
	free(flow->runs);
	wrap_release(&flow->wrap);
}

void flow_clear(struct flow *flow)
{
	buf_clear(&flow->text);
	flow->count = 0;
}

/* ---- gathering ---- */

static void begin_run(struct flow *flow, const struct node *node, struct style style)
{
	if (flow->count && flow->runs[flow->count - 1].start == flow->text.len)
		flow->count--; /* nothing came of it */
	if (flow->count == flow->capacity) {
		flow->capacity = flow->capacity ? 2 * flow->capacity : 32;
		flow->runs = xrealloc(flow->runs, flow->capacity * sizeof *flow->runs);
	}
	flow->runs[flow->count++] = (struct run){flow->text.len, node, style};
}

static bool ends_in_space(const struct buf *text)
{
	return !text->len || text->s[text->len - 1] == ' ' || text->s[text->len - 1] == '\n';
}

/* Text of visible ASCII and spaces. */
static void add_plain(struct buf *buf, const char *text, size_t size)
{
	for (size_t at = 0, end; at < size; at = end) {
		const char *space = memchr(text + at, ' ', size - at);
		end = space ? (size_t)(space - text) + 1 : size;
		if (end - at > 1 || !space || !ends_in_space(buf))
			buf_add(buf, text + at, end - at);
	}
}

/* What has no shape is spelt out here, not by the canvas, so that it breaks like any text where it is wider than a row. */
static void add_glyphs(struct flow *flow, const struct node *node, struct style style, const char *text, size_t size)
{
	struct glyph glyph;
	for (size_t at = 0, used; at < size; at += used) {
		used = glyph_next(text + at, size - at, &glyph);
		if (glyph.spelt) {
			begin_run(flow, node, (struct style){ROLE_SPELT, 0});
			buf_add(&flow->text, glyph.text, glyph.size);
			begin_run(flow, node, style);
		} else if (used > 1) {
			buf_add(&flow->text, text + at, used);
		} else {
			add_plain(&flow->text, text + at, used);
		}
	}
}

void flow_add_text(struct flow *flow, const struct node *node, struct style style, const char *text)
{
	size_t size = strlen(text);
	begin_run(flow, node, style);
	if (text_is_plain(text, size))
		add_plain(&flow->text, text, size);
	else
		add_glyphs(flow, node, style, text, size);
}

static struct style bolder(struct style style)
{
	if (style.role == ROLE_TEXT)
		return (struct style){ROLE_STRONG, style.attributes};
	return (struct style){style.role, style.attributes | ATTR_BOLD};
}

static struct style linked(struct style style)
{
	return (struct style){ROLE_LINK, style.role == ROLE_STRONG ? style.attributes | ATTR_BOLD : style.attributes};
}

/* Behind the words of a link stands where it leads, unless they say so, or it stays in the notice. */
static void add_link(struct flow *flow, const struct node *link, struct style style)
{
	struct buf words = BUF_INIT;
	const char *address = address_shown(link->href);
	flow_add(flow, link, linked(style));
	node_plain_text(link, &words);
	if (address && strcmp(words.s, address) != 0) {
		flow_add_text(flow, link, style, " <");
		flow_add_text(flow, link, style, address);
		flow_add_text(flow, link, style, ">");
	}
	buf_release(&words);
}

void flow_add(struct flow *flow, const struct node *parent, struct style style)
{
	for (const struct node *node = parent->first; node; node = node->next) {
		switch (node->kind) {
		case NODE_TEXT:
			flow_add_text(flow, node, style, node->text);
			break;
		case NODE_BREAK:
			begin_run(flow, node, style);
			buf_addc(&flow->text, '\n');
			break;
		case NODE_STRONG:
			flow_add(flow, node, bolder(style));
			break;
		case NODE_EMPHASIS:
			flow_add(flow, node, (struct style){style.role, style.attributes | ATTR_UNDERLINE});
			break;
		case NODE_LINK:
			add_link(flow, node, style);
			break;
		default: /* an open place */
			flow_add(flow, node, (struct style){ROLE_GAP, 0});
			break;
		}
	}
}

/* ---- breaking ---- */

struct extent flow_extent(const struct flow *flow)
{
	struct extent extent = {0, 0};
	for (size_t at = 0; at < flow->text.len;) {
		size_t size = strcspn(flow->text.s + at, " ");
		int word = glyph_width(flow->text.s + at, size);
		extent.word = word > extent.word ? word : extent.word;
		extent.all += word;
		at += size;
		if (at < flow->text.len) {
			extent.all++;
			at++;
		}
	}
	return extent;
}

/* Where the span ends that a run begins: at its end, or behind the letter on which the next run has put a mark. */
static size_t span_end(const struct flow *flow, size_t start, size_t wanted, size_t row_end)
{
	if (wanted >= row_end)
		return row_end;
	if (wanted <= start)
		return start;
	if (!(flow->text.s[wanted] & 0x80))
		return wanted;
	struct glyph glyph;
	while (start < wanted)
		start += glyph_next(flow->text.s + start, row_end - start, &glyph);
	return start;
}

/* The runs of a row become its spans. *run: the one in which the row begins; moved to that of its end. */
static struct row make_row(const struct flow *flow, struct arena *arena, const char *text, struct wrap_row place, size_t *run)
{
	while (*run + 1 < flow->count && flow->runs[*run + 1].start <= place.start)
		++*run;
	size_t last = *run;
	while (last + 1 < flow->count && flow->runs[last + 1].start < place.end)
		last++;
	size_t most = last - *run + 1;
	struct row row = {.count = 0};
	row.spans = arena_take(arena, most * sizeof *row.spans, ARENA_ALIGNMENT);
	row.nodes = arena_take(arena, most * sizeof *row.nodes, ARENA_ALIGNMENT);
	for (size_t at = place.start; at < place.end; ++*run) {
		const struct run *here = &flow->runs[*run];
		size_t end = span_end(flow, at, *run < last ? here[1].start : place.end, place.end);
		if (end > at) {
			row.nodes[row.count] = here->node;
			row.spans[row.count++] = (struct page_span){text + at, end - at, here->style.role, here->style.attributes};
			row.width += glyph_width(text + at, end - at);
		}
		at = end;
		if (*run == last)
			break;
	}
	return row;
}

struct rows flow_break(struct flow *flow, struct arena *arena, int columns)
{
	wrap_text(&flow->wrap, flow->text.s, flow->text.len, columns, false);
	const char *text = arena_strndup(arena, flow->text.s, flow->text.len);
	struct rows rows = {arena_take(arena, flow->wrap.count * sizeof *rows.items, ARENA_ALIGNMENT), flow->wrap.count};
	size_t run = 0;
	for (size_t i = 0; i < rows.count; i++)
		rows.items[i] = make_row(flow, arena, text, flow->wrap.rows[i], &run);
	return rows;
}
