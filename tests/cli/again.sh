# The command build, once more: what was built from the same bytes is not composed again, and nobody can tell by what is said or written. What counts, byte by byte: test_build_record.
. tests/tap.sh
example=$top/tests/examples/medical-imaging-se.yaml
cd "$work" || exit 1
unset HOME

as_fresh() { # NAME ARGUMENT...: built once more, the same is said and written, with the same status, as when all is composed anew
	as_fresh_name=$1
	shift
	"$NOTICESMITH" build --fresh "$@" >first.out 2>first.err
	echo "$?" >>first.out
	"$NOTICESMITH" build "$@" >again.out 2>again.err
	echo "$?" >>again.out
	"$NOTICESMITH" build --fresh "$@" >fresh.out 2>fresh.err
	echo "$?" >>fresh.out
	check "$as_fresh_name: says the same" cmp again.out fresh.out
	check "$as_fresh_name: the same findings" cmp again.err fresh.err
}
records() { find "$XDG_CACHE_HOME" -type f | wc -l; }

mkdir shop && cp "$example" shop/a.yaml
check_status 0 'built' "$NOTICESMITH" build shop/a.yaml
check 'built: a record is kept' test "$(records)" = 1
check 'built: for its owner alone' test -z "$(find "$XDG_CACHE_HOME" -perm /077)"
cp shop/a.md a.md && cp shop/a.html a.html
same() { cmp shop/a.md a.md && cmp shop/a.html a.html; }
as_fresh 'nothing changed' shop/a.yaml
check 'nothing changed: says so' grep -q 'shop/a.html: unchanged' again.out
as_fresh 'nothing changed, -q' -q shop/a.yaml
as_fresh 'nothing changed, --json' --json shop/a.yaml
as_fresh 'nothing changed, all formats' --format md,html,fragment,txt,json shop/a.yaml
as_fresh 'nothing changed, the short notice' --short shop/a.yaml
check 'one record for each choice of outputs' test "$(records)" = 3
check_status 0 'on standard output' "$NOTICESMITH" build -o - shop/a.yaml
check 'on standard output: no record' test "$(records)" = 3

# Something changed
sed -i 's/Kardiovisa AB/Kardiovisa XB/' shop/a.yaml
check_status 0 'one byte of the answers' "$NOTICESMITH" build shop/a.yaml
check 'one byte of the answers: written' prints 'shop/a.md: written'
check 'one byte of the answers: in the notice' grep -q 'Kardiovisa XB' shop/a.html
cp "$example" shop/a.yaml
check_status 0 'and back' "$NOTICESMITH" build shop/a.yaml
check 'and back: the first notice' same
rm shop/a.html
check_status 0 'an output is gone' "$NOTICESMITH" build shop/a.yaml
check 'an output is gone: it is made' same
check 'an output is gone: says so' prints 'shop/a.html: written'
check 'an output is gone: the other one stays' prints 'shop/a.md: unchanged'
echo 'by hand' >>shop/a.md
check_status 0 'an output was edited' "$NOTICESMITH" build shop/a.yaml
check 'an output was edited: made anew' same
for day in 2020-01-01 2026-11-22 2022-01-01; do
	rm -rf day day.fresh
	check_status 0 "the law of $day" "$NOTICESMITH" build -q --today "$day" shop/a.yaml
	"$NOTICESMITH" build -q --fresh --today "$day" -o day shop/a.yaml
	check "the law of $day: as composed anew" cmp shop/a.md day/a.md
done
check 'the law of 2022-01-01: another notice than that of today' sh -c '! cmp -s shop/a.md a.md'
check_status 0 'and today' "$NOTICESMITH" build shop/a.yaml
check 'and today: the first notice' same

# An overlay
mkdir -p shop/library/clauses/en
extra=shop/library/clauses/en/extra.md
check_status 0 'an empty overlay' "$NOTICESMITH" build shop/a.yaml
printf '%s\n' '---' 'clause: planted.extra' 'section: top' '---' 'These words stand in the overlay.' >$extra
check_status 0 'a clause is added' "$NOTICESMITH" build shop/a.yaml
check 'a clause is added: it is printed' grep -q 'These words stand in the overlay' shop/a.md
as_fresh 'an overlay' shop/a.yaml
sed -i 's/These words/Those words/' $extra
check_status 0 'the clause is changed' "$NOTICESMITH" build shop/a.yaml
check 'the clause is changed: so is the notice' grep -q 'Those words stand in the overlay' shop/a.md
"$NOTICESMITH" build -q --format json shop/a.yaml
mv $extra shop/library/clauses/en/other.md
check_status 0 'the file has another name' "$NOTICESMITH" build --format json shop/a.yaml
check 'the file has another name: so says the tree' grep -q 'en/other.md' shop/a.json
echo '# nothing' >shop/library/clauses/en/notes.txt
as_fresh 'a warning about the overlay' shop/a.yaml
check 'a warning about the overlay: each time' grep -q 'notes.txt' again.err
rm -r shop/library shop/a.json
check_status 0 'the overlay is gone' "$NOTICESMITH" build shop/a.yaml
check 'the overlay is gone: the first notice' same

# Findings are said each time
sed 's/^  address:/  region: US-CA\n  address:/' "$example" >shop/b.yaml
as_fresh 'advice' shop/b.yaml
check 'advice: is given again' grep -q "closed by 'company.seat'" again.err
sed 's/^\( *legal_name:\).*/\1 !unknown/' "$example" >shop/c.yaml
as_fresh 'a draft' shop/c.yaml
check 'a draft: says again what is open' grep -q 'company.legal_name' again.err
check 'a draft: status 1' test "$(tail -n 1 again.out)" = 1
cp "$example" shop/c.yaml
check_status 0 'no draft any more' "$NOTICESMITH" build -q shop/c.yaml
cp shop/c.md shop/c.draft.md
check_status 0 'a draft that lies there' "$NOTICESMITH" build shop/c.yaml
check 'a draft that lies there: is removed' prints 'shop/c.draft.md: removed'

# Many
for i in 1 2 3 4 5 6 7 8 9; do sed "s/Kardiovisa AB/Kardiovisa $i AB/" "$example" >shop/n$i.yaml; done
echo 'x: [' >shop/n3.yaml && cp shop/b.yaml shop/n6.yaml
as_fresh 'many files' shop/n?.yaml
cp again.out one.out && cp again.err one.err
as_fresh 'many files, -j4' -j4 shop/n?.yaml
check 'many files, -j4: says the same' cmp again.out one.out
check 'many files, -j4: the same findings' cmp again.err one.err
cp "$example" shop/n3.yaml && "$NOTICESMITH" build -q --fresh -o once shop/n?.yaml 2>first.err
rm -rf "$XDG_CACHE_HOME"
for i in 1 2 3 4; do "$NOTICESMITH" build -q -j2 -o many shop/n?.yaml 2>/dev/null & done
wait
check 'many runs at once: what one would have written' diff -r many once
check_status 0 'many runs at once: and after' "$NOTICESMITH" build -j2 -o many shop/n?.yaml
check 'many runs at once: nothing changes' sh -c '! grep -q written "$0"' "$out"
check 'many runs at once: no half records' test "$(records)" = 8

# A cache that is of no use
for record in $(find "$XDG_CACHE_HOME" -type f); do head -c 1000 /dev/urandom >"$record"; done
check_status 0 'garbage' "$NOTICESMITH" build -j2 -o many shop/n?.yaml
check 'garbage: nothing is made of it' sh -c 'diff -r many once && ! grep -q written "$0"' "$out"
"$NOTICESMITH" build -q shop/a.yaml
for record in $(find "$XDG_CACHE_HOME" -type f); do cp "$(find "$XDG_CACHE_HOME" -type f | sed -n 4p)" "$record"; done
sed -i 's/Kardiovisa/Cardiovisa/' shop/n?.yaml
check_status 0 'records of others' "$NOTICESMITH" build -o many shop/n?.yaml
check 'records of others: not taken' sh -c '[ "$(grep -c "9 built\|2 files written" "$0")" = 10 ]' "$out"
rm -rf "$XDG_CACHE_HOME" && echo 'a file' >"$XDG_CACHE_HOME"
as_fresh 'a file where the cache should be' shop/a.yaml
check 'a file where the cache should be: no word of it' test ! -s again.err
rm "$XDG_CACHE_HOME"
check_status 0 'no cache and no home' env -u XDG_CACHE_HOME "$NOTICESMITH" build shop/a.yaml
check 'no cache and no home: no word of it' test ! -s "$err"
check 'no cache and no home: none is made' absent shop/.cache
check_status 0 '~/.cache' env -u XDG_CACHE_HOME HOME="$work/home" "$NOTICESMITH" build shop/a.yaml
check '~/.cache: the record' test "$(find home/.cache/noticesmith/built -type f | wc -l)" = 1

# Another program: its id alone is another one
objcopy --dump-section .note.gnu.build-id=id "$NOTICESMITH" copied
printf 'another' | dd of=id bs=1 seek=16 conv=notrunc 2>dd.err
objcopy --update-section .note.gnu.build-id=id copied
record() { cat "$XDG_CACHE_HOME"/noticesmith/built/*; }
"$NOTICESMITH" build -q shop/a.yaml
record >of.one
check_status 0 'another program' "$work/copied" build shop/a.yaml
record >of.other
check 'another program: does not take the word of this one' test "$(diff of.one of.other | grep -c '^> program\|^> end')" = 2

# The examples, with and without
unset XDG_CACHE_HOME
"$NOTICESMITH" build -q -o without "$top"/tests/examples/*.yaml 2>without.err
export XDG_CACHE_HOME="$work.cache"
rm -rf "$XDG_CACHE_HOME"
for i in 1 2; do "$NOTICESMITH" build -q -o with "$top"/tests/examples/*.yaml 2>with.err; done
check 'examples: the same notices with and without a cache' diff -r with without
check 'examples: the same findings' cmp with.err without.err
check 'examples: all are known' test "$(records)" = "$(ls "$top"/tests/examples/*.yaml | wc -l)"
finish
