# What why says: word for word for a few lines and clauses (make golden writes them anew, to be read as a difference), and for wrong questions.
. tests/tap.sh
made=$work/made
mkdir "$made"
why() { "$NOTICESMITH" why --today 2026-12-01 "$@"; }
markdown() { "$NOTICESMITH" build -q --today 2026-12-01 --format md -o - "$1" 2>/dev/null; }
# The number of the first line of an example's notice that has this text.
line_with() { # EXAMPLE TEXT
	markdown "tests/examples/$1.yaml" | grep -nF -- "$2" | head -n 1 | cut -d : -f 1
}
about_line() { # NAME EXAMPLE TEXT
	why "tests/examples/$2.yaml" "$(line_with "$2" "$3")" >"$made/$1"
}
about_line joined-and-referring medical-imaging-se 'Who else gets data'
about_line facts-and-few-rows medical-imaging-se 'Both are on the list'
about_line purpose medical-imaging-se '- **Why:** to tell you about new versions'
about_line heading corner-shop 'How we protect data'
about_line title corner-shop 'Privacy notice of'
why tests/examples/corner-shop.yaml rights.withdraw >"$made/not-printed"
why tests/examples/medical-imaging-se.yaml purposes.consent >"$made/loop"
why tests/examples/medical-imaging-se.yaml transfers.list >"$made/gave-way"
about_line own corner-shop 'at the counter'
sed '/name: Northmail/,/countries/s/role: processor/role: controller/; /name: Ledger/,/contract/s/contract: yes/contract: no/' tests/examples/corner-shop.yaml >"$work/together.yaml"
(cd "$work" && why together.yaml "$(markdown together.yaml | grep -n 'Ledger.*sell' | cut -d : -f 1)") >"$made/came-together"
sed 's/ seat: .*/ seat: !unknown/' tests/examples/corner-shop.yaml >"$work/draft.yaml"
(cd "$work" && why draft.yaml controller.role && why draft.yaml 1) >"$made/draft"
for file in "$made"/*; do # a clause that grows moves those below it
	sed 's,\(outputs/clauses/[^:)]*\):[0-9]*,\1,' "$file" >"$work/kept" && mv "$work/kept" "$file"
done
if [ -n "${UPDATE_GOLDEN:-}" ]; then
	rm -f tests/explained/*
	cp "$made"/* tests/explained/
fi
for file in tests/explained/*; do
	name=$(basename "$file")
	check "$name" cmp -s "$file" "$made/$name"
	diff -u "$file" "$made/$name" | sed 's/^/# /' | head -n 40
done
check 'nothing else was made' [ "$(ls tests/explained)" = "$(ls "$made")" ]

# Every line of every example can be asked about, and every clause.
every() { # EXAMPLE: "N lines" when each one's explanation begins with the line itself
	every_lines=$(markdown "$1" | wc -l)
	markdown "$1" | cat -n | while IFS="$(printf '\t')" read -r number text; do
		why "$1" "$((number))" 2>&1 | head -n 1 | grep -qF -- ":$((number)): $text" || echo "# line $number of $1"
	done >"$work/wrong"
	[ "$every_lines" -gt 50 ] && [ ! -s "$work/wrong" ] || { cat "$work/wrong"; return 1; }
}
check 'every line of an example' every tests/examples/corner-shop.yaml
for clause in $(sed -n 's/^clause: //p' outputs/clauses/en/*.md); do
	why tests/examples/medical-imaging-se.yaml "$clause" >"$out" 2>&1 && grep -q 'printed\|in the place of\|known whether' "$out" || echo "# $clause"
done >"$work/wrong"
check 'every clause' test ! -s "$work/wrong"
cat "$work/wrong"

check_status 0 'a clause' why tests/examples/corner-shop.yaml top.date
check 'the line of a clause' prints '(outputs/clauses/en/00-top.md:1)'

# JSON
check_status 0 'a line as JSON' why --json tests/examples/corner-shop.yaml 1
check 'JSON has the answer with its place' prints '"path": "company.legal_name"'
check_status 0 'a clause as JSON' why tests/examples/corner-shop.yaml --json rights.withdraw
check 'JSON has the outcome' prints '"outcome": "condition"'

# An overlay
mkdir -p "$work/own/clauses/en"
cat >"$work/own/clauses/en/own.md" <<'END'
---
clause: own.greeting
section: controller
when: company.seat == "IE"
---
Greetings from {{ company.address.city }}.
END
check_status 0 'a clause of an overlay' why --library "$work/own" tests/examples/corner-shop.yaml own.greeting
check 'the place in the overlay' prints 'own/clauses/en/own.md:'
check 'it was printed' prints 'printed on line'

# Wrong questions
check_status 2 'a line behind the end' why tests/examples/corner-shop.yaml 9999
check 'a line behind the end: how many there are' says 'ask for a line from 1 to'
check_status 2 'line 0' why tests/examples/corner-shop.yaml 0
check_status 2 'a line too large for any number' why tests/examples/corner-shop.yaml 99999999999999999999999999
check_status 2 'a misspelt clause' why tests/examples/corner-shop.yaml rights.witdraw
check 'a misspelt clause: the nearest' says "did you mean 'rights.withdraw'?"
check_status 2 'no clause at all' why tests/examples/corner-shop.yaml zzz
check 'no clause at all: what to do' says 'ask for a line of the notice'
check_status 2 'no line' why tests/examples/corner-shop.yaml
check_status 2 'too much' why tests/examples/corner-shop.yaml 1 2
check_status 2 'no such file' why nowhere.yaml 1
check_status 0 'an empty line' why tests/examples/corner-shop.yaml 2
check 'an empty line: what stands around it' prints 'This line is empty. It stands between these:'
check 'no file was written' absent tests/examples/corner-shop.md
finish
