"""What a technician may do: try a device, start it anew, open and close the day by hand."""

from typing import Literal

from edge.hall.commands import CloseDay, OpenDay
from edge.ports import Answer
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


TechnicianAction = TryDevice | OpenTheDay | CloseTheDay
