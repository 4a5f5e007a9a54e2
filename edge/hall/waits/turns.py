"""How long a turn takes: from the moment a window could call somebody to the moment it can call the next.

Learnt from every turn that ends, missed, transferred and parked tickets included: each of them costs the queue a turn.
A running mean for each service, and for each window how its turns compare with those means. Both are carried over the
night with less weight, so that a morning begins with what is usual and soon follows what is true today.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import log, sqrt

from edge.hall.experience import Experience, Pace
from edge.hall.hall import Hall
from edge.hall.state import Ticket, Window

LONGEST_PAUSE = timedelta(minutes=3)  # a window that was free longer between two turns was not merely tidying up
MEMORY_TURNS = 40.0  # of a service: older turns fade
MORNING_TURNS = 12.0  # what all earlier days are worth to a new one
DESK_MEMORY_TURNS = 30.0
DESK_MORNING_TURNS = 8.0
DESK_DOUBT_TURNS = 8.0  # a window is taken for an ordinary one until so many turns say otherwise
DOUBT_TURNS = 3.0  # a service's own turns weigh against what was expected of it beforehand
FEWEST_TURNS = 5.0  # fewer in the whole hall tell nothing
SHORTEST_S = 1.0  # who presses faster serves nobody
FIRST_TURN = 1 - 0.7**2 / 2
"""Of a mean turn: turns of even length, one after the other, end later than as many of uneven length do on average;
what they are behind is half the square of the spread, once for each window."""
NEWTON_STEPS = 2
_GOLDEN = 0.6180339887498949  # multiples of it lie evenly, however many there are
OUTLIER = 4.0  # a longer turn, in means, counts as this: somebody forgot to press a key


def turn_begins(window: Window, ticket: Ticket, now: datetime) -> datetime:
    """Return when the turn of a ticket called now began: when the window was free and the ticket waited already."""
    if window.free_since is None:
        return now
    begun = max(window.free_since, ticket.since)
    return begun if now - begun <= LONGEST_PAUSE else now


def learn_turn(hall: Hall, window: Window, ticket: Ticket, now: datetime) -> None:
    """Take the turn that ends now into account."""
    if window.turn_began is None:
        return
    experience, turn_s = hall.state.experience, (now - window.turn_began).total_seconds()
    usual_s = turn_of(hall, ticket.service)
    if usual_s is not None:
        turn_s = min(turn_s, OUTLIER * usual_s)
        desk = experience.desks.setdefault(window.number, Pace(1.0, 0.0))
        _add(desk, turn_s / usual_s, DESK_MEMORY_TURNS)
    _add(experience.turns.setdefault(ticket.service, Pace(turn_s, 0.0)), turn_s, MEMORY_TURNS)


def begin_day(experience: Experience) -> None:
    """Let what was learnt so far weigh less than what the new day will tell."""
    for turn in experience.turns.values():
        turn.weight = min(turn.weight, MORNING_TURNS)
    for desk in experience.desks.values():
        desk.weight = min(desk.weight, DESK_MORNING_TURNS)


def turn_of(hall: Hall, service: str) -> float | None:
    """Return how many seconds a turn for this service takes, None if nothing is known of it."""
    learnt = hall.state.experience.turns.get(service)
    turn_s = _beforehand(hall, service)
    if turn_s is None:
        return None
    if learnt is not None:
        turn_s = (learnt.mean * learnt.weight + turn_s * DOUBT_TURNS) / (learnt.weight + DOUBT_TURNS)
    return max(turn_s, SHORTEST_S)


def pace_of(hall: Hall, window: int) -> float:
    """Return a window's turns as a multiple of the services' means; 1 for one that nothing is known of."""
    learnt = hall.state.experience.desks.get(window)
    if learnt is None:
        return 1.0
    return (learnt.mean * learnt.weight + DESK_DOUBT_TURNS) / (learnt.weight + DESK_DOUBT_TURNS)


def rests_of(turns: Sequence[tuple[float, float]]) -> list[float]:
    """Return how much of each of these turns, (usual length, passed so far), is still to come: one likely outcome.

    As for turns whose spread is 0.7 of their mean (a gamma distribution of shape 2), which is what counters show: a
    turn that has lasted long is not about to end. The mean of each would not do: of many windows the first is free long
    before the mean, so their rests are laid out as those of so many windows lie on average, first to last.
    """
    windows = len(turns)
    places = [(place * _GOLDEN) % 1.0 for place in range(windows)]  # neither first nor last because it began early
    drawn = [0.0] * windows
    passed = 0.0
    for rank, place in enumerate(sorted(range(windows), key=places.__getitem__)):
        passed += 1 / (windows - rank)
        drawn[place] = passed
    return [usual_s * _rest(passed_s / usual_s, drawn[place]) for place, (usual_s, passed_s) in enumerate(turns)]


def first_rest_of(turns: Sequence[tuple[float, float]]) -> float:
    """Return when the first of these turns is over; without looking at each, for there may be hundreds."""
    windows = len(turns)
    usual_s = sum(usual_s for usual_s, _ in turns) / windows
    passed_s = sum(passed_s for _, passed_s in turns) / windows
    return usual_s * _rest(passed_s / usual_s, 1 / windows)


def _rest(ratio: float, drawn: float) -> float:
    """Return the rest after `ratio` of a mean turn, in means, that is outlasted with the probability exp(-drawn)."""
    falling = 2 / (1 + 2 * max(ratio, 0.0))
    rest = drawn / 2 + sqrt(drawn / 2)  # Newton's method, from above: 2 rest = drawn + ln(1 + falling rest)
    for _ in range(NEWTON_STEPS):
        grown = 1 + falling * rest
        rest -= (2 * rest - log(grown) - drawn) / (2 - falling / grown)
    return max(rest, 0.0)


def _beforehand(hall: Hall, service: str) -> float | None:
    """Return what would be expected of a service without its own turns: what is configured, or the hall's mean."""
    planned = hall.plan.service(service)
    if planned is not None and planned.usual_s is not None:
        return planned.usual_s
    weight = total_s = 0.0
    for turn in hall.state.experience.turns.values():
        weight += turn.weight
        total_s += turn.mean * turn.weight
    return total_s / weight if weight >= FEWEST_TURNS else None


def _add(pace: Pace, value: float, memory: float) -> None:
    pace.weight = min(pace.weight + 1.0, memory)
    pace.mean += (value - pace.mean) / pace.weight
