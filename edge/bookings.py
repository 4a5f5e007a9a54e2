"""Who has booked what: central's document `catalogue/appointments`, and how a card or a code finds its bookings.

    {"version": "…", "valid_until": "…", "body": {"appointments": [
        {"id": "ap-7", "service": "social", "start": "2026-11-22T09:30:00+08:00", "end": "2026-11-22T10:00:00+08:00",
         "holder": "64 hexadecimal digits", "code": "Y7K3Q9"}, …]}}

Nothing in it says in clear whose appointment it is. `holder` is HMAC-SHA256 of the number of the holder's identity
document, in capital letters, under a key that hall and central share (`[central] booking_key`): central makes it when
the appointment is made, the hall when a card is laid on the reader, and neither keeps the number for it. `code` is
what the holder was sent as a QR code; without one it is the id.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from edge.hall.commands import Slot, Take
from edge.hall.refusal import Refused
from edge.hall.terms import TicketClass
from edge.ports import Catalogues, Document

APPOINTMENTS = "appointments"
LATE_REASON = "appointment_late"  # of an ordinary ticket for an appointment that is over
MOST_APPOINTMENTS = 5_000  # as many as a message may hold


class _Closed(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class _Appointment(_Closed):
    id: Annotated[str, Field(min_length=1, max_length=64)]
    service: Annotated[str, Field(min_length=1, max_length=128)]
    start: AwareDatetime
    end: AwareDatetime
    holder: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    code: Annotated[str, Field(max_length=128)] = ""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.end <= self.start:
            raise ValueError("an appointment ends after it begins")
        return self


class _Body(_Closed):
    appointments: Annotated[tuple[_Appointment, ...], Field(max_length=MOST_APPOINTMENTS)]

    @model_validator(mode="after")
    def _tells_them_apart(self) -> Self:
        codes = [(one.code or one.id).casefold() for one in self.appointments]
        for names in ([one.id for one in self.appointments], codes):
            if len(set(names)) != len(names):
                raise ValueError("two appointments have one id or one code")
        return self


@dataclass(frozen=True, slots=True)
class Booking:
    """One appointment; `holder` tells nobody who it is."""

    id: str
    service: str
    slot: Slot
    holder: str = field(default="", repr=False)
    code: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class _List:
    """The appointments of one document, by each way in which they are found."""

    by_id: Mapping[str, Booking] = field(default_factory=dict)
    by_code: Mapping[str, Booking] = field(default_factory=dict)
    by_holder: Mapping[str, list[Booking]] = field(default_factory=dict)


_NONE = _List()


def check_body(body: Mapping[str, Any]) -> None:
    """Refuse with a ValueError a document that could not be used."""
    _Body.model_validate(body)


class Bookings:
    """The appointments of the newest document, found by id, code or holder; nothing once it is no longer valid."""

    def __init__(self, catalogues: Catalogues) -> None:
        self._catalogues = catalogues
        self._read_of: Document | None = None
        self._list = _NONE

    def is_known(self) -> bool:
        """Whether central has ever published appointments for this hall."""
        return self._catalogues.newest(APPOINTMENTS) is not None

    def is_current(self, now: datetime) -> bool:
        """Whether what is known of appointments may be relied on."""
        document = self._catalogues.newest(APPOINTMENTS)
        return document is not None and document.is_current(now)

    def with_id(self, name: str, now: datetime) -> Booking | None:
        """Return the appointment of this id."""
        return self._current(now).by_id.get(name)

    def with_code(self, code: str, now: datetime) -> Booking | None:
        """Return the appointment of this code, whatever the case of its letters."""
        return self._current(now).by_code.get(code.strip().casefold())

    def of_holder(self, holder: str, now: datetime) -> list[Booking]:
        """Return somebody's appointments of today and later, earliest first; none for whom nothing is known of."""
        mine = self._current(now).by_holder.get(holder, ())
        ahead = [one for one in mine if one.slot.end.astimezone(now.tzinfo).date() >= now.date()]
        return sorted(ahead, key=lambda one: one.slot.start)

    def fill(self, take: Take, now: datetime) -> Take:
        """Return a wish for a ticket with what is known of its appointment; Refused where that cannot be told now.

        An appointment that is not known goes on as it is: with services it is whoever asked who answers for it.
        """
        if not take.appointment or take.slot is not None:
            return take
        booking = self.with_id(take.appointment, now)
        if booking is None:
            if not take.services and self.is_known() and not self.is_current(now):
                raise Refused("appointments_expired")
            return take
        if take.services and booking.service not in take.services:
            raise Refused("bad_args", fields=["service"])
        is_plain = take.ticket_class is TicketClass.ORDINARY and take.reason != LATE_REASON
        return replace(
            take,
            services=take.services or (booking.service,),
            ticket_class=TicketClass.APPOINTMENT if is_plain else take.ticket_class,
            slot=booking.slot,
        )

    def _current(self, now: datetime) -> _List:
        document = self._catalogues.newest(APPOINTMENTS)
        if document is None or not document.is_current(now):
            return _NONE
        if document is not self._read_of:
            self._read_of, self._list = document, _read(document)
        return self._list


def _read(document: Document) -> _List:
    bookings = [
        Booking(one.id, one.service, Slot(one.start, one.end), one.holder, one.code)
        for one in _Body.model_validate(document.body).appointments
    ]
    by_holder: dict[str, list[Booking]] = {}
    for one in bookings:
        if one.holder:
            by_holder.setdefault(one.holder, []).append(one)
    by_code = {(one.code or one.id).casefold(): one for one in bookings}
    return _List({one.id: one for one in bookings}, by_code, by_holder)
