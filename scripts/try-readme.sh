#!/usr/bin/env bash
# Does what the README says, word for word, in a clone of the last commit: from nothing to an own
# list imported and its PDF in hand. Every block that the README marks as `sh` is run, in order,
# in one shell; what it leaves behind is looked at. Takes as long as a release build.
#
#   scripts/try-readme.sh [FOLDER]
#
#   FOLDER  where to work; a temporary one by default, which is removed afterwards
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
source "$project/scripts/lib.sh"

folder=${1:-}
if [[ -z $folder ]]; then
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
# The embedded PostgreSQL does not run as root and must get to its data.
mkdir -p "$folder"
chmod 755 "$folder"
rm -rf "$folder/countinghouse"
git clone --quiet "file://$project" "$folder/countinghouse"
cd "$folder/countinghouse"
export COUNTINGHOUSE_DATA_DIR=$folder/data

# What the reader brings along.
cat >invoices.csv <<'CSV'
Customer,Invoice No,Invoice Date,Due Date,Amount
Bäckerei Ötztal,2026-001,2026-07-01,2026-07-31,"1,190.00"
Bäckerei Ötztal,2026-002,2026-09-15,2026-10-15,80.50
Widget & Sons,2026-003,2026-08-30,2026-09-29,99.99
CSV
cat >receipts.csv <<'CSV'
Customer,Receipt No,Date,Amount,Applied To,Applied Amount,Applied Date
Bäckerei Ötztal,R-1,2026-09-20,190.00,2026-001,190.00,2026-09-20
CSV

{
    echo 'set -euo pipefail'
    awk '/^```/ { run = ($0 == "```sh"); next } run' README.md
} >"$folder/readme.sh"
[[ $(wc -l <"$folder/readme.sh") -gt 5 ]] || die "The README has no blocks marked as sh."
say "Running:"
sed 's/^/    /' "$folder/readme.sh"
bash "$folder/readme.sh" | tee "$folder/output.txt"

# The figures of 30 September: 1,000.00 after the receipt, 62 days late; 99.99 one day late.
grep -q '1,180\.49' "$folder/output.txt" || die "The report's total is not there."
[[ $(head -c 5 aging.pdf) == %PDF- ]] || die "aging.pdf is no PDF."
if command -v pdftotext >/dev/null; then
    pdftotext -layout aging.pdf - | grep -q '1,180\.49' ||
        die "The total in aging.pdf is not that of the report."
fi
say "The README leads from a clone to an own list imported and its PDF."
