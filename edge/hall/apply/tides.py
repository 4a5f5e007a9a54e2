"""How advice about tidal windows is remembered until somebody answers it."""

from datetime import datetime

from edge.hall import events as e
from edge.hall.hall import Hall
from edge.hall.tide_rule import quiet_key
from edge.hall.tide_state import Lent, TideAdvice
from edge.hall.tides import TideWay


def advised(hall: Hall, event: e.TideAdvised, at: datetime) -> None:
    tides = hall.state.tides
    tides.count += 1
    tides.advised[event.window] = TideAdvice(
        event.advice,
        event.window,
        event.way,
        event.why,
        event.service,
        event.serves,
        event.waiting,
        event.oldest_s,
        event.before_s,
        event.after_s,
        advised_at=at,
    )


def accepted(hall: Hall, event: e.TideAccepted, at: datetime) -> None:  # noqa: ARG001 - one shape for all appliers
    tides = hall.state.tides
    tides.advised.pop(event.window, None)
    if event.way is TideWay.CLOSE:
        tides.ebbing[event.window] = event.advice
    elif event.lent is not None:
        tides.lent[event.window] = Lent(event.lent[0], event.lent[1])


def declined(hall: Hall, event: e.TideDeclined, at: datetime) -> None:  # noqa: ARG001
    known = hall.state.tides.advised.pop(event.window, None)
    if known is not None:
        hall.state.tides.quiet[quiet_key(known.way, known.window, known.service)] = event.until


def withdrawn(hall: Hall, event: e.TideWithdrawn, at: datetime) -> None:  # noqa: ARG001
    hall.state.tides.advised.pop(event.window, None)
