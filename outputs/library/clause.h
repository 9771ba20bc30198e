/*
 * Clauses: the pieces of text a notice is composed of, as data anyone can read (outputs/clauses/LANG/NN-NAME.md), and their templates.
 *
 *     ---
 *     clause: transfers.scc
 *     section: transfers
 *     when: any(t in facts.transfers, "scc" in t.tools)
 *     few: transfers.scc.few
 *     meets: [gdpr-13-1-f-safeg, gdpr-13-1-f-copy]
 *     kinds: [transfer.mechanism, transfer.copy]
 *     ---
 *     We have signed the European Commission's standard contractual clauses with these companies.
 *     They bind them to protect your data.
 *
 *     | Company | Country |
 *     | --- | --- |
 *     {% for t in facts.transfers if "scc" in t.tools %}
 *     | {{ t.recipient }} | {{ t.country }} |
 *     {% endfor %}
 *
 * Front matter (YAML between two `---` lines), keys in any order:
 *   clause   id, [a-z0-9][a-z0-9.-]*, unique in a language
 *   section  id from sections.yaml; or a path from the variable of `each` to a choice of vocabulary `sections`: printed at the end of the section that this record names, its headings one level below that section's
 *   law      [eu, ...]: printed only when one of these is the home law (ids of vocabulary laws); without it: always
 *   each     `x in PATH [if COND]`: printed once for each record. Clauses that follow one another in a section with the same `each` form a group: for every record all clauses of the group, in order
 *   when     condition; sees x. Without it: always
 *   for      `y in PATH [if COND]`: inside that, printed once for each y; sees x
 *   join     sentence | line: the clause is one paragraph (or one in each branch of an {% if %}), and its text goes on in the paragraph or list item before it (of the same group and record), after a space or a line break; on its own when nothing was printed there
 *   few      id of the clause printed instead when the table would have fewer than three rows. Needed for every table clause with a loop. A clause named by `few` prints only in that way
 *   surprise 1 to 9: for clauses of [glance]; of those whose condition is true only the two lowest print
 *   short    only: printed only in the short notice (`build --short`), in a section that stands there
 *   meets    requirement ids;  kinds  ids of kinds of disclosure, [a-z_]+.[a-z_]+
 *   note     a remark for the editors; never printed
 *   Overlays only: replaces: ID HASH (the id may be left out when it is the clause's own: `replaces: HASH`); deletes: ID with reason: TEXT and an empty body.
 *   A clause that others name by `few` cannot be deleted; a table clause that goes or changes must not leave its `few` clause alone, which would then print always
 *
 * The body is CommonMark with tables: paragraphs (lines are joined), bullet lists with `-`, tables, headings ### and ####, **bold**, *emphasis*, links, `\` line breaks. No raw HTML, code, quotations, numbered or nested lists, images, reference links.
 *   {{ PATH }}                       the value, formatted by its type and the language; a full stop behind it is left out where the value ends with '.', '!', '?' or an ellipsis
 *   {{ PATH for y in PATH [if COND] }}   a list of the values
 *   {{ EXPR: case 'text', case 'text', other 'text' }}   inline choice: EXPR is count(...) with cases none, one, two, other; a yes/no with yes, no; or a choice with ids of its vocabulary. In texts # is the number (in words up to twelve). All cases or `other` must be there
 *   {{ cite ID }}, {{ cite PATH }}   the citation of vocabulary `citations` under the home law: an entry, or the path of a choice among them. Behind ", " or alone in brackets: where there is none, or the operator wants none
 *                                    (`notice.articles`), it is left out together with those. What a law wants cited is written as text
 *   [](#section)  [text](#section)   a reference to a section, with its title as text when empty;  [text]({{ PATH }}) a link whose whole address is an answer of type web or email
 *   {% if COND %} ... {% else %} ... {% endif %}   {% for y in PATH [if COND] %} ... {% endfor %}   on lines of their own, around whole blocks, list items or table rows, paired in the same parent
 *   `|` is refused inside {{ }}.
 */
#ifndef OUTPUTS_LIBRARY_CLAUSE_H
#define OUTPUTS_LIBRARY_CLAUSE_H

#include "questionnaire/conditions/condition.h"

enum piece_kind {
	/* blocks */
	PIECE_PARAGRAPH, PIECE_HEADING, PIECE_LIST, PIECE_ITEM, PIECE_TABLE, PIECE_ROW, PIECE_CELL, /* items hold inline pieces; lists items, tables rows, and IF and FOR around them */
	PIECE_IF,      /* cond; pieces; otherwise */
	PIECE_FOR,     /* list, slot, filter; pieces */
	/* inline */
	PIECE_TEXT, PIECE_STRONG, PIECE_EMPHASIS, PIECE_BREAK,
	PIECE_LINK,    /* href, or cond: a path of type web or email; no pieces: print the section's title */
	PIECE_VALUE,   /* cond: a path; list, slot, filter when it is a comprehension */
	PIECE_SELECT,  /* cond: path or count; cases */
	PIECE_CITE     /* term of vocabulary citations, or cond: a path to one */
};

struct select_case {
	const char *name; /* none, one, two, yes, no, the id of an entry, other */
	const char *text;
};

/* A node of a parsed template. Plain data, fit for constant tables. */
struct piece {
	enum piece_kind kind;
	int level;                        /* headings */
	bool header;                      /* PIECE_ROW: the header row */
	const char *text;                 /* PIECE_TEXT: as it shall be read, entities and escapes resolved. IF: the condition, FOR: the loop, VALUE and CITE: what stands between {{ }}, SELECT: that up to the colon; as written */
	const char *href;                 /* PIECE_LINK */
	const struct cond *cond;
	const struct cond *list, *filter; /* loops: a path to a list or records; filter may be NULL */
	int slot;
	const struct term *term;          /* PIECE_CITE */
	const struct select_case *cases;
	size_t case_count;
	const struct piece *pieces;
	size_t piece_count;
	const struct piece *otherwise;    /* PIECE_IF: the else branch */
	size_t otherwise_count;
	int line, col;                    /* in the clause's file */
};

enum clause_join { JOIN_NO, JOIN_SENTENCE, JOIN_LINE };

/* A loop of the front matter. */
struct clause_loop {
	const char *text;                 /* as written: clauses with the same text form a group */
	const struct cond *list, *filter; /* list NULL: no loop */
	int slot;
};

struct clause {
	const char *id;
	const char *section;              /* id; or as written, when section_path is set */
	const struct cond *section_path;  /* NULL: it stands in one section */
	const char *const *laws;          /* ids; none: every law */
	size_t law_count;
	struct clause_loop each, inner;   /* `each`, `for` */
	const struct cond *when;          /* NULL: always */
	const char *when_text;            /* as written */
	enum clause_join join;
	const struct clause *few;         /* NULL: none */
	bool only_few;                    /* some clause names it by `few` */
	int surprise;                     /* 0: none */
	bool only_short;                  /* stands only in the short notice */
	const struct requirement *const *meets;
	size_t meet_count;
	const char *const *kinds;
	size_t kind_count;
	const struct piece *pieces;
	size_t piece_count;
	const char *hash;                 /* FNV-1a 64 over the body with LF line ends, 16 hex digits */
	const char *front, *body;         /* as written, for copies: the lines between the two `---`; the text without blank lines around it */
	struct pos pos;                   /* of its front matter */
	int layer;                        /* 0 built in, 1 overlay */
};

#endif
