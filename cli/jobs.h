/*
 * Jobs: which answers files are built, and under which names their outputs stand.
 */
#ifndef CLI_JOBS_H
#define CLI_JOBS_H

#include "base/buf.h"
#include "base/diag.h"

struct job {
	const char *path;   /* the answers file, as given */
	const char *folder; /* it stands in: "" or with a slash at its end */
	const char *target; /* folder of its outputs, in the same form */
	const char *name;   /* of its outputs: the answers file's name without .yaml or .yml */
};

struct jobs {
	struct job *items;
	size_t count;
};

/*
 * Makes a job of each path. output: the folder for outputs, or NULL for that of each answers file. Returns false, with findings, when two answers files would have the same outputs, or a name would be taken for that of a draft or a fragment:
 * then nothing may be written. Everything lives in arena; paths must live as long.
 */
bool jobs_plan(struct jobs *jobs, struct arena *arena, char *const *paths, size_t count, const char *output, struct diags *diags);

/* The path of an output, TARGET/NAME and its ending (".md", ".draft.md"), in place of what path held. */
void job_output(const struct job *job, const char *ending, struct buf *path);

#endif
