"""What a clerk's key asks of the hall, as the hall stands at that moment."""

from collections.abc import Callable, Mapping

from drivers.contract import Key, KeyPressed
from edge.hall import commands as c
from edge.hall.hall import Hall
from edge.hall.refusal import Refused
from edge.hall.state import Ticket, Window
from edge.hall.terms import TicketState, WindowState

BY_KEY = "keypad"  # the reason kept where a keypad cannot give one


_PLAIN: Mapping[Key, Callable[[int], c.Command]] = {
    Key.RECALL: c.Recall,
    Key.START: c.Start,
    Key.MISS: lambda window: c.Miss(window, BY_KEY),
    Key.FINISH: c.Finish,
    Key.RATE: c.Finish,  # finishing opens the rating; there is no other way to ask for one
    Key.PARK: lambda window: c.Park(window, BY_KEY),
}


def commands_for(hall: Hall, number: int, pressed: KeyPressed) -> tuple[c.Command, ...]:
    """Return the commands of one key, in order; Refused where the key means nothing now."""
    if pressed.key in _PLAIN:
        return (_PLAIN[pressed.key](number),)
    window = hall.window(number)
    is_open = window.state is WindowState.OPEN
    match pressed.key:
        case Key.NEXT:  # where there is only a keypad, the first call opens the window
            return (_next(number),) if is_open else (c.OpenWindow(number), _next(number))
        case Key.PAUSE:
            return (c.PauseWindow(number) if is_open else c.OpenWindow(number),)
        case Key.RESUME:
            resumed = c.Resume(_parked_at(hall, window).id)  # “call who was hung up”: at once, if the window can
            return (resumed, c.Call(number)) if is_open and window.ticket is None else (resumed,)
        case Key.CALL_NUMBER:
            return (c.CallNumber(number, _by_digits(hall, window, pressed.digits).id, BY_KEY),)
        case Key.TRANSFER if pressed.digits and window.ticket:
            return (c.Transfer(window.ticket, BY_KEY, window=int(pressed.digits)),)
        case _:
            raise Refused("key_not_used", key=pressed.key.value)


def _next(number: int) -> c.Next:
    return c.Next(number, is_blind=True)  # nobody knows what the clerk saw when the finger came down


def _parked_at(hall: Hall, window: Window) -> Ticket:
    parked = [ticket for ticket in hall.in_state(TicketState.PARKED) if ticket.window == window.number]
    if not parked:
        raise Refused("nobody_parked", window=window.number)
    return min(parked, key=lambda ticket: ticket.since)


def _by_digits(hall: Hall, window: Window, digits: str) -> Ticket:
    """Return the waiting ticket that these digits mean at this window: keypads have no letters."""
    serial = int(digits) if digits.isdecimal() else 0
    fitting = [
        ticket
        for ticket in hall.in_state(TicketState.WAITING)
        if ticket.serial == serial and ticket.service in (*window.serves, *window.spills)
    ]
    if len(fitting) != 1:
        raise Refused("unknown_ticket", ticket=digits)
    return fitting[0]
