#!/usr/bin/env bash
# The whole check: format, secrets, file sizes, build without warnings, tests, browser test.
# Every stage runs although an earlier one failed, unless it needs what that one builds.
set -uo pipefail
cd "$(dirname "$0")/.." || exit
source scripts/lib.sh

results=.build/test-results
build_options=(--explicit-target-dependency-import-check error)
# Where the rules are, whose lines are counted.
rules=(Sources/Kernel Sources/Formats Sources/Tenancy Sources/Identity Sources/Ledger Sources/Receivables)
llvm=$(dirname "$(realpath "$(command -v swift)")")
export COUNTINGHOUSE_COVERAGE=yes
failed_stages=()

# Runs one stage under a heading and remembers whether it failed.
stage() {
    local title=$1 start=$SECONDS status=0
    shift
    printf '\n== %s\n' "$title"
    "$@" || status=$?
    if [[ $status == 0 ]]; then
        printf -- '-- %s: done in %d s\n' "$title" $((SECONDS - start))
    else
        printf -- '-- %s: FAILED after %d s\n' "$title" $((SECONDS - start))
        failed_stages+=("$title")
    fi
    return $status
}

check_format() {
    local folders=(Package.swift)
    for folder in Sources Tests Benchmarks; do
        if [[ -d $folder ]]; then folders+=("$folder"); fi
    done
    swift format lint --strict --recursive --parallel "${folders[@]}" && say "All files are formatted."
}

# Warnings are errors by the settings in Package.swift.
build() { swift build --build-tests "${build_options[@]}"; }

# Runs the tests that a filter option names. Shows suites as they end, and failures; the rest
# goes to a file.
run_swift_tests() {
    local name=$1 shown='^✔ (Suite|Test run)|^✘|^↳|error:|Fatal error|Executed [1-9]'
    shift
    if swift test --skip-build "${build_options[@]}" "$@" --xunit-output "$results/swift-$name.xml" \
        2>&1 | tee "$results/swift-$name.txt" | { grep --line-buffered -E "$shown" || true; }; then
        return
    fi
    say "The whole output is in $results/swift-$name.txt; from it:"
    grep -A 5 -E '^✘ .* recorded an issue' "$results/swift-$name.txt" | head -n 200
    # A crash takes the process along before it can say which test it was.
    sed -n '/Fatal error\|Program crashed/,/^Registers/p' "$results/swift-$name.txt" | head -n 60
    return 1
}

# Against the real binary, in two processes at once: each has servers and data of its own.
run_browser_tests() {
    [[ -d e2e ]] || { say "The folder e2e is missing."; return 1; }
    local binary
    binary=$(swift build --show-bin-path)/countinghouse
    COUNTINGHOUSE_BINARY=$binary .venv/bin/python e2e/run.py --logs "$results" 2>&1 |
        tee "$results/browser.txt"
}

# The share of the lines of the rules that the tests run, and the files that fall behind.
check_coverage() {
    local tests least=80
    tests=$(swift build --show-bin-path)/countinghousePackageTests.xctest
    "$llvm/llvm-profdata" merge --sparse --output "$results/coverage.profdata" \
        "$results"/profiles/*.profraw &&
        "$llvm/llvm-cov" export --summary-only --instr-profile "$results/coverage.profdata" \
            "$tests" "${rules[@]}" >"$results/coverage.json" || return
    .venv/bin/python - "$results/coverage.json" "$least" <<'PYTHON'
import json, sys

data = json.load(open(sys.argv[1]))["data"][0]
least = float(sys.argv[2])
percent = data["totals"]["lines"]["percent"]
for file in sorted(data["files"], key=lambda file: file["summary"]["lines"]["percent"]):
    lines = file["summary"]["lines"]
    if lines["percent"] < least:
        name = file["filename"].split("/Sources/")[-1]
        print(f"{lines['percent']:6.1f} % of {lines['count']:4} lines of {name}")
print(f"{percent:.1f} % of {data['totals']['lines']['count']} lines of the rules, at least {least:.0f} % wanted")
sys.exit(percent < least)
PYTHON
}

# Tests make and drop hundreds of databases, which costs a disk's file system more than the tests
# cost the database: their files are in memory where there is enough of it, unless TMPDIR says
# where they are to be.
choose_temporary_folder() {
    local free available
    if [[ -n ${TMPDIR:-} ]]; then return; fi
    free=$(df --output=avail -k /dev/shm 2>/dev/null | tail -n 1)
    available=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    if ((${free:-0} < 2 << 20 || ${available:-0} < 6 << 20)); then return; fi
    TMPDIR=$(mktemp -d /dev/shm/countinghouse-XXXXXX) || return 0
    # Database servers give up root's rights and must still reach their data.
    chmod 1777 "$TMPDIR"
    export TMPDIR
    trap 'rm -rf "$TMPDIR"' EXIT
}

# Adds up what the two runners counted; prints nothing unless both have.
report_counts() {
    .venv/bin/python - "$results" <<'PYTHON'
import pathlib, re, sys
import xml.etree.ElementTree as xml

folder = pathlib.Path(sys.argv[1])
run = failed = skipped = 0
reports = list(folder.glob("swift*.xml"))
text = (folder / "browser.txt").read_text()
ran = re.search(r"^Ran (\d+) tests? in", text, re.M)
if not reports or not ran:
    sys.exit()
for report in reports:
    try:
        suites = xml.parse(report).getroot().iter("testsuite")
    except xml.ParseError:  # the run ended before the report did
        sys.exit()
    for suite in suites:
        run += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
run += int(ran[1])
counts = {name: int(count) for name, count in re.findall(r"(\w+)=(\d+)", text.splitlines()[-1])}
failed += counts.get("failures", 0) + counts.get("errors", 0)
skipped += counts.get("skipped", 0)
print(f"{run - failed - skipped} passed, {failed} failed, {skipped} skipped")
PYTHON
}

rm -rf "$results"
mkdir -p "$results/profiles"
# Programs that are killed, or run as somebody else, count nothing.
export LLVM_PROFILE_FILE=/dev/null
stage "Format" check_format
stage "Secrets" scripts/scan-secrets.sh
stage "File sizes" scripts/check-file-sizes.sh
if stage "Build" build; then
    stage "Dependencies" scripts/check-dependencies.sh
    choose_temporary_folder
    # One after the other: what measures waiting times, and what kills servers, must not share
    # the processors with everything else.
    stage "Tests of the database client" run_swift_tests client --filter PostgresClientTests
    stage "Tests of durability" run_swift_tests durability --filter "DurabilityTests|Guessing addresses"
    LLVM_PROFILE_FILE=$PWD/$results/profiles/%p-%m.profraw \
        stage "All other tests" run_swift_tests other \
        --skip PostgresClientTests --skip "DurabilityTests|Guessing addresses"
    stage "Coverage" check_coverage
    stage "Browser tests" run_browser_tests
fi

printf '\n== Result after %d s\n' $SECONDS
if ((${#failed_stages[@]} > 0)); then
    printf 'Failed: %s\n' "$(IFS=,; printf '%s' "${failed_stages[*]}" | sed 's/,/, /g')"
fi
report_counts
((${#failed_stages[@]} == 0))
