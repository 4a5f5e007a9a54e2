"""Which devices must do what, because of what happened: pure, and read only by whoever has the devices.

Prints, announcements and rating requests are jobs, done once, with an outcome that comes back as a command. What a
display or a keypad shows is not a job but a picture of the hall as it is: it is painted again after any restart.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from drivers.contract import CallerNotice, Emphasis, Lines
from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.routing import zone_of
from edge.hall.terms import TicketState, WindowState
from edge.hall.tides import TideWay
from edge.texts.calls import shown_call, shown_state, spoken_opening


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """Put a ticket on paper; the outcome is ReportPrinted or ReportPrintFault."""

    ticket: str
    dispenser: str
    attempt: int
    ahead: int = 0
    wait: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Announce:
    """Say a call in its window's zone, and before that where its citizen waits."""

    window: int
    number: str
    waits_in: str = ""  # the zone that the ticket names, where that is another than the window's


@dataclass(frozen=True, slots=True)
class InviteRating:
    """Let the window's rating box ask; if it cannot, FailRating."""

    window: int
    rating: str


@dataclass(frozen=True, slots=True)
class DismissRating:
    """Let the window's rating box rest."""

    window: int


@dataclass(frozen=True, slots=True)
class Proclaim:
    """Say in a window's zone that it is open now."""

    window: int
    text: str


Effect = PrintTicket | Announce | Proclaim | InviteRating | DismissRating


def effects_of(event: e.Event, hall: Hall) -> Iterator[Effect]:
    """Yield the jobs that follow an event that has just been applied."""
    match event:
        case e.TicketTaken(is_printing=True):
            yield PrintTicket(event.ticket, event.dispenser, 1, event.ahead, _wait(event))
        case e.TicketReprinted():
            yield PrintTicket(event.ticket, event.dispenser, event.attempt, event.ahead, _wait(event))
        case e.TicketCalled() | e.TicketRecalled():
            ticket = hall.state.tickets.get(event.ticket)
            waits_in = ticket.zone if ticket and ticket.zone != zone_of(hall, event.window) else ""
            yield Announce(event.window, event.ticket.rpartition("/")[2], waits_in)
        case e.TideAccepted(way=TideWay.OPEN):
            services = (hall.plan.service(code) for code in event.serves)
            yield Proclaim(event.window, spoken_opening(event.window, [one.name for one in services if one]))
        case e.RatingOpened():
            yield InviteRating(event.window, event.rating)
        case e.RatingGiven() | e.RatingDeclined() | e.RatingTimedOut() | e.RatingFailed():
            rating = hall.state.ratings.get(event.rating)
            if rating is not None and hall.desk(rating.window).last_finished == rating.id:
                yield DismissRating(rating.window)
        case _:
            return


def _wait(event: e.TicketTaken | e.TicketReprinted) -> tuple[int, int] | None:
    return None if event.wait_min is None or event.wait_max is None else (event.wait_min, event.wait_max)


def windows_touched(events: Sequence[e.Event], hall: Hall) -> set[int]:
    """Return the windows whose display or keypad may have to show something else now."""
    touched: set[int] = set()
    for event in events:
        window = getattr(event, "window", None) or getattr(event, "from_window", None)
        if isinstance(window, int):
            touched.add(window)
        ticket = hall.state.tickets.get(getattr(event, "ticket", ""))
        if ticket is not None:  # its line grew or shrank: so did the count on the keypads that serve it
            touched.update(desk.number for desk in hall.state.windows.values() if ticket.service in desk.serves)
    return touched


def display_of(hall: Hall, number: int) -> Lines:
    """Return what the display over a window shows now."""
    window = hall.desk(number)
    ticket = hall.state.tickets.get(window.ticket or "")
    if ticket is not None and ticket.state is TicketState.CALLED:
        return Lines((shown_call(ticket.number, number),), Emphasis.CALL)
    return Lines((shown_state(hall.plan, window, ticket),))


def notice_of(hall: Hall, number: int) -> CallerNotice:
    """Return what a clerk's keypad shows now."""
    window = hall.desk(number)
    if window.state is not WindowState.OPEN:
        return CallerNotice()
    ticket = hall.state.tickets.get(window.ticket or "")
    bound = (hall.state.tickets[ticket_id] for ticket_id in hall.lines.bound_to(number))
    waiting = sum(hall.waiting_for(service) for service in window.serves)
    waiting += sum(ticket.service not in window.serves for ticket in bound)  # the others are counted already
    return CallerNotice(waiting, ticket.number if ticket else None)
