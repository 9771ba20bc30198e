/*
 * Built-in texts are spelt right, since nobody reads them when a notice is proofread: every text of every branch of every clause, titles,
 * the program's words and what entries of vocabularies read in a notice, in both Englishes; and what the interview says, in British
 * English. They are read as if an overlay said them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tests/unit/proof.h"

struct shelf {
	struct arena arena;
	struct library library;    /* the built-in one, its clauses as those of an overlay */
	struct document *document;
	const char *variant;       /* "en-US": texts are spelt so; NULL: as they stand */
	const char *clause;        /* to which texts without a clause are put down */
};

/* ---- the other English, as the composer spells it ---- */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static void add_spelt(struct shelf *shelf, struct buf *out, const char *word, size_t size)
{
	char id[128];
	bool capital = word[0] >= 'A' && word[0] <= 'Z';
	int length = snprintf(id, sizeof id, "%s.spell.%c%.*s", shelf->variant, capital ? word[0] - 'A' + 'a' : word[0], (int)size - 1, word + 1);
	const char *other = length < (int)sizeof id ? library_word(&builtin_library, id) : NULL;
	size_t from = out->len;
	if (other)
		buf_adds(out, other);
	else
		buf_add(out, word, size);
	if (other && capital)
		out->s[from] = (char)(out->s[from] - 'a' + 'A');
}

/* Adds a text to a block; one without a clause is only what stands around. */
static void add_part(struct shelf *shelf, struct node *block, const char *text, const char *clause)
{
	struct buf spelt = BUF_INIT;
	for (const char *p = text; *p;) {
		size_t size = 0;
		while (is_letter(p[size]))
			size++;
		if (size && shelf->variant)
			add_spelt(shelf, &spelt, p, size);
		else
			buf_add(&spelt, p, size ? size : 1);
		p += size ? size : 1;
	}
	struct origin *origin = arena_alloc(&shelf->document->arena, sizeof *origin);
	origin->clause = clause;
	if (spelt.len)
		node_append(block, document_text(shelf->document, spelt.s, origin));
	buf_release(&spelt);
}

static struct node *add_block(struct shelf *shelf)
{
	struct node *paragraph = document_node(shelf->document, NODE_PARAGRAPH, NULL);
	node_append(shelf->document->root, paragraph);
	return paragraph;
}

static void add_text(struct shelf *shelf, const char *text)
{
	add_part(shelf, add_block(shelf), text, shelf->clause);
}

/* ---- texts ---- */

/* What is filled in stands for itself: nobody knows what it begins or ends with. A case of a choice is read in a block of its own. */
static void add_pieces(struct shelf *shelf, struct node *block, const struct piece *pieces, size_t count, const char *clause)
{
	for (const struct piece *piece = pieces; piece < pieces + count; piece++) {
		bool is_block = piece->kind == PIECE_PARAGRAPH || piece->kind == PIECE_HEADING || piece->kind == PIECE_ITEM || piece->kind == PIECE_CELL;
		if (piece->kind == PIECE_TEXT)
			add_part(shelf, block, piece->text, clause);
		else if (piece->kind == PIECE_VALUE || piece->kind == PIECE_SELECT || piece->kind == PIECE_CITE)
			add_part(shelf, block, "x", NULL);
		for (size_t i = 0; i < piece->case_count; i++) {
			struct node *around = add_block(shelf);
			add_part(shelf, around, "x ", NULL);
			add_part(shelf, around, piece->cases[i].text, clause);
			add_part(shelf, around, " x", NULL);
		}
		struct node *inner = is_block ? add_block(shelf) : block;
		add_pieces(shelf, inner, piece->pieces, piece->piece_count, clause);
		add_pieces(shelf, inner, piece->otherwise, piece->otherwise_count, clause);
	}
}

static void add_clauses(struct shelf *shelf)
{
	const struct library *library = &shelf->library;
	for (size_t i = 0; i < library->clause_count; i++) {
		const struct clause *clause = library->clauses[i];
		add_pieces(shelf, NULL, clause->pieces, clause->piece_count, clause->id);
		if (clause->few)
			add_pieces(shelf, NULL, clause->few->pieces, clause->few->piece_count, clause->few->id);
	}
	for (size_t i = 0; i < library->section_count; i++)
		add_pieces(shelf, add_block(shelf), library->sections[i].title, library->sections[i].title_count, shelf->clause);
	for (size_t i = 0; i < library->word_count; i++)
		if (!strstr(library->words[i].id, ".spell.") && !strchr(library->words[i].text, '$'))
			add_text(shelf, library->words[i].text);
}

/* What an entry reads in a notice: words by language. Names of countries and authorities are names. */
static void add_vocabularies(struct shelf *shelf)
{
	const struct vocabularies *all = &shelf->library.schema->vocabularies;
	for (size_t i = 0; i < all->count; i++)
		for (size_t k = 0; k < all->items[i]->term_count; k++)
			for (size_t m = 0; m < all->items[i]->attribute_count; m++) {
				const struct value *value = &all->items[i]->terms[k].attributes[m];
				const char *text = value->kind == TYPE_WORDS && value->state == VALUE_GIVEN ? value_words(value, "en") : NULL;
				if (text)
					add_text(shelf, text);
			}
}

static void add_questions(struct shelf *shelf)
{
	const struct schema *schema = shelf->library.schema;
	for (size_t i = 0; i < schema->record_count; i++)
		for (size_t k = 0; k < schema->records[i]->field_count; k++) {
			const struct question *question = &schema->records[i]->fields[k];
			const char *const texts[] = {question->label, question->ask, question->help, question->more};
			for (size_t m = 0; m < 4; m++)
				if (texts[m])
					add_text(shelf, texts[m]);
		}
	for (size_t i = 0; i < schema->chapter_count; i++)
		add_text(shelf, schema->chapters[i].title);
}

/* ---- reading them ---- */

static void open_shelf(struct shelf *shelf, const char *variant)
{
	*shelf = (struct shelf){.arena = ARENA_INIT, .library = builtin_library, .variant = variant};
	const struct clause **clauses = arena_calloc(&shelf->arena, builtin_library.clause_count, sizeof *clauses);
	for (size_t i = 0; i < builtin_library.clause_count; i++) {
		struct clause *clause = arena_alloc(&shelf->arena, sizeof *clause);
		*clause = *builtin_library.clauses[i];
		clause->layer = 1;
		clauses[i] = clause;
	}
	shelf->library.clauses = clauses;
	shelf->clause = clauses[0]->id;
	shelf->document = document_new();
	shelf->document->language = variant ? variant : "en-GB";
	shelf->document->root = document_node(shelf->document, NODE_SECTION, NULL);
}

/* How many findings; they are printed unless quiet. */
static size_t read_shelf(struct shelf *shelf, bool quiet)
{
	static const char text[] = "format: 1\n";
	struct speller speller;
	struct diags diags = DIAGS_INIT, unsaid = DIAGS_INIT;
	struct spelling spelling;
	struct answers *answers = answers_read(shelf->library.schema, "none.yaml", text, strlen(text), &unsaid);
	assert_non_null(answers);
	speller_init(&speller, NULL, NULL, NULL);
	spell_check(&speller, &shelf->library, answers, shelf->document, &spelling, &diags);
	size_t count = spelling.count;
	if (!quiet)
		for (size_t i = 0; i < count; i++)
			printf("# %s %s: '%s' in '%s'\n", spelling.items[i].clause->id, spelling.items[i].kind->id, spelling.items[i].text,
				spelling.items[i].passage->text);
	assert_true(spelling.passages.count > 50);
	assert_int_equal(diags.count, 0);
	spelling_release(&spelling);
	answers_free(answers);
	diags_release(&diags);
	diags_release(&unsaid);
	speller_release(&speller, false);
	return count;
}

static void close_shelf(struct shelf *shelf)
{
	document_free(shelf->document);
	arena_release(&shelf->arena);
}

static void check(const char *variant)
{
	struct shelf shelf;
	open_shelf(&shelf, variant);
	add_clauses(&shelf);
	add_vocabularies(&shelf);
	assert_int_equal(read_shelf(&shelf, false), 0);
	close_shelf(&shelf);
}

static void test_british(void **state)
{
	(void)state;
	check(NULL);
}

static void test_american(void **state)
{
	(void)state;
	check("en-US");
}

static void test_questions(void **state)
{
	(void)state;
	struct shelf shelf;
	open_shelf(&shelf, NULL);
	add_questions(&shelf);
	assert_int_equal(read_shelf(&shelf, false), 0);
	close_shelf(&shelf);
}

/* A mistake among all that is found. */
static void test_planted(void **state)
{
	(void)state;
	static const char *const mistakes[] = {"We recieve your data.", "We keep it for for a year.", "This is an notice.",
		"We organize a meeting.", "We keep it.We delete it."};
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
		struct shelf shelf;
		open_shelf(&shelf, NULL);
		add_clauses(&shelf);
		size_t before = read_shelf(&shelf, true);
		add_text(&shelf, mistakes[i]);
		assert_int_equal(read_shelf(&shelf, true), before + 1);
		close_shelf(&shelf);
	}
	struct shelf shelf;
	open_shelf(&shelf, "en-US");
	add_clauses(&shelf);
	size_t before = read_shelf(&shelf, true);
	shelf.variant = NULL; /* not spelt anew */
	add_text(&shelf, "We organise a meeting.");
	assert_int_equal(read_shelf(&shelf, true), before + 1);
	close_shelf(&shelf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_british), cmocka_unit_test(test_american), cmocka_unit_test(test_questions), cmocka_unit_test(test_planted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
