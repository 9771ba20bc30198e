#include "tests/soak/coverage.h"

#include "base/buf.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* ---- what there is ---- */

struct walk {
	struct coverage *coverage;
	const struct clause *clause;
	const char *name, *file;
	int number; /* of the last piece with branches */
};

static struct branch *add(struct walk *walk, const char *id, const struct piece *piece, size_t way, int line)
{
	struct coverage *c = walk->coverage;
	c->branches = arena_grow(&c->arena, c->branches, c->count, &c->capacity, sizeof *c->branches);
	c->branches[c->count] = (struct branch){.id = id, .clause = walk->clause, .piece = piece, .way = way, .file = walk->file, .line = line};
	return &c->branches[c->count++];
}

static void add_way(struct walk *walk, const struct piece *piece, size_t way, const char *name)
{
	add(walk, arena_printf(&walk->coverage->arena, "%s#%d.%s", walk->name, walk->number, name), piece, way, piece->line);
}

static void add_pieces(struct walk *walk, const struct piece *pieces, size_t count)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		bool branches = piece->kind == PIECE_IF || piece->kind == PIECE_FOR || piece->kind == PIECE_SELECT;
		walk->number += branches;
		if (branches && piece->kind != PIECE_SELECT)
			add_way(walk, piece, 0, piece->kind == PIECE_IF ? "then" : "each");
		if (piece->kind == PIECE_IF && piece->otherwise_count)
			add_way(walk, piece, 1, "else");
		for (size_t i = 0; piece->kind == PIECE_SELECT && i < piece->case_count; i++)
			add_way(walk, piece, i, piece->cases[i].name);
		add_pieces(walk, piece->pieces, piece->piece_count);
		add_pieces(walk, piece->otherwise, piece->otherwise_count);
	}
}

static int compare_pieces(const void *left, const void *right)
{
	const struct branch *a = *(const struct branch *const *)left, *b = *(const struct branch *const *)right;
	if (a->piece != b->piece)
		return (uintptr_t)a->piece < (uintptr_t)b->piece ? -1 : 1;
	if (!a->piece && a->clause != b->clause)
		return (uintptr_t)a->clause < (uintptr_t)b->clause ? -1 : 1;
	return a->way < b->way ? -1 : a->way > b->way;
}

/* ---- what is printed ---- */

/* NULL: an {% if %} without {% else %}, which prints nothing. */
static struct branch *look_up(const struct coverage *c, const struct branch *wanted)
{
	const struct branch **found = bsearch(&wanted, c->by_piece, c->count, sizeof *c->by_piece, compare_pieces);
	return found ? &c->branches[*found - c->branches] : NULL;
}

static void note_branch(void *context, const struct piece *piece, size_t way)
{
	struct coverage *c = context;
	struct branch *branch = look_up(c, &(struct branch){.piece = piece, .way = way});
	if (!branch)
		return;
	c->waiting = arena_grow(&c->arena, c->waiting, c->waiting_count, &c->waiting_capacity, sizeof *c->waiting);
	c->waiting[c->waiting_count++] = branch;
}

static void note_clause(void *context, const struct clause *clause, bool kept)
{
	struct coverage *c = context;
	for (size_t i = 0; kept && i < c->waiting_count; i++)
		c->waiting[i]->printed++;
	c->waiting_count = 0;
	if (kept && clause)
		look_up(c, &(struct branch){.clause = clause})->printed++;
}

void coverage_init(struct coverage *coverage, const struct library *library)
{
	*coverage = (struct coverage){.arena = ARENA_INIT, .watch = {note_branch, note_clause, coverage}};
	for (size_t i = 0; i < library->section_count; i++) {
		const struct section *section = &library->sections[i];
		struct walk walk = {coverage, NULL, arena_printf(&coverage->arena, "section:%s", section->id), section->pos.file, 0};
		add_pieces(&walk, section->title, section->title_count);
	}
	for (size_t i = 0; i < library->clause_count; i++) {
		const struct clause *clause = library->clauses[i];
		struct walk walk = {coverage, clause, clause->id, clause->pos.file, 0};
		add(&walk, clause->id, NULL, 0, clause->pos.line);
		add_pieces(&walk, clause->pieces, clause->piece_count);
	}
	coverage->by_piece = arena_calloc(&coverage->arena, coverage->count, sizeof *coverage->by_piece);
	for (size_t i = 0; i < coverage->count; i++)
		coverage->by_piece[i] = &coverage->branches[i];
	qsort(coverage->by_piece, coverage->count, sizeof *coverage->by_piece, compare_pieces);
}

void coverage_release(struct coverage *coverage)
{
	arena_release(&coverage->arena);
}

/* ---- what cannot be ---- */

static struct branch *find(const struct coverage *coverage, const char *id)
{
	for (size_t i = 0; i < coverage->count; i++)
		if (strcmp(coverage->branches[i].id, id) == 0)
			return &coverage->branches[i];
	return NULL;
}

static bool read_reason(struct coverage *coverage, char *line, const char *path, int number, FILE *err)
{
	line[strcspn(line, "\n")] = '\0';
	if (!line[0] || line[0] == '#')
		return true;
	size_t size = strcspn(line, " ");
	char *reason = line + size + strspn(line + size, " ");
	line[size] = '\0';
	struct branch *branch = find(coverage, line);
	if (!branch || !*reason) {
		fprintf(err, "%s:%d: '%s' %s\n", path, number, line, branch ? "has no reason" : "is no clause and no branch of the library");
		return false;
	}
	branch->reason = arena_strdup(&coverage->arena, reason);
	return true;
}

bool coverage_read_reasons(struct coverage *coverage, const char *path, FILE *err)
{
	FILE *file = fopen(path, "r");
	char line[1000];
	bool fine = file != NULL;
	if (!file)
		fprintf(err, "%s: %s\n", path, strerror(errno));
	for (int number = 1; file && fgets(line, sizeof line, file); number++)
		fine &= read_reason(coverage, line, path, number, err);
	if (file)
		fclose(file);
	return fine;
}

/* ---- report ---- */

size_t coverage_report(const struct coverage *coverage, FILE *out)
{
	size_t clauses = 0, clauses_printed = 0, printed = 0, violations = 0;
	const struct clause *silent = NULL; /* its branches go without saying */
	for (size_t i = 0; i < coverage->count; i++) {
		const struct branch *branch = &coverage->branches[i];
		clauses += !branch->piece;
		clauses_printed += !branch->piece && branch->printed;
		printed += branch->piece && branch->printed;
		if (!branch->piece && !branch->printed)
			silent = branch->clause;
		bool said = branch->piece && branch->clause && branch->clause == silent;
		if (branch->printed ? !branch->reason : said)
			continue;
		bool listed = !branch->printed && branch->reason;
		violations += !listed;
		fprintf(out, "%s:%d: %s ", branch->file, branch->line, branch->id);
		if (branch->printed)
			fprintf(out, "was printed, but is listed as not possible: %s\n", branch->reason);
		else
			fprintf(out, "was never printed%s%s\n", listed ? ": " : " and is not listed", listed ? branch->reason : "");
	}
	fprintf(out, "%zu of %zu clauses and %zu of %zu branches were printed\n", clauses_printed, clauses, printed, coverage->count - clauses);
	return violations;
}
