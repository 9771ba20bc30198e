# Notices without articles of laws: what is left reads as a sentence, and the citations that remain are the operator's own.
. tests/tap.sh

markdown() { "$NOTICESMITH" build -q --format md -o - "$1" 2>/dev/null; }
answer() { # FILE ANSWER: the file with it
	sed "s/^  language:.*/&\n  articles: $2/; s/language: en-GB,/language: en-GB, articles: $2,/" "$1"
}

# Articles that are not written in the answers, one a line.
cited() { # ANSWERS NOTICE
	grep -oE 'Art(s|icles?)?\.? [0-9]+[0-9a-z()]*' "$2" | sort -u | while read -r article; do
		grep -qF -- "$article" "$1" || echo "# $article"
	done
}
# Marks of punctuation that a citation left behind.
left_over() { # NOTICE
	grep -nE ' [,.;)]|,[,.]|\( |\(\)' "$1" | sed 's/^/# /'
}

for file in tests/examples/*.yaml tests/promises/*.yaml; do
	name=$(basename "$file" .yaml)
	markdown "$file" >"$work/usual.md"
	for choice in yes no; do
		answer "$file" "$choice" >"$work/$choice.yaml"
		check "$name, articles: $choice: the answer is there" grep -q "articles: $choice" "$work/$choice.yaml"
		markdown "$work/$choice.yaml" >"$work/$choice.md"
	done
	check "$name: with articles as without a word about them" cmp -s "$work/usual.md" "$work/yes.md"
	cited "$file" "$work/no.md" >"$work/cited"
	check "$name: no article but the operator's" test ! -s "$work/cited"
	left_over "$work/no.md" >"$work/left"
	check "$name: nothing hangs in the air" test ! -s "$work/left"
	cat "$work/cited" "$work/left"
	cited "$file" "$work/usual.md" >>"$work/all"
done
check 'the test sees citations where there are some' grep -q 'Art. 6(1)(f)' "$work/all"
echo 'We rely on our interest, .' >"$work/bad.md"
left_over "$work/bad.md" >"$work/left"
check 'the test sees what hangs in the air' test -s "$work/left"
finish
