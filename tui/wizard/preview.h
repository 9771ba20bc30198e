/*
 * The notice as a person reads it: headings, bold, lists, tables drawn to the width, gaps where answers are missing; not its source. It
 * lays a document out as lines of a page (tui/widgets/page.h), says where a line comes from, and which lines an answer made.
 *
 * Nothing here changes the document. Lines and their texts live in the preview's arena; what lines come from points into the document
 * and its answers, which must outlive the layout.
 */
#ifndef TUI_WIZARD_PREVIEW_H
#define TUI_WIZARD_PREVIEW_H

#include "outputs/explain/explain.h"
#include "tui/widgets/page.h"

struct preview_line; /* preview_parts.h: the block it belongs to, and the nodes that stand on it */
struct preview_mark; /* preview_changed.c */

struct preview {
	struct arena arena;
	int width;                    /* it was laid out for */
	struct page_line *lines;      /* for page_set; source: number of the line in `sources` */
	struct preview_line *sources;
	size_t count, capacity;
	size_t source_capacity;
	const struct document *document; /* laid out last; NULL: none */
	struct preview_mark *marks;   /* the blocks of the document before, by hash; private */
	size_t mark_slots;
	bool compares;                /* there was one before */
};

enum { PREVIEW_LEAST = 8 /* columns of the narrowest page */ };

void preview_init(struct preview *preview);
void preview_release(struct preview *preview);
/*
 * Lays the document out for a page of that width in columns (at least PREVIEW_LEAST are taken), of which page.h takes PAGE_MARGIN in front
 * and one behind for its marks. No line is wider than what is left.
 *
 * before: the document it is compared with, of which the lines of new or changed blocks are marked as changed: a block (heading, paragraph,
 * item, row, gap, banner) is known again by its section, clause and record, and by what it says; of blocks that are alike in all that, as
 * many are known as there were. NULL: nothing is marked. `before` is needed for this call only. In linear time.
 */
void preview_lay_out(struct preview *preview, const struct document *document, const struct document *before, int width);

/*
 * The line that an answer shows in best: one that prints its value (itself, or by a fact that says the same), else one that was printed
 * because of it (its readings looked at it, or at a fact that follows from it), else one printed for the record it is in, else one that
 * prints an answer asked for because of it; for a record the lines printed for it come first. Among equals a line that leads back to it
 * (preview_answer_of), or to a record it is in, the innermost first; then the first.
 * path: of an answer, a record or a list. preview->count: it prints nothing, or there is no such path. What only decides is known for
 * documents composed with a trace.
 */
size_t preview_line_of(const struct preview *preview, const char *path);
/*
 * The path of the answer that a line comes from: of the gap in it, else of the value on it, else of the record it was printed for, else of
 * the answer that its readings looked at last. Facts lead to the answers they rest on, items to the list that was asked for. NULL: of
 * none; so for the empty lines between blocks. In arena.
 */
const char *preview_answer_of(const struct preview *preview, struct arena *arena, size_t line);
/*
 * A line may come from several answers: the next one behind the path that these two gave last, all around. Of another path the first one.
 */
const char *preview_next_answer_of(const struct preview *preview, struct arena *arena, size_t line, const char *path);
/*
 * Appends where a line comes from, in plain sentences for a person: the clause with its file and line, each answer with its question's
 * label and value, facts with the rule behind them, the law. Lines apart by line feeds, safe for a terminal. Nothing for an empty line.
 * document: the one laid out, composed from those with a trace. line: below preview->count.
 */
void preview_add_why(struct buf *buf, const struct preview *preview, const struct library *library, const struct answers *answers,
	const struct document *document, size_t line);

#endif
