#include "questionnaire/interview/walk.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A growing list of paths, each of them its own. */
struct paths {
	char **items;
	size_t count, capacity;
};

/* A list or sheet somebody went into, and comes back to when nothing below `inside` wants an answer any more. */
struct errand {
	char *list, *inside; /* list: NULL: the end of the questions */
	bool again;
	bool single;         /* inside is one item of a sheet */
};

struct walk {
	char *at;                  /* an item, or a sheet; NULL: the end */
	bool all;
	struct paths behind;       /* the way back */
	struct paths passed;       /* as a hash table: NULL is a free slot, or nobody's any more (forgotten) */
	struct errand *errands;    /* the innermost last */
	size_t errand_count, errand_capacity;
};

/* What was passed */

static char **find_slot(const struct paths *set, const char *path)
{
	size_t i = text_hash(path) & (set->capacity - 1);
	while (set->items[i] && strcmp(set->items[i], path) != 0)
		i = (i + 1) & (set->capacity - 1);
	return &set->items[i];
}

static bool has_passed(const struct walk *walk, const char *path)
{
	return walk->passed.capacity && *find_slot(&walk->passed, path);
}

/* A table of that size, without what stands below a path. */
static void rebuild(struct paths *set, size_t capacity, const char *without)
{
	struct paths old = *set;
	*set = (struct paths){xcalloc(capacity, sizeof(*set->items)), 0, capacity};
	for (size_t i = 0; i < old.capacity; i++) {
		char *path = old.items[i];
		if (path && without && path_is_below(path, without)) {
			free(path);
		} else if (path) {
			*find_slot(set, path) = path;
			set->count++;
		}
	}
	free(old.items);
}

static void pass(struct walk *walk, const char *path)
{
	struct paths *set = &walk->passed;
	if (2 * (set->count + 1) > set->capacity)
		rebuild(set, set->capacity ? 2 * set->capacity : 64, NULL);
	char **slot = find_slot(set, path);
	if (*slot)
		return;
	*slot = xstrdup(path);
	set->count++;
}

/* Everything below may be asked again. */
static void forget(struct walk *walk, const char *path)
{
	if (walk->passed.capacity)
		rebuild(&walk->passed, walk->passed.capacity, path);
}

/* The way back, and errands */

static void go(struct walk *walk, const char *path)
{
	char *copy = path ? xstrdup(path) : NULL;
	free(walk->at);
	walk->at = copy;
}

static void remember(struct walk *walk)
{
	struct paths *behind = &walk->behind;
	if (!walk->at)
		return;
	if (behind->count == behind->capacity) {
		behind->capacity = behind->capacity ? 2 * behind->capacity : 32;
		behind->items = xrealloc(behind->items, behind->capacity * sizeof(*behind->items));
	}
	behind->items[behind->count++] = xstrdup(walk->at);
}

static void end_errand(struct walk *walk)
{
	struct errand *errand = &walk->errands[--walk->errand_count];
	free(errand->list);
	free(errand->inside);
}

struct walk *walk_new(bool all)
{
	struct walk *walk = xcalloc(1, sizeof(*walk));
	walk->all = all;
	return walk;
}

void walk_free(struct walk *walk)
{
	if (!walk)
		return;
	while (walk->errand_count)
		end_errand(walk);
	for (size_t i = 0; i < walk->behind.count; i++)
		free(walk->behind.items[i]);
	for (size_t i = 0; i < walk->passed.capacity; i++)
		free(walk->passed.items[i]);
	free(walk->behind.items);
	free(walk->passed.items);
	free(walk->errands);
	free(walk->at);
	free(walk);
}

/* Going */

size_t walk_at(const struct walk *walk, const struct interview *interview)
{
	return walk->at ? interview_at(interview, walk->at) : interview->count;
}

static const char *path_at(const struct interview *interview, size_t at)
{
	return at < interview->count ? interview->items[at].path : NULL;
}

/* Is an optional question asked by itself? Of what an optional record needs once; of a new record in a list of a record, which has no sheet. */
static bool is_asked_apart(const struct interview_item *item, const struct errand *errand)
{
	if (!item->record)
		return item->question->required;
	return errand && !errand->single && item->record->parent->parent->parent && path_is_below(item->path, errand->inside);
}

static bool wants(const struct walk *walk, const struct interview_item *item)
{
	const struct errand *errand = walk->errand_count ? &walk->errands[walk->errand_count - 1] : NULL;
	bool again = walk->all || (errand && errand->again && path_is_below(item->path, errand->inside));
	switch (item->state) {
	case ITEM_CLOSED:
		return false;
	case ITEM_OPEN:
	case ITEM_SUGGESTED:
		return true; /* can only have been left by a jump */
	case ITEM_ANSWERED:
		return (again || item->suggests) && !has_passed(walk, item->path);
	case ITEM_SKIPPED:
		return (again || is_asked_apart(item, errand)) && !has_passed(walk, item->path);
	case ITEM_UNKNOWN:
		break;
	}
	return !has_passed(walk, item->path);
}

/* Are the questions of an item's record put one by one, also those that are answered? */
static bool one_by_one(const struct walk *walk, const struct interview_item *item)
{
	bool one = walk->all;
	for (size_t i = 0; i < walk->errand_count && !one; i++)
		one = (walk->errands[i].again || walk->errands[i].single) && path_is_below(item->path, walk->errands[i].inside);
	return one;
}

/* To an item that wants an answer; to the sheet it stands on, when something there is only suggested. at: interview->count: the end. */
static void arrive(struct walk *walk, const struct interview *interview, size_t at)
{
	struct arena arena = ARENA_INIT;
	const struct interview_item *item = at < interview->count ? &interview->items[at] : NULL;
	const char *sheet = item && !one_by_one(walk, item) ? interview_sheet_of(&arena, item) : NULL;
	if (sheet && (has_passed(walk, sheet) || !interview_sheet_suggests(interview, sheet)))
		sheet = NULL;
	go(walk, sheet ? sheet : path_at(interview, at));
	arena_release(&arena);
}

/* The next item from there on (from included) that wants an answer. */
static size_t find_wanted(const struct walk *walk, const struct interview *interview, size_t from)
{
	while (from < interview->count && !wants(walk, &interview->items[from]))
		from++;
	return from;
}

const char *walk_sheet(const struct walk *walk, const struct interview *interview)
{
	return walk->at && interview_sheet(interview, walk->at) ? walk->at : NULL;
}

void walk_start(struct walk *walk, const struct interview *interview)
{
	arrive(walk, interview, walk->all ? 0 : interview_next_open(interview, 0));
}

/* Leaving a record that was added by hand: its sheet shows what else could be said. True: the walk is there. */
static bool stop_at_sheet(struct walk *walk, const struct interview *interview, size_t next)
{
	const struct errand *errand = walk->errand_count ? &walk->errands[walk->errand_count - 1] : NULL;
	size_t at = walk_at(walk, interview);
	struct arena arena = ARENA_INIT;
	bool by_hand = errand && at < interview->count && !one_by_one(walk, &interview->items[at]);
	const char *sheet = by_hand ? interview_sheet_of(&arena, &interview->items[at]) : NULL;
	bool stop = sheet && !has_passed(walk, sheet) && (next == interview->count || !path_is_below(interview->items[next].path, sheet)) &&
		interview_lines(&arena, interview, sheet).optional;
	if (stop)
		go(walk, sheet);
	arena_release(&arena);
	return stop;
}

void walk_next(struct walk *walk, const struct interview *interview)
{
	if (!walk->at)
		return;
	bool sheet = walk_sheet(walk, interview);
	size_t next = walk_at(walk, interview);
	pass(walk, walk->at);
	remember(walk);
	next = find_wanted(walk, interview, next + (!sheet && next < interview->count));
	if (stop_at_sheet(walk, interview, next))
		return;
	if (walk->errand_count) {
		const struct errand *errand = &walk->errands[walk->errand_count - 1];
		const char *path = path_at(interview, next);
		if (!path || !path_is_below(path, errand->inside)) {
			if (errand->list)
				go(walk, errand->list);
			else /* from the end: the answer may have opened another question */
				arrive(walk, interview, find_wanted(walk, interview, 0));
			end_errand(walk);
			return;
		}
	}
	arrive(walk, interview, next);
}

void walk_gone(struct walk *walk, const struct interview *interview, const char *list)
{
	size_t at = interview_at(interview, list);
	if (walk->errand_count) {
		walk_jump(walk, list);
		return;
	}
	remember(walk);
	arrive(walk, interview, find_wanted(walk, interview, at + (at < interview->count)));
}

void walk_past(struct walk *walk, const struct interview *interview)
{
	for (size_t i = walk_at(walk, interview); i < interview->count && path_is_below(interview->items[i].path, walk->at); i++)
		pass(walk, interview->items[i].path);
	walk_next(walk, interview);
}

/* To a place outside of the present one's neighbourhood: errands that do not lead there are over. */
static void move(struct walk *walk, const char *path)
{
	go(walk, path);
	while (walk->errand_count && !path_is_below(walk->at, walk->errands[walk->errand_count - 1].inside))
		end_errand(walk);
}

bool walk_back(struct walk *walk, const struct interview *interview)
{
	size_t from = walk_at(walk, interview), at = interview->count;
	while (walk->behind.count && (at == interview->count || at == from)) {
		char *path = walk->behind.items[--walk->behind.count];
		at = interview_at(interview, path);
		bool other = at < interview->count && at != from;
		if (other)
			move(walk, interview_sheet(interview, path) ? path : interview->items[at].path);
		free(path);
		if (other)
			return true;
	}
	if (!from)
		return false;
	move(walk, interview->items[from - 1].path);
	return true;
}

void walk_jump(struct walk *walk, const char *path)
{
	remember(walk);
	move(walk, path);
}

static void add_errand(struct walk *walk, const char *list, const char *inside, bool again, bool single)
{
	if (walk->errand_count == walk->errand_capacity) {
		walk->errand_capacity = walk->errand_capacity ? 2 * walk->errand_capacity : 4;
		walk->errands = xrealloc(walk->errands, walk->errand_capacity * sizeof(*walk->errands));
	}
	walk->errands[walk->errand_count++] = (struct errand){list ? xstrdup(list) : NULL, xstrdup(inside), again, single};
}

void walk_enter(struct walk *walk, const struct interview *interview, const char *record, bool again)
{
	size_t at = interview_at(interview, record);
	if (!walk->at || at == interview->count)
		return;
	forget(walk, record);
	add_errand(walk, walk->at, again ? record : walk->at, again, false);
	at = find_wanted(walk, interview, at);
	if (at < interview->count && path_is_below(interview->items[at].path, walk->errands[walk->errand_count - 1].inside)) {
		remember(walk);
		arrive(walk, interview, at);
	} else {
		end_errand(walk); /* nothing to ask: the list it is */
	}
}

void walk_show(struct walk *walk, const struct interview *interview, const char *record)
{
	if (!walk->at || !interview_sheet(interview, record))
		return;
	forget(walk, record);
	add_errand(walk, walk->at, record, false, false);
	remember(walk);
	go(walk, record);
}

void walk_choose(struct walk *walk, const struct interview *interview, size_t at)
{
	forget(walk, interview->items[at].path);
	add_errand(walk, walk->at, interview->items[at].path, false, walk->at);
	remember(walk);
	go(walk, interview->items[at].path);
}
