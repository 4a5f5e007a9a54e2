"""What the supervisor answers to advice about tidal windows."""

from typing import Annotated, Literal

from pydantic import StringConstraints

from edge.hall import commands as c
from edge.hall.refusal import Refused
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, Reason
from edge.web.room import Room

AdviceName = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}/tide-[0-9]{1,6}$")]


class AnswerTide(Asked):
    """Open or close the window as advised, or leave it as it is; the screen answers where nobody names themselves."""

    do: Literal["accept_tide", "decline_tide"]
    advice: AdviceName
    by: Annotated[str, StringConstraints(max_length=40)] = ""
    reason: Reason = ""

    async def act(self, room: Room, place: Place) -> Answer:
        if self.by and room.commands.hall.plan.clerk(self.by) is None:
            raise Refused("unknown_clerk", clerk=self.by)
        by = self.by or place.name
        accepted, declined = c.AcceptTide(self.advice, by), c.DeclineTide(self.advice, by, self.reason)
        return await room.commands.submit(accepted if self.do == "accept_tide" else declined, self.command_id(place))
