# new, get and set: what they print, write and refuse, and what they never do to a file.
. tests/tap.sh
cd "$work" || exit 1
shop=$top/tests/examples/corner-shop.yaml
ns=$NOTICESMITH

same() { cmp -s "$1" "$2" || { echo "# $1 and $2 differ"; diff "$1" "$2" | sed 's/^/# /'; return 1; }; }
lines() { [ "$(wc -l <"$1")" -eq "$2" ] || { echo "# $(wc -l <"$1") lines instead of $2"; return 1; }; }
is() { [ "$(cat "$out")" = "$1" ] || { echo "# it printed: $(cat "$out")"; return 1; }; }

# get
check_status 0 'get a text' "$ns" get "$shop" company.legal_name
check 'get a text: printed' is 'Nóra Hegarty'
check 'get a text: nothing else' test ! -s "$err"
check_status 0 'get a list' "$ns" get "$shop" activities.orders.data
check 'get a list: an item a line' is "$(printf 'name\nphone\norder')"
check_status 0 'get records' "$ns" get "$shop" services
check 'get records: their keys' is "$(printf 'northmail\nledger')"
check_status 0 'get a record' "$ns" get "$shop" services.ledger
check 'get a record: what is answered in it' is "$(printf 'name\ndoes\nrole\ncountries\ncontract')"
cat >states.yaml <<'END'
format: 1
company: {legal_name: !suggested Acme, phone: !none , seat: !unknown }
services: {}
changes:
  writes: yes
  summary: |
    One.

    Two.
END
while IFS='|' read -r path word; do
	check_status 1 "get nothing: $word" "$ns" get states.yaml "$path"
	check "get nothing: $word: said" sh -c '[ "$(cat "$0")" = "$1" ]' "$err" "$word"
	check "get nothing: $word: nothing printed" test ! -s "$out"
done <<'END'
company.phone|none
company.seat|unknown
company.registration|absent
dpo.email|absent
services|none
END
check_status 0 'get a suggestion' "$ns" get states.yaml company.legal_name
check 'get a suggestion: printed' is Acme
check 'get a suggestion: said' says suggested
check_status 0 'get a long text' "$ns" get states.yaml changes.summary
check 'get a long text: as it is' is "$(printf 'One.\n\nTwo.')"
while IFS='|' read -r path words; do
	check_status 2 "get what is not there: $path" "$ns" get "$shop" "$path"
	check "get what is not there: $path: $words" says "$words"
done <<'END'
company.legal_nme|did you mean 'legal_name'
services.leger|did you mean 'ledger'
services.ledger.nam|did you mean 'name'
company.seat.eea|there is no question 'company.seat.eea'
|names no answer
END
check_status 2 'get from no file' "$ns" get nothing.yaml company.seat
check 'get from no file: said' says "no file 'nothing.yaml'"
check_status 2 'get into a full disk' sh -c '"$0" get "$1" company.seat >/dev/full' "$ns" "$shop"
check_status 2 'get without a path' "$ns" get "$shop"
check_status 2 'get two paths' "$ns" get "$shop" company.seat company.phone

# set
cp "$shop" a.yaml
check_status 0 'set an answer' "$ns" set a.yaml company.phone='+353 21 555 0143'
check 'set an answer: silent' silent
sed 's/^  phone: .*/  phone: "+353 21 555 0143"/' "$shop" >wanted.yaml
check 'set an answer: nothing else changed' same a.yaml wanted.yaml
check 'set an answer: no other files' holds . a.yaml states.yaml wanted.yaml
check_status 0 'set what is so already' "$ns" set a.yaml company.phone='+353 21 555 0143' places.sells_to=IE
check 'set what is so already: nothing changed' same a.yaml wanted.yaml
check_status 0 'set a list with commas' "$ns" set a.yaml places.sells_to='IE, SE ,FI'
"$ns" get a.yaml places.sells_to >"$out"
check 'set a list with commas: read back' is "$(printf 'IE\nSE\nFI')"
check_status 0 'set a list in brackets' "$ns" set a.yaml scope.people='["readers, writers", it is us]'
"$ns" get a.yaml scope.people >"$out"
check 'set a list in brackets: read back' is "$(printf 'readers, writers\nit is us')"
check_status 0 'set an empty list' "$ns" set a.yaml activities.orders.must_give='[]'
check_status 1 'set an empty list: none now' "$ns" get a.yaml activities.orders.must_give
printf 'One.\n\nTwo: "three" # four\n\n' >text
check_status 0 'set from standard input' sh -c '"$0" set a.yaml changes.summary=- <text' "$ns"
"$ns" get a.yaml changes.summary >"$out"
check 'set from standard input: read back' is "$(cat text)"
check_status 0 'set a list from standard input' sh -c '"$0" get "$1" activities.orders.data | "$0" set a.yaml activities.accounts.data=-' "$ns" "$shop"
"$ns" get a.yaml activities.accounts.data >"$out"
check 'set a list from standard input: read back' is "$(printf 'name\nphone\norder')"
check_status 0 'set a value that begins with a dash' "$ns" set a.yaml company.contact='- me'
check_status 0 'set makes a record' "$ns" set a.yaml services.post.name='An Post' services.post.role=controller services.post.countries=IE
check_status 0 'set states' "$ns" set a.yaml --unknown company.seat --none company.phone --delete company.contact
"$ns" get a.yaml company.seat 2>"$err"
check 'set states: unknown' says unknown
"$ns" get a.yaml company.contact 2>"$err"
check 'set states: deleted' says absent
cp states.yaml b.yaml
check_status 0 'set confirms' "$ns" set b.yaml --confirm company
sed 's/!suggested //' states.yaml >wanted.yaml
check 'set confirms: only the mark goes' same b.yaml wanted.yaml
check_status 0 'changes are made in order' "$ns" set b.yaml company.legal_name=One --delete company.legal_name company.legal_name=Two
"$ns" get b.yaml company.legal_name >"$out"
check 'changes are made in order: the last stays' is Two
printf 'format: 1\r\ncompany: # c\r\n    legal_name: A\r\n' >crlf.yaml
check_status 0 'set keeps the line ends' "$ns" set crlf.yaml company.seat=SE
printf 'format: 1\r\ncompany: # c\r\n    legal_name: A\r\n    seat: SE\r\n' >wanted.yaml
check 'set keeps the line ends: read' same crlf.yaml wanted.yaml

# Refused: all or none, status 1, the path is named
cp "$shop" a.yaml
while IFS='|' read -r change words; do
	check_status 1 "refused: $change" "$ns" set a.yaml company.phone=123 "$change"
	check "refused: $change: $words" says "$words"
	check "refused: $change: nothing changed" same a.yaml "$shop"
done <<'END'
company.seat=SWE|'SWE' is not among the choices of 'company.seat'
notice.effective=2025-02-29|does not fit 'notice.effective': 29 February does not exist in 2025
notice.effectiv=2025-02-28|did you mean 'effective'
company.privacy_email=me|does not fit 'company.privacy_email'
company.legal_name=|does not fit 'company.legal_name': it is empty
places.sells_to=IE,,SE|'places.sells_to'
places.sells_to=[]|'places.sells_to' cannot be none
company=Acme|'company' must be a record
services.ledger=x|set its answers one by one, as in 'services.ledger.name'
services=x|'services.KEY.name'
cookies.c.set_by=ldger|'ldger' is not a record of 'services'
services.a b.name=x|'a b' cannot be the key of a record
format=2|'format' cannot be changed
END
while IFS='|' read -r option path words; do
	check_status 1 "refused: --$option $path" "$ns" set a.yaml company.phone=123 "--$option" "$path"
	check "refused: --$option $path: $words" says "$words"
	check "refused: --$option $path: nothing changed" same a.yaml "$shop"
done <<'END'
unknown|notice.language|'notice.language' cannot be unknown
unknown|activities.orders.is|cannot be unknown
none|company.seat|'company.seat' cannot be none
delete|services.leger|did you mean 'ledger'
confirm|company.registration|no answer at 'company.registration' to confirm
END
"$ns" set a.yaml cookies.c.set_by=ledger
check_status 1 'a record in use stays' "$ns" set a.yaml --delete services.ledger
check 'a record in use stays: who uses it' says "'services.ledger' is used by 'cookies.c.set_by'"

# Wrong use
while IFS='|' read -r arguments words; do
	# shellcheck disable=SC2086
	check_status 2 "wrong use: $arguments" "$ns" $arguments
	check "wrong use: $arguments: $words" says "$words"
done <<'END'
set|no answers file given
set a.yaml|nothing to change is given
set a.yaml company.seat|'company.seat' is no PATH=VALUE
set a.yaml =SE|'=SE' is no PATH=VALUE
set a.yaml --unknown|option '--unknown' needs PATH
set a.yaml places.sells_to=[IE|is no list
set a.yaml places.sells_to=[{IE:SE}]|is no list
set nothing.yaml company.seat=SE|no file 'nothing.yaml'
new|no answers file given
new x.yaml company.seat=SE|answers go behind --set
new x.yaml --activity ordr|did you mean 'order'
new x.yaml --activity frobnicate|no activity 'frobnicate'
END
check_status 2 'standard input twice' sh -c 'echo x | "$0" set a.yaml company.phone=- company.contact=-' "$ns"
check 'standard input twice: said' says 'only one value'

# A file that does not load is never rewritten.
printf 'format: 1\ncompany: {seat: SWE}\n' >bad.yaml
cp bad.yaml bad.was
check_status 2 'a file with a mistake' "$ns" set bad.yaml company.phone=1
check 'a file with a mistake: said' says "bad.yaml:2:17: error: 'SWE'"
check 'a file with a mistake: stays' same bad.yaml bad.was
printf 'format: 2\n' >bad.yaml
cp bad.yaml bad.was
check_status 2 'a newer format' "$ns" set bad.yaml company.phone=1
check 'a newer format: stays' same bad.yaml bad.was
: >empty.yaml
check_status 2 'an empty file' "$ns" set empty.yaml company.phone=1
check 'an empty file: stays' test ! -s empty.yaml

# Disks, folders, links, two at once
cp "$shop" a.yaml
ln -s a.yaml link.yaml
check_status 0 'through a symbolic link' "$ns" set link.yaml company.phone=123
check 'through a symbolic link: it stays one' test -L link.yaml
"$ns" get a.yaml company.phone >"$out"
check 'through a symbolic link: the file behind it changed' is 123
chmod 640 a.yaml
"$ns" set a.yaml company.phone=124
check 'permissions stay' sh -c 'ls -l a.yaml | grep -q "^-rw-r-----"'
cp a.yaml a.was
check_status 2 'a full disk' sh -c 'ulimit -f 0; exec "$0" set a.yaml company.phone=125' "$ns"
check 'a full disk: stays' same a.yaml a.was
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	public=$(mktemp -d /tmp/noticesmith-test.XXXXXX) && chmod 755 "$public" && cp "$ns" "$public/noticesmith"
	cleanup() { rm -rf "$work" "$public"; }
	cp a.was "$public/a.yaml" && chmod 666 "$public/a.yaml"
	check_status 2 'a folder that may not be written to' setpriv --reuid 65534 --regid 65534 --clear-groups "$public/noticesmith" set "$public/a.yaml" company.phone=125
	check 'a folder that may not be written to: said' says "$public"
	check 'a folder that may not be written to: stays' same "$public/a.yaml" a.was
	check 'a folder that may not be written to: nothing is left' test -z "$(find "$public" -name '.?*')"
else
	skip 'a folder that may not be written to' 'needs root'
fi
mkdir tiny
if [ "$(id -u)" -eq 0 ] && mount -t tmpfs -o size=12k none tiny 2>/dev/null; then
	cleanup() { umount "$work/tiny"; rm -rf "$work" "${public:-$work}"; }
	cp a.yaml tiny/
	dd if=/dev/zero of=tiny/filler bs=1k count=12 2>/dev/null
	check_status 2 'a really full disk' "$ns" set tiny/a.yaml company.phone=125
	check 'a really full disk: said' says 'No space left'
	check 'a really full disk: stays' same tiny/a.yaml a.was
	check_status 2 'a really full disk: nothing new' "$ns" new tiny/new.yaml
	check 'a really full disk: no new file' absent tiny/new.yaml
else
	skip 'a really full disk' 'no file system can be mounted here'
fi
# Fifty at once: each either did its change or said who was in the way; none is lost.
i=0
while [ $i -lt 50 ]; do
	(
		"$ns" set a.yaml "activities.orders.bases.b$i.basis=contract" 2>"err.$i"
		echo $? >"status.$i"
	) &
	i=$((i + 1))
done
wait
done_count=$(cat status.* | grep -c '^0$')
"$ns" get a.yaml activities.orders.bases >"$out"
check 'many at once: none is lost' lines "$out" $((done_count + 2))
check 'many at once: some were made' test "$done_count" -gt 0
check 'many at once: the others say why' sh -c 'for s in status.*; do [ "$(cat "$s")" = 0 ] || grep -q "file-locked\|file-changed" "err.${s#status.}" || exit 1; done'
rm -f status.* err.*

# new
check_status 0 'new' "$ns" new fresh.yaml
check 'new: silent' silent
check 'new: the questions are comments' grep -q "^#   legal_name:  # the company's legal name, as in: Acme Webshop AB" fresh.yaml
check 'new: chapters' grep -qx '# ---- Company ----' fresh.yaml
check 'new: nothing is answered' sh -c '! "$0" get fresh.yaml company.legal_name' "$ns"
check_status 1 'new: builds a draft' "$ns" build -q fresh.yaml
check 'new: only gaps are found' sh -c '! grep -E "^[^ ].*: (error|warning)" "$0" | grep -vE "\[(notice-gap|answer-open)\]"' "$err"
cp fresh.yaml was
check_status 2 'new: a file that is there' "$ns" new fresh.yaml
check 'new: a file that is there: said' says "'fresh.yaml' is there already"
check 'new: a file that is there: stays' same fresh.yaml was
check_status 2 'new: named like a draft' "$ns" new other.draft.yaml
check 'new: named like a draft: a way out' says "rename it without '.draft'"
check 'new: named like a draft: nothing is made' test ! -e other.draft.yaml
check_status 0 'set into a new file' "$ns" set fresh.yaml company.legal_name=Acme changes.writes=yes
check 'set into a new file: below its chapter' sh -c 'sed -n "/^# ---- Company/,/^# ---- Places/p" fresh.yaml | grep -q "^company:"'
check 'set into a new file: the comments stay' sh -c 'diff was fresh.yaml | grep -q "^<" && exit 1; exit 0'
sed 's/^# \{0,1\}//; s/  #.*//; s/:$/: !unknown/' was | sed -n '/^company: /,/^places: /p' | grep -c . >"$out"
check 'new: there is much to answer' test "$(cat "$out")" -gt 5

kinds=$("$ns" set fresh.yaml activities.x.is=x 2>&1 | grep -c 'choose one of')
check 'kinds are named' test "$kinds" -eq 1
ids() { "$ns" list "$1" | sed -n 's/^\([a-z][^ ]*\).*/\1/p'; }
all=$(ids activities | sed 's/^/--activity /' | tr '\n' ' ')
check 'there are many activities' test "$(ids activities | wc -l)" -gt 60
# shellcheck disable=SC2086
check_status 0 'new with every activity' "$ns" new all.yaml $all --set company.seat=SE --set company.legal_name='Acme: AB' -s activities.order.data=name
check 'new with every activity: silent' silent
check_status 1 'new with every activity: builds a draft' "$ns" build -q all.yaml
check 'new with every activity: open or suggested, nothing else' sh -c '! grep -E "^[^ ].*: (error|warning|fatal)" "$0" | grep -vE "\[(notice-gap|answer-open|answer-suggested)\]"' "$err"
check 'new with every activity: no advice' sh -c '! grep advice "$0"' "$err"
"$ns" get all.yaml activities.order.data >"$out" 2>"$err"
check 'what is said counts more than what is usual' sh -c '[ "$(cat "$0")" = name ] && [ ! -s "$1" ]' "$out" "$err"
check 'an activity that is said is not suggested' grep -q '^    is: order$' all.yaml
check_status 0 'new with a seat' "$ns" new seat.yaml --activity accounts --set company.seat=DK
check 'what the law of the seat says is suggested' grep -q '^      keep: !suggested 5 years$' seat.yaml
check 'the law of the seat is suggested' grep -q '^        law: !suggested the Danish bookkeeping act$' seat.yaml
check_status 0 'new without a seat' "$ns" new no-seat.yaml --activity accounts
check 'without a seat no law is suggested' sh -c '! grep -q "law: !suggested the " no-seat.yaml'
check_status 0 'new with one activity' "$ns" new one.yaml --activity=newsletter --activity newsletter
check 'the standing ones are suggested to everybody' grep -q '^    is: !suggested accounts$' one.yaml
check_status 0 'all that is suggested, confirmed' "$ns" set one.yaml --confirm activities --confirm services
check 'all that is suggested, confirmed: no mark is left' sh -c '! grep -v "^#" one.yaml | grep -q suggested'
for kind in $(ids businesses); do
	check_status 0 "new for a business: $kind" "$ns" new "$kind.yaml" --business "$kind"
	check "new for a business: $kind: all of it is only suggested" sh -c 'grep -q "is: !suggested disputes" "$0" && ! grep -qE "^    is: [a-z]" "$0"' "$kind.yaml"
	check_status 1 "new for a business: $kind: builds a draft" "$ns" build -q "$kind.yaml"
done
check_status 0 'new for two businesses and an activity' "$ns" new two.yaml -b web-shop -b local-shop -a order
check 'new for two businesses: what both do is there once' test "$(grep -c 'is: .*order$' two.yaml)" -eq 1
check 'new for two businesses: what was said is not suggested' grep -q '^    is: order$' two.yaml
check 'new for two businesses: the platform of the shop is suggested' grep -q '^  shop-platform:$' two.yaml
check 'new for two businesses: and its basket' grep -q '^  basket:$' two.yaml
check_status 2 'new: no such business' "$ns" new none.yaml --business web-shp
check 'new: no such business: the nearest' says "no kind of business 'web-shp'; did you mean 'web-shop'?"
check_status 1 'new: a wrong answer' "$ns" new wrong.yaml --set company.seat=SWE
check 'new: a wrong answer: no file' absent wrong.yaml
check_status 2 'new: no such folder' "$ns" new nowhere/a.yaml
check_status 2 'new: a full disk' sh -c 'ulimit -f 0; exec "$0" new full.yaml' "$ns"
check 'new: a full disk: no file' absent full.yaml
ln -s target.yaml dangling.yaml
check_status 0 'new: through a link to nothing' "$ns" new dangling.yaml
check 'new: through a link to nothing: made there' test -f target.yaml
finish
