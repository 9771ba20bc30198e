#include "tui/term.h"

#include "base/buf.h"
#include "tui/canvas_curses.h"
#include "tui/term_keys.h"

#include <curses.h>
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

/* What curses has no name for: sent when the wizard begins, taken back when it ends. */
static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l", focus_on[] = "\033[?1004h", focus_off[] = "\033[?1004l";
static const char frame_off[] = "\033[?2026l", mouse_off[] = "\033[?1000l\033[?1002l\033[?1003l\033[?1006l";

enum { ESCAPE_MS = 25, PASTE_MS = 1000, PASTE_LIMIT = 4 << 20 };
/* Codes for sequences that terminfo does not know: above all of curses' own, below 65,536, where its tables end. */
enum { CODE_PASTE = 20000, CODE_PASTED, CODE_FOCUS, CODE_NO_FOCUS, CODE_SEQUENCE };
enum { CODES_MAX = 512 };

/* The signals that end the program, those that are a crash, and others that are looked after. */
static const int ending[] = {SIGHUP, SIGTERM, SIGINT, SIGQUIT}, crashing[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGTRAP, SIGSYS};
static const int other[] = {SIGWINCH, SIGTSTP, SIGCONT};
enum { ENDING = sizeof ending / sizeof *ending, CRASHING = sizeof crashing / sizeof *crashing, OTHER = sizeof other / sizeof *other };

/* The terminal is the process's, and so is this. What handlers of signals read is set before they are. */
static struct {
	bool started, away; /* away: given back for a while */
	SCREEN *screen;
	WINDOW *keys;       /* never drawn: reading from it refreshes nothing */
	struct canvas_curses shown;
	int pipe[2];        /* handlers and term_wake write a letter */
	struct term_bytes bytes;
	struct {
		int code, key;
	} codes[CODES_MAX];
	size_t code_count;
	struct buf paste;
	bool pasting, mouse, ansi;
	bool resized, gone;
	int signal;         /* that asked for the end */
	struct sigaction old_ending[ENDING], old_crashing[CRASHING], old_other[OTHER];
} term = {.pipe = {-1, -1}};

static struct {
	struct termios modes;
	char restore[256];
	size_t restore_size;
	volatile sig_atomic_t armed;
} crash;

/* Signals */

static void tell(char letter)
{
	int saved = errno;
	ssize_t written = write(term.pipe[1], &letter, 1); /* a full pipe is read soon enough */
	(void)written;
	errno = saved;
}

static void on_signal(int number)
{
	switch (number) {
	case SIGWINCH: tell('r'); break;
	case SIGTSTP: tell('z'); break;
	case SIGCONT: tell('c'); break;
	default: tell((char)('A' + number)); break; /* those that end are below 32 */
	}
}

/* Only calls that are safe in a handler. SIGTTOU would stop a program in the background in the middle of dying. */
static void on_crash(int number, siginfo_t *info, void *context)
{
	(void)context;
	if (crash.armed) {
		crash.armed = 0;
		sigset_t block;
		sigemptyset(&block);
		sigaddset(&block, SIGTTOU);
		sigprocmask(SIG_BLOCK, &block, NULL);
		ssize_t written = write(STDOUT_FILENO, crash.restore, crash.restore_size);
		(void)written;
		tcsetattr(STDIN_FILENO, TCSADRAIN, &crash.modes);
	}
	for (size_t i = 0; i < CRASHING; i++)
		if (crashing[i] == number)
			sigaction(number, &term.old_crashing[i], NULL);
	if (!info || info->si_code <= 0) /* sent by somebody; a fault happens again by itself */
		raise(number);
}

static void handle(int number, void (*handler)(int), struct sigaction *old)
{
	struct sigaction action = {.sa_flags = SA_RESTART};
	action.sa_handler = handler;
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, old);
}

/* Takes the signals over; keep: those from before are to be given back. */
static void set_signals(bool keep)
{
	static char stack[1 << 16]; /* a fault may be that of the stack */
	stack_t alternate = {.ss_sp = stack, .ss_size = sizeof stack};
	sigaltstack(&alternate, NULL);
	struct sigaction action = {.sa_flags = SA_SIGINFO | SA_ONSTACK};
	action.sa_sigaction = on_crash;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASHING; i++)
		sigaction(crashing[i], &action, keep ? &term.old_crashing[i] : NULL);
	for (size_t i = 0; i < ENDING; i++)
		handle(ending[i], on_signal, keep ? &term.old_ending[i] : NULL);
	for (size_t i = 0; i < OTHER; i++)
		handle(other[i], on_signal, keep ? &term.old_other[i] : NULL);
}

static void reset_signals(void)
{
	for (size_t i = 0; i < CRASHING; i++)
		sigaction(crashing[i], &term.old_crashing[i], NULL);
	for (size_t i = 0; i < ENDING; i++)
		sigaction(ending[i], &term.old_ending[i], NULL);
	for (size_t i = 0; i < OTHER; i++)
		sigaction(other[i], &term.old_other[i], NULL);
}

/* Modes that curses does not know */

static void send(const char *text)
{
	fputs(text, stdout);
}

static void modes_on(void)
{
	if (!term.ansi)
		return;
	send(paste_on);
	send(focus_on);
	fflush(stdout);
}

static void modes_off(void)
{
	if (!term.ansi)
		return;
	send(frame_off);
	send(focus_off);
	send(paste_off);
	fflush(stdout);
}

static int add_restore(int c)
{
	if (crash.restore_size < sizeof crash.restore)
		crash.restore[crash.restore_size++] = (char)c;
	return c;
}

static void add_capability(const char *name)
{
	const char *text = tigetstr(name);
	if (text && text != (const char *)-1)
		tputs(text, 1, add_restore);
}

/* What the crash handler writes: made here, since a handler may not look anything up. */
static void prepare_restore(void)
{
	crash.restore_size = 0;
	if (term.ansi) {
		for (const char *p = frame_off; *p; p++)
			add_restore(*p);
		for (const char *p = focus_off; *p; p++)
			add_restore(*p);
		for (const char *p = paste_off; *p; p++)
			add_restore(*p);
	}
	for (const char *p = mouse_off; term.mouse && *p; p++)
		add_restore(*p);
	add_capability("sgr0");
	add_capability("rmkx");
	add_capability("cnorm");
	add_capability("rmcup");
	crash.armed = 1;
}

/* Start and end */

/* The locale's encoding is needed to read and to show. "C" says nothing of the terminal, and what is typed on it today is UTF-8. */
static bool set_locale(void)
{
	setlocale(LC_CTYPE, "");
	const char *encoding = nl_langinfo(CODESET);
	if (strcmp(encoding, "UTF-8") == 0)
		return true;
	bool says_nothing = strncmp(encoding, "ANSI_X3.4", 9) == 0 || strcmp(encoding, "US-ASCII") == 0;
	if (says_nothing && !setlocale(LC_CTYPE, "C.UTF-8") && !setlocale(LC_CTYPE, "C.utf8"))
		setlocale(LC_CTYPE, "en_US.UTF-8");
	return false;
}

static enum term_status look_at_terminal(void)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return TERM_NOT_A_TERMINAL;
	int error = 0;
	const char *name = getenv("TERM");
	if (!name || !*name || setupterm(NULL, STDOUT_FILENO, &error) != OK)
		return error == 1 ? TERM_DUMB : TERM_UNKNOWN; /* 1: of a kind that curses cannot use */
	const char *move = tigetstr("cup");
	bool can_move = move && move != (const char *)-1;
	term.ansi = can_move && strncmp(move, "\033[", 2) == 0;
	del_curterm(cur_term);
	return can_move ? TERM_READY : TERM_DUMB;
}

static void remember_code(int code, int key)
{
	if (term.code_count < CODES_MAX) {
		term.codes[term.code_count].code = code;
		term.codes[term.code_count++].key = key;
	}
}

/* Teaches curses the sequences that the terminal's description lacks; of those it knows, which code it has for them. */
static void define_keys(void)
{
	char sequence[16];
	int key, next = CODE_SEQUENCE;
	term.code_count = 0;
	for (size_t i = 0; term_sequence(i, sequence, &key); i++) {
		int code = key_defined(sequence);
		if (code == 0 && define_key(sequence, next) == OK)
			code = next++;
		if (code > 0)
			remember_code(code, key);
	}
	define_key("\033[200~", CODE_PASTE);
	define_key("\033[201~", CODE_PASTED);
	define_key("\033[I", CODE_FOCUS);
	define_key("\033[O", CODE_NO_FOCUS);
}

static bool open_pipe(void)
{
	if (pipe(term.pipe) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(term.pipe[i], F_SETFL, O_NONBLOCK);
		fcntl(term.pipe[i], F_SETFD, FD_CLOEXEC);
	}
	return true;
}

static void close_pipe(void)
{
	close(term.pipe[0]);
	close(term.pipe[1]);
	term.pipe[0] = term.pipe[1] = -1;
}

static void set_modes(void)
{
	raw(); /* Ctrl-S, Ctrl-Q, Ctrl-Z and Ctrl-C are keys */
	noecho();
	nonl();
	meta(term.keys, TRUE);
	keypad(term.keys, TRUE);
	nodelay(term.keys, TRUE);
	if (!getenv("ESCDELAY"))
		set_escdelay(ESCAPE_MS);
	if (term.mouse) {
		mouseinterval(0);
		mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	}
}

enum term_status term_start(const struct term_options *options)
{
	enum term_status status = look_at_terminal();
	if (status != TERM_READY)
		return status;
	if (tcgetattr(STDIN_FILENO, &crash.modes) != 0 || !open_pipe())
		return TERM_NOT_A_TERMINAL;
	bool is_utf8 = set_locale();
	unsetenv("LINES");
	unsetenv("COLUMNS");
	set_signals(true);
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen) {
		reset_signals();
		close_pipe();
		return TERM_UNKNOWN;
	}
	set_signals(false); /* curses has put its own in between */
	term.mouse = options->mouse;
	term.keys = newpad(1, 1);
	set_modes();
	define_keys();
	enum scheme scheme;
	theme_scheme(&scheme, options->theme, getenv("NO_COLOR"), getenv("COLORFGBG"));
	canvas_curses_init(&term.shown, scheme, options->ascii || !is_utf8, term.ansi);
	buf_init(&term.paste);
	term.bytes = (struct term_bytes){0};
	term.pasting = term.resized = term.gone = term.away = false;
	term.signal = 0;
	prepare_restore();
	term.started = true;
	static bool registered;
	if (!registered)
		registered = atexit(term_end) == 0;
	modes_on();
	return TERM_READY;
}

const char *term_status_text(enum term_status status)
{
	switch (status) {
	case TERM_NOT_A_TERMINAL: return "standard input and output are not both a terminal";
	case TERM_DUMB: return "this terminal cannot move its cursor, as the variable TERM says";
	case TERM_UNKNOWN: return "the variable TERM names no terminal that is known here";
	case TERM_READY: break;
	}
	return "the terminal is ready";
}

void term_end(void)
{
	if (!term.started)
		return;
	term.started = false;
	if (!term.away)
		term_leave();
	reset_signals();
	canvas_curses_release(&term.shown);
	buf_release(&term.paste);
	delwin(term.keys);
	delscreen(term.screen);
	close_pipe();
}

void term_leave(void)
{
	modes_off();
	endwin();
	fflush(stdout);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &crash.modes); /* to the bit, which endwin does not promise */
	crash.armed = 0;
	term.away = true;
}

void term_return(void)
{
	tcgetattr(STDIN_FILENO, &crash.modes); /* the shell may have changed them meanwhile */
	crash.armed = 1;
	term.away = false;
	reset_prog_mode();
	modes_on();
	term.resized = true; /* the frame drawn then takes the screen again */
}

void term_suspend(void)
{
	term_leave();
	struct sigaction ours;
	struct sigaction stop = {.sa_handler = SIG_DFL};
	sigemptyset(&stop.sa_mask);
	sigaction(SIGTSTP, &stop, &ours);
	kill(0, SIGTSTP); /* all of the job, as the terminal does it; without a shell that could go on with it nothing happens */
	sigaction(SIGTSTP, &ours, NULL);
	term_return();
}

/* Frames */

void term_size(int *width, int *height)
{
	*width = COLS;
	*height = LINES;
}

void term_show(const struct canvas *canvas)
{
	if (!term.gone && !term.away)
		canvas_curses_show(&term.shown, canvas);
}

void term_redraw(void)
{
	canvas_curses_forget(&term.shown);
}

static void take_size(struct event *event)
{
	struct winsize size;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 && size.ws_row > 0)
		resizeterm(size.ws_row, size.ws_col);
	canvas_curses_forget(&term.shown);
	term.resized = false;
	*event = (struct event){.type = EVENT_RESIZE, .width = COLS, .height = LINES};
}

/* Events */

void term_wake(void)
{
	tell('w');
}

/* What curses calls the keys that terminals have had for ever. */
static int curses_key(int code)
{
	static const struct {
		int code, key;
	} names[] = {
		{KEY_ENTER, K_ENTER}, {KEY_BACKSPACE, K_BACKSPACE}, {KEY_DC, K_DELETE}, {KEY_IC, K_INSERT}, {KEY_UP, K_UP}, {KEY_DOWN, K_DOWN},
		{KEY_LEFT, K_LEFT}, {KEY_RIGHT, K_RIGHT}, {KEY_HOME, K_HOME}, {KEY_END, K_END}, {KEY_A1, K_HOME}, {KEY_C1, K_END}, {KEY_A3, K_PAGE_UP},
		{KEY_C3, K_PAGE_DOWN}, {KEY_PPAGE, K_PAGE_UP}, {KEY_NPAGE, K_PAGE_DOWN}, {KEY_BTAB, K_SHIFT | K_TAB}, {KEY_SLEFT, K_SHIFT | K_LEFT},
		{KEY_SRIGHT, K_SHIFT | K_RIGHT}, {KEY_SR, K_SHIFT | K_UP}, {KEY_SF, K_SHIFT | K_DOWN}, {KEY_SHOME, K_SHIFT | K_HOME},
		{KEY_SEND, K_SHIFT | K_END}, {KEY_SDC, K_SHIFT | K_DELETE}, {KEY_SIC, K_SHIFT | K_INSERT},
	};
	for (size_t i = 0; i < term.code_count; i++)
		if (term.codes[i].code == code)
			return term.codes[i].key;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (names[i].code == code)
			return names[i].key;
	if (code > KEY_F0 && code <= KEY_F(12))
		return K_F0 + code - KEY_F0;
	if (code > KEY_F(12) && code <= KEY_F(24)) /* how terminfo numbers them with Shift */
		return K_SHIFT | (K_F0 + code - KEY_F(12));
	return K_NONE;
}

static bool read_mouse(struct event *event)
{
	MEVENT mouse;
	if (getmouse(&mouse) != OK)
		return false;
	int wheel = mouse.bstate & BUTTON4_PRESSED ? -1 : mouse.bstate & BUTTON5_PRESSED ? 1 : 0;
	if (!wheel && !(mouse.bstate & BUTTON1_PRESSED))
		return false;
	*event = (struct event){.type = EVENT_MOUSE, .x = mouse.x, .y = mouse.y, .wheel = wheel};
	return true;
}

static bool read_code(int code, struct event *event)
{
	if (code == KEY_MOUSE)
		return read_mouse(event);
	if (code == CODE_FOCUS || code == CODE_NO_FOCUS) {
		*event = (struct event){.type = EVENT_FOCUS, .gained = code == CODE_FOCUS};
		return true;
	}
	if (code == CODE_PASTE) {
		term.pasting = true;
		buf_clear(&term.paste);
		return false;
	}
	int key = curses_key(code);
	if (key == K_NONE)
		return false;
	*event = (struct event){.type = EVENT_KEY, .key = key | (term.bytes.alt ? K_ALT : 0)};
	term.bytes.alt = false;
	return true;
}

/* Inside a paste all is text; keys that curses has made of its bytes are not. */
static bool read_paste(int c, struct event *event)
{
	if (c < 256 && term.paste.len < PASTE_LIMIT)
		buf_addc(&term.paste, (char)c);
	if (c != CODE_PASTED)
		return false;
	term.pasting = false;
	*event = (struct event){.type = EVENT_PASTE, .text = term.paste.s, .size = term.paste.len};
	return true;
}

/* Reads what is there, without waiting, up to the first event. */
static bool read_keys(struct event *event)
{
	int c;
	while ((c = wgetch(term.keys)) != ERR) {
		if (term.pasting) {
			if (read_paste(c, event))
				return true;
			continue;
		}
		if (c >= 256) {
			if (read_code(c, event))
				return true;
			continue;
		}
		int key = term_byte(&term.bytes, (unsigned char)c);
		if (key != K_NONE) {
			*event = (struct event){.type = EVENT_KEY, .key = key};
			return true;
		}
	}
	if (!term.bytes.alt || term.bytes.inside)
		return false;
	term.bytes.alt = false; /* nothing came behind Esc: it is the key */
	*event = (struct event){.type = EVENT_KEY, .key = K_ESC};
	return true;
}

static bool end_event(struct event *event)
{
	*event = (struct event){.type = EVENT_END, .signal = term.gone ? SIGHUP : term.signal};
	return true;
}

/* Letters of handlers and threads. */
static bool read_pipe(struct event *event)
{
	char letter;
	while (read(term.pipe[0], &letter, 1) == 1) {
		if (letter == 'w') {
			*event = (struct event){.type = EVENT_WAKE};
			return true;
		}
		if (letter == 'z')
			term_suspend();
		else if (letter == 'c' || letter == 'r')
			term.resized = true;
		else
			term.signal = letter - 'A';
		if (letter == 'c') { /* stopped by what cannot be handled: the shell has had the terminal */
			reset_prog_mode();
			modes_on();
		}
	}
	if (term.signal)
		return end_event(event);
	if (term.resized) {
		take_size(event);
		return true;
	}
	return false;
}

/* Whether the terminal is gone: it says so, or it has something to read that is nothing. */
static bool is_gone(short happened)
{
	int bytes = 1;
	if (happened & POLLIN)
		return ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0 || bytes == 0;
	return happened & (POLLHUP | POLLERR | POLLNVAL);
}

static bool take_unfinished_paste(struct event *event)
{
	term.pasting = false;
	*event = (struct event){.type = EVENT_PASTE, .text = term.paste.s, .size = term.paste.len};
	return true;
}

bool term_next(struct event *event, int milliseconds)
{
	for (;;) {
		if (read_pipe(event))
			return true;
		if (term.gone)
			return end_event(event);
		if (read_keys(event))
			return true;
		bool bounded = term.pasting && (milliseconds < 0 || milliseconds > PASTE_MS);
		struct pollfd sources[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = term.pipe[0], .events = POLLIN}};
		int ready = poll(sources, 2, bounded ? PASTE_MS : milliseconds);
		if (ready == 0)
			return bounded ? take_unfinished_paste(event) : false;
		if (ready > 0 && sources[0].revents && is_gone(sources[0].revents))
			term.gone = true;
	}
}

bool term_pending(void)
{
	struct pollfd sources[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = term.pipe[0], .events = POLLIN}};
	return poll(sources, 2, 0) > 0;
}
