/*
 * The cache: small files that save work.
 *
 * They stand in $XDG_CACHE_HOME/noticesmith/PART, or ~/.cache/noticesmith/PART, and may be deleted at any time, also while the program runs. So nothing here is ever a finding: without a home, in a folder that cannot be written,
 * on a full disk the work is simply done again. For the same reason nobody may believe what is read: it may be cut off (nothing is flushed to disk), of another version of the program, or garbage. Who writes a file puts into it
 * what tells that it is whole and still true.
 *
 * The environment is read in cache_folder alone, which only cli/ calls: it passes the folder down.
 */
#ifndef BASE_CACHE_H
#define BASE_CACHE_H

#include "base/buf.h"

#include <stdbool.h>

/*
 * The folder for one kind of file (part: "built"; one name, no slash), made if it is not there, for its owner alone (0700). Must be freed. NULL when there is none: neither variable holds an absolute path, the folder
 * cannot be made, or it belongs to another user, whose word does not count (and who would be in the way of root's files). It may be one that can be read only.
 */
char *cache_folder(const char *part);

/*
 * Reads a whole file of a folder into content, in place of what that held. name: one name, no slash. False when there is none to read: no such file, no regular file, more than limit bytes, folder NULL. Then content is empty.
 * From any thread.
 */
bool cache_read(const char *folder, const char *name, size_t limit, struct buf *content);

/*
 * Puts a file of these bytes, of mode 0600, in the place of the one of that name, if any: other threads and processes read the old bytes or the new ones, and of several who write at once one wins. False when that could not be
 * done, or folder is NULL; then the file is as it was. From any thread.
 */
bool cache_write(const char *folder, const char *name, const char *bytes, size_t size);

#endif
