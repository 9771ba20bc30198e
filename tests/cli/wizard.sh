# The wizard as people have it, under tmux: from an empty folder to a finished notice, and in bad surroundings. What it looks like: wizard_screens.sh.
. tests/tap.sh
. tests/tmux.sh
ns=$NOTICESMITH

wizard() { # WIDTH HEIGHT ARGUMENTS [VARIABLE=VALUE...]: with these arguments, to be read by the shell
	wizard_width=$1 wizard_height=$2 wizard_arguments=$3
	shift 3
	open_shell "$wizard_width" "$wizard_height" "$@" && run "'$ns' $wizard_arguments"
}
# An unfinished firm; the first question that is open is the one for its e-mail address.
answers() { # FILE
	rm -f "$work/.$1.typed" && sed '/privacy_email/d' "$top/tests/examples/corner-shop.yaml" >"$work/$1"
}
email='To which e-mail address'
stored() { grep -qF -- "$1" "$work/$2" || { echo "# $2 lacks: $1"; return 1; }; }
journal() { grep -qF -- "$1" "$work/.$2.typed" 2>/dev/null; }
leave() { keys C-q && ended && status 0 && restored; }

# From an empty folder to a finished notice, with what a shop owner types.
answer() { # QUESTION TEXT: waits for the question, types, accepts
	shows "$1" && { [ -z "$2" ] || literally "$2"; } && keys Enter
}
shop() { # WIDTH HEIGHT
	rm -f "$work"/nora* && open_shell "$1" "$2" && run "'$ns'" &&
		answer 'Whose name stands on your invoices' 'Nóra Hegarty' && shows 'nora-hegarty.yaml' && keys Enter &&
		answer 'In which country is the business' 'irel' &&
		answer 'In the last 12 months' 'irel' && shows '[x] Ireland' && keys Enter &&
		answer 'What do you do that needs data' 'street' && shows '[x] shop on a street' && keys Enter &&
		shows 'these are all: go through' && keys Enter &&
		for activity in 'People order from you. ' 'People write to you or call. ' 'You have a website. ' 'You write invoices' 'People ask about' 'You make backups'; do
			answer "$activity" '' || return 1
		done &&
		shows 'Does a computer alone decide' && keys Enter && shows 'Press y or n' && keys n && answer '(•) no' '' &&
		shows 'For whom is this notice' && literally 'visitors of hegartys.example' && keys M-Enter && literally 'people who order from us' && keys Enter &&
		shows 'delete all our data' && keys n && answer '(•) no' '' &&
		answer 'Street and number' '12 Example Street' && answer 'Town?' 'Cork' && answer 'Country?' 'irel' &&
		answer "$email" 'hello@hegartys.example' && answer 'data protection officer?' '' &&
		shows 'these are all: go through' && keys Enter &&
		answer 'data, web-host' '' && answer 'What is its legal name' 'Northmail Hosting Ltd' &&
		answer 'data, bookkeeper' '' && answer 'What is its legal name' 'Ledger & Daughters' &&
		shows 'What does your website leave' && keys C-o &&
		answer 'Below which age' '' && shows 'Do you write to people' && keys y && answer '(•) yes' '' &&
		shows 'notice or a policy' && keys Space && answer '(•) notice' '' && answer 'From which day' '2026-12-01' &&
		shows 'Every question is answered' && keys Enter && shows 'Into which folder' && keys Enter &&
		shows 'nora-hegarty.html: written' && leave && shows 'Nothing is open' && "$ns" build -q "$work/nora-hegarty.yaml" &&
		stored '**Northmail Hosting Ltd**' nora-hegarty.md && exists "$work/nora-hegarty.html" && absent "$work/nora-hegarty.draft.md"
}
check 'a shop from nothing to its notice at 80 by 24' shop 80 24
check 'and at 120 by 40' shop 120 40

# Bad surroundings
line_by_line() { # VARIABLE=VALUE...
	answers plain.yaml && open_shell 80 24 "$@" && run "'$ns' plain.yaml" && shows 'line by line' && shows "$email" && keys C-d && ended
}
check 'TERM=dumb: line by line' line_by_line TERM=dumb
check 'an unknown TERM: line by line' line_by_line TERM=no-such-terminal
check 'no TERM: line by line' line_by_line -u TERM
answers piped.yaml
printf 'me@shop.example\n' | (cd "$work" && "$ns" piped.yaml) >"$out" 2>"$err"
check 'no terminal: line by line' prints "$email"
check 'and what was piped is an answer' stored 'privacy_email: me@shop.example' piped.yaml
check_status 2 'no terminal and no file' "$ns" </dev/null
check 'says what there is' says 'Usage: noticesmith'

any_size() {
	answers size.yaml && wizard 300 100 size.yaml && shows "$email" && size 20 5 && shows "too small" && literally 'typed blind' && keys Enter && size 80 24 &&
		shows "$email" && literally 'me@' && shows 'me@' && sees_not 'typed blind' && size 1 1 && size 40 10 && shows 'me@' && keys C-q && ended && status 0 && journal 'me@' size.yaml
}
check '300 by 100, 20 by 5 (where no key does anything), 1 by 1, 40 by 10' any_size
storm() {
	answers storm.yaml && wizard 80 24 storm.yaml && shows "$email" && for width in 81 3 120 40 1 77 200 60 99 39 100 16 64 2 118; do
		size "$width" $((width / 3 + 1)) && literally x || return 1
	done && size 90 30 && shows "$email" && literally 'end' && shows 'end' && leave
}
check 'sizes like a storm, while typing' storm
check 'LINES and COLUMNS in the environment' eval 'answers env.yaml && wizard 80 24 env.yaml LINES=5 COLUMNS=20 && shows "$email" && size 120 40 && shows "Notice (a draft)" && leave'
plain() {
	answers ascii.yaml && wizard 80 24 ascii.yaml LC_ALL=C && shows '+--' && shows "$email" && keys C-g && literally 'trading' && keys Enter &&
		shows 'Under which other name' && keys C-u && literally 'Café 漢' && keys Enter && until_true stored 'Café 漢' ascii.yaml && leave
}
check 'LC_ALL=C: frames of ASCII, and what is typed is kept' plain
colours() { mux capture-pane -e -p -t t | LC_ALL=C grep -cE "$(printf '\033')\[[0-9;]*(3[0-7]|9[0-7])m"; }
no_colour() {
	answers grey.yaml && wizard 120 40 grey.yaml && shows "$email" && [ "$(colours)" -gt 0 ] && leave &&
		wizard 120 40 grey.yaml NO_COLOR=1 && shows "$email" && [ "$(colours)" -eq 0 ] && leave
}
check 'NO_COLOR: none' no_colour
vanishing() {
	answers gone.yaml && wizard 80 24 gone.yaml && shows "$email" && literally 'half an addr' && shows 'half an addr' && gone=$(running_pid) && mux kill-server &&
		until_true is_over "$gone" && journal 'half an addr' gone.yaml && wizard 80 24 gone.yaml && shows 'half an addr' && shows 'Something was typed last time' && leave
}
check 'the window closes: over, and what was typed comes back' vanishing
stopping() {
	answers stop.yaml && wizard 80 24 stop.yaml && shows "$email" && keys C-g && shows 'Go to a question' && literally 'street' && keys C-z && shows 'Stopped' && restored &&
		size 100 30 && literally 'fg' && keys Enter && shows 'Go to a question' && shows 'street' && shows 'Notice (a draft)' && keys Enter && shows 'Street and number' && keys C-q &&
		shows 'All your answers'
}
check 'stopped in a dialog, resized, gone on with' stopping
signalled() { # SIGNAL STATUS
	answers sig.yaml && wizard 80 24 sig.yaml && shows "$email" && literally 'half' && shows 'half' && until_true ready "$1" &&
		kill -"$1" "$(running_pid)" && ended && restored && { [ -z "$2" ] || status "$2"; } && journal 'half' sig.yaml && wizard 80 24 sig.yaml && shows 'half' && leave
}
# A program that crashes cannot save: only what was journalled is there, within a second.
ready() { [ "$1" != SEGV ] || journal 'half' sig.yaml; }
crash_status=139
case ${VARIANT:-release} in san) crash_status= ;; esac
check 'SIGHUP' signalled HUP 129
check 'SIGTERM' signalled TERM 143
check 'SIGINT from outside' signalled INT 130
check 'SIGSEGV' signalled SEGV "$crash_status"

full_disk() {
	answers full.yaml && wizard 80 24 full.yaml && shows "$email" && prlimit --pid "$(running_pid)" --fsize=100:unlimited && literally 'me@shop.example' && keys Enter &&
		shows 'Not saved' && shows 'here until it is saved' && keys Enter && shows 'Not saved' && ! grep -q me@shop "$work/full.yaml" &&
		keys Tab Enter && shows 'Save elsewhere' && keys Enter && shows 'full-copy.yaml' && keys Escape && hides 'Save elsewhere' &&
		keys Enter && shows 'Not saved' && prlimit --pid "$(running_pid)" --fsize=unlimited:unlimited && keys Enter && hides 'Not saved' &&
		stored 'privacy_email: me@shop.example' full.yaml && leave
}
if command -v prlimit >/dev/null 2>&1; then
	check 'a full disk: the answer stays, and is saved when there is room' full_disk
else
	skip 'a full disk' 'prlimit is not installed'
fi
elsewhere() {
	answers full.yaml && wizard 80 24 full.yaml && shows "$email" && prlimit --pid "$(running_pid)" --fsize=100:unlimited && literally 'me@shop.example' && keys Enter &&
		shows 'Not saved' && prlimit --pid "$(running_pid)" --fsize=unlimited:unlimited && keys Tab Enter && shows 'full-copy.yaml' && keys Enter && shows 'are in full-copy.yaml' &&
		stored 'privacy_email: me@shop.example' full-copy.yaml && ! grep -q me@shop "$work/full.yaml" && leave
}
command -v prlimit >/dev/null 2>&1 && check 'and elsewhere at once' elsewhere

# Not to be written: seen, not changed. Root may write everything.
as_nobody=
if [ "$(id -u)" -eq 0 ] && setpriv --reuid 65534 --regid 65534 --clear-groups true 2>/dev/null; then
	as_nobody='setpriv --reuid 65534 --regid 65534 --clear-groups '
fi
reads_only() { # FOLDER
	open_shell 80 24 && run "cd $1; $as_nobody $public/noticesmith shop.yaml; cd '$work'" && shows "$email" && shows "$2" && literally 'me@shop.example' && keys Enter && shows 'open only to be read' &&
		keys C-q && ended && restored && cmp "$top/tests/examples/corner-shop.yaml" "$work/whole" && ! grep -q me@shop "$1/shop.yaml"
}
if [ "$(id -u)" -ne 0 ] || [ -n "$as_nobody" ]; then
	public=$(mktemp -d /tmp/noticesmith-test.XXXXXX) && mkdir "$public/file" "$public/folder" && cp "$ns" "$public/noticesmith" && cp tests/examples/corner-shop.yaml "$work/whole"
	answers open.yaml
	cp "$work/open.yaml" "$public/file/shop.yaml" && cp "$work/open.yaml" "$public/folder/shop.yaml"
	chmod 777 "$public/file" && chmod 755 "$public" "$public/folder" "$public/noticesmith" && chmod 444 "$public/file/shop.yaml" && chmod 644 "$public/folder/shop.yaml"
	check 'a read-only file' reads_only "$public/file" 'write-protected'
	check 'a read-only folder' reads_only "$public/folder" 'write-protected'
	rm -rf "$public"
else
	skip 'a read-only file' 'root may write everything'
fi

changed() {
	answers other.yaml && wizard 80 24 other.yaml && shows "$email" && echo '# by an editor' >>"$work/other.yaml" && literally 'me@shop.example' && keys Enter &&
		shows 'The file has changed' && keys Enter && hides 'The file has changed' && until_true stored 'me@shop.example' other.yaml && stored '# by an editor' other.yaml && leave
}
check 'changed by an editor meanwhile: both are kept' changed
twice() {
	answers two.yaml && wizard 80 24 two.yaml && shows "$email" && wizard 80 24 two.yaml && shows "$email" && shows 'being changed by another' && literally 'me@shop.example' && keys Enter &&
		shows 'open only to be read' && leave && ! grep -q me@shop "$work/two.yaml"
}
check 'two wizards on one file: the second reads' twice
bad_library() {
	answers lib.yaml && mkdir -p "$work/bad/clauses/en" && printf -- '---\nclause: x.y\nsection: nowhere\n---\nText.\n' >"$work/bad/clauses/en/x.md" &&
		wizard 80 24 'wizard --library bad lib.yaml' && ended && status 2 && restored && shows 'nowhere'
}
check 'a library that fails its checks: said, and nothing is opened' bad_library
mistake() {
	printf 'format: 1\ncompany: {legal_name: Ada Berg, seat: XX}\n' >"$work/bad.yaml" && cp "$work/bad.yaml" "$work/bad.was" &&
		wizard 80 24 bad.yaml && shows 'cannot be read as it is' && shows 'Line 2, column' && keys Escape && ended && status 2 && restored && cmp "$work/bad.yaml" "$work/bad.was"
}
check 'a file with a mistake: shown with its line, not touched' mistake
printf '#!/bin/sh\nsed s/XX/SE/ "$1" >mended && cat mended >"$1"\n' >"$work/mend"
printf '#!/bin/sh\nprintf "First line.\\n\\nAnother one.\\n" >"$1"\n' >"$work/write"
printf '#!/bin/sh\nexit 3\n' >"$work/fail"
chmod +x "$work/mend" "$work/write" "$work/fail"
mended() {
	wizard 80 24 bad.yaml "EDITOR='$work/mend'" && shows 'cannot be read as it is' && keys Enter && shows 'In the last 12 months' && stored 'seat: SE' bad.yaml && leave
}
check 'and the editor mends it' mended
long_text() {
	answers long.yaml && wizard 80 24 long.yaml "EDITOR='$work/write'" && shows "$email" && keys C-g && literally own.counter.text && keys Enter && shows 'at the counter' &&
		keys C-x C-e && shows 'Another one.' && shows 'Enter accepts it' && keys Enter && until_true stored 'Another one.' long.yaml && leave
}
check 'a long text in the editor' long_text
failing() {
	answers long.yaml && wizard 80 24 long.yaml "EDITOR='$work/fail'" && shows "$email" && literally 'kept' && keys C-x C-e && shows 'The editor ' && shows 'kept' && leave
}
check 'an editor that fails' failing

# The spelling desk, with its thread: loads a dictionary, replaces, ignores, keeps a word, takes each back; and one can go on meanwhile.
spelled() {
	answers spell.yaml && sed -i 's/answering people/answring poeple/; s/works and is safe/works and zzyxxy/' "$work/spell.yaml" &&
		wizard 80 24 spell.yaml "XDG_CONFIG_HOME='$work/spellconf'" && shows "$email" && keys F7 && shows "'answring' is in no dictionary" &&
		keys Enter && shows "put 'answering' there" && keys Enter && shows "'poeple' is in no dictionary" && stored 'answering poeple' spell.yaml &&
		keys Down Down Down Enter && shows "'zzyxxy' is in no dictionary" && keys Down Down Down Down Enter && shows 'Nothing is left' && stored 'words: [zzyxxy]' spell.yaml &&
		keys M-u && shows "'zzyxxy' is in no dictionary" && ! stored 'words: [zzyxxy]' spell.yaml && keys Down Down Down Down Down Enter && shows 'Nothing is left' &&
		grep -qx zzyxxy "$work/spellconf/noticesmith/words.en" && keys Escape && shows "$email" && leave
}
check 'the spelling desk' spelled
while_loading() {
	answers spell.yaml && sed -i 's/answering people/answring poeple/' "$work/spell.yaml" && wizard 80 24 spell.yaml "XDG_CACHE_HOME='$work/nocache'" && shows "$email" &&
		keys F7 C-g && literally 'notice.effective' && keys Enter && shows 'From which day' && keys F7 && shows 'is in no dictionary' && leave
}
check 'another question while the dictionary is asked' while_loading

# What the configuration says, and what it says wrong.
mouse_is() { [ "$(mux display-message -p -t t '#{mouse_any_flag}')" = "$1" ]; }
configured() {
	mkdir -p "$work/conf/noticesmith" && printf 'mouse: yes\nkeys:\n  quit: Ctrl-R\n' >"$work/conf/noticesmith/config.yaml" && answers set.yaml &&
		wizard 80 24 set.yaml && shows "$email" && until_true mouse_is 0 && leave &&
		wizard 80 24 set.yaml "XDG_CONFIG_HOME='$work/conf'" && shows "$email" && until_true mouse_is 1 && keys C-r && ended && status 0 && until_true mouse_is 0
}
check 'the mouse only where it was asked for; keys of choice' configured
misconfigured() {
	printf 'theme: purple\n' >"$work/conf/noticesmith/config.yaml" && wizard 80 24 set.yaml "XDG_CONFIG_HOME='$work/conf'" && shows "$email" && shows 'purple' && leave
}
check 'a mistake in the configuration is shown, not fatal' misconfigured
redrawn() {
	answers draw.yaml && wizard 80 24 draw.yaml && shows "$email" && printf '\033[5;30Hrubbish' >"$(mux display-message -p -t t '#{pane_tty}')" && shows rubbish && keys C-l &&
		hides rubbish && leave
}
check 'Ctrl-L draws the screen anew' redrawn

# The bytes that a key costs, where the notice stands beside.
cheap() {
	answers cheap.yaml && wizard 120 40 cheap.yaml && shows "$email" && literally 'me@shop.exampl' && shows 'me@shop.exampl' && mux pipe-pane -t t "cat >'$work/raw'" && literally e &&
		shows 'me@shop.example' && until_true test -s "$work/raw" && bytes=$(wc -c <"$work/raw") && echo "# $bytes bytes" && [ "$bytes" -lt 1000 ] && leave
}
check 'a key sends less than 1 kB' cheap
check 'as one frame' grep -qF "$(printf '\033[?2026h')" "$work/raw"

# What users expect of a form in a terminal, row by row (the two that are left out: an interface in other languages; a guard for what is not saved,
# since nothing ever is): the test of each, and the words in it.
rows() {
	while IFS="$(printf '\t')" read -r row feature file words; do
		grep -qF -- "$words" "$file" || echo "# row $row, $feature: $file lacks: $words"
	done <tests/cli/terminal-rows.tsv
}
check 'each row of the table has its test' [ -z "$(rows | tee "$err")" ]
cat "$err"
check 'and there are 43' [ "$(cut -f 1 tests/cli/terminal-rows.tsv | sort -nu | wc -l)" -eq 43 ]
finish
