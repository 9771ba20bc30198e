# The short notice: the first layer of each example, beside the whole one.
. tests/tap.sh
made=$work/made
mkdir "$made"

# Without addresses of links to sections, which lead to the whole notice.
without_places() { sed -E 's,\]\([^)]*#[a-z-]+\),],g; s/\[([^]]*)\]/\1/g' "$1"; }
# Lines of the short notice that the whole one does not have, but for those about the short one itself.
own_lines() { # WHOLE SHORT
	without_places "$1" >"$work/whole"
	without_places "$2" | grep -v '^$\|^- \*\*Your rights\|^This is the short' | while IFS= read -r line; do
		grep -qxF -- "$line" "$work/whole" || printf '# %s\n' "$line"
	done
}
"$NOTICESMITH" build -q --format md -o "$made" tests/examples/*.yaml
check_status 0 'the short notices of all examples' "$NOTICESMITH" build -q --short --format md,html,fragment,txt,json -o "$made" tests/examples/*.yaml
for file in tests/examples/*.yaml; do
	name=$(basename "$file" .yaml)
	short=$made/$name.short.md
	own_lines "$made/$name.md" "$short" >"$work/own"
	check "$name: nothing that the whole notice does not say" test ! -s "$work/own"
	cat "$work/own"
	check "$name: one section" test "$(grep -c '^##* ' "$short")" = 2
	for line in 'Who is responsible' 'What we use data for' 'Questions, requests'; do
		check "$name: $line" grep -q "^- .*$line" "$short"
	done
	check "$name: no link to a section that is not there" sh -c '! grep "](#" "$0"' "$short"
	for format in html fragment.html; do
		check "$name.short.$format is well-formed" xmllint --noout "$made/$name.short.$format"
	done
done

# Links and the address of the whole notice
cp tests/examples/corner-shop.yaml "$work/shop.yaml"
cd "$work" || exit 1
short() { # PUBLIC_URL
	sed "s,^notice:,&\n  public_url: $1," shop.yaml >there.yaml
	"$NOTICESMITH" build -q --short --format md -o - there.yaml
}
short https://hegartys.example/privacy >there.md
check 'with an address: links lead there' grep -q '\[Who is responsible\](https://hegartys.example/privacy#controller)' there.md
check 'with an address: it is named' grep -q '^This is the short notice. The whole one is at <https://hegartys.example/privacy>' there.md
short 'https://hegartys.example/legal#privacy' >part.md
check 'with the address of a part of a page: no links' grep -q '^- \*\*Who is responsible:\*\*' part.md
"$NOTICESMITH" build -q --short --format md -o - shop.yaml >none.md
check 'without an address: no links' grep -q '^- \*\*Who is responsible:\*\*' none.md
check 'without an address: nothing about the whole' sh -c '! grep -q "The whole one" none.md'

# Files
check_status 0 'whole and short' sh -c '"$0" build -q shop.yaml && "$0" build --short shop.yaml' "$NOTICESMITH"
check 'names' prints 'shop.short.html: written'
sed 's/^\( *privacy_email:\).*/\1 !unknown/' shop.yaml >open.yaml
mv open.yaml shop.yaml
check_status 1 'a draft' "$NOTICESMITH" build --short --format md,fragment shop.yaml
check 'a draft: names' prints 'shop.short.fragment.draft.html: written'
check 'a draft: the same findings as of the whole' says 'company.privacy_email'
"$NOTICESMITH" build -q shop.yaml 2>/dev/null
sed 's/!unknown/a@b.example/' shop.yaml >closed.yaml && mv closed.yaml shop.yaml
check_status 0 'finished' "$NOTICESMITH" build --short --format md shop.yaml
check 'finished: its drafts go' prints 'shop.short.fragment.draft.html: removed'
check 'finished: those of the whole stay' test -f shop.draft.md
cp shop.yaml shop.short.yaml
check_status 2 'answers named like a short notice' "$NOTICESMITH" build shop.short.yaml
check 'answers named like a short notice: says so' says "rename it without '.short'"
mkdir one many
for i in 1 2 3 4 5; do cp shop.yaml "shop$i.yaml"; done
"$NOTICESMITH" build -q --short -o one shop?.yaml && "$NOTICESMITH" build -q -j 4 --short -o many shop?.yaml
check 'many at a time: the same' diff -r one many
finish
