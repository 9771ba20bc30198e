# The runner of tests counts every way in which a test can fail.
. tests/tap.sh

# name | program (shell) | last line
while IFS='|' read -r name program line; do
	printf '%b\n' "$program" >"$work/program.sh"
	case $line in *' 0 failed') wanted=0 ;; *) wanted=1 ;; esac
	check_status "$wanted" "$name" env TESTS_TEMP="$work" tests/run "$work/program.sh"
	check "$name: $line" test "$(tail -n 1 "$out")" = "$line"
done <<'END'
all is well|echo 1..2; echo ok 1 - a; echo ok 2 - b|2 passed, 0 failed
one failure|echo 1..2; echo ok 1 - a; echo not ok 2 - b; exit 1|1 passed, 1 failed
a failure without an exit status|echo 1..1; echo not ok 1 - a|0 passed, 1 failed
an exit status without a failure|echo 1..1; echo ok 1 - a; exit 3|1 passed, 1 failed
a crash|echo 1..2; echo ok 1 - a; kill -SEGV $$|1 passed, 1 failed
no output|:|0 passed, 1 failed
no plan|echo ok 1 - a|1 passed, 1 failed
a test that never ran|echo 1..2; echo ok 1 - a|1 passed, 1 failed
a test that was skipped|echo 1..2; echo ok 1 - a; echo 'ok 2 - b # SKIP no'|1 passed, 0 failed
skipped as cmocka says it|echo 1..2; echo ok 1 - a; echo 'not ok 2 # SKIP b'|1 passed, 0 failed
no such program at all|exec /nonexistent|0 passed, 1 failed
END
finish
