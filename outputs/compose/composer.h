/*
 * The composer's rooms, inside: its state, and who does what.
 *
 *   compose.c   the whole: sections, links between them, findings
 *   clauses.c   clauses of a section: conditions, groups, loops, joins
 *   blocks.c    the blocks of a template: paragraphs, lists, tables, conditions, loops
 *   inline.c    what stands in a line: text, values, choices, citations, links
 *   format.c    one value as words in the notice's language
 *   gaps.c      what is not known: gaps in the text and findings about them
 *   respell.c   the spelling of a variant of the language
 *   layer.c     the short notice out of the whole
 *   trace.c     which answers decided what, for those who ask
 */
#ifndef OUTPUTS_COMPOSE_COMPOSER_H
#define OUTPUTS_COMPOSE_COMPOSER_H

#include "outputs/compose/compose.h"
#include "outputs/document/reads.h"

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
	bool first_layer;                /* the short notice is wanted */
	struct arena scratch;            /* dies with the composing */
	struct scope scope;              /* variables; its arena is the document's */
	const char *words[WORD_COUNT];
	bool varies[WORD_COUNT];         /* words that the notice's variant of the language has of its own */
	const char *spelling;            /* what the words that the notice's variant spells otherwise begin with in words.yaml; NULL: none */
	bool respelt_pairs[26 * 26];     /* the first two letters of those words: most words begin otherwise, and are not looked up */
	const struct term *home_law;     /* NULL: unknown, or a law without clauses */
	const struct term *law;          /* by which the present section goes: that of the notice, or its own */
	const struct value *articles;    /* whether articles are cited: an answer, which may be nothing; NULL: the library does not ask */
	const struct section *section;   /* being composed */
	const struct clause *clause;     /* being printed */
	const struct value *record;      /* innermost record it is printed for, NULL outside */
	const struct section *titled;    /* the section whose title is being printed; NULL: none */
	const struct origin *origin;     /* of the clause and record, or of that title; NULL: nobody has asked since one of them changed */
	size_t *starts;                  /* one a section, and one more: where its clauses begin among those of the library */
	struct node **sections;          /* one a section of the library: its node once something stands in it */
	struct node *last;               /* the paragraph or item that a joined clause goes on in; NULL: none in this group and record */
	struct node *spill;              /* where the second and later paragraphs of a long text go: a block to append after; NULL: not in a paragraph */
	struct node **references;        /* links to sections, each with a parent */
	size_t reference_count, reference_capacity;
	const struct value **reported;   /* answers a finding was made for */
	size_t reported_count, reported_capacity;
	struct trace *trace;             /* NULL: nobody asks, and the members below stay NULL */
	const struct reads *reads;       /* what the piece being printed rests on */
	const struct reads *ground;      /* what the present section rests on: its condition and those around it */
	struct reading *gatherer;        /* readings that also get what others read, innermost first */
	struct attempts excluded;        /* the clauses of the section that are not among the chosen */
	size_t settled;                  /* how many attempts there were when the last text was put in its place */
	struct surprise *surprises;      /* why clauses that may surprise print: private to trace.c */
};

/* compose.c */
const struct origin *composer_here(struct composer *composer); /* the present clause and record */
const struct origin *composer_origin(struct composer *composer, const struct value *answer, const char *law); /* the same, with what is printed */
const struct value *composer_original(const struct value *value); /* what lists that a path collects hold are copies: the value itself, which outlives the composing. NULL for NULL */
size_t composer_section_index(const struct composer *composer, const char *id); /* section_count: no such section */
bool composer_section_title(struct composer *composer, const char *id, struct node *into);                    /* false: no such section */

struct node *composer_section(struct composer *composer, size_t index); /* the node of a section, made with its heading when something first stands in it; its parents too */
void composer_printed(const struct composer *composer, const struct clause *clause, bool kept);               /* says that a clause was composed, to who watches */
void composer_branch(struct composer *composer, const struct piece *piece, size_t branch);                    /* says that this way was taken, to who watches */

/* layer.c: takes out the sections that do not stand in the short notice; links to them lead to the whole notice, where that has an address. */
void layer_take(struct composer *composer);

/* clauses.c: the clauses of a section, by its place, in its node; and in [controller] a gap for the law of the notice when that is not known. */
void compose_section(struct composer *composer, size_t section);
void compose_law_gap(struct composer *composer, size_t section);

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

/* respell.c: what the variant of the language has of its own is noted as a reading; make origins after these. */
void respell_set_up(struct composer *composer);                          /* fills words, once the document's language is known */
const char *respell(struct composer *composer, const char *text);        /* text of the library, in that variant; it or a copy in scratch */
const char *respell_word(struct composer *composer, enum word_id word);  /* one of the composer's words */

/* gaps.c: the first two take what the last evaluation left in scope.unknowns, say it in the text and as findings, and empty it. */
void gap_inline(struct composer *composer, struct node *parent);
void gap_block(struct composer *composer, struct node *parent); /* fits the parent: a block, an item of a list, a row of a table */
void gap_for(struct composer *composer, const struct value *answer, struct node *parent); /* either, by the kind of parent, for one answer or fact that is not known */
/* A finding at an answer; false when it was reported before. The first makes the notice a draft. */
bool gap_report(struct composer *composer, const struct value *answer, const struct diag_kind *kind);
bool answer_report(struct composer *composer, const struct value *answer, const struct diag_kind *kind);

/*
 * trace.c: evaluations whose readings are kept. Without a trace the first three only evaluate, and the others do nothing. text: the condition or path as written; line: its place in the clause's file, 0: that of the clause.
 * A reading joins composer->reads, and so all origins made from then on, until trace_back.
 */
enum tri trace_test(struct composer *composer, enum reading_kind kind, const struct cond *cond, const char *text, int line); /* cond NULL: true, and nothing is read */
enum look trace_look(struct composer *composer, enum reading_kind kind, const struct cond *path, const char *text, int line, const struct value **value);
enum look trace_count(struct composer *composer, enum reading_kind kind, const struct cond *count, const char *text, int line, long *number);
/* Several evaluations that make one reading: all between these two. trace_begin returns NULL without a trace. */
struct reading *trace_begin(struct composer *composer, enum reading_kind kind, const char *text, int line);
void trace_end(struct composer *composer, struct reading *reading, enum reading_result result);
/* Values, or one, that decided without an evaluation. */
void trace_values(struct composer *composer, enum reading_kind kind, const char *text, const struct value *const *values, size_t count, enum reading_result result);
void trace_value(struct composer *composer, enum reading_kind kind, const char *text, const struct value *value, enum reading_result result);
/* A reading of what others read from now on (READ_ROWS: only lists and conditions), until trace_gathered. The caller may let it join with trace_join. */
struct reading *trace_gather(struct composer *composer, enum reading_kind kind, const char *text);
void trace_gathered(struct composer *composer, struct reading *reading, enum reading_result result);
void trace_join(struct composer *composer, const struct reading *reading);
/* Back to what was read at an earlier place. */
void trace_back(struct composer *composer, const struct reads *reads);
/* What comes before the condition of a clause: its law, and whether it may surprise. */
void trace_chosen(struct composer *composer, const struct clause *clause);
void trace_keep_surprise(struct composer *composer, const struct clause *clause, const struct reading *reading);
/* The origin of a text that is joined to the one before it: with the clauses that did not print in between. */
const struct origin *trace_joined(struct composer *composer, const struct origin *origin);
/* Notes that a text was put in its place. */
void trace_settled(struct composer *composer);
/* Notes what came of a clause, for the present record. */
void trace_outcome(struct composer *composer, const struct clause *clause, enum outcome outcome);

#endif
