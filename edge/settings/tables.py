"""The tables of the file that describe the hall itself: services, windows, zones, dispensers, hours."""

from datetime import time
from typing import Annotated, ClassVar, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from edge.hall.terms import Outcome, Role

WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Table(BaseModel):
    """One table of the file: it says what it may say, and nothing else."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid")


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


def _days(raw: object) -> object:
    """Read `mon-fri`, `mon,wed,sat` or `daily`; anything that is no text is left to the type."""
    if not isinstance(raw, str):
        return raw
    if raw.strip() == "daily":
        return frozenset(range(7))
    days: set[int] = set()
    for part in raw.lower().split(","):
        first, _, last = (word.strip() for word in part.partition("-"))
        if first not in WEEK or (last or first) not in WEEK:
            raise ValueError(f'"{raw}" names no days; write "mon-fri", "mon,wed,sat" or "daily"')
        begin, end = WEEK.index(first), WEEK.index(last or first)
        days.update(day % 7 for day in range(begin, end + 1 if end >= begin else end + 8))
    return frozenset(days)


Name = Annotated[str, AfterValidator(_not_blank)]
TopicWord = Annotated[str, AfterValidator(_topic_word)]


class HallTable(Table):
    """Which hall this is."""

    id: TopicWord
    name: Name
    name_en: str = ""
    timezone: Annotated[str, AfterValidator(_zone_of_the_world)] = "Asia/Shanghai"


class ServiceTable(Table):
    """One thing that citizens come for."""

    code: TopicWord
    name: Name
    name_en: str = ""
    prefix: Annotated[str, AfterValidator(_prefix)]
    needs_card: bool = False
    bring: tuple[Name, ...] = ()  # documents, as printed on the slip
    default_outcome: Outcome = Outcome.SERVED


class WindowTable(Table):
    """One desk: what it serves, and which devices stand at it."""

    number: Annotated[int, Field(ge=1, le=999)]
    zone: Name = "A"
    serves: Annotated[tuple[str, ...], Field(min_length=1)]
    spills: tuple[str, ...] = ()  # helped out with when the primary services are empty or overdue
    role: Role = Role.ACCEPT
    has_start_key: bool = False
    display: str | None = None
    caller: str | None = None
    evaluator: str | None = None


class ZoneTable(Table):
    """A part of the hall with its own waiting area and loudspeaker."""

    name: Name
    title: str = ""  # as people say it: "A区 企业服务"
    announcer: str | None = None


class DispenserTable(Table):
    """Where tickets are taken."""

    name: TopicWord
    printer: str
    card_reader: str | None = None
    services: tuple[str, ...] | None = None  # None: all


class HoursTable(Table):
    """When the business day begins and ends; days count from Monday = 0."""

    days: Annotated[frozenset[int], BeforeValidator(_days)] = frozenset(range(5))
    open: time
    close: time

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> "HoursTable":
        if self.close <= self.open:
            raise ValueError(f"the hall closes at {self.close:%H:%M}, but opens at {self.open:%H:%M}")
        return self
