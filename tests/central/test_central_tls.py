"""Secured sessions over a real Mosquitto with certificates of the test's own authority."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from edge.central.address import Address, Certificates
from edge.central.client import Times, Will
from edge.central.errors import BrokerLost
from edge.central.session import connected
from tests.central.real_brokers import MOSQUITTO, Mosquitto

pytestmark = [
    pytest.mark.real_time,
    pytest.mark.skipif(MOSQUITTO is None, reason="mosquitto is not installed (make install-test)"),
]
QUICK = Times(connect_s=3.0, goodbye_s=0.5)
WILL = Will("hall/demo/status", b"{}")


def _openssl(folder: Path, *args: str) -> None:
    subprocess.run(["openssl", *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ca.pem, broker.pem for localhost, hall.pem, and their keys."""
    folder = tmp_path_factory.mktemp("authority")
    ec = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    _openssl(folder, "req", "-x509", *ec, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test", "-days", "2")
    for name, alternative in (("broker", "DNS:localhost"), ("hall", "DNS:demo-001")):
        (folder / f"{name}.ext").write_text(f"subjectAltName={alternative}\n")
        _openssl(folder, "req", *ec, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
        signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", f"{name}.ext")
        _openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-out", f"{name}.pem", *signing)
    return folder


@asynccontextmanager
async def secured(authority: Path, folder: Path) -> AsyncIterator[Mosquitto]:
    """A broker that wants to see the hall's certificate."""
    lines = (
        f"cafile {authority}/ca.pem\ncertfile {authority}/broker.pem\nkeyfile {authority}/broker.key\n"
        "require_certificate true\nuse_identity_as_username true\nallow_anonymous false"
    )
    broker = Mosquitto(lines, folder)
    await broker.start()
    try:
        yield broker
    finally:
        await broker.stop()


async def _says(host: str, broker: Mosquitto, certificates: Certificates) -> str:
    """What a session that cannot be had says; nothing if it can."""
    said = ""
    address = Address(host, broker.port, is_secure=True, certificates=certificates)
    try:
        async with connected(address, "hall-demo", WILL, QUICK) as link:
            await link.publish("hall/demo/event/a/b", b"1")
    except* BrokerLost as lost:
        said = str(lost.exceptions[0])
    return said


async def test_a_secured_session_shows_the_halls_certificate_and_checks_the_brokers(
    authority: Path, tmp_path: Path
) -> None:
    ours = Certificates(authority / "ca.pem", authority / "hall.pem", authority / "hall.key")
    async with secured(authority, tmp_path) as broker:
        assert await _says("localhost", broker, ours) == ""
        assert "certificate" in await _says("127.0.0.1", broker, ours)  # the broker's is for another name
        assert "certificate verify failed" in await _says("localhost", broker, Certificates())


async def test_a_missing_certificate_of_the_hall_is_said_in_words(authority: Path, tmp_path: Path) -> None:
    async with secured(authority, tmp_path) as broker:
        said = await _says("localhost", broker, Certificates(authority / "ca.pem"))
    assert "it may want a certificate that the hall has not shown" in said


async def test_a_file_that_is_no_certificate_is_said_in_words(authority: Path, tmp_path: Path) -> None:
    async with secured(authority, tmp_path) as broker:
        said = await _says("localhost", broker, Certificates(tmp_path / "none.pem"))
    assert "cannot be used" in said


async def test_a_renewed_certificate_needs_no_restart(authority: Path, tmp_path: Path) -> None:
    ours = Certificates(tmp_path / "ca.pem", authority / "hall.pem", authority / "hall.key")
    async with secured(authority, tmp_path) as broker:
        assert "cannot be used" in await _says("localhost", broker, ours)
        await asyncio.to_thread((tmp_path / "ca.pem").write_bytes, (authority / "ca.pem").read_bytes())
        assert await _says("localhost", broker, ours) == ""
