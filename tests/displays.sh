# The marked displays of a manual page, for tests that do what the page says. To be sourced after tests/tap.sh.
#
# In a page (mdoc) a comment line in front of a display says what it is:
#     .\" File: NAME       the text of a file
#     .\" Try: NAME        a piece of a file, to be tried on its own
#     .\" Session          lines '$ COMMAND', each followed by all that the command says; '> ' goes on with the command before
#     .\" Session: MARK    the same; the test may change something first
#
#     displays PAGE FOLDER     writes them there, in order: NNN.file or NNN.try with NNN.name, NNN.session with NNN.name; prints how many
displays() {
	mkdir -p "$2"
	awk -v folder="$2" '
		function plain(line) { gsub(/\\&/, "", line); gsub(/\\e/, "\\", line); return line }
		function open(suffix, name) {
			to = sprintf("%s/%03d.%s", folder, ++count, suffix)
			print name >sprintf("%s/%03d.name", folder, count)
			close(sprintf("%s/%03d.name", folder, count))
			printf "" >to
		}
		/^\.\\" File: / { open("file", substr($0, 11)); next }
		/^\.\\" Try: / { open("try", substr($0, 10)); next }
		/^\.\\" Session/ { open("session", substr($0, 14)); next }
		to && /^\.Bd / { inside = 1; next }
		inside && /^\.Ed/ { close(to); to = ""; inside = 0; next }
		inside { print plain($0) >to }
		END { print count + 0 }' "$1"
}
