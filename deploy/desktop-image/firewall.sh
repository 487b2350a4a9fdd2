#!/bin/sh
# firewall.sh up|down - keeps desktops to the internet, whatever else their machine can reach (needs root and iptables).
#
# The container driver names its bridges bureau…; these rules speak of those alone. From inside a desktop they let through
# nothing to another desktop, to this machine itself (but for name lookups), and to link-local addresses, where clouds hand
# out credentials. Docker and Podman each keep networks apart to some degree, but Podman on netavark 1.4 (Debian 12, Ubuntu
# 24.04) forgets to when any one network goes, and neither guards the machine or the metadata.
#
# Repeating it is harmless. With rootless Podman: podman unshare --rootless-netns sh firewall.sh up
set -eu

forward=BUREAU-FORWARD
input=BUREAU-INPUT

# What comes before every rule that an engine adds; Docker leaves a chain for that, and puts its own first otherwise.
hook() {
    if [ "$1" = FORWARD ] && "$2" -n -L DOCKER-USER >/dev/null 2>&1; then
        echo DOCKER-USER
    else
        echo "$1"
    fi
}

# Empties a chain of ours, or makes it; what hangs in the hook already goes on working until it is filled again.
fresh() {
    "$1" -w 5 -N "$2" 2>/dev/null || "$1" -w 5 -F "$2"
}

attach() {
    chain=$(hook "$2" "$1")
    while "$1" -w 5 -D "$chain" -j "$3" 2>/dev/null; do :; done
    "$1" -w 5 -I "$chain" 1 -j "$3"
}

remove() {
    for chain in FORWARD INPUT DOCKER-USER; do
        while "$1" -w 5 -D "$chain" -j "$2" 2>/dev/null; do :; done
    done
    "$1" -w 5 -F "$2" 2>/dev/null || true
    "$1" -w 5 -X "$2" 2>/dev/null || true
}

up() {
    fresh "$1" $forward
    "$1" -w 5 -A $forward -i bureau+ -o bureau+ -j DROP
    "$1" -w 5 -A $forward -i bureau+ -d "$2" -j DROP
    attach "$1" FORWARD $forward

    fresh "$1" $input
    "$1" -w 5 -A $input ! -i bureau+ -j RETURN
    "$1" -w 5 -A $input -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
    "$1" -w 5 -A $input -p udp --dport 53 -j RETURN
    "$1" -w 5 -A $input -p tcp --dport 53 -j RETURN
    "$1" -w 5 -A $input -j DROP
    attach "$1" INPUT $input
}

case "${1:-}" in
    up)
        up iptables 169.254.0.0/16
        # Where there is no IPv6 there is nothing to guard.
        if ip6tables -n -L >/dev/null 2>&1; then
            up ip6tables fe80::/10
        fi
        ;;
    down)
        for tool in iptables ip6tables; do
            if "$tool" -n -L >/dev/null 2>&1; then
                remove "$tool" $forward
                remove "$tool" $input
            fi
        done
        ;;
    *)
        echo "usage: $0 up|down" >&2
        exit 64
        ;;
esac
