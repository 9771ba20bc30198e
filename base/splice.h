/*
 * Changing YAML in place: the smallest replacement of bytes that changes one value, so that comments, order, quoting and layout of everything else survive byte for byte.
 *
 * A function here looks at the tree of the file as it stands (base/yaml.h) and returns the splice that makes the change; nothing is written and the tree is not touched. The line ends of the file (LF or CRLF), its
 * indentation and its flow style are kept up by what is inserted. The cost is that of the entries beside the change, never a pass over the file.
 *
 * Several splices made from one tree may be applied together when they do not overlap: replacements, and insertions into maps that hold something, always agree. A deletion or a move agrees with changes in other maps
 * and inside other pairs, but not with a second deletion, a move or an insertion in its own map: there, one is made, the file read, and then the next.
 *
 * A pair of a map owns its lines; the comment lines directly above its key (no blank line between, indented no deeper than the key); and the comment lines below it that are indented deeper than its key.
 * Deleting and moving take them along. A comment behind a value on the same line stays when the value changes and goes with the pair when it is deleted. What stands inside a map or list goes when that is replaced.
 * Deleting the last pair of a map leaves `{}`, the last item of a list `[]`; the key above stays.
 * Blank lines: where pairs are set apart by them, a new one is, too; deleting leaves no two gaps in a row.
 */
#ifndef BASE_SPLICE_H
#define BASE_SPLICE_H

#include "base/buf.h"
#include "base/yaml.h"

#include <stdbool.h>

struct splice {
	size_t start, end;  /* bytes of the file that go */
	const char *text;   /* what comes in their place; lives in the arena given */
	size_t size;
};

/* What shall stand somewhere. */
enum splice_kind { SPLICE_SCALAR, SPLICE_LIST, SPLICE_MAP, SPLICE_TAG_ONLY };
struct splice_value {
	enum splice_kind kind;
	bool plain_words;                       /* SPLICE_SCALAR, SPLICE_LIST: see splice_scalar */
	const char *tag;                        /* "!unknown", "!none", "!suggested", or NULL; SPLICE_TAG_ONLY: needed */
	const char *text;                       /* SPLICE_SCALAR */
	const char *const *items;               /* SPLICE_LIST: scalars, written [a, b] when short and one a line when long */
	const char *const *keys;                /* SPLICE_MAP: in order, with their values; without any: {} */
	const struct splice_value *values;
	size_t count;
};

/*
 * Appends a scalar as YAML that reads back as exactly this text: plain where it is safe (no YAML 1.1 or 1.2 reader takes it for a number, a boolean, a date or null by mistake ... unless it shall look so: `plain_words` lets yes, no, numbers and dates stay bare),
 * else in double quotes with JSON's escapes; with line feeds in block context as a literal block scalar at that indentation (spaces, at least 1), which must be followed by a line end.
 * The text is valid UTF-8. Control characters are escaped, but yaml_read refuses them in any form: whoever takes text from people refuses them first.
 */
void splice_scalar(struct buf *buf, const char *text, bool flow, int indent, bool plain_words);

/*
 * The value of an existing key or list item (not the root) becomes this. Where only the tag differs, only the tag changes. In a block list, and in a flow list on one line, the items that stay at its beginning and its end
 * are left as they are, with their comments.
 */
struct splice splice_replace(struct arena *arena, const struct yaml *yaml, const struct yaml_node *node, const struct splice_value *value);
/*
 * A new pair in a map (map NULL: the empty file's root; an empty value becomes a map). before: the pair in front of which it goes; NULL: behind the last. Never breaks a comment from the pair it belongs to.
 * A map in flow style stays so, also `{}`; but a root `{}` becomes a block map. The key has at most 1,000 bytes.
 */
struct splice splice_insert(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *before, const char *key, const struct splice_value *value);
struct splice splice_delete(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair);
/* A pair moves in front of another (NULL: to the end) with the lines it owns: two splices, to be applied together. False when it stands there already. */
bool splice_move(struct arena *arena, const struct yaml *yaml, const struct yaml_node *map, const struct yaml_pair *pair, const struct yaml_pair *before, struct splice moved[2]);

/* Appends the file with the splices done; they are ordered by start first, those at one place as given. False when two overlap: then buf is as it was. */
bool splice_apply(struct buf *buf, const char *bytes, size_t size, struct splice *splices, size_t count);

#endif
