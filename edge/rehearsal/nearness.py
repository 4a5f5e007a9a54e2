"""How near a recorded day played again comes to what was recorded: what a rehearsal of another policy is worth."""

from dataclasses import dataclass

from edge.rehearsal.result import Result

NEAR_S = 60.0


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of the tickets that were called both times, by their first call; seconds."""

    tickets: int
    mean_s: float  # that the waits differ, earlier or later
    near: float  # share that differs by a minute at most


def nearness(recorded: Result, again: Result) -> Nearness:
    """Compare ticket by ticket."""
    waits_s = {wait.arrival: wait.waited_s for wait in recorded.waits if wait.leg == 0}
    apart_s = [
        abs(wait.waited_s - waits_s[wait.arrival]) for wait in again.waits if wait.leg == 0 and wait.arrival in waits_s
    ]
    count = len(apart_s)
    if not count:
        return Nearness(0, 0.0, 1.0)
    return Nearness(count, sum(apart_s) / count, sum(one <= NEAR_S for one in apart_s) / count)
