# Bad input: one clear finding with its place and what to do, status 2, and nothing half-written.
. tests/tap.sh
example=$top/tests/examples/corner-shop.yaml
cd "$work" || exit 1

public= # a folder that any user can reach, for the tests that run as another user
cleanup() { rm -rf "$work" "${public:-$work}"; }
as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
can_be_nobody() { [ "$(id -u)" -eq 0 ] && as_nobody true 2>/dev/null; }

# name | file contents (printf) | place | words
while IFS='|' read -r name contents place words; do
	mkdir -p case
	# shellcheck disable=SC2059
	printf "$contents" >case/x.yaml
	check_status 2 "$name" "$NOTICESMITH" build case/x.yaml
	check "$name: file, line and column" says "case/x.yaml:$place"
	[ -z "$words" ] || check "$name: $words" says "$words"
	check "$name: what to do" says 'do: '
	check "$name: one finding" test "$(grep -c '^case/x.yaml' "$err")" -eq 1
	check "$name: nothing is written" holds case x.yaml
	rm -r case
done <<'END'
malformed YAML|format: 1\ncompany: [a\n|3:1: |on line 2
a duplicate key|format: 1\ncompany: {seat: SE, seat: DE}\n|2:21: |seat
an unknown key|format: 1\ncompanny: {}\n|2:1: |company
an anchor|format: 1\ncompany: &a {}\n|2:|
a list for a record|format: 1\ncompany: [SE]\n|2:10: |
a text for a record|format: 1\ncompany: SE\n|2:10: |
a date that does not exist|format: 1\nnotice: {effective: 2025-02-29}\n|2:21: |2025-02-29
a date in another order|format: 1\nnotice: {effective: 12/11/2026}\n|2:21: |12/11/2026
an escaped control character|format: 1\ncompany: {legal_name: "a\\u0007b"}\n|2:|
a control character|format: 1\ncompany: {legal_name: "a\007b"}\n|2:|
invalid UTF-8|format: 1\ncompany: {legal_name: "a\377b"}\n|2:|
an override without its end|format: 1\ncompany: {legal_name: "a\342\200\256b"}\n|2:|
a country that is none|format: 1\ncompany: {seat: SWE}\n|2:17: |SWE
a service that does not exist|format: 1\ncookies: {one: {set_by: nowhere}}\n|2:25: |nowhere
an e-mail address with a query|format: 1\ncompany: {privacy_email: "a@example.org?bcc=b@example.org"}\n|2:|
a web address with a script|format: 1\nnotice: {public_url: "javascript:alert(1)"}\n|2:22: |
a newer format|format: 99\n|1:9: |99
no map at all|just words\n|1:1: |
END

check_status 2 'a file that is not there' "$NOTICESMITH" build nowhere.yaml
check 'a file that is not there: named' says 'nowhere.yaml'
mkdir folder.yaml
check_status 2 'a folder' "$NOTICESMITH" build folder.yaml
check 'a folder: says so' says 'folder'
check 'a folder: nothing is written' test "$(ls | tr '\n' ' ')" = 'folder.yaml '
{ echo 'format: 1'; head -c 10485760 /dev/zero | tr '\0' '#'; } >big.yaml
check_status 2 'an answers file of 10 MB' "$NOTICESMITH" build big.yaml
check 'an answers file of 10 MB: named' says 'big.yaml'
: >empty.yaml
"$NOTICESMITH" build empty.yaml >"$out" 2>"$err"
check 'an empty file: a finding, not silence' says 'empty.yaml'
mkfifo pipe.yaml
check_status 2 'a pipe' timeout 10 "$NOTICESMITH" build pipe.yaml
check_status 2 'a device' "$NOTICESMITH" build /dev/null
cp "$example" shop.yaml

if can_be_nobody; then
	public=$(mktemp -d /tmp/noticesmith-test.XXXXXX) && chmod 755 "$public" && cp "$NOTICESMITH" "$public/noticesmith"
	cp "$example" "$public/secret.yaml" && chmod 600 "$public/secret.yaml"
	cp "$example" "$public/shop.yaml" && chmod 644 "$public/shop.yaml"
	check_status 2 'answers that may not be read' as_nobody "$public/noticesmith" build -o - "$public/secret.yaml"
	check 'answers that may not be read: says so' says 'ermission'
	check_status 2 'a folder that may not be written' as_nobody "$public/noticesmith" build "$public/shop.yaml"
	check 'a folder that may not be written: says so' says 'ermission'
	check 'a folder that may not be written: nothing is left' holds "$public" noticesmith secret.yaml shop.yaml
else
	skip 'answers that may not be read' 'needs root'
	skip 'a folder that may not be written' 'needs root'
fi

# A full disk: a tiny one if it can be mounted; the shell's limit on the size of files in any case
mkdir tiny
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=12k none tiny 2>/dev/null; then
	cleanup() { umount "$work/tiny"; rm -rf "$work" "${public:-$work}"; }
	printf 'the notice of yesterday\n' >tiny/shop.md
	check_status 2 'a full disk' "$NOTICESMITH" build -o tiny --format html shop.yaml
	check 'a full disk: says so' says 'No space left'
	dd if=/dev/zero of=tiny/filler bs=1k count=12 2>/dev/null
	check_status 2 'a full disk, over an old notice' "$NOTICESMITH" build -o tiny shop.yaml
	rm -f tiny/filler
	check 'a full disk: the old notice stays, nothing else is left' holds tiny shop.md
	check 'a full disk: the old notice is whole' grep -qx 'the notice of yesterday' tiny/shop.md
	check 'a full disk: no temporary file' test -z "$(find tiny -name '.?*')"
else
	skip 'a full disk' 'no file system can be mounted here'
fi
mkdir limit && printf 'the notice of yesterday\n' >limit/shop.md
check_status 2 'a limit on the size of files' sh -c 'ulimit -f 2; "$0" build -o limit shop.yaml' "$NOTICESMITH"
check 'a limit on the size of files: says so' says 'limit/shop.md'
check 'a limit on the size of files: nothing else is left' holds limit shop.md
check 'a limit on the size of files: the old notice is whole' grep -qx 'the notice of yesterday' limit/shop.md
check 'a limit on the size of files: no temporary file' test -z "$(find limit -name '.?*')"
finish
