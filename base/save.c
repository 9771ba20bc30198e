#include "base/save.h"

#include "base/file.h"
#include "base/file_parts.h"
#include "base/save_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { TICK_MS = 50 /* two changes within one tick of a file system's clock bear the same time */ };

/* What tells one version of a file from another without reading it. */
struct stamp {
	bool exists;
	bool certain; /* false: it was changed so shortly before that the time says nothing */
	dev_t device;
	ino_t inode;
	off_t size;
	struct timespec time;
};

struct save {
	char *path;     /* as findings say it */
	char *target;   /* the real file */
	char *folder;   /* of that */
	char *next;     /* side files */
	char *previous;
	struct save_lock lock;
	struct saver saver;
	struct stamp stamp;
	struct buf bytes;
};

/* -- has somebody changed it? -- */

static long long milliseconds(const struct timespec *time)
{
	return (long long)time->tv_sec * 1000 + time->tv_nsec / 1000000;
}

static struct stamp stamp_of(const struct stat *st)
{
	struct timespec now = {0, 0};
	clock_gettime(CLOCK_REALTIME, &now);
	return (struct stamp){
		.exists = true, .device = st->st_dev, .inode = st->st_ino, .size = st->st_size, .time = st->st_mtim,
		.certain = milliseconds(&st->st_mtim) + TICK_MS < milliseconds(&now),
	};
}

static bool same_stamp(const struct stamp *a, const struct stamp *b)
{
	return a->certain && a->device == b->device && a->inode == b->inode && a->size == b->size && a->time.tv_sec == b->time.tv_sec &&
	       a->time.tv_nsec == b->time.tv_nsec;
}

/* Whether the path still leads to what was read or written last. *now gets the stamp it bears now. */
static bool is_unchanged(const struct save *save, struct stamp *now)
{
	struct buf target = BUF_INIT;
	struct stat st;
	bool exists = false;
	bool same = file_resolve(save->path, &target, &exists, &st) && exists == save->stamp.exists && strcmp(target.s, save->target) == 0;
	buf_release(&target);
	*now = save->stamp;
	if (!same || !exists)
		return same;
	*now = stamp_of(&st);
	return S_ISREG(st.st_mode) && (same_stamp(&save->stamp, now) || file_holds(save->target, save->bytes.s, save->bytes.len));
}

bool save_changed_outside(const struct save *save)
{
	struct stamp now;
	return !is_unchanged(save, &now);
}

/* -- opening -- */

static char *name_beside(const char *target, const char *ending)
{
	struct buf name = BUF_INIT;
	file_add_name_beside(&name, target, ending);
	return buf_detach(&name);
}

/* The stamp is taken before the bytes: what changes while they are read shows later. */
static bool read_present(struct save *save, bool create, struct diags *diags)
{
	struct buf bytes = BUF_INIT;
	struct stamp stamp = {.exists = false};
	int fd = file_open_to_read(save->target);
	if (fd < 0 && !(errno == ENOENT && create)) {
		file_report_error(diags, file_read_error(errno), save->path, errno);
		return false;
	}
	if (fd >= 0) {
		struct stat st;
		bool done = fstat(fd, &st) == 0 && file_read_open(fd, save->path, FILE_LIMIT, &bytes, diags);
		close(fd);
		if (!done) {
			buf_release(&bytes);
			return false;
		}
		stamp = stamp_of(&st);
	}
	buf_release(&save->bytes);
	save->bytes = bytes;
	save->stamp = stamp;
	return true;
}

static void save_free(struct save *save)
{
	buf_release(&save->bytes);
	free(save->path);
	free(save->target);
	free(save->folder);
	free(save->next);
	free(save->previous);
	free(save);
}

/* Finds the real file, and whether it may be written: false with a finding. */
static bool find_target(const char *path, bool create, struct buf *target, struct diags *diags)
{
	struct stat st;
	bool exists = false;
	if (!file_resolve(path, target, &exists, &st)) {
		int error = errno;
		file_report_error(diags, file_read_error(error), path, error);
		return false;
	}
	if (!exists && !create)
		file_report_error(diags, BASE_FILE_MISSING, path, ENOENT);
	return exists ? file_may_replace(path, target->s, &st, diags) : create;
}

struct save *save_open(const char *path, bool create, struct diags *diags)
{
	struct buf target = BUF_INIT;
	if (!find_target(path, create, &target, diags)) {
		buf_release(&target);
		return NULL;
	}
	struct save *save = xcalloc(1, sizeof *save);
	buf_init(&save->bytes);
	save->path = xstrdup(path);
	save->target = buf_detach(&target);
	size_t folder = file_folder_length(save->target);
	save->folder = folder ? xstrndup(save->target, folder) : xstrdup(".");
	save->next = name_beside(save->target, "new");
	save->previous = name_beside(save->target, "prev");
	bool locked = save_lock_take(&save->lock, save->path, save->target, diags);
	if (!locked || !read_present(save, create, diags)) {
		if (locked)
			save_lock_release(&save->lock);
		save_free(save);
		return NULL;
	}
	unlink(save->next); /* what a killed process left half written */
	saver_init(&save->saver, save->folder, save->previous);
	return save;
}

const char *save_bytes(const struct save *save, size_t *size)
{
	*size = save->bytes.len;
	return save->bytes.s;
}

bool save_reload(struct save *save, struct diags *diags)
{
	struct buf target = BUF_INIT;
	bool same = find_target(save->path, false, &target, diags) && strcmp(target.s, save->target) == 0;
	if (!same && target.len && strcmp(target.s, save->target) != 0) /* the link leads elsewhere: that file is not ours */
		file_report(diags, BASE_FILE_CHANGED, save->path, NULL);
	buf_release(&target);
	return same && read_present(save, false, diags);
}

/* -- writing -- */

static int flush_target(const struct save *save)
{
	int fd = file_open_to_read(save->target);
	if (fd < 0)
		return errno;
	int error = saver_flush(fd, save->folder);
	close(fd);
	return error;
}

/*
 * Gives the present version its second name. One that a killed process left there is older, but surely on disk: it goes when the present
 * one is, too. Where there are no hard links, the new version is flushed before it takes the old one's place. Returns 0 or the error.
 */
static int keep_previous(const struct save *save, int next)
{
	if (link(save->target, save->previous) == 0)
		return 0;
	if (errno == EEXIST) {
		if (flush_target(save) != 0)
			return 0;
		unlink(save->previous);
		if (link(save->target, save->previous) == 0)
			return 0;
	}
	return fsync(next) == 0 || errno == EINVAL ? 0 : errno;
}

enum result { WRITTEN, CHANGED, FAILED };

/* From the filled file to the new version. errno says why it failed. */
static enum result put_in_place(struct save *save, int next, bool unflushed)
{
	struct stamp now;
	if (!is_unchanged(save, &now))
		return CHANGED;
	int error = save->stamp.exists && !unflushed ? keep_previous(save, next) : 0;
	if (!error && rename(save->next, save->target) == 0)
		return WRITTEN;
	errno = error ? error : errno;
	return FAILED;
}

static enum result write_next(struct save *save, const struct stat *old, const char *bytes, size_t size, bool unflushed, int *fd)
{
	*fd = file_open_new(save->next, FILE_MODE_BESIDE(old));
	if (*fd < 0)
		return FAILED;
	int error = file_fill(*fd, old, bytes, size);
	errno = error;
	enum result result = error ? FAILED : put_in_place(save, *fd, unflushed);
	if (result == WRITTEN)
		return WRITTEN;
	error = errno;
	close(*fd);
	unlink(save->next);
	*fd = -1;
	errno = error;
	return result;
}

static void take_over(struct save *save, int fd, const char *bytes, size_t size)
{
	struct stat st;
	save->stamp = (struct stamp){.exists = true}; /* uncertain: the bytes will be compared */
	if (fstat(fd, &st) == 0)
		save->stamp = stamp_of(&st);
	struct buf taken = BUF_INIT; /* bytes may lie in the old ones */
	buf_add(&taken, bytes, size);
	buf_release(&save->bytes);
	save->bytes = taken;
}

static void report_result(const struct save *save, enum result result, int error, struct diags *diags)
{
	if (result == CHANGED)
		file_report(diags, BASE_FILE_CHANGED, save->path, NULL);
	else if (result == FAILED && error == ENOENT)
		file_report_missing_folder(diags, save->path, save->target);
	else if (result == FAILED)
		file_report_write(diags, save->path, error);
}

/* It holds these bytes already. */
static enum result leave(struct save *save)
{
	struct stamp now;
	if (!is_unchanged(save, &now))
		return CHANGED;
	save->stamp = now;
	return WRITTEN;
}

bool save_write(struct save *save, const char *bytes, size_t size, struct diags *diags)
{
	struct stat st;
	bool exists = lstat(save->target, &st) == 0;
	if (exists && S_ISREG(st.st_mode) && !file_may_replace(save->path, save->target, &st, diags))
		return false;
	enum result result;
	int fd = -1, error = 0;
	if (save->stamp.exists && size == save->bytes.len && memcmp(bytes, save->bytes.s, size) == 0) {
		result = leave(save);
	} else {
		bool unflushed = saver_begin(&save->saver);
		result = write_next(save, exists ? &st : NULL, bytes, size, unflushed, &fd);
		error = errno;
		if (result == WRITTEN)
			take_over(save, fd, bytes, size);
		saver_end(&save->saver, fd);
	}
	report_result(save, result, error, diags);
	return result == WRITTEN;
}

bool save_close(struct save *save, struct diags *diags)
{
	if (!save)
		return true;
	int error = saver_finish(&save->saver);
	if (error) {
		struct pos pos = {save->path, 0, 0};
		char *reason = file_reason(error);
		diag_add(diags, &base_diags[BASE_FILE_FLUSH_FAILED], pos, save->path, reason, save->previous, (const char *)NULL);
		free(reason);
	}
	save_lock_release(&save->lock);
	save_free(save);
	return !error;
}
