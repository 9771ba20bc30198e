#include "cli/talk.h"

#include "base/text.h"
#include "cli/cli_diags.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WIDTH_NORMAL = 80, WIDTH_LEAST = 20, WIDTH_MOST = 100 /* longer lines are hard to read */ };

static const int signals[] = {SIGHUP, SIGTERM, SIGINT};
enum { SIGNAL_COUNT = sizeof(signals) / sizeof(*signals) };

/* The one thing a handler can do safely; there is no other way to learn which signal it was. */
static volatile sig_atomic_t caught;

static void catch(int number)
{
	caught = number;
}

static void watch_signals(struct talk *talk)
{
	struct sigaction action = {.sa_handler = catch}, before;
	sigemptyset(&action.sa_mask);
	sigemptyset(&talk->watched);
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		if (sigaction(signals[i], NULL, &before) != 0 || before.sa_handler == SIG_IGN)
			continue; /* as nohup wants it */
		sigaddset(&talk->watched, signals[i]);
		sigaction(signals[i], &action, NULL);
	}
	sigprocmask(SIG_BLOCK, &talk->watched, &talk->outside);
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		if (sigismember(&talk->watched, signals[i]) == 1)
			sigdelset(&talk->outside, signals[i]);
	}
}

static size_t terminal_width(void)
{
	struct winsize size;
	if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || !size.ws_col)
		return WIDTH_NORMAL;
	return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

static bool open_log(struct talk *talk, const char *path, const char *avoid, struct diags *diags)
{
	struct stat log, answers;
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	const char *reason = fd < 0 ? strerror(errno) : NULL;
	if (fd >= 0 && fstat(fd, &log) == 0 && stat(avoid, &answers) == 0 && log.st_dev == answers.st_dev && log.st_ino == answers.st_ino)
		reason = "it is the answers file";
	else if (fd >= 0)
		talk->log = fdopen(fd, "a");
	if (talk->log)
		return true;
	diag_add(diags, &cli_diags[C_TRANSCRIPT], (struct pos){NULL, 0, 0}, path, reason ? reason : strerror(errno), NULL);
	if (fd >= 0)
		close(fd);
	return false;
}

bool talk_open(struct talk *talk, const char *transcript, const char *avoid, struct diags *diags)
{
	*talk = (struct talk){.width = terminal_width(), .echo = !isatty(STDIN_FILENO), .input = BUF_INIT};
	if (transcript && !open_log(talk, transcript, avoid, diags))
		return false;
	caught = 0;
	watch_signals(talk);
	return true;
}

bool talk_close(struct talk *talk, const char *transcript, struct diags *diags)
{
	for (size_t i = 0; i < SIGNAL_COUNT; i++) {
		if (sigismember(&talk->watched, signals[i]) != 1)
			continue;
		signal(signals[i], SIG_IGN); /* one that waits has been heard */
		signal(signals[i], SIG_DFL);
	}
	sigprocmask(SIG_UNBLOCK, &talk->watched, NULL);
	buf_release(&talk->input);
	if (!talk->log)
		return true;
	int failed = ferror(talk->log);
	errno = 0;
	if (fclose(talk->log) == 0 && !failed)
		return true;
	diag_add(diags, &cli_diags[C_TRANSCRIPT], (struct pos){NULL, 0, 0}, transcript, strerror(errno ? errno : EIO), NULL);
	return false;
}

/* Out */

static void put(struct talk *talk, const char *text, size_t size)
{
	fwrite(text, 1, size, stdout);
	if (talk->log)
		fwrite(text, 1, size, talk->log);
}

void talk_say(struct talk *talk, size_t indent, const char *format, ...)
{
	struct buf text = BUF_INIT, lines = BUF_INIT;
	va_list arguments, again;
	va_start(arguments, format);
	va_copy(again, arguments);
	int size = vsnprintf(NULL, 0, format, arguments);
	va_end(arguments);
	if (size > 0) {
		buf_reserve(&text, (size_t)size + 1);
		vsnprintf(text.s, (size_t)size + 1, format, again);
		text.len = (size_t)size;
	}
	va_end(again);
	text_add_wrapped(&lines, text.s, indent, talk->width);
	put(talk, lines.s, lines.len);
	buf_release(&text);
	buf_release(&lines);
}

void talk_item(struct talk *talk, size_t number, const char *text)
{
	enum { INDENT = 6 };
	struct buf lines = BUF_INIT;
	char front[32];
	text_add_wrapped(&lines, text, INDENT, talk->width);
	int size = snprintf(front, sizeof(front), "%*zu  ", INDENT - 2, number);
	put(talk, front, (size_t)size);
	put(talk, lines.s + INDENT, lines.len - INDENT);
	buf_release(&lines);
}

void talk_blank(struct talk *talk)
{
	put(talk, "\n", 1);
}

/* In */

int talk_signal(void)
{
	return caught;
}

/* Signals that wait are let in. */
static bool was_signalled(const struct talk *talk)
{
	sigset_t waiting;
	sigpending(&waiting);
	for (size_t i = 0; i < SIGNAL_COUNT && !caught; i++) {
		if (sigismember(&waiting, signals[i]) == 1 && sigismember(&talk->watched, signals[i]) == 1)
			caught = signals[i];
	}
	return caught;
}

/* Reads some more; false at the end of input or when a signal came. */
static bool read_more(struct talk *talk)
{
	fd_set in;
	FD_ZERO(&in);
	FD_SET(STDIN_FILENO, &in);
	if (talk->ended || was_signalled(talk))
		return false;
	if (pselect(STDIN_FILENO + 1, &in, NULL, NULL, NULL, &talk->outside) < 0 && errno == EINTR)
		return !caught;
	char bytes[4096];
	ssize_t size = read(STDIN_FILENO, bytes, sizeof(bytes));
	if (size > 0)
		buf_add(&talk->input, bytes, (size_t)size);
	else if (size == 0 || (errno != EINTR && errno != EAGAIN))
		talk->ended = true;
	return !talk->ended;
}

/* The next line, with its end; at the end of input what is left. False: not there yet. */
static bool next_line(const struct talk *talk, size_t *size)
{
	const char *begin = talk->input.s + talk->taken;
	size_t rest = talk->input.len - talk->taken;
	const char *end = rest ? memchr(begin, '\n', rest) : NULL;
	*size = end ? (size_t)(end - begin) + 1 : rest;
	return end || (talk->ended && rest);
}

/* Takes a line out of the input. False: it was too long. */
static bool take_line(struct talk *talk, size_t size, struct buf *line)
{
	const char *begin = talk->input.s + talk->taken;
	size_t length = size;
	while (length && (begin[length - 1] == '\n' || begin[length - 1] == '\r'))
		length--;
	bool fits = length <= TALK_LONGEST;
	buf_clear(line);
	buf_add(line, begin, fits ? length : 0);
	for (char *zero = line->s; (zero = memchr(zero, '\0', (size_t)(line->s + line->len - zero))) != NULL;)
		*zero = '\x01'; /* no character of a text either: it is refused by that name */
	talk->taken += size;
	if (talk->taken == talk->input.len) {
		buf_clear(&talk->input);
		talk->taken = 0;
	}
	return fits;
}

/* Room for what comes: lines taken go, and of a line that is too long only its being so is kept. */
static void make_room(struct talk *talk)
{
	struct buf *input = &talk->input;
	size_t rest = input->len - talk->taken;
	if (talk->taken) {
		memmove(input->s, input->s + talk->taken, rest);
		buf_truncate(input, rest);
		talk->taken = 0;
	}
	if (input->len > TALK_LONGEST + 2)
		buf_truncate(input, TALK_LONGEST + 2);
}

static void show_typed(struct talk *talk, const struct buf *line)
{
	struct buf visible = BUF_INIT;
	text_add_visible(&visible, line->s);
	buf_addc(&visible, '\n');
	if (talk->echo)
		fwrite(visible.s, 1, visible.len, stdout);
	if (talk->log)
		fwrite(visible.s, 1, visible.len, talk->log);
	buf_release(&visible);
}

enum talk_input talk_read(struct talk *talk, const char *prompt, struct buf *line)
{
	for (;;) {
		size_t size;
		put(talk, prompt, strlen(prompt));
		if (fflush(stdout) != 0)
			talk->ended = true; /* nobody listens any more */
		if (talk->log)
			fflush(talk->log);
		while (!was_signalled(talk) && !next_line(talk, &size)) {
			make_room(talk);
			if (!read_more(talk) && !next_line(talk, &size)) {
				buf_clear(line);
				put(talk, "\n", 1);
				return caught ? TALK_SIGNAL : TALK_END;
			}
		}
		if (caught) {
			buf_clear(line);
			put(talk, "\n", 1);
			return TALK_SIGNAL;
		}
		bool fits = take_line(talk, size, line);
		talk->width = terminal_width(); /* the window may have become another */
		show_typed(talk, line);
		if (fits)
			return TALK_LINE;
		talk_say(talk, 2, "This line is longer than %d bytes: make it shorter, or use several lines where they are allowed.", TALK_LONGEST);
	}
}
