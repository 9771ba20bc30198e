/*
 * The program's entry: owns the standard streams and the exit status.
 */
#include "cli/commands.h"

#include <errno.h>
#include <fcntl.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <string.h>

/* A stream that the caller closed must not be taken by the first file opened. Opened this way, writing to it fails, as it should. */
static int hold_streams(void)
{
	for (int fd = 0; fd <= 2; fd++) {
		if (fcntl(fd, F_GETFD) == -1 && errno == EBADF && open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			return -1;
	}
	return 0;
}

/*
 * Each answers file takes a megabyte and gives it back. glibc would return that to the system and have it zeroed again for the next file, which costs as much
 * as a third of reading it; so it keeps up to this much. What is measured: make bench.
 */
static void keep_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, 4 << 20);
	mallopt(M_MMAP_THRESHOLD, 4 << 20);
#endif
}

int main(int argc, char **argv)
{
	keep_memory();
	if (hold_streams() != 0)
		return 2;
	/* A closed pipe, and the shell's limit on the size of a file, are failed writes with a message, not a sudden end. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	int status = commands_run(argc, argv);
	int failed = ferror(stdout);
	errno = 0;
	if (fclose(stdout) != 0 || failed) {
		fprintf(stderr, "noticesmith: cannot write to standard output: %s\n", strerror(errno ? errno : EIO));
		status = 2;
	}
	return status;
}
