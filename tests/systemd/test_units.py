"""The units are valid, shut what they can, and keep what the daemon depends on."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

UNITS = Path(__file__).parents[2] / "systemd"
# Tenths of systemd's exposure score, 0 is shut and 100 is open. What keeps the daemon from nought: the network, the
# devices themselves, and a user whose groups open them.
EXPOSURE = {"hall-edge.service": 17, "hall-edge-kiosk@.service": 42}

needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def analyze(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["systemd-analyze", *words], check=False, capture_output=True, text=True)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units as on a machine where every program they start exists."""
    for name in EXPOSURE:
        text = (UNITS / name).read_text(encoding="utf-8")
        text = re.sub(r"^(ExecStart(?:Pre)?=)\S+", r"\1/bin/true", text, flags=re.MULTILINE)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@needs_systemd
@pytest.mark.parametrize(("name", "instance"), [("hall-edge.service", None), ("hall-edge-kiosk@.service", "ticket")])
def test_systemd_finds_nothing_to_complain_about(installed: Path, name: str, instance: str | None) -> None:
    unit = installed / name
    if instance:
        unit = unit.rename(installed / name.replace("@", f"@{instance}"))
    verdict = analyze("verify", "--man=no", "--recursive-errors=no", unit)
    assert (verdict.returncode, verdict.stdout + verdict.stderr) == (0, "")


@needs_systemd
def test_systemd_does_complain_about_a_misspelt_setting(installed: Path) -> None:
    unit = installed / "hall-edge.service"
    unit.write_text(unit.read_text(encoding="utf-8").replace("WatchdogSec", "WatchDogSecs"), encoding="utf-8")
    assert "WatchDogSecs" in analyze("verify", "--man=no", "--recursive-errors=no", unit).stderr


@needs_systemd
@pytest.mark.parametrize("name", EXPOSURE)
def test_the_exposure_stays_under_its_threshold(name: str) -> None:
    verdict = analyze("security", "--offline=yes", f"--threshold={EXPOSURE[name]}", UNITS / name)
    assert verdict.returncode == 0, verdict.stdout


@needs_systemd
def test_an_open_unit_does_not_pass_the_threshold(tmp_path: Path) -> None:
    unit = tmp_path / "hall-edge.service"
    unit.write_text("[Service]\nExecStart=/bin/true\n", encoding="utf-8")
    threshold = EXPOSURE["hall-edge.service"]
    assert analyze("security", "--offline=yes", f"--threshold={threshold}", unit).returncode != 0


def settings(name: str) -> list[str]:
    return (UNITS / name).read_text(encoding="utf-8").splitlines()


def test_the_days_key_survives_a_restart_of_the_daemon_in_ram_only() -> None:
    unit = settings("hall-edge.service")
    assert "RuntimeDirectory=hall-edge" in unit
    assert "RuntimeDirectoryPreserve=yes" in unit


def test_the_browsers_profile_is_in_ram_and_gone_with_it() -> None:
    unit = settings("hall-edge-kiosk@.service")
    assert any("--user-data-dir=%t/hall-edge-kiosk-%i" in line for line in unit)
    assert not any(line.startswith("RuntimeDirectoryPreserve") for line in unit)


def test_the_browser_may_go_nowhere_but_to_the_hall() -> None:
    policy = json.loads((UNITS / "chromium-policy.json").read_text(encoding="utf-8"))
    assert policy["URLBlocklist"] == ["*"]
    assert policy["URLAllowlist"] == ["http://127.0.0.1:8080"]
