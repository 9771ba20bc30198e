/*
 * What the answers file shall say after some changes: a copy of its YAML tree, made only as far as something changes. Everything else
 * is the tree as it stands.
 *
 * Changes are made here first, one after another, so that later ones see earlier ones; change_write.c then finds the splices that lead
 * there. Everything lives in the arena of the batch.
 */
#ifndef QUESTIONNAIRE_ANSWERS_WANTED_H
#define QUESTIONNAIRE_ANSWERS_WANTED_H

#include "base/splice.h"
#include "base/yaml.h"

/* One of three: as it stands (old), a map with entries of its own (open), or a new scalar or list. */
struct wanted {
	const struct yaml_node *old;      /* the value that stands in the file; NULL: none is left of it */
	const char *tag;                  /* "!suggested" ..., or NULL */
	bool open;
	enum yaml_kind kind;              /* new ones: YAML_SCALAR or YAML_LIST */
	bool bare;                        /* new ones: a word, number or date that needs no quotes to be told from a text */
	const char *text;                 /* a new scalar; NULL: nothing but the tag */
	const char *const *items;         /* a new list */
	size_t count;
	struct wanted_entry *first, *last; /* open ones */
	struct wanted_entry **slots;      /* their keys, by hash; NULL as long as there are few */
	size_t entry_count, slot_count;
};

struct wanted_entry {
	const char *key;
	struct wanted value;
	struct wanted_entry *next, *previous;
	bool gone;                        /* deleted; keeps its place in case it comes back */
	bool moved;                       /* put elsewhere among those that stood there */
	const struct yaml_pair *pair;     /* where it stands in the tree that splices are made for; NULL: not yet */
};

bool wanted_is_map(const struct wanted *wanted);
/* A map can be changed after this; what was no map becomes an empty one, its tag forgotten. */
void wanted_open(struct arena *arena, struct wanted *wanted);
/* The entry of an open map, or NULL. */
struct wanted_entry *wanted_find(const struct wanted *map, const char *key);
/* A new entry behind another (NULL: first), or the one of that key that is gone, at its old place. Its value is nothing yet. */
struct wanted_entry *wanted_add(struct arena *arena, struct wanted *map, const char *key, struct wanted_entry *behind);
/* Puts an entry in front of another (NULL: last). */
void wanted_move(struct wanted *map, struct wanted_entry *entry, struct wanted_entry *before);
/* The next entry that is not gone, from this one on; the last before it. */
struct wanted_entry *wanted_alive(struct wanted_entry *entry);
struct wanted_entry *wanted_alive_before(struct wanted_entry *entry);
bool wanted_is_empty(const struct wanted *map);

/* Takes the tag from the outside of a map and puts it on each of its entries that has none. */
void wanted_push_tag(struct arena *arena, struct wanted *map);
/* Takes that tag from the value and all below it. */
void wanted_remove_tag(struct arena *arena, struct wanted *wanted, const char *tag);
/* What a node says, with another tag, as something new. One item that is only suggested makes a list so. */
struct wanted wanted_from_node(struct arena *arena, const struct yaml_node *node, const char *tag);
/* The same value as something new, which owes nothing to the place where it stood. */
struct wanted wanted_copy(struct arena *arena, const struct wanted *wanted);

/* Does a node say this? */
bool wanted_same(const struct wanted *wanted, const struct yaml_node *node);
/* As the splicer takes it. */
struct splice_value wanted_value(struct arena *arena, const struct wanted *wanted);

#endif
