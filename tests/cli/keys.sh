# The keys of the wizard: tui/keys.def, 'help keys' and the manual say the same, and the configuration counts.
. tests/tap.sh
manual=man/noticesmith.1
unset XDG_CONFIG_HOME
HOME=$work/home
export HOME

# What the table says: NAME|KEYS|HELP, keys with commas between.
sed -n 's/^ACTION([A-Z_]*, *"\([^"]*\)", *[^"]*"\([^"]*\)", *"[^"]*", *"\([^"]*\)")$/\1|\2|\3/p' tui/keys.def |
	awk -F'|' '{ gsub(/Ctrl-X /, "Ctrl-X_", $2); gsub(/ /, ", ", $2); gsub(/_Ctrl/, " Ctrl", $2); print $1 "|" $2 "|" $3 }' >"$work/actions"
check 'every line of the table was understood' test "$(wc -l <"$work/actions")" -eq "$(grep -c '^ACTION(' tui/keys.def)"

one_line() { tr -s ' \n' '  ' <"$1"; }
holds() { case $2 in *"$1"*) return 0 ;; esac; return 1; } # WORDS TEXT

check_status 0 'help keys' "$NOTICESMITH" help keys
check 'help keys: nothing on standard error' test ! -s "$err"
check 'help keys fits 80 columns' test "$(grep -v '^/' "$out" | awk 'length > 80' | wc -l)" -eq 0
cp "$out" "$work/plain"
help=$(one_line "$out")
while IFS='|' read -r name keys words; do
	check "help keys: $name" holds " $name $keys $words" "$help"
done <"$work/actions"
check 'help keys: as many actions as the table has' test "$(grep -c '^  [a-z]' "$out")" -eq "$(wc -l <"$work/actions")"
check 'help keys names the configuration' grep -qx "$HOME/.config/noticesmith/config.yaml" "$out"

cp "$manual" "$work/page"
check_status 0 'the keys are written into the manual' "$COMPILE" --manual . "$work/page"
check "the manual is as 'make manual' writes it" cmp -s "$manual" "$work/page"
if command -v mandoc >/dev/null; then
	mandoc -Tascii -O width=200 "$manual" | sed "s/.$(printf '\b')//g" >"$work/rendered"
	page=$(one_line "$work/rendered")
	while IFS='|' read -r name keys words; do
		check "the manual: $name" holds " $keys ($name) $words" "$page"
	done <"$work/actions"
else
	skip 'the manual' 'mandoc is not installed'
fi

# The configuration, where it is looked for.
mkdir -p "$HOME/.config/noticesmith" "$work/xdg/noticesmith"
printf 'theme: dark\nkeys:\n  notice: F4 Ctrl-X n\n' >"$HOME/.config/noticesmith/config.yaml"
check_status 0 'with a configuration' "$NOTICESMITH" help keys
check 'with a configuration: its keys' grep -q '^  notice  *F4, Ctrl-X n  *Go to the notice' "$out"
check 'with a configuration: the others' grep -q '^  undo  *Alt-U, Ctrl-_  *Undo' "$out"
check 'with a configuration: nothing on standard error' test ! -s "$err"
XDG_CONFIG_HOME=$work/xdg
export XDG_CONFIG_HOME
check_status 0 'XDG_CONFIG_HOME without a file' "$NOTICESMITH" help keys
check 'XDG_CONFIG_HOME without a file: the keys of the table' grep -q '^  notice  *F2, Alt-N ' "$out"
printf 'keys:\n  notise: F4\n  undo: F5 Ctrl-Q\n  redo: F6\n' >"$work/xdg/noticesmith/config.yaml"
check_status 0 'mistakes in the configuration are not fatal' "$NOTICESMITH" help keys
check 'mistakes: place and the nearest' says "$work/xdg/noticesmith/config.yaml:2:3: warning: there is no action 'notise'"
check 'mistakes: what is meant' says "did you mean 'notice'?"
check 'mistakes: both actions' says "config.yaml:3:12: warning: 'Ctrl-Q' cannot be a key of 'undo': at the same place it is a key of 'quit'"
check 'mistakes: the line counts as not written' grep -q '^  undo  *Alt-U, Ctrl-_ ' "$out"
check 'mistakes: the rest counts' grep -q '^  redo  *F6 ' "$out"
unset XDG_CONFIG_HOME
HOME=
check_status 0 'no place for a configuration' "$NOTICESMITH" help keys
check 'no place for a configuration: none is named' sh -c '! grep -q config.yaml "$0"' "$out"

# The example of the manual is right.
mkdir -p "$work/xdg2/noticesmith"
awk '/^\.Sh CONFIGURATION/ { on = 1 } on && /^\.Ed/ { exit } on && text { print } on && /^\.Bd/ { text = 1 }' "$manual" >"$work/xdg2/noticesmith/config.yaml"
check 'the manual has an example' grep -q '^keys:' "$work/xdg2/noticesmith/config.yaml"
check_status 0 'the example of the manual' env XDG_CONFIG_HOME="$work/xdg2" "$NOTICESMITH" help keys
check 'the example of the manual has no mistake' test ! -s "$err"
check 'the example of the manual counts' grep -q '^  notice  *F4, Alt-N ' "$out"
finish
