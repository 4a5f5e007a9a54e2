#!/bin/sh
# Make .venv in the checkout and install one lock file into it; quick when nothing has changed.
set -eu

lock=${1:?a lock file}
stamp=.venv/installed-$lock
sum=$(sha256sum "$lock")

works() { .venv/bin/python -c "import pip" 2>/dev/null; }

if works && [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ]; then exit 0; fi

interpreter() {
    for candidate in python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "hall-edge needs Python 3.11 or newer, and this machine has none on its path." >&2
    exit 1
}

if ! works; then
    python=$(interpreter)
    if ! "$python" -c "import ensurepip, venv" 2>/dev/null; then
        echo "$python cannot make a virtual environment; please run: sudo apt-get install python3-venv" >&2
        exit 1
    fi
    echo "Making .venv with $("$python" --version) ..."
    rm -rf .venv
    "$python" -m venv .venv
fi

echo "Installing $lock ..."
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock"
echo "$sum" >"$stamp"
