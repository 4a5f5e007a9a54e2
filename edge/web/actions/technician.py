"""What a technician may do: try a device, start it anew, open and close the day, settle what only a person can."""

from typing import Literal

from edge.hall.commands import ClearProblem, CloseDay, OpenDay
from edge.hall.refusal import Refused
from edge.ports import Answer
from edge.texts.problems import SETTLED_BY_HAND
from edge.web.access import Place
from edge.web.actions.asked import Asked, Word
from edge.web.room import Room


class TryDevice(Asked):
    """Let a device do something harmless, or open it again."""

    do: Literal["test", "restart"]
    device: Word

    async def act(self, room: Room, place: Place) -> Answer:  # noqa: ARG002 - one shape for all actions
        return await room.devices.act(self.device, self.do)


class OpenTheDay(Asked):
    """Begin the business day."""

    do: Literal["open_day"]

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(OpenDay(), self.command_id(place))


class CloseTheDay(Asked):
    """End the business day: open tickets expire."""

    do: Literal["close_day"]

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(CloseDay("technician"), self.command_id(place))


class SettleProblem(Asked):
    """A person has looked at what the hall itself cannot see the end of."""

    do: Literal["settle"]
    code: Word
    place: Word

    async def act(self, room: Room, place: Place) -> Answer:
        if self.code not in SETTLED_BY_HAND:
            raise Refused("problem_unknown", problem=self.code)
        return await room.commands.submit(ClearProblem(self.code, self.place), self.command_id(place))


TechnicianAction = TryDevice | OpenTheDay | CloseTheDay | SettleProblem
