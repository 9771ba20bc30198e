/*
 * Changing answers: by path, typed and checked by the schema, written by splicing into the file as it stands.
 *
 * A path names an answer as findings do: company.legal_name, services.mailchimp.transfer, activities.orders.bases.own.basis. A record
 * that a path goes through and that is not there yet is made (its key must be a good one).
 * New keys go where the schema puts them: behind the last key present that the schema asks before it. Records go behind the last
 * record. Several changes are made one after another, all or none; references are looked at when all are made.
 * Setting or confirming an answer inside something that is suggested as a whole confirms that answer alone: the tag moves from the
 * whole to its other parts.
 * A record that loses its last answer, and a list of records its last one where there cannot be none, are absent afterwards; a record
 * of a list stays as {}.
 * What says the same already stays as it is written. `format` cannot be changed.
 */
#ifndef QUESTIONNAIRE_ANSWERS_CHANGE_H
#define QUESTIONNAIRE_ANSWERS_CHANGE_H

#include "questionnaire/answers/answers.h"

enum change_kind {
	CHANGE_SET,       /* values: one text for a scalar, any number for a list (none: []) */
	CHANGE_SUGGEST,   /* the same, with the tag !suggested */
	CHANGE_UNKNOWN,   /* !unknown */
	CHANGE_NONE,      /* !none; lists and maps of records: [] or {} */
	CHANGE_CONFIRM,   /* !suggested goes, the value stays; on a record or list: on everything below it */
	CHANGE_DELETE,    /* the key goes, with its comments: the answer is absent again; a record that others refer to is refused with the list of them */
	CHANGE_ADD,       /* path: of a new record (activities.orders): made, empty ({}) */
	CHANGE_COPY,      /* path: of a record; values[0]: the key of its copy, put behind it; comments are not copied */
	CHANGE_MOVE       /* path: of a record; values[0]: the key in front of which it goes; none: to the end */
};

struct change {
	enum change_kind kind;
	const char *path;
	const char *const *values;
	size_t count;
};

/*
 * Appends the bytes of the file after the changes. Every text is checked as if it stood in the file (type_read, choices, references,
 * what may be none or unknown); findings name the path, carry it in `where`, and have no line when the answer is not in the file yet.
 * The changed lines are read back from the new bytes, with the record they stand in, and compared with what was wanted before true is
 * returned: a change that would not read back is a finding (change-not-readable), never a file.
 * False with findings: nothing is appended.
 */
bool answers_change(const struct answers *answers, const struct change *changes, size_t count, struct buf *bytes, struct diags *diags);

/*
 * The value a path leads to, also an absent one; NULL with a finding when the schema has no such path ("did you mean") or a record on
 * the way does not exist.
 */
const struct value *answers_find(const struct answers *answers, const char *path, struct diags *diags);

/* The other records and lists that refer to this record. */
void answers_references(const struct answers *answers, const struct value *record,
	void (*visit)(void *context, const struct value *reference), void *context);

/* The type of the answer that a path would lead to; TYPE_NONE when the schema has no such path. */
struct type answers_type(const struct schema *schema, const char *path);

/*
 * What is usual, as suggestions for a record at path: the attributes of a choice made in it (the kind of an activity). An attribute
 * suggests the answer of its name and type, in a record inside (retention) too;
 * for several records (bases) it is a list of choices, each of which gives a record under its own id. What the kind leaves open is taken
 * from the entry of its attribute by_country (a list of choices with an attribute `country`) for the country of the seat. A question that is `like` another
 * gets the answer of that. answers: NULL: none yet. kind: NULL for records without one. *changes lives in arena.
 */
size_t answers_suggest(struct arena *arena, const struct answers *answers, const char *path, const struct record_type *type,
	const struct term *kind, const struct change **changes);

/*
 * What usually comes beside a record of that kind, in other lists of the root: an attribute with the id of such a list ("services") is a
 * list of choices, each of which suggests a record under its own id, unless there is one. answers: NULL: none yet.
 */
size_t answers_suggest_beside(struct arena *arena, const struct answers *answers, const struct record_type *root, const struct term *kind,
	const struct change **changes);

/* The id of the language of a notice when nobody has said another. */
const char *answers_first_language(const struct schema *schema);
/*
 * What an entry of a question's `sets` brings: a record of each of its kinds that is not there yet, each with what is usual and what
 * comes beside it; the standing kinds, which everybody has and forgets, with each set. set: NULL: only those.
 */
size_t answers_suggest_set(struct arena *arena, const struct answers *answers, const struct record_type *root, const struct question *list,
	const struct term *set, const struct change **changes);

/*
 * The text of a new answers file: format, one comment that explains the tags, the chapters as comment lines ("# ---- Company ----");
 * nothing answered but format and notice.language. Appended to buf.
 * answers_change puts new answers below the line of their chapter, as long as it stands there.
 */
void answers_blank(const struct schema *schema, struct buf *buf);
/*
 * The same answers as a new file for a person to go on with in an editor: the chapters, all that is answered, and what is required and
 * absent as commented-out lines, each with its label and an example.
 * (Comments of the file they were read from are not kept.) Appended to buf.
 */
void answers_outline(const struct answers *answers, struct buf *buf);

#endif
