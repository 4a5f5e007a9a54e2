"""The supervisor's page (值班长): what whoever runs the hall must see, one section beside the other."""

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from edge.hall.terms import TicketState
from edge.web.access import Place
from edge.web.scene import Scene
from edge.web.views.arrangements import arrangements
from edge.web.views.clerk import listed
from edge.web.views.complaints import complaints
from edge.web.views.estimates import estimates
from edge.web.views.floor import queues, windows
from edge.web.views.heat import heat_section
from edge.web.views.pending import chiefs, matters, reminders
from edge.web.views.tides import tides

DAYS_OFFERED = 62
MONTHS_OFFERED = 24


def supervisor(scene: Scene, _place: Place) -> dict[str, Any]:
    """Return the hall as its supervisor sees it; of ratings only the bad ones that must be dealt with."""
    return {
        "hall": scene.plan.hall_name,
        "is_open": scene.hall.state.is_day_open,
    } | {name: scene.shared(f"supervisor {name}", partial(make, scene)) for name, make in SECTIONS.items()}


def reports(scene: Scene) -> dict[str, Any]:
    """Return which days and months have a report; the page asks for the one that is wanted."""
    days = scene.room.reports.days()
    return {"days": days[:DAYS_OFFERED], "months": sorted({day[:7] for day in days}, reverse=True)[:MONTHS_OFFERED]}


SECTIONS: Mapping[str, Callable[[Scene], Any]] = MappingProxyType(
    {
        "windows": windows,
        "reports": reports,
        "queues": queues,
        "complaints": complaints,
        "heat": heat_section,
        "tides": tides,
        "reminders": reminders,
        "matters": matters,
        "chiefs": chiefs,
        "arrangements": arrangements,
        "estimates": estimates,
        "unsure": partial(listed, state=TicketState.UNSURE),
        "missed": partial(listed, state=TicketState.MISSED),
    }
)
"""What each section of the page is told, by the name under which its module finds it."""
