/*
 * Some changes while they are being made: shared by change.c, change_path.c, change_write.c and change_check.c, nobody else's business.
 */
#ifndef QUESTIONNAIRE_ANSWERS_CHANGE_PARTS_H
#define QUESTIONNAIRE_ANSWERS_CHANGE_PARTS_H

#include "questionnaire/answers/answers_parts.h"
#include "questionnaire/answers/change.h"
#include "questionnaire/answers/wanted.h"

/* A reference that was written: its record must be there in the end. */
struct wanted_reference {
	const char *path;
	const struct wanted *value;
	const char *text; /* the key */
	const char *of;   /* the field that holds the records */
};

struct batch {
	const struct answers *answers;
	struct arena arena;
	struct diags *diags;
	struct wanted root;
	struct wanted_reference *references;
	size_t reference_count, reference_capacity;
	bool dropped;  /* a record may have gone, that others refer to */
	bool moved;    /* a record was put elsewhere */
};

#define SUGGESTED "!suggested"

/* What a path leads to. */
struct spot {
	const char *path;
	const struct question *question; /* NULL: a record of a list */
	struct type type;
	struct wanted *value;            /* NULL: nothing there */
	struct wanted *holder;           /* the map it is an entry of; NULL: not there either */
	struct wanted_entry *entry;      /* NULL: nothing there */
};

enum way {
	WAY_LOOK,  /* as far as there is something; records on the way must be there */
	WAY_OPEN,  /* the same, but what is suggested as a whole on the way is suggested by its parts afterwards */
	WAY_MAKE   /* what is missing on the way is made, and the end of it too */
};

/* change_path.c: follows a path through schema and wanted tree. False with a finding. */
bool batch_find(struct batch *batch, const char *path, enum way way, struct spot *spot);
/* Adds a finding about an answer, at its place in the file when it has one. */
#define BATCH_SAY(batch, spot, kind, ...) \
	diag_set_where((batch)->diags, \
		diag_add((batch)->diags, &questionnaire_diags[kind], batch_pos((batch), (spot)), __VA_ARGS__, NULL), (spot)->path)
struct pos batch_pos(const struct batch *batch, const struct spot *spot);

/* change_write.c: appends the file as wanted, read back and compared. False with a finding. */
bool batch_write(struct batch *batch, struct buf *bytes);

/*
 * change_place.c: moves the insertion of a field of the answers file to the section of its chapter, when comments mark one. pred, succ:
 * the pairs around it, or NULL.
 */
void batch_place(struct batch *batch, const struct yaml *yaml, const char *field, const struct yaml_pair *pred,
	const struct yaml_pair *succ, struct splice *splice);
/* Appends the comment line that begins a chapter. */
void chapter_heading(struct buf *buf, const struct chapter *chapter);

/*
 * change_check.c: do the new bytes, made of this tree by these splices (in order), read as wanted? Reads the changed lines and what
 * they are part of, not the whole file.
 */
bool changes_read_back(const struct yaml *yaml, const struct wanted *root, const struct splice *splices, size_t count,
	const struct buf *bytes);

#endif
