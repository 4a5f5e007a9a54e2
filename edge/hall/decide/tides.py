"""Advice about tidal windows, and what people and the clock answer; nobody who is served is ever cut off."""

from datetime import timedelta

from edge.hall.commands import AcceptTide, AdviseTide, DeclineTide, EndTide, WithdrawTide
from edge.hall.decide.windows import rearranged, restoring
from edge.hall.decision import Decision, Moment
from edge.hall.events import (
    Arrangement,
    Event,
    TideAccepted,
    TideAdvised,
    TideDeclined,
    TideWithdrawn,
    WindowClosed,
    WindowOpened,
    WindowPaused,
)
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import Window
from edge.hall.terms import WindowState
from edge.hall.tide_rule import oldest_s, propose
from edge.hall.tide_state import TideAdvice
from edge.hall.tides import TideWay, TideWhy

TIDE = "tide"  # the reason kept with windows that a tide opens, pauses and closes


def advise(hall: Hall, command: AdviseTide, moment: Moment) -> Decision:
    """Note what opening or closing would do; one unanswered advice a window."""
    window = hall.window(command.window)
    tides = hall.state.tides
    if not hall.state.is_day_open:
        raise Refused("day_not_open")
    if command.advice != f"{hall.state.day}/tide-{tides.count + 1}" or window.number in tides.advised:
        raise Refused("tide_known", window=window.number)
    if (window.state is WindowState.CLOSED) is not (command.way is TideWay.OPEN):
        raise Refused("tide_over", window=window.number)
    found = propose(hall, window, command.way, command.service, moment.now)
    if found is None or window.number not in hall.plan.tides.windows:
        raise Refused("tide_useless", window=window.number)
    event = TideAdvised(
        advice=command.advice,
        window=window.number,
        way=command.way,
        why=command.why,
        service=command.service,
        serves=window.serves if command.why is TideWhy.TIMETABLE else found.serves,
        waiting=hall.ahead_for(command.service),
        oldest_s=int(oldest_s(hall, command.service, moment.now)),
        before_s=None if found.before_s is None else int(found.before_s),
        after_s=int(found.after_s),
    )
    return Decision((event,), {"advice": command.advice, "window": window.number})


def accept(hall: Hall, command: AcceptTide, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all deciders
    """Open the window for what it is needed for, or let it close as soon as it is free."""
    advice = _advice(hall, command.advice)
    if not command.by:
        raise Refused("bad_args", fields=["by"])
    window = hall.window(advice.window)
    answered = _opening if advice.way is TideWay.OPEN else _closing
    events = answered(hall, window, advice, command.by)
    return Decision(events, {"advice": advice.id, "window": window.number, "way": advice.way.value})


def decline(hall: Hall, command: DeclineTide, moment: Moment) -> Decision:
    """Leave the window as it is; nothing of the kind is advised for the quiet time."""
    advice = _advice(hall, command.advice)
    if not command.by:
        raise Refused("bad_args", fields=["by"])
    until = moment.now + timedelta(seconds=hall.plan.tides.quiet_s)
    event = TideDeclined(advice.id, advice.window, advice.way, command.by, until, command.reason)
    return Decision((event,), {"advice": advice.id, "window": advice.window})


def withdraw(hall: Hall, command: WithdrawTide, moment: Moment) -> Decision:  # noqa: ARG001 - one shape for all
    """Take an advice back that nobody has answered."""
    advice = _advice(hall, command.advice)
    return Decision((TideWithdrawn(advice.id, advice.window, advice.way, command.why),))


def end(hall: Hall, command: EndTide, moment: Moment) -> Decision:  # noqa: ARG001
    """Close a window that a tide has told to close, now that it is free."""
    window = hall.window(command.window)
    if window.number not in hall.state.tides.ebbing:
        raise Refused("tide_over", window=window.number)
    if window.ticket is not None:
        raise Refused("window_busy", window=window.number, ticket=hall.state.tickets[window.ticket].number)
    return Decision((WindowClosed(window.number, TIDE), *restoring(hall, window, TIDE)), {"window": window.number})


def _advice(hall: Hall, name: str) -> TideAdvice:
    found = next((one for one in hall.state.tides.advised.values() if one.id == name), None)
    if found is None:
        raise Refused("unknown_tide", advice=name)
    return found


def _opening(hall: Hall, window: Window, advice: TideAdvice, by: str) -> tuple[Event, ...]:
    if window.state is not WindowState.CLOSED:
        raise Refused("window_already_open", window=window.number)
    was = window.arrangement
    able = tuple(dict.fromkeys((*was.serves, *was.spills)))
    serves = tuple(code for code in able if code in advice.serves) or was.serves
    now = Arrangement(serves, tuple(code for code in able if code not in serves), was.roles)
    changed = rearranged(hall, window, now, by).events if now != was else ()
    lent = (was, now) if changed else None
    accepted = TideAccepted(advice.id, window.number, advice.way, by, serves, lent)
    return (accepted, *changed, WindowOpened(window.number, TIDE))


def _closing(hall: Hall, window: Window, advice: TideAdvice, by: str) -> tuple[Event, ...]:
    if window.state is WindowState.CLOSED:
        raise Refused("window_already_closed", window=window.number)
    accepted = TideAccepted(advice.id, window.number, advice.way, by)
    if window.ticket is None:
        return (accepted, WindowClosed(window.number, TIDE), *restoring(hall, window, by))
    if window.state is WindowState.PAUSED:
        return (accepted,)
    return (accepted, WindowPaused(window.number, TIDE))
