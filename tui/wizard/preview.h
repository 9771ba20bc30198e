/*
 * The notice as a person reads it: headings, bold, lists, tables drawn to the width, gaps where answers are missing; not its source. It
 * lays a document out as lines of a page (tui/widgets/page.h), says where a line comes from, and which lines an answer made.
 *
 * Nothing here changes the document. Lines point into the preview's arena; texts are the document's own, so it must outlive the layout.
 */
#ifndef TUI_WIZARD_PREVIEW_H
#define TUI_WIZARD_PREVIEW_H

#include "outputs/explain/explain.h"
#include "tui/widgets/page.h"

struct preview_line; /* in preview.c: the block it belongs to, and the nodes that stand on it */

struct preview {
	struct arena arena;
	int width;
	struct page_line *lines;      /* for page_set; source: number of the line in `sources` */
	struct preview_line *sources;
	size_t count, capacity;
	unsigned long *marks;         /* sorted hashes of the blocks of the document before; private */
	size_t mark_count;
	bool compares;                /* there was one before */
};

void preview_init(struct preview *preview);
void preview_release(struct preview *preview);
/*
 * Lays the document out for a width in columns (at least 8 are taken). before: the document it is compared with, of which the lines of
 * new or changed blocks are marked as changed (a block is known again by its key - clause, record, ordinal - and its text); NULL: nothing is marked. `before` is needed for this
 * call only. In linear time.
 */
void preview_lay_out(struct preview *preview, const struct document *document, const struct document *before, int width);

/*
 * The line that an answer shows in best: one that prints its value, else one that was printed because of it (its readings looked at it),
 * else one printed for the record it is in. path: of an answer, a record or a list. preview->count: it prints nothing.
 */
size_t preview_line_of(const struct preview *preview, const char *path);
/*
 * The path of the answer that a line comes from: of the value on it, of the gap in it, else of the record it was printed for, else of the first answer its
 * readings looked at. Facts lead to the answers they rest on. NULL: of none. In arena. answers: those the document was composed of.
 */
const char *preview_answer_of(const struct preview *preview, struct arena *arena, size_t line);
/*
 * Appends where a line comes from, in plain sentences for a person: the clause with its file and line, each answer with its question's
 * label and value, facts with the rule behind them, the law. Lines apart by line feeds.
 */
void preview_add_why(struct buf *buf, const struct preview *preview, const struct library *library, const struct answers *answers,
	const struct document *document, size_t line);

#endif
