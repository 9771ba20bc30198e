#include "tui/edit.h"

#include "base/mem.h"
#include "base/text.h"
#include "tui/event.h"

#include <stdlib.h>
#include <string.h>

/* One change: at a place of the text, what was there went and something else came. Both are empty-terminated copies. */
struct edit_step {
	size_t at, before, after; /* before, after: the cursor */
	struct buf removed, inserted;
};

void edit_init(struct edit *edit, bool lines, struct buf *killed)
{
	*edit = (struct edit){.text = BUF_INIT, .lines = lines, .killed = killed};
}

static void forget(struct edit *edit, size_t from)
{
	for (size_t i = from; i < edit->count; i++) {
		buf_release(&edit->steps[i].removed);
		buf_release(&edit->steps[i].inserted);
	}
	edit->count = from;
	if (edit->done > from)
		edit->done = from;
}

void edit_release(struct edit *edit)
{
	forget(edit, 0);
	free(edit->steps);
	buf_release(&edit->text);
	edit_init(edit, edit->lines, edit->killed);
}

void edit_set(struct edit *edit, const char *text)
{
	forget(edit, 0);
	buf_clear(&edit->text);
	buf_adds(&edit->text, text);
	edit->cursor = edit->text.len;
	edit->group = EDIT_ALONE;
}

/* Clusters and words are looked for in one line: a line feed always stands alone. */

static size_t line_start(const struct edit *edit, size_t at)
{
	while (at > 0 && edit->text.s[at - 1] != '\n')
		at--;
	return at;
}

static size_t line_end(const struct edit *edit, size_t at)
{
	const char *feed = memchr(edit->text.s + at, '\n', edit->text.len - at);
	return feed ? (size_t)(feed - edit->text.s) : edit->text.len;
}

struct line {
	size_t start, end;
	char *starts; /* of clusters or words, by byte from the start of the line; must be freed */
};

static struct line read_line(const struct edit *edit, size_t at, void (*find)(const char *text, size_t size, char *starts))
{
	struct line line = {.start = line_start(edit, at), .end = line_end(edit, at)};
	line.starts = xmalloc(line.end - line.start);
	find(edit->text.s + line.start, line.end - line.start, line.starts);
	return line;
}

static bool starts_at(const struct line *line, size_t at)
{
	return at <= line->start || at >= line->end || line->starts[at - line->start];
}

bool edit_boundary(const struct edit *edit, size_t at)
{
	if (at > edit->text.len)
		return false;
	struct line line = read_line(edit, at, text_clusters);
	bool is = starts_at(&line, at);
	free(line.starts);
	return is;
}

size_t edit_after(const struct edit *edit, size_t at)
{
	if (at >= edit->text.len)
		return edit->text.len;
	if (edit->text.s[at] == '\n')
		return at + 1;
	struct line line = read_line(edit, at, text_clusters);
	do
		at++;
	while (!starts_at(&line, at));
	free(line.starts);
	return at;
}

size_t edit_before(const struct edit *edit, size_t at)
{
	if (at == 0)
		return 0;
	if (edit->text.s[at - 1] == '\n')
		return at - 1;
	struct line line = read_line(edit, at - 1, text_clusters);
	do
		at--;
	while (!starts_at(&line, at));
	free(line.starts);
	return at;
}

/* The cursor may have come to stand inside a cluster that a change has made: it goes behind it, or to where it starts. */
static size_t snap(const struct edit *edit, size_t at, bool behind)
{
	struct line line = read_line(edit, at, text_clusters);
	while (!starts_at(&line, at))
		at = behind ? at + 1 : at - 1;
	free(line.starts);
	return at;
}

/* Changes */

static void splice(struct buf *text, size_t at, size_t removed, const char *inserted, size_t size)
{
	size_t rest = text->len - at - removed;
	if (size > removed)
		buf_reserve(text, size - removed);
	if (size + removed == 0)
		return;
	memmove(text->s + at + size, text->s + at + removed, rest);
	memcpy(text->s + at, inserted, size);
	text->len = at + size + rest;
	text->s[text->len] = '\0';
}

static struct edit_step *new_step(struct edit *edit, size_t at)
{
	forget(edit, edit->done);
	if (edit->count == edit->capacity) {
		edit->capacity = edit->capacity ? 2 * edit->capacity : 16;
		edit->steps = xrealloc(edit->steps, edit->capacity * sizeof *edit->steps);
	}
	edit->steps[edit->count] = (struct edit_step){.at = at, .before = edit->cursor, .removed = BUF_INIT, .inserted = BUF_INIT};
	edit->done++;
	return &edit->steps[edit->count++];
}

/* The newest step, when a change of this kind at this place goes on with it. */
static struct edit_step *open_step(const struct edit *edit, enum edit_group group, size_t at, size_t removed)
{
	if (group == EDIT_ALONE || group != edit->group || edit->done == 0 || edit->done != edit->count)
		return NULL;
	struct edit_step *step = &edit->steps[edit->done - 1];
	bool backwards = group == EDIT_ERASING || group == EDIT_KILLING_BACK;
	size_t end = backwards ? at + removed : at;
	return end == step->at + (backwards ? 0 : step->inserted.len) ? step : NULL;
}

static void prepend(struct buf *buf, const char *text, size_t size)
{
	splice(buf, 0, 0, text, size);
}

static void change(struct edit *edit, size_t at, size_t removed, const char *inserted, size_t size, enum edit_group group)
{
	struct edit_step *step = open_step(edit, group, at, removed);
	if (!step)
		step = new_step(edit, at);
	if (at < step->at) {
		prepend(&step->removed, edit->text.s + at, removed);
		step->at = at;
	} else {
		buf_add(&step->removed, edit->text.s + at, removed);
	}
	buf_add(&step->inserted, inserted, size);
	splice(&edit->text, at, removed, inserted, size);
	edit->cursor = step->after = snap(edit, at + size, true);
	edit->group = group;
}

void edit_pause(struct edit *edit)
{
	edit->group = EDIT_ALONE;
}

void edit_type(struct edit *edit, int c)
{
	if (!key_is_text(c) && !(c == '\n' && edit->lines))
		return;
	struct buf typed = BUF_INIT;
	text_add_char(&typed, (uint32_t)c);
	bool begins_word = c != ' ' && edit->cursor > 0 && edit->text.s[edit->cursor - 1] == ' ';
	if (begins_word || c == '\n')
		edit_pause(edit);
	change(edit, edit->cursor, 0, typed.s, typed.len, EDIT_TYPING);
	buf_release(&typed);
}

/* The line end at text, which is one: "\n", "\r\n" or "\r". */
static size_t line_end_size(const char *text, size_t size)
{
	return size > 1 && text[0] == '\r' && text[1] == '\n' ? 2 : 1;
}

struct edit_pasted edit_paste(struct edit *edit, const char *text, size_t size)
{
	struct edit_pasted pasted = {0};
	struct buf clean = BUF_INIT;
	while (!edit->lines && size > 0 && (text[size - 1] == '\n' || text[size - 1] == '\r'))
		size--;
	for (size_t i = 0, length; i < size; i += length) {
		const char *bad = text_invalid(text + i, size - i < 4 ? size - i : 4);
		length = 1;
		if (text[i] == '\n' || text[i] == '\r') {
			length = line_end_size(text + i, size - i);
			buf_addc(&clean, edit->lines ? '\n' : ' ');
			pasted.joined += !edit->lines;
		} else if (text[i] == '\t') {
			buf_addc(&clean, ' ');
		} else if (bad == text + i || (unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
			pasted.left_out++;
		} else {
			char character[5] = {0};
			memcpy(character, text + i, size - i < 4 ? size - i : 4);
			uint32_t c = text_char(character, &length);
			if (c >= 0x80 && c < 0xA0)
				pasted.left_out++;
			else
				buf_add(&clean, text + i, length);
		}
	}
	if (clean.len)
		change(edit, edit->cursor, 0, clean.s, clean.len, EDIT_ALONE);
	buf_release(&clean);
	return pasted;
}

/* Moves */

/* Whether a word, not what is between two, starts at this byte of its line. */
static bool word_at(const struct edit *edit, const struct line *line, size_t at)
{
	if (at >= line->end || !line->starts[at - line->start])
		return false;
	size_t length;
	return text_is_word(text_char(edit->text.s + at, &length));
}

static size_t word_left(const struct edit *edit)
{
	size_t at = edit->cursor;
	while (at > 0 && edit->text.s[at - 1] == '\n')
		at--;
	struct line line = read_line(edit, at, text_words);
	while (at > line.start && !word_at(edit, &line, --at))
		;
	free(line.starts);
	return snap(edit, at, false);
}

static size_t segment_end(const struct line *line, size_t at)
{
	do
		at++;
	while (at < line->end && !line->starts[at - line->start]);
	return at;
}

static size_t word_right(const struct edit *edit)
{
	size_t at = edit->cursor;
	while (at < edit->text.len && edit->text.s[at] == '\n')
		at++;
	struct line line = read_line(edit, at, text_words);
	while (at > line.start && at < line.end && !line.starts[at - line.start])
		at--; /* to the start of the word it is in */
	while (at < line.end && !word_at(edit, &line, at))
		at = segment_end(&line, at);
	if (at < line.end)
		at = segment_end(&line, at);
	free(line.starts);
	return snap(edit, at, true);
}

size_t edit_target(const struct edit *edit, enum edit_move move)
{
	switch (move) {
	case EDIT_LEFT: return edit_before(edit, edit->cursor);
	case EDIT_RIGHT: return edit_after(edit, edit->cursor);
	case EDIT_WORD_LEFT: return word_left(edit);
	case EDIT_WORD_RIGHT: return word_right(edit);
	case EDIT_LINE_START: return line_start(edit, edit->cursor);
	case EDIT_LINE_END: return line_end(edit, edit->cursor);
	case EDIT_START: return 0;
	case EDIT_END: break;
	}
	return edit->text.len;
}

void edit_move_to(struct edit *edit, size_t at)
{
	edit_pause(edit);
	edit->cursor = snap(edit, at < edit->text.len ? at : edit->text.len, false);
}

void edit_move(struct edit *edit, enum edit_move move)
{
	edit_move_to(edit, edit_target(edit, move));
}

bool edit_delete(struct edit *edit, enum edit_move move)
{
	size_t target = edit_target(edit, move), cursor = edit->cursor;
	if (target == cursor)
		return false;
	size_t from = target < cursor ? target : cursor, to = target < cursor ? cursor : target;
	change(edit, from, to - from, "", 0, target < cursor ? EDIT_ERASING : EDIT_DELETING);
	return true;
}

bool edit_kill(struct edit *edit, enum edit_move move)
{
	size_t target = edit_target(edit, move), cursor = edit->cursor;
	if (target == cursor && move == EDIT_LINE_END) /* at the end of a line its line feed goes */
		target = edit_after(edit, cursor);
	if (target == cursor)
		return false;
	size_t from = target < cursor ? target : cursor, size = target < cursor ? cursor - target : target - cursor;
	enum edit_group group = target < cursor ? EDIT_KILLING_BACK : EDIT_KILLING;
	if (edit->killed) {
		if (!open_step(edit, group, from, size))
			buf_clear(edit->killed);
		if (group == EDIT_KILLING_BACK)
			prepend(edit->killed, edit->text.s + from, size);
		else
			buf_add(edit->killed, edit->text.s + from, size);
	}
	change(edit, from, size, "", 0, group);
	return true;
}

bool edit_yank(struct edit *edit)
{
	if (!edit->killed || !edit->killed->len)
		return false;
	struct buf text = BUF_INIT; /* what was cut from an area may hold line feeds */
	buf_adds(&text, edit->killed->s);
	edit_paste(edit, text.s, text.len);
	buf_release(&text);
	return true;
}

bool edit_transpose(struct edit *edit)
{
	size_t middle = edit->cursor;
	if (middle == line_end(edit, middle))
		middle = edit_before(edit, middle);
	size_t left = edit_before(edit, middle), right = edit_after(edit, middle);
	bool two = left < middle && middle < right && edit->text.s[left] != '\n' && edit->text.s[middle] != '\n';
	if (!two)
		return false;
	struct buf swapped = BUF_INIT;
	buf_add(&swapped, edit->text.s + middle, right - middle);
	buf_add(&swapped, edit->text.s + left, middle - left);
	change(edit, left, right - left, swapped.s, swapped.len, EDIT_ALONE);
	buf_release(&swapped);
	return true;
}

/* Undo */

bool edit_undo(struct edit *edit)
{
	edit_pause(edit);
	if (edit->done == 0)
		return false;
	const struct edit_step *step = &edit->steps[--edit->done];
	splice(&edit->text, step->at, step->inserted.len, step->removed.s, step->removed.len);
	edit->cursor = step->before;
	return true;
}

bool edit_redo(struct edit *edit)
{
	edit_pause(edit);
	if (edit->done == edit->count)
		return false;
	const struct edit_step *step = &edit->steps[edit->done++];
	splice(&edit->text, step->at, step->removed.len, step->inserted.s, step->inserted.len);
	edit->cursor = step->after;
	return true;
}
