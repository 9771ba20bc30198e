/*
 * Files: reading with limits, replacing whole.
 *
 * A file is replaced by writing a new one beside it and renaming that over it: a reader sees the old bytes or the new ones, never a
 * half. A symbolic link is resolved first, so that the link stays; permissions of the old file are kept, a new file gets 0666 less umask.
 * Errors are findings that name the file, the system's reason and what to do.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define FILE_LIMIT ((size_t)8 << 20) /* bytes: no answers file or library file may be larger */
#define FILE_LIMIT_TEXT "8 MiB"

/* Reads a whole regular file. Returns its bytes plus a NUL (must be freed) and *size, or NULL with a finding: missing, a folder, no permission, larger than limit, not a regular file. */
char *file_read(const char *path, size_t limit, size_t *size, struct diags *diags);

/* Replaces path by these bytes. Returns false with a finding when that failed; then path is as it was and no temporary file is left. */
bool file_replace(const char *path, const char *bytes, size_t size, struct diags *diags);

enum file_change { FILE_CHANGE_FAILED, FILE_CHANGE_NONE, FILE_CHANGE_WRITTEN };
/* The same, but leaves the file untouched when it already holds these bytes. */
enum file_change file_update(const char *path, const char *bytes, size_t size, struct diags *diags);

/* Writes a new file. Returns false with a finding when that failed or something of that name is there already; then nothing has changed. */
bool file_create(const char *path, const char *bytes, size_t size, struct diags *diags);
/* Makes a folder and those around it that are missing; one that is there is fine. Returns false with a finding otherwise. */
bool file_make_folders(const char *path, struct diags *diags);

/*
 * Side files, which belong to another file: ".NAME.ending" in the folder of the real one, symbolic links resolved. file_beside appends that
 * name; false with a finding when the links lead nowhere. file_replace_beside replaces one (the side file itself is never followed as a
 * link), with owner and permissions of the file it belongs to, as long as its owner may use it; it does not wait for the disk. Written by
 * one program at a time: who is killed while writing leaves `.NAME.ending.new`, which the next one reuses, or file_sweep_beside removes.
 */
bool file_beside(struct buf *name, const char *path, const char *ending, struct diags *diags);
bool file_replace_beside(const char *name, const char *path, const char *bytes, size_t size, struct diags *diags);
void file_sweep_beside(const char *name);

/* Removes a file; one that is not there is fine. Returns false with a finding otherwise. */
bool file_remove(const char *path, struct diags *diags);
bool file_exists(const char *path);
bool file_is_folder(const char *path);

#endif
