#!/usr/bin/env bash
# Fails on Swift files that have grown too long: a long file is a feature asking to be split.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

lines_max=400
folders=()
for folder in Sources Tests Benchmarks; do
    if [[ -d $folder ]]; then folders+=("$folder"); fi
done
long=$(find "${folders[@]}" -name '*.swift' -not -path '*/.build/*' -exec wc -l {} + |
    awk -v max=$lines_max '$2 != "total" && $1 > max { print $2 ": " $1 " lines, at most " max }')
if [[ -n $long ]]; then
    printf '%s\n' "$long" >&2
    exit 1
fi
say "No Swift file has more than $lines_max lines."
