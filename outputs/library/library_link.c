/* Clauses know each other and their sections. */
#include "base/text.h"
#include "outputs/library/library_parts.h"
#include "outputs/outputs_diags.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct clause_draft clause_draft_of(struct clause *clause, const char *few)
{
	return (struct clause_draft){
		.clause = clause, .few = few, .id_at = clause->pos, .section_at = clause->pos, .join_at = clause->pos, .few_at = clause->pos,
	};
}

/* ---- by id ---- */

static int compare_drafts(const void *a, const void *b)
{
	const struct clause_draft *left = *(const struct clause_draft *const *)a, *right = *(const struct clause_draft *const *)b;
	int order = strcmp(left->clause->id, right->clause->id);
	return order ? order : (left > right) - (left < right); /* all in one array, in the order they were read */
}

struct clause_index clause_index(struct arena *arena, const struct clause_drafts *drafts)
{
	struct clause_index index = {arena_calloc(arena, drafts->count + 1, sizeof *index.items), 0};
	for (size_t i = 0; i < drafts->count; i++)
		if (drafts->items[i].clause->id)
			index.items[index.count++] = &drafts->items[i];
	qsort(index.items, index.count, sizeof *index.items, compare_drafts);
	return index;
}

struct clause_draft *clause_index_find(const struct clause_index *index, const char *id)
{
	size_t low = 0, high = index->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(index->items[middle]->clause->id, id) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < index->count && !strcmp(index->items[low]->clause->id, id);
	return found ? (struct clause_draft *)index->items[low] : NULL;
}

static const char *clause_candidate(const void *context, size_t i)
{
	const struct clause_index *index = context;
	return i < index->count ? index->items[i]->clause->id : NULL;
}

const char *clause_index_nearest(const struct clause_index *index, const char *id)
{
	return text_nearest(id, clause_candidate, index);
}

static void report_duplicates(const struct clause_index *index, struct diags *diags)
{
	for (size_t i = 1; i < index->count; i++) {
		const struct clause_draft *first = index->items[i - 1], *second = index->items[i];
		if (strcmp(first->clause->id, second->clause->id))
			continue;
		char place[256];
		snprintf(place, sizeof place, "%s:%d", first->id_at.file, first->id_at.line);
		diag_add(diags, &outputs_diags[O_CLAUSE_DUPLICATE], second->id_at, second->clause->id, place, NULL);
	}
}

/* ---- few ---- */

static bool same_loop(const struct clause_loop *a, const struct clause_loop *b)
{
	return a->text == b->text || (a->text && b->text && !strcmp(a->text, b->text));
}

/* The clause for few rows prints in the place of the table, so that it must know the same loops and stand in the same section. */
static void link_few(const struct clause_index *index, const struct clause_draft *draft, struct diags *diags)
{
	struct clause *clause = draft->clause;
	const struct clause_draft *target = clause_index_find(index, draft->few);
	if (!target) {
		const char *nearest = clause_index_nearest(index, draft->few);
		diag_add(diags, &outputs_diags[nearest ? O_CLAUSE_FEW_MISSPELT : O_CLAUSE_FEW_UNKNOWN], draft->few_at, draft->few, nearest, NULL);
		return;
	}
	const struct clause *few = target->clause;
	bool same_section = few->section && clause->section && !strcmp(few->section, clause->section);
	if (target->few)
		diag_add(diags, &outputs_diags[O_CLAUSE_FEW_CHAIN], draft->few_at, draft->few, NULL);
	else if (!same_section || !same_loop(&few->each, &clause->each) || !same_loop(&few->inner, &clause->inner))
		diag_add(diags, &outputs_diags[O_CLAUSE_FEW_PLACE], draft->few_at, draft->few, NULL);
	clause->few = few;
	target->clause->only_few = true;
}

/* ---- order ---- */

static size_t section_place(const struct library *library, const struct clause *clause)
{
	const struct section *section = clause->section ? library_section(library, clause->section) : NULL;
	return section ? (size_t)(section - library->sections) : library->section_count;
}

static void report_section(const struct library *library, const struct clause_draft *draft, struct diags *diags)
{
	const char *id = draft->clause->section, *nearest = library_nearest_section(library, id);
	diag_add(diags, &outputs_diags[nearest ? O_CLAUSE_SECTION_MISSPELT : O_CLAUSE_SECTION], draft->section_at, id, nearest, NULL);
}

/* Those that stand in several sections come last. A counting sort: stable, and as long as the two lists are. */
static void order_clauses(struct arena *arena, struct library *library, const struct clause_drafts *drafts, struct diags *diags)
{
	size_t *place = arena_calloc(arena, drafts->count + 1, sizeof *place);
	size_t *starts = arena_calloc(arena, library->section_count + 2, sizeof *starts);
	for (size_t i = 0; i < drafts->count; i++) {
		place[i] = section_place(library, drafts->items[i].clause);
		starts[place[i] + 1]++;
		if (place[i] == library->section_count && drafts->items[i].clause->section && !strchr(drafts->items[i].clause->section, '.'))
			report_section(library, &drafts->items[i], diags);
	}
	for (size_t i = 1; i <= library->section_count; i++)
		starts[i] += starts[i - 1];
	const struct clause **clauses = arena_calloc(arena, drafts->count + 1, sizeof *clauses);
	for (size_t i = 0; i < drafts->count; i++)
		clauses[starts[place[i]]++] = drafts->items[i].clause;
	library->clauses = clauses;
	library->clause_count = drafts->count;
}

void library_link(struct arena *arena, struct library *library, const struct clause_drafts *drafts, struct diags *diags)
{
	const struct clause_index index = clause_index(arena, drafts);
	report_duplicates(&index, diags);
	for (size_t i = 0; i < drafts->count; i++)
		if (drafts->items[i].few)
			link_few(&index, &drafts->items[i], diags);
	order_clauses(arena, library, drafts, diags);
}
