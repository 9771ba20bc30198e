# The manual of libraries: it is clean, what is made from the library is as the library says, and its worked example is done as it stands there.
. tests/tap.sh
. tests/displays.sh
page=man/noticesmith-library.7

cp "$page" "$work/page"
check_status 0 'the facts and sections are written' "$COMPILE" --manual . "$work/page"
check "the page is as 'make manual' writes it" cmp -s "$page" "$work/page"
if command -v mandoc >/dev/null; then
	check_status 0 'mandoc finds nothing' mandoc -Tlint -W warning "$page"
else
	skip 'mandoc finds nothing' 'mandoc is not installed'
fi

# Every key of front matter that the program names in its finding stands in the page.
keys=$(sed -n 's/^DIAG(O_CLAUSE_KEY_UNKNOWN,.*"use \(.*\)")$/\1/p' outputs/library/library_diags.def | sed 's/,//g; s/ or / /')
check 'there are keys' test "$(echo "$keys" | wc -w)" -gt 8
for key in $keys; do
	check "the page has the key $key" grep -qx "\.It Cm $key" "$page"
done

# The pieces that explain a form are tried together, in one library over the built-in one: each has it right.
displays "$page" "$work/displays" >"$work/steps"
pieces=$work/pieces
mkdir -p "$pieces/clauses/en" "$pieces/questions" "$pieces/vocabularies"
tried=0
for step in "$work"/displays/*.try; do
	name=$(cat "${step%.try}.name")
	[ "$name" = body ] && cp "$step" "$work/body" || cp "$step" "$pieces/$name"
	tried=$((tried + 1))
done
check 'there are pieces' test "$tried" -ge 6
sed -i 's/^kinds: .*/&\nreplaces: 0123456789abcdef/' "$pieces/clauses/en/registration.md"
{
	printf -- '---\nclause: acme.forms\nsection: controller\nwhen: given(notice.public_url)\n---\n'
	sed -n 's/^\.It Li \([^%]*{{.*\|\[.*\)/\1/p' "$page" | sed 's/\\(dq/"/g; s/$/\n/'
	cat "$work/body"
} >"$pieces/clauses/en/forms.md"
check 'there are placeholders' test "$(grep -c '{{' "$pieces/clauses/en/forms.md")" -ge 5
check_status 0 'the pieces have it right' "$NOTICESMITH" lint "$pieces"
check 'the pieces have it right: only made-up hashes and a question without its clause are told' sh -c '! grep ": warning:" "$0" | grep -v "has changed\|question-unused"' "$err"

# The program of the example: the installed one, and later a newer one, in which a built-in text is another.
mkdir -p "$work/bin" "$work/newer/outputs" "$work/client"
cp -r questionnaire "$work/newer/questionnaire"
cp -r outputs/clauses outputs/review "$work/newer/outputs/"
sed -i 's/We correct what is wrong and complete what is missing/We correct what is wrong and add what is missing/' "$work/newer/outputs/clauses/en/12-rights.md"
check 'the built-in text is changed' sh -c '! cmp -s "$0" "$1"' outputs/clauses/en/12-rights.md "$work/newer/outputs/clauses/en/12-rights.md"
install_program() { # [OPTION VALUE]
	printf '#!/bin/sh\nexec "%s" "$@" %s\n' "$NOTICESMITH" "$*" >"$work/bin/noticesmith"
	chmod +x "$work/bin/noticesmith"
}

# Does what a display says; prints the commands with what they say.
play() { # DISPLAY
	while IFS= read -r line; do
		case $line in
		'$ '*)
			printf '%s\n' "$line"
			(cd "$work/client" && PATH=$work/bin:$PATH sh -c "${line#??}") </dev/null 2>&1
			;;
		esac
	done <"$1"
}
# A page breaks lines where it likes, and numbers of clauses grow.
fold() { tr -s ' \n' '  ' <"$1" | sed -E 's/[0-9]+ (clauses|questions|vocabularies)/N \1/g'; }
same_session() { # DISPLAY
	play "$1" >"$work/played"
	fold "$1" >"$work/wanted"
	fold "$work/played" >"$work/got"
	cmp -s "$work/wanted" "$work/got" || { sed 's/^/# /' "$work/played"; return 1; }
}

cp tests/examples/corner-shop.yaml "$work/client/hegarty.yaml"
install_program
check 'the page has an example of many steps' test "$(cat "$work/steps")" -ge 15
for step in "$work"/displays/*; do
	number=$(basename "$step" | cut -c1-3)
	name=$(cat "$work/displays/$number.name")
	case $step in
	*.file)
		check "step $number: $name is not empty" test -s "$step"
		mkdir -p "$(dirname "$work/client/$name")"
		cp "$step" "$work/client/$name"
		;;
	*.session)
		[ "$name" != newer ] || install_program --base-library "$work/newer"
		check "step $number: $(sed -n 's/^\$ //p' "$step" | head -n 1)" same_session "$step"
		;;
	esac
done
finish
