#!/usr/bin/env bash
# Installs what is missing, says what that is, and does nothing when nothing is:
#   setup.sh run        to build and run Countinghouse
#   setup.sh test       to test it as well
#   setup.sh packages   the Debian packages of both alone, for root to run where others may not
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/lib.sh

scope=${1:-test}
case $scope in
run | test | packages) ;;
*) die "Usage: scripts/setup.sh [run|test|packages]" ;;
esac

swift_version_min=6.3
policy=/usr/sbin/policy-rc.d
cluster_settings=/etc/postgresql-common/createcluster.d/countinghouse-setup.conf
as_root=()

wanted_packages() {
    list_lines scripts/packages-run.txt
    if [[ $scope != run ]]; then list_lines scripts/packages-test.txt; fi
}

# Those of the wanted packages that are not installed, on one line.
missing_packages() {
    local installed
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
    comm -23 <(wanted_packages | sort -u) <(sort -u <<<"$installed") | paste -sd' '
}

check_swift() {
    local version
    command -v swift >/dev/null || die \
        "Swift is not on the path. Install Swift $swift_version_min or later (https://swift.org/install) and try again."
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+(\.[0-9]+)*).*/\1/p' | head -n 1)
    [[ -n $version ]] || die "'swift --version' does not answer: $(swift --version 2>&1 | head -n 1)"
    [[ $(printf '%s\n' "$swift_version_min" "$version" | sort -V | head -n 1) == "$swift_version_min" ]] ||
        die "Swift $version is too old: Countinghouse needs Swift $swift_version_min or later."
}

# Finds out how to act as root, or says what root should do.
become_root() {
    if [[ $(id -u) == 0 ]]; then return; fi
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [[ -t 0 ]]; }; then
        as_root=(sudo)
        return
    fi
    die "Installing these packages takes root. As root, run once:
  $PWD/scripts/setup.sh packages"
}

# Debian's server packages start what they install. Countinghouse runs its own servers, so while
# packages are installed nothing is started and no database cluster is made; services that run
# already are not touched, and afterwards both rules are gone again.
hold_services() {
    if [[ ! -e $policy ]]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod 755 "$policy"
        release_policy=yes
    fi
    "${as_root[@]}" mkdir -p "$(dirname "$cluster_settings")"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$cluster_settings" >/dev/null
}

release_services() {
    "${as_root[@]}" rm -f "$cluster_settings"
    if [[ -n ${release_policy:-} ]]; then "${as_root[@]}" rm -f "$policy"; fi
}

install_packages() {
    local missing=$1
    say "Debian packages to install: $missing"
    become_root
    trap release_services EXIT
    hold_services
    # One repository out of reach need not matter: the installation tells.
    "${as_root[@]}" apt-get update -qq || say "Not every package list could be fetched; going on."
    # shellcheck disable=SC2086 # the list is meant to be split
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install \
        -y -qq --no-install-recommends -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 \
        $missing >"$log" 2>&1 ||
        { tail -n 30 "$log" >&2; die "The packages could not be installed."; }
    # A pooler and a proxy that only our tests start must not start with the machine either.
    for service in pgbouncer nginx redis-server; do
        if [[ " $missing " == *" $service"[" -"]* ]]; then
            "${as_root[@]}" update-rc.d "$service" disable >/dev/null 2>&1 || true
        fi
    done
    release_services
    trap - EXIT
}

# Installs the pinned wheels of a list again whenever the list, or Python, is another.
install_wheels() {
    local list=$1 state kept=.venv/state-$1
    state=$(cat "$list" <(/usr/bin/python3 --version) | sha256sum)
    if [[ -x .venv/bin/python && -f $kept && $(<"$kept") == "$state" ]]; then return; fi
    say "Installing Python packages into .venv: $(list_lines "$list" | sed -nE 's/^([a-z]\S*==\S+).*/\1/p' | paste -sd' ')"
    if [[ ! -x .venv/bin/python || $(.venv/bin/python --version) != "$(/usr/bin/python3 --version)" ]]; then
        rm -rf .venv
        /usr/bin/python3 -m venv .venv
    fi
    .venv/bin/pip install --quiet --disable-pip-version-check --require-hashes \
        --only-binary=:all: --requirement "$list"
    printf '%s' "$state" >"$kept"
}

command -v dpkg-query >/dev/null || die \
    "This is not a Debian system. Install the counterparts of scripts/packages-*.txt by hand."
missing=$(missing_packages)
if [[ -n $missing ]]; then
    log=$(mktemp)
    install_packages "$missing"
    rm -f "$log"
fi
if [[ $scope != packages ]]; then check_swift; fi
if [[ $scope != packages ]]; then install_wheels requirements-run.txt; fi
if [[ $scope == test ]]; then install_wheels requirements.txt; fi
if [[ $scope != packages ]]; then scripts/fetch-assets.sh; fi
