# The floors of the house: includes point down only, so no two folders point at each other; curses stays in its two files.
. tests/tap.sh

# Prints every include that breaks the order, as FILE:LINE: what is wrong. Nothing when all is well.
layers() { # TREE
	(
		cd "$1" || exit 1
		find base questionnaire outputs tui cli tests -name '*.[ch]' -o -name '*.def' | sort | xargs grep -nE '^[[:space:]]*#[[:space:]]*include' /dev/null
	) 2>/dev/null | awk -F: '
		# A folder, or one file of it (.c and .h), may include its own files, those that stand behind it here, and what they may include.
		# A folder that is not in this list has to find its place in it first.
		function place(name, below) { known[name] = 1; may[name] = below }
		BEGIN {
			place("base", "")
			place("questionnaire", "base") # the table of findings
			place("questionnaire/types", "questionnaire")
			place("questionnaire/vocabularies", "questionnaire/types")
			place("questionnaire/conditions", "questionnaire/vocabularies")
			place("questionnaire/rules/requirement", "questionnaire/types")
			place("questionnaire/rules", "questionnaire/rules/requirement questionnaire/conditions")
			place("questionnaire/schema", "questionnaire/rules")
			place("questionnaire/answers", "questionnaire/schema")
			place("questionnaire/facts", "questionnaire/answers")
			place("questionnaire/interview", "questionnaire/facts")
			place("questionnaire/promises", "questionnaire/interview")
			place("outputs", "questionnaire/promises") # the table of findings
			place("outputs/document", "outputs")
			place("outputs/write", "outputs/document")
			place("outputs/library", "outputs/document")
			place("outputs/compose", "outputs/library")
			place("outputs/notice", "outputs/compose outputs/write")
			place("outputs/explain", "outputs/notice")
			place("outputs/review", "outputs/notice")
			place("tui/event", "base")
			place("tui/theme", "base")
			place("tui/glyph", "base")
			place("tui/canvas", "tui/glyph tui/theme")
			place("tui/wrap", "tui/glyph")
			place("tui/edit", "tui/event")
			place("tui/keys", "tui/event")
			place("tui/canvas_curses", "tui/canvas")
			place("tui/term_keys", "tui/event")
			place("tui/term", "tui/canvas_curses tui/term_keys")
			place("tui/widgets", "tui/canvas tui/wrap tui/edit tui/keys") # they know nothing of questions and notices
			place("tui/tui_diags", "base") # the table of findings
			place("tui/config", "tui/keys tui/theme tui/tui_diags")
			place("tui/wizard/drafts", "tui/tui_diags")
			place("tui/frame", "tui/canvas tui/wrap tui/keys")
			place("tui/form", "tui/widgets questionnaire/interview")
			place("tui/wizard", "tui/wizard/drafts tui/config tui/frame tui/form outputs/explain outputs/review")
			place("tui", "tui/wizard tui/term")
			place("cli", "tui")
		}
		# The lists of findings of the folders are gathered in one table a floor.
		function place_of(path,    file) {
			file = path
			sub(/\.[a-z]+$/, "", file)
			if (path ~ /_diags\.def$/ && !(file in known))
				sub(/\/.*/, "", path)
			sub(/\.[a-z]+$/, "", path)
			if (!(path in known))
				sub(/\/[^\/]*$/, "", path)
			return path
		}
		function reaches(from, to,    names, count, i) {
			if (from == to)
				return 1
			count = split(may[from], names, " ")
			for (i = 1; i <= count; i++)
				if (reaches(names[i], to))
					return 1
			return 0
		}
		{
			from = place_of($1)
			match($0, /["<][^">]*/)
			included = substr($0, RSTART + 1, RLENGTH - 1)
			system_header = substr($0, RSTART, 1) == "<"
			to = place_of(included)
			if (system_header && included ~ /curses|^(term|panel|menu|form)\.h$/ && $1 != "tui/term.c" && $1 != "tui/canvas_curses.c")
				print $1 ":" $2 ": curses outside of its files: " included
			if (system_header || $1 ~ /^tests\//)
				next
			if (!(from in known))
				print $1 ":" $2 ": " from " has no place in the order"
			else if (!(to in known))
				print $1 ":" $2 ": " included " has no place in the order"
			else if (!reaches(from, to))
				print $1 ":" $2 ": " from " must not include " included
		}'
}

clean() { # TREE
	layers "$1" >"$work/broken"
	[ ! -s "$work/broken" ] || { sed 's/^/# /' "$work/broken"; return 1; }
}
check 'all includes point down' clean "$top"

# A copy, in which one include at a time is planted
tree=$work/tree
mkdir "$tree"
cp -R base questionnaire outputs cli "$tree"
[ ! -d tui ] || cp -R tui "$tree"
mkdir -p "$tree/tui" "$tree/tests/unit" "$tree/questionnaire/interview"

refused() { # FILE INCLUDE: the include, added to the file, is the one thing found
	refused_file=$tree/$1
	[ ! -e "$refused_file" ] || cp "$refused_file" "$work/kept"
	echo "#include $2" >>"$refused_file"
	layers "$tree" >"$work/broken"
	rm "$refused_file"
	[ ! -e "$work/kept" ] || mv "$work/kept" "$refused_file"
	[ "$(wc -l <"$work/broken")" -eq 1 ] && grep -q "^$1:" "$work/broken" || { sed 's/^/# /' "$work/broken"; return 1; }
}
check 'the copy is clean' clean "$tree"
while read -r file include; do
	check "refused: $file includes $include" refused "$file" "$include"
done <<'END'
base/text.c "questionnaire/types/value.h"
base/mem.h "outputs/document/document.h"
questionnaire/facts/facts.c "outputs/notice.h"
questionnaire/answers/answers.c "cli/options.h"
questionnaire/interview/interview.c "tui/screen.h"
questionnaire/questionnaire_diags.h "questionnaire/types/value.h"
questionnaire/types/type.c "questionnaire/vocabularies/vocabulary.h"
questionnaire/types/type.c "questionnaire/schema/schema.h"
questionnaire/vocabularies/choices.c "questionnaire/conditions/condition.h"
questionnaire/conditions/condition.h "questionnaire/schema/schema.h"
questionnaire/rules/requirement.c "questionnaire/vocabularies/vocabulary.h"
questionnaire/rules/rule.c "questionnaire/schema/schema.h"
questionnaire/schema/schema.h "questionnaire/answers/answers.h"
questionnaire/answers/closed.c "questionnaire/facts/facts.h"
questionnaire/facts/build.c "questionnaire/interview/interview.h"
outputs/document/flaw.c "outputs/library/library.h"
outputs/write/html.c "outputs/library/library.h"
outputs/write/html.c "outputs/compose/compose.h"
outputs/library/library.c "outputs/compose/compose.h"
outputs/library/library.c "outputs/write/escape.h"
outputs/compose/format.c "outputs/write/escape.h"
outputs/compose/compose.c "outputs/notice.h"
outputs/compose/compose.h "cli/options.h"
outputs/notice.c "tui/screen.h"
outputs/review/spell.c "outputs/explain/explain.h"
outputs/notice.c "outputs/review/spell.h"
outputs/library/library.c "outputs/review/proofing.h"
tui/screen.c "cli/options.h"
tui/widgets/list.c "questionnaire/types/value.h"
tui/widgets/field.c "tui/screen.h"
tui/widgets/page.c "tui/term.h"
tui/canvas.c "tui/event.h"
tui/edit.c "tui/canvas.h"
tui/term.c "tui/widgets/field.h"
tui/canvas_curses.c "outputs/document/document.h"
tui/frame.c "questionnaire/interview/interview.h"
tui/form.c "outputs/notice.h"
tui/form.c "tui/term.h"
tui/wizard/drafts.c "tui/form.h"
tui/tui_diags.c "tui/keys.h"
tui/config.c "tui/frame.h"
tui/screen.c <curses.h>
tui/canvas_curses.h <ncursesw/curses.h>
cli/main.c <ncurses.h>
tests/unit/test_screen.c <term.h>
base/text.c "text.h"
base/deeper.c "elsewhere/thing.h"
END
# What is allowed stays so
plant() { echo "#include $2" >>"$tree/$1"; }
plant tui/term.c '<curses.h>'
plant tui/canvas_curses.c '<curses.h>'
plant cli/main.c '"tui/screen.h"'
plant outputs/compose/format.c '"outputs/document/document.h"'
plant questionnaire/interview/interview.c '"questionnaire/facts/facts.h"'
check 'what points down is allowed' clean "$tree"
finish
