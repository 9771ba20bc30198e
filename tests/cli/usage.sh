# Help, version, and what is said when the program is used wrongly.
. tests/tap.sh

check_status 0 '--version' "$NOTICESMITH" --version
check '--version: name and number' prints 'noticesmith 0.1.0'
check '--version: licences, and no legal advice' prints 'no legal advice'
check_status 0 '--help' "$NOTICESMITH" --help
check '--help lists the command build' grep -qE '^  build +FILE' "$out"
cp "$out" "$work/overview"
check_status 0 'help' "$NOTICESMITH" help
check 'help is --help' cmp -s "$out" "$work/overview"
check_status 0 'help build' "$NOTICESMITH" help build
check 'help build shows --library' prints '--library DIR'
cp "$out" "$work/build"
check_status 0 'build --help' "$NOTICESMITH" build --help
check 'build --help is help build' cmp -s "$out" "$work/build"
check 'help fits 80 columns' test "$(awk 'length > 80' "$work/overview" "$work/build" | wc -l)" -eq 0
check_status 2 'without arguments' "$NOTICESMITH"
check 'without arguments: the overview on standard error' cmp -s "$err" "$work/overview"

# arguments | what standard error says
while IFS='|' read -r arguments words; do
	# shellcheck disable=SC2086
	check_status 2 "wrong use: $arguments" "$NOTICESMITH" $arguments
	check "wrong use: $arguments: $words" says "$words"
done <<'END'
biuld x.yaml|unknown command 'biuld'; did you mean 'build'?
frobnicate|unknown command 'frobnicate'
--quiet build x.yaml|unknown option '--quiet' before the command
help frobnicate|unknown command 'frobnicate'
help build help|one command at a time
build|no answers file given
build -q|no answers file given
build --formt md x.yaml|unknown option '--formt'; did you mean '--format'?
build --base-librari x x.yaml|unknown option '--base-librari'
build -x x.yaml|unknown option '-x'
build x.yaml --format|option '--format' needs LIST
build x.yaml -o|option '-o' needs DIR
build --quiet=yes x.yaml|option '--quiet' takes no value
build --format=odt x.yaml|unknown format 'odt'
build --format htm x.yaml|unknown format 'htm'; did you mean 'html'?
build --format md, x.yaml|unknown format ''
build --today 2025-02-29 x.yaml|--today: '2025-02-29' is no date
build --today 12/11/2026 x.yaml|--today: '12/11/2026' is no date
build -j 0 x.yaml|--jobs: '0' is no number from 1 to 256
build -j two x.yaml|--jobs: 'two' is no number
build --jobs=257 x.yaml|--jobs: '257' is no number
build --format fragmnt x.yaml|did you mean 'fragment'?
build -o - x.yaml y.yaml|'-o -' takes one answers file
build -o - --format md,html x.yaml|'-o -' takes one format
build -o - --json x.yaml|both want standard output
build --output= x.yaml|the folder after -o is empty
END
check 'wrong use names the help' says "Try 'noticesmith help build'."
check 'wrong use leaves standard output empty' test ! -s "$out"

override=$(printf 'evil\342\200\256.txt')
check_status 2 'an override in an argument' "$NOTICESMITH" "$override"
check 'an override in an argument is shown, not sent' says 'evil<U+202E>.txt'

check_status 2 'help into a full disk' sh -c '"$0" help >/dev/full' "$NOTICESMITH"
check 'help into a full disk says so' says 'cannot write to standard output'
check_status 2 'standard output closed' sh -c '"$0" help >&-' "$NOTICESMITH"
check 'standard output closed says so' says 'cannot write to standard output'
finish
