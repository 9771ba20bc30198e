# The terminal for real, under tmux: keys, pastes, sizes, stops and ends. Everything waits for a condition, never for a time.
. tests/tap.sh
: "${TYPER:=$PWD/build/release/typer}"

if ! command -v tmux >/dev/null 2>&1; then
	skip 'the terminal' 'tmux is not installed'
	finish
fi

# For each test a server of its own, whose socket goes with the folder.
servers=0
mux() { TMUX='' TMUX_TMPDIR=$work tmux -L "t$servers" -u -f /dev/null "$@"; }
cleanup() { mux kill-server 2>/dev/null; rm -rf "$work"; }
screen() { mux capture-pane -p -t t; }
keys() { mux send-keys -t t "$@"; }
literally() { mux send-keys -t t -l -- "$1"; }

until_true() { # COMMAND...: tries for up to ten seconds
	until_tries=0
	until "$@"; do
		until_tries=$((until_tries + 1))
		[ "$until_tries" -lt 200 ] || { echo "# never: $*"; screen 2>/dev/null | sed 's/^/# /'; return 1; }
		sleep 0.05
	done
}
sees() { screen 2>/dev/null | grep -qF -- "$1"; }
shows() { until_true sees "$1"; }

# A shell in a window of 60 by 12, with these variables, and the typer in it. It shows its size when it is there.
begin() { # VARIABLE=VALUE...
	rm -f "$work/out" "$work/status"
	mux kill-server 2>/dev/null
	servers=$((servers + 1))
	mux new-session -d -x 60 -y 12 -s t "cd '$work' && LC_ALL=C.UTF-8 env -u NO_COLOR $* PS1='ready> ' ENV= sh -i"
	shows 'ready>' || return 1
	literally "stty -g >before; '$TYPER' out; echo \$? >code; stty -g >after; mv code status"
	keys Enter
}
started() { begin "$@" && shows "60x12"; }
ended() { until_true test -e "$work/status" && cmp "$work/before" "$work/after"; } # stty is what it was
status() { [ "$(cat "$work/status")" = "$1" ] || { echo "# status $(cat "$work/status")"; return 1; }; }
stored() { printf '%s\n%s\n' "$1" "$2" | cmp - "$work/out"; }
restored() { [ "$(mux display-message -p -t t '#{alternate_on}#{cursor_flag}#{keypad_cursor_flag}')" = 010 ]; }
typer_pid() { mux list-panes -t t -F '#{pane_pid}' | xargs ps -o pid= --ppid; }

typing() {
	started && literally 'héllo 漢字 é' && shows 'héllo 漢字 é' && keys BSpace Left Left && literally 'x' && shows 'héllo 漢x字' &&
		keys Tab && literally 'one' && keys M-Enter && literally 'two' && shows '│two' && keys C-q && ended && status 0 && restored &&
		stored 'héllo 漢x字 ' "$(printf 'one\ntwo')"
}
check 'what is typed is stored' typing

keys_decoded() {
	started && for pair in F2:F2 S-F8:Shift-F8 M-n:Alt-N C-Left:Ctrl-Left M-Left:Alt-Left C-s:Ctrl-S BTab:Shift-Tab PPage:PageUp Escape:Esc C-_:Ctrl-_ \
		M-.:Alt-. C-Home:Ctrl-Home DC:Delete S-Right:Shift-Right F12:F12 M-BSpace:Alt-Backspace; do
		keys "${pair%%:*}" && shows "60x12 ${pair#*:}" || return 1
	done && keys C-q && ended && status 0
}
check 'keys are known: screen' keys_decoded
more_keys() { started TERM=tmux-256color && keys S-F8 && shows '60x12 Shift-F8' && keys C-Right && shows '60x12 Ctrl-Right' && keys C-q && ended && status 0; }
check 'keys are known: tmux-256color' more_keys

pasting() {
	started && printf 'one\ntwo\033[31m\tthree\n' | mux load-buffer - && mux paste-buffer -p -t t &&
		shows 'one two[31m three' && shows '60x12 pasted 1 control character was left out; 1 line break' &&
		keys C-_ && until_true lost_paste && keys M-e && shows 'one two' && keys C-q && ended && stored 'one two[31m three' ''
}
lost_paste() { ! sees 'one'; }
check 'a paste is one step, and its line ends accept nothing' pasting

big_paste() {
	started && awk 'BEGIN { for (i = 0; i < 400; i++) printf "漢字é%03d", i }' >"$work/big" && keys Tab && mux load-buffer "$work/big" && mux paste-buffer -p -t t &&
		shows '漢字é399' && keys C-q && ended && stored '' "$(cat "$work/big")"
}
check '2,400 characters at once' big_paste

resizing() {
	started && literally 'abc' && shows abc && mux resize-window -t t -x 30 -y 8 && shows '30x8 resized' && mux resize-window -t t -x 1 -y 1 &&
		mux resize-window -t t -x 90 -y 20 && shows '90x20 resized' && shows abc && keys C-q && ended && status 0 && stored abc ''
}
check 'any size at any moment' resizing
frozen() { started LINES=5 COLUMNS=20 && mux resize-window -t t -x 70 -y 10 && shows '70x10 resized' && keys C-q && ended; }
check 'LINES and COLUMNS do not freeze the size' frozen

stopping() {
	started && literally 'abc' && shows abc && keys C-z && shows 'Stopped' && restored && mux resize-window -t t -x 40 -y 9 &&
		literally 'fg' && keys Enter && shows '40x9 resized' && literally 'd' && shows abcd && mux set-buffer 'e
f' && mux paste-buffer -p -t t && shows 'abcde f' && keys C-q && until_true test -e "$work/out" && stored 'abcde f' ''
}
check 'stopped, resized and gone on with' stopping
stopped_from_outside() {
	started && literally 'abc' && shows abc && kill -TSTP "$(typer_pid)" && shows 'Stopped' && literally 'fg' && keys Enter && shows '60x12 resized' && sees abc && keys C-q &&
		until_true test -e "$work/out" && stored abc ''
}
check 'stopped by a signal' stopped_from_outside

killed() { # SIGNAL STATUS
	started && literally 'abc' && shows abc && kill -"$1" "$(typer_pid)" && ended && restored && { [ -z "$2" ] || status "$2"; } && { [ -z "$3" ] || stored "$3" ''; }
}
check 'SIGTERM: saved and restored' killed TERM 143 abc
check 'SIGHUP: saved and restored' killed HUP 129 abc
check 'SIGINT from outside: saved and restored' killed INT 130 abc
crash_status=139
case ${VARIANT:-release} in san) crash_status= ;; esac
check 'SIGSEGV: restored' killed SEGV "$crash_status" ''
check 'SIGABRT: restored' killed ABRT "$([ "${VARIANT:-release}" = san ] || echo 134)" ''

paste_off() { # the terminal is told that pastes are no longer marked, also in a crash
	started && mux pipe-pane -t t "cat >'$work/raw'" && kill -SEGV "$(typer_pid)" && ended && until_true grep -qF "$(printf '\033[?2004l')" "$work/raw" &&
		grep -qF "$(printf '\033[?1004l')" "$work/raw"
}
check 'SIGSEGV: the modes that curses does not know are off' paste_off

vanishing() {
	started && literally 'abc' && shows abc && gone=$(typer_pid) && mux kill-server && until_true test -e "$work/out" && stored abc '' && until_true is_over $gone
}
is_over() { ! kill -0 "$1" 2>/dev/null; }
check 'the window closes: saved and over' vanishing

# The bytes that a key costs, at the end of a line that scrolls.
cheap_keys() {
	started && literally 'seventy-two characters of text that scroll the field at each key that is typed' && shows 'that is typed' &&
		mux pipe-pane -t t "cat >'$work/raw'" && literally 'x' && shows 'is typedx' && until_true test -s "$work/raw" && bytes=$(wc -c <"$work/raw") &&
		echo "# $bytes bytes" && [ "$bytes" -lt 1000 ] && keys C-q && ended
}
check 'a key sends less than 1 kB' cheap_keys

plain_locale() {
	started LC_ALL=C && literally 'é漢' && keys Tab && shows '+--' && keys C-q && ended && stored 'é漢' ''
}
check 'LC_ALL=C: frames in ASCII, text is kept' plain_locale

refused() { # WHY VARIABLE=VALUE...
	refused_why=$1
	shift
	begin "$@" && shows "$refused_why" && ended && status 2
}
check 'TERM=dumb is refused' refused 'cannot move its cursor' TERM=dumb
check 'an unknown TERM is refused' refused 'no terminal that is known' TERM=no-such-terminal
check 'no TERM is refused' refused 'no terminal that is known' -u TERM
no_terminal() { check_status 2 "$1" "$TYPER" "$work/out" </dev/null; }
no_terminal 'no terminal is refused'
check 'and says why' says 'not both a terminal'
finish
