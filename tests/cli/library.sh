# A library of one's own: begun, built-in clauses copied into it, changed, and what happens when the built-in text changes afterwards.
. tests/tap.sh
today='--today 2026-12-01'
build() { "$NOTICESMITH" build -q $today "$@" 2>>"$work/findings"; }
mkdir "$work/answers" "$work/plain"
cp tests/examples/*.yaml "$work/answers"
for file in "$work/answers"/*.yaml; do # drafts, too: they say more
	sed 's/^\( *privacy_email:\).*/\1 !unknown/' "$file" >"${file%.yaml}-open.yaml"
done
cd "$work" || exit 1
build -o plain answers/*.yaml
mv findings plain.findings
same() { # FOLDER: the plain notices
	diff -r plain "$1" >difference || { head -n 20 difference | sed 's/^/# /'; return 1; }
}

# new
check_status 0 'library new' "$NOTICESMITH" library new
check 'library new: a readme' exists library/README.md
check 'library new: says what it wrote' prints 'library/clauses/en/words.yaml: written'
check_status 0 'library new: lint has nothing to say' "$NOTICESMITH" lint library
check 'library new: nothing at all' test ! -s "$err"
mkdir out && build --library library -o out answers/*.yaml
check 'library new changes nothing' same out
cp -r library kept
check_status 2 'library new, again' "$NOTICESMITH" library new
check 'library new, again: says why' says "'library/README.md' is there already"
check 'library new, again: nothing was written' diff -r library kept
mkdir half && echo mine >half/README.md
check_status 2 'library new over a file' "$NOTICESMITH" library new half
check 'library new over a file: nothing was written' holds half README.md
check 'library new over a file: it is as it was' grep -qx mine half/README.md

# The examples in its comments are right but for the hash that they cannot know
for file in library/clauses/en/words.yaml library/questions/questions.yaml library/vocabularies/measures.yaml; do
	sed 's/^#\([a-z_]*:\)/\1/; s/^#\(  \)/\1/' "kept/${file#library/}" >"$file"
done
sed -n 's/^    //p' library/README.md | sed -n '/^---$/,$p' >library/clauses/en/ours.md
check_status 0 'the examples in a new library' "$NOTICESMITH" lint library
check 'the examples in a new library: counted' prints '2 from'
check 'the examples in a new library: only hashes are not right' sh -c '[ "$(grep -c "\[overlay-changed\]$" "$0")" -eq 2 ] && [ "$(grep -c "\]$" "$0")" -eq 2 ]' "$err"
check_status 1 'the words of a new library' "$NOTICESMITH" build $today --library library -o - answers/corner-shop-open.yaml
check 'the words of a new library are used' prints 'please ask the client: '

# copy: every clause, one by one and all together, gives the same notices
"$NOTICESMITH" library list >list
check 'library list: a line for each clause' test "$(wc -l <list)" -eq "$("$NOTICESMITH" lint | sed 's/ .*//')"
check 'library list WORD: fewer' sh -c '"$0" library list controller >"$1" && grep -q "^controller\.email " "$1" && ! grep -q "^cookies\." "$1"' "$NOTICESMITH" "$out"
different=
while read -r clause _ hash _; do
	"$NOTICESMITH" library copy "$clause" one >"$out" && "$NOTICESMITH" library copy "$clause" all >>"$out" || different="$different $clause"
	rm -rf out && mkdir out && build --library one -o out answers/*.yaml
	same out >>same || different="$different $clause"
	grep -qx "replaces: $hash" "one/clauses/en/$clause.md" || different="$different $clause"
	rm -r one
done <list
check "each clause, copied and not changed: the same notices$different" test -z "$different"
rm -rf out findings && mkdir out && build --library all -o out answers/*.yaml
check 'all clauses, copied and not changed: the same notices' same out
check 'all clauses, copied and not changed: the same findings' cmp -s findings plain.findings
check_status 0 'all clauses, copied: lint' "$NOTICESMITH" lint all
check 'all clauses, copied: nothing to say' prints 'nothing to say'
cp all/clauses/en/glance.who.md kept/who
check_status 2 'copying over a file' "$NOTICESMITH" library copy glance.who all
check 'copying over a file: says so' says "'all/clauses/en/glance.who.md' is there already"
check 'copying over a file: it is as it was' cmp -s all/clauses/en/glance.who.md kept/who
check_status 2 'copying a clause that is none' "$NOTICESMITH" library copy glance.how
check 'copying a clause that is none: the nearest' says "did you mean 'glance.who'?"
check_status 2 'copying without a clause' "$NOTICESMITH" library copy
check_status 2 'an action that is none' "$NOTICESMITH" library cpoy x
check 'an action that is none: the nearest' says "did you mean 'copy'?"
check_status 2 'no action' "$NOTICESMITH" library
check_status 2 'copying into a file' "$NOTICESMITH" library copy glance.who list
check 'copying into a file: says so' says "'list'"

# A changed copy prints
rm -r library
check_status 0 'a copy to be changed' "$NOTICESMITH" library copy controller.registration
mine=library/clauses/en/controller.registration.md
sed 's/^Registered /Entered in the register /' "$mine" >changed && mv changed "$mine"
check_status 0 'a changed copy is built' "$NOTICESMITH" build $today --library library -o - answers/medical-imaging-se.yaml
cp "$out" mine.md
check 'a changed copy prints' prints 'Entered in the register '
check 'a changed copy: no finding' test ! -s "$err"
check 'a changed copy: nothing else changes' test "$(diff plain/medical-imaging-se.md mine.md | grep -c '^[<>]')" -eq 2

# The built-in text changes afterwards
mkdir -p tree/outputs
cp -r "$top/questionnaire" tree/questionnaire
cp -r "$top/outputs/clauses" "$top/outputs/review" tree/outputs/
sed 's/^Registered /Listed /' "$top/outputs/clauses/en/02-controller.md" >tree/outputs/clauses/en/02-controller.md
line=$(grep -n '^replaces: ' "$mine" | cut -d: -f1)
check_status 0 'the built-in text has changed: lint' "$NOTICESMITH" lint --base-library tree library
check 'the built-in text has changed: a warning at its line' says "$mine:$line:11: warning: the built-in text of 'controller.registration' has changed"
new=$("$NOTICESMITH" library list controller.registration --base-library tree | awk '{ print $3 }')
check 'the built-in text has changed: the new hash' says "$new"
check_status 0 'the built-in text has changed: build' "$NOTICESMITH" build $today --base-library tree --library library -o - answers/medical-imaging-se.yaml
check 'the built-in text has changed: build warns, too' says "$mine:$line:11: warning: "
check "the built-in text has changed: the overlay's still counts" cmp -s "$out" mine.md
sed "s/^replaces: .*/replaces: $new/" "$mine" >changed && mv changed "$mine"
check_status 0 'with the new hash' "$NOTICESMITH" lint --base-library tree library
check 'with the new hash: nothing to say' test ! -s "$err"

# Entries of vocabularies, also those that others point at, and texts of questions
mkdir -p deep/vocabularies deep/questions
cat >deep/vocabularies/authorities.yaml <<'END'
vocabulary: authorities
source: S
checked_on: 2026-11-22
verified: true
terms:
  ie-dpc: {replaces: 0123456789abcdef, name: The Watch, prose: {en: the Watch}, short: TW, city: Cork, web: "https://watch.example"}
  qq: {name: The Eye, prose: {en: the Eye}, short: TE, city: Q, web: "https://eye.example"}
END
hash=$("$NOTICESMITH" lint deep 2>&1 | sed -n 's/.*new hash \([0-9a-f]*\).*/\1/p')
sed "s/0123456789abcdef/$hash/" deep/vocabularies/authorities.yaml >changed && mv changed deep/vocabularies/authorities.yaml
{
	printf 'vocabulary: countries\nsource: S\nchecked_on: 2026-11-22\nverified: true\nterms:\n'
	sed -n 's/^  IE: /  QQ: /p' "$top/questionnaire/vocabularies/countries.yaml" | sed 's/Ireland/Quux/g; s/ie-dpc/qq/'
} >deep/vocabularies/countries.yaml
printf 'questions:\n  company.privacy_email:\n    label: the write-to address\n' >deep/questions/a.yaml
hash=$("$NOTICESMITH" lint deep 2>&1 | sed -n "s/.*replaces: \([0-9a-f]*\)'.*/\1/p")
echo "    replaces: $hash" >>deep/questions/a.yaml
check_status 0 'entries and texts' "$NOTICESMITH" lint deep
check 'entries and texts: nothing to say' test ! -s "$err"
check_status 0 'a replaced entry is built' "$NOTICESMITH" build $today --library deep -o - answers/corner-shop.yaml
check 'a replaced entry prints where another entry points at it' prints 'the Watch'
check 'a replaced entry: the old one is nowhere' sh -c '! grep -q "Data Protection Commission" "$0"' "$out"
sed 's/^\( *seat:\).*/\1 QQ/' answers/corner-shop.yaml >answers/quux.yaml
check_status 0 'a new entry is built' "$NOTICESMITH" build $today --library deep -o - answers/quux.yaml
check 'a new entry prints' prints 'in Quux'
check 'a new entry leads to another new one' prints 'the Eye'
check_status 1 'a text of a question is built' "$NOTICESMITH" build $today --library deep -o - answers/corner-shop-open.yaml
check 'a text of a question prints in its gap' prints 'the write-to address'
check_status 1 'findings say it, too' "$NOTICESMITH" build $today --library deep -o out answers/corner-shop-open.yaml
check 'findings say it, too: its words' says 'the write-to address'
finish
