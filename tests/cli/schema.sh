# The JSON Schema: it accepts the examples and whatever else the program accepts, and refuses planted mistakes as the program does.
. tests/tap.sh

check_status 0 'schema' "$NOTICESMITH" schema
cp "$out" "$work/schema.json"
check 'schema says which draft it is' prints '"$schema": "https://json-schema.org/draft/2020-12/schema"'
check 'schema has the questions' prints 'Whose name stands on your invoices?'
check 'schema has the examples that are values' prints '"privacy@acme.example"'
check 'schema has names beside the choices' prints '"Sweden"'
check_status 0 'schema again' env LC_ALL=C TZ=Asia/Tokyo "$NOTICESMITH" schema
check 'schema again: the same bytes' cmp -s "$out" "$work/schema.json"
check_status 2 'schema takes no file' "$NOTICESMITH" schema acme.yaml
check 'schema takes no file, it says' says "'acme.yaml' is one too many"

# A python that has the validator: Debian's, when another one comes first on the path.
python=
for candidate in python3 /usr/bin/python3; do
	if [ -z "$python" ] && "$candidate" -c 'import jsonschema, yaml; jsonschema.Draft202012Validator' >/dev/null 2>&1; then
		python=$candidate
	fi
done
if [ -z "$python" ]; then
	skip 'the schema against answers files' 'python3-jsonschema and python3-yaml are not installed'
	finish
fi
validate() { "$python" tests/cli/validate.py "$work/schema.json" "$@"; }
for example in tests/examples/*.yaml; do
	check_status 0 "accepted: $example" validate "$example"
done

# Both, the validator and the program, have to agree. A program that refuses has exit status 2; a draft (1) is accepted.
both() { # 0|1 NAME: is the file to be refused?
	validate "$work/answers.yaml" >"$work/validator" 2>&1
	validator=$?
	"$NOTICESMITH" build -q -o "$work/outputs" "$work/answers.yaml" >"$out" 2>"$err"
	[ $? -eq 2 ] && program=1 || program=0
	[ "$validator" -eq "$1" ] && [ "$program" -eq "$1" ] || { echo "# validator $validator, program $program, wanted $1"; sed 's/^/# /' "$work/validator" "$err"; return 1; }
}
while IFS='|' read -r refused name change; do
	sed "$change" tests/examples/corner-shop.yaml >"$work/answers.yaml"
	check "$name: the example is changed" sh -c '! cmp -s "$0" "$1"' tests/examples/corner-shop.yaml "$work/answers.yaml"
	[ "$refused" = 1 ] && verdict=refused || verdict=accepted
	check "$verdict: $name" both "$refused" </dev/null
done <<'END'
0|an unknown answer|s/seat: IE/seat: !unknown/
0|an unknown record|s/dpo: {appointed: no}/dpo: !unknown/
0|none where there may be none|s/^cookies: {}/cookies: !none/
0|a suggested value|s/seat: IE/seat: !suggested IE/
0|a suggested record|s/dpo: {/dpo: !suggested {/
0|a suggested list|s/sells_to: \[IE\]/sells_to: !suggested [IE]/
0|a number that is a text|s/postcode: .*/postcode: 22467/
0|true for yes|s/decides: no/decides: false/
0|yes in quotes|s/decides: no/decides: "no"/
0|the format in quotes|s/^format: 1/format: "1"/
0|a key that looks like a number|s/^  orders:$/  2024:/
0|a key that looks like a word of YAML|s/^  orders:$/  No:/
0|a text over two lines|s/street: 12 Example Street/street: 12 Example\n      Street/
0|an address with a plus|s/hello@hegartys/hello+privacy@hegartys/
0|one day|s/keep: 1 month/keep: 1 day/
1|an unknown key|s/^changes:/chnges:/
1|an unknown key in a record|s/trading_name:/nickname:/
1|no format|/^format: 1/d
1|another format|s/^format: 1/format: 2/
1|an unknown format|s/^format: 1/format: !unknown/
1|an unknown kind of activity|s/is: order/is: !unknown/
1|an unknown language|s/language: en-GB/language: !unknown/
1|a choice that is none|s/seat: IE/seat: Ireland/
1|a choice in a list that is none|s/sells_to: \[IE\]/sells_to: [XX]/
1|one value for a list|s/sells_to: \[IE\]/sells_to: IE/
1|an empty list where there must be something|s/sells_to: \[IE\]/sells_to: []/
1|a list for one value|s/seat: IE/seat: [IE]/
1|a text for a record|s/dpo: {appointed: no}/dpo: no/
1|a record for a text|s/legal_name: .*/legal_name: {name: Acme}/
1|perhaps for yes or no|s/decides: no/decides: perhaps/
1|a number for yes or no|s/decides: no/decides: 0/
1|a date in another form|s/effective: 2026-12-01/effective: 01.12.2026/
1|a month that is none|s/effective: 2026-12-01/effective: 2026-13-01/
1|a duration without a unit|s/keep: 1 month/keep: 1/
1|a duration with another unit|s/keep: 1 month/keep: 1 decade/
1|a duration in words|s/keep: 1 month/keep: a month/
1|no e-mail address|s/hello@hegartys.example/hegartys.example/
1|two e-mail addresses|s/hello@hegartys.example/"a@b.example, c@d.example"/
1|a web address without its scheme|s/effective: 2026-12-01/effective: 2026-12-01\n  public_url: hegartys.example/
1|a text of spaces|s/legal_name: .*/legal_name: "  "/
1|a text of two paragraphs for one line|s/legal_name: .*/legal_name: "Acme\\n\\nWebshop"/
1|a key with a space|s/^  orders:$/  our orders:/
1|a key with an accent|s/^  orders:$/  "commandé":/
END
finish
