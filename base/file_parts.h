/*
 * What the files that read, replace and save share: file.c, file_replace.c, save.c, cache.c.
 */
#ifndef BASE_FILE_PARTS_H
#define BASE_FILE_PARTS_H

#include "base/base_diags.h"
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/* -- findings about a file as a whole; $1 is the path -- */

void file_report(struct diags *diags, enum base_diag kind, const char *path, const char *detail);
/* The system's reason in English, whatever the locale. Must be freed. */
char *file_reason(int error);
void file_report_error(struct diags *diags, enum base_diag kind, const char *path, int error);
/* The kinds that fit errors of reading and writing. */
enum base_diag file_read_error(int error);
void file_report_write(struct diags *diags, const char *path, int error);
void file_report_missing_folder(struct diags *diags, const char *path, const char *target);

/* -- reading -- */

/* Without waiting for a writer when it is a pipe. -1 with errno. */
int file_open_to_read(const char *path);
bool file_read_open(int fd, const char *path, size_t limit, struct buf *content, struct diags *diags);
bool file_holds(const char *path, const char *bytes, size_t size);

/* -- replacing -- */

/* Bytes of the folder part of a path, with the last slash. */
size_t file_folder_length(const char *path);
/*
 * Follows symbolic links to the file that is to be replaced, also to one that is not there yet. *exists tells, and st describes it.
 * Returns false with errno.
 */
bool file_resolve(const char *path, struct buf *target, bool *exists, struct stat *st);
/* A folder, a device, a write-protected file: renaming a file over those is not what anybody meant. False with a finding about path. */
bool file_may_replace(const char *path, const char *target, const struct stat *st, struct diags *diags);
/* Appends "FOLDER/.NAME.ending"; a long name is cut. */
void file_add_name_beside(struct buf *name, const char *target, const char *ending);
/* The mode of a file that is filled beside the old one: it gets that one's permissions when it is full. */
#define FILE_MODE_BESIDE(old) ((mode_t)((old) ? 0600 : 0666))
/* A new file, to be written. -1 with errno, EEXIST among others. */
int file_open_new(const char *name, mode_t mode);
/* Writes it and gives it the owner and permissions of the old file (NULL: there is none). Returns 0 or the system's error. */
int file_fill(int fd, const struct stat *old, const char *bytes, size_t size);
/*
 * Writes a file of that mode beside the target and renames it over that, which is no link to be followed. old: as for file_fill. Returns 0 or the system's error; then no temporary file is left.
 */
int file_write_beside(const char *target, const struct stat *old, mode_t mode, const char *bytes, size_t size);

/* Makes a folder and those around it that are missing, each with that mode. Returns 0, or the system's error: then path is cut behind the part that could not be made. */
int file_make_parts(char *path, mode_t mode);

#endif
