"""What a citizen may do at a pad: rate, with reasons where it was bad, or decline."""

import re
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall.commands import DeclineRating, Rate, TimeOutRating
from edge.hall.decide.ratings import TEXT_AT_MOST, hash_of
from edge.hall.refusal import Refused
from edge.hall.terms import Channel
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked
from edge.web.room import Room

Code = Annotated[str, StringConstraints(max_length=16)]
Token = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,128}$")]


class GiveRating(Asked):
    """One of five levels, with reasons of its list or in words; 1 and 2 need one."""

    do: Literal["rate"]
    token: Token = Field(default="", repr=False)  # of the pad; a phone has it in its link
    level: int = Field(ge=1, le=5)
    tags: Annotated[tuple[Code, ...], Field(max_length=8)] = ()
    sequence: Annotated[int, Field(ge=1, le=2)] | None = None  # of a phone
    text: Annotated[str, Field(max_length=TEXT_AT_MOST, repr=False)] = ""

    async def act(self, room: Room, place: Place) -> Answer:
        if place.link is not None:
            if room.clock.now() > place.link.expires:
                raise Refused("link_expired")
            command = Rate(place.link.token, self.level, Channel.QR, self.tags, self.text, self.sequence)
        else:
            command = Rate(self.token, self.level, Channel.TABLET, self.tags, self.text)
        return await room.commands.submit(command, self.command_id(place))


class SkipRating(Asked):
    """The citizen does not want to rate, which is nobody's business."""

    do: Literal["decline"]
    token: Token = Field(repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(DeclineRating(self.token), self.command_id(place))


class ReportPad(Asked):
    """What a bought desk pad answers: a word of its own for the level, for a time-out or for "no", tags joined by |."""

    do: Literal["pad_result"]
    token: Token = Field(repr=False)
    result: Annotated[str, StringConstraints(max_length=16)]
    tags: Annotated[str, StringConstraints(max_length=160)] = ""
    text: Annotated[str, Field(max_length=TEXT_AT_MOST, repr=False)] = ""

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(self._command(room), self.command_id(place))

    def _command(self, room: Room) -> Rate | DeclineRating | TimeOutRating:
        word = room.profile.pad_word(self.result)
        if word is None:
            raise Refused("bad_args", fields=["result"])
        if word == "timed_out":
            return TimeOutRating(room.commands.hall.state.tokens.get(hash_of(self.token), ""))
        if word == "declined":
            return DeclineRating(self.token)
        tags = tuple(filter(None, re.split(r"[|,]", self.tags)))
        return Rate(self.token, int(word), Channel.TABLET, tags, self.text)


RatingAction = GiveRating | SkipRating | ReportPad
