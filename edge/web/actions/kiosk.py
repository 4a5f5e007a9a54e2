"""What a citizen may do at the kiosk: report that something could not be done (办不成事)."""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall.commands import Take
from edge.hall.refusal import Refused
from edge.hall.roles import service_for_unresolved
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked
from edge.web.room import Room

_IN_A_CODE = re.compile(r"\d{4}-\d{2}-\d{2}/[A-Z]{1,2}\d{2,6}")


class ReportUnresolved(Asked):
    """The number of the ticket that failed, typed or as its QR code says it; none if it is not at hand."""

    do: Literal["report"]
    failed: Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)] = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        """Take a number for the window; it stands on the screen, nothing is printed."""
        service = service_for_unresolved(room.commands.hall.plan)
        if service is None:
            raise Refused("unknown_service", service="unresolved")
        wish = Take((service.code,), failed=ticket_in(self.failed), is_on_screen=True)
        return await room.commands.submit(wish, self.command_id(place))


def ticket_in(raw_text: str) -> str:
    """Return the ticket that a QR code names, or the number that was typed."""
    found = _IN_A_CODE.search(raw_text)
    return found.group() if found else raw_text.upper()
