"""Debian's Chromium, and whether the tests can drive it here."""

import subprocess
from pathlib import Path
from typing import Final

import pytest
from playwright._impl._driver import compute_driver_executable

CHROMIUM: Final = Path("/usr/bin/chromium")


def _missing() -> str:
    """Return what a test in a real browser lacks; nothing if it can run."""
    if not CHROMIUM.exists():
        return "Debian's chromium is not installed (make install-test)"
    node, _ = compute_driver_executable()
    tried = subprocess.run([node, "--version"], check=False, capture_output=True, text=True)
    if tried.returncode != 0:
        return f"the browser's driver does not start (make install-test): {tried.stderr.strip()}"
    return ""


_MISSING: Final = _missing()
needs_chromium = pytest.mark.skipif(bool(_MISSING), reason=_MISSING or "nothing is missing")
