/*
 * From the wanted tree to bytes: the splices that lead there from the file as it stands.
 *
 * Nearly always one round does: all splices are made from one tree, applied together, and the changed lines read back. What cannot be
 * done together (two pairs
 * deleted beside each other in a flow map, a record edited and moved) waits for another round over the new bytes, which are then read
 * whole.
 */
#include "questionnaire/answers/change_parts.h"

#include "base/base_diags.h"
#include "base/file.h"

#include <string.h>

/* One round. */
struct round {
	struct batch *batch;
	const struct yaml *yaml;
	struct splice *splices;
	size_t count, capacity;
};

static void add_splice(struct round *round, struct splice splice)
{
	round->splices = arena_grow(&round->batch->arena, round->splices, round->count, &round->capacity, sizeof *round->splices);
	round->splices[round->count++] = splice;
}

static void replace(struct round *round, const struct yaml_node *node, const struct wanted *wanted)
{
	struct arena *arena = &round->batch->arena;
	const struct splice_value value = wanted_value(arena, wanted);

	add_splice(round, splice_replace(arena, round->yaml, node, &value));
}

/* The value stays, its tag changes. */
static void retag(struct round *round, const struct yaml_node *node, const char *tag)
{
	const struct wanted same = wanted_from_node(&round->batch->arena, node, tag);

	replace(round, node, &same);
}

static bool tag_differs(const struct yaml_node *node, const char *tag)
{
	return node->tag && tag ? strcmp(node->tag, tag) != 0 : node->tag != tag;
}

static void write_map(struct round *round, const struct yaml_node *map, struct wanted *wanted);

static void write_value(struct round *round, const struct yaml_node *node, struct wanted *wanted)
{
	if (wanted->open && node->kind == YAML_MAP) {
		if (tag_differs(node, wanted->tag))
			retag(round, node, wanted->tag);
		write_map(round, node, wanted);
	} else if (wanted->old && !wanted->open) {
		if (tag_differs(node, wanted->tag))
			retag(round, node, wanted->tag);
	} else if (!wanted_same(wanted, node)) {
		replace(round, node, wanted);
	}
}

/* Says of each entry where it stands now. Returns how many of the map's pairs stay. */
static size_t find_pairs(const struct yaml_node *map, struct wanted *wanted)
{
	size_t staying = 0;

	for (struct wanted_entry *entry = wanted->first; entry; entry = entry->next)
		entry->pair = NULL;
	for (size_t i = 0; i < map->size; i++) {
		struct wanted_entry *entry = wanted_find(wanted, map->pairs[i].key->text);
		if (!entry)
			continue;
		entry->pair = &map->pairs[i];
		staying++;
	}
	return staying;
}

/* The nearest pairs around a new entry that are not about to move. */
static const struct yaml_pair *pair_before(struct wanted_entry *entry)
{
	while ((entry = wanted_alive_before(entry)))
		if (entry->pair && !entry->moved)
			break;
	return entry ? entry->pair : NULL;
}

static void insert_entries(struct round *round, const struct yaml_node *map, struct wanted *wanted)
{
	struct arena *arena = &round->batch->arena;
	const struct yaml_pair *succ = NULL;
	size_t first = round->count;

	/* From the end, so that the pair behind each is known; then the other way round again, for those at one place stay as given. */
	for (struct wanted_entry *entry = wanted->last; entry; entry = wanted_alive_before(entry)) {
		if (entry->gone)
			continue;
		if (entry->pair) {
			succ = entry->moved ? succ : entry->pair;
			continue;
		}
		const struct splice_value value = wanted_value(arena, &entry->value);
		struct splice splice = splice_insert(arena, round->yaml, map, succ, entry->key, &value);
		if (wanted == &round->batch->root)
			batch_place(round->batch, round->yaml, entry->key, pair_before(entry), succ, &splice);
		add_splice(round, splice);
	}
	for (size_t i = first, k = round->count; i + 1 < k; i++) {
		struct splice other = round->splices[i];
		round->splices[i] = round->splices[--k];
		round->splices[k] = other;
	}
}

static void write_map(struct round *round, const struct yaml_node *map, struct wanted *wanted)
{
	size_t staying = find_pairs(map, wanted);

	if (!staying) {
		if (map->size || !wanted_is_empty(wanted))
			replace(round, map, wanted);
		return;
	}
	for (size_t i = 0; i < map->size; i++) {
		struct wanted_entry *entry = wanted_find(wanted, map->pairs[i].key->text);
		if (entry)
			write_value(round, map->pairs[i].value, &entry->value);
		else
			add_splice(round, splice_delete(&round->batch->arena, round->yaml, map, &map->pairs[i]));
	}
	insert_entries(round, map, wanted);
}

/* Moves one record that does not stand where it should, when nothing else is left to be done. */
static bool move_one(struct round *round, const struct yaml_node *map, struct wanted *wanted)
{
	const struct yaml_pair *before = NULL;

	if (!wanted->open || map->kind != YAML_MAP)
		return false;
	find_pairs(map, wanted);
	for (struct wanted_entry *entry = wanted->last; entry; entry = entry->previous) {
		struct splice splices[2];
		if (entry->gone || !entry->pair)
			continue;
		if (entry->moved && splice_move(&round->batch->arena, round->yaml, map, entry->pair, before, splices)) {
			add_splice(round, splices[0]);
			add_splice(round, splices[1]);
			return true;
		}
		if (move_one(round, entry->pair->value, &entry->value))
			return true;
		before = entry->pair;
	}
	return false;
}

/* Leaves out those that overlap one before them: they wait for the next round. Returns whether there were any. */
static bool drop_overlapping(struct round *round)
{
	size_t kept = 0;

	for (size_t i = 0; i < round->count; i++)
		if (!kept || round->splices[i].start >= round->splices[kept - 1].end)
			round->splices[kept++] = round->splices[i];
	bool dropped = kept < round->count;
	round->count = kept;
	return dropped;
}

/* Appends the bytes after this round. Returns whether there may be more to do. */
static bool apply(struct round *round, struct buf *bytes)
{
	const struct yaml *yaml = round->yaml;

	if (splice_apply(bytes, yaml->bytes, yaml->size, round->splices, round->count))
		return round->batch->moved;
	bool dropped = drop_overlapping(round); /* they are in order now */
	splice_apply(bytes, yaml->bytes, yaml->size, round->splices, round->count);
	return dropped || round->batch->moved;
}

static bool read_again(const struct batch *batch, struct yaml **yaml, const struct buf *bytes)
{
	struct diags unused = DIAGS_INIT;

	yaml_free(*yaml);
	*yaml = yaml_read(batch->answers->file, bytes->s, bytes->len, 0, &unused);
	diags_release(&unused);
	return *yaml && (*yaml)->root;
}

/* Goes on until nothing is left to be done; each round does something, so that there are fewer than there are things to do. */
static bool write_rounds(struct batch *batch, struct buf *bytes)
{
	const struct yaml *now = batch->answers->yaml;
	struct yaml *again = NULL;
	bool done = false, good = true;

	for (bool first = true; good && !done; first = false) {
		struct round round = {.batch = batch, .yaml = now};
		struct buf next = BUF_INIT;
		write_value(&round, now->root, &batch->root);
		if (!round.count && !(batch->moved && move_one(&round, now->root, &batch->root))) {
			done = true;
			if (first)
				buf_add(bytes, now->bytes, now->size);
			else
				good = wanted_same(&batch->root, now->root);
			break;
		}
		bool more = apply(&round, &next);
		good = round.count > 0;
		buf_release(bytes);
		*bytes = next;
		if (first && !more) {
			good = changes_read_back(now, &batch->root, round.splices, round.count, bytes);
			done = true;
		} else if (good) {
			good = read_again(batch, &again, bytes);
			now = again;
		}
	}
	yaml_free(again);
	return good;
}

bool batch_write(struct batch *batch, struct buf *bytes)
{
	struct buf made = BUF_INIT;
	bool good = write_rounds(batch, &made);

	if (!good)
		diag_add(batch->diags, &questionnaire_diags[Q_NOT_READABLE], (struct pos){batch->answers->file, 0, 0}, NULL);
	else if (made.len > FILE_LIMIT)
		diag_add(batch->diags, &base_diags[BASE_FILE_TOO_LARGE], (struct pos){batch->answers->file, 0, 0}, batch->answers->file,
			FILE_LIMIT_TEXT, NULL);
	else
		buf_add(bytes, made.s, made.len);
	good = good && made.len <= FILE_LIMIT;
	buf_release(&made);
	return good;
}
