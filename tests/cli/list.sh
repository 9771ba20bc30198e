# The command list.
. tests/tap.sh

check_status 0 'list' "$NOTICESMITH" list
check 'list: name, number, title' grep -Eq '^countries +[0-9]+  Countries$' "$out"
check 'list: every vocabulary of the source' test "$(wc -l <"$out")" -eq "$(ls questionnaire/vocabularies/*.yaml | wc -l)"

check_status 0 'list NAME' "$NOTICESMITH" list countries
check 'list NAME: id, name, attributes' grep -Eq '^SE +Sweden \(.*in: in Sweden; .*eea: yes; .*authority: se-imy.*\)$' "$out"
check 'list NAME: where it comes from' grep -Eq '^    source: ISO 3166-1.*; checked on [0-9-]{10}, verified$' "$out"
check 'list NAME: as many entries as list says' sh -c '[ "$(grep -c "^[^ ]" "$1")" -eq "$("$0" list | sed -n "s/^countries *\([0-9]*\) .*/\1/p")" ]' "$NOTICESMITH" "$out"
check_status 0 'list NAME: a list among the attributes' "$NOTICESMITH" list rights
check 'list NAME: a list among the attributes is shown' prints 'bases: consent, contract'
for name in $("$NOTICESMITH" list | sed 's/ .*//'); do
	check_status 0 "list $name" "$NOTICESMITH" list "$name"
	check "list $name: no empty line, no empty attribute" sh -c '! grep -Eq "^$|: ;|: \)|\(\)" "$0"' "$out"
done

# name | word | the only entry that is listed
while IFS='|' read -r name word id; do
	check_status 0 "list $name $word" "$NOTICESMITH" list "$name" "$word"
	check "list $name $word: only $id" test "$(sed -n 's/^\([^ ][^ ]*\) .*/\1/p' "$out")" = "$id"
done <<'END'
countries|Sweden|SE
countries|sWEd|SE
countries|swédén|SE
countries|swe|SE
endings|or make|delete-or-anonymise
END

check_status 1 'nothing found' "$NOTICESMITH" list countries atlantis
check 'nothing found: it says so' says "no entry of 'countries' holds 'atlantis'"
check 'nothing found: nothing on standard output' test ! -s "$out"
check_status 1 'nothing found, as JSON' "$NOTICESMITH" list --json countries atlantis
check 'nothing found, as JSON: an empty list' test "$(cat "$out")" = '[]'
check_status 2 'no such vocabulary' "$NOTICESMITH" list contries
check 'no such vocabulary: the nearest' says "did you mean 'countries'?"
check_status 2 'no such vocabulary, none near' "$NOTICESMITH" list zzz
check 'no such vocabulary, none near: a way out' says "'noticesmith list' names them"
check_status 2 'two words' "$NOTICESMITH" list countries a b
check_status 2 'a word that is no text' "$NOTICESMITH" list countries "$(printf '\344')"
check 'a word that is no text is shown, not sent' says '<0xE4>'

# With a library of one's own.
mkdir -p "$work/library/vocabularies"
printf 'vocabulary: endings\nsource: our own\nchecked_on: 2026-11-22\nverified: false\nterms:\n  return: {label: {en: we send it back}}\n' >"$work/library/vocabularies/endings.yaml"
check_status 0 'list --library' "$NOTICESMITH" list --library "$work/library" endings
check 'list --library: its entry' grep -q '^return .*we send it back$' "$out"
check 'list --library: where it comes from' prints 'source: our own; checked on 2026-11-22, not verified'
check 'list --library: where the others come from' prints 'source: own wording'
check_status 0 'schema --library' "$NOTICESMITH" schema --library "$work/library"
check 'schema --library: its entry' prints '"return"'
check_status 0 'schema without it' "$NOTICESMITH" schema
check 'schema without it: not its entry' sh -c '! grep -q "\"return\"" "$0"' "$out"
echo 'vocabulary: [' >"$work/library/vocabularies/endings.yaml"
check_status 2 'list --library with a mistake' "$NOTICESMITH" list --library "$work/library" endings
check 'list --library with a mistake: it says where' says "$work/library/vocabularies/endings.yaml:"
check_status 2 'schema --library with a mistake' "$NOTICESMITH" schema --library "$work/library"
check 'schema --library with a mistake: nothing on standard output' test ! -s "$out"

check_status 0 'list --json' "$NOTICESMITH" list --json
check 'list --json: a vocabulary' prints '"id": "countries"'
check_status 0 'list --json NAME WORD' "$NOTICESMITH" list --json countries sweden
for words in '"id": "SE"' '"label": "Sweden"' '"eea": true' '"authority": "se-imy"' '"en": "in Sweden"' '"checked_on": "' '"verified": false' '"source": "'; do
	check "list --json NAME WORD: $words" prints "$words"
done
finish
