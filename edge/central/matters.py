"""What central may ask about deadlines, reports of what could not be done, chief representatives and regions."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field, model_validator

from edge.central.arguments import Closed, Short, Text, WindowArgs, Word
from edge.hall import commands as c
from edge.hall.terms import Resolution


class DeadlineArgs(Closed):
    """Until when a case, or the case of a ticket, must be decided; null takes the deadline back."""

    case: Word | None = None
    ticket: Word | None = None
    at: AwareDatetime | None

    @model_validator(mode="after")
    def _one_way_to_say_what(self) -> Self:
        if (self.case is None) == (self.ticket is None):
            raise ValueError("give either case or ticket")
        return self


class CloseUnresolvedArgs(Closed):
    """What became of a report; `matter` is its id or the number of its ticket."""

    matter: Word
    result: Resolution
    note: Text = ""
    by: Short = "central"


class AskChiefArgs(WindowArgs):
    """A window wants somebody of a department."""

    department: Short = ""
    note: Text = ""


class AnswerChiefArgs(Closed):
    """Somebody goes."""

    request: Word
    by: Short = "central"


class RegionArgs(Closed):
    """Whose region's matter a ticket is."""

    ticket: Word
    region: Annotated[str, Field(pattern=r"^\d{6,12}$")]


MATTERS: Mapping[str, tuple[type[Closed], Callable[[Any, str], c.Command]]] = {
    "set_deadline": (
        DeadlineArgs,
        lambda args, _: c.SetDeadline(args.at, args.case or "", args.ticket or ""),
    ),
    "close_unresolved": (
        CloseUnresolvedArgs,
        lambda args, _: c.CloseUnresolved(args.matter, args.result, args.note, args.by),
    ),
    "ask_chief": (AskChiefArgs, lambda args, _: c.AskChief(args.window, args.department, args.note)),
    "answer_chief": (AnswerChiefArgs, lambda args, _: c.AnswerChief(args.request, args.by)),
    "note_region": (RegionArgs, lambda args, _: c.NoteRegion(args.ticket, args.region)),
}
