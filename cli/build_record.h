/*
 * Build records: what was built from the same bytes need not be composed again.
 *
 * Composing is a pure function, so a build leaves a text in the cache (base/cache.h, part "built") that names all that went into a notice and all that came out, by digests:
 *
 *     days 20230710 99999999               days on which it comes out the same: no law that was looked at begins or ends between them
 *     program 0.1.0 30f1c0...              the program with the libraries it is linked with (identity.h)
 *     in 9:/home/joe                       the working folder, since paths are kept as they were given
 *     as md html                           formats; "short" for the short notice
 *     from 9:acme.yaml                     the answers file
 *     into 0:                              the folder for outputs
 *     library built-in                     or a digest of all files of the overlay that were read, with their names
 *     answers 99aa06...                    the bytes of the answers file
 *     md 5d2c1b...                         the bytes of each output
 *     html 0fe4a8...
 *     end 71b0d3...                        of all the lines before
 *
 * The next build writes the same text of what it finds, reading every byte of the answers and of the outputs, and looks whether it is the one in the cache. So there is nothing to be understood in a record, and no way to
 * understand it wrongly: garbage, half a record, one of another version differ. There is one record for each answers file, outputs' folder and choice of formats (that is its name); the last build wins.
 *
 * A record is only made of a finished notice without any finding: drafts and notices with advice are composed each time, and so their findings are always said. What a build comes to read besides belongs in here.
 */
#ifndef CLI_BUILD_RECORD_H
#define CLI_BUILD_RECORD_H

#include "base/digest.h"
#include "cli/jobs.h"
#include "outputs/notice.h"

/* What all records of one run share; nothing writes to it while notices are built. */
struct build_records {
	char *folder;  /* NULL: there are none */
	char *program; /* its line */
	char *place;   /* lines "in" and "as" */
	int today;     /* YYYYMMDD */
};

/* Finds the cache. Without one, or when the program cannot tell which one it is, no record is true or kept. To be ended with build_records_release. */
void build_records_init(struct build_records *records, const bool formats[NOTICE_FORMAT_COUNT], bool in_short, int today);
void build_records_release(struct build_records *records); /* one that is zeroed is fine, too */

/* The record of one notice. */
struct build_record {
	const struct build_records *records;
	char name[DIGEST_SIZE];
	struct buf kept;    /* the one in the cache; empty: none */
	struct buf inputs;  /* lines "program" to "answers" */
	struct buf outputs; /* lines added so far */
};

/*
 * Takes in what goes into a notice. library: what the record says of it, NULL when it cannot be told (then the record is never true, nor kept). records must outlive it; the rest may go. To be ended with
 * build_record_release.
 */
void build_record_init(struct build_record *record, const struct build_records *records, const char *library, const struct job *job, const char *answers, size_t size);
void build_record_release(struct build_record *record);

/* Whether the record in the cache is true: the notice was built from the same before, nothing was found, and its outputs hold what they held then. */
bool build_record_is_true(const struct build_record *record, const struct job *job, const bool formats[NOTICE_FORMAT_COUNT], bool in_short);

/* Adds an output that was composed and is on disk. In the order of formats. */
void build_record_add(struct build_record *record, enum notice_format format, const char *bytes, size_t size);
/* Keeps the record, when all outputs are in it. The days: as the document has them. */
void build_record_keep(const struct build_record *record, int first_day, int last_day);

#endif
