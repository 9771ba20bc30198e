# Words of the operator's own: where they stand, what they cannot do, and why they are there.
. tests/tap.sh
file=$work/shop.yaml
markdown() { "$NOTICESMITH" build -q --format md -o - "$file" 2>/dev/null; }
sed '/^own:/,/^notice:/{/^notice:/!d;}' tests/examples/corner-shop.yaml >"$work/plain.yaml"
cp "$work/plain.yaml" "$file"
markdown >"$work/plain.md"
check 'without own words there are none' sh -c '! grep -q counter "$0"' "$work/plain.md"
with() { # adds own words, from standard input
	{ cat "$work/plain.yaml"; echo 'own:'; sed 's/^/  /'; } >"$file"
	markdown >"$work/own.md"
}
under() { # SECTION: what stands under its heading, up to the next one with an anchor
	sed -n "/<a id=\"$1\">/,/<a id=/p" "$work/own.md" | sed '1d;/<a id=/d;/^$/d'
}
with <<-'END'
	away:
	  section: rights
	  heading: While we are *away*
	  text: |-
	    We close for <August>.

	    Letters wait until then. # no heading
	here: {section: rights, text: Come in and ask., reason: people come by}
	street: {section: third-people, heading: Neighbours, text: We know our neighbours.}
	all: {section: purposes, text: We do not do more.}
END
under rights | tail -n 4 >"$work/got"
printf '%s\n' 'Come in and ask.' '### While we are \*away\*' 'We close for \<August>.' 'Letters wait until then. # no heading' >"$work/wanted"
check 'at the end of their section, those without a heading first, never markup' cmp -s "$work/wanted" "$work/got"
sed 's/^/# /' "$work/got"
check 'a section may consist of them' test "$(under third-people | tr '\n' '|')" = '#### Neighbours|We know our neighbours.|'
check 'they stand before the sections within theirs' sh -c 'grep -n "We do not do more\|id=\"third-people\"" "$0" | head -n 1 | grep -q "do more"' "$work/own.md"
check 'all else is as before' test "$(diff "$work/plain.md" "$work/own.md" | grep -c '^<')" = 0
line=$(grep -n 'Come in and ask' "$work/own.md" | cut -d : -f 1)
check_status 0 'why' "$NOTICESMITH" why "$file" "$line"
check 'why: the record and the reason' sh -c 'grep -q "for own.here" "$0" && grep -q "your reason: people come by" "$0"' "$out"
check 'why: the section' prints 'o.section  -> true'
check_status 0 'why as JSON' "$NOTICESMITH" why --json "$file" "$line"
check 'why as JSON: the reason' prints '"reason": "people come by"'

with <<-'END'
	west: {section: california, text: Come in and ask.}
	sales: {section: ccpa-sale, heading: Nothing, text: Nothing.}
END
check_status 0 'a section that is left out' "$NOTICESMITH" build -q --format md -o - "$file"
check 'a section that is left out: what is said there is lost, and that is said' test "$(grep -c 'section-left-out' "$err")" = 2
check 'a section that is left out: where' says "own.west.section"
with <<-'END'
	here: {text: Come in and ask.}
END
check_status 1 'no section yet: a draft' "$NOTICESMITH" build -q --format md -o - "$file"
check 'no section yet: says so' says 'own.here.section'
check 'no section yet: one gap' test "$(grep -c 'own.here.section' "$out")" = 1
with <<-'END'
	here: {section: rigths, text: Come in and ask.}
END
check_status 2 'a section that is none' "$NOTICESMITH" build -q --format md -o - "$file"
check 'a section that is none: the nearest' says "did you mean 'rights'"
with <<-'END'
	here: {section: glance, text: Come in and ask.}
END
check_status 2 'nothing of your own at a glance' "$NOTICESMITH" build -q --format md -o - "$file"
finish
