# The manual is clean and names every command and every option that the help names.
. tests/tap.sh
manual=man/noticesmith.1
if ! command -v mandoc >/dev/null; then
	skip 'the manual' 'mandoc is not installed'
	finish
fi
check_status 0 'mandoc finds nothing' mandoc -Tlint -W warning "$manual"
mandoc -Tascii "$manual" | sed "s/.$(printf '\b')//g" >"$work/manual"
for command in $("$NOTICESMITH" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
	check "the manual has the command $command" grep -q "^ *noticesmith $command" "$work/manual"
	for option in $("$NOTICESMITH" help "$command" | sed -n '/^Options:/,$p' | grep -oE '^ +(-[a-z], )?--[a-z-]+' | grep -oE -- '-[-a-z]+'); do
		check "the manual has the option $option of $command" grep -q -e "$option" "$work/manual"
	done
done
check 'there were commands' test "$tests" -gt 5
check "the version is the program's" sh -c '"$0" --version | grep -q "^noticesmith [0-9]*\.[0-9]*\.[0-9]*$"' "$NOTICESMITH"
finish
