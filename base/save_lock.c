#include "base/save_parts.h"

#include "base/file_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { TRIES = 100 };

static struct flock whole_file(void)
{
	return (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
}

/* Who holds it: the process, -1 when the system does not say (another machine), 0 when nobody does. */
static long find_holder(int fd)
{
	struct flock lock = whole_file();
	if (fcntl(fd, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK)
		return 0;
	return lock.l_pid > 0 ? (long)lock.l_pid : -1;
}

static void report_holder(struct diags *diags, const char *path, long holder)
{
	char text[40] = "on another machine";
	if (holder > 0)
		snprintf(text, sizeof text, "process %ld", holder);
	file_report(diags, BASE_FILE_LOCKED, path, text);
}

/* A side file of another user can be asked without being written to. */
static bool report_foreign_holder(struct diags *diags, const char *path, const char *name)
{
	int fd = file_open_to_read(name);
	long holder = fd >= 0 ? find_holder(fd) : 0;
	if (fd >= 0)
		close(fd);
	if (holder)
		report_holder(diags, path, holder);
	return holder != 0;
}

static void report_write_protected(struct diags *diags, const char *path, const char *target)
{
	size_t length = file_folder_length(target);
	char *folder = xstrndup(length ? target : ".", length > 1 ? length - 1 : 1);
	diag_add(diags, &base_diags[BASE_FILE_WRITE_PROTECTED], (struct pos){path, 0, 0}, folder, (const char *)NULL);
	free(folder);
}

static void report_no_side_file(struct diags *diags, const char *path, const char *target, const char *name, int error)
{
	switch (error) {
	case ENOENT:
		file_report_missing_folder(diags, path, target);
		break;
	case EACCES:
	case EPERM:
	case EROFS:
		if (!report_foreign_holder(diags, path, name))
			report_write_protected(diags, path, target);
		break;
	default:
		file_report_write(diags, path, error);
		break;
	}
}

/* A holder removes the side file before it lets go: what was opened before that is not the one that others will find. */
static bool is_still_there(int fd, const char *name)
{
	struct stat opened, named;
	return fstat(fd, &opened) == 0 && stat(name, &named) == 0 && opened.st_dev == named.st_dev && opened.st_ino == named.st_ino;
}

enum attempt { TAKEN, REFUSED, AGAIN };

static enum attempt try_lock(struct save_lock *lock, const char *path, struct diags *diags)
{
	struct flock whole = whole_file();
	if (fcntl(lock->fd, F_SETLK, &whole) == 0)
		return is_still_there(lock->fd, lock->name) ? TAKEN : AGAIN;
	if (errno == EINTR)
		return AGAIN;
	if (errno != EACCES && errno != EAGAIN) {
		file_report_error(diags, BASE_FILE_LOCK_FAILED, path, errno);
		return REFUSED;
	}
	long holder = find_holder(lock->fd);
	if (!holder)
		return AGAIN; /* it has just ended */
	report_holder(diags, path, holder);
	return REFUSED;
}

static bool take(struct save_lock *lock, const char *path, const char *target, struct diags *diags)
{
	for (int i = 0; i < TRIES; i++) {
		lock->fd = open(lock->name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
		if (lock->fd < 0) {
			report_no_side_file(diags, path, target, lock->name, errno);
			return false;
		}
		enum attempt attempt = try_lock(lock, path, diags);
		if (attempt == TAKEN)
			return true;
		close(lock->fd);
		if (attempt == REFUSED)
			return false;
	}
	file_report_error(diags, BASE_FILE_LOCK_FAILED, path, EAGAIN);
	return false;
}

bool save_lock_take(struct save_lock *lock, const char *path, const char *target, struct diags *diags)
{
	struct buf name = BUF_INIT;
	file_add_name_beside(&name, target, "lock");
	lock->name = buf_detach(&name);
	if (!take(lock, path, target, diags)) {
		free(lock->name);
		return false;
	}
	char *folder = xstrndup(target, file_folder_length(target));
	bool writable = access(*folder ? folder : ".", W_OK) == 0; /* a side file that was left behind says nothing of that */
	free(folder);
	if (!writable) {
		report_write_protected(diags, path, target);
		save_lock_release(lock);
	}
	return writable;
}

void save_lock_release(struct save_lock *lock)
{
	unlink(lock->name);
	close(lock->fd);
	free(lock->name);
}
