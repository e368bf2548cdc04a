#!/usr/bin/env bash
# Looks for secrets in the files that are, or would be, committed. A line that only looks like
# one ends in the comment "not a secret" with the reason.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

# shellcheck disable=SC2016 # the dollar signs are part of the patterns
patterns=(
    '-----BEGIN [A-Z ]*PRIVATE KEY-----'
    '\b(AKIA|ASIA)[0-9A-Z]{16}\b'
    '\bgh[pousr]_[A-Za-z0-9]{36,}'
    '\bgithub_pat_[A-Za-z0-9_]{40,}'
    '\bglpat-[A-Za-z0-9_-]{20,}'
    '\bsk-[A-Za-z0-9_-]{20,}'
    '\b[sr]k_(live|test)_[A-Za-z0-9]{16,}'
    '\bxox[abprs]-[A-Za-z0-9-]{10,}'
    '\bAIza[A-Za-z0-9_-]{35}\b'
    '\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}'
    '\beyJ[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}'
    # Passwords in addresses, but for the hosts that RFC 2606 keeps for examples.
    '[a-z]+://[^/[:space:]:@"<>$({]+:[^/[:space:]:@"<>$({]{3,}@(?![^/[:space:]]*\bexample\b)'
    '(password|passwd|secret|api_?key|access_?key|auth_?token)["'\'']?[[:space:]]*[:=][[:space:]]*["'\''][^"'\''[:space:]$\\({<]{8,}["'\'']'
)
expression=$(IFS='|'; printf '%s' "${patterns[*]}")

# A grep that cannot read the expression must not pass for a clean result.
grep --quiet --perl-regexp -e "$expression" <<<'ghp_000000000000000000000000000000000000' ||
    die "This grep does not understand the patterns."

# The scanner itself spells the patterns out.
found=$(git ls-files -z --cached --others --exclude-standard -- . ':!scripts/scan-secrets.sh' |
    xargs -0 --no-run-if-empty grep --binary-files=without-match --with-filename --line-number \
        --ignore-case --perl-regexp -s -e "$expression" |
    grep --invert-match 'not a secret' || true)
if [[ -n $found ]]; then
    # The place is enough; a log is the wrong place for the secret itself.
    cut -d: -f1,2 <<<"$found" | sed 's/$/: this looks like a secret/' >&2
    exit 1
fi
say "No secret found."
