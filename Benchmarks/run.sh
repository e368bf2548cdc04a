#!/usr/bin/env bash
# Measures the release build against the limits of this machine and prints each line's ratio:
# docs/benchmarks.md says what and how. Takes about 20 minutes and 8 GB of disk; with --quick a
# few minutes, on a tenth of the data, without touching the document.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

program=$PWD/.build/release/countinghouse
harness=$PWD/.build/release/CountinghouseBench
what=(--document "$PWD/docs/benchmarks.md")
for argument in "$@"; do
    case $argument in
    --quick) what=(--sizes 100000) ;;
    *)
        echo "Usage: Benchmarks/run.sh [--quick]" >&2
        exit 2
        ;;
    esac
done

for built in "$program" "$harness"; do
    if [[ ! -x $built ]]; then
        echo "There is no $built; make bench builds it." >&2
        exit 1
    fi
done
if ! command -v wrk >/dev/null; then install_packages wrk; fi
# pgbench and createdb are there with the server but not always in the path.
PATH=$PATH:/usr/lib/postgresql/15/bin

directory=$(mktemp -d "${TMPDIR:-/tmp}/countinghouse-bench-XXXXXX")
trap 'rm -rf "$directory"' EXIT
"$harness" --program "$program" --directory "$directory" "${what[@]}"
