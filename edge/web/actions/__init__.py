"""What each screen may ask for, as it comes in by HTTP: one model an action, one union a screen."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

from edge.web.actions.clerk import ClerkAction
from edge.web.actions.complaints import Complain
from edge.web.actions.desk import DeskAction
from edge.web.actions.kiosk import ReportUnresolved
from edge.web.actions.rating import RatingAction
from edge.web.actions.supervisor import SupervisorAction
from edge.web.actions.technician import TechnicianAction
from edge.web.actions.ticket import TicketAction
from edge.web.plan import ScreenKind


def _union(actions: Any) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[actions, Field(discriminator="do")])


ACTIONS: Mapping[ScreenKind, TypeAdapter[Any]] = MappingProxyType(
    {
        ScreenKind.TICKET: _union(TicketAction),
        ScreenKind.KIOSK: _union(ReportUnresolved | Complain),
        ScreenKind.RATING: _union(RatingAction),
        ScreenKind.CLERK: _union(ClerkAction | DeskAction),
        ScreenKind.SUPERVISOR: _union(SupervisorAction),
        ScreenKind.TECHNICIAN: _union(TechnicianAction),
    }
)
