#include "base/cache.h"

#include "base/file_parts.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* A relative path there counts as none: the XDG Base Directory Specification. */
static const char *absolute(const char *variable)
{
	const char *path = getenv(variable);
	return path && *path == '/' ? path : NULL;
}

static bool is_ours(const char *folder)
{
	struct stat st;
	return stat(folder, &st) == 0 && S_ISDIR(st.st_mode) && st.st_uid == geteuid();
}

char *cache_folder(const char *part)
{
	const char *given = absolute("XDG_CACHE_HOME"), *home = absolute("HOME");
	if (!given && !home)
		return NULL;
	struct buf folder = BUF_INIT;
	buf_addf(&folder, "%s%s/noticesmith/%s", given ? given : home, given ? "" : "/.cache", part);
	if (is_ours(folder.s) || (file_make_parts(folder.s, 0700) == 0 && is_ours(folder.s)))
		return buf_detach(&folder);
	buf_release(&folder);
	return NULL;
}

static char *path_in(const char *folder, const char *name)
{
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/%s", folder, name);
	return buf_detach(&path);
}

bool cache_read(const char *folder, const char *name, size_t limit, struct buf *content)
{
	struct diags unsaid = DIAGS_INIT;
	buf_clear(content);
	if (!folder)
		return false;
	char *path = path_in(folder, name);
	int fd = file_open_to_read(path);
	bool done = fd >= 0 && file_read_open(fd, path, limit, content, &unsaid);
	if (fd >= 0)
		close(fd);
	if (!done)
		buf_clear(content);
	diags_release(&unsaid);
	free(path);
	return done;
}

bool cache_write(const char *folder, const char *name, const char *bytes, size_t size)
{
	if (!folder)
		return false;
	char *path = path_in(folder, name);
	bool done = file_write_beside(path, NULL, 0600, bytes, size) == 0;
	free(path);
	return done;
}
