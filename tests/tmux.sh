# The screen program under tmux, to be sourced after tests/tap.sh. Everything waits for a condition, never for a time.
#
#     open_shell WIDTH HEIGHT [VARIABLE=VALUE...]   a shell in a window of that size, in $work; each in a server of its own, which goes with $work
#     run COMMAND                                   runs it there; `ended` tells when it is over, that the terminal is as it was, and keeps its status
#     keys NAME..., literally TEXT                  typed; shows TEXT, hides TEXT: wait for it

if ! command -v tmux >/dev/null 2>&1; then
	skip 'the terminal' 'tmux is not installed'
	finish
fi

servers=0
mux() { TMUX='' TMUX_TMPDIR=$work tmux -L "t$servers" -u -f /dev/null "$@"; }
cleanup() {
	while [ "$servers" -gt 0 ]; do
		mux kill-server 2>/dev/null
		servers=$((servers - 1))
	done
	chmod -R u+w "$work" && rm -rf "$work"
}
screen() { mux capture-pane -p -t t; }
keys() { mux send-keys -t t "$@"; }
literally() { mux send-keys -t t -l -- "$1"; }
size() { mux resize-window -t t -x "$1" -y "$2"; }

until_true() { # COMMAND...: tries for up to twenty seconds
	until_tries=0
	until "$@"; do
		until_tries=$((until_tries + 1))
		[ "$until_tries" -lt 400 ] || { echo "# never: $*"; screen 2>/dev/null | sed 's/^/# /'; return 1; }
		sleep 0.05
	done
}
sees() { screen 2>/dev/null | grep -qF -- "$1"; }
sees_not() { ! sees "$1"; }
shows() { until_true sees "$1"; }
hides() { until_true sees_not "$1"; }
is_over() { ! kill -0 "$1" 2>/dev/null; }

open_shell() {
	shell_width=$1 shell_height=$2
	shift 2
	rm -f "$work/status"
	servers=$((servers + 1))
	mux new-session -d -x "$shell_width" -y "$shell_height" -s t "cd '$work' && LC_ALL=C.UTF-8 env -u NO_COLOR -u VISUAL -u EDITOR $* PS1='ready> ' ENV= sh -i"
	shows 'ready>'
}
run() { # COMMAND
	rm -f "$work/status"
	literally "clear; stty -g >before; $1; echo \$? >code; stty -g >after; mv code status"
	keys Enter
}
ended() { until_true test -e "$work/status" && cmp "$work/before" "$work/after"; } # stty is what it was
status() { [ "$(cat "$work/status")" = "$1" ] || { echo "# status $(cat "$work/status")"; return 1; }; }
# No alternate screen, the cursor is seen, cursor keys are ordinary.
restored() { [ "$(mux display-message -p -t t '#{alternate_on}#{cursor_flag}#{keypad_cursor_flag}')" = 010 ]; }
running_pid() { mux list-panes -t t -F '#{pane_pid}' | xargs ps -o pid= --ppid | tr -d ' '; }
