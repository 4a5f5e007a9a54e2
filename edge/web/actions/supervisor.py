"""What the supervisor of the hall (值班长) may do; each part of the page brings its own actions."""

from typing import Literal

from edge.hall import commands as c
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, Reason, TicketName
from edge.web.room import Room


class SettleUnsure(Asked):
    """Somebody has looked whether an unsure number is held by anyone."""

    do: Literal["confirm", "void"]
    ticket: TicketName
    reason: Reason = ""

    async def act(self, room: Room, place: Place) -> Answer:
        made = c.Confirm if self.do == "confirm" else c.Void
        return await room.commands.submit(made(self.ticket, self.reason), self.command_id(place))


SupervisorAction = SettleUnsure
