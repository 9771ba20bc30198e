#include "base/file.h"

#include "base/base_diags.h"
#include "base/file_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COMPARED = 16 << 10 /* bytes of a file that are looked at together */ };

char *file_reason(int error)
{
	struct buf reason = BUF_INIT;
	locale_t english = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	if (english == (locale_t)0) {
		buf_addf(&reason, "error %d", error);
	} else {
		buf_adds(&reason, strerror_l(error, english));
		freelocale(english);
	}
	return buf_detach(&reason);
}

void file_report(struct diags *diags, enum base_diag kind, const char *path, const char *detail)
{
	diag_add(diags, &base_diags[kind], (struct pos){path, 0, 0}, path, detail, (const char *)NULL);
}

void file_report_error(struct diags *diags, enum base_diag kind, const char *path, int error)
{
	char *reason = file_reason(error);
	file_report(diags, kind, path, reason);
	free(reason);
}

/* -- reading -- */

enum base_diag file_read_error(int error)
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
	file_report(diags, BASE_FILE_TOO_LARGE, path, text);
}

int file_open_to_read(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
}

bool file_read_open(int fd, const char *path, size_t limit, struct buf *content, struct diags *diags)
{
	struct stat st;
	if (fstat(fd, &st) != 0) {
		file_report_error(diags, BASE_FILE_READ_FAILED, path, errno);
		return false;
	}
	if (!S_ISREG(st.st_mode)) {
		file_report(diags, S_ISDIR(st.st_mode) ? BASE_FILE_IS_FOLDER : BASE_FILE_NOT_REGULAR, path, NULL);
		return false;
	}
	if (st.st_size > 0 && (uintmax_t)st.st_size <= limit)
		buf_reserve(content, (size_t)st.st_size + 1);
	bool too_large = (uintmax_t)st.st_size > limit;
	if (!too_large && read_all(fd, limit, content) != 0) {
		file_report_error(diags, BASE_FILE_READ_FAILED, path, errno);
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
	int fd = file_open_to_read(path);
	if (fd < 0) {
		file_report_error(diags, file_read_error(errno), path, errno);
		return NULL;
	}
	struct buf content = BUF_INIT;
	bool done = file_read_open(fd, path, limit, &content, diags);
	close(fd);
	if (!done) {
		buf_release(&content);
		return NULL;
	}
	*size = content.len;
	return buf_detach(&content);
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

bool file_holds(const char *path, const char *bytes, size_t size)
{
	int fd = file_open_to_read(path);
	if (fd < 0)
		return false;
	struct stat st;
	bool same = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uintmax_t)st.st_size == size && reads_as(fd, bytes, size);
	close(fd);
	return same;
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

bool file_remove(const char *path, struct diags *diags)
{
	if (unlink(path) == 0 || errno == ENOENT)
		return true;
	int error = errno;
	if (file_is_folder(path))
		file_report(diags, BASE_FILE_IS_FOLDER, path, NULL);
	else
		file_report_error(diags, BASE_FILE_REMOVE_FAILED, path, error);
	return false;
}
