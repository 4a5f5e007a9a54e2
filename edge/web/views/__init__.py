"""What each screen shows: pure functions from one moment of the hall to JSON values."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from edge.web.access import Place
from edge.web.plan import ScreenKind
from edge.web.scene import Scene
from edge.web.views.board import board
from edge.web.views.clerk import clerk
from edge.web.views.kiosk import kiosk
from edge.web.views.rating import rating
from edge.web.views.supervisor import supervisor
from edge.web.views.technician import technician
from edge.web.views.ticket import ticket

VIEWS: Mapping[ScreenKind, Callable[[Scene, Place], dict[str, Any]]] = MappingProxyType(
    {
        ScreenKind.TICKET: ticket,
        ScreenKind.KIOSK: kiosk,
        ScreenKind.RATING: rating,
        ScreenKind.BOARD: board,
        ScreenKind.CLERK: clerk,
        ScreenKind.SUPERVISOR: supervisor,
        ScreenKind.TECHNICIAN: technician,
    }
)
