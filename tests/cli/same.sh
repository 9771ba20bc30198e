# Same answers, same bytes: another time zone, locale, folder, user; the compiled library and its source folders.
. tests/tap.sh
today='--today 2026-12-01'
answers=$work/answers
mkdir "$answers"
cp tests/examples/*.yaml "$answers"
for file in "$answers"/*.yaml; do # drafts, too: they say more
	sed 's/^\( *privacy_email:\).*/\1 !unknown/' "$file" >"${file%.yaml}-open.yaml"
done

# All notices and everything that was said, in one folder.
build_into() { # FOLDER COMMAND...
	build_folder=$1
	shift
	mkdir "$build_folder"
	"$@" build -q $today -o "$build_folder" *.yaml 2>"$build_folder/findings"
	echo "$?" >"$build_folder/status"
}
same() {
	diff -r "$work/plain" "$1" >"$work/difference" || { head -n 20 "$work/difference" | sed 's/^/# /'; return 1; }
}

cd "$answers" || exit 1
build_into "$work/plain" "$NOTICESMITH"
check 'the examples are built' exists "$work/plain/corner-shop.md"
check 'their drafts are built' exists "$work/plain/corner-shop-open.draft.md"
check 'the drafts have findings' test -s "$work/plain/findings"

build_into "$work/locale" env TZ=Asia/Tokyo LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 LANGUAGE=tr "$NOTICESMITH"
check 'another time zone and locale' same "$work/locale"

build_into "$work/environment" env -i "$NOTICESMITH"
check 'no environment at all' same "$work/environment"

mkdir "$work/elsewhere" && cp "$answers"/*.yaml "$work/elsewhere"
cd "$work/elsewhere" || exit 1
build_into "$work/folder" "$NOTICESMITH"
check 'another folder' same "$work/folder"

mkdir "$work/absolute"
cd / || exit 1
"$NOTICESMITH" build -q $today -o "$work/absolute" "$answers"/*.yaml 2>/dev/null
cd "$work/plain" && cp findings status "$work/absolute"
check 'named from another folder' same "$work/absolute"
cd "$answers" || exit 1

if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	public=$(mktemp -d /tmp/noticesmith-test.XXXXXX)
	cleanup() { rm -rf "$work" "$public"; }
	mkdir "$public/answers" && cp "$answers"/*.yaml "$public/answers" && cp "$NOTICESMITH" "$public/noticesmith"
	chmod -R u=rwX,go=rX "$public" && chown -R 65534:65534 "$public/answers"
	cd "$public/answers" || exit 1
	mkdir out && chown 65534:65534 out
	setpriv --reuid 65534 --regid 65534 --clear-groups "$public/noticesmith" build -q $today -o out *.yaml 2>"$work/findings"
	echo "$?" >out/status
	cp "$work/findings" out/
	cp -r out "$work/user"
	check 'another user' same "$work/user"
	cd "$answers" || exit 1
else
	skip 'another user' 'needs root'
fi

# Any number of threads: same bytes, same findings, same lines in the same order
cp "$answers/corner-shop.yaml" "$answers/a-broken.yaml" && echo 'x: [' >>"$answers/a-broken.yaml"
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
	cp "$answers/medical-imaging-se.yaml" "$answers/copy-$i.yaml"
	cp "$answers/medical-imaging-se-open.yaml" "$answers/open-$i.yaml"
done
build_many() { # FOLDER JOBS...
	many_folder=$1
	shift
	mkdir "$many_folder"
	"$NOTICESMITH" build "$@" $today --format md,html,fragment,txt,json -o "$many_folder" *.yaml >"$many_folder/lines" 2>"$many_folder/findings"
	echo "$?" >"$many_folder/status"
}
build_many "$work/plain"-1
check 'many files: a summary' grep -q "^[0-9]* built: [0-9]* finished, [0-9]* drafts, 1 failed\$" "$work/plain-1/lines"
for jobs in 2 3 16; do
	build_many "$work/jobs-$jobs" -j "$jobs"
	check "$jobs at a time: same bytes, findings and lines" diff -r "$work/plain-1" "$work/jobs-$jobs"
done
"$NOTICESMITH" build --json $today -o "$work/plain-1" *.yaml >"$work/json-1"
"$NOTICESMITH" build --json $today -j 7 -o "$work/plain-1" *.yaml >"$work/json-7"
check 'findings as JSON: the same' cmp -s "$work/json-1" "$work/json-7"
check 'findings as JSON: many, in one array' awk '
	NR == 1 && $0 == "[" { next }
	$0 == "]" { closed = NR; next }
	/^{.*}$/ { last = NR; next }
	!/^{.*},$/ { exit wrong = 1 }
	END { exit wrong || NR < 12 || closed != NR || last != NR - 1 }' "$work/json-1"
rm "$answers"/a-broken.yaml "$answers"/copy-*.yaml "$answers"/open-*.yaml

# The source folders, read at run time in place of the compiled tables: same bytes, same findings
cd "$top" || exit 1
mkdir "$work/sources"
(cd "$answers" && "$NOTICESMITH" build --base-library "$top" -q $today -o "$work/sources" *.yaml) 2>"$work/sources/findings"
echo "$?" >"$work/sources/status"
check 'the source folders in place of the compiled library' same "$work/sources"
check_status 2 'a folder without a library' "$NOTICESMITH" build --base-library "$answers" -o - "$answers/corner-shop.yaml"
check 'a folder without a library: names what is missing' says 'questionnaire/vocabularies/*.yaml'

# The generator, too
check_status 0 'the generator runs' "$COMPILE" . "$work/builtin.c"
check 'the generator has nothing to say against the built-in library' test ! -s "$err"
check_status 0 'the generator runs again' env LC_ALL=tr_TR.UTF-8 "$COMPILE" . "$work/builtin2.c"
check 'the generator writes the same bytes' cmp -s "$work/builtin.c" "$work/builtin2.c"
finish
