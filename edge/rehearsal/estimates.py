"""Told waits against actual ones over days that follow one another: ours beside what is commonly done."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from edge.hall import events as e
from edge.hall.apply import apply
from edge.hall.experience import Told
from edge.hall.hall import Hall
from edge.hall.state import HallState
from edge.hall.terms import TicketClass
from edge.journal.memory import MemoryJournal
from edge.ports import Entry, Seq
from edge.rehearsal.day import Day
from edge.rehearsal.drawing import MONDAY, draw_day
from edge.rehearsal.formulas import Formulas
from edge.rehearsal.halls import HallOfChance
from edge.rehearsal.run import run


@dataclass(frozen=True, slots=True)
class Guessed:
    """One wait that came true, and what each way would have said of it when the ticket was taken."""

    day: str
    service: str
    ticket_class: TicketClass
    actual_s: float
    told: Told
    fixed_s: float | None
    last_s: float | None


@dataclass(frozen=True, slots=True)
class Played:
    """What came of the days: every judged wait, and the hall as it was left."""

    guessed: tuple[Guessed, ...]
    state: HallState


def follow_one_another(hall: HallOfChance, days: int, *, has_roster: bool = True, seed: int = 0) -> list[Day]:
    """Return so many drawn days, one after the other; without the roster nobody is told of lunch beforehand."""
    drawn = [draw_day(hall, seed + number, MONDAY + timedelta(days=number)) for number in range(days)]
    return drawn if has_roster else [replace(day, rests=()) for day in drawn]


async def play(days: Sequence[Day]) -> Played:
    """Play the days in one journal, so that each begins with what those before have taught."""
    journal = _Heard()
    for day in days:
        await run(day, journal=journal, all_every=1_000_000)  # promises are looked at elsewhere
    hall = Hall(days[0].plan)
    return Played(tuple(guesses(hall, journal.heard)), hall.state)


def guesses(hall: Hall, entries: Iterable[Entry]) -> Iterator[Guessed]:
    """Replay entries into a new hall and yield every wait that is judged, as `edge.hall.waits.judging` means it."""
    formulas, open_guesses = Formulas(hall), dict[str, tuple[float | None, float | None]]()
    for entry in entries:
        for event in entry.events:
            if isinstance(event, e.TicketTaken):
                service = event.services[0]
                open_guesses[event.ticket] = formulas.fixed(service), formulas.last(service)
            ticket = hall.state.tickets.get(event.ticket) if isinstance(event, e.TicketStarted) else None
            if ticket is not None and ticket.told is not None and ticket.told.walked_s > 0:
                actual_s = (ticket.since - ticket.taken_at).total_seconds()
                said = open_guesses[ticket.id]
                yield Guessed(hall.state.day, ticket.service, ticket.ticket_class, actual_s, ticket.told, *said)
            formulas.note(event, entry.at)
            apply(hall, event, entry.at)


class _Heard(MemoryJournal):
    """A journal that hands out everything it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Entry] = []

    async def append(self, entries: Sequence[Entry], after: Seq) -> None:
        await super().append(entries, after)
        self.heard += entries
