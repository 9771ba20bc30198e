/*
 * Changing YAML in place: the smallest replacement of bytes that changes one value, so that comments, order, quoting and layout of everything else survive byte for byte.
 *
 * A function here looks at the tree of the file as it stands (base/yaml.h) and returns the splice that makes the change; nothing is written and the tree is not touched. Several splices made from one tree may be
 * applied together when they do not overlap. The line ends of the file (LF or CRLF), its indentation and its flow style are kept up by what is inserted.
 *
 * A pair of a map owns its lines and the comment lines directly above its key (no blank line between): deleting and moving take them along. A comment behind a value on the same line stays when the value changes and goes with the pair when it is deleted.
 * Deleting the last pair of a map leaves `{}`, the last item of a list `[]`; the key above stays.
 */
#ifndef BASE_SPLICE_H
#define BASE_SPLICE_H

#include "base/buf.h"
#include "base/yaml.h"

struct splice {
	size_t start, end;  /* bytes of the file that go */
	const char *text;   /* what comes in their place; lives in the arena given */
	size_t size;
};

/* What shall stand somewhere. */
enum splice_kind { SPLICE_SCALAR, SPLICE_LIST, SPLICE_MAP, SPLICE_TAG_ONLY };
struct splice_value {
	enum splice_kind kind;
	const char *tag;                        /* "!unknown", "!none", "!suggested", or NULL; SPLICE_TAG_ONLY: needed */
	const char *text;                       /* SPLICE_SCALAR */
	const char *const *items;               /* SPLICE_LIST: scalars, written [a, b] when short and one a line when long */
	const char *const *keys;                /* SPLICE_MAP: in order, with their values */
	const struct splice_value *values;
	size_t count;
};

/*
 * Appends a scalar as YAML that reads back as exactly this text: plain where it is safe (no YAML 1.1 or 1.2 reader takes it for a number, a boolean, a date or null by mistake ... unless it shall look so: `plain_words` lets yes, no, numbers and dates stay bare),
 * else in double quotes with JSON's escapes; with line feeds in block context as a literal block scalar at that indentation (spaces).
 */
void splice_scalar(struct buf *buf, const char *text, bool flow, int indent, bool plain_words);

/* The value of an existing key or list item becomes this. */
struct splice splice_replace(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node, const struct splice_value *value);
/*
 * A new pair in a map (map NULL: the empty file's root). before: the pair in front of which it goes; NULL: behind the last. Never breaks a comment from the pair it belongs to.
 */
struct splice splice_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *before, const char *key, const struct splice_value *value);
struct splice splice_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair);
/* A pair moves in front of another (NULL: to the end) with the lines it owns: two splices, to be applied together. False when it stands there already. */
bool splice_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair, const struct yaml_pair *before, struct splice moved[2]);

/* The file with the splices done; they are ordered by start first. False when two overlap: then buf is as it was. */
bool splice_apply(struct buf *buf, const char *bytes, size_t size, struct splice *splices, size_t count);

#endif
