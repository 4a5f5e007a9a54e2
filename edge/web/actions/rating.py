"""What a citizen may do at a pad: rate, with reasons where it was bad, or decline."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall.commands import DeclineRating, Rate
from edge.hall.refusal import Refused
from edge.hall.terms import Channel
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked
from edge.web.room import Room
from edge.web.tags import known_tags

Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,128}$")]


class GiveRating(Asked):
    """One of five levels; 1 and 2 may carry reasons of their own list."""

    do: Literal["rate"]
    token: Token = Field(repr=False)
    level: int = Field(ge=1, le=5)
    tags: Annotated[tuple[str, ...], Field(max_length=8)] = ()

    async def act(self, room: Room, place: Place) -> Answer:
        if not set(self.tags) <= known_tags(self.level):
            raise Refused("bad_args", fields="tags")
        command = Rate(self.token, self.level, Channel.TABLET, self.tags)
        return await room.commands.submit(command, self.command_id(place))


class SkipRating(Asked):
    """The citizen does not want to rate, which is nobody's business."""

    do: Literal["decline"]
    token: Token = Field(repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(DeclineRating(self.token), self.command_id(place))


RatingAction = GiveRating | SkipRating
