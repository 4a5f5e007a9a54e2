"""How estimates turn out: kept by service for today, as one number each for the days before.

What is judged: the wait from taking a ticket to the first call of its first leg, of everybody who was told a range and
came when called. Left out is who was called out of order by number, missed the call, cancelled, was sent elsewhere
before being served, or was never called; and who found a free window and was called within five minutes, for that was
no estimate and would only flatter the others.
"""

from dataclasses import dataclass

from edge.hall.experience import Experience, Judged, JudgedDay, Told
from edge.hall.terms import TicketClass
from edge.hall.waits.bands import learn

TOO_LITTLE_S = 300.0  # a wait that is so much longer than the upper end of the range was told too little
DAYS_KEPT = 30


@dataclass(frozen=True, slots=True)
class Figures:
    """Judged waits in numbers; None where there were none."""

    judged: int
    mean_error_min: float | None  # of the likeliest wait, early or late
    in_range: float | None  # share of actual waits within the told range
    too_little: float | None  # share that waited more than five minutes beyond its upper end


def judge(experience: Experience, service: str, ticket_class: TicketClass, told: Told, actual_s: float) -> None:
    """Take one wait that has come true into account."""
    if told.walked_s <= 0 and actual_s <= told.high_min * 60:
        return
    judged = experience.judged.setdefault(service, Judged())
    judged.waits += 1
    judged.in_range += told.low_min * 60 <= actual_s <= told.high_min * 60
    judged.error_s += abs(actual_s - told.expected_s)
    judged.too_little += actual_s > told.high_min * 60 + TOO_LITTLE_S
    learn(experience, ticket_class, told, actual_s)


def begin_day(experience: Experience, yesterday: str) -> None:
    """Put the day that was away as one, and begin to count anew."""
    if experience.judged:
        experience.days.append(JudgedDay(yesterday, together(experience)))
        del experience.days[:-DAYS_KEPT]
    experience.judged = {}


def figures(judged: Judged) -> Figures:
    """Return the shares and the mean, rounded as they are published."""
    n = judged.waits
    if not n:
        return Figures(0, None, None, None)
    return Figures(n, round(judged.error_s / n / 60, 1), round(judged.in_range / n, 3), round(judged.too_little / n, 3))


def together(experience: Experience) -> Judged:
    """Return today's judgement over all services."""
    total = Judged()
    for judged in experience.judged.values():
        total.waits += judged.waits
        total.in_range += judged.in_range
        total.error_s += judged.error_s
        total.too_little += judged.too_little
    return total
