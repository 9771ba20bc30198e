/*
 * Layered sources: the text files a library is made of, from a folder of the project or of an overlay.
 *
 * A layer is a folder. Its files are found by the logical folder they belong to ("clauses/en", "questions", ...) and an ending, in byte order
 * of their names, so that every machine reads them in the same order. Nothing outside the layer's folder is ever read: a symbolic link that
 * leads out, a special file, a name with control characters and a file over FILE_LIMIT are findings.
 */
#ifndef BASE_SOURCE_H
#define BASE_SOURCE_H

#include "base/diag.h"

struct source {
	const char *name; /* as findings say it: layer folder (unless "."), slash, path inside it */
	const char *text; /* NUL-terminated */
	size_t size;      /* bytes, without the NUL */
	int layer;        /* 0: the built-in library; 1: an overlay */
};

struct source_list {
	struct source *items;
	size_t count;
};

/*
 * Reads every file of DIR/FOLDER whose name ends in ENDING (".yaml"), not descending. A folder that is not there gives an empty list, without a finding.
 * Names starting with '.' are passed over. Everything lives in arena. Returns false when a finding of severity error or worse was added.
 */
bool source_read(struct arena *arena, const char *dir, const char *folder, const char *ending, int layer, struct source_list *list, struct diags *diags);

/* One name in a folder. */
struct source_name {
	const char *name;
	const char *path;  /* as findings say it */
	bool folder;       /* also a link to one */
};
struct source_names {
	struct source_name *items; /* in byte order of their names */
	size_t count;
};
/* Lists DIR/FOLDER ("" for DIR itself) without names that start with '.', under the same rules as source_read. */
bool source_list_folder(struct arena *arena, const char *dir, const char *folder, struct source_names *names, struct diags *diags);

#endif
