/*
 * Changing answers: by path, typed and checked by the schema, written by splicing into the file as it stands.
 *
 * A path names an answer as findings do: company.legal_name, services.mailchimp.transfer, activities.orders.bases.own.basis. A record that a path goes through and that is not there yet is made (its key must be a good one).
 * New keys go where the schema puts them: behind the last key present that the schema asks before it. Records go behind the last record. Several changes are made all or none.
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
	CHANGE_COPY,      /* path: of a record; values[0]: the key of its copy, put behind it */
	CHANGE_MOVE       /* path: of a record; values[0]: the key in front of which it goes; none: to the end */
};

struct change {
	enum change_kind kind;
	const char *path;
	const char *const *values;
	size_t count;
};

/*
 * Appends the bytes of the file after the changes. Every text is checked as if it stood in the file (type_read, choices, references, what may be none or unknown); findings carry the path in `where` and no file position when the answer is not in the file yet.
 * The changed values are read back from the new bytes (the top-level entry they stand in is read again and compared with what was wanted) before true is returned: a change that would not read back is a finding (change-not-readable), never a file.
 * False with findings: nothing is appended.
 */
bool answers_change(const struct answers *answers, const struct change *changes, size_t count, struct buf *bytes, struct diags *diags);

/* The value a path leads to, also an absent one; NULL with a finding when the schema has no such path ("did you mean") or a record on the way does not exist. */
const struct value *answers_find(const struct answers *answers, const char *path, struct diags *diags);

/* The other records and lists that refer to this record. */
void answers_references(const struct answers *answers, const struct value *record, void (*visit)(void *context, const struct value *reference), void *context);

/* The text of a new answers file: format, one comment that explains the tags, the chapters as comment lines; nothing answered but format and notice.language. Appended to buf. */
void answers_blank(const struct schema *schema, const char *language, struct buf *buf);

#endif
