/*
 * What the files of template.h share; for nobody else.
 */
#ifndef OUTPUTS_LIBRARY_TEMPLATE_PARTS_H
#define OUTPUTS_LIBRARY_TEMPLATE_PARTS_H

#include "outputs/library/markdown.h"
#include "outputs/library/template.h"
#include "outputs/outputs_diags.h"

#define MARK "\xEE\x80\x80" /* U+E000: private use, a letter like any other to Markdown; refused in sources */
enum { MARK_SIZE = 3, MARK_NUMBER = 2, MARK_BASE = 62, PLACEHOLDER_LIMIT = MARK_BASE * MARK_BASE };

struct placeholder {
	struct span span;  /* between {{ and }} */
	size_t at, size;   /* of all of it, in the parsed text */
	bool seen;
};

enum control_kind { CONTROL_IF, CONTROL_ELSE, CONTROL_ENDIF, CONTROL_FOR, CONTROL_ENDFOR };

struct control {
	enum control_kind kind;
	struct span argument;
	struct pos pos;
	/* Filled by template.c: */
	struct control *open, *middle, *close; /* of its group; middle: the else, or NULL */
	struct control *around;                /* the opening line of the group around the group; NULL: none. Opening lines only */
	const struct md_node *behind;          /* the block that follows, NULL at the end; not used inside a block */
	const struct md_node *nodes[2];        /* lists or tables it could stand in, at one end or in the middle; NULL: none */
	bool top;                              /* it could stand among the blocks */
	const struct md_node *parent;          /* where it stands */
};

/* A text ready for Markdown, with what was taken out. */
struct template_text {
	struct md_text md;
	struct placeholder *placeholders;
	size_t placeholder_count, placeholder_capacity;
	struct control *controls;
	size_t control_count, control_capacity;
};

/* A list of pieces that grows. */
struct piece_list {
	struct piece *items;
	size_t count, capacity;
};

/* False when findings were added. */
bool template_text_read(struct template_reader *reader, const char *file, const char *body, size_t size, int first_line,
	struct template_text *text);
bool template_text_read_title(struct template_reader *reader, const struct yaml *yaml, const struct yaml_node *node,
	struct template_text *text);

/* A new piece at the end of list. Over the limit for a file: a finding, once, and the pieces go nowhere. */
struct piece *piece_add(struct template_reader *reader, struct piece_list *list, enum piece_kind kind, struct pos pos);
/* Adds the inline nodes from node on. */
void template_inline(struct template_reader *reader, struct template_text *text, const struct md_node *node, struct piece_list *list);
/* Fills a piece for what stands between {{ and }}: its kind, and all that belongs to it. */
void template_expression(struct template_reader *reader, const struct span *span, struct piece *piece);
/* Reads a yes/no condition. NULL with findings. */
const struct cond *template_condition(struct template_reader *reader, const struct span *span);

void template_report(struct template_reader *reader, enum outputs_diag kind, struct pos pos, const char *one, const char *two);

#endif
