#!/usr/bin/env bash
# Tries the project out in a fresh Debian 12 that has nothing but git, make and a Swift toolchain,
# to find what the project's own setup forgets to install.
#
#   scripts/try-in-fresh-root.sh [--with-changes] TOOLCHAIN ROOT [COMMAND…]
#
#   --with-changes  try the work tree as it is, instead of the last commit
#   TOOLCHAIN       the folder of a Swift toolchain: the one that contains usr/bin/swift
#   ROOT            the folder to make the system in; an existing one is used again, so remove it
#                   first for a fresh start
#   COMMAND         what to run in the project's folder there; `make test` by default
#
# Needs root and debootstrap. From this machine the fresh system gets the Debian mirror, the
# settings of apt and pip for reaching their registries, certificates of its own authorities and
# git's address replacements (url.….insteadOf) with the local folders that they lead to. All
# mounts and processes of the try-out end with it; the network is this machine's.
set -euo pipefail
project=$(cd "$(dirname "$0")/.." && pwd)
source "$project/scripts/lib.sh"

with_changes=no
if [[ ${1:-} == --with-changes ]]; then
    with_changes=yes
    shift
fi
(($# >= 2)) || die "Usage: scripts/try-in-fresh-root.sh [--with-changes] TOOLCHAIN ROOT [COMMAND…]"
toolchain=$(realpath "$1")
root=$(realpath -m "$2")
shift 2
if (($# == 0)); then set -- make test; fi

[[ $(id -u) == 0 ]] || die "This takes root: it makes a system of its own."
[[ -x $toolchain/usr/bin/swift ]] || die "$toolchain has no usr/bin/swift."
[[ $root != / ]] || die "The fresh system cannot be this one."
command -v debootstrap >/dev/null || die "Install debootstrap first."

# The first Debian mirror of this machine, old and new style of its lists.
find_mirror() {
    { cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null || true; } |
        grep -Eo 'https?://[^[:space:]]+/debian/?([[:space:]]|$)' | head -n 1 | tr -d '[:space:]' ||
        true
}

make_system() {
    local mirror
    mirror=$(find_mirror)
    mirror=${mirror:-http://deb.debian.org/debian}
    mirror=${mirror%/}
    say "Making a Debian 12 in $root from $mirror"
    debootstrap --variant=minbase bookworm "$root" "$mirror" >"$root.log" 2>&1 ||
        die "debootstrap failed; see $root.log."
    rm -f "$root.log"
    printf 'deb %s main\n' "$mirror bookworm" "$mirror bookworm-updates" \
        "$mirror-security bookworm-security" >"$root/etc/apt/sources.list"
    copy_registry_settings
    mount_system
    inside apt-get update -qq
    inside apt-get install -y -qq --no-install-recommends ca-certificates git make >/dev/null
    touch "$root/.is-complete"
}

copy_registry_settings() {
    local file
    for file in /etc/apt/apt.conf /etc/apt/apt.conf.d/*; do
        if [[ -f $file ]] && grep -q '^Acquire' "$file"; then cp "$file" "$root$file"; fi
    done
    if [[ -f /etc/pip.conf ]]; then cp /etc/pip.conf "$root/etc/pip.conf"; fi
    mkdir -p "$root/usr/local/share/ca-certificates"
    for file in /usr/local/share/ca-certificates/*.crt; do
        if [[ -f $file ]]; then cp "$file" "$root/usr/local/share/ca-certificates/"; fi
    done
}

# Writes git's address replacements into the fresh system and shows it the folders they lead to.
pass_on_git_addresses() {
    local key value base
    rm -f "$root/etc/gitconfig"
    while read -r key value; do
        base=${key#url.}
        base=${base%.insteadof}
        git config --file "$root/etc/gitconfig" --add "url.$base.insteadOf" "$value"
        if [[ $base == /* && -d $base ]]; then show_folder "$base" "$base"; fi
    done < <(git config --get-regexp '^url\..*\.insteadof$' || true)
}

# Makes a folder of this machine visible in the fresh system, for reading.
show_folder() {
    mkdir -p "$root$2"
    mountpoint -q "$root$2" && return
    mount --bind "$1" "$root$2"
    mount -o remount,bind,ro "$root$2"
}

copy_project() {
    rm -rf "$root/srv/countinghouse"
    git clone --quiet --no-local "file://$project" "$root/srv/countinghouse"
    if [[ $with_changes == yes ]]; then
        (cd "$project" && git ls-files -z --cached --others --exclude-standard |
            tar --create --null --ignore-failed-read --files-from - 2>/dev/null) |
            tar --extract --directory "$root/srv/countinghouse"
        (cd "$project" && git ls-files -z --deleted) |
            (cd "$root/srv/countinghouse" && xargs -0 --no-run-if-empty rm -f)
    fi
}

mount_system() {
    mount -t proc proc "$root/proc"
    mount --rbind --make-rslave /sys "$root/sys"
    mount --rbind --make-rslave /dev "$root/dev"
    mount -t tmpfs tmpfs "$root/dev/shm"
    cp --dereference /etc/resolv.conf "$root/etc/resolv.conf"
    printf '127.0.0.1 localhost %s\n::1 localhost\n' "$(uname -n)" >"$root/etc/hosts"
    show_folder "$toolchain" /opt/swift-toolchain
}

# Runs a command in the fresh system with nothing of this one's environment but the way out.
inside() {
    local name passed=()
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY PIP_INDEX_URL; do
        if [[ -n ${!name:-} ]]; then passed+=("$name=${!name}"); fi
    done
    chroot "$root" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
        PATH=/opt/swift-toolchain/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
        ${passed[@]+"${passed[@]}"} "$@"
}

# In namespaces of its own, so that no mount and no process outlives the try-out.
if [[ -z ${COUNTINGHOUSE_FRESH_ROOT:-} ]]; then
    options=()
    if [[ $with_changes == yes ]]; then options+=(--with-changes); fi
    COUNTINGHOUSE_FRESH_ROOT=yes exec unshare --mount --pid --fork --kill-child \
        "$project/scripts/try-in-fresh-root.sh" ${options[@]+"${options[@]}"} \
        "$toolchain" "$root" "$@"
fi

mkdir -p "$root"
if [[ ! -e $root/.is-complete ]]; then
    if find "$root" -mindepth 1 -print -quit | grep -q .; then
        die "$root is not empty: remove it first."
    fi
    make_system
else
    mount_system
fi
pass_on_git_addresses
copy_project
say "Running in the fresh system: $*"
inside bash -c 'cd /srv/countinghouse && exec "$@"' try-out "$@"
