#!/bin/sh
# Resolve pyproject.toml into the three lock files, for Python 3.11 and later on any machine, with hashes.
set -eu

venv=build/lock-venv
[ -x $venv/bin/uv ] || { python3 -m venv $venv && $venv/bin/python -m pip install --quiet uv; }

# resolve OUTPUT OPTIONS: neither an index nor a local folder may stand in a lock file
resolve() {
    output=$1
    shift
    env -u PIP_FIND_LINKS $venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" \
        "$@" --output-file "$output" pyproject.toml
}

resolve requirements.lock
resolve requirements-demo.lock --group demo --constraints requirements.lock
resolve requirements-dev.lock --group dev --constraints requirements-demo.lock
