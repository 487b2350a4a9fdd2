#!/bin/sh
# build.sh ENGINE_CMD TAG - builds the desktop's image, such as: build.sh podman localhost/bureau-desktop:latest
#
# ENGINE_CMD is docker or podman, options allowed ("podman --runtime runc"). Does nothing if the image is there already, made
# from the same files. The base is the first that can be had of:
#
#   BUREAU_DESKTOP_BASE       an image of your choice (Debian 12)
#   debian:bookworm-slim      if the engine has it, or a registry can be reached
#   mmdebstrap                Debian's own packages, where there is no registry (needs root, or user namespaces)
set -eu

if [ $# -ne 2 ]; then
    echo "usage: $0 ENGINE_CMD TAG" >&2
    exit 64
fi
engine=$1
tag=$2
here=$(cd "$(dirname "$0")" && pwd)
label=io.bureau.image.content
made_base=localhost/bureau-desktop-base:bookworm
registry=https://registry-1.docker.io/v2/

say() {
    printf '%s\n' "desktop image: $*"
}

is_podman() {
    case "$engine" in *podman*) true ;; *) $engine --version 2>/dev/null | grep -qi podman ;; esac
}

has_image() {
    $engine image inspect "$1" >/dev/null 2>&1
}

content_hash() {
    (
        cd "$here"
        printf '%s\n' "${BUREAU_DESKTOP_BASE:-}"
        find Dockerfile rootfs -type f | LC_ALL=C sort | xargs sha256sum
    ) | sha256sum | cut -d' ' -f1
}

# Seconds decide here: a pull that cannot work takes minutes to say so.
registry_answers() {
    if command -v curl >/dev/null 2>&1; then
        curl --silent --output /dev/null --connect-timeout 3 --max-time 5 "$registry"
    elif command -v wget >/dev/null 2>&1; then
        # 401 is an answer, too.
        wget --quiet --output-document=/dev/null --timeout=4 --tries=1 "$registry" || [ $? -eq 6 ]
    else
        timeout 4 getent hosts registry-1.docker.io >/dev/null
    fi
}

make_base() {
    if ! command -v mmdebstrap >/dev/null 2>&1; then
        say "no image registry can be reached and mmdebstrap is not installed (apt-get install mmdebstrap);" >&2
        say "install it, or name a Debian 12 image that the engine has in BUREAU_DESKTOP_BASE" >&2
        exit 1
    fi
    say "no image registry can be reached; making the base from Debian packages (about half a minute)"
    tar=$(mktemp --suffix=.tar)
    trap 'rm -f "$tar" "$tar.log"' EXIT
    mmdebstrap --quiet --variant=minbase --include=ca-certificates bookworm "$tar"
    $engine import "$tar" "$made_base" >/dev/null 2>"$tar.log" || {
        cat "$tar.log" >&2
        exit 1
    }
    rm -f "$tar" "$tar.log"
}

find_base() {
    for known in docker.io/library/debian:bookworm-slim "$made_base"; do
        if has_image "$known"; then
            base=$known
            return
        fi
    done
    if registry_answers; then
        say "pulling debian:bookworm-slim"
        if timeout 300 $engine pull -q docker.io/library/debian:bookworm-slim >/dev/null; then
            base=docker.io/library/debian:bookworm-slim
            return
        fi
    fi
    make_base
    base=$made_base
}

# crun refuses to run where cgroups v1 and v2 are mixed; runc does not mind.
if is_podman && [ ! -e /sys/fs/cgroup/cgroup.controllers ] && command -v runc >/dev/null 2>&1; then
    case "$engine" in *--runtime*) ;; *) engine="$engine --runtime runc" ;; esac
fi

hash=$(content_hash)
present=$($engine image inspect --format "{{index .Config.Labels \"$label\"}}" "$tag" 2>/dev/null || true)
if [ "$present" = "$hash" ]; then
    say "$tag is up to date"
    exit 0
fi

if [ -n "${BUREAU_DESKTOP_BASE:-}" ]; then
    base=$BUREAU_DESKTOP_BASE
else
    find_base
fi

set -- --build-arg "BASE=$base" --label "$label=$hash" --tag "$tag"
if is_podman; then
    # The host's network works where bridges do not; the limit is one that an unprivileged parent may set.
    set -- "$@" --network host --ulimit nofile=1024:1024 --format docker
fi
log=$(mktemp)
say "building $tag on $base (two minutes or so, once; follow it in $log)"
start=$(date +%s)
if ! $engine build "$@" "$here" >"$log" 2>&1; then
    tail -n 40 "$log" >&2
    say "the build failed; its whole output is in $log" >&2
    exit 1
fi
rm -f "$log"
say "built $tag in $(($(date +%s) - start)) s"
