"""What keeps the daemon small leaves no trace for what runs in it."""

import os
import ssl
import subprocess
import sys

import pytest

from edge.thrift import sparing


@pytest.mark.parametrize("before", [None, "/etc/ssl/hall.pem"])
def test_whoever_needs_certificates_afterwards_finds_them(before: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    if before is None:
        monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    else:
        monkeypatch.setenv("SSL_CERT_FILE", before)
    with sparing():
        assert ssl.create_default_context().cert_store_stats()["x509"] == 0
    assert os.environ.get("SSL_CERT_FILE") == before


@pytest.mark.real_time
def test_a_daemon_without_a_printer_does_not_load_the_picture_library() -> None:
    code = "import sys, edge.app; print('PIL' in sys.modules, 'qrcode' in sys.modules, 'escpos' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "False", "False"]
