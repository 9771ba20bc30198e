#include "tui/canvas.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static const struct cell blank = {.text = " ", .size = 1, .width = 1, .role = ROLE_TEXT};

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

static size_t cell_count(const struct canvas *canvas)
{
	return (size_t)canvas->width * (size_t)canvas->height;
}

static struct cell *cell_at(const struct canvas *canvas, int x, int y)
{
	return &canvas->cells[(size_t)y * (size_t)canvas->width + (size_t)x];
}

void canvas_init(struct canvas *canvas, int width, int height)
{
	*canvas = (struct canvas){.width = most(width, 0), .height = most(height, 0)};
	canvas->cells = xmalloc(cell_count(canvas) * sizeof *canvas->cells);
	canvas_clear(canvas);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct canvas){.cursor_x = -1, .cursor_y = -1};
}

void canvas_resize(struct canvas *canvas, int width, int height)
{
	free(canvas->cells);
	canvas_init(canvas, width, height);
}

void canvas_clear(struct canvas *canvas)
{
	for (size_t i = 0, count = cell_count(canvas); i < count; i++)
		canvas->cells[i] = blank;
	canvas->cursor_x = canvas->cursor_y = -1;
}

const struct cell *canvas_cell(const struct canvas *canvas, int x, int y)
{
	return cell_at(canvas, x, y);
}

/* Panes */

static struct rect common(struct rect a, struct rect b)
{
	int x = most(a.x, b.x), y = most(a.y, b.y);
	int width = least(a.x + a.width, b.x + b.width) - x, height = least(a.y + a.height, b.y + b.height) - y;
	return (struct rect){x, y, most(width, 0), most(height, 0)};
}

struct pane canvas_pane(struct canvas *canvas)
{
	return (struct pane){canvas, 0, 0, canvas->width, canvas->height, {0, 0, canvas->width, canvas->height}};
}

struct pane pane_part(struct pane pane, int x, int y, int width, int height)
{
	struct rect place = {pane.x + x, pane.y + y, most(width, 0), most(height, 0)};
	return (struct pane){pane.canvas, place.x, place.y, place.width, place.height, common(pane.clip, place)};
}

static int between(int low, int value, int high)
{
	return most(low, least(value, high));
}

struct pane pane_cut_top(struct pane *pane, int rows)
{
	struct pane whole = *pane;
	int cut = between(0, rows, whole.height);
	*pane = pane_part(whole, 0, cut, whole.width, whole.height - cut);
	return pane_part(whole, 0, 0, whole.width, cut);
}

struct pane pane_cut_bottom(struct pane *pane, int rows)
{
	struct pane whole = *pane;
	int cut = between(0, rows, whole.height);
	*pane = pane_part(whole, 0, 0, whole.width, whole.height - cut);
	return pane_part(whole, 0, whole.height - cut, whole.width, cut);
}

struct pane pane_cut_left(struct pane *pane, int columns)
{
	struct pane whole = *pane;
	int cut = between(0, columns, whole.width);
	*pane = pane_part(whole, cut, 0, whole.width - cut, whole.height);
	return pane_part(whole, 0, 0, cut, whole.height);
}

static bool inside(const struct pane *pane, int x, int y)
{
	const struct rect *clip = &pane->clip;
	return x >= clip->x && x < clip->x + clip->width && y >= clip->y && y < clip->y + clip->height;
}

/* Drawing */

/* Before something is put there: the other half of a wide character becomes a blank. */
static void split(struct canvas *canvas, int x, int y)
{
	struct cell *cell = cell_at(canvas, x, y), *other = NULL;
	if (cell->width == 0)
		other = cell - 1;
	else if (cell->width == 2)
		other = cell + 1;
	if (!other)
		return;
	other->width = other->size = 1;
	memset(other->text, 0, sizeof other->text);
	other->text[0] = ' ';
}

/* Puts a cell of width 1 on the canvas, at coordinates of the canvas. */
static void put(const struct pane *pane, int x, int y, const struct cell *cell)
{
	if (!inside(pane, x, y))
		return;
	split(pane->canvas, x, y);
	*cell_at(pane->canvas, x, y) = *cell;
}

static void put_glyph(const struct pane *pane, int x, int y, enum role role, unsigned attributes, const struct glyph *glyph)
{
	struct cell cell = {.size = 1, .width = 1, .role = (uint8_t)role, .attributes = (uint8_t)attributes};
	if (glyph->spelt) {
		cell.role = ROLE_SPELT;
		for (int i = 0; i < glyph->width; i++) {
			cell.text[0] = glyph->text[i];
			put(pane, x + i, y, &cell);
		}
		return;
	}
	bool whole = inside(pane, x, y) && (glyph->width == 1 || inside(pane, x + 1, y));
	if (!whole) { /* half of a wide one may still be inside */
		cell.text[0] = ' ';
		put(pane, x, y, &cell);
		if (glyph->width == 2)
			put(pane, x + 1, y, &cell);
		return;
	}
	memcpy(cell.text, glyph->text, glyph->size);
	cell.size = glyph->size;
	put(pane, x, y, &cell);
	if (glyph->width == 2) {
		split(pane->canvas, x + 1, y);
		cell_at(pane->canvas, x, y)->width = 2;
		*cell_at(pane->canvas, x + 1, y) = (struct cell){.role = cell.role, .attributes = cell.attributes};
	}
}

void pane_fill(struct pane pane, enum role role)
{
	struct cell cell = blank;
	cell.role = (uint8_t)role;
	for (int y = pane.clip.y; y < pane.clip.y + pane.clip.height; y++)
		for (int x = pane.clip.x; x < pane.clip.x + pane.clip.width; x++)
			put(&pane, x, y, &cell);
}

int pane_text_n(struct pane pane, int x, int y, enum role role, unsigned attributes, const char *text, size_t size)
{
	struct glyph glyph;
	for (size_t at = 0; at < size; x += glyph.width) {
		at += glyph_next(text + at, size - at, &glyph);
		put_glyph(&pane, pane.x + x, pane.y + y, role, attributes, &glyph);
	}
	return x;
}

int pane_text(struct pane pane, int x, int y, enum role role, const char *text)
{
	return pane_text_n(pane, x, y, role, 0, text, strlen(text));
}

int pane_text_in(struct pane pane, int x, int y, int columns, enum role role, const char *text)
{
	if (columns <= 0)
		return x;
	size_t size = strlen(text), fits = glyph_fit(text, size, columns);
	if (fits == size)
		return pane_text_n(pane, x, y, role, 0, text, size);
	x = pane_text_n(pane, x, y, role, 0, text, glyph_fit(text, size, columns - 1));
	return pane_text(pane, x, y, role, "…");
}

void pane_role(struct pane pane, int x, int y, int columns, enum role role)
{
	for (int i = 0; i < columns; i++)
		if (inside(&pane, pane.x + x + i, pane.y + y))
			cell_at(pane.canvas, pane.x + x + i, pane.y + y)->role = (uint8_t)role;
}

void pane_cursor(struct pane pane, int x, int y)
{
	bool shown = inside(&pane, pane.x + x, pane.y + y);
	if (shown && cell_at(pane.canvas, pane.x + x, pane.y + y)->width == 0)
		x--;
	pane.canvas->cursor_x = shown ? pane.x + x : -1;
	pane.canvas->cursor_y = shown ? pane.y + y : -1;
}

/* Lines */

const char *canvas_line_text(unsigned arms, bool ascii)
{
	/* by arms: up 1, down 2, left 4, right 8 */
	static const char *const lines[] = {" ", "│", "│", "│", "─", "┘", "┐", "┤", "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
	if (!ascii)
		return lines[arms];
	bool upright = arms & (ARM_UP | ARM_DOWN), level = arms & (ARM_LEFT | ARM_RIGHT);
	return upright && level ? "+" : upright ? "|" : level ? "-" : " ";
}

static void put_arms(const struct pane *pane, int x, int y, unsigned arms, enum role role)
{
	if (!arms || !inside(pane, x, y))
		return;
	arms |= cell_at(pane->canvas, x, y)->lines;
	const char *text = canvas_line_text(arms, false);
	struct cell cell = {.size = (uint8_t)strlen(text), .width = 1, .role = (uint8_t)role, .lines = (uint8_t)arms};
	memcpy(cell.text, text, cell.size);
	put(pane, x, y, &cell);
}

void pane_line(struct pane pane, int x, int y, int length, bool upright, enum role role)
{
	enum arm back = upright ? ARM_UP : ARM_LEFT, on = upright ? ARM_DOWN : ARM_RIGHT;
	for (int i = 0; i < length; i++) {
		unsigned arms = (i > 0 ? back : 0u) | (i < length - 1 ? on : 0u);
		put_arms(&pane, pane.x + x + (upright ? 0 : i), pane.y + y + (upright ? i : 0), arms, role);
	}
}

void pane_box(struct pane pane, enum role role)
{
	pane_line(pane, 0, 0, pane.width, false, role);
	pane_line(pane, 0, pane.height - 1, pane.width, false, role);
	pane_line(pane, 0, 0, pane.height, true, role);
	pane_line(pane, pane.width - 1, 0, pane.height, true, role);
}

/* Dumps */

static void trim(struct buf *buf, size_t start, char what)
{
	size_t end = buf->len;
	while (end > start && buf->s[end - 1] == what)
		end--;
	buf_truncate(buf, end);
}

static void dump_row(const struct canvas *canvas, int y, struct buf *buf)
{
	size_t start = buf->len;
	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_cell(canvas, x, y);
		buf_add(buf, cell->text, cell->size);
	}
	trim(buf, start, ' ');
	buf_addc(buf, '\n');
}

static void dump_roles(const struct canvas *canvas, int y, struct buf *buf)
{
	size_t start = buf->len;
	unsigned attributes = 0;
	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_cell(canvas, x, y);
		buf_addc(buf, theme_letter(cell->role));
		attributes |= cell->attributes;
	}
	trim(buf, start, theme_letter(ROLE_TEXT));
	static const char *const names[] = {" ^b", " ^u", " ^r", " ^d"};
	for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
		if (attributes & 1u << i)
			buf_adds(buf, names[i]);
	buf_addc(buf, '\n');
}

static void dump_mono(const struct canvas *canvas, int y, struct buf *buf)
{
	size_t start = buf->len;
	for (int x = 0; x < canvas->width; x++) {
		const struct cell *cell = canvas_cell(canvas, x, y);
		unsigned attributes = theme_look(SCHEME_MONO, cell->role).attributes | cell->attributes;
		bool bold = attributes & ATTR_BOLD, underlined = attributes & ATTR_UNDERLINE;
		buf_addc(buf, attributes & ATTR_REVERSE ? 'r' : bold && underlined ? 'B' : bold ? 'b' : underlined ? 'u' : '.');
	}
	trim(buf, start, '.');
	buf_addc(buf, '\n');
}

void canvas_dump(const struct canvas *canvas, unsigned what, struct buf *buf)
{
	for (int y = 0; y < canvas->height; y++)
		dump_row(canvas, y, buf);
	for (int y = 0; y < canvas->height && what & DUMP_ROLES; y++) {
		if (y == 0)
			buf_adds(buf, "-- roles\n");
		dump_roles(canvas, y, buf);
	}
	for (int y = 0; y < canvas->height && what & DUMP_MONO; y++) {
		if (y == 0)
			buf_adds(buf, "-- mono\n");
		dump_mono(canvas, y, buf);
	}
	if (!(what & DUMP_CURSOR))
		return;
	if (canvas->cursor_x < 0)
		buf_adds(buf, "-- no cursor\n");
	else
		buf_addf(buf, "-- cursor at column %d, row %d\n", canvas->cursor_x, canvas->cursor_y);
}
