# A library of one's own beside the answers, or named by --library: new, ask, get and set know its entries and texts, as build does.
. tests/tap.sh
cd "$work" || exit 1
ns=$NOTICESMITH
says_so() { grep -qF -- "$2" "$1" || { echo "# $1 lacks: $2"; sed 's/^/# /' "$1"; return 1; }; }

# A country and a question's words
mkdir -p own/vocabularies own/questions mine
{
	printf 'vocabulary: countries\nsource: S\nchecked_on: 2026-11-22\nverified: true\nterms:\n'
	sed -n 's/^  IE: /  QQ: /p' "$top/questionnaire/vocabularies/countries.yaml" | sed 's/Ireland/Quux/g'
} >own/vocabularies/countries.yaml
printf 'questions:\n  company.seat:\n    ask: In which land is the firm registered?\n' >own/questions/a.yaml
hash=$("$ns" lint own 2>&1 | sed -n "s/.*replaces: \([0-9a-f]*\)'.*/\1/p")
echo "    replaces: $hash" >>own/questions/a.yaml
check_status 0 'the library has no mistakes' "$ns" lint own
check 'the library has no mistakes: nothing to say' test ! -s "$err"

# Named
check_status 1 'new without it: the entry is unknown' "$ns" new a.yaml --set company.seat=QQ
check_status 0 'new --library' "$ns" new a.yaml --library own --set company.seat=QQ
check 'new --library: its entry is in the file' says_so a.yaml '  seat: QQ'
check_status 2 'get without it' "$ns" get a.yaml company.seat
check_status 0 'get --library' "$ns" get a.yaml company.seat --library own
check 'get --library: printed' test "$(cat "$out")" = QQ
check_status 2 'set without it' "$ns" set a.yaml company.legal_name=Acme
check_status 0 'set --library' "$ns" set a.yaml places.sells_to=QQ,IE --library own
check 'set --library: its entry is in the file' says_so a.yaml '[QQ, IE]'
printf '\nIreland\nq\n' | "$ns" ask a.yaml --library own --from company.seat >shown 2>"$err"
check 'ask --library' test "$?" -eq 0
check 'ask --library: the words of the question' says_so shown 'In which land is the firm registered?'
check 'ask --library: its entry by name' says_so shown 'Now: Quux.'

# Beside the answers
mv own mine/library
check_status 0 'new beside a library' "$ns" new mine/b.yaml --set company.seat=QQ
check_status 0 'get beside a library' "$ns" get mine/b.yaml company.seat
check_status 0 'set beside a library' "$ns" set mine/b.yaml company.legal_name=Acme
printf 'Quux\nq\n' | "$ns" ask mine/c.yaml --from company.seat >shown 2>"$err"
check 'ask beside a library makes a file' says_so mine/c.yaml '  seat: QQ'
check 'ask beside a library: the words of the question' says_so shown 'In which land is the firm registered?'

# With mistakes, nothing is changed
echo 'nonsense: true' >>mine/library/questions/a.yaml
cp mine/b.yaml before.yaml
for command in "get mine/b.yaml company.seat" "set mine/b.yaml company.legal_name=Beta" "ask mine/b.yaml" "new mine/d.yaml"; do
	# shellcheck disable=SC2086 # words
	check_status 2 "a library with mistakes: ${command%% *}" "$ns" $command
	check "a library with mistakes: ${command%% *} says where" says 'mine/library/questions/a.yaml:'
done
check 'a library with mistakes: the answers are left alone' cmp mine/b.yaml before.yaml
check 'a library with mistakes: no file is made' test ! -e mine/d.yaml
check_status 2 'a library that is not there' "$ns" set mine/b.yaml company.legal_name=Beta --library nowhere
check 'a library that is not there: says so' says 'nowhere'
finish
