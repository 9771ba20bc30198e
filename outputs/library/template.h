/*
 * Templates: from the text of a clause to its tree of pieces.
 *
 * A body is parsed once, whole, in this order:
 *   1. each {{ placeholder }} is replaced by a word as long as it (the mark U+E000, its number in two letters, then 'a's), so that
 *      Markdown sees a word and every byte keeps its place; each {% control line %} becomes an empty line, or none at all between two
 *      lines of a table, which an empty line would end;
 *   2. Markdown is parsed (markdown.h);
 *   3. control lines are paired, and each group is woven in among the children of one parent: blocks, items or rows;
 *   4. texts are split where placeholders stand.
 * Fed to a Markdown parser as they are, control lines would become rows of tables or the tails of list items.
 *
 *   template_text.c         step 1
 *   template.c              steps 2 and 3
 *   template_inline.c       step 4: texts, links
 *   template_expression.c   what stands inside {{ }} and behind `for`
 */
#ifndef OUTPUTS_LIBRARY_TEMPLATE_H
#define OUTPUTS_LIBRARY_TEMPLATE_H

#include "base/yaml.h"
#include "outputs/library/clause.h"
#include "questionnaire/schema/schema.h"

/* What the reading of a template needs and grows. Findings go to diags; what is read after one is for finding more and is never used. */
struct template_reader {
	struct arena *arena;
	const struct schema *schema;
	struct diags *diags;
	struct cond_variable variables[SLOT_COUNT]; /* the loops around: `each`, `for`, then those of the template */
	size_t variable_count;
	size_t piece_count;                         /* so far, against the limit for a file */
};

/* What names mean at this place of the template: those of the schema and the loops around. A view of the reader: for at once. */
struct cond_env template_env(const struct template_reader *reader);

/* A text inside a file: one line of it, or the value of a YAML scalar, from its byte skip on. */
struct span {
	const char *text;           /* not NUL-terminated */
	size_t size;
	struct pos pos;             /* of its first byte; not used when node is set */
	const struct yaml *yaml;
	const struct yaml_node *node;
	size_t skip;
};
struct span span_of(const struct yaml *yaml, const struct yaml_node *node);
struct span span_part(const struct span *span, size_t from, size_t to); /* white space at both ends is left out */
struct pos span_pos(const struct span *span, size_t at);

struct pieces {
	const struct piece *items;
	size_t count;
};

#define CLAUSE_LIMIT ((size_t)64 << 10) /* bytes of a body */
enum { PIECE_LIMIT = 100000 };          /* pieces of a file */

/*
 * Reads a body: text that begins with that line of the file, in UTF-8 without control characters. Line ends may be CRLF. file must live
 * as long as the pieces. False when findings were added.
 */
bool template_read(struct template_reader *reader, const char *file, const char *body, size_t size, int first_line, struct pieces *pieces);
/* Reads the title of a section: inline pieces only, no links. */
bool template_read_title(struct template_reader *reader, const struct yaml *yaml, const struct yaml_node *node, struct pieces *pieces);

/*
 * Reads `x in PATH [if COND]` and lets x stand for an item from now on: it becomes the last variable. False with findings; then x is
 * there too where it could be read, of no type.
 */
bool template_read_loop(struct template_reader *reader, const struct span *span, struct clause_loop *loop);

/* Reads a path to something printable. NULL with findings. */
const struct cond *template_path(struct template_reader *reader, const struct span *span);

#endif
