"""A snapshot of the hall beside its journal: a cache that bounds replay and can be deleted at any time.

One file: a line of JSON, then the body. It names the entry it was made after by sequence number and checksum, so that
it can never be laid over a journal that went another way from there.
"""

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path

from edge.ports import Seq

NAME = "hall.snapshot"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What the file says of itself."""

    format: int
    seq: Seq
    anchor: int  # checksum of the entry that ends at `seq`
    size: int  # bytes of the body
    checksum: int  # of the body


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The hall after `seq`, as bytes that only its writer understands."""

    seq: Seq
    anchor: int
    body: bytes


def write_snapshot(folder: Path, snapshot: Snapshot) -> None:
    """Put this snapshot in the place of any older one, whole or not at all; OSError if the disk refuses."""
    body = snapshot.body
    header = Header(FORMAT, snapshot.seq, snapshot.anchor, len(body), zlib.crc32(body))
    fresh = folder / f"{NAME}.new"
    with fresh.open("wb") as file:
        file.write(json.dumps(asdict(header)).encode() + b"\n" + body)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(folder / NAME)


def read_snapshot(folder: Path) -> Snapshot | None:
    """Return the snapshot, None if there is none that is whole."""
    try:
        raw_header, _, body = (folder / NAME).read_bytes().partition(b"\n")
        header = Header(**json.loads(raw_header))
    except (OSError, ValueError, TypeError):
        return None
    is_whole = (header.format, header.size, header.checksum) == (FORMAT, len(body), zlib.crc32(body))
    return Snapshot(header.seq, header.anchor, body) if is_whole else None


def drop_snapshot(folder: Path) -> None:
    """Delete it, if there is one."""
    (folder / NAME).unlink(missing_ok=True)
