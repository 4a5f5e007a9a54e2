"""From the hall as it is to a walk: its lines, its windows and what they are busy with, made once for each change.

What a walk costs must not grow with the people who wait: beyond a number of them, windows that can do the same are
taken together, and several people of a line at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from edge.hall.hall import Hall
from edge.hall.order import class_policy
from edge.hall.routing import calling_for, zone_of, zones_for
from edge.hall.state import Ticket, Window
from edge.hall.terms import TicketClass, WindowState
from edge.hall.waiting import RETURNED, Place
from edge.hall.waits.coming import Outlook
from edge.hall.waits.crews import Crew
from edge.hall.waits.latecomers import Latecomers, came_of_late
from edge.hall.waits.network import Part, abilities, network
from edge.hall.waits.rows import More, Row, Skill
from edge.hall.waits.turns import turn_of
from edge.hall.waits.walk import NEVER_S, Walk

CALLS_AT_MOST = 160  # of a walk, about: beyond it several are called at once
WINDOWS_APART = 48  # more are taken together, those that can do the same
AWAY_S = 300.0  # a free window that has called nobody for so long, although somebody waits, is not working


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who takes a ticket now: their class, and how much later than now their waiting time counts from."""

    ticket_class: TicketClass = TicketClass.ORDINARY
    counts_in_s: float = 0.0


def forecast(hall: Hall, service: str, newcomer: Newcomer, now: datetime) -> Walk:
    """Return what the order rule makes of the present for all that hangs together with this service."""
    part = part_of(hall, service)
    key, stamp = (part.services, newcomer.ticket_class), (hall.changes, now)
    kept = hall.forecasts.get(key)
    if newcomer.counts_in_s == 0 and kept is not None and kept[0] == stamp:
        return kept[1]
    made = Present(hall, part, newcomer, now).walk()
    if newcomer.counts_in_s == 0:
        hall.forecasts[key] = (stamp, made)
    return made


def part_of(hall: Hall, service: str) -> Part:
    """Return the services and windows that have to do with a service; no windows if nobody serves it."""
    planned = {window.number for window in hall.plan.windows}  # the state may remember others
    able = abilities([window for number, window in hall.state.windows.items() if number in planned])
    if hall.network is None or hall.network.abilities != able:
        hall.network, hall.forecasts = network(able), {}
    return hall.network.part_of.get(service) or Part((service,), ())


class Present:
    """One part of the hall at one moment, as the walk wants it; without a newcomer nobody else comes."""

    def __init__(self, hall: Hall, part: Part, newcomer: Newcomer | None, now: datetime) -> None:
        self._hall = hall
        self._part = part
        self._newcomer = newcomer
        self._now = now
        self._now_s = now.timestamp()
        self._competes = {kind: class_policy(hall.plan.policy, kind) for kind in TicketClass}
        self._printing = [hall.state.tickets[ticket_id] for ticket_id in hall.printing]
        self._rows = {service: list(self._rows_of(service)) for service in part.services}
        self._turns_s = {service: turn_of(hall, service) or NEVER_S for service in part.services}

    def walk(self) -> Walk:
        """Return the walk from here on."""
        waiting = sum(row.left for rows in self._rows.values() for row in rows)
        crews = self.crews()
        windows = sum(len(crew.windows) for crew in crews)
        if waiting <= CALLS_AT_MOST and windows <= WINDOWS_APART:
            desks = [desk for crew in crews for desk in crew.apart(self._hall, self._turns_s, self._now)]
        else:
            share = len(crews) * waiting / (max(1, windows) * CALLS_AT_MOST)  # of a crew's windows, at each call
            desks = [desk for crew in crews for desk in crew.together(self._hall, self._turns_s, self._now, share)]
        known_s = {service: turn_s for service, turn_s in self._turns_s.items() if turn_s < NEVER_S}
        shares = came_of_late(reversed(self._hall.state.tickets.values()), known_s, windows, self._now)
        late = Latecomers(shares, self._competes)
        return Walk(desks, self._turns_s, self._hall.plan.policy.spill_after_s, late)

    # ---- lines

    def _rows_of(self, service: str) -> Iterator[Row]:
        """Yield a service's lines, each of its zones for itself; a newcomer stands in every zone that has windows."""
        lines, newcomer = self._hall.lines, self._newcomer
        coming = [ticket for ticket in self._printing if ticket.service == service]
        zones = zones_for(self._hall, service)
        for kind, competes in self._competes.items():
            places = lines.places(service, kind.value)
            newcomer_s = newcomer.counts_in_s if newcomer and kind is newcomer.ticket_class else None
            expected = zones if newcomer_s is not None else [one.zone for one in coming if one.ticket_class is kind]
            for zone in dict.fromkeys((*places, *expected)):
                waiting = places.get(zone, [])
                if late := [_place(one) for one in coming if one.ticket_class is kind and one.zone == zone]:
                    waiting = sorted([*waiting, *late])
                yield Row((service, zone), waiting, competes, self._now_s, newcomer_s if zone in zones else None)
        for zone, returned in lines.places(service, RETURNED).items():
            yield self._returned(service, zone, returned)

    def _returned(self, service: str, zone: str, returned: Sequence[Place]) -> Row:
        """Return the row of reinstated tickets: they keep their arrival, score as ordinary ones, let others pass."""
        hall, after = self._hall, self._hall.plan.policy.return_after_calls
        tickets = [hall.state.tickets[place[3]] for place in returned]
        calls = hall.state.calls_of.get(service, 0)
        row = Row((service, zone), list(map(_place, tickets)), self._competes[TicketClass.ORDINARY], self._now_s)
        row.let_pass([max(0, (ticket.returned_at_call or 0) + after - calls) for ticket in tickets])
        return row

    def _bound(self, window: int) -> list[Row]:
        """Return the rows of those who wait for this very window, whatever for."""
        tickets = self._hall.state.tickets
        found: dict[tuple[str, TicketClass], list[Place]] = {}
        for kind in TicketClass:
            for places in self._hall.lines.places(window, kind.value).values():
                for place in places:
                    found.setdefault((tickets[place[3]].service, kind), []).append(place)
        zone = zone_of(self._hall, window)
        return [
            Row((service, zone), places, self._competes[kind], self._now_s) for (service, kind), places in found.items()
        ]

    # ---- windows

    def crews(self) -> list[Crew]:
        """Return the windows that call, those together that can do the same at the same times."""
        hall, crews, skills = self._hall, dict[object, Crew](), dict[object, Skill]()
        bound, outlook = hall.lines.bound_windows(), Outlook(hall, self._now)
        stranded = [
            row
            for number in bound
            if number not in hall.state.windows or hall.state.windows[number].state is not WindowState.OPEN
            for row in self._bound(number)
        ]
        for number in self._part.windows:
            window = hall.state.windows[number]
            times = outlook.working(window)
            if times is None:
                continue
            able: object = number
            if number not in bound:
                able = (window.serves, window.spills, zone_of(hall, number))
            skill = skills.get(able)
            if skill is None:
                own = self._bound(number) if number in bound else []
                skill = skills[able] = self._skill(window, own, stranded)
            if window.ticket is not None or not self._is_away(window, skill):
                key = (able, times)
                crew = crews.get(key)
                if crew is None:
                    crew = crews[key] = Crew(skill, times)
                crew.windows.append(window)
        return list(crews.values())

    def _skill(self, window: Window, own: list[Row], stranded: list[Row]) -> Skill:
        here = zone_of(self._hall, window.number)
        also = [service for service in window.spills if service not in window.serves]
        primary = [row for service in window.serves for row in self._rows[service]]
        away = [row for row in primary if row.zone not in ("", here) and self._has_desks(row.service, row.zone)]
        more = More(
            secondary=[row for service in also for row in self._rows[service]],
            bound=own,
            elsewhere=away,
            stranded=[row for row in stranded if row.service in window.serves or row.service in also],
        )
        return Skill([row for row in primary if row not in away] if away else primary, more)

    def _has_desks(self, service: str, zone: str) -> bool:
        return any(zone_of(self._hall, desk.number) == zone for desk in calling_for(self._hall, service))

    def _is_away(self, window: Window, skill: Skill) -> bool:
        """Whether nobody seems to work at this free window: people wait, and it has called none of them."""
        free_s = (self._now - window.free_since).total_seconds() if window.free_since else 0.0
        return free_s > AWAY_S and any(row.left and row.head_s < -AWAY_S for row in skill.primary)


def _place(ticket: Ticket) -> Place:
    return ticket.arrived_at, ticket.serial, ticket.number, ticket.id
