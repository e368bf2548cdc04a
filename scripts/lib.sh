# shellcheck shell=bash
# Shared by the scripts here; sourced, not run.

# Says what is being done, apart from the output of what does it.
say() { printf '%s\n' "$*"; }

# Ends the script with one line on standard error.
die() {
    printf '%s\n' "$*" >&2
    exit 1
}

# The lines of a list without comments and blank lines.
list_lines() { sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1"; }
