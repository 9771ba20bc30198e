/*
 * The composer's rooms, inside: its state, and who does what.
 *
 *   compose.c   sections, clauses, groups, joins, links between sections, findings
 *   blocks.c    the blocks of a template: paragraphs, lists, tables, conditions, loops
 *   inline.c    what stands in a line: text, values, choices, citations, links
 *   format.c    one value as words in the notice's language
 *   gaps.c      what is not known: gaps in the text and findings about them
 */
#ifndef OUTPUTS_COMPOSE_COMPOSER_H
#define OUTPUTS_COMPOSE_COMPOSER_H

#include "outputs/compose/compose.h"

#define WORD(name, id) name,
enum word_id {
#include "outputs/compose/words.def"
	WORD_COUNT
};
#undef WORD

struct composer {
	const struct library *library;
	const struct answers *answers;
	const struct value *facts;
	struct document *document;
	struct diags *diags;
	const struct compose_watch *watch; /* NULL: nobody watches */
	struct arena scratch;            /* dies with the composing */
	struct scope scope;              /* variables; its arena is the document's */
	const char *words[WORD_COUNT];
	const struct term *home_law;     /* NULL: unknown, or a law without clauses */
	const struct clause *clause;     /* being printed */
	const struct value *record;      /* innermost record it is printed for, NULL outside */
	const struct origin *origin;     /* of the clause and record */
	struct node **sections;          /* one a section of the library: its node once something stands in it */
	struct node *last;               /* the paragraph or item that a joined clause goes on in; NULL: none in this group and record */
	struct node *spill;              /* where the second and later paragraphs of a long text go: a block to append after; NULL: not in a paragraph */
	const struct value **reported;   /* answers a finding was made for */
	size_t reported_count, reported_capacity;
};

/* compose.c */
const struct origin *composer_origin(struct composer *composer, const struct value *answer, const char *law); /* the present clause and record, with what is printed */
const struct value *composer_original(const struct value *value); /* what lists that a path collects hold are copies: the value itself, which outlives the composing. NULL for NULL */
bool composer_section_title(struct composer *composer, const char *id, struct node *into);                    /* false: no such section */

void composer_branch(struct composer *composer, const struct piece *piece, size_t branch);                    /* says that this way was taken, to who watches */

/* blocks.c: appends the blocks of a template to a parent; a table's rows and a list's items too. */
void compose_blocks(struct composer *composer, const struct piece *pieces, size_t count, struct node *parent);

/* inline.c */
void compose_inline(struct composer *composer, const struct piece *pieces, size_t count, struct node *parent);

/* format.c: appends nodes for a given value. */
void format_value(struct composer *composer, const struct value *value, struct node *parent);
void format_values(struct composer *composer, const struct value *const *values, size_t count, struct node *parent); /* "a, b and c" */
struct node *format_link(struct composer *composer, const struct value *address); /* without children and parent; NULL when the address may not become a link */
/* A number in words up to twelve, else digits. Appended to buf. */
void format_number(struct composer *composer, long number, struct buf *buf);
void format_text(struct composer *composer, const char *text, const struct origin *origin, struct node *parent); /* white space folded; nothing when empty */

/* gaps.c: the first two take what the last evaluation left in scope.unknowns, say it in the text and as findings, and empty it. */
void gap_inline(struct composer *composer, struct node *parent);
void gap_block(struct composer *composer, struct node *parent); /* fits the parent: a block, an item of a list, a row of a table */
void gap_for(struct composer *composer, const struct value *answer, struct node *parent); /* either, by the kind of parent, for one answer or fact that is not known */
bool gap_report(struct composer *composer, const struct value *answer, const struct diag_kind *kind); /* false: reported before */

#endif
