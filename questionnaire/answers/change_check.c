/*
 * Reading back what was changed, without reading the whole file again.
 *
 * The pairs of a map in block style stand on lines of their own. Lines from one pair to another, taken out of the file, are a map by
 * themselves, and read as they read in their place: before them nothing has
 * changed, and behind them stands a line that is indented no deeper, which ends whatever they began. So for each splice it is enough to
 * read the pairs of the innermost such map around it.
 */
#include "questionnaire/answers/change_parts.h"

#include <stdlib.h>
#include <string.h>

struct check {
	const struct yaml *yaml;       /* before */
	const struct splice *splices;  /* in order */
	size_t count;
	const long long *shifts;       /* by how much the first i splices move what follows */
	const struct buf *bytes;       /* after */
};

/* Some pairs of a map in block style, with the lines they stand on before. */
struct window {
	const struct yaml_node *map;
	const struct wanted *wanted;
	size_t first, last;    /* numbers of pairs */
	size_t start, end;
	bool from_beginning;   /* with what comes before the first pair */
	bool alone;            /* only what was inserted behind pair `last` */
};

static size_t line_start(const struct yaml *yaml, size_t byte)
{
	size_t low = 0, high = yaml->line_count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		*(yaml->lines[middle] <= byte ? &low : &high) = middle;
	}
	return yaml->lines[low];
}

static size_t pair_line(const struct yaml *yaml, const struct yaml_node *map, size_t pair)
{
	return line_start(yaml, map->pairs[pair].key->start);
}

static size_t column(const struct yaml *yaml, const struct yaml_node *map)
{
	return map->pairs[0].key->start - pair_line(yaml, map, 0);
}

/* White space at the beginning of the first line that is not blank. */
static size_t indent_of(const struct splice *splice)
{
	size_t line = 0, at = 0;

	for (; at < splice->size && strchr(" \r\n", splice->text[at]); at++)
		if (splice->text[at] == '\n')
			line = at + 1;
	return at - line;
}

static bool is_insertion(const struct splice *splice)
{
	return splice->start == splice->end;
}

/* Lines put in between two lines. */
static bool is_whole_lines(const struct yaml *yaml, const struct splice *splice)
{
	return is_insertion(splice) && splice->size && splice->text[splice->size - 1] == '\n'
		&& (!splice->start || yaml->bytes[splice->start - 1] == '\n');
}

/* The same, also behind a last line that has no end. */
static bool is_lines(const struct yaml *yaml, const struct splice *splice)
{
	return is_whole_lines(yaml, splice) || (is_insertion(splice) && splice->size && strchr("\r\n", splice->text[0]));
}

/* The last pair whose line begins at or before this byte; 0 also when none does. */
static size_t pair_at(const struct yaml *yaml, const struct yaml_node *map, size_t byte)
{
	size_t low = 0, high = map->size;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		*(pair_line(yaml, map, middle) <= byte ? &low : &high) = middle;
	}
	return low;
}

static bool is_block(const struct yaml_node *node)
{
	return node->kind == YAML_MAP && node->style == YAML_BLOCK && node->size;
}

static bool ends_with_block_scalar(const struct yaml_node *node)
{
	while (node->kind != YAML_SCALAR && node->size)
		node = node->kind == YAML_MAP ? node->pairs[node->size - 1].value : node->items[node->size - 1];
	return node->style == YAML_LITERAL || node->style == YAML_FOLDED;
}

/* The number of splices before this byte; of insertions at it, too, when `at` says so and they are indented at least so deep. */
static size_t splices_before(const struct check *check, size_t byte, bool at, size_t depth)
{
	size_t low = 0, high = check->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (check->splices[middle].start < byte)
			low = middle + 1;
		else
			high = middle;
	}
	for (; at && low < check->count && check->splices[low].start == byte && is_insertion(&check->splices[low]); low++)
		if (indent_of(&check->splices[low]) < depth)
			break;
	return low;
}

/* The map inside that pair, when the whole splice is about it. */
static const struct wanted_entry *inner(const struct yaml *yaml, const struct window *window, size_t pair, const struct splice *splice,
	size_t indent)
{
	const struct yaml_pair *p = &window->map->pairs[pair];
	const struct wanted_entry *entry = wanted_find(window->wanted, p->key->text);

	if (!entry || !entry->value.open || !is_block(p->value) || pair_line(yaml, p->value, 0) <= p->key->end)
		return NULL;
	if (splice->start < pair_line(yaml, p->value, 0))
		return NULL;
	return is_insertion(splice) && indent <= column(yaml, window->map) ? NULL : entry;
}

static bool stays(const struct window *window, size_t pair)
{
	return wanted_find(window->wanted, window->map->pairs[pair].key->text);
}

/* Goes back to a pair that stays, so that it is known where what is wanted begins. */
static void begin_window(const struct yaml *yaml, const struct splice *splice, struct window *window)
{
	const struct yaml_node *map = window->map;
	bool in_front = is_insertion(splice) && splice->start <= pair_line(yaml, map, 0);

	while (window->first && !stays(window, window->first))
		window->first--;
	window->from_beginning = in_front || !stays(window, window->first);
	window->start = pair_line(yaml, map, window->first);
}

/* Ends before lines that are inserted for a map further out, among the comments behind the last pair. */
static void leave_out_outer(const struct check *check, struct window *window)
{
	size_t depth = column(check->yaml, window->map);

	for (size_t i = splices_before(check, window->start, false, 0); i < check->count && check->splices[i].start < window->end; i++)
		if (is_lines(check->yaml, &check->splices[i]) && indent_of(&check->splices[i]) < depth)
			window->end = check->splices[i].start;
}

/* Goes on until no splice reaches out of it, to a pair that stays. end: of the map. */
static bool end_window(const struct check *check, size_t end, struct window *window)
{
	const struct yaml_node *map = window->map;

	for (;; window->last++) {
		size_t next = window->last + 1;
		window->end = next < map->size ? pair_line(check->yaml, map, next) : end;
		size_t inside = splices_before(check, window->end, false, 0);
		bool reached = inside && check->splices[inside - 1].end > window->end;
		if (next == map->size && reached)
			return false;
		if (next == map->size || (!reached && stays(window, next)))
			break;
	}
	leave_out_outer(check, window);
	return true;
}

/* The pairs to be read for a splice. indent: of the insertions at its place. False when it is no matter of pairs on lines of their own. */
static bool find_window(const struct check *check, const struct wanted *root, const struct splice *splice, size_t indent,
	struct window *window)
{
	const struct yaml *yaml = check->yaml;
	size_t end = yaml->size;

	*window = (struct window){.map = yaml->root, .wanted = root};
	if (!is_block(yaml->root) || splice->start < pair_line(yaml, yaml->root, 0))
		return false;
	for (;;) {
		const struct yaml_node *map = window->map;
		size_t first = pair_at(yaml, map, splice->start), last = pair_at(yaml, map, is_insertion(splice) ? splice->start : splice->end - 1);
		if (first && is_insertion(splice) && pair_line(yaml, map, first) == splice->start)
			last = --first; /* in front of a pair: behind the one before */
		const struct wanted_entry *entry = first == last ? inner(yaml, window, first, splice, indent) : NULL;
		window->first = first;
		window->last = last;
		if (!entry)
			break;
		end = last + 1 < map->size ? pair_line(yaml, map, last + 1) : end;
		window->map = map->pairs[first].value;
		window->wanted = &entry->value;
	}
	begin_window(yaml, splice, window);
	return end_window(check, end, window);
}

/* Lines inserted behind a pair are read alone when that surely has ended. */
static void narrow(const struct check *check, const struct splice *splice, size_t count, struct window *window)
{
	const struct yaml_node *value = window->map->pairs[window->last].value;

	if (window->first != window->last || window->from_beginning || splice->start < value->end || ends_with_block_scalar(value))
		return;
	for (size_t i = 0; i < count; i++)
		if (!is_whole_lines(check->yaml, &splice[i]) || indent_of(&splice[i]) != column(check->yaml, window->map))
			return;
	window->alone = true;
	window->start = window->end = splice->start;
}

/* The first entry that these lines should say, and the one behind the last. */
static struct wanted_entry *first_entry(const struct window *window)
{
	if (window->from_beginning)
		return wanted_alive(window->wanted->first);
	struct wanted_entry *entry = wanted_find(window->wanted, window->map->pairs[window->first].key->text);
	return window->alone ? wanted_alive(entry->next) : entry;
}

static struct wanted_entry *entry_behind(const struct window *window)
{
	struct wanted_entry *entry = NULL;

	for (size_t i = window->last + 1; !entry && i < window->map->size; i++)
		entry = wanted_find(window->wanted, window->map->pairs[i].key->text);
	return entry;
}

static size_t place_after(const struct check *check, size_t byte, bool at, size_t depth)
{
	return (size_t)((long long)byte + check->shifts[splices_before(check, byte, at, depth)]);
}

/* Compares pairs from *at on with what these lines should say. */
static bool says(const struct window *window, const struct yaml_node *map, size_t *at)
{
	const struct wanted_entry *behind = entry_behind(window);

	for (struct wanted_entry *entry = first_entry(window); entry && entry != behind; entry = wanted_alive(entry->next), ++*at)
		if (!map || *at == map->size || strcmp(entry->key, map->pairs[*at].key->text) || !wanted_same(&entry->value, map->pairs[*at].value))
			return false;
	return true;
}

/* Windows of one map are read as one text: a thousand readers would cost more than what they read. */
struct reading {
	const struct check *check;
	struct arena arena;
	struct window *windows;
	size_t count, capacity;
	struct buf text;
};

/* Reads what was gathered. */
static bool read_gathered(struct reading *reading)
{
	if (!reading->count)
		return true;
	struct diags unused = DIAGS_INIT;
	struct yaml *yaml = yaml_read(reading->check->yaml->file, reading->text.s, reading->text.len, 0, &unused);
	const struct yaml_node *map = yaml ? yaml->root : NULL;
	int col = (int)column(reading->check->yaml, reading->windows[0].map) + 1;
	size_t at = 0;
	bool good = yaml && (!map || (is_block(map) && map->pairs[0].key->col == col));

	for (size_t i = 0; good && i < reading->count; i++)
		good = says(&reading->windows[i], map, &at);
	good = good && at == (map ? map->size : 0);
	yaml_free(yaml);
	diags_release(&unused);
	buf_clear(&reading->text);
	reading->count = 0;
	return good;
}

/* Adds a window; reads those before it first when they are of another map, or hold some of the same lines. */
static bool gather(struct reading *reading, const struct window *window)
{
	const struct check *check = reading->check;
	struct window *last = reading->count ? &reading->windows[reading->count - 1] : NULL;
	size_t depth = column(check->yaml, window->map);
	size_t start = place_after(check, window->start, !window->from_beginning && !window->alone, depth);
	size_t end = place_after(check, window->end, true, depth);
	bool ended = !reading->text.len || reading->text.s[reading->text.len - 1] == '\n';
	bool apart = last && (last->map != window->map || window->start < last->end || !ended);

	if (last && last->map == window->map && window->alone && window->start == last->end)
		return true; /* read with the lines before it */
	if (apart && !read_gathered(reading))
		return false;
	if (!apart && last && last->alone && window->alone && last->last == window->last) {
		last->end = window->end; /* more between the same two pairs */
		buf_add(&reading->text, check->bytes->s + start, end - start);
		return true;
	}
	reading->windows = arena_grow(&reading->arena, reading->windows, reading->count, &reading->capacity, sizeof *reading->windows);
	reading->windows[reading->count++] = *window;
	buf_add(&reading->text, check->bytes->s + start, end - start);
	return true;
}

static bool whole_reads(const struct check *check, const struct wanted *root)
{
	struct diags unused = DIAGS_INIT;
	struct yaml *yaml = yaml_read(check->yaml->file, check->bytes->s, check->bytes->len, 0, &unused);
	bool good = yaml && yaml->root && wanted_same(root, yaml->root);

	yaml_free(yaml);
	diags_release(&unused);
	return good;
}

/* The number of insertions at one place, and how far the outermost is indented; 1 for another splice. */
static size_t group_at(const struct check *check, size_t i, size_t *indent)
{
	const struct splice *splice = &check->splices[i];
	size_t count = 1;

	*indent = indent_of(splice);
	for (; is_insertion(splice) && i + count < check->count && splice[count].start == splice->start && is_insertion(&splice[count]); count++)
		if (indent_of(&splice[count]) < *indent)
			*indent = indent_of(&splice[count]);
	return count;
}

/* False also when something is no matter of pairs on lines of their own: *whole is set then. */
static bool windows_read(struct reading *reading, const struct wanted *root, bool *whole)
{
	const struct check *check = reading->check;
	size_t covered = 0; /* up to here, lines were read */

	for (size_t i = 0, group; i < check->count; i += group) {
		const struct splice *splice = &check->splices[i];
		struct window window;
		size_t indent;
		group = group_at(check, i, &indent);
		if (splice->start < covered && splice->end <= covered)
			continue;
		*whole = !find_window(check, root, splice, indent, &window);
		if (*whole)
			return false;
		if (is_insertion(splice))
			narrow(check, splice, group, &window);
		if (!gather(reading, &window))
			return false;
		covered = window.end;
	}
	return read_gathered(reading);
}

bool changes_read_back(const struct yaml *yaml, const struct wanted *root, const struct splice *splices, size_t count,
	const struct buf *bytes)
{
	long long *shifts = xcalloc(count + 1, sizeof *shifts);
	const struct check check = {yaml, splices, count, shifts, bytes};

	for (size_t i = 0; i < count; i++)
		shifts[i + 1] = shifts[i] + (long long)splices[i].size - (long long)(splices[i].end - splices[i].start);
	struct reading reading = {.check = &check, .text = BUF_INIT};
	bool whole = false, good = windows_read(&reading, root, &whole) || (whole && whole_reads(&check, root));
	buf_release(&reading.text);
	arena_release(&reading.arena);
	free(shifts);
	return good;
}
