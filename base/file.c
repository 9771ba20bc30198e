#include "base/file.h"

#include "base/base_diags.h"
#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	LINKS_LIMIT = 40,     /* symbolic links to follow, as the kernel does */
	NAME_KEPT = 200,      /* bytes of the name in the temporary one: room for the rest in 255 */
	TEMPORARY_TRIES = 100,
	COMPARED = 16 << 10   /* bytes of a file that are looked at together */
};

/* The system's reason in English, whatever the locale. */
static void add_reason(struct buf *buf, int error)
{
	locale_t english = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (english == (locale_t)0) {
		buf_addf(buf, "error %d", error);
		return;
	}
	buf_adds(buf, strerror_l(error, english));
	freelocale(english);
}

static void report(struct diags *diags, enum base_diag kind, const char *path, const char *detail)
{
	diag_add(diags, &base_diags[kind], (struct pos){path, 0, 0}, path, detail, (const char *)NULL);
}

static void report_error(struct diags *diags, enum base_diag kind, const char *path, int error)
{
	struct buf reason = BUF_INIT;
	add_reason(&reason, error);
	report(diags, kind, path, reason.s);
	buf_release(&reason);
}

/* -- reading -- */

static enum base_diag read_error(int error)
{
	switch (error) {
	case ENOENT:
	case ENOTDIR: return BASE_FILE_MISSING;
	case EACCES:
	case EPERM: return BASE_FILE_NO_PERMISSION;
	case EISDIR: return BASE_FILE_IS_FOLDER;
	case ENXIO: return BASE_FILE_NOT_REGULAR; /* a socket */
	default: return BASE_FILE_READ_FAILED;
	}
}

/* Reads until the end or one byte over the limit; -1 with errno on failure. The size that stat gave is only a hint: files grow. */
static int read_all(int fd, size_t limit, struct buf *content)
{
	for (;;) {
		buf_reserve(content, 1);
		size_t room = content->cap - content->len - 1;
		ssize_t got = read(fd, content->s + content->len, room);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			return 0;
		content->len += (size_t)got;
		content->s[content->len] = '\0';
		if (content->len > limit)
			return 0;
	}
}

static void report_too_large(struct diags *diags, const char *path, size_t limit)
{
	char text[32];
	if (limit >= (size_t)1 << 20 && limit % ((size_t)1 << 20) == 0)
		snprintf(text, sizeof text, "%zu MiB", limit >> 20);
	else
		snprintf(text, sizeof text, "%zu bytes", limit);
	report(diags, BASE_FILE_TOO_LARGE, path, text);
}

/* O_NONBLOCK: a pipe without a writer is refused and not waited for. */
static int open_to_read(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

static bool read_open_file(int fd, const char *path, size_t limit, struct buf *content, struct diags *diags)
{
	struct stat st;
	if (fstat(fd, &st) != 0) {
		report_error(diags, BASE_FILE_READ_FAILED, path, errno);
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		report(diags, S_ISDIR(st.st_mode) ? BASE_FILE_IS_FOLDER : BASE_FILE_NOT_REGULAR, path, NULL);
		return false;
	}
	if (st.st_size > 0 && (uintmax_t)st.st_size <= limit)
		buf_reserve(content, (size_t)st.st_size + 1);
	bool too_large = (uintmax_t)st.st_size > limit;
	if (!too_large && read_all(fd, limit, content) != 0) {
		report_error(diags, BASE_FILE_READ_FAILED, path, errno);
		return false;
	}
	if (too_large || content->len > limit) {
		report_too_large(diags, path, limit);
		return false;
	}
	return true;
}

char *file_read(const char *path, size_t limit, size_t *size, struct diags *diags)
{
	int fd = open_to_read(path);
	if (fd < 0) {
		report_error(diags, read_error(errno), path, errno);
		return NULL;
	}
	struct buf content = BUF_INIT;
	bool done = read_open_file(fd, path, limit, &content, diags);
	close(fd);
	if (!done) {
		buf_release(&content);
		return NULL;
	}
	*size = content.len;
	return buf_detach(&content);
}

bool file_exists(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0;
}

bool file_is_folder(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* -- replacing -- */

static void report_write(struct diags *diags, const char *path, int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
	case EROFS: report_error(diags, BASE_FILE_NO_PERMISSION, path, error); break;
	case ENOSPC:
	case EDQUOT: report_error(diags, BASE_FILE_DISK_FULL, path, error); break;
	case EISDIR: report(diags, BASE_FILE_IS_FOLDER, path, NULL); break;
	default: report_error(diags, BASE_FILE_WRITE_FAILED, path, error); break;
	}
}

/* Bytes of the folder part of a path, with the last slash. */
static size_t folder_length(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? (size_t)(slash + 1 - path) : 0;
}

/* Reads one link: false with errno. */
static bool read_link(const char *path, struct buf *target)
{
	char text[PATH_MAX];
	ssize_t length = readlink(path, text, sizeof text);
	if (length < 0)
		return false;
	if ((size_t)length == sizeof text) {
		errno = ENAMETOOLONG;
		return false;
	}
	buf_clear(target);
	if (text[0] != '/')
		buf_add(target, path, folder_length(path));
	buf_add(target, text, (size_t)length);
	return true;
}

/*
 * Follows symbolic links to the file that is to be replaced, also to one that is not there yet. *exists tells, and st describes it.
 * Returns false with errno.
 */
static bool resolve(const char *path, struct buf *target, bool *exists, struct stat *st)
{
	buf_adds(target, path);
	for (int links = 0; links < LINKS_LIMIT; links++) {
		*exists = lstat(target->s, st) == 0;
		if (!*exists)
			return errno == ENOENT;
		if (!S_ISLNK(st->st_mode))
			return true;
		struct buf next = BUF_INIT;
		bool read = read_link(target->s, &next);
		buf_release(target);
		*target = next;
		if (!read)
			return false;
	}
	errno = ELOOP;
	return false;
}

/* Six letters that are unlikely to be taken; O_EXCL is what makes them safe. */
static void add_random_letters(struct buf *buf, unsigned attempt)
{
	struct timespec now = {0, 0};
	clock_gettime(CLOCK_REALTIME, &now);
	unsigned long long number = (unsigned long long)now.tv_nsec * 2654435761u + (unsigned long long)now.tv_sec * 40503u +
				    (unsigned long long)getpid() * 97u + attempt * 7919u;
	for (int i = 0; i < 6; i++, number /= 36)
		buf_addc(buf, "abcdefghijklmnopqrstuvwxyz0123456789"[number % 36]);
}

/*
 * Creates ".NAME.xxxxxx" beside the target. Not by mkstemp, because that takes no mode: a new file gets 0666 less the umask, which a
 * process cannot ask for without changing it. Returns -1 with errno.
 */
static int create_temporary(const char *target, mode_t mode, struct buf *name)
{
	size_t folder = folder_length(target), kept = strlen(target + folder);
	for (unsigned attempt = 0; attempt < TEMPORARY_TRIES; attempt++) {
		buf_clear(name);
		buf_add(name, target, folder);
		buf_addc(name, '.');
		buf_add(name, target + folder, kept < NAME_KEPT ? kept : NAME_KEPT);
		buf_addc(name, '.');
		add_random_letters(name, attempt);
		int fd = open(name->s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
		if (fd >= 0 || errno != EEXIST)
			return fd;
	}
	return -1;
}

static int write_all(int fd, const char *bytes, size_t size)
{
	while (size) {
		ssize_t written = write(fd, bytes, size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return -1;
		bytes += written;
		size -= (size_t)written;
	}
	return 0;
}

static int keep_permissions(int fd, const struct stat *old)
{
	bool owner_kept = fchown(fd, old->st_uid, old->st_gid) == 0;
	/* who may not give the file away owns it from now on; rights that ran programs as the old owner do not pass on */
	return fchmod(fd, old->st_mode & (owner_kept ? 07777u : 0777u));
}

/* Returns 0 or the system's error; then no temporary file is left. */
static int write_beside(const char *target, const struct stat *old, const char *bytes, size_t size)
{
	struct buf name = BUF_INIT;
	int error = 0;
	int fd = create_temporary(target, old ? 0600 : 0666, &name);
	if (fd < 0) {
		error = errno;
		buf_release(&name);
		return error;
	}
	if (write_all(fd, bytes, size) != 0 || (old && keep_permissions(fd, old) != 0))
		error = errno;
	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(name.s, target) != 0)
		error = errno;
	if (error)
		unlink(name.s);
	buf_release(&name);
	return error;
}

/* A folder, a device, a write-protected file: renaming a file over those is not what anybody meant. */
static bool may_replace(const char *path, const char *target, const struct stat *st, struct diags *diags)
{
	if (!S_ISREG(st->st_mode)) {
		report(diags, S_ISDIR(st->st_mode) ? BASE_FILE_IS_FOLDER : BASE_FILE_NOT_REGULAR, path, NULL);
		return false;
	}
	if (access(target, W_OK) != 0) {
		report(diags, BASE_FILE_WRITE_PROTECTED, path, NULL);
		return false;
	}
	return true;
}

static void report_missing_folder(struct diags *diags, const char *path, const char *target)
{
	size_t length = folder_length(target);
	char *folder = xstrndup(length ? target : ".", length > 1 ? length - 1 : 1);
	report(diags, BASE_FILE_FOLDER_MISSING, path, folder);
	free(folder);
}

bool file_replace(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	struct buf target = BUF_INIT;
	struct stat st;
	bool exists = false, done = false;
	if (!resolve(path, &target, &exists, &st)) {
		report_write(diags, path, errno);
	} else if (!exists || may_replace(path, target.s, &st, diags)) {
		int error = write_beside(target.s, exists ? &st : NULL, bytes, size);
		done = error == 0;
		if (error == ENOENT && !exists)
			report_missing_folder(diags, path, target.s);
		else if (error)
			report_write(diags, path, error);
	}
	buf_release(&target);
	return done;
}

/* Reads as far as it is the same; the file may have grown since its size was looked at. */
static bool reads_as(int fd, const char *bytes, size_t size)
{
	char piece[COMPARED];
	for (;;) {
		ssize_t got = read(fd, piece, sizeof piece);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && size == 0;
		if ((size_t)got > size || memcmp(piece, bytes, (size_t)got) != 0)
			return false;
		bytes += got;
		size -= (size_t)got;
	}
}

static bool holds(const char *path, const char *bytes, size_t size)
{
	int fd = open_to_read(path);
	if (fd < 0)
		return false;
	struct stat st;
	bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size == size && reads_as(fd, bytes, size);
	close(fd);
	return same;
}

enum file_change file_update(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	if (holds(path, bytes, size))
		return FILE_CHANGE_NONE;
	return file_replace(path, bytes, size, diags) ? FILE_CHANGE_WRITTEN : FILE_CHANGE_FAILED;
}

bool file_create(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (fd < 0) {
		int error = errno;
		if (error == EEXIST)
			report(diags, BASE_FILE_EXISTS, path, NULL);
		else if (error == ENOENT)
			report_missing_folder(diags, path, path);
		else
			report_write(diags, path, error);
		return false;
	}
	int error = write_all(fd, bytes, size) != 0 ? errno : 0;
	if (close(fd) != 0 && !error)
		error = errno;
	if (error) {
		unlink(path);
		report_write(diags, path, error);
	}
	return !error;
}

bool file_make_folders(const char *path, struct diags *diags)
{
	char *part = xstrdup(path);
	int error = 0;
	for (size_t i = 1; !error && *part; i++) {
		bool end = !part[i];
		if (!end && part[i] != '/')
			continue;
		part[i] = '\0';
		if (mkdir(part, 0777) != 0 && !file_is_folder(part))
			error = errno;
		if (error == EEXIST || error == ENOTDIR)
			report(diags, BASE_FILE_EXISTS, part, NULL);
		else if (error)
			report_write(diags, part, error);
		if (end)
			break;
		part[i] = '/';
	}
	free(part);
	return !error;
}

bool file_remove(const char *path, struct diags *diags)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	int error = errno;
	if (file_is_folder(path))
		report(diags, BASE_FILE_IS_FOLDER, path, NULL);
	else
		report_error(diags, BASE_FILE_REMOVE_FAILED, path, error);
	return false;
}
