/*
 * The first screen of the wizard, from the start of its process to the last byte of that screen, against `dialog --inputbox`: on terminals of the same kind
 * and size, in turns. Processor time, and what a clock on the wall says.
 */
#include "tests/bench/bench.h"

#include "base/buf.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WARM_UP = 3, ROUNDS = 41, WIDTH = 80, HEIGHT = 24, QUIET = 60 /* milliseconds without a byte: the screen is there */ };

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static _Noreturn void become(int terminal, char *const *arguments)
{
	const char *name = ptsname(terminal);
	setsid();
	int end = name ? open(name, O_RDWR) : -1;
	if (end < 0 || dup2(end, 0) < 0 || dup2(end, 1) < 0 || dup2(end, 2) < 0)
		_exit(126);
	close(end);
	close(terminal);
	setenv("TERM", "xterm", 1);
	execvp(arguments[0], arguments);
	_exit(127);
}

/* False: it could not be run, or showed nothing. */
static bool first_screen(char *const *arguments, struct cost *cost)
{
	const struct winsize size = {.ws_col = WIDTH, .ws_row = HEIGHT};
	struct rusage usage = {0};
	char bytes[4096];
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);
	if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0 || ioctl(terminal, TIOCSWINSZ, &size) != 0)
		return false;
	double start = now(), last = -1;
	pid_t child = fork();
	if (child == 0)
		become(terminal, arguments);
	struct pollfd waits = {.fd = terminal, .events = POLLIN};
	while (child > 0 && poll(&waits, 1, last < 0 ? 2000 : QUIET) > 0 && read(terminal, bytes, sizeof bytes) > 0)
		last = now() - start;
	int status = 0;
	bool ran = child > 0 && waitpid(child, &status, WNOHANG) == 0; /* it waits for a key */
	if (ran) {
		kill(child, SIGKILL);
		wait4(child, &status, 0, &usage);
	}
	close(terminal);
	*cost = (struct cost){last, milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), usage.ru_maxrss};
	return ran && last >= 0;
}

static void compare(char *program, char *answers)
{
	char dialog[] = "dialog", box[] = "--inputbox", question[] = "Whose name stands on your invoices?", rows[] = "10", columns[] = "60";
	char *ours[] = {program, answers, NULL}, *theirs[] = {dialog, box, question, rows, columns, NULL};
	double wall[2][ROUNDS], processor[2][ROUNDS];
	struct cost cost;
	if (!first_screen(theirs, &cost)) {
		puts("wizard, first screen: not compared, dialog is not installed (make deps-bench)");
		return;
	}
	for (int i = -WARM_UP; i < ROUNDS; i++) {
		int k = i < 0 ? 0 : i;
		for (int who = 0; who < 2; who++) {
			if (!first_screen(who ? theirs : ours, &cost)) {
				fputs("bench: the wizard did not start\n", stderr);
				exit(2);
			}
			wall[who][k] = cost.wall;
			processor[who][k] = cost.processor;
		}
	}
	double a = median(wall[0], ROUNDS), b = median(wall[1], ROUNDS), c = median(processor[0], ROUNDS), d = median(processor[1], ROUNDS);
	printf("wizard, first screen: %.1f ms, dialog --inputbox %.1f ms: ratio %.2f; of the processor %.1f ms and %.1f ms: ratio %.2f (aim: at most 1)\n", a, b, a / b, c, d,
		c / d);
}

void bench_start(char *program, const char *example, const char *folder)
{
	struct buf answers = BUF_INIT, lock = BUF_INIT;
	buf_addf(&answers, "%s/start.yaml", folder);
	buf_addf(&lock, "%s/.start.yaml.lock", folder); /* who is killed leaves it */
	copy_file(example, answers.s);
	compare(program, answers.s);
	unlink(answers.s);
	unlink(lock.s);
	buf_release(&answers);
	buf_release(&lock);
}
