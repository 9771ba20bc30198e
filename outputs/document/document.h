/*
 * The document: a notice as a tree, from which every writer, the preview, the spelling desk, the comparison and `why` read.
 *
 * About a dozen kinds of block and half a dozen inline kinds. Text in the tree is plain Unicode as it shall be read, never markup: a value enters as a
 * NODE_TEXT after all parsing is done, so no value can open a tag, a column, a list or a link. Escaping is the writers' business.
 * Every node knows its origin. All nodes live in the document's arena; the document never points into the arena of the answers except through origins.
 */
#ifndef OUTPUTS_DOCUMENT_DOCUMENT_H
#define OUTPUTS_DOCUMENT_DOCUMENT_H

#include "base/mem.h"

#include <stdbool.h>

struct value; /* questionnaire/types/value.h */
struct reads; /* document/reads.h */
struct trace;

enum node_kind {
	/* blocks */
	NODE_SECTION,   /* level 1 to 4, id: the anchor; children: one NODE_HEADING, then blocks and deeper sections */
	NODE_HEADING,   /* level 1 to 5; inline children. The first child of a section (its anchor is the section's id), or a heading of its own (no anchor) */
	NODE_PARAGRAPH, /* inline children */
	NODE_LIST,      /* bullets; children NODE_ITEM */
	NODE_ITEM,      /* inline children only: lists do not nest and hold one paragraph an item */
	NODE_TABLE,     /* children NODE_ROW; the first is the header row. Every row has as many cells as the header */
	NODE_ROW,
	NODE_CELL,      /* inline children, no NODE_BREAK */
	NODE_GAP,       /* a block that says what is not answered yet; inline children; drafts only */
	NODE_BANNER,    /* "this is a draft": inline children; drafts only, first in the document */
	/* inline */
	NODE_TEXT,      /* text: UTF-8, not empty, no line feed; white space at its ends counts */
	NODE_STRONG,    /* inline children */
	NODE_EMPHASIS,
	NODE_LINK,      /* href; inline children without links */
	NODE_BREAK,     /* a line break, in addresses only; never first or last in its block */
	NODE_OPEN       /* an inline gap: inline children that name what is not answered; drafts only */
};

/* Where a node comes from. Shared by the nodes of one piece; any member may be NULL or 0. */
struct origin {
	const char *clause;          /* id */
	const char *file;            /* of the clause, and the line in it */
	int line;
	const struct value *record;  /* the innermost record the piece was printed for (a purpose, a recipient, a cookie ...) */
	const struct value *answer;  /* the answer (or fact) whose value this node prints */
	const char *law;             /* citation printed or relied on */
	const char *section;         /* the section whose title it is a part of: then there is no clause */
	const struct reads *reads;   /* why it is there (document/reads.h); NULL unless a trace was asked for */
};

struct node {
	enum node_kind kind;
	int level;
	const char *text; /* NODE_TEXT */
	const char *href; /* NODE_LINK: "#id", or an address that passed address_allowed (document/address.h) */
	const char *id;   /* NODE_SECTION */
	const struct origin *origin; /* never NULL in a composed document */
	struct node *parent, *first, *last, *next;
};

struct document {
	struct arena arena;
	struct arena facts;     /* what was derived to compose it: origins point there too */
	const char *language;   /* BCP 47, "en-GB" */
	const char *title;      /* plain text of the title */
	const char *contents;   /* the word over the list of contents ("Contents") */
	bool draft;
	int first_day, last_day; /* the same answers give this document on each day from the first to the last: YYYYMMDD, to be compared with days (facts.h, struct days) */
	const struct trace *trace; /* what came of every clause; NULL unless asked for */
	struct node *root;      /* the section of level 1, id "top": heading, then blocks, then the sections of level 2; a NODE_BANNER stands before everything, as first child */
};

struct document *document_new(void); /* empty: root is NULL. Must be freed by document_free */
void document_free(struct document *document); /* NULL is fine */
/* A node without parent. */
struct node *document_node(struct document *document, enum node_kind kind, const struct origin *origin);
/* A NODE_TEXT with a copy of text. */
struct node *document_text(struct document *document, const char *text, const struct origin *origin);
/* The same without a copy, for texts of the library: text must live as long as the document. */
struct node *document_library_text(struct document *document, const char *text, const struct origin *origin);
void node_append(struct node *parent, struct node *child);
/* Moves all children of from to the end of to. */
void node_take_children(struct node *to, struct node *from);
/* The node after this one in document order (children first), staying inside top; NULL at the end. Without recursion. */
const struct node *node_walk(const struct node *node, const struct node *top);
bool node_is_inline(enum node_kind kind);
/* Appends the plain text below node: blocks apart by line feeds, breaks as line feeds. */
struct buf;
void node_plain_text(const struct node *node, struct buf *buf);

/*
 * Checks the shape promised above (parents, levels, rows of equal length, no empty text, section, list or paragraph, links that lead to a section of this document or an allowed address ...).
 * Returns NULL, or what is wrong in a few words (static or in the document's arena). For tests and for the long random run.
 */
const char *document_flaw(struct document *document);

#endif
