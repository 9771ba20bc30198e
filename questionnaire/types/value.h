/*
 * Types and values: what an answer can be, and one that was given.
 *
 * The same struct value holds answers, facts and the attributes of vocabulary entries, so that one path can lead through all three
 * (company.seat.in: an answer, then an attribute of the country). Values are written once by their reader and then only read; they point at each other,
 * never own each other: the arena of the answers, the facts or the library owns them. No unions: the compiled library holds values as constant tables.
 */
#ifndef QUESTIONNAIRE_TYPES_VALUE_H
#define QUESTIONNAIRE_TYPES_VALUE_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct vocabulary;
struct term;
struct record_type;
struct question;

enum type_kind {
	TYPE_NONE,      /* no value possible; marks a mistake that was already reported */
	TYPE_YES_NO,    /* yes, no, true, false */
	TYPE_NUMBER,    /* whole, 0 to 10^15 */
	TYPE_TEXT,      /* one line */
	TYPE_LONG_TEXT, /* paragraphs: a blank line starts one; other line feeds fold to spaces in print */
	TYPE_DATE,      /* YYYY-MM-DD, proleptic Gregorian, 1900 to 2999 */
	TYPE_DURATION,  /* N day(s)|week(s)|month(s)|year(s), N from 1 to 999 */
	TYPE_EMAIL,     /* one plain address local@host: no '?', no spaces, no comments */
	TYPE_WEB,       /* http: or https: with a host */
	TYPE_WORDS,     /* vocabularies only: a text by language */
	TYPE_CHOICE,    /* the id of an entry of a vocabulary */
	TYPE_REFERENCE, /* the key of a record of the answers file */
	TYPE_LIST,      /* of a scalar type */
	TYPE_RECORD,    /* one record */
	TYPE_RECORDS    /* a map of records by stable key, in the operator's order; for facts: a list without keys */
};

struct type {
	enum type_kind kind;
	const char *of;                       /* as written: the vocabulary, record type, or (references) the field of the answers file that holds the records */
	const struct type *item;              /* TYPE_LIST */
	const struct vocabulary *vocabulary;  /* TYPE_CHOICE */
	const struct record_type *record;     /* TYPE_RECORD, TYPE_RECORDS, TYPE_REFERENCE */
};

enum value_state {
	VALUE_ABSENT,  /* not asked yet */
	VALUE_UNKNOWN, /* !unknown: don't know yet */
	VALUE_NONE,    /* !none: asked, and there is none */
	VALUE_GIVEN    /* a value; lists may be empty */
};

enum duration_unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

/* Why a fact is what it is. */
struct provenance {
	const char *rule;                 /* id in questionnaire/facts/facts.yaml */
	const struct value *const *from;  /* the answers and facts it rests on, also those whose being unknown makes it unknown */
	size_t count;
};

struct value {
	enum value_state state;
	enum type_kind kind;
	bool suggested;               /* !suggested: given by an activity or the catalogue, not confirmed by the operator */
	bool closed;                  /* the question's condition is false: counts as nothing */
	enum duration_unit unit;      /* TYPE_DURATION */
	const struct question *question; /* what it answers (or the field of a fact); NULL for list items and attributes */
	const struct value *parent;   /* the record or list it is in; NULL at the root */
	const char *key;              /* records in TYPE_RECORDS: the stable key; TYPE_WORDS items: the language */
	const char *text;             /* scalars: as typed; TYPE_CHOICE: the id */
	int64_t number;               /* yes/no: 1, 0; number; date: YYYYMMDD; duration: how many */
	const struct term *term;      /* TYPE_CHOICE */
	const struct value *target;   /* TYPE_REFERENCE: the record. In a list that a path collected: the value it is a copy of */
	const struct value *items;    /* TYPE_LIST, TYPE_RECORDS, TYPE_WORDS: count items; TYPE_RECORD: one value a field, in the record type's order, absent ones too */
	size_t count;
	const struct value *open;     /* lists of facts: there may be more items, depending on this answer; NULL: complete */
	const struct provenance *because; /* facts; NULL: an answer or an attribute */
	int line, col;                /* of the answer in its file; 0: absent or derived */
	const void *node;             /* the YAML node of an answer (struct yaml_node), or NULL */
};

/* How a type reads, as in findings: "a date (YYYY-MM-DD)", "one of the countries", "a list of ...". Appended to buf. */
void type_describe(struct buf *buf, const struct type *type);

/* The type of a list's items (a record for TYPE_RECORDS), as a loop variable gets it; false when it is no list. */
bool type_item(const struct type *list, struct type *item);

/*
 * Reads one scalar as typed into value (kind, state, text, number, unit, term; the text is not copied: it must live as long as the value). References are resolved by the answers' loader, which sets target.
 * Returns NULL when it fits, else why not, in a few words for a finding ("29 February does not exist in 2025"): static, or in arena. TYPE_TEXT refuses a line feed, every type refuses empty text.
 */
const char *type_read(const struct type *type, const char *text, struct value *value, struct arena *arena);

/* 0 when the first is the same, < 0 when smaller; numbers, yes/no, dates by order; durations by length (year = 365.25 days, month = a twelfth of it: 12 months are 1 year); texts by bytes. Only for given values of the same kind. */
int value_compare(const struct value *a, const struct value *b);

/* The field of a record by name (TYPE_RECORD value, or an item of TYPE_RECORDS), NULL when its type has no such field. */
const struct value *value_field(const struct value *record, const char *name);
/* True when it holds something to print or compare: given and not closed. A suggested value counts. */
static inline bool value_is_given(const struct value *value)
{
	return value->state == VALUE_GIVEN && !value->closed;
}
/* True when nobody can say yet: !unknown, or absent though not optional, and not closed. */
bool value_is_unknown(const struct value *value);
/* A text in that language ("en-GB" falls back to "en"), for TYPE_WORDS; NULL when there is none. */
const char *value_words(const struct value *value, const char *language);
/* The answer path: "services.mailchimp.transfer", list items as "notice.topics[2]" (from 1), facts start with "facts" (the key of their root, or told by their provenance). */
void value_path(struct buf *buf, const struct value *value);

/* Is a path the same as another one (of that many bytes), or does it lead below it? "services.post.name" is below "services". */
static inline bool path_is_below_n(const char *path, const char *above, size_t size)
{
	return strncmp(path, above, size) == 0 && (path[size] == '\0' || path[size] == '.');
}
static inline bool path_is_below(const char *path, const char *above)
{
	return path_is_below_n(path, above, strlen(above));
}

#endif
