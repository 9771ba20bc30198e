# No mistake with memory, and everything freed, on the ways through a build that tests with sanitizers do not repeat.
. tests/tap.sh
if [ "${VARIANT:-release}" = san ]; then
	skip 'valgrind' 'the sanitizers watch this build'
	finish
elif ! command -v valgrind >/dev/null; then
	skip 'valgrind' 'it is not installed'
	finish
fi
watched() { valgrind -q --error-exitcode=99 --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all "$NOTICESMITH" "$@"; }

for file in tests/examples/*.yaml; do
	name=$(basename "$file" .yaml)
	check_status 0 "valgrind: $name" watched build -q --format md,html,fragment,txt,json -o "$work" "$file"
	sed 's/^\( *privacy_email:\).*/\1 !unknown/' "$file" >"$work/$name.yaml"
	check_status 1 "valgrind: $name as a draft" watched build -q "$work/$name.yaml"
done
check_status 0 'valgrind: nothing changed' watched build -q --format md,html,fragment,txt,json -o "$work" tests/examples/*.yaml
check_status 1 'valgrind: several at a time' watched build -j 3 "$work"/*.yaml
printf 'format: 1\ncompany: {seat: SWE, seat: DE\n' >"$work/wrong.yaml"
check_status 2 'valgrind: malformed answers' watched build "$work/wrong.yaml"
printf 'format: 1\ncompany: {seat: SWE, sit: DE}\n' >"$work/wrong.yaml"
check_status 2 'valgrind: answers with mistakes' watched build --json "$work/wrong.yaml"
check_status 0 'valgrind: the library read at run time' watched build --base-library . -o - tests/examples/corner-shop.yaml
check_status 2 'valgrind: wrong use' watched build --nothing
finish
