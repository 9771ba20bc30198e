# The notices of all examples, finished and as drafts: well-formed pages, and Markdown that two readers understand as the page shows it.
. tests/tap.sh
oracle=$(dirname "$COMPILE")/tests/test_oracle
notices=$work/notices
mkdir "$notices"
pairs=
for file in tests/examples/*.yaml; do
	name=$(basename "$file" .yaml)
	check_status 0 "$name is finished" "$NOTICESMITH" build -q --format md,html,fragment -o "$notices" "$file"
	check "$name: nothing is said against it" test ! -s "$err"
	sed 's/^\( *privacy_email:\).*/\1 !unknown/; s/countries: \[US\]/countries: !unknown /' "$file" >"$work/$name-open.yaml"
	check_status 1 "$name with gaps is a draft" "$NOTICESMITH" build -q --format md,html,fragment -o "$notices" "$work/$name-open.yaml"
	pairs="$pairs $notices/$name.md $notices/$name.html $notices/$name-open.draft.md $notices/$name-open.draft.html"
	pairs="$pairs $notices/$name.md $notices/$name.fragment.html $notices/$name-open.draft.md $notices/$name-open.fragment.draft.html"
done
for page in "$notices"/*.html; do
	check "$(basename "$page") is well-formed" xmllint --noout "$page"
done
# shellcheck disable=SC2086 # the names have no spaces
check_status 0 'Markdown and pages agree' "$oracle" $pairs
sed 's/^/# /' "$out"
finish
