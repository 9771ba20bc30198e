#include "tui/frame.h"

#include "tui/wrap.h"

#include <string.h>

enum {
	WIDE = 100, MIDDLE = 60, TALL = 14, /* where the kinds begin */
	CHAPTERS = 22, ROOMY = 116, CHAPTERS_ROOMY = 30, /* columns: of the chapters, and from where on they have more */
	NOTICE_SHARE = 45                   /* percent of what the chapters leave */
};

static enum frame_kind kind_at(int width, int height)
{
	if (width < FRAME_LEAST_WIDTH || height < FRAME_LEAST_HEIGHT)
		return FRAME_LITTLE;
	if (width < MIDDLE || height < TALL)
		return FRAME_NARROW;
	return width < WIDE ? FRAME_MIDDLE : FRAME_WIDE;
}

/* A column of the screen between two borders: heading on its first row, the part below. */
static void place(struct frame *frame, enum part part, int x, int width)
{
	int top = 1, bottom = frame->height - 3; /* the lower border, the message, the hints */
	frame->headings[part] = (struct rect){x, top, width, 1};
	frame->parts[part] = (struct rect){x, top + 1, width, bottom - top - 1};
}

static void lay_columns(struct frame *frame, enum part focus)
{
	int right = frame->width - 1, chapters = frame->width < ROOMY ? CHAPTERS : CHAPTERS_ROOMY;
	int x = 1 + chapters + 1; /* behind the chapters and their border */
	place(frame, PART_CHAPTERS, 1, chapters);
	frame->title = (struct rect){2, 0, frame->width - 4, 1};
	frame->message = (struct rect){1, frame->height - 2, frame->width - 2, 1};
	if (frame->kind == FRAME_MIDDLE) {
		place(frame, focus == PART_NOTICE ? PART_NOTICE : PART_WORK, x, right - x);
		return;
	}
	int notice = (right - x) * NOTICE_SHARE / 100;
	place(frame, PART_WORK, x, right - x - notice - 1);
	place(frame, PART_NOTICE, right - notice, notice);
}

static void lay_narrow(struct frame *frame, enum part focus)
{
	frame->title = (struct rect){0, 0, frame->width, 1};
	frame->headings[focus] = (struct rect){0, 1, frame->width, 1};
	frame->parts[focus] = (struct rect){0, 2, frame->width, frame->height - 4};
	frame->message = (struct rect){0, frame->height - 2, frame->width, 1};
}

struct frame frame_layout(int width, int height, enum part focus)
{
	struct frame frame = {.kind = kind_at(width, height), .width = width, .height = height};
	if (frame.kind == FRAME_LITTLE)
		return frame;
	frame.hints = (struct rect){0, height - 1, width, 1};
	if (frame.kind == FRAME_NARROW)
		lay_narrow(&frame, focus);
	else
		lay_columns(&frame, focus);
	return frame;
}

enum part part_next(enum part part, bool back)
{
	return (part + (back ? PART_COUNT - 1 : 1)) % PART_COUNT;
}

static void add_rect(struct buf *buf, const char *name, struct rect rect)
{
	if (rect.width > 0 && rect.height > 0)
		buf_addf(buf, "; %s %d,%d %dx%d", name, rect.x, rect.y, rect.width, rect.height);
}

void frame_add_text(struct buf *buf, const struct frame *frame)
{
	static const char *const kinds[] = {"little", "narrow", "middle", "wide"}, *const parts[] = {"chapters", "work", "notice"};
	buf_adds(buf, kinds[frame->kind]);
	add_rect(buf, "title", frame->title);
	for (enum part part = 0; part < PART_COUNT; part++) {
		add_rect(buf, "heading", frame->headings[part]);
		add_rect(buf, parts[part], frame->parts[part]);
	}
	add_rect(buf, "message", frame->message);
	add_rect(buf, "hints", frame->hints);
}

/* Drawing */

static struct pane pane_at(struct pane screen, struct rect rect)
{
	return pane_part(screen, rect.x, rect.y, rect.width, rect.height);
}

struct pane frame_pane(const struct frame *frame, struct pane screen, enum part part)
{
	return pane_at(screen, frame->parts[part]);
}

static void draw_little(const struct frame *frame, struct pane screen)
{
	static const char *const lines[] = {"too small", "40 columns and", "10 rows are", "needed; this", "window has"};
	int y = 0;
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		pane_text(screen, 0, y++, ROLE_TEXT, lines[i]);
	struct buf size = BUF_INIT;
	buf_addf(&size, "%d by %d", frame->width, frame->height);
	pane_text(screen, 0, y, ROLE_TEXT, size.s);
	buf_release(&size);
	pane_cursor(screen, 0, 0);
}

static void draw_borders(const struct frame *frame, struct pane screen)
{
	struct pane bordered = pane_part(screen, 0, 0, frame->width, frame->height - 2);
	pane_box(bordered, ROLE_FRAME);
	for (enum part part = 0; part < PART_COUNT; part++) {
		struct rect heading = frame->headings[part];
		int right = heading.x + heading.width;
		if (heading.width > 0 && right < frame->width - 1)
			pane_line(bordered, right, 0, bordered.height, true, ROLE_FRAME);
	}
}

/* The progress stands at the right and keeps its place when the title is long. */
static void draw_title(const struct frame *frame, struct pane screen, const struct frame_texts *texts)
{
	struct pane row = pane_at(screen, frame->title);
	const char *side = frame->kind == FRAME_NARROW ? "" : " ";
	int progress = glyph_width(texts->progress, strlen(texts->progress)) + (*side ? 2 : 0);
	int x = pane_text(row, 0, 0, ROLE_FRAME, side);
	x = pane_text_in(row, x, 0, row.width - progress - 3, ROLE_TITLE, texts->title);
	pane_text(row, x, 0, ROLE_FRAME, side);
	x = pane_text(row, row.width - progress, 0, ROLE_FRAME, side);
	x = pane_text(row, x, 0, ROLE_HINT, texts->progress);
	pane_text(row, x, 0, ROLE_FRAME, side);
}

void frame_draw(const struct frame *frame, struct pane screen, const struct frame_texts *texts, enum part focus)
{
	if (frame->kind == FRAME_LITTLE) {
		draw_little(frame, screen);
		return;
	}
	if (frame->kind != FRAME_NARROW)
		draw_borders(frame, screen);
	draw_title(frame, screen, texts);
	for (enum part part = 0; part < PART_COUNT; part++) {
		struct pane heading = pane_at(screen, frame->headings[part]);
		if (texts->headings[part])
			pane_text_in(heading, 0, 0, heading.width, part == focus ? ROLE_TITLE : ROLE_LABEL, texts->headings[part]);
	}
}

void frame_draw_message(const struct frame *frame, struct pane screen, enum role role, const char *message)
{
	struct rect rect = frame->message;
	struct wrap wrap = WRAP_INIT;
	int most = frame->height / 3;
	wrap_text(&wrap, message, strlen(message), rect.width, false);
	int rows = wrap.count < (size_t)most ? (int)wrap.count : most;
	rect.y -= rows - 1;
	rect.height = rows;
	struct pane pane = pane_at(screen, rect);
	pane_fill(pane_part(screen, 0, rect.y, frame->width, rows), ROLE_TEXT);
	for (int y = 0; y < rows; y++) {
		const char *text = message + wrap.rows[y].start;
		bool last = y + 1 == rows; /* what is left is cut with a mark */
		if (last)
			pane_text_in(pane, 0, y, pane.width, role, text);
		else
			pane_text_n(pane, 0, y, role, 0, text, wrap.rows[y].end - wrap.rows[y].start);
	}
	wrap_release(&wrap);
}

void frame_draw_hints(const struct frame *frame, struct pane screen, const struct keymap *map, enum place place,
	const enum action *actions, size_t count)
{
	struct pane row = pane_at(screen, frame->hints);
	struct buf key = BUF_INIT;
	for (size_t i = 0, x = 0; i < count; i++) {
		buf_clear(&key);
		keymap_add_first_key(&key, map, actions[i], place);
		const char *word = action_hint(actions[i]);
		size_t width = (size_t)(glyph_width(key.s, key.len) + 1 + glyph_width(word, strlen(word)));
		if (!key.len || x + width > (size_t)row.width)
			continue; /* a shorter one may still fit */
		int at = pane_text(row, (int)x, 0, ROLE_KEY, key.s);
		pane_text(row, at + 1, 0, ROLE_HINT, word);
		x += width + 2;
	}
	buf_release(&key);
}
