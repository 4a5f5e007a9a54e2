"""The day's key: it survives the daemon, not the day."""

import json
from pathlib import Path

import pytest

from edge.identity import day_key


def test_same_day_same_key(tmp_path: Path) -> None:
    key = day_key(tmp_path, "2026-11-22")
    assert len(key) == 32
    assert day_key(tmp_path, "2026-11-22") == key


def test_new_day_new_key(tmp_path: Path) -> None:
    first = day_key(tmp_path, "2026-11-22")
    second = day_key(tmp_path, "2026-11-23")
    assert first != second
    assert day_key(tmp_path, "2026-11-23") == second
    assert first.hex() not in (tmp_path / "day.key").read_text()


def test_nobody_else_reads_it_and_no_crumb_is_left(tmp_path: Path) -> None:
    day_key(tmp_path, "2026-11-22")
    assert [(path.name, path.stat().st_mode & 0o777) for path in tmp_path.iterdir()] == [("day.key", 0o600)]


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'{"day": "2026-11-22"}',
        b'{"day": "2026-11-22", "key": 7}',
        b'{"day": "2026-11-22", "key": "zz"}',
        b'{"day": "2026-11-22", "key": "00"}',
    ],
)
def test_damaged_file_is_replaced(tmp_path: Path, damaged: bytes) -> None:
    (tmp_path / "day.key").write_bytes(damaged)
    key = day_key(tmp_path, "2026-11-22")
    assert len(key) == 32
    assert json.loads((tmp_path / "day.key").read_text()) == {"day": "2026-11-22", "key": key.hex()}
