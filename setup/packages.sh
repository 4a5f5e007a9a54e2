#!/bin/sh
# Bring the Debian packages of one group (demo, test): by apt where we may, else say what is missing and what that costs.
set -eu

group=${1:?demo or test}
broker_was_here=$(command -v /usr/sbin/mosquitto || true)
missing=

# need PACKAGE PROOF COST: PROOF is a command, or a file, that is there when the package is
need() {
    if command -v "$2" >/dev/null 2>&1 || [ -e "$2" ]; then return; fi
    missing="$missing $1"
    costs="${costs:-}  $1: without it $3
"
}

case $group in
demo)
    need fonts-noto-cjk /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc "tickets and LED pictures are text only"
    need espeak-ng espeak-ng "the announcer has a chime but no voice"
    need alsa-utils aplay "announcements are not audible"
    need mosquitto-clients mosquitto_sub "central can be watched on the stand-in's page only"
    # pyenv, conda and the like bring ensurepip themselves; Debian's python3 does not
    if [ ! -x .venv/bin/python ] && ! python3 -c "import ensurepip" 2>/dev/null; then
        need python3-venv /nonexistent "no .venv can be made"
    fi ;;
test)
    need mosquitto /usr/sbin/mosquitto "the tests against a real broker are skipped"
    need chromium chromium "the tests in a real browser are skipped"
    # Playwright's own Node.js wants it, and Debian's chromium brings it from Debian 13 on only
    need libatomic1 "$(find /usr/lib -maxdepth 2 -name libatomic.so.1)" "the tests in a real browser are skipped"
    need systemd systemd-analyze "the tests of the systemd units are skipped" ;;
*)
    echo "setup/packages.sh: no group \"$group\"; there are demo and test" >&2
    exit 2 ;;
esac

[ -n "$missing" ] || exit 0

give_up() {
    printf '%s: the packages%s are missing.\n%s' "$1" "$missing" "$costs" >&2
    exit 0
}

command -v apt-get >/dev/null || give_up "This is not a Debian system"
if [ "$(id -u)" = 0 ]; then
    as_root=env
elif sudo -n true 2>/dev/null; then
    as_root="sudo -n env"
else
    give_up "apt needs root (sudo apt-get install$missing)"
fi

# Debian starts a service as soon as it is installed. Our tests start a broker of their own on a free port, so for as
# long as apt runs, a policy forbids starting any, unless the machine already has one of its own.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
    trap '$as_root rm -f $policy' EXIT
    printf '#!/bin/sh\nexit 101\n' | $as_root tee $policy >/dev/null
    $as_root chmod 755 $policy
fi

echo "Installing$missing ..."
log=$(mktemp)
quietly() { "$@" >"$log" 2>&1; }
if ! quietly $as_root apt-get update -qq ||
   ! quietly $as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq --no-install-recommends $missing; then
    tail -5 "$log" >&2
    give_up "apt-get did not succeed"
fi
rm -f "$log"

# Nor shall the broker come up at the next start of the machine because somebody ran the tests.
if [ -z "$broker_was_here" ] && [ -e /usr/sbin/mosquitto ] && command -v systemctl >/dev/null; then
    $as_root systemctl --quiet disable mosquitto.service 2>/dev/null || true
fi
