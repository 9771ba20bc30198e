/*
 * From a line to the answer it comes from, and from an answer to the line it shows in.
 */
#include "tui/wizard/preview_parts.h"

#include "base/pointer_set.h"

#include <limits.h>
#include <string.h>

/* ---- nodes ---- */

/* All nodes of a line: on the first line of a block those without text, too, which know what was looked at and did not print. */
struct nodes {
	struct arena arena;
	const struct node **items;
	size_t count, capacity;
	const struct node *begun; /* the one that goes on from the line before; NULL: none */
};

static void add_node(struct nodes *nodes, const struct node *node)
{
	nodes->items = arena_grow(&nodes->arena, nodes->items, nodes->count, &nodes->capacity, sizeof *nodes->items);
	nodes->items[nodes->count++] = node;
}

static void nodes_of(struct nodes *nodes, const struct preview *preview, size_t number)
{
	const struct preview_line *line = &preview->sources[number];
	const struct preview_line *above = number ? &preview->sources[number - 1] : NULL;
	bool first = line->block && (!above || above->block != line->block);
	nodes->count = 0;
	nodes->begun = !first && above && above->count ? above->nodes[above->count - 1] : NULL;
	if (first)
		add_node(nodes, line->block);
	for (const struct node *cell = first && line->block->kind == NODE_ROW ? line->block->first : NULL; cell; cell = cell->next)
		add_node(nodes, cell);
	for (size_t i = 0; i < line->count; i++)
		if (line->nodes[i] != line->block)
			add_node(nodes, line->nodes[i]);
}

/* ---- values ---- */

static bool is_inside(const struct value *value, const struct value *outer)
{
	while (value && value != outer)
		value = value->parent;
	return value;
}

static const struct value *root_of(const struct value *value)
{
	while (value->parent)
		value = value->parent;
	return value;
}

static bool is_answer(const struct value *value)
{
	return explain_is_answer(value) && !explain_because(value);
}

/* The record of a list that a value is, or is in; NULL: none. */
static const struct value *record_around(const struct value *value)
{
	while (value && !(value->kind == TYPE_RECORD && value->key))
		value = value->parent;
	return value;
}

/* The answer that a fact comes from: the one it says, else the first that is no list of records, else the first. NULL: of none. */
static const struct value *answer_of_fact(const struct value *fact, int depth)
{
	enum { DEEPEST = 4 }; /* facts rest on facts, but not at length */
	const struct provenance *because = explain_because(fact);
	const struct value *best = NULL;
	int best_rank = 0;
	for (size_t i = 0; because && i < because->count; i++) {
		const struct value *from = because->from[i];
		if (explain_because(from))
			from = depth < DEEPEST ? answer_of_fact(from, depth + 1) : NULL;
		if (!from || !is_answer(from))
			continue;
		bool same = fact->text && from->text && strcmp(fact->text, from->text) == 0;
		int rank = same ? 3 : from->kind != TYPE_RECORDS ? 2 : 1;
		if (rank > best_rank) {
			best = from;
			best_rank = rank;
		}
	}
	return best;
}

/*
 * The answer that a value is or comes from; of an item of a list the list, which is what a question asks for. NULL: of none (a word of a
 * vocabulary).
 */
static const struct value *answer_behind(const struct value *value)
{
	if (!explain_is_answer(value))
		return NULL;
	const struct value *answer = explain_because(value) ? answer_of_fact(value, 0) : value;
	return answer && answer->parent && answer->parent->kind == TYPE_LIST ? answer->parent : answer;
}

/* The record of the answers that a record stands for. */
static const struct value *record_behind(const struct value *record)
{
	if (!explain_because(record))
		return record;
	const struct value *answer = answer_of_fact(record, 0), *around = record_around(answer);
	for (size_t i = 0; i < record->count && !around; i++) {
		answer = record->items[i].because ? answer_of_fact(&record->items[i], 0) : NULL;
		around = record_around(answer);
	}
	return around;
}

/* ---- from a line to an answer ---- */

static const struct value *answer_of_gap(const struct nodes *nodes)
{
	for (size_t i = 0; i < nodes->count; i++) {
		const struct node *node = nodes->items[i];
		while (node && node->kind != NODE_OPEN && node->kind != NODE_GAP)
			node = node->parent;
		if (node && node->origin->answer)
			return answer_behind(node->origin->answer);
	}
	return NULL;
}

/* Did it print, or choose words? Then the last reading of the text is its own. */
static bool prints(enum reading_kind kind)
{
	return kind == READ_VALUE || kind == READ_SELECT || kind == READ_OPEN;
}

/* What was looked at last is what is nearest; a list of records led there. */
static const struct value *answer_of_reading(const struct reading *reading)
{
	const struct value *answer = NULL;
	for (size_t i = reading->count; i > 0 && (!answer || answer->kind == TYPE_RECORDS); i--) {
		const struct value *behind = answer_behind(reading->values[i - 1]);
		answer = behind ? behind : answer;
	}
	return answer;
}

static const struct value *answer_of_text(const struct origin *origin)
{
	if (!origin->answer)
		return NULL;
	const struct value *answer = answer_behind(origin->answer);
	if (!answer && origin->reads && prints(origin->reads->reading->kind)) /* an attribute: of the answer that was looked at */
		answer = answer_of_reading(origin->reads->reading);
	return answer;
}

/* How much a text is its answer's own: one in its words, more so where it begins, before words chosen by it. */
static int ownness(const struct nodes *nodes, const struct node *node)
{
	const struct reads *reads = node->origin->reads;
	if (reads && reads->reading->kind == READ_SELECT)
		return 1;
	return node == nodes->begun ? 2 : 3;
}

static const struct value *answer_printed(const struct nodes *nodes)
{
	const struct value *best = NULL;
	int best_own = 0;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct value *answer = answer_of_text(nodes->items[i]->origin);
		int own = answer ? ownness(nodes, nodes->items[i]) : 0;
		if (own > best_own) {
			best = answer;
			best_own = own;
		}
	}
	return best;
}

static const struct value *record_printed(const struct nodes *nodes)
{
	const struct value *record = NULL;
	for (size_t i = 0; i < nodes->count && !record; i++)
		if (nodes->items[i]->origin->record)
			record = record_behind(nodes->items[i]->origin->record);
	return record;
}

static const struct value *answer_read(const struct nodes *nodes)
{
	const struct value *answer = NULL;
	for (size_t i = 0; i < nodes->count && !answer; i++)
		for (const struct reads *reads = nodes->items[i]->origin->reads; reads && !answer; reads = reads->before)
			if (reads->reading->kind != READ_SPELLING)
				answer = answer_of_reading(reads->reading);
	return answer;
}

static const struct value *answer_of(const struct nodes *nodes)
{
	const struct value *answer = answer_of_gap(nodes);
	if (!answer)
		answer = answer_printed(nodes);
	if (!answer)
		answer = record_printed(nodes);
	return answer ? answer : answer_read(nodes);
}

static const char *path_of(struct arena *arena, const struct value *answer)
{
	struct buf path = BUF_INIT;
	value_path(&path, answer);
	const char *copy = arena_strdup(arena, path.s);
	buf_release(&path);
	return copy;
}

const char *preview_answer_of(const struct preview *preview, struct arena *arena, size_t line)
{
	struct nodes nodes = {.arena = ARENA_INIT};
	if (line < preview->count)
		nodes_of(&nodes, preview, line);
	const struct value *answer = answer_of(&nodes);
	arena_release(&nodes.arena);
	return answer ? path_of(arena, answer) : NULL;
}

/* All answers of a line: first the one it comes from, then what else prints on it, in order. */
static void answers_of(struct pointer_set *answers, const struct nodes *nodes)
{
	const struct value *first = answer_of(nodes);
	if (first)
		pointer_set_add(answers, first);
	for (size_t i = 0; i < nodes->count; i++) {
		const struct value *answer = answer_of_text(nodes->items[i]->origin);
		if (answer)
			pointer_set_add(answers, answer);
	}
}

const char *preview_next_answer_of(const struct preview *preview, struct arena *arena, size_t line, const char *path)
{
	struct nodes nodes = {.arena = ARENA_INIT};
	struct pointer_set answers = {.arena = &nodes.arena};
	const char *next = NULL;
	if (line < preview->count)
		nodes_of(&nodes, preview, line);
	answers_of(&answers, &nodes);
	for (size_t i = 0; i < answers.count && !next; i++)
		if (strcmp(path_of(&nodes.arena, answers.items[i]), path) == 0)
			next = path_of(arena, answers.items[(i + 1) % answers.count]);
	if (!next && answers.count)
		next = path_of(arena, answers.items[0]);
	arena_release(&nodes.arena);
	return next;
}

/* ---- from an answer to a line ---- */

/* How near a line is to an answer, the nearest last. What rests on it comes of a fact; its words may be a fact's, too. */
enum nearness { FAR, OF_RECORD, RESTS_ON_IT, LOOKED_AT_IT, PRINTS_IT };

struct search {
	const struct value *wanted;
	const struct value *record;    /* it is, or is in; NULL: none */
	struct arena arena;
	struct pointer_set far;        /* reads that do not lead to it: chains share their tails */
	struct pointer_set seen;       /* readings */
	struct pointer_set looked;     /* those that looked at it */
	struct pointer_set rest;       /* those that looked at what rests on it */
	struct pointer_set known;      /* facts that were looked at */
	struct pointer_set following;  /* those that rest on it */
	struct pointer_set asked;      /* questions that were looked at for whether it opens them */
};

/* The wanted answer, a part of it, or the list of which it is an item. */
static bool is_wanted(const struct search *search, const struct value *value)
{
	return is_inside(value, search->wanted) || (value->kind == TYPE_LIST && is_inside(search->wanted, value));
}

static bool follows(struct search *search, const struct value *fact)
{
	const struct provenance *because = explain_because(fact);
	if (!because)
		return false;
	if (!pointer_set_add(&search->known, because))
		return pointer_set_has(&search->following, because);
	for (size_t i = 0; i < because->count; i++) {
		if (is_wanted(search, because->from[i]) || follows(search, because->from[i])) {
			pointer_set_add(&search->following, because);
			return true;
		}
	}
	return false;
}

/* Does a fact say what the answer says? */
static bool has_its_words(const struct search *search, const struct value *fact)
{
	const struct provenance *because = explain_because(fact);
	for (size_t i = 0; i < because->count; i++) {
		const struct value *from = because->from[i];
		if (is_wanted(search, from) && from->text && fact->text && strcmp(from->text, fact->text) == 0)
			return true;
	}
	return false;
}

static void look_at(struct search *search, const struct reading *reading)
{
	bool follow = false;
	for (size_t i = 0; i < reading->count; i++) {
		if (is_wanted(search, reading->values[i])) {
			pointer_set_add(&search->looked, reading);
			return;
		}
		follow = follow || follows(search, reading->values[i]);
	}
	if (follow)
		pointer_set_add(&search->rest, reading);
}

static enum nearness by_reading(struct search *search, const struct reading *reading)
{
	if (pointer_set_add(&search->seen, reading))
		look_at(search, reading);
	return pointer_set_has(&search->looked, reading) ? LOOKED_AT_IT : pointer_set_has(&search->rest, reading) ? RESTS_ON_IT : FAR;
}

static enum nearness by_origin(struct search *search, const struct origin *origin)
{
	const struct value *printed = origin->answer;
	if (printed && is_wanted(search, printed))
		return PRINTS_IT;
	bool follow = printed && explain_is_answer(printed) && follows(search, printed);
	if (follow && has_its_words(search, printed))
		return PRINTS_IT;
	enum nearness nearest = follow ? LOOKED_AT_IT : FAR;
	for (const struct reads *reads = origin->reads; reads && nearest < LOOKED_AT_IT; reads = reads->before) {
		if (pointer_set_has(&search->far, reads))
			break;
		enum nearness near = by_reading(search, reads->reading);
		/* an attribute of the answer is as good as the answer */
		if (near == LOOKED_AT_IT && printed && reads == origin->reads && !explain_is_answer(printed))
			return PRINTS_IT;
		nearest = near > nearest ? near : nearest;
	}
	if (nearest == FAR && origin->reads)
		pointer_set_add(&search->far, origin->reads);
	return nearest;
}

/*
 * Nearness and record in one number: for a record being printed for it counts first, and is all that counts. A text that goes on from the
 * line before was looked at there.
 */
static int score_of(struct search *search, const struct nodes *nodes)
{
	enum nearness nearest = FAR;
	bool for_record = false;
	for (size_t i = 0; i < nodes->count; i++) {
		const struct origin *origin = nodes->items[i]->origin;
		if (nodes->items[i] == nodes->begun)
			continue;
		enum nearness near = by_origin(search, origin);
		nearest = near > nearest ? near : nearest;
		if (search->record && origin->record && !for_record)
			for_record = record_behind(origin->record) == search->record;
	}
	if (nearest == FAR)
		nearest = for_record ? OF_RECORD : FAR;
	if (search->wanted == search->record && for_record)
		return 2 * PRINTS_IT + 2;
	return (int)nearest * 2 + for_record;
}

/* How closely a line leads back to the answer: to itself (0), to the record it is in (1), to the record around that (2) ... */
static int steps_back(const struct search *search, const struct nodes *nodes)
{
	const struct value *answer = answer_of(nodes), *around = search->wanted;
	int steps = 0;
	if (!answer)
		return INT_MAX;
	if (is_wanted(search, answer))
		return 0;
	for (; !is_inside(answer, around); around = around->parent)
		steps += around->kind == TYPE_RECORD;
	return steps + 1;
}

/* Any answer shows the way to the root of all. */
static const struct value *root_of_answers(const struct preview *preview, struct nodes *nodes)
{
	const struct value *answer = NULL;
	for (size_t i = 0; i < preview->count && !answer; i++) {
		nodes_of(nodes, preview, i);
		answer = answer_of(nodes);
	}
	return answer ? root_of(answer) : NULL;
}

static const struct value *item_named(const struct value *records, const char *key, size_t size)
{
	for (size_t i = 0; i < records->count; i++)
		if (strncmp(records->items[i].key, key, size) == 0 && !records->items[i].key[size])
			return &records->items[i];
	return NULL;
}

static const struct value *field_named(const struct value *record, const char *name, size_t size)
{
	for (size_t i = 0; i < record->count; i++) {
		const struct question *question = record->items[i].question;
		if (strncmp(question->id, name, size) == 0 && !question->id[size])
			return &record->items[i];
	}
	return NULL;
}

/* NULL: there is no such answer. An item of a list leads to the list. */
static const struct value *find(const struct value *root, const char *path)
{
	const struct value *value = root;
	while (value && *path && *path != '[') {
		size_t size = strcspn(path, ".[");
		if (value->kind == TYPE_RECORDS)
			value = item_named(value, path, size);
		else
			value = value->kind == TYPE_RECORD ? field_named(value, path, size) : NULL;
		path += size + (path[size] == '.');
	}
	return value == root ? NULL : value;
}

static void search_begin(struct search *search, const struct value *wanted)
{
	*search = (struct search){.wanted = wanted, .record = record_around(wanted), .arena = ARENA_INIT};
	struct pointer_set *sets[] = {
		&search->far, &search->seen, &search->looked, &search->rest, &search->known, &search->following, &search->asked,
	};
	for (size_t i = 0; i < sizeof sets / sizeof *sets; i++)
		sets[i]->arena = &search->arena;
}

/* The best line so far; it cannot be bettered when it prints the answer, for its record, and leads back to it. */
struct best {
	size_t line;
	int score;
	int steps; /* back to the answer */
};

static bool is_perfect(const struct best *best, const struct search *search)
{
	return best->steps == 0 && best->score >= 2 * PRINTS_IT + (search->record != NULL);
}

static void consider(struct best *best, struct search *search, const struct nodes *nodes, size_t line)
{
	int score = score_of(search, nodes);
	if (!score || score < best->score)
		return;
	int steps = steps_back(search, nodes);
	if (score > best->score || steps < best->steps)
		*best = (struct best){line, score, steps};
}

/* An answer that prints nothing may open questions whose answers do. */
struct opened {
	const struct search *search;
	bool by_it;
};

static void note_opened(void *context, const struct value *value)
{
	struct opened *opened = context;
	opened->by_it |= is_wanted(opened->search, value);
}

/* Of the records of a list the first shows what opens their questions, unless the answer is in one of them: so it stays linear. */
static bool is_opened(struct search *search, const struct answers *answers, const struct nodes *nodes)
{
	struct opened opened = {search, false};
	for (const struct value *answer = answer_printed(nodes); answer && !opened.by_it; answer = answer->parent) {
		bool near = search->record && record_around(answer) == search->record;
		if (near || pointer_set_add(&search->asked, answer->question))
			answers_decide(answers, answer, note_opened, &opened);
	}
	return opened.by_it;
}

static size_t line_opened(const struct preview *preview, struct search *search, struct nodes *nodes)
{
	const struct answers answers = {.root = root_of(search->wanted)}; /* all that conditions are tested on */
	size_t line = 0;
	for (; line < preview->count; line++) {
		nodes_of(nodes, preview, line);
		if (is_opened(search, &answers, nodes))
			break;
	}
	return line;
}

size_t preview_line_of(const struct preview *preview, const char *path)
{
	struct nodes nodes = {.arena = ARENA_INIT};
	struct best best = {preview->count, 0, 0};
	const struct value *root = root_of_answers(preview, &nodes), *wanted = root ? find(root, path) : NULL;
	struct search search;
	search_begin(&search, wanted);
	for (size_t i = 0; i < preview->count && wanted && !is_perfect(&best, &search); i++) {
		nodes_of(&nodes, preview, i);
		consider(&best, &search, &nodes, i);
	}
	if (wanted && best.line == preview->count)
		best.line = line_opened(preview, &search, &nodes);
	arena_release(&search.arena);
	arena_release(&nodes.arena);
	return best.line;
}

/* ---- why ---- */

void preview_add_why(struct buf *buf, const struct preview *preview, const struct library *library, const struct answers *answers,
	const struct document *document, size_t line)
{
	struct nodes nodes = {.arena = ARENA_INIT};
	struct explained *explained = explain_new_unwritten(library, answers, document);
	nodes_of(&nodes, preview, line);
	explain_plainly(buf, explained, explain_nodes(explained, nodes.items, nodes.count));
	explain_free(explained);
	arena_release(&nodes.arena);
}
