# A short random run, and the companies that longer runs have kept: `make soak` is the long one.
. tests/tap.sh
: "${SOAK:=$top/build/release/soak}"
for file in tests/soak/kept/*.yaml; do
	check "kept: $(basename "$file" .yaml)" "$SOAK" "$file"
done
: >"$work/nothing.yaml"
check_status 1 'a file that does not load is a violation' "$SOAK" "$work/nothing.yaml"
check 'it is said' prints 'nothing.yaml: not loaded'
check_status 0 '300 companies without violation' env NS_SOAK_COMPANIES=300 NS_SOAK_SEED=1000000 NS_SOAK_ORACLE="${NS_SOAK_ORACLE:-1}" NS_SOAK_KEEP="$work" "$SOAK"
[ ! -s "$out" ] || sed 's/^/# /' "$out"
check 'all of them were checked' prints '300 companies ('
for workers in 1 3; do
	env NS_SOAK_COMPANIES=61 NS_SOAK_SEED=7 NS_SOAK_ORACLE=10 NS_SOAK_WORKERS=$workers NS_SOAK_KEEP="$work" "$SOAK" >"$work/by-$workers"
done
check 'shared among workers: the same is printed, and said' cmp -s "$work/by-1" "$work/by-3"

# A worker that dies has told nobody what it printed.
env NS_SOAK_COMPANIES=1000000 NS_SOAK_ORACLE=0 NS_SOAK_KEEP="$work" "$SOAK" >"$work/crash" 2>/dev/null &
soak=$!
until child=$(ps -o pid= --ppid "$soak") && [ "$child" ]; do kill -0 "$soak" || break; done
kill -s KILL $child
wait "$soak"
check 'a crash of a worker: status 1' test $? -eq 1
check 'a crash of a worker: it is said' grep -q '^seed [0-9]*: crash (wait status 9)$' "$work/crash"
check 'a crash of a worker: nothing is said of what was never printed' sh -c '! grep -q "was never printed and\|branches were printed\|that are not printed" "$0"' "$work/crash"
check 'a crash of a worker: a violation' grep -q '0 companies (0 finished notices), 1 violations' "$work/crash"
check_status 2 'no workers' env NS_SOAK_WORKERS=0 "$SOAK"
finish
