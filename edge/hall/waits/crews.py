"""Windows that can do the same at the same times, as the desks of a walk: each for itself, or all as one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

from edge.hall.hall import Hall
from edge.hall.state import Window
from edge.hall.waits.coming import Working
from edge.hall.waits.rows import Skill
from edge.hall.waits.turns import FIRST_TURN, first_rest_of, pace_of, rests_of, turn_of
from edge.hall.waits.walk import NEVER_S, Desk

TurnsS = Mapping[str, float]
"""How long a turn takes in seconds, by service."""


@dataclass(slots=True)
class Crew:
    """The windows, with what they are able to."""

    skill: Skill
    times: Working
    windows: list[Window] = field(default_factory=list)

    def apart(self, hall: Hall, turns_s: TurnsS, now: datetime) -> list[Desk]:
        """Return a desk for each window, free when its present turn is over."""
        free, busy, turns = self._looked_at(hall, turns_s, now)
        rests_s = rests_of(turns)
        return [
            *(self._single(0.0, hall, window) for window in free),
            *(self._single(rest_s, hall, window) for window, rest_s in zip(busy, rests_s, strict=True)),
        ]

    def together(self, hall: Hall, turns_s: TurnsS, now: datetime, share: float) -> list[Desk]:
        """Return a desk for each free window, and one as fast as all others, first free when the first of them is.

        It calls as many at once as are `share` of its windows.
        """
        free, busy, turns = self._looked_at(hall, turns_s, now)
        desks = [self._single(0.0, hall, window) for window in free]
        if busy:
            paces = [pace_of(hall, window.number) for window in busy]
            desk = self._desk(first_rest_of(turns), len(paces) / sum(1 / pace for pace in paces))
            desk.windows, desk.at_once = len(busy), max(1, ceil(share * len(busy)))
            desks.append(desk)
        return desks

    def _looked_at(
        self, hall: Hall, turns_s: TurnsS, now: datetime
    ) -> tuple[list[Window], list[Window], list[tuple[float, float]]]:
        """Return the free windows, the busy ones, and of these the usual length of the turn and how much has passed."""
        tickets = hall.state.tickets
        free, busy, turns = [], [], []
        for window in self.windows:
            ticket = tickets.get(window.ticket or "")
            if ticket is None:
                free.append(window)
                continue
            service = ticket.service
            usual_s = turns_s.get(service) or turn_of(hall, service) or NEVER_S
            busy.append(window)
            turns.append((usual_s, (now - (window.turn_began or ticket.since)).total_seconds()))
        return free, busy, turns

    def _single(self, rest_s: float, hall: Hall, window: Window) -> Desk:
        desk = self._desk(rest_s, pace_of(hall, window.number))
        desk.first = FIRST_TURN
        return desk

    def _desk(self, rest_s: float, pace: float) -> Desk:
        times = self.times
        return Desk(self.skill, max(rest_s, times.from_s), pace, until_s=times.until_s, back_s=times.back_s)
