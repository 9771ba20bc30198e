#include "base/save_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

enum { DELAY_MS = 500 /* versions that follow each other faster are flushed together */ };

static int sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return 0; /* a folder that may be written but not read: the system flushes it when it likes */
	int error = fsync(fd) == 0 || errno == EINVAL || errno == ENOTSUP ? 0 : errno;
	close(fd);
	return error;
}

int saver_flush(int fd, const char *folder)
{
	while (fsync(fd) != 0)
		if (errno != EINTR)
			return errno;
	return sync_folder(folder);
}

void saver_init(struct saver *saver, const char *folder, const char *previous)
{
	*saver = (struct saver){.fd = -1, .folder = folder, .previous = previous};
	pthread_condattr_t monotonic;
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_mutex_init(&saver->mutex, NULL);
	pthread_cond_init(&saver->wake, &monotonic);
	pthread_condattr_destroy(&monotonic);
}

/* Flushes the version that waits. The mutex is held before and after, not meanwhile. */
static void flush_waiting(struct saver *saver)
{
	int fd = saver->fd;
	saver->fd = -1;
	saver->flushing = true;
	pthread_mutex_unlock(&saver->mutex);
	int error = saver_flush(fd, saver->folder);
	close(fd);
	pthread_mutex_lock(&saver->mutex);
	saver->flushing = false;
	saver->error = error;
	if (!error && saver->fd < 0)
		unlink(saver->previous);
}

static void *run(void *data)
{
	struct saver *saver = data;
	pthread_mutex_lock(&saver->mutex);
	while (!saver->closing || saver->fd >= 0) {
		if (saver->fd < 0)
			pthread_cond_wait(&saver->wake, &saver->mutex);
		else if (saver->closing || pthread_cond_timedwait(&saver->wake, &saver->mutex, &saver->due) == ETIMEDOUT)
			flush_waiting(saver);
	}
	pthread_mutex_unlock(&saver->mutex);
	return NULL;
}

/* Signals are for the thread that asks questions. */
static bool start(struct saver *saver)
{
	sigset_t all, old;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	saver->started = pthread_create(&saver->thread, NULL, run, saver) == 0;
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return saver->started;
}

bool saver_begin(struct saver *saver)
{
	pthread_mutex_lock(&saver->mutex);
	return saver->fd >= 0 || saver->flushing;
}

static struct timespec in_a_while(void)
{
	struct timespec due = {0, 0};
	clock_gettime(CLOCK_MONOTONIC, &due);
	due.tv_nsec += DELAY_MS * 1000000L;
	if (due.tv_nsec >= 1000000000L) {
		due.tv_nsec -= 1000000000L;
		due.tv_sec++;
	}
	return due;
}

void saver_end(struct saver *saver, int fd)
{
	if (fd >= 0) {
		if (saver->fd >= 0)
			close(saver->fd);
		else
			saver->due = in_a_while();
		saver->fd = fd;
		if (saver->started || start(saver))
			pthread_cond_signal(&saver->wake);
		else
			flush_waiting(saver); /* no thread to be had: the disk is waited for */
	}
	pthread_mutex_unlock(&saver->mutex);
}

int saver_finish(struct saver *saver)
{
	pthread_mutex_lock(&saver->mutex);
	saver->closing = true;
	pthread_cond_signal(&saver->wake);
	pthread_mutex_unlock(&saver->mutex);
	if (saver->started)
		pthread_join(saver->thread, NULL);
	pthread_cond_destroy(&saver->wake);
	pthread_mutex_destroy(&saver->mutex);
	return saver->error;
}
