#include "outputs/compose/composer.h"
#include "outputs/outputs_diags.h"

#include <string.h>

/* Where a joined text goes on: the last paragraph, or the last item of the last list. */
static struct node *open_end(struct node *block)
{
	if (block && block->kind == NODE_LIST)
		block = block->last;
	return block && (block->kind == NODE_PARAGRAPH || block->kind == NODE_ITEM) ? block : NULL;
}

/* The same gap once is enough: clauses that wait for one answer stand side by side. */
static bool repeats_gap(const struct node *into, const struct node *gap)
{
	const struct node *before = into ? into->last : NULL, *open = gap->first;
	if (before && before->kind == NODE_GAP)
		before = before->first;
	return gap->kind == NODE_GAP && before && before->kind == NODE_OPEN && strcmp(before->first->text, open->first->text) == 0;
}

static void join(struct composer *composer, enum clause_join how, struct node *body)
{
	struct node *paragraph = body->first;
	const struct origin *origin = trace_joined(composer, paragraph->origin);
	if (how == JOIN_LINE)
		node_append(composer->last, document_node(composer->document, NODE_BREAK, origin));
	else
		node_append(composer->last, document_library_text(composer->document, " ", origin));
	if (paragraph->kind == NODE_GAP || paragraph->kind == NODE_PARAGRAPH)
		node_take_children(composer->last, paragraph);
	body->first = paragraph->next;
	if (!body->first)
		body->last = NULL;
}

/* Moves what a clause made to the end of its section, joining and merging. False when its gap stands there already. */
static bool settle(struct composer *composer, size_t section, enum clause_join how, struct node *body)
{
	if (!body->first)
		return true;
	if (repeats_gap(how != JOIN_NO && composer->last ? composer->last : composer->sections[section], body->first))
		return false;
	if (how != JOIN_NO && composer->last)
		join(composer, how, body);
	struct node *into = body->first ? composer_section(composer, section) : NULL;
	while (body->first) {
		struct node *block = body->first;
		body->first = block->next;
		block->next = NULL;
		block->parent = NULL;
		if (block->kind == NODE_LIST && into->last && into->last->kind == NODE_LIST) {
			node_take_children(into->last, block);
			block = into->last;
		} else {
			node_append(into, block);
		}
		composer->last = open_end(block);
	}
	trace_settled(composer);
	return true;
}

/* A row that only says what is not known. */
static bool is_gap_row(const struct node *row)
{
	const struct node *first = row->first->first, *second = row->first->next;
	return first && first->kind == NODE_OPEN && !first->next && (!second || !second->first);
}

/* Rows below the header, without gaps. */
static size_t rows_of_table(const struct node *body)
{
	const struct node *table = body->first;
	size_t rows = 0;
	while (table && table->kind != NODE_TABLE)
		table = table->next;
	for (const struct node *row = table ? table->first->next : NULL; row; row = row->next)
		rows += !is_gap_row(row);
	return rows;
}

/* The body of a clause; a short table gives way to its `few`. */
static struct node compose_body(struct composer *composer, const struct clause *clause)
{
	struct node body = {.kind = NODE_SECTION};
	if (!clause->few) {
		compose_blocks(composer, clause->pieces, clause->piece_count, &body);
		return body;
	}
	struct reading *rows = trace_gather(composer, READ_ROWS, NULL);
	trace_join(composer, rows);
	compose_blocks(composer, clause->pieces, clause->piece_count, &body);
	bool table = rows_of_table(&body) >= 3;
	trace_gathered(composer, rows, table ? RESULT_YES : RESULT_NO);
	if (table)
		return body;
	trace_outcome(composer, clause, OUTCOME_FEW);
	composer_printed(composer, clause, false);
	composer->clause = clause->few;
	composer->origin = NULL;
	body = (struct node){.kind = NODE_SECTION};
	compose_blocks(composer, clause->few->pieces, clause->few->piece_count, &body);
	return body;
}

/* One printing of a clause, its condition being true. */
static void print_body(struct composer *composer, size_t section, const struct clause *clause)
{
	composer->clause = clause;
	composer->origin = NULL;
	struct reading *looked_at = trace_gather(composer, READ_TEXT, NULL);
	struct node body = compose_body(composer, clause);
	trace_gathered(composer, looked_at, RESULT_NO);
	composer_printed(composer, composer->clause, true);
	if (!body.first)
		trace_join(composer, looked_at);
	enum outcome outcome = body.first ? OUTCOME_PRINTED : OUTCOME_EMPTY;
	if (!settle(composer, section, clause->join, &body))
		outcome = OUTCOME_REPEATED;
	trace_outcome(composer, composer->clause, outcome);
}

/* The clause at hand, with nothing unknown yet. */
static void start(struct composer *composer, const struct clause *clause)
{
	composer->clause = clause;
	composer->origin = NULL;
	composer->scope.unknowns.count = 0;
}

static void print_gap(struct composer *composer, size_t section, const struct clause *clause, enum outcome outcome)
{
	struct node body = {.kind = NODE_SECTION};
	gap_block(composer, &body);
	bool settled = settle(composer, section, clause->join, &body);
	trace_outcome(composer, clause, settled ? outcome : OUTCOME_REPEATED);
}

/* A list that may go on, depending on an answer. */
static void print_open(struct composer *composer, size_t section, const struct clause *clause, const struct value *open)
{
	struct node body = {.kind = NODE_SECTION};
	gap_for(composer, open, &body);
	settle(composer, section, clause->join, &body);
}

/* One item of a clause's own loop. */
static void print_item(struct composer *composer, size_t section, const struct clause *clause, const struct value *item)
{
	const struct value *record = composer->record;
	composer->scope.slots[clause->inner.slot] = item;
	if (item->kind == TYPE_RECORD)
		composer->record = item;
	start(composer, clause);
	enum tri kept = trace_test(composer, READ_FILTER, clause->inner.filter, clause->inner.text, 0);
	if (kept == TRI_TRUE)
		print_body(composer, section, clause);
	else if (kept == TRI_UNKNOWN)
		print_gap(composer, section, clause, OUTCOME_GAP);
	else
		trace_outcome(composer, clause, OUTCOME_FILTER);
	composer->record = record;
}

static bool is_printed(struct composer *composer, size_t section, const struct clause *clause)
{
	start(composer, clause);
	trace_chosen(composer, clause);
	enum tri printed = trace_test(composer, READ_WHEN, clause->when, clause->when_text, 0);
	if (printed == TRI_UNKNOWN)
		print_gap(composer, section, clause, OUTCOME_GAP);
	else if (printed == TRI_FALSE)
		trace_outcome(composer, clause, OUTCOME_WHEN);
	return printed == TRI_TRUE;
}

/* A clause in a run of those that loop over one list. */
struct looping {
	const struct clause *clause;
	bool printed;               /* its condition is true */
	const struct reads *reads;  /* what that rests on, and then the list */
};

/* Looks at the list that the clauses loop over: NULL when there is none, or nobody knows. */
static const struct value *list_of_loop(struct composer *composer, size_t section, struct looping *loops, size_t count)
{
	const struct clause *first = loops[0].clause;
	const struct value *list;
	start(composer, first);
	enum look look = trace_look(composer, READ_LIST, first->inner.list, first->inner.list->name, 0, &list);
	const struct reading *of_list = composer->reads ? composer->reads->reading : NULL;
	if (look == LOOK_UNKNOWN)
		print_gap(composer, section, first, OUTCOME_LIST_UNKNOWN);
	for (size_t c = 0; c < count; c++) {
		trace_back(composer, loops[c].reads);
		trace_join(composer, of_list);
		loops[c].reads = composer->reads;
		if (loops[c].printed && (look == LOOK_NOTHING || (look == LOOK_GIVEN && !list->count && !list->open)))
			trace_outcome(composer, loops[c].clause, OUTCOME_NO_ITEMS);
	}
	return look == LOOK_GIVEN ? list : NULL;
}

/* Clauses that follow one another with loops over one list print item by item, so that the operator's order holds. */
static void print_loop(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	struct looping *loops = arena_calloc(&composer->scratch, count, sizeof *loops);
	const struct reads *before = composer->reads;
	bool any = false;
	for (size_t c = 0; c < count; c++) {
		any |= loops[c].printed = is_printed(composer, section, clauses[c]);
		loops[c].clause = clauses[c];
		loops[c].reads = composer->reads;
		trace_back(composer, before);
	}
	const struct value *list = any ? list_of_loop(composer, section, loops, count) : NULL;
	for (size_t i = 0; list && i < list->count; i++)
		for (size_t c = 0; c < count; c++)
			if (loops[c].printed) {
				trace_back(composer, loops[c].reads);
				print_item(composer, section, clauses[c], &list->items[i]);
			}
	trace_back(composer, loops[0].reads);
	if (list && list->open)
		print_open(composer, section, clauses[0], list->open);
	trace_back(composer, before);
}

/* Clauses in their record: their conditions, then their own loops. */
static void print_clauses(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	const struct reads *before = composer->reads;
	for (size_t i = 0; i < count; i++) {
		size_t run = 1;
		if (!clauses[i]->inner.list) {
			if (is_printed(composer, section, clauses[i]))
				print_body(composer, section, clauses[i]);
			trace_back(composer, before);
			continue;
		}
		while (i + run < count && clauses[i + run]->inner.list && cond_same_path(clauses[i]->inner.list, clauses[i + run]->inner.list))
			run++;
		print_loop(composer, section, clauses + i, run);
		i += run - 1;
	}
}

static bool names_law(const struct clause *clause, const struct term *law)
{
	for (size_t i = 0; law && i < clause->law_count; i++)
		if (strcmp(clause->laws[i], law->id) == 0)
			return true;
	return false;
}

static bool of_law(const struct composer *composer, const struct clause *clause)
{
	return clause->law_count == 0 || names_law(clause, composer->law);
}

/* Of the clauses that may surprise, only the two with the lowest numbers print (the earlier first): is this one of them? */
static bool surprises_enough(struct composer *composer, const struct clause *const *clauses, size_t count, size_t at)
{
	size_t before = 0;
	if (!clauses[at]->surprise)
		return true;
	struct reading *reading = trace_begin(composer, READ_SURPRISE, NULL, 0);
	for (size_t i = 0; i < count; i++) {
		const struct clause *other = clauses[i];
		bool first = other->surprise < clauses[at]->surprise || (other->surprise == clauses[at]->surprise && i < at);
		if (!other->surprise || i == at || !first || !of_law(composer, other))
			continue;
		composer->scope.unknowns.count = 0;
		before += !other->when || cond_test(other->when, &composer->scope) == TRI_TRUE;
	}
	trace_end(composer, reading, before < 2 ? RESULT_YES : RESULT_NO);
	trace_keep_surprise(composer, clauses[at], reading);
	return before < 2;
}

static void note_all(struct composer *composer, const struct clause *const *clauses, size_t count, enum outcome outcome)
{
	for (size_t c = 0; c < count; c++)
		trace_outcome(composer, clauses[c], outcome);
}

/* Does a record name this section for its clauses? While nobody knows which one it names, a gap stands in the last. */
static enum tri stands_here(struct composer *composer, size_t section, const struct clause *clause)
{
	const struct value *named;
	struct reading *reading = trace_begin(composer, READ_FILTER, clause->section, 0);
	enum look look = cond_look(clause->section_path, &composer->scope, &named);
	bool here = look == LOOK_GIVEN && strcmp(named->text, composer->library->sections[section].id) == 0;
	bool last = look == LOOK_UNKNOWN && section + 1 == composer->library->section_count;
	trace_end(composer, reading, here ? RESULT_YES : look == LOOK_UNKNOWN ? RESULT_UNKNOWN : RESULT_NO);
	return here ? TRI_TRUE : last ? TRI_UNKNOWN : TRI_FALSE;
}

/* One record of a group: all its clauses, in order. */
static void print_record(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count, const struct value *item)
{
	const struct clause_loop *loop = &clauses[0]->each;
	composer->scope.slots[loop->slot] = item;
	composer->last = NULL;
	composer->record = item->kind == TYPE_RECORD ? item : NULL;
	start(composer, clauses[0]);
	enum tri kept = trace_test(composer, READ_FILTER, loop->filter, loop->text, 0);
	if (kept == TRI_TRUE && clauses[0]->section_path)
		kept = stands_here(composer, section, clauses[0]);
	if (kept == TRI_UNKNOWN)
		print_gap(composer, section, clauses[0], OUTCOME_GAP);
	else if (kept == TRI_TRUE)
		print_clauses(composer, section, clauses, count);
	else
		note_all(composer, clauses, count, OUTCOME_FILTER);
}

/* A run of clauses with the same `each`. */
static void print_group(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	const struct clause_loop *loop = &clauses[0]->each;
	const struct value *list;
	start(composer, clauses[0]);
	enum look look = trace_look(composer, READ_LIST, loop->list, loop->list->name, 0, &list);
	const struct reads *in_list = composer->reads;
	if (look == LOOK_UNKNOWN)
		print_gap(composer, section, clauses[0], OUTCOME_LIST_UNKNOWN);
	if (look == LOOK_NOTHING || (look == LOOK_GIVEN && !list->count && !list->open))
		note_all(composer, clauses, count, OUTCOME_NO_ITEMS);
	for (size_t i = 0; look == LOOK_GIVEN && i < list->count; i++) {
		print_record(composer, section, clauses, count, &list->items[i]);
		trace_back(composer, in_list);
	}
	composer->record = NULL;
	composer->last = NULL;
	if (look == LOOK_GIVEN && list->open) {
		start(composer, clauses[0]);
		print_open(composer, section, clauses[0], list->open);
	}
	trace_back(composer, composer->ground);
}

/* A group goes on in clauses taken from another section; texts outside of groups do not. */
static bool same_group(const struct clause *a, const struct clause *b)
{
	if (!a->each.list)
		return !b->each.list && strcmp(a->section, b->section) == 0;
	return b->each.list && strcmp(a->each.text, b->each.text) == 0;
}

/* Can this clause of a section print in this notice, under its law and among the surprises? */
static bool is_chosen(struct composer *composer, const struct clause *const *clauses, size_t count, size_t at)
{
	const struct clause *clause = clauses[at];
	composer->clause = clause;
	if (clause->only_short && !composer->first_layer) {
		trace_outcome(composer, clause, OUTCOME_SHORT);
		return false;
	}
	bool law = of_law(composer, clause);
	if (!law) {
		const struct value *home_law = value_field(composer->facts, "home_law");
		trace_value(composer, READ_LAW, NULL, home_law, value_is_unknown(home_law) ? RESULT_UNKNOWN : RESULT_NO);
	}
	bool chosen = law && surprises_enough(composer, clauses, count, at);
	if (!chosen)
		trace_outcome(composer, clause, law ? OUTCOME_SURPRISE : OUTCOME_LAW);
	trace_back(composer, composer->ground);
	return chosen;
}

/* Clauses that were chosen, in groups. */
static void print_chosen(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	for (size_t i = 0, run; i < count; i += run) {
		for (run = 1; i + run < count && same_group(clauses[i], clauses[i + run]); run++)
			;
		composer->last = NULL;
		if (clauses[i]->each.list)
			print_group(composer, section, clauses + i, run);
		else
			print_clauses(composer, section, clauses + i, run);
	}
}

/* The clauses of a section, with those for its law in the sections it takes from. */
struct candidates {
	const struct clause **items;
	size_t count;
};

static bool takes_itself(const struct section *section)
{
	for (size_t k = 0; k < section->of_count; k++)
		if (strcmp(section->of[k], section->id) == 0)
			return true;
	return false;
}

/* How many clauses stand in a section. Unless all is NULL they are added: those for the law, or all of them in the section itself. */
static size_t add_candidates(const struct composer *composer, struct candidates *all, const struct section *into, const char *from)
{
	size_t index = composer_section_index(composer, from), first = composer->starts[index], end = composer->starts[index + 1];
	bool own = strcmp(into->id, from) == 0;
	for (size_t i = first; all && i < end; i++)
		if (own || names_law(composer->library->clauses[i], into->law))
			all->items[all->count++] = composer->library->clauses[i];
	return end - first;
}

static struct candidates candidates_of(struct composer *composer, const struct section *section)
{
	size_t most = add_candidates(composer, NULL, section, section->id);
	for (size_t k = 0; k < section->of_count; k++)
		most += add_candidates(composer, NULL, section, section->of[k]);
	struct candidates all = {arena_calloc(&composer->scratch, most, sizeof *all.items), 0};
	if (!takes_itself(section))
		add_candidates(composer, &all, section, section->id);
	for (size_t k = 0; k < section->of_count; k++)
		add_candidates(composer, &all, section, section->of[k]);
	return all;
}

/* Clauses whose section is a path stand behind all others: each record of theirs names the section it prints in. */
static struct candidates roaming_candidates(struct composer *composer)
{
	const struct library *library = composer->library;
	size_t first = composer->starts[library->section_count];
	struct candidates all = {arena_calloc(&composer->scratch, library->clause_count - first, sizeof *all.items), 0};
	for (size_t i = first; i < library->clause_count; i++)
		all.items[all.count++] = library->clauses[i];
	return all;
}

/* The condition of a section and of those around it; the outermost first, for what is printed rests on them all. */
static enum tri test_section(struct composer *composer, const struct section *section)
{
	enum tri outer = section->parent ? test_section(composer, library_section(composer->library, section->parent)) : TRI_TRUE;
	if (outer != TRI_TRUE)
		return outer == TRI_UNKNOWN ? TRI_FALSE : outer; /* the gap stands there */
	composer->titled = section;
	composer->scope.unknowns.count = 0;
	enum tri printed = trace_test(composer, READ_WHEN, section->when, section->when_text, 0);
	composer->titled = NULL;
	return printed;
}

static void print_section_gap(struct composer *composer, size_t index)
{
	composer->titled = &composer->library->sections[index];
	composer->origin = NULL;
	struct node body = {.kind = NODE_SECTION};
	gap_block(composer, &body);
	settle(composer, index, JOIN_NO, &body);
	composer->titled = NULL;
}

/* Clauses of a section whose condition came to this: chosen and printed. */
static void compose_candidates(struct composer *composer, size_t index, enum tri printed, const struct candidates *all)
{
	const struct clause **kept = arena_calloc(&composer->scratch, all->count, sizeof *kept);
	size_t kept_count = 0;
	composer->excluded.first = composer->trace ? composer->trace->count : 0;
	for (size_t i = 0; i < all->count; i++) {
		if (all->items[i]->only_few)
			continue;
		if (printed != TRI_TRUE)
			trace_outcome(composer, all->items[i], printed == TRI_UNKNOWN ? OUTCOME_GAP : OUTCOME_WHEN);
		else if (is_chosen(composer, all->items, all->count, i))
			kept[kept_count++] = all->items[i];
	}
	composer->excluded.end = composer->trace ? composer->trace->count : 0;
	print_chosen(composer, index, kept, kept_count);
}

/* Is a section left out of this notice, or one around it? While that is not known, a gap says so. */
static bool is_left_out(struct composer *composer, const struct section *section)
{
	for (; section; section = section->parent ? library_section(composer->library, section->parent) : NULL) {
		composer->scope.unknowns.count = 0;
		if (section->when && cond_test(section->when, &composer->scope) == TRI_FALSE)
			return true;
	}
	return false;
}

/* Records that name a section which is left out: what they say would be lost silently. */
static void report_lost(struct composer *composer, const struct section *section, const struct candidates *roaming)
{
	const struct value *list, *named;
	for (size_t i = 0; i < roaming->count; i++) {
		const struct clause *clause = roaming->items[i];
		if (cond_look(clause->each.list, &composer->scope, &list) != LOOK_GIVEN)
			continue;
		for (size_t k = 0; k < list->count; k++) {
			composer->scope.slots[clause->each.slot] = &list->items[k];
			if (cond_look(clause->section_path, &composer->scope, &named) == LOOK_GIVEN && strcmp(named->text, section->id) == 0)
				answer_report(composer, named, &outputs_diags[O_SECTION_LEFT_OUT]);
		}
	}
}

void compose_section(struct composer *composer, size_t index)
{
	const struct section *section = &composer->library->sections[index];
	const struct candidates own = candidates_of(composer, section), roaming = roaming_candidates(composer);
	composer->section = section;
	composer->law = section->law ? section->law : composer->home_law;
	composer->clause = NULL;
	composer->last = NULL;
	composer->record = NULL;
	enum tri printed = test_section(composer, section);
	composer->ground = composer->reads;
	if (printed == TRI_UNKNOWN)
		print_section_gap(composer, index);
	compose_candidates(composer, index, printed, &own);
	compose_candidates(composer, index, printed, &roaming);
	if (is_left_out(composer, section))
		report_lost(composer, section, &roaming);
	composer->ground = NULL;
	trace_back(composer, NULL);
}

void compose_law_gap(struct composer *composer, size_t section)
{
	const struct value *law = value_field(composer->facts, "home_law");
	if (!value_is_unknown(law) || strcmp(composer->library->sections[section].id, "controller") != 0)
		return;
	composer->clause = NULL;
	composer->origin = NULL;
	trace_value(composer, READ_OPEN, NULL, law, RESULT_UNKNOWN);
	struct node body = {.kind = NODE_SECTION};
	gap_for(composer, law, &body);
	settle(composer, section, JOIN_NO, &body);
	trace_back(composer, NULL);
}
