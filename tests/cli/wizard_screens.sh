# What people see of the wizard: every kind of question, lists, sheets, the notice, help, Finish, what is wrong, at 120x40, 80x24 and 40x10, in
# roles and in mono. The scripts in tests/scripts/wizard/ are played without a terminal. After a wanted change: make screens, then read the difference.
. tests/tap.sh
made=$work/made
mkdir "$made"

# A script names the answers that it begins with, and finds them and the others by its own paths.
play() { # SCRIPT
	play_start=$(sed -n 's/^#.*Begins with: //p' "$1")
	rm -rf "$work/play" && mkdir "$work/play" && cp "$play_start" "$work/play/shop.yaml" && ln -s "$top/tests" "$work/play/tests" &&
		(cd "$work/play" && "$NOTICESMITH" shop.yaml --script "$top/$1" --today 2026-12-01) && mv "$work"/play/*-*x*.txt "$made/"
}
for script in tests/scripts/wizard/*.txt; do
	check "$(basename "$script") can be played" play "$script"
done
if [ -n "${UPDATE_SCREENS:-}" ]; then
	rm -f tests/screens/wizard/*.txt
	mkdir -p tests/screens/wizard
	cp "$made"/* tests/screens/wizard/
fi
for file in tests/screens/wizard/*.txt; do
	name=$(basename "$file")
	check "$name" cmp -s "$file" "$made/$name"
	[ ! -e "$made/$name" ] || diff -u "$file" "$made/$name" | sed 's/^/# /' | head -n 60
done
check 'nothing else was made' [ "$(ls tests/screens/wizard)" = "$(ls "$made")" ]

# The cursor of the terminal is on the focus: screen readers and input methods follow it. Its cell has the role of a field or row with the focus, or
# of an example in an empty field; a page that is only read has it on its first line, and so has a screen that is too small.
check 'every screen has the cursor' [ -z "$(grep -l '^-- no cursor' "$made"/*)" ]
astray() {
	for file in "$made"/*; do
		case $file in */help-* | */too-small-*) continue ;; esac
		awk '/^-- roles/ { reads = 1; next } /^-- (mono|cursor)/ { reads = 0 } reads { roles[rows++] = $0 }
			/^-- cursor/ { letter = substr(roles[$7 + 0], $5 + 1, 1); if (letter !~ /[CFh]/) print FILENAME ": " $0 ": \"" letter "\"" }' "$file"
	done
}
check 'and it is on the focus' [ -z "$(astray | tee "$err")" ]
sed 's/^/# /' "$err"
finish
