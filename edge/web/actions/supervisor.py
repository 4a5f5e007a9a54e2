"""What the supervisor of the hall (值班长) may do; each part of the page brings its own actions."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall import commands as c
from edge.ports import Answer
from edge.texts import sentence
from edge.web.access import Place
from edge.web.actions.asked import Asked, Reason, TicketName
from edge.web.room import Room
from edge.web.views.complaints import key_of


class SettleUnsure(Asked):
    """Somebody has looked whether an unsure number is held by anyone."""

    do: Literal["confirm", "void"]
    ticket: TicketName
    reason: Reason = ""

    async def act(self, room: Room, place: Place) -> Answer:
        made = c.Confirm if self.do == "confirm" else c.Void
        return await room.commands.submit(made(self.ticket, self.reason), self.command_id(place))


class SettleRating(Asked):
    """A bad rating has been dealt with here, and how."""

    do: Literal["settle_rating"]
    key: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    note: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)] = Field(repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        alerts = room.commands.hall.state.alerts.values()
        rating = next((alert.rating for alert in alerts if key_of(alert) == self.key), "")
        command = c.CloseRating(rating, sentence("supervisor"), self.note)
        return await room.commands.submit(command, self.command_id(place))


SupervisorAction = SettleUnsure | SettleRating
