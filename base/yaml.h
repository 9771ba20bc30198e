/*
 * YAML in: libyaml's events into a typed tree in which every value knows its place in the file.
 *
 * All scalars are text: "No", "1e3", "~" stay what was typed; what a value means is decided by the schema.
 * Refused with position and way out: malformed YAML, several documents, duplicate keys (compared as typed), keys that are no scalars, anchors,
 * aliases, depth over 64, a tag with a known meaning in YAML (!!str ...), invalid UTF-8, control characters (in the file or by escapes;
 * tab and line feed aside), unbalanced bidirectional overrides, files over FILE_LIMIT. A local tag (!unknown) is kept on the node, meaning nothing here.
 * In flow style a tag right before '}' , ']' or ',' swallows that character: the finding says to put a space there.
 * A byte order mark and CRLF line ends are accepted; positions count them as bytes of the file.
 *
 * The tree keeps byte spans, so that a later step can splice changes into the file as it stands.
 */
#ifndef BASE_YAML_H
#define BASE_YAML_H

#include "base/diag.h"

#include <stdint.h>

enum yaml_kind { YAML_SCALAR, YAML_MAP, YAML_LIST };
enum yaml_style { YAML_PLAIN, YAML_SINGLE, YAML_DOUBLE, YAML_LITERAL, YAML_FOLDED, /* maps and lists: */ YAML_BLOCK, YAML_FLOW };

struct yaml_node;
struct yaml_pair {
	const struct yaml_node *key; /* a scalar */
	const struct yaml_node *value;
};

struct yaml_node {
	enum yaml_kind kind;
	enum yaml_style style;
	const char *tag;      /* "!unknown", or NULL */
	int line, col;        /* of the first character of the value (after a tag); of the tag when the value is empty. From 1, characters */
	size_t start, end;    /* bytes of the file: from the tag (or value) to behind the value. Block scalars: trailing blank lines are outside; block maps and lists: to the end of the last value */
	size_t content;       /* byte where the value itself begins, after a tag; == end when it is empty */
	const char *text;     /* scalars: the value, NUL-terminated; never NULL for a scalar */
	size_t size;          /* scalars: bytes of text; maps: pairs; lists: items */
	const struct yaml_pair *pairs;
	const struct yaml_node *const *items;
	const uint32_t *slots; /* for yaml_get: finds keys of large maps by hash; NULL: look through pairs */
};

struct yaml {
	struct arena arena;   /* owns the tree; also free for those who read it */
	const char *file;     /* as findings say it */
	const char *bytes;    /* the file's bytes (copied into the arena), NUL-terminated */
	size_t size;
	const struct yaml_node *root; /* NULL for an empty file (only comments) */
	/* for yaml_pos_at: */
	int first_line;
	const uint32_t *lines; /* the byte at which each line begins */
	size_t line_count;
};

/* Reads text. first_line is added to every line (0 for a file of its own; for front matter inside another file the lines before it). Returns NULL with findings. Must be freed by yaml_free. */
struct yaml *yaml_read(const char *file, const char *bytes, size_t size, int first_line, struct diags *diags);
/* libyaml exports a function named yaml_free for its own use, which ours would take the place of: hence another name for the linker. */
#define yaml_free yaml_tree_free
void yaml_free(struct yaml *yaml); /* NULL is fine */

/* The value for that key in a map, or NULL (also when node is NULL or no map). */
const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key);
struct pos yaml_pos(const struct yaml *yaml, const struct yaml_node *node);
/*
 * The byte of the file from which byte `at` (0 to node->size) of a scalar's value came: through escapes, doubled quotes, folded and stripped lines. at == size gives the byte behind the last character.
 * A space made by folding a line break maps to that line break.
 */
size_t yaml_origin(const struct yaml *yaml, const struct yaml_node *scalar, size_t at);
/* Line and column of a byte of the file. */
struct pos yaml_pos_at(const struct yaml *yaml, size_t byte);

#endif
