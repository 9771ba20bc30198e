/*
 * What the files of splicing share. splice_place.c knows where things stand: lines, comments, the entry of a map or list with all it owns; splice_value.c writes new values; splice_scalar.c texts; splice.c replaces;
 * splice_list.c changes some items of a list; splice_block.c and splice_flow.c insert, delete and move in either style; splice_move.c is their front door.
 *
 * An entry is a pair of a map or an item of a list, named by its collection and its number.
 */
#ifndef BASE_SPLICE_PARTS_H
#define BASE_SPLICE_PARTS_H

#include "base/splice.h"

/* -- lines: they end with LF, CRLF, U+2028 or U+2029, as libyaml sees it -- */

size_t splice_file_start(const struct yaml *yaml);               /* behind a byte order mark */
size_t splice_line_start(const struct yaml *yaml, size_t byte); /* on the first line: behind the mark */
size_t splice_line_end(const struct yaml *yaml, size_t byte);   /* before the line break */
size_t splice_next_line(const struct yaml *yaml, size_t byte);  /* behind the line break, or the file's end */
size_t splice_break_before(const struct yaml *yaml, size_t byte); /* bytes of the line break that ends there, or 0 */
size_t splice_skip_blanks(const struct yaml *yaml, size_t byte); /* spaces and tabs */
bool splice_is_blank_line(const struct yaml *yaml, size_t line);
bool splice_is_first_on_line(const struct yaml *yaml, size_t byte); /* only white space stands before it */
size_t splice_skip_blank_lines(const struct yaml *yaml, size_t line);
bool splice_blank_line_above(const struct yaml *yaml, size_t line);
/* The first of the comment lines that stand directly above this line, none before limit or indented deeper than column; the line itself when there are none. */
size_t splice_comments_above(const struct yaml *yaml, size_t line, size_t limit, size_t column);
/* Appends the comments among these bytes, which hold no values, joined by spaces. */
void splice_add_comments(struct buf *buf, const struct yaml *yaml, size_t start, size_t end);
bool splice_has_comment(const struct yaml *yaml, size_t start, size_t end);
/* Behind white space, line breaks and comments. */
size_t splice_skip_between(const struct yaml *yaml, size_t byte);

/* -- entries -- */

const struct yaml_node *splice_entry_value(const struct yaml_node *collection, size_t entry);
size_t splice_pair_number(const struct yaml_node *map, const struct yaml_pair *pair); /* NULL: the number of pairs */
/* The value is a tag alone, or nothing at all: what follows may not touch it. */
bool splice_is_hollow(const struct yaml_node *value);
bool splice_is_block_scalar(const struct yaml_node *node);
/* The last scalar in it, or the empty map or list in that place. */
const struct yaml_node *splice_last_leaf(const struct yaml_node *node);
/* Its last value is a block scalar to which blank lines that follow would belong ("|+"). */
bool splice_takes_blank_lines(const struct yaml_node *value, const struct yaml *yaml);

/* Where a value stands. */
struct splice_place {
	const struct yaml_node *parent; /* NULL: the root */
	size_t entry;
	size_t behind;      /* byte behind the ':' or '-'; behind the key when there is no ':' */
	bool no_colon;
	int column;         /* block style: of the parent's keys or dashes; the root: -1 */
	int step;           /* block style: by how much what is nested is indented */
};
struct splice_place splice_find(const struct yaml *yaml, const struct yaml_node *node);
bool splice_in_flow(const struct splice_place *place);
int splice_column(const struct yaml *yaml, size_t byte);
/* By how much what stands below an entry of this block collection is indented. outer: the column of what it stands in, or -1. */
int splice_step(const struct yaml *yaml, const struct yaml_node *collection, int outer);

/* An entry of a block collection. */
struct splice_region {
	size_t head;   /* the first of its lines, comments above included; start when it does not begin its line */
	size_t start;  /* of key, '?' or '-' */
	size_t end;    /* of the line where its value ends, before the break */
	size_t tail;   /* behind its last line, comments below included */
	bool own_line; /* nothing stands before it on its line (as in "- key: value") */
};
struct splice_region splice_region(const struct yaml *yaml, const struct yaml_node *collection, size_t entry);

/* -- writing -- */

/* How a value is written. */
struct splice_style {
	bool flow;
	bool no_literal;   /* block style without block scalars: a comment that follows would become text */
	bool block_list;   /* lists stay one item a line, however short */
	int list_indent;   /* for these, -1: as everything */
	size_t list_width; /* up to how many columns a list is short */
	int column, step;  /* block style: the column of the key or dash it stands behind */
};
enum { SPLICE_LIST_WIDTH = 80, SPLICE_LIST_WIDTH_KEPT = 120 };
/* Appends the value as it stands behind "key:" or "-": with a leading space, or with a line feed when it begins on the next line; no line feed at the end. */
void splice_add_value(struct buf *buf, const struct splice_value *value, const struct splice_style *style);
/* Appends "key: value". */
void splice_add_pair(struct buf *buf, const char *key, const struct splice_value *value, const struct splice_style *style);
/* Appends items as lines "  - item", each with its line feed. */
void splice_add_items(struct buf *buf, const char *const *items, size_t count, bool plain_words, int indent, const struct splice_style *style);

/* The splice that puts this text there: in the arena, with the line ends of the file. Empties the buffer. */
struct splice splice_make(struct arena *arena, const struct yaml *yaml, size_t start, size_t end, struct buf *text);

/* -- both styles -- */

/* The items that differ. False when they cannot be told apart from the rest: then the whole list is to be replaced. */
bool splice_list_items(struct arena *arena, const struct yaml *yaml, const struct yaml_node *list, const struct splice_value *value, struct splice *splice);

struct splice splice_block_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const char *key, const struct splice_value *value);
struct splice splice_block_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair);
void splice_block_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair, size_t at, struct splice moved[2]);

struct splice splice_flow_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t at, const char *key, const struct splice_value *value);
struct splice splice_flow_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair);
void splice_flow_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, size_t pair, size_t at, struct splice moved[2]);

#endif
