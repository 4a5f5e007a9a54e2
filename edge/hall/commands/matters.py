"""What could not be done (办不成事), and whom a clerk asks for help."""

from dataclasses import dataclass

from edge.hall.terms import Resolution


@dataclass(frozen=True, slots=True)
class CloseUnresolved:
    """A report has come to its end; `matter` is its id, or the number or id of its ticket."""

    matter: str
    result: Resolution
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class AskChief:
    """A clerk wants the chief representative (首席事务代表) of a department; "" is that of the matter being served."""

    window: int
    department: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class AnswerChief:
    """Somebody goes, or the clerk needs nobody any more."""

    request: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class NoteRegion:
    """The region (办理地区划) whose matter a ticket is: 6 to 12 digits of the national code."""

    ticket: str
    region: str
