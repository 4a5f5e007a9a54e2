"""What a citizen may do at the kiosk beside reading: say what should be better, with or without a number to call."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall.commands import GiveFeedback
from edge.hall.refusal import Refused
from edge.hall.terms import FeedbackSource, FeedbackTopic
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked
from edge.web.room import Room

Telephone = Annotated[str, StringConstraints(pattern=r"^(\d{7,12})?$")]


class Complain(Asked):
    """A complaint or a suggestion; a telephone number is sealed here, before anything else sees it."""

    do: Literal["complain"]
    topic: FeedbackTopic
    telephone: Telephone = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        if self.telephone and room.seal is None:
            raise Refused("bad_args", fields=["telephone"])
        contact = room.seal(self.telephone) if self.telephone and room.seal else ""
        command = GiveFeedback(self.topic, FeedbackSource.KIOSK, contact=contact)
        return await room.commands.submit(command, self.command_id(place))
