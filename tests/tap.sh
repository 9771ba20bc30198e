# TAP for shell tests, to be sourced from the top folder: . tests/tap.sh
#
#     check NAME COMMAND...            passes when the command succeeds
#     check_status N NAME COMMAND...   passes when its exit status is N; its output is in $out and $err
#     skip NAME REASON                 counts as neither
#     finish                           prints the plan; last line of every test
#
# $work is an empty folder that is removed at the end; $NOTICESMITH and $COMPILE are the programs under test, $top is the source tree.
set -u
: "${NOTICESMITH:=$PWD/noticesmith}" "${COMPILE:=$PWD/build/release/compile}" "${TESTS_TEMP:=${TMPDIR:-/tmp}}"
top=$PWD
mkdir -p "$TESTS_TEMP" || exit 1
work=$(mktemp -d "$TESTS_TEMP/$(basename "$0" .sh).XXXXXX") || exit 1
out=$work/.out err=$work/.err
# Each test has a cache of its own, also when it is run alone.
export XDG_CACHE_HOME="$work.cache"
cleanup() { rm -rf "$work" "$XDG_CACHE_HOME"; }
trap cleanup EXIT
trap 'exit 1' INT TERM
tests=0 failures=0

result() { # STATUS NAME
	tests=$((tests + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $tests - $2"
	else
		echo "not ok $tests - $2"
		failures=$((failures + 1))
	fi
}

check() {
	check_name=$1
	shift
	"$@"
	result $? "$check_name"
}

check_status() {
	check_wanted=$1 check_name=$2
	shift 2
	"$@" >"$out" 2>"$err"
	check_got=$?
	[ "$check_got" -eq "$check_wanted" ]
	result $? "$check_name"
	if [ "$check_got" -ne "$check_wanted" ]; then
		echo "# exit status $check_got instead of $check_wanted"
		sed 's/^/# /' "$err"
	fi
}

skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

finish() {
	echo "1..$tests"
	[ "$failures" -eq 0 ]
	exit
}

# Small questions, for check.
says() { grep -qF -- "$1" "$err" || { echo "# standard error lacks: $1"; sed 's/^/# /' "$err"; return 1; }; }
prints() { grep -qF -- "$1" "$out" || { echo "# standard output lacks: $1"; sed 's/^/# /' "$out"; return 1; }; }
silent() { [ ! -s "$out" ] && [ ! -s "$err" ]; }
exists() { [ -e "$1" ]; }
absent() { [ ! -e "$1" ] || { echo "# $1 is there"; return 1; }; }
holds() { # FOLDER NAME...: exactly these files, hidden ones apart
	holds_folder=$1
	shift
	[ "$(ls "$holds_folder" | tr '\n' ' ')" = "$([ $# -eq 0 ] || printf '%s ' "$@")" ] || { echo "# $holds_folder holds: $(ls "$holds_folder" | tr '\n' ' ')"; return 1; }
}
