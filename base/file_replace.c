#include "base/file.h"

#include "base/base_diags.h"
#include "base/file_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	LINKS_LIMIT = 40,     /* symbolic links to follow, as the kernel does */
	NAME_KEPT = 200,      /* bytes of the name in one beside it: room for the rest in 255 */
	TEMPORARY_TRIES = 100
};

void file_report_write(struct diags *diags, const char *path, int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
	case EROFS: file_report_error(diags, BASE_FILE_NO_PERMISSION, path, error); break;
	case ENOSPC:
	case EDQUOT: file_report_error(diags, BASE_FILE_DISK_FULL, path, error); break;
	case EISDIR: file_report(diags, BASE_FILE_IS_FOLDER, path, NULL); break;
	default: file_report_error(diags, BASE_FILE_WRITE_FAILED, path, error); break;
	}
}

size_t file_folder_length(const char *path)
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
		buf_add(target, path, file_folder_length(path));
	buf_add(target, text, (size_t)length);
	return true;
}

bool file_resolve(const char *path, struct buf *target, bool *exists, struct stat *st)
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

void file_add_name_beside(struct buf *name, const char *target, const char *ending)
{
	size_t folder = file_folder_length(target), kept = strlen(target + folder);
	buf_add(name, target, folder);
	buf_addc(name, '.');
	buf_add(name, target + folder, kept < NAME_KEPT ? kept : NAME_KEPT);
	buf_addf(name, ".%s", ending);
}

/*
 * Not by mkstemp, because that takes no mode: a new file gets 0666 less the umask, which a process cannot ask for without changing it.
 */
int file_open_new(const char *name, mode_t mode)
{
	return open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
}

/* Creates ".NAME.xxxxxx" beside the target. Returns -1 with errno. */
static int create_temporary(const char *target, mode_t mode, struct buf *name)
{
	for (unsigned attempt = 0; attempt < TEMPORARY_TRIES; attempt++) {
		buf_clear(name);
		file_add_name_beside(name, target, "");
		add_random_letters(name, attempt);
		int fd = file_open_new(name->s, mode);
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

int file_fill(int fd, const struct stat *old, const char *bytes, size_t size)
{
	return write_all(fd, bytes, size) != 0 || (old && keep_permissions(fd, old) != 0) ? errno : 0;
}

/* Fills a new file and puts it in the target's place. Returns 0 or the system's error; then the new file is gone. */
static int put_in_place(int fd, const char *name, const char *target, const struct stat *old, const char *bytes, size_t size)
{
	if (fd < 0)
		return errno;
	int error = file_fill(fd, old, bytes, size);
	if (close(fd) != 0 && !error)
		error = errno;
	if (!error && rename(name, target) != 0)
		error = errno;
	if (error)
		unlink(name);
	return error;
}

int file_write_beside(const char *target, const struct stat *old, mode_t mode, const char *bytes, size_t size)
{
	struct buf name = BUF_INIT;
	int fd = create_temporary(target, mode, &name);
	int error = put_in_place(fd, name.s, target, old, bytes, size);
	buf_release(&name);
	return error;
}

bool file_may_replace(const char *path, const char *target, const struct stat *st, struct diags *diags)
{
	if (!S_ISREG(st->st_mode)) {
		file_report(diags, S_ISDIR(st->st_mode) ? BASE_FILE_IS_FOLDER : BASE_FILE_NOT_REGULAR, path, NULL);
		return false;
	}
	if (access(target, W_OK) != 0) {
		file_report(diags, BASE_FILE_WRITE_PROTECTED, path, NULL);
		return false;
	}
	return true;
}

void file_report_missing_folder(struct diags *diags, const char *path, const char *target)
{
	size_t length = file_folder_length(target);
	char *folder = xstrndup(length ? target : ".", length > 1 ? length - 1 : 1);
	file_report(diags, BASE_FILE_FOLDER_MISSING, path, folder);
	free(folder);
}

bool file_replace(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	struct buf target = BUF_INIT;
	struct stat st;
	bool exists = false, done = false;
	if (!file_resolve(path, &target, &exists, &st)) {
		file_report_write(diags, path, errno);
	} else if (!exists || file_may_replace(path, target.s, &st, diags)) {
		const struct stat *old = exists ? &st : NULL;
		int error = file_write_beside(target.s, old, FILE_MODE_BESIDE(old), bytes, size);
		done = error == 0;
		if (error == ENOENT && !exists)
			file_report_missing_folder(diags, path, target.s);
		else if (error)
			file_report_write(diags, path, error);
	}
	buf_release(&target);
	return done;
}

bool file_beside(struct buf *name, const char *path, const char *ending, struct diags *diags)
{
	struct buf target = BUF_INIT;
	struct stat st;
	bool exists, found = file_resolve(path, &target, &exists, &st);
	if (found) {
		file_add_name_beside(name, target.s, ending);
	} else {
		int error = errno;
		file_report_error(diags, file_read_error(error), path, error);
	}
	buf_release(&target);
	return found;
}

static char *name_of_next(const char *name)
{
	struct buf next = BUF_INIT;
	buf_addf(&next, "%s.new", name);
	return buf_detach(&next);
}

bool file_replace_beside(const char *name, const char *path, const char *bytes, size_t size, struct diags *diags)
{
	struct stat owner;
	bool owned = stat(path, &owner) == 0;
	if (owned)
		owner.st_mode |= S_IRUSR | S_IWUSR;
	char *next = name_of_next(name);
	unlink(next); /* what a killed process left half written */
	int error = put_in_place(file_open_new(next, FILE_MODE_BESIDE(owned)), next, name, owned ? &owner : NULL, bytes, size);
	free(next);
	if (error == ENOENT)
		file_report_missing_folder(diags, name, name);
	else if (error)
		file_report_write(diags, name, error);
	return !error;
}

void file_sweep_beside(const char *name)
{
	char *next = name_of_next(name);
	unlink(next);
	free(next);
}

enum file_change file_update(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	if (file_holds(path, bytes, size))
		return FILE_CHANGE_NONE;
	return file_replace(path, bytes, size, diags) ? FILE_CHANGE_WRITTEN : FILE_CHANGE_FAILED;
}

bool file_create(const char *path, const char *bytes, size_t size, struct diags *diags)
{
	int fd = file_open_new(path, 0666);
	if (fd < 0) {
		int error = errno;
		if (error == EEXIST)
			file_report(diags, BASE_FILE_EXISTS, path, NULL);
		else if (error == ENOENT)
			file_report_missing_folder(diags, path, path);
		else
			file_report_write(diags, path, error);
		return false;
	}
	int error = write_all(fd, bytes, size) != 0 ? errno : 0;
	if (close(fd) != 0 && !error)
		error = errno;
	if (error) {
		unlink(path);
		file_report_write(diags, path, error);
	}
	return !error;
}

int file_make_parts(char *path, mode_t mode)
{
	for (size_t i = 1; *path; i++) {
		bool end = !path[i];
		if (!end && path[i] != '/')
			continue;
		path[i] = '\0';
		if (mkdir(path, mode) != 0) {
			int error = errno;
			if (!file_is_folder(path))
				return error;
		}
		if (end)
			break;
		path[i] = '/';
	}
	return 0;
}

bool file_make_folders(const char *path, struct diags *diags)
{
	char *part = xstrdup(path);
	int error = file_make_parts(part, 0777);
	if (error == EEXIST || error == ENOTDIR)
		file_report(diags, BASE_FILE_EXISTS, part, NULL);
	else if (error)
		file_report_write(diags, part, error);
	free(part);
	return !error;
}
