# The command build: exit statuses, names of outputs, drafts, what is left untouched.
. tests/tap.sh
example=$top/tests/examples/corner-shop.yaml
cd "$work" || exit 1

open_answer() { # FILE: one required answer is not known
	sed 's/^\( *privacy_email:\).*/\1 !unknown/' "$example" >"$1"
}
identity() { ls -i "$@" && stat -c '%y' "$@"; }

# A finished notice
mkdir plain && cp "$example" plain/shop.yaml
check_status 0 'a finished notice' "$NOTICESMITH" build plain/shop.yaml
check 'a finished notice: both formats beside the answers' holds plain shop.html shop.md shop.yaml
check 'a finished notice: says what it wrote' prints 'plain/shop.md: written'
check 'a finished notice: no findings' test ! -s "$err"
[ "$failures" -eq 0 ] || finish # the rest compares with it
identity plain/shop.md plain/shop.html >before
check_status 0 'built again' "$NOTICESMITH" build plain/shop.yaml
check 'built again: says that nothing changed' prints 'plain/shop.html: unchanged'
identity plain/shop.md plain/shop.html >after
check 'built again: the files are the same ones' cmp -s before after
check_status 0 '-q' "$NOTICESMITH" build -q plain/shop.yaml
check '-q is silent' silent
check_status 0 'from its own folder' sh -c 'cd plain && "$0" build shop.yaml' "$NOTICESMITH"
check 'from its own folder: bare names' prints 'shop.md: unchanged'

# Names and formats
mkdir names && cp "$example" names/a.b.yml && cp "$example" names/answers
check_status 0 '.yml, and no ending' "$NOTICESMITH" build --format md names/a.b.yml names/answers
check '.yml, and no ending: names' holds names a.b.md a.b.yml answers answers.md
rm names/*.md
check_status 0 '--format=html' "$NOTICESMITH" build names/answers --format=html
check '--format=html: only that' holds names a.b.yml answers answers.html

check_status 0 'all formats' "$NOTICESMITH" build names/answers --format md,html,fragment,txt,json
check 'all formats: names' holds names a.b.yml answers answers.fragment.html answers.html answers.json answers.md answers.txt
open_answer names/answers
check_status 1 'all formats of a draft' "$NOTICESMITH" build names/answers --format fragment,txt,json
check 'all formats of a draft: names' holds names a.b.yml answers answers.draft.json answers.draft.txt answers.fragment.draft.html \
	answers.fragment.html answers.html answers.json answers.md answers.txt
cp "$example" names/answers
check_status 0 'finished in one format' "$NOTICESMITH" build names/answers --format md
check 'finished in one format: the drafts of all are gone' holds names a.b.yml answers answers.fragment.html answers.html answers.json answers.md answers.txt
"$NOTICESMITH" build -q names/answers --format json
check_status 0 'the tree is JSON' "$NOTICESMITH" build -o - --format json names/answers
check 'the tree is JSON: same bytes' cmp -s "$out" names/answers.json
check 'the tree is JSON: where a text comes from' prints '"answer": "company.legal_name"'

# -o
check_status 0 '-o makes the folder' "$NOTICESMITH" build -o public plain/shop.yaml
check '-o makes the folder: and says so' prints 'public: made'
check '-o: names' holds public shop.html shop.md
check '-o: same bytes' cmp -s public/shop.md plain/shop.md
check_status 0 '-oDIR/ with a slash' "$NOTICESMITH" build -opublic/ plain/shop.yaml
check '-oDIR/ with a slash: one slash in names' prints 'public/shop.md: unchanged'
check_status 2 '-o makes one level only' "$NOTICESMITH" build -o no/such/folder plain/shop.yaml
check '-o makes one level only: says why' says 'the folder around it does not exist'
check_status 2 '-o that is a file' "$NOTICESMITH" build -o plain/shop.yaml plain/shop.yaml
check '-o that is a file: says so' says 'there is a file of that name'
check_status 0 '-o -' "$NOTICESMITH" build -o - plain/shop.yaml
check '-o -: the Markdown' cmp -s "$out" plain/shop.md
check_status 0 '-o - --format html' "$NOTICESMITH" build -o - --format html plain/shop.yaml
check '-o - --format html: the page' cmp -s "$out" plain/shop.html
check_status 2 '-o - into a full disk' sh -c '"$0" build -o - plain/shop.yaml >/dev/full' "$NOTICESMITH"
check '-o - into a full disk: says so' says 'cannot write to standard output'

# Drafts
mkdir draft && open_answer draft/shop.yaml && cp plain/shop.md plain/shop.html draft/
identity draft/shop.md draft/shop.html >before
check_status 1 'an open answer' "$NOTICESMITH" build draft/shop.yaml
check 'an open answer: a draft beside the finished notice' holds draft shop.draft.html shop.draft.md shop.html shop.md shop.yaml
check 'an open answer: the finding names file, line and question' says 'draft/shop.yaml:'
check 'an open answer: the question' says 'company.privacy_email'
identity draft/shop.md draft/shop.html >after
check 'an open answer: the finished notice is untouched' cmp -s before after
check_status 1 'a draft on standard output' "$NOTICESMITH" build -o - draft/shop.yaml
check 'a draft on standard output: same bytes' cmp -s "$out" draft/shop.draft.md
check_status 1 'a draft with --json' "$NOTICESMITH" build --json draft/shop.yaml
check 'a draft with --json: the findings' prints '"severity": "error"'
check 'a draft with --json: nothing on standard error' test ! -s "$err"
check 'a draft with --json: JSON, nothing else' sh -c 'head -c 1 "$0" | grep -q "\["' "$out"
cp "$example" draft/shop.yaml
check_status 0 'the answer was given' "$NOTICESMITH" build --format md draft/shop.yaml
check 'the answer was given: all drafts are gone' holds draft shop.html shop.md shop.yaml
check 'the answer was given: says so' prints 'draft/shop.draft.html: removed'
check_status 0 '--json without findings' "$NOTICESMITH" build --json draft/shop.yaml
check '--json without findings: an empty array' sh -c '[ "$(tr -d " \n" <"$0")" = "[]" ]' "$out"

# Several files
mkdir several && cp "$example" several/a.yaml && open_answer several/b.yaml && echo 'x: [' >several/c.yaml && cp "$example" several/d.yaml
check_status 2 'several files: the worst counts' "$NOTICESMITH" build several/a.yaml several/b.yaml several/c.yaml several/d.yaml
check 'several files: a line for one that is finished' prints 'several/a.yaml: finished, 2 files written'
check 'several files: a line for a draft' prints 'several/b.yaml: draft, 2 files written'
check 'several files: a line for one that failed' prints 'several/c.yaml: failed'
check 'several files: a summary' test "$(tail -n 1 "$out")" = '4 built: 2 finished, 1 draft, 1 failed'
check 'several files: one mistake does not stop the others' \
	holds several a.html a.md a.yaml b.draft.html b.draft.md b.yaml c.yaml d.html d.md d.yaml
cp "$example" several/b.yaml
check_status 0 'several files again' "$NOTICESMITH" build several/a.yaml several/b.yaml
check 'several files again: what did not change' prints 'several/a.yaml: finished, 2 unchanged'
check 'several files again: drafts that are gone' prints 'several/b.yaml: finished, 2 files written, 2 drafts removed'
check 'several files again: no more than there is to say' test "$(tail -n 1 "$out")" = '2 built: 2 finished'
open_answer several/b.yaml
check_status 1 'several files without a mistake' "$NOTICESMITH" build several/a.yaml several/b.yaml
check_status 1 'several files, quietly' "$NOTICESMITH" build -q several/a.yaml several/b.yaml
check 'several files, quietly: nothing but findings' test ! -s "$out"
mkdir clash clash/x clash/y && cp "$example" clash/x/a.yaml && cp "$example" clash/y/a.yml
check_status 2 'two files, one output' "$NOTICESMITH" build -o clash clash/x/a.yaml clash/y/a.yml
check 'two files, one output: names both' says "'clash/y/a.yml' would have the same outputs as 'clash/x/a.yaml'"
check 'two files, one output: nothing is written' holds clash x y
check_status 2 'the same file twice' "$NOTICESMITH" build clash/x/a.yaml clash/y/../x/a.yaml
check 'the same file twice: nothing is written' holds clash/x a.yaml
cp "$example" clash/x/b.draft.yaml
check_status 2 'answers named like a draft' "$NOTICESMITH" build clash/x/b.draft.yaml
check 'answers named like a draft: says so' says 'named like a draft'
cp "$example" clash/x/b.fragment.yaml
check_status 2 'answers named like a fragment' "$NOTICESMITH" build clash/x/b.fragment.yaml
check 'answers named like a fragment: says so' says "rename it without '.fragment'"
check_status 0 'an answers file behind --' sh -c 'cd clash/x && mv a.yaml ./-a.yaml && "$0" build -- -a.yaml' "$NOTICESMITH"

# Overlays
mkdir -p overlay/library/clauses/en && cp "$example" overlay/shop.yaml
check_status 0 'an empty overlay' "$NOTICESMITH" build overlay/shop.yaml
check 'an empty overlay changes nothing' cmp -s overlay/shop.md plain/shop.md
printf '%s\n' '---' 'clause: planted.extra' 'section: top' '---' 'These words stand in the overlay.' >overlay/library/clauses/en/extra.md
check_status 0 'library/ beside the answers' "$NOTICESMITH" build overlay/shop.yaml
check 'library/ beside the answers: its clause is printed' grep -q 'These words stand in the overlay' overlay/shop.md
check_status 0 '--library' "$NOTICESMITH" build -o - --library overlay/library plain/shop.yaml
check '--library: its clause is printed' prints 'These words stand in the overlay'
echo 'See {{ company.no_such_answer }}.' >>overlay/library/clauses/en/extra.md
cp overlay/shop.md before
check_status 2 'a mistake in an overlay' "$NOTICESMITH" build overlay/shop.yaml
check 'a mistake in an overlay: file and line' says 'overlay/library/clauses/en/extra.md:6:'
check 'a mistake in an overlay: the notice stays' cmp -s before overlay/shop.md
cp -r overlay overlay2 && sed -i '$d' overlay2/library/clauses/en/extra.md
check_status 2 'overlays of two folders' "$NOTICESMITH" build -j 2 overlay/shop.yaml overlay2/shop.yaml plain/shop.yaml
check 'overlays of two folders: each file has its own' prints 'overlay2/shop.yaml: finished'
check 'overlays of two folders: a mistake in one fails its files only' test "$(tail -n 1 "$out")" = '3 built: 2 finished, 1 failed'
check_status 2 '--library that is not there' "$NOTICESMITH" build --library nowhere plain/shop.yaml
check '--library that is not there: says so' says "no folder 'nowhere'"

# A symbolic link stays one, and permissions stay
mkdir link && cp "$example" link/shop.yaml && echo old >link/target.md && chmod 600 link/target.md && ln -s target.md link/shop.md
check_status 0 'an output that is a symbolic link' "$NOTICESMITH" build link/shop.yaml
check 'an output that is a symbolic link: stays one' test -L link/shop.md
check 'an output that is a symbolic link: its target is written' cmp -s link/target.md plain/shop.md
check 'an output keeps its permissions' test "$(stat -c %a link/target.md)" = 600

check 'no temporary file is left anywhere' test -z "$(find . -name '.?*' ! -name .out ! -name .err)"
finish
