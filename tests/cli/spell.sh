# The command spell: findings with their places, words only, JSON, many files, words that are right, bad surroundings, and --fix by script.
. tests/tap.sh
examples=$top/tests/examples
cd "$work" || exit 1
export XDG_CONFIG_HOME="$work/config"
unset DICPATH
NL='
'
spoil() { # FILE: a company with six mistakes
	cat >"$1" <<'END'
format: 1
company: {legal_name: Brevona AB, trading_name: Brevona, seat: SE}
notice: {language: en-GB}
scope:
  people:
    - people who recieve our goods
    - 'poeple who visit Brevona''s shop'
own:
  one:
    section: rights
    text: >-
      You can not see
      the the counter of BREVONA.We organize
      tours with an guide.
    reason: because
END
}
spoil acme.yaml
cat >expected <<'END'
acme.yaml:6:18: warning: 'recieve' is in no dictionary [spelling]
acme.yaml:7:8: warning: 'poeple' is in no dictionary [spelling]
acme.yaml:12:11: warning: 'can not' is one word [typing-rule]
acme.yaml:13:7: warning: 'the the' stands twice [typing-twice]
acme.yaml:13:26: warning: 'BREVONA' is spelt otherwise in the company's name [spelling-two-ways]
acme.yaml:13:37: warning: American spelling in a British notice: 'organize' [spelling-variant]
acme.yaml:14:18: warning: 'an' before 'guide' [typing-article]
END
check_status 1 'findings' "$NOTICESMITH" spell acme.yaml
grep -v '^ ' "$err" >found
check 'each with its place' diff expected found
check 'a way out' says "do: write 'cannot'"
check 'standard output is empty' test ! -s "$out"
check_status 0 'nothing found' "$NOTICESMITH" spell "$examples/corner-shop.yaml"
check 'nothing said' silent

# Only words
check_status 0 'words only' "$NOTICESMITH" spell --list acme.yaml
check 'the words' test "$(sort "$out")" = "organize${NL}poeple${NL}recieve"

# JSON
check_status 1 'JSON' "$NOTICESMITH" spell --json acme.yaml
check 'as many findings' test "$(grep -c '"id"' "$out")" -eq 7
check 'with answer path' prints '"where": "scope.people[1]"'
check 'it is JSON' python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$out"

# Words that are right
echo 'words: [recieve, poeple]' >>acme.yaml
mkdir -p config/noticesmith
printf '# mine\norganize\n' >config/noticesmith/words.en
check_status 1 'words of the operator' "$NOTICESMITH" spell acme.yaml
check 'four are left' test "$(grep -c '^acme' "$err")" -eq 4
rm -r config

# Many files, one of them bad
spoil one.yaml
spoil two.yaml
echo 'format: [' >bad.yaml
check_status 2 'a file that cannot be read' "$NOTICESMITH" spell one.yaml bad.yaml two.yaml
check 'the others are checked' test "$(grep -c '^one.yaml:.*\[' "$err")" -eq 7 -a "$(grep -c '^two.yaml:.*\[' "$err")" -eq 7
check_status 2 'no file' "$NOTICESMITH" spell
check_status 2 'a missing file' "$NOTICESMITH" spell nothing.yaml
check_status 2 'one way at a time' "$NOTICESMITH" spell --list --json one.yaml
for language in en-GB en-US; do
	sed "s/en-GB/$language/" one.yaml >"$language.yaml"
done
check_status 1 'both Englishes in one run' "$NOTICESMITH" spell en-GB.yaml en-US.yaml
check 'American in a British one' says "American spelling in a British notice: 'organize'"
check 'not in an American one' test "$(grep -c organize "$err")" -eq 1

# The clause of an overlay
mkdir -p library/clauses/en
cat >library/clauses/en/ours.md <<'END'
---
clause: ours.one
section: rights
---
We are glad to help.

We anser {{ company.legal_name }} at once,
and allways.
END
check_status 1 'an overlay' "$NOTICESMITH" spell "$examples/corner-shop.yaml" --library library
check 'its line' says "library/clauses/en/ours.md:7:4: warning: 'anser' is in no dictionary"
check 'its next line' says "library/clauses/en/ours.md:8:5: warning: 'allways' is in no dictionary"
rm -r library

# The cache: a second run asks no dictionary, and says the same
cold() { rm -rf "$XDG_CACHE_HOME"; }
cold
"$NOTICESMITH" spell one.yaml 2>cold
check 'words are kept' test -s "$XDG_CACHE_HOME/noticesmith/words/en_GB"
"$NOTICESMITH" spell one.yaml 2>warm
check 'warm, the same is said' cmp cold warm
echo garbage >"$XDG_CACHE_HOME/noticesmith/words/en_GB"
"$NOTICESMITH" spell one.yaml 2>warm
check 'a cache of garbage' cmp cold warm
cold
mkdir -p "$(dirname "$XDG_CACHE_HOME")"
: >"$XDG_CACHE_HOME"
"$NOTICESMITH" spell one.yaml 2>warm
check 'no cache folder to be had' cmp cold warm
rm -f "$XDG_CACHE_HOME"

# Bad dictionaries
mkdir broken
printf 'SET UTF-8\nSFX S Y 3\nSFX S 0 s .\n' >broken/en_GB.aff
printf '1\nword\n' >broken/en_GB.dic
check_status 1 'a broken dictionary' env DICPATH="$work/broken" "$NOTICESMITH" spell one.yaml two.yaml
check 'is one finding' test "$(grep -c 'dictionary-broken' "$err")" -eq 1
check 'and no word is blamed' test "$(grep -c 'in no dictionary' "$err")" -eq 0
check 'what needs none is found' says "'the the' stands twice"

# --fix
spoil acme.yaml
printf '%s\n' 'r receive' '?' 'r people' 1 '' '<' 1 1 1 '1!' 'x y' u 1 1 '' >typed
"$NOTICESMITH" spell --fix acme.yaml <typed >shown 2>"$err"
check 'nothing is left: status 0' test "$?" -eq 0
if [ -n "${UPDATE_GOLDEN:-}" ]; then
	cp shown "$top/tests/cli/spell-fix.txt"
fi
check 'the conversation' cmp "$top/tests/cli/spell-fix.txt" shown
check_status 0 'all is mended' "$NOTICESMITH" spell acme.yaml
check 'a quoted item' grep -qx "    - 'people who visit Brevona''s shop'" acme.yaml
check 'no line is longer than 80 columns' awk 'length > 80 {bad = 1} END {exit bad}' shown

spoil acme.yaml
cp acme.yaml before.yaml
printf '%s\n' i i a d q | "$NOTICESMITH" spell --fix acme.yaml >shown 2>"$err"
check 'left with findings: status 1' test "$?" -eq 1
check 'ignored: the file is as it was' cmp before.yaml acme.yaml
printf '%s\n' a d '<' u u q | "$NOTICESMITH" spell --fix acme.yaml >shown 2>"$err"
check 'undone: the file is as it was' cmp before.yaml acme.yaml
check 'undone: no word of my own' test ! -s config/noticesmith/words.en
printf '%s\n' a d q | "$NOTICESMITH" spell --fix acme.yaml >shown 2>"$err"
check 'always right goes to the answers' grep -qx 'words: \[recieve\]' acme.yaml
check 'right everywhere goes to my list' grep -qx poeple config/noticesmith/words.en
check_status 1 'both count' "$NOTICESMITH" spell acme.yaml
check 'neither is found' test "$(grep -c 'in no dictionary' "$err")" -eq 0
printf 'r people\n' | "$NOTICESMITH" spell --fix one.yaml two.yaml >shown 2>"$err"
check 'the end of input ends it' test "$?" -eq 1
chmod a-w one.yaml
check_status 0 'nothing to fix' "$NOTICESMITH" spell --fix "$examples/corner-shop.yaml"
finish
