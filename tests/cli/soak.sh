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
finish
