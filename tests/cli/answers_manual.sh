# The manual of the answers file: its keys are those of the schema, it is clean, and its example builds.
. tests/tap.sh
. tests/displays.sh
page=man/noticesmith-answers.5

cp "$page" "$work/page"
check_status 0 'the keys are written' "$COMPILE" --manual . "$work/page"
check "the page is as 'make manual' writes it" cmp -s "$page" "$work/page"
sed -i '/^\.\\" Begin of the keys/,/^\.\\" End of the keys/{/^\.\\"/!d;}' "$work/page"
check 'the keys are taken out' sh -c '! cmp -s "$0" "$1"' "$page" "$work/page"
check_status 0 'the keys are written anew' "$COMPILE" --manual . "$work/page"
check 'the keys are written anew: the same page' cmp -s "$page" "$work/page"
grep -v 'End of the keys' "$page" >"$work/broken"
cp "$work/broken" "$work/page"
check_status 1 'a page without its marks' "$COMPILE" --manual . "$work/page"
check 'a page without its marks is left alone' cmp -s "$work/page" "$work/broken"
check_status 1 'a page that is not there' "$COMPILE" --manual . "$work/none"
check 'a page that is not there, it says' says "$work/none"

# A question that is added stands in the page.
mkdir -p "$work/tree/outputs"
cp -r questionnaire "$work/tree/questionnaire"
cp -r outputs/clauses outputs/review "$work/tree/outputs/"
cat >>"$work/tree/questionnaire/questions/00-answers.yaml" <<'END'
      - id: planted
        label: planted
        type: choice of countries
        need: optional
        when: company.seat == "SE"
        ask: Is it? Perhaps.
        help: .Dots \ and \*[x].
        example: Ä
        article: [gdpr-13-1-a]
END
cp "$page" "$work/page"
check_status 0 'a question more' "$COMPILE" --manual "$work/tree" "$work/page"
while read -r line; do
	check "a question more: $line" grep -qxF -- "$line" "$work/page"
done <<'END'
.It Cm planted
Is it?
Perhaps.
\&.Dots \e and \e*[x].
Answer: one of the countries; optional.
.Ql "company.seat == ""SE""" .
Example: \[u00C4]
END

# Every key of the questions' files stands in it.
grep -o 'Cm [^ ]*' "$page" | sed 's/.*[. ]//' | sort -u >"$work/tags"
for key in $(sed -n 's/^ *- *{* *id: *\([a-z_]*\).*/\1/p' questionnaire/questions/*.yaml | sort -u); do
	check "the page has the key $key" grep -qx "$key" "$work/tags"
done
check 'there were keys' test "$tests" -gt 80

if command -v mandoc >/dev/null; then
	check_status 0 'mandoc finds nothing' mandoc -Tlint -W warning "$page"
	mandoc -Tutf8 "$page" | col -b >"$work/text"
	check 'no escape is left in the text' sh -c '! grep -n "\\\\\[u\|\\\\e\|\\\\&" "$0"' "$work/text"
else
	skip 'mandoc finds nothing' 'mandoc is not installed'
fi

check 'the page has one example' test "$(displays "$page" "$work/displays")" -eq 1
cp "$work/displays/001.file" "$work/$(cat "$work/displays/001.name")"
check_status 0 'the example builds, and nothing is open' "$NOTICESMITH" build -q -o "$work/outputs" "$work/$(cat "$work/displays/001.name")"
check 'the example builds without a word' silent
finish
