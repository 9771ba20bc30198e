/*
 * A draft: an answers file as it is thought up, before it is written as YAML; and its writer, which knows every style a scalar, a list
 * and a map can have. Plain data that lives in an arena. The generator makes drafts, the shrinker takes parts of them away.
 */
#ifndef TESTS_SOAK_DRAFT_H
#define TESTS_SOAK_DRAFT_H

#include "base/buf.h"
#include "base/yaml.h"

#include <stdbool.h>

enum draft_kind { DRAFT_NOTHING /* a tag alone */, DRAFT_SCALAR, DRAFT_LIST, DRAFT_MAP };

struct draft {
	enum draft_kind kind;
	bool removed;            /* by the shrinker: not written */
	const char *key;         /* in a map; NULL in a list and for the root */
	const char *tag;         /* "!unknown"; NULL: none */
	const char *text;        /* scalars, UTF-8 */
	enum yaml_style style;   /* a wish: what the text does not fit into is written in double quotes */
	bool folded;             /* lines are broken at spaces where the style allows it */
	bool quoted_key;
	const char *comment;     /* a line before it, and behind it where one can stand; NULL: none */
	struct draft *items;     /* of a list or map */
	size_t count;
};

/* Line ends and a byte order mark of the file: as editors on other systems leave them. */
struct draft_file {
	struct draft root;       /* a map */
	bool crlf, mark;
};

/* Appends the file as YAML. A map or list without items (that are not removed) is written as {} or []. */
void draft_write(struct buf *out, const struct draft_file *file);

/* Items that are not removed. */
size_t draft_count(const struct draft *draft);
/* The entry of a map with that key that is not removed, or NULL. */
struct draft *draft_get(const struct draft *map, const char *key);

#endif
