"""The day's secret for hashing persons: in the runtime directory, in RAM, new with every business day."""

import json
import os
import secrets
from functools import cache
from pathlib import Path

KEY_BYTES = 32
FILE = "day.key"
MINE_ALONE = 0o600


@cache
def _of_this_process(day: str) -> bytes:
    del day  # each has its own
    return secrets.token_bytes(KEY_BYTES)


def day_key(runtime: Path | None, day: str) -> bytes:
    """Return the 32 bytes of business day `day`, the same after a restart of the daemon; made anew where none fit.

    Without a runtime folder in RAM it lives as long as the process: it never goes to a disk. Losing it costs only
    that a person may take a second ticket for a service that day.
    """
    if runtime is None:
        return _of_this_process(day)
    path = runtime / FILE
    kept = _kept(path, day)
    if kept is not None:
        return kept
    key = secrets.token_bytes(KEY_BYTES)
    _write(path, json.dumps({"day": day, "key": key.hex()}))
    return key


def _kept(path: Path, day: str) -> bytes | None:
    try:
        raw_kept = json.loads(path.read_bytes())
        if raw_kept["day"] != day:
            return None
        key = bytes.fromhex(raw_kept["key"])
    except (FileNotFoundError, ValueError, TypeError, LookupError):
        return None  # a damaged file is worth no more than a missing one
    return key if len(key) == KEY_BYTES else None


def _write(path: Path, text: str) -> None:
    """Replace the file as a whole; nobody else may read it at any moment."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MINE_ALONE)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    unfinished.replace(path)
