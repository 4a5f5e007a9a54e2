"""The life of a ticket as one table: from which state, by which step, to which state.

What the table does not list is refused. README's diagram is printed from here.
"""

from types import MappingProxyType

from edge.hall.terms import Step, TicketState

_T = TicketState
_S = Step

TRANSITIONS = MappingProxyType(
    {
        (_T.PRINTING, _S.PRINTED): _T.WAITING,
        (_T.PRINTING, _S.OFFER): _T.OFFERED,
        (_T.OFFERED, _S.SHOW): _T.WAITING,
        (_T.OFFERED, _S.GIVE_UP): _T.VOID,
        (_T.OFFERED, _S.LAPSE): _T.UNSURE,
        (_T.UNSURE, _S.CONFIRM): _T.WAITING,
        (_T.UNSURE, _S.VOID): _T.VOID,
        (_T.WAITING, _S.REPRINT): _T.WAITING,
        (_T.WAITING, _S.CALL): _T.CALLED,
        (_T.WAITING, _S.CANCEL): _T.CANCELLED,
        (_T.CALLED, _S.RECALL): _T.CALLED,
        (_T.CALLED, _S.START): _T.SERVING,
        (_T.CALLED, _S.MISS): _T.MISSED,
        (_T.CALLED, _S.TRANSFER): _T.WAITING,
        (_T.SERVING, _S.FINISH): _T.DONE,
        (_T.SERVING, _S.FINISH_LEG): _T.WAITING,
        (_T.SERVING, _S.TRANSFER): _T.WAITING,
        (_T.SERVING, _S.PARK): _T.PARKED,
        (_T.MISSED, _S.REINSTATE): _T.WAITING,
        (_T.MISSED, _S.CANCEL): _T.CANCELLED,
        (_T.PARKED, _S.RESUME): _T.WAITING,
        (_T.PARKED, _S.CANCEL): _T.CANCELLED,
        **{(state, _S.EXPIRE): _T.EXPIRED for state in TicketState if state.is_open},
    }
)


def after(state: TicketState, step: Step) -> TicketState | None:
    """Return the state that `step` leads to, or None where it is not allowed."""
    return TRANSITIONS.get((state, step))
