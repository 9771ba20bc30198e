#include "base/diag.h"

#include "base/buf.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { ARGUMENTS = 9 };

const char *severity_name(enum severity severity)
{
	static const char *const names[] = {
		[SEVERITY_ADVICE] = "advice", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error", [SEVERITY_FATAL] = "fatal"};
	return names[severity];
}

void diags_init(struct diags *diags)
{
	*diags = (struct diags)DIAGS_INIT;
}

void diags_release(struct diags *diags)
{
	arena_release(&diags->arena);
	diags_init(diags);
}

/* Puts the arguments in place of $1 to $9. */
static const char *fill(struct arena *arena, const char *wording, const char *const arguments[ARGUMENTS])
{
	if (!strchr(wording, '$'))
		return arena_strdup(arena, wording);
	struct buf text = BUF_INIT;
	for (const char *p = wording; *p; p++) {
		if (*p == '$' && p[1] >= '1' && p[1] <= '9')
			buf_adds(&text, arguments[*++p - '1']);
		else if (*p == '$' && p[1] == '$')
			buf_addc(&text, *++p);
		else
			buf_addc(&text, *p);
	}
	const char *filled = arena_strndup(arena, text.s, text.len);
	buf_release(&text);
	return filled;
}

/* Most findings are about the file of the one before: its name is kept once. */
static const char *keep_file(struct diags *diags, const char *file)
{
	if (!file)
		return NULL;
	const char *last = diags->count ? diags->items[diags->count - 1].pos.file : NULL;
	return last && strcmp(last, file) == 0 ? last : arena_strdup(&diags->arena, file);
}

struct diag *diag_add(struct diags *diags, const struct diag_kind *kind, struct pos pos, ...)
{
	const char *arguments[ARGUMENTS] = {NULL};
	va_list list;
	va_start(list, pos);
	for (size_t i = 0; i < ARGUMENTS; i++) {
		arguments[i] = va_arg(list, const char *);
		if (!arguments[i])
			break;
	}
	va_end(list);

	struct diag diag = {.kind = kind, .pos = pos};
	diag.pos.file = keep_file(diags, pos.file);
	diag.message = fill(&diags->arena, kind->wording, arguments);
	if (kind->fix)
		diag.fix = fill(&diags->arena, kind->fix, arguments);

	diags->items = arena_grow(&diags->arena, diags->items, diags->count, &diags->capacity, sizeof *diags->items);
	diags->items[diags->count] = diag;
	return &diags->items[diags->count++];
}

void diag_set_why(struct diags *diags, struct diag *diag, const char *why, bool unverified)
{
	diag->why = why ? arena_strdup(&diags->arena, why) : NULL;
	diag->unverified = unverified;
}

void diag_set_where(struct diags *diags, struct diag *diag, const char *where)
{
	diag->where = where ? arena_strdup(&diags->arena, where) : NULL;
}

size_t diags_count(const struct diags *diags, enum severity least)
{
	size_t count = 0;
	for (size_t i = 0; i < diags->count; i++)
		count += diags->items[i].kind->severity >= least;
	return count;
}

int diags_status(const struct diags *diags)
{
	int status = 0;
	for (size_t i = 0; i < diags->count; i++) {
		enum severity severity = diags->items[i].kind->severity;
		if (severity == SEVERITY_FATAL)
			return 2;
		if (severity == SEVERITY_ERROR)
			status = 1;
	}
	return status;
}

struct sort_entry {
	struct diag diag;
	size_t index; /* in the unsorted list */
	size_t file;  /* index of the first finding about the same file */
};

static int compare_sizes(size_t a, size_t b)
{
	return (a > b) - (a < b);
}

static int compare_names(const struct sort_entry *a, const struct sort_entry *b)
{
	const char *name_a = a->diag.pos.file, *name_b = b->diag.pos.file;
	if (!name_a || !name_b)
		return (name_a != NULL) - (name_b != NULL);
	return name_a == name_b ? 0 : strcmp(name_a, name_b);
}

static int by_name(const void *left, const void *right)
{
	const struct sort_entry *a = left, *b = right;
	int order = compare_names(a, b);
	return order ? order : compare_sizes(a->index, b->index);
}

static int by_place(const void *left, const void *right)
{
	const struct sort_entry *a = left, *b = right;
	if (a->file != b->file)
		return compare_sizes(a->file, b->file);
	if (a->diag.pos.line != b->diag.pos.line)
		return a->diag.pos.line < b->diag.pos.line ? -1 : 1;
	if (a->diag.pos.col != b->diag.pos.col)
		return a->diag.pos.col < b->diag.pos.col ? -1 : 1;
	return compare_sizes(a->index, b->index);
}

void diags_sort(struct diags *diags)
{
	size_t count = diags->count;
	if (count < 2)
		return;
	struct sort_entry *entries = xcalloc(count, sizeof *entries);
	for (size_t i = 0; i < count; i++)
		entries[i] = (struct sort_entry){.diag = diags->items[i], .index = i};
	qsort(entries, count, sizeof *entries, by_name);
	for (size_t i = 0; i < count; i++) {
		bool same = i > 0 && compare_names(&entries[i - 1], &entries[i]) == 0;
		entries[i].file = same ? entries[i - 1].file : entries[i].index;
	}
	qsort(entries, count, sizeof *entries, by_place);
	for (size_t i = 0; i < count; i++)
		diags->items[i] = entries[i].diag;
	free(entries);
}

static void add_diag(struct buf *buf, const struct diag *diag)
{
	if (diag->pos.file) {
		text_add_visible(buf, diag->pos.file);
		if (diag->pos.line)
			buf_addf(buf, ":%d:%d", diag->pos.line, diag->pos.col);
		buf_adds(buf, ": ");
	}
	buf_addf(buf, "%s: ", severity_name(diag->kind->severity));
	text_add_visible(buf, diag->message);
	buf_addf(buf, " [%s]\n", diag->kind->id);
	if (!diag->why && !diag->fix)
		return;
	buf_adds(buf, "    ");
	if (diag->why) {
		buf_adds(buf, "why: ");
		text_add_visible(buf, diag->why);
		if (diag->unverified)
			buf_adds(buf, " (not verified)");
	}
	if (diag->why && diag->fix)
		buf_adds(buf, "    ");
	if (diag->fix) {
		buf_adds(buf, "do: ");
		text_add_visible(buf, diag->fix);
	}
	buf_addc(buf, '\n');
}

void diags_print(const struct diags *diags, FILE *out)
{
	struct buf buf = BUF_INIT;
	for (size_t i = 0; i < diags->count; i++)
		add_diag(&buf, &diags->items[i]);
	fwrite(buf.s, 1, buf.len, out);
	buf_release(&buf);
}
