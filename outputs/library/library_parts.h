/*
 * What the files of library.h share; for nobody else.
 *
 *   library_read.c    sections, all files of a language
 *   words.c           words, built in and of an overlay
 *   library_link.c    clauses know each other and their sections; their order
 *   library_check.c   what a clause may not say
 *   library_usage.c   questions that nothing uses
 *   overlay.c         clauses replaced, added, deleted
 *   library.c         look-ups
 */
#ifndef OUTPUTS_LIBRARY_LIBRARY_PARTS_H
#define OUTPUTS_LIBRARY_LIBRARY_PARTS_H

#include "base/yaml.h"
#include "outputs/library/clause_read.h"
#include "outputs/library/library.h"

/* Clauses by id. */
struct clause_index {
	const struct clause_draft **items; /* sorted by id, then as read; drafts without id are not in it */
	size_t count;
};
struct clause_index clause_index(struct arena *arena, const struct clause_drafts *drafts);
struct clause_draft *clause_index_find(const struct clause_index *index, const char *id); /* NULL: none */
const char *clause_index_nearest(const struct clause_index *index, const char *id);

/* A clause of a finished library as if it had just been read: the places inside its front matter are forgotten. */
struct clause_draft clause_draft_of(struct clause *clause, const char *few);

/* The only file of its kind, or NULL with findings when it is no YAML or its root no map; what: how findings call it. Must be freed by yaml_free. */
struct yaml *library_yaml(const struct source *source, const char *what, struct diags *diags);
/* Reads words.yaml into library. */
void words_read(struct arena *arena, struct library *library, const struct source *source, struct diags *diags);
/* Lays an overlay's words over those of library. */
void words_overlay(struct arena *arena, struct library *library, const struct source *source, struct diags *diags);

/* Resolves sections and `few`, and puts the clauses into library, by section. Findings for what does not exist or exists twice. */
void library_link(struct arena *arena, struct library *library, const struct clause_drafts *drafts, struct diags *diags);

/* Checks a clause of a library that is linked. */
void library_check_clause(const struct library *library, const struct clause_draft *draft, struct diags *diags);
/* Checks the titles of all sections. */
void library_check_titles(const struct library *library, struct diags *diags);
/* Reports the questions that nothing reads. */
void library_check_usage(struct arena *arena, const struct library *library, struct diags *diags);

const char *library_nearest_section(const struct library *library, const char *id);

#endif
