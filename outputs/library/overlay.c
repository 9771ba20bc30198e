/* An overlay's clauses and words over those of a library. */
#include "outputs/library/library_parts.h"
#include "outputs/outputs_diags.h"

#include <string.h>

/*
 * The built-in clauses, as drafts. They are copied, since who names whom by `few` may change; what they hold is shared with the base.
 */
struct overlay {
	struct arena *arena;
	struct clause_drafts all;            /* does not grow any more once the index is made */
	struct clause_index built_in;
	const struct clause_draft **changed; /* by place: what replaced or deleted it; NULL: nothing */
	struct diags *diags;
};

static void report(struct overlay *overlay, enum outputs_diag kind, struct pos pos, const char *one, const char *two)
{
	diag_add(overlay->diags, &outputs_diags[kind], pos, one, two, NULL);
}

static void add(struct overlay *overlay, const struct clause_draft *draft)
{
	struct clause_drafts *all = &overlay->all;
	all->items = arena_grow(overlay->arena, all->items, all->count, &all->capacity, sizeof *all->items);
	all->items[all->count++] = *draft;
}

static void add_built_in(struct overlay *overlay, const struct library *base)
{
	for (size_t i = 0; i < base->clause_count; i++) {
		struct clause *copy = arena_alloc(overlay->arena, sizeof *copy);
		*copy = *base->clauses[i];
		copy->only_few = false;
		copy->few = NULL;
		const struct clause_draft draft = clause_draft_of(copy, base->clauses[i]->few ? base->clauses[i]->few->id : NULL);
		add(overlay, &draft);
	}
	overlay->built_in = clause_index(overlay->arena, &overlay->all);
	overlay->changed = arena_calloc(overlay->arena, base->clause_count + 1, sizeof *overlay->changed);
}

/* The place of the built-in clause that a draft of the overlay is about, once for each; NULL with a finding. */
static struct clause_draft *claim(struct overlay *overlay, const struct clause_draft *draft, const char *id, struct pos at)
{
	struct clause_draft *place = clause_index_find(&overlay->built_in, id);
	if (!place) {
		const char *nearest = clause_index_nearest(&overlay->built_in, id);
		report(overlay, nearest ? O_OVERLAY_MISSPELT : O_OVERLAY_UNKNOWN, at, id, nearest);
		return NULL;
	}
	const struct clause_draft **changed = &overlay->changed[place - overlay->all.items];
	if (*changed) {
		report(overlay, O_OVERLAY_TWICE, at, id, NULL);
		return NULL;
	}
	*changed = draft;
	return place;
}

static void check_hash(struct overlay *overlay, const struct clause_draft *draft, const struct clause *old)
{
	if (!draft->hash) {
		const char *wanted = arena_printf(overlay->arena, "%s %s", old->id, old->hash);
		report(overlay, O_OVERLAY_REPLACES, draft->replaces_at, wanted, NULL);
	} else if (strcmp(draft->hash, old->hash)) {
		report(overlay, O_OVERLAY_CHANGED, draft->replaces_at, old->id, old->hash);
	}
}

/* ---- the three things an overlay can do ---- */

/* Only marks the places: the index goes on pointing at the built-in clauses until all of the overlay has been looked at. */
static void look_at(struct overlay *overlay, const struct clause_draft *draft)
{
	const char *id = draft->clause->id;
	const struct clause_draft *place;
	if (draft->deletes) {
		claim(overlay, draft, draft->deletes, draft->deletes_at);
	} else if (draft->replaces) {
		place = claim(overlay, draft, draft->replaces, draft->replaces_at);
		if (place)
			check_hash(overlay, draft, place->clause);
	} else if (id && (place = clause_index_find(&overlay->built_in, id))) {
		report(overlay, O_OVERLAY_EXISTS, draft->id_at, id, place->clause->hash);
	}
}

/* The built-in clauses that named a changed one by `few` name the new one now; one that was deleted must not be missed. */
static void follow_few(struct overlay *overlay, size_t built_in_count)
{
	for (size_t i = 0; i < built_in_count; i++) {
		struct clause_draft *draft = &overlay->all.items[i];
		const struct clause_draft *target = draft->few && !overlay->changed[i] ? clause_index_find(&overlay->built_in, draft->few) : NULL;
		const struct clause_draft *change = target ? overlay->changed[target - overlay->all.items] : NULL;
		if (!change)
			continue;
		if (change->deletes)
			report(overlay, O_OVERLAY_NEEDED, change->deletes_at, draft->clause->id, NULL);
		draft->few = change->deletes ? NULL : change->clause->id;
	}
}

/* The clause that named it by `few` is gone or names another now: then the clause for few rows would lose its condition. */
static void report_orphan(struct overlay *overlay, const struct library *base, const struct clause *orphan)
{
	for (size_t i = 0; i < base->clause_count; i++) {
		const struct clause_draft *change = base->clauses[i]->few == orphan ? overlay->changed[i] : NULL;
		if (change)
			report(overlay, O_OVERLAY_ORPHAN, change->deletes ? change->deletes_at : change->replaces_at, orphan->id, NULL);
	}
}

/* After linking. */
static void check_orphans(struct overlay *overlay, const struct library *base)
{
	for (size_t i = 0; i < base->clause_count; i++)
		if (base->clauses[i]->only_few && !overlay->changed[i] && !overlay->all.items[i].clause->only_few)
			report_orphan(overlay, base, base->clauses[i]);
}

/* Puts replacements into their places and takes deleted clauses out, then adds the new ones. */
static struct clause_drafts merge(struct overlay *overlay, const struct clause_drafts *drafts, size_t built_in_count)
{
	struct clause_drafts merged = {arena_calloc(overlay->arena, built_in_count + drafts->count + 1, sizeof *merged.items), 0, 0};
	for (size_t i = 0; i < built_in_count; i++) {
		const struct clause_draft *change = overlay->changed[i];
		if (!change)
			merged.items[merged.count++] = overlay->all.items[i];
		else if (!change->deletes)
			merged.items[merged.count++] = *change;
	}
	for (size_t i = 0; i < drafts->count; i++) {
		const struct clause_draft *draft = &drafts->items[i];
		bool added = !draft->deletes && !draft->replaces && draft->clause->id;
		if (added && !clause_index_find(&overlay->built_in, draft->clause->id))
			merged.items[merged.count++] = *draft;
	}
	return merged;
}

const struct library *library_overlay(struct arena *arena, const struct library *base, const struct overlay_sources *sources,
	struct diags *diags)
{
	size_t before = diags_count(diags, SEVERITY_ERROR);
	struct overlay overlay = {.arena = arena, .diags = diags};
	struct clause_drafts drafts = {NULL, 0, 0};
	struct library *library = arena_alloc(arena, sizeof *library);
	*library = *base;
	if (sources->words.count)
		words_overlay(arena, library, &sources->words.items[0], diags);
	add_built_in(&overlay, base);
	for (size_t i = 0; i < sources->clauses.count; i++) {
		struct source source = sources->clauses.items[i];
		source.layer = 1; /* wherever the files came from, this is what they are here */
		clause_read(arena, base->schema, &source, &drafts, diags);
	}
	for (size_t i = 0; i < drafts.count; i++)
		look_at(&overlay, &drafts.items[i]);
	follow_few(&overlay, base->clause_count);
	const struct clause_drafts merged = merge(&overlay, &drafts, base->clause_count);
	library_link(arena, library, &merged, diags);
	check_orphans(&overlay, base);
	for (size_t i = 0; i < merged.count; i++)
		if (merged.items[i].clause->layer)
			library_check_clause(library, &merged.items[i], diags);
	return diags_count(diags, SEVERITY_ERROR) > before ? NULL : library;
}
