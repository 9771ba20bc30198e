#include "tui/editor.h"

#include "base/diag.h"
#include "base/file.h"
#include "base/text.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *editor(void)
{
	const char *visual = getenv("VISUAL"), *plain = getenv("EDITOR");
	return visual && *visual ? visual : plain && *plain ? plain : "vi";
}

/* The variable may hold options, as shells allow: the shell takes it apart, the file's name is handed over as it is. */
static _Noreturn void become_editor(const char *command, const char *path)
{
	struct buf line = BUF_INIT;
	buf_addf(&line, "%s \"$1\"", command);
	signal(SIGINT, SIG_DFL);
	signal(SIGQUIT, SIG_DFL);
	execl("/bin/sh", "sh", "-c", line.s, "sh", path, (char *)NULL);
	_exit(127);
}

/* Ctrl-C in the editor is the editor's. */
static int wait_for(pid_t child)
{
	int status = -1;
	struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	return status;
}

bool editor_file(const char *path, struct buf *why)
{
	const char *command = editor();
	pid_t child = fork();
	if (child == 0)
		become_editor(command, path);
	int status = child < 0 ? -1 : wait_for(child);
	bool done = WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!done)
		buf_addf(why, "The editor '%s' could not be run or failed. VISUAL or EDITOR names another one.", command);
	return done;
}

static bool write_all(int file, const char *bytes, size_t size)
{
	while (size) {
		ssize_t written = write(file, bytes, size);
		if (written < 0 && errno != EINTR)
			return false;
		if (written > 0) {
			bytes += written;
			size -= (size_t)written;
		}
	}
	return true;
}

static bool edit_there(const char *path, struct buf *text, struct buf *why)
{
	struct diags diags = DIAGS_INIT;
	size_t size;
	char *bytes = editor_file(path, why) ? file_read(path, FILE_LIMIT, &size, &diags) : NULL;
	bool valid = bytes && !memchr(bytes, '\0', size) && !text_invalid(bytes, size);
	if (valid) {
		buf_clear(text);
		buf_add(text, bytes, size);
	} else if (!why->len) {
		buf_adds(why, "What the editor saved cannot be read as text (UTF-8); nothing was changed.");
	}
	free(bytes);
	diags_release(&diags);
	return valid;
}

bool editor_text(struct buf *text, struct buf *why)
{
	const char *folder = getenv("TMPDIR");
	struct buf path = BUF_INIT;
	buf_addf(&path, "%s/noticesmith-XXXXXX", folder && *folder ? folder : "/tmp");
	int file = mkstemp(path.s); /* for its owner alone */
	bool there = file >= 0 && write_all(file, text->s, text->len);
	there = file >= 0 && close(file) == 0 && there;
	bool done = there && edit_there(path.s, text, why);
	if (!there)
		buf_addf(why, "A file for the editor could not be made: %s.", strerror(errno));
	if (file >= 0)
		unlink(path.s);
	buf_release(&path);
	return done;
}
