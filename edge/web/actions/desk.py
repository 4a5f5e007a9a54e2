"""What a clerk asks beside serving: a chief representative, the result of a report, a region."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from edge.hall import commands as c
from edge.hall.terms import Resolution
from edge.web.actions.asked import TicketName, Word
from edge.web.actions.clerk import ByClerk

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


class AskForChief(ByClerk):
    """The clerk needs somebody of a department at the window; "" is that of the matter being served."""

    do: Literal["ask_chief"]
    department: Annotated[str, StringConstraints(max_length=40)] = ""
    note: Note = Field(default="", repr=False)

    def command(self, window: int) -> c.Command:
        return c.AskChief(window, self.department, self.note)


class NeedNobody(ByClerk):
    """The chief representative has come, or is not needed any more."""

    do: Literal["answer_chief"]
    request: Word

    def command(self, window: int) -> c.Command:
        return c.AnswerChief(self.request, _desk(window))


class CloseReport(ByClerk):
    """The clerk of the 办不成事 window notes what became of a report."""

    do: Literal["close_unresolved"]
    matter: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z/#-]{1,40}$")]
    result: Resolution
    note: Note = Field(default="", repr=False)

    def command(self, window: int) -> c.Command:
        return c.CloseUnresolved(self.matter, self.result, self.note, _desk(window))


class NoteTheRegion(ByClerk):
    """Whose region's matter the ticket is."""

    do: Literal["note_region"]
    ticket: TicketName
    region: Annotated[str, StringConstraints(pattern=r"^\d{6,12}$")]

    def command(self, window: int) -> c.Command:  # noqa: ARG002 - the ticket says where it is
        return c.NoteRegion(self.ticket, self.region)


def _desk(window: int) -> str:
    """Return who did it, as records have it; who sat there is among the events."""
    return f"window {window}"


DeskAction = AskForChief | NeedNobody | CloseReport | NoteTheRegion
