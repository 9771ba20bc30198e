/*
 * Reading clause files: front matter, bodies, hashes. What a clause says of other clauses and of sections is checked when the
 * library is put together (library_parts.h).
 */
#ifndef OUTPUTS_LIBRARY_CLAUSE_READ_H
#define OUTPUTS_LIBRARY_CLAUSE_READ_H

#include "base/hash.h"
#include "outputs/library/clause.h"
#include "questionnaire/schema/schema.h"

/* A clause as read, with what is not resolved yet and where that stands. */
struct clause_draft {
	struct clause *clause;         /* also for a deletion, without id */
	const char *few;               /* id; NULL: none */
	const char *replaces, *hash;   /* hash NULL: not said */
	const char *deletes;           /* id; NULL: no deletion */
	struct pos id_at, section_at, join_at, few_at, replaces_at, deletes_at;
};

struct clause_drafts {
	struct clause_draft *items;
	size_t count, capacity;
};

/*
 * Adds the clauses of a file. Everything lives in arena, nothing points into source. False when findings of severity error were
 * added; what could be read is there all the same.
 */
bool clause_read(struct arena *arena, const struct schema *schema, const struct source *source, struct clause_drafts *drafts,
	struct diags *diags);

/* FNV-1a 64 over a body with LF line ends, without the blank lines at its start and its end and without a last line feed. */
void clause_hash(const char *body, size_t size, char hash[HASH_SIZE]);

#endif
