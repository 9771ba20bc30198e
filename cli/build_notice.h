/*
 * Building one notice: answers file in, outputs written. What it has to say is kept, so that notices built at the same time can speak one after the other.
 */
#ifndef CLI_BUILD_NOTICE_H
#define CLI_BUILD_NOTICE_H

#include "cli/build_record.h"
#include "cli/jobs.h"
#include "outputs/notice.h"

/* What all notices of one run share; nothing writes to it while they are built. */
struct build_wishes {
	bool formats[NOTICE_FORMAT_COUNT];
	int today;            /* YYYYMMDD */
	bool in_short;        /* the short notice */
	bool to_stdout;       /* one notice in one format: its bytes go to the result's text */
	bool quiet;           /* no lines about files */
	bool fresh;           /* composed anew, also what was built from the same before */
	struct build_records records;
};

struct build_library {
	const struct library *library; /* NULL: it could not be read, which has been reported */
	const char *name;              /* that tells it from others in build records (build_record.h); NULL: none */
};

enum build_outcome { BUILD_FINISHED, BUILD_DRAFT, BUILD_FAILED };

struct build_result {
	enum build_outcome outcome;
	size_t written, unchanged, removed; /* files */
	struct buf text;                    /* a line for each file, or the notice itself */
	struct diags diags;                 /* sorted */
};

/* Without a library the notice fails. result is overwritten; to be ended with build_result_release. */
void build_notice(const struct build_wishes *wishes, const struct build_library *library, const struct job *job, struct build_result *result);
void build_result_release(struct build_result *result); /* one that is zeroed is fine, too */

#endif
