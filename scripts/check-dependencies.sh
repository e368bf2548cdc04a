#!/usr/bin/env bash
# Compares the packages that the build resolved with those that somebody has looked at, and
# requires a checksum of every wheel.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

[[ -f Package.resolved ]] || die "There is no Package.resolved: build first."
resolved=$(grep -o '"identity" : "[^"]*"' Package.resolved | cut -d '"' -f 4 | sort)
known=$(grep -v '^#' scripts/dependencies.txt | cut -d ' ' -f 1 | sort)
[[ -n $resolved ]] || die "Package.resolved names no package."

status=0
unknown=$(comm -23 <(printf '%s\n' "$resolved") <(printf '%s\n' "$known"))
gone=$(comm -13 <(printf '%s\n' "$resolved") <(printf '%s\n' "$known"))
if [[ -n $unknown ]]; then
    say "Not in scripts/dependencies.txt:" $unknown
    status=1
fi
if [[ -n $gone ]]; then
    say "In scripts/dependencies.txt but not used:" $gone
    status=1
fi
# A requirement and its hashes are one logical line.
for list in requirements-run.txt requirements.txt scripts/assets.txt; do
    unpinned=$(sed -e ':join' -e '/\\$/N; s/\\\n//; t join' "$list" |
        grep -v '^[[:space:]]*\(#\|$\)' | grep -v -e '==.*--hash=sha256:' || true)
    if [[ -n $unpinned ]]; then
        say "Without a version or a checksum in $list: $unpinned"
        status=1
    fi
done
if [[ $status == 0 ]]; then
    say "All $(wc -l <<<"$resolved") packages are known, and every wheel has its checksum."
fi
exit $status
