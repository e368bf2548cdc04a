#!/usr/bin/env bash
# Measures the release build against the limits of this machine and prints each line's ratio:
# docs/benchmarks.md says what and how. Takes about 25 minutes and 8 GB of disk; with --quick a
# few minutes, on a tenth of the data, without touching the document.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

program=$PWD/.build/release/countinghouse
harness=$PWD/.build/release/CountinghouseBench
what=(--project "$PWD" --document "$PWD/docs/benchmarks.md")
for argument in "$@"; do
    case $argument in
    --quick) what=(--project "$PWD" --sizes 100000) ;;
    *)
        say "Usage: Benchmarks/run.sh [--quick]" >&2
        exit 2
        ;;
    esac
done

for built in "$program" "$harness"; do
    if [[ ! -x $built ]]; then
        die "There is no $built; make bench builds it."
    fi
done
if ! command -v wrk >/dev/null; then
    say "Debian packages to install: wrk"
    as_root=()
    if [[ $EUID -ne 0 ]]; then as_root=(sudo); fi
    "${as_root[@]}" apt-get update -qq || say "Not every package list could be fetched; going on."
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install \
        -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 wrk >/dev/null ||
        die "wrk, which sends the HTTP requests, could not be installed."
fi
# pgbench and createdb are there with the server but not always in the path.
PATH=$PATH:/usr/lib/postgresql/15/bin

directory=$(mktemp -d "${TMPDIR:-/tmp}/countinghouse-bench-XXXXXX")
# A harness that was interrupted leaves its PostgreSQL behind.
clean_up() {
    local file
    for file in "$directory"/*/postgres/postmaster.pid; do
        if [[ -f $file ]]; then kill -INT "$(head -n 1 "$file")" || true; fi
    done
    local tries=0
    while compgen -G "$directory/*/postgres/postmaster.pid" >/dev/null && ((tries < 300)); do
        tries=$((tries + 1))
        sleep 0.1
    done
    rm -rf "$directory"
}
trap clean_up EXIT
"$harness" --program "$program" --directory "$directory" "${what[@]}"
