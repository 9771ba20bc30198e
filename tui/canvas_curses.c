#include "tui/canvas_curses.h"

#include "base/text.h"

#include <curses.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#ifndef __STDC_ISO_10646__
#error "wide characters are not code points here"
#endif

/* Colour pairs are numbered by ink, from 1 on. */
static short pair_of(enum colour ink)
{
	return (short)(ink == COLOUR_OWN ? 0 : ink + 1);
}

void canvas_curses_init(struct canvas_curses *screen, enum scheme scheme, bool ascii, bool synchronised)
{
	*screen = (struct canvas_curses){.scheme = scheme, .ascii = ascii, .synchronised = synchronised};
	canvas_init(&screen->shown, 0, 0);
	screen->colours = scheme != SCHEME_MONO && has_colors() && start_color() == OK && use_default_colors() == OK;
	if (!screen->colours) {
		screen->scheme = SCHEME_MONO;
		return;
	}
	for (int ink = COLOUR_BLACK; ink <= COLOUR_BRIGHT_WHITE; ink++) {
		int sent = COLORS < 16 && ink >= COLOUR_BRIGHT ? ink - COLOUR_BRIGHT : ink;
		init_pair(pair_of(ink), (short)sent, -1);
	}
}

void canvas_curses_release(struct canvas_curses *screen)
{
	canvas_release(&screen->shown);
}

void canvas_curses_forget(struct canvas_curses *screen)
{
	canvas_resize(&screen->shown, 0, 0);
	clearok(curscr, TRUE);
}

/* The marks that the wizard draws, for terminals without them. What people wrote is never replaced by something that looks alike. */
static const char *in_ascii(const struct cell *cell)
{
	static const char *const marks[][2] = {{"…", "~"}, {"▸", ">"}, {"✓", "v"}, {"•", "*"}, {"‹", "<"}, {"›", ">"}, {"▴", "^"}, {"▾", "v"},
		{"▌", "|"}, {"─", "-"}, {"○", "o"}, {"●", "*"}, {"·", "."}};
	if (cell->lines)
		return canvas_line_text(cell->lines, true);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (cell->size == strlen(marks[i][0]) && memcmp(cell->text, marks[i][0], cell->size) == 0)
			return marks[i][1];
	return NULL;
}

/* Whether curses will draw it in the columns the canvas gave it, and the terminal's encoding has it. */
static bool can_be_sent(wchar_t c, int width)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state = {0};
	return wcwidth(c) == width && wcrtomb(bytes, c, &state) != (size_t)-1;
}

static size_t wide_text(const struct canvas_curses *screen, const struct cell *cell, wchar_t text[GLYPH_MARKS + 2])
{
	const char *ascii = screen->ascii ? in_ascii(cell) : NULL;
	if (ascii) {
		text[0] = (unsigned char)*ascii;
		return 1;
	}
	size_t count = 0;
	for (size_t at = 0, length; at < cell->size && count <= GLYPH_MARKS; at += length) {
		char bytes[GLYPH_TEXT + 1] = {0};
		memcpy(bytes, cell->text + at, cell->size - at);
		text[count] = (wchar_t)text_char(bytes, &length);
		if (can_be_sent(text[count], count == 0 ? cell->width : 0))
			count++;
		else if (count == 0)
			text[count++] = L'?';
	}
	return count;
}

static attr_t attributes_of(const struct canvas_curses *screen, const struct cell *cell, short *pair)
{
	struct appearance look = theme_look(screen->scheme, cell->role);
	unsigned all = look.attributes | cell->attributes;
	*pair = screen->colours ? pair_of(look.ink) : 0;
	attr_t attributes = A_NORMAL;
	attributes |= all & ATTR_BOLD ? A_BOLD : 0;
	attributes |= all & ATTR_UNDERLINE ? A_UNDERLINE : 0;
	attributes |= all & ATTR_REVERSE ? A_REVERSE : 0;
	attributes |= all & ATTR_DIM ? A_DIM : 0;
	attributes |= COLORS < 16 && look.ink >= COLOUR_BRIGHT ? A_BOLD : 0;
	return attributes;
}

static void send_cell(const struct canvas_curses *screen, int x, int y, const struct cell *cell)
{
	wchar_t text[GLYPH_MARKS + 2];
	size_t count = wide_text(screen, cell, text);
	text[count] = L'\0';
	short pair;
	attr_t attributes = attributes_of(screen, cell, &pair);
	cchar_t drawn;
	setcchar(&drawn, text, attributes, pair, NULL);
	mvadd_wch(y, x, &drawn);
	for (int i = wcwidth(text[0]); i < cell->width; i++) /* a '?' stands for what cannot be sent */
		mvadd_wch(y, x + i, &drawn);
}

static bool same(const struct cell *a, const struct cell *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

/*
 * Gives the cells of a row that are not shown yet to curses. A right half goes with its left one, and a left one again when its right
 * half was something else before: writing there has blanked it.
 */
static bool send_row(const struct canvas_curses *screen, const struct canvas *canvas, int y, int columns)
{
	const struct cell *now = canvas_cell(canvas, 0, y), *old = screen->shown.height > y ? canvas_cell(&screen->shown, 0, y) : NULL;
	if (old && memcmp(now, old, (size_t)columns * sizeof *now) == 0)
		return false;
	for (int x = 0; x < columns; x++) {
		bool changed = !old || !same(&now[x], &old[x]) || (now[x].width == 2 && x + 1 < columns && !same(&now[x + 1], &old[x + 1]));
		if (!changed || now[x].width == 0)
			continue;
		if (now[x].width == 2 && x + 1 == columns) {
			mvaddch(y, x, ' ');
			continue;
		}
		send_cell(screen, x, y, &now[x]);
	}
	return true;
}

static void put_cursor(const struct canvas *canvas, int columns, int rows)
{
	bool shown = canvas->cursor_x >= 0 && canvas->cursor_x < columns && canvas->cursor_y < rows;
	curs_set(shown);
	if (shown)
		move(canvas->cursor_y, canvas->cursor_x);
}

static void mark_frame(const struct canvas_curses *screen, const char *mark)
{
	if (!screen->synchronised)
		return;
	fputs(mark, stdout);
	fflush(stdout);
}

void canvas_curses_show(struct canvas_curses *screen, const struct canvas *canvas)
{
	int columns = canvas->width < COLS ? canvas->width : COLS, rows = canvas->height < LINES ? canvas->height : LINES;
	bool whole = screen->shown.width != canvas->width || screen->shown.height != canvas->height, changed = whole;
	if (whole) {
		canvas_resize(&screen->shown, 0, 0);
		erase();
	}
	for (int y = 0; y < rows; y++)
		changed |= send_row(screen, canvas, y, columns);
	put_cursor(canvas, columns, rows);
	if (changed)
		mark_frame(screen, "\033[?2026h");
	wnoutrefresh(stdscr);
	doupdate();
	if (changed)
		mark_frame(screen, "\033[?2026l");
	if (whole)
		canvas_resize(&screen->shown, canvas->width, canvas->height);
	size_t cells = (size_t)canvas->width * (size_t)canvas->height;
	if (cells)
		memcpy(screen->shown.cells, canvas->cells, cells * sizeof *canvas->cells);
}
