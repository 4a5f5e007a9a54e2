"""What the hall sends, as JSON: values of the rules made plain, and of a person never more than is masked or sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from edge.hall.commands import Person
from edge.hall.events import Event, TicketCalled
from edge.texts.why import why_called

VERSION = 1

PERSON = ("name_masked", "number_tail", "age_band", "sealed")
"""All of a person that may leave the hall; the keyed hash stays."""

RENAMED = {"ticket_class": "class"}
"""Fields whose name in the contract is no name in Python."""


class EventMessage(BaseModel):
    """One event on its way to central."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    v: int = VERSION
    hall: str
    epoch: str
    seq: int = Field(ge=1)
    at: AwareDatetime
    clock: str  # ntp, rtc or unsynced
    kind: str
    data: dict[str, Any]
    cause: str


class BatchMessage(BaseModel):
    """Several events in order."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    v: int = VERSION
    hall: str
    events: list[EventMessage]


class Ack(BaseModel):
    """Central has stored everything up to here."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    epoch: str = Field(min_length=1, max_length=128)
    seq: int = Field(ge=0, strict=True)


def plain(value: object) -> Any:  # noqa: PLR0911 - one return for each kind of value
    """Return `value` as JSON knows it; a person without what must not leave, an enumeration by its value."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Person):
        return {name: getattr(value, name) for name in PERSON}
    if isinstance(value, date):  # datetime too
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    if is_dataclass(value):
        return {RENAMED.get(each.name, each.name): plain(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in the contract")


def encode(value: Mapping[str, Any]) -> bytes:
    """Return compact JSON in UTF-8."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


@dataclass(frozen=True, slots=True)
class Happened:
    """One event with its place in the journal."""

    seq: int
    at: datetime
    cause: str  # id of the command that led to it
    event: Event


def event_bytes(hall: str, epoch: str, clock: str, happened: Happened) -> bytes:
    """Return one event as it goes over the wire, in the shape of `EventMessage`."""
    return encode(
        {
            "v": VERSION,
            "hall": hall,
            "epoch": epoch,
            "seq": happened.seq,
            "at": happened.at.isoformat(),
            "clock": clock,
            "kind": happened.event.kind,
            "data": plain(happened.event) | _told(happened.event),
            "cause": happened.cause,
        }
    )


def _told(event: Event) -> dict[str, str]:
    """Return the sentence of a call, beside the data it is made of."""
    if not isinstance(event, TicketCalled):
        return {}
    number = event.ticket.rpartition("/")[2]
    return {"why": why_called(number, event.reason), "why_en": why_called(number, event.reason, "en")}


def batch_bytes(hall: str, events: list[bytes]) -> bytes:
    """Return several events, each as `event_bytes` made it, in one message."""
    return b'{"v":%d,"hall":%s,"events":[%s]}' % (VERSION, json.dumps(hall).encode(), b",".join(events))
