# The command ask: whole companies from nothing, every command, lists of records, what is said when something cannot be saved.
. tests/tap.sh
examples=$top/tests/examples scripts=$top/tests/scripts golden=$top/tests/golden
cd "$work" || exit 1

ask() { # FILE LINES [OPTION...]: types the lines (\n between them); what is shown goes to the file shown
	ask_file=$1 ask_lines=$2
	shift 2
	printf '%b' "$ask_lines" | "$NOTICESMITH" ask "$ask_file" "$@" >shown 2>"$err"
}
shows() { tr '\n' ' ' <shown | tr -s ' ' | grep -qF -- "$1" || { echo "# not shown: $1"; sed 's/^/# /' shown; return 1; }; }
shows_not() { ! shows "$1" >/dev/null; }
says_so() { grep -qF -- "$2" "$1" || { echo "# $1 lacks: $2"; sed 's/^/# /' "$1"; return 1; }; }
says_not() { ! grep -qF -- "$2" "$1" || { echo "# $1 says: $2"; return 1; }; }
# Whatever awk counts by itself, bytes or characters: a character is counted by its first byte.
columns_fit() {
	LC_ALL=C awk '!/^> / {line = $0; gsub(/[\200-\277]/, ""); if (length > 80) {print "# " line; bad = 1}} END {exit bad}' "$1"
}

# Companies, from nothing
for script in "$scripts"/*.txt; do
	name=$(basename "$script" .txt)
	"$NOTICESMITH" ask "$name.yaml" --transcript "$name.log" <"$script" >shown 2>"$err"
	check "$name: the interview ends well" test "$?" -eq 0
	check "$name: nothing on standard error" test ! -s "$err"
	check "$name: nothing is open" shows 'That was the last question. Nothing is open. To make the notice: noticesmith build'
	check_status 0 "$name: the notice is finished" "$NOTICESMITH" build -q --today 2026-11-22 "$name.yaml"
	check "$name: the same notice as from the hand-written answers" cmp "$name.md" "$golden/$name.md"
	check "$name: the same page" cmp "$name.html" "$golden/$name.html"
	check "$name: the transcript is what was shown" cmp "$name.log" shown
	check "$name: no line is longer than 80 columns" columns_fit shown
	prompts=$(grep -c '^> ' shown)
	echo "# $name: $prompts prompts"
	# Who says what kind of business it is confirms what is usual, and is done soon.
	! grep -qxE 'web shop|restaurant|hotel|trades|consultancy|maker of software|practice for animals|software as a service|app|clinic|association|school|landlord' "$script" ||
		check "$name: a usual business, at most 45 prompts" test "$prompts" -le 45
done
"$NOTICESMITH" ask corner-shop.yaml </dev/null >shown
check 'asked again, nothing is open' shows 'Nothing is open'
check 'asked again: no question' shows_not 'answered)'

# Places and laws
check_status 2 'a missing file that could not be built' "$NOTICESMITH" ask a.draft.yaml </dev/null
check 'a missing file that could not be built: a way out' says "rename it without '.draft'"
check 'a missing file that could not be built: it is not made' test ! -e a.draft.yaml
check_status 0 'a missing file is made' ask a.yaml 'Acme AB\n\nSE\n'
check 'a missing file is made: the answers are in it' says_so a.yaml '  legal_name: Acme AB'
check 'the seat says which law follows' shows 'the law that writes the notice: General Data Protection Regulation Why: the law of the country of the seat writes the notice (GDPR Art. 3).'
check 'the end of input is a good end' shows 'All your answers are in a.yaml.'
check 'the end says what is open' shows 'street and number (company.address.street)'
check 'the end says how to build' shows 'To make a draft of the notice: noticesmith build a.yaml'
cp a.yaml before.yaml
ask a.yaml 'Sweden, FI\n'
check 'the next run goes on with what is open' shows_not 'Whose name stands on your invoices?'
check 'the places say which laws follow' shows 'Why: the law of the seat applies, and the laws of the countries you sell to; in the United States that of California'
check 'chapter and progress' grep -qE '^Company \([0-9]+ of [0-9]+ answered\)$' shown

# Commands
ask a.yaml '?\nq\n' --from company.seat
check '? gives the article' shows 'GDPR Art. 3: to whom the law applies'
check '? gives the name in the file' shows 'In the file this is company.seat.'
check 'the present answer, and what Enter does' shows 'Now: Sweden. Enter keeps it.'
ask a.yaml '<\nBeta AB\nq\n' --from trading_name
check '< goes back' says_so a.yaml 'legal_name: Beta AB'
ask a.yaml '-\nq\n' --from company.phone
check '- is an answer' says_so a.yaml '  phone: !unknown'
ask a.yaml '.\nq\n' --from company.phone
check '. is an answer' says_so a.yaml '  phone: !none'
ask a.yaml '.\nq\n' --from company.seat
check '. where there must be one' shows 'There must be one. If you do not know it yet, type a hyphen.'
check '. where there must be one: nothing happens' says_so a.yaml 'seat: SE'
ask a.yaml 'u\n2\nu\nq\n' --from company.seat
check 'u with nothing to undo' shows 'There is nothing to undo.'
check 'u undoes' shows 'Undone: company.seat is as it was.'
check 'u undoes in the file' says_so a.yaml 'seat: SE'
ask a.yaml '\n\nq\n' --from company.address.street
check 'Enter at what is needed asks again' shows 'This question needs an answer.'
check 'Enter at what is needed asks again: twice' test "$(grep -c '^Street and number' shown)" -eq 3
check 'a record in a record is introduced' shows 'Where does legal post reach you? Street and number?'
ask a.yaml '/of these cases\nq\n' --from company.seat
check '/word goes to the question' shows 'In which of these cases do you give data away?'
ask a.yaml '/xyzzy\n!\nq\n'
check '/word that is nowhere' shows "No question holds 'xyzzy'."
check '! says what is open' shows 'street and number (company.address.street)'
ask a.yaml '\\q\n\\\\x\nq\n' --from company.trading_name
check 'a \\ makes text of a command' says_so a.yaml 'trading_name: q'
ask a.yaml '   \\-   \nq\n' --from company.trading_name
check 'space around a line does not matter' says_so a.yaml 'trading_name: "-"'
ask a.yaml 'nonsense\nSE, FI\n999\nF\nq\n' --from company.seat
check 'wrong input is explained' shows "'nonsense' is not in the list; write a number from 1 to 224, or a name from the list."
check 'an unclear beginning is explained' shows "'F' fits 'Falkland Islands' and 'Faroe Islands': write more of it, or the number."
check 'wrong input is asked again' test "$(grep -c '^In which country' shown)" -eq 5
check 'wrong input is asked again: the choices are not said again' test "$(grep -c '224 choices' shown)" -eq 1
ask a.yaml 'nonsense\n!\nFI\n<\nSE\nq\n' --from company.seat
check 'a question back ends the sentence' sh -c 'printf "Sweeden\nq\n" | "$0" ask a.yaml --from places.sells_to | grep -qx "  .Sweeden. is not in the list; did you mean .Sweden.?"' "$NOTICESMITH"
check 'after something else they are' test "$(grep -c '224 choices' shown)" -ge 3
ask a.yaml 'privacy@acme\nprivacy@acme.example' --from company.privacy_email
check 'a line without its end is a line' says_so a.yaml 'privacy_email: privacy@acme.example'
ask a.yaml 'Gamma\0AB\n\033[31mred\nGamma\tAB\n' --from company.trading_name
check 'control characters are refused' shows 'type it again without <U+001B>'
check 'control characters never come back' shows_not "$(printf '\033')"
check 'a NUL is no end of text' says_not a.yaml 'Gamma'
ask a.yaml 'Delta AB\r\nq\r\n' --from company.trading_name
check 'lines may end as they do on Windows' grep -qx '  trading_name: Delta AB' a.yaml
awk 'BEGIN {for (i = 0; i < 200000; i++) printf "x"; print "\nShort\nq"}' | "$NOTICESMITH" ask a.yaml --from company.trading_name >shown
check 'a line that is too long is refused' shows 'This line is longer than 65536 bytes'
check 'a line that is too long is refused: and asked again' says_so a.yaml 'trading_name: Short'

# Long texts
ask a.yaml 'One.\n?\n\nTwo\n\\.\n\\\\.\n.\nq\n' --from changes.summary
check 'a long text: nothing is a command in it' says_so a.yaml '    ?'
check 'a long text: \\. is a full stop' grep -qx '    \.' a.yaml
check 'a long text: \\\\. too keeps one less' grep -qxF '    \.' a.yaml
cp a.yaml before.yaml
ask a.yaml '\n.\nq\n' --from changes.summary
check 'a long text: an empty line and a full stop leave it' cmp a.yaml before.yaml
ask a.yaml 'Unfinished\nsecond line' --from changes.summary
check 'a long text: the end of input ends it' grep -qx '    second line' a.yaml
ask a.yaml '.\nq\n' --from changes.summary
check 'a long text: a full stop at once means none' says_so a.yaml 'summary: !none'

# Lists of records
ask b.yaml 'order, contact\nq\n' --from activities
check 'several kinds at once' says_so b.yaml '    is: contact'
check 'what is usual is only suggested' says_so b.yaml '!suggested [name, email, phone, message]'
check 'the first question of a new record' shows 'What you do, order ('
ask b.yaml '\n.\ndelete 1\n\nq\n' --from activities.order.bases
check 'Enter confirms what is shown' shows 'Enter confirms all of it as it is shown.'
check 'a choice there is not, at a list: how to see them' sh -c 'printf "foo\nq\n" | "$0" ask b.yaml --from activities.order.bases | grep -q "lists what there is to choose from"' "$NOTICESMITH"
check 'Enter confirms what is shown: all below the list' says_so b.yaml '        who: self'
ask b.yaml 'newsletter\n<\nm 3 1\nq\n' --from activities
check 'typing what it is adds one' says_so b.yaml '  newsletter:'
check 'move' awk '/^  newsletter:/ {n = NR} /^  order:/ {o = NR} END {exit !(n && n < o)}' b.yaml
ask b.yaml 'delete 3\nq\n' --from activities
check 'delete' says_not b.yaml '  contact:'
check 'delete can be undone' shows 'Deleted; u brings it back.'
ask b.yaml 'delete 2\nu\nq\n' --from activities
check 'undo brings a record back' says_so b.yaml '  order:'
ask b.yaml 'copy 2\n5\nq\n' --from activities
check 'copy' says_so b.yaml '  order-2:'
check 'copy asks for what differs' shows 'Copied. Now change what differs; Enter keeps an answer.'
ask b.yaml 'edit 1\n\\edit nobody\nq\n' --from third_people
check 'nothing to edit yet' shows 'there is nothing to choose from yet'
check 'a name that begins like a command' says_so b.yaml 'title: edit nobody'
ask b.yaml 'edit 9\ncopy\n.\n-\nq\n' --from services
check 'a number that is none' shows "'9' is not in the list"
check 'a command without its number' shows 'Which one? Write its number behind it.'
check '. with records there' shows 'There are 1 in the list. Delete them one by one if there is none.'
ask b.yaml 'add\nPostex AB\n\nq\n' --from services
check 'add asks' shows 'What is its legal name?'
check 'add adds' says_so b.yaml '  postex-ab:'
ask b.yaml 'a fault report\nq\n' --from activities.order.longer
check 'a text that begins with a letter of a command' says_so b.yaml 'what: a fault report'
ask b.yaml '.\n\nq\n' --from cookies
check 'there is none' says_so b.yaml 'cookies: {}'
ask b.yaml 'session\nq\n' --from cookies
ask b.yaml '9\ncopy\nq\n' --from cookies.session.set_by
check 'a reference to choose' shows 'Postex AB'
ask b.yaml 'delete 2\ndelete postex\nq\n' --from services
check 'a record is named by its number or its name' says_not b.yaml 'postex'
ask c.yaml '\nq\n' --from activities
check 'Enter where one is needed' shows 'At least one is needed.'

# Kinds of business, and sheets
ask shop.yaml 'web shop\nq\n' --from activities
check 'a kind of business brings what it does' shows 'People order from you'
check 'a kind of business: who is usual for it' says_so shop.yaml '  shop-platform:'
check 'a kind of business: its records are gone through' shows 'Some of it is only suggested: Enter goes through it, one by one.'
ask shop.yaml 'knitting\nweb-shop\nq\n' --from activities
check 'a kind of business again brings nothing' shows 'all of that is in the list already.'
ask shop.yaml '\n2\n\n1\nname, order\n\nq\n' --from activities
check 'a sheet shows what is usual' shows 'People order from you. This is usual:'
check 'a sheet shows who usually gets the data' shows 'Who usually gets the data: shop platform, payment provider, carrier, accountant.'
check 'a sheet shows what people get wrong' shows 'Mind: Mr or Ms, birth date and phone number are not needed for an order.'
check 'a line of a sheet, and back' test "$(grep -c 'People order from you\.' shown)" -eq 3
check 'a line of a sheet is changed' says_so shop.yaml '    data: [name, order]'
check 'a sheet is confirmed as a whole' says_so shop.yaml '      keep: 3 years'
ask shop.yaml 'q\n' --from activities.payment
check 'a record on a sheet is shown whole' shows 'what others give you: the payment provider - payments, time - whether the source is public: no'
ask shop.yaml 'the Act\nq\n' --from activities.accounts
check 'an answer to what is open confirms the sheet' says_so shop.yaml '        law: the Act'
check 'an answer to what is open: then the next that is open' shows 'How long?'
ask shop.yaml 'delete\nu\nq\n' --from services.carrier
check 'a sheet that is not so: undo' says_so shop.yaml '  carrier:'
ask shop.yaml 'd\nq\n' --from services.carrier
check 'a sheet that is not so goes' says_not shop.yaml '  carrier:'
ask shop.yaml '-\n.\n99\nq\n' --from services.web-host
check 'what is open on a sheet is not known yet' says_so shop.yaml '    name: !unknown'
check 'what is open on a sheet cannot be none' shows 'There must be one.'
check 'a sheet: no such line' shows 'The lines go from 1 to'
ask corner-shop.yaml '3\n\nq\n'
check 'what is optional is offered at the end' shows 'You can say more; a number leads to the question:'

# --all and --from
ask corner-shop.yaml '\n\n\nq\n' --all
check '--all begins with the first question' shows 'Now: Nóra Hegarty. Enter keeps it.'
check '--all: Enter keeps' shows 'Now: Ireland. Enter keeps it.'
check_status 2 '--from what is nowhere' ask corner-shop.yaml '' --from xyzzy
check '--from what is nowhere: says so' says "no question of 'corner-shop.yaml' is called 'xyzzy'"
check_status 2 'no file' "$NOTICESMITH" ask
check_status 2 'two files' "$NOTICESMITH" ask a.yaml b.yaml

# Bad files
printf 'format: 1\ncompany: {seet: SE}\n' >bad.yaml
cp bad.yaml before.yaml
check_status 2 'a file that cannot be read' ask bad.yaml 'x\n'
check 'a file that cannot be read: says where' says "bad.yaml:2:11: error: unknown key 'seet'"
check 'a file that cannot be read: is left alone' cmp bad.yaml before.yaml
check_status 2 'a transcript that cannot be written' ask a.yaml '' --transcript no/such/log
check 'a transcript that cannot be written: says so' says "'no/such/log' cannot take the transcript"
cp a.yaml before.yaml
check_status 2 'the answers file as transcript' ask a.yaml 'q\n' --transcript ./a.yaml
check 'the answers file as transcript: is left alone' cmp a.yaml before.yaml
check_status 2 'no one listens' sh -c 'printf "q\n" | "$0" ask a.yaml >/dev/full' "$NOTICESMITH"
ln -s a.yaml link.yaml
ask link.yaml 'Linked\nq\n' --from company.trading_name
check 'a symbolic link stays one' test -h link.yaml
check 'a symbolic link: its file has the answer' says_so a.yaml 'trading_name: Linked'
printf 'format: 1\ncompany: {legal_name: "a \\u2067b\\u2069 c"}\nnotice: {language: en-GB}\n' >bidi.yaml
ask bidi.yaml '\nq\n' --from company.legal_name
check 'what turns the direction of writing is shown as what it is' shows 'a <U+2067>b<U+2069> c'
name=$(printf 'x\033[31m y')
ask "$name.yaml" 'q\n'
check 'the name of the file, too' shows 'noticesmith build '"'x<U+001B>[31m y.yaml'"

# Full disk, by the limit on the size of files
limited() { # LINES
	printf '%b' "$1" | (ulimit -f 1 && "$NOTICESMITH" ask full.yaml --from company.trading_name; echo "status $?") 2>"$err" | cat >shown
}
ask full.yaml 'Acme AB\nq\n'
awk 'BEGIN {print "# "; for (i = 0; i < 40; i++) print "# a comment that fills the file, line " i}' >>full.yaml
cp full.yaml before.yaml
limited 'Shop\nwhat\nr\nq\n'
check 'a full disk is said' shows 'Your answer is not in the file yet; all answers before it are.'
check 'a full disk: other lines are not taken for answers' shows 'Please type r or q: this answer has to be saved first.'
check 'a full disk: exit status' shows 'status 2'
check 'a full disk: the file is as it was' cmp full.yaml before.yaml
limited 'Shop\n'
check 'a full disk, and the end of input' shows 'The last answer is not in full.yaml. All answers before it are.'
check 'a full disk, and the end of input: exit status' shows 'status 2'

# A folder and a file that cannot be written
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	public=$(mktemp -d /tmp/noticesmith-ask.XXXXXX)
	trap 'rm -rf "$public"; cleanup' EXIT
	chmod 755 "$public" && cp "$NOTICESMITH" "$public/noticesmith" && mkdir "$public/locked" && cp "$examples/corner-shop.yaml" "$public/locked/"
	printf 'x\n' >"$public/typed"
	check_status 2 'a folder that cannot be written' sh -c 'setpriv --reuid 65534 --regid 65534 --clear-groups "$0/noticesmith" ask "$0/locked/corner-shop.yaml" <"$0/typed"' "$public"
	check 'a folder that cannot be written: said before the first question' says 'file-write-protected'
	check 'a folder that cannot be written: no question' test ! -s "$out"
else
	skip 'a folder that cannot be written' 'needs root'
fi

# Two at once, signals, changes from outside: a conversation that is held open
talk() { # FILE [OPTION...]
	rm -f line log && mkfifo line
	"$NOTICESMITH" ask "$@" --transcript log <line >shown 2>"$err" &
	talking=$!
	exec 3>line
	prompts=0
	heard 1
}
heard() { # N: so many prompts more
	prompts=$((prompts + $1))
	heard_tries=0
	until [ -e log ] && [ "$(tr '\r' '\n' <log | grep -c '> ')" -ge "$prompts" ]; do
		heard_tries=$((heard_tries + 1))
		[ "$heard_tries" -lt 1000 ] || { echo "# no answer"; return 1; }
		sleep 0.01
	done
}
type_line() { printf '%s\n' "$1" >&3; heard 1; }
hang_up() { exec 3>&-; wait "$talking"; }

talk two.yaml
check_status 2 'a second ask on the same file' ask two.yaml 'x\n'
check 'a second ask: is told who holds it' says "$talking"
type_line 'First AB'
hang_up
check 'a second ask: does not disturb the first' says_so two.yaml 'legal_name: First AB'
check_status 0 'after the first has ended' ask two.yaml 'q\n'

for signal in HUP TERM INT; do
	case $signal in HUP) status=129 ;; TERM) status=143 ;; INT) status=130 ;; esac
	# A shell lets its jobs in the background ignore INT; env gives it back.
	rm -f sig.yaml line log && mkfifo line
	env --default-signal="$signal" "$NOTICESMITH" ask sig.yaml --transcript log <line >shown 2>"$err" &
	talking=$!
	exec 3>line
	prompts=0
	heard 1
	type_line "Signal $signal AB"
	kill -s "$signal" "$talking"
	wait "$talking"
	check "SIG$signal: exit status" test "$?" -eq "$status"
	exec 3>&-
	check "SIG$signal: the answer is in the file" says_so sig.yaml "legal_name: Signal $signal AB"
	check "SIG$signal: said well" shows 'All your answers are in sig.yaml.'
done
talk sig.yaml --from changes.summary
printf 'A line of a long text\n' >&3
heard 1
kill -s TERM "$talking"
hang_up
check 'a signal in a long text: what was typed is kept' says_so sig.yaml 'A line of a long text'

talk out.yaml --from company.legal_name
type_line 'Outside AB'
type_line /trading_name
sed 's/^# ---- Company ----$/# An editor was here/' out.yaml >edited && mv edited out.yaml
type_line 'Shop'
check 'a change from outside is not overwritten' says_not out.yaml 'Shop'
check 'a change from outside is told' shows 'Somebody else changed the file meanwhile.'
echo 'company: [' >>out.yaml
type_line r
check 'a file that is broken from outside' shows 'The file cannot be read as it is now.'
sed '$d' out.yaml >edited && mv edited out.yaml
type_line r
check 'read anew: the answer is in the file' says_so out.yaml 'trading_name: Shop'
check 'read anew: and what the editor wrote' says_so out.yaml '# An editor was here'
type_line u
check 'read anew: nothing from before is undone' says_so out.yaml 'legal_name: Outside AB'
cp out.yaml edited && echo '# more' >>edited && mv edited out.yaml && cp out.yaml before.yaml
type_line DE
printf 'q\n' >&3
wait "$talking"
check 'left without the answer: exit status' test "$?" -eq 2
exec 3>&-
check 'left without the answer: the file is as the editor left it' cmp out.yaml before.yaml

# A terminal gets the same conversation
if command -v script >/dev/null 2>&1; then
	(while read -r line; do printf '%s\n' "$line"; done <"$scripts/corner-shop.txt"; printf '\004') |
		script -qec "stty cols 80; '$NOTICESMITH' ask tty.yaml --transcript tty.log" /dev/null >/dev/null 2>&1
	sed 's/tty\.yaml/corner-shop.yaml/' tty.log >tty.shown
	check 'a terminal: the same conversation' cmp tty.shown corner-shop.log
	check 'a terminal: the same answers' cmp tty.yaml corner-shop.yaml
else
	skip 'a terminal: the same conversation' 'script(1) is not there'
	skip 'a terminal: the same answers' 'script(1) is not there'
fi

# Random lines: whatever is typed, the file stays one that can be built
for seed in 1 2 3 4 5 6; do
	awk -v seed="$seed" 'BEGIN {
		srand(seed)
		count = split("|1|2|3, 1|y|n|q\\|.|-|<|?|!|u|/a|/what|SE|Acme AB|2 years|2026-12-01|a@b.example|https://a.example|add|edit 1|copy 1|delete 1|move 2 1|x; y|order, contact|: {|\\q|-1|#", word, "|")
		for (i = 0; i < 600; i++)
			print word[int(rand() * count) + 1]
	}' >typed
	check_status 0 "random lines $seed" sh -c '"$0" ask random.yaml <typed' "$NOTICESMITH"
	"$NOTICESMITH" build -q random.yaml 2>"$err"
	check "random lines $seed: the file can be built" test "$?" -le 1
done
finish
