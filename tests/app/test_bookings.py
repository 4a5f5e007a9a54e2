"""Central's appointments: found by id, code or holder, relied on only while they are valid, and never in clear."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from edge.bookings import LATE_REASON, Bookings, check_body
from edge.hall.commands import Slot, Take
from edge.hall.refusal import Refused
from edge.hall.terms import TicketClass
from tests.central.appointments import Shelf, appointment, published

SHANGHAI = timezone(timedelta(hours=8))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=SHANGHAI)
MINE, YOURS = "a" * 64, "b" * 64


def bookings_of(*entries: dict[str, object], hours: float | None = 8) -> Bookings:
    shelf = Shelf()
    shelf.put(published(*entries, now=NOW, hours=hours))
    return Bookings(shelf)


def test_a_holder_finds_their_own_of_today_and_later_in_order() -> None:
    here = bookings_of(
        appointment("late", NOW + timedelta(hours=3), holder=MINE),
        appointment("tomorrow", NOW + timedelta(days=1), holder=MINE),
        appointment("over", NOW - timedelta(hours=1), holder=MINE),
        appointment("yesterday", NOW - timedelta(days=1), holder=MINE),
        appointment("other", NOW, holder=YOURS),
        appointment("nobody's", NOW),
    )
    assert [one.id for one in here.of_holder(MINE, NOW)] == ["over", "late", "tomorrow"]
    assert here.of_holder("", NOW) == []


def test_a_day_is_the_halls_day_whatever_zone_central_writes() -> None:
    in_utc = appointment("utc", datetime(2026, 11, 22, 17, 0, tzinfo=UTC), holder=MINE)  # one in the night of the 23rd
    assert [one.id for one in bookings_of(in_utc).of_holder(MINE, NOW)] == ["utc"]


def test_a_code_is_read_in_any_case_and_the_id_serves_where_there_is_none() -> None:
    here = bookings_of(appointment("ap-1", NOW, code="Y7K3Q9"), appointment("ap-2", NOW))
    found = here.with_code(" y7k3q9\n", NOW)
    assert found is not None
    assert found.id == "ap-1"
    assert here.with_code("AP-2", NOW) is not None
    assert here.with_code("ap-1", NOW) is None
    assert here.with_code("", NOW) is None


def test_an_expired_list_finds_nobody_and_a_new_one_is_read_at_once() -> None:
    shelf = Shelf()
    shelf.put(published(appointment("ap-1", NOW, holder=MINE), now=NOW, hours=1))
    here = Bookings(shelf)
    later = NOW + timedelta(hours=2)
    assert here.of_holder(MINE, NOW)
    assert not here.of_holder(MINE, later)
    assert (here.is_known(), here.is_current(NOW), here.is_current(later)) == (True, True, False)
    shelf.put(published(appointment("ap-2", later, holder=MINE), now=later, hours=1, version="2"))
    assert [one.id for one in here.of_holder(MINE, later)] == ["ap-2"]


def test_a_wish_is_filled_with_service_class_and_slot() -> None:
    here = bookings_of(appointment("ap-1", NOW))
    slot = Slot(NOW, NOW + timedelta(minutes=30))
    filled = here.fill(Take((), appointment="ap-1"), NOW)
    assert (filled.services, filled.ticket_class, filled.slot) == (("social",), TicketClass.APPOINTMENT, slot)
    late = here.fill(Take((), reason=LATE_REASON, appointment="ap-1"), NOW)
    assert (late.ticket_class, late.slot) == (TicketClass.ORDINARY, slot)
    elderly = here.fill(Take(("social",), TicketClass.PRIORITY, "elderly", appointment="ap-1"), NOW)
    assert elderly.ticket_class is TicketClass.PRIORITY
    with pytest.raises(Refused, match="bad_args"):
        here.fill(Take(("tax",), appointment="ap-1"), NOW)


def test_what_is_not_known_is_left_to_whoever_asked_unless_the_list_is_too_old_to_tell() -> None:
    take, alone = Take(("social",), appointment="ap-9"), Take((), appointment="ap-9")
    here = bookings_of(appointment("ap-1", NOW), hours=1)
    assert here.fill(take, NOW) is take
    assert here.fill(alone, NOW) is alone
    later = NOW + timedelta(hours=2)
    assert here.fill(take, later) is take
    with pytest.raises(Refused, match="appointments_expired"):
        here.fill(alone, later)
    assert Bookings(Shelf()).fill(alone, NOW) is alone


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"appointments": [{"id": "ap-1"}]},
        {"appointments": [appointment("ap-1", NOW, minutes=0)]},
        {
            "appointments": [
                appointment("ap-1", datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) | {"start": "2026-11-23T09:00:00"}
            ]
        },
        {"appointments": [appointment("ap-1", NOW), appointment("ap-1", NOW, code="x")]},
        {"appointments": [appointment("ap-1", NOW, code="x"), appointment("ap-2", NOW, code="x")]},
        {"appointments": [appointment("ap-1", NOW, holder="11010119900307001X")]},
    ],
)
def test_a_list_that_could_not_be_used_is_refused_as_a_whole(body: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"appointment|holder|Field"):
        check_body(body)


def test_a_booking_tells_nobody_whose_it_is() -> None:
    (booking,) = bookings_of(appointment("ap-1", NOW, holder=MINE, code="Y7K3Q9")).of_holder(MINE, NOW)
    assert MINE not in repr(booking)
    assert "Y7K3Q9" not in repr(booking)
