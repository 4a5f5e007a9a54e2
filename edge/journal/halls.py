"""The engine's snapshots, in the care of the journal that they belong to.

A line of JSON with the tokens of open ratings, then state and answers: the tokens are worth something only as long as
the ratings are open, and leave this file no more than they leave the journal.
"""

import json
from typing import Protocol

from edge.journal.hall_records import read_hall, write_hall
from edge.ports import Remembered, Seq


class KeepsSnapshots(Protocol):
    """What a journal does for them."""

    async def save_snapshot(self, seq: Seq, state_json: bytes) -> None: ...

    async def snapshot(self) -> tuple[Seq, bytes] | None: ...


class HallSnapshots:
    """`edge.ports.Snapshots` beside a journal."""

    def __init__(self, journal: KeepsSnapshots) -> None:
        self._journal = journal

    def pack(self, remembered: Remembered) -> bytes:
        tokens = json.dumps(dict(remembered.tokens)).encode()
        return tokens + b"\n" + write_hall(remembered.state, remembered.answers)

    async def save(self, seq: Seq, packed: bytes) -> None:
        await self._journal.save_snapshot(seq, packed)

    async def newest(self) -> tuple[Seq, Remembered] | None:
        found = await self._journal.snapshot()
        if found is None:
            return None
        seq, packed = found
        remembered = _unpack(packed)
        return (seq, remembered) if remembered else None


def _unpack(packed: bytes) -> Remembered | None:
    raw_tokens, _, raw_hall = packed.partition(b"\n")
    kept = read_hall(raw_hall)
    try:
        tokens = json.loads(raw_tokens)
    except ValueError:
        return None
    if kept is None or not isinstance(tokens, dict):
        return None
    return Remembered(*kept, tokens)
