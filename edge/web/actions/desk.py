"""What a clerk asks beside serving: a chief representative, the result of a report, a region."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall import commands as c
from edge.hall.terms import Resolution
from edge.ports import Answer
from edge.web.access import Place
from edge.web.actions.asked import Asked, TicketName, Word
from edge.web.room import Room

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class AskForChief(Asked):
    """The clerk needs somebody of a department at the window; "" is that of the matter being served."""

    do: Literal["ask_chief"]
    department: Annotated[str, StringConstraints(max_length=40)] = ""
    note: Note = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        command = c.AskChief(place.window or 0, self.department, self.note)
        return await room.commands.submit(command, self.command_id(place))


class NeedNobody(Asked):
    """The chief representative has come, or is not needed any more."""

    do: Literal["answer_chief"]
    request: Word

    async def act(self, room: Room, place: Place) -> Answer:
        clerk = room.commands.hall.desk(place.window or 0).clerk
        return await room.commands.submit(c.AnswerChief(self.request, clerk or place.name), self.command_id(place))


class CloseReport(Asked):
    """The clerk of the 办不成事 window notes what became of a report."""

    do: Literal["close_unresolved"]
    matter: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z/#-]{1,40}$")]
    result: Resolution
    note: Note = Field(default="", repr=False)

    async def act(self, room: Room, place: Place) -> Answer:
        clerk = room.commands.hall.desk(place.window or 0).clerk
        command = c.CloseUnresolved(self.matter, self.result, self.note, clerk or place.name)
        return await room.commands.submit(command, self.command_id(place))


class NoteTheRegion(Asked):
    """Whose region's matter the ticket is."""

    do: Literal["note_region"]
    ticket: TicketName
    region: Annotated[str, StringConstraints(pattern=r"^\d{6,12}$")]

    async def act(self, room: Room, place: Place) -> Answer:
        return await room.commands.submit(c.NoteRegion(self.ticket, self.region), self.command_id(place))


DeskAction = AskForChief | NeedNobody | CloseReport | NoteTheRegion
