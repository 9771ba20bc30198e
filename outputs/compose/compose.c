#include "outputs/compose/composer.h"
#include "outputs/outputs_diags.h"

#include <string.h>

const struct value *composer_original(const struct value *value)
{
	return value && value->kind != TYPE_REFERENCE && value->target ? value->target : value;
}

const struct origin *composer_origin(struct composer *composer, const struct value *answer, const char *law)
{
	const struct clause *clause = composer->clause;
	struct origin *origin = arena_alloc(&composer->document->arena, sizeof *origin);
	*origin = (struct origin){.record = composer->record, .answer = composer_original(answer), .law = law};
	if (clause) {
		origin->clause = clause->id;
		origin->file = clause->pos.file;
		origin->line = clause->pos.line;
	}
	return origin;
}

void composer_branch(struct composer *composer, const struct piece *piece, size_t branch)
{
	if (composer->watch)
		composer->watch->branch(composer->watch->context, piece, branch);
}

static void clause_printed(const struct composer *composer, const struct clause *clause, bool kept)
{
	if (composer->watch)
		composer->watch->clause(composer->watch->context, clause, kept);
}

/* ---- sections ---- */

static size_t section_index(const struct composer *composer, const char *id)
{
	size_t i = 0;
	while (i < composer->library->section_count && strcmp(composer->library->sections[i].id, id) != 0)
		i++;
	return i;
}

/* Titles are printed outside any clause and record. */
static void section_title(struct composer *composer, const struct section *section, struct node *into)
{
	const struct clause *clause = composer->clause;
	const struct value *record = composer->record;
	const struct origin *origin = composer->origin;
	composer->clause = NULL;
	composer->record = NULL;
	struct origin *own = arena_alloc(&composer->document->arena, sizeof *own);
	*own = (struct origin){.file = section->pos.file, .line = section->pos.line};
	composer->origin = own;
	compose_inline(composer, section->title, section->title_count, into);
	composer->clause = clause;
	composer->record = record;
	composer->origin = origin;
}

bool composer_section_title(struct composer *composer, const char *id, struct node *into)
{
	const struct section *section = library_section(composer->library, id);
	if (section)
		section_title(composer, section, into);
	return section != NULL;
}

/* The node of a section, made with its heading when something first stands in it; its parents too. */
static struct node *section_node(struct composer *composer, size_t index)
{
	const struct section *section = &composer->library->sections[index];
	if (composer->sections[index])
		return composer->sections[index];
	struct origin *origin = arena_alloc(&composer->document->arena, sizeof *origin);
	*origin = (struct origin){.file = section->pos.file, .line = section->pos.line};
	struct node *node = document_node(composer->document, NODE_SECTION, origin);
	struct node *heading = document_node(composer->document, NODE_HEADING, origin);
	node->id = section->id;
	node->level = heading->level = section->level;
	section_title(composer, section, heading);
	clause_printed(composer, NULL, true);
	node_append(node, heading);
	composer->sections[index] = node;
	if (index > 0)
		node_append(section_node(composer, section->parent ? section_index(composer, section->parent) : 0), node);
	return node;
}

/* ---- clauses ---- */

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
	if (how == JOIN_LINE)
		node_append(composer->last, document_node(composer->document, NODE_BREAK, composer->origin));
	else
		node_append(composer->last, document_text(composer->document, " ", composer->origin));
	if (paragraph->kind == NODE_GAP || paragraph->kind == NODE_PARAGRAPH)
		node_take_children(composer->last, paragraph);
	body->first = paragraph->next;
	if (!body->first)
		body->last = NULL;
}

/* Moves what a clause made to the end of its section, joining and merging. */
static void settle(struct composer *composer, size_t section, enum clause_join how, struct node *body)
{
	if (!body->first)
		return;
	if (repeats_gap(how != JOIN_NO && composer->last ? composer->last : composer->sections[section], body->first))
		return;
	if (how != JOIN_NO && composer->last)
		join(composer, how, body);
	struct node *into = body->first ? section_node(composer, section) : NULL;
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

static struct node body_for(const struct composer *composer)
{
	return (struct node){.kind = NODE_SECTION, .origin = composer->origin};
}

/* One printing of a clause, its condition being true; a short table gives way to its `few`. */
static void print_body(struct composer *composer, size_t section, const struct clause *clause)
{
	struct node body = body_for(composer);
	composer->clause = clause;
	composer->origin = composer_origin(composer, NULL, NULL);
	compose_blocks(composer, clause->pieces, clause->piece_count, &body);
	if (clause->few && rows_of_table(&body) < 3) {
		clause_printed(composer, clause, false);
		composer->clause = clause->few;
		composer->origin = composer_origin(composer, NULL, NULL);
		body = body_for(composer);
		compose_blocks(composer, clause->few->pieces, clause->few->piece_count, &body);
	}
	clause_printed(composer, composer->clause, true);
	settle(composer, section, clause->join, &body);
}

/* The clause at hand, with nothing unknown yet. */
static void start(struct composer *composer, const struct clause *clause)
{
	composer->clause = clause;
	composer->origin = composer_origin(composer, NULL, NULL);
	composer->scope.unknowns.count = 0;
}

static void print_gap(struct composer *composer, size_t section, const struct clause *clause)
{
	struct node body = body_for(composer);
	gap_block(composer, &body);
	settle(composer, section, clause->join, &body);
}

/* A list that may go on, depending on an answer. */
static void print_open(struct composer *composer, size_t section, const struct clause *clause, const struct value *open)
{
	struct node body = body_for(composer);
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
	enum tri kept = clause->inner.filter ? cond_test(clause->inner.filter, &composer->scope) : TRI_TRUE;
	if (kept == TRI_TRUE)
		print_body(composer, section, clause);
	if (kept == TRI_UNKNOWN)
		print_gap(composer, section, clause);
	composer->record = record;
}

static bool is_printed(struct composer *composer, size_t section, const struct clause *clause)
{
	start(composer, clause);
	enum tri printed = clause->when ? cond_test(clause->when, &composer->scope) : TRI_TRUE;
	if (printed == TRI_UNKNOWN)
		print_gap(composer, section, clause);
	return printed == TRI_TRUE;
}

/* Clauses that follow one another with loops over one list print item by item, so that the operator's order holds. */
static void print_loop(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	const struct value *list;
	bool *printed = arena_calloc(&composer->scratch, count, sizeof *printed);
	bool any = false;
	for (size_t c = 0; c < count; c++)
		any |= printed[c] = is_printed(composer, section, clauses[c]);
	if (!any)
		return;
	start(composer, clauses[0]);
	enum look look = cond_look(clauses[0]->inner.list, &composer->scope, &list);
	if (look == LOOK_UNKNOWN)
		print_gap(composer, section, clauses[0]);
	if (look != LOOK_GIVEN)
		return;
	for (size_t i = 0; i < list->count; i++)
		for (size_t c = 0; c < count; c++)
			if (printed[c])
				print_item(composer, section, clauses[c], &list->items[i]);
	if (list->open)
		print_open(composer, section, clauses[0], list->open);
}

/* Clauses in their record: their conditions, then their own loops. */
static void print_clauses(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t run = 1;
		if (!clauses[i]->inner.list) {
			if (is_printed(composer, section, clauses[i]))
				print_body(composer, section, clauses[i]);
			continue;
		}
		while (i + run < count && clauses[i + run]->inner.list && cond_same_path(clauses[i]->inner.list, clauses[i + run]->inner.list))
			run++;
		print_loop(composer, section, clauses + i, run);
		i += run - 1;
	}
}

static bool of_home_law(const struct composer *composer, const struct clause *clause)
{
	for (size_t i = 0; i < clause->law_count; i++)
		if (composer->home_law && strcmp(clause->laws[i], composer->home_law->id) == 0)
			return true;
	return clause->law_count == 0;
}

/* Of the clauses that may surprise, only the two with the lowest numbers print (the earlier first): is this one of them? */
static bool surprises_enough(struct composer *composer, const struct clause *const *clauses, size_t count, size_t at)
{
	size_t before = 0;
	if (!clauses[at]->surprise)
		return true;
	for (size_t i = 0; i < count; i++) {
		const struct clause *other = clauses[i];
		bool first = other->surprise < clauses[at]->surprise || (other->surprise == clauses[at]->surprise && i < at);
		if (!other->surprise || i == at || !first || !of_home_law(composer, other))
			continue;
		composer->scope.unknowns.count = 0;
		before += !other->when || cond_test(other->when, &composer->scope) == TRI_TRUE;
	}
	return before < 2;
}

/* A run of clauses with the same `each`: for every record all of them, in order. */
static void print_group(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	const struct clause_loop *loop = &clauses[0]->each;
	const struct value *list;
	start(composer, clauses[0]);
	enum look look = cond_look(loop->list, &composer->scope, &list);
	if (look == LOOK_UNKNOWN)
		print_gap(composer, section, clauses[0]);
	if (look != LOOK_GIVEN)
		return;
	for (size_t i = 0; i < list->count; i++) {
		composer->scope.slots[loop->slot] = &list->items[i];
		composer->last = NULL;
		composer->record = list->items[i].kind == TYPE_RECORD ? &list->items[i] : NULL;
		start(composer, clauses[0]);
		enum tri kept = loop->filter ? cond_test(loop->filter, &composer->scope) : TRI_TRUE;
		if (kept == TRI_UNKNOWN)
			print_gap(composer, section, clauses[0]);
		if (kept == TRI_TRUE)
			print_clauses(composer, section, clauses, count);
	}
	composer->record = NULL;
	composer->last = NULL;
	if (list->open) {
		start(composer, clauses[0]);
		print_open(composer, section, clauses[0], list->open);
	}
}

static bool same_group(const struct clause *a, const struct clause *b)
{
	return a->each.list == NULL ? b->each.list == NULL : b->each.list != NULL && strcmp(a->each.text, b->each.text) == 0;
}

/* Those clauses of a section that can print under this law and among the surprises, group by group. */
static void print_section(struct composer *composer, size_t section, const struct clause *const *clauses, size_t count)
{
	const struct clause **kept = arena_calloc(&composer->scratch, count, sizeof *kept);
	size_t kept_count = 0;
	composer->last = NULL;
	composer->record = NULL;
	for (size_t i = 0; i < count; i++)
		if (!clauses[i]->only_few && of_home_law(composer, clauses[i]) && surprises_enough(composer, clauses, count, i))
			kept[kept_count++] = clauses[i];
	for (size_t i = 0, run; i < kept_count; i += run) {
		for (run = 1; i + run < kept_count && same_group(kept[i], kept[i + run]); run++)
			;
		if (kept[i]->each.list)
			print_group(composer, section, kept + i, run);
		else
			print_clauses(composer, section, kept + i, run);
	}
}

/* ---- the whole ---- */

/* Puts the children of an inline node in its place. */
static void unwrap(struct node *node)
{
	struct node *parent = node->parent, *rest = node->next, **link = &parent->first;
	while (*link != node)
		link = &(*link)->next;
	*link = NULL;
	parent->last = NULL;
	for (struct node *child = parent->first; child; child = child->next)
		parent->last = child;
	node_take_children(parent, node);
	while (rest) {
		struct node *next = rest->next;
		rest->next = rest->parent = NULL;
		node_append(parent, rest);
		rest = next;
	}
}

/* A reference to a section that does not stand in this notice keeps its words and loses its link. */
static void unlink_missing(struct composer *composer)
{
	struct node *root = composer->document->root;
	const struct node *walk = root;
	while (walk) {
		struct node *node = (struct node *)walk; /* the document is the composer's own */
		walk = node_walk(node, root);
		if (node->kind != NODE_LINK || node->href[0] != '#')
			continue;
		size_t index = section_index(composer, node->href + 1);
		if (index == composer->library->section_count || !composer->sections[index])
			unwrap(node);
	}
}

static void report_open(void *context, const struct value *answer)
{
	struct composer *composer = context;
	gap_report(composer, answer, &outputs_diags[O_ANSWER_OPEN]);
}

static void report_suggested(void *context, const struct value *answer)
{
	struct composer *composer = context;
	gap_report(composer, answer, &outputs_diags[O_ANSWER_SUGGESTED]);
}

/* Without a seat no law writes the body: a gap in [controller] says so. A seat whose law has no clauses here is an error of its own. */
static void settle_law(struct composer *composer)
{
	const struct value *law = value_field(composer->facts, "home_law");
	const struct value *seat = value_field(value_field(composer->answers->root, "company"), "seat");
	composer->home_law = value_is_given(law) ? law->term : NULL;
	if (!composer->home_law && !value_is_unknown(law))
		gap_report(composer, seat, &outputs_diags[O_LAW_MISSING]);
}

static void gap_for_law(struct composer *composer, size_t section)
{
	const struct value *law = value_field(composer->facts, "home_law");
	if (!value_is_unknown(law) || strcmp(composer->library->sections[section].id, "controller") != 0)
		return;
	struct node body = body_for(composer);
	gap_for(composer, law, &body);
	settle(composer, section, JOIN_NO, &body);
}

static void put_banner(struct composer *composer)
{
	struct node *root = composer->sections[0];
	struct origin *origin = arena_alloc(&composer->document->arena, sizeof *origin);
	struct node *banner = document_node(composer->document, NODE_BANNER, origin);
	struct buf text = BUF_INIT;
	const char *form = composer->words[WORD_BANNER], *hole = strstr(form, "$1");
	buf_add(&text, form, hole ? (size_t)(hole - form) : strlen(form));
	if (hole) {
		buf_addf(&text, "%zu", composer->reported_count);
		buf_adds(&text, hole + 2);
	}
	node_append(banner, document_text(composer->document, text.s, origin));
	banner->parent = root;
	banner->next = root->first;
	root->first = banner;
	buf_release(&text);
}

static void set_up(struct composer *composer)
{
	static const char *const ids[WORD_COUNT] = {
#define WORD(name, id) [name] = id,
#include "outputs/compose/words.def"
#undef WORD
	};
	const struct value *language = value_field(value_field(composer->answers->root, "notice"), "language");
	for (size_t i = 0; i < WORD_COUNT; i++) {
		const char *word = library_word(composer->library, ids[i]);
		composer->words[i] = word ? word : ids[i];
	}
	composer->document->language = value_is_given(language) ? arena_strdup(&composer->document->arena, language->text) : composer->library->language;
	composer->document->contents = arena_strdup(&composer->document->arena, composer->words[WORD_CONTENTS]);
	composer->scope.language = composer->document->language;
	composer->scope.arena = &composer->document->arena; /* lists that a path collects: origins point into them */
	composer->scope.slots[SLOT_ANSWERS] = composer->answers->root;
	composer->scope.slots[SLOT_FACTS] = composer->facts;
	composer->sections = arena_calloc(&composer->scratch, composer->library->section_count, sizeof *composer->sections);
}

struct document *compose(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags)
{
	return compose_watched(library, answers, facts, diags, NULL);
}

struct document *compose_watched(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags,
	const struct compose_watch *watch)
{
	struct composer composer = {
		.library = library, .answers = answers, .facts = facts, .document = document_new(), .diags = diags, .watch = watch,
	};
	set_up(&composer);
	settle_law(&composer);
	composer.document->root = section_node(&composer, 0);
	size_t from = 0;
	for (size_t section = 0; section < library->section_count; section++) {
		size_t count = 0;
		while (from + count < library->clause_count && strcmp(library->clauses[from + count]->section, library->sections[section].id) == 0)
			count++;
		print_section(&composer, section, library->clauses + from, count);
		gap_for_law(&composer, section);
		from += count;
	}
	unlink_missing(&composer);
	answers_open(answers, report_open, &composer);
	answers_suggested(answers, report_suggested, &composer);
	struct buf title = BUF_INIT;
	node_plain_text(composer.document->root->first, &title);
	composer.document->title = arena_strdup(&composer.document->arena, title.s);
	buf_release(&title);
	if (composer.document->draft)
		put_banner(&composer);
	arena_release(&composer.scratch);
	return composer.document;
}
