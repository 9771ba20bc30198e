# One mistake for each static check, planted in the sources of the library and, where it can stand there, in an overlay: found at its place.
. tests/tap.sh
tree=$work/tree overlay=$work/overlay base=
mkdir -p "$tree/outputs" "$overlay/clauses/en" "$overlay/questions" "$overlay/vocabularies"
cp -r questionnaire "$tree/questionnaire"
cp -r outputs/clauses outputs/review "$tree/outputs/"

check_status 0 'the built-in library' "$NOTICESMITH" lint
check 'the built-in library: nothing to say' sh -c 'grep -qE "^[0-9]+ clauses, [0-9]+ questions, [0-9]+ vocabularies: nothing to say$" "$0" && [ ! -s "$1" ]' "$out" "$err"
cp "$out" "$work/counts"
check_status 0 'its sources' "$NOTICESMITH" lint --base-library "$tree"
check 'its sources: the same line' cmp -s "$out" "$work/counts"
check 'its sources: no finding' test ! -s "$err"
check_status 0 'as JSON' "$NOTICESMITH" lint --json
check 'as JSON: an empty list' test "$(tr -d ' \n' <"$out")" = '[]'
check_status 0 'an empty overlay' "$NOTICESMITH" lint "$overlay"
check 'an empty overlay: nothing to say' prints "(0 from '$overlay'), "
check_status 2 'an overlay that is not there' "$NOTICESMITH" lint "$work/none"
check 'an overlay that is not there: says so' says '[library-missing]'
check_status 2 'two overlays' "$NOTICESMITH" lint a b

# The one finding of its severity or worse: PATH LINE:COL ID
found() {
	grep -E "^$1:$2: .*\[$3\]$" "$err" >"$work/found" && [ "$(grep -cE '^[^ ].*\[[a-z-]+\]$' "$err")" -eq 1 ] ||
		{ echo "# wanted $1:$2: [$3]"; sed 's/^/# /' "$err"; return 1; }
}
planted() { # NAME FOLDER FILE STATUS LINE:COL ID WORDS TEXT
	planted_name=$1 planted_folder=$2 planted_file=$3
	# shellcheck disable=SC2059
	printf -- "$8" >"$planted_folder/$planted_file"
	if [ "$planted_folder" = "$tree" ]; then
		check_status "$4" "$planted_name" "$NOTICESMITH" lint --base-library "$tree"
	else
		# shellcheck disable=SC2086
		check_status "$4" "$planted_name" "$NOTICESMITH" lint $base "$overlay"
	fi
	check "$planted_name: [$6] at $5" found "$planted_folder/$planted_file" "$5" "$6"
	[ -z "$7" ] || check "$planted_name: $7" says "$7"
	rm "$planted_folder/$planted_file"
}
both() { # NAME LINE:COL ID WORDS TEXT: a clause, in the sources and in an overlay
	planted "sources: $1" "$tree" outputs/clauses/en/99-planted.md 1 "$2" "$3" "$4" "$5"
	planted "overlay: $1" "$overlay" clauses/en/planted.md 1 "$2" "$3" "$4" "$5"
}
front='---\nclause: planted.one\nsection: controller\n'
body="$front---\n"

both 'a path that leads nowhere' 5:19 unknown-path "did you mean 'legal_name'" "${body}We are {{ company.legal_nam }}.\n"
both 'a path in a condition that leads nowhere' 4:7 unknown-path 'companny' "${front}when: companny.seat == \"SE\"\n---\nWords.\n"
both 'unlike things compared' 4:23 type-mismatch '' "${front}when: company.seat == 3\n---\nWords.\n"
both 'a choice that cannot be' 4:23 not-a-choice "did you mean 'SE'" "${front}when: company.seat == \"Sweden\"\n---\nWords.\n"
both 'a case that cannot be' 5:22 select-case-unknown "did you mean 'notice'" "${body}This {{ notice.term: notce 'notice', other 'text' }}.\n"
both 'an optional answer without a guard' 5:8 answer-unguarded 'given(company.trading_name)' "${body}We are {{ company.trading_name }}.\n"
both 'an optional answer under the wrong guard' 6:8 answer-unguarded '' \
	"${front}when: given(company.phone)\n---\nWe are {{ company.trading_name }}.\n"
both 'a section that is none' 3:10 clause-unknown-section "did you mean 'controller'" '---\nclause: planted.one\nsection: controler\n---\nWords.\n'
both 'a reference to a section that is none' 5:8 link-section-unknown "did you mean '#rights'" "${body}See [](#right).\n"
both 'a requirement that is none' 4:9 clause-unknown-requirement "did you mean 'gdpr-13-1-a'" "${front}meets: [gdpr-13-1-aa]\n---\nWords.\n"
both 'an if without else where something is disclosed' 6:1 if-without-else '' \
	"${front}kinds: [identity.name]\n---\n{%% if given(company.phone) %%}\nCall {{ company.phone }}.\n{%% endif %%}\n"
both 'a table without few' 7:1 clause-few-missing '' "${body}| Name |\n| --- |\n{%% for s in services %%}\n| {{ s.name }} |\n{%% endfor %%}\n"
both 'bold that would not be bold' 5:7 bold-around-value '' "${body}We a**{{ company.legal_name }}**.\n"
both 'bold with a letter behind it' 5:6 bold-around-value '' "${body}We **{{ company.legal_name }}**s.\n"
both 'a key of front matter that is none' 4:1 clause-key-unknown "did you mean 'when'" "${front}wen: company.seat == \"SE\"\n---\nWords.\n"

# Questions can only be written in the sources
record='records:\n  planted:\n    what: a planted record\n    questions:\n'
question() { printf '      - id: %s\n        label: planted\n        type: text\n        need: optional\n        ask: Is it planted?\n%s\n' "$1" "$2"; }
rest='        help: Yes.\n        example: no\n        article: [gdpr-13-1-a]\n'
q=questionnaire/questions/99-planted.yaml
planted 'a question whose condition leads nowhere' "$tree" $q 1 13:15 unknown-path "did you mean 'company'" "$record$(question alpha "$rest")        when: companny.seat == \"SE\"\n"
planted 'a question that compares unlike things' "$tree" $q 1 13:31 type-mismatch '' "$record$(question alpha "$rest")        when: company.seat == true\n"
planted 'a question with a choice that cannot be' "$tree" $q 1 13:31 not-a-choice '' "$record$(question alpha "$rest")        when: company.seat == \"SWE\"\n"
planted 'questions that wait for each other' "$tree" $q 1 5:9 condition-circle 'planted.alpha -> planted.beta' \
	"$record$(question alpha "$rest")        when: given(this.beta)\n$(question beta "$rest")        when: given(this.alpha)\n"
planted 'a question without help' "$tree" $q 1 5:9 missing-key "'help'" "$record$(question alpha '        example: no\n        article: [gdpr-13-1-a]\n')"
planted 'a question without example' "$tree" $q 1 5:9 missing-key "'example'" "$record$(question alpha '        help: Yes.\n        article: [gdpr-13-1-a]\n')"
planted 'a question without article' "$tree" $q 1 5:9 missing-key "'article'" "$record$(question alpha '        help: Yes.\n        example: no\n')"
planted 'a question with no article in the list' "$tree" $q 1 12:18 no-value "'article'" "$record$(question alpha '        help: Yes.\n        example: no\n        article: []\n')"
planted 'a question with a requirement that is none' "$tree" $q 1 12:19 unknown-requirement "did you mean 'gdpr-13-1-a'" \
	"$record$(question alpha '        help: Yes.\n        example: no\n        article: [gdpr-13-1-aa]\n')"

# A question that nothing uses: one more in a record that answers hold
services=$tree/questionnaire/questions/40-services.yaml
at=$(grep -n '^      - id: cases$' "$services" | cut -d: -f1)
# shellcheck disable=SC2059
printf "$(question planted "$rest")" >"$work/question"
cp "$services" "$work/services.yaml"
{ head -n $((at - 1)) "$work/services.yaml"; cat "$work/question"; echo; tail -n +"$at" "$work/services.yaml"; } >"$services"
check_status 0 'a question that nothing uses' "$NOTICESMITH" lint --base-library "$tree"
check 'a question that nothing uses: [question-unused] at its line' found "$services" "$at:9" question-unused
check 'a question that nothing uses: counted' prints ': 1 warning'
cp "$work/services.yaml" "$services"
printf -- '---\ndeletes: controller.contact\nreason: Nobody asks.\n---\n' >"$overlay/clauses/en/planted.md"
check_status 0 'overlay: a deletion by which nothing uses a question' "$NOTICESMITH" lint "$overlay"
at=$(grep -n '^      - id: contact$' questionnaire/questions/10-company.yaml | cut -d: -f1)
check 'overlay: [question-unused] at the line of the question' found questionnaire/questions/10-company.yaml "$at:9" question-unused
rm "$overlay/clauses/en/planted.md"

# What only overlays can do wrong
lay() { # NAME FILE STATUS LINE:COL ID WORDS TEXT
	planted "overlay: $1" "$overlay" "$2" "$3" "$4" "$5" "$6" "$7"
}
hash=$("$NOTICESMITH" library list controller.phone | awk '$1 == "controller.phone" { print $3 }')
c=clauses/en/planted.md q=questions/planted.yaml v=vocabularies/planted.yaml w=clauses/en/words.yaml
phone='---\nclause: controller.phone\nsection: controller\njoin: line\nwhen: given(company.phone)\nkinds: [contact.phone]\n'
lay 'a clause whose built-in text has changed' $c 0 7:11 overlay-changed "$hash" "${phone}replaces: 0123456789abcdef\n---\nCall {{ company.phone }}\n"
lay 'a built-in clause without replaces' $c 1 2:9 overlay-exists "$hash" "${phone}---\nCall {{ company.phone }}\n"
lay 'a clause that replaces none' $c 1 4:11 overlay-unknown "did you mean 'controller.phone'" "${front}replaces: controller.phon $hash\n---\nWords.\n"
lay 'a deletion without reason' $c 1 2:10 overlay-reason '' '---\ndeletes: glance.who\n---\n'
lay 'a deletion of none' $c 1 2:10 overlay-unknown "did you mean 'glance.who'" '---\ndeletes: glance.woh\nreason: None.\n---\n'
lay 'a question whose built-in text has changed' $q 0 3:15 overlay-changed '' 'questions:\n  company.seat:\n    replaces: 0123456789abcdef\n    ask: Where?\n'
lay 'a question without replaces' $q 1 2:3 overlay-exists 'replaces: ' 'questions:\n  company.seat:\n    ask: Where?\n'
lay 'a question that is none' $q 1 2:3 overlay-unknown "did you mean 'company.seat'" 'questions:\n  company.seta:\n    replaces: 0123456789abcdef\n    ask: Where?\n'
lay 'a field of facts, which is no question' $q 1 2:3 overlay-unknown 'name a question as TYPE.FIELD' \
	'questions:\n  facts.recipients_named:\n    replaces: 0123456789abcdef\n    ask: Where?\n'
seat=$(printf 'questions:\n  company.seat:\n    ask: Where?\n' >"$overlay/$q" && "$NOTICESMITH" lint "$overlay" 2>&1 | sed -n "s/.*'replaces: \([0-9a-f]*\)'.*/\1/p")
lay 'a key that a text does not have' $q 1 4:5 unknown-key "did you mean 'ask'" "questions:\n  company.seat:\n    replaces: $seat\n    aks: Where?\n"
lay 'an empty help' $q 1 4:10 no-value "'help'" "questions:\n  company.seat:\n    replaces: $seat\n    help:\n"
printf 'questions:\n  company.seat: {replaces: %s, help: A.}\n' "$seat" >"$overlay/questions/a.yaml"
lay 'a question in two files' $q 1 2:3 overlay-twice '' "questions:\n  company.seat: {replaces: company.seat $seat, help: B.}\n"
rm "$overlay/questions/a.yaml"

# Over a vocabulary of their own, so that these tests live when the data changes
evidence='source: S\nchecked_on: 2026-11-22\nverified: yes\n'
entry='label: {en: N}, eea: no'
# shellcheck disable=SC2059
printf "vocabulary: planted\ntitle: Planted\nattributes: {label: words, eea: yes-no, kin: choice of countries optional, uses: number optional}\n${evidence}terms:\n  one: {$entry}\n" \
	>"$tree/questionnaire/vocabularies/zz-planted.yaml"
base="--base-library $tree" terms="vocabulary: planted\n${evidence}terms:\n"
lay 'an entry whose built-in text has changed' $v 0 6:19 overlay-changed '' "$terms  one: {replaces: 0123456789abcdef, $entry}\n"
lay 'an entry without replaces' $v 1 6:3 overlay-exists 'replaces: ' "$terms  one: {$entry}\n"
lay 'a new entry with replaces' $v 1 6:3 overlay-unknown '' "$terms  two: {replaces: 0123456789abcdef, $entry}\n"
lay 'an entry with an attribute that is not declared' $v 1 6:9 unknown-key "did you mean 'label'" "$terms  two: {lable: {en: N}, $entry}\n"
lay 'an entry without an attribute' $v 1 6:8 missing-key "'eea'" "$terms  two: {label: {en: N}}\n"
lay 'an entry without its source' $v 1 5:8 missing-key "'source'" "vocabulary: planted\nchecked_on: 2026-11-22\nverified: yes\nterms:\n  two: {$entry}\n"
lay 'an entry with a choice that cannot be' $v 1 6:39 bad-choice "did you mean 'SE'" "$terms  two: {$entry, kin: Sweden}\n"
lay 'an entry that is used often, in words' $v 1 6:40 bad-value '' "$terms  two: {$entry, uses: often}\n"
lay 'a vocabulary that is none' $v 1 1:13 unknown-vocabulary "did you mean 'planted'" "vocabulary: planned\n${evidence}terms: {}\n"
# shellcheck disable=SC2059
printf "$terms  two: {$entry, uses: 9}\n" >"$overlay/vocabularies/a.yaml"
# shellcheck disable=SC2086
check_status 0 'an entry that is used often' "$NOTICESMITH" lint $base "$overlay"
lay 'a new entry in two files' $v 1 6:3 duplicate-id 'a.yaml:6' "$terms  two: {$entry}\n"
rm "$overlay/vocabularies/a.yaml" "$tree/questionnaire/vocabularies/zz-planted.yaml"
base=

lay 'a word that is none' $w 1 2:1 word-unknown "did you mean 'gap'" '# Words\ngapp: "[$1]"\n'
lay 'a word without its mark' $w 1 1:6 word-marks "\$1" 'gap: "[open]"\n'
lay 'a word that is empty' $w 1 1:1 word-text '' 'gap:\n'

# Names that nothing reads
found_file() { grep -qE "^$overlay/$1: .*\[library-file-unknown\]$" "$err"; }
while read -r status name words; do
	mkdir -p "$(dirname "$overlay/$name")" && : >"$overlay/$name"
	check_status "$status" "a name that nothing reads: $name" "$NOTICESMITH" lint "$overlay"
	top=${name%%/*}
	case $top in clauses | questions | vocabularies) stray=$name ;; *) stray=$top ;; esac
	case $name in clauses/ne/*) stray=clauses/ne ;; esac
	check "a name that nothing reads: $stray" found_file "$stray"
	check "a name that nothing reads: $words" says "$words"
	rm -r "${overlay:?}/$stray"
done <<'END'
1 clause/en/a.md did you mean 'clauses'?
1 clauses/ne/a.md did you mean 'en'?
1 vocabulary/a.yaml did you mean 'vocabularies'?
1 questions/a.yml did you mean 'a.yaml'?
1 clauses/en/word.yaml did you mean 'words.yaml'?
1 README.dm did you mean 'README.md'?
0 notes.docx is not used
0 questions/notes.txt is not used
0 clauses/en/sections.yaml is not used
END
check_status 1 'findings as JSON' sh -c 'mkdir "$1/clause" && "$0" lint --json "$1"' "$NOTICESMITH" "$overlay"
check 'findings as JSON: the id' prints '"id": "library-file-unknown"'
check 'findings as JSON: nothing else' sh -c '[ ! -s "$0" ] && ! grep -q clauses: "$1"' "$err" "$out"
rmdir "$overlay/clause"
finish
