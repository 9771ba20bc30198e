# Mistakes planted in questions, vocabularies, laws and clauses: each stops the build with file, line and what to do.
. tests/tap.sh
tree=$work/tree
mkdir -p "$tree/outputs"
cp -r questionnaire "$tree/questionnaire" # only data is read
cp -r outputs/clauses outputs/review "$tree/outputs/"

check_status 0 'the library without a mistake' "$COMPILE" "$tree" "$work/good.c"
rm -f "$work/good.c"

# Mistakes are planted in files of their own, so that these tests live when the data changes. An entry of the list below is
#     name | file in the tree | line of the mistake | words of the finding (may be empty) | text, \n for line feeds
vocabulary='vocabulary: planted\ntitle: Planted\nattributes: {label: words, kin: choice of countries optional}\nsource: none\nchecked_on: 2026-11-21\nverified: true\nterms:\n'
question='      label: planted\n        type: text\n        need: optional\n        ask: Is it planted?\n        help: Yes.\n        example: no\n'
record='records:\n  planted:\n    what: a planted record\n    questions:\n      - id: alpha\n  '
clause='---\nclause: planted.one\nsection: top\n---\n'

try() {
	name=$1 file=$2 line=$3 words=$4 text=$5
	# shellcheck disable=SC2059
	printf -- "$text" >"$tree/$file"
	check_status 1 "$name" "$COMPILE" "$tree" "$work/bad.c"
	check "$name: file and line" says "$tree/$file:$line:"
	[ -z "$words" ] || check "$name: $words" says "$words"
	check "$name: what to do" awk -v place="$tree/$file:$line:" 'index($0, place) == 1 { found = 1; next } found && /^ / { if (/do: /) good = 1; next } { found = 0 } END { exit !good }' "$err"
	check "$name: no tables are written" absent "$work/bad.c"
	rm "$tree/$file"
}

v=questionnaire/vocabularies/zz-planted.yaml
try 'malformed YAML' $v 9 '' "$vocabulary  one: {label: [\n"
try 'an entry twice' $v 9 'one' "$vocabulary  one: {label: {en: One}}\n  one: {label: {en: Two}}\n"
try 'an attribute that is not declared' $v 8 'lable' "$vocabulary  one: {lable: {en: One}}\n"
try 'an attribute that is missing' $v 9 'label' "$vocabulary  one: {label: {en: One}}\n  two: {}\n"
try 'an entry of another vocabulary that is none' $v 8 'SWE' "$vocabulary  one: {label: {en: One}, kin: SWE}\n"
try 'a date of checking that does not exist' $v 8 '2026-02-30' "$vocabulary  one: {label: {en: One}, checked_on: 2026-02-30}\n"

l=questionnaire/laws/zz-planted.yaml
law='law: planted\ntitle: Planted\nsource: none\nchecked_on: 2026-11-21\nverified: true\nrequirements:\n'
try 'a requirement without its citation' $l 7 'cite' "$law  planted-1: {says: something}\n"

q=questionnaire/questions/99-planted.yaml
try 'a type of question that is none' $q 7 'contries' "${record}$(printf '%s' "$question" | sed 's/type: text/type: choice of contries/')        article: [gdpr-13-1-a]\n"
try 'a requirement that does not exist' $q 12 'gdpr-99' "${record}${question}        article: [gdpr-99]\n"
try 'a question without help' $q 5 'help' "${record}$(printf '%s' "$question" | sed 's/        help: Yes.\\n//')        article: [gdpr-13-1-a]\n"
try 'a condition that names no answer' $q 13 'companny' "${record}${question}        article: [gdpr-13-1-a]\n        when: companny.seat == \"SE\"\n"
try 'a condition that compares unlike things' $q 13 '' "${record}${question}        article: [gdpr-13-1-a]\n        when: company.seat == 3\n"
try 'a condition with a choice that is none' $q 13 'SWE' "${record}${question}        article: [gdpr-13-1-a]\n        when: company.seat == \"SWE\"\n"
try 'a condition that cannot be read' $q 13 '' "${record}${question}        article: [gdpr-13-1-a]\n        when: company.seat ==\n"
try 'a key that a question does not have' $q 13 'whenn' "${record}${question}        article: [gdpr-13-1-a]\n        whenn: company.seat == \"SE\"\n"

c=outputs/clauses/en/99-planted.md
try 'a clause in a section that is none' $c 3 'toop' '---\nclause: planted.one\nsection: toop\n---\nWords.\n'
try 'a clause with a requirement that is none' $c 4 'gdpr-99' '---\nclause: planted.one\nsection: top\nmeets: [gdpr-99]\n---\nWords.\n'
try 'two clauses with one id' $c 8 'planted.one' "${clause}Words.\n\n---\nclause: planted.one\nsection: top\n---\nWords.\n"
try 'a value that nobody is asked for' $c 5 'no_such' "${clause}We are {{ company.no_such }}.\n"
try 'a condition of a clause that cannot be read' $c 4 '' '---\nclause: planted.one\nsection: top\nwhen: company.seat = "SE"\n---\nWords.\n'
try 'an optional answer without a guard' $c 5 'trading_name' "${clause}We are {{ company.trading_name }}.\n"
try 'an if without its end' $c 5 '' "${clause}{%% if given(company.trading_name) %%}\n\nWords.\n"
try 'raw HTML in a clause' $c 5 '' "${clause}Words <b>in bold</b>.\n"
try 'a reference to a section that is none' $c 5 'toop' "${clause}See [](#toop).\n"
try 'a bar inside a placeholder' $c 5 '' "${clause}We are {{ company.legal_name | upper }}.\n"
try 'bold that touches a word' $c 5 '' "${clause}We are a**{{ company.legal_name }}**.\n"

r=outputs/review/zz.yaml
language='language: zz\ndictionaries: {zz: {file: zz_ZZ, package: none}}\n'
rule='says: wrong, do: nothing'
try 'a rule that marks no word' $r 3 'cannot be looked for' "${language}rules: [{find: a b, $rule}]\n"
try 'a rule whose mark does not end' $r 3 'cannot be looked for' "${language}rules: [{find: 'a [b', $rule}]\n"
try 'a rule that cannot be looked up' $r 3 'cannot be looked for' "${language}rules: [{find: 'a [b*]', $rule}]\n"
try 'a rule without a way out' $r 3 "'do' is missing" "${language}rules: [{find: '[a]', says: wrong}]\n"
try 'letters that take no place' $r 2 'iz' 'language: zz\ndictionaries: {zz: {file: zz_ZZ, package: none, swaps: [iz]}}\n'
try 'an unknown key of a language' $r 3 'wrods' "${language}wrods: [a]\n"
try 'a text that holds nothing known' $q 12 'naem' "$record$question        holds: naem\n"

# One of them through make itself
mkdir "$work/build"
for part in Makefile base questionnaire outputs tui cli; do
	cp -pr "$part" "$work/build/"
done
objects=build/${VARIANT:-release}
mkdir -p "$work/build/$objects"
for part in base questionnaire outputs tui cli compile house.a flags sources data libraries; do
	cp -pr "$objects/$part" "$work/build/$objects/"
done
printf '%s' "$clause" | sed 's/\\n/\n/g' >"$work/build/$c"
echo 'We are {{ company.no_such }}.' >>"$work/build/$c"
rm -f "$work/build/noticesmith"
check_status 2 'make stops at a mistake' env -u MAKELEVEL make -C "$work/build" VARIANT="${VARIANT:-release}" all
check 'make stops at a mistake: file and line' says "$c:5:"
check 'make stops at a mistake: no program' absent "$work/build/noticesmith"
finish
