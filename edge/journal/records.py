"""Entries to bytes and back: compact JSON, one document an entry, a version in each event's kind.

    {"seq": 17, "at": "2026-11-22T09:00:00+08:00", "command": "…", "chance": "32 hex digits",
     "events": [{"kind": "ticket.called/1", "ticket": …}], "answer": {…}}

Every field is written, also where it has its default, so that no later change of a default can rewrite the past.
Reading ignores fields it does not know (a newer version added them) and refuses kinds it does not know: leaving an
event out would give another hall. Slices are read in one call, which is twice as fast as entry by entry.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, get_args

from pydantic import GetCoreSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import CoreSchema, core_schema

from edge.hall.events import Event
from edge.journal.errors import NotUnderstood
from edge.ports import Entry, Seq

VERSION = 1  # of every kind so far; a changed meaning is a new kind, a changed shape a new version

Row = tuple[Seq, Seq, bytes, int]
"""As stored: last, seq, body, checksum."""

_KINDS: dict[type, str] = {event: f"{event.kind}/{VERSION}" for event in get_args(Event)}
_EVENTS: dict[type, TypeAdapter[Any]] = {event: TypeAdapter(event) for event in _KINDS}


def _write_event(event: Event) -> dict[str, Any]:
    return {"kind": _KINDS[type(event)], **_EVENTS[type(event)].dump_python(event, mode="json")}


class _ByKind:
    """Reads the union of all events by the stored kind, which the classes themselves do not carry as a field."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.tagged_union_schema(
            {kind: handler.generate_schema(event) for event, kind in _KINDS.items()},
            discriminator="kind",
            serialization=core_schema.plain_serializer_function_ser_schema(_write_event),
        )


@dataclass(slots=True)
class _Stored:
    seq: int
    at: datetime
    command: str
    chance: str
    events: tuple[Annotated[Event, _ByKind()], ...]
    answer: dict[str, Any]


_ENTRY = TypeAdapter(_Stored)
_ENTRIES = TypeAdapter(list[_Stored])


def write_entry(entry: Entry) -> bytes:
    """Return the entry as one line of JSON."""
    stored = _Stored(
        seq=entry.seq,
        at=entry.at,
        command=entry.command_id,
        chance=entry.chance.hex(),
        events=entry.events,
        answer=dict(entry.answer),
    )
    return _ENTRY.dump_json(stored)


def read_entries(bodies: Sequence[bytes]) -> list[Entry]:
    """Return the entries of whole bodies, in the same order; NotUnderstood if one is from a newer version."""
    try:
        stored = _ENTRIES.validate_json(b"[" + b",".join(bodies) + b"]")
    except ValidationError as error:
        raise NotUnderstood(_in_words(error)) from None
    return [Entry(one.seq, one.at, one.command, bytes.fromhex(one.chance), one.events, one.answer) for one in stored]


def write_row(entry: Entry) -> Row:
    """Return the entry as a row of the journal."""
    body = write_entry(entry)
    return entry.last, entry.seq, body, checksum(entry.seq, entry.last, body)


def checksum(seq: Seq, last: Seq, body: bytes) -> int:
    """Return the CRC-32 of an entry's place and body."""
    return zlib.crc32(body, zlib.crc32(b"%d %d " % (seq, last)))


def _in_words(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]  # the input may hold what must not be logged
    if first["type"] == "union_tag_invalid":
        return f"the journal holds events of the kind {first['ctx']['tag']}, which this version does not know"
    where = ".".join(str(part) for part in first["loc"][1:])
    return f"the journal holds an entry that this version cannot read: {where}: {first['msg']}"
