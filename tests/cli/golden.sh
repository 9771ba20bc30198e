# What people read, word for word: the notices of all examples, a draft, and findings. After a wanted change: make golden, then read the difference.
. tests/tap.sh
made=$work/golden
mkdir "$made"
for file in tests/examples/*.yaml; do
	"$NOTICESMITH" build -q --today 2026-12-01 --format md,html,txt -o "$made" "$file"
done
"$NOTICESMITH" build -q --today 2026-12-01 --short --format md -o "$made" tests/examples/corner-shop.yaml tests/examples/medical-imaging-se.yaml
# Long, and made of the same parts everywhere: once will do. Without the lines of clauses, which change with each line put in before.
"$NOTICESMITH" build -q --today 2026-12-01 --format fragment -o "$made" tests/examples/corner-shop.yaml
"$NOTICESMITH" build -q --today 2026-12-01 --format json -o - tests/examples/corner-shop.yaml | grep -v '^ *"line": [0-9]*,*$' >"$made/corner-shop.json"
sed 's/legal_name:.*/legal_name: !unknown/; s/seat: .*/seat: !unknown/; s/countries: \[US\]/countries: !unknown /; s/does: Delivers parcels/does: !suggested Delivers parcels/' tests/examples/medical-imaging-se.yaml >"$work/open.yaml"
(cd "$work" && "$NOTICESMITH" build -q --today 2026-12-01 --format md,html,fragment,txt -o "$made" open.yaml 2>"$made/open.findings")
# The same library in American English; what the operator typed stays as it is.
sed 's/language: en-GB/language: en-US/' tests/examples/medical-imaging-se.yaml >"$work/american.yaml"
"$NOTICESMITH" build -q --today 2026-12-01 --format md -o "$made" "$work/american.yaml"
if [ -n "${UPDATE_GOLDEN:-}" ]; then
	rm -f tests/golden/*
	cp "$made"/* tests/golden/
fi
for file in tests/golden/*; do
	name=$(basename "$file")
	check "$name" cmp -s "$file" "$made/$name"
	diff -u "$file" "$made/$name" | sed 's/^/# /' | head -n 40
done
check 'nothing else was made' [ "$(ls tests/golden)" = "$(ls "$made")" ]
finish
