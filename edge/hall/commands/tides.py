"""What is asked about tidal windows: advice by the hall itself, its answers by people."""

from dataclasses import dataclass

from edge.hall.tides import TideWay, TideWhy


@dataclass(frozen=True, slots=True)
class AdviseTide:
    """Advise opening or closing a tidal window; `advice` is the id that it will have."""

    advice: str
    window: int
    way: TideWay
    why: TideWhy
    service: str


@dataclass(frozen=True, slots=True)
class AcceptTide:
    advice: str
    by: str  # a clerk's code, a screen's name, or `automatic`


@dataclass(frozen=True, slots=True)
class DeclineTide:
    advice: str
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawTide:
    """The need has passed, or somebody has done it by hand."""

    advice: str
    why: TideWhy


@dataclass(frozen=True, slots=True)
class EndTide:
    """A window that a tide closes has served its last one."""

    window: int
