/*
 * Saving a file that must never be lost: lock, look whether somebody else changed it, replace whole, make sure of it on disk.
 *
 * A store holds a lock on the side file `.NAME.lock` beside the real file (symbolic links resolved), so that two programs never write one file: the second is told who holds it (process id) and may only read.
 * save_write replaces the file by rename, after checking that it still is what was read (size, time, inode, and the bytes when those differ). The version before stays as the hard link `.NAME.prev` until the new one has been flushed
 * to disk (fsync of file and folder) by a saver thread, within a second; save_close waits for that. A reader sees the old bytes or the new ones at any moment, also after kill -9 or a power cut.
 * Errors are findings; nothing is half-written.
 */
#ifndef BASE_SAVE_H
#define BASE_SAVE_H

#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

struct save; /* opaque */

/*
 * Opens a file for changing: takes the lock and reads the bytes. A missing file is fine when create is true (empty bytes; it is made by the first save_write). NULL with findings: locked by another process (file-locked), unreadable, read-only file or folder (file-write-protected, found now and not at the first save).
 * The bytes belong to the store; they stay the present ones after every save_write.
 */
struct save *save_open(const char *path, bool create, struct diags *diags);
const char *save_bytes(const struct save *save, size_t *size);
/* Replaces the file. False with a finding: changed by somebody else (file-changed: nothing was written), full disk, no permission ...; the store keeps its old bytes. */
bool save_write(struct save *save, const char *bytes, size_t size, struct diags *diags);
/* True when the file on disk is not what was last read or written: for a program that wants to offer reloading. */
bool save_changed_outside(const struct save *save);
/* Takes over what is on disk now. False with findings; then the old bytes stay. */
bool save_reload(struct save *save, struct diags *diags);
/* Waits for the disk, lets the lock go, frees. False with a finding when flushing failed. NULL is fine. */
bool save_close(struct save *save, struct diags *diags);

#endif
