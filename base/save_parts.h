/*
 * The parts of a store: save_lock.c holds the lock, saver.c makes sure of the bytes on disk, save.c replaces the file.
 */
#ifndef BASE_SAVE_PARTS_H
#define BASE_SAVE_PARTS_H

#include "base/diag.h"

#include <pthread.h>
#include <stdbool.h>
#include <time.h>

/* -- the lock -- */

struct save_lock {
	char *name; /* of the side file */
	int fd;
};

/* path: as findings say it; target: the real file. False with a finding; then there is nothing to release. */
bool save_lock_take(struct save_lock *lock, const char *path, const char *target, struct diags *diags);
/* Removes the side file, too. */
void save_lock_release(struct save_lock *lock);

/* -- the saver: a thread that flushes what was written last -- */

struct saver {
	pthread_mutex_t mutex;
	pthread_cond_t wake;
	pthread_t thread;
	bool started;
	/* Under the mutex: */
	bool closing;
	int fd;              /* of the version to be flushed, or -1 */
	bool flushing;       /* the one before it is on its way */
	struct timespec due; /* when to flush, by the monotonic clock */
	int error;           /* of the last flush, or 0 */
	/* For good: */
	const char *folder, *previous;
};

void saver_init(struct saver *saver, const char *folder, const char *previous);
/* The file is about to be replaced: until saver_end, the version before stays where it is. True when that is not on disk yet. */
bool saver_begin(struct saver *saver);
/* fd: of the new version, now the saver's; -1: nothing was replaced. */
void saver_end(struct saver *saver, int fd);
/* Waits for the disk and ends the thread. Returns 0 or the system's error. */
int saver_finish(struct saver *saver);
/* Makes sure of a file and of its name in the folder. Returns 0 or the system's error. */
int saver_flush(int fd, const char *folder);

#endif
