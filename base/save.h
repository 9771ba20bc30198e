/*
 * Saving a file that must never be lost: lock, look whether somebody else changed it, replace whole, make sure of it on disk.
 *
 * A store holds a lock on the side file `.NAME.lock` beside the real file (symbolic links resolved), so that two programs never write one file: the second is told who holds it (process id) and may only read. The lock is the
 * system's (fcntl): it ends with the process, however that ends; a side file that is left behind means nothing. Within one process a file must be open in one store only.
 * save_write replaces the file by rename (from `.NAME.new`), after checking that it still is what was read (size, time, inode, and the bytes when those differ or the time is too recent to tell). The version before stays as the
 * hard link `.NAME.prev` until the new one has been flushed to disk (fsync of file and folder) by a saver thread, within a second; save_close waits for that. While versions follow each other faster, `.NAME.prev` is the last one
 * known to be on disk. A reader sees the old bytes or the new ones at any moment, also after kill -9 or a power cut.
 * These three side files are the store's own; a store that opens the file after a kill -9 reuses and removes them.
 * Errors are findings; nothing is half-written. Writing beyond a limit of the process raises SIGXFSZ: who wants a finding ignores that signal.
 */
#ifndef BASE_SAVE_H
#define BASE_SAVE_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct save; /* opaque */

/*
 * Opens a file for changing: takes the lock and reads the bytes. A missing file is fine when create is true (empty bytes; it is made by the first save_write). NULL with findings: locked by another process (file-locked), unreadable, read-only file or folder (file-write-protected, found now and not at the first save), larger than FILE_LIMIT.
 * The bytes belong to the store; they stay the present ones after every save_write.
 */
struct save *save_open(const char *path, bool create, struct diags *diags);
const char *save_bytes(const struct save *save, size_t *size);
/* Replaces the file; one that holds these bytes already is left alone. False with a finding: changed by somebody else (file-changed: nothing was written), full disk, no permission ...; the store keeps its old bytes. */
bool save_write(struct save *save, const char *bytes, size_t size, struct diags *diags);
/* True when the file on disk is not what was last read or written: for a program that wants to offer reloading. */
bool save_changed_outside(const struct save *save);
/* Takes over what is on disk now. False with findings; then the old bytes stay. */
bool save_reload(struct save *save, struct diags *diags);
/* Waits for the disk, lets the lock go, frees. False with a finding when flushing failed. NULL is fine. */
bool save_close(struct save *save, struct diags *diags);

#endif
