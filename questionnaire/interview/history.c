#include "questionnaire/interview/history.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

struct piece {
	char *text;
	size_t size;
};

/* A change: at that byte, old became new. */
struct step {
	char *label;
	size_t at;
	struct piece old, new;
	size_t before_size, after_size; /* of the whole file */
};

struct history {
	struct step *steps;
	size_t count, capacity;
	size_t done; /* the steps before it are done, those behind it undone */
};

struct history *history_new(void)
{
	return xcalloc(1, sizeof(struct history));
}

static void free_step(struct step *step)
{
	free(step->label);
	free(step->old.text);
	free(step->new.text);
}

void history_free(struct history *history)
{
	if (!history)
		return;
	for (size_t i = 0; i < history->count; i++)
		free_step(&history->steps[i]);
	free(history->steps);
	free(history);
}

static size_t common_start(const char *a, const char *b, size_t most)
{
	size_t i = 0;
	while (i < most && a[i] == b[i])
		i++;
	return i;
}

static size_t common_end(const char *a, const char *b, size_t most)
{
	size_t i = 0;
	while (i < most && a[-1 - (ptrdiff_t)i] == b[-1 - (ptrdiff_t)i])
		i++;
	return i;
}

static struct piece copy(const char *text, size_t size)
{
	return (struct piece){xstrndup(text, size), size};
}

void history_push(struct history *history, const char *label, const char *before, size_t before_size, const char *after, size_t after_size)
{
	size_t shorter = before_size < after_size ? before_size : after_size;
	size_t start = common_start(before, after, shorter), end = common_end(before + before_size, after + after_size, shorter - start);
	while (history->count > history->done)
		free_step(&history->steps[--history->count]);
	if (history->count == history->capacity) {
		history->capacity = history->capacity ? 2 * history->capacity : 16;
		history->steps = xrealloc(history->steps, history->capacity * sizeof(*history->steps));
	}
	struct step *step = &history->steps[history->count++];
	*step = (struct step){.label = xstrdup(label), .at = start, .before_size = before_size, .after_size = after_size};
	step->old = copy(before + start, before_size - start - end);
	step->new = copy(after + start, after_size - start - end);
	history->done = history->count;
}

static const struct step *next_step(const struct history *history, bool redo)
{
	if (redo)
		return history->done < history->count ? &history->steps[history->done] : NULL;
	return history->done ? &history->steps[history->done - 1] : NULL;
}

const char *history_label(const struct history *history, bool redo)
{
	const struct step *step = next_step(history, redo);
	return step ? step->label : NULL;
}

void history_step(struct history *history, bool redo)
{
	if (redo && history->done < history->count)
		history->done++;
	else if (!redo && history->done)
		history->done--;
}

/* Puts one piece in the place of another; false when that does not stand there. */
static bool exchange(const char *present, size_t size, size_t at, struct piece old, struct piece new, struct buf *bytes)
{
	if (at + old.size > size || memcmp(present + at, old.text, old.size) != 0)
		return false;
	buf_add(bytes, present, at);
	buf_add(bytes, new.text, new.size);
	buf_add(bytes, present + at + old.size, size - at - old.size);
	return true;
}

bool history_undo(const struct history *history, const char *present, size_t size, struct buf *bytes)
{
	const struct step *step = next_step(history, false);
	return step && size == step->after_size && exchange(present, size, step->at, step->new, step->old, bytes);
}

bool history_redo(const struct history *history, const char *present, size_t size, struct buf *bytes)
{
	const struct step *step = next_step(history, true);
	return step && size == step->before_size && exchange(present, size, step->at, step->old, step->new, bytes);
}
