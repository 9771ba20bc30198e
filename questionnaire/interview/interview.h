/*
 * The interview as a machine: no input, no output. It says which questions there are now, in which order, what state each is in, and
 * turns what a person decides into changes of the answers file.
 *
 * It is laid over one state of the answers. After a change the caller reads the new bytes and calls interview_renew; places are held by
 * path, so they survive.
 *
 * Order: the chapters of the schema; in each the fields it asks. A record field is its questions in the schema's order. A field of
 * records is one item for the list itself (add, copy, delete, move), then for each record, in the
 * operator's order, its questions; lists of records inside records likewise. A closed question is not asked and not listed, unless
 * `all`; its answer stays in the file. `format` is never asked.
 */
#ifndef QUESTIONNAIRE_INTERVIEW_INTERVIEW_H
#define QUESTIONNAIRE_INTERVIEW_INTERVIEW_H

#include "questionnaire/answers/change.h"

enum item_state {
	ITEM_ANSWERED,   /* a value, or none on purpose */
	ITEM_SUGGESTED,  /* a value nobody has confirmed */
	ITEM_UNKNOWN,    /* don't know yet: open */
	ITEM_OPEN,       /* required and not answered */
	ITEM_SKIPPED,    /* optional and not answered */
	ITEM_CLOSED      /* another answer makes it pointless */
};

struct interview_item {
	const char *path;                 /* "company.legal_name"; of a list of records: "services" */
	const struct question *question;
	const struct value *value;        /* never NULL */
	const struct value *record;       /* the innermost of several records it belongs to, else NULL */
	const struct chapter *chapter;
	enum item_state state;
	int depth;                        /* records around it */
	bool is_list;                     /* the item of a list of records */
	bool suggests;                    /* a list of the root with something that is only suggested; an inner one with a record in which nothing was confirmed yet */
};

/* A closed question: not an item, but its place is known. */
struct interview_hidden {
	const char *path;
	size_t before;                    /* number of items in front of it */
};

struct interview {
	struct arena arena;
	const struct answers *answers;
	struct interview_item *items;     /* without closed ones, unless all */
	size_t count;
	struct interview_hidden *hidden;  /* the closed ones, unless all */
	size_t hidden_count;
	bool all;
	/*
	 * asked: all items but skipped and closed ones; answered + open + suggested == asked. open is exactly what answers_open visits,
	 * optional !unknown ones added.
	 */
	size_t asked, answered, open, suggested;
};

void interview_init(struct interview *interview, const struct answers *answers, bool all);
/* answers: the new state; the old one may be freed afterwards. */
void interview_renew(struct interview *interview, const struct answers *answers);
void interview_release(struct interview *interview);

/*
 * The item at a path. Of a record the first of its questions; of a closed question the item before it; of what is gone the list or
 * record it was in. interview->count when there is none.
 */
size_t interview_at(const struct interview *interview, const char *path);
/* The next item from there on (from included) that is open, unknown or suggested; interview->count: none. */
size_t interview_next_open(const struct interview *interview, size_t from);
/*
 * The first item behind `from` (wrapping) whose path, label or question holds the word (case and accents ignored); interview->count:
 * none.
 */
size_t interview_find(const struct interview *interview, size_t from, const char *word);

/*
 * Sheets: a record of a list of the root, such as an activity, can be shown and confirmed as a whole. interview_sheet: the record that a
 * path names, NULL when it names no such record. interview_sheet_of: the path of the sheet on which an item stands, NULL: on none; in
 * arena. interview_sheet_suggests: is something on it only suggested?
 */
const struct value *interview_sheet(const struct interview *interview, const char *path);
const char *interview_sheet_of(struct arena *arena, const struct interview_item *item);
bool interview_sheet_suggests(const struct interview *interview, const char *path);
/*
 * What stands on a sheet, as indices of items: first what has an answer, then what needs one, then what may have one; without the first
 * question once it is answered, since that is what the record is called. A list of records is one line; of what is in it only what is
 * open is a line, too. In arena.
 */
struct interview_lines {
	const size_t *items;
	size_t answered, open, optional;
};
struct interview_lines interview_lines(struct arena *arena, const struct interview *interview, const char *path);
/*
 * The changes that confirm a sheet; typed: with the answer to its first open line, or NULL. 0 with *why. In arena.
 */
size_t interview_confirm(struct arena *arena, const struct interview *interview, const char *path, const char *typed,
	const struct change **changes, const char **why);
/* The optional questions without an answer that stand on no sheet, in their order. In arena. */
size_t interview_offers(struct arena *arena, const struct interview *interview, const size_t **items);
/* What the kind of a record knows of it for people: an attribute in words of the first answer; NULL: nothing. */
const char *interview_hint(const struct value *record, const char *attribute);

/*
 * The choices of an item in the order they are offered: for choices the entries of the vocabulary, for references the records, for
 * yes-no yes and no, for lists those of an item; for a list of records its sets, if any,
 * and those of the first question of a new record. None for other types. In arena.
 */
struct interview_choice {
	const char *id, *label; /* label: in words, for people; may be the id */
	const struct value *also; /* other names that people type: the attribute `also` of an entry; NULL: none */
	int uses;                 /* how usual it is, by the attribute `uses`; who shows a long list may show the more usual first. Sets: INT_MAX */
	bool chosen;
};
size_t interview_choices(struct arena *arena, const struct interview *interview, const struct interview_item *item,
	const struct interview_choice **choices);

/*
 * Appends a value in words, as it is shown to people: "Sweden, Finland", "yes", "none", "don't know yet"; of a record its first two
 * answers, or all; of records all that is in each, yes and no with what they are about. Nothing for what is absent.
 */
void interview_add_value(struct buf *buf, const struct value *value, bool whole);
/* The record of a list that a word means: its number, key or name. NULL with *why. */
const struct value *interview_record(struct arena *arena, const struct interview_item *item, const char *word, const char **why);

/*
 * What a person typed as the answer to an item: choices by number or by name (id or label; a beginning that fits only one), several by
 * commas; texts, numbers, dates, durations as they are; yes and no in full or by their first letter. Lists of own texts: by semicolons,
 * or commas where no item needs one.
 * Gives a change whose texts live in arena, or NULL with *why in plain words ("write a number from 1 to 7, or a name from the list").
 */
const struct change *interview_answer(struct arena *arena, const struct interview *interview, const struct interview_item *item,
	const char *typed, const char **why);

/*
 * A new record for the list of an item: typed answers its first question (an activity's kind, a recipient's name). When that is a
 * choice, several by commas make several records. Each gets a key of its own and what its kind suggests. An entry of the list's sets
 * brings its records as suggestions.
 * Gives the changes, and in *path that of the first new record, NULL when all came by sets; 0 with *why. All in arena.
 */
size_t interview_add(struct arena *arena, const struct interview *interview, const struct interview_item *item, const char *typed,
	const struct change **changes, const char **path, const char **why);

/*
 * A good key for a new record, made from a name or kind: lower case letters, digits and '-', at most 40, unlike the keys there. In
 * arena.
 */
const char *interview_key(struct arena *arena, const struct value *records, const char *name);

#endif
