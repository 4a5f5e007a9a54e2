"""The tables of the file that describe the hall itself: services, windows, zones, dispensers, clerks."""

from pathlib import Path
from typing import Annotated, ClassVar, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from edge.hall.terms import Outcome, Role, ServiceKind
from edge.texts.reasons import REASONS


class Table(BaseModel):
    """One table of the file: it says what it may say, and nothing else."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


def _topic_word(text: str) -> str:
    if not text or not all(letter in "abcdefghijklmnopqrstuvwxyz0123456789-_." for letter in text):
        raise ValueError(f'"{text}" becomes part of a topic: use small letters, digits, "-", "_" and "."')
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise ValueError("must not be empty")
    return text


def _prefix(text: str) -> str:
    if not (text.isascii() and text.isalpha() and text.isupper() and len(text) <= 2):  # noqa: PLR2004 - see the sentence
        raise ValueError(f'"{text}" stands before the number of a ticket: use one or two capital letters')
    return text


def _zone_of_the_world(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, IsADirectoryError):
        raise ValueError(f'there is no time zone "{name}"; China has "Asia/Shanghai"') from None
    return name


def _template(text: str) -> str:
    try:
        text.format(hall="", ticket="")
    except (KeyError, IndexError, ValueError, AttributeError):
        raise ValueError("only {hall} and {ticket} can stand in braces") from None
    if "{ticket}" not in text:
        raise ValueError("must name {ticket}, or every ticket would have the same code")
    return text


Name = Annotated[str, AfterValidator(_not_blank)]
TopicWord = Annotated[str, AfterValidator(_topic_word)]


class HallTable(Table):
    """Which hall this is, and what it says to everybody."""

    id: TopicWord
    name: Name
    name_en: str = ""
    timezone: Annotated[str, AfterValidator(_zone_of_the_world)] = "Asia/Shanghai"
    notice: str = ""  # the line at the foot of the boards
    ticket_qr: Annotated[str, AfterValidator(_template)] = "hall:{hall}/ticket/{ticket}"  # or a link of central's


class ServiceTable(Table):
    """One thing that citizens come for."""

    code: TopicWord
    name: Name
    name_en: str = ""
    prefix: Annotated[str, AfterValidator(_prefix)]
    needs_card: bool = False
    bring: tuple[Name, ...] = ()  # documents, as printed on the slip
    default_outcome: Outcome = Outcome.SERVED
    kind: ServiceKind = ServiceKind.ORDINARY
    group: str = ""  # where it stands in the tree; at its root, if left out
    is_popular: bool = False  # among the first on the ticket screen
    usual_min: Annotated[float, Field(gt=0, le=240)] | None = None  # from one call to the next, until it is learnt
    role: Role = Role.ACCEPT  # of the windows that serve it
    department: str | None = None  # whose matter it is: code of a [[department]]


class WindowTable(Table):
    """One desk: what it serves, and which devices stand at it."""

    number: Annotated[int, Field(ge=1, le=999)]
    zone: Name = "A"
    serves: Annotated[tuple[str, ...], Field(min_length=1)]
    spills: tuple[str, ...] = ()  # helped out with when the primary services are empty or overdue
    role: Role = Role.ACCEPT
    also: tuple[Role, ...] = ()  # further roles of the same desk
    has_start_key: bool = False
    display: str | None = None
    caller: str | None = None
    evaluator: str | None = None


class ZoneTable(Table):
    """A part of the hall with its own waiting area and loudspeaker."""

    name: Name
    title: str = ""  # as people say it: "A区 企业服务"
    announcer: str | None = None


class ClerkTable(Table):
    """What a clerk's badge (胸牌) says to everybody."""

    code: TopicWord  # with which the clerk signs in
    name: Name
    number: str = ""
    post: str = ""
    department: str | None = None
    photo: Path | None = None  # a picture beside the file, shown on pad and board


class DepartmentTable(Table):
    """Whose matters are done here, and who speaks for it (首席事务代表)."""

    code: TopicWord
    name: Name
    name_en: str = ""
    chief: str | None = None  # code of a [[clerk]]


class PauseReasonTable(Table):
    """Why a window may pause; without any in the file the usual ones are there."""

    code: TopicWord
    name: str = ""  # may be left out where the code is one of the usual ones
    name_en: str = ""
    is_public: bool = True  # told to citizens; others only to staff and in the records

    @model_validator(mode="after")
    def _can_be_said(self) -> Self:
        if not self.name and self.code not in REASONS:
            raise ValueError(f'"name" is missing: "{self.code}" is none of the usual reasons, so say it in words')
        return self


class DispenserTable(Table):
    """Where tickets are taken."""

    name: TopicWord
    printer: str
    card_reader: str | None = None
    services: tuple[str, ...] | None = None  # None: all
