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
	const struct section *titled = composer->titled;
	struct origin *origin = arena_alloc(&composer->document->arena, sizeof *origin);
	*origin = (struct origin){.record = composer->record, .answer = composer_original(answer), .law = law, .reads = composer->reads};
	if (titled) {
		origin->section = titled->id;
		origin->record = NULL;
		origin->file = titled->pos.file;
		origin->line = titled->pos.line;
	} else if (clause) {
		origin->clause = clause->id;
		origin->file = clause->pos.file;
		origin->line = clause->pos.line;
	}
	return origin;
}

const struct origin *composer_here(struct composer *composer)
{
	if (!composer->origin)
		composer->origin = composer_origin(composer, NULL, NULL);
	return composer->origin;
}

void composer_branch(struct composer *composer, const struct piece *piece, size_t branch)
{
	if (composer->watch)
		composer->watch->branch(composer->watch->context, piece, branch);
}

void composer_printed(const struct composer *composer, const struct clause *clause, bool kept)
{
	if (composer->watch)
		composer->watch->clause(composer->watch->context, clause, kept);
}

/* ---- sections ---- */

size_t composer_section_index(const struct composer *composer, const char *id)
{
	size_t i = 0;
	while (i < composer->library->section_count && strcmp(composer->library->sections[i].id, id) != 0)
		i++;
	return i;
}

/* Titles are printed outside any clause and record. Returns the origin of the title as a whole. */
static const struct origin *section_title(struct composer *composer, const struct section *section, struct node *into)
{
	const struct section *titled = composer->titled;
	const struct origin *origin = composer->origin, *own;
	const struct reads *reads = composer->reads;
	composer->titled = section;
	composer->reads = NULL;
	composer->origin = NULL;
	compose_inline(composer, section->title, section->title_count, into);
	own = composer_here(composer);
	composer->titled = titled;
	composer->reads = reads;
	composer->origin = origin;
	return own;
}

bool composer_section_title(struct composer *composer, const char *id, struct node *into)
{
	const struct section *section = library_section(composer->library, id);
	if (section)
		section_title(composer, section, into);
	return section != NULL;
}

struct node *composer_section(struct composer *composer, size_t index)
{
	const struct section *section = &composer->library->sections[index];
	if (composer->sections[index])
		return composer->sections[index];
	struct node *node = document_node(composer->document, NODE_SECTION, NULL);
	struct node *heading = document_node(composer->document, NODE_HEADING, NULL);
	node->id = section->id;
	node->level = heading->level = section->level;
	node->origin = heading->origin = section_title(composer, section, heading);
	composer_printed(composer, NULL, true);
	node_append(node, heading);
	composer->sections[index] = node;
	if (index > 0)
		node_append(composer_section(composer, section->parent ? composer_section_index(composer, section->parent) : 0), node);
	return node;
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
	for (size_t i = 0; i < composer->reference_count; i++) {
		struct node *link = composer->references[i];
		if (link->href[0] != '#')
			continue; /* the short notice's lead to the whole one */
		size_t index = composer_section_index(composer, link->href + 1);
		if (index == composer->library->section_count || !composer->sections[index])
			unwrap(link);
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

static void put_banner(struct composer *composer)
{
	struct node *root = composer->sections[0];
	composer->clause = NULL;
	trace_values(composer, READ_OPEN, NULL, composer->reported, composer->reported_count, RESULT_UNKNOWN);
	const struct origin *origin = composer_origin(composer, NULL, NULL);
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

/* Clauses stand in the order of the sections. */
static void find_starts(struct composer *composer)
{
	const struct library *library = composer->library;
	size_t at = 0;
	composer->starts = arena_calloc(&composer->scratch, library->section_count + 1, sizeof *composer->starts);
	for (size_t i = 0; i < library->section_count; i++) {
		while (at < library->clause_count && strcmp(library->clauses[at]->section, library->sections[i].id) == 0)
			at++;
		composer->starts[i + 1] = at;
	}
}

static void set_up(struct composer *composer)
{
	const struct value *notice = value_field(composer->answers->root, "notice"), *language = value_field(notice, "language");
	composer->articles = value_field(notice, "articles");
	composer->document->language = value_is_given(language) ? arena_strdup(&composer->document->arena, language->text) : composer->library->language;
	respell_set_up(composer);
	composer->document->contents = arena_strdup(&composer->document->arena, composer->words[WORD_CONTENTS]);
	composer->scope.language = composer->document->language;
	composer->scope.arena = &composer->document->arena; /* lists that a path collects: origins point into them */
	composer->scope.slots[SLOT_ANSWERS] = composer->answers->root;
	composer->scope.slots[SLOT_FACTS] = composer->facts;
	composer->sections = arena_calloc(&composer->scratch, composer->library->section_count, sizeof *composer->sections);
	find_starts(composer);
}

/* trace: whether what everything rests on is kept. */
static struct document *compose_all(struct composer *composer, bool trace)
{
	const struct library *library = composer->library;
	composer->document = document_new();
	if (trace)
		composer->document->trace = composer->trace = arena_alloc(&composer->document->arena, sizeof *composer->trace);
	set_up(composer);
	settle_law(composer);
	composer->document->root = composer_section(composer, 0);
	for (size_t section = 0; section < library->section_count; section++) {
		compose_section(composer, section);
		compose_law_gap(composer, section);
	}
	if (composer->first_layer)
		layer_take(composer);
	unlink_missing(composer);
	answers_open(composer->answers, report_open, composer);
	answers_suggested(composer->answers, report_suggested, composer);
	struct buf title = BUF_INIT;
	node_plain_text(composer->document->root->first, &title);
	composer->document->title = arena_strdup(&composer->document->arena, title.s);
	buf_release(&title);
	if (composer->document->draft)
		put_banner(composer);
	arena_release(&composer->scratch);
	return composer->document;
}

struct document *compose(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags)
{
	return compose_watched(library, answers, facts, diags, NULL);
}

struct document *compose_watched(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags,
	const struct compose_watch *watch)
{
	struct composer composer = {.library = library, .answers = answers, .facts = facts, .diags = diags, .watch = watch};
	return compose_all(&composer, false);
}

struct document *compose_short(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags,
	const struct compose_watch *watch)
{
	struct composer composer = {.library = library, .answers = answers, .facts = facts, .diags = diags, .watch = watch, .first_layer = true};
	return compose_all(&composer, false);
}

struct document *compose_traced(const struct library *library, const struct answers *answers, const struct value *facts, struct diags *diags)
{
	struct composer composer = {.library = library, .answers = answers, .facts = facts, .diags = diags};
	return compose_all(&composer, true);
}
