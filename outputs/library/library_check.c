/* What a clause may not say: checks over the finished tree. */
#include "base/text.h"
#include "outputs/document/address.h"
#include "outputs/library/library_parts.h"
#include "outputs/outputs_diags.h"

#include <string.h>
#include <unictype.h>

/* Conditions that hold where a piece stands, innermost first. */
struct guard {
	const struct cond *cond;
	const struct guard *outer;
};

struct check {
	const struct library *library;
	const struct clause *clause;  /* NULL: a title */
	const char *file;
	struct diags *diags;
	const struct piece *row_loop; /* the first loop in a table */
};

static void report(const struct check *check, enum outputs_diag kind, const struct piece *piece, const char *one, const char *two)
{
	diag_add(check->diags, &outputs_diags[kind], (struct pos){check->file, piece->line, piece->col}, one, two, NULL);
}

/* ---- answers that may be nothing ---- */

static void check_guarded(const struct check *check, const struct piece *piece, const struct guard *guards)
{
	const struct cond *path = piece->cond;
	if (!path || path->op != COND_PATH || !path->optional)
		return;
	for (const struct guard *guard = guards; guard; guard = guard->outer)
		if (guard->cond && cond_guards(guard->cond, path))
			return;
	report(check, O_ANSWER_UNGUARDED, piece, path->name, NULL);
}

/* ---- bold ---- */

static bool has_value(const struct piece *piece)
{
	if (piece->kind == PIECE_VALUE || piece->kind == PIECE_SELECT || piece->kind == PIECE_CITE)
		return true;
	for (size_t i = 0; i < piece->piece_count; i++)
		if (has_value(&piece->pieces[i]))
			return true;
	return false;
}

/* What stands on the left, while inline pieces are walked from left to right. */
struct edge {
	bool letter;                /* a letter, a digit, or a value that may end in one */
	const struct piece *closed; /* bold text with a value in it that ended just now */
};

static void meet_letter(const struct check *check, struct edge *edge, bool letter)
{
	if (edge->closed && letter)
		report(check, O_BOLD_AROUND_VALUE, edge->closed, NULL, NULL);
	edge->closed = NULL;
	edge->letter = letter;
}

static bool is_letter(const char *text)
{
	size_t length;
	return uc_is_alnum(text_char(text, &length));
}

static void walk_edges(const struct check *check, const struct piece *pieces, size_t count, struct edge *edge)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		if (piece->kind == PIECE_TEXT) {
			const char *last = piece->text + strlen(piece->text) - 1;
			while (((unsigned char)*last & 0xC0) == 0x80)
				last--;
			meet_letter(check, edge, is_letter(piece->text));
			edge->letter = is_letter(last);
		} else if (piece->kind == PIECE_STRONG || piece->kind == PIECE_EMPHASIS) {
			bool valued = has_value(piece);
			if (valued && edge->letter)
				report(check, O_BOLD_AROUND_VALUE, piece, NULL, NULL);
			walk_edges(check, piece->pieces, piece->piece_count, edge);
			edge->closed = valued ? piece : edge->closed;
		} else if (piece->kind == PIECE_LINK && piece->piece_count) {
			walk_edges(check, piece->pieces, piece->piece_count, edge);
		} else {
			meet_letter(check, edge, piece->kind != PIECE_BREAK);
		}
	}
}

/* ---- links ---- */

static void check_link(const struct check *check, const struct piece *piece)
{
	if (!piece->href)
		return;
	const char *id = piece->href + 1;
	if (piece->href[0] == '#' && !library_section(check->library, id)) {
		const char *nearest = library_nearest_section(check->library, id);
		report(check, nearest ? O_LINK_SECTION_MISSPELT : O_LINK_SECTION, piece, id, nearest);
	} else if (piece->href[0] != '#' && !address_allowed(piece->href)) {
		report(check, O_LINK_ADDRESS, piece, piece->href, NULL);
	}
}

/* ---- citations ---- */

static bool begins_with(const struct piece *piece, const char *text)
{
	return piece->kind == PIECE_TEXT && strncmp(piece->text, text, strlen(text)) == 0;
}

static bool ends_with(const struct piece *piece, const char *text)
{
	size_t size = strlen(text), length = piece->kind == PIECE_TEXT ? strlen(piece->text) : 0;
	return length >= size && strcmp(piece->text + length - size, text) == 0;
}

/* Each can be left out: with the comma before it or the brackets around it. */
static void check_citations(const struct check *check, const struct piece *pieces, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (pieces[i].kind != PIECE_CITE)
			continue;
		bool comma = i > 0 && ends_with(&pieces[i - 1], ", ");
		bool brackets = i > 0 && i + 1 < count && ends_with(&pieces[i - 1], " (") && begins_with(&pieces[i + 1], ")");
		if (!comma && !brackets)
			report(check, O_CITE_PLACE, &pieces[i], NULL, NULL);
	}
}

/* ---- the tree ---- */

static void walk(struct check *check, const struct piece *pieces, size_t count, const struct guard *guards, bool in_table);

static void check_inline(const struct check *check, const struct piece *piece, const struct guard *guards)
{
	const struct guard filter = {piece->filter, guards};
	if (piece->kind == PIECE_VALUE || piece->kind == PIECE_SELECT || piece->kind == PIECE_LINK || piece->kind == PIECE_CITE)
		check_guarded(check, piece, &filter);
	if (piece->kind == PIECE_LINK)
		check_link(check, piece);
}

static void check_if(struct check *check, const struct piece *piece, const struct guard *guards, bool in_table)
{
	const struct guard then = {piece->cond, guards};
	if (!piece->otherwise_count && check->clause && (check->clause->meet_count || check->clause->kind_count))
		report(check, O_IF_WITHOUT_ELSE, piece, NULL, NULL);
	walk(check, piece->pieces, piece->piece_count, &then, in_table);
	walk(check, piece->otherwise, piece->otherwise_count, guards, in_table);
}

/* As deep as control lines and markup may nest (template.c, markdown.c). */
static void walk(struct check *check, const struct piece *pieces, size_t count, const struct guard *guards, bool in_table)
{
	check_citations(check, pieces, count);
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		if (piece->kind == PIECE_IF) {
			check_if(check, piece, guards, in_table);
			continue;
		}
		if (piece->kind == PIECE_FOR && in_table && !check->row_loop)
			check->row_loop = piece;
		if (piece->kind == PIECE_PARAGRAPH || piece->kind == PIECE_HEADING || piece->kind == PIECE_ITEM || piece->kind == PIECE_CELL) {
			struct edge edge = {false, NULL};
			walk_edges(check, piece->pieces, piece->piece_count, &edge);
		}
		check_inline(check, piece, guards);
		const struct guard filter = {piece->kind == PIECE_FOR ? piece->filter : NULL, guards};
		walk(check, piece->pieces, piece->piece_count, &filter, in_table || piece->kind == PIECE_TABLE);
	}
}

/* One paragraph, or at most one in each branch of an `if`. */
static bool is_one_paragraph(const struct piece *pieces, size_t count)
{
	if (count != 1 || pieces->kind != PIECE_IF)
		return count == 1 && pieces->kind == PIECE_PARAGRAPH;
	bool then = !pieces->piece_count || is_one_paragraph(pieces->pieces, pieces->piece_count);
	return then && (!pieces->otherwise_count || is_one_paragraph(pieces->otherwise, pieces->otherwise_count));
}

void library_check_clause(const struct library *library, const struct clause_draft *draft, struct diags *diags)
{
	const struct clause *clause = draft->clause;
	struct check check = {library, clause, clause->pos.file, diags, NULL};
	const struct guard when = {clause->when, NULL}, each = {clause->each.filter, &when}, inner = {clause->inner.filter, &each};
	walk(&check, clause->pieces, clause->piece_count, &inner, false);
	if (clause->join != JOIN_NO && !is_one_paragraph(clause->pieces, clause->piece_count))
		diag_add(diags, &outputs_diags[O_CLAUSE_JOIN], draft->join_at, NULL);
	const struct section *section = clause->only_short ? library_section(library, clause->section) : NULL;
	if (section && !section->in_short)
		diag_add(diags, &outputs_diags[O_CLAUSE_SHORT_PLACE], draft->section_at, section->id, NULL);
	if (check.row_loop && !draft->few)
		report(&check, O_CLAUSE_FEW_MISSING, check.row_loop, NULL, NULL);
	if (!check.row_loop && draft->few)
		diag_add(diags, &outputs_diags[O_CLAUSE_FEW_USELESS], draft->few_at, NULL);
}

/* The vocabulary from which operators choose where words of their own stand has all sections but those of the short notice, which says nothing of its own. */
static void check_terms(const struct library *library, struct diags *diags)
{
	const struct vocabulary *vocabulary = vocabulary_find(&library->schema->vocabularies, "sections");
	for (size_t i = 0; vocabulary && i < library->section_count; i++)
		if (!library->sections[i].in_short && !vocabulary_term(vocabulary, library->sections[i].id))
			diag_add(diags, &outputs_diags[O_SECTION_TERM], library->sections[i].pos, library->sections[i].id, NULL);
	for (size_t i = 0; vocabulary && i < vocabulary->term_count; i++) {
		const struct section *section = library_section(library, vocabulary->terms[i].id);
		if (!section || section->in_short)
			diag_add(diags, &outputs_diags[O_SECTION_TERM_UNKNOWN], vocabulary->terms[i].pos, vocabulary->terms[i].id, NULL);
	}
}

void library_check_titles(const struct library *library, struct diags *diags)
{
	check_terms(library, diags);
	for (const struct section *section = library->sections; section < library->sections + library->section_count; section++) {
		struct check check = {library, NULL, section->pos.file, diags, NULL};
		struct edge edge = {false, NULL};
		walk(&check, section->title, section->title_count, NULL, false);
		walk_edges(&check, section->title, section->title_count, &edge);
	}
}

void library_check(struct arena *arena, const struct library *library, struct diags *diags)
{
	library_check_titles(library, diags);
	for (size_t i = 0; i < library->clause_count; i++) {
		struct clause clause = *library->clauses[i];
		const struct clause_draft draft = clause_draft_of(&clause, clause.few ? clause.few->id : NULL);
		library_check_clause(library, &draft, diags);
	}
	library_check_usage(arena, library, diags);
}
